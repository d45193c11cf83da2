"""How a server starts, follows its store, and ends with all its workers."""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from ncgraph.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message
    from subprocess import Popen

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }"


class RunningServer(Protocol):
    url: str
    process: Popen[str]


def ask(server: RunningServer, query: str, tag: str = "") -> Message:
    """The headers of a reply; raises where there is none or it is an error."""
    url = f"{server.url}?{urllib.parse.urlencode({'query': query})}"
    request = urllib.request.Request(url, headers={"If-None-Match": tag})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 - loopback
        headers: Message = reply.headers
        return headers


def ask_until_it_breaks(server: RunningServer) -> None:
    with pytest.raises(OSError, match=r"."):  # a 503, or the connection was closed
        ask(server, SLOW)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGTERM is a signal of POSIX")
def test_sigterm_ends_the_server_and_its_workers_even_in_a_query(
    store: Path, tmp_path: Path, make_server: Callable[[Path, Path], RunningServer]
) -> None:
    server = make_server(store, tmp_path)
    workers = _children_of(server.process.pid)
    with ThreadPoolExecutor(1) as client:
        pending = client.submit(ask_until_it_breaks, server)
        time.sleep(0.4)
        before = time.monotonic()
        server.process.terminate()
        server.process.wait(timeout=10)
        assert time.monotonic() - before < 3
        pending.result(timeout=10)
    time.sleep(0.3)
    assert len(workers) >= 2
    assert not [pid for pid in workers if _is_running(pid)]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
def test_workers_do_not_outlive_a_server_that_was_killed(
    store: Path, tmp_path: Path, make_server: Callable[[Path, Path], RunningServer]
) -> None:
    server = make_server(store, tmp_path)
    workers = _children_of(server.process.pid)
    with ThreadPoolExecutor(1) as client:
        pending = client.submit(ask_until_it_breaks, server)
        time.sleep(0.4)
        server.process.kill()
        server.process.wait(timeout=10)
        pending.result(timeout=10)
    deadline = time.monotonic() + 5
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in workers if _is_running(pid)]


@pytest.mark.slow
def test_a_rebuilt_store_is_served_without_a_restart(
    tmp_path: Path, make_server: Callable[[Path, Path], RunningServer]
) -> None:
    query = "SELECT * { ?s ?p ?o }"
    folder = tmp_path / "store"
    with KnowledgeGraph.writing(folder) as graph:
        graph.store.update("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }")
    server = make_server(folder, tmp_path)
    first = ask(server, query)
    with KnowledgeGraph.writing(folder) as graph:
        graph.store.update("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 2 } }")
    second = ask(server, query, first["ETag"])
    assert (first["Ncgraph-Rows"], second["Ncgraph-Rows"]) == ("1", "2")


def _children_of(parent: int) -> list[int]:
    """Processes started by a process, from Linux' /proc; none where there is no /proc."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.is_file():
        pytest.skip("no /proc here to find the workers by")
    return [int(word) for word in children.read_text("ascii").split()]


def _is_running(pid: int) -> bool:
    """Whether a process still does something; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
