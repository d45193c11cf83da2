r"""LaTeX, as authors and preprint servers keep papers: what is set, without being set.

Macros of the paper itself are written out; files it inputs are not followed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ncgraph.errors import ReadingError
from ncgraph.model import Span
from ncgraph.model.report import Problem
from ncgraph.reading.bibliography import Entry, parse_entry
from ncgraph.reading.formats import Reader
from ncgraph.reading.manuscript import Listed, Manuscript
from ncgraph.reading.named_references import read_named, with_named
from ncgraph.reading.pieces import Piece, joined
from ncgraph.reading.reference_files import decoded
from ncgraph.reading.references import find_doi
from ncgraph.reading.tex_commands import MATHEMATICAL
from ncgraph.reading.tex_inline import Setter
from ncgraph.reading.tex_numbers import count
from ncgraph.reading.tex_references import cited_keys, items, named_files
from ncgraph.reading.tex_source import braces, flatten
from ncgraph.reading.tex_tables import find_tables, notes_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.model import Document, Reference
    from ncgraph.reading.formats import Source
    from ncgraph.reading.tex_references import Item

_BLOCK = re.compile(
    r"(?P<gap>(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*|\\par(?![A-Za-z])\s*)"
    r"|\\(?P<section>chapter|(?:sub){0,2}section|(?:sub)?paragraph)(?![A-Za-z])\*?"
    r"(?:\s?\[[^\[\]]{0,300}\])?\s*(?=\{)"
    r"|\\begin\s?\{(?P<begin>[A-Za-z]+\*?)\}|\\end\s?\{(?P<end>[A-Za-z]+\*?)\}"
    r"|\\(?P<item>item)(?![A-Za-z])(?:\s?\[[^\[\]]{0,120}\])?"
    r"|\\(?P<thanks>acknowledg(?:e?ments?|ments))(?![A-Za-z])"
    r"|\\(?P<group>title|subtitle|author|address|affiliation|affil|date|thanks|keywords|footnote|ead|doi)"
    r"(?![A-Za-z])(?:\s?\[[^\[\]]{0,300}\])*\s?(?=\{)"
    r"|\\(?P<abstract>abstract)\s?(?=\{)"
)
_TITLE = re.compile(r"\\title(?:\s?\[[^\[\]]{0,300}\])?\s?(?=\{)")
_DOI = re.compile(r"\\doi\s?\{([^{}]{1,200})\}")
_INPUT = re.compile(r"\\(?:input|include|subfile|import\{[^{}]{0,80}\})\s?\{([^{}]{1,200})\}")
_CAPTION = re.compile(r"\\caption(?:of\{[^{}]{0,20}\})?\*?(?:\s?\[[^\[\]]{0,300}\])?\s?(?=\{)")
_DEPTHS = {"chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3}
_RUN_IN = ("paragraph", "subparagraph")
_LIST = "thebibliography"
# What holds no prose, or stands aside from it.
_ASIDE = re.compile(
    r"(?:wrap|sideways|SC)?(?:figure|table)|scheme|tabular[xy]?|tabulary|longtable|deluxetable"
    r"|thebibliography|affiliations|keyword|keywords|highlights|algorithm|algorithmic|frame"
)
_TABULAR = re.compile(r"(?:wrap|sideways)?table|tabular[xy]?|tabulary|longtable|deluxetable")


def _parse(source: Source) -> Document:
    return _Paper(source).read()


class _Paper:
    """One way through a paper, writing its manuscript."""

    def __init__(self, source: Source) -> None:
        self.flat, self.begin, self.end = flatten(source.text)
        self.text = self.flat.text
        self.closed = braces(self.text)
        self.numbers = count(self.text, self.begin, self.end)
        self.items = self._items()
        own = {item.key: item.number for item in self.items}
        beside: dict[str, Reference] = {}
        self.problems: list[Problem] = []
        if not own:
            beside, self.problems = _read_typeset(source)
            if not beside:
                keys = cited_keys(self.text)
                beside, more = read_named(source, named_files(self.text), keys)
                self.problems += more
            source = with_named(source, beside)
        self.manuscript = Manuscript(source)
        self.beside = {reference.number: reference for reference in beside.values()}
        labels = own or {key: reference.number for key, reference in beside.items()}
        self.setter = Setter(self.flat, self.closed, labels, self._names, self.numbers.targets)
        self.aside: list[tuple[str, int, int]] = []  # floats inside the paragraph that is open
        self.cuts: list[tuple[int, int]] = []

    def read(self) -> Document:
        title = self._title()
        self.level = 1 if title else 2
        self._flow()
        self._references()
        printed = _DOI.search(self.text)
        document = self.manuscript.finish(title, find_doi(printed[1])[1] if printed else None)
        inputs = [self._input(match) for match in _INPUT.finditer(self.text, self.begin, self.end)]
        problems = (*self.problems, *inputs, *document.problems)
        return replace(document, problems=problems)

    def _input(self, match: re.Match[str]) -> Problem:
        return Problem(
            code="input-not-followed",
            message=f"the paper goes on in {match[1][:80]!r}; read that file too",
            start=self.flat.place(match.start()),
            end=self.flat.place(match.end()),
        )

    def _title(self) -> str:
        match = _TITLE.search(self.text)
        if match is None or match.end() not in self.closed:
            return ""
        pieces = self.setter.prose(match.end() + 1, self.closed[match.end()])
        self.manuscript.heading(1, pieces)
        return self.manuscript.plain_title(pieces)

    def _flow(self) -> None:
        """Paragraphs between the marks that part them."""
        position = start = self.begin
        while match := _BLOCK.search(self.text, position, self.end):
            position = match.end()
            name = match.lastgroup or ""
            if name == "group":
                position = self.closed.get(position, position) + 1
                continue
            if name in ("begin", "end") and match[name].rstrip("*") in MATHEMATICAL:
                continue
            if name == "begin" and _ASIDE.fullmatch(match["begin"].rstrip("*")):
                position = self._set_aside(match)
                continue
            self._paragraph(start, match.start())
            position = start = self._mark(name, match)
        self._paragraph(start, self.end)

    def _mark(self, name: str, match: re.Match[str]) -> int:
        """What parts two paragraphs: a heading, an environment, an item. Where to read on."""
        end = match.end()
        if name == "section":
            closing = self.closed.get(end, end)
            self._heading(match, end + 1, closing)
            return closing + 1
        if name == "thanks" or (name == "begin" and match["begin"].startswith("acknowledg")):
            self._named_heading("Acknowledgements", match)
        elif name == "abstract" or (name == "begin" and match["begin"].startswith("abstract")):
            self._named_heading("Abstract", match)
        return end + (name == "abstract")

    def _named_heading(self, words: str, match: re.Match[str]) -> None:
        place = self.flat.place(match.start())
        self.manuscript.heading(self.level, [Piece(words, place, self.flat.place(match.end()))])

    def _heading(self, match: re.Match[str], start: int, end: int) -> None:
        pieces = self.setter.prose(start, end)
        if match["section"] in _RUN_IN:
            self.manuscript.heading(4, pieces)
            return
        number = self.numbers.at.get(match.start(), "")
        place = self.flat.place(match.start())
        prefix = [Piece(f"{number}. ", place, place)] if number else []
        depth = max(_DEPTHS[match["section"]] - 1, 0) + self.level
        self.manuscript.heading(depth, [*prefix, *pieces])

    def _set_aside(self, match: re.Match[str]) -> int:
        """Keep a float until the paragraph around it has ended; where it ends."""
        name = match["begin"]
        closing = f"\\end{{{name}}}"
        at = self.text.find(closing, match.end(), self.end)
        if at < 0:
            return match.end()
        end = at + len(closing)
        self.aside.append((name.rstrip("*"), match.start(), end))
        return end

    def _paragraph(self, start: int, end: int) -> None:
        """A paragraph without the floats that stand in it, then its footnotes and the floats."""
        self.setter.notes = []
        pieces: list[Piece] = []
        position = start
        for _, low, high in self.aside:
            pieces += self.setter.prose(position, low)
            self.manuscript.cuts.append((self.flat.place(low), self.flat.place(high)))
            position = high
        pieces += self.setter.prose(position, end)
        if joined(pieces).strip():
            self.manuscript.resume(pieces)
        floats, self.aside = self.aside, []
        notes, self.setter.notes = self.setter.notes, []
        for low, high in notes:
            self.manuscript.cuts.append((self.flat.place(low), self.flat.place(high)))
            note = self.setter.prose(low, high)
            if joined(note).strip():
                self.manuscript.item(note)
        for name, low, high in floats:
            self._float(name, low, high)

    def _float(self, name: str, start: int, end: int) -> None:
        tabular = _TABULAR.fullmatch(name) is not None
        caption = self._caption(start, end, "Table" if tabular else "Fig.")
        if caption and tabular:
            self.manuscript.caption(*caption)
        notes = [self.setter.prose(low, high) for low, high in notes_of(self.text, start, end)]
        if tabular or name.endswith("figure"):
            for low, high in find_tables(self.text, start, end):
                rows = rows_of(self.text, self.closed, low, high, self.setter.prose)
                self.manuscript.table(rows, notes)
        if caption and not tabular:
            self.manuscript.caption(*caption)

    def _caption(self, start: int, end: int, kind: str) -> tuple[list[Piece], list[Piece]] | None:
        match = _CAPTION.search(self.text, start, end)
        closing = self.closed.get(match.end(), end) if match else end
        if match is None or closing >= end:
            return None
        place = self.flat.place(match.start())
        number = self.numbers.at.get(match.start(), "")
        label = [Piece(f"{kind} {number}", place, place)] if number else []
        return label, self.setter.prose(match.end() + 1, closing)

    def _items(self) -> list[Item]:
        found: list[Item] = []
        for begin in re.finditer(r"\\begin\{thebibliography\}", self.text[: self.end]):
            end = self.text.find("\\end{thebibliography}", begin.end())
            found += items(self.text, begin.end(), end if end >= 0 else self.end)
        return found

    def _references(self) -> None:
        if not self.items:
            return
        at = self.flat.place(self.items[0].start)
        self.manuscript.references([Piece("References", at, at)])
        for item in self.items:
            listed = Listed(number=item.number, fields=Entry(), grammar=True)
            self.manuscript.entry(listed, self._entry(item))

    def _entry(self, item: Item) -> list[Piece]:
        return self.setter.entry(item.start, item.end)

    def _names(self, label: int | str) -> str:
        """Whom a sentence names that cites a work: `Grim et al.`, `Grim and Costa`, `Grim`."""
        item = next((item for item in self.items if item.number == label), None)
        if item is not None and item.names:
            return item.names
        if item is not None:
            entry = joined(self._entry(item))
            return _named(parse_entry(entry, Span(0, len(entry))).authors)
        reference: Reference | None = self.beside.get(label)
        return _named(reference.authors) if reference else ""


def _read_typeset(source: Source) -> tuple[dict[str, Reference], list[Problem]]:
    """References by key as BibTeX set them, in `paper.bbl` beside `paper.tex`, with their numbers.

    Preprint servers keep this file rather than the one it was made from.
    """
    file = source.folder / f"{Path(source.name).stem}.bbl" if source.folder else None
    if file is None or source.references is not None or not file.is_file():
        return {}, []
    try:
        paper = _Paper(replace(source, text=decoded(file), folder=None))
    except ReadingError as error:
        return {}, [Problem(code="reference-file-not-read", message=str(error))]
    listed = {reference.number: reference for reference in paper.read().references}
    return {
        item.key: replace(listed[item.number], span=Span(0, 0))
        for item in paper.items
        if item.number in listed
    }, []


def _named(authors: Sequence[str]) -> str:
    families = [author.split(",")[0] for author in authors]
    return f"{families[0]} et al." if len(families) > 2 else " and ".join(families)


READER = Reader(
    name="LaTeX",
    suffixes=(".tex", ".ltx", ".latex", ".txt"),
    recognises=lambda text: re.search(r"\\documentclass|\\begin\{document\}", text) is not None,
    parse=_parse,
    order=30,
    lines=True,
)
