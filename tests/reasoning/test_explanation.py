"""Proofs of what was derived, their replay, refusal of false ones, and why something is not so."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from ncgraph.errors import QuestionError, ReasoningError
from ncgraph.exporting.proofs import proof_mermaid, proof_text
from ncgraph.graph import KnowledgeGraph, add
from ncgraph.graph.identifiers import expand
from ncgraph.model import (
    Claim,
    Claims,
    ClaimSource,
    Document,
    Evidence,
    Layer,
    Nanocrystal,
    Pump,
    Quantity,
    Span,
)
from ncgraph.reasoning import reason
from ncgraph.reasoning.explanation import Proof, Prover, as_fact, find_triple, triples_behind
from ncgraph.reasoning.narrating import Narrator
from ncgraph.reasoning.objecting import summary_of, why_not
from ncgraph.reasoning.verifying import verify

TEXT = "CdSe/CdS dots lased under a continuous wave. CdSe/CdS dots are quasi-type-II."
DOTS = Nanocrystal(
    name="CdSe/CdS QDs",
    layers=(Layer("CdSe", "core"), Layer("CdS", "shell")),
    morphology="QD",
    heterostructure="core/shell",
)
BARE = Nanocrystal(name="CdSe NPLs", layers=(Layer("CdSe", "core"),), morphology="NPL")
CW = Pump(mode="CW", wavelength_nm=442.0)
PEAK = Quantity(620, "nm", si_value=6.2e-7, si_unit="m")


def claim(
    number: int, kind: str, subject: Nanocrystal, start: int, end: int, **told: object
) -> Claim:
    return Claim(
        id=str(number),
        kind=kind,
        subject=subject,
        statement=f"s{number}",
        evidence=Evidence(
            document="10.1000/a", spans=(Span(start, end),), quote=TEXT[start:end], section=""
        ),
        rule="test.hand-made",
        source=ClaimSource.PROSE,
        **told,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    graph = KnowledgeGraph.memory()
    claims = (
        claim(1, "lasing-demonstrated", DOTS, 0, 44, pump=CW, citations=(28,)),
        claim(2, "band-alignment", DOTS, 45, 77, term="ncg:QuasiTypeIIAlignment", citations=(62,)),
        claim(3, "lasing-demonstrated", BARE, 0, 44, pump=CW, citations=(27,)),
    )
    document = Document(
        id="10.1000/a", title="Lasers", doi="10.1000/a", source="a.md", sha256="0", text=TEXT
    )
    add(graph, document, Claims(claims=claims, mentions=(), problems=()))
    reason(graph)
    return graph


def triple_of(graph: KnowledgeGraph, formula: str, number: str, curie: str) -> ox.Triple:
    (row,) = graph.select(
        "SELECT DISTINCT ?sample { ?sample ncg:composition ?formula . ?claim ncg:aboutSample"
        " ?sample ; ncg:citesReference/ncg:number ?number }",
        formula=formula,
        number=number,
    )
    kind = ox.NamedNode(expand(curie))
    return ox.Triple(ox.NamedNode(str(row["sample"])), ox.NamedNode(expand("rdf:type")), kind)


@pytest.fixture(scope="module")
def proof(graph: KnowledgeGraph) -> Proof:
    emitter = triple_of(graph, "CdSe/CdS", "28", "ncg:QuasiTypeIIEmitter")
    return Prover(graph).prove([emitter])


def test_every_derived_triple_has_a_proof_that_the_verifier_accepts(graph: KnowledgeGraph) -> None:
    proof = Prover(graph).prove_all()
    assert len(proof.goals) == graph.count("facts") + graph.count("inferred")
    assert proof.unproved == ()
    assert verify(graph, proof).refused == ()
    assert verify(graph, proof).verified == len(proof.goals)


def test_a_proof_leads_from_the_conclusion_to_the_sentence_and_its_reference(
    graph: KnowledgeGraph, proof: Proof
) -> None:
    text = proof_text(Narrator(graph).tree(proof, proof.goals[0]))
    assert "CdSe/CdS core/shell QD (ref. 28) is a quasi-type-II emitter" in text
    assert "alignment_by_pair, supported by a review" in text
    assert "“CdSe/CdS dots are quasi-type-II.” (10.1000/a, characters 45-77, ref. 62)" in " ".join(
        text.split()
    )


def test_a_proof_says_what_had_to_be_absent(proof: Proof) -> None:
    (step,) = [step for step in proof.steps if step.rule == "alignment_by_pair"]
    assert len(step.absent) == 1
    assert "hasBandAlignment" in step.absent[0]


def test_a_chart_names_rules_and_quotes_sentences(graph: KnowledgeGraph, proof: Proof) -> None:
    chart = proof_mermaid([Narrator(graph).tree(proof, proof.goals[0])])
    assert chart.startswith("flowchart BT\n")
    assert "alignment_by_pair" in chart
    assert "CdSe/CdS dots are quasi-type-II." in chart


def test_a_changed_conclusion_is_refused_and_the_step_named(
    graph: KnowledgeGraph, proof: Proof
) -> None:
    last = proof.steps[-1]
    false = (last.conclusion[0], last.conclusion[1], f"<{expand('ncg:TypeIEmitter')}>")
    tampered = replace(proof, steps=(*proof.steps[:-1], replace(last, conclusion=false)))
    refused = verify(graph, tampered).refused[0]
    assert refused.startswith(f"step {len(proof.steps)} (defined-QuasiTypeIIEmitter): ")
    assert "does not follow from its premises" in refused


def test_an_invented_premise_is_refused(graph: KnowledgeGraph, proof: Proof) -> None:
    first = proof.steps[0]
    invented = ("<https://example.org/a>", "<https://example.org/b>", '"c"')
    changed = replace(first, premises=(*first.premises, invented))
    refused = verify(graph, replace(proof, steps=(changed, *proof.steps[1:]))).refused
    assert "neither asserted nor shown before it" in refused[0]
    assert refused[0].startswith("step 1 ")


def test_steps_that_rest_on_each_other_are_refused(graph: KnowledgeGraph, proof: Proof) -> None:
    refused = verify(graph, replace(proof, steps=proof.steps[::-1])).refused
    assert "neither asserted nor shown before it" in refused[0]


def test_a_step_by_an_unknown_rule_is_refused(graph: KnowledgeGraph, proof: Proof) -> None:
    changed = replace(proof.steps[0], rule="wishful_thinking")
    refused = verify(graph, replace(proof, steps=(changed,))).refused
    assert refused[0] == "step 1 (wishful_thinking): there is no such rule"


def test_what_had_to_be_absent_and_is_there_refuses_a_proof(
    graph: KnowledgeGraph, proof: Proof
) -> None:
    """The verifier looks at the asserted graphs, so a denial added later counts."""
    changed = KnowledgeGraph.memory()
    changed.store.bulk_extend(graph.store)
    asserted = ox.NamedNode("https://w3id.org/ncgraph/graph/asserted/10.1000%2Fb")
    sample = ox.NamedNode(proof.goals[0][0][1:-1])
    own = ox.NamedNode(f"{sample.value}/alignment/TypeIAlignment")
    has = ox.NamedNode(expand("ncg:hasBandAlignment"))
    changed.store.add(ox.Quad(sample, has, own, asserted))
    refused = verify(changed, proof).refused
    assert any("what had to be absent is there" in each for each in refused)


def test_what_is_asserted_needs_no_step(graph: KnowledgeGraph) -> None:
    emitter = triple_of(graph, "CdSe", "27", "ncg:Nanocrystal")
    assert Prover(graph).prove([emitter]).steps == ()


def test_a_query_is_explained_by_the_triples_it_found(graph: KnowledgeGraph) -> None:
    query = "SELECT ?s WHERE { ?s a ncg:QuasiTypeIIEmitter , ncg:CWLaserEmitter . }"
    (row,) = triples_behind(graph, query)
    prover = Prover(graph)
    proof = prover.prove([each for each in row if prover.is_derived(each)])
    assert len(proof.goals) == 2
    assert verify(graph, proof).is_valid


def test_a_graph_of_other_rules_cannot_be_explained() -> None:
    other = KnowledgeGraph.memory()
    reason(other, ())
    with pytest.raises(ReasoningError, match="reasoned over by other rules than these"):
        Prover(other)


def test_a_triple_may_be_given_in_curies_and_a_question_is_none() -> None:
    triple = find_triple("ncg:CdSe rdf:type ncg:Nanocrystal")
    assert triple is not None
    assert as_fact(triple)[2] == f"<{expand('ncg:Nanocrystal')}>"
    assert find_triple("Which quasi-type-II emitters have lased?") is None


def test_bare_platelets_lased_under_cw_but_have_no_shell_so_no_alignment(
    graph: KnowledgeGraph,
) -> None:
    answer = why_not(graph, "CdSe NPLs ref. 27", "quasi-type-II emitter and ncg:CWLaserEmitter")
    assert answer.holds == ("CdSe NPL (ref. 27) is a CW laser emitter",)
    words = summary_of(answer)
    assert "has no band alignment" in words
    assert "has no core and shell pair (its layers: CdSe core)" in words


def test_an_unknown_sample_or_class_is_an_error_with_a_hint(graph: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="no sample is 'InP QDs'"):
        why_not(graph, "InP QDs", "ncg:TypeIEmitter")
    with pytest.raises(QuestionError, match="no class is called 'perpetuum mobile'"):
        why_not(graph, "CdSe NPLs ref. 27", "perpetuum mobile")
