r"""Lets only reading SPARQL through, and runs it under a row limit.

The engine has no read-only switch for queries: `SERVICE` makes requests to other hosts even over a
read-only store. So a query is parsed first, by rdflib, and its tree is walked; words in strings,
comments or IRIs refuse nothing. The engine has a parser of its own, and where the two read a text
differently a clause could slip through: `check_read_only` removes the two differences we know
(escapes such as `\u0022` outside of strings, a bare carriage return that ends a comment), and only
the text it returns may be run. Who serves strangers also takes the network away from the process.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph
from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import expandUnicodeEscapes, parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from ncgraph.errors import GraphError, QueryRefusedError, QuestionError
from ncgraph.graph.identifiers import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typing_extensions import Buffer

    from ncgraph.graph.store import KnowledgeGraph

TABLE_FORMATS: dict[str, pyoxigraph.QueryResultsFormat] = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: dict[str, pyoxigraph.RdfFormat] = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
}

_CHANGING_BUILTINS = {f"Builtin_{name}" for name in ("RAND", "NOW", "UUID", "STRUUID", "BNODE")}
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")


class QueryKind(StrEnum):
    """The four forms of a reading query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryForm:
    """A query that was found to read only.

    `text` is what to run, and nothing else; `default_graphs` and `named_graphs` are the IRIs of its
    FROM and FROM NAMED; `repeatable` is false where it asks for the time or for chance.
    """

    kind: QueryKind
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    repeatable: bool = True

    @property
    def makes_graph(self) -> bool:
        """Whether the result is a graph (CONSTRUCT, DESCRIBE), not a table or a truth value."""
        return self.kind in (QueryKind.CONSTRUCT, QueryKind.DESCRIBE)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """A serialised result; `truncated` when the row limit cut it after `rows` rows (or triples)."""

    body: bytes
    rows: int
    truncated: bool


def check_read_only(query: str) -> QueryForm:
    """The query's form, if it does no more than read this graph.

    Args:
        query: SPARQL 1.1 query text; the prefixes in `PREFIXES` need no declaration.

    Raises:
        QueryRefusedError: It is an update, or calls SERVICE at any depth.
        QuestionError: It is not SPARQL 1.1; the message has line and column.

    >>> check_read_only("SELECT ?s { ?s ?p ?o }").kind
    <QueryKind.SELECT: 'SELECT'>
    >>> check_read_only("DROP ALL")
    Traceback (most recent call last):
    ncgraph.errors.QueryRefusedError: updates are not allowed here: this graph is read-only
    """
    text = _make_unambiguous(query)
    tree = _parse(text)
    names = {node.name for node in _walk(tree)}
    if "ServiceGraphPattern" in names:
        raise QueryRefusedError(
            "SERVICE is not allowed: queries run on this graph only; "
            "fetch the remote part with a client of its own"
        )
    return _describe(tree, text, names)


def run_read_only(
    graph: KnowledgeGraph,
    form: QueryForm,
    *,
    media_type: str,
    max_rows: int,
) -> QueryResult:
    """The result of a checked query, cut after `max_rows` rows or triples.

    The default graph is the union of all graphs, unless the query names graphs by FROM.

    Raises:
        GraphError: FROM or FROM NAMED names a graph this store does not hold.
        QuestionError: The engine refuses the query, or `media_type` does not fit its form.
    """
    results = _query(graph.store, form)
    if isinstance(results, pyoxigraph.QueryTriples):
        return _write_graph(results, media_type, max_rows)
    if media_type not in TABLE_FORMATS:
        raise QuestionError(f"{form.kind} gives a table, which cannot be written as {media_type}")
    if isinstance(results, pyoxigraph.QuerySolutions):
        return _write_table(results, TABLE_FORMATS[media_type], max_rows)
    body = results.serialize(format=TABLE_FORMATS[media_type])
    return QueryResult(body=body or b"", rows=1, truncated=False)


def _make_unambiguous(query: str) -> str:
    """The text both parsers read alike: escapes resolved first (SPARQL 1.1, 19.2), one newline."""
    text = expandUnicodeEscapes(query.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\r", "\n")  # one that an escape has brought in
    if _ESCAPE.search(text):
        raise QuestionError("an escape that makes an escape is not allowed in a query")
    return str(text)


def _parse(text: str) -> ParseResults:
    try:
        return parseQuery(text)
    except ParseBaseException as error:
        if _is_update(text):
            raise QueryRefusedError(
                "updates are not allowed here: this graph is read-only"
            ) from error
        raise QuestionError(_locate(error, text)) from error
    except RecursionError as error:
        raise QuestionError("the query is nested too deeply to be read") from error


def _is_update(text: str) -> bool:
    try:
        return bool(parseUpdate(text).request)
    except Exception:  # noqa: BLE001 - rdflib raises bare Exception for unknown prefixes
        return (
            re.search(r"^\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE)\b", text, re.I | re.M)
            is not None
        )


def _locate(error: ParseBaseException, text: str) -> str:
    line, column = error.lineno, error.column
    rest = text[error.loc :].split(maxsplit=1)
    found = f"unexpected {rest[0][:40]!r}" if rest else "it ends too early"
    return f"SPARQL syntax error at line {line}, column {column}: {found}"


def _walk(tree: object) -> Iterator[CompValue]:
    """Every named node of a parse tree or an algebra, without recursion."""
    open_nodes = [tree]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, CompValue):
            yield node
            open_nodes.extend(node.values())
        elif isinstance(node, (list, tuple, ParseResults)):
            open_nodes.extend(node)


