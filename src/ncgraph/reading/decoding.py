"""From bytes to text: the encoding a file announces, else the one that all its bytes fit.

Nothing but UTF-8 can be told with certainty from the bytes alone. The candidates are few, those
that papers in English come in: a byte order mark decides, then what XML or HTML declares, then
strict UTF-8. What is left is Chinese (GB 18030), whose letters come in pairs of high bytes, or the
Western code page, where a high byte stands alone: a micro sign, a dash, an accent. Such a guess is
told as a `Problem`, and so are a few broken bytes in a file that is UTF-8 else.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ncgraph.errors import ReadingError
from ncgraph.model.report import Problem

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']"
    rb"|<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HEAD = 2048  # bytes in which a declaration must stand, as browsers have it
_SAMPLE = 4096
_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_PAIRED = 0.9  # share of the high bytes that stand in pairs where all of them are Chinese
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x80-\x9f]")
_LEGIBLE = 0.02  # share of control characters; text has none, data many


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it came in; `problem` where that was guessed."""

    text: str
    encoding: str
    problem: Problem | None = None


def decode(content: bytes, place: object) -> Decoded:
    r"""The text of a file; a byte order mark stays its first character.

    Args:
        content: All its bytes.
        place: What it is called in messages.

    Raises:
        ReadingError: The bytes are no text, or not in the encoding they announce.

    >>> decode("26 µJ".encode("utf-16"), "note").text
    '\ufeff26 µJ'
    >>> decode("26 µJ/cm²".encode("cp1252"), "note").encoding
    'cp1252'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content, encoding, place), encoding)
    if encoding := _without_mark(content):
        return Decoded(_strictly(content, encoding, place), encoding)
    _refuse_data(content, place)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    if encoding := _declared(content):
        return Decoded(_strictly(content, encoding, place), encoding)
    return _guessed(content, at, place)


def _strictly(content: bytes, encoding: str, place: object) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{place}: byte {error.start} does not fit the file's encoding {encoding}; "
            "save the file as UTF-8"
        ) from error


def _without_mark(content: bytes) -> str:
    """UTF-16 of Western text has a NUL in every other byte."""
    head = content[:_SAMPLE]
    if len(content) < 4 or len(content) % 2 or b"\0" not in head:
        return ""
    half = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.8 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 * half and odd == 0 else ""


def _refuse_data(content: bytes, place: object) -> None:
    at = content.find(b"\0")
    if at >= 0:
        raise ReadingError(
            f"{place}: byte {at} is NUL, so it is no text; convert it to UTF-8 text first"
        )


def _declared(content: bytes) -> str:
    """The encoding that XML or HTML names, if Python knows it and it is one of text."""
    found = _DECLARED.search(content[:_HEAD])
    name = (found[1] or found[2]).decode("ascii") if found else ""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    if known in ("utf-8", "utf-16", "utf-32") or not _is_of_text(known):
        return ""
    # Browsers read what calls itself Latin-1 as the code page that fills its gaps.
    return "cp1252" if known in ("iso8859-1", "ascii") else known


def _is_of_text(encoding: str) -> bool:
    try:
        return "a".encode(encoding).decode(encoding) == "a"
    except (LookupError, UnicodeError, TypeError):  # hex, rot13, punycode: no character sets
        return False


def _damaged(content: bytes, at: int) -> Decoded | None:
    """UTF-8 that a few bytes break: more letters beyond ASCII are whole than lost."""
    text = content.decode("utf-8", "replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    if sum(not letter.isascii() for letter in text) < 3 * lost or _CONTROLS.search(text):
        return None
    line = content.count(b"\n", 0, at) + 1
    return Decoded(
        text,
        "utf-8",
        Problem(
            code="encoding-damaged",
            message=f"{lost} places are not UTF-8, the first at byte {at} (line {line}); each is "
            "read as U+FFFD",
        ),
    )


def _guessed(content: bytes, at: int, place: object) -> Decoded:
    if damaged := _damaged(content, at):
        return damaged
    high = len(_HIGH.findall(content))
    paired = 2 * len(_PAIR.findall(content))
    candidates = ["gb18030", "cp1252"] if paired >= _PAIRED * high else ["cp1252"]
    for encoding in candidates:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROLS.findall(text)) <= _LEGIBLE * len(text):
            line = content.count(b"\n", 0, at) + 1
            return Decoded(
                text,
                encoding,
                Problem(
                    code="encoding-guessed",
                    message=f"byte {at} (line {line}) is not UTF-8; read as {encoding}",
                ),
            )
    line = content.count(b"\n", 0, at) + 1
    raise ReadingError(f"{place}: byte {at} (line {line}) is not UTF-8; save the file as UTF-8")
