"""What is not plain in a paper's text, and how each such thing is read: one compiled alternation."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ncgraph.model.report import Problem
from ncgraph.reading.citations import (
    Raised,
    ascii_digits,
    author_years,
    expand,
    narrative_year,
    superscript,
)
from ncgraph.reading.symbols import (
    CHARACTERS,
    DRESS,
    GREEK,
    OPERATORS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ncgraph.reading.writer import Writer

_BLANKS = (
    r"\t\n\r\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
)
_RAISED = f"[{SUPERSCRIPTS}]"
_LOWERED = r"(?:\{([^{}]{1,40})\}|\(([^()]{1,20})\)|([\dA-Za-z])(?![a-z_]))"
# A converter's `CdSe _x S _{1-x} NPLs`: the formula goes on at an element or a slash.
_GOES_ON = r"( (?=(?!C/[CS]\b)[A-Z][a-z]?(?:[\s/_]|$)|/))?"
_TAGS = "sub|sup|b|i|em|strong|u|a|p|span|div|br|small|font|italic|bold|xref|ext-link"

# Name of the handler, characters one can start with, what follows; the first row that fits.
_ROWS: tuple[tuple[str, str, str], ...] = (
    ("hyphenation", "-", r"[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[a-z])"),
    ("index", " ", "_" + _LOWERED + _GOES_ON),
    ("space", " " + _BLANKS, r"\s+"),
    ("blank", _BLANKS, ""),
    ("bracketed_index", "_", r"\(([^()]{1,20})\)"),
    ("index_sign", "_", r"(?=\{|(?:\d{1,4}(?:\.\d{1,3})?|[A-Za-zα-ωµ])(?![a-z_]))"),
    ("emphasis", "_", r"(?:(?<!\w_)(?=\S)|(?!\w))"),
    ("raised", r"\^", r"(?:\{((?:[^{}]|\{[^{}]{0,30}\}){1,60})\}"
                      r"|(\\circ|[-+−]?\d{1,4}|[A-Za-z*†‡](?![a-z])))"),
    ("raised", "<", r"sup>([^<>]{1,80})</sup>"),
    ("raised", SUPERSCRIPTS,
     rf"{_RAISED}{{0,12}}(?:[,‚;–‐-][⁰¹²³⁴⁵⁶⁷⁸⁹]{_RAISED}{{0,8}}){{0,40}}"),
    ("lowered", "".join(SUBSCRIPTS), ""),
    ("character", "".join(CHARACTERS), ""),
    ("fraction", r"\\", r"[dt]?frac\{([^{}]{1,80})\}\{([^{}]{1,80})\}"),
    ("about", r"\\", r"(?:sim|thicksim|textasciitilde)(?![A-Za-z])\s*"),
    ("command", r"\\", r"([A-Za-z]{1,24})( ?\{)?"),
    ("escape", r"\\", r"([^\w\s]|[ _])"),
    ("dollar", "$", ""),
    ("open_brace", "{", ""),
    ("close_brace", "}", ""),
    ("address", "<", r"(https?://[^<>]{1,500})>"),
    ("tag", "<", rf"/?(?:{_TAGS})\b[^<>]{{0,300}}>"),
    ("entity", "&", r"(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,10});"),
    ("star", "*", r"\*{0,2}"),
    ("tick", "`", ""),
    ("picture", "!", r"\[[^\[\]]{0,300}\]\([^()\s]{1,500}\)"),
    ("link", r"\[", r"([^\[\]]{1,300})\]\([^()\s]{1,500}\)"),
    ("bracket", r"\[", r"(\d[^\[\]]{0,80})\]"),
    ("named", "(", r"([^()]{0,300}?\b(?:1[89]|20)\d\d[a-z]?)\)"),
    ("tie", "~", ""),
    ("pointer", ".", r"(?:(?<=\b[Rr]ef\.)|(?<=\b[Rr]efs\.))"
                     r" ?(\d{1,3}(?:(?: ?[,–-] ?| and )\d{1,3}){0,20})(?![\w.]\w)"),
)  # fmt: skip


def read_range(writer: Writer, position: int, end: int) -> None:
    """Write the plain form of `writer.source[position:end]`."""
    source, search = writer.source, _TOKENS.search
    while match := search(source, position, end):
        if match.start() > position:
            writer.copy(position, match.start())
        name = match.lastgroup or ""
        position = _HANDLERS[name](writer, match)
    if position < end:
        writer.copy(position, end)


def join_word(writer: Writer, right: str) -> None:
    """Drop the hyphen just written, unless the source writes the word with it elsewhere."""
    left = re.search(r"([^\W\d_]+)-$", writer.tail())
    if left and f"{left[1]}-{right}" not in writer.source:
        writer.take_back()


def _inner(match: re.Match[str]) -> str:
    """What stands inside the token's delimiters."""
    first = (match.lastindex or 0) + 1
    return next((g for g in match.groups()[first - 1 :] if g is not None), match.group())


