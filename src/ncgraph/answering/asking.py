"""`ask`: reads a question, answers it from the graph, or says which words stand in the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.answering.defining import define
from ncgraph.answering.grounding import Ground
from ncgraph.answering.listing import list_by_title
from ncgraph.answering.matching import respell
from ncgraph.answering.pumping import decide_when_pumped
from ncgraph.answering.qualifying import answer_trend
from ncgraph.answering.query import Asked, Facet, Filter, Form, Query, Reading
from ncgraph.answering.questions import read_question
from ncgraph.answering.ranking import ranked_by, without_order
from ncgraph.answering.reading_back import as_question, read_back
from ncgraph.answering.replying import SUGGESTIONS, has_rows, plain, reply
from ncgraph.answering.weighing import weigh
from ncgraph.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.graph import KnowledgeGraph

LONGEST_QUESTION = 2000  # characters; a paragraph. Longer input is text to extract from
_NAMED_WORDS = 8
_STARTERS = (
    Query(filters=(Filter(Facet.OUTCOME, ("ncg:Lasing",)),)),
    Query(
        filters=(
            Filter(Facet.OUTCOME, ("ncg:Lasing",)),
            Filter(Facet.PUMP, ("ncg:ContinuousWavePump",)),
        )
    ),
    Query(filters=(Filter(Facet.OUTCOME, ("ncg:AmplifiedSpontaneousEmission",)),)),
)


def ask(graph: KnowledgeGraph, question: str) -> Answer:
    """The answer with evidence, or `understood=False` with the words in the way. Never guesses.

    Args:
        graph: A graph that was reasoned over.
        question: English; at most 2000 characters.
    """
    question = question.encode("utf-8", "replace").decode()  # half a surrogate pair prints nowhere
    if len(question) > LONGEST_QUESTION:
        note = (
            f"the question has {len(question)} characters, at most {LONGEST_QUESTION} are read: "
            "ask one question at a time"
        )
        return _refuse(graph, question[:LONGEST_QUESTION] + " …", (note,), None)
    if defined := define(question):
        return defined
    if told := answer_trend(graph, question):
        return told
    reading = _read(graph, question)
    if _of_outcome_in_component(reading.query) and not reading.unknown:
        decided = decide_when_pumped(graph, question, reading.query)
        if decided:
            return decided
    if reasons := _obstacles(reading):
        answer = _refuse(graph, question, reasons, reading)
    else:
        answer = (weigh if reading.query.sides else reply)(graph, question, reading.query)
    of_works = reading.query.asked is Asked.REFERENCE and reading.query.form is Form.LIST
    if of_works and not answer.understood:
        return list_by_title(graph, question, answer.reading) or answer
    return answer


def _read(graph: KnowledgeGraph, question: str) -> Reading:
    """The question read, as a list with an order if it asks for one; that has to name a value."""
    listed, first = without_order(question)
    reading = read_question(listed, Ground(graph))
    if first is None:
        return reading
    if ranked_by(reading.query) is None:
        return replace(reading, unaskable=(*reading.unaskable, "an order, of no named property"))
    query = replace(reading.query, ranked=first, form=Form.LIST, measured=ranked_by(reading.query))
    return replace(reading, query=query)


def _obstacles(reading: Reading) -> tuple[str, ...]:
    query = reading.query
    notes = []
    if reading.unknown:
        words = ", ".join(f"“{word[:40]}”" for word in reading.unknown[:_NAMED_WORDS])
        more = len(reading.unknown) - _NAMED_WORDS
        notes.append(f"not understood: {words}" + (f" and {more} more" if more > 0 else ""))
    if reading.unaskable:
        words = ", ".join(f"“{word}”" for word in reading.unaskable)
        notes.append(f"understood, but not to be asked for like this: {words}")
    if _of_outcome_in_component(query):
        notes.append("the graph does not hold what happened in which component of a circuit")
    if any(f.facet is Facet.WORDS for f in query.filters) and _needs_terms(query):
        words = ", ".join(f"“{v}”" for f in query.having(Facet.WORDS) for v in f.values)
        notes.append(f"words of no ontology term, not to be counted or decided by: {words}")
    if not notes and _hangs_on_words(query):
        words = ", ".join(f"“{v}”" for f in query.having(Facet.WORDS) for v in f.values)
        notes.append(f"nothing else is asked for than words of no ontology term: {words}")
    if not notes and not _names_something(query):
        notes.append("the question names nothing to look for: add an outcome, a pump, a cavity ...")
    return tuple(notes)


def _names_something(query: Query) -> bool:
    counts_list = query.form is Form.COUNT and query.asked is Asked.REFERENCE
    named = query.filters or query.table or query.wanted or query.measured or query.sides
    return bool(named or query.order or counts_list)


def _hangs_on_words(query: Query) -> bool:
    """Samples are not found by words: which sentences have them says little of a sample."""
    rest = {f.facet for f in query.filters} - {Facet.WORDS, Facet.MORPHOLOGY, Facet.OUTCOME}
    lists_samples = query.asked is Asked.SAMPLE and query.wanted is None
    return lists_samples and bool(query.having(Facet.WORDS)) and not rest


def _of_outcome_in_component(query: Query) -> bool:
    facets = {f.facet for f in query.filters}
    return query.form is Form.YES_NO and Facet.COMPONENT in facets


def _needs_terms(query: Query) -> bool:
    """Counts, yes/no and lists of kinds must not hang on how a sentence is worded."""
    of_kinds = query.wanted not in (None, Facet.COMPONENT)
    return query.form in (Form.COUNT, Form.YES_NO) or of_kinds


def _refuse(
    graph: KnowledgeGraph, question: str, notes: tuple[str, ...], reading: Reading | None
) -> Answer:
    understood = reading.query if reading else Query()
    return Answer(
        question=question,
        understood=False,
        reading=read_back(understood) if understood.filters else "",
        notes=notes,
        suggestions=tuple(_suggest(graph, reading, question)),
    )


def _suggest(graph: KnowledgeGraph, reading: Reading | None, question: str) -> list[str]:
    """The nearest questions that have answers: respelt, the understood part, less of it."""
    found: dict[str, None] = {}
    for candidate in _candidates(reading, question):
        if len(found) == SUGGESTIONS:
            break
        words = as_question(candidate)
        if words not in found and has_rows(graph, candidate):
            found[words] = None
    return list(found)


def _candidates(reading: Reading | None, question: str) -> Iterator[Query]:
    if reading:
        yield from _respelt(question)
        listed = plain(reading.query)
        if listed.filters:
            yield listed
            yield from (listed.without(f) for f in listed.filters if len(listed.filters) > 1)
    yield from _STARTERS


def _respelt(question: str) -> Iterator[Query]:
    again = read_question(respell(question))
    if not again.unknown and again.query.filters:
        yield plain(again.query)
