"""A store folder of some thousand triples, and a real server over it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.graph.identifiers import ONTOLOGY_GRAPH, PREFIXES
from ncgraph.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ASSERTED = "https://w3id.org/ncgraph/graph/asserted/10.1000%2Freview"
SAMPLES = 3000
# the server as a process of its own, as `ncgraph serve` runs it
_SERVER = """
import sys
from ncgraph.serving import serve

if __name__ == "__main__":
    serve(sys.argv[1], port=0, timeout=1.5, workers=2, max_rows=500,
          announce=lambda url: print(url, flush=True))
"""


@dataclass
class RunningServer:
    url: str
    process: subprocess.Popen[str]


def fill(graph: KnowledgeGraph, samples: int) -> None:
    label, kind = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["rdf"] + "type")
    dot = ox.NamedNode(PREFIXES["ncg"] + "QuantumDot")
    asserted = ox.NamedNode(ASSERTED)
    for number in range(samples):
        sample = ox.NamedNode(f"https://w3id.org/ncgraph/id/10.1000%2Freview/sample/{number}")
        graph.store.add(ox.Quad(sample, label, ox.Literal(f"CdSe/CdS QD {number}"), asserted))
        graph.store.add(ox.Quad(sample, kind, dot, asserted))
    graph.store.add(ox.Quad(dot, label, ox.Literal("quantum dot"), ox.NamedNode(ONTOLOGY_GRAPH)))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serving") / "store"
    with KnowledgeGraph.writing(folder) as graph:
        fill(graph, SAMPLES)
    return folder


def start_server(store: Path, folder: Path) -> RunningServer:
    script = folder / "run_server.py"
    script.write_text(_SERVER, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(store)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url.startswith("http://127.0.0.1:")
    return RunningServer(url, process)


def stop_server(server: RunningServer) -> None:
    if server.process.poll() is None:
        server.process.terminate()
    server.process.wait(timeout=20)
    assert server.process.stdout is not None
    server.process.stdout.close()


@pytest.fixture(scope="session")
def server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    running = start_server(store, tmp_path_factory.mktemp("server"))
    yield running
    stop_server(running)


@pytest.fixture
def make_server() -> Iterator[Callable[[Path, Path], RunningServer]]:
    """Starts servers of a test's own; they end with it."""
    started: list[RunningServer] = []

    def start(store: Path, folder: Path) -> RunningServer:
        started.append(start_server(store, folder))
        return started[-1]

    yield start
    for each in started:
        stop_server(each)
