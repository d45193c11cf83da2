"""The pages run on a store made from the small graph of the question tests."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from ncgraph import KnowledgeGraph
from ncgraph.resources import folder

TRIG = Path(__file__).parents[1] / "answering" / "lasers.trig"


@pytest.fixture(scope="session")
def laser_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder with the small graph and the ontology's notations of claim kinds."""
    path = tmp_path_factory.mktemp("lasers") / "store"
    with KnowledgeGraph.writing(path) as graph:
        graph.store.bulk_load(path=TRIG, format=ox.RdfFormat.TRIG)
        claims = folder("ontology") / "modules" / "claim.ttl"
        graph.store.bulk_load(path=claims, format=ox.RdfFormat.TURTLE)
    return path


@pytest.fixture
def app_folder(monkeypatch: pytest.MonkeyPatch, laser_store: Path) -> Path:
    """The app's folder, importable as it is under `streamlit run`, with the store named."""
    path = folder("app")
    monkeypatch.syspath_prepend(str(path))
    monkeypatch.setenv("NCGRAPH_STORE", str(laser_store))
    return path
