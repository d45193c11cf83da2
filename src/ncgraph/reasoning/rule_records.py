"""Writes beside what rules derive where each is from: a review, general knowledge, our terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.graph import Iri
from ncgraph.graph.identifiers import GRAPHS, escape, expand
from ncgraph.graph.terms import Triples
from ncgraph.reasoning import alignment
from ncgraph.reasoning.rules import Basis, Rule, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.graph import KnowledgeGraph

RECORDS = f"{GRAPHS}rules"
# computed in Python and not by a query, but recorded like any other
COMPUTED = Rule(
    id=alignment.RULE,
    head="",
    body="",
    reason=alignment.REASON,
    stage=Stage.FACTS,
    basis=Basis.GENERAL,
)


def record_rules(graph: KnowledgeGraph, rules: Iterable[Rule]) -> None:
    """Puts basis, reason and graph of hand-written rules, in the place of those recorded before.

    Rules that are compiled from axioms are not recorded: their basis is always a definition.
    """
    triples = Triples()
    for rule in (*rules, COMPUTED):
        node = Iri(expand(f"ncgr:{escape(rule.id)}"))
        triples.describe(node, ["ncg:InferenceRule"])
        triples.add(node, "ncg:basis", rule.basis.value)
        triples.add(node, "ncg:ruleReason", rule.reason)
        triples.add(node, "ncg:derivedInto", rule.graph)
    graph.replace(RECORDS, triples.in_graph(RECORDS))
