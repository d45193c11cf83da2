"""The ontology keeps to OWL 2 DL: what HermiT silently overlooks outside of it is found here."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ncgraph.resources import folder

HOME = folder("ontology")
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = f"PREFIX owl: <{OWL}> PREFIX rdf: <{RDF}> PREFIX rdfs: <{RDFS}> PREFIX xsd: <{XSD}> "
# OWL 2 Syntax, section 4: the datatype map; dates are not in it
DATATYPES = {
    "anyURI", "boolean", "byte", "dateTime", "decimal", "double", "float", "int", "integer",
    "long", "nonNegativeInteger", "positiveInteger", "string",
}  # fmt: skip

# Each finds what section 3 and section 11 of "OWL 2 Structural Specification" forbid.
FORBIDDEN = {
    "object_and_data_property": "{ ?x a owl:ObjectProperty, owl:DatatypeProperty }",
    "object_and_annotation_property": "{ ?x a owl:ObjectProperty, owl:AnnotationProperty }",
    "data_and_annotation_property": "{ ?x a owl:DatatypeProperty, owl:AnnotationProperty }",
    "class_and_datatype": "{ ?x a owl:Class, rdfs:Datatype }",
    "undeclared_property": "{ ?s ?x ?o FILTER NOT EXISTS { ?x a ?kind } "
    f"FILTER(!STRSTARTS(STR(?x), '{OWL}') && !STRSTARTS(STR(?x), '{RDF}') "
    f"&& !STRSTARTS(STR(?x), '{RDFS}') && !STRSTARTS(STR(?x), '{XSD}')) }}",
    "undeclared_class_in_an_axiom": "{ ?s rdfs:subClassOf|owl:someValuesFrom|owl:allValuesFrom ?x "
    f"FILTER(isIRI(?x)) FILTER(!STRSTARTS(STR(?x), '{XSD}')) FILTER NOT EXISTS "
    "{ ?x a ?kind FILTER(?kind IN (owl:Class, rdfs:Datatype)) } }",
    "undeclared_property_in_a_restriction": "{ ?r owl:onProperty ?x FILTER NOT EXISTS "
    "{ ?x a ?kind FILTER(?kind IN (owl:ObjectProperty, owl:DatatypeProperty)) } }",
    "annotation_in_a_restriction": "{ ?r owl:onProperty ?x . ?x a owl:AnnotationProperty }",
    "object_trait_of_a_data_property": "{ ?x a owl:DatatypeProperty, ?trait FILTER(?trait IN "
    "(owl:SymmetricProperty, owl:TransitiveProperty, owl:InverseFunctionalProperty, "
    "owl:IrreflexiveProperty, owl:AsymmetricProperty)) }",
    "chain_of_data_properties": "{ ?p owl:propertyChainAxiom/rdf:rest*/rdf:first ?x . "
    "?x a owl:DatatypeProperty }",
    # a property that follows from others must not be counted, excluded or functional
    "composite_property_in_a_cardinality": "{ { ?x owl:propertyChainAxiom ?c } UNION "
    "{ ?x a owl:TransitiveProperty } { ?x a owl:FunctionalProperty } UNION "
    "{ ?x a owl:IrreflexiveProperty } UNION { ?x a owl:AsymmetricProperty } UNION "
    "{ ?r owl:onProperty ?x ; owl:maxCardinality|owl:minCardinality|owl:cardinality"
    "|owl:maxQualifiedCardinality|owl:minQualifiedCardinality|owl:qualifiedCardinality ?n } }",
    # its own chain may repeat a property at the one end only, or the chains are not regular
    "irregular_chain": "{ ?x owl:propertyChainAxiom ?c . ?c rdf:rest/rdf:first ?x ; rdf:rest ?r . "
    "?r rdf:rest ?s . FILTER(?s != rdf:nil) }",
    "list_without_end": "{ ?x rdf:first ?f FILTER NOT EXISTS { ?x rdf:rest ?r } }",
    "list_with_two_tails": "{ ?x rdf:rest ?r, ?s FILTER(?r != ?s) }",
    "restriction_without_property": "{ ?x a owl:Restriction FILTER NOT EXISTS "
    "{ ?x owl:onProperty ?p } }",
    "annotation_with_a_domain": "{ ?x a owl:AnnotationProperty ; rdfs:domain|rdfs:range ?c }",
    "punned_individual": "{ ?x a owl:Class, ?k . ?k a owl:Class }",
    "vocabulary_redefined": f"{{ ?x a ?k FILTER(STRSTARTS(STR(?x), '{OWL}') "
    f"|| STRSTARTS(STR(?x), '{RDFS}')) }}",
}


def store(extra: str = "") -> ox.Store:
    """The ontology, with an edit."""
    graph = ox.Store()
    for file in (HOME / "ncgraph.ttl", *sorted((HOME / "modules").glob("*.ttl"))):
        graph.bulk_load(path=file, format=ox.RdfFormat.TURTLE)
    prefixes = f"@prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> . "
    own = "@prefix ncg: <https://w3id.org/ncgraph/ontology#> . "
    graph.load(prefixes + own + extra, format=ox.RdfFormat.TURTLE)
    return graph


def breaches(graph: ox.Store, name: str) -> set[str]:
    """What a check of the profile finds."""
    rows = graph.query(f"{PREFIXES} SELECT DISTINCT ?x {FORBIDDEN[name]}")
    assert isinstance(rows, ox.QuerySolutions)
    return {str(row["x"]) for row in rows}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_ontology_keeps_to_owl_2_dl(name: str) -> None:
    assert breaches(store(), name) == set()


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("object_and_data_property", "ncg:hasPump a owl:DatatypeProperty ."),
        ("undeclared_property", "ncg:DFBCavity ncg:smells 'sweet' ."),
        ("undeclared_class_in_an_axiom", "ncg:DFBCavity rdfs:subClassOf ncg:Nothing ."),
        ("annotation_in_a_restriction",
         "ncg:X rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ncg:statesTerm ] ."),
        ("composite_property_in_a_cardinality", "ncg:showedOutcome a owl:FunctionalProperty ."),
        ("chain_of_data_properties", "ncg:hasPump owl:propertyChainAxiom ( ncg:composition ) ."),
        ("irregular_chain",
         "ncg:hasPump owl:propertyChainAxiom ( ncg:hasPump ncg:hasPump ncg:coupledTo ) ."),
        ("annotation_with_a_domain", "ncg:statesTerm rdfs:domain ncg:Claim ."),
        ("restriction_without_property", "ncg:X rdfs:subClassOf [ a owl:Restriction ] ."),
    ],
)  # fmt: skip
def test_a_breach_of_the_profile_is_found(name: str, edit: str) -> None:
    assert breaches(store(edit), name)


def test_literals_are_of_datatypes_that_owl_2_knows() -> None:
    used = {
        quad.object.datatype.value
        for quad in store()
        if isinstance(quad.object, ox.Literal) and not quad.object.language
    }
    assert {iri.removeprefix(XSD) for iri in used} <= DATATYPES
