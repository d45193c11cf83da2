"""A document added, changed or removed: the graph is what a full closure would make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ncgraph.graph import KnowledgeGraph, add
from ncgraph.graph.identifiers import DocumentNames
from ncgraph.model import (
    Claim,
    Claims,
    ClaimSource,
    Dimension,
    Document,
    Evidence,
    Layer,
    Nanocrystal,
    Polarity,
    Pump,
    Quantity,
    Span,
)
from ncgraph.reasoning import asserted_by, reason, revise

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = "CdSe/CdS dots lased under a continuous wave at 442 nm, in a photonic crystal."
DOTS = Nanocrystal(
    name="CdSe/CdS QDs",
    layers=(Layer("CdSe", "core"), Layer("CdS", "shell")),
    morphology="QD",
    heterostructure="core/shell",
)
PLATELETS = Nanocrystal(
    name="CdSe/CdS NPLs",
    layers=(Layer("CdSe", "core"), Layer("CdS", "shell")),
    morphology="NPL",
    heterostructure="core/shell",
)
CROWNED = Nanocrystal(
    name="CdSe/CdS NPLs",
    layers=(Layer("CdSe", "core"), Layer("CdS", "crown")),
    morphology="NPL",
    heterostructure="core/crown",
)
BARE = Nanocrystal(name="CdSe NPLs", layers=(Layer("CdSe", "core"),), morphology="NPL")
CW = Pump(mode="CW", wavelength_nm=442.0)
FS = Pump(mode="fs", wavelength_nm=800.0, pulse_duration_s=1e-13)
FLUENCE = Quantity(26, "µJ/cm2", si_value=0.26, si_unit="J/m2", dimension=Dimension.FLUENCE)
PEAK = Quantity(620, "nm", si_value=6.2e-7, si_unit="m", dimension=Dimension.LENGTH)
LASER_TO_GUIDE = ("ncg:OnChipLaser", "ncg:Waveguide")

# kind, subject, statement, what else is told; statements of one name are one sentence
SAYINGS: tuple[tuple[str, Nanocrystal, str, dict[str, object]], ...] = (
    ("lasing-threshold", DOTS, "a", {"quantity": FLUENCE, "pump": CW, "cavity": "PC-DFB"}),
    ("lasing-demonstrated", DOTS, "a", {"pump": CW}),
    ("lasing-demonstrated", PLATELETS, "b", {"pump": CW}),
    ("ase-threshold", DOTS, "c", {"quantity": FLUENCE, "pump": FS, "alignment": "quasi-type-II"}),
    ("band-alignment", PLATELETS, "d", {"term": "ncg:TypeIAlignment"}),
    ("band-alignment", DOTS, "e", {"term": "ncg:TypeIAlignment", "polarity": Polarity.NEGATED}),
    ("emission-wavelength", DOTS, "f", {"quantity": PEAK, "pump": FS}),
    ("pump-regime", DOTS, "f", {"term": "ncg:OnePhotonPump", "pump": FS}),
    ("not-observed", BARE, "g", {"term": "ncg:Lasing", "polarity": Polarity.NEGATED}),
    ("cavity-used", BARE, "g", {"term": "ncg:DFBCavity", "category": "DFB"}),
    ("first-demonstration", CROWNED, "h", {"term": "ncg:Lasing"}),
    ("lasing-demonstrated", CROWNED, "h", {"alignment": "type-I"}),
    ("device-integration", DOTS, "i", {"term": "ncg:OnChipLaser", "couplings": (LASER_TO_GUIDE,)}),
)


def put(graph: KnowledgeGraph, document_id: str, chosen: Iterable[int]) -> None:
    """A paper that says some of `SAYINGS`; one that says nothing is not there at all."""
    evidence = Evidence(document=document_id, spans=(Span(0, 20),), quote=TEXT[:20], section="")
    claims = [
        Claim(
            id=str(number),
            kind=SAYINGS[number][0],
            subject=SAYINGS[number][1],
            statement=SAYINGS[number][2],
            evidence=evidence,
            citations=(number,),
            rule="test.hand-made",
            source=ClaimSource.PROSE,
            **SAYINGS[number][3],  # type: ignore[arg-type]
        )
        for number in sorted(chosen)
    ]
    if not claims:
        graph.drop(DocumentNames(document_id).graph)
        return
    document = Document(
        id=document_id, title="Lasers", doi=None, source="review.md", sha256="0", text=TEXT
    )
    add(graph, document, Claims(claims=tuple(claims), mentions=(), problems=()))


def closed(papers: dict[str, set[int]]) -> KnowledgeGraph:
    graph = KnowledgeGraph.memory()
    for document_id, chosen in papers.items():
        put(graph, document_id, chosen)
    reason(graph)
    return graph


def quads_of(graph: KnowledgeGraph) -> set[str]:
    return set(graph.serialize(None, "nquads").splitlines())


PAPERS = st.dictionaries(
    st.sampled_from(["10.1000/a", "10.1000/b", "10.1000/c"]),
    st.sets(st.integers(0, len(SAYINGS) - 1)),
)


@settings(max_examples=25, deadline=None)
@given(PAPERS, PAPERS)
def test_after_any_change_the_graph_is_that_of_a_full_closure(
    was: dict[str, set[int]], becomes: dict[str, set[int]]
) -> None:
    graph = closed(was)
    before = asserted_by(graph, becomes)
    for document_id, chosen in becomes.items():
        put(graph, document_id, chosen)
    revise(graph, before)
    assert quads_of(graph) == quads_of(closed(was | becomes))


@pytest.mark.parametrize("removed", range(len(SAYINGS)))
def test_each_claim_takes_with_it_what_it_alone_supports(removed: int) -> None:
    everything = set(range(len(SAYINGS)))
    graph = closed({"10.1000/a": everything})
    before = asserted_by(graph, ["10.1000/a"])
    put(graph, "10.1000/a", everything - {removed})
    revise(graph, before)
    assert quads_of(graph) == quads_of(closed({"10.1000/a": everything - {removed}}))


def test_the_last_paper_that_states_an_alignment_takes_it_from_all_others() -> None:
    graph = closed({"10.1000/a": {3}, "10.1000/b": {0}})
    assert graph.ask("ASK { ?s a ncg:QuasiTypeIIEmitter, ncg:CWLaserEmitter }")
    before = asserted_by(graph, ["10.1000/a"])
    put(graph, "10.1000/a", ())
    revise(graph, before)
    assert not graph.ask(
        "ASK { ?s ncg:hasBandAlignment/ncg:alignmentBasis 'stated of the material pair' }"
    )


@pytest.mark.parametrize("left", range(4))
def test_what_papers_share_stays_as_long_as_one_of_them_rests_on_it(left: int) -> None:
    papers = [f"10.1000/{number}" for number in range(4)]
    graph = closed({paper: {0, 3, 5} for paper in papers})
    for paper in papers[:left] + papers[left + 1 :]:
        before = asserted_by(graph, [paper])
        put(graph, paper, ())
        revise(graph, before)
    assert graph.ask("ASK { ?measurement ncg:comparableWithin/rdfs:label ?words }")
    assert quads_of(graph) == quads_of(closed({papers[left]: {0, 3, 5}}))


def test_a_circuit_goes_with_the_paper_that_couples_its_parts() -> None:
    graph = closed({"10.1000/a": {0, 12}, "10.1000/b": {0, 12}})
    assert graph.ask("ASK { ?circuit ncg:hasComponent/ncg:coupledTo ?part }")
    for paper in ("10.1000/a", "10.1000/b"):
        before = asserted_by(graph, [paper])
        put(graph, paper, {0})
        revise(graph, before)
    assert not graph.ask("ASK { ?circuit ncg:hasComponent/ncg:coupledTo ?part }")
    assert quads_of(graph) == quads_of(closed({"10.1000/a": {0}, "10.1000/b": {0}}))


def test_nothing_changed_changes_nothing() -> None:
    graph = closed({"10.1000/a": {0, 3}})
    version = graph.version
    before = asserted_by(graph, ["10.1000/a"])
    put(graph, "10.1000/a", {0, 3})
    assert revise(graph, before).by_rule == {}
    assert graph.version == version


def test_a_graph_closed_by_other_rules_is_derived_anew() -> None:
    graph = closed({"10.1000/a": {0, 3}})
    expected = quads_of(graph)
    reason(graph, ())
    before = asserted_by(graph, ["10.1000/a"])
    put(graph, "10.1000/a", {0, 3})
    revise(graph, before)
    assert quads_of(graph) == expected


def test_the_clashes_that_a_new_paper_brings_are_reported() -> None:
    graph = closed({"10.1000/a": {0}})
    before = asserted_by(graph, ["10.1000/b"])
    put(graph, "10.1000/b", {3})
    graph.store.update(
        "INSERT DATA { GRAPH <https://w3id.org/ncgraph/graph/asserted/10.1000%2Fb> {"
        " <https://w3id.org/ncgraph/id/10.1000%2Fb/pump/x>"
        " a <https://w3id.org/ncgraph/ontology#ContinuousWavePump>,"
        " <https://w3id.org/ncgraph/ontology#PulsedPump> } }"
    )
    (clash,) = revise(graph, before).clashes
    assert "exclude each other" in clash.message
