"""Solutions to rows: one per sample, with what else is said of the same sample folded in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ncgraph.answering.composing import Composed, with_kinds
from ncgraph.answering.describing import (
    Alignment,
    Conditions,
    Measured,
    Sample,
    Solution,
    describe_alignments,
    describe_samples,
    describe_units,
    document_of,
    notation,
)
from ncgraph.answering.query import Asked, Facet, Form, Query
from ncgraph.answering.showing import OF_PUMP
from ncgraph.model import AnswerRow, Evidence
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.graph import KnowledgeGraph

_THRESHOLD_OF = {
    "ncg:Lasing": "ncg:LasingThreshold",
    "ncg:AmplifiedSpontaneousEmission": "ncg:ASEThreshold",
    "ncg:OpticalGain": "ncg:GainThreshold",
}
_ALIGNMENT_PIECES = 3  # sentences that state the alignment, shown per row; one would be enough
_TITLES = "references"  # the section of the reference list
_JOINT = 3  # works that one citation of a bare core material credits before it is no sample


@dataclass(slots=True)
class Row:
    """A row in the making: a sample, who reported it, and everything said of it."""

    sample: Sample
    references: dict[str, int | str] = field(default_factory=dict)  # entry IRI to printed number
    units: dict[str, Conditions] = field(default_factory=dict)
    alignments: list[Alignment] = field(default_factory=list)
    table_row: object = None
    shown: Measured | None = None  # the value the question asks for, else the smallest
    titles: list[int | str] = field(default_factory=list)  # works that only a title tells of
    joint: dict[str, Row] = field(default_factory=dict)  # statements on several works at once

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it one row."""
        kind = (self.sample.composition, self.sample.morphology, self.sample.heterostructure)
        name = self.sample.label if self.sample.composition is None else None
        return (*kind, name, frozenset(self.references), self.table_row)

    @property
    def values(self) -> list[Measured]:
        """Every value once, by dimension; exact ones before ranges, then the smallest."""
        each = dict.fromkeys(v for unit in self.units.values() for v in unit.values)
        return sorted(
            each, key=lambda v: (v.dimension, v.si_value is None, v.vague, v.si_value or 0.0)
        )

    def absorb(self, other: Row) -> None:
        """Takes another row's experiments and alignments as further evidence."""
        self.units |= other.units
        self.alignments += [each for each in other.alignments if each not in self.alignments]


def collect(graph: KnowledgeGraph, query: Query, composed: Composed) -> list[Row]:
    """The rows of a query, folded, in order of reference and name."""
    solutions = list(graph.select(composed.text, **composed.terms))
    if not solutions:
        return []
    labels: dict[str, Solution] = {str(s["sample"]): s for s in solutions}
    samples = describe_samples(graph, labels)
    cavities = {v for f in query.filters if f.facet is Facet.CAVITY for v in with_kinds(f.values)}
    found = {str(s["unit"]) for s in solutions}
    properties = [curie for curie in _properties(query) if ":" in curie]
    units = describe_units(graph, found, properties, cavities)
    if query.measured in OF_PUMP:
        for unit in units.values():
            unit.values = OF_PUMP[query.measured](unit)
    asked = [v for f in query.filters if f.facet is Facet.ALIGNMENT for v in f.values]
    asked += ["ncg:BandAlignment"] if query.wanted is Facet.ALIGNMENT else []
    alignments = describe_alignments(graph, samples, asked) if asked else {}
    rows = _by_key(_by_unit(solutions, samples, units, alignments, query))
    if query.asked is Asked.ROW:
        return sorted(rows, key=_order)
    folded = _told_apart(_fold(rows)) if query.having(Facet.CAVITY) else _fold(rows)
    lists = query.asked is Asked.SAMPLE and query.form is not Form.YES_NO
    return sorted(_own_samples(folded) if lists else folded, key=_order)


def _told_apart(rows: list[Row]) -> list[Row]:
    """Without statements that credit several cavities to several works, where others are listed."""
    apart = [
        row
        for row in rows
        if len(row.references) < _JOINT or not any(unit.several for unit in row.units.values())
    ]
    if apart and len(apart) < len(rows):
        apart[0].joint |= {row.sample.iri: row for row in rows if row not in apart}
    return apart or rows


