"""A read-only SPARQL 1.1 endpoint over a store (SPARQL 1.1 Protocol, query operation).

Status codes: 200 done; 304 unchanged; 400 no SPARQL; 403 update or SERVICE; 406 no fitting format;
413 query too long; 415 wrong body; 429 too many queries wait; 503 the query took too long or too
much memory, or the server is closing. An error has one line of plain text that says what happened.

A result cut at the row limit says so: in the header `Ncgraph-Truncated`, and in the body where the
format has a place for it (`notes` in JSON, a comment in XML, Turtle and N-Triples; CSV, TSV and
JSON-LD have none).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from ncgraph.errors import NcgraphError, ResourceMissingError
from ncgraph.serving.negotiation import GRAPH_TYPES, TABLE_TYPES, choose
from ncgraph.serving.query_pool import Limits, PoolFullError, QueryPool, read_version
from ncgraph.serving.query_worker import Job, Outcome, Reply
from ncgraph.serving.service_description import describe_service, draw_page

try:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route
except ImportError as missing:
    raise ResourceMissingError(
        f'the SPARQL endpoint needs {missing.name}: pip install "ncgraph[serve]"'
    ) from missing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from types import FrameType

    from starlette.requests import Request

PATH = "/sparql"
_STATUS = {
    Outcome.MALFORMED: 400,
    Outcome.REFUSED: 403,
    Outcome.UNACCEPTABLE: 406,
    Outcome.TIMED_OUT: 503,
    Outcome.DIED: 503,
    Outcome.UNAVAILABLE: 503,
}
_SHARED_HEADERS = {
    # what is served is public literature data and cannot be changed from here
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Ncgraph-Rows, Ncgraph-Truncated",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
_CLOSING_S = 2


class _RequestError(Exception):
    """A request that is answered without asking a worker."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operation:
    """A request's parameters, wherever the protocol let the client put them."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    accept: str


def make_app(store: Path | str, limits: Limits | None = None) -> Starlette:
    """The endpoint as an ASGI application; its workers start and end with its lifespan."""
    return _make_app(QueryPool(Path(store), limits or Limits()), Path(store))


def serve(
    store: Path | str,
    host: str = "127.0.0.1",
    port: int = 7878,
    timeout: float = 15.0,
    *,
    workers: int = 0,
    max_rows: int = 10_000,
    announce: Callable[[str], object] | None = None,
) -> None:
    """Serves the store until SIGTERM or Ctrl-C.

    Args:
        store: A store's folder; it is opened for reading only.
        host: Address to listen on; with the default only this machine can ask.
        port: Port to listen on; 0 takes a free one.
        timeout: Seconds a query may run.
        workers: Queries that run at the same time; 0 takes one per processor.
        max_rows: Rows or triples of a result before it is cut.
        announce: Called with the endpoint's address when it is ready.

    Raises:
        GraphError: The store cannot be opened.
        NcgraphError: The address cannot be listened on.
    """
    pool = QueryPool(Path(store), Limits(timeout_s=timeout, workers=workers, max_rows=max_rows))
    listener = _listen(host, port)
    try:
        pool.start()
        config = uvicorn.Config(
            _make_app(pool, Path(store)),
            log_level=logging.WARNING,
            access_log=False,
            timeout_graceful_shutdown=_CLOSING_S,
        )
        if announce:
            shown = f"[{host}]" if ":" in host else host
            announce(f"http://{shown}:{listener.getsockname()[1]}{PATH}")
        with suppress(KeyboardInterrupt):
            _Server(config, pool).run(sockets=[listener])
    finally:
        pool.close()
        listener.close()


class _Server(uvicorn.Server):
    """Kills the workers with the first signal, so that nobody waits for a running query."""

    def __init__(self, config: uvicorn.Config, pool: QueryPool) -> None:
        super().__init__(config)
        self._pool = pool

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._pool.close()
        super().handle_exit(sig, frame)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NcgraphError(f"cannot listen on {host}:{port}: {reason}; try another port") from error


def _make_app(pool: QueryPool, store: Path) -> Starlette:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(pool.start)
        yield
        pool.close()

    async def respond(request: Request) -> Response:
        try:
            response = await _respond(request, pool, store)
        except _RequestError as error:
            response = _refuse(error.status, str(error))
        except PoolFullError:
            response = _refuse(429, "too many queries are waiting; try again in a moment")
            response.headers["Retry-After"] = "1"
        except NcgraphError as error:  # the store was taken away
            response = _refuse(503, str(error))
        response.headers.update(_SHARED_HEADERS)
        return response

    methods = ["GET", "POST", "OPTIONS"]
    routes = [Route(path, respond, methods=methods) for path in ("/", PATH)]
    return Starlette(routes=routes, lifespan=lifespan)


async def _respond(request: Request, pool: QueryPool, store: Path) -> Response:
    if request.method == "OPTIONS":
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        }
        return Response(status_code=204, headers=allowed)
    operation = await _read_operation(request, pool.limits)
    if operation.query is None:
        return _describe(request, operation, pool.limits)
    job = _make_job(operation, pool.limits)
    tag = _make_tag(operation, read_version(store))
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    reply = await asyncio.wrap_future(pool.submit(job))
    return _send(reply, tag, pool.limits)


async def _read_operation(request: Request, limits: Limits) -> _Operation:
    found = _read_parameters(request.url.query, limits)
    if request.method == "POST":
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _read_body(request, limits)
        if content_type == "application/x-www-form-urlencoded":
            found |= _read_parameters(body, limits)
        elif content_type == "application/sparql-query":
            found["query"] = [body]
        elif content_type == "application/sparql-update":
            found["update"] = [body]
        else:
            raise _RequestError(
                415, "POST takes application/sparql-query or application/x-www-form-urlencoded"
            )
    return _check_parameters(found, request, limits)


def _check_parameters(
    found: Mapping[str, list[str]], request: Request, limits: Limits
) -> _Operation:
    queries = found.get("query", [])
    if "update" in found:
        raise _RequestError(403, "updates are not allowed here: this endpoint is read-only")
    if len(queries) > 1:
        raise _RequestError(400, "more than one query was sent")
    if request.method == "POST" and not queries:
        raise _RequestError(400, "no query was sent")
    if queries and len(queries[0]) > limits.max_query_length:
        raise _too_long(limits)
    return _Operation(
        query=queries[0] if queries else None,
        default_graphs=tuple(found.get("default-graph-uri", ())),
        named_graphs=tuple(found.get("named-graph-uri", ())),
        accept=",".join(found.get("accept") or request.headers.getlist("accept")),
    )


def _too_long(limits: Limits) -> _RequestError:
    return _RequestError(413, f"the query is longer than {limits.max_query_length} characters")


def _read_parameters(encoded: str, limits: Limits) -> dict[str, list[str]]:
    try:
        return parse_qs(
            encoded, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=50
        )
    except UnicodeDecodeError as error:
        raise _RequestError(400, "the parameters are not UTF-8") from error
    except ValueError as error:
        raise _too_long(limits) from error


async def _read_body(request: Request, limits: Limits) -> str:
    """The body, read no further than a query of the longest length may go in percent-encoding."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > 12 * limits.max_query_length:  # 4 bytes of UTF-8, 3 characters for each
            raise _too_long(limits)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _RequestError(400, "the body is not UTF-8") from error


