"""Runs the body of a rule from rows that bind some of its variables, and keeps the triples it used.

The engine's own plans scan the whole graph where a rule has a union or a table; here each row costs
what it touches. Expressions are the engine's: one query a step for all rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES
from ncgraph.reasoning.patterns import (
    Bind,
    Filter,
    Group,
    Optional,
    TriplePattern,
    UnreadableError,
    Values,
)
from ncgraph.reasoning.views import Node, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ncgraph.reasoning.patterns import Element, Slot

Terms: TypeAlias = dict[str, Node]

_NODES = (ox.NamedNode, ox.Literal)
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_VARIABLE = re.compile(r"[?$](\w+)")
_PLAIN_TEST = re.compile(r"\(?\s*(!?)\s*\?(exists__\d+)\s*\)?")
_TAG = ""  # the name, no variable has it, under which a row keeps its number
_CHUNK = 2000  # rows in one query
_ENGINE = ox.Store()


class Row(NamedTuple):
    """One solution: terms of variables, the triples it rests on, and what it found absent."""

    terms: Terms
    used: tuple[ox.Triple, ...] = ()
    absent: tuple[tuple[TriplePattern, ...], ...] = ()


def solve(
    group: Group,
    seeds: Iterable[Terms],
    view: View,
    tested: View | None = None,
    *,
    most: int | None = None,
) -> list[Row]:
    """The solutions of a group that agree with any of the seeds.

    Args:
        group: What must hold.
        seeds: Terms of some variables; `[{}]` asks for everything.
        view: Where to look.
        tested: Where EXISTS and OPTIONAL look, if elsewhere.
        most: Rows to go on with after each step for each seed, where any solution will do.

    Raises:
        UnreadableError: A path has no known end.
    """
    alike: dict[frozenset[str], list[Row]] = defaultdict(list)  # the order of steps is that of one
    for seed in seeds:
        alike[frozenset(seed)].append(Row(dict(seed)))
    found: list[Row] = []
    for rows in alike.values():
        limit = None if most is None else most * len(rows)
        found += _Solver(view, tested or view, limit).solve(group, rows)
    return found


def fill(pattern: TriplePattern, terms: Terms) -> ox.Triple | None:
    """The triple that a pattern becomes; None where a variable has no term, or a wrong one."""
    subject, predicate, value = (_term(slot, terms) for slot in pattern.slots)
    if not (isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value):
        return None
    return ox.Triple(subject, predicate, value)


def unify(pattern: TriplePattern, triple: ox.Triple) -> Terms | None:
    """The terms that make a pattern this triple, or None."""
    return unify_parts(pattern, (triple.subject, triple.predicate, triple.object))


def unify_parts(pattern: TriplePattern, parts: Sequence[object]) -> Terms | None:
    """Likewise, of a triple's subject, predicate and object."""
    terms: Terms = {}
    for slot, term in zip(pattern.slots, parts, strict=True):
        if isinstance(slot, ox.Variable):
            if not isinstance(term, _NODES) or terms.setdefault(slot.value, term) != term:
                return None
        elif slot != term:
            return None
    return terms


def _term(slot: Slot, terms: Terms) -> Node | None:
    return terms.get(slot.value) if isinstance(slot, ox.Variable) else slot


