"""Two sides weighed: which is lower, whether it is, how many times.

Values of one dimension are compared, those of the same work before those of different ones; where
the sides overlap, nothing is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.answering.collecting import Row, collect, to_answer_row
from ncgraph.answering.composing import compose
from ncgraph.answering.crediting import dois_of
from ncgraph.answering.qualifying import compare_in_words
from ncgraph.answering.query import Filter, Form, Query, Sense
from ncgraph.answering.reading_back import read_back
from ncgraph.answering.valuing import with_measure
from ncgraph.model import Answer, AnswerType

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph

_Value = tuple[float, str, Row]  # in SI, its dimension, and whose it is


def weigh(graph: KnowledgeGraph, question: str, query: Query) -> Answer:
    """The answer to a comparison of two sides by one property."""
    sides = [_side(query, each) for each in query.sides]
    values = [_values(graph, side, query.dimension) for side in sides]
    reading = f"{read_back(sides[0])} against {read_back(sides[1])}"
    answer = Answer(
        question=question,
        understood=True,
        reading=reading,
        answer_type=_TYPES[query.form],
        sparql=compose(sides[0]).shown,
    )
    left, right = _comparable(*values)
    if not (left and right):
        missing = [read_back(s) for s, v in zip(sides, values, strict=True) if not v]
        note = (
            f"no value in the graph of: {'; '.join(missing)}"
            if missing
            else ("the two are given in different dimensions, which do not convert")
        )
        refused = replace(answer, understood=False, notes=(note,))
    else:
        refused = _decide(graph, query, answer, left, right)
    if refused.understood:
        return refused
    return compare_in_words(graph, query, refused) or refused


_TYPES = {
    Form.LIST: AnswerType.LIST,
    Form.YES_NO: AnswerType.BOOLEAN,
    Form.RATIO: AnswerType.NUMBER,
}


def _side(query: Query, filters: tuple[Filter, ...]) -> Query:
    side = replace(query, filters=(*query.filters, *filters), sides=(), form=Form.VALUE)
    return with_measure(side)


def _values(graph: KnowledgeGraph, side: Query, dimension: str | None) -> list[_Value]:
    return [
        (value.si_value, value.dimension, row)
        for row in collect(graph, side, compose(side))
        for value in row.values
        if value.si_value is not None and dimension in (None, value.dimension)
    ]


def _comparable(left: list[_Value], right: list[_Value]) -> tuple[list[_Value], list[_Value]]:
    """Values of one dimension; of the same work where both sides stand in one."""
    shared = {v[1] for v in left} & {v[1] for v in right}
    if not shared:
        return [], []
    dimension = max(shared, key=lambda each: sum(v[1] == each for v in (*left, *right)))
    left = [v for v in left if v[1] == dimension]
    right = [v for v in right if v[1] == dimension]
    works = {e for v in left for e in v[2].references} & {e for v in right for e in v[2].references}
    if works:
        left = [v for v in left if works & set(v[2].references)]
        right = [v for v in right if works & set(v[2].references)]
    return left, right


def _decide(
    graph: KnowledgeGraph, query: Query, answer: Answer, left: list[_Value], right: list[_Value]
) -> Answer:
    lows = [min(v[0] for v in side) for side in (left, right)]
    tops = [max(v[0] for v in side) for side in (left, right)]
    less = tops[0] < lows[1]
    more = lows[0] > tops[1]
    listed = " against ".join(
        " to ".join(f"{each:g}" for each in sorted({low, top}))
        for low, top in zip(lows, tops, strict=True)
    )
    note = f"compared in {left[0][1]}, SI: {listed}"
    if not (less or more):
        return replace(answer, understood=False, notes=(note, "the values of the two overlap"))
    wins = left if (query.sense is Sense.LESS) == less else right
    rows = wins if query.form is Form.LIST else [*left, *right]
    dois = dois_of(graph, (e for v in rows for e in v[2].references))
    unique = {id(v[2]): v[2] for v in rows}
    shown = tuple(to_answer_row(row, dois) for row in unique.values())
    answer = replace(answer, rows=shown, notes=(note,))
    if query.form is Form.YES_NO:
        return replace(answer, value=wins is left)
    if query.form is Form.RATIO:
        return _ratio(answer, lows, tops)
    return replace(answer, value=", ".join(dict.fromkeys(row.sample for row in shown)))


def _ratio(answer: Answer, lows: list[float], tops: list[float]) -> Answer:
    if lows != tops:
        note = "each side has several values, so there is no one ratio"
        return replace(answer, understood=False, notes=(*answer.notes, note))
    high, low = max(lows), min(lows)
    ratio = float(f"{high / low:.4g}") if low else None
    return replace(answer, value=ratio, unit="times", si_value=ratio)
