"""Defined classes do work: each has a member in some example, and nobody put it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.graph.identifiers import expand
from ncgraph.resources import folder

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph


def defined_classes() -> list[str]:
    store = ox.Store()
    for path in sorted((folder("ontology") / "modules").glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    equivalent = ox.NamedNode(expand("owl:equivalentClass"))
    found = {str(quad.subject) for quad in store.quads_for_pattern(None, equivalent, None)}
    return sorted(name.strip("<>") for name in found)


@pytest.mark.parametrize("name", defined_classes(), ids=lambda name: name.rpartition("#")[2])
def test_a_defined_class_finds_members_in_the_examples(
    examples_graph: KnowledgeGraph, name: str
) -> None:
    rows = examples_graph.select(
        f"SELECT DISTINCT ?x {{ GRAPH ?graph {{ ?x a <{name}> }}"
        " FILTER(!CONTAINS(STR(?graph), '/asserted/')) } LIMIT 1"
    )
    assert rows
