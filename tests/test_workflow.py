"""build(): the whole path, atomic and repeatable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ncgraph.workflow
from ncgraph.errors import NcgraphError, ReadingError
from ncgraph.graph import KnowledgeGraph
from ncgraph.workflow import build

if TYPE_CHECKING:
    from pathlib import Path

_PAPER = """# Gain in core/shell nanocrystals

## 1. Results

CdSe/CdS core/shell QDs showed lasing in a DFB cavity under fs pumping with a threshold of
26 µJ/cm2.[1]

## References

[1] A. Author, B. Writer, A title on lasing, J. Phys. 2020, 12, 34. doi:10.1000/xyz
"""


def _quads(store: Path) -> set[tuple[object, ...]]:
    graph = KnowledgeGraph.open(store)
    rows = graph.select("SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
    return {tuple(row.values()) for row in rows}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(_PAPER, encoding="utf-8")
    return path


def test_a_build_without_sources_reads_the_bundled_digest(
    digest_store: Path, digest_path: Path
) -> None:
    graph = KnowledgeGraph.open(digest_store)
    names = graph.select("SELECT ?n WHERE { ?d ncg:sourceName ?n }")
    assert [row["n"] for row in names] == [digest_path.name]


def test_the_report_counts_what_the_graph_holds(paper: Path, tmp_path: Path) -> None:
    report = build([paper], tmp_path / "store")
    (document,) = report.documents
    assert document.source == "paper.md"
    assert document.claims > 0
    assert document.references == 1
    assert report.asserted > 0
    assert report.facts > 0
    assert report.clashes == ()


def test_building_the_same_paper_twice_changes_nothing(paper: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([paper], store)
    once = _quads(store)
    build([paper], store)
    assert _quads(store) == once


def test_a_second_paper_is_added_to_the_first(paper: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    other = tmp_path / "other.md"
    other.write_text(_PAPER.replace("CdSe/CdS", "InP/ZnSe"), encoding="utf-8")
    build([paper], store)
    once = _quads(store)
    build([other], store)
    assert once < _quads(store)


def test_fresh_leaves_out_what_the_store_held(paper: Path, tmp_path: Path) -> None:
    store, alone = tmp_path / "store", tmp_path / "alone"
    other = tmp_path / "other.md"
    other.write_text(_PAPER.replace("CdSe/CdS", "InP/ZnSe"), encoding="utf-8")
    build([paper], store)
    build([other], store, fresh=True)
    build([other], alone)
    assert _quads(store) == _quads(alone)


def test_one_bad_source_leaves_the_old_graph_and_is_named(paper: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([paper], store)
    before = _quads(store)
    with pytest.raises(ReadingError, match=r"missing\.md"):
        build([paper, tmp_path / "missing.md"], store, fresh=True)
    assert _quads(store) == before


def test_a_failure_while_reasoning_leaves_the_old_graph(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    build([paper], store)
    before = _quads(store)

    def fail(_: KnowledgeGraph) -> None:
        raise NcgraphError("no fixpoint")

    monkeypatch.setattr(ncgraph.workflow, "reason", fail)
    with pytest.raises(NcgraphError, match="no fixpoint"):
        build([paper], store, fresh=True)
    assert _quads(store) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["paper.md", "store"]


def test_progress_names_each_step_in_order(paper: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    build([paper], tmp_path / "store", progress=steps.append)
    assert steps == ["reading paper.md", "extracting paper.md", "reasoning"]


@pytest.mark.slow
def test_the_review_itself_is_built_without_a_contradiction(
    review_path: Path, tmp_path: Path
) -> None:
    report = build([review_path], tmp_path / "store")
    (document,) = report.documents
    assert document.references == 121
    assert report.clashes == ()
