"""Table rows to claims: what a column means is read off its header with the ontology's labels."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ncgraph.extraction.discourse import nanocrystal, notation
from ncgraph.extraction.findings import Sample, findings
from ncgraph.extraction.kinds import kind_of
from ncgraph.extraction.pipeline import annotate
from ncgraph.extraction.pumps import describe
from ncgraph.extraction.quantities import scan
from ncgraph.model import Claim, ClaimSource, Evidence, Label, Problem, Pump, Span
from ncgraph.ontology import ontology
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from ncgraph.model import Cell, Document, Quantity, Table

_EMPTY = re.compile(r"(?:n\.?\s?/?a\.?|-|–|—|none|not available|not reported|)", re.IGNORECASE)
_UNIT_OF_HEADER = re.compile(r"[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*$|,\s*([^\s,]+)\s*$|\s/\s*(\S+)\s*$")
_NUMBER = re.compile(r"[~≈]?\s*\d")
_BARE_TIME = re.compile(r"\b(fs|ps|ns)\b")


@cache
def _roles() -> dict[str, str]:
    lines = (folder("extraction") / "lexicons" / "columns.tsv").read_text("utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {word: role for role, _, words in pairs for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: a role of the lexicon, or a property with the unit of its header."""

    role: str
    term: str = ""
    unit: str = ""


def _column(header: str, doc: Doc) -> _Column:
    unit = next((u for m in [_UNIT_OF_HEADER.search(header)] if m for u in m.groups() if u), "")
    for term in findings(doc).terms:
        if term.label is Label.PROPERTY and term.term:
            return _Column("property", term.term, unit)
    words = re.sub(r"[^a-z. ]", " ", header.lower()).split()
    phrases = [" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1)]
    role = next((_roles()[p] for p in phrases if p in _roles()), "")
    return _Column(role)


def _quantity(cell: Cell, unit: str) -> Quantity | None:
    """The number of a cell; a bare number has the unit of the header."""
    text = cell.text
    if unit and _NUMBER.match(text) and not scan(text):
        text = f"{text} {unit}"
    return next((found.quantity for found in scan(text)), None)


def _branch(text: str, doc: Doc, label: Label, root: str) -> str | None:
    """The term a cell names: by mention, else by notation or label under `root`."""
    mention = next((t.term for t in findings(doc).terms if t.label is label), None)
    if mention:
        return mention
    word = text.strip().lower()
    for curie in ontology().descendants(root):
        term = ontology().term(curie)
        if word in {(term.notation or "").lower(), term.label.lower()}:
            return curie
    return None


def _pump(text: str, doc: Doc) -> Pump:
    found = findings(doc)
    words = [t for t in found.terms if t.label is Label.PUMP]
    pump = describe(sorted((*found.quantities, *words), key=lambda f: f.start))
    bare = _BARE_TIME.search(text)
    if pump.mode is None and bare:
        return Pump(mode=bare[1], wavelength_nm=pump.wavelength_nm)
    return pump


@dataclass(slots=True)
class _Row:
    """What the cells of one row say together."""

    sample: Sample | None = None
    cavity: str | None = None
    pump: Pump | None = None
    pump_term: str | None = None
    references: tuple[int | str, ...] = ()


def _shaped(sample: Sample, doc: Doc) -> Sample:
    """The sample with the particle word that a column of its own gives."""
    shape = next((t.term for t in findings(doc).terms if t.label is Label.MORPHOLOGY), None)
    if sample.morphology is not None or shape is None:
        return sample
    return replace(sample, morphology=shape, name=f"{sample.name} {notation(shape)}s")


def _read_row(cells: Sequence[Cell], columns: Sequence[_Column], docs: Sequence[Doc]) -> _Row:
    row = _Row()
    for cell, column, doc in zip(cells, columns, docs, strict=True):
        if column.role == "reference":  # "[1]" is cut out of the cell's text as a marker
            row.references = cell.citations or tuple(map(int, re.findall(r"\d+", cell.text)))
        if _EMPTY.fullmatch(cell.text.strip()):
            continue
        if column.role == "sample" and row.sample is None:
            row.sample = next(iter(findings(doc).samples), None)
        elif column.role == "morphology" and row.sample is not None:
            row.sample = _shaped(row.sample, doc)
        elif column.role == "cavity":
            row.cavity = _branch(cell.text, doc, Label.CAVITY, "ncg:Cavity")
        elif column.role == "pump":
            row.pump = _pump(cell.text, doc)
            row.pump_term = _branch(row.pump.mode or "", doc, Label.PUMP, "ncg:Pump")
    return row


def _claims(
    document: Document,
    table: Table,
    number: int,
    cells: Sequence[Cell],
    columns: Sequence[_Column],
    row: _Row,
) -> Iterator[Claim]:
    """One claim per filled property cell, and one each for cavity and pump."""
    span = Span(cells[0].span.start, cells[-1].span.end)
    proof = Evidence(
        document=document.id,
        spans=(span,),
        quote=document.text[span.start : span.end],
        section=table.label,
    )
    stated: list[tuple[str, str, Quantity | None]] = [
        (kind_of(column.term), column.term, quantity)
        for cell, column in zip(cells, columns, strict=True)
        if column.role == "property" and (quantity := _quantity(cell, column.unit)) is not None
    ]
    if row.cavity:
        stated.append(("cavity-used", row.cavity, None))
    if row.pump_term:
        stated.append(("pump-regime", row.pump_term, None))
    for index, (kind, term, quantity) in enumerate(stated):
        yield Claim(
            id=f"{span.start}.{index}",
            kind=kind,
            evidence=proof,
            statement=f"{table.label.replace(' ', '-').lower()}.{number}",
            subject=nanocrystal(row.sample) if row.sample else None,
            quantity=quantity,
            category=None if quantity else notation(term),
            term=term,
            cavity=notation(row.cavity),
            pump=row.pump,
            citations=row.references,
            source=ClaimSource.TABLE,
            row=number,
            rule="table.row",
            confidence=0.98,
        )


def read_rows(document: Document) -> tuple[list[Claim], list[Problem]]:
    """All claims of all tables; a row without a sample is a problem, not a loss."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    for table in document.tables:
        heads = annotate(((cell.text, "title") for cell in table.header), stating=False)
        columns = [_column(c.text, doc) for c, doc in zip(table.header, heads, strict=True)]
        roles = defaultdict(int, {c.role: 1 for c in columns})
        if not (roles["sample"] and roles["property"]):
            continue  # not a table of samples
        for number, cells in enumerate(table.rows, 1):
            docs = list(annotate(((cell.text, "title") for cell in cells), stating=False))
            row = _read_row(cells, columns, docs)
            if row.sample is None:
                problems.append(
                    Problem(
                        code="row-without-sample",
                        message=f"{table.label}, row {number}: no emitter in {cells[0].text!r}",
                        start=cells[0].span.start,
                        end=cells[0].span.end,
                    )
                )
                continue
            claims += _claims(document, table, number, cells, columns, row)
    return claims, problems
