"""SHACL: whether claims, quantities and evidence have the form that rules and answers rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH, XSD

from ncgraph.errors import ReasoningError, ResourceMissingError
from ncgraph.graph.identifiers import ASSERTED
from ncgraph.reasoning.tracing import Finding, describe, passages_of
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ncgraph.graph import KnowledgeGraph


def check_shapes(graph: KnowledgeGraph, shapes: Path | None = None) -> tuple[Finding, ...]:
    """What breaks a shape, document by document, in a fixed order.

    Only one document's assertions are in memory at a time, so the work grows with the number of
    documents and not with its square.

    Args:
        graph: A graph with `asserted/...` graphs; nothing needs to be derived.
        shapes: Folder of Turtle files, by default `ontology/shapes`.

    Raises:
        ResourceMissingError: pySHACL is not installed.
        ReasoningError: A shape is malformed.
    """
    wanted = _load_shapes(shapes or folder("ontology") / "shapes")
    return tuple(
        finding
        for name in graph.graphs(ASSERTED)
        for finding in _check_document(graph, name, wanted)
    )


def _load_shapes(place: Path) -> rdflib.Graph:
    shapes = rdflib.Graph()
    for path in sorted(place.glob("*.ttl")):
        shapes.parse(path)
    return shapes


def _check_document(graph: KnowledgeGraph, name: str, shapes: rdflib.Graph) -> Iterator[Finding]:
    report = _validate(_document_of(graph, name), shapes)
    nodes: dict[str, str] = {}
    for result in report.subjects(SH.resultSeverity, None):
        node = str(report.value(result, SH.focusNode))
        value = report.value(result, SH.value)
        told = isinstance(value, rdflib.Literal) and not isinstance(value.value, float)
        found = f" (found: {value})" if told else ""  # a number stands there as it is printed
        place = describe(graph, node).rstrip(",")
        said = f"{place}: {report.value(result, SH.resultMessage)}{found}"
        nodes[said] = node
    for message, node in sorted(nodes.items()):
        yield Finding(code="shape", message=message, evidence=passages_of(graph, node))


def _document_of(graph: KnowledgeGraph, name: str) -> rdflib.Graph:
    """One named graph, for the library that reads shapes."""
    document = rdflib.Graph()
    for quad in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name)):
        document.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return document


def _term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Identifier:
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.Literal):
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        kind = rdflib.URIRef(node.datatype.value)
        # plain in the shapes, typed in the store: one string for RDF, two for this library
        return rdflib.Literal(node.value, datatype=None if kind == XSD.string else kind)
    return rdflib.BNode(str(node))


def _validate(document: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    try:
        from pyshacl import validate
        from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
    except ImportError as error:
        raise ResourceMissingError(
            'checking shapes needs pySHACL; hint: pip install "ncgraph[check]"'
        ) from error
    try:
        _, report, text = validate(document, shacl_graph=shapes, inference="none")
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise ReasoningError(f"a shape is malformed: {error}") from error
    if not isinstance(report, rdflib.Graph):
        raise ReasoningError(f"shapes cannot be checked: {text}")
    return report