def _hyphenation(writer: Writer, match: re.Match[str]) -> int:
    writer.copy(match.start(), match.start() + 1)
    right = re.match(r"[a-z]+", writer.source[match.end() : match.end() + 40])
    join_word(writer, right[0] if right else "")
    return match.end()


def _index(writer: Writer, match: re.Match[str]) -> int:
    """A lowered index set off by spaces: part of a formula, whatever stands around it."""
    low = match.start() + 1
    content = _inner(match)
    start = writer.source.index(content, low)
    writer.copy(start, start + len(content))
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
    writer.copy(match.start() + 2, match.end() - 1)
    return match.end()


def _raised(writer: Writer, match: re.Match[str]) -> int:
    content, source = _inner(match), writer.source
    if "circ" in content or "prime" in content:
        writer.put("°" if "circ" in content else "′", *match.span())
        return match.end()
    formula = writer.formula(match.start())
    before = writer.tail()
    after = source[match.end() : min(match.end() + 1, writer.end)]
    math = bool(formula) and not formula.strip("$ ").startswith("^")
    raised = superscript(content, before, after, writer.marking.highest, math=math)
    if raised.labels and not writer.marking.cited:
        raised = Raised(raised.text or ascii_digits(content))
    if raised.text:
        if before.endswith(" ") and not after.isalpha():
            writer.trim()  # a converter's "cm ²"
        writer.put(raised.text, *match.span())
    if raised.labels:
        writer.cite(raised.labels, *match.span())
    if not raised.understood and writer.marking.cited:
        writer.problems.append(
            Problem(
                code="superscript-not-understood",
                message=f"superscript {content!r} names no entry of the list and no exponent",
                start=match.start(),
                end=match.end(),
            )
        )
    return match.end()


def _lowered(writer: Writer, match: re.Match[str]) -> int:
    writer.put(SUBSCRIPTS[match.group()], *match.span())
    return match.end()


def _character(writer: Writer, match: re.Match[str]) -> int:
    writer.put(CHARACTERS[match.group()], *match.span())
    return match.end()


def _fraction(writer: Writer, match: re.Match[str]) -> int:
    above = (match.lastindex or 0) + 1
    read_range(writer, *match.span(above))
    writer.put("/", match.end(above), match.start(above + 1))
    read_range(writer, *match.span(above + 1))
    return match.end()


def _about(writer: Writer, match: re.Match[str]) -> int:
    writer.put("~", *match.span())
    return match.end()


def _command(writer: Writer, match: re.Match[str]) -> int:
    first = (match.lastindex or 0) + 1
    name, brace = match[first], match[first + 1]
    symbol = GREEK.get(name) or OPERATORS.get(name)
    dress = name in DRESS
    if symbol is None and not dress and not writer.formula(match.start()) and not brace:
        return _keep(writer, match)
    low, high = match.start(), match.end(first)
    if symbol is not None:
        writer.put(symbol, low, high)
    elif not dress:
        writer.copy(low + 1, high)
    if brace:
        writer.braces.append(True)
    elif name in GREEK and writer.source[match.end() : match.end() + 2].strip(" ").isalpha():
        return match.end() + writer.source.startswith(" ", match.end())
    return match.end()


def _escape(writer: Writer, match: re.Match[str]) -> int:
    character = match.group()[1]
    spacing = {" ": " ", "\\": " ", ",": " ", ";": " ", ":": " ", "!": "", "|": "|"}
    if character in spacing and (writer.formula(match.start()) or character in " \\"):
        writer.put(spacing[character], *match.span())
    else:
        writer.copy(match.start() + 1, match.end())
    return match.end()


def _dollar(writer: Writer, match: re.Match[str]) -> int:
    formula = writer.formula(match.start())
    return _drop(writer, match) if formula else _keep(writer, match)


def _open_brace(writer: Writer, match: re.Match[str]) -> int:
    low = match.start()
    markup = bool(writer.formula(low)) or writer.source[low - 1 : low] in ("_", "^")
    writer.braces.append(markup)
    return _drop(writer, match) if markup else _keep(writer, match)


