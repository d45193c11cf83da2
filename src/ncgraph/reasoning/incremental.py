"""The closure after a change: what new triples add and what removed ones take with them.

Rules run from the changed triples alone (semi-naive), stratum by stratum. Removal deletes what
rests on a removed triple, then derives again what has other grounds (delete and rederive). The
graph as it was stays in sight until the end: what was removed waits in graphs of its own.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph.identifiers import ASSERTED, FACTS, GRAPHS, INFERRED, escape
from ncgraph.graph.terms import to_value
from ncgraph.pauses import without_pauses
from ncgraph.reasoning.changes import Changed, Reading, keys_of, parts, read_cases, unique
from ncgraph.reasoning.closure import Closure, find_clashes, reason
from ncgraph.reasoning.matching import fill, solve
from ncgraph.reasoning.parsing import read_group
from ncgraph.reasoning.patterns import Group, UnreadableError
from ncgraph.reasoning.rederiving import Fitting, lost_rows, witness_rows
from ncgraph.reasoning.rules import Stage
from ncgraph.reasoning.theory import PROCEDURES, is_marked, theory_of
from ncgraph.reasoning.views import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.matching import Row, Terms
    from ncgraph.reasoning.patterns import TriplePattern
    from ncgraph.reasoning.rules import Constraint, Rule
    from ncgraph.reasoning.theory import Theory
    from ncgraph.reasoning.views import Node

_GONE = f"{GRAPHS}gone/"  # before the name of the graph that a removed triple stood in
_ALTERNATIVES = 200  # other grounds that are tried before a triple is deleted and derived again
_Triples = frozenset[ox.Triple]


def asserted_by(graph: KnowledgeGraph, documents: Iterable[str]) -> dict[str, _Triples]:
    """What documents assert, by the names of their graphs; to be taken before a change."""
    names = [ASSERTED + escape(document) for document in documents]
    return {name: _triples_in(graph, name) for name in names}


def revise(graph: KnowledgeGraph, before: Mapping[str, _Triples]) -> Closure:
    """Brings facts and inferences up to date with documents that were added, changed or removed.

    The triples are those of `reason`, at a cost that goes with the change. Counts and clashes are
    of what the change brought. Where the graph was reasoned over by other rules, or by none, or
    where a rule cannot be run from a few triples, everything is derived anew.

    Args:
        graph: The documents as they are now, and what was derived from them as they were.
        before: `asserted_by` of the documents, taken before the change.

    Raises:
        ReasoningError: A rule is malformed, or no fixpoint was reached.
    """
    with without_pauses():
        return _bring_up_to_date(graph, before)


def _bring_up_to_date(graph: KnowledgeGraph, before: Mapping[str, _Triples]) -> Closure:
    start = perf_counter()
    theory = theory_of(graph)
    known = {rule.graph for stratum in theory.strata for rule in stratum}
    derived = {*graph.graphs(FACTS), *graph.graphs(INFERRED)}
    if not (is_marked(graph, theory) and derived <= known):
        return reason(graph)
    try:
        revision = _Revision(graph, theory, before)
        rounds = revision.run()
    except UnreadableError:
        return reason(graph)
    return Closure(
        facts=theory.count(revision.by_rule, Stage.FACTS),
        inferred=theory.count(revision.by_rule, Stage.INFERRED),
        rounds=rounds,
        clashes=find_clashes(graph, theory.constraints, revision.rows_of, theory.axioms),
        seconds=perf_counter() - start,
        by_rule=dict(sorted(revision.by_rule.items())),
        left_out=theory.left_out,
    )


class _Revision:
    def __init__(
        self, graph: KnowledgeGraph, theory: Theory, before: Mapping[str, _Triples]
    ) -> None:
        self._graph = graph
        self._store = graph.store
        self._theory = theory
        self._axioms = theory.axioms
        self._added, self._gone = Changed(), Changed()
        self._touched: dict[Node, None] = {}  # terms of what went, and of the rows it went by
        rules = chain.from_iterable(theory.strata)
        cases = (case for rule in rules if rule.body for case in read_cases(rule))
        self._read = frozenset[str]().union(*(case.keys for case in cases))  # by any rule
        self._weaker: dict[str, frozenset[str]] = {}
        self.by_rule: dict[str, int] = {}
        self._note(before)
        self._new = self._settled = self._sees(frozenset())
        self._old = self._settled_then = self._saw(frozenset())

    def run(self) -> int:
        """The number of rounds."""
        rounds = 0
        try:
            for stratum in self._theory.strata if self._added.all or self._gone.all else ():
                if stratum[0].id in PROCEDURES:
                    self._repeat(stratum[0])
                else:
                    rounds += self._revise(stratum)
        finally:
            for name in self._graph.graphs(_GONE):
                self._store.remove_graph(ox.NamedNode(name))
        return rounds

    def rows_of(self, constraint: Constraint) -> list[dict[str, object]]:
        """The bindings of a constraint in which something new has a part."""
        try:
            body = read_group(constraint.body)
        except UnreadableError:
            return [dict(row) for row in self._graph.select(constraint.query)]
        options = chain.from_iterable(group.triples for group in body.contexts)
        rows = solve(body, self._added.seeds((*body.triples, *options)), self._new)
        found = [
            {name: to_value(row.terms[name]) for name in constraint.variables if name in row.terms}
            for row in rows
        ]
        return [dict(entry) for entry in dict.fromkeys(tuple(each.items()) for each in found)]

    def _note(self, before: Mapping[str, _Triples]) -> None:
        was = frozenset[ox.Triple]().union(*before.values())
        for name, old in before.items():
            now = _triples_in(self._graph, name)
            for triple in now - was:
                derived = [each for each in self._graphs_of(triple) if each != name]
                for each in derived:
                    if each.startswith((FACTS, INFERRED)):  # said now, no longer only derived
                        self._store.remove(_quad(triple, each))
                if not derived:
                    self._added.add(triple)
            for triple in old - now:
                if not self._graphs_of(triple):
                    self._lose(triple, name)

    def _lose(self, triple: ox.Triple, name: str) -> None:
        self._store.add(_quad(triple, _GONE + name))
        self._gone.add(triple)
        if not self._read.isdisjoint(keys_of(triple)):
            self._touch(triple.subject, triple.object)

    def _touch(self, *terms: object) -> None:
        for term in terms:
            is_name = isinstance(term, ox.NamedNode) and not self._axioms.is_vocabulary(term.value)
            if is_name or isinstance(term, ox.Literal):
                self._touched[term] = None  # type: ignore[index] # of these two types

    def _graphs_of(self, triple: ox.Triple) -> list[str]:
        quads = self._store.quads_for_pattern(*parts(triple), None)
        names = [quad.graph_name for quad in quads]
        return [n.value for n in names if isinstance(n, ox.NamedNode) and _is_there(n.value)]

    def _repeat(self, rule: Rule) -> None:
        """Runs a calculation again, and notes what is different."""
        old = _triples_in(self._graph, rule.graph)
        with self._gone_out_of_sight():
            self.by_rule[rule.id] = PROCEDURES[rule.id](self._graph)
        now = _triples_in(self._graph, rule.graph)
        for triple in old - now:
            if not self._graphs_of(triple):
                self._lose(triple, rule.graph)
        for triple in now - old:
            if triple in self._gone.all:
                self._restore(triple)
            else:
                self._added.add(triple)

    @contextmanager
    def _gone_out_of_sight(self) -> Iterator[None]:
        names = [ox.NamedNode(name) for name in self._graph.graphs(_GONE)]
        quads = [q for n in names for q in self._store.quads_for_pattern(None, None, None, n)]
        for name in names:
            self._store.remove_graph(name)
        yield
        self._store.bulk_extend(quads)

    def _revise(self, rules: Sequence[Rule]) -> int:
        stratum = [case for rule in rules if rule.body for case in read_cases(rule)]
        hidden = self._theory.unsettled(rules[0])
        later = hidden - {rule.graph for rule in rules}
        # of rules that make the same, the first keeps it; rules of facts do not wait for each other
        self._weaker = {
            rule.id: later.union(each.graph for each in rules[number:])
            if rule.stage is Stage.FACTS
            else later
            for number, rule in enumerate(rules, start=1)
        }
        self._new, self._settled = self._sees(later), self._sees(hidden)
        self._old, self._settled_then = self._saw(later), self._saw(hidden)
        freed = [self._seeds(each, self._gone, self._old) for each in stratum]
        return self._retract(stratum, freed) + self._derive(stratum, freed)

    def _sees(self, hidden: frozenset[str]) -> View:
        """The graph as it is, without what some rules derived."""
        return View(self._store, lambda name: _is_there(name) and name not in hidden)

    def _saw(self, hidden: frozenset[str]) -> View:
        """The graph as it was."""
        is_seen = lambda name: name.removeprefix(_GONE) not in hidden  # noqa: E731 - a view's filter
        return View(self._store, is_seen, self._added.all)

    def _seeds(self, reading: Reading, changed: Changed, view: View) -> list[Terms]:
        """From which rows a change can alter what a rule makes, seen where the change is."""
        if changed.is_foreign(reading.keys):
            return []
        found = list(chain.from_iterable(map(changed.of_pattern, reading.required)))
        for group in reading.body.contexts:  # with what it is tied to
            seeds = changed.seeds(group.triples)
            rows = solve(Group(group.triples), seeds, view) if seeds else ()
            found += [reading.narrow(row.terms) for row in rows]
        return found

    def _retract(self, stratum: Sequence[Reading], freed: Sequence[list[Terms]]) -> int:
        """Deletes what this stratum had from what is gone, or by the absence of what has come."""
        first = [
            self._seeds(each, self._added, self._new) for each in stratum if each.body.contexts
        ]
        fresh, rounds = self._gone, 0
        while fresh.all or (rounds == 0 and any(first)):
            deleted = Changed()
            for reading, told in zip(stratum, freed, strict=True):
                seeds = self._seeds(reading, fresh, self._old) if rounds else list(told)
                if rounds == 0 and reading.body.contexts:
                    seeds += first.pop(0)
                tests = self._settled_then if reading.is_sensitive else self._old
                rows = solve(reading.body, unique(seeds), self._old, tests) if seeds else []
                kept = self._otherwise(reading, rows) if rows else set()
                for row in rows:
                    self._delete(reading, row, kept, deleted)
            fresh = deleted
            rounds += 1
        return rounds

    def _otherwise(self, reading: Reading, rows: Iterable[Row]) -> set[ox.Triple]:
        """What a rule still makes of other things, all of which are settled before its stratum."""
        threatened = {
            (pattern, triple): row
            for row in rows
            for pattern in reading.head
            if (triple := self._own(reading, pattern, row)) is not None
        }
        kept = self._made(reading, witness_rows(reading, threatened, self._store))
        seeds = unique(
            {name: row.terms[name] for name in reading.makers(pattern) if name in row.terms}
            for (pattern, triple), row in threatened.items()
            if triple not in kept
        )
        return kept | self._made(reading, seeds)

    def _made(self, reading: Reading, seeds: Sequence[Terms]) -> set[ox.Triple]:
        found = solve(reading.body, seeds, self._settled, most=_ALTERNATIVES) if seeds else ()
        return {t for row in found for each in reading.head if (t := fill(each, row.terms))}

    def _own(self, reading: Reading, pattern: TriplePattern, row: Row) -> ox.Triple | None:
        """A triple of a row that stands as this rule's, not as another's that made it first."""
        triple = fill(pattern, row.terms)
        is_own = triple is not None and _quad(triple, reading.graph) in self._store
        return triple if is_own else None

    def _delete(self, reading: Reading, row: Row, kept: set[ox.Triple], deleted: Changed) -> None:
        for pattern in reading.head:
            triple = self._own(reading, pattern, row)
            if triple is None or triple in kept:
                continue
            self._store.remove(_quad(triple, reading.graph))
            self._store.add(_quad(triple, _GONE + reading.graph.value))
            self._gone.add(triple)
            deleted.add(triple)
            self._touch(triple.subject, triple.object, *row.terms.values())

    def _derive(self, stratum: Sequence[Reading], freed: Sequence[list[Terms]]) -> int:
        fitting = Fitting(self._new, self._axioms)
        touched = [term for term in self._touched if fitting.is_there(term)]
        first = [
            lost_rows(reading, self._gone, touched, fitting) + fitting.possible(reading, rows)
            for reading, rows in zip(stratum, freed, strict=True)
        ]
        rounds, before, fresh = 0, self._added, Changed()
        while rounds == 0 or before.all:
            for index, reading in enumerate(stratum):
                seeds = self._seeds(reading, before, self._new)
                seeds += self._seeds(reading, fresh, self._new)
                if rounds == 0:
                    seeds += first[index]
                tests = self._settled if reading.is_sensitive else self._new
                for row in solve(reading.body, unique(seeds), self._new, tests) if seeds else ():
                    self._add(reading, row, fresh)
            before, fresh = fresh, Changed()
            rounds += 1
        return rounds

    def _add(self, reading: Reading, row: Row, fresh: Changed) -> None:
        for triple in filter(None, (fill(each, row.terms) for each in reading.head)):
            if self._axioms.is_vocabulary(parts(triple)[0].value):
                continue
            graphs = self._graphs_of(triple)
            if graphs and not self._weaker[reading.rule.id].issuperset(graphs):
                continue
            self._store.add(_quad(triple, reading.graph))
            if graphs:  # known, but from a rule that comes after this one
                for each in graphs:
                    self._store.remove(_quad(triple, each))
                continue
            self.by_rule[reading.rule.id] = self.by_rule.get(reading.rule.id, 0) + 1
            fresh.add(triple)
            if triple in self._gone.all:
                self._restore(triple)
            else:
                self._added.add(triple)

    def _restore(self, triple: ox.Triple) -> None:
        """A triple is there again: for what comes next nothing has changed."""
        self._gone.discard(triple)
        for quad in list(self._store.quads_for_pattern(*parts(triple), None)):
            name = quad.graph_name
            if isinstance(name, ox.NamedNode) and not _is_there(name.value):
                self._store.remove(quad)


def _is_there(graph: str) -> bool:
    return not graph.startswith(_GONE)


def _triples_in(graph: KnowledgeGraph, name: str) -> _Triples:
    quads = graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name))
    return frozenset(quad.triple for quad in quads)


def _quad(triple: ox.Triple, graph: str | ox.NamedNode) -> ox.Quad:
    name = ox.NamedNode(graph) if isinstance(graph, str) else graph
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
