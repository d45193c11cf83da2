"""Two sides weighed: which is lower, whether it is, how many times.

Values of one dimension are compared, those of the same work before those of different ones, those
of one comparability class before others; where the sides overlap, nothing is said. A question that
puts thresholds of different classes side by side is answered, with why they do not rank.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.answering.collecting import collect
from ncgraph.answering.composing import compose
from ncgraph.answering.disputing import to_answer_rows
from ncgraph.answering.grouping import Classes, Valued
from ncgraph.answering.qualifying import compare_in_words
from ncgraph.answering.query import Filter, Form, Query, Sense
from ncgraph.answering.reading_back import read_back
from ncgraph.answering.valuing import with_measure
from ncgraph.model import Answer, AnswerType

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph


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
    left, right, notes = _within_class(graph, left, right)
    if not (left and right):
        missing = [read_back(s) for s, v in zip(sides, values, strict=True) if not v]
        note = (
            f"no value in the graph of: {'; '.join(missing)}"
            if missing
            else ("the two are given in different dimensions, which do not convert")
        )
        refused = replace(answer, understood=False, notes=(note,))
    else:
        answer = replace(answer, notes=notes)
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


def _values(graph: KnowledgeGraph, side: Query, dimension: str | None) -> list[Valued]:
    return [
        (value, row)
        for row in collect(graph, side, compose(side))
        for value in row.values
        if value.si_value is not None and dimension in (None, value.dimension)
    ]


def _comparable(left: list[Valued], right: list[Valued]) -> tuple[list[Valued], list[Valued]]:
    """Values of one dimension; of the same work where both sides stand in one."""
    shared = {v.dimension for v, _ in left} & {v.dimension for v, _ in right}
    if not shared:
        return [], []
    both = (*left, *right)
    dimension = max(shared, key=lambda each: sum(v.dimension == each for v, _ in both))
    left = [each for each in left if each[0].dimension == dimension]
    right = [each for each in right if each[0].dimension == dimension]
    works = _works(left) & _works(right)
    if works:
        left = [each for each in left if works & set(each[1].references)]
        right = [each for each in right if works & set(each[1].references)]
    return left, right


def _works(side: list[Valued]) -> set[str]:
    return {entry for _, row in side for entry in row.references}


def _within_class(
    graph: KnowledgeGraph, left: list[Valued], right: list[Valued]
) -> tuple[list[Valued], list[Valued], tuple[str, ...]]:
    """The values of the classes that both sides share; where they share none, why not to rank."""
    classes = Classes(graph, (row for _, row in (*left, *right)))
    sides = [[(classes.within(*each), each) for each in side] for side in (left, right)]
    named = [{within for within, _ in side} for side in sides]
    if shared := named[0] & named[1]:
        left, right = ([each for within, each in side if within in shared] for side in sides)
        return left, right, ()
    listed = " against ".join("; ".join(sorted(each)) for each in named)
    return left, right, (f"found under different conditions ({listed}). {classes.reason}",)


def _decide(
    graph: KnowledgeGraph, query: Query, answer: Answer, left: list[Valued], right: list[Valued]
) -> Answer:
    numbers = [[value.si_value or 0.0 for value, _ in side] for side in (left, right)]
    lows, tops = [min(side) for side in numbers], [max(side) for side in numbers]
    less = tops[0] < lows[1]
    more = lows[0] > tops[1]
    listed = " against ".join(
        " to ".join(f"{each:g}" for each in sorted({low, top}))
        for low, top in zip(lows, tops, strict=True)
    )
    notes = (f"compared in {left[0][0].dimension}, SI: {listed}", *answer.notes)
    if not (less or more):
        return replace(answer, understood=False, notes=(*notes, "the values of the two overlap"))
    wins = left if (query.sense is Sense.LESS) == less else right
    rows = wins if query.form is Form.LIST else [*left, *right]
    unique = {id(row): row for _, row in rows}
    shown = tuple(to_answer_rows(graph, query, list(unique.values())))
    answer = replace(answer, rows=shown, notes=notes)
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
