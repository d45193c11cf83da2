"""What editors must keep to: every violation query stays empty, files stay in canonical order."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.ontology import NAMESPACE, ontology
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

HOME = folder("ontology")
MODULES = sorted((HOME / "modules").glob("*.ttl"))
VIOLATIONS = sorted((HOME / "violations").glob("*.rq"))
REFERENCES = HOME.parent.parent / "shared" / "gold" / "references.json"
# Sources outside the reference list of the review: itself, and on claims of lasing, on bands.
OTHER_DOIS = {
    "10.1016/j.chip.2023.100073",
    "10.1038/nphoton.2017.28",
    "10.1063/1.121249",  # natural band offsets
    "10.1063/1.1368156",  # band parameters of III-V compounds
}
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ncg: <https://w3id.org/ncgraph/ontology#> .
@prefix ncgm: <https://w3id.org/ncgraph/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# An edit for each violation that must make it fire.
MISTAKES = {
    "claim_kind_about_nothing": "ncg:X rdfs:subClassOf ncg:Claim .",
    "claim_kind_without_notation": "ncg:X rdfs:subClassOf ncg:Claim .",
    "cycle_in_hierarchy": "ncg:Cavity rdfs:subClassOf ncg:DFBCavity .",
    "definition_repeats_label": (
        'ncg:X a owl:Class ; skos:prefLabel "comb"@en ; skos:definition "A comb that combs."@en .'
    ),
    "definition_without_genus": 'ncg:X a owl:Class ; skos:definition "light goes round"@en .',
    "deprecated_without_successor": "ncg:DFBCavity owl:deprecated true .",
    "duplicate_label": 'ncg:X a owl:Class ; skos:hiddenLabel "DFB"@en .',
    "duplicate_notation": 'ncg:X rdfs:subClassOf ncg:Cavity ; skos:notation "DFB" .',
    "equivalent_to_foreign_class": "ncg:X owl:equivalentClass skos:Concept .",
    "foreign_ontology_imported": "ncgm:cavity owl:imports <https://w3id.org/emmo> .",
    "label_repeated_on_a_term": 'ncg:DFBCavity skos:hiddenLabel "DFB"@en .',
    "mention_label_without_branch": 'ncg:X ncg:mentionLabel "CAVITY" .',
    "mentioned_term_without_notation": "ncg:X rdfs:subClassOf ncg:Cavity .",
    "module_not_imported": "ncgm:laser a owl:Ontology .",
    "property_without_dimension": "ncg:X rdfs:subClassOf ncg:Property .",
    "term_in_two_mention_branches": "ncg:DFBCavity rdfs:subClassOf ncg:Pump .",
    "term_with_two_preferred_labels": 'ncg:DFBCavity skos:prefLabel "DFB"@en .',
    "term_without_definition": "ncg:X a owl:Class .",
    "term_without_example": "ncg:X a owl:Class .",
    "term_without_label": "ncg:X a owl:Class .",
    "term_without_module": "ncg:X a owl:Class .",
    "term_without_source": "ncg:X a owl:ObjectProperty .",
    "undeclared_term": "ncg:X rdfs:subClassOf ncg:Cavitty .",
    "unknown_dimension": 'ncg:X ncg:dimension "fluency" .',
    "unknown_mention_label": 'ncg:X ncg:mentionLabel "CAVITIES" .',
}


def store(extra: str = "") -> ox.Store:
    """The ontology, header and modules, with an edit."""
    graph = ox.Store()
    for file in (*MODULES, HOME / "ncgraph.ttl"):
        graph.bulk_load(path=file, format=ox.RdfFormat.TURTLE)
    graph.load(PREFIXES + extra, format=ox.RdfFormat.TURTLE)
    return graph


def rows(graph: ox.Store, query: Path) -> list[list[str]]:
    """What a violation query finds."""
    found = graph.query(query.read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    return [[str(value) for value in row] for row in found]


@pytest.mark.parametrize("query", VIOLATIONS, ids=lambda path: path.stem)
def test_the_ontology_has_no_violation(query: Path) -> None:
    assert rows(store(), query) == []


@pytest.mark.parametrize("query", VIOLATIONS, ids=lambda path: path.stem)
def test_the_mistake_a_violation_is_named_after_is_found(query: Path) -> None:
    assert rows(store(MISTAKES[query.stem]), query)


def test_every_term_has_label_definition_and_source() -> None:
    for term in ontology():
        assert term.label, term.curie
        assert term.definition, term.curie
        assert term.source, term.curie


def test_every_kind_of_thing_in_text_has_an_example() -> None:
    assert [t.curie for t in ontology().terms() if t.mention_label and not t.examples] == []


def used_names(text: str) -> set[str]:
    """Local names of our terms in Turtle or SPARQL, comments left out."""
    code = re.sub(r"(?m)(?:^|\s)#.*$", "", text)
    prefixed = re.findall(r"(?<![\w:-])ncg:([A-Za-z]\w*)", code)
    return {*prefixed, *re.findall(rf"<{re.escape(NAMESPACE)}(\w+)>", code)}


@pytest.mark.parametrize(
    "file",
    [p for p in sorted(HOME.rglob("*")) if p.suffix in {".ttl", ".rq"}],
    ids=lambda path: path.relative_to(HOME).as_posix(),
)
def test_no_file_uses_an_unknown_term(file: Path) -> None:
    known = {term.curie.removeprefix("ncg:") for term in ontology()}
    assert used_names(file.read_text(encoding="utf-8")) - known == set()


def test_every_doi_is_of_a_paper_we_know() -> None:
    if not REFERENCES.is_file():
        pytest.skip("the checked reference list is not beside the checkout")
    entries = json.loads(REFERENCES.read_text(encoding="utf-8"))
    listed = entries["references"] if isinstance(entries, dict) else entries
    known = {entry["doi"].lower() for entry in listed if entry["doi"]} | OTHER_DOIS
    cited = {
        source.removeprefix("https://doi.org/").lower()
        for term in ontology()
        for source in term.source
        if source.startswith("https://doi.org/")
    }
    assert cited - known == set()
