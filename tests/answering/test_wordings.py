"""One question in many registers, and many questions in wordings of their own, on the digest.

Expected sets were worked out by hand from the digest's table and text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ncgraph import ask

if TYPE_CHECKING:
    from ncgraph import KnowledgeGraph
    from ncgraph.model import Answer

_SETS = [
    ("Which dots in the table need at most 30 µJ/cm2 for ASE?", {20, 63, 50}),
    ("Which rows have a lasing threshold of less than 30 microjoules per square centimetre?",
     {19, 63, 50, 67, 22}),
    ("Which table samples emit between 630 and 640 nanometres?", {63, 50, 28, 67, 55, 25}),
    ("Which table samples were pumped at neither 400 nm nor 800 nm?",
     {17, 21, 27, 28, 43, 55, 65, 67}),
    ("Which samples in the table were pumped at 405 nm or 442 nm?", {28, 67}),
    ("Which table samples were pumped by more than one photon at once?", {52, 31, 51, 55}),
    ("Which lasers in the table use a cavity other than DBR?", {19, 64, 50, 28, 21, 66, 25, 43}),
    ("Which dots in the table neither lased nor have a cavity?", {17, 20, 65}),
    ("Which samples of the table have both an ASE and a laser threshold?",
     {19, 63, 64, 50, 21, 52, 67, 27, 51, 22, 25, 43}),
    ("Which samples in Table 1 contain ZnO?", {63}),
    ("Which table lasers contain tellurium?", {43}),
    ("Which DBR lasers or DFB lasers are in the table?", {19, 22, 27, 28, 50, 51, 63}),
    ("Which DFB lasers, including photonic-crystal DFB ones, are in Table 1?", {19, 28, 50}),
    ("Which table rows show ASE thresholds from 20 up to 60 µJ/cm2?", {63, 31, 51, 45, 68}),
    ("Which table rows lase below their ASE threshold?", {19, 63, 50, 52, 67, 51, 22}),
    ("Which emission of the table is the reddest?", {22}),
    ("Which nanoplatelets in the table have a CdSeTe crown or a CdS shell?", {43, 22, 45, 68, 55}),
    ("Which zinc-containing quantum dots lased in the table?", {63, 64, 50}),
    ("Which samples in the table have a CdS crown?", {51, 45, 68, 25}),
    ("Which DFB laser of the table has the lower threshold?", {50}),
    ("Which type-II samples are in Table 1?", {43}),
    ("Which has a higher laser threshold, ref. 50 or ref. 63?", {50}),
    ("Which reference deals with the nearly temperature-independent threshold of rods?", {69}),
    ("List papers from before 2003.", {17, 21}),
    ("table: nanorods with WGM cavity", {21, 66}),
]  # fmt: skip
_VALUES = [
    ("How many core/crown samples does Table 1 list?", 4),
    ("How many of the rods in the table have lased?", 4),
    ("How many nanoplatelet lasers are in the table?", 7),
    ("How long are the pulses used for the CdSe/ZnS rods?", 5e-9),
    ("Threshold of the CdSe/ZnS nanorod laser?", 3e-3),
    ("Under which pump duration did the random laser of the table lase?", 500e-12),
    ("How low is the laser threshold of the nanorods of row 12?", 0.1),
    ("By what factor do the one-photon and the two-photon ASE threshold of ref. 31 differ?", 122.2),
]


def _references(answer: Answer) -> set[int | str]:
    return {number for row in answer.rows for number in row.references}


@pytest.mark.parametrize(("question", "expected"), _SETS)
def test_the_set_is_exact(digest_graph: KnowledgeGraph, question: str, expected: set[int]) -> None:
    answer = ask(digest_graph, question)
    assert answer.understood, answer.notes
    assert _references(answer) == expected


@pytest.mark.parametrize(("question", "value"), _VALUES)
def test_the_number_is_right(digest_graph: KnowledgeGraph, question: str, value: float) -> None:
    answer = ask(digest_graph, question)
    assert answer.understood, answer.notes
    found = answer.value if answer.si_value is None else answer.si_value
    assert found == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(
    "question",
    [
        "What emits at the same wavelength as CdSe nanoplatelets?",
        "How bright is the Sun?",
        "How often was the first ASE paper cited?",
        "Which laser was operated under water?",
        "How many people work in Klimov's group?",
        "What is the lifetime of the devices in hours?",
        "What is the second lowest laser threshold?",
        "What does a DFB cavity cost?",
        "How many watts, and which has the lower ASE threshold, CdSe/CdS or CdSe/ZnS dots?",
        "Which emitter lased in a submarine?",
    ],
)
def test_what_is_not_there_is_refused_with_reasons(
    digest_graph: KnowledgeGraph, question: str
) -> None:
    answer = ask(digest_graph, question)
    assert not answer.understood
    assert answer.notes


_SUBJECTS = ("nanoplatelets", "NPLs", "platelets", "nano-platelets", "colloidal nanoplatelets")
_LASED = ("have lased", "lased", "show lasing", "exhibited laser action", "are reported to lase")
_CAVITIES = (
    "in a DBR cavity", "in a distributed Bragg reflector", "between distributed Bragg reflectors",
    "with DBR feedback", "in a distributed-Bragg-reflector resonator",
)  # fmt: skip
_FRAMES = ("Which {}?", "Please list all {}.", "Could you tell me which {}, please?",
           "which {}", "Show me every one of the {} there is.")  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    subject=st.sampled_from(_SUBJECTS),
    lased=st.sampled_from(_LASED),
    cavity=st.sampled_from(_CAVITIES),
    frame=st.sampled_from(_FRAMES),
    shout=st.booleans(),
    turned=st.booleans(),
)
def test_register_order_case_and_synonyms_change_nothing(
    digest_graph: KnowledgeGraph,
    subject: str,
    lased: str,
    cavity: str,
    frame: str,
    shout: bool,
    turned: bool,
) -> None:
    words = f"{subject} in the table {lased} {cavity}"
    question = (
        f"{cavity}, {frame.format(f'{subject} in the table {lased}')}"
        if turned
        else frame.format(words)
    )
    answer = ask(digest_graph, question.upper() if shout else question)
    assert answer.understood, answer.notes
    assert _references(answer) == {27, 51, 22}


def test_a_book_for_a_question_is_refused_at_once(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, "Which emitters lased? " * 5000)
    assert not answer.understood
    assert len(answer.question) < 3000
