"""What the compiled rules derive from small ontologies of lasers, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.graph import KnowledgeGraph, add_ontology
from ncgraph.reasoning import reason
from ncgraph.reasoning.compiling import compile_axioms

if TYPE_CHECKING:
    from collections.abc import Callable

    GraphOf = Callable[[str, str], KnowledgeGraph]

# each: axioms (Turtle), data (SPARQL INSERT DATA), what follows (ASK pattern)
ENTAILMENTS = {
    "a kind of a kind": (
        "ncg:DotInRod rdfs:subClassOf ncg:Nanorod . ncg:Nanorod rdfs:subClassOf ncg:Nanocrystal .",
        "ncg:s a ncg:DotInRod .",
        "ncg:s a ncg:Nanocrystal .",
    ),
    "equivalent names": (
        "ncg:QD owl:equivalentClass ncg:QuantumDot .",
        "ncg:a a ncg:QD . ncg:b a ncg:QuantumDot .",
        "ncg:a a ncg:QuantumDot . ncg:b a ncg:QD .",
    ),
    "domain": (
        "ncg:hasPump rdfs:domain ncg:GainExperiment .",
        "ncg:e ncg:hasPump ncg:p .",
        "ncg:e a ncg:GainExperiment .",
    ),
    "range": (
        "ncg:hasPump rdfs:range ncg:Pump .",
        "ncg:e ncg:hasPump ncg:p .",
        "ncg:p a ncg:Pump .",
    ),
    "range that is an intersection": (
        "ncg:hasPump rdfs:range [ owl:intersectionOf ( ncg:Pump ncg:LightSource ) ] .",
        "ncg:e ncg:hasPump ncg:p .",
        "ncg:p a ncg:Pump, ncg:LightSource .",
    ),
    "inverse": (
        "ncg:gainMediumOf owl:inverseOf ncg:hasGainMedium .",
        "ncg:e ncg:hasGainMedium ncg:s . ncg:t ncg:gainMediumOf ncg:f .",
        "ncg:s ncg:gainMediumOf ncg:e . ncg:f ncg:hasGainMedium ncg:t .",
    ),
    "symmetric": (
        "ncg:coupledTo a owl:SymmetricProperty .",
        "ncg:laser ncg:coupledTo ncg:waveguide .",
        "ncg:waveguide ncg:coupledTo ncg:laser .",
    ),
    "transitive": (
        "ncg:partOf a owl:TransitiveProperty .",
        "ncg:a ncg:partOf ncg:b . ncg:b ncg:partOf ncg:c . ncg:c ncg:partOf ncg:d .",
        "ncg:a ncg:partOf ncg:d .",
    ),
    "transitive through an inverse and a subproperty": (
        "ncg:partOf a owl:TransitiveProperty ; owl:inverseOf ncg:hasPart ."
        " ncg:hasLayer rdfs:subPropertyOf ncg:hasPart .",
        "ncg:chip ncg:hasPart ncg:dot . ncg:dot ncg:hasLayer ncg:core .",
        "ncg:core ncg:partOf ncg:chip .",
    ),
    "subproperty": (
        "ncg:hasShell rdfs:subPropertyOf ncg:hasLayer .",
        "ncg:s ncg:hasShell ncg:l .",
        "ncg:s ncg:hasLayer ncg:l .",
    ),
    "equivalent properties": (
        "ncg:madeOf owl:equivalentProperty ncg:hasMaterial .",
        'ncg:s ncg:hasMaterial "CdS" .',
        'ncg:s ncg:madeOf "CdS" .',
    ),
    "chain": (
        "ncg:reportedBy owl:propertyChainAxiom ( ncg:gainMediumOf ncg:reportedIn ) .",
        "ncg:s ncg:gainMediumOf ncg:e . ncg:e ncg:reportedIn ncg:ref28 .",
        "ncg:s ncg:reportedBy ncg:ref28 .",
    ),
    "chain with an anonymous inverse": (
        "ncg:lasesIn owl:propertyChainAxiom"
        " ( [ owl:inverseOf ncg:hasGainMedium ] ncg:usesCavity ) .",
        "ncg:e ncg:hasGainMedium ncg:s ; ncg:usesCavity ncg:c .",
        "ncg:s ncg:lasesIn ncg:c .",
    ),
    "chain of a chain": (
        "ncg:reportedBy owl:propertyChainAxiom ( ncg:gainMediumOf ncg:reportedIn ) ."
        " ncg:knownFrom owl:propertyChainAxiom ( ncg:reportedBy ncg:writtenBy ) .",
        "ncg:s ncg:gainMediumOf ncg:e . ncg:e ncg:reportedIn ncg:r . ncg:r ncg:writtenBy ncg:fan .",
        "ncg:s ncg:knownFrom ncg:fan .",
    ),
    "some value of a class": (
        "ncg:CWPumped owl:equivalentClass [ owl:intersectionOf ( ncg:GainExperiment"
        " [ owl:onProperty ncg:hasPump ; owl:someValuesFrom ncg:CW ] ) ] .",
        "ncg:e a ncg:GainExperiment ; ncg:hasPump ncg:p . ncg:p a ncg:CW .",
        "ncg:e a ncg:CWPumped .",
    ),
    "nested some values": (
        "ncg:CWEmitter owl:equivalentClass [ owl:onProperty ncg:gainMediumOf ; owl:someValuesFrom"
        " [ owl:onProperty ncg:hasPump ; owl:someValuesFrom ncg:CW ] ] .",
        "ncg:s ncg:gainMediumOf ncg:e . ncg:e ncg:hasPump ncg:p . ncg:p a ncg:CW .",
        "ncg:s a ncg:CWEmitter .",
    ),
    "some value at all": (
        "ncg:Pumped owl:equivalentClass"
        " [ owl:onProperty ncg:hasPump ; owl:someValuesFrom owl:Thing ] .",
        "ncg:e ncg:hasPump ncg:p .",
        "ncg:e a ncg:Pumped .",
    ),
    "some value of a defined class through an inverse": (
        "ncg:gainMediumOf owl:inverseOf ncg:hasGainMedium ."
        " ncg:LasingExperiment owl:equivalentClass"
        " [ owl:onProperty ncg:hasOutcome ; owl:someValuesFrom ncg:Lasing ] ."
        " ncg:Lased owl:equivalentClass"
        " [ owl:onProperty ncg:gainMediumOf ; owl:someValuesFrom ncg:LasingExperiment ] .",
        "ncg:e ncg:hasGainMedium ncg:s ; ncg:hasOutcome ncg:o . ncg:o a ncg:Lasing .",
        "ncg:s a ncg:Lased .",
    ),
    "some value that is known to be there but not named": (
        "ncg:Laser rdfs:subClassOf"
        " [ owl:onProperty ncg:usesCavity ; owl:someValuesFrom ncg:Cavity ] ."
        " ncg:Resonant owl:equivalentClass"
        " [ owl:onProperty ncg:usesCavity ; owl:someValuesFrom ncg:Cavity ] .",
        "ncg:l a ncg:Laser . ncg:e ncg:usesCavity ncg:c . ncg:c a ncg:Cavity .",
        "ncg:l a ncg:Resonant . ncg:e a ncg:Resonant .",
    ),
    "a value makes a class": (
        'ncg:Core owl:equivalentClass [ owl:onProperty ncg:layerRole ; owl:hasValue "core" ] .',
        'ncg:l ncg:layerRole "core" .',
        "ncg:l a ncg:Core .",
    ),
    "a class brings its value": (
        'ncg:Core rdfs:subClassOf [ owl:onProperty ncg:layerRole ; owl:hasValue "core" ] .',
        "ncg:l a ncg:Core .",
        'ncg:l ncg:layerRole "core" .',
    ),
    "two values make a class": (
        "ncg:Green owl:equivalentClass [ owl:intersectionOf ("
        ' [ owl:onProperty ncg:colour ; owl:hasValue "green" ]'
        " [ owl:onProperty ncg:emits ; owl:hasValue ncg:light ] ) ] .",
        'ncg:s ncg:colour "green" ; ncg:emits ncg:light .',
        "ncg:s a ncg:Green .",
    ),
    "only": (
        "ncg:Laser rdfs:subClassOf"
        " [ owl:onProperty ncg:usesCavity ; owl:allValuesFrom ncg:Cavity ] .",
        "ncg:e a ncg:Laser ; ncg:usesCavity ncg:c .",
        "ncg:c a ncg:Cavity .",
    ),
    "a member of a union": (
        "ncg:Feedback owl:equivalentClass [ owl:unionOf ( ncg:DFB ncg:DBR ) ] .",
        "ncg:c a ncg:DBR .",
        "ncg:c a ncg:Feedback .",
    ),
    "the member of a union that remains": (
        "ncg:Pump owl:equivalentClass [ owl:unionOf ( ncg:Optical ncg:Electrical ) ] ."
        " ncg:Electrical owl:disjointWith ncg:Lamp .",
        "ncg:p a ncg:Pump, ncg:Lamp .",
        "ncg:p a ncg:Optical .",
    ),
    "a disjoint union": (
        "ncg:Pump owl:disjointUnionOf ( ncg:Optical ncg:Electrical ) .",
        "ncg:p a ncg:Optical .",
        "ncg:p a ncg:Pump .",
    ),
    "a listed member": (
        "ncg:KnownLab owl:equivalentClass [ owl:oneOf ( ncg:klimov ncg:bawendi ) ] .",
        "ncg:klimov ncg:wrote ncg:paper .",
        "ncg:klimov a ncg:KnownLab .",
    ),
    "a number within a bound": (
        "ncg:Thin owl:equivalentClass [ owl:onProperty ncg:thickness ; owl:someValuesFrom"
        " [ owl:onDatatype xsd:double ; owl:withRestrictions"
        ' ( [ xsd:maxInclusive "5.0"^^xsd:double ] ) ] ] .',
        "ncg:s ncg:thickness 4.2e0 .",
        "ncg:s a ncg:Thin .",
    ),
    "at least two different ones": (
        "ncg:MultiShell owl:equivalentClass"
        ' [ owl:onProperty ncg:hasShell ; owl:minCardinality "2"^^xsd:nonNegativeInteger ] .',
        "ncg:s ncg:hasShell ncg:a, ncg:b . ncg:a owl:differentFrom ncg:b .",
        "ncg:s a ncg:MultiShell .",
    ),
    "at least one of a kind": (
        "ncg:Shelled owl:equivalentClass [ owl:onProperty ncg:hasLayer ; owl:onClass ncg:Shell ;"
        ' owl:minQualifiedCardinality "1"^^xsd:nonNegativeInteger ] .',
        "ncg:s ncg:hasLayer ncg:l . ncg:l a ncg:Shell .",
        "ncg:s a ncg:Shelled .",
    ),
    "one value, so the same": (
        "ncg:hasCore a owl:FunctionalProperty, owl:ObjectProperty .",
        'ncg:s ncg:hasCore ncg:a, ncg:b . ncg:b ncg:madeOf "CdSe" .',
        'ncg:a owl:sameAs ncg:b ; ncg:madeOf "CdSe" .',
    ),
    "the owner of a value, so the same": (
        "ncg:hasDoi a owl:InverseFunctionalProperty .",
        "ncg:a ncg:hasDoi ncg:d . ncg:b ncg:hasDoi ncg:d . ncg:b a ncg:Paper .",
        "ncg:a owl:sameAs ncg:b . ncg:a a ncg:Paper .",
    ),
    "the same key, so the same": (
        "ncg:Paper owl:hasKey ( ncg:doi ) .",
        'ncg:a a ncg:Paper ; ncg:doi "10.1" . ncg:b a ncg:Paper ; ncg:doi "10.1" .',
        "ncg:b owl:sameAs ncg:a .",
    ),
    "at most one, so the same": (
        "ncg:Dot rdfs:subClassOf"
        ' [ owl:onProperty ncg:hasCore ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
        "ncg:s a ncg:Dot ; ncg:hasCore ncg:a, ncg:b .",
        "ncg:a owl:sameAs ncg:b .",
    ),
    "itself": (
        "ncg:SelfPumped owl:equivalentClass [ owl:onProperty ncg:pumps ; owl:hasSelf true ] .",
        "ncg:s a ncg:SelfPumped . ncg:t ncg:pumps ncg:t .",
        "ncg:s ncg:pumps ncg:s . ncg:t a ncg:SelfPumped .",
    ),
}

NOT_ENTAILED = {
    "one value does not prove only": (
        "ncg:PureCW owl:equivalentClass"
        " [ owl:onProperty ncg:hasPump ; owl:allValuesFrom ncg:CW ] .",
        "ncg:e ncg:hasPump ncg:p . ncg:p a ncg:CW .",
        "ncg:e a ncg:PureCW .",
    ),
    "two names may be one thing": (
        "ncg:MultiShell owl:equivalentClass"
        ' [ owl:onProperty ncg:hasShell ; owl:minCardinality "2"^^xsd:nonNegativeInteger ] .',
        "ncg:s ncg:hasShell ncg:a, ncg:b .",
        "ncg:s a ncg:MultiShell .",
    ),
    "half an intersection": (
        "ncg:CWLasing owl:equivalentClass [ owl:intersectionOf ( ncg:Lasing ncg:CW ) ] .",
        "ncg:e a ncg:Lasing .",
        "ncg:e a ncg:CWLasing .",
    ),
    "a number out of bounds": (
        "ncg:Thin owl:equivalentClass [ owl:onProperty ncg:thickness ; owl:someValuesFrom"
        " [ owl:onDatatype xsd:double ; owl:withRestrictions"
        ' ( [ xsd:maxExclusive "5.0"^^xsd:double ] ) ] ] .',
        "ncg:s ncg:thickness 5.0e0 .",
        "ncg:s a ncg:Thin .",
    ),
    "a citation of a citation": (
        "ncg:cites a owl:ObjectProperty .",
        "ncg:a ncg:cites ncg:b . ncg:b ncg:cites ncg:c .",
        "ncg:a ncg:cites ncg:c .",
    ),
    "a subproperty does not hold upwards": (
        "ncg:hasShell rdfs:subPropertyOf ncg:hasLayer .",
        "ncg:s ncg:hasLayer ncg:l .",
        "ncg:s ncg:hasShell ncg:l .",
    ),
}


@pytest.mark.parametrize("name", ENTAILMENTS)
def test_what_follows_is_derived(name: str, graph_of: GraphOf) -> None:
    axioms, data, expected = ENTAILMENTS[name]
    graph = graph_of(axioms, data)
    assert not graph.ask(f"ASK {{ {expected} }}")
    closure = reason(graph, ())
    assert graph.ask(f"ASK {{ {expected} }}")
    assert closure.clashes == ()


@pytest.mark.parametrize("name", NOT_ENTAILED)
def test_what_does_not_follow_is_not_derived(name: str, graph_of: GraphOf) -> None:
    axioms, data, unfounded = NOT_ENTAILED[name]
    graph = graph_of(axioms, data)
    reason(graph, ())
    assert not graph.ask(f"ASK {{ {unfounded} }}")


def test_every_derived_triple_stands_in_the_graph_of_its_rule(graph_of: GraphOf) -> None:
    axioms, data, _ = ENTAILMENTS["a kind of a kind"]
    graph = graph_of(axioms, data)
    closure = reason(graph, ())
    assert closure.by_rule == {"subclass-DotInRod-Nanorod": 1, "subclass-Nanorod-Nanocrystal": 1}
    assert [name.rpartition("/")[2] for name in graph.graphs("inferred")] == [
        "subclass%2DDotInRod%2DNanorod",
        "subclass%2DNanorod%2DNanocrystal",
    ]


def test_each_rule_says_in_words_why_it_holds(graph_of: GraphOf) -> None:
    axioms = 'ncg:QuantumDot rdfs:subClassOf ncg:Nanocrystal ; skos:prefLabel "quantum dot"@en .'
    book = compile_axioms(graph_of(axioms, ""))
    assert [rule.reason for rule in book.rules] == ["Every quantum dot is a Nanocrystal."]


def test_what_no_rule_can_express_is_said(graph_of: GraphOf) -> None:
    axioms, data, _ = NOT_ENTAILED["one value does not prove only"]
    book = compile_axioms(graph_of(axioms, data))
    assert book.left_out == ("defined-PureCW: no graph proves allValuesFrom",)


def test_axioms_derive_nothing_about_the_terms_themselves() -> None:
    graph = KnowledgeGraph.memory()
    assert reason(graph).inferred == 0


def test_the_projects_ontology_compiles_but_for_what_would_have_to_be_invented() -> None:
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    book = compile_axioms(graph)
    assert len(book.rules) > 100
    assert {text.partition(": ")[2] for text in book.left_out} <= {
        "something would have to be invented"
    }
    assert "cites" not in {rule.id.rpartition("-")[2] for rule in book.rules}
