"""Results of SPARQL as text: a table for people, JSON, CSV or Turtle for programs."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ncgraph.errors import QuestionError
from ncgraph.exporting.terminal import table
from ncgraph.graph.guarding import check_read_only, run_read_only
from ncgraph.graph.identifiers import compact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ncgraph.graph import KnowledgeGraph

_ALL_ROWS = 10**12  # the owner of a store is not limited; strangers are, by the endpoint


class Layout(StrEnum):
    """How a result is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TURTLE = "turtle"


_MEDIA_TYPES = {
    Layout.TABLE: "application/sparql-results+json",
    Layout.JSON: "application/sparql-results+json",
    Layout.CSV: "text/csv",
    Layout.TURTLE: "text/turtle",
}


def query_text(graph: KnowledgeGraph, sparql: str, layout: str | None = None) -> str:
    """The whole result of a reading query.

    Args:
        graph: Where it runs; the default graph is the union of all.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; our prefixes need no declaration.
        layout: A `Layout` or its word. None means a table, or Turtle where the query makes a
            graph. JSON of a graph is JSON-LD.

    Raises:
        QuestionError: It is no SPARQL, not allowed (updates, SERVICE), or does not fit the layout.
    """
    form = check_read_only(sparql)
    chosen = Layout(layout or ("turtle" if form.makes_graph else "table"))
    media_type = _MEDIA_TYPES[chosen]
    if form.makes_graph and chosen is Layout.JSON:
        media_type = "application/ld+json"
    result = run_read_only(graph, form, media_type=media_type, max_rows=_ALL_ROWS)
    body = result.body.decode("utf-8")
    return results_table(json.loads(body)) if chosen is Layout.TABLE else body.rstrip("\r\n")


def results_table(results: Mapping[str, Any]) -> str:
    """SPARQL results (the JSON of SPARQL 1.1) as a table, nothing cut; IRIs by their prefixes.

    >>> results_table({"head": {}, "boolean": True})
    'yes'
    """
    if "boolean" in results:
        return "yes" if results["boolean"] else "no"
    names = results["head"]["vars"]
    rows = [
        [_cell(binding.get(name)) for name in names] for binding in results["results"]["bindings"]
    ]
    return table(names, rows, widest=None) if rows else "no rows"


def _cell(term: Mapping[str, Any] | None) -> str:
    if term is None:
        return ""
    value = str(term["value"])
    return compact(value) if term["type"] == "uri" else value


def read_query(query: str) -> str:
    """The text of a query given as a file or as itself.

    Raises:
        QuestionError: It is a name, but of no readable file.
    """
    if any(letter.isspace() or letter == "{" for letter in query):
        return query
    try:
        return Path(query).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        hint = "`ncgraph query` lists the stored questions"
        raise QuestionError(f"{query}: no stored question, no readable file; {hint}") from error
