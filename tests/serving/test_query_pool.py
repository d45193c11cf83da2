"""Workers and their confinement, without HTTP in between."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ncgraph.errors import GraphError, NcgraphError, ResourceMissingError
from ncgraph.serving.negotiation import GRAPH_TYPES, TABLE_TYPES, choose
from ncgraph.serving.query_pool import Limits, PoolFullError, QueryPool
from ncgraph.serving.query_worker import Job, Outcome
from ncgraph.serving.sparql_endpoint import make_app, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = "SELECT (COUNT(?s) AS ?n) { ?s a ncg:QuantumDot }"
MIB = 1024 * 1024
# sorts nine million rows, which needs some GB
GREEDY = "SELECT ?c ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"
# reserves 3 GiB as threads do, then allows itself as much more as told
_RESERVING = """
import mmap, sys
from ncgraph.serving.confinement import limit_memory

def fits(mib):
    try:
        bytearray(mib * 1024 * 1024)
    except MemoryError:
        return False
    return True

reserved = mmap.mmap(-1, 3 * 1024**3)
limit_memory(int(sys.argv[1]))
print("100 MiB:", fits(100), "300 MiB:", fits(300))
"""
_UNGUARDED = """
import sys
import pyoxigraph
from ncgraph.serving.confinement import give_up_network

if sys.argv[1] == "confined" and not give_up_network():
    sys.exit("no confinement here")
query = "SELECT * { SERVICE <http://127.0.0.1:%s/sparql> { ?s ?p ?o } }" % sys.argv[2]
try:
    list(pyoxigraph.Store().query(query))
except (OSError, RuntimeError) as error:
    print(error)
"""


def make_job(query: str) -> Job:
    return Job(
        query=query,
        table_type="application/sparql-results+json",
        graph_type="text/turtle",
        max_rows=100,
    )


@pytest.fixture
def pool(store: Path) -> Iterator[QueryPool]:
    # time enough to come to the end of the memory on a busy machine
    pool = QueryPool(store, Limits(workers=1, memory_bytes=400 * MIB, timeout_s=120))
    pool.start()
    yield pool
    pool.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps the address space")
def test_a_query_that_needs_too_much_memory_ends_alone(pool: QueryPool) -> None:
    reply = pool.submit(make_job(GREEDY)).result(timeout=150)
    assert reply.outcome is Outcome.DIED
    assert "more memory than allowed" in reply.message
    assert pool.submit(make_job(COUNT)).result(timeout=150).outcome is Outcome.DONE


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps the address space")
def test_what_a_worker_took_while_starting_is_not_the_querys() -> None:
    command = [sys.executable, "-c", _RESERVING, str(200 * MIB)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["100", "MiB:", "True", "300", "MiB:", "False"]


@pytest.mark.slow
def test_a_query_nested_beyond_reason_ends_as_a_reply(pool: QueryPool) -> None:
    deep = "SELECT * " + "{" * 5000 + "}" * 5000
    reply = pool.submit(make_job(deep)).result(timeout=60)
    assert reply.outcome is Outcome.MALFORMED
    assert "nested too deeply" in reply.message


def test_a_closed_pool_takes_no_jobs(store: Path) -> None:
    pool = QueryPool(store, Limits(workers=1))
    pool.close()
    with pytest.raises(PoolFullError):
        pool.submit(make_job(COUNT))


@pytest.mark.slow
def test_a_missing_store_is_said_before_anything_listens(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph store at"):
        serve(tmp_path / "nowhere", port=0)


def test_a_port_in_use_is_named(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NcgraphError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(store, port=port)


def test_an_application_is_made_without_starting_anything(store: Path) -> None:
    assert {route.path for route in make_app(store).routes} == {"/", "/sparql"}  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux workers give up the network")
@pytest.mark.parametrize(("mode", "connects"), [("open", True), ("confined", False)])
def test_a_worker_reaches_nobody_even_if_the_guard_is_passed(mode: str, connects: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        port = str(listener.getsockname()[1])
        command = [sys.executable, "-c", _UNGUARDED, mode, port]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            if connects:
                listener.settimeout(20)
                listener.accept()[0].close()
            output, _ = process.communicate(timeout=30)
            if not connects:
                assert b"no confinement" not in output
                with pytest.raises(TimeoutError):
                    listener.accept()
        finally:
            process.kill()
            process.communicate()


def test_a_missing_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from ncgraph.errors import ResourceMissingError\n"
        "try:\n"
        "    from ncgraph.serving import serve\n"
        "except ResourceMissingError as error:\n"
        "    print(error)\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == 'the SPARQL endpoint needs uvicorn: pip install "ncgraph[serve]"\n'
    assert issubclass(ResourceMissingError, NcgraphError)


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json", "text/turtle"),
        ("text/*", "application/sparql-results+xml", "text/turtle"),
        ("text/csv ; q=0.9 , text/turtle", "text/csv", "text/turtle"),
        ("application/rdf+xml;q=nonsense", None, "application/rdf+xml"),
        ("", "application/sparql-results+json", "text/turtle"),
        ("nonsense", "application/sparql-results+json", "text/turtle"),
    ],
)
def test_the_most_precise_range_decides(accept: str, table: str | None, graph: str | None) -> None:
    assert (choose(accept, TABLE_TYPES), choose(accept, GRAPH_TYPES)) == (table, graph)
