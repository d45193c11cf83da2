"""Rows to the value asked for: extremes, years, conversions, one number where there is one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ncgraph.answering.crediting import works_of
from ncgraph.answering.grouping import Classes, group
from ncgraph.answering.query import Facet, Filter, Form, Order, Query, Sense
from ncgraph.answering.ranking import rank
from ncgraph.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.answering.collecting import Row
    from ncgraph.answering.describing import Measured
    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import Group

YEAR = "year"
_OF_PUMP = {str(Facet.VOLTAGE), str(Facet.PUMP_WAVELENGTH), str(Facet.PULSE_DURATION)}
_TIED = 1e-6  # relative: the ends of an order, which tells 642 nm from 645 nm
_SAME = 0.01  # relative: two texts that round one value differently


@dataclass(slots=True)
class Found:
    """The rows that answer, and the value, if it is one."""

    rows: list[Row]
    value: float | str | None = None
    unit: str | None = None
    si_value: float | None = None
    notes: list[str] = field(default_factory=list)
    groups: tuple[Group, ...] = ()  # where not all values may be ranked with each other


def with_measure(query: Query) -> Query:
    """The query with what is measured or ordered by as a condition: rows without it answer not."""
    wanted = query.measured or (query.order.property if query.order else None)
    if wanted in (None, YEAR, str(Facet.RATIO)):
        return query
    if wanted in _OF_PUMP:
        return replace(query, filters=(*query.filters, Filter(Facet(wanted), ())))
    if any(str(wanted) in f.values for f in query.having(Facet.MEASUREMENT)):
        return query
    return replace(query, filters=(*query.filters, Filter(Facet.MEASUREMENT, (str(wanted),))))


def settle(graph: KnowledgeGraph, rows: list[Row], query: Query) -> Found:
    """What of the rows the question asks for."""
    by_year = query.order if query.order and query.order.property == YEAR else None
    if by_year is None and query.having(Facet.FIRST):
        by_year = Order(sense=Sense.LESS, property=YEAR)
    if by_year:
        rows = _at_end_of_time(graph, rows, by_year)
    if query.ranked:
        ordered, groups, notes = rank(graph, rows, query)
        return Found(ordered, notes=notes, groups=groups)
    if query.order and not by_year:
        return _extreme(graph, rows, query, query.order)
    if query.form is Form.VALUE:
        return _values(rows, query)
    if query.form is Form.YEAR:
        return _year(graph, rows)
    return Found(rows)


def _at_end_of_time(graph: KnowledgeGraph, rows: list[Row], order: Order) -> list[Row]:
    """The rows of the earliest (or latest) works; those without a year are left out."""
    works = works_of(graph, {entry for row in rows for entry in row.references})
    dated = {
        id(row): years
        for row in rows
        if (years := [w.year for e in row.references if (w := works.get(e)) and w.year])
    }
    if not dated:
        return []
    pick = min if order.sense is Sense.LESS else max
    end = pick(year for years in dated.values() for year in years)
    return [row for row in rows if end in dated.get(id(row), ())]


def _year(graph: KnowledgeGraph, rows: list[Row]) -> Found:
    works = works_of(graph, {entry for row in rows for entry in row.references})
    years = sorted({work.year for work in works.values() if work.year})
    dated = [row for row in rows if any(e in works and works[e].year for e in row.references)]
    if not years:
        return Found([])
    if len(years) == 1:
        return Found(dated, years[0], YEAR)
    listed = ", ".join(map(str, years))
    return Found(dated, years[0], YEAR, notes=[f"reported in several years ({listed}): the first"])


def _candidates(rows: Iterable[Row], dimension: str | None) -> list[tuple[Measured, Row]]:
    return [
        (value, row)
        for row in rows
        for value in row.values
        if value.si_value is not None and dimension in (None, value.dimension)
    ]


def _extreme(graph: KnowledgeGraph, rows: list[Row], query: Query, order: Order) -> Found:
    """The end of the order within one dimension, the asked or the most frequent one, and by group.

    Which of the groups is meant, the question does not say: the end of the dimension is given,
    with the group it is ranked in, and beside it the end of each group.
    """
    found = _candidates(rows, query.dimension)
    if not found:
        return Found([])
    counted = Counter(value.dimension for value, _ in found)
    dimension = query.dimension or counted.most_common(1)[0][0]
    same = [each for each in found if each[0].dimension == dimension]
    pick = min if order.sense is Sense.LESS else max
    end = pick(value.si_value or 0.0 for value, _ in same)
    best = [each for each in same if _close(each[0].si_value or 0.0, end, _TIED)]
    for value, row in best:
        row.shown = value
    notes = [f"compared are {len(same)} values in {dimension}"]
    others = sorted(set(counted) - {dimension})
    if others:
        listed = ", ".join(f"{counted[each]} in {each}" for each in others)
        notes[0] += f"; {listed} cannot be compared with them"
    kept = list({id(row): row for _, row in best}.values())
    made = Found(kept, notes=notes)
    classes = Classes(graph, rows)
    groups = group(classes, found, pick)
    if len(groups) > 1:
        made.groups = groups
        listed = ", ".join(dict.fromkeys(classes.within(*each) for each in best))
        made.notes.append(f"ranked only within its group ({listed}). {classes.reason}")
    return _stated(made, best[0][0], query) if query.form is Form.VALUE else made


def _values(rows: list[Row], query: Query) -> Found:
    found = _candidates(rows, query.dimension)
    kept: dict[int, Row] = {}
    for value, row in found:
        if id(row) not in kept:
            row.shown = value
            kept[id(row)] = row
    made = Found(list(kept.values()))
    shown = [row.shown for row in made.rows if row.shown]
    if not shown:
        if rows and query.dimension:
            given = ", ".join(sorted({v.dimension for row in rows for v in row.values}))
            made.notes.append(f"given only in {given}, which does not convert to {query.dimension}")
        return made
    first = shown[0]
    every = [value for value, _ in found]
    if all(v.dimension == first.dimension and _close(v.si_value, first.si_value) for v in every):
        return _stated(made, first, query)
    if len(made.rows) == 1:
        made.notes.append("also reported: " + ", ".join(f"{v.value:g} {v.unit}" for v in every[1:]))
        return _stated(made, first, query)
    made.notes.append(f"{len(every)} values are reported, none of which is the only one")
    return made


def _stated(found: Found, value: Measured, query: Query) -> Found:
    """One value, in the unit that was asked for."""
    unit = parse_unit(query.unit) if query.unit else None
    found.value, found.unit, found.si_value = value.value, value.unit, value.si_value
    if unit and str(unit.dimension) == value.dimension and value.si_value is not None:
        found.value = float(f"{value.si_value / unit.factor:.6g}")
        found.unit = unit.spelling
        if found.unit != value.unit:
            found.notes.append(f"printed as {value.value:g} {value.unit}")
    return found


def _close(one: float | None, other: float | None, within: float = _SAME) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= within * max(abs(one), abs(other))
