"""Why something does not follow: the nearest definition, where it stops, and what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.graph import KnowledgeGraph
from ncgraph.reasoning.objecting import Objection, summary_of, why_not
from ncgraph.workflow import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAPER = """# Dots

## Results

ASE of CdS/ZnSe QDs set in at 20 µJ/cm2 under 400 nm, 100 fs pumping.

CdSe/CdS core/crown NPLs lased at 30 µJ/cm2 [1]. CdSe/CdS core/shell QDs are quasi-type-II.

CdSe/CdS core/shell QDs were coupled to a waveguide.

## References

1. Abel, A. Plates with crowns. J. Dots 1, 1–9 (2021).
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder: Path = tmp_path_factory.mktemp("paper")
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    build([folder / "paper.md"], store=folder / "store")
    return KnowledgeGraph.open(folder / "store")


def rules_of(objections: tuple[Objection, ...]) -> Iterator[str]:
    for each in objections:
        yield each.rule
        yield from rules_of(each.behind)


@pytest.mark.parametrize(
    ("sample", "wanted", "said"),
    [
        ("CdS/ZnSe QD", "lased emitter", "no lasing experiment (it is an ASE experiment"),
        ("CdS/ZnSe QD", "CW laser emitter", "a femtosecond-pumped experiment"),
        ("CdS/ZnSe QD", "two-dimensional nanocrystal",
         "is no nanoplatelet, nanoribbon or nanosheet (it is a quantum dot)"),
        ("CdSe/CdS core/crown NPL ref. 1", "quasi-type-II emitter", 'core, crown: none of "shell"'),
        ("CdSe/CdS core/crown NPL ref. 1", "on-chip laser emitter", "is integrated in nothing"),
        ("CdS/ZnSe QD", "electrical pumping", "or the class is not one of samples"),
    ],
)  # fmt: skip
def test_the_summary_says_what_is_there_instead(
    graph: KnowledgeGraph, sample: str, wanted: str, said: str
) -> None:
    assert said in summary_of(why_not(graph, sample, wanted))


def test_a_definition_is_told_rather_than_what_would_imply_it(graph: KnowledgeGraph) -> None:
    answer = why_not(graph, "CdS/ZnSe QD", "lased emitter")
    assert answer.objections[0].rule == "defined-LasedEmitter"
    assert not any(rule.startswith("classified") for rule in rules_of(answer.objections[:1]))


def test_of_several_ways_the_one_that_goes_furthest_is_told(graph: KnowledgeGraph) -> None:
    """The rule on lasers of circuits has two ways; what lased has an outcome, and no circuit."""
    answer = why_not(graph, "CdSe/CdS core/crown NPL ref. 1", "integrated emitter")
    told = {each.rule: each for top in answer.objections for each in top.behind}
    assert any("has outcome lasing" in held for held in told["laser_of_circuit"].held)
