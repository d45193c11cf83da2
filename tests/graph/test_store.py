"""The store folder: builds replace it whole or not at all, and say what is wrong with it."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.errors import GraphError, QuestionError
from ncgraph.graph import Iri, KnowledgeGraph, add_ontology
from ncgraph.graph.identifiers import GRAPHS, ONTOLOGY_GRAPH, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

PAPER = f"{GRAPHS}asserted/10.1000%2Fdigest"
SAMPLE = Iri("https://w3id.org/ncgraph/id/10.1000%2Fdigest/sample/CdSe-CdS_QD")


def record(graph: KnowledgeGraph, composition: str) -> None:
    predicate = ox.NamedNode(PREFIXES["ncg"] + "composition")
    quad = ox.Quad(ox.NamedNode(SAMPLE), predicate, ox.Literal(composition), ox.NamedNode(PAPER))
    graph.replace(PAPER, [quad])


def build(folder: Path, composition: str) -> None:
    with KnowledgeGraph.writing(folder) as graph:
        record(graph, composition)


def compositions(folder: Path) -> list[str]:
    with KnowledgeGraph.open(folder) as graph:
        return [str(row["c"]) for row in graph.select("SELECT ?c { ?s ncg:composition ?c }")]


def names(folder: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in folder.iterdir())


def start_child(script: str) -> subprocess.Popen[str]:
    """A process that runs the script and has said `ready`."""
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def kill(child: subprocess.Popen[str]) -> None:
    child.send_signal(signal.SIGKILL)
    child.communicate()


def test_what_was_built_is_read_from_the_folder(tmp_path: Path) -> None:
    build(tmp_path / "store", "CdSe/CdS")
    assert compositions(tmp_path / "store") == ["CdSe/CdS"]
    assert names(tmp_path / "store") == ["CURRENT", "LOCK", "graph"]


def test_a_build_goes_on_from_what_the_store_holds_unless_it_starts_fresh(tmp_path: Path) -> None:
    build(tmp_path, "CdSe/CdS")
    with KnowledgeGraph.writing(tmp_path) as graph:
        assert graph.count("asserted") == 1
    with KnowledgeGraph.writing(tmp_path, fresh=True) as graph:
        assert len(graph) == 0


def test_the_same_quads_again_leave_the_folder_untouched(tmp_path: Path) -> None:
    build(tmp_path, "CdSe/CdS")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    build(tmp_path, "CdSe/CdS")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_failing_build_leaves_the_old_graph(tmp_path: Path) -> None:
    build(tmp_path, "CdSe/CdS")

    def fail() -> None:
        with KnowledgeGraph.writing(tmp_path) as graph:
            record(graph, "InP/ZnS")
            raise ValueError("a page that nobody can read")

    with pytest.raises(ValueError, match="nobody can read"):
        fail()
    assert compositions(tmp_path) == ["CdSe/CdS"]


def test_a_build_killed_while_it_works_leaves_the_old_graph(tmp_path: Path) -> None:
    build(tmp_path, "CdSe/CdS")
    child = start_child(f"""
        import time
        from ncgraph.graph import KnowledgeGraph, add_ontology
        with KnowledgeGraph.writing({str(tmp_path)!r}) as graph:
            add_ontology(graph)
            print("ready", flush=True)
            time.sleep(60)
    """)
    with pytest.raises(GraphError, match="another process is building it"):
        build(tmp_path, "InP/ZnS")
    assert compositions(tmp_path) == ["CdSe/CdS"]  # readers are not locked out
    kill(child)
    assert compositions(tmp_path) == ["CdSe/CdS"]
    build(tmp_path, "InP/ZnS")
    assert compositions(tmp_path) == ["InP/ZnS"]


@pytest.mark.parametrize("step", ["_sync", "_point_to"])
def test_a_build_killed_while_it_writes_leaves_the_old_graph(tmp_path: Path, step: str) -> None:
    build(tmp_path, "CdSe/CdS")
    child = start_child(f"""
        import time
        from ncgraph.graph import KnowledgeGraph, add_ontology, generations
        def stop(*_):
            print("ready", flush=True)
            time.sleep(60)
        generations.{step} = stop
        with KnowledgeGraph.writing({str(tmp_path)!r}) as graph:
            add_ontology(graph)
    """)
    kill(child)
    assert len([name for name in names(tmp_path) if name in ("graph", "building")]) == 2
    assert compositions(tmp_path) == ["CdSe/CdS"]
    build(tmp_path, "InP/ZnS")
    assert compositions(tmp_path) == ["InP/ZnS"]
    assert names(tmp_path) == ["CURRENT", "LOCK", "graph"]


def test_a_reader_keeps_its_graph_while_a_build_replaces_it(tmp_path: Path) -> None:
    build(tmp_path, "CdSe/CdS")
    with KnowledgeGraph.open(tmp_path) as reader:
        build(tmp_path, "InP/ZnS")
        assert names(tmp_path).count("graph") == 2
        assert reader.ask('ASK { ?s ncg:composition "CdSe/CdS" }')
    build(tmp_path, "CsPbBr3")
    assert names(tmp_path).count("graph") == 1


def test_a_first_build_under_way_is_not_an_empty_store(tmp_path: Path) -> None:
    with (
        KnowledgeGraph.writing(tmp_path),
        pytest.raises(GraphError, match="is locked: another process is building it"),
    ):
        KnowledgeGraph.open(tmp_path)


def test_each_reason_why_a_folder_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"no graph store at .*; hint: make one with"):
        KnowledgeGraph.open(tmp_path / "absent")
    with pytest.raises(GraphError, match=r"is empty; hint: fill it"):
        KnowledgeGraph.open(tmp_path)
    paper = tmp_path / "paper.md"
    paper.write_text("# Lasers")
    with pytest.raises(GraphError, match=r"is not a graph store: it has no file CURRENT"):
        KnowledgeGraph.open(tmp_path)
    with pytest.raises(GraphError, match=r"is a file, not a graph store"):
        KnowledgeGraph.open(paper)
    (tmp_path / "CURRENT").write_text("MANIFEST-000005\n")
    with pytest.raises(GraphError, match=r"not a graph store of ours: CURRENT says 'MANIFEST"):
        KnowledgeGraph.open(tmp_path)


def test_a_damaged_graph_is_said_to_be_damaged_and_a_fresh_build_mends_it(tmp_path: Path) -> None:
    build(tmp_path, "CdSe/CdS")
    generation = next(tmp_path.glob("graph-*"))
    (generation / "CURRENT").unlink()
    with pytest.raises(GraphError, match=r"cannot be read .*; hint: build it anew"):
        KnowledgeGraph.open(tmp_path)
    with KnowledgeGraph.writing(tmp_path, fresh=True) as graph:
        record(graph, "CdSe/CdS")
    assert compositions(tmp_path) == ["CdSe/CdS"]


def test_a_folder_with_other_files_is_not_built_into(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("")
    with pytest.raises(GraphError, match=r"holds other files \(thesis\.tex\)"):
        build(tmp_path, "CdSe")
    assert names(tmp_path) == ["thesis.tex"]


def test_an_open_graph_cannot_be_changed(tmp_path: Path) -> None:
    build(tmp_path, "CdSe/CdS")
    with (
        KnowledgeGraph.open(tmp_path) as graph,
        pytest.raises(GraphError, match="open for reading"),
    ):
        record(graph, "InP")


def test_values_come_as_python_and_go_in_as_terms() -> None:
    graph = KnowledgeGraph.memory()
    record(graph, 'CdSe" } DROP ALL #')
    query = (
        "SELECT ?s ?gap { ?s ncg:composition ?c OPTIONAL { ?s ncg:gap ?gap } FILTER(?c IN (?f)) }"
    )
    rows = graph.select(query, f='CdSe" } DROP ALL #')
    assert rows == [{"s": SAMPLE, "gap": None}]
    assert isinstance(rows[0]["s"], Iri)
    assert graph.ask("ASK { ?s ?p ?o }", s=SAMPLE)
    assert not graph.ask("ASK { ?s ?p ?o }", s=str(SAMPLE))  # text is not the IRI
    assert graph.select('SELECT ("?c" AS ?x) (2.5 AS ?y) (3 > 2 AS ?z) {}', c=1) == [
        {"x": "?c", "y": 2.5, "z": True}
    ]


def test_a_query_of_the_wrong_form_says_which_method_is_right() -> None:
    graph = KnowledgeGraph.memory()
    with pytest.raises(QuestionError, match=r"no SELECT; hint: use ask\(\)"):
        graph.select("ASK { ?s ?p ?o }")
    with pytest.raises(QuestionError, match="no ASK"):
        graph.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(QuestionError, match="makes no triples"):
        graph.construct("SELECT * { ?s ?p ?o }")
    with pytest.raises(QuestionError, match="SPARQL error"):
        graph.select("SELEKT * {}")


def test_the_same_graph_is_written_as_the_same_text() -> None:
    graph = KnowledgeGraph.memory()
    record(graph, "CdSe/CdS")
    turtle = graph.serialize(None, "turtle")
    assert "@prefix ncg:" in turtle
    assert 'ncg:composition "CdSe/CdS"' in turtle
    assert PAPER in graph.serialize(None, "trig")
    assert graph.serialize("CONSTRUCT WHERE { ?s ?p ?o }", "turtle") == turtle
    with pytest.raises(GraphError, match="no format 'docx' for this; hint: one of turtle"):
        graph.serialize(None, "docx")


def test_the_ontology_is_recorded_once_and_without_blank_nodes() -> None:
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    version = graph.version
    add_ontology(graph)
    assert graph.version == version
    assert graph.graphs() == [ONTOLOGY_GRAPH]
    assert not graph.ask("ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }")
    assert graph.ask("ASK { ncg:CWLaserEmitter owl:equivalentClass/owl:intersectionOf ?list }")
