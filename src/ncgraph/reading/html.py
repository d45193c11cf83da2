"""HTML: papers as journals and preprint servers show them, without what is around them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.reading import lexicon
from ncgraph.reading.elements import Element, Run, descend, descendants, elements, text_of
from ncgraph.reading.formats import Reader
from ncgraph.reading.html_parsing import parse_html
from ncgraph.reading.inline import Dialect, Inline
from ncgraph.reading.manuscript import Manuscript
from ncgraph.reading.pieces import Piece, between, joined
from ncgraph.reading.references import find_doi
from ncgraph.reading.table_grid import rows_of, written
from ncgraph.reading.xml_parsing import root_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ncgraph.model import Document
    from ncgraph.reading.elements import Node
    from ncgraph.reading.formats import Source

_AROUND = """
script style nav header footer aside noscript template form button select textarea svg canvas
iframe object audio video dialog menu annotation annotation-xml pre head title
"""
_DROPPED = frozenset(_AROUND.split())
_PARTING = """
address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4
h5 h6 hr html li main ol p section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_PARTING.split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTED = re.compile(r"\b(?:references?|ref-?list|bibliography|biblist|doc-bibliography)\b")
# Names publishers give the targets of citations: `ref12`, `bib12`, `B12`, `CR12`, `cit-12`.
_TARGET = re.compile(r"(?:ref|bib|cit|cr|rf|b|r)[\w.-]{0,20}?\d{1,4}[a-z]?$", re.IGNORECASE)
_HEAD = ("html", "head", "title")
_MARKED = re.compile(r"\s*(?:\[(\d{1,4})\]|\((\d{1,3})\)|(\d{1,4})[.)](?!\d))\s*")
_DOI_NAMES = ("citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi")
_FURNITURE = frozenset({"navigation", "banner", "contentinfo", "search", "doc-backlink"})
_SLANTED = frozenset({"i", "em", "cite"})


def _dropped(element: Element) -> bool:
    """Page furniture, and what is hidden because it is there a second time."""
    return (
        element.name in _DROPPED
        or element.get("aria-hidden") == "true"
        or "hidden" in element.attributes
        or element.get("role") in _FURNITURE
    )


def _parse(source: Source) -> Document:
    return _Page(source, parse_html(source.text)).read()


class _Page:
    """One way through a page, writing its manuscript."""

    def __init__(self, source: Source, root: Element) -> None:
        self.root = root
        self.paper = _paper(root)
        self.manuscript = Manuscript(source)
        self.lists = {id(listed) for listed in _reference_lists(self.paper)}
        self.headed = False
        self.labels = self._labels()
        everything = Dialect(
            raised=lambda element: element.name == "sup",
            slanted=lambda element: element.name in _SLANTED,
            dropped=_dropped,
            cited=self._cited,
            spaces=frozenset({"br", "hr"}),
        )
        inside = replace(everything, dropped=lambda e: _dropped(e) or e.name in _BLOCKS)
        self.inline = Inline(inside, self.labels, self.manuscript.cuts)
        self.whole = Inline(everything, self.labels)

    def _cited(self, element: Element) -> tuple[str, ...] | None:
        """The entry a link within the page leads to; other links are words of the text."""
        target = element.attributes.get("href", "")
        key = target[1:] if element.name == "a" and target.startswith("#") else ""
        return (key,) if key in self.labels or _TARGET.match(key) else None

    def _labels(self) -> Mapping[str, int | str]:
        """Number of each entry by all identifiers a link to it may use."""
        found: dict[str, int | str] = {}
        for number, entry in self._entries():
            for element in (entry, *descendants(entry)):
                for key in (element.attributes.get("id"), element.attributes.get("name")):
                    if key:
                        found.setdefault(key, number)
        return found

    def _entries(self) -> Iterator[tuple[int, Element]]:
        number = 0
        for listed in descendants(self.paper):
            if id(listed) in self.lists:
                for entry in elements(listed, "li"):
                    number = _number(entry, number + 1)
                    yield number, entry

    def read(self) -> Document:
        metas = list(descendants(self.root, "meta"))
        title = _meta(metas, ("citation_title", "dc.title"))
        self.title = _heading(self.paper, title)
        if self.title is not None:
            self.manuscript.heading(1, self.whole.entry(self.title.children))
        self._flow(self.paper.children)
        named = "" if self.title is not None else title or text_of(descend(self.root, *_HEAD))
        return self.manuscript.finish(named, find_doi(_meta(metas, _DOI_NAMES))[1])

    def _flow(self, nodes: Sequence[Node]) -> None:
        """Blocks of `nodes`; what stands between blocks is a paragraph too."""
        waiting: list[Node] = []
        for node in nodes:
            if isinstance(node, Element) and not _dropped(node) and _parts(node):
                self._paragraph(waiting)
                waiting = []
                self._block(node)
            else:
                waiting.append(node)
        self._paragraph(waiting)

    def _block(self, element: Element) -> None:
        if element is self.title:
            return
        if element.name in _HEADINGS:
            self.headed = self.headed or _announces(text_of(element))
            self.manuscript.heading(int(element.name[1]), self.whole.entry(element.children))
        elif id(element) in self.lists:
            self._reference_list(element)
        elif element.name == "figure":
            self._figure(element)
        elif element.name == "table" and not any(descendants(element, "table")):
            self._table(element)
        elif element.name == "li" and not any(_parts(child) for child in elements(element)):
            self.manuscript.item(self.inline.prose(element.children))
        else:
            self._flow(element.children)

    def _paragraph(self, nodes: Sequence[Node]) -> None:
        pieces = self.inline.prose(nodes)
        if joined(pieces).strip():
            self.manuscript.paragraph(pieces)

    def _figure(self, figure: Element) -> None:
        tables = list(descendants(figure, "table", outside=("table",)))
        captions = list(descendants(figure, "figcaption", outside=("figcaption",)))
        for caption in captions:
            self.manuscript.caption([], self._written(caption))
        for table in tables:
            self._table(table)
        if not captions and not tables:
            self._flow(figure.children)

    def _written(self, element: Element) -> list[Piece]:
        """Everything in an element on one line, its blocks included."""
        made: list[Piece] = []
        waiting: list[Node] = []
        for child in [*element.children, None]:
            if isinstance(child, Run) or (child is not None and not _parts(child)):
                waiting.append(child)
                continue
            for content in (
                self.inline.prose(waiting),
                self._written(child) if child is not None and not _dropped(child) else [],
            ):
                at = made[-1].high if made else 0
                made += [Piece(" ", at, at)] if made and content else []
                made += content
            waiting = []
        return made

    def _table(self, table: Element) -> None:
        for caption in elements(table, "caption"):
            self.manuscript.caption([], self._written(caption))
        notes = [cell for foot in elements(table, "tfoot") for cell in descendants(foot, "td")]
        rows = written(list(rows_of(table)), self._written)
        self.manuscript.table(rows, [self._written(note) for note in notes])

    def _reference_list(self, listed: Element) -> None:
        """Entries, each with its number in front: lists of HTML count without printing it."""
        if not self.headed:
            self.manuscript.heading(2, [Piece("References", listed.start, listed.start)])
            self.headed = True
        numbers = {id(entry): number for number, entry in self._entries()}
        for entry in elements(listed, "li"):
            pieces = self.whole.entry(entry.children)
            text = joined(pieces)
            mark = _MARKED.match(text)
            pieces = between(pieces, mark.end() if mark else 0, len(text))
            if joined(pieces).strip():
                at = pieces[0].low
                self.manuscript.item([Piece(f"{numbers[id(entry)]}. ", at, at), *pieces])


