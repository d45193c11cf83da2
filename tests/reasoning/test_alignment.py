"""Band alignment by computation: weakest of all, never without data, and at odds openly."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ncgraph.graph import KnowledgeGraph
from ncgraph.reasoning import reason
from ncgraph.reasoning.alignment import (
    BASIS,
    compute_alignment,
    find_disagreements,
)
from ncgraph.reasoning.band_edges import find_edges
from ncgraph.reasoning.explanation import Prover
from ncgraph.reasoning.verifying import verify
from ncgraph.resources import folder

HAS_ALIGNMENT = ox.NamedNode("https://w3id.org/ncgraph/ontology#hasBandAlignment")
PAIR = """
@prefix ncg: <https://w3id.org/ncgraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <https://w3id.org/ncgraph/id/d/> .
<sample/a> a ncg:Nanocrystal ; rdfs:label "a" ;
    ncg:composition "%(pair)s" ; ncg:coreShellPair "%(pair)s" ;
    ncg:hasLayer <sample/a/layer/0>, <sample/a/layer/1> .
<sample/a/layer/0> a ncg:Layer ; ncg:layerRole "core" .
<sample/a/layer/1> a ncg:Layer ; ncg:layerRole "%(role)s" .
"""
ALSO = """
<claim/2> a ncg:Claim, ncg:BandAlignmentClaim ; ncg:polarity "affirmed" ;
    ncg:aboutSample <sample/a> ; ncg:statesTerm ncg:%s ; prov:wasQuotedFrom <evidence/0-9> .
"""
STATED = """
<claim/1> a ncg:Claim, ncg:BandAlignmentClaim ; ncg:polarity "%(polarity)s" ;
    ncg:aboutSample <sample/a> ; ncg:statesTerm ncg:%(term)s ; prov:wasQuotedFrom <evidence/0-9> .
