"""Replays proofs against what documents and ontology assert, and nothing else.

It shares no step with the prover: a rule is run as it is written, by the engine, on a store that
holds the stated premises alone, and must give the conclusion. Rules that ask for what is absent or
optional are also run on a graph derived afresh, stratum by stratum, from what is asserted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph import KnowledgeGraph
from ncgraph.graph.identifiers import FACTS, INFERRED, PREFIXES
from ncgraph.reasoning.theory import PROCEDURES, theory_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.reasoning.explanation import Fact, Proof, Step
    from ncgraph.reasoning.rules import Rule

_SENSITIVE = re.compile(r"\b(EXISTS|OPTIONAL|MINUS)\b")
_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many conclusions were replayed, and why the others were refused."""

    verified: int
    refused: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Whether nothing was refused."""
        return not self.refused


def verify(graph: KnowledgeGraph, proof: Proof) -> Verdict:
    """Checks every step of a proof: a rule of ours, premises given or shown before, no circle.

    Args:
        graph: The graph; of its triples only the asserted ones and the ontology are looked at.
        proof: The proof, in the order of its steps.
    """
    verifier = _Verifier(graph)
    refused: list[str] = []
    for number, step in enumerate(proof.steps, start=1):
        problem = verifier.find_fault(step)
        if problem:
            refused.append(f"step {number} ({step.rule}): {problem}")
        else:
            verifier.accept(step)
    refused += [
        f"goal {_spell(goal)}: no accepted step concludes it, and nothing asserts it"
        for goal in proof.goals
        if not verifier.is_known(goal)
    ]
    return Verdict(verified=len(proof.steps) - _steps(refused), refused=tuple(refused))


def _steps(refused: Iterable[str]) -> int:
    return sum(1 for each in refused if each.startswith("step "))


class _Verifier:
    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._theory = theory_of(graph)
        self._rules = {rule.id: rule for stratum in self._theory.strata for rule in stratum}
        self._shown: set[Fact] = set()
        self._terms: dict[str, ox.NamedNode | ox.Literal] = {}
        self._replayed: KnowledgeGraph | None = None
        self._settled = -1  # the last stratum that was derived afresh
        self._makes: dict[str, set[Fact]] = {}
        self._made: dict[tuple[str, tuple[Fact, ...]], set[Fact]] = {}

    def accept(self, step: Step) -> None:
        """Takes a conclusion for shown."""
        self._shown.add(step.conclusion)

    def is_known(self, fact: Fact) -> bool:
        """Whether a fact is asserted, or was shown."""
        return fact in self._shown or self._is_given(fact)

    def find_fault(self, step: Step) -> str | None:
        """What is wrong with a step, or None."""
        rule = self._rules.get(step.rule)
        if rule is None:
            return "there is no such rule"
        if (step.reason, step.basis) != (rule.reason, rule.basis.value):
            return "the rule has another reason, or rests on something else"
        try:
            for premise in step.premises:
                if not self.is_known(premise):
                    return f"it rests on {_spell(premise)}, neither asserted nor shown before it"
            if rule.id not in PROCEDURES and not self._follows(rule, step):
                return f"{_spell(step.conclusion)} does not follow from its premises"
        except (ValueError, SyntaxError) as error:
            return f"it is no triple: {error}"
        if _SENSITIVE.search(rule.body) or rule.id in PROCEDURES:
            return self._find_fault_of_absence(rule, step)
        return None

    def _follows(self, rule: Rule, step: Step) -> bool:
        key = (rule.id, step.premises)
        if key not in self._made:  # what one sentence says often gives several conclusions
            store = ox.Store()
            store.extend(self._quad(premise) for premise in step.premises)
            self._made[key] = _run(rule, store)
        return step.conclusion in self._made[key]

    def _find_fault_of_absence(self, rule: Rule, step: Step) -> str | None:
        replayed = self._replay_before(rule)
        if rule.id not in self._makes:
            self._makes[rule.id] = self._made_afresh(rule, replayed)
        if step.conclusion in self._makes[rule.id]:
            return None
        if rule.id not in PROCEDURES:  # premises of its own stratum are not yet in that graph
            extra = [q for q in map(self._quad, step.premises) if q not in replayed.store]
            replayed.store.extend(extra)
            made = _run(rule, replayed.store)
            for quad in extra:
                replayed.store.remove(quad)
            if step.conclusion in made:
                return None
        return f"{_spell(step.conclusion)} does not follow: what had to be absent is there"

    def _made_afresh(self, rule: Rule, replayed: KnowledgeGraph) -> set[Fact]:
        if rule.id not in PROCEDURES:
            return _run(rule, replayed.store)
        PROCEDURES[rule.id](replayed)
        quads = replayed.store.quads_for_pattern(None, None, None, ox.NamedNode(rule.graph))
        made = {_fact(quad.triple) for quad in quads}
        replayed.drop(rule.graph)
        return made

    def _replay_before(self, rule: Rule) -> KnowledgeGraph:
        """What is asserted, and what all strata before a rule's make of it."""
        number = self._theory.stratum_of(rule)
        if self._replayed is None or self._settled >= number:
            self._settled = -1
            self._makes.clear()
            self._replayed = KnowledgeGraph.memory()
            self._replayed.store.bulk_extend(
                ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
                for quad in self._graph.store
                if _is_given(quad)
            )
        for stratum in self._theory.strata[self._settled + 1 : number]:
            _saturate(stratum, self._replayed)
        self._settled = max(self._settled, number - 1)
        return self._replayed

    def _is_given(self, fact: Fact) -> bool:
        quad = self._quad(fact)
        found = self._graph.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(_is_given(each) for each in found)

    def _quad(self, fact: Fact) -> ox.Quad:
        subject, predicate, value = (self._term(word) for word in fact)
        if not (isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode)):
            raise ValueError(_spell(fact))  # noqa: TRY004 - of a text, not of an argument
        return ox.Quad(subject, predicate, value, _DEFAULT)

    def _term(self, word: str) -> ox.NamedNode | ox.Literal:
        if word not in self._terms:
            self._terms[word] = _read_term(word)
        return self._terms[word]


