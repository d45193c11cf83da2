"""Citation markers in running text: raised, bracketed, named, pointed to."""

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

if TYPE_CHECKING:
    from ncgraph.reading.writer import Writer


def inner(match: re.Match[str]) -> str:
    """What stands inside the token's delimiters."""
    first = (match.lastindex or 0) + 1
    return next((g for g in match.groups()[first - 1 :] if g is not None), match.group())


def keep(writer: Writer, match: re.Match[str]) -> int:
    """Copy the first character of what is no marker and read on behind it."""
    writer.copy(match.start(), match.start() + 1)
    return match.start() + 1


def raised(writer: Writer, match: re.Match[str]) -> int:
    """A superscript, in LaTeX, HTML or raised characters; links inside of it are its numbers."""
    content = _LINK.sub(r"\1", html.unescape(inner(match)))
    return raise_text(writer, content, *match.span())


def between_carets(writer: Writer, match: re.Match[str]) -> int:
    """Pandoc's `^12,13^`."""
    return raise_text(writer, inner(match), *match.span())


def raise_text(writer: Writer, content: str, low: int, high: int) -> int:
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


_LINK = re.compile(r"\[?\[([^\[\]]{1,40})\]\]?\([^()\s]{1,200}\)")
_LONGEST_NAMES = 90
_YEAR = re.compile(r"(?:1[89]|20)\d\d[a-z]?")
# A number behind these belongs to them.
_NO_MARKER = re.compile(
    r"\b(?:Eqn?s?|Equations?|Figs?|Figures?|Tab|Tables?|Secs?|Sections?|Nos?|Refs?|Vol|Schemes?"
    r"|Steps?|Samples?)\.? ?$",
    re.IGNORECASE,
)
# "[12, Fig. 3]" cites reference 12.
_LOCATOR = re.compile(
    r"(?:: ?\d{1,4}(?:[–-]\d{1,4})?$)|,? ?\b(?:and references therein"
    r"|(?i:figs?|pp?|secs?|chaps?|ch|tables?|eqs?)\b\.?"
    r" ?S?\d+(?:[a-z]\b|[–-]\d+)?)"
)
# Miller indices are no citations: "[100] direction", "the [001] zone axis".
_CRYSTAL = re.compile(r"\s(?:crystal|direction|facet|plane|axis|axes|surface|zone|orient)")


def bracket(writer: Writer, match: re.Match[str]) -> int:
    """A number in square brackets, several, or several such brackets: `[12]–[14], [16]`."""
    marking = writer.marking
    formula = writer.formula(match.start())
    if marking.cited and not formula and not _CRYSTAL.match(writer.source, match.end()):
        content = re.sub(r"[\[\]]", "", match.group())
        labels = expand(ascii_digits(_LOCATOR.sub("", content)), marking.highest)
        if labels:
            return writer.cite(labels, *match.span())
        if _YEAR.fullmatch(content):
            return named(writer, match)
    return keep(writer, match)


# Links beside each other: "[1](#a),[3](#b)", with or without brackets of their own.
LINKS = (
    r"\\?\[?(?:[,;–-]?\\?\[?)\d{1,4}\\?\]{1,2}\([^()\s]{1,200}\)"
    r"(?:\s?(?:[,;]|[–-])?\s?\[\\?\[?[,;–-]?\s?(?:\\\[)?\d{1,4}\\?\]{1,2}\([^()\s]{1,200}\)){1,20}"
)
_TARGET = re.compile(r"\([^()\s]{1,200}\)")


def links(writer: Writer, match: re.Match[str]) -> int:
    """Linked numbers beside each other; a dash between two of them means those between as well."""
    content = re.sub(r"[\[\]\\]", "", _TARGET.sub(",", match.group()))
    content = re.sub(r"[,;\s]+", ",", re.sub(r",\s?([–-])", r"\1", content)).strip(",")
    labels = expand(ascii_digits(content), writer.marking.highest)
    if labels and writer.marking.cited and not writer.formula(match.start()):
        open_ = match.group().count("[") > match.group().count("]")
        end = match.end() + (open_ and writer.source.startswith("]", match.end()))
        return writer.cite(labels, match.start(), end)
    return keep(writer, match)


def footnote(writer: Writer, match: re.Match[str]) -> int:
    """Markdown's `[^12]`: a reference where a number says so, else a note, which is no text."""
    marking = writer.marking
    labels = () if marking.footnotes else expand(inner(match), marking.highest)
    if labels and marking.cited:
        return writer.cite(labels, *match.span())
    defines = writer.source.startswith(": ", match.end()) and not writer.tail()
    return match.end() + 2 * defines


