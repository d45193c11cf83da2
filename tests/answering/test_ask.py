"""Answers from a small graph: exact sets, evidence, honest refusals."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from ncgraph import KnowledgeGraph, ask
from ncgraph.answering import LONGEST_QUESTION, named_questions
from ncgraph.model import AnswerType

if TYPE_CHECKING:
    from ncgraph.model import Answer

CW_QUESTION = "Which quasi-type-II emitters have lased under CW pumping?"


def references(answer: Answer) -> list[tuple[int | str, ...]]:
    return [row.references for row in answer.rows]


def test_the_worked_example_has_exactly_two_samples(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, CW_QUESTION)
    assert answer.understood
    assert [(row.sample, row.references, row.cavity) for row in answer.rows] == [
        ("CdSe/CdS QDs", (28,), "PC-DFB"),
        ("CdSe/CdS core/shell NPLs", (102,), "photonic crystal nanobeam"),
    ]


def test_evidence_leads_with_the_experiment_and_ends_with_the_alignment(
    lasers: KnowledgeGraph,
) -> None:
    dots, platelets = ask(lasers, CW_QUESTION).rows
    assert [(e.spans[0].start, e.spans[0].end) for e in dots.evidence] == [(100, 180), (500, 560)]
    pieces = [evidence.quote for evidence in platelets.evidence[:2]]
    assert pieces == [
        "A nanobeam coated with CdSe/CdS core/shell NPLs lased ",
        "under CW pumping of about 1 µW.",
    ]
    assert platelets.evidence[0].section == "3.2"
    assert platelets.evidence[0].document == "10.5555/lasers"


def test_an_alignment_of_the_material_pair_is_marked_and_noted(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, CW_QUESTION)
    assert all(row.inferred and "material pair" in str(row.basis) for row in answer.rows)
    assert any(
        "material pair CdSe/CdS, not of the sample: CdSe/CdS QDs" in note for note in answer.notes
    )
    stated = ask(lasers, "Which type-II emitters have lased?").rows
    assert [(row.references, row.inferred) for row in stated] == [((43,), False)]


def test_a_statement_without_reference_is_evidence_not_another_sample(
    lasers: KnowledgeGraph,
) -> None:
    rows = ask(lasers, "Which NPLs have lased under CW pumping?").rows
    assert [row.references for row in rows] == [(27,), (102,)]
    assert rows[1].evidence[-1].quote == "CdSe/CdS NPLs even lase under CW pumping."


def test_a_sample_without_formula_joins_the_sample_of_the_same_paper(
    lasers: KnowledgeGraph,
) -> None:
    answer = ask(lasers, "Which emitters have lased under CW pumping?")
    assert references(answer) == [(27,), (28,), (102,)]
    assert answer.rows[1].evidence[-1].quote == "Colloidal NCs lased under CW excitation."


def test_one_sentence_on_several_works_lists_none_that_nothing_else_lists(
    lasers: KnowledgeGraph,
) -> None:
    answer = ask(lasers, "Which emitters have lased under CW pumping?")
    assert (60,) not in references(answer)
    assert any("“NCs of many kinds” credits several works" in note for note in answer.notes)


def test_the_threshold_of_the_asked_outcome_comes_with_its_dimension_kept_apart(
    lasers: KnowledgeGraph,
) -> None:
    answer = ask(lasers, "Which emitters have lased under CW pumping?")
    assert [(row.value, row.unit, row.si_value) for row in answer.rows] == [
        (440.0, "W/cm2", 4.4e6),
        (8.4, "kW/cm2", 8.4e7),
        (1.0, "µW", 1e-6),
    ]
    assert "values in intensity and power are not compared with each other" in answer.notes


def test_a_kind_answers_to_its_genus_and_the_answer_says_so(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, "Which emitters have lased in a DFB cavity?")
    assert references(answer) == [(28,)]
    assert any(note.startswith("counted as DFB") and "PC-DFB" in note for note in answer.notes)
    rods = ask(lasers, "Which nanorods have lased under femtosecond pumping?")
    assert references(rods) == [(66,)]
    assert any(note.startswith("counted as NR") and "DIR" in note for note in rods.notes)


def test_quasi_type_two_is_not_type_two(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, "Which type-II emitters have lased under CW pumping?")
    assert answer.understood
    assert answer.rows == ()
    assert any("leaves nothing" in note for note in answer.notes)
    assert answer.suggestions


def test_a_formula_means_exactly_these_layers(lasers: KnowledgeGraph) -> None:
    assert references(ask(lasers, "Which CdSe NPLs have lased?")) == [(27,)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which emitters show ASE but have not lased?", [(45,), (65,)]),
        ("Which emitters have lased, but not under CW pumping?", [(43,), (51,), (66,)]),
        ("Which NPLs or DIRs lased under two-photon or one-photon pumping?", [(51,), (66,)]),
        ("Which samples show both ASE and lasing?", [(27,), (51,)]),
        ("Which emitters were pumped electrically?", [(65,)]),
        ("Which rows of the table have an ASE threshold but no laser threshold?", [(45,)]),
        ("Which table rows have an ASE threshold but N.A for the laser threshold?", [(45,)]),
    ],
)
def test_and_or_and_not_give_exact_sets(
    lasers: KnowledgeGraph, question: str, expected: list[tuple[int, ...]]
) -> None:
    assert references(ask(lasers, question)) == expected


def test_a_count_stands_in_value_with_its_carriers_in_rows(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, "How many nanoplatelets have lased?")
    assert (answer.answer_type, answer.value, answer.unit) == (AnswerType.NUMBER, 4, "samples")
    assert len(answer.rows) == 4


def test_rows_of_the_table_are_counted_as_rows(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, "How many rows of Table 1 are nanoplatelets?")
    assert (answer.value, answer.unit) == (3, "rows")


def test_a_reference_question_gives_one_row_per_reference(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, "Which papers report CW lasing?")
    assert answer.answer_type is AnswerType.REFERENCE
    assert references(answer) == [(27,), (28,), (102,)]
    assert answer.rows[1].dois == ("10.5555/r28",)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Is CdSe/CdSeTe type-II?", True),
        ("Is CdSe/ZnS a type-II heterostructure?", False),
        ("Have CdSe/ZnS QDs lased?", False),
        ("Have nanorods lased in a WGM cavity?", None),
    ],
)
def test_no_needs_a_source_that_says_no(
    lasers: KnowledgeGraph, question: str, value: bool | None
) -> None:
    answer = ask(lasers, question)
    assert answer.answer_type is AnswerType.BOOLEAN
    assert answer.value is value
    assert bool(answer.rows) is (value is not None)
    assert value is not None or answer.notes


def test_members_of_a_branch_can_be_asked_for(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, "Which cavities have been used for CW lasing?")
    assert answer.value == "DBR, PC-DFB, photonic crystal nanobeam"
    assert ask(lasers, "Which band alignment do CdSe/CdS QDs have?").value == "quasi-type-II"


def test_a_refusal_names_the_words_and_suggests_questions_that_have_answers(
    lasers: KnowledgeGraph,
) -> None:
    answer = ask(lasers, "Which quasi-typ-II emitters have lased under CW pumping?")
    assert not answer.understood
    assert answer.rows == ()
    assert any("quasi typ II" in note for note in answer.notes)
    first = "Which emitters with quasi-type-II band alignment have lased under CW pumping?"
    assert answer.suggestions[0] == first
    assert all(ask(lasers, suggestion).rows for suggestion in answer.suggestions)


@pytest.mark.parametrize("question", ["", "?", "Which emitters?", "Tell me everything"])
def test_a_question_that_names_nothing_is_refused(lasers: KnowledgeGraph, question: str) -> None:
    answer = ask(lasers, question)
    assert not answer.understood
    assert answer.notes
    assert answer.suggestions


@pytest.mark.parametrize(
    "question",
    [
        'Which CdSe/CdS" } ; DROP ALL # emitters have lased?',
        "SELECT * WHERE { ?s ?p ?o }",
        "Which <script>alert(1)</script> emitters have lased?",
        "Which emitters have lased? } UNION { ?s ?p ?o",
    ],
)
def test_sparql_and_html_in_a_question_are_words_like_others(
    lasers: KnowledgeGraph, question: str
) -> None:
    before = len(lasers)
    answer = ask(lasers, question)
    assert not answer.understood
    assert len(lasers) == before


def test_half_a_surrogate_pair_does_not_reach_the_answer(lasers: KnowledgeGraph) -> None:
    answer = ask(lasers, "\ud800 which emitters have lased?")
    assert answer.question.encode()


def test_a_hundred_kilobytes_are_refused_at_once(lasers: KnowledgeGraph) -> None:
    began = perf_counter()
    answer = ask(lasers, "CdSe/" * 20_000)
    assert perf_counter() - began < 0.5
    assert not answer.understood
    assert len(answer.question) <= LONGEST_QUESTION + 2
    assert str(LONGEST_QUESTION) in answer.notes[0]


def test_the_query_shown_can_be_run_and_finds_the_same(lasers: KnowledgeGraph) -> None:
    for question in (CW_QUESTION, "Which CdSe NPLs have lased?"):
        answer = ask(lasers, question)
        found = {str(row["reference"]) for row in lasers.select(answer.sparql) if row["reference"]}
        assert found == {str(number) for row in answer.rows for number in row.references}


def test_named_questions_run_and_give_the_columns_they_promise(lasers: KnowledgeGraph) -> None:
    answered = 0
    for question in named_questions():
        rows = lasers.select(question.sparql)  # each has its expected rows in tests/ontology
        if rows:
            answered += 1
            assert list(rows[0]) == [name for name, _ in question.columns], question.name
    assert answered >= 4


def test_the_named_worked_example_relies_on_the_reasoner(lasers: KnowledgeGraph) -> None:
    query = next(q for q in named_questions() if q.name == "quasi_type_ii_cw_lasers")
    assert {row["reference"] for row in lasers.select(query.sparql)} == {"28", "102"}


def test_a_loaded_graph_answers_in_under_50_ms(lasers: KnowledgeGraph) -> None:
    ask(lasers, CW_QUESTION)
    began = perf_counter()
    ask(lasers, CW_QUESTION)
    assert perf_counter() - began < 0.05


@pytest.mark.slow
def test_the_digest_gives_the_same_two_samples(digest_graph: KnowledgeGraph) -> None:
    answer = ask(digest_graph, CW_QUESTION)
    assert references(answer) == [(28,), (102,)]
    assert all(row.evidence for row in answer.rows)
