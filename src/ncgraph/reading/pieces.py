"""Stretches of text with their places in the file, and the citations that stand among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ncgraph.reading.citations import Labels
    from ncgraph.reading.elements import Run

# One character that stands for a marker while its surroundings are looked at (a private use one).
MARKER = "\ue000"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text and the range of the file it stands for; `verbatim` if the two are equal."""

    text: str
    low: int
    high: int
    verbatim: bool = False
    labels: Labels = ()


_BREAK = re.compile(r"\s*[\t\n\r]\s*")


def copied(run: Run) -> Iterator[Piece]:
    """Pieces of a run on one line: line breaks and tabs of marked-up text are only spaces."""
    text = run.text.replace(MARKER, "\ufffd")
    if not run.verbatim or text != run.text:
        yield Piece(_BREAK.sub(" ", text), run.start, run.end)
        return
    position = 0
    for match in _BREAK.finditer(text):
        if match.start() > position:
            yield _part(run, position, match.start())
        yield Piece(" ", run.start + match.start(), run.start + match.end())
        position = match.end()
    if position < len(text):
        yield _part(run, position, len(text))


def _part(run: Run, low: int, high: int) -> Piece:
    return Piece(run.text[low:high], run.start + low, run.start + high, verbatim=True)


def joined(pieces: Sequence[Piece]) -> str:
    """The text of all pieces."""
    return "".join(piece.text for piece in pieces)


def between(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """What of `pieces` makes up `joined(pieces)[start:end]`; pieces not verbatim stay whole.

    >>> between([Piece("26 ", 5, 8, verbatim=True), Piece("µ", 8, 12), Piece("J", 12, 13)], 1, 4)
    [Piece(text='6 ', low=6, high=8, verbatim=True, labels=()), \
Piece(text='µ', low=8, high=12, verbatim=False, labels=())]
    """
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        at += len(piece.text)
        if low >= high:
            continue
        if piece.verbatim:
            text = piece.text[low:high]
            found.append(Piece(text, piece.low + low, piece.low + high, verbatim=True))
        else:
            found.append(piece)
    return found


_SEPARATOR = r"\s*(?:\^\{)?(?P<s>[,;]|[–—−‐-]|,?\s?and\s|&)?\}?\s*"
_NEXT = re.compile(_SEPARATOR + MARKER)
_OPEN = re.compile(r"[\[(]\s?$")
_CLOSE = re.compile(r"\s?[\])]")
_PAIRS = {"[": "]", "(": ")"}
_LONGEST = 60  # labels in one marker: what the reading of links takes


def gather(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with neighbouring citations made into one marker each, brackets included.

    Where a dash parts two numbers the ones in between are cited as well. A marker is written as a
    link, `[1,3-5](#)`, which cannot be mistaken for a number of the text.
    """
    if not any(piece.labels for piece in pieces):
        return list(pieces)
    text = joined(pieces)
    marks = iter([piece.labels for piece in pieces if piece.labels])
    made: list[Piece] = []
    position = 0
    while (at := text.find(MARKER, position)) >= 0:
        labels: list[int | str] = list(next(marks))
        end = at + 1
        while following := _NEXT.match(text, end):
            labels = _extended(labels, next(marks), following["s"] or "")
            end = following.end()
        start, end = _bracketed(text, position, at, end)
        made += between(pieces, position, start)
        made += _markers(between(pieces, start, end), labels)
        position = end
    return made + between(pieces, position, len(text))


def _extended(labels: list[int | str], more: Labels, separator: str) -> list[int | str]:
    first, last = labels[-1], more[0]
    if separator in "–—−‐-" and separator and isinstance(first, int) and isinstance(last, int):
        labels = [*labels, *range(first + 1, last)]
    return [*labels, *more]


def _bracketed(text: str, limit: int, start: int, end: int) -> tuple[int, int]:
    """The range with the brackets around it, if both are there."""
    opening = _OPEN.search(text, limit, start)
    closing = _CLOSE.match(text, end)
    if opening and closing and _PAIRS[opening[0][0]] == closing[0][-1]:
        return opening.start(), closing.end()
    return start, end


def _markers(pieces: Sequence[Piece], labels: Sequence[int | str]) -> Iterator[Piece]:
    low, high = pieces[0].low, pieces[-1].high
    unique = tuple(dict.fromkeys(labels))
    for first in range(0, len(unique), _LONGEST):
        some = unique[first : first + _LONGEST]
        yield Piece(f"[{','.join(map(str, some))}](#)", low, high, labels=some)


def literal(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces whose own square brackets cannot be read as citation markers any more."""
    for piece in pieces:
        if piece.labels or not piece.verbatim or "[" not in piece.text:
            yield piece
            continue
        for match in re.finditer(r"\[|[^\[]+", piece.text):
            low = piece.low + match.start()
            if match[0] == "[":
                yield Piece("\\", low, low)
            yield replace(piece, text=match[0], low=low, high=low + len(match[0]))
