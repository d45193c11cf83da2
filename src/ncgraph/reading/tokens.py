"""What is not plain in a paper's text and how each such thing is read: one alternation."""

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
from ncgraph.reading.hyphenation import join_word
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


def _raised(writer: Writer, match: re.Match[str]) -> int:
    content, source = _inner(match), writer.source
    if "circ" in content or "prime" in content:
        writer.put("°" if "circ" in content else "′", *match.span())
        return match.end()
    if writer.marking.cell and re.fullmatch(r"\W?[a-z*†‡§#]\W?", ascii_digits(content)):
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
    position = match.end()
    if raised.labels:
        position = writer.cite(raised.labels, *match.span())
    if not raised.understood and writer.marking.cited:
        writer.problems.append(
            Problem(
                code="superscript-not-understood",
                message=f"superscript {content!r} names no entry of the list and no exponent",
                start=match.start(),
                end=match.end(),
            )
        )
    return position


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
        return writer.cite(labels, *match.span())
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
            return writer.cite(labels, *match.span())
    writer.copy(match.start(), match.start() + 1)
    return match.start() + 1


def _named(writer: Writer, match: re.Match[str]) -> int:
    content = _inner(match)
    if writer.marking.cited:
        labels = author_years(content) or narrative_year(writer.tail(), content)
        if labels:
            return writer.cite(labels, *match.span())
    writer.copy(match.start(), match.start() + 1)
    return match.start() + 1


def _tie(writer: Writer, match: re.Match[str]) -> int:
    low, high = match.span()
    before, after = writer.tail()[-1:], writer.source[high : high + 1]
    if (before.isalpha() or before == ".") and after.isalnum() and low > writer.start:
        writer.put(" ", low, high)  # LaTeX's space that does not break: "Fig.~3"
        return high
    return _keep(writer, match)


def _attached(writer: Writer, match: re.Match[str]) -> int:
    """A number in parentheses without a space before it: `lasing.(12)`."""
    labels = expand(ascii_digits(_inner(match)), writer.marking.highest)
    named = re.search(r"\b(?:Eqs?|Figs?|Tab|Secs?|No|Refs?)\.$", writer.tail())
    if labels and writer.marking.highest and writer.marking.cited and not named:
        return writer.cite(labels, *match.span())
    writer.copy(match.start(), match.start() + 1)
    return match.start() + 1


def _pointer(writer: Writer, match: re.Match[str]) -> int:
    """A number after "ref." or "reference", with the full stop or space it follows."""
    labels = expand(ascii_digits(_inner(match)), writer.marking.highest)
    low = match.start()
    if match.group()[0] == "." or not labels or not writer.marking.cited:
        low += 1
        writer.copy(match.start(), low)
    if not labels or not writer.marking.cited:
        return low
    return writer.cite(labels, low, match.end())


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
_ROWS: tuple[tuple[Callable[[Writer, re.Match[str]], int], str, str], ...] = (
    (_hyphenation, "-", r"[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[a-z])"),
    (_pointer, " ", _POINTING + _NUMBERS),
    (_index, " ", "_" + _LOWERED + _GOES_ON),
    (_space, " " + _BLANKS, r"\s+"),
    (_space, _BLANKS, ""),
    (_bracketed_index, "_", r"\(([^()]{1,20})\)"),
    (_drop, "_", r"(?=\{|(?:\d{1,4}(?:\.\d{1,3})?|[A-Za-zα-ωµ])(?![a-z_]))"),
    (_drop, "_", r"(?:(?<!\w_)(?=\S)|(?!\w))"),
    (_raised, r"\^", r"(?:\{((?:[^{}]|\{[^{}]{0,30}\}){1,60})\}"
                      r"|(\\circ|[-+−]?\d{1,4}|[A-Za-z*†‡](?![a-z])))"),
    (_raised, "<", r"sup>([^<>]{1,80})</sup>"),
    (_raised, SUPERSCRIPTS,
     rf"{_RAISED}{{0,12}}(?:[,‚;–‐-][⁰¹²³⁴⁵⁶⁷⁸⁹]{_RAISED}{{0,8}}){{0,40}}"),
    (_lowered, "".join(SUBSCRIPTS), ""),
    (_character, "".join(CHARACTERS), ""),
    (_fraction, r"\\", r"[dt]?frac\{([^{}]{1,80})\}\{([^{}]{1,80})\}"),
    (_about, r"\\", r"(?:sim|thicksim|textasciitilde)(?![A-Za-z])\s*"),
    (_command, r"\\", r"([A-Za-z]{1,24})( ?\{)?"),
    (_escape, r"\\", r"([^\w\s]|[ _])"),
    (_dollar, "$", ""),
    (_open_brace, "{", ""),
    (_close_brace, "}", ""),
    (_address, "<", r"(https?://[^<>]{1,500})>"),
    (_tag, "<", rf"/?(?:{_TAGS})\b[^<>]{{0,300}}>"),
    (_entity, "&", r"(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,10});"),
    (_star, "*", r"\*{0,2}"),
    (_drop, "`", ""),
    (_drop, "!", r"\[[^\[\]]{0,300}\]\([^()\s]{1,500}\)"),
    (_link, r"\[", r"([^\[\]]{1,300})\]\([^()\s]{1,500}\)"),
    (_bracket, r"\[", r"(\d[^\[\]]{0,80})\]"),
    (_named, "(", r"([^()]{0,300}?\b(?:1[89]|20)\d\d[a-z]?)\)"),
    (_tie, "~", ""),
    (_attached, "(", r"(?:(?<=[a-z]{4}\()|(?<=[.,;]\())(\d[\d,;–\s-]{0,40})\)"),
    (_pointer, ".", r"(?:(?<=\b[Rr]ef\.)|(?<=\b[Rr]efs\.)) ?" + _NUMBERS),
)  # fmt: skip


def _compile() -> re.Pattern[str]:
    """One pattern behind one class of first characters, so that plain prose is skipped fast."""
    first = "".join(row[1] for row in _ROWS)
    branches = "|".join(
        f"(?P<row_{number}>(?<=[{starts}]){rest})" for number, (_, starts, rest) in enumerate(_ROWS)
    )
    return re.compile(f"[{first}](?:{branches})")


_HANDLERS = {f"row_{number}": row[0] for number, row in enumerate(_ROWS)}
_TOKENS = _compile()
