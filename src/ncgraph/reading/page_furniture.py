"""Text copied from pages without what the pages alone need: numbers of lines, running heads."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ncgraph.reading.flat_text import Flat
from ncgraph.reading.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBERED = re.compile(r"^[ \t]{0,6}(\d{1,4})(?:[ \t]+(?=\S)|[ \t]*$)", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]+(?:\r\n|\r|\n)?")
_WIDEST = 130  # characters of a printed line, on average
_LEAST = 10  # numbered lines
_SHARE = 0.7  # of all lines, that are numbered where lines are
_RUNNING_ON = 0.3  # of the numbered lines, that go on in lower case: in a numbered list none does
# A line with a year, a volume or a count of pages, that ends no sentence.
_DATED = re.compile(
    r"(?![#*|>\-\[(]|\d+[.)])[^\t|]*(?:\b(?:19|20)\d\d\b|\d of \d|[Pp]age \d)[^\t|]{0,60}$"
)
_SHORTEST, _LONGEST = 15, 120  # characters of a running head
# "K. Ames, L. Bond / J. Opt. 9 (2018) 201", over every other page.
_AUTHORS = re.compile(
    r"[^.!?/\d]{1,3}[^!?/\d]{3,80} / [A-Z][^/]{3,50} \d+ \((?:19|20)\d\d\) [\w–-]{1,20}"
)
# One side of a head with a wide gap in it: a volume with its year, a page of so many, a right.
_SIDES = re.compile(r"\s{3,}")
_ISSUE = re.compile(r".* \d+ \((?:19|20)\d\d\) [\w–-]+|.*\b\d+ of \d+\)?|(?:©|\([Cc]\)) .*")
# The other side of a page's number: "M. Okafor et al. / Sources on chip"
_SHORT_TITLE = re.compile(
    r"(?:[^.!?/\d]|[A-Z]\.){3,60}\bet al\.?(?: ?[/|:–-] .*)?|[^/]{5,60} / [^/]{5,60}"
)
_PAGE = re.compile(r"[–-]?\s?\d{1,5}\s?[–-]?|\d{6}-\d{1,3}")  # "021004-3": page 3 of an article


def cleared(text: str) -> Flat | None:
    """The text in pieces that know their places, without its page furniture; None if it has none.

    Only text whose lines end where those of the pages do is looked at.
    """
    if text.count("\n") * _WIDEST < len(text):
        return None
    lines = text.splitlines()
    counted = sum(line[:5].lstrip()[:1].isdigit() for line in lines) >= _LEAST
    numbers = list(_numbers(text)) if counted else []
    heads = _heads(line.strip() for line in lines)
    if not (numbers or heads):
        return None
    flat = Flat.of([Piece(text, 0, len(text), verbatim=True)])
    flat = flat.edited((low, high, "") for low, high in numbers)
    if heads:
        # An empty line in its place ends a caption; a paragraph goes on behind it.
        flat = flat.edited((low, high, "\n") for low, high in _furniture(flat.text, heads))
    return flat


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the numbers that count the lines of a text, blanks behind them included."""
    found: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(text):
        number = int(match[1])
        if number == 1 or not found or number == int(found[-1][1]) + 1:
            found.append(match)
    if len(found) < _LEAST:
        return
    lines = sum(1 for match in _LINE.finditer(text) if match[0].strip())
    going_on = sum(text[match.end() : match.end() + 1].islower() for match in found)
    if len(found) >= _SHARE * lines and going_on >= _RUNNING_ON * len(found):
        yield from (match.span() for match in found)


def _heads(lines: Iterable[str]) -> frozenset[str]:
    """Lines that come again with other numbers, as the head of each page does.

    Left and right pages have the sides of theirs exchanged.
    """
    short = [line for line in lines if _SHORTEST <= len(line) <= _LONGEST]
    candidates = [line for line in short if _may_be_head(line)]
    count = Counter(_bare(line) for line in candidates)
    return frozenset(
        line
        for line in candidates
        if count[_bare(line)] > 1 or _AUTHORS.fullmatch(line) or _has_issue(line)
    ) | frozenset(filter(_is_numbered_page, short))


def _may_be_head(line: str) -> bool:
    ends_sentence = line[-1] in ".;:," and not line.endswith("et al.")
    return not ends_sentence and _DATED.match(line) is not None


def _has_issue(line: str) -> bool:
    """Whether one of its two sides tells volume, page or right."""
    sides = _SIDES.split(line)
    return len(sides) == 2 and any(map(_ISSUE.fullmatch, sides))


def _is_numbered_page(line: str) -> bool:
    """Whether one of its two sides is the number of a page, and the other says whose."""
    sides = _SIDES.split(line)
    paged = len(sides) == 2 and any(map(_PAGE.fullmatch, sides))
    return paged and any(map(_SHORT_TITLE.fullmatch, sides))


def _bare(line: str) -> str:
    return " ".join(sorted(re.sub(r"[\d\s]+", " ", side).strip() for side in _SIDES.split(line)))


def _furniture(text: str, heads: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Running heads and lone numbers of pages, with their line ends."""
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if line in heads or _PAGE.fullmatch(line):
            yield match.span()
