"""All rules that a graph is reasoned over by, in their order, and the mark they leave in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph.identifiers import GRAPHS, INFERRED, ONTOLOGY_GRAPH, PREFIXES
from ncgraph.reasoning import alignment
from ncgraph.reasoning.axioms import Axioms
from ncgraph.reasoning.compiling import compile_axioms
from ncgraph.reasoning.rule_records import COMPUTED
from ncgraph.reasoning.rules import Stage, load_rules, stratify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.rules import Constraint, Rule

_MARK = ox.NamedNode(f"{GRAPHS}closure")
_SUBJECT = ox.NamedNode(INFERRED.rstrip("/"))
_PREDICATE = ox.NamedNode(PREFIXES["owl"] + "versionInfo")
# rules that are a calculation and not a pattern: each replaces all that its graph holds
PROCEDURES: Mapping[str, Callable[[KnowledgeGraph], int]] = {
    alignment.RULE: alignment.derive_computed
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory:
    """Rules in strata, those of facts before those of inferences; `digest` tells theories apart."""

    axioms: Axioms
    strata: tuple[tuple[Rule, ...], ...]
    written: tuple[Rule, ...]
    constraints: tuple[Constraint, ...]
    left_out: tuple[str, ...]
    digest: str

    def stratum_of(self, rule: Rule) -> int:
        """Where among the strata a rule runs."""
        return next(number for number, each in enumerate(self.strata) if rule in each)

    def count(self, by_rule: Mapping[str, int], stage: Stage) -> int:
        """How many triples the rules of a stage made."""
        rules = (rule for stratum in self.strata for rule in stratum)
        return sum(by_rule.get(rule.id, 0) for rule in rules if rule.stage is stage)

    def unsettled(self, rule: Rule) -> frozenset[str]:
        """The graphs that a rule must not look into for what is absent: its own and later ones."""
        later = self.strata[self.stratum_of(rule) :]
        return frozenset(each.graph for stratum in later for each in stratum)


# by the text of the ontology and the hand-written rules, whole: nothing else can be taken for them
_COMPILED: dict[tuple[bytes, tuple[Rule, ...], bool], Theory] = {}
_MOST_COMPILED = 8


def theory_of(graph: KnowledgeGraph, written: Sequence[Rule] | None = None) -> Theory:
    """The rules compiled from a graph's ontology, and the hand-written ones.

    The same axioms and the same rules are compiled once in a process.

    Args:
        graph: It must hold its ontology.
        written: Hand-written rules, by default those of `ontology/rules`.

    Raises:
        ReasoningError: A rule is malformed, or waits for one that is not there.
    """
    rules = load_rules() if written is None else tuple(written)
    with_procedures = written is None
    key = (_ontology_in(graph), rules, with_procedures)
    if key not in _COMPILED:
        if len(_COMPILED) >= _MOST_COMPILED:
            _COMPILED.clear()
        _COMPILED[key] = _compile(graph, *key)
    return _COMPILED[key]


def forget_theories() -> None:
    """Lets go of all that was compiled; the next use compiles again."""
    _COMPILED.clear()


def _compile(
    graph: KnowledgeGraph, ontology: bytes, rules: tuple[Rule, ...], with_procedures: bool
) -> Theory:
    axioms = Axioms(graph)
    book = compile_axioms(graph, axioms)
    facts = [rule for rule in rules if rule.stage is Stage.FACTS]
    inferences = [*book.rules, *(rule for rule in rules if rule.stage is Stage.INFERRED)]
    computed = [[COMPUTED]] if with_procedures else []
    strata = (*stratify(facts), *computed, *stratify(inferences))
    return Theory(
        axioms=axioms,
        strata=tuple(tuple(stratum) for stratum in strata),
        written=rules,
        constraints=book.constraints,
        left_out=book.left_out,
        digest=_digest(ontology, [rule for stratum in strata for rule in stratum]),
    )


def mark(graph: KnowledgeGraph, theory: Theory) -> None:
    """Notes in a graph by which theory it was reasoned over."""
    graph.store.remove_graph(_MARK)
    graph.store.add(ox.Quad(_SUBJECT, _PREDICATE, ox.Literal(theory.digest), _MARK))


def is_marked(graph: KnowledgeGraph, theory: Theory) -> bool:
    """Whether a graph was last reasoned over by this theory."""
    return ox.Quad(_SUBJECT, _PREDICATE, ox.Literal(theory.digest), _MARK) in graph.store


def _ontology_in(graph: KnowledgeGraph) -> bytes:
    """All that a graph's ontology says, in one order: by it theories are told apart."""
    name = ox.NamedNode(ONTOLOGY_GRAPH)
    dump = graph.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b""
    return b"\n".join(sorted(dump.splitlines()))


def _digest(ontology: bytes, rules: Sequence[Rule]) -> str:
    """16 hexadecimal digits over rules and ontology, which hand-written rules read as they run."""
    texts = [repr(rule).encode() for rule in rules]
    return hashlib.sha256(b"\n".join((ontology, *texts))).hexdigest()[:16]