<evidence/0-9> oa:exact "as we see" .
"""


def graph_of(
    pair: str, role: str = "shell", term: str = "", polarity: str = "affirmed", more: str = ""
) -> KnowledgeGraph:
    """One sample, with an alignment stated of it or none, reasoned over."""
    told = PAIR % {"pair": pair, "role": role}
    told += STATED % {"term": term, "polarity": polarity} if term else ""
    told += more
    graph = KnowledgeGraph.memory()
    name = ox.NamedNode("https://w3id.org/ncgraph/graph/asserted/d")
    graph.store.load(told, format=ox.RdfFormat.TURTLE, to_graph=name)
    reason(graph)
    return graph


def known(graph: KnowledgeGraph) -> list[tuple[str, str]]:
    """Class and basis of the alignments of the sample."""
    rows = graph.select(
        "SELECT DISTINCT ?class ?basis { ?s ncg:hasBandAlignment ?a . ?a a ?class ;"
        " ncg:alignmentBasis ?basis FILTER(?class != ncg:BandAlignment) } ORDER BY ?basis"
    )
    return [(str(row["class"]).rpartition("#")[2], str(row["basis"])) for row in rows]


@pytest.mark.parametrize(
    ("pair", "term"),
    [
        ("CdSe/CdS", "QuasiTypeII"),
        ("CdSe/ZnS", "TypeI"),
        ("CdS/ZnSe", "TypeII"),
        ("ZnSe/CdS", "TypeII"),
        ("CdTe/CdSe", "TypeII"),
        ("CdSe/CdTe", "TypeII"),
        ("CdS/CdSe", "InverseTypeI"),
        ("CdSe/Zn0.5Cd0.5S", "TypeI"),
        ("CdSe/CdSe0.5Te0.5", "TypeII"),
        ("InAs/InP", "TypeI"),
        ("InP/GaP", "TypeI"),
    ],
)
def test_pairs_known_from_experiment_come_out_right(pair: str, term: str) -> None:
    found = compute_alignment(*pair.split("/"))
    assert found is not None
    assert found.term == f"ncg:{term}Alignment"
    assert pair in found.reason


@pytest.mark.parametrize(
    "pair",
    [
        "InP/ZnS",  # two scales
        "PbS/CdS",  # no offset of PbS
        "CdSe/CdxZn1-xS",  # open share
        "CdSe/CdZnS",  # no share at all
        "CdSe/Cd0.5Zn0.5Se0.5S0.5",  # quaternary
        "CsPbBr3/ZnS",
        "CdSe/CdSe",
        "CdSe/Cd0.5Zn0.9S",  # shares that do not add up
    ],
)
def test_nothing_is_computed_where_data_are_missing(pair: str) -> None:
    assert compute_alignment(*pair.split("/")) is None
    assert known(graph_of(pair)) == []


def test_the_gap_of_an_alloy_bends_by_the_bowing_of_its_source() -> None:
    alloy = find_edges("In0.53Ga0.47As")
    assert alloy is not None
    assert alloy.gap == pytest.approx(0.53 * 0.417 + 0.47 * 1.519 - 0.477 * 0.53 * 0.47)
    assert "0.477" in alloy.note


def test_a_missing_bowing_is_said() -> None:
    alloy = find_edges("Cd0.5Zn0.5S")
    assert alloy is not None
    assert "unknown" in alloy.note


def test_a_computed_alignment_says_that_it_is_computed() -> None:
    assert known(graph_of("CdTe/CdSe")) == [("TypeIIAlignment", BASIS)]


def test_a_crown_gets_no_computed_alignment() -> None:
    assert known(graph_of("CdTe/CdSe", role="crown")) == []


def test_textbooks_come_before_computation() -> None:
    assert known(graph_of("CdSe/ZnSe")) == [("TypeIAlignment", "general knowledge")]


@pytest.mark.parametrize("polarity", ["negated", "hypothetical"])
def test_nothing_is_computed_of_a_pair_that_a_text_speaks_of(polarity: str) -> None:
    assert known(graph_of("CdTe/CdSe", term="TypeIIAlignment", polarity=polarity)) == []


def test_what_is_stated_is_not_overridden_and_the_disagreement_is_told() -> None:
    graph = graph_of("CdTe/CdSe", term="TypeIAlignment")
    assert known(graph) == [("TypeIAlignment", "stated of the sample")]
    (problem,) = find_disagreements(graph)
    assert problem.code == "alignment-disagrees"
    assert "as we see" in problem.message  # the reason of the author
    assert "+0.57 eV" in problem.message  # the reason of the computation


def test_agreement_is_no_finding() -> None:
    assert find_disagreements(graph_of("CdTe/CdSe", term="TypeIIAlignment")) == ()


def test_a_sentence_that_gives_a_pair_both_alignments_agrees() -> None:
    graph = graph_of("CdTe/CdSe", term="TypeIAlignment", more=ALSO % "TypeIIAlignment")
    assert len(known(graph)) == 2
    assert find_disagreements(graph) == ()


def test_every_number_of_the_table_has_a_source() -> None:
    path = folder("ontology") / "modules" / "band_edges.ttl"
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    rows = store.query(
        "PREFIX ncg: <https://w3id.org/ncgraph/ontology#> SELECT ?x { ?x a ?kind FILTER(?kind IN "
        "(ncg:BandEdges, ncg:GapBowing)) FILTER NOT EXISTS "
        "{ ?x <http://purl.org/dc/terms/source> ?source } }"
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert list(rows) == []


def test_an_alloy_has_the_lower_of_its_direct_and_its_indirect_gap() -> None:
    """The gap of InGaP grown on GaAs is direct, near 2.0 eV in the cold; that of GaP is not."""
    lattice_matched, rich_in_gallium = find_edges("In0.5Ga0.5P"), find_edges("In0.1Ga0.9P")
    assert lattice_matched is not None
    assert rich_in_gallium is not None
    assert lattice_matched.gap == lattice_matched.direct_gap == pytest.approx(2.0, abs=0.05)
    assert rich_in_gallium.gap < rich_in_gallium.direct_gap


@pytest.mark.parametrize(("pair", "is_doubtful"), [("CdTe/CdSe", True), ("InAs/InP", False)])
def test_a_proof_shows_the_numbers_their_source_and_whether_they_were_checked(
    pair: str, is_doubtful: bool
) -> None:
    graph = graph_of(pair)
    proof = Prover(graph).prove(
        quad.triple for quad in graph.store.quads_for_pattern(None, HAS_ALIGNMENT, None)
    )
    assert proof.goals
    assert verify(graph, proof).is_valid
    premises = [premise for step in proof.steps for premise in step.premises]
    told = {predicate.rpartition("/")[2].rpartition("#")[2] for _, predicate, _ in premises}
    assert told >= {"valenceEdgeEv>", "bandGapEv>", "source>", "numbersChecked>"}
    checked = [value for _, predicate, value in premises if "numbersChecked" in predicate]
    assert any(value.startswith('"unverified') for value in checked) is is_doubtful
    computed = compute_alignment(*pair.split("/"))
    assert computed is not None
    assert ("unverified" in computed.reason) is is_doubtful
