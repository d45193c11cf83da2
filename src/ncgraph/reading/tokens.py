"""What is not plain in a paper's text and how each such thing is read: by its first character."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from ncgraph.reading import decimals, latex, markers, spaced_formulas
from ncgraph.reading.citation_style import FUSED
from ncgraph.reading.citations import (
    ascii_digits,
    expand,
)
from ncgraph.reading.hyphenation import join_word
from ncgraph.reading.symbols import CHARACTERS, GREEK, OPERATORS, SUBSCRIPTS, SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ncgraph.reading.writer import Writer

    _Row = tuple[Callable[[Writer, re.Match[str]], int], str, str]


def read_range(writer: Writer, position: int, end: int) -> None:
    """Write the plain form of `writer.source[position:end]`."""
    source = writer.source
    marking = writer.marking
    separated = marking.decimals is not decimals.Decimals.POINT
    search = _scanner(fused=marking.fused, separated=separated).search
    following = position
    while found := search(source, following, end):
        start = found.start()
        token = _token(source[start], fused=marking.fused, separated=separated)
        match = token.match(source, start, end)
        if match is None:
            following = start + 1
            continue
        if start > position:
            writer.copy(position, start)
        position = following = _HANDLERS[match.lastgroup or ""](writer, match)
    if position < end:
        writer.copy(position, end)


def _hyphenation(writer: Writer, match: re.Match[str]) -> int:
    writer.copy(match.start(), match.start() + 1)
    right = re.match(r"[a-z]+", writer.source[match.end() : match.end() + 40])
    join_word(writer, right[0] if right else "")
    return match.end()


def _keep_hyphen(writer: Writer, match: re.Match[str]) -> int:
    """A compound that a line end parts behind its hyphen: "type-" and "II", "cm-" and "2"."""
    writer.copy(match.start(), match.start() + 1)
    return match.end()


def _index(writer: Writer, match: re.Match[str]) -> int:
    """A lowered index set off by spaces: part of a formula, whatever stands around it."""
    low = match.start() + 1
    content = markers.inner(match)
    start = writer.source.index(content, low)
    read_range(writer, start, start + len(content))
    return match.end()


def _space(writer: Writer, match: re.Match[str]) -> int:
    writer.put(" ", match.start(), match.end())
    return match.end()


def _drop(_writer: Writer, match: re.Match[str]) -> int:
    return match.end()


def _keep(writer: Writer, match: re.Match[str]) -> int:
    writer.copy(match.start(), match.end())
    return match.end()


def _bracketed_index(writer: Writer, match: re.Match[str]) -> int:
    if not writer.tail()[-1:].isalpha():
        return _keep(writer, match)
    read_range(writer, match.start() + 2, match.end() - 1)
    return match.end()


def _lowered(writer: Writer, match: re.Match[str]) -> int:
    writer.put(SUBSCRIPTS[match.group()], *match.span())
    return match.end()


def _lowered_between(writer: Writer, match: re.Match[str]) -> int:
    """Pandoc's `CdSe~0.6~S~0.4~`."""
    writer.copy(match.start() + 1, match.end() - 1)
    return match.end()


def _minus(writer: Writer, match: re.Match[str]) -> int:
    """What the fonts of a publisher's older PDF files leave of a raised minus: `cm À2`."""
    if re.search(r"[a-z] $", writer.tail()):
        writer.take_back()
    writer.put("-", *match.span())
    return match.end()


_FONT = {"¼": "=", "Â": "×", "þ": "+"}


def _sign(writer: Writer, match: re.Match[str]) -> int:
    """What the same fonts leave of other signs: `E g ¼ 3.2 eV`, `2 Â 10 À3`, `Eu 2þ`."""
    writer.put(_FONT[match.group()], *match.span())
    return match.end()


def _control(writer: Writer, match: re.Match[str]) -> int:
    """The codes of an old database of abstracts: `A/cm/sup 2/`, `J/sub th/`, `/spl mu/m`."""
    code, content = match[0][1:4], match[0][5:-1]
    if code == "spl":
        plain = {**GREEK, **OPERATORS}.get(content)
        writer.put(plain or match[0], *match.span())
    elif code == "sup":
        return markers.raise_text(writer, content, *match.span())
    else:
        read_range(writer, match.start() + 5, match.end() - 1)
    return match.end()


