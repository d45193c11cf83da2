"""Table rows to claims: what a column means is read off its header with the ontology's labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ncgraph.extraction.abbreviations import Known
from ncgraph.extraction.codes import is_code
from ncgraph.extraction.columns import (
    Column,
    is_empty,
    is_transposed,
    named_by_content,
    noted,
    read_columns,
    read_quantities,
    turned,
)
from ncgraph.extraction.discourse import nanocrystal, notation
from ncgraph.extraction.findings import Sample, findings
from ncgraph.extraction.kinds import kind_of, outcome_of
from ncgraph.extraction.pipeline import annotate
from ncgraph.extraction.pumps import describe, order_word
from ncgraph.model import Claim, ClaimSource, Evidence, Label, Polarity, Problem, Pump, Span
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from ncgraph.model import Cell, Document, Quantity, Table

    _Understood = tuple[Table, list[Column]]

_ROW_END = re.compile(r"[\r\n]|</tr", re.IGNORECASE)
_PARTS = ("core", "shell")
_NAMING = (*_PARTS, "sample")
_TOLD = frozenset({"sample", "morphology", "cavity", "pump", "alignment"})  # by mentions
_BARE_TIME = re.compile(r"\b(fs|ps|ns)\b")
_PHOTONS = re.compile(r"\b([123])\s?P[AE]?\b")  # 1P, 2PA: by one photon, by two
_BARE_TYPE = re.compile(r"(q(?:uasi)?[- ]?)?(?:type[- ]?)?(I{1,2})", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:no|none|not)[ -](?:lasing|ASE|gain|observed|seen|found|detected)|n\.\s?o\.?", re.IGNORECASE
)


def _branch(text: str, doc: Doc, label: Label, root: str) -> str | None:
    """The term a cell names: by mention, else by notation or label under `root`."""
    mention = next((t.term for t in findings(doc).terms if t.label is label), None)
    if mention:
        return mention
    word = text.strip().lower()
    if not word:
        return None
    for curie in ontology().descendants(root):
        term = ontology().term(curie)
        if word in {(term.notation or "").lower(), term.label.lower()}:
            return curie
    return None


def _pump(text: str, doc: Doc) -> Pump:
    """The excitation a cell describes."""
    found = findings(doc)
    words = [t for t in found.terms if t.label is Label.PUMP]
    pump = describe(sorted((*found.quantities, *words), key=lambda f: f.start))
    bare, photons = _BARE_TIME.search(text), _PHOTONS.search(text)
    if photons:
        order = int(photons[1])
        pump = replace(pump, photon_order=order, multi_photon=order > 1)
    return replace(pump, mode=bare[1]) if pump.mode is None and bare else pump


def _alignment(text: str, doc: Doc) -> str | None:
    """The alignment a cell names; in its own column "II" is enough."""
    bare = _BARE_TYPE.fullmatch(text.strip())
    printed = f"{'quasi-' if bare[1] else ''}type-{bare[2]}" if bare else text
    return _branch(printed, doc, Label.BAND_ALIGNMENT, "ncg:BandAlignment")


@dataclass(slots=True)
class _Row:
    """What the cells of one row say together."""

    sample: Sample | None = None
    cavity: str | None = None
    pump: Pump | None = None
    pump_term: str | None = None
    alignment: str | None = None
    references: tuple[int | str, ...] = ()


def _shape(doc: Doc) -> str | None:
    return next((t.term for t in findings(doc).terms if t.label is Label.MORPHOLOGY), None)


def _shaped(sample: Sample, shape: str | None) -> Sample:
    """The sample with the particle word that a column of its own gives, or its header."""
    if sample.morphology is not None or shape is None:
        return sample
    return sample._replace(morphology=shape, name=f"{sample.name} {notation(shape)}s")


def _layered(cells: Sequence[Cell], columns: Sequence[Column]) -> Sample | None:
    """The sample whose core and shell have columns of their own."""
    parts = {c.role: cell.text for cell, c in zip(cells, columns, strict=True) if c.role in _PARTS}
    if "core" not in parts:
        return None
    text = "/".join(part for role in _PARTS if not is_empty(part := parts.get(role, "")))
    doc = next(annotate([(text, "title")], stating=False))
    return next(iter(findings(doc).samples), None)


def _numbers(text: str) -> tuple[int, ...]:
    """References by number; where words stand, as "this work", a number is none."""
    return () if re.search(r"[A-Za-z]{3}", text) else tuple(map(int, re.findall(r"\d+", text)))


def _references(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[int | str, ...]:
    """What the reference column cites, else the cell of the sample."""
    by_role = {column.role: cell for cell, column in zip(cells, columns, strict=True)}
    listed, sample = by_role.get("reference"), by_role.get("sample")
    if listed:  # "[1]" is cut out of the cell's text as a marker
        return listed.citations or _numbers(listed.text)
    return sample.citations if sample else ()


def _filled_down(
    cells: Sequence[Cell], above: Sequence[Cell], columns: Sequence[Column]
) -> tuple[Cell, ...]:
    """A row whose sample is left blank, as a cell that spans rows leaves it, with that above."""
    stated = any(not is_empty(c.text) for c, k in zip(cells, columns, strict=True) if k.role != "")
    named = [k.role in _NAMING for k in columns]
    blank = all(not cell.text for cell, names in zip(cells, named, strict=True) if names)
    if not (above and stated and blank):
        return tuple(cells)
    return tuple(
        upper if names else cell for cell, upper, names in zip(cells, above, named, strict=True)
    )


def _read_row(cells: Sequence[Cell], columns: Sequence[Column], known: Known) -> _Row:
    row = _Row(sample=_layered(cells, columns), references=_references(cells, columns))
    told = [
        (cell, column)
        for cell, column in zip(cells, columns, strict=True)
        if column.role in _TOLD and not is_empty(cell.text)
    ]
    docs = _annotated([cell for cell, _ in told], known)
    for (cell, column), doc in zip(told, docs, strict=True):
        if column.role == "sample" and row.sample is None:
            sample = next(iter(findings(doc).samples), None)
            row.sample = sample and _shaped(sample, column.shape)
        elif column.role in {"morphology", "sample"} and row.sample is not None:
            row.sample = _shaped(row.sample, _shape(doc))
        elif column.role == "cavity":
            row.cavity = _branch(cell.text, doc, Label.CAVITY, "ncg:Cavity")
        elif column.role == "pump":
            row.pump = _pump(cell.text, doc)
            named = row.pump.mode or order_word(row.pump.photon_order)
            row.pump_term = _branch(named, doc, Label.PUMP, "ncg:Pump")
        elif column.role == "alignment":
            row.alignment = _alignment(cell.text, doc)
    return row


def _claims(
    document: Document,
    table: Table,
    number: int,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    row: _Row,
) -> Iterator[Claim]:
    """One claim per filled property cell, and one each for cavity and pump."""
    spans = _spans(document, cells)
    proof = Evidence(
        document=document.id,
        spans=spans,
        quote=" ".join(document.text[span.start : span.end] for span in spans),
        section=table.label,
    )
    stated: list[tuple[str, str, Quantity | None, Pump | None]] = []
    for cell, column in zip(cells, columns, strict=True):
        if column.role != "property" or is_empty(cell.text):
            continue
        printed = document.text[cell.span.start : cell.span.end]
        meant, noted_pulse = noted(column, printed, f"{table.caption} {table.notes}")
        stated += (
            (kind_of(column.term), column.term, quantity, _under(row.pump, pulse or noted_pulse))
            for quantity, pulse in read_quantities(cell.text, meant)
        )
    denied = [
        ("not-observed", outcome, None, row.pump)
        for cell, column in zip(cells, columns, strict=True)
        if (outcome := outcome_of(column.term)) and _DENIED.fullmatch(cell.text.strip())
    ]
    stated += denied
    if row.alignment:
        stated.append(("band-alignment", row.alignment, None, None))
    if row.cavity:
        stated.append(("cavity-used", row.cavity, None, row.pump))
    if row.pump_term:
        stated.append(("pump-regime", row.pump_term, None, row.pump))
    for index, (kind, term, quantity, pump) in enumerate(stated):
        yield Claim(
            id=f"{spans[0].start}.{number}.{index}",
            kind=kind,
            evidence=proof,
            statement=f"{table.label.replace(' ', '-').lower()}.{number}",
            subject=nanocrystal(row.sample) if row.sample else None,
            quantity=quantity,
            category=None if quantity else notation(term),
            term=term,
            cavity=notation(row.cavity),
            pump=pump,
            alignment=notation(row.alignment),
            polarity=Polarity.NEGATED if kind == "not-observed" else Polarity.AFFIRMED,
            citations=row.references,
            source=ClaimSource.TABLE,
            row=number,
            rule="table.row",
            confidence=0.98,
        )


def _spans(document: Document, cells: Sequence[Cell]) -> tuple[Span, ...]:
    """Where a row stands: one line of the file, or cell by cell where other rows lie between."""
    span = Span(cells[0].span.start, cells[-1].span.end)
    apart = [cell.span for cell in cells if cell.span.start < cell.span.end]
    if _ROW_END.search(document.text[span.start : span.end]) is None or len(apart) < 2:
        return (span,)
    return tuple(sorted(set(apart), key=lambda each: each.start))


def _under(pump: Pump | None, pulse: str | None) -> Pump | None:
    """The row's pump, or the pulse that a cell names behind one of its numbers."""
    return pump if pulse is None else replace(pump or Pump(), mode=pulse)


