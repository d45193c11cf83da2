"""The endpoint as clients see it: the real SPARQLWrapper and plain HTTP against a real server."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

if TYPE_CHECKING:
    from email.message import Message
    from subprocess import Popen


# SPARQLWrapper 2.0.0 (2022) calls what Python and rdflib have deprecated since
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:SPARQLWrapper.*")

COUNT = "SELECT (COUNT(?s) AS ?n) { ?s a ncg:QuantumDot }"
LABELS = "SELECT ?label { ?s rdfs:label ?label ; a ncg:QuantumDot } ORDER BY ?label"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }"
SERVICE = "SERVICE <http://127.0.0.1:9/sparql> { ?a ?b ?c }"


class RunningServer(Protocol):
    url: str
    process: Popen[str]


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def fetch(url: str, data: bytes | None = None, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=data, headers=named)  # noqa: S310 - loopback http
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 - loopback http
            return Answer(reply.status, reply.headers, reply.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def ask(server: RunningServer, query: str, **headers: str) -> Answer:
    return fetch(f"{server.url}?{urllib.parse.urlencode({'query': query})}", None, **headers)


def wrap(server: RunningServer, query: str, result: str = JSON) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(server.url)
    wrapper.setQuery(f"PREFIX ncg: <https://w3id.org/ncgraph/ontology#>\n{query}")
    wrapper.setReturnFormat(result)
    return wrapper


def test_sparqlwrapper_selects_json(server: RunningServer) -> None:
    results = wrap(server, COUNT).queryAndConvert()
    assert isinstance(results, dict)
    assert results["results"]["bindings"][0]["n"]["value"] == "3000"


def test_sparqlwrapper_selects_csv_by_post(server: RunningServer) -> None:
    wrapper = wrap(server, COUNT, CSV)
    wrapper.setMethod(POST)
    assert wrapper.queryAndConvert() == b"n\r\n3000\r\n"


def test_sparqlwrapper_constructs_turtle(server: RunningServer) -> None:
    query = "CONSTRUCT { ?s a ncg:Dot } WHERE { ?s a ncg:QuantumDot } LIMIT 7"
    turtle = wrap(server, query, TURTLE).queryAndConvert()
    assert isinstance(turtle, bytes)
    assert len(Graph().parse(data=turtle, format="turtle")) == 7


def test_sparqlwrapper_is_told_that_a_query_is_no_sparql(server: RunningServer) -> None:
    with pytest.raises(QueryBadFormed, match="line 2, column"):
        wrap(server, "SELECT ?s { ?s ?p }").query()


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {SERVICE} }} }}",
        f"SELECT * {{ {{ SELECT ?a {{ {SERVICE} }} }} }}",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/data.ttl>",
    ],
)
def test_what_would_reach_outside_or_change_the_graph_is_forbidden(
    server: RunningServer, query: str
) -> None:
    answer = ask(server, query)
    assert answer.status == 403
    assert answer.text.count("\n") == 1
    assert "not allowed" in answer.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"DROP ALL", "application/sparql-update"),
        (b"update=DROP+ALL", "application/x-www-form-urlencoded"),
    ],
)
def test_an_update_is_forbidden_in_both_forms(
    server: RunningServer, body: bytes, kind: str
) -> None:
    assert fetch(server.url, body, Content_Type=kind).status == 403
    assert ask(server, COUNT).status == 200


@pytest.mark.slow
def test_a_slow_query_is_stopped_and_the_server_answers_on(server: RunningServer) -> None:
    before = time.monotonic()
    answer = ask(server, SLOW)
    assert answer.status == 503
    assert answer.text == "the query took longer than 1.5 s and was stopped\n"
    assert time.monotonic() - before < 8
    assert ask(server, COUNT).status == 200


@pytest.mark.slow
def test_too_many_queries_at_once_are_turned_away_and_told_so(server: RunningServer) -> None:
    # two workers, eight may wait
    with ThreadPoolExecutor(20) as clients:
        statuses = list(clients.map(lambda _: ask(server, SLOW).status, range(20)))
    assert set(statuses) == {503, 429}
    assert statuses.count(503) == 10
    assert ask(server, COUNT).status == 200


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.7", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/*, application/*;q=0.2", "text/xml"),
        ("application/*;q=0, text/csv", "text/csv"),
    ],
)
def test_the_media_type_of_a_table_follows_accept(
    server: RunningServer, accept: str, media_type: str
) -> None:
    sent = ask(server, "ASK {}", Accept=accept).headers["Content-Type"].partition(";")[0]
    # text/xml is asked for, SPARQL XML is what that is
    assert sent == media_type.replace("text/xml", "application/sparql-results+xml")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_the_media_type_of_a_graph_follows_accept(
    server: RunningServer, accept: str, media_type: str
) -> None:
    answer = ask(server, "DESCRIBE ncg:QuantumDot", Accept=accept)
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    assert b"quantum dot" in answer.body


@pytest.mark.parametrize(
    ("query", "accept"),
    [(COUNT, "image/png"), (COUNT, "text/turtle"), ("DESCRIBE <x:y>", "text/csv")],
)
def test_nothing_is_sent_in_a_type_the_client_did_not_accept(
    server: RunningServer, query: str, accept: str
) -> None:
    assert ask(server, query, Accept=accept).status == 406


@pytest.mark.parametrize(
    ("accept", "mark"),
    [
        ("application/sparql-results+xml", "<!-- cut at the limit of 500 rows"),
        ("text/csv", None),
    ],
)
def test_a_cut_table_says_so(server: RunningServer, accept: str, mark: str | None) -> None:
    answer = ask(server, LABELS, Accept=accept)
    assert answer.headers["Ncgraph-Truncated"] == "true"
    assert answer.headers["Ncgraph-Rows"] == "500"
    assert answer.text.count("CdSe/CdS QD") == 500
    assert mark is None or mark in answer.text


def test_a_cut_json_result_says_so_and_stays_json(server: RunningServer) -> None:
    results = json.loads(ask(server, LABELS).body)
    assert results["notes"] == ["cut at the limit of 500 rows: there are more"]
    assert len(results["results"]["bindings"]) == 500
    assert "notes" not in json.loads(ask(server, LABELS + " LIMIT 500").body)


def test_a_cut_graph_says_so_and_stays_turtle(server: RunningServer) -> None:
    answer = ask(server, "CONSTRUCT WHERE { ?s a ncg:QuantumDot }")
    assert answer.text.startswith("# cut at the limit of 500 rows")
    assert len(Graph().parse(data=answer.text, format="turtle")) == 500


def test_a_query_may_be_posted_as_it_is(server: RunningServer) -> None:
    answer = fetch(server.url, COUNT.encode(), Content_Type="application/sparql-query")
    assert json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == "3000"


def test_the_protocols_graph_parameters_choose_the_dataset(server: RunningServer) -> None:
    ontology = "https://w3id.org/ncgraph/graph/ontology"
    query = urllib.parse.urlencode(
        {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": ontology}
    )
    assert fetch(f"{server.url}?{query}").headers["Ncgraph-Rows"] == "1"


def test_an_unknown_graph_is_named_and_never_fetched(server: RunningServer) -> None:
    answer = ask(server, "SELECT * FROM <http://127.0.0.1:9/g> { ?s ?p ?o }")
    assert answer.status == 400
    assert "holds no graph <http://127.0.0.1:9/g>" in answer.text


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"query=" + b"x" * 60_000, "application/x-www-form-urlencoded", 413),
        (b"x" * 700_000, "application/sparql-query", 413),
        (b"\xff", "application/sparql-query", 400),
        (b"query=ASK{}&query=ASK{}", "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 415),
    ],
)
def test_a_request_that_is_no_query_is_answered_with_what_is_wrong(
    server: RunningServer, data: bytes, kind: str, status: int
) -> None:
    answer = fetch(server.url, data, Content_Type=kind)
    assert answer.status == status
    assert answer.text.count("\n") == 1


def test_any_page_may_ask(server: RunningServer) -> None:
    assert ask(server, "ASK {}").headers["Access-Control-Allow-Origin"] == "*"


def test_an_unchanged_result_is_not_sent_again(server: RunningServer) -> None:
    tag = ask(server, COUNT).headers["ETag"]
    assert ask(server, COUNT, If_None_Match=tag).status == 304
    assert ask(server, LABELS, If_None_Match=tag).status == 200
    assert ask(server, COUNT, If_None_Match=tag, Accept="text/csv").status == 200


def test_a_result_that_depends_on_time_has_no_tag(server: RunningServer) -> None:
    assert "ETag" not in ask(server, "SELECT (NOW() AS ?t) {}").headers


def test_the_service_describes_itself_to_programs(server: RunningServer) -> None:
    answer = fetch(server.url, Accept="text/turtle")
    description = Graph().parse(data=answer.text, format="turtle")
    asked = "ASK { ?s a sd:Service ; sd:endpoint ?u ; sd:feature sd:UnionDefaultGraph }"
    sd = {"sd": "http://www.w3.org/ns/sparql-service-description#"}
    assert description.query(asked, initNs=sd).askAnswer
    assert server.url in answer.text


def test_a_browser_gets_a_page_that_loads_nothing_else(server: RunningServer) -> None:
    answer = fetch(server.url, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "<form" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
