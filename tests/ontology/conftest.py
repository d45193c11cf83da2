"""The example graphs, reasoned over once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.graph import KnowledgeGraph
from ncgraph.reasoning import reason
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = sorted((folder("ontology") / "examples").glob("*.ttl"))


def reasoned(*examples: Path) -> KnowledgeGraph:
    """A graph of examples with all that follows from them."""
    graph = KnowledgeGraph.memory()
    for path in examples:
        name = ox.NamedNode(f"https://w3id.org/ncgraph/graph/asserted/{path.stem}")
        graph.store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=name)
    closure = reason(graph)
    assert closure.clashes == ()
    return graph


@pytest.fixture(scope="session")
def examples_graph() -> KnowledgeGraph:
    """All examples at once, as the stored questions are asked of them."""
    return reasoned(*EXAMPLES)
