"""Axioms and rules are compiled once, and compiled again as soon as one of them is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph.identifiers import ONTOLOGY_GRAPH, PREFIXES
from ncgraph.reasoning import reason
from ncgraph.reasoning.rules import Rule, load_rules
from ncgraph.reasoning.theory import theory_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ncgraph.graph import KnowledgeGraph

    Maker = Callable[[str, str], KnowledgeGraph]

AXIOMS = "ncg:Rod a owl:Class ; rdfs:subClassOf ncg:Particle . ncg:Particle a owl:Class ."
DATA = "<https://example.org/one> a ncg:Rod ."
TO_THING = (
    f"INSERT DATA {{ GRAPH <{ONTOLOGY_GRAPH}>"
    " { ncg:Thing a owl:Class . ncg:Particle rdfs:subClassOf ncg:Thing } }"
)
SHORT = Rule(
    id="short",
    head="?x a ncg:ShortThing .",
    body="?x a ncg:Rod .",
    reason="Made up.",
    guarded=False,
    generic=True,
)


def test_the_same_axioms_are_compiled_once(graph_of: Maker) -> None:
    one, other = graph_of(AXIOMS, DATA), graph_of(AXIOMS, "")
    assert theory_of(one) is theory_of(other)


def test_an_axiom_added_to_a_graph_is_reasoned_by(graph_of: Maker) -> None:
    graph = graph_of(AXIOMS, DATA)
    reason(graph, ())
    assert not graph.ask("ASK { ?x a ncg:Thing }")
    before = theory_of(graph, ())
    graph.store.update(TO_THING, prefixes=PREFIXES)
    reason(graph, ())
    assert graph.ask("ASK { ?x a ncg:Thing }")
    assert theory_of(graph, ()).digest != before.digest


def test_an_axiom_taken_away_is_not(graph_of: Maker) -> None:
    graph = graph_of(AXIOMS, DATA)
    reason(graph, ())
    assert graph.ask("ASK { ?x a ncg:Particle }")
    subclass = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
    for quad in list(graph.store.quads_for_pattern(None, subclass, None, None)):
        graph.store.remove(quad)
    reason(graph, ())
    assert not graph.ask("ASK { ?x a ncg:Particle }")


def test_other_rules_make_another_theory(graph_of: Maker) -> None:
    graph = graph_of(AXIOMS, DATA)
    reason(graph, [SHORT])
    assert graph.ask("ASK { ?x a ncg:ShortThing }")
    reason(graph, ())
    assert not graph.ask("ASK { ?x a ncg:ShortThing }")


def test_a_rule_file_that_was_edited_is_read_again(tmp_path: Path) -> None:
    header = "# id: made\n# stage: facts\n# reason: Made up.\n# basis: general\n"
    file = tmp_path / "made.rq"
    for kind in ("Rod", "Dot"):
        text = f"{header}CONSTRUCT {{ ?x a ncg:{kind} }}\nWHERE {{ ?x a ncg:Particle }}\n"
        file.write_text(text, encoding="utf-8")
        (rule,) = load_rules(tmp_path)
        assert rule.head == f"?x a ncg:{kind}"
