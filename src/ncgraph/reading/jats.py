"""JATS XML, as publishers and PubMed Central give it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.errors import ReadingError
from ncgraph.reading.bibliography import Entry
from ncgraph.reading.elements import descend, descendants, elements, text_of
from ncgraph.reading.formats import Reader
from ncgraph.reading.inline import Dialect, Inline
from ncgraph.reading.manuscript import Listed, Manuscript
from ncgraph.reading.marked_references import author, field, numbered, year_in
from ncgraph.reading.pieces import Piece, joined
from ncgraph.reading.references import find_doi
from ncgraph.reading.table_grid import rows_of, written
from ncgraph.reading.xml_parsing import parse_xml, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.model import Document
    from ncgraph.reading.elements import Element
    from ncgraph.reading.formats import Source

_INSIDE = """
fig fig-group table-wrap table-wrap-group list def-list boxed-text disp-quote
"""
_FLOATS = frozenset(_INSIDE.split())
_ASIDE = """
fn fn-group label object-id permissions supplementary-material media graphic inline-graphic
long-desc alt-text index-term
"""
_NO_PROSE = _FLOATS | frozenset(_ASIDE.split())
_NOTES = frozenset({"fn", "table-fn", "aff", "corresp", "author-notes"})
_HOLDING = """
list list-item def-list def-item def fig-group table-wrap-group boxed-text disp-quote app-group
statement
"""
_AROUND = frozenset(_HOLDING.split())
# Links to references; where they stand in brackets, or where there are none, a number in brackets
# is one that was left unlinked.
_LINKED = re.compile(r"<xref\b[^>]{0,200}\bref-type\s?=\s?[\"']bibr")
_BRACKETED = re.compile(
    r"\[\s?<xref\b[^>]{0,200}\bref-type\s?=\s?[\"']bibr|[\"']bibr[^>]{0,200}>\[\d"
)
_CITATIONS = ("mixed-citation", "element-citation", "citation", "nlm-citation", "note")


def _dropped(element: Element) -> bool:
    return element.name in _NO_PROSE or (
        element.name == "xref" and element.get("ref-type") in _NOTES
    )


def _cited(element: Element) -> tuple[str, ...] | None:
    if element.name == "xref" and element.get("ref-type") == "bibr":
        return tuple(element.attributes.get("rid", "").split())
    return None


_JATS = Dialect(
    raised=lambda element: element.name == "sup",
    slanted=lambda element: element.name == "italic",
    dropped=_dropped,
    cited=_cited,
    spaces=frozenset({"break"}),
    complete=True,
)


def _parse(source: Source) -> Document:
    root = parse_xml(source)
    article = root if root.name == "article" else next(descendants(root, "article"), None)
    if article is None:
        raise ReadingError(
            f"{source.name}: its root element is <{root.name}>; XML must be JATS (<article>) "
            "or TEI (<TEI>)"
        )
    return _Article(source, article).read()


class _Article:
    """One way through an article, writing its manuscript."""

    def __init__(self, source: Source, article: Element) -> None:
        self.article = article
        self.manuscript = Manuscript(source)
        self.references = list(_references(article))
        labels = {key: label for label, keys, _ in self.references for key in keys}
        marked = _LINKED.search(source.text) is not None and not _BRACKETED.search(source.text)
        self.inline = Inline(_JATS, labels, self.manuscript.cuts, marked)

    def read(self) -> Document:
        front = descend(self.article, "front", "article-meta")
        title = self._front(front) if front else ""
        self.top = 1 if title else 2
        for part in elements(self.article, "body"):
            self._flow(part, self.top)
        for part in elements(self.article, "back"):
            self._flow(part, self.top, "app-group", "app", "sec")
        for part in elements(self.article, "floats-group", "floats-wrap"):
            self._flow(part, self.top)
        self._reference_list()
        identifiers = elements(front, "article-id") if front else ()
        dois = (text_of(i) for i in identifiers if i.get("pub-id-type") == "doi")
        return self.manuscript.finish(title, next((find_doi(doi)[1] for doi in dois), None))

    def _front(self, front: Element) -> str:
        """Write title and abstract; the title as plain text."""
        title = descend(front, "title-group", "article-title")
        pieces = self.inline.entry(title.children) if title else []
        self.manuscript.heading(1, pieces)
        for abstract in elements(front, "abstract"):
            if abstract.get("abstract-type") in ("", "abstract"):
                at = abstract.inner
                self.manuscript.heading(1, [Piece("Abstract", at, at)])
                for paragraph in descendants(abstract, "p", outside=("p",)):
                    self._paragraph(paragraph, 1)
        return self.manuscript.plain_title(pieces)

    def _flow(self, element: Element, level: int, *names: str) -> None:
        for child in elements(element, *names):
            if child.name in ("sec", "app"):
                self._section(child, level)
            elif child.name == "p":
                self._paragraph(child, level)
            elif child.name == "fig":
                self.manuscript.caption(*self._caption(child))
            elif child.name == "table-wrap":
                self._table(child)
            elif child.name in _AROUND:
                self._flow(child, level)

    def _section(self, section: Element, level: int) -> None:
        label, title = descend(section, "label"), descend(section, "title")
        number = self.inline.entry(label.children) if label else []
        pieces = self.inline.entry(title.children) if title else []
        if number and not joined(number).strip().endswith("."):
            number.append(Piece(".", number[-1].high, number[-1].high))
        if number and pieces:
            number.append(Piece(" ", number[-1].high, number[-1].high))
        self.manuscript.heading(level, [*number, *pieces])
        self._flow(section, level + 1)

    def _paragraph(self, paragraph: Element, level: int) -> None:
        """A paragraph, then the figures, tables and lists that stand inside it."""
        pieces = self.inline.prose(paragraph.children)
        if joined(pieces).strip():
            self.manuscript.resume(pieces)
        self._flow(paragraph, level, *_FLOATS)

    def _caption(self, figure: Element) -> tuple[list[Piece], list[Piece]]:
        label = descend(figure, "label")
        made: list[Piece] = []
        parts = [
            part
            for caption in elements(figure, "caption")
            for part in elements(caption, "title", "p")
        ]
        for part in [*parts, *elements(figure, "attrib")]:
            content = self.inline.prose(part.children)
            if made and joined(content).strip():
                # A title without a full stop does not run into the sentence after it.
                ended = joined(made).rstrip()[-1:] in ".:;?!"
                made.append(Piece(" " if ended else ". ", made[-1].high, made[-1].high))
            made += content
        return self.inline.entry(label.children) if label else [], made

    def _table(self, wrap: Element) -> None:
        self.manuscript.caption(*self._caption(wrap))
        notes = [
            note
            for foot in elements(wrap, "table-wrap-foot")
            for note in descendants(foot, "p", outside=("p",))
        ]
        for table in descendants(wrap, "table"):
            rows = written(list(rows_of(table)), lambda cell: self.inline.prose(cell.children))
            self.manuscript.table(rows, [self.inline.prose(note.children) for note in notes])

    def _reference_list(self) -> None:
        lists = list(descendants(self.article, "ref-list", outside=("ref-list", "sub-article")))
        if not lists:
            return
        title, at = descend(lists[0], "title"), lists[0].inner
        printed = self.inline.entry(title.children) if title else []
        self.manuscript.references(printed or [Piece("References", at, at)])
        for label, _, citation in self.references:
            self.manuscript.entry(_listed(label, citation), self.inline.entry(citation.children))


def _references(article: Element) -> Iterator[tuple[int | str, tuple[str, ...], Element]]:
    """Label of each entry, the identifiers it is cited by, and its element."""
    entries = list(descendants(article, "ref", outside=("ref", "sub-article")))
    for entry, number in zip(
        entries, numbered(text_of(descend(entry, "label")) for entry in entries), strict=True
    ):
        alternatives = descend(entry, "citation-alternatives")
        citations = list(elements(alternatives or entry, *_CITATIONS))
        if alternatives:
            citations = citations[:1]
        for place, citation in enumerate(citations):
            # Several works under one number are lettered, as `(a) ...; (b) ...` is in print.
            label = f"{number}{chr(97 + place)}" if len(citations) > 1 and place < 26 else number
            keys = [citation.attributes.get("id", ""), entry.attributes.get("id", "")]
            yield label, tuple(key for key in keys[: 2 if place == 0 else 1] if key), citation


def _listed(label: int | str, citation: Element) -> Listed:
    title = next(descendants(citation, "article-title", "chapter-title"), None)
    fields = Entry(
        authors=tuple(_authors(citation)),
        journal=field(next(descendants(citation, "source"), None)),
        volume=field(next(descendants(citation, "volume"), None)),
        page=_page(citation),
        year=year_in(text_of(next(descendants(citation, "year"), None))),
    )
    return Listed(
        number=label,
        fields=fields,
        doi=_doi(citation),
        title=(title.inner, title.end) if title else None,
        grammar=citation.name != "element-citation",
    )


def _authors(citation: Element) -> Iterator[str]:
    editors = {
        id(name)
        for group in descendants(citation, "person-group")
        if group.get("person-group-type") not in ("", "author")
        for name in descendants(group)
    }
    for name in descendants(citation, "name", "string-name", "collab"):
        family = descend(name, "surname")
        if id(name) in editors:
            continue
        if name.name == "collab":
            yield text_of(name)
        elif family is not None:
            yield author(text_of(family), text_of(descend(name, "given-names")))


def _page(citation: Element) -> str | None:
    first = field(next(descendants(citation, "fpage", "elocation-id", "page-range"), None))
    last = field(next(descendants(citation, "lpage"), None))
    return f"{first}–{last}" if first and last and first != last else first


def _doi(citation: Element) -> str | None:
    def printed() -> Iterable[str]:
        for identifier in descendants(citation, "pub-id"):
            if identifier.get("pub-id-type") == "doi":
                yield text_of(identifier)
        for link in descendants(citation, "ext-link", "uri"):
            yield link.attributes.get("href", "")

    return next((doi for text in printed() if (doi := find_doi(text)[1])), None)


READER = Reader(
    name="JATS XML",
    suffixes=(".xml", ".nxml", ".jats"),
    recognises=lambda text: root_name(text) in ("article", "pmc-articleset"),
    parse=_parse,
    order=20,
)