def _saturate(stratum: Iterable[Rule], graph: KnowledgeGraph) -> None:
    """Adds all that the rules of a stratum make, again and again until it is all there."""
    grown = True
    while grown:
        size = len(graph)
        for rule in stratum:
            if rule.id in PROCEDURES:
                PROCEDURES[rule.id](graph)
            else:
                made = _construct(rule, graph.store)
                graph.store.extend(
                    ox.Quad(t.subject, t.predicate, t.object, _DEFAULT) for t in made
                )
        grown = len(graph) > size and not any(rule.id in PROCEDURES for rule in stratum)


def _construct(rule: Rule, store: ox.Store) -> list[ox.Triple]:
    query = f"CONSTRUCT {{ {rule.head} }} WHERE {{ {rule.body} }}"
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return list(found) if isinstance(found, ox.QueryTriples) else []


def _run(rule: Rule, store: ox.Store) -> set[Fact]:
    return {_fact(triple) for triple in _construct(rule, store)}


def _is_given(quad: ox.Quad) -> bool:
    name = quad.graph_name
    return not (isinstance(name, ox.NamedNode) and name.value.startswith((FACTS, INFERRED)))


def _fact(triple: ox.Triple) -> Fact:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _read_term(word: str) -> ox.NamedNode | ox.Literal:
    (triple,) = ox.parse(f"<x:s> <x:p> {word} .", ox.RdfFormat.N_TRIPLES)
    if not isinstance(triple.object, ox.NamedNode | ox.Literal):
        raise ValueError(word)  # noqa: TRY004 - of a text, not of an argument
    return triple.object


def _spell(fact: Fact) -> str:
    return " ".join(fact)