def _character(writer: Writer, match: re.Match[str]) -> int:
    writer.put(CHARACTERS[match.group()], *match.span())
    return match.end()


def _address(writer: Writer, match: re.Match[str]) -> int:
    writer.copy(match.start() + 1, match.end() - 1)
    return match.end()


def _tag(writer: Writer, match: re.Match[str]) -> int:
    if match.group()[1:3] in ("br", "p>"):
        writer.put(" ", *match.span())
    return match.end()


_THIN = "\u2009\u202f\xa0"


def _around(writer: Writer, match: re.Match[str]) -> str:
    """The character before a token and the four after it."""
    return writer.tail()[-1:] + writer.source[match.end() : match.end() + 4]


def _entity(writer: Writer, match: re.Match[str]) -> int:
    character = html.unescape(match.group())
    if character == match.group():
        return _keep(writer, match)
    if character in SUPERSCRIPTS:
        return markers.raise_text(writer, character, *match.span())
    if character in _THIN and re.fullmatch(r"\d\d{3}\D?", _around(writer, match)):
        return match.end()  # 1&thinsp;200
    character = " " if character.isspace() else CHARACTERS.get(character, character)
    character = SUBSCRIPTS.get(character, character)
    writer.put(character, *match.span())
    return match.end()


# "kW*cm^-2": a star between two units, not the emphasis inside a word.
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d])[kmµnpM]?[JWA]$")
_UNIT_AFTER = re.compile(r"[cmµn]?m(?:\^|-|−|[²⁻]|<sup)")


def _star(writer: Writer, match: re.Match[str]) -> int:
    source, (low, high) = writer.source, match.span()
    before, after = source[max(low - 1, 0) : low], source[high : high + 1]
    multiplies = (before.isdigit() and after.isdigit()) or (before == " " and after == " ")
    if _UNIT_AFTER.match(source, high) and _UNIT_BEFORE.search(writer.tail()):
        writer.put("·", low, high)
        return high
    return _keep(writer, match) if multiplies and high - low == 1 else _drop(writer, match)


def _link(writer: Writer, match: re.Match[str]) -> int:
    label = (match.lastindex or 0) + 1
    marking = writer.marking
    labels = expand(ascii_digits(match[label]), marking.highest)
    labels = labels or markers.listed_keys(match[label], marking.keys)
    if labels and marking.cited:
        return writer.cite(labels, *match.span())
    read_range(writer, *match.span(label))
    return match.end()


def _dash(writer: Writer, match: re.Match[str]) -> int:
    """LaTeX's `--` and `---`."""
    writer.put("–" if match.end() - match.start() == 2 else "—", *match.span())
    return match.end()


_BLANKS = r"\t\n\r\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_RAISED = f"[{SUPERSCRIPTS}]"
_LOWERED = r"(?:\{([^{}]{1,40})\}|\(([^()]{1,20})\)|([\dA-Za-z])(?![a-z_]))"
# A converter's `CdSe _x S _{1-x} NPLs`: the formula goes on at an element or a slash.
_GOES_ON = r"( (?=(?!C/[CS]\b)[A-Z][a-z]?(?:[\s/_]|$)|/))?"
_POINTING = (
    "(?:"
    + "|".join(
        rf"(?<=\b{word} )" for word in ("[Rr]ef", "[Rr]efs", "[Rr]eference", "[Rr]eferences")
    )
    + ")"
)
_NUMBERS = r"(\d{1,3}(?:(?: ?[,–-] ?| and )\d{1,3}){0,20})(?![\w.]\w)"
_TAGS = "sub|sup|b|i|em|strong|u|a|p|span|div|br|small|font|italic|bold|xref|ext-link"

