"""Questions in many words, read to the same query; words not understood, named."""

from __future__ import annotations

import pytest

from ncgraph.answering.query import Asked, Facet, Filter, Form, Query
from ncgraph.answering.questions import read_question
from ncgraph.answering.reading_back import as_question, read_back
from ncgraph.model import Label
from ncgraph.ontology import ontology

CW_LASERS = Query(
    filters=(
        Filter(Facet.ALIGNMENT, ("ncg:QuasiTypeIIAlignment",)),
        Filter(Facet.OUTCOME, ("ncg:Lasing",)),
        Filter(Facet.PUMP, ("ncg:ContinuousWavePump",)),
    )
)


def parts(query: Query) -> tuple[object, ...]:
    """A query without the order in which its filters were said."""
    return (query.asked, query.form, query.wanted, set(query.filters), set(query.excluded))


@pytest.mark.parametrize(
    "question",
    [
        "Which quasi-type-II emitters have lased under CW pumping?",
        "which quasi type II nanocrystals lase under continuous-wave excitation",
        "Under continuous wave pumping, which quasi‑type‑II emitters lased?",
        "WHICH QUASI-TYPE-II EMITTERS HAVE LASED UNDER CW PUMPING?",
        "Please list all quasi-type-II emitters that showed lasing under CW pumping, thank you.",
        "Could you tell me which emitters with quasi-type-II band alignment lased when CW pumped?",
        "Show me CW-pumped lasers with a quasi-type-II alignment",
    ],
)
def test_one_question_in_many_wordings_is_one_query(question: str) -> None:
    reading = read_question(question)
    assert reading.unknown == reading.unaskable == ()
    assert parts(reading.query) == parts(CW_LASERS)


def test_the_reading_is_in_controlled_words() -> None:
    reading = read_back(CW_LASERS)
    assert reading == (
        "emitters with quasi-type-II band alignment that have lased under CW pumping"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Which CdSe/CdS QDs or NPLs have lased in a DFB or WGM cavity?",
        "How many core/shell nanorods show ASE under two-photon femtosecond pumping?",
        "Which nanoplatelets with an ASE threshold have no lasing threshold?",
        "Which emitters that are not quasi-type-II have lased?",
        "Which emitters have lased, but not under CW pumping?",
        "Which papers report two-photon pumped lasing?",
        "How many rows of Table 1 are nanoplatelets?",
        "Which cavities have been used for nanorod lasers?",
        "Has a type-II nanocrystal ever lased?",
        "Which emitters show neither ASE nor lasing under electrical pumping?",
    ],
)
def test_a_reading_asked_again_is_the_same_query(question: str) -> None:
    query = read_question(question).query
    again = read_question(as_question(query))
    assert again.unknown == again.unaskable == ()
    assert set(again.query.filters) == set(query.filters)
    assert again.query.excluded == query.excluded


_ASKABLE = (
    Label.BAND_ALIGNMENT,
    Label.OUTCOME,
    Label.PUMP,
    Label.CAVITY,
    Label.MORPHOLOGY,
    Label.HETEROSTRUCTURE,
    Label.PROPERTY,
)


@pytest.mark.parametrize("label", _ASKABLE)
def test_every_label_of_the_ontology_becomes_a_filter(label: Label) -> None:
    misread = {}
    for term in ontology().terms(label):
        for name in (term.label, *term.synonyms, *term.hidden):
            reading = read_question(f"Which emitters: {name}?")
            named = [value for each in reading.query.filters for value in each.values]
            # the class of all samples filters nothing
            wanted = [] if term.curie == "ncg:Nanocrystal" else [term.curie]
            if reading.unknown or named != wanted:
                misread[name] = named or reading.unknown
    assert misread == {}


def test_values_joined_by_or_are_alternatives_of_one_filter() -> None:
    query = read_question("Which QDs, NRs and NPLs have lased?").query
    shapes = ("ncg:QuantumDot", "ncg:Nanorod", "ncg:Nanoplatelet")
    assert query.filters[0] == Filter(Facet.MORPHOLOGY, shapes)


def test_outcomes_joined_by_and_are_both_required() -> None:
    filters = read_question("Which samples show both ASE and lasing?").query.filters
    assert filters == (
        Filter(Facet.OUTCOME, ("ncg:AmplifiedSpontaneousEmission",)),
        Filter(Facet.OUTCOME, ("ncg:Lasing",)),
    )


def test_a_negation_reaches_to_what_was_done_and_how() -> None:
    query = read_question("Which QDs have not lased under CW pumping?").query
    assert query.filters == (Filter(Facet.MORPHOLOGY, ("ncg:QuantumDot",)),)
    assert query.excluded == (
        (Filter(Facet.OUTCOME, ("ncg:Lasing",)), Filter(Facet.PUMP, ("ncg:ContinuousWavePump",))),
    )


def test_a_negated_alignment_does_not_negate_the_lasing() -> None:
    query = read_question("Which emitters that are not type-II have lased?").query
    assert query.filters == (Filter(Facet.OUTCOME, ("ncg:Lasing",)),)
    assert query.excluded == ((Filter(Facet.ALIGNMENT, ("ncg:TypeIIAlignment",)),),)


@pytest.mark.parametrize(
    ("question", "form", "asked"),
    [
        ("How many nanoplatelets have lased?", Form.COUNT, Asked.SAMPLE),
        ("How many entries of Table 1 were pumped by two photons?", Form.COUNT, Asked.ROW),
        ("Which papers report CW lasing?", Form.LIST, Asked.REFERENCE),
        ("Give the DOI of the paper on CW lasing", Form.LIST, Asked.REFERENCE),
        ("Has a nanorod lased?", Form.YES_NO, Asked.SAMPLE),
        ("Did a type-II nanocrystal ever lase, and if so which one?", Form.LIST, Asked.SAMPLE),
    ],
)
def test_what_is_asked_for(question: str, form: Form, asked: Asked) -> None:
    query = read_question(question).query
    assert (query.form, query.asked) == (form, asked)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What does a gram of CdSe/CdS nanoplatelets cost?", "gram"),
        ("Which banana-type-II emitters have lased?", "banana"),
        ("Which emitters could have lased yesterday?", "yesterday"),
        ("Which was the funniest nanorod laser?", "funniest"),
    ],
)
def test_a_word_that_is_not_understood_is_named(question: str, word: str) -> None:
    assert word in read_question(question).unknown


def test_a_comparison_with_nothing_is_said_not_to_be_askable() -> None:
    assert read_question("Which emitters have a higher lasing threshold?").unaskable == ("higher",)


def test_whether_all_of_a_kind_lased_is_no_question_for_a_graph_of_reports() -> None:
    assert read_question("Have all QDs lased?").unaskable == ("all",)


def test_abbreviations_that_spell_a_formula_are_words() -> None:
    query = read_question("Which NCs lased in FP cavities under CW pumping?").query
    assert Facet.MATERIAL not in {each.facet for each in query.filters}
