"""The small graph the questions are asked of."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from ncgraph import KnowledgeGraph

TRIG = Path(__file__).with_name("lasers.trig")


@pytest.fixture(scope="session")
def lasers() -> KnowledgeGraph:
    graph = KnowledgeGraph.memory()
    graph.store.bulk_load(path=TRIG, format=ox.RdfFormat.TRIG)
    return graph
