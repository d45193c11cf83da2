"""A laser told in one sentence and its cavity in the next are one experiment's."""

from __future__ import annotations

from ncgraph import KnowledgeGraph, extract
from ncgraph.graph import add, add_ontology
from ncgraph.reading import read_text
from ncgraph.reasoning import reason

REFERENCES = """
## References

1. Li, M. Rods. *J. Opt.* **3**, 17 (2015). https://doi.org/10.1000/x1
"""
LASED_IN = "ASK { ?e ncg:hasOutcome ?o ; ncg:usesCavity ?c . ?o a ncg:Lasing . ?c a ncg:%s }"


def graph_of(text: str) -> KnowledgeGraph:
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    document = read_text(f"# Lasers\n\n## 1. Results\n\n{text}\n{REFERENCES}", "paper.md")
    add(graph, document, extract(document))
    reason(graph)
    return graph


def test_the_only_cavity_told_of_a_sample_is_that_of_its_lasing() -> None:
    text = "Lasing of CdTe NPLs was shown by Li [1]. The CdTe NPLs sit in an FP cavity [1]."
    assert graph_of(text).ask(LASED_IN % "FabryPerotCavity")


def test_of_two_cavities_neither_is_taken() -> None:
    text = (
        "Lasing of CdTe NPLs was shown by Li [1]. The CdTe NPLs sit in an FP cavity [1]."
        " The CdTe NPLs were also coupled to a DFB grating [1]."
    )
    graph = graph_of(text)
    assert not graph.ask(LASED_IN % "FabryPerotCavity")
    assert not graph.ask(LASED_IN % "DFBCavity")


def test_the_cavity_of_other_particles_is_not_taken() -> None:
    text = "Lasing of CdTe NPLs was shown by Li [1]. CdTe QDs sit in an FP cavity [1]."
    assert not graph_of(text).ask(LASED_IN % "FabryPerotCavity")
