"""SHACL: whether claims, quantities and evidence have the form that rules and answers rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH, XSD

from ncgraph.errors import ReasoningError, ResourceMissingError
from ncgraph.graph.identifiers import ASSERTED, BASE, unescape
from ncgraph.model import Problem
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ncgraph.graph import KnowledgeGraph


def check_shapes(graph: KnowledgeGraph, shapes: Path | None = None) -> tuple[Problem, ...]:
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
        problem
        for name in graph.graphs(ASSERTED)
        for problem in _check_document(graph, name, wanted)
    )


def _load_shapes(place: Path) -> rdflib.Graph:
    shapes = rdflib.Graph()
    for path in sorted(place.glob("*.ttl")):
        shapes.parse(path)
    return shapes


def _check_document(graph: KnowledgeGraph, name: str, shapes: rdflib.Graph) -> Iterator[Problem]:
    report = _validate(_document_of(graph, name), shapes)
    document = unescape(name.removeprefix(ASSERTED))
    rows = set()
    for result in report.subjects(SH.resultSeverity, None):
        focus = str(report.value(result, SH.focusNode))
        value = report.value(result, SH.value)
        found = f" (found: {_readable(str(value))})" if isinstance(value, rdflib.Literal) else ""
        rows.add(
            f"{_readable(focus)} of {document}: {report.value(result, SH.resultMessage)}{found}"
        )
    yield from (Problem(code="shape", message=message) for message in sorted(rows))


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


def _readable(value: str) -> str:
    """The end of an IRI in words: `claim 12`; literals stay."""
    rest = value.removeprefix(f"{BASE}id/")
    if rest == value:
        return value
    kind, _, name = rest.partition("/")[2].partition("/")
    return f"{kind} {unescape(name)}"
