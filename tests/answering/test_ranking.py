"""Rows in order: within one comparability class, the others as groups of their own.

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
    assert any("Thresholds compare where they are of one dimension" in n for n in answer.notes)


def test_groups_are_the_comparability_classes_of_the_graph(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "Rank the nanorods by lasing threshold, highest first.")
    told = {each.within: (each.count, each.value, each.references) for each in answer.groups}
    assert told == {
        "fluence, fs, 1-photon": (2, 0.2, (66,)),
        "fluence, fs, 2-photon": (1, 0.9, (52,)),
        "energy, ns, 1-photon": (1, 3.0, (21,)),
    }


def test_the_lowest_threshold_is_said_for_each_class_it_is_lowest_in(
    digest_graph: KnowledgeGraph,
) -> None:
    answer = ask(digest_graph, "What is the lowest lasing threshold of the dot-in-rods?")
    assert (answer.value, answer.unit) == (10.0, "µJ/cm2")
    assert any("ranked only within its group (fluence, fs, 1-photon)" in n for n in answer.notes)
    assert [(each.within, each.value, each.unit) for each in answer.groups] == [
        ("fluence, fs, 1-photon", 10.0, "µJ/cm2"),
        ("fluence, fs, 2-photon", 0.9, "mJ/cm2"),
    ]


def test_no_groups_where_all_values_compare(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "What is the lowest two-photon ASE threshold of the dot-in-rods?")
    assert answer.value == 1.5
    assert answer.groups == ()


@pytest.mark.parametrize(
    ("question", "warned"),
    [
        ("Which has the lower lasing threshold, CdSe/CdS DIRs or CdSe/CdS QDs?", False),
        (
            "Is the two-photon ASE threshold of CdSe/CdS dot-in-rods higher than the one-photon"
            " ASE threshold?",
            True,
        ),
    ],
)
def test_sides_of_different_classes_are_weighed_with_a_warning(
    digest_graph: KnowledgeGraph, question: str, warned: bool
) -> None:
    notes = ask(digest_graph, question).notes
    assert any(note.startswith("compared in fluence") for note in notes)
    assert any("found under different conditions" in note for note in notes) is warned


@pytest.mark.parametrize("question", ["Rank the CdSe QDs.", "Order the papers."])
def test_an_order_needs_a_property(digest_graph: KnowledgeGraph, question: str) -> None:
    answer = ask(digest_graph, question)
    assert not answer.understood
    assert "no named property" in " ".join(answer.notes)
