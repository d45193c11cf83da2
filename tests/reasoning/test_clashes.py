"""What the compiled rules find impossible in small ontologies of lasers, and how they say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.reasoning import check, reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from ncgraph.graph import KnowledgeGraph

    GraphOf = Callable[[str, str], KnowledgeGraph]

# each: axioms, data, the message
CLASHES = {
    "disjoint classes": (
        'ncg:CW owl:disjointWith ncg:Pulsed . ncg:CW skos:prefLabel "continuous-wave pump"@en .'
        ' ncg:Pulsed skos:prefLabel "pulsed pump"@en .',
        "ncg:p a ncg:CW, ncg:Pulsed .",
        "is both a continuous-wave pump and a pulsed pump, which exclude each other",
    ),
    "all disjoint classes, below them": (
        "[] a owl:AllDisjointClasses ; owl:members ( ncg:TypeI ncg:TypeII ncg:QuasiTypeII ) ."
        " ncg:SteepTypeI rdfs:subClassOf ncg:TypeI .",
        "ncg:a a ncg:SteepTypeI, ncg:QuasiTypeII .",
        "is both a QuasiTypeII and a TypeI",
    ),
    "complement": (
        "ncg:Solid rdfs:subClassOf [ owl:complementOf ncg:Nanocrystal ] .",
        "ncg:s a ncg:Solid, ncg:Nanocrystal .",
        "is a Nanocrystal, which it cannot be",
    ),
    "nothing": (
        "ncg:Perpetual rdfs:subClassOf owl:Nothing .",
        "ncg:laser a ncg:Perpetual .",
        "cannot exist",
    ),
    "functional number with two values": (
        "ncg:wavelengthNm a owl:FunctionalProperty, owl:DatatypeProperty .",
        "ncg:p ncg:wavelengthNm 442.0, 800.0 .",
        "has two values of wavelengthNm: 442.0 and 800.0",
    ),
    "a literal of the wrong type": (
        "ncg:photonOrder a owl:DatatypeProperty ; rdfs:range xsd:integer .",
        'ncg:p ncg:photonOrder "two" .',
        "the value two is not of type integer",
    ),
    "an ill-typed literal": (
        "ncg:photonOrder rdfs:range xsd:integer .",
        'ncg:p ncg:photonOrder "two"^^xsd:integer .',
        "the value two is not of type integer",
    ),
    "a word that is not listed": (
        "ncg:polarity rdfs:range"
        ' [ a rdfs:Datatype ; owl:oneOf ( "affirmed" "negated" "hypothetical" ) ] .',
        'ncg:c ncg:polarity "maybe" .',
        "the value maybe is not allowed",
    ),
    "more than at most": (
        "ncg:Dot rdfs:subClassOf"
        ' [ owl:onProperty ncg:hasCore ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
        "ncg:s a ncg:Dot ; ncg:hasCore ncg:a, ncg:b . ncg:a owl:differentFrom ncg:b .",
        "has more than 1 of: hasCore",
    ),
    "three where there are exactly two": (
        "ncg:Rod rdfs:subClassOf"
        ' [ owl:onProperty ncg:hasEnd ; owl:cardinality "2"^^xsd:nonNegativeInteger ] .'
        " [] a owl:AllDifferent ; owl:distinctMembers ( ncg:a ncg:b ncg:c ) .",
        "ncg:s a ncg:Rod ; ncg:hasEnd ncg:a, ncg:b, ncg:c .",
        "has more than 2 of: hasEnd",
    ),
    "none where there is none": (
        "ncg:Bare rdfs:subClassOf [ owl:onProperty ncg:hasLayer ; owl:onClass ncg:Shell ;"
        ' owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ] .',
        "ncg:s a ncg:Bare ; ncg:hasLayer ncg:l . ncg:l a ncg:Shell .",
        "has more than 0 of: hasLayer",
    ),
    "same and different": (
        "ncg:hasCore a owl:FunctionalProperty, owl:ObjectProperty .",
        "ncg:s ncg:hasCore ncg:a, ncg:b . ncg:a owl:differentFrom ncg:b .",
        "are the same thing and different things",
    ),
    "irreflexive": (
        "ncg:surrounds a owl:IrreflexiveProperty .",
        "ncg:shell ncg:surrounds ncg:shell .",
        "surrounds itself",
    ),
    "asymmetric": (
        "ncg:surrounds a owl:AsymmetricProperty .",
        "ncg:shell ncg:surrounds ncg:core . ncg:core ncg:surrounds ncg:shell .",
        "and the other way round",
    ),
    "disjoint properties": (
        "ncg:hasOutcome owl:propertyDisjointWith ncg:lacksOutcome .",
        "ncg:e ncg:hasOutcome ncg:lasing ; ncg:lacksOutcome ncg:lasing .",
        "both hasOutcome and lacksOutcome",
    ),
    "stated and denied": (
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual ncg:e ;"
        " owl:assertionProperty ncg:hasOutcome ; owl:targetIndividual ncg:lasing .",
        "ncg:e ncg:hasOutcome ncg:lasing .",
        "hasOutcome is stated and denied",
    ),
    "the wrong kind of thing in the wrong place": (
        "ncg:usesCavity rdfs:range ncg:Cavity . ncg:Cavity owl:disjointWith ncg:Pump .",
        "ncg:e ncg:usesCavity ncg:p . ncg:p a ncg:Pump .",
        "is both a Cavity and a Pump",
    ),
}


@pytest.mark.parametrize("name", CLASHES)
def test_what_cannot_be_is_found_and_said_in_words(name: str, graph_of: GraphOf) -> None:
    axioms, data, message = CLASHES[name]
    graph = graph_of(axioms, data)
    clashes = reason(graph, ()).clashes
    assert message in " | ".join(clash.message for clash in clashes)
    assert check(graph) == clashes
