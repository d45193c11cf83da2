"""Rules of plain patterns, run over sets in memory from what is new alone.

The engine runs a rule over the whole graph each time, and looks every result up again. A plain rule
(triple patterns with a known class or property, unions of them, tables of words) is instead run
from the triples that have come since it ran last, over sets of the few classes and properties that
such rules mention. What it gives, and which rule gives it first, is the same.
"""

from __future__ import annotations

import contextlib
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.errors import ReasoningError
from ncgraph.reasoning.patterns import UnreadableError
from ncgraph.reasoning.plain import TYPE, Branch, Key, Node, Pattern, Plan, read_branches, read_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ncgraph.reasoning.conditions import Condition
    from ncgraph.reasoning.rules import Rule

_Getter: TypeAlias = "Callable[[tuple[int, ...]], int]"
Rows: TypeAlias = list[tuple[int, ...]]


class Numbers:
    """A number for each term, by which rows are compared; terms are met in many rows."""

    def __init__(self) -> None:
        self.by_term: dict[Node, int] = {}
        self._terms: list[Node] = []

    def of(self, term: Node) -> int:
        """The number of a term, from now on."""
        return self.by_term.setdefault(term, len(self.by_term))

    @property
    def terms(self) -> list[Node]:
        """All terms, each at its number."""
        if len(self._terms) < len(self.by_term):
            self._terms = list(self.by_term)
        return self._terms


class Members:
    """The members of one class, in the order in which they came."""

    def __init__(self, store: ox.Store, key: Key, numbers: Numbers) -> None:
        known = numbers.by_term
        number = known.setdefault
        quads = store.quads_for_pattern(None, TYPE, key.iri, None)
        found = dict.fromkeys((number(quad.subject, len(known)),) for quad in quads)  # type: ignore[arg-type]
        self.log: Rows = list(found)
        self.known = set(self.log)

    def add(self, found: Iterable[tuple[int, ...]]) -> None:
        """Notes new ones."""
        self.log += found
        self.known.update(found)


class Pairs:
    """What one property relates, in the order in which it came; indexed when first asked for."""

    def __init__(self, store: ox.Store, key: Key, numbers: Numbers) -> None:
        known = numbers.by_term
        number = known.setdefault
        quads = store.quads_for_pattern(None, key.iri, None, None)
        found = dict.fromkeys(
            (number(quad.subject, len(known)), number(quad.object, len(known)))  # type: ignore[arg-type]
            for quad in quads
        )
        self.log: Rows = list(found)

    @cached_property
    def known(self) -> set[tuple[int, ...]]:
        """The pairs as a set."""
        return set(self.log)

    @cached_property
    def objects(self) -> dict[int, list[int]]:
        """Objects by subject."""
        found: dict[int, list[int]] = {}
        for subject, value in self.log:
            found.setdefault(subject, []).append(value)
        return found

    @cached_property
    def subjects(self) -> dict[int, list[int]]:
        """Subjects by object."""
        found: dict[int, list[int]] = {}
        for subject, value in self.log:
            found.setdefault(value, []).append(subject)
        return found

    def add(self, found: Iterable[tuple[int, ...]]) -> None:
        """Notes new ones, in each index that there is."""
        self.log += found
        made = vars(self)
        if "known" in made:
            self.known.update(found)
        for subject, value in found:
            if "objects" in made:
                self.objects.setdefault(subject, []).append(value)
            if "subjects" in made:
                self.subjects.setdefault(value, []).append(subject)


