"""Proofs: each derived triple by its rule from premises, down to what a document asserts.

A premise is asserted, part of the ontology, or proved by an earlier step: no proof has a circle.
What a rule found absent is said beside its premises. `verifying.py` replays proofs without
this module.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.errors import ReasoningError
from ncgraph.graph.identifiers import BASE, FACTS, INFERRED, PREFIXES
from ncgraph.reasoning.band_edges import rows_behind
from ncgraph.reasoning.changes import Reading
from ncgraph.reasoning.matching import fill, partly, solve, unify
from ncgraph.reasoning.parsing import read_group, read_head
from ncgraph.reasoning.patterns import Optional, TriplePattern, UnreadableError
from ncgraph.reasoning.theory import PROCEDURES, is_marked, theory_of
from ncgraph.reasoning.views import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.matching import Row, Terms
    from ncgraph.reasoning.rules import Rule

Fact: TypeAlias = tuple[str, str, str]
"""A triple as N-Triples writes its terms: `<iri>`, `"text"`, `"1"^^<datatype>`."""

_UNBOUND = re.compile(r"!\s*BOUND\s*\(\s*\?(\w+)")
# what a calculation looks at, as a rule would write it
_LOOKED_AT = {
    "alignment_computed": (
        "?sample ncg:coreShellPair ?pair ; ncg:hasLayer ?layer . ?layer ncg:layerRole ?role"
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One application of a rule: `conclusion` follows from `premises` and what is `absent`."""

    rule: str
    reason: str
    basis: str
    conclusion: Fact
    premises: tuple[Fact, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Steps in an order in which each rests on those before it; `goals` were to be shown."""

    goals: tuple[Fact, ...]
    steps: tuple[Step, ...]
    unproved: tuple[Fact, ...] = ()


class Prover:
    """Finds proofs in a graph that was reasoned over.

    Raises:
        ReasoningError: Other rules derived the graph's triples.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._theory = theory_of(graph)
        if not is_marked(graph, self._theory):
            raise ReasoningError(
                "the graph was reasoned over by other rules than these; hint: `ncgraph build`"
            )
        rules = [rule for stratum in self._theory.strata for rule in stratum]
        self._rules = {rule.graph: rule for rule in rules}
        self._view = View(graph.store)
        self._instances: dict[str, dict[ox.Triple, list[Row]]] = {}

    def prove(self, triples: Iterable[ox.Triple]) -> Proof:
        """The proof of some triples; those that are not in the graph, or given, need no step."""
        goals = list(dict.fromkeys(triples))
        steps: dict[ox.Triple, Step] = {}
        failed = [goal for goal in goals if not self._reach(goal, steps, frozenset())]
        return Proof(
            goals=tuple(as_fact(goal) for goal in goals),
            steps=tuple(steps.values()),
            unproved=tuple(as_fact(goal) for goal in failed),
        )

    def prove_all(self) -> Proof:
        """The proof of every derived triple, rule by rule and not triple by triple."""
        goals: list[ox.Triple] = []
        waiting: dict[ox.Triple, list[_Instance]] = defaultdict(list)
        ready: deque[_Instance] = deque()
        for name, rule in self._rules.items():
            known = {quad.triple for quad in self._quads(name)}
            goals += known
            for instance, missing in self._applications(rule, known):
                for premise in missing:
                    waiting[premise].append(instance)
                if not missing:
                    ready.append(instance)
        steps = _order(ready, waiting)
        return Proof(
            goals=tuple(as_fact(goal) for goal in goals),
            steps=tuple(steps.values()),
            unproved=tuple(as_fact(goal) for goal in goals if goal not in steps),
        )

    def _applications(
        self, rule: Rule, known: set[ox.Triple]
    ) -> Iterator[tuple[_Instance, set[ox.Triple]]]:
        """The ways in which a rule makes the triples, each with the premises to be proved first."""
        for triple, rows in self._all_instances(rule, known).items() if known else ():
            for row in rows:
                missing = {each for each in row.used if not self._is_given(each)}
                yield _Instance(rule, triple, row, len(missing)), missing

    def holds(self, triple: ox.Triple) -> bool:
        """Whether a triple is in the graph."""
        return bool(self._view.match(*_parts(triple)))

    def is_derived(self, triple: ox.Triple) -> bool:
        """Whether a triple is in the graph, and only because a rule made it."""
        return self.holds(triple) and not self._is_given(triple)

    def _quads(self, name: str) -> Iterator[ox.Quad]:
        return self._graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name))

    def _graphs_of(self, triple: ox.Triple) -> list[str]:
        quads = self._graph.store.quads_for_pattern(*_parts(triple), None)
        return [q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)]

    def _is_given(self, triple: ox.Triple) -> bool:
        return any(not name.startswith((FACTS, INFERRED)) for name in self._graphs_of(triple))

    def _reach(
        self, triple: ox.Triple, steps: dict[ox.Triple, Step], above: frozenset[ox.Triple]
    ) -> bool:
        """Adds the steps that lead to a triple; no step rests on one that is still being proved."""
        if triple in steps or self._is_given(triple):
            return True
        for name in self._graphs_of(triple):
            rule = self._rules.get(name)
            for row in self._rows(rule, triple) if rule else ():
                open_ = [each for each in row.used if each not in steps]
                if above.isdisjoint(open_) and triple not in open_:
                    inner = above | {triple}
                    if rule and all(self._reach(each, steps, inner) for each in open_):
                        steps[triple] = _step(rule, triple, row)
                        return True
        return False

    def _rows(self, rule: Rule, triple: ox.Triple) -> list[Row]:
        """The ways in which a rule makes a triple."""
        if rule.id in PROCEDURES:
            return self._all_instances(rule, {triple}).get(triple, [])
        reading = Reading(rule)
        found = [terms for each in reading.head if (terms := unify(each, triple)) is not None]
        fitting = [reading.narrow(terms) for terms in found]
        if all(_is_telling(terms) for terms in fitting):
            rows = self._solve(reading, fitting)
            return [row for row in rows if triple in _heads(reading, row)]
        if rule.id not in self._instances:
            self._instances[rule.id] = self._all_instances(rule, None)
        return self._instances[rule.id].get(triple, [])

    def _all_instances(
        self, rule: Rule, wanted: set[ox.Triple] | None
    ) -> dict[ox.Triple, list[Row]]:
        if rule.id in PROCEDURES:
            return self._computed(rule, wanted or set())
        found: dict[ox.Triple, list[Row]] = defaultdict(list)
        reading = Reading(rule)
        for row in self._solve(reading, [{}]):
            for triple in _heads(reading, row):
                if wanted is None or triple in wanted:
                    found[triple].append(row)
        return found

    def _solve(self, reading: Reading, seeds: list[Terms]) -> list[Row]:
        """Solutions in what the rule saw: nothing that later rules made."""
        hidden = self._theory.unsettled(reading.rule)
        stratum = self._theory.strata[self._theory.stratum_of(reading.rule)]
        later = hidden - {rule.graph for rule in stratum}
        view = View(self._graph.store, lambda name: name not in later)
        settled = View(self._graph.store, lambda name: name not in hidden)
        return solve(reading.body, seeds, view, settled if reading.is_sensitive else view)

    def _computed(self, rule: Rule, wanted: set[ox.Triple]) -> dict[ox.Triple, list[Row]]:
        """What a calculation made, with the triples of a sample that it looked at."""
        rows = solve(read_group(_LOOKED_AT[rule.id]), [{}], self._view)
        by_term: dict[object, Row] = {}
        for row in rows:
            by_term.setdefault(row.terms["sample"], row)
            by_term.setdefault(row.terms["pair"], row)
        labels = {
            q.subject: q.object
            for q in self._quads(rule.graph)
            if q.predicate.value == PREFIXES["rdfs"] + "label"
        }
        found = {t: by_term.get(t.subject) or by_term.get(labels.get(t.subject)) for t in wanted}
        return {triple: [_with_numbers(row)] for triple, row in found.items() if row is not None}


