"""The fixpoint: facts out of claims, inferences out of facts, contradictions among both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.errors import ReasoningError
from ncgraph.graph import add_ontology
from ncgraph.graph.identifiers import FACTS, INFERRED, ONTOLOGY_GRAPH, PREFIXES
from ncgraph.graph.terms import to_value
from ncgraph.model import Problem
from ncgraph.pauses import without_pauses
from ncgraph.reasoning.axioms import Axioms
from ncgraph.reasoning.compiling import compile_axioms
from ncgraph.reasoning.rule_records import record_rules
from ncgraph.reasoning.rules import Stage
from ncgraph.reasoning.tables import Tables
from ncgraph.reasoning.theory import PROCEDURES, mark, theory_of
from ncgraph.reasoning.tracing import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.rules import Constraint, Rule

_TYPE = PREFIXES["rdf"] + "type"
_MOST_ROUNDS = 1000  # a chain of inferences this long is a rule that feeds itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """What reasoning added: triples by stage and rule, and the contradictions it found."""

    facts: int
    inferred: int
    rounds: int
    seconds: float
    by_rule: Mapping[str, int]
    clashes: tuple[Problem, ...]
    left_out: tuple[str, ...]


def reason(graph: KnowledgeGraph, written: Sequence[Rule] | None = None) -> Closure:
    """Derives facts and inferences anew; whatever was derived before is dropped first.

    The same claims and the same ontology give the same graph. Each derived triple stands in the
    graph of the rule that derived it first.

    Args:
        graph: A graph that can be written; it gets the bundled ontology if it holds none.
        written: Hand-written rules, by default those of `ontology/rules`.

    Raises:
        ReasoningError: A rule is malformed, or no fixpoint was reached.
    """
    with without_pauses():
        return _close(graph, written)


def _close(graph: KnowledgeGraph, written: Sequence[Rule] | None) -> Closure:
    start = perf_counter()
    if ONTOLOGY_GRAPH not in graph.graphs(ONTOLOGY_GRAPH):
        add_ontology(graph)
    graph.drop(FACTS)
    graph.drop(INFERRED)
    theory = theory_of(graph, written)
    record_rules(graph, theory.written)
    by_rule: dict[str, int] = {}
    fixpoint = _Fixpoint(graph, theory.axioms, by_rule)
    rounds = sum(fixpoint.run(stratum) for stratum in theory.strata)
    mark(graph, theory)
    return Closure(
        facts=theory.count(by_rule, Stage.FACTS),
        inferred=theory.count(by_rule, Stage.INFERRED),
        rounds=rounds,
        clashes=find_clashes(graph, theory.constraints, fixpoint.rows_of, theory.axioms),
        seconds=perf_counter() - start,
        by_rule=dict(sorted(by_rule.items())),
        left_out=theory.left_out,
    )


def find_clashes(
    graph: KnowledgeGraph,
    constraints: Sequence[Constraint] | None = None,
    rows_of: Callable[[Constraint], Iterable[Mapping[str, object]]] | None = None,
    axioms: Axioms | None = None,
) -> tuple[Problem, ...]:
    """The contradictions in a reasoned graph, in words; by default by its own ontology.

    Args:
        graph: The graph; its derived triples must be there.
        constraints: What must not be found.
        rows_of: Where to take the bindings of a constraint from; by default all in the graph.
        axioms: The ontology, if it was read already.
    """
    found = locate_clashes(graph, constraints, rows_of, axioms)
    return tuple(Problem(code="contradiction", message=message) for message in found)


def locate_clashes(
    graph: KnowledgeGraph,
    constraints: Sequence[Constraint] | None = None,
    rows_of: Callable[[Constraint], Iterable[Mapping[str, object]]] | None = None,
    axioms: Axioms | None = None,
) -> dict[str, str]:
    """What `find_clashes` says, sorted, with the IRI of the node that each is about."""
    axioms = axioms or Axioms(graph)
    book = compile_axioms(graph, axioms).constraints if constraints is None else constraints
    nodes: dict[str, str] = {}
    for constraint in book:
        for row in rows_of(constraint) if rows_of else graph.select(constraint.query):
            found = {name: str(row[name]) for name in constraint.variables}
            node = found[constraint.variables[0]]
            if not axioms.is_vocabulary(node):
                described = {name: describe(graph, value) for name, value in found.items()}
                nodes.setdefault(constraint.message.format(**described), node)
    return dict(sorted(nodes.items()))


class _Fixpoint:
    """Runs rules until none finds anything new."""

    def __init__(self, graph: KnowledgeGraph, axioms: Axioms, by_rule: dict[str, int]) -> None:
        self._graph = graph
        self._axioms = axioms
        self._by_rule = by_rule
        self._tables = Tables(graph.store, ())

    def run(self, rules: Sequence[Rule]) -> int:
        """The number of rounds; a rule rests until something appears that its body mentions."""
        if rules and rules[0].id in PROCEDURES:
            self._by_rule[rules[0].id] = PROCEDURES[rules[0].id](self._graph)
            return 1
        self._tables = Tables(self._graph.store, rules, self._axioms.vocabulary)
        active: Iterable[int] = range(len(rules))
        for rounds in range(_MOST_ROUNDS):
            appeared: set[str] = set()
            for index in active:
                appeared |= self._apply(rules[index])
            if not appeared:
                self._tables.write()
                return rounds + 1
            active = [
                index
                for index, rule in enumerate(rules)
                if rule.generic or not appeared.isdisjoint(rule.needs)
            ]
        raise ReasoningError(f"no end after {_MOST_ROUNDS} rounds; hint: a rule feeds itself")

    def rows_of(self, constraint: Constraint) -> Iterable[Mapping[str, object]]:
        """The bindings of a constraint, found in the tables of the last rules where they can be."""
        rows = self._tables.rows(constraint.body, constraint.variables)
        if rows is None:
            return self._graph.select(constraint.query)
        return [{name: to_value(node) for name, node in row.items()} for row in rows]

    def _apply(self, rule: Rule) -> set[str]:
        """Adds what a rule derives; gives the classes and properties of the new triples."""
        made = self._tables.run(rule) if self._tables.can_run(rule) else self._apply_query(rule)
        for count in made.values():
            self._by_rule[rule.id] = self._by_rule.get(rule.id, 0) + count
        return set(made)

    def _apply_query(self, rule: Rule) -> dict[str, int]:
        self._tables.write()
        new = set(self._derive(rule))
        name = ox.NamedNode(rule.graph)
        self._graph.store.bulk_extend(
            ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in new
        )
        self._tables.note(new)
        return Counter(_key(triple) for triple in new)

    def _derive(self, rule: Rule) -> Iterator[ox.Triple]:
        store = self._graph.store
        try:
            found = store.query(rule.query, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise ReasoningError(f"rule {rule.id}: {' '.join(str(error).split())}") from error
        if not isinstance(found, ox.QueryTriples):
            raise ReasoningError(f"rule {rule.id} makes no triples; hint: write a CONSTRUCT")
        for triple in found:
            if not isinstance(triple.subject, ox.NamedNode):
                raise ReasoningError(f"rule {rule.id} makes a blank node; hint: BIND an IRI")
            known = not rule.guarded and any(
                store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            )
            if not known and not self._axioms.is_vocabulary(triple.subject.value):
                yield triple


def _key(triple: ox.Triple) -> str:
    if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode):
        return triple.object.value
    return triple.predicate.value