class Tables:
    """Runs plain rules; what they make is in the tables at once, and waits for the store."""

    def __init__(
        self, store: ox.Store, rules: Iterable[Rule], vocabulary: frozenset[str] = frozenset()
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._numbers = Numbers()
        self._is_data: dict[int, bool] = {}
        self._tables: dict[Key, Members | Pairs] = {}
        self._plans: dict[str, Plan] = {}
        self._waiting: list[ox.Quad] = []
        for rule in rules:
            with contextlib.suppress(UnreadableError):
                self._plans[rule.id] = read_plan(rule)
        for plan in self._plans.values():
            for pattern in (plan.head, *(p for b in plan.branches for p in b.patterns)):
                self._table(pattern.key)

    def can_run(self, rule: Rule) -> bool:
        """Whether a rule is plain."""
        return rule.id in self._plans

    def run(self, rule: Rule) -> dict[str, int]:
        """Adds what a plain rule makes of what is new to it; counts it by class or property.

        Raises:
            ReasoningError: It concludes something of a blank node.
        """
        plan = self._plans[rule.id]
        key, target = plan.head.key, self._tables[plan.head.key]
        found = [each for each in self._found(plan) - target.known if self._is_about_data(each[0])]
        if not found:
            return {}
        target.add(found)
        name, terms = ox.NamedNode(rule.graph), self._numbers.terms
        if key.is_class:
            self._waiting += [ox.Quad(terms[each[0]], TYPE, key.iri, name) for each in found]  # type: ignore[arg-type]
        else:
            self._waiting += [
                ox.Quad(terms[subject], key.iri, terms[value], name)  # type: ignore[arg-type]
                for subject, value in found
            ]
        return {key.iri.value: len(found)}

    def note(self, triples: Iterable[ox.Triple]) -> None:
        """Takes up what a rule made that is not plain."""
        number = self._numbers.of
        by_key: dict[Key, list[tuple[int, ...]]] = {}
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if predicate == TYPE and isinstance(value, ox.NamedNode):
                by_key.setdefault(Key(value, True), []).append((number(subject),))  # type: ignore[arg-type]
            else:
                by_key.setdefault(Key(predicate, False), []).append(
                    (number(subject), number(value))  # type: ignore[arg-type]
                )
        for key, found in by_key.items():
            if key in self._tables:
                self._tables[key].add([x for x in found if x not in self._tables[key].known])

    def write(self) -> None:
        """Brings the store up to date."""
        if self._waiting:
            self._store.bulk_extend(self._waiting)
            self._waiting = []

    def rows(self, body: str, variables: Sequence[str]) -> list[dict[str, Node]] | None:
        """The distinct bindings of a body, which is None where the engine must find them."""
        found: dict[tuple[Node, ...], None] = {}
        try:
            for branch in read_branches(body):
                found.update(dict.fromkeys(self._rows(branch, variables)))
        except UnreadableError:
            return None
        return [dict(zip(variables, row, strict=True)) for row in found]

    def _rows(self, branch: Branch, variables: Sequence[str]) -> list[tuple[Node, ...]]:
        for pattern in branch.patterns:
            self._table(pattern.key)
        if any(self._has_one_each(branch, condition) for condition in branch.conditions):
            return []
        start = self._shortest(branch)
        rows, places = self._join(branch, start, self._tables[start.key].log)
        for condition in branch.conditions:
            rows = condition.choose(rows, places, self._numbers.terms) if rows else rows
        wanted = [places[name] for name in variables] if rows else []
        terms = self._numbers.terms
        return [tuple(terms[row[place]] for place in wanted) for row in rows]

    def _has_one_each(self, branch: Branch, condition: Condition) -> bool:
        """Whether two values are asked for of a property of which each thing has one."""
        if condition.apart is None:
            return False
        asked = [each for each in branch.patterns if each.object in condition.apart]
        is_twice = len(asked) == 2 and asked[0].key == asked[1].key
        if not is_twice or asked[0].subject != asked[1].subject or asked[0].key.is_class:
            return False
        log = self._tables[asked[0].key].log
        return len({row[0] for row in log}) == len(log)

    def _is_about_data(self, number: int) -> bool:
        if number not in self._is_data:
            subject = self._numbers.terms[number]
            if not isinstance(subject, Node):
                raise ReasoningError("a rule says something of a blank node; hint: give it an IRI")
            is_thing = isinstance(subject, ox.NamedNode)
            self._is_data[number] = is_thing and subject.value not in self._vocabulary
        return self._is_data[number]

    def _table(self, key: Key) -> Members | Pairs:
        if key not in self._tables:
            self.write()
            kind = Members if key.is_class else Pairs
            self._tables[key] = kind(self._store, key, self._numbers)
        return self._tables[key]

    def _found(self, plan: Plan) -> set[tuple[int, ...]]:
        """What a rule makes of what it has not seen."""
        keys = {pattern.key for branch in plan.branches for pattern in branch.patterns}
        sizes = {key: len(self._tables[key].log) for key in keys}
        seen, plan.seen = plan.seen, sizes
        made: set[tuple[int, ...]] = set()
        for branch in plan.branches:
            starts = [self._shortest(branch)] if seen is None else branch.patterns
            for start in starts:
                since = seen[start.key] if seen else 0
                if since < sizes[start.key]:
                    fresh = (
                        self._tables[start.key].log[since:]
                        if since
                        else self._tables[start.key].log
                    )
                    rows, places = self._join(branch, start, fresh)
                    made |= _project(rows, [self._getter(end, places) for end in plan.head.ends])
        return made

    def _shortest(self, branch: Branch) -> Pattern:
        return min(branch.patterns, key=lambda each: len(self._tables[each.key].log))

    def _join(
        self, branch: Branch, start: Pattern, fresh: Sequence[tuple[int, ...]]
    ) -> tuple[Rows, dict[str, int]]:
        """The solutions in which the pattern `start` is one of `fresh`; places of variables."""
        rows, places = self._begin(start, fresh)
        rows = self._choose(branch, rows, places, frozenset())
        waiting = [pattern for pattern in branch.patterns if pattern is not start]
        while waiting and rows:
            known = frozenset(places)
            best = max(waiting, key=lambda each: _bound(each, known))
            waiting.remove(best)
            rows = self._extend(best, rows, places)
            rows = self._choose(branch, rows, places, known)
        return rows, places

    def _extend(self, pattern: Pattern, rows: Rows, places: dict[str, int]) -> Rows:
        """Rows with what a pattern adds to them; `places` grows with them."""
        table = self._tables[pattern.key]
        subject, value = pattern.subject, pattern.object
        if isinstance(table, Members):
            one = self._getter(subject, places)
            return [row for row in rows if (one(row),) in table.known]
        if _is_known(subject, places):
            one = self._getter(subject, places)
            if _is_known(value, places):
                other = self._getter(value, places)
                return [row for row in rows if (one(row), other(row)) in table.known]
            places[str(value)] = len(places)
            objects = table.objects
            return [(*row, each) for row in rows for each in objects.get(one(row), ())]
        other = self._getter(value, places)
        places[str(subject)] = len(places)
        subjects = table.subjects
        return [(*row, each) for row in rows for each in subjects.get(other(row), ())]

    def _begin(
        self, pattern: Pattern, fresh: Sequence[tuple[int, ...]]
    ) -> tuple[Rows, dict[str, int]]:
        """The rows of one pattern, and the places of its variables in them."""
        ends = pattern.ends
        names = [end for end in ends if isinstance(end, str)]
        if len(set(names)) == len(ends):
            return list(fresh), {name: place for place, name in enumerate(names)}
        fixed = [
            (place, self._numbers.of(end))
            for place, end in enumerate(ends)
            if not isinstance(end, str)
        ]
        rows = [row for row in fresh if all(row[place] == term for place, term in fixed)]
        if len(names) == 2:  # one variable twice
            return [row[:1] for row in rows if row[0] == row[1]], {names[0]: 0}
        places = [place for place, end in enumerate(ends) if isinstance(end, str)]
        return [tuple(row[place] for place in places) for row in rows], dict.fromkeys(names, 0)

    def _choose(
        self, branch: Branch, rows: Rows, places: dict[str, int], before: frozenset[str]
    ) -> Rows:
        """Rows in which the variables that were bound last are among their words."""
        for name, words in branch.words:
            if name in places and name not in before:
                place, wanted = places[name], set(map(self._numbers.of, words))
                rows = [row for row in rows if row[place] in wanted]
        return rows

    def _getter(self, slot: str | Node, places: dict[str, int]) -> _Getter:
        if isinstance(slot, str):
            return itemgetter(places[slot])
        number = self._numbers.of(slot)
        return lambda _: number


def _project(rows: Rows, getters: Sequence[_Getter]) -> set[tuple[int, ...]]:
    if len(getters) == 1:
        return {(getters[0](row),) for row in rows}
    return {tuple(get(row) for get in getters) for row in rows}


def _is_known(slot: str | Node, places: Mapping[str, int] | frozenset[str]) -> bool:
    return not isinstance(slot, str) or slot in places


def _bound(pattern: Pattern, known: frozenset[str]) -> float:
    """How much of a pattern is known: the most first, and a test before a join."""
    ends = [_is_known(end, known) for end in pattern.ends]
    return sum(ends) / len(ends)
