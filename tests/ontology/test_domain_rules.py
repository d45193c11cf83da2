"""What is known of the domain is derived from the review, and each fact says on what it rests.

The rules are those of the checked list beside the corpus: R0 to R7 are supported by sentences of
the review, the others are general knowledge and must be marked as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.graph.identifiers import FACTS, escape
from ncgraph.workflow import build

if TYPE_CHECKING:
    from pathlib import Path

    from ncgraph.graph import KnowledgeGraph

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph(review_path: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The review's graph."""
    from ncgraph.graph import KnowledgeGraph

    store = tmp_path_factory.mktemp("review") / "store"
    build([review_path], store)
    return KnowledgeGraph.open(store)


def alignments(graph: KnowledgeGraph, pattern: str) -> set[tuple[str, str]]:
    """Class and basis of the rule, for samples whose composition matches."""
    rows = graph.select(
        "SELECT DISTINCT ?class ?basis { GRAPH ?g { ?sample ncg:hasBandAlignment ?a }"
        " ?sample ncg:composition ?formula FILTER(REGEX(?formula, ?wanted))"
        " ?a a ?class . ?class rdfs:subClassOf ncg:BandAlignment ."
        " ?rule ncg:derivedInto ?name ; ncg:basis ?basis FILTER(STR(?g) = ?name) }",
        wanted=pattern,
    )
    return {(str(r["class"]).rpartition("#")[2], str(r["basis"])) for r in rows}


@pytest.mark.parametrize(
    ("rule", "formula", "term"),
    [
        ("R1", "^CdSe/CdS$", "QuasiTypeIIAlignment"),
        ("R2", "^CdSe/ZnS$", "TypeIAlignment"),
        ("R3", "^CdS/ZnSe", "TypeIIAlignment"),
        ("R4", "^CdSe/CdSeTe$", "TypeIIAlignment"),
        ("R5", "^CdSe/ZnCdS$", "TypeIAlignment"),
        ("R5", "^CdSe/Zn0.5Cd0.5S$", "TypeIAlignment"),
        ("R6", "^ZnSe/CdS/ZnS$", "TypeIIAlignment"),
    ],
)
def test_what_the_review_supports_is_derived_from_it(
    graph: KnowledgeGraph, rule: str, formula: str, term: str
) -> None:
    found = alignments(graph, formula)
    assert {each for each, _ in found} == {term}, rule
    assert {basis for _, basis in found} & {"review", "definition"}, rule


def test_the_crown_of_the_last_row_has_the_alignment_of_its_title(graph: KnowledgeGraph) -> None:
    assert graph.ask(  # R4: the title of reference 43 and table row 26 speak of one sample
        "ASK { ?row ncg:tableRow 26 ; ncg:aboutSample ?sample . ?sample a ncg:TypeIIEmitter }"
    )


def test_a_bare_core_has_no_alignment(graph: KnowledgeGraph) -> None:  # R7
    assert not graph.ask(
        "ASK { ?s a ncg:CoreOnlyNanocrystal ; ncg:hasBandAlignment|ncg:mayHaveBandAlignment ?a }"
    )


@pytest.mark.parametrize(
    ("rule", "formula", "term"),
    [
        ("R1x", "^CdSe/CdS/", "QuasiTypeIIAlignment"),
        ("G2", "^CdSe/CdxZn1-xSe/", "TypeIAlignment"),
        ("G3", "^Cd1-xZnxSe1-ySy/ZnS|^CdZnS/ZnS|^CdS/Cd0.5Zn0.5S/ZnS", "TypeIAlignment"),
        ("G4", "^CdSexS1-x/CdS", "QuasiTypeIIAlignment"),
        ("G6", "^CdSe/ZnSe", "TypeIAlignment"),
    ],
)
def test_what_the_review_does_not_say_is_marked_as_general_knowledge(
    graph: KnowledgeGraph, rule: str, formula: str, term: str
) -> None:
    assert alignments(graph, formula) == {(term, "general")}, rule


def test_a_pair_carried_to_another_shape_is_general_knowledge(graph: KnowledgeGraph) -> None:
    rows = graph.select(  # R1x and R2x: dot-in-rods, platelets, rods
        "SELECT DISTINCT ?class { GRAPH ?g { ?s ncg:hasBandAlignment ?a } ?s a ?class "
        "VALUES ?class { ncg:DotInRod ncg:Nanoplatelet ncg:Nanorod } FILTER(STR(?g) = ?name) }",
        name=FACTS + escape("alignment_carried"),
    )
    assert {str(row["class"]).rpartition("#")[2] for row in rows} >= {"DotInRod", "Nanoplatelet"}
    assert graph.ask("ASK { ncgr:alignment%5Fcarried ncg:basis 'general' }")


def test_a_disputed_alignment_makes_no_emitter(graph: KnowledgeGraph) -> None:  # G1
    rows = graph.select(
        "SELECT DISTINCT ?class { ?s ncg:mayHaveBandAlignment/a ?class FILTER NOT EXISTS "
        "{ ?s a ncg:QuasiTypeIIEmitter } ?class rdfs:subClassOf ncg:BandAlignment }"
    )
    assert {str(row["class"]).rpartition("#")[2] for row in rows} >= {"QuasiTypeIIAlignment"}
    assert graph.ask("ASK { ncgr:alignment%5Fdisputed ncg:basis 'general' }")


def test_photons_are_counted_by_general_knowledge(graph: KnowledgeGraph) -> None:
    assert graph.ask("ASK { ncgr:photon%5Forder%5Fof%5Fpump ncg:basis 'general' }")
    assert graph.ask(
        "ASK { GRAPH ?g { ?pump ncg:photonOrder 2 } FILTER(CONTAINS(STR(?g), '/facts/photon')) }"
    )


def test_each_class_of_alignment_says_what_it_brings_with_it(graph: KnowledgeGraph) -> None:
    rows = graph.select(
        "SELECT ?class (COUNT(DISTINCT ?words) AS ?n) { ?a ncg:alignmentConsequence ?words ; "
        "a ?class . ?class rdfs:subClassOf ncg:BandAlignment } GROUP BY ?class"
    )
    assert {str(row["class"]).rpartition("#")[2]: row["n"] for row in rows} == {
        "TypeIAlignment": 1,
        "QuasiTypeIIAlignment": 1,
        "TypeIIAlignment": 1,
    }
    assert graph.ask("ASK { ncgr:consequence%5Fof%5Falignment ncg:basis 'review' }")


def test_every_graph_of_facts_has_a_recorded_rule(graph: KnowledgeGraph) -> None:
    rows = graph.select("SELECT ?name { ?rule a ncg:InferenceRule ; ncg:derivedInto ?name }")
    assert set(graph.graphs(FACTS)) <= {str(row["name"]) for row in rows}


def test_the_worked_example_is_two_samples(graph: KnowledgeGraph) -> None:
    rows = graph.select(
        "SELECT DISTINCT ?number { ?s a ncg:QuasiTypeIIEmitter, ncg:CWLaserEmitter ."
        " ?e ncg:hasGainMedium ?s ; ncg:reportedIn/ncg:number ?number }"
    )
    assert {row["number"] for row in rows} == {"28", "102"}
