"""Each rule of alignment, from small papers of our own: what is written, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.graph import KnowledgeGraph
from ncgraph.workflow import build

if TYPE_CHECKING:
    from pathlib import Path

PAPER = """# Heterostructures as emitters

## Results

{prose}

## References

1. Abel, A. & Bohr, B. {title}. J. Dots 1, 1–9 (2021).
2. Curie, C. Films of dots. J. Dots 2, 1–9 (2022).
"""
LIST = "Linear and nonlinear optics of nanocrystals"
TABLE = (
    "| Material | ASE threshold | Pump | Ref. |\n|---|---|---|---|\n"
    "| {material} | 20 µJ/cm2 | 400 nm (100 fs) | 1 |\n"
)
LASED = "Lasing was reported for {material}.[1]"

# rule, prose, title of reference 1, composition asked for, class, basis of the rule that gives it
CASES = (
    ("R1", "The ASE threshold of quasi-type-II CdSe/CdS QDs is 30 µJ/cm2.[2]\n\n"
           + LASED.format(material="CdSe/CdS QDs"), LIST, "CdSe/CdS", "QuasiTypeII", "review"),
    ("R2", "The ASE threshold of type-I CdSe/ZnS QDs is 300 µJ/cm2.[2]\n\n"
           + LASED.format(material="CdSe/ZnS QDs"), LIST, "CdSe/ZnS", "TypeI", "review"),
    ("R3", "ASE was observed in type-II CdS/ZnSe QDs.[2]\n\n"
           + LASED.format(material="CdS/ZnSe QDs"), LIST, "CdS/ZnSe", "TypeII", "review"),
    ("R4", TABLE.format(material="CdSe/CdSeTe core/crown NPLs"),
     "Lasing of colloidal CdSe/CdSeTe core/crown type-II nanoplatelets",
     "CdSe/CdSeTe", "TypeII", "definition"),
    ("R5", "Single-exciton ASE from type-I CdSe/ZnCdS core/shell QDs was confirmed.[1]\n\n"
           + TABLE.format(material="CdSe/Zn0.5Cd0.5S QDs"), LIST,
     "CdSe/Zn0.5Cd0.5S", "TypeI", "review"),
    ("R6", "Dots were made.[1]",
     "Photophysics of ZnSe/CdS/ZnS core/shell/shell type II nanocrystals",
     "ZnSe/CdS/ZnS", "TypeII", "definition"),
    ("R1x", "The ASE threshold of quasi-type-II CdSe/CdS QDs is 30 µJ/cm2.[2]\n\n"
            + LASED.format(material="CdSe/CdS nanorods"), LIST,
     "CdSe/CdS", "QuasiTypeII", "general"),
    ("R2x", "The ASE threshold of type-I CdSe/ZnS QDs is 300 µJ/cm2.[2]\n\n"
            + LASED.format(material="CdSe/ZnS nanorods"), LIST,
     "CdSe/ZnS", "TypeI", "general"),
    ("G6", LASED.format(material="CdSe/ZnSe QDs"), LIST, "CdSe/ZnSe", "TypeI", "general"),
)  # fmt: skip


def graph_of(folder: Path, prose: str, title: str) -> KnowledgeGraph:
    path = folder / "paper.md"
    path.write_text(PAPER.format(prose=prose, title=title), encoding="utf-8")
    build([path], folder / "store")
    return KnowledgeGraph.open(folder / "store")


def alignments(graph: KnowledgeGraph, formula: str, work: int) -> set[tuple[str, str]]:
    """Class, and basis of the rule, for the samples of a formula that a work is credited with."""
    rows = graph.select(
        "SELECT DISTINCT ?class ?basis { GRAPH ?g { ?sample ncg:hasBandAlignment ?known }"
        " ?sample ncg:composition ?formula . ?statement ncg:aboutSample ?sample ;"
        " ncg:creditsReference/ncg:number ?work FILTER(STR(?work) = ?number)"
        " ?known a ?class . ?class rdfs:subClassOf ncg:BandAlignment ."
        " ?rule ncg:derivedInto ?name ; ncg:basis ?basis FILTER(STR(?g) = ?name) }",
        formula=formula,
        number=str(work),
    )
    return {(str(row["class"]).rpartition("#")[2], str(row["basis"])) for row in rows}


@pytest.mark.parametrize(
    ("prose", "title", "formula", "term", "basis"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_an_alignment_follows_from_what_a_paper_says(
    tmp_path: Path, prose: str, title: str, formula: str, term: str, basis: str
) -> None:
    graph = graph_of(tmp_path, prose, title)
    assert alignments(graph, formula, 1) == {(f"{term}Alignment", basis)}


@pytest.mark.parametrize(
    ("prose", "formula"),
    [
        (LASED.format(material="bare CdSe nanoplatelets"), "CdSe"),
        # a work with two sets of shares: which of them was meant is not told
        ("Single-exciton ASE from type-I InP/ZnSeS QDs was confirmed.[1]\n\n"
         + TABLE.format(material="InP/ZnSe0.5S0.5 QDs")
         + "| InP/ZnSe0.3S0.7 QDs | 25 µJ/cm2 | 400 nm (100 fs) | 1 |\n", "InP/ZnSe0.3S0.7"),
        # another work's alloy
        ("Single-exciton ASE from type-I InP/ZnSeS QDs was confirmed.[2]\n\n"
         + TABLE.format(material="InP/ZnSe0.5S0.5 QDs"), "InP/ZnSe0.5S0.5"),
    ],
    ids=["R7", "shares-unclear", "other-work"],
)  # fmt: skip
def test_no_alignment_follows_where_nothing_decides_it(
    tmp_path: Path, prose: str, formula: str
) -> None:
    graph = graph_of(tmp_path, prose, LIST)
    assert graph.ask("ASK { ?sample ncg:composition ?formula }", formula=formula)
    assert alignments(graph, formula, 1) == set()


def test_the_three_classes_of_alignment_exclude_each_other() -> None:  # R0
    graph = KnowledgeGraph.memory()
    from ncgraph.graph import add_ontology

    add_ontology(graph)
    rows = graph.select(
        "SELECT ?class { ?set a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?class ."
        " ?class rdfs:subClassOf ncg:BandAlignment }"
    )
    names = {str(row["class"]).rpartition("#")[2] for row in rows}
    assert names >= {"TypeIAlignment", "QuasiTypeIIAlignment", "TypeIIAlignment"}