def _own_samples(rows: list[Row]) -> list[Row]:
    """Without what is said of nanocrystals in general, where samples of their own are listed."""
    own = [row for row in rows if not (_is_general(row) or _is_of_title(row))]
    if own and len(own) < len(rows):
        own[0].joint |= {r.sample.iri: r for r in rows if _is_general(r) and r.references}
        own[0].titles += [n for r in rows if _is_of_title(r) for n in r.references.values()]
    return own or rows


def _is_of_title(row: Row) -> bool:
    """`QDs` in the title of a listed work, of which the text says nothing: no sample is named."""
    pieces = [piece for unit in row.units.values() for piece in unit.evidence]
    return row.sample.composition is None and all(p.section == _TITLES for p in pieces)


def _is_general(row: Row) -> bool:
    """`NCs` of no work; `CdSe NPLs` of many works at once, whose shells the sentence leaves out."""
    bare = "/" not in (row.sample.composition or "")
    unnamed = row.sample.composition is None and not row.references
    return unnamed or (bare and len(row.references) >= _JOINT)


def _properties(query: Query) -> list[str]:
    """The properties whose values are shown: those asked for, else the outcome's threshold."""
    if query.measured or query.order:
        return [query.measured or (query.order.property if query.order else "")]
    named = [v for f in query.filters if f.facet is Facet.MEASUREMENT for v in f.values]
    named += [f.values[0] for f in query.having(Facet.COMPARED)]
    outcomes = [v for f in query.filters if f.facet is Facet.OUTCOME for v in f.values]
    return named or [_THRESHOLD_OF[v] for v in outcomes[:1] if v in _THRESHOLD_OF]


def _by_unit(
    solutions: Iterable[Solution],
    samples: dict[str, Sample],
    units: dict[str, Conditions],
    alignments: dict[str, list[Alignment]],
    query: Query,
) -> list[Row]:
    rows: dict[tuple[str, str], Row] = {}
    for solution in solutions:
        sample, unit = str(solution["sample"]), str(solution["unit"])
        row = rows.setdefault((sample, unit), Row(samples[sample]))
        row.units[unit] = units[unit]
        row.alignments = list(alignments.get(sample, ()))
        if solution.get("entry"):
            row.references[str(solution["entry"])] = _printed(solution["reference"])
        if query.asked is Asked.ROW:
            row.table_row = (document_of(unit), solution.get("row"))
    return list(rows.values())


def _by_key(rows: Iterable[Row]) -> list[Row]:
    merged: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if row.key in merged:
            merged[row.key].absorb(row)
        else:
            merged[row.key] = row
    return list(merged.values())


def _fold(rows: list[Row]) -> list[Row]:
    """Less specific rows become evidence of the row they repeat.

    A statement without a reference adds evidence to the samples already listed, not another
    sample; a shorter name for the sample of the same paper likewise. What a sentence says of
    "NCs" in several works at once is evidence of each of them that is listed.
    """
    kept: list[Row] = []
    index = _Index()
    for row in sorted(rows, key=_detail, reverse=True):
        near = [kept[place] for place in index.near(row)]
        same = [each for each in near if _repeats(row, each)]
        shared = [each for each in near if _speaks_of_several(row, each)]
        if same:
            max(same, key=lambda each: _likeness(row, each)).absorb(row)
        elif shared:
            for each in shared:
                each.absorb(row)
                each.joint[row.sample.iri] = row
        else:
            index.add(row, len(kept))
            kept.append(row)
    return kept


class _Index:
    """Places of the rows that another may fold into: of the same work, or of the same name."""

    def __init__(self) -> None:
        self._places: dict[object, list[int]] = defaultdict(list)

    def add(self, row: Row, place: int) -> None:
        for key in (*row.references, _name(row)):
            self._places[key].append(place)

    def near(self, row: Row) -> list[int]:
        keys: Iterable[object] = row.references or (_name(row),)
        return sorted({place for key in keys for place in self._places.get(key, ())})


def _name(row: Row) -> tuple[str | None, str | None]:
    return row.sample.composition, row.sample.morphology


def _detail(row: Row) -> tuple[int, int, int, int]:
    sample = row.sample
    named = (sample.composition, sample.heterostructure, sample.morphology)
    depth = len(ontology().ancestors(sample.morphology)) if sample.morphology else 0
    known = sum(part is not None for part in named)
    return (bool(row.references), known, -len(row.references), depth)