def _close_brace(writer: Writer, match: re.Match[str]) -> int:
    markup = writer.braces.pop() if writer.braces else bool(writer.formula(match.start()))
    return _drop(writer, match) if markup else _keep(writer, match)


def _address(writer: Writer, match: re.Match[str]) -> int:
    writer.copy(match.start() + 1, match.end() - 1)
    return match.end()


def _tag(writer: Writer, match: re.Match[str]) -> int:
    if match.group()[1:3] in ("br", "p>"):
        writer.put(" ", *match.span())
    return match.end()


def _entity(writer: Writer, match: re.Match[str]) -> int:
    character = html.unescape(match.group())
    if character == match.group():
        return _keep(writer, match)
    character = " " if character.isspace() else CHARACTERS.get(character, character)
    writer.put(character, *match.span())
    return match.end()


def _star(writer: Writer, match: re.Match[str]) -> int:
    source, (low, high) = writer.source, match.span()
    before, after = source[max(low - 1, 0) : low], source[high : high + 1]
    multiplies = (before.isdigit() and after.isdigit()) or (before == " " and after == " ")
    return _keep(writer, match) if multiplies and high - low == 1 else _drop(writer, match)


def _link(writer: Writer, match: re.Match[str]) -> int:
    label = (match.lastindex or 0) + 1
    marking = writer.marking
    labels = expand(ascii_digits(match[label]), marking.highest) if marking.cited else ()
    if labels:
        writer.cite(labels, *match.span())
    else:
        read_range(writer, *match.span(label))
    return match.end()


# Miller indices are no citations: "[100] direction", "the [001] zone axis".
_CRYSTAL = re.compile(r"\s(?:crystal|direction|facet|plane|axis|axes|surface|zone|orient)")


def _bracket(writer: Writer, match: re.Match[str]) -> int:
    marking = writer.marking
    formula = writer.formula(match.start())
    if marking.cited and not formula and not _CRYSTAL.match(writer.source, match.end()):
        labels = expand(ascii_digits(_inner(match)), marking.highest)
        if labels:
            writer.cite(labels, *match.span())
            return match.end()
    writer.copy(match.start(), match.start() + 1)
    return match.start() + 1


def _named(writer: Writer, match: re.Match[str]) -> int:
    content = _inner(match)
    if writer.marking.cited:
        labels = author_years(content) or narrative_year(writer.tail(), content)
        if labels:
            writer.cite(labels, *match.span())
            return match.end()
    writer.copy(match.start(), match.start() + 1)
    return match.start() + 1


def _tie(writer: Writer, match: re.Match[str]) -> int:
    low, high = match.span()
    before, after = writer.tail()[-1:], writer.source[high : high + 1]
    if (before.isalpha() or before == ".") and after.isalnum() and low > writer.start:
        writer.put(" ", low, high)  # LaTeX's space that does not break: "Fig.~3"
        return high
    return _keep(writer, match)


def _pointer(writer: Writer, match: re.Match[str]) -> int:
    writer.copy(match.start(), match.start() + 1)
    labels = expand(ascii_digits(_inner(match)), writer.marking.highest)
    if not labels or not writer.marking.cited:
        return match.start() + 1
    writer.cite(labels, match.start() + 1, match.end())
    return match.end()


_BY_NAME: dict[str, Callable[[Writer, re.Match[str]], int]] = {
    "hyphenation": _hyphenation,
    "index": _index,
    "space": _space,
    "blank": _space,
    "bracketed_index": _bracketed_index,
    "index_sign": _drop,
    "emphasis": _drop,
    "raised": _raised,
    "lowered": _lowered,
    "character": _character,
    "fraction": _fraction,
    "about": _about,
    "command": _command,
    "escape": _escape,
    "dollar": _dollar,
    "open_brace": _open_brace,
    "close_brace": _close_brace,
    "address": _address,
    "tag": _tag,
    "entity": _entity,
    "star": _star,
    "tick": _drop,
    "picture": _drop,
    "link": _link,
    "bracket": _bracket,
    "named": _named,
    "tie": _tie,
    "pointer": _pointer,
}
_HANDLERS = {f"{row[0]}_{number}": _BY_NAME[row[0]] for number, row in enumerate(_ROWS)}


def _compile() -> re.Pattern[str]:
    """One pattern behind one class of first characters, so that plain prose is skipped fast."""
    first = "".join(row[1] for row in _ROWS)
    branches = "|".join(
        f"(?P<{name}_{number}>(?<=[{starts}]){rest})"
        for number, (name, starts, rest) in enumerate(_ROWS)
    )
    return re.compile(f"[{first}](?:{branches})")


_TOKENS = _compile()