def _describe(tree: ParseResults, text: str, names: set[str]) -> QueryForm:
    try:
        algebra = translateQuery(tree, initNs=PREFIXES).algebra
    except RecursionError as error:
        raise QuestionError("the query is nested too deeply to be read") from error
    except Exception as error:  # rdflib raises bare Exception and SPARQLError
        raise QuestionError(f"SPARQL error: {' '.join(str(error).split())}") from error
    clauses = algebra.datasetClause or ()
    return QueryForm(
        kind=QueryKind(algebra.name.removesuffix("Query").upper()),
        text=text,
        default_graphs=tuple(str(clause.default) for clause in clauses if clause.default),
        named_graphs=tuple(str(clause.named) for clause in clauses if clause.named),
        repeatable=not names & _CHANGING_BUILTINS,
    )


def _query(
    store: pyoxigraph.Store, form: QueryForm
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    default_graphs = _find_graphs(store, form.default_graphs)
    named_graphs = _find_graphs(store, form.named_graphs)
    has_dataset = bool(default_graphs or named_graphs)
    try:
        return store.query(
            form.text,
            prefixes=PREFIXES,
            # the engine lets the union win over FROM, so it is asked for only without FROM
            use_default_graph_as_union=not has_dataset,
            default_graph=[*default_graphs] if has_dataset else None,
            named_graphs=[*named_graphs] if has_dataset else None,
        )
    except SyntaxError as error:
        raise QuestionError(f"SPARQL error: {' '.join(str(error).split())}") from error


def _find_graphs(store: pyoxigraph.Store, iris: Sequence[str]) -> list[pyoxigraph.NamedNode]:
    graphs = []
    for iri in iris:
        try:
            graph = pyoxigraph.NamedNode(iri)
        except ValueError as error:
            raise GraphError(f"graph <{iri}> is no absolute IRI") from error
        if not store.contains_named_graph(graph):
            raise GraphError(
                f"this store holds no graph <{iri}>; nothing is fetched from elsewhere"
            )
        graphs.append(graph)
    return graphs


def _write_graph(
    triples: pyoxigraph.QueryTriples,
    media_type: str,
    max_rows: int,
) -> QueryResult:
    if media_type not in GRAPH_FORMATS:
        raise QuestionError(f"the result is a graph, which cannot be written as {media_type}")
    kept = list(islice(triples, max_rows + 1))
    truncated = len(kept) > max_rows
    del kept[max_rows:]
    body = pyoxigraph.serialize(kept, format=GRAPH_FORMATS[media_type], prefixes=PREFIXES)
    return QueryResult(body=body or b"", rows=len(kept), truncated=truncated)


class _EnoughRows(Exception):  # noqa: N818 - it stops the engine's writer and is no error
    pass


class _LineCounter(io.BytesIO):
    """Takes lines until there are more than `limit`, then stops the engine's writer."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.lines = 0

    def write(self, data: Buffer, /) -> int:
        written = super().write(data)
        self.lines += bytes(data).count(b"\n")
        if self.lines > self.limit:
            raise _EnoughRows
        return written


def _write_table(
    solutions: pyoxigraph.QuerySolutions, form: pyoxigraph.QueryResultsFormat, max_rows: int
) -> QueryResult:
    """Rows through TSV, the one format with exactly one line a row: it escapes newlines."""
    output = _LineCounter(max_rows + 1)
    with contextlib.suppress(_EnoughRows):
        solutions.serialize(output, format=pyoxigraph.QueryResultsFormat.TSV)
    lines = output.getvalue().split(b"\n")
    rows = output.lines - 1
    if rows > max_rows:
        lines, rows = [*lines[: max_rows + 1], b""], max_rows
    table = b"\n".join(lines)
    if form != pyoxigraph.QueryResultsFormat.TSV:
        parsed = pyoxigraph.parse_query_results(table, format=pyoxigraph.QueryResultsFormat.TSV)
        table = parsed.serialize(format=form) or b""
    return QueryResult(body=table, rows=rows, truncated=output.lines - 1 > max_rows)