def _describe(request: Request, operation: _Operation, limits: Limits) -> Response:
    url = str(request.url.replace(path=PATH, query=""))
    wanted = choose(operation.accept, {"text/html": "text/html", **GRAPH_TYPES})
    if wanted == "text/html" or wanted is None:
        policy = {"Content-Security-Policy": _PAGE_POLICY}
        return Response(draw_page(url, limits), media_type="text/html", headers=policy)
    return Response(describe_service(url), media_type="text/turtle")


def _make_job(operation: _Operation, limits: Limits) -> Job:
    table_type = choose(operation.accept, TABLE_TYPES)
    graph_type = choose(operation.accept, GRAPH_TYPES)
    if table_type is None and graph_type is None:
        offered = ", ".join(dict.fromkeys((*TABLE_TYPES.values(), *GRAPH_TYPES.values())))
        raise _RequestError(406, f"no accepted media type is offered; offered are: {offered}")
    return Job(
        query=operation.query or "",
        table_type=table_type,
        graph_type=graph_type,
        max_rows=limits.max_rows,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
    )


def _make_tag(operation: _Operation, version: str) -> str:
    parts = json.dumps([version, *map(str, (operation,))])
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


def _send(reply: Reply, tag: str, limits: Limits) -> Response:
    if reply.outcome is not Outcome.DONE:
        return _refuse(_STATUS[reply.outcome], reply.message)
    headers = {"Ncgraph-Rows": str(reply.rows), "Cache-Control": "no-cache"}
    body = reply.body
    if reply.repeatable:
        headers["ETag"] = tag
    if reply.truncated:
        headers["Ncgraph-Truncated"] = "true"
        note = f"cut at the limit of {limits.max_rows} rows: there are more"
        body = _add_note(body, reply.media_type, note)
    return Response(body, media_type=reply.media_type, headers=headers)


def _add_note(body: bytes, media_type: str, note: str) -> bytes:
    """The body with the note in it, where its format has a place for one."""
    text = note.encode()
    if media_type.endswith("results+json"):
        return b'{"notes":[' + json.dumps(note).encode() + b"]," + body.removeprefix(b"{")
    if media_type.endswith("xml"):
        declaration, end, rest = body.partition(b"?>")
        return declaration + end + b"<!-- " + text + b" -->" + rest
    if media_type in ("text/turtle", "application/n-triples"):
        return b"# " + text + b"\n" + body
    return body


def _refuse(status: int, message: str) -> Response:
    line: Any = " ".join(message.split())
    return PlainTextResponse(f"{line}\n", status_code=status)