class _Solver:
    def __init__(self, view: View, tested: View, limit: int | None = None) -> None:
        self._view = view
        self._tested = tested
        self._limit = limit

    def solve(self, group: Group, rows: list[Row]) -> list[Row]:
        waiting: list[Element] = []
        for element in group.elements:
            if isinstance(element, Bind | Optional):
                rows = self._join(waiting, rows)
                waiting = []
                bind = isinstance(element, Bind)
                rows = self._bind(element, rows) if bind else self._option(element, rows)
            elif not isinstance(element, Filter):
                waiting.append(element)
        rows = self._join(waiting, rows)
        for element in group.elements:
            if isinstance(element, Filter) and rows:
                rows = self._filter(element, rows)
        return rows

    def _join(self, elements: list[Element], rows: list[Row]) -> list[Row]:
        """All of the elements, each time the one that promises the fewest rows."""
        waiting = list(elements)
        while waiting and rows:
            bound = rows[0].terms
            best = min(waiting, key=lambda each: _cost(each, bound))
            waiting.remove(best)
            if isinstance(best, TriplePattern):
                rows = (
                    [found for row in rows for found in self._follow(best, row)]
                    if best.repeat
                    else self._match(best, rows)
                )
            elif isinstance(best, Values):
                rows = [found for row in rows for found in _look_up(best, row)]
            elif isinstance(best, Group):
                rows = self.solve(best, rows)
            else:
                rows = [found for each in best.groups for found in self.solve(each, rows)]  # type: ignore[union-attr]
            rows = rows[: self._limit]
        return [] if waiting else rows

    def _match(self, pattern: TriplePattern, rows: list[Row]) -> list[Row]:
        match = self._view.match
        told: list[Node | None] = [
            None if isinstance(slot, ox.Variable) else slot for slot in pattern.slots
        ]
        names = [slot.value if isinstance(slot, ox.Variable) else "" for slot in pattern.slots]
        end = names[2]
        is_told = told[1] is not None
        found: list[Row] = []
        for terms, used, absent in rows:
            subject = told[0] or terms.get(names[0])
            predicate = told[1] or terms.get(names[1])
            value = told[2] or terms.get(end)
            triples = match(subject, predicate, value)
            if subject is not None and value is not None and predicate is not None:
                found += [Row(terms, (*used, triple), absent) for triple in triples]
            elif subject is not None and is_told and end:  # by far the most frequent
                for triple in triples:
                    term = triple.object
                    if isinstance(term, _NODES):
                        found.append(Row({**terms, end: term}, (*used, triple), absent))
            else:
                for triple in triples:
                    unified = unify(pattern, triple)
                    if unified is not None:
                        found.append(Row({**terms, **unified}, (*used, triple), absent))
        return found

    def _follow(self, pattern: TriplePattern, row: Row) -> Iterator[Row]:
        start, predicate, end = (_term(slot, row.terms) for slot in pattern.slots)
        known, free = (start, pattern.object) if start is not None else (end, pattern.subject)
        if known is None or not isinstance(predicate, ox.NamedNode):
            raise UnreadableError("a path without a known end")
        found = self._view.reach(known, predicate, forwards=start is not None)
        reached = [(known, ()), *found] if pattern.repeat == "*" else found
        wanted = end if start is not None else None
        for node, path in reached:
            if wanted is not None and node != wanted:
                continue
            terms = row.terms
            if wanted is None and isinstance(free, ox.Variable):
                terms = {**terms, free.value: node}
            yield Row(terms, (*row.used, *path), row.absent)
            if wanted is not None:
                return

    def _option(self, element: Optional | Element, rows: list[Row]) -> list[Row]:
        group = element.group if isinstance(element, Optional) else Group(())
        found = _Solver(self._tested, self._tested)._by_number(group, rows)
        return [each for number, row in enumerate(rows) for each in found.get(number) or [row]]

    def _by_number(self, group: Group, rows: list[Row]) -> dict[int, list[Row]]:
        """The solutions of a group under each row, by the row's number."""
        numbered = [
            Row({**row.terms, _TAG: ox.Literal(number)}, row.used, row.absent)
            for number, row in enumerate(rows)
        ]
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self.solve(group, numbered):
            number = int(row.terms[_TAG].value)
            terms = {**row.terms}
            if _TAG in rows[number].terms:  # a row within a row keeps the outer number
                terms[_TAG] = rows[number].terms[_TAG]
            else:
                del terms[_TAG]
            found[number].append(Row(terms, row.used, row.absent))
        return found

    def _bind(self, element: Bind | Element, rows: list[Row]) -> list[Row]:
        if not isinstance(element, Bind):
            return rows
        name = element.variable
        made = evaluate(f"BIND({element.text} AS ?made__)", rows)
        kept = []
        for row, term in zip(rows, made, strict=True):
            if term is None and name not in row.terms:
                kept.append(row)
            elif term is None:
                continue
            elif row.terms.get(name, term) == term:
                kept.append(Row({**row.terms, name: term}, row.used, row.absent))
        return kept

    def _filter(self, element: Filter, rows: list[Row]) -> list[Row]:
        for name, test in element.tests:
            rows = self._test(name, test, rows)
        plain = _PLAIN_TEST.fullmatch(element.text)
        if plain:
            wanted = ox.Literal(value=not plain[1])
            return [row for row in rows if row.terms[plain[2]] == wanted]
        kept = evaluate(f"FILTER({element.text}) BIND(true AS ?made__)", rows)
        return [row for row, term in zip(rows, kept, strict=True) if term is not None]

    def _test(self, name: str, test: Group, rows: list[Row]) -> list[Row]:
        found = _Solver(self._tested, self._tested)._by_number(test, rows)
        answered = []
        for number, row in enumerate(rows):
            witness = next(iter(found.get(number, ())), None)
            terms = {**row.terms, name: ox.Literal(value=witness is not None)}
            if witness is not None:
                answered.append(Row(terms, witness.used, row.absent))
            else:
                missing = tuple(partly(each, row.terms) for each in test.triples)
                answered.append(Row(terms, row.used, (*row.absent, missing)))
        return answered


