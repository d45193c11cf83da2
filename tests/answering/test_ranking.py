"""Rows in order: within one dimension and one way of pumping, the others as groups of their own.

By hand, from the digest's table: the rods lased at 10 µJ/cm² (67) and 0.2 mJ/cm² (66) under
femtosecond pulses, at 0.9 mJ/cm² (52) with two photons; the CdSe/ZnS rods at 3 mJ (21).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph import ask

if TYPE_CHECKING:
    from ncgraph import KnowledgeGraph


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("Rank the dot-in-rods by lasing threshold.", [67, 66, 52]),
        ("Sort the dot-in-rods by their lasing threshold, highest first", [66, 67, 52]),
        ("Please order the dot-in-rods by lasing threshold", [67, 66, 52]),
        ("List the dot-in-rods in order of decreasing lasing threshold", [66, 67, 52]),
        ("Which dot-in-rods have a lasing threshold, from lowest to highest?", [67, 66, 52]),
        ("Arrange the nanorods according to their lasing threshold.", [67, 66, 52, 21]),
    ],
)
def test_rows_come_in_the_order_asked_for(
    digest_graph: KnowledgeGraph, question: str, order: list[int]
) -> None:
    answer = ask(digest_graph, question)
    assert answer.understood, answer.notes
    assert [row.references for row in answer.rows] == [(each,) for each in order]
    assert "first" in answer.reading
    assert any("do not compare" in note for note in answer.notes)


@pytest.mark.parametrize("question", ["Rank the CdSe QDs.", "Order the papers."])
def test_an_order_needs_a_property(digest_graph: KnowledgeGraph, question: str) -> None:
    answer = ask(digest_graph, question)
    assert not answer.understood
    assert "no named property" in " ".join(answer.notes)