def _repeats(row: Row, other: Row) -> bool:
    mine, its = row.sample, other.sample
    parts = ("composition", "heterostructure")
    compatible = all(getattr(mine, part) in (None, getattr(its, part)) for part in parts)
    if not row.references:
        return compatible and _name(row) == _name(other) and not _adds_value(row, other)
    return (
        compatible
        and _is_wider(mine.morphology, its.morphology)
        and set(row.references) <= set(other.references)
    )


def _adds_value(row: Row, other: Row) -> bool:
    """A number that no listed row has would be credited to a work that does not give it."""
    known = {(value.dimension, value.si_value) for value in other.values}
    return any((value.dimension, value.si_value) not in known for value in row.values)


def _is_wider(shape: str | None, other: str | None) -> bool:
    """A rod may be the dot-in-rod of the same paper."""
    return shape in (None, other) or (other is not None and ontology().is_a(other, str(shape)))


def _speaks_of_several(row: Row, other: Row) -> bool:
    """`CdSe NCs` with a list of works is the loose name of them all, core/shells included."""
    mine, its = row.sample, other.sample
    loose = mine.composition is None or (
        len(row.references) >= _JOINT and (its.composition or "").split("/")[0] == mine.composition
    )
    return (
        loose
        and len(row.references) > 1
        and its.composition is not None
        and mine.morphology in (None, its.morphology)
        and bool(set(row.references) & set(other.references))
    )


def _likeness(row: Row, other: Row) -> int:
    """In how many ways two rows tell of the same experiment."""
    mine, its = list(row.units.values()), list(other.units.values())
    alike = sum(
        bool({read(unit) for unit in mine} & {read(unit) for unit in its} - {None})
        for read in (_mode, _cavity)
    )
    return alike + 2 * bool(set(row.values) & set(other.values))


def _mode(unit: Conditions) -> str | None:
    return unit.pump.mode if unit.pump else None


def _cavity(unit: Conditions) -> str | None:
    return unit.cavity


def _order(row: Row) -> tuple[object, ...]:
    numbers = sorted((isinstance(n, str), str(n).zfill(6)) for n in row.references.values())
    return (not numbers, numbers, row.sample.label, str(row.table_row))


def _printed(number: object) -> int | str:
    return int(str(number)) if str(number).isdigit() else str(number)


def to_answer_row(row: Row, dois: dict[str, str]) -> AnswerRow:
    """The row as callers see it; the value is the smallest of those it collects."""
    value = row.shown or next(iter(row.values), None)
    unit = _leading_unit(row, value)
    known = next(iter(row.alignments), None)
    return AnswerRow(
        sample=row.sample.label,
        layers=row.sample.layers,
        morphology=notation(row.sample.morphology),
        references=tuple(dict.fromkeys(row.references.values())),
        dois=tuple(dict.fromkeys(dois[entry] for entry in row.references if entry in dois)),
        value=value.value if value else None,
        unit=value.unit if value else None,
        si_value=value.si_value if value else None,
        cavity=notation(unit.cavity),
        pump=unit.pump,
        inferred=known is not None and known.of_the_pair,
        basis=f"{notation(known.kind)}, {known.basis}" if known else None,
        evidence=_evidence(row),
    )


def _leading_unit(row: Row, value: Measured | None) -> Conditions:
    """The experiment the shown value is of; pump and cavity shown are its own."""
    having = [unit for unit in row.units.values() if value in unit.values]
    return next(iter(having or sorted(row.units.values(), key=_blank)))


def _blank(unit: Conditions) -> int:
    return (unit.pump is None) + (unit.cavity is None)


def _evidence(row: Row) -> tuple[Evidence, ...]:
    """Experiments first, the one with the shown value leading, then the alignment."""
    leading = _leading_unit(row, row.shown or next(iter(row.values), None))
    others = [unit for unit in row.units.values() if unit is not leading]
    pieces = [piece for unit in (leading, *others) for piece in unit.evidence]
    stated = [piece for alignment in row.alignments for piece in alignment.evidence]
    return tuple(dict.fromkeys([*pieces, *stated[:_ALIGNMENT_PIECES]]))