def partly(pattern: TriplePattern, terms: Terms) -> TriplePattern:
    """A pattern with the terms that are known put in."""
    subject, predicate, value = (_term(slot, terms) or slot for slot in pattern.slots)
    return TriplePattern(subject, predicate, value, pattern.repeat)


def _look_up(table: Values, row: Row) -> Iterator[Row]:
    for entry in table.rows:
        told = {
            name: term
            for name, term in zip(table.variables, entry, strict=True)
            if term is not None
        }
        if all(row.terms.get(name, term) == term for name, term in told.items()):
            yield Row({**row.terms, **told}, row.used, row.absent)


def _cost(element: Element, bound: Terms) -> float:
    """How many rows an element is likely to make of one."""
    if isinstance(element, TriplePattern):
        return _cost_of_triple(element, bound)
    if isinstance(element, Values):
        known = all(name in bound for name in element.variables)
        return 0 if known else 10 + len(element.rows)
    if isinstance(element, Group):
        return 40 if element.variables & bound.keys() else 4000
    variables = frozenset[str]().union(*(group.variables for group in element.groups))  # type: ignore[union-attr]
    return 50 if variables & bound.keys() else 5000


def _cost_of_triple(pattern: TriplePattern, bound: Terms) -> float:
    subject, predicate, value = (_term(slot, bound) is not None for slot in pattern.slots)
    if not predicate:
        return 20 if subject else 2000 if value else 1e6
    if pattern.repeat:
        return {0: 1e7, 1: 30, 2: 1}[subject + value]
    if subject:
        return 0 if value else 1
    if value:  # a class and a word have many bearers, a thing few
        is_told = isinstance(pattern.object, ox.Variable) and pattern.predicate != _TYPE
        is_thing = isinstance(_term(pattern.object, bound), ox.NamedNode)
        return 5 if is_told and is_thing else 1000
    return 1e5 if pattern.predicate == _TYPE else 3000


def evaluate(clause: str, rows: Sequence[Row]) -> list[Node | None]:
    """What a clause makes of `?made__` for each row; None where it fails, or refuses the row."""
    if not rows:
        return []
    names = sorted(set(_VARIABLE.findall(clause)) - {"made__"})
    known = [name for name in names if any(name in row.terms for row in rows)]
    told = [tuple(row.terms.get(name) for name in known) for row in rows]
    asked = list(dict.fromkeys(told))  # what is told alike is worked out once
    made: dict[tuple[Node | None, ...], Node | None] = {}
    for begin in range(0, len(asked), _CHUNK):
        part = asked[begin : begin + _CHUNK]
        lines = "\n".join(_line(number, terms) for number, terms in enumerate(part))
        heads = " ".join(f"?{name}" for name in ("row__", *known))
        query = f"SELECT ?row__ ?made__ {{ VALUES ({heads}) {{ {lines} }} {clause} }}"
        for row in _ENGINE.query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
            made[part[int(row["row__"].value)]] = row["made__"]
    return [made.get(terms) for terms in told]


def _line(number: int, terms: Iterable[Node | None]) -> str:
    return f"({number} {' '.join('UNDEF' if term is None else str(term) for term in terms)})"
