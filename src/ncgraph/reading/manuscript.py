"""A marked-up paper written out as plain blocks, read like any other, and led back to its file.

JATS, TEI and HTML say by elements what plain text says by its layout. They are written out here
as the text a Markdown reader would have been given: one line per block, remembering for every
character where it comes from. What knows papers is thereby written once, for all formats.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ncgraph.model import Reference, Span
from ncgraph.reading.assembly import assemble
from ncgraph.reading.bibliography import Entry, parse_entry
from ncgraph.reading.layout import CAPTION, Block, BlockKind
from ncgraph.reading.markup import plain
from ncgraph.reading.pieces import Piece, between, joined
from ncgraph.reading.references import ReferenceList, find_doi, incomplete
from ncgraph.reading.relocation import WayBack, relocate
from ncgraph.reading.writer import Marking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.model import Document
    from ncgraph.reading.formats import Source

_UNCITED = Marking(cited=False)
_OPEN_END = re.compile(r"[^.!?:\"'”’»)\]#\s]\s*$|\b[a-z]+,\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the elements of a reference say; `title` is the element's range in the file.

    `grammar` tells whether the fields the elements do not give are looked for in the text.
    """

    number: int | str
    fields: Entry
    doi: str | None = None
    title: tuple[int, int] | None = None
    grammar: bool = False


