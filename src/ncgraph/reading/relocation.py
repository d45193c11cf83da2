"""From a transcript back to the file: every offset of a document made from one, moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ncgraph.model import Cell, Document, OffsetMap, Reference, Section, Sentence, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ncgraph.model.report import Problem
    from ncgraph.reading.pieces import Piece


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where each piece of a transcript comes from.

    Attributes:
        starts: Where the pieces start in the transcript, ascending.
        pieces: The pieces themselves, none empty.
        cuts: Ranges of the file that stand inside sentences and are none of their text, ascending.
    """

    starts: Sequence[int]
    pieces: Sequence[Piece]
    cuts: Sequence[tuple[int, int]]

    def span(self, span: Span) -> Span:
        """The smallest range of the file that holds what `span` of the transcript stands for."""
        if span.end <= span.start:
            at = self._before(span.start)
            return Span(at, at)
        edges = list(self.parts(span.start, span.end))
        return Span(min(low for _, low, _, _ in edges), max(high for _, _, high, _ in edges))

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, int, bool]]:
        """Pieces of `start` to `end` as an `OffsetMap` has them, counted from `start`."""
        index = bisect_right(self.starts, start) - 1
        while index < len(self.pieces) and self.starts[index] < end:
            at, piece = self.starts[index], self.pieces[index]
            if piece.verbatim:
                low = piece.low + max(start - at, 0)
                high = piece.low + min(end - at, len(piece.text))
                yield max(at - start, 0), low, high, True
            else:
                yield max(at - start, 0), piece.low, piece.high, False
            index += 1

    def _before(self, position: int) -> int:
        """The place in the file where an empty range of the transcript stands."""
        index = bisect_left(self.starts, position) - 1
        return self.pieces[index].high if index >= 0 else 0

    def whole(self, span: Span) -> tuple[Span, ...]:
        """`span` in the file without the cuts inside it."""
        moved = self.span(span)
        made: list[Span] = []
        low = moved.start
        first = bisect_left(self.cuts, (moved.start, 0))
        for start, end in self.cuts[first:]:
            if start >= moved.end:
                break
            if low < start and end < moved.end:
                made.append(Span(low, start))
                low = end
        return (*made, Span(low, moved.end))


def relocate(document: Document, text: str, way: WayBack) -> Document:
    """The same document with all offsets in `text`, the file its transcript was made from."""
    return replace(
        document,
        text=text,
        sections=tuple(_sections(document.sections, len(text.rstrip()), way)),
        sentences=tuple(_sentence(sentence, way) for sentence in document.sentences),
        tables=tuple(_table(table, way) for table in document.tables),
        references=tuple(_reference(reference, text, way) for reference in document.references),
        problems=tuple(_problem(problem, way) for problem in document.problems),
    )


def _sections(sections: Sequence[Section], length: int, way: WayBack) -> Iterator[Section]:
    """Sections up to where their successor starts, whatever the file keeps elsewhere."""
    starts = {section.span.start: way.span(section.span).start for section in sections}
    for section in sections:
        start = starts[section.span.start]
        end = starts.get(section.span.end, length)
        yield replace(section, span=Span(start, end if end >= start else length))


def _sentence(sentence: Sentence, way: WayBack) -> Sentence:
    spans = [part for span in sentence.spans for part in way.whole(span)]
    citations = tuple(
        replace(citation, span=way.span(citation.span)) for citation in sentence.citations
    )
    return replace(
        sentence, offsets=_offsets(sentence.offsets, way), spans=tuple(spans), citations=citations
    )


def _offsets(offsets: OffsetMap, way: WayBack) -> OffsetMap:
    """The map of a sentence led on from the transcript to the file."""
    made: list[tuple[int, int, int, bool]] = []
    for at, low, high, verbatim in offsets.pieces:
        if verbatim:
            made.extend((at + n, a, b, same) for n, a, b, same in way.parts(low, high))
        else:
            moved = way.span(Span(low, high))
            made.append((at, moved.start, moved.end, False))
    return OffsetMap(tuple(made))


def _table(table: Table, way: WayBack) -> Table:
    return replace(
        table,
        header=tuple(_cell(cell, way) for cell in table.header),
        rows=tuple(tuple(_cell(cell, way) for cell in row) for row in table.rows),
    )


def _cell(cell: Cell, way: WayBack) -> Cell:
    return replace(cell, span=way.span(cell.span))


def _reference(reference: Reference, text: str, way: WayBack) -> Reference:
    if reference.span.start == reference.span.end:  # from a file beside the paper
        return replace(reference, span=Span(len(text), len(text)))
    span = way.span(reference.span)
    return replace(reference, span=span, raw=text[span.start : span.end])


def _problem(problem: Problem, way: WayBack) -> Problem:
    if problem.start is None or problem.end is None:
        return problem
    span = way.span(Span(problem.start, problem.end))
    return replace(problem, start=span.start, end=span.end)