def _with_numbers(row: Row) -> Row:
    """The solution with the rows of the table of band edges that its pair was computed from."""
    pair = row.terms["pair"]
    numbers = rows_behind(pair.value) if isinstance(pair, ox.Literal) else ()
    return row._replace(used=(*row.used, *numbers))


class _Instance:
    """A rule that would apply once its missing premises are proved."""

    __slots__ = ("missing", "row", "rule", "triple")

    def __init__(self, rule: Rule, triple: ox.Triple, row: Row, missing: int) -> None:
        self.rule, self.triple, self.row, self.missing = rule, triple, row, missing


def _order(
    ready: deque[_Instance], waiting: dict[ox.Triple, list[_Instance]]
) -> dict[ox.Triple, Step]:
    """The first way to each triple, every one after the triples it rests on."""
    steps: dict[ox.Triple, Step] = {}
    while ready:
        instance = ready.popleft()
        if instance.triple in steps:
            continue
        steps[instance.triple] = _step(instance.rule, instance.triple, instance.row)
        for other in waiting.pop(instance.triple, ()):
            other.missing -= 1
            if other.missing == 0:
                ready.append(other)
    return steps


def triples_behind(graph: KnowledgeGraph, query: str) -> list[list[ox.Triple]]:
    """The triples that each row of a SELECT rests on, in the order of its rows.

    Raises:
        ReasoningError: The query is of a kind that cannot be taken apart.
    """
    match = _selected(query)
    try:
        rows = solve(read_group(match[1]), [{}], View(graph.store))
    except UnreadableError as error:
        raise ReasoningError(f"this query cannot be taken apart: {error}") from error
    grouped: dict[object, list[ox.Triple]] = {}
    for row in rows:
        key = row.terms.get(match[0])
        grouped.setdefault(key, []).extend(row.used)
    return [list(dict.fromkeys(triples)) for triples in grouped.values()]