class Manuscript:
    """The transcript under construction; blocks come in reading order, references last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.cuts: list[tuple[int, int]] = []
        self._pieces: list[Piece] = []
        self._starts: list[int] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._notes: dict[int, list[Span]] = {}  # by the place of the table
        self._tables = 0
        self._listed: list[tuple[Listed, Span]] | None = None

    def heading(self, level: int, pieces: Sequence[Piece]) -> None:
        """A heading of the `level`-th depth, its number in front of it."""
        self._block(BlockKind.HEADING, pieces, level)

    def references(self, pieces: Sequence[Piece]) -> None:
        """The heading of the reference list; its entries follow."""
        self._listed = []
        self.heading(1, pieces)

    def plain_title(self, pieces: Sequence[Piece]) -> str:
        """A title without markup."""
        return plain(joined(pieces), marking=_UNCITED).text

    def item(self, pieces: Sequence[Piece]) -> None:
        """A paragraph that is known to be one: nothing in it is taken for a heading."""
        self._block(BlockKind.ITEM, pieces)

    def paragraph(self, pieces: Sequence[Piece]) -> None:
        """A paragraph of a format that also uses them for headings and captions."""
        kind = BlockKind.CAPTION if CAPTION.match(joined(pieces)) else BlockKind.PARAGRAPH
        self._block(kind, pieces)

    def resume(self, pieces: Sequence[Piece]) -> None:
        """A paragraph that goes on with the last where a formula or a page cut a sentence."""
        last = self._blocks[-1] if self._blocks else None
        before = joined(self._pieces[-6:])
        goes_on = last is not None and last.kind is BlockKind.ITEM and last.span.end == self._length
        if last and goes_on and _OPEN_END.search(before) and joined(pieces).lstrip()[:1].islower():
            self.cuts.append((self._pieces[-1].high, pieces[0].low))
            self._write([Piece(" ", pieces[0].low, pieces[0].low)])
            span = self._write(_trimmed(pieces))
            self._blocks[-1] = replace(last, span=Span(last.span.start, span.end))
        else:
            self.item(pieces)

    def caption(self, label: Sequence[Piece], pieces: Sequence[Piece]) -> None:
        """A caption as `Fig. 1 | Text`; without a label of its own the text has it."""
        label, pieces = _trimmed(label), _trimmed(pieces)
        if not label or CAPTION.match(joined(pieces)):
            self._block(BlockKind.CAPTION, pieces)
            return
        bare = between(label, 0, len(joined(label).rstrip(" .:|")))
        at = label[-1].high
        self._block(BlockKind.CAPTION, [*bare, Piece(" | ", at, at), *pieces])

    def table(
        self, rows: Sequence[Sequence[Sequence[Piece]]], notes: Sequence[Sequence[Piece]]
    ) -> None:
        """A table of cells, the first row its header, and its notes."""
        lines: list[Piece] = []
        for number, row in enumerate(rows):
            at = lines[-1].high if lines else 0
            lines += [Piece("\n", at, at)] if number else []
            for column, cell in enumerate(row):
                content = _trimmed(cell)
                at = content[0].low if content else at
                lines += [Piece("\t", at, at)] if column else []
                lines += content
                at = content[-1].high if content else at
        if not any(piece.text.strip() for piece in lines):
            return
        self._separate(lines[0].low)
        self._blocks.append(Block(kind=BlockKind.TABLE, span=self._write(lines)))
        spans = [self._apart(note) for note in notes if joined(note).strip()]
        self._notes[self._tables] = spans
        self._tables += 1

    def other(self, pieces: Sequence[Piece]) -> None:
        """Something between paragraphs that is no prose."""
        self._block(BlockKind.OTHER, pieces)

    def entry(self, listed: Listed, pieces: Sequence[Piece]) -> None:
        """An entry of the reference list; call it after all blocks."""
        self._listed = self._listed or []
        if joined(pieces).strip():
            self._listed.append((listed, self._apart(pieces)))

    def finish(self, title: str, doi: str | None) -> Document:
        """The document, all offsets in the file.

        Args:
            title: The paper's title; if empty, the one found in the blocks.
            doi: Its DOI, if an element gives it; else it is looked for on the title page.
        """
        text = joined(self._pieces)
        listed = None if self._listed is None else self._references(text)
        content = replace(self.source, text=text)
        document = assemble(content, tuple(self._blocks), listed)
        doi = doi or document.doi
        tables = tuple(
            replace(table, notes=self._note(text, place) or table.notes)
            for place, table in enumerate(document.tables)
        )
        way = WayBack(self._starts, self._pieces, sorted(set(self.cuts)))
        document = replace(
            document,
            id=doi or document.id,
            title=title or document.title,
            doi=doi,
            tables=tables,
        )
        return relocate(document, self.source.text, way)

    def _note(self, text: str, table: int) -> str:
        spans = self._notes.get(table, [])
        return " ".join(plain(text, (span,), Marking(cell=True)).text for span in spans)

    def _references(self, text: str) -> ReferenceList:
        made = [self._reference(text, listed, span) for listed, span in self._listed or []]
        problems = [incomplete(reference) for reference, _ in made]
        return ReferenceList(
            references=tuple(reference for reference, _ in made),
            titles=tuple(title for _, title in made),
            problems=tuple(problem for problem in problems if problem),
        )

    def _reference(self, text: str, listed: Listed, span: Span) -> tuple[Reference, Span | None]:
        fields, read = listed.fields, Entry()
        if listed.grammar:
            read = parse_entry(text, span)
        printed, doi = find_doi(text[span.start : span.end])
        marked = self._range(span, listed.title) if listed.title else None
        return Reference(
            number=listed.number,
            authors=fields.authors or read.authors,
            title=plain(text, (marked,), _UNCITED).text if marked else fields.title or read.title,
            journal=fields.journal or read.journal,
            volume=fields.volume or read.volume,
            page=fields.page or read.page,
            year=fields.year or read.year,
            doi=listed.doi or doi,
            doi_printed=printed or listed.doi,
            raw=text[span.start : span.end],
            span=span,
        ), marked or read.title_span

    def _range(self, span: Span, place: tuple[int, int]) -> Span | None:
        """What of the block `span` stands in the range `place` of the file."""
        own = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        inside = [
            (self._starts[at], self._starts[at] + len(self._pieces[at].text))
            for at in own
            if place[0] <= self._pieces[at].low and self._pieces[at].high <= place[1]
        ]
        return Span(inside[0][0], inside[-1][1]) if inside else None

    def _block(self, kind: BlockKind, pieces: Sequence[Piece], level: int = 0) -> None:
        if joined(pieces).strip():
            self._blocks.append(Block(kind=kind, span=self._apart(pieces), level=level))

    def _apart(self, pieces: Sequence[Piece]) -> Span:
        """Write pieces on a line of their own."""
        pieces = _trimmed(pieces)
        self._separate(pieces[0].low)
        return self._write(pieces)

    def _separate(self, at: int) -> None:
        if self._length:
            self._write([Piece("\n\n", at, at)])

    def _write(self, pieces: Sequence[Piece]) -> Span:
        start = self._length
        for piece in pieces:
            if piece.text:
                self._pieces.append(piece)
                self._starts.append(self._length)
                self._length += len(piece.text)
        return Span(start, self._length)


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    text = joined(pieces)
    start = len(text) - len(text.lstrip())
    return between(pieces, start, len(text.rstrip()))
