"""The graph as RDF, for triple stores and reasoners: Turtle merged, N-Quads graph by graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from ncgraph.exporting.registry import Exporter

if TYPE_CHECKING:
    from ncgraph.graph.store import KnowledgeGraph


def write_turtle(graph: KnowledgeGraph, target: BinaryIO) -> None:
    """All triples of all graphs, each once; which graph a triple comes from is lost."""
    target.write(graph.serialize(None, "turtle").encode())


def write_nquads(graph: KnowledgeGraph, target: BinaryIO) -> None:
    """All quads, sorted: what was asserted, derived and inferred stays apart."""
    target.write(graph.serialize(None, "nquads").encode())


EXPORTER = (
    Exporter(
        name="turtle",
        suffix=".ttl",
        description="All triples as Turtle, named graphs merged",
        write=write_turtle,
    ),
    Exporter(
        name="nquads",
        suffix=".nq",
        description="All triples as N-Quads, with the named graph of each",
        write=write_nquads,
    ),
)
