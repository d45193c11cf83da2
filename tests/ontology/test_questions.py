"""Every stored question answers as expected over the examples, and stands in the documents."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ncgraph.answering import named_questions
from ncgraph.ontology import ontology
from ncgraph.resources import folder

if TYPE_CHECKING:
    from ncgraph.answering.named import NamedQuestion
    from ncgraph.graph import KnowledgeGraph

EXPECTED = folder("ontology") / "questions" / "expected"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "questions.md"
INTRODUCTION = """# Questions that are kept

Each is a query in `ontology/questions/`, run by `ncgraph query NAME`, and a test: over the graphs
of `ontology/examples/`, reasoned over, it must give the rows of
`ontology/questions/expected/NAME.csv`.

<!-- Written by `pytest tests/ontology --update-golden` from the headers of the queries. -->
"""


def answer(graph: KnowledgeGraph, question: NamedQuestion) -> str:
    """The rows as CSV, in the question's order; terms of ours by their CURIE."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [name for name, _ in question.columns]
    writer.writerow(names)
    for row in graph.select(question.sparql):
        writer.writerow([_shown(row[name]) for name in names])
    return text.getvalue()


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    for prefix, namespace in (
        ("ncg", "https://w3id.org/ncgraph/ontology#"),
        ("ncgr", "https://w3id.org/ncgraph/rule/"),
    ):
        text = text.replace(namespace, f"{prefix}:")
    return text


@pytest.mark.parametrize("question", named_questions(), ids=lambda question: question.name)
def test_a_question_gives_its_expected_rows(
    question: NamedQuestion, examples_graph: KnowledgeGraph, update_golden: bool
) -> None:
    path = EXPECTED / f"{question.name}.csv"
    found = answer(examples_graph, question)
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_no_question_is_empty_over_the_examples() -> None:
    rows = {path.stem: len(path.read_text("utf-8").splitlines()) for path in EXPECTED.glob("*.csv")}
    assert [name for name, lines in rows.items() if lines < 2] == []


def test_there_are_questions_enough_and_no_expectation_without_one() -> None:
    names = {question.name for question in named_questions()}
    assert len(names) >= 40
    assert {path.stem for path in EXPECTED.glob("*.csv")} == names


def test_every_column_of_a_question_is_selected_and_every_wording_is_one_question() -> None:
    for question in named_questions():
        for name, meaning in question.columns:
            assert f"?{name}" in question.sparql, question.name
            assert meaning, question.name
        assert all(wording.endswith("?") for wording in question.wordings), question.name


def test_the_page_of_questions_is_what_the_queries_say(update_golden: bool) -> None:
    lines = [INTRODUCTION]
    for question in named_questions():
        columns = "; ".join(f"`{name}` {meaning}" for name, meaning in question.columns)
        wordings = " / ".join(question.wordings)
        lines.append(f"## {question.name}\n\n{wordings}\n\n{columns}\n")
    text = "\n".join(lines)
    if update_golden:
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


def test_questions_use_terms_of_the_ontology_alone() -> None:
    known = {term.curie for term in ontology()}
    for question in named_questions():
        used = {f"ncg:{word.split(':')[1]}" for word in _curies(question.sparql)}
        assert used <= known, question.name


def _curies(sparql: str) -> list[str]:
    body = "\n".join(line for line in sparql.splitlines() if not line.startswith(("#", "PREFIX")))
    words = body.replace("/", " ").replace("+", " ").replace(")", " ").replace("(", " ").split()
    return [word.rstrip(",;.") for word in words if word.startswith("ncg:") and len(word) > 4]


def test_the_page_on_a_neighbours_questions_names_questions_that_are_kept() -> None:
    page = (PAGE.parent / "competency_questions.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    assert named <= {question.name for question in named_questions()}
    assert page.count("| CQ") == 12
