"""Trends and comparisons without numbers, answered by sentences that tell them.

Only sentences of which a claim was read take part: what a threshold does, said of a sample. Both
the question and the sentence go through `trends`; if sentences disagree, nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ncgraph.answering.collecting import Row, collect, to_answer_row
from ncgraph.answering.composing import compose, with_kinds
from ncgraph.answering.crediting import dois_of
from ncgraph.answering.lexicon import Role
from ncgraph.answering.matching import tag
from ncgraph.answering.query import Facet, Filter, Form, Query, Sense
from ncgraph.answering.questions import read_question
from ncgraph.answering.reading_back import read_back
from ncgraph.answering.trends import Trend, Weighed, read_comparison, read_trend
from ncgraph.model import Answer, AnswerRow, AnswerType
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ncgraph.graph import KnowledgeGraph

_OF_SAMPLE = {Facet.MATERIAL, Facet.MORPHOLOGY, Facet.HETEROSTRUCTURE, Facet.ALIGNMENT}
_Read = TypeVar("_Read")
_MARKER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹,–-]*[⁰¹²³⁴⁵⁶⁷⁸⁹]|\^\{[\d,–-]+\}")
_AS_SAID = "as sentences say it; no numbers were compared"


def answer_trend(graph: KnowledgeGraph, question: str) -> Answer | None:
    """The answer to `does the threshold fall with rod length`, if it is such a question."""
    trend = read_trend(question)
    opens = next((t for t in tag(question) if t.role is not Role.FILLER), None)
    asks = opens is not None and (opens.role is Role.AUXILIARY or (trend and trend.rises is None))
    if trend is None or not asks:
        return None
    filters = tuple(
        f for f in read_question(question).query.filters if f.facet in (*_OF_SAMPLE, Facet.PUMP)
    )
    filters = tuple(f for f in filters if not _is_partner(f, trend))
    rows = _rows(graph, filters, trend.property)
    told = [(t.rises, row) for row in rows for t in _told(row, read_trend) if _same(t, trend)]
    reading = _reading(trend, filters)
    answer = Answer(
        question=question,
        understood=bool(told) and len({rises for rises, _ in told}) == 1,
        reading=reading,
        answer_type=AnswerType.TEXT if trend.rises is None else AnswerType.BOOLEAN,
        rows=_shown(graph, [row for _, row in told]),
        notes=(_AS_SAID,),
    )
    if not answer.understood:
        why = "sentences say both: see the evidence" if told else "no sentence of a claim tells it"
        return replace(answer, notes=(why,))
    rises = told[0][0]
    if trend.rises is None:
        return replace(answer, value="increases" if rises else "decreases")
    return replace(answer, value=rises is trend.rises)


def _is_partner(condition: Filter, trend: Trend) -> bool:
    """`as the rods get longer`: the rods of the length are no further sample."""
    length = trend.partner == "ncg:Length"
    return length and condition == Filter(Facet.MORPHOLOGY, ("ncg:Nanorod",))


def _same(told: Trend, asked: Trend) -> bool:
    kinds = with_kinds([asked.property])
    return told.partner == asked.partner and told.property in kinds


def _rows(graph: KnowledgeGraph, filters: tuple[Filter, ...], measured: str) -> list[Row]:
    """Statements on the property without a number, of the samples asked about."""
    query = Query(filters=(*filters, Filter(Facet.STATED, (measured,))))
    return collect(graph, query, compose(query))


def _told(row: Row, read: Callable[[str], _Read | None]) -> Iterator[_Read]:
    quotes = dict.fromkeys(e.quote for unit in row.units.values() for e in unit.evidence)
    yield from filter(None, (read(_plain(quote)) for quote in quotes))


def _plain(quote: str) -> str:
    """A quote on one line, without its citation markers."""
    return " ".join(_MARKER.sub("", quote).split())


def _shown(graph: KnowledgeGraph, rows: list[Row]) -> tuple[AnswerRow, ...]:
    unique = {id(row): row for row in rows}
    dois = dois_of(graph, (entry for row in unique.values() for entry in row.references))
    return tuple(to_answer_row(row, dois) for row in unique.values())


def _reading(trend: Trend, filters: tuple[Filter, ...]) -> str:
    partner = _name(trend.partner)
    what = f"the {_name(trend.property)} of {read_back(Query(filters=filters))}"
    if trend.rises is None:
        return f"how {what} changes with the {partner}"
    way = "increases" if trend.rises else "decreases"
    return f"whether {what} {way} with the {partner}"


def _name(each: str) -> str:
    return ontology().term(each).label if ":" in each else each


def compare_in_words(graph: KnowledgeGraph, query: Query, answer: Answer) -> Answer | None:
    """Which of two sides is lower or higher, where a sentence says it; else None."""
    sides = [frozenset(v for f in side for v in f.values) for side in query.sides]
    of_class = query.measured is not None and ":" in query.measured
    if not of_class or query.sense is None or query.form is Form.RATIO:
        return None
    wins: dict[int, list[Row]] = {}
    for row in _rows(graph, (), str(query.measured)):
        for told in _told(row, read_comparison):
            winner = _winner(told, query, sides)
            if winner is not None:
                wins.setdefault(winner, []).append(row)
    if len(wins) != 1:
        return None
    ((winner, rows),) = wins.items()
    answer = replace(
        answer, understood=True, rows=_shown(graph, rows), notes=(*answer.notes, _AS_SAID)
    )
    if query.form is Form.YES_NO:
        return replace(answer, value=winner == 0)
    chosen = Query(filters=query.sides[winner])
    return replace(answer, value=read_back(chosen))


def _winner(told: Weighed, query: Query, sides: list[frozenset[str]]) -> int | None:
    """Which side has what is asked for; None where the sentence is on something else."""
    if told.property != query.measured:
        return None
    asked_less = query.sense is Sense.LESS
    if _meet(told.left, sides[0]) and _meet(told.right, sides[1]):
        return 0 if told.less is asked_less else 1
    if _meet(told.left, sides[1]) and _meet(told.right, sides[0]):
        return 1 if told.less is asked_less else 0
    return None


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one
