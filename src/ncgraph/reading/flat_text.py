"""Text made from a file by leaving out and replacing, whose characters know their places in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.reading.pieces import Piece, between

if TYPE_CHECKING:
    from collections.abc import Iterable

Edit = tuple[int, int, str]  # start, end, and what stands there instead


@dataclass(frozen=True, slots=True)
class Flat:
    """Text whose characters know their places in the file; `starts` are those of its pieces."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Flat:
        """The text that `pieces` make up."""
        kept = tuple(piece for piece in pieces if piece.text)
        starts: list[int] = []
        length = 0
        for piece in kept:
            starts.append(length)
            length += len(piece.text)
        return cls("".join(piece.text for piece in kept), kept, tuple(starts))

    def cut(self, start: int, end: int) -> list[Piece]:
        """Pieces of `text[start:end]`."""
        if start >= end:
            return []
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end)
        at = self.starts[first]
        return between(self.pieces[first:last], start - at, end - at)

    def place(self, position: int) -> int:
        """Where a position of the text stands in the file."""
        index = bisect_right(self.starts, position) - 1
        if index < 0:
            return 0
        piece, into = self.pieces[index], position - self.starts[index]
        return piece.low + min(into, piece.high - piece.low) if piece.verbatim else piece.low

    def edited(self, edits: Iterable[Edit]) -> Flat:
        """The text with ranges replaced, in ascending order; one inside the last is left out."""
        made: list[Piece] = []
        position = 0
        for start, end, text in edits:
            if start < position:
                continue
            made += self.cut(position, start)
            place = self.place(start), self.place(end)
            made += [Piece(character, *place) for character in text]  # so that it can be cut
            position = end
        return Flat.of([*made, *self.cut(position, len(self.text))])
