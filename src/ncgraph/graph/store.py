"""`KnowledgeGraph`: named graphs of triples, in memory or in a folder.

It is the one door to RDF for the layers above: SPARQL goes in, plain Python comes out. The default
graph of every query is the union of all named graphs.
"""

from __future__ import annotations

import hashlib
import os
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from ncgraph.errors import GraphError, QuestionError
from ncgraph.graph import generations
from ncgraph.graph.identifiers import GRAPHS, PREFIXES
from ncgraph.graph.terms import Iri, Value, bind, to_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TRIPLE_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_QUAD_FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class KnowledgeGraph:
    """Quads with a version. `memory()` is empty and writable, `open()` reads a store folder.

    >>> graph = KnowledgeGraph.memory()
    >>> graph.select("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }")
    [{'triples': 0}]
    """

    def __init__(self, store: ox.Store, *, version: str | None = None) -> None:
        self.store = store  # for graph/ and reasoning/ alone
        self._version = version
        self._end_lease: weakref.finalize[[int], Self] | None = None

    @classmethod
    def memory(cls) -> Self:
        """An empty graph that lives as long as the process."""
        return cls(ox.Store())

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """The finished graph of a store folder, for reading; builds do not disturb it.

        Raises:
            GraphError: The folder is missing, empty, no store, or its first build is not finished.
        """
        store, digest, lease = generations.open_current(Path(folder))
        graph = cls(store, version=digest)
        if lease is not None:
            graph._end_lease = weakref.finalize(graph, os.close, lease)
        return graph

    @classmethod
    @contextmanager
    def writing(cls, folder: Path | str, *, fresh: bool = False) -> Iterator[Self]:
        """A graph in memory that holds what the store does; it replaces the store at the end.

        On an exception, or when the process is killed, the store stays as it was. The same quads
        again write nothing.

        Args:
            folder: The store folder; made where it is missing.
            fresh: Start from nothing instead of what the store holds.

        Raises:
            GraphError: Another process is building, or the folder holds other files.
        """
        path = Path(folder)
        with generations.locked(path):
            graph = cls.memory()
            if not fresh and generations.find_current(path):
                with cls.open(path) as old:
                    quads = old.store.dump(format=ox.RdfFormat.N_QUADS)
                graph.store.bulk_load(input=quads, format=ox.RdfFormat.N_QUADS, lenient=True)
                del quads
            yield graph
            lines = graph._nquads()
            generations.replace_current(path, _digest(lines), lines)

    def close(self) -> None:
        """Lets go of the folder; the graph is empty from then on."""
        self.store = ox.Store()
        if self._end_lease:
            self._end_lease()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.store)

    @property
    def version(self) -> str:
        """16 hexadecimal digits of a SHA-256 over the sorted quads: same quads, same version."""
        return self._version or _digest(self._nquads())

    def select(self, sparql: str, /, **terms: str | float | bool) -> list[dict[str, Value]]:
        """The rows of a SELECT: IRIs as `Iri` (a str), literals as Python values, gaps as None.

        Args:
            sparql: The query; the prefixes of `identifiers.PREFIXES` need no declaration.
            terms: Values of variables, `Iri` for IRIs; these must not be selected variables.

        Raises:
            QuestionError: It is no SELECT, or no SPARQL.
        """
        results = self._query(bind(sparql, terms))
        if not isinstance(results, ox.QuerySolutions):
            raise QuestionError("this query is no SELECT; hint: use ask() or construct()")
        names = [variable.value for variable in results.variables]
        return [dict(zip(names, map(to_value, row), strict=True)) for row in results]

    def ask(self, sparql: str, /, **terms: str | float | bool) -> bool:
        """The answer to an ASK.

        Raises:
            QuestionError: It is no ASK, or no SPARQL.
        """
        results = self._query(bind(sparql, terms))
        if not isinstance(results, ox.QueryBoolean):
            raise QuestionError("this query is no ASK; hint: use select() or construct()")
        return bool(results)

    def construct(
        self, sparql: str, /, **terms: str | float | bool
    ) -> list[tuple[Value, Value, Value]]:
        """The triples of a CONSTRUCT or DESCRIBE, each once, in a fixed order.

        Raises:
            QuestionError: It is neither, or no SPARQL.
        """
        return [
            (to_value(triple.subject), to_value(triple.predicate), to_value(triple.object))
            for triple in self._triples(bind(sparql, terms))
        ]

    def serialize(self, query: str | None, fmt: str) -> str:
        """The result of a CONSTRUCT, or with None the whole graph; the same graph, the same text.

        Args:
            query: CONSTRUCT or DESCRIBE; None for everything.
            fmt: turtle, ntriples, rdfxml or jsonld; for everything also nquads or trig.

        Raises:
            GraphError: The format is unknown, or keeps graphs apart while a query has one.
            QuestionError: The query is neither CONSTRUCT nor DESCRIBE, or no SPARQL.
        """
        if query is None and fmt in _QUAD_FORMATS:
            quads = sorted(self.store, key=lambda quad: (str(quad.graph_name), str(quad)))
            body = ox.serialize(quads, format=_QUAD_FORMATS[fmt], prefixes=PREFIXES)
        elif fmt in _TRIPLE_FORMATS:
            triples = self._triples(query or _EVERYTHING)
            body = ox.serialize(triples, format=_TRIPLE_FORMATS[fmt], prefixes=PREFIXES)
        else:
            known = [*_TRIPLE_FORMATS, *(() if query else _QUAD_FORMATS)]
            raise GraphError(f"no format {fmt!r} for this; hint: one of {', '.join(known)}")
        return (body or b"").decode()

    def graphs(self, prefix: str = "") -> list[str]:
        """The named graphs, sorted; `prefix` is an IRI's beginning, or what follows `GRAPHS`."""
        start = _absolute(prefix)
        names = (str(to_value(name)) for name in self.store.named_graphs())
        return sorted(Iri(name) for name in names if name.startswith(start))

    def count(self, graph_prefix: str = "") -> int:
        """Quads in the graphs whose name begins so: `asserted`, `facts`, `inferred`, or an IRI."""
        rows = self.select(
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), ?start)) }",
            start=_absolute(graph_prefix),
        )
        return int(rows[0]["n"] or 0)

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Puts quads in the place of all that a named graph holds.

        Raises:
            GraphError: The graph was opened for reading.
        """
        self.drop(graph)
        self.store.bulk_extend(quads)

    def drop(self, prefix: str) -> None:
        """Removes the named graphs whose name begins so; a whole name removes one graph.

        Raises:
            GraphError: The graph was opened for reading.
        """
        if self._version is not None:
            raise GraphError("this graph is open for reading; hint: use KnowledgeGraph.writing()")
        for name in self.graphs(prefix):
            if name == prefix or prefix.endswith("/"):
                self.store.remove_graph(ox.NamedNode(name))

    def _query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self.store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QuestionError(f"SPARQL error: {' '.join(str(error).split())}") from error

    def _triples(self, sparql: str) -> list[ox.Triple]:
        results = self._query(sparql)
        if not isinstance(results, ox.QueryTriples):
            raise QuestionError("this query makes no triples; hint: use select() or ask()")
        return sorted(set(results), key=str)

    def _nquads(self) -> bytes:
        dump = self.store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(sorted(dump.splitlines(keepends=True)))


def _digest(lines: bytes) -> str:
    return hashlib.sha256(lines).hexdigest()[:16]


def _absolute(prefix: str) -> str:
    return prefix if prefix.startswith("http") else GRAPHS + prefix
