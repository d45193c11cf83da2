"""Formats are found, files are written whole or not at all."""

from __future__ import annotations

import importlib.metadata
import io
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox
import pytest

from ncgraph.errors import ExportError
from ncgraph.exporting import Exporter, export, list_formats, registry

if TYPE_CHECKING:
    from pathlib import Path

    from ncgraph.graph.store import KnowledgeGraph


def write_half(graph: KnowledgeGraph, target: BinaryIO) -> None:
    target.write(f"{len(graph)} triples".encode())
    raise RuntimeError("the disk is gone")


def count_triples(graph: KnowledgeGraph, target: BinaryIO) -> None:
    target.write(f"{len(graph)}".encode())


COUNT = Exporter(name="count", suffix=".txt", description="How many", write=count_triples)
HALF = Exporter(name="half", suffix=".txt", description="Breaks", write=write_half)


def plug_in(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    point = importlib.metadata.EntryPoint(name, value, registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group else [])
    monkeypatch.setattr(importlib.metadata.EntryPoint, "load", lambda self: globals()[self.attr])


def test_every_built_in_format_is_listed_with_a_description() -> None:
    names = [each.name for each in list_formats()]
    assert set(names) >= {"csv", "csv-experiments", "gexf", "graphml", "nquads", "turtle"}
    assert names == sorted(names)
    assert all(each.description and each.suffix.startswith(".") for each in list_formats())


@pytest.mark.parametrize("name", [each.name for each in list_formats()])
def test_every_format_writes_a_graph(graph: KnowledgeGraph, tmp_path: Path, name: str) -> None:
    target = tmp_path / "graph.out"
    export(graph, name, target)
    assert target.stat().st_size > 100
    assert list(tmp_path.iterdir()) == [target]


def test_nquads_read_back_are_the_graph(graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(graph, "nquads", tmp_path / "graph.nq")
    quads = ox.parse(path=str(tmp_path / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    assert set(quads) == set(graph.store)


def test_turtle_read_back_has_every_triple(graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(graph, "turtle", tmp_path / "graph.ttl")
    read = {q.triple for q in ox.parse(path=str(tmp_path / "graph.ttl"))}
    assert read == {quad.triple for quad in graph.store}


def test_an_unknown_format_is_answered_with_those_known(graph: KnowledgeGraph) -> None:
    with pytest.raises(
        ExportError, match=r"unknown export format 'xlsx'; known are: .*gexf.*turtle"
    ):
        export(graph, "xlsx", io.BytesIO())


def test_a_target_that_cannot_be_written_is_named(graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"cannot write .*nowhere/graph\.csv: No such file"):
        export(graph, "csv", tmp_path / "nowhere" / "graph.csv")
    with pytest.raises(ExportError, match="it is a folder"):
        export(graph, "csv", tmp_path)


def test_a_failed_export_leaves_the_old_file_and_no_other(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch, "half", f"{__name__}:HALF")
    target = tmp_path / "claims.csv"
    target.write_text("the old one")
    with pytest.raises(RuntimeError, match="disk is gone"):
        export(graph, "half", target)
    assert target.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_new_file_has_the_mode_any_new_file_has(graph: KnowledgeGraph, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    export(graph, "csv", tmp_path / "claims.csv")
    modes = {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes == {stat.S_IMODE(plain.stat().st_mode)}


def test_other_distributions_add_formats(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch, "count", f"{__name__}:COUNT")
    stream = io.BytesIO()
    export(graph, "count", stream)
    assert stream.getvalue() == str(len(graph)).encode()
    assert "count" in [each.name for each in list_formats()]


def test_an_exporter_under_a_name_in_use_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, "csv", f"{__name__}:COUNT")
    with pytest.raises(ExportError, match="two exporters are named 'csv'"):
        list_formats()


def test_an_exporter_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, "rows", f"{__name__}:count_triples")
    with pytest.raises(ExportError, match="is no Exporter named 'rows'"):
        list_formats()
