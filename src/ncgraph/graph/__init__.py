"""The knowledge graph: quads in named graphs, one a document, and claims to and from them."""

from ncgraph.graph.from_rdf import claims_of, claims_where
from ncgraph.graph.identifiers import PREFIXES
from ncgraph.graph.store import KnowledgeGraph
from ncgraph.graph.terms import Iri, Value
from ncgraph.graph.to_rdf import add, add_ontology

__all__ = [
    "PREFIXES",
    "Iri",
    "KnowledgeGraph",
    "Value",
    "add",
    "add_ontology",
    "claims_of",
    "claims_where",
]