# Handler, characters a token can start with, what follows; the first row that fits is taken.
# A hyphen among these characters is escaped: all rows' make one class, where it would be a range.
_ROWS: tuple[_Row, ...] = (
    (_hyphenation, r"\-", r"[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[a-z])"),
    (_keep_hyphen, r"\-", r"(?<=\w-)(?:\r\n|\r|\n)(?=[A-Z\d])"),
    (markers.pointer, " ", _POINTING + _NUMBERS),
    (spaced_formulas.rejoin, " ", r"(?=\d)(?:(?<=[A-Z] )|(?<=[A-Z][a-z] ))"),
    (_index, " ", "_" + _LOWERED + _GOES_ON),
    (_dash, r"\-", r"-{1,2}(?!-)"),
    (_drop, "\u2009\u202f\xa0", r"(?<=\d.)(?=\d{3}(?!\d))"),
    (_space, " " + _BLANKS, r"\s+"),
    (_space, _BLANKS, ""),
    (_bracketed_index, "_", r"\(([^()]{1,20})\)"),
    (_drop, "_", r"(?=\{|(?:\d{1,4}(?:\.\d{1,3})?|[A-Za-zα-ωµ])(?![a-z_]))"),
    (_drop, "_", r"(?:(?<!\w_)(?=\S)|(?!\w))"),
    (_drop, r"\^", r"\[(?=[A-Z])(?:[^\[\]]|\[[^\[\]]{0,80}\]){1,400}\]"),
    (markers.between_carets, r"\^", r"\[?([-−]?\d(?:\d|[,;–‐-] ?(?=\d)){0,40})\]?\^"),
    (markers.raised, r"\^", r"(?:\{((?:[^{}]|\{[^{}]{0,30}\}){1,60})\}"
                      r"|(\\circ|[-+−]?\d{1,4}|[A-Za-z*†‡](?![a-z])))"),
    (markers.raised, "<", r"sup>([^<>]{1,80})</sup>"),
    (markers.raised, SUPERSCRIPTS,
     rf"{_RAISED}{{0,12}}(?:[,‚˒;–‐-][⁰¹²³⁴⁵⁶⁷⁸⁹]{_RAISED}{{0,8}}){{0,40}}"),
    (_lowered, "".join(SUBSCRIPTS), ""),
    (_character, "".join(CHARACTERS), ""),
    (latex.quantity, r"\\", latex.QUANTITY),
    (latex.cited, r"\\", latex.CITED),
    (_drop, r"\\", latex.LABELLED),
    (markers.raised, r"\\", r"textsuperscript\{((?:[^{}]|\{[^{}]{0,30}\}){1,60})\}"),
    (markers.escaped_bracket, r"\\", r"\[(\d[\d,;–\s-]{0,80})\\\]"),
    (latex.fraction, r"\\", r"[dt]?frac\s?\{"),
    (latex.accent, r"\\", latex.ACCENT),
    (latex.about, r"\\", r"(?:sim|thicksim|textasciitilde)(?![A-Za-z])\s*"),
    (latex.command, r"\\", r"([A-Za-z]{1,24})( ?\{)?"),
    (_space, r"\\", r"(?:\r\n|\r|\n)"),
    (latex.escape, r"\\", r"([^\w\s]|[ _])"),
    (latex.dollar, "$", ""),
    (latex.comma, "{", r"(?<=\d\{),\}(?=\d)"),
    (latex.braced, "{", latex.BRACED),
    (latex.open_brace, "{", ""),
    (latex.close_brace, "}", ""),
    (_address, "<", r"(https?://[^<>]{1,500})>"),
    (_tag, "<", rf"/?(?:{_TAGS})\b[^<>]{{0,300}}>"),
    (_entity, "&", r"(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,10}\d{0,2});"),
    (_star, "*", r"\*{0,2}"),
    (_drop, "`", ""),
    (_drop, "!", r"\[[^\[\]]{0,300}\]\([^()\s]{1,500}\)"),
    (markers.links, r"\[", markers.LINKS),
    (_link, r"\[", r"\\?\[([^\[\]\\]{1,300})\\?\]\]\([^()\s]{1,500}\)"),
    (_link, r"\[", r"([^\[\]]{1,300})\]\([^()\s]{1,500}\)"),
    (markers.bracket, r"\[",
     r" ?(\d[^\[\]]{0,80})\](?:(?:[,;] ?| ?[–—‐-] ?|,? and )\[\d[\d,;–‐ -]{0,30}\](?!\()){0,20}"),
    (markers.footnote, r"\[", r"\^([\w-]{1,20})\]"),
    (markers.keys, r"\[", r"(?:see |e\.g\. )?-?@[\w:./-]{1,60}(?:[;,] ?-?@[\w:./-]{1,60}){0,20}\]"),
    (markers.named, "(",
     r"([^()]{0,300}?\b(?:1[89]|20)\d\d[a-z]?"
     r"(?:(?:, (?:and references|p|Fig|Tab|Sec|Chap|Ch\.|Eq)|: ?\d|, ?[b-h]\b)[^()]{0,20})?)\)"),
    (markers.keyed, r"\[", markers.KEYED),
    (markers.named, r"\[", r"([^\[\]]{0,300}?\b(?:1[89]|20)\d\d[a-z]?)\]"),
    (_lowered_between, r"\~", r"(?<=[A-Za-z)\]]~)(\d[\d.]{0,4}|(?:\d[-−])?[xyz])~"),
    (latex.tie, "~", ""),
    (markers.attached, "(", r"(?:(?<=[a-z]{4}\()|(?<=[.,;]\())(\d[\d,;–\s-]{0,40})\)"),
    (markers.parenthesised, "(", r"(\d{1,3}(?:(?:[,;] ?| ?[–‐-] ?)\d{1,3}){0,20})\)"
     r"(?! ?(?:[kcmµμnpf]?(?:m|s|J|W|eV)\b|%|K\b))"),
    (markers.pointer, ".", r"(?:(?<=\b[Rr]ef\.)|(?<=\b[Rr]efs\.)) ?" + _NUMBERS),
    (_control, "/", r"(?:su[bp] [^/\s]{1,8}|spl [A-Za-z]{2,10})/"),
    (_minus, "À", r"(?=\d)"),
    (_sign, "".join(_FONT), r"(?:(?<=\s¼)(?=\s[\d~∼<>(])|(?<=[\d)]\sÂ)(?=\s10)"
     r"|(?<=\dþ)|(?<=\d\sþ))"),
    (markers.narrative_key, "@", r"(?<![\w@/.]@)([A-Za-z](?=[\w:-]{0,60}\d{2})[\w:-]{1,60})"
     r"(?: \[(?:pp?|chap|sec|fig)\.[^\[\]]{0,30}\])?"),
    (markers.again, "(", r"[Ii]bid\.?[^()]{0,30}\)"),
)  # fmt: skip


