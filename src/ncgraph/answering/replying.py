"""A typed query answered: rows, value, notes; what emptied it; what says the contrary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.answering.collecting import Row, collect
from ncgraph.answering.composing import compose, with_kinds
from ncgraph.answering.crediting import dois_of, terms_stated, works_of
from ncgraph.answering.disputing import to_answer_rows
from ncgraph.answering.listing import asks_for_entries, list_entries
from ncgraph.answering.noting import notes_on
from ncgraph.answering.passages import asks_in_context, components_of, find, rows_in_context
from ncgraph.answering.query import Asked, Facet, Filter, Form, Query, Range, Sense
from ncgraph.answering.reading_back import as_question, describe, read_back
from ncgraph.answering.showing import listed_kinds
from ncgraph.answering.valuing import Found, settle, with_measure
from ncgraph.model import Answer, AnswerRow, AnswerType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.graph import KnowledgeGraph

SUGGESTIONS = 3
_WITH_MEASURE = 2  # conditions: the outcome and the measure; a sample has to be named besides
_NAMED_WORKS = 6
_SUBJECTS = (Facet.MATERIAL, Facet.LAYER, Facet.REFERENCE, Facet.DOI, Facet.ROW)
# where a sentence says it and no table does, that none was found may be a gap of the reading
_OF_TEXT = {Facet.WORDS, Facet.AUTHOR, Facet.FIRST, Facet.MECHANISM, Facet.COMPONENT, Facet.STATED}
_SURE = 3  # conditions; that nothing meets more of them may be a gap of the graph as well
_BRANCHES = {Facet.COMPONENT: "ncg:CircuitComponent", Facet.MECHANISM: "ncg:GainMechanism"}
_UNITS = {Asked.SAMPLE: "samples", Asked.ROW: "rows", Asked.REFERENCE: "references"}


def reply(graph: KnowledgeGraph, question: str, query: Query) -> Answer:
    """The answer to one query that was understood."""
    if asks_for_entries(query):
        return list_entries(graph, question, query)
    query = with_measure(query)
    query, rows = _collect(graph, query)
    composed = compose(query)
    found = settle(graph, rows, query)
    shown = _rows_asked_for(graph, query, found.rows)
    value, unit = _value(query, found, shown, _kinds(graph, query, found.rows))
    answer = Answer(
        question=question,
        understood=True,
        reading=read_back(query),
        answer_type=_answer_type(query, found),
        rows=tuple(shown),
        value=value,
        unit=unit,
        si_value=found.si_value,
        groups=found.groups,
        sparql=composed.shown,
        notes=(*found.notes, *_names(graph, query, found.rows), *notes_on(found.rows, query)),
    )
    if query.form is Form.YES_NO:
        return _decided(graph, query, answer)
    lists_parts = query.wanted is Facet.COMPONENT  # one sentence seldom names all of a circuit
    if found.rows and not lists_parts and not (query.wanted in _BRANCHES and value is None):
        return answer
    return _in_context(graph, query, answer) or _without_rows(graph, query, answer)


def _in_context(graph: KnowledgeGraph, query: Query, answer: Answer) -> Answer | None:
    """The answer from neighbouring sentences on one work, where no one sentence gives it."""
    if not asks_in_context(query):
        return None
    found = find(graph, query)
    rows = rows_in_context(graph, query, found)
    if not rows:
        return None
    notes = ["said over several sentences on one work: see the evidence"]
    parts = components_of(graph, found) if query.wanted is Facet.COMPONENT else []
    made = replace(
        answer, rows=tuple(rows), value=", ".join(parts) or None, unit=None, si_value=None
    )
    if query.form is Form.COUNT:
        made = replace(made, value=len(parts) if query.wanted else len(rows))
    elif query.measured:
        made = _one_size(made, rows)
    return replace(made, notes=(*notes, *answer.notes))


def _one_size(answer: Answer, rows: list[AnswerRow]) -> Answer:
    if len(rows) > 1:  # in UCUM, as programs read units
        listed = ", ".join(f"{row.value:g} {str(row.unit).replace('µ', 'u')}" for row in rows)
        return replace(answer, value=listed)
    (row,) = rows
    return replace(
        answer, value=row.value, unit=row.unit, si_value=row.si_value,
        answer_type=AnswerType.NUMBER,
    )  # fmt: skip


def _collect(graph: KnowledgeGraph, query: Query) -> tuple[Query, list[Row]]:
    """Rows of the query, else of the first wider reading of it that has any."""
    if query.measured == str(Facet.RATIO):
        return query, []  # no experiment has it: sentences on the work do
    for each in (query, *_wider(query)):
        if rows := collect(graph, each, compose(each)):
            return each, rows
    return query, []


def _wider(query: Query) -> Iterator[Query]:
    """Where no peak is in the limits of a color: sentences that name the color.

    Of a value: what is said of "the laser", or of a sample whose shape the sentence leaves out.
    """
    if query.having(Facet.COLOR):
        yield _with_facet(query, Facet.COLOR, Facet.COLOR_WORD)
    if query.form is not Form.VALUE or query.order:
        return
    of_pumping = str(query.measured).endswith("Threshold")
    named = query.having(Facet.MATERIAL) or query.having(Facet.HETEROSTRUCTURE)
    less = query
    if query.having(Facet.OUTCOME) and not of_pumping and len(query.filters) > _WITH_MEASURE:
        less = replace(query, filters=tuple(f for f in query.filters if f.facet != Facet.OUTCOME))
        yield less
    if named and query.having(Facet.MORPHOLOGY):
        yield _with_facet(less, Facet.MORPHOLOGY, Facet.UNSHAPED)


def _with_facet(query: Query, old: Facet, new: Facet) -> Query:
    changed = (replace(f, facet=new) if f.facet is old else f for f in query.filters)
    return replace(query, filters=tuple(changed))


def _answer_type(query: Query, found: Found) -> AnswerType:
    if query.form is Form.COUNT or isinstance(found.value, int | float):
        return AnswerType.NUMBER
    if query.form is Form.YES_NO:
        return AnswerType.BOOLEAN
    return AnswerType.REFERENCE if query.asked is Asked.REFERENCE else AnswerType.LIST


def _value(
    query: Query, found: Found, shown: list[AnswerRow], kinds: list[str]
) -> tuple[float | bool | str | None, str | None]:
    if found.value is not None:
        return found.value, found.unit
    if query.form is Form.COUNT:
        unit = f"kinds of {query.wanted.value}" if query.wanted else _UNITS[query.asked]
        return (len(kinds) if query.wanted else len(shown)), unit
    if query.form is Form.YES_NO:
        return (True if found.rows else None), None
    return ", ".join(kinds) or None, None


def _kinds(graph: KnowledgeGraph, query: Query, rows: list[Row]) -> list[str]:
    """The members of the branch that is asked for."""
    if query.wanted is None:
        return []
    if query.wanted in _BRANCHES:
        units = [unit for row in rows for unit in row.units]
        return terms_stated(graph, units, _BRANCHES[query.wanted])
    return listed_kinds(rows, query.wanted)


def _names(graph: KnowledgeGraph, query: Query, rows: list[Row]) -> Iterator[str]:
    """Who stands behind the numbers of a reference question."""
    if query.asked is not Asked.REFERENCE or query.form is Form.COUNT:
        return
    numbers = {entry: number for row in rows for entry, number in row.references.items()}
    if len(numbers) > _NAMED_WORKS:
        return
    works = works_of(graph, numbers)
    for entry, number in numbers.items():
        if entry in works:
            yield f"ref. {number}: {works[entry].name}, “{works[entry].title}”"


def _rows_asked_for(graph: KnowledgeGraph, query: Query, rows: list[Row]) -> list[AnswerRow]:
    answer_rows = to_answer_rows(graph, query, rows)
    if query.asked is not Asked.REFERENCE:
        return answer_rows
    dois = dois_of(graph, (entry for row in rows for entry in row.references))
    by_entry: dict[str, AnswerRow] = {}
    for row, shown in zip(rows, answer_rows, strict=True):
        for entry, number in row.references.items():
            one = replace(shown, references=(number,), dois=tuple(filter(None, [dois.get(entry)])))
            by_entry.setdefault(entry, one)
    return list(by_entry.values())


def _decided(graph: KnowledgeGraph, query: Query, answer: Answer) -> Answer:
    """Yes or no, each by a source; both or neither is no answer."""
    denials = _contraries(query) if answer.value else (*_contraries(query), *_denied(query))
    for contrary in denials:
        rows = collect(graph, contrary, compose(contrary))
        if not rows:
            continue
        shown = _rows_asked_for(graph, contrary, rows)
        if answer.value:
            note = "sources say both yes and no: see the evidence"
            both = (*answer.rows, *shown)
            return replace(answer, understood=False, value=None, rows=both, notes=(note,))
        note = "no, because a source states otherwise: see the evidence"
        return replace(answer, value=False, rows=tuple(shown), notes=(note,))
    if answer.value:
        return answer
    notes = (*answer.notes, *_emptied_by(graph, query))
    note = "nothing in the graph says yes, and nothing says no"
    nearest = tuple(_smaller(graph, query))
    return replace(answer, understood=False, notes=(*notes, note), suggestions=nearest)


def _without_rows(graph: KnowledgeGraph, query: Query, answer: Answer) -> Answer:
    """Says which filter emptied it. Words of no term, and values, are then no answer at all."""
    notes = (*answer.notes, *_emptied_by(graph, query))
    quoted = any(f.facet in _OF_TEXT for f in query.filters) or query.wanted in _BRANCHES
    numeric = query.form in (Form.VALUE, Form.YEAR) or query.order
    quoted = quoted or query.asked is Asked.REFERENCE  # titles may tell what no claim does
    many = len(query.filters) > _SURE
    if quoted or numeric or many:
        why = "the graph holds no such value" if numeric else "no statement in the graph fits all"
        answer = replace(answer, understood=False, value=None)
        notes = (f"understood, but not to be answered: {why}", *notes)
    return replace(answer, notes=notes, suggestions=tuple(_smaller(graph, query)))


def has_rows(graph: KnowledgeGraph, query: Query) -> bool:
    """Whether a query has any solution."""
    composed = compose(query)
    return bool(graph.select(f"{composed.text}\nLIMIT 1", **composed.terms))


def _emptied_by(graph: KnowledgeGraph, query: Query) -> Iterator[str]:
    for condition in query.filters:
        less = query.without(condition)
        if less.filters and (found := collect(graph, less, compose(less))):
            yield (
                f"“{describe(condition)}” leaves nothing: without it there is "
                f"{len(found)} ({read_back(plain(less))})"
            )
    for condition in query.filters:
        if not has_rows(graph, Query(filters=(condition,), table=condition.facet is Facet.ROW)):
            yield f"“{describe(condition)}” is nowhere in the graph"


def plain(query: Query) -> Query:
    """The query as a list of samples."""
    return replace(
        query, asked=Asked.SAMPLE, form=Form.LIST, wanted=None, order=None, measured=None,
        sides=(), sense=None,
    )  # fmt: skip


def _smaller(graph: KnowledgeGraph, query: Query) -> Iterable[str]:
    less = (query.without(each) for each in query.filters if len(query.filters) > 1)
    candidates = (plain(each) for each in less)
    return [as_question(each) for each in candidates if has_rows(graph, each)][:SUGGESTIONS]


def _contraries(query: Query) -> Iterator[Query]:
    """Queries whose rows deny it: another alignment of the same sample, an outcome not seen.

    That something exists is not denied by something else that lacks it: a subject must be named.
    """
    if not any(query.having(facet) for facet in _SUBJECTS):
        return
    for condition in query.filters:
        other = _contrary(condition)
        if other:
            changed = (other if each == condition else each for each in query.filters)
            yield replace(query, filters=tuple(changed))


def _denied(query: Query) -> Iterator[Query]:
    """`electrically pumped lasers are not realised yet`: of no sample, so of every one."""
    for condition in query.having(Facet.OUTCOME):
        other = Filter(Facet.LACKED_OUTCOME, condition.values)
        changed = (other if each == condition else each for each in query.filters)
        yield replace(query, filters=(*changed, Filter(Facet.IN_GENERAL, ())))


def _contrary(condition: Filter) -> Filter | None:
    if condition.facet is Facet.ALIGNMENT:
        kinds = set(with_kinds(["ncg:BandAlignment"])) - {"ncg:BandAlignment"}
        others = sorted(kinds - set(with_kinds(condition.values)))
        return Filter(Facet.ALIGNMENT, tuple(others))
    if condition.facet is Facet.OUTCOME:
        return Filter(Facet.LACKED_OUTCOME, condition.values)
    if condition.facet is Facet.MECHANISM:
        return Filter(Facet.DENIED, condition.values)
    if condition.facet is Facet.COMPARED:
        other = Sense.MORE if condition.sense is Sense.LESS else Sense.LESS
        return replace(condition, sense=other)
    if condition.facet is Facet.MEASUREMENT and condition.range:
        return _beyond(condition, condition.range)
    return None


def _beyond(condition: Filter, limits: Range) -> Filter | None:
    """The rest of the axis, where the range has one end."""
    if limits.others or (limits.low is None) == (limits.high is None):
        return None
    other = Range(
        low=limits.high,
        high=limits.low,
        without_low=not limits.without_high,
        without_high=not limits.without_low,
        dimension=limits.dimension,
        words=f"not {limits.words}",
    )
    return replace(condition, range=other)