def escaped_bracket(writer: Writer, match: re.Match[str]) -> int:
    r"""A marker whose brackets Markdown escapes: `lasing \[12\]`."""
    labels = expand(ascii_digits(inner(match)), writer.marking.highest)
    if labels and writer.marking.cited and not writer.formula(match.start()):
        return writer.cite(labels, *match.span())
    return latex.escape(writer, match)


def keys(writer: Writer, match: re.Match[str]) -> int:
    """Pandoc's `[@grim2014; @gao2011]`: labels as they stand."""
    labels = tuple(re.findall(r"@([\w:./-]*\w)", match.group()))
    return writer.cite(labels, *match.span()) if writer.marking.cited else match.end()


KEYED = r"([A-Z][\w+’'-]{1,20}(?:[,;] ?[^\[\]]{1,80}){0,20})\](?!\()"


def listed_keys(content: str, listed: frozenset[str]) -> tuple[str, ...]:
    """Keys of letters and digits that a marker names; none unless all of it is in the list.

    >>> listed_keys("Klim00, KMX+00", frozenset({"Klim00", "KMX+00"}))
    ('Klim00', 'KMX+00')
    >>> listed_keys("Klim00, see there", frozenset({"Klim00"}))
    ()
    """
    labels = tuple(re.split(r"[,;]\s?(?:and\s)?|\sand\s", _LOCATOR.sub("", content).strip()))
    return labels if listed.issuperset(labels) else ()


def keyed(writer: Writer, match: re.Match[str]) -> int:
    """`[Klim00, Gao11]`, in a paper whose list has such keys."""
    labels = listed_keys(inner(match), writer.marking.keys)
    if labels and writer.marking.cited and not writer.formula(match.start()):
        return writer.cite(labels, *match.span())
    return named(writer, match)


def again(writer: Writer, match: re.Match[str]) -> int:
    """`(ibid.)`: what the marker before it cites, in the same paragraph."""
    if not writer.marking.cited:
        return keep(writer, match)
    labels = writer.citations[-1].labels if writer.citations else ()
    return writer.cite(labels, *match.span()) if labels else match.end()


def narrative_key(writer: Writer, match: re.Match[str]) -> int:
    """Pandoc's `@nash2019 reported`: set as the name that the key begins with, and the marker."""
    key = inner(match)
    name = re.match(r"[A-Z]?[a-z]{2,}", key)
    if not writer.marking.cited or name is None:
        return keep(writer, match)
    writer.put(name[0].capitalize(), *match.span())
    return writer.cite((key,), *match.span())


def named(writer: Writer, match: re.Match[str]) -> int:
    """Names with years, or the year behind names that stand in the sentence."""
    content = _LOCATOR.sub("", inner(match))
    if writer.marking.cited and not writer.formula(match.start()):
        before = writer.tail(_LONGEST_NAMES)
        labels = author_years(content) or narrative_year(before, content, writer.marking.authors)
        if labels:
            return writer.cite(labels, *match.span())
    return keep(writer, match)


def attached(writer: Writer, match: re.Match[str]) -> int:
    """A number in parentheses without a space before it: `lasing.(12)`."""
    labels = expand(ascii_digits(inner(match)), writer.marking.highest)
    named = _NO_MARKER.search(writer.tail())
    if labels and writer.marking.highest and writer.marking.cited and not named:
        return writer.cite(labels, *match.span())
    return keep(writer, match)


def parenthesised(writer: Writer, match: re.Match[str]) -> int:
    """`(12, 13)`, in a paper that cites so."""
    labels = expand(ascii_digits(inner(match)), writer.marking.highest)
    if writer.marking.parenthesised and labels and not _NO_MARKER.search(writer.tail()):
        return writer.cite(labels, *match.span())
    return keep(writer, match)


def fused(writer: Writer, match: re.Match[str]) -> int:
    """`lasing.12,13`, in a paper whose superscripts have come down to the line."""
    labels = expand(ascii_digits(match.group()), writer.marking.highest)
    if not labels or not writer.marking.cited or _NO_MARKER.search(writer.tail()):
        return keep(writer, match)
    return writer.cite(labels, *match.span())


def pointer(writer: Writer, match: re.Match[str]) -> int:
    """A number after "ref." or "reference", with the full stop or space it follows."""
    labels = expand(ascii_digits(inner(match)), writer.marking.highest)
    low = match.start()
    if match.group()[0] == "." or not labels or not writer.marking.cited:
        low += 1
        writer.copy(match.start(), low)
    if not labels or not writer.marking.cited:
        return low
    return writer.cite(labels, low, match.end())