_COMMON = {" ": r"\s_\d", ".": r" \d", r"\-": r"\s-"}
# Numbers of references grown onto a word, its full stop or a unit's exponent.
_FUSED: tuple[_Row, ...] = ((markers.fused, "0-9", r"(?:" + FUSED + r")"),)
# In a text that does not write its decimals with points alone.
_SEPARATED: tuple[_Row, ...] = ((decimals.separator, ".,", decimals.BETWEEN),)
_ALL = (*_ROWS, *_FUSED, *_SEPARATED)
_HANDLERS = {f"row_{number}": row[0] for number, row in enumerate(_ALL)}


def _rows(*, fused: bool, separated: bool) -> list[tuple[int, _Row]]:
    left_out = (*(_FUSED * (not fused)), *(_SEPARATED * (not separated)))
    return [(number, row) for number, row in enumerate(_ALL) if row not in left_out]


@cache
def _scanner(*, fused: bool, separated: bool) -> re.Pattern[str]:
    """Where a token may begin: one class of first characters, so that plain prose is skipped fast.

    Characters that prose is full of are let go before any row is tried, but for what in these
    rows may follow them.
    """
    first = "".join(starts for _, (_, starts, _) in _rows(fused=fused, separated=separated))
    common = "|".join(f"(?<=[{starts}])(?=[{following}])" for starts, following in _COMMON.items())
    return re.compile(f"[{first}](?:(?<![{''.join(_COMMON)}])|{common})")


@cache
def _token(first: str, *, fused: bool, separated: bool) -> re.Pattern[str]:
    """The rows that can begin with a character: few, where all of them are dear to try."""
    branches = "|".join(
        f"(?P<row_{number}>{rest})"
        for number, (_, starts, rest) in _rows(fused=fused, separated=separated)
        if re.match(f"[{starts}]", first)
    )
    return re.compile(f"{re.escape(first)}(?:{branches})")
