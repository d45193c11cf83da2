"""What is not plain in a paper's text and how each such thing is read: one alternation."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ncgraph.model.report import Problem
from ncgraph.reading import latex
from ncgraph.reading.citations import (
    Raised,
    ascii_digits,
    author_years,
    expand,
    narrative_year,
    superscript,
)
from ncgraph.reading.hyphenation import join_word
from ncgraph.reading.symbols import CHARACTERS, SUBSCRIPTS, SUPERSCRIPTS

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
    return _raise(writer, html.unescape(_inner(match)), *match.span())


def _raise(writer: Writer, content: str, low: int, high: int) -> int:
    """Write what raised `content` at `low` to `high` of the source amounts to."""
    if "circ" in content or "prime" in content:
        writer.put("°" if "circ" in content else "′", low, high)
        return high
    if writer.marking.cell and re.fullmatch(r"\W?[a-z*†‡§#]\W?", ascii_digits(content)):
        return high
    formula = writer.formula(low)
    before = writer.tail()
    after = writer.source[high : min(high + 2, writer.end)].lstrip("$")[:1]
    math = bool(formula) and not formula.lstrip("$ \\([").startswith("^")
    raised = superscript(content, before, after, writer.marking.highest, math=math)
    if raised.labels and not writer.marking.cited:
        raised = Raised(raised.text or ascii_digits(content))
    if raised.text:
        if before.endswith(" ") and not after.isalpha():
            writer.trim()  # a converter's "cm ²"
        writer.put(raised.text, low, high)
    position = high
    if raised.labels:
        position = writer.cite(raised.labels, low, high)
    if not raised.understood and writer.marking.cited:
        writer.problems.append(
            Problem(
                code="superscript-not-understood",
                message=f"superscript {content!r} names no entry of the list and no exponent",
                start=low,
                end=high,
            )
        )
    return position


def _lowered(writer: Writer, match: re.Match[str]) -> int:
    writer.put(SUBSCRIPTS[match.group()], *match.span())
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
        return _raise(writer, character, *match.span())
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


def _escaped_bracket(writer: Writer, match: re.Match[str]) -> int:
    r"""A marker whose brackets Markdown escapes: `lasing \[12\]`."""
    labels = expand(ascii_digits(_inner(match)), writer.marking.highest)
    if labels and writer.marking.cited and not writer.formula(match.start()):
        return writer.cite(labels, *match.span())
    return latex.escape(writer, match)


def _keys(writer: Writer, match: re.Match[str]) -> int:
    """Pandoc's `[@grim2014; @gao2011]`: labels as they stand."""
    labels = tuple(re.findall(r"@([\w:./-]*\w)", match.group()))
    return writer.cite(labels, *match.span()) if writer.marking.cited else match.end()


def _dash(writer: Writer, match: re.Match[str]) -> int:
    """LaTeX's `--` and `---`."""
    writer.put("–" if match.end() - match.start() == 2 else "—", *match.span())
    return match.end()


def _named(writer: Writer, match: re.Match[str]) -> int:
    content = _inner(match)
    if writer.marking.cited:
        labels = author_years(content) or narrative_year(writer.tail(), content)
        if labels:
            return writer.cite(labels, *match.span())
    writer.copy(match.start(), match.start() + 1)
    return match.start() + 1


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
    (_dash, "-", r"-{1,2}(?!-)"),
    (_drop, "\u2009\u202f\xa0", r"(?<=\d.)(?=\d{3}(?!\d))"),
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
    (latex.quantity, r"\\", latex.QUANTITY),
    (latex.cited, r"\\", latex.CITED),
    (_drop, r"\\", latex.LABELLED),
    (_raised, r"\\", r"textsuperscript\{((?:[^{}]|\{[^{}]{0,30}\}){1,60})\}"),
    (_escaped_bracket, r"\\", r"\[(\d[\d,;–\s-]{0,80})\\\]"),
    (latex.fraction, r"\\", r"[dt]?frac\s?\{"),
    (latex.accent, r"\\", latex.ACCENT),
    (latex.about, r"\\", r"(?:sim|thicksim|textasciitilde)(?![A-Za-z])\s*"),
    (latex.command, r"\\", r"([A-Za-z]{1,24})( ?\{)?"),
    (latex.escape, r"\\", r"([^\w\s]|[ _])"),
    (latex.dollar, "$", ""),
    (latex.braced, "{", latex.BRACED),
    (latex.open_brace, "{", ""),
    (latex.close_brace, "}", ""),
    (_address, "<", r"(https?://[^<>]{1,500})>"),
    (_tag, "<", rf"/?(?:{_TAGS})\b[^<>]{{0,300}}>"),
    (_entity, "&", r"(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,10}\d{0,2});"),
    (_star, "*", r"\*{0,2}"),
    (_drop, "`", ""),
    (_drop, "!", r"\[[^\[\]]{0,300}\]\([^()\s]{1,500}\)"),
    (_link, r"\[", r"([^\[\]]{1,300})\]\([^()\s]{1,500}\)"),
    (_bracket, r"\[", r"(\d[^\[\]]{0,80})\]"),
    (_keys, r"\[", r"(?:see |e\.g\. )?-?@[\w:./-]{1,60}(?:[;,] ?-?@[\w:./-]{1,60}){0,20}\]"),
    (_named, "(", r"([^()]{0,300}?\b(?:1[89]|20)\d\d[a-z]?)\)"),
    (latex.tie, "~", ""),
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