def _paper(root: Element) -> Element:
    """The part of a page that is the paper: its one article, else its main part, else all."""
    articles = list(descendants(root, "article", outside=("article",)))
    if len(articles) == 1:
        return articles[0]
    return next(descendants(root, "main", "body"), root)


def _parts(node: Node) -> bool:
    """Whether a node parts the text around it: it is a block or holds one."""
    return isinstance(node, Element) and (
        node.name in _BLOCKS or any(below.name in _BLOCKS for below in descendants(node))
    )


def _heading(paper: Element, title: str) -> Element | None:
    """The first-level heading that is the title, also in a header that is dropped otherwise."""
    found = list(descendants(paper, "h1"))
    visible = list(descendants(paper, "h1", outside=_DROPPED))
    same = (heading for heading in found if title and text_of(heading).lower() == title.lower())
    return next(same, None) or next(iter(visible), None) or next(iter(found), None)


def _meta(metas: Sequence[Element], names: Sequence[str]) -> str:
    """Content of the first named `meta` element, in the order of the names."""
    contents = {meta.get("name"): meta.attributes.get("content", "") for meta in reversed(metas)}
    found = (contents[name] for name in names if contents.get(name))
    return " ".join(next(found, "").split())


def _announces(heading: str) -> bool:
    words = re.sub(r"[^a-z ]", "", heading.lower()).strip()
    return words in lexicon.table("headings")["references"]


def _reference_lists(paper: Element) -> Iterator[Element]:
    """Lists behind a heading that announces references, and those that say what they are."""
    announced, end = False, 0
    for element in descendants(paper):
        if element.name in _HEADINGS:
            announced = _announces(text_of(element))
        elif element.name in ("ol", "ul") and element.start >= end:
            names = " ".join(element.get(name) for name in ("class", "id", "role"))
            if (announced or _LISTED.search(names)) and descend(element, "li"):
                end = element.end
                yield element


def _number(entry: Element, expected: int) -> int:
    """The number an entry prints or is given, else the one expected."""
    mark = _MARKED.match(text_of(entry))
    printed = next((group for group in mark.groups() if group), "") if mark else ""
    given = printed or entry.attributes.get("value", "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 4 else expected


READER = Reader(
    name="HTML",
    suffixes=(".html", ".htm", ".xhtml"),
    recognises=lambda text: root_name(text).lower() in ("html", "head", "body"),
    parse=_parse,
    order=22,
)
