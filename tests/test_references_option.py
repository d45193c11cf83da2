"""`--references FILE`: a reference list beside the paper reaches claims and graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ncgraph import cli
from ncgraph.errors import ReadingError
from ncgraph.graph import KnowledgeGraph
from ncgraph.workflow import build

if TYPE_CHECKING:
    from pathlib import Path

RIS = "TY  - JOUR\nAU  - Moon, Jo\nPY  - 2014\nDO  - 10.1000/moon.2014\nER  -\n"
TEXT = "# Lasing\n\nCdSe/CdS nanoplatelets lased with a threshold of 6 µJ/cm² [1].\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "list.ris").write_text(RIS, encoding="utf-8")
    path = tmp_path / "paper.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_extract_lists_the_files_references(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = str(paper.with_name("list.ris"))
    assert cli.main(["extract", str(paper), "--references", listed, "--json"]) == 0
    extracted = json.loads(capsys.readouterr().out)
    assert [entry["doi"] for entry in extracted["references"]] == ["10.1000/moon.2014"]
    assert extracted["claims"][0]["citations"] == [1]


def test_build_puts_the_files_references_into_the_graph(paper: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    report = build([paper], store, references=paper.with_name("list.ris"))
    assert report.documents[0].references == 1
    with KnowledgeGraph.open(store) as graph:
        rows = graph.select("SELECT ?doi { ?reference ncg:number ?number ; bibo:doi ?doi }")
    assert [row["doi"] for row in rows] == ["10.1000/moon.2014"]


def test_a_reference_file_belongs_to_one_paper(paper: Path, tmp_path: Path) -> None:
    listed = paper.with_name("list.ris")
    with pytest.raises(ReadingError, match="one paper"):
        build([paper, paper], tmp_path / "store", references=listed)
    with pytest.raises(SystemExit) as ended:
        cli.main(["build", "--references", str(listed)])
    assert ended.value.code == 2
