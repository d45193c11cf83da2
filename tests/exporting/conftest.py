"""A small graph of two reviews that cite one paper in common, as `to_rdf` and the rules make it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ncgraph.graph.identifiers import FACTS, INFERRED, ONTOLOGY_GRAPH, PREFIXES, DocumentNames
from ncgraph.graph.store import KnowledgeGraph

FIRST = DocumentNames("10.1000/first")
SECOND = DocumentNames("10.1000/second")

ONTOLOGY = """
ncg:LasingThresholdClaim skos:notation "lasing-threshold" .
ncg:BandAlignmentClaim skos:notation "band-alignment" .
ncg:QuantumDot skos:notation "QD" ; rdfs:subClassOf ncg:Nanocrystal .
ncg:Nanocrystal skos:notation "NC" .
ncg:CoreShell skos:notation "core/shell" .
ncg:DFBCavity skos:notation "DFB" .
ncg:ContinuousWavePump skos:notation "CW" .
ncg:OnePhotonPump skos:notation "one-photon" .
ncg:Lasing skos:notation "lasing" .
ncg:Outcome skos:notation "outcome" .
ncg:LasingThreshold skos:notation "lasing-threshold" .
"""
FIRST_PAPER = """
<D> a fabio:Expression ; dcterms:title "Dots & lasers: a review" ; bibo:doi "10.1000/first" .
<D/section/2.10> ncg:sectionNumber "2.10" ; dcterms:isPartOf <D> .
<D/section/2.9> ncg:sectionNumber "2.9" ; dcterms:isPartOf <D> .
<D/reference/28> a biro:BibliographicReference ; ncg:number "28" ; dcterms:isPartOf <D> ;
  dcterms:title "A <CW> laser\u0001 of dots" ; ncg:firstAuthor "Fan" ; bibo:doi "10.1000/FAN" ;
  fabio:hasPublicationYear 2017 ; ncg:journal "Nature" .
<D/reference/9> a biro:BibliographicReference ; ncg:number "9" ; dcterms:isPartOf <D> ;
  ncg:firstAuthor "Adachi" .
<D/reference/65> a biro:BibliographicReference ; ncg:number "65" ; dcterms:isPartOf <D> .

<D/evidence/10-40> a doco:Sentence ; oa:start 10 ; oa:end 40 ; dcterms:isPartOf <D/section/2.10> ;
  oa:exact "-15 dB: the dots lase above" ; ncg:nextPiece <D/evidence/10-40/2> .
<D/evidence/10-40/2> a doco:Sentence ; oa:start 90 ; oa:end 102 ; ncg:pieceOf <D/evidence/10-40> ;
  oa:exact "8.4 kW/cm2." ; dcterms:isPartOf <D/section/2.10> .
<D/evidence/200-230> a doco:Sentence ; oa:start 200 ; oa:end 230 ;
  oa:exact "Their alignment is quasi-type-II." ; dcterms:isPartOf <D/section/2.9> .
<D/citation/38-28> a cito:Citation ; cito:hasCitingEntity <D> ;
  cito:hasCitedEntity <D/reference/28> ;
  ncg:inSentence <D/evidence/10-40> ; ncg:inSection <D/section/2.10> .
<D/citation/60-28> a cito:Citation ; cito:hasCitingEntity <D> ;
  cito:hasCitedEntity <D/reference/28> ;
  ncg:inSection <D/section/2.9> .

<D/sample/a> a ncg:Nanocrystal, ncg:QuantumDot ; rdfs:label "=CdSe/CdS QDs" ;
  ncg:composition "CdSe/CdS" ; ncg:hasHeterostructure <D/sample/a/structure> .
<D/sample/a/structure> a ncg:CoreShell .
<D/pump/1> a ncg:ContinuousWavePump, ncg:OnePhotonPump ; ncg:wavelengthNm 442.0 .
<D/cavity/1> a ncg:DFBCavity .
<D/quantity/1> qudt:numericValue 6.4e0 ; ncg:valueMax 8.4e0 ; ncg:unitAsPrinted "kW/cm2" ;
  ncg:siValue 6.4e7 ; ncg:siValueMax 8.4e7 ; ncg:dimension "intensity" ; ncg:approximate true .
