"""`ask`: reads a question, answers it from the graph, or says which words stand in the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.answering.collecting import Row, collect, listed_kinds, to_answer_row
from ncgraph.answering.composing import compose, with_kinds
from ncgraph.answering.describing import dois_of
from ncgraph.answering.matching import respell
from ncgraph.answering.noting import notes_on
from ncgraph.answering.questions import (
    Asked,
    Facet,
    Filter,
    Form,
    Query,
    Reading,
    read_question,
)
from ncgraph.answering.reading_back import as_question, describe, read_back
from ncgraph.model import Answer, AnswerRow, AnswerType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.graph import KnowledgeGraph

LONGEST_QUESTION = 2000  # characters; a paragraph. Longer input is text to extract from
_NAMED_WORDS = 8
_SUGGESTIONS = 3
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
    reading = read_question(question)
    if reasons := _obstacles(reading):
        return _refuse(graph, question, reasons, reading)
    return _answer(graph, question, reading.query)


def _obstacles(reading: Reading) -> tuple[str, ...]:
    query = reading.query
    notes = []
    if reading.unknown:
        words = ", ".join(f"“{word[:40]}”" for word in reading.unknown[:_NAMED_WORDS])
        more = len(reading.unknown) - _NAMED_WORDS
        notes.append(f"not understood: {words}" + (f" and {more} more" if more > 0 else ""))
    if reading.unaskable:
        words = ", ".join(f"“{word}”" for word in reading.unaskable)
        notes.append(f"known to the ontology, but not to be asked for yet: {words}")
    if not notes and not (query.filters or query.table or query.wanted):
        notes.append("the question names nothing to look for: add an outcome, a pump, a cavity ...")
    return tuple(notes)


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
        if len(found) == _SUGGESTIONS:
            break
        words = as_question(candidate)
        if words not in found and _has_rows(graph, candidate):
            found[words] = None
    return list(found)


def _candidates(reading: Reading | None, question: str) -> Iterator[Query]:
    if reading:
        yield from _respelt(question)
        plain = replace(reading.query, asked=Asked.SAMPLE, form=Form.LIST, wanted=None)
        if plain.filters:
            yield plain
            yield from (plain.without(each) for each in plain.filters if len(plain.filters) > 1)
    yield from _STARTERS


def _respelt(question: str) -> Iterator[Query]:
    again = read_question(respell(question))
    if not again.unknown and again.query.filters:
        yield replace(again.query, asked=Asked.SAMPLE, form=Form.LIST, wanted=None)


def _has_rows(graph: KnowledgeGraph, query: Query) -> bool:
    composed = compose(query)
    return bool(graph.select(f"{composed.text}\nLIMIT 1", **composed.terms))


def _answer(graph: KnowledgeGraph, question: str, query: Query) -> Answer:
    composed = compose(query)
    rows = collect(graph, query, composed)
    shown = _rows_asked_for(graph, query, rows)
    answer = Answer(
        question=question,
        understood=True,
        reading=read_back(query),
        answer_type=_answer_type(query),
        rows=tuple(shown),
        value=_value(query, rows, shown),
        unit=_unit(query),
        sparql=composed.shown,
        notes=tuple(notes_on(rows, query)),
    )
    return answer if rows else _answer_without_rows(graph, query, answer)


def _answer_type(query: Query) -> AnswerType:
    if query.form is Form.COUNT:
        return AnswerType.NUMBER
    if query.form is Form.YES_NO:
        return AnswerType.BOOLEAN
    return AnswerType.REFERENCE if query.asked is Asked.REFERENCE else AnswerType.LIST


def _value(query: Query, rows: list[Row], shown: list[AnswerRow]) -> float | bool | str | None:
    kinds = listed_kinds(rows, query.wanted) if query.wanted else []
    if query.form is Form.COUNT:
        return len(kinds) if query.wanted else len(shown)
    if query.form is Form.YES_NO:
        return True if rows else None
    return ", ".join(kinds) or None


def _unit(query: Query) -> str | None:
    units = {Asked.SAMPLE: "samples", Asked.ROW: "rows", Asked.REFERENCE: "references"}
    unit = f"kinds of {query.wanted.value}" if query.wanted else units[query.asked]
    return unit if query.form is Form.COUNT else None


def _rows_asked_for(graph: KnowledgeGraph, query: Query, rows: list[Row]) -> list[AnswerRow]:
    dois = dois_of(graph, (entry for row in rows for entry in row.references))
    answer_rows = [to_answer_row(row, dois) for row in rows]
    if query.asked is not Asked.REFERENCE:
        return answer_rows
    by_entry: dict[str, AnswerRow] = {}
    for row, shown in zip(rows, answer_rows, strict=True):
        for entry, number in row.references.items():
            one = replace(shown, references=(number,), dois=tuple(filter(None, [dois.get(entry)])))
            by_entry.setdefault(entry, one)
    return list(by_entry.values())


def _answer_without_rows(graph: KnowledgeGraph, query: Query, answer: Answer) -> Answer:
    """Says which filter emptied it; a yes/no question is looked up for the contrary."""
    notes = [*answer.notes, *_emptied_by(graph, query)]
    if query.form is not Form.YES_NO:
        return replace(answer, notes=tuple(notes), suggestions=tuple(_smaller(graph, query)))
    for contrary in _contraries(query):
        rows = collect(graph, contrary, compose(contrary))
        if rows:
            shown = _rows_asked_for(graph, contrary, rows)
            note = "no, because a source states otherwise: see the evidence"
            return replace(answer, value=False, rows=tuple(shown), notes=(note,))
    notes.append("nothing in the graph says yes, and nothing says no")
    return replace(answer, notes=tuple(notes))


def _emptied_by(graph: KnowledgeGraph, query: Query) -> Iterator[str]:
    for condition in query.filters:
        less = query.without(condition)
        if less.filters and (found := collect(graph, less, compose(less))):
            yield (
                f"“{describe(condition)}” leaves nothing: without it there is "
                f"{len(found)} ({read_back(replace(less, form=Form.LIST))})"
            )
    for condition in query.filters:
        alone = Query(filters=(condition,))
        if not _has_rows(graph, alone):
            yield f"“{describe(condition)}” is nowhere in the graph"


def _smaller(graph: KnowledgeGraph, query: Query) -> Iterable[str]:
    less = (query.without(each) for each in query.filters if len(query.filters) > 1)
    plain = (replace(each, asked=Asked.SAMPLE, form=Form.LIST, wanted=None) for each in less)
    return [as_question(each) for each in plain if _has_rows(graph, each)][:_SUGGESTIONS]


def _contraries(query: Query) -> Iterator[Query]:
    """Queries whose rows deny it: another alignment of the same sample, an outcome not seen."""
    for condition in query.filters:
        if condition.facet is Facet.ALIGNMENT:
            kinds = set(with_kinds(["ncg:BandAlignment"])) - {"ncg:BandAlignment"}
            others = Filter(
                Facet.ALIGNMENT, tuple(sorted(kinds - set(with_kinds(condition.values))))
            )
            yield _exchange(query, condition, others)
        elif condition.facet is Facet.OUTCOME:
            yield _exchange(query, condition, Filter(Facet.LACKED_OUTCOME, condition.values))


def _exchange(query: Query, old: Filter, new: Filter) -> Query:
    return replace(query, filters=tuple(new if each == old else each for each in query.filters))
