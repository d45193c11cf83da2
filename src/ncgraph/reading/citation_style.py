"""How a paper cites, where single markers do not tell: seen in the whole of its prose.

Raised numbers come down to the line when a page is copied as text: `lasing.12` is no decimal, but
only where the paper cites in no other way. So with numbers in parentheses, `(12)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.reading.attribution import fold
from ncgraph.reading.citations import ascii_digits, expand
from ncgraph.reading.decimals import decimals_of
from ncgraph.reading.entry_marks import value
from ncgraph.reading.writer import Marking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.model import Reference, Span

_NUMBERS = r"\d{1,3}(?:[,–‐-]\d{1,3}){0,20}"
# From its second character on, for a scanner that has taken the first.
FUSED = (
    r"(?:(?<=[a-z]{3}.)|(?<=[a-z]{2}[.,;:].)|(?<=[\])”\"][.,;:].)|(?<=[A-Za-z]\).)|(?<=%[.,;].)"
    r"|(?<=cm2.)|(?<=cm2[.,;].)|(?<=cm[−–-]2.)|(?<=cm[−–-]2[.,;].)"
    r"|(?<=\.\d[.;].)|(?<=\.\d\d[.;].)|(?<=\d [A-Z][.,;].))"  # "of 0.75.12", "at 120 K.12"
    r"\d{0,2}(?:[,–‐-]\d{1,3}){0,20}(?=[\s.,;:)”\"]|$)(?!\.\d)"
)
_FUSED = re.compile(rf"\d{FUSED}")
_ROUND = re.compile(rf"\((?<=[\w.,;] \()({_NUMBERS.replace(',–', ',; –')})\)")
_PLAIN = re.compile(
    rf"[\[\]<^⁰¹²³⁴-⁹](?:(?<=\[){_NUMBERS}\]|(?<=\])\(#"
    r"|(?:(?<=[a-z]{3}.)|(?<=[a-z)][.,;].))(?:(?<=[⁰¹²³⁴-⁹])|(?<=\^)\{?\d|(?<=<)sup>\[?\d))"
)
# "... of the junction.12 The film": at the end of a sentence, in a text without its list.
_ENDING = re.compile(
    r"(?<=[a-z]{3}\.)(?<!\b[Ff]ig\.)(?<!\b[Rr]ef\.)(?<!\b[Ss]ec\.)"
    rf"({_NUMBERS})(?=\s+[A-Z]|\s*$)",
    re.MULTILINE,
)
_ROUND_ENDING = re.compile(rf"(?<=[a-z\d)] )\(({_NUMBERS.replace(',–', ',; –')})\)(?=[.,;])")
# "from (3)", "compound (2)": the numbers of equations, compounds and steps
_OTHERWISE = re.compile(
    r"\b(?:in|by|from|of|with|using|and|to|into|[Ee]qs?\.?|[Ee]quations?|[Ee]xpressions?|[Ss]teps?"
    r"|[Ss]amples?|[Cc]ompounds?|[Ss]ites?|[Cc]lass|[Tt]ypes?)\s\(\d{1,2}\)"
)
_BRACKETED = re.compile(rf"\[({_NUMBERS.replace(',–', ',; –')})\]")
_FOOTNOTE = re.compile(r"^\[\^[\w-]{1,20}\]:", re.MULTILINE)  # among the prose, not in the list
_ENOUGH = 3  # different references cited one way
_BEYOND = 10  # numbers that may be cited inside a sentence, behind the last that ends one


def marking_of(text: str, spans: Iterable[Span], references: tuple[Reference, ...]) -> Marking:
    """How the prose in `spans` of a text marks its citations of `references`."""
    highest = max((value(reference.number) for reference in references), default=None)
    families = frozenset(
        fold(reference.authors[0].split(",")[0]) for reference in references if reference.authors
    )
    prose = "\n".join(text[span.start : span.end] for span in spans)
    decimals = decimals_of(prose)
    footnotes = "[^" in prose and _FOOTNOTE.search(prose) is not None
    listed = highest
    highest = _implied(prose) if listed is None else _continued(prose, listed)
    if highest is None:
        return Marking(authors=families, decimals=decimals, footnotes=footnotes)
    labels = (reference.number for reference in references)
    keys = frozenset(label for label in labels if isinstance(label, str) and label[0].isalpha())
    plain = len(_PLAIN.findall(prose))
    fused = _cited((match[0] for match in _FUSED.finditer(prose)), highest)
    round_ = _cited((match[1] for match in _ROUND.finditer(prose)), highest)
    enough = max(min(_ENOUGH, highest), 3 * plain)
    return Marking(
        highest=highest,
        authors=families,
        keys=keys,
        decimals=decimals,
        footnotes=footnotes,
        fused=len(fused) >= enough and len(fused) > len(round_),
        parenthesised=len(round_) >= enough and len(round_) >= len(fused),
    )


def _implied(prose: str) -> int | None:
    """About the highest number that is cited, where enough sentences end on one; else None.

    Pages of a paper come without its list of references. Numbers in the order in which they are
    first cited, at the ends of sentences or in parentheses before a stop or comma, are those of
    references all the same.
    """
    if _PLAIN.search(prose):
        return None
    for marker in (_ENDING,) if _OTHERWISE.search(prose) else (_ENDING, _ROUND_ENDING):
        groups = [re.findall(r"\d+", found[1]) for found in marker.finditer(prose)]
        numbers = [int(number) for group in groups for number in group]
        first = list(dict.fromkeys(int(group[0]) for group in groups))
        if len(set(numbers)) >= _ENOUGH and len(first) > 1 and first == sorted(first):
            return max(numbers) + _BEYOND
    return None


def _continued(prose: str, listed: int) -> int:
    """The highest number cited: excerpts come with the first entries of their list alone.

    Numbers in brackets that go on where the list ends, a few at a time, are those of references.
    """
    highest = listed
    beyond: set[int] = set()
    for found in _BRACKETED.finditer(prose):
        numbers = [int(number) for number in re.findall(r"\d+", found[1])]
        if max(numbers) <= highest + _BEYOND:
            beyond.update(number for number in numbers if number > listed)
            highest = max(highest, *numbers)
    return highest if len(beyond) >= _ENOUGH else listed


def _cited(markers: Iterable[str], highest: int) -> set[int | str]:
    """The references that markers name, those that are none left out."""
    return {label for marker in markers for label in expand(ascii_digits(marker), highest)}
