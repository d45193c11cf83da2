"""Questions of every type on the bundled digest, each in wording of its own, with exact answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph import ask
from ncgraph.model import AnswerType

if TYPE_CHECKING:
    from ncgraph import KnowledgeGraph
    from ncgraph.model import Answer

_SETS = [
    ("Which nanoplatelets lased in the random cavity?", {43}),
    ("Which dot-in-rods lased at a threshold of at most 0.2 mJ/cm²?", {66, 67}),
    ("List the table rows with a laser threshold above 1 mJ/cm².", {51, 55, 64}),
    ("Which rows of Table 1 have an ASE threshold between 40 and 60 µJ/cm²?", {31, 51, 68}),
    ("Which rows of the table lase below 0.3 J/m²?", {19, 22, 50, 63, 67}),
    ("Which row has the longest emission wavelength?", {22}),
    ("Which sample in Table 1 emits at the shortest wavelength?", {68}),
    ("Which nanoplatelet has the lowest ASE threshold?", {22}),
    ("Which table samples emit in the green?", {27, 31, 51, 64, 68}),
    ("Which red dot-in-rods are in the table?", {67}),
    ("Which samples were pumped at 800 nm?", {31, 51, 52, 55}),
    ("Which nanorods were pumped with nanosecond pulses?", {21}),
    ("Which quasi-type-II rods lased under two-photon pumping?", {52}),
    ("Which emitters with a CdS shell have lased in a DBR cavity?", {22, 63}),
    (
        "Which rows of the table have the laser threshold above the ASE threshold?",
        {21, 25, 27, 43, 64},
    ),
    ("Which samples in Table 1 lase without a reported ASE threshold?", {28, 55, 66}),
    ("Which samples in Table 1 have no cavity?", {17, 20, 31, 45, 51, 52, 55, 65, 67, 68}),
    ("Which quantum dots lased with fewer than one exciton per dot?", {88}),
    ("Who first saw ASE from CdSe quantum dots?", {17}),
    ("What is the DOI of reference 28?", {28}),
    ("Which works by Grim are listed?", {27}),
    ("Which has the lower ASE threshold, CdSe/ZnS dots or CdSe/CdS dots?", {62}),
]
_VALUES = [
    ("How many rows of Table 1 are quantum dots?", 8, "rows"),
    ("How many rows use a DBR cavity?", 4, "rows"),
    ("How often does electrical pumping occur in Table 1?", 1, "rows"),
    ("How many references are in the list?", 121, "references"),
    ("How many references were published in 2014?", 4, "references"),
    ("What is the lowest lasing threshold fluence in the table?", 1.1, "µJ/cm2"),
    ("What is the highest ASE threshold fluence in Table 1?", 5.5, "mJ/cm2"),
    ("What is the lasing threshold of CdSe/CdSeTe nanoplatelets in mJ/cm²?", 0.95, "mJ/cm2"),
    ("What voltage was applied to the electrically pumped dots?", 1.94, "V"),
    ("At how many W/cm² do CdSe NPLs lase under CW pumping?", 440, "W/cm2"),
    ("At how many watts per square metre do CdSe NPLs lase under CW pumping?", 4.4e6, "W/m2"),
    ("What pump wavelength was used for the CdSe/ZnS nanorods?", 532, "nm"),
    ("What is the emission peak of the DFB laser of reference 50?", 632, "nm"),
    ("When was ASE from CdSe dots first observed?", 2000, "year"),
    (
        "How many times higher is the ASE threshold of CdSe/ZnS dots than that of CdSe/CdS dots?",
        11.54,
        "times",
    ),
]


def references(answer: Answer) -> set[int | str]:
    return {number for row in answer.rows for number in row.references}


@pytest.mark.parametrize(("question", "expected"), _SETS)
def test_a_list_is_the_exact_set(
    digest_graph: KnowledgeGraph, question: str, expected: set[int]
) -> None:
    answer = ask(digest_graph, question)
    assert answer.understood, answer.notes
    assert references(answer) == expected


@pytest.mark.parametrize(("question", "value", "unit"), _VALUES)
def test_a_number_comes_with_its_unit(
    digest_graph: KnowledgeGraph, question: str, value: float, unit: str
) -> None:
    answer = ask(digest_graph, question)
    assert answer.answer_type is AnswerType.NUMBER, answer.notes
    assert answer.value == pytest.approx(value)
    assert answer.unit == unit


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Is CdSe/ZnS type-I?", True),
        ("Is CdSe/CdS a type-II heterostructure?", False),
        ("Is the ASE threshold of CdSe/CdS dots lower than that of CdSe/ZnS dots?", True),
        ("Do CdSe/CdS dots have a higher ASE threshold than CdSe/ZnS dots?", False),
        ("Is the laser threshold of row 25 higher than its ASE threshold?", True),
        ("Is the lasing threshold of CdSe/CdSeTe NPLs below 1 µJ/cm²?", False),
    ],
)
def test_yes_and_no_stand_on_values(
    digest_graph: KnowledgeGraph, question: str, value: bool
) -> None:
    answer = ask(digest_graph, question)
    assert (answer.answer_type, answer.value) == (AnswerType.BOOLEAN, value)
    assert answer.rows


def test_that_none_is_known_does_not_mean_no(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "Is there a nanorod laser with a threshold below 1 µJ/cm²?")
    assert (answer.understood, answer.value) == (False, None)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What is amplified spontaneous emission?", "without a cavity"),
        ("What does DBR stand for?", "quarter-wave"),
        ("Define quasi-type-II alignment.", "core"),
    ],
)
def test_a_definition_is_the_ontologys(
    digest_graph: KnowledgeGraph, question: str, word: str
) -> None:
    answer = ask(digest_graph, question)
    assert answer.answer_type is AnswerType.TEXT
    assert word in str(answer.value)


@pytest.mark.parametrize(
    "question",
    [
        "How many citations does reference 28 have?",
        "What is the quantum yield of CdSe/ZnS QDs?",
        "What is the melting point of CdSe?",
        "Which lasers will be sold in 2030?",
        "Which nanocrystal is the best?",
        "What is the lasing threshold of GaN nanowires?",
        "What emission wavelength does the lowest-threshold laser have?",
        "How long is the waveguide of the banana device?",
        "Which samples have a laser threshold at least ten times their ASE threshold?",
        "Have all quantum dots lased?",
    ],
)
def test_what_the_graph_does_not_hold_is_refused(
    digest_graph: KnowledgeGraph, question: str
) -> None:
    answer = ask(digest_graph, question)
    assert not answer.understood
    assert answer.notes
    assert answer.value is None


def test_dimensions_are_not_ordered_against_each_other(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "Which row of the table has the highest laser threshold?")
    assert references(answer) == {64}
    assert any("cannot be compared" in note for note in answer.notes)


def test_limits_of_a_color_are_said(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "Which green emitters have lased?")
    assert any("495 to below 570 nm" in note for note in answer.notes)


_ONE = [
    "Which core/shell nanoplatelets have lased below 10 µJ/cm²?",
    "which core-shell nanoplatelets have lased below 10 μJ cm-2",
    "WHICH CORE/SHELL NANOPLATELETS HAVE LASED BELOW 10 µJ/cm²?",
    "Below 10 µJ/cm², which core/shell nanoplatelets have lased?",
    "Could you please tell me which core/shell nanoplatelet has lased below 10 µJ/cm²? Thank you!",
    "Please list all core/shell NPLs that lased under 10 microjoules per square centimetre.",
    "Please list all core/shell NPLs that lased under 10 microjoules per square centimeter.",
    "Which core/shell platelets have a lasing threshold of less than ten µJ/cm²?",
]


@pytest.mark.parametrize("question", _ONE)
def test_order_spelling_number_case_and_politeness_change_nothing(
    digest_graph: KnowledgeGraph, question: str
) -> None:
    answer = ask(digest_graph, question)
    assert answer.understood, answer.notes
    assert references(answer) == {22}
