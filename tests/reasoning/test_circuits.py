"""Circuits from text: parts that are said to be coupled, in the circuit of one work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.graph import KnowledgeGraph
from ncgraph.reasoning.explanation import Prover
from ncgraph.reasoning.narrating import Narrator
from ncgraph.reasoning.verifying import verify
from ncgraph.workflow import build

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

REFERENCES = "\n".join(
    f"{number}. Author{number}, A. Dots in devices. J. Dots {number}, 1–9 (2020)."
    for number in range(1, 70)
)


def graph_of(folder: Path, prose: str, references: str = "") -> KnowledgeGraph:
    """The graph of one small text, reasoned over."""
    source, store = folder / "paper.md", folder / "store"
    text = f"# Lasers on chips\n\n## Results\n\n{prose}\n\n## References\n\n{references}\n"
    source.write_text(text, encoding="utf-8")
    build([source], store=store)
    return KnowledgeGraph.open(store)


def pairs(graph: KnowledgeGraph) -> set[tuple[str, str, str]]:
    """Circuit and its two coupled parts, each pair once."""
    rows = graph.select(
        "SELECT DISTINCT ?circuit ?one ?other { ?whole a ncg:PhotonicCircuit ;"
        " rdfs:label ?circuit ; ncg:hasComponent ?a, ?b . ?a ncg:coupledTo ?b ;"
        " rdfs:label ?one . ?b rdfs:label ?other"
        " FILTER(STR(?one) < STR(?other)) }"
    )
    return {(str(row["circuit"]), str(row["one"]), str(row["other"])) for row in rows}


def coupled(graph: KnowledgeGraph) -> list[ox.Triple]:
    """The triples that say what is coupled to what."""
    return [quad.triple for quad in graph.store if quad.predicate.value.endswith("#coupledTo")]


@pytest.mark.parametrize(
    ("prose", "pair"),
    [
        ("The CdSe/CdS QD laser was coupled to a waveguide.", ("laser", "waveguide")),
        ("A detector was integrated with the waveguide.", ("photodetector", "waveguide")),
        ("We joined a microring of CdSe/CdS QDs to a silver nanowire waveguide.",
         ("microring cavity", "nanowire waveguide")),
        ("The waveguide feeds an amplifier of CdSe/CdS QDs.", ("optical amplifier", "waveguide")),
    ],
)  # fmt: skip
def test_a_paper_has_a_circuit_of_the_parts_it_couples(
    tmp_path: Path, prose: str, pair: tuple[str, str]
) -> None:
    assert pairs(graph_of(tmp_path, prose)) == {("circuit of this work", *pair)}


@pytest.mark.parametrize(
    "prose",
    [
        "The CdSe/CdS QD laser was not coupled to a waveguide.",
        "The CdSe/CdS QD laser could be coupled to a waveguide.",
        "A waveguide of CdSe/CdS QDs was made, and a laser was bought.",
        "The CdSe/CdS QDs were integrated with a waveguide.",  # dots are no component
    ],
)
def test_what_is_denied_supposed_or_not_coupled_makes_no_circuit(
    tmp_path: Path, prose: str
) -> None:
    assert pairs(graph_of(tmp_path, prose)) == set()


def test_a_review_tells_of_the_circuits_of_others_one_a_work(tmp_path: Path) -> None:
    prose = (
        "A CdSe/CdS QD laser was coupled to a waveguide [3]. A splitter was made of CdSe/CdS QDs"
        " [3]. A laser of CdSe/ZnS QDs was joined to a detector [4].\n\n"
        "Coupling of lasers to modulators has been shown [5,6]."
    )
    graph = graph_of(tmp_path, prose, REFERENCES)
    assert pairs(graph) == {
        ("circuit of Author3 (ref. 3)", "laser", "waveguide"),
        ("circuit of Author4 (ref. 4)", "laser", "photodetector"),
    }
    rows = graph.select(
        "SELECT ?part { ?whole rdfs:label 'circuit of Author3 (ref. 3)' ;"
        " ncg:hasComponent/rdfs:label ?part } ORDER BY ?part"
    )
    assert [str(row["part"]) for row in rows] == ["laser", "splitter", "waveguide"]
    proof = Prover(graph).prove(coupled(graph))
    told = [words for step in proof.steps for words in step.absent]
    assert "credits reference anything else" in Narrator(graph).say_pattern(told[0])


def test_what_a_review_says_of_the_field_makes_no_circuit(tmp_path: Path) -> None:
    prose = "CdSe QDs lase [3]. Lasers of CdTe QDs have also been coupled to waveguides."
    assert pairs(graph_of(tmp_path, prose, REFERENCES)) == set()


def test_a_laser_in_a_circuit_whose_dots_lased_is_an_on_chip_laser(tmp_path: Path) -> None:
    prose = (
        "The CdSe/CdS QD laser was coupled to a waveguide."
        " The CdSe/CdS QDs lased at a threshold of 20 µJ/cm2."
    )
    graph = graph_of(tmp_path, prose)
    rows = graph.select("SELECT ?s { ?laser a ncg:OnChipLaser ; ncg:integrates/rdfs:label ?s }")
    assert [str(row["s"]) for row in rows] == ["CdSe/CdS QD"]
    goals = coupled(graph)
    proof = Prover(graph).prove(goals)
    assert goals
    assert not proof.unproved
    assert verify(graph, proof).is_valid
