"""From which rows a rule may still make what lost a ground, or derive again what was deleted."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.reasoning.changes import Changed, Reading, unique
from ncgraph.reasoning.matching import partly, unify
from ncgraph.reasoning.patterns import Group, TriplePattern, Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.reasoning.axioms import Axioms
    from ncgraph.reasoning.matching import Terms
    from ncgraph.reasoning.patterns import Element
    from ncgraph.reasoning.views import Node, View


_WITNESSES = 2


def lost_rows(
    reading: Reading, gone: Changed, touched: Iterable[Node], fitting: Fitting
) -> list[Terms]:
    """Rows from which a rule could make a triple that is gone.

    Rules that make the same name make it of the same things: these stand in what was deleted, or in
    the rows that deleted it (`touched`).
    """
    if not fitting.may_hold(reading.body):
        return []
    found: list[Terms] = []
    apt: dict[str, list[Node]] = {}
    for pattern in reading.head:
        lost = [
            reading.narrow(terms)
            for terms in gone.of_pattern(pattern)
            if reading.may_name(pattern, terms)
        ]
        for terms in unique(lost):
            makers = [name for name in reading.makers(pattern) if name not in terms]
            is_told = any(not fitting.is_common(term) for term in terms.values())
            if is_told or not makers:
                found.append(terms)
            else:
                name = makers[0]
                if name not in apt:
                    apt[name] = [term for term in touched if fitting.fits(reading, name, term)]
                found += [{**terms, name: term} for term in apt[name]]
    return fitting.possible(reading, found)


def witness_rows(
    reading: Reading, threatened: Iterable[tuple[TriplePattern, ox.Triple]], store: ox.Store
) -> list[Terms]:
    """Rows by which a rule made something else along with what has lost a ground.

    What many things share, a rule makes of each of them, beside a triple that is of that one thing
    alone: the few of these that are looked up tell at once what else the shared triple rests on.
    """
    doomed = {triple for _, triple in threatened}
    found = []
    for pattern, triple in threatened:
        terms = unify(pattern, triple) or {}
        for other in reading.head:
            asked = partly(other, terms)
            if other is not pattern and asked != other and asked.variables:
                beside = (each for each in _made(reading, asked, store) if each not in doomed)
                told = (unify(other, each) or {} for each in islice(beside, _WITNESSES))
                found += [reading.narrow(each) for each in told]
    return unique(terms for terms in found if terms)


def _made(reading: Reading, asked: TriplePattern, store: ox.Store) -> Iterator[ox.Triple]:
    """What a rule made that a pattern asks for."""
    subject, predicate, value = (
        None if isinstance(slot, ox.Variable) else slot for slot in asked.slots
    )
    if not (isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal)):
        for quad in store.quads_for_pattern(subject, predicate, value, reading.graph):
            yield quad.triple


class Fitting:
    """Which terms fit, each by itself, every triple that a rule requires."""

    def __init__(self, view: View, axioms: Axioms) -> None:
        self._view = view
        self._axioms = axioms
        self._there: dict[Node, bool] = {}
        self._found: dict[tuple[object, ...], bool] = {}
        self._known: dict[tuple[Reading, str], dict[Node, bool]] = defaultdict(dict)

    def fits(self, reading: Reading, name: str, term: Node) -> bool:
        """Whether a variable of a rule could have that term; an object property has no word."""
        known = self._known[reading, name]
        if not self.is_there(term):
            return False
        if term not in known:
            asked = [
                partly(pattern, {name: term})
                for pattern in reading.required
                if name in pattern.variables and not pattern.repeat
            ]  # what a thing has is few, what has it may be many
            asked.sort(key=lambda pattern: isinstance(pattern.subject, ox.Variable))
            known[term] = all(map(self._holds, asked))
        return known[term]

    def may_hold(self, group: Group) -> bool:
        """Whether each triple that a group requires has a like in the graph, taken by itself."""
        return all(map(self._may_hold, group.elements))

    def _may_hold(self, element: Element) -> bool:
        if isinstance(element, TriplePattern):
            return bool(element.repeat) or self._holds(element)
        if isinstance(element, Union):
            return any(map(self.may_hold, element.groups))
        return not isinstance(element, Group) or self.may_hold(element)

    def is_there(self, term: Node) -> bool:
        """Whether the graph still has a term."""
        if term not in self._there:
            self._there[term] = self._view.mentions(term)
        return self._there[term]

    def _holds(self, asked: TriplePattern) -> bool:
        slots = tuple(None if isinstance(slot, ox.Variable) else slot for slot in asked.slots)
        if slots not in self._found:
            is_word = isinstance(slots[2], ox.Literal)
            is_wrong = is_word and self._axioms.is_object_property(asked.predicate.value)
            self._found[slots] = not is_wrong and self._view.has(asked)
        return self._found[slots]

    def possible(self, reading: Reading, rows: Iterable[Terms]) -> list[Terms]:
        """The rows all of whose terms fit; what many things share is not looked for."""
        return [
            row
            for row in rows
            if all(
                self.fits(reading, name, term)
                for name, term in row.items()
                if not self.is_common(term)
            )
        ]

    def is_common(self, term: Node) -> bool:
        """Whether many things share a term, so that it says little of any."""
        return isinstance(term, ox.Literal) or self._axioms.is_vocabulary(term.value)
