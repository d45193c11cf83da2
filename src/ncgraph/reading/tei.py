"""TEI XML as GROBID writes it from PDF files, and TEI close to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.errors import ReadingError
from ncgraph.reading.bibliography import Entry
from ncgraph.reading.elements import descend, descendants, elements, text_of
from ncgraph.reading.formats import Reader
from ncgraph.reading.inline import Dialect, Inline
from ncgraph.reading.layout import CAPTION
from ncgraph.reading.manuscript import Listed, Manuscript
from ncgraph.reading.marked_references import author, field, numbered, year_in
from ncgraph.reading.pieces import Piece, joined
from ncgraph.reading.references import find_doi
from ncgraph.reading.table_grid import Row, written
from ncgraph.reading.xml_parsing import parse_xml, root_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.model import Document
    from ncgraph.reading.elements import Element
    from ncgraph.reading.formats import Source

_FLOATS = frozenset({"figure", "table", "list"})
_NO_PROSE = _FLOATS | frozenset({"note", "label", "listBibl", "graphic", "fw"})
_KEPT_BACK = frozenset({"annex", "appendix"})


def _dropped(element: Element) -> bool:
    return element.name in _NO_PROSE or (
        element.name == "ref" and element.get("type") in ("foot", "note")
    )


def _cited(element: Element) -> tuple[str, ...] | None:
    if element.name == "ref" and element.get("type") in ("bibr", "biblio"):
        return tuple(key.lstrip("#") for key in element.attributes.get("target", "").split())
    return None


_TEI = Dialect(
    raised=lambda element: element.name == "hi" and "sup" in element.get("rend"),
    slanted=lambda element: element.name == "hi" and "ital" in element.get("rend"),
    dropped=_dropped,
    cited=_cited,
    spaces=frozenset({"lb", "pb", "cb"}),
)


def _parse(source: Source) -> Document:
    root = parse_xml(source)
    paper = root if root.name == "TEI" else next(descendants(root, "TEI"), None)
    if paper is None:
        raise ReadingError(
            f"{source.name}: its root element is <{root.name}>; TEI papers have <TEI>"
        )
    return _Paper(source, paper).read()


class _Paper:
    """One way through a paper, writing its manuscript."""

    def __init__(self, source: Source, paper: Element) -> None:
        self.paper = paper
        self.manuscript = Manuscript(source)
        text = descend(paper, "text")
        self.entries = [
            entry
            for listed in (descendants(text, "listBibl") if text else ())
            for entry in elements(listed, "biblStruct", "bibl", "biblFull")
        ]
        self.numbers = numbered(text_of(descend(entry, "label")) for entry in self.entries)
        keys = (entry.attributes.get("id", "") for entry in self.entries)
        labels = {key: n for key, n in zip(keys, self.numbers, strict=True) if key}
        self.inline = Inline(_TEI, labels, self.manuscript.cuts)

    def read(self) -> Document:
        header = descend(self.paper, "teiHeader", "fileDesc")
        title = self._front(header)
        level = 1 if title else 2
        for part in ("body", "back"):
            element = descend(self.paper, "text", part)
            if element is not None:
                self._flow(element, level)
        self._reference_list()
        found = next(descendants(header, "biblStruct"), None) if header else None
        identifiers = descendants(found, "idno") if found else ()
        dois = (text_of(i) for i in identifiers if i.get("type") == "doi")
        return self.manuscript.finish(title, next((find_doi(doi)[1] for doi in dois), None))

    def _front(self, header: Element | None) -> str:
        """Write title and abstract; the title as plain text."""
        title = descend(header, "titleStmt", "title") if header else None
        pieces = self.inline.entry(title.children) if title else []
        self.manuscript.heading(1, pieces)
        abstract = descend(self.paper, "teiHeader", "profileDesc", "abstract")
        if abstract and text_of(abstract):
            self.manuscript.heading(1, [Piece("Abstract", abstract.inner, abstract.inner)])
            for paragraph in descendants(abstract, "p", "ab", outside=("p",)):
                self._paragraph(paragraph, 1)
        return self.manuscript.plain_title(pieces)

    def _flow(self, element: Element, level: int, *names: str) -> None:
        for child in elements(element, *names):
            if child.name == "div":
                self._division(child, level, back=element.name == "back")
            elif child.name in ("p", "ab"):
                self._paragraph(child, level)
            elif child.name in ("item", "list"):
                self._item(child, level)
            elif child.name == "figure":
                self._figure(child)
            elif child.name == "table":
                self._table(child, [])

    def _division(self, division: Element, level: int, *, back: bool) -> None:
        if back and division.get("type") not in _KEPT_BACK:
            return
        head = descend(division, "head")
        if head is not None and text_of(head):
            number = head.attributes.get("n", "").strip().rstrip(".")
            at = head.inner
            prefix = [Piece(f"{number}. ", at, at)] if number else []
            self.manuscript.heading(level, [*prefix, *self.inline.entry(head.children)])
        self._flow(division, level + 1)

    def _item(self, element: Element, level: int) -> None:
        blocks = {"p", "item", "list"}
        if any(child.name in blocks for child in elements(element)):
            self._flow(element, level)
        else:
            self._paragraph(element, level)

    def _paragraph(self, paragraph: Element, level: int) -> None:
        """A paragraph, then the figures, tables and lists that stand inside it."""
        pieces = self.inline.prose(paragraph.children)
        if joined(pieces).strip():
            self.manuscript.resume(pieces)
        self._flow(paragraph, level, *_FLOATS)

    def _figure(self, figure: Element) -> None:
        """A figure or, as GROBID has it, a table in one."""
        head, number = descend(figure, "head"), text_of(descend(figure, "label"))
        kind = "Table" if figure.get("type") == "table" else "Fig."
        at = figure.inner
        label = self.inline.entry(head.children) if head else []
        if not CAPTION.match(joined(label).strip() + " "):
            # `Figure 1 .` of GROBID with the caption's first words behind it, or nothing at all.
            label = [Piece(f"{kind} {number}", at, at)] if number else label
        described = descend(figure, "figDesc")
        self.manuscript.caption(label, self.inline.prose(described.children) if described else [])
        notes = [self.inline.prose(note.children) for note in elements(figure, "note")]
        for table in elements(figure, "table"):
            self._table(table, notes)

    def _table(self, table: Element, notes: list[list[Piece]]) -> None:
        rows = [
            Row(tuple(elements(row, "cell")), heading=row.get("role") == "label")
            for row in elements(table, "row")
        ]
        self.manuscript.table(written(rows, lambda cell: self.inline.prose(cell.children)), notes)

    def _reference_list(self) -> None:
        if not self.entries:
            return
        at = self.entries[0].start
        self.manuscript.references([Piece("References", at, at)])
        for number, entry in zip(self.numbers, self.entries, strict=True):
            listed = _listed(number, entry)
            raw = next(
                (n for n in elements(entry, "note") if n.get("type") == "raw_reference"), None
            )
            shown = raw if raw and listed.title is None and not listed.fields.authors else entry
            self.manuscript.entry(listed, self.inline.entry(shown.children))


def _listed(number: int | str, entry: Element) -> Listed:
    """What a `biblStruct` says; a plain `bibl` is also read by its text."""
    analytic, series = descend(entry, "analytic"), descend(entry, "monogr")
    title = descend(analytic, "title") if analytic else None
    journal = descend(series, "title") if series else None
    if title is None and journal is not None and journal.get("level") == "m":
        title, journal = journal, None
    if analytic is None and series is None:
        title = next((t for t in elements(entry, "title") if t.get("level") == "a"), None)
        journal = next((t for t in elements(entry, "title") if t.get("level") == "j"), None)
    fields = Entry(
        authors=tuple(_authors(analytic or series or entry)),
        journal=field(journal),
        volume=_scope(entry, "volume"),
        page=_scope(entry, "page") or _scope(entry, "pp"),
        year=_year(entry),
    )
    identifiers = (text_of(i) for i in descendants(entry, "idno") if i.get("type") == "doi")
    return Listed(
        number=number,
        fields=fields,
        doi=next((doi for text in identifiers if (doi := find_doi(text)[1])), None),
        title=(title.inner, title.end) if title and text_of(title) else None,
        grammar=title is None,
    )


def _authors(element: Element) -> Iterator[str]:
    for name in descendants(element, "author"):
        family = next(descendants(name, "surname"), None)
        given = " ".join(text_of(part) for part in descendants(name, "forename"))
        if family is not None:
            yield author(text_of(family), given)
        elif text_of(name):
            yield text_of(name)


def _scope(entry: Element, unit: str) -> str | None:
    scope = next((s for s in descendants(entry, "biblScope") if s.get("unit") == unit), None)
    if scope is None:
        return None
    first, last = scope.attributes.get("from", ""), scope.attributes.get("to", "")
    if first and last and first != last:
        return f"{first}–{last}"
    return first or re.sub(r"(?<=\d)\s?-{1,2}\s?(?=\w)", "–", text_of(scope)) or None


def _year(entry: Element) -> int | None:
    for date in descendants(entry, "date"):
        if year := year_in(date.attributes.get("when", "")) or year_in(text_of(date)):
            return year
    return None


READER = Reader(
    name="TEI XML",
    suffixes=(".xml", ".tei"),
    recognises=lambda text: root_name(text) in ("TEI", "teiCorpus"),
    parse=_parse,
    order=21,
)
