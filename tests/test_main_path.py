"""The worked example from end to end: one store, three clients, and the gold of the review."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ncgraph import KnowledgeGraph, ask, extract, read
from ncgraph.exporting.json_contract import extraction_json
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "Which quasi-type-II emitters have lased under CW pumping?"
# DESIGN.md section 4: two samples, by composition, particle and reference
EXPECTED = {("CdSe/CdS", "QD", "28"), ("CdSe/CdS", "NPL", "102")}
SAMPLES = """
PREFIX ncg: <https://w3id.org/ncgraph/ontology#>
SELECT DISTINCT ?composition ?shape ?number WHERE {
  ?sample a ncg:QuasiTypeIIEmitter, ncg:CWLaserEmitter ; ncg:composition ?composition ;
    ncg:gainMediumOf ?experiment .
  ?experiment a ncg:CWLasingExperiment ; ncg:reportedIn/ncg:number ?number .
  VALUES (?class ?shape) { (ncg:QuantumDot "QD") (ncg:Nanoplatelet "NPL") }
  ?sample a ?class
}"""


@pytest.fixture(scope="session")
def review_store(review_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from ncgraph.workflow import build

    store = tmp_path_factory.mktemp("review") / "store"
    build([review_path], store)
    return store


@pytest.fixture(params=["digest", "review"])
def store(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(f"{request.param}_store"))


@pytest.fixture
def endpoint(store: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "ncgraph", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        try:
            yield next(word for word in line.split() if word.startswith("http"))
        finally:
            process.terminate()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_page_the_endpoint_and_the_command_line_agree(
    store: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from SPARQLWrapper import JSON, SPARQLWrapper
    from streamlit.testing.v1 import AppTest

    done = subprocess.run(
        [sys.executable, "-m", "ncgraph", "ask", QUESTION, "--store", str(store), "--json"],
        capture_output=True,
        check=True,
    )
    rows = json.loads(done.stdout)["answers"]
    told = {
        ("/".join(x["material"] for x in row["layers"]), row["morphology"], str(ref))
        for row in rows
        for ref in row["references"]
    }
    assert told == EXPECTED

    client = SPARQLWrapper(endpoint)
    client.setQuery(SAMPLES)
    client.setReturnFormat(JSON)
    reply: Any = client.queryAndConvert()
    bindings = reply["results"]["bindings"]
    keys = ("composition", "shape", "number")
    assert {tuple(b[key]["value"] for key in keys) for b in bindings} == EXPECTED

    monkeypatch.syspath_prepend(str(folder("app")))
    monkeypatch.setenv("NCGRAPH_STORE", str(store))
    page = AppTest.from_file(str(folder("app") / "views" / "ask.py"), default_timeout=60)
    page.query_params["q"] = QUESTION
    page.run()
    assert not page.exception
    assert sorted(page.dataframe[0].value["References"]) == ["102", "28"]


def test_every_quote_of_the_answer_stands_in_the_file_where_it_says(
    review_store: Path, review_path: Path
) -> None:
    text = review_path.read_bytes().decode("utf-8")
    answer = ask(KnowledgeGraph.open(review_store), QUESTION)
    assert {row.references for row in answer.rows} == {(28,), (102,)}
    pieces = [(e.spans, e.quote) for row in answer.rows for e in row.evidence]
    assert len(pieces) >= len(answer.rows)
    for spans, quote in pieces:
        assert quote == " ".join(text[span.start : span.end] for span in spans)


@pytest.fixture(scope="session")
def review_extraction(review_path: Path) -> dict[str, Any]:
    document = read(review_path)
    return extraction_json(document, extract(document))


def score(tool: str, gold: str, extraction: dict[str, Any], review: Path, folder: Path) -> Any:
    shared = review.parent.parent
    predicted = folder / "predicted.json"
    predicted.write_text(json.dumps(extraction), encoding="utf-8")
    script, answers = shared / "tools" / f"{tool}.py", shared / "gold" / f"{gold}.json"
    done = subprocess.run(
        [sys.executable, str(script), str(answers), str(predicted)],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_every_cell_of_the_reviews_table_is_read(
    review_extraction: dict[str, Any], review_path: Path, tmp_path: Path
) -> None:
    scores = score("score_table", "table1", review_extraction, review_path, tmp_path)
    assert (scores["cells_right"], scores["cells"], scores["rows_read"]) == (208, 208, 26)


def test_the_reviews_reference_list_is_read(
    review_extraction: dict[str, Any], review_path: Path, tmp_path: Path
) -> None:
    scores = score("score_references", "references", review_extraction, review_path, tmp_path)
    assert scores["fields_right"] == scores["fields"] == 847


def test_the_reviews_claims_are_found_no_worse_than_before(
    review_extraction: dict[str, Any], review_path: Path, tmp_path: Path
) -> None:
    scores = score("score_extraction", "claims", review_extraction, review_path, tmp_path)
    assert scores["claims"]["found"]["f1"] >= 0.76
    assert scores["claims"]["exact"]["f1"] >= 0.63