def read_tables(document: Document) -> list[_Understood]:
    """The tables of samples, with what their columns hold."""
    tables = map(_understood, document.tables)
    return [each for each in tables if {column.role for column in each[1]} & {"sample", "core"}]


def coded_rows(tables: Iterable[_Understood]) -> Iterator[tuple[str, Sample]]:
    """The codes that rows begin with, and the samples that other cells of these rows name."""
    for table, columns in tables:
        if columns[0].role == "reference":
            continue
        for cells in table.rows:
            if is_code(cells[0].text):
                sample = _read_row(cells, columns, Known()).sample
                if sample is not None and sample.layers:
                    yield cells[0].text, sample


def read_rows(
    document: Document, tables: Iterable[_Understood], known: Known
) -> tuple[list[Claim], list[Problem]]:
    """All claims of all tables; a row without a sample is a problem, not a loss."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    for table, columns in tables:
        if all(column.role != "property" for column in columns):
            continue
        above: tuple[Cell, ...] = ()
        for number, printed_cells in enumerate(table.rows, 1):
            cells = above = _filled_down(printed_cells, above, columns)
            row = _read_row(cells, columns, known)
            if row.sample is not None:
                claims += _claims(document, table, number, cells, columns, row)
            elif not all(is_empty(cell.text) for cell in cells[1:]):  # else it heads a group
                problems.append(
                    Problem(
                        code="row-without-sample",
                        message=f"{table.label}, row {number}: no emitter in {cells[0].text!r}",
                        start=cells[0].span.start,
                        end=cells[0].span.end,
                    )
                )
    return claims, problems


def _understood(printed: Table) -> _Understood:
    """A table with samples down its first columns, and what its columns hold."""
    heads = _annotated(printed.header)
    transposed = is_transposed(printed, heads, _annotated([row[0] for row in printed.rows]))
    table = turned(printed) if transposed else printed
    heads = _annotated(table.header) if transposed else heads
    caption = next(annotate([(table.caption, "title")], stating=False))
    columns = read_columns(table, heads, caption)
    if transposed:
        return table, [Column("sample"), *columns[1:]]
    if not {column.role for column in columns} & {"sample", "core"}:
        columns = named_by_content(columns, [_annotated(row) for row in table.rows])
    return table, columns


def _annotated(cells: Sequence[Cell], known: Known | None = None) -> list[Doc]:
    return list(annotate(((cell.text, "title") for cell in cells), stating=False, known=known))
