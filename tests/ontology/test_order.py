"""Modules stand in one canonical order, which `python -m ncgraph.graph.canonical_turtle` makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.errors import GraphError
from ncgraph.graph.canonical_turtle import format_turtle, main
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

MODULES = sorted((folder("ontology") / "modules").glob("*.ttl"))
MESSY = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ncg: <https://w3id.org/ncgraph/ontology#> .
@prefix unused: <https://example.org/> .
ncg:Nanorod skos:altLabel "NR"@en, "nano-rod"@en ; a owl:Class .
ncg:Nanocube a owl:Class ; owl:equivalentClass [ owl:unionOf ( ncg:B ncg:A ) ; a owl:Class ] .
"""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_is_in_canonical_order(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    hint = "hint: python -m ncgraph.graph.canonical_turtle ontology/modules/*.ttl"
    assert format_turtle(text) == text, hint


def test_terms_predicates_and_labels_are_sorted_and_lists_are_left_alone() -> None:
    assert format_turtle(MESSY) == (
        "@prefix ncg: <https://w3id.org/ncgraph/ontology#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        "ncg:Nanocube\n    a owl:Class ;\n"
        "    owl:equivalentClass [ a owl:Class ; owl:unionOf ( ncg:B ncg:A ) ] .\n\n"
        'ncg:Nanorod\n    a owl:Class ;\n    skos:altLabel "nano-rod"@en, "NR"@en .\n'
    )


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_formatting_loses_no_triple(module: Path) -> None:
    def canonical(text: str) -> ox.Dataset:
        found = ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return found

    text = module.read_text(encoding="utf-8")
    assert canonical(format_turtle(text)) == canonical(text)


def test_a_comment_is_refused_and_not_lost() -> None:
    with pytest.raises(GraphError, match="scopeNote"):
        format_turtle("# why\n" + MESSY)


def test_checking_names_the_file_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "module.ttl"
    file.write_text(MESSY, encoding="utf-8")
    assert main(["--check", str(file)]) == 1
    assert file.read_text(encoding="utf-8") == MESSY
    assert main([str(file)]) == 0
    assert main(["--check", str(file)]) == 0
