"""What was read: one paper with its sections, sentences, tables and reference list.

All offsets (`Span`) are indices into the decoded input file, `Document.text[start:end]`, counted
in Unicode code points, whatever normalisation happened on the way to `Sentence.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.model.report import Problem


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of the decoded input."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def trimmed(self, text: str) -> Span:
        """Without the white space at its ends."""
        low, high = self.start, self.end
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        return Span(low, high)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Piecewise map from a normalised text to the input it was made from.

    `pieces` are `(normalised_start, source_start, source_end, verbatim)`, ascending and covering
    the normalised text: a verbatim piece maps character by character, any other maps as a whole.

    >>> m = OffsetMap(((0, 10, 13, True), (3, 13, 30, False), (8, 30, 34, True)))
    >>> m.span(0, 2), m.span(4, 5), m.span(1, 9)
    (Span(start=10, end=12), Span(start=13, end=30), Span(start=11, end=31))
    """

    pieces: tuple[tuple[int, int, int, bool], ...]

    def span(self, start: int, end: int) -> Span:
        """The smallest range of the input that holds `text[start:end]` (`end > start`)."""
        return Span(self._edge(start, end=False), self._edge(end - 1, end=True))

    def _edge(self, position: int, *, end: bool) -> int:
        index = bisect_right(self.pieces, (position + 1,)) - 1
        at, low, high, verbatim = self.pieces[index]
        if verbatim:
            return low + position - at + end
        return high if end else low


class SentenceKind(StrEnum):
    """Where a sentence stands; captions are kept out of the way of the prose around them."""

    BODY = "body"
    CAPTION = "caption"
    REFERENCE_TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation marker: what it prints and the entries it names, ranges expanded."""

    span: Span
    position: int  # index into Sentence.text where the marker stood (it is cut out of the text)
    labels: tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, whole even where a page break or a figure cuts it.

    `text` is normalised (markup resolved, citation markers cut out, one line); `offsets` leads
    back. `spans` are its pieces in the input, one unless something stands in between.
    """

    text: str
    offsets: OffsetMap
    spans: tuple[Span, ...]
    section: str  # "2.5.2", "abstract", "" where the document has none
    paragraph: int
    kind: SentenceKind = SentenceKind.BODY
    citations: tuple[Citation, ...] = ()
    resolved: tuple[int | str, ...] = ()  # entries found beyond the print: name + year, caption
    authors: str | None = None  # "Grim et al.", as printed, whom the sentence credits

    @property
    def span(self) -> Span:
        """From the first piece to the last; what lies in between is not all the sentence's."""
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def cited(self) -> tuple[int | str, ...]:
        """Labels of all its markers in print order, each once."""
        if not self.citations:
            return ()
        return tuple(dict.fromkeys(label for c in self.citations for label in c.labels))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the range it governs."""

    number: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One table cell: normalised text, where it stands, what it cites."""

    text: str
    span: Span
    citations: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: rows of cells under a header; every row has as many cells as the header.

    `notes` are as printed, with the marks that stand in the cells.
    """

    label: str  # "Table 1"
    caption: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An entry of the reference list. `doi` is repaired, `doi_printed` as the page has it."""

    number: int | str
    authors: tuple[str, ...]  # "Family, G. I."
    title: str | None
    journal: str | None
    volume: str | None
    page: str | None
    year: int | None
    doi: str | None
    doi_printed: str | None
    raw: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper. `id` is the DOI where there is one, else `sha256:<first 16 hex digits>`."""

    id: str
    title: str
    doi: str | None
    source: str  # file name, no folder
    sha256: str
    text: str = field(repr=False)
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
