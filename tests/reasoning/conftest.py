"""What tests of compiled axioms share: a graph with a small ontology of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.graph import KnowledgeGraph, add_ontology
from ncgraph.graph.identifiers import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n"
    for name in ("ncg", "owl", "rdf", "rdfs", "xsd", "skos")
)


@pytest.fixture
def graph_of(tmp_path: Path) -> Callable[[str, str], KnowledgeGraph]:
    """Makes a graph of axioms, as Turtle, and data, as triples of an INSERT DATA."""

    def make(axioms: str, data: str) -> KnowledgeGraph:
        ontology = tmp_path / "ontology.ttl"
        ontology.write_text(HEADER + axioms, encoding="utf-8")
        graph = KnowledgeGraph.memory()
        add_ontology(graph, [ontology])
        statements = f"INSERT DATA {{ GRAPH <https://example.org/data> {{ {data} }} }}"
        graph.store.update(statements, prefixes=PREFIXES)
        return graph

    return make
