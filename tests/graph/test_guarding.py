"""What the query guard lets through, what it refuses, and what it says."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from ncgraph.errors import GraphError, QueryRefusedError, QuestionError
from ncgraph.graph.guarding import QueryKind, check_read_only, run_read_only
from ncgraph.graph.store import KnowledgeGraph

NCG = "https://w3id.org/ncgraph/ontology#"
ASSERTED = "https://w3id.org/ncgraph/graph/asserted/10.1000%2Freview"
ONTOLOGY = "https://w3id.org/ncgraph/graph/ontology"
JSON = "application/sparql-results+json"
SERVICE = "SERVICE <http://127.0.0.1:9/sparql> { ?a ?b ?c }"


@pytest.fixture
def graph() -> KnowledgeGraph:
    """Twelve samples in one graph, one class in another."""
    graph = KnowledgeGraph.memory()
    store = graph.store
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for number in range(12):
        sample = ox.NamedNode(f"https://w3id.org/ncgraph/id/review/sample/{number}")
        name = ox.Literal(f"CdSe/CdS QDs,\n{number} nm")
        store.add(ox.Quad(sample, label, name, ox.NamedNode(ASSERTED)))
    store.add(
        ox.Quad(ox.NamedNode(NCG + "QuantumDot"), label, ox.Literal("QD"), ox.NamedNode(ONTOLOGY))
    )
    return graph


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT ?s { ?s ?p ?o }", QueryKind.SELECT),
        ("ASK { ?s ?p 'SERVICE <http://x> {}' }", QueryKind.ASK),
        ("CONSTRUCT WHERE { ?s ?p ?o } # INSERT DATA {}", QueryKind.CONSTRUCT),
        ("DESCRIBE <https://w3id.org/ncgraph/ontology#SERVICE>", QueryKind.DESCRIBE),
        (
            "PREFIX n: <http://n/> SELECT ?s (COUNT(?o) AS ?n) { ?s n:a/n:b*|^n:c ?o"
            " MINUS { ?s ?p 2 } VALUES ?o { 1 UNDEF } }"
            " GROUP BY ?s HAVING (COUNT(?o) > 1) ORDER BY DESC(?n) LIMIT 4 OFFSET 2",
            QueryKind.SELECT,
        ),
    ],
)
def test_a_reading_query_is_let_through_whatever_its_strings_and_comments_say(
    query: str, kind: QueryKind
) -> None:
    assert check_read_only(query).kind is kind


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s x:p ?o }",
        "LOAD <http://127.0.0.1:9/data.ttl>",
        "CLEAR ALL",
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {{ SELECT ?a {{ {SERVICE} }} }} }} }}",
        f"ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ {SERVICE} }} }}",
        "SELECT * { GRAPH ?g { SERVICE SILENT ?anywhere { ?a ?b ?c } } }",
        f"SELECT (EXISTS {{ {SERVICE} }} AS ?x) {{}}",
        f"SELECT ?s {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {SERVICE} }})",
        f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {SERVICE} }})",
    ],
)
def test_updates_and_calls_to_other_hosts_are_refused_at_any_depth(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="not allowed"):
        check_read_only(query)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ ?s ?p ?o # a comment that ends here\r{SERVICE} }}",
        "SELECT * { ?s ?p ?o \\u0053ERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        f"SELECT * {{ ?s ?p ?o #\\u000D{SERVICE} }}",
    ],
)
def test_a_service_call_hidden_from_one_of_the_two_parsers_is_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check_read_only(query)


def test_the_text_to_run_hides_nothing_behind_an_escaped_quote(graph: KnowledgeGraph) -> None:
    query = f'SELECT * {{ ?s ?p ?o FILTER("\\u0022 = ?o) }} #" = ?o) {SERVICE} }}'
    form = check_read_only(query)
    assert "\\u0022" not in form.text
    assert run_read_only(graph, form, media_type=JSON, max_rows=5).rows == 0


def test_an_escape_that_makes_an_escape_is_refused() -> None:
    with pytest.raises(QuestionError, match="escape"):
        check_read_only("SELECT * { ?s ?p '\\u005Cu0022' }")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT ?s {\n  ?s ?p ?o .\n  FILTR(?o > 1) }", r"line 3, column 3: unexpected 'FILTR"),
        ("", "line 1, column 1: it ends too early"),
        ("ASK { ncx:Laser ?p ?o }", "Unknown namespace prefix : ncx"),
        ("SELECT * " + "{" * 4000 + "}" * 4000, "nested too deeply"),
    ],
)
def test_a_syntax_error_says_where_in_one_line(query: str, place: str) -> None:
    with pytest.raises(QuestionError, match=place) as caught:
        check_read_only(query)
    assert "\n" not in str(caught.value)
    assert not isinstance(caught.value, QueryRefusedError)


def test_only_queries_without_time_and_chance_are_repeatable() -> None:
    assert check_read_only("SELECT ?s { ?s ?p ?o }").repeatable
    assert not check_read_only("SELECT (NOW() AS ?t) {}").repeatable
    assert not check_read_only("SELECT ?s { ?s ?p ?o FILTER(RAND() < 0.5) }").repeatable


def test_a_known_prefix_needs_no_declaration(graph: KnowledgeGraph) -> None:
    form = check_read_only("ASK { ncg:QuantumDot ?p ?o }")
    result = run_read_only(graph, form, media_type=JSON, max_rows=5)
    assert json.loads(result.body)["boolean"] is True


@pytest.mark.parametrize(
    ("clause", "rows"), [("", 13), (f"FROM <{ASSERTED}>", 12), (f"FROM NAMED <{ASSERTED}>", 0)]
)
def test_the_default_graph_is_the_union_unless_the_query_names_graphs(
    graph: KnowledgeGraph, clause: str, rows: int
) -> None:
    form = check_read_only(f"SELECT * {clause} {{ ?s ?p ?o }}")
    assert run_read_only(graph, form, media_type=JSON, max_rows=50).rows == rows


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_a_graph_the_store_does_not_hold_is_named_and_never_fetched(
    graph: KnowledgeGraph, clause: str
) -> None:
    form = check_read_only(f"SELECT * {clause} <http://127.0.0.1:9/g> {{ ?s ?p ?o }}")
    with pytest.raises(GraphError, match=r"holds no graph <http://127\.0\.0\.1:9/g>"):
        run_read_only(graph, form, media_type=JSON, max_rows=5)


@pytest.mark.parametrize(
    "media_type", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_a_table_is_cut_at_the_row_limit_and_stays_well_formed(
    graph: KnowledgeGraph, media_type: str
) -> None:
    form = check_read_only("SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s")
    result = run_read_only(graph, form, media_type=media_type, max_rows=5)
    assert (result.rows, result.truncated) == (5, True)
    assert result.body.count(b"CdSe/CdS QDs") == 5
    whole = run_read_only(graph, form, media_type=media_type, max_rows=13)
    assert (whole.rows, whole.truncated) == (13, False)


def test_a_limited_result_equals_what_the_engine_itself_writes(graph: KnowledgeGraph) -> None:
    query = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s"
    results = graph.store.query(query, use_default_graph_as_union=True)
    assert isinstance(results, ox.QuerySolutions)
    expected = results.serialize(format=ox.QueryResultsFormat.JSON)
    result = run_read_only(graph, check_read_only(query), media_type=JSON, max_rows=100)
    assert result.body == expected


def test_a_graph_is_cut_at_the_row_limit(graph: KnowledgeGraph) -> None:
    form = check_read_only("CONSTRUCT WHERE { ?s ?p ?o }")
    result = run_read_only(graph, form, media_type="application/n-triples", max_rows=4)
    assert (result.rows, result.truncated, result.body.count(b" .\n")) == (4, True, 4)


def test_a_table_is_not_written_as_a_graph(graph: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="cannot be written as text/turtle"):
        run_read_only(graph, check_read_only("ASK {}"), media_type="text/turtle", max_rows=1)
