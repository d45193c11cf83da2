"""Cached library calls: the graph, answers, claims. A rebuilt store is opened anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import streamlit as st

from ncgraph import Answer, KnowledgeGraph, NcgraphError, ask

_CLAIMS = """
PREFIX ncg: <https://w3id.org/ncgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?claim ?kind ?sample ?polarity ?source ?quote ?start ?end
WHERE {
  ?claim a ncg:Claim , ?class ;
    ncg:polarity ?polarity ;
    prov:wasQuotedFrom ?piece .
  ?class skos:notation ?kind .
  ?piece oa:exact ?quote ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?claim ncg:aboutSample/rdfs:label ?sample }
  OPTIONAL { ?claim ncg:partOfStatement/ncg:statementSource ?source }
}
ORDER BY ?start ?claim
"""


def store_path() -> Path | None:
    """The store to show: `NCGRAPH_STORE`, else the argument after `--`; None where neither is."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    named = os.environ.get("NCGRAPH_STORE") or next(iter(arguments), None)
    return Path(named) if named else None


def open_graph() -> KnowledgeGraph:
    """The graph of the store.

    Raises:
        NcgraphError: No store is named, or there is none where it should be.
    """
    path = store_path()
    if path is None or not path.exists():
        where = f"at {path}" if path else "named"
        raise NcgraphError(f"no graph {where}: make one with `ncgraph build --store DIR`")
    return _open(str(path), path.stat().st_mtime_ns)


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(path: str, version: int) -> KnowledgeGraph:  # noqa: ARG001 - a new build, a new entry
    return KnowledgeGraph.open(Path(path))


def load_answer(question: str) -> Answer:
    """The answer to a question, remembered while the store stays the same."""
    graph = open_graph()
    return _answer(str(store_path()), _version(), question, graph)


@st.cache_data(max_entries=200, show_spinner=False)
def _answer(
    path: str,  # noqa: ARG001 - part of the cache key
    version: int,  # noqa: ARG001 - part of the cache key
    question: str,
    _graph: KnowledgeGraph,  # the underscore keeps it out of the cache key
) -> Answer:
    return ask(_graph, question)


def load_claims() -> list[dict[str, str | int | float | bool | None]]:
    """Every claim with its kind, sample, stance and first piece of evidence."""
    graph = open_graph()
    return _claims(str(store_path()), _version(), graph)


@st.cache_data(max_entries=2, show_spinner="Reading claims")
def _claims(
    path: str,  # noqa: ARG001 - part of the cache key
    version: int,  # noqa: ARG001 - part of the cache key
    _graph: KnowledgeGraph,
) -> list[dict[str, str | int | float | bool | None]]:
    return list(_graph.select(_CLAIMS))


def _version() -> int:
    path = store_path()
    return path.stat().st_mtime_ns if path else 0
