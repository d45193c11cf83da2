r"""LaTeX inside a paragraph: commands, accents, formulas, quantities, keys of citations.

Each handler takes the writer and the match of its token, writes the plain form, and tells where to
read on; `reading.tokens` asks them in turn.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ncgraph.reading.decimals import Decimals
from ncgraph.reading.siunitx import siunitx
from ncgraph.reading.symbols import DRESS, GREEK, LETTERS, OPERATORS

if TYPE_CHECKING:
    from ncgraph.reading.writer import Writer

_NESTED = r"\{(?:[^{}]|\{[^{}]{0,30}\}){0,200}\}"
QUANTITY = (
    r"(?:SI|si|qty|unit|SIrange|qtyrange|SIlist|qtylist|num|numrange|numlist|ang)"
    rf"(?:\[[^\[\]]{{0,200}}\])?(?:{_NESTED}){{1,3}}"
)
CITED = r"(?:no)?[cC]ite[a-z]{0,10}\*?(?:\[[^\[\]]{0,80}\]){0,2}\{([^{}]{1,400})\}"
LABELLED = r"(?:label|ref|eqref|autoref|[cC]ref|pageref)\{[^{}]{1,80}\}"
# An accent over a letter, in any of the ways to brace it: \'e, \'{e}, {\'e}, \v{S}, \"{\i}.
_LETTER = r"(?:\{\\?([A-Za-z])\s?\}|\\([ij])(?![A-Za-z])\s?|([A-Za-z]))"
ACCENT = rf"(?:['\"`^~=.]{_LETTER}|[vucHkr]\s?\{{\\?([A-Za-z])\}})"
BRACED = (
    r"\\(?:['\"`^~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|[vucHkr]\s?\{\\?[A-Za-z]\}|[A-Za-z]{1,24})\}"
)

_COMBINING = dict(
    zip(
        "'\"`^~=.vucHkr",
        "\u0301\u0308\u0300\u0302\u0303\u0304\u0307\u030c\u0306\u0327\u030b\u0328\u030a",
        strict=True,
    )
)
# "don\'t", "the dot\'s": an escaped apostrophe, no accent.
_ELIDED = re.compile(r"(?:s|t|d|m|re|ve|ll)(?![a-z])")


def quantity(writer: Writer, match: re.Match[str]) -> int:
    r"""`\SI{26}{\micro\joule}` and its like."""
    printed = match.group()[1:]
    name = re.match(r"[A-Za-z]+", printed)
    command = name[0] if name else ""
    arguments = re.sub(r"^\[[^\[\]]*\]", "", printed[len(command) :])
    writer.put(siunitx(command, arguments), *match.span())
    return match.end()


def accent(writer: Writer, match: re.Match[str]) -> int:
    """An accented letter; what cannot carry the accent is an escape."""
    printed = match.group().strip("{}\\")
    letters = re.findall(r"[A-Za-z]", printed if printed[0] in "'\"`^~=." else printed[1:])
    braced = "{" in match.group()
    glyph = unicodedata.normalize("NFC", letters[-1] + _COMBINING[printed[0]]) if letters else ""
    low = match.start()
    at_word_start = not writer.source[low - 1 : low].isalpha()
    quoting = (
        printed[0] in "'\"`"
        and not braced
        and (at_word_start or _ELIDED.match(writer.source, low + 2) is not None)
    )
    if len(glyph) != 1 or quoting or (writer.formula(low) and not braced):
        return escape(writer, match)
    writer.put(glyph, *match.span())
    return match.end()


def braced(writer: Writer, match: re.Match[str]) -> int:
    r"""A command in braces of its own: `{\AA}`, `{\mu}`, `{\'e}`."""
    name = match.group()[2:-1]
    symbol = GREEK.get(name) or OPERATORS.get(name) or LETTERS.get(name)
    if symbol is not None:
        writer.put("~" if name == "sim" else symbol, *match.span())
        return match.end()
    if not name.isalpha():
        return accent(writer, match)
    return open_brace(writer, match)


def cited(writer: Writer, match: re.Match[str]) -> int:
    """Keys that LaTeX resolves when it sets the paper: labels as they stand."""
    keys = (match[(match.lastindex or 0) + 1] or "").split(",")
    labels = tuple(key.strip() for key in keys if key.strip())
    return writer.cite(labels, *match.span()) if labels and writer.marking.cited else match.end()


def comma(writer: Writer, match: re.Match[str]) -> int:
    """`0{,}3`: a comma between digits, without the space that formulas set behind it."""
    point = writer.marking.decimals is Decimals.COMMA or re.search(r"(?<!\d)0$", writer.tail())
    writer.put("." if point else ",", *match.span())
    return match.end()


def about(writer: Writer, match: re.Match[str]) -> int:
    r"""`\sim`, which clings to its number."""
    writer.put("~", *match.span())
    return match.end()


def fraction(writer: Writer, match: re.Match[str]) -> int:
    r"""`\frac{`: its numerator is read on, the brace that closes it writes the solidus."""
    writer.braces.append("above")
    return match.end()


def command(writer: Writer, match: re.Match[str]) -> int:
    """A command with a meaning of its own, one that dresses what follows, or an unknown one."""
    first = (match.lastindex or 0) + 1
    name, brace = match[first], match[first + 1]
    symbol = GREEK.get(name) or OPERATORS.get(name) or LETTERS.get(name)
    formula = bool(writer.formula(match.start()))
    dress = name in DRESS or (bool(brace) and not formula and symbol is None)
    if symbol is None and not dress and not formula:
        writer.copy(match.start(), match.end())
        return match.end()
    low, high = match.start(), match.end(first)
    if symbol is not None:
        writer.put(symbol, low, high)
    elif not dress:
        writer.copy(low + 1, high)
    if brace:
        writer.braces.append("markup")
        return match.end()
    letter = writer.source[match.end() : match.end() + 2].strip(" ").isalpha()
    glued = (name in LETTERS and not formula) or (name in GREEK and letter)
    return match.end() + (glued and writer.source.startswith(" ", match.end()))


_SPACING = {" ": " ", "\\": " ", ",": " ", ";": " ", ":": " ", "!": "", "|": "|"}
_DELIMITERS = "()[]"


def escape(writer: Writer, match: re.Match[str]) -> int:
    r"""A space of LaTeX, an edge of a formula, or an escaped character."""
    low, source = match.start(), writer.source
    character = source[low + 1]
    formula = writer.formula(low)
    if character in _DELIMITERS and formula.startswith("\\") and formula[1] in _DELIMITERS:
        return low + 2
    before, after = source[low - 1 : low], source[low + 2 : low + 3]
    thin = character in ",;" and not before.isspace() and (after.isalnum() or after in ("$", "\\"))
    if thin and before.isdigit() and re.match(r"\d{3}(?!\d)", source[low + 2 : low + 6]):
        return low + 2  # 1\,200
    if character in _SPACING and (formula or thin or character in " \\"):
        writer.put(_SPACING[character], low, low + 2)
    else:
        writer.copy(low + 1, low + 2)
    return low + 2


def dollar(writer: Writer, match: re.Match[str]) -> int:
    """An edge of a formula, or a price."""
    if not writer.formula(match.start()):
        writer.copy(*match.span())
    return match.end()


def open_brace(writer: Writer, match: re.Match[str]) -> int:
    """A brace that groups is markup, one of a set of crystal faces is not."""
    low = match.start()
    markup = bool(writer.formula(low)) or writer.source[low - 1 : low] in ("_", "^")
    writer.braces.append("markup" if markup else "")
    if not markup:
        writer.copy(low, low + 1)
    return low + 1


def close_brace(writer: Writer, match: re.Match[str]) -> int:
    """The end of what the last open brace began."""
    low = match.start()
    formula = bool(writer.formula(low))
    opened = writer.braces.pop() if writer.braces else "markup" * formula
    if opened == "above" and writer.source.startswith("{", match.end()):
        writer.put("/", low, match.end() + 1)
        writer.braces.append("markup")
        return match.end() + 1
    if not opened:
        writer.copy(*match.span())
    return match.end()


def tie(writer: Writer, match: re.Match[str]) -> int:
    """LaTeX's space that does not break, `Fig.~3` and `620~nm`; else "about"."""
    low, high = match.span()
    before, after = writer.tail()[-1:], writer.source[high : high + 1]
    named = before.isalpha() or before in (".", ")")
    if low > writer.start and (
        (named and (after.isalnum() or after in ("$", "\\")))
        or (before.isdigit() and (after.isalpha() or after in ("$", "\\", "°", "%")))
    ):
        writer.put(" ", low, high)
    else:
        writer.copy(low, high)
    return high
