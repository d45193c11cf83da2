"""Citation networks, read back with networkx and checked against the grammar of the formats."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx
import pytest

from ncgraph.exporting import export

if TYPE_CHECKING:
    from ncgraph.graph.store import KnowledgeGraph

FIRST, FAN = "doi:10.1000/first", "doi:10.1000/fan"
SECOND = "https://w3id.org/ncgraph/id/10.1000%2Fsecond"
ADACHI = "https://w3id.org/ncgraph/id/10.1000%2Ffirst/reference/9"
UNCITED = "https://w3id.org/ncgraph/id/10.1000%2Ffirst/reference/65"


def write(graph: KnowledgeGraph, format_name: str) -> bytes:
    stream = io.BytesIO()
    export(graph, format_name, stream)
    return stream.getvalue()


def read_back(graph: KnowledgeGraph, format_name: str) -> networkx.DiGraph[str]:
    stream = io.BytesIO(write(graph, format_name))
    read = (
        networkx.read_gexf(stream, version="1.3")
        if format_name == "gexf"
        else (networkx.read_graphml(stream))
    )
    assert isinstance(read, networkx.DiGraph)
    return read


@pytest.fixture(params=["gexf", "graphml"])
def network(request: pytest.FixtureRequest, graph: KnowledgeGraph) -> networkx.DiGraph[str]:
    return read_back(graph, request.param)


def test_a_paper_cited_by_two_reviews_is_one_node(network: networkx.DiGraph[str]) -> None:
    assert set(network) == {FIRST, SECOND, FAN, ADACHI, UNCITED}
    assert set(network.predecessors(FAN)) == {FIRST, SECOND}
    assert network.is_directed()


def test_a_node_carries_what_the_list_of_references_prints(
    network: networkx.DiGraph[str],
) -> None:
    node: dict[str, Any] = network.nodes[FAN]
    expected = {
        "label": "Fan 2017",
        "kind": "reference",
        "title": "A <CW> laser of dots",
        "year": 2017,
        "doi": "10.1000/FAN",
        "author": "Fan",
        "journal": "Nature",
        "number": "28",
    }
    assert {name: node[name] for name in expected} == expected
    assert network.nodes[FIRST]["label"] == "Dots & lasers: a review"
    assert network.nodes[ADACHI]["label"] == "Adachi"
    assert "year" not in network.nodes[ADACHI]


def test_an_edge_says_how_often_where_and_for_which_claims(
    network: networkx.DiGraph[str],
) -> None:
    edge: dict[str, Any] = network.edges[FIRST, FAN]
    # two markers, and one sentence without a marker that was resolved to the paper
    assert edge["weight"] == 3.0
    assert edge["sections"] == "2.9; 2.10"
    assert edge["claim_kinds"] == "band-alignment; lasing-threshold"
    assert edge["basis"] == "printed"


def test_a_reference_found_beyond_the_print_is_marked_resolved(
    network: networkx.DiGraph[str],
) -> None:
    assert network.edges[FIRST, ADACHI]["basis"] == "resolved"
    assert network.edges[FIRST, ADACHI]["weight"] == 1.0


def test_a_claim_read_from_a_references_own_title_makes_no_citation(
    network: networkx.DiGraph[str],
) -> None:
    assert network.degree(UNCITED) == 0


@pytest.mark.parametrize("format_name", ["gexf", "graphml"])
def test_the_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, format_name: str) -> None:
    assert write(graph, format_name) == write(graph, format_name)


def test_gexf_has_only_what_its_grammar_lists_and_in_its_order(graph: KnowledgeGraph) -> None:
    # attributes and order of children from specs/1.3/gexf.rnc of gephi/gexf
    allowed = {
        "gexf": {"version", "variant"},
        "meta": {"lastmodifieddate"},
        "creator": set(),
        "description": set(),
        "graph": {"defaultedgetype", "idtype", "mode"},
        "attributes": {"class", "mode"},
        "attribute": {"id", "title", "type"},
        "nodes": {"count"},
        "node": {"id", "label"},
        "edges": {"count"},
        "edge": {"id", "type", "label", "source", "target", "weight", "kind"},
        "attvalues": set(),
        "attvalue": {"for", "value"},
    }
    root = ElementTree.fromstring(write(graph, "gexf"))  # noqa: S314 - our own output
    for element in root.iter():
        namespace, _, name = element.tag[1:].partition("}")
        assert namespace == "http://gexf.net/1.3"
        assert set(element.attrib) <= allowed[name], name
    body = [child.tag.rpartition("}")[2] for child in root[1]]
    assert body == ["attributes", "attributes", "nodes", "edges"]
    declared = {each.get("id") for each in root.iter("{http://gexf.net/1.3}attribute")}
    assert {each.get("for") for each in root.iter("{http://gexf.net/1.3}attvalue")} <= declared


def test_graphml_has_a_weight_of_type_double_and_only_types_gephi_reads(
    graph: KnowledgeGraph,
) -> None:
    root = ElementTree.fromstring(write(graph, "graphml"))  # noqa: S314 - our own output
    keys = list(root.iter("{http://graphml.graphdrawing.org/xmlns}key"))
    types = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in keys}
    assert types["edge", "weight"] == "double"
    assert types["node", "year"] == "int"
    assert set(types.values()) <= {"boolean", "int", "long", "float", "double", "string"}
