"""Circuits are told over several sentences: each names a part, the work holds them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph import ask
from ncgraph.model import AnswerType

if TYPE_CHECKING:
    from ncgraph import KnowledgeGraph


@pytest.mark.parametrize(
    ("question", "references", "sample"),
    [
        (
            "Which on-chip laser has silver reflectors, and which dots cover its cavity?",
            {113},
            "CdSe/CdS/ZnS QD",
        ),
        (
            "Which dots were put on the square lattice in silicon nitride of the on-chip laser?",
            {111},
            "CdSe/CdS/ZnS QD",
        ),
        ("Which work sends its light out through a grating coupler?", {111}, None),
    ],
)
def test_conditions_may_stand_in_neighbouring_sentences(
    digest_graph: KnowledgeGraph, question: str, references: set[int], sample: str | None
) -> None:
    answer = ask(digest_graph, question)
    assert answer.understood, answer.notes
    assert {number for row in answer.rows for number in row.references} == references
    assert sample is None or {row.sample for row in answer.rows} == {sample}
    assert all(row.evidence for row in answer.rows)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How long is the waveguide of the microplate device?", {150e-6}),
        ("How wide are the silver reflectors?", {400e-9, 600e-9}),
        ("What are the lengths of the waveguides of the low-noise amplifier?", {15e-6, 40e-6}),
        ("How thick is the silicon nitride that holds the square lattice?", {140e-9}),
        ("What is the diameter of the SiN/QD/SiN microdisk?", {5e-6}),
    ],
)
def test_a_length_is_not_a_width(
    digest_graph: KnowledgeGraph, question: str, values: set[float]
) -> None:
    answer = ask(digest_graph, question)
    assert answer.understood, answer.notes
    assert sorted(row.si_value or 0.0 for row in answer.rows) == pytest.approx(sorted(values))


def test_the_parts_of_a_circuit_are_listed(digest_graph: KnowledgeGraph) -> None:
    question = (
        "Which circuit components were made of one dot material by pattern-assisted stacking?"
    )
    answer = ask(digest_graph, question)
    parts = set(str(answer.value).split(", "))
    assert parts >= {"Mach-Zehnder interferometer", "Y-splitter", "amplifier", "waveguide"}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Does the ASE threshold of CdSe/CdS dot-in-rods fall as the rods get longer?", True),
        ("Does the ASE threshold of CdSe/CdS dot-in-rods fall in shorter rods?", False),
        ("Does the ASE threshold of CdSe/CdS DIRs increase with rod length?", False),
    ],
)
def test_a_trend_is_read_by_its_two_signs(
    digest_graph: KnowledgeGraph, question: str, value: bool
) -> None:
    answer = ask(digest_graph, question)
    assert (answer.answer_type, answer.value) == (AnswerType.BOOLEAN, value), answer.notes
    assert {number for row in answer.rows for number in row.references} == {69}


def test_an_open_question_on_a_trend_gets_its_direction(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "How does the ASE threshold of dot-in-rods depend on rod length?")
    assert (answer.answer_type, answer.value) == (AnswerType.TEXT, "decreases")


def test_a_trend_with_what_no_sentence_names_is_refused(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "Does the ASE threshold of dot-in-rods fall with film thickness?")
    assert not answer.understood


@pytest.mark.parametrize(
    "question",
    [
        "Was there any lasing when the waveguide of the microplate device itself was pumped?",
        "Did the waveguide of the microplate laser lase when it was pumped?",
    ],
)
def test_what_happened_when_one_part_was_pumped(
    digest_graph: KnowledgeGraph, question: str
) -> None:
    answer = ask(digest_graph, question)
    assert (answer.answer_type, answer.value) == (AnswerType.BOOLEAN, False), answer.notes
    assert {number for row in answer.rows for number in row.references} == {109}


def test_what_no_sentence_says_of_a_pumped_part_is_refused(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "Was there lasing when the Mach-Zehnder interferometer was pumped?")
    assert not answer.understood
