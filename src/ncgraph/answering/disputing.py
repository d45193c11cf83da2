"""Rows as callers see them, each with the conflicts its values, outcomes or alignment rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.answering.collecting import to_answer_row
from ncgraph.answering.crediting import dois_of
from ncgraph.answering.query import Facet, Query
from ncgraph.model import ConflictKind
from ncgraph.reasoning.conflicts import conflicts_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.answering.collecting import Row
    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import AnswerRow, Conflict


def to_answer_rows(graph: KnowledgeGraph, query: Query, rows: Sequence[Row]) -> list[AnswerRow]:
    """The rows with their DOIs, and what is said to the contrary of what each of them shows."""
    dois = dois_of(graph, (entry for row in rows for entry in row.references))
    disputable = query.having(Facet.OUTCOME) or query.having(Facet.FIRST)
    units = {unit for row in rows if row.values or disputable for unit in row.units}
    aligned = {row.sample.iri for row in rows if row.alignments}
    conflicts = conflicts_behind(graph, units, aligned) if units or aligned else {}
    return [
        replace(to_answer_row(row, dois), conflicts=_bearing_on(row, query, conflicts))
        for row in rows
    ]


def _bearing_on(
    row: Row, query: Query, conflicts: dict[str, tuple[Conflict, ...]]
) -> tuple[Conflict, ...]:
    """Those about what the row shows: who asks for a cavity is spared a dispute on a threshold."""
    numbers = {value.si_value for value in row.values}
    found = dict.fromkeys(
        each for node in (*row.units, row.sample.iri) for each in conflicts.get(node, ())
    )
    return tuple(each for each in found if _is_of(each, numbers, row, query))


def _is_of(conflict: Conflict, numbers: set[float | None], row: Row, query: Query) -> bool:
    shown = any(side.si_value in numbers for side in conflict.sides if side.si_value is not None)
    if conflict.kind is ConflictKind.ALIGNMENT:
        return bool(row.alignments)
    if conflict.kind is ConflictKind.FIRST:
        return bool(query.having(Facet.FIRST))
    if conflict.kind is ConflictKind.OUTCOME:
        return shown or bool(query.having(Facet.OUTCOME))
    return shown