<D/statement/1> a ncg:Statement ; ncg:usesCavity <D/cavity/1> ; ncg:hasPump <D/pump/1> ;
  ncg:statementSource "prose" .
<D/statement/2> a ncg:Statement ; ncg:statementSource "title" .
<D/claim/1> a ncg:Claim, ncg:LasingThresholdClaim ; ncg:partOfStatement <D/statement/1> ;
  ncg:polarity "affirmed" ; ncg:aboutSample <D/sample/a> ; ncg:statesQuantity <D/quantity/1> ;
  ncg:citesReference <D/reference/28> ; prov:wasQuotedFrom <D/evidence/10-40> ;
  ncg:confidence 0.9e0 ; ncg:attributedTo "Fan et al." .
<D/claim/2> a ncg:Claim, ncg:BandAlignmentClaim ; ncg:partOfStatement <D/statement/1> ;
  ncg:polarity "affirmed" ; ncg:category "quasi-type-II" ; ncg:resolvedReference <D/reference/9> ,
  <D/reference/28> ; prov:wasQuotedFrom <D/evidence/200-230> .
<D/claim/3> a ncg:Claim, ncg:LasingThresholdClaim ; ncg:partOfStatement <D/statement/2> ;
  ncg:polarity "affirmed" ; ncg:citesReference <D/reference/65> ;
  prov:wasQuotedFrom <D/evidence/200-230> .
"""
SECOND_PAPER = """
<D> a fabio:Expression, fabio:ReviewArticle ; dcterms:title "Another review" .
<D/reference/1> a biro:BibliographicReference ; ncg:number "1" ; dcterms:isPartOf <D> ;
  bibo:doi "10.1000/fan" ; dcterms:title "The same laser" .
<D/citation/5-1> a cito:Citation ; cito:hasCitingEntity <D> ; cito:hasCitedEntity <D/reference/1> .
"""
EXPERIMENT = """
<D/experiment/1> a ncg:GainExperiment ; ncg:hasGainMedium <D/sample/a> ; ncg:hasPump <D/pump/1> ;
  ncg:usesCavity <D/cavity/1> ; ncg:hasOutcome <D/experiment/1/outcome/Lasing> ;
  ncg:hasMeasurement <D/experiment/1/measurement/1> ; ncg:reportedIn <D/reference/28> .
<D/experiment/1/outcome/Lasing> a ncg:Lasing .
<D/experiment/1/measurement/1> a ncg:LasingThreshold ; ncg:hasQuantity <D/quantity/1> .
<D/experiment/2> a ncg:GainExperiment ; ncg:hasGainMedium <D/sample/a> .
"""
CLOSURE = """
<D/experiment/1/outcome/Lasing> a ncg:Outcome .
<D/sample/a> a ncg:QuasiTypeIIEmitter .
"""


def load(graph: KnowledgeGraph, turtle: str, name: str, document: str = FIRST.document) -> None:
    """Adds Turtle in which `<D...>` stands for a document's IRI."""
    prefixes = "".join(f"@prefix {key}: <{iri}> .\n" for key, iri in PREFIXES.items())
    graph.store.load(
        (prefixes + turtle.replace("<D", f"<{document}")).encode(),
        format=ox.RdfFormat.TURTLE,
        to_graph=ox.NamedNode(name),
    )


@pytest.fixture
def graph() -> KnowledgeGraph:
    """Ontology, two papers, one rule's facts and what the reasoner added."""
    graph = KnowledgeGraph.memory()
    load(graph, ONTOLOGY, ONTOLOGY_GRAPH)
    load(graph, FIRST_PAPER, FIRST.graph)
    load(graph, SECOND_PAPER, SECOND.graph, SECOND.document)
    load(graph, EXPERIMENT, f"{FACTS}experiments")
    load(graph, CLOSURE, f"{INFERRED}subclass")
    return graph
