"""An answer says where sources disagree on what it shows, with the words of both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

import ncgraph
from ncgraph import KnowledgeGraph, ask
from ncgraph.exporting.json_contract import answer_json, read_schema
from ncgraph.exporting.terminal import answer_text
from ncgraph.graph import add, add_ontology
from ncgraph.model import ConflictKind
from ncgraph.reasoning import reason

if TYPE_CHECKING:
    from pathlib import Path

PAPER = """# Lasers of platelets

## Results
The lasing threshold of CdSe/CdS core/shell nanoplatelets under three-photon pumping was
5.1 mJ/cm² [1]. CdSe/ZnS quantum dots in a microring lased at 70 µJ/cm² [2].

## Discussion
Under three-photon pumping, CdSe/CdS core/shell nanoplatelets have a lasing threshold of
6.8 mJ/cm² [1].

## References
[1] Weber, A. & Lind, B. Platelets pumped with three photons. Opt. Lett. 12, 100-104 (2018).
[2] Okafor, C. Rings of dots. Opt. Lett. 13, 5-9 (2019).
"""
PLATELETS = "Which nanoplatelets have lased under three-photon pumping?"


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    source: Path = tmp_path_factory.mktemp("disputes") / "paper.md"
    source.write_text(PAPER, encoding="utf-8")
    document = ncgraph.read(source)
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    add(graph, document, ncgraph.extract(document))
    reason(graph)
    return graph


def test_a_row_whose_value_is_disputed_gives_both_with_sentence_and_reference(
    disputed: KnowledgeGraph,
) -> None:
    (row,) = ask(disputed, PLATELETS).rows
    (conflict,) = row.conflicts
    assert conflict.kind is ConflictKind.VALUE
    told = {side.says: (side.references, side.evidence.quote) for side in conflict.sides}
    assert set(told) == {"5.1 mJ/cm2", "6.8 mJ/cm2"}
    credited, quote = told["6.8 mJ/cm2"]
    assert credited == ("1",)
    assert "6.8 mJ/cm²" in quote


def test_a_row_that_shows_nothing_disputed_has_no_conflict(disputed: KnowledgeGraph) -> None:
    (row,) = ask(disputed, "Which quantum dots have lased?").rows
    assert row.conflicts == ()
    assert "conflicts" not in answer_json(ask(disputed, "Which quantum dots have lased?"))


def test_a_disputed_row_is_told_in_json_and_in_text(disputed: KnowledgeGraph) -> None:
    answer = ask(disputed, PLATELETS)
    shape = json.loads(json.dumps(answer_json(answer)))
    jsonschema.validate(shape, read_schema("answer"))
    (conflict,) = shape["answers"][0]["conflicts"]
    assert {side["says"] for side in conflict["sides"]} == {"5.1 mJ/cm2", "6.8 mJ/cm2"}
    text = answer_text(answer)
    assert "but sources disagree: CdSe/CdS core/shell NPL (ref. 1): lasing threshold" in text
    assert "6.8 mJ/cm2 (ref. 1): “Under three-photon pumping" in text