def find_triple(text: str) -> ox.Triple | None:
    """The triple of three CURIEs, IRIs or literals parted by blanks; None of other texts."""
    try:
        (pattern,) = read_head(text)
    except (UnreadableError, ValueError):
        return None
    return fill(pattern, {})


def _selected(query: str) -> tuple[str, str]:
    """The first variable of a SELECT and the text of its WHERE."""
    start, end = query.find("{"), query.rfind("}")
    names = [word for word in query[:start].split() if word.startswith("?")]
    if start < 0 or not names:
        raise ReasoningError("only a SELECT of variables can be explained")
    return names[0].lstrip("?"), query[start + 1 : end]


def as_fact(triple: ox.Triple) -> Fact:
    """A triple in words of N-Triples."""
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _parts(triple: ox.Triple) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]:
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
        return subject, triple.predicate, value
    raise ReasoningError("a blank node has no proof; hint: give it an IRI")


def _heads(reading: Reading, row: Row) -> set[ox.Triple]:
    return {t for pattern in reading.head if (t := fill(pattern, row.terms)) is not None}


def _is_telling(terms: Terms) -> bool:
    """Whether a rule can start from these terms without going through the whole graph."""
    own = f"{BASE}id/"
    return any(isinstance(t, ox.NamedNode) and t.value.startswith(own) for t in terms.values())


def _step(rule: Rule, triple: ox.Triple, row: Row) -> Step:
    return Step(
        rule=rule.id,
        reason=rule.reason,
        basis=rule.basis.value,
        conclusion=as_fact(triple),
        premises=tuple(as_fact(each) for each in dict.fromkeys(row.used)),
        absent=tuple(
            dict.fromkeys([*(_in_words(each) for each in row.absent), *_not_found(rule, row)])
        ),
    )


def _not_found(rule: Rule, row: Row) -> list[str]:
    """The options that a rule wants to find nothing for: `OPTIONAL {...} FILTER(!BOUND(...))`."""
    unwanted = set(_UNBOUND.findall(rule.body)) - row.terms.keys()
    elements = read_group(rule.body).elements if unwanted else ()
    groups = [element.group for element in elements if isinstance(element, Optional)]
    return [
        _in_words([partly(pattern, row.terms) for pattern in group.triples])
        for group in groups
        if group.variables & unwanted
    ]


def _in_words(patterns: Sequence[TriplePattern]) -> str:
    return " . ".join(" ".join(str(slot) for slot in each.slots) for each in patterns)
