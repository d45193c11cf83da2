"""One process that runs queries over a read-only store, until it is killed.

The engine cannot be interrupted, so a limit on time means a process that may be killed. Everything
that a query can make slow or large happens here, its parsing too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ncgraph.errors import NcgraphError, QueryRefusedError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from ncgraph.graph.store import KnowledgeGraph


class Outcome(StrEnum):
    """How a job ended."""

    DONE = "done"
    MALFORMED = "malformed"  # no SPARQL, or no graph of this store
    REFUSED = "refused"  # SPARQL that does not only read this store
    UNACCEPTABLE = "unacceptable"  # no media type fits the form of the query
    TIMED_OUT = "timed out"
    DIED = "died"  # out of memory, or a fault of the engine
    UNAVAILABLE = "unavailable"  # the store cannot be opened, or the server is closing


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A query to run, and the media types to write a table or a graph in."""

    query: str
    table_type: str | None
    graph_type: str | None
    max_rows: int
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of a job; `message` is one line, for all but `DONE`."""

    outcome: Outcome
    message: str = ""
    body: bytes = b""
    media_type: str = ""
    rows: int = 0
    truncated: bool = False
    repeatable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """A worker's first words: whether it could open the store and gave up the network."""

    failure: str | None = None
    confined: bool = False


def work(connection: Connection, store: str, memory: int) -> None:
    """Opens the store, gives up what no query needs, and answers jobs until the pipe closes."""
    import ncgraph.graph.guarding  # noqa: F401 - not at the expense of the first query
    from ncgraph.graph.store import KnowledgeGraph
    from ncgraph.serving.confinement import follow_parent, give_up_network, limit_memory

    follow_parent()
    try:
        graph = KnowledgeGraph.open(store)
    except NcgraphError as error:
        connection.send(Greeting(failure=str(error)))
        return
    confined = give_up_network()
    limit_memory(memory)
    connection.send(Greeting(confined=confined))
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        connection.send(run_job(graph, job))


def run_job(graph: KnowledgeGraph, job: Job) -> Reply:
    """What the query gives; everything that is the query's own fault becomes a reply."""
    from ncgraph.graph.guarding import check_read_only, run_read_only

    try:
        form = check_read_only(job.query)
        media_type = job.graph_type if form.makes_graph else job.table_type
        if media_type is None:
            shape = "a graph" if form.makes_graph else "a table"
            message = f"{form.kind} gives {shape}, which no accepted media type can carry"
            return Reply(outcome=Outcome.UNACCEPTABLE, message=message)
        if job.default_graphs or job.named_graphs:  # the protocol's graphs win over FROM
            form = replace(form, default_graphs=job.default_graphs, named_graphs=job.named_graphs)
        result = run_read_only(graph, form, media_type=media_type, max_rows=job.max_rows)
    except QueryRefusedError as error:
        return Reply(outcome=Outcome.REFUSED, message=str(error))
    except NcgraphError as error:
        return Reply(outcome=Outcome.MALFORMED, message=str(error))
    return Reply(
        outcome=Outcome.DONE,
        body=result.body,
        media_type=media_type,
        rows=result.rows,
        truncated=result.truncated,
        repeatable=form.repeatable,
    )
