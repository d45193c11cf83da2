"""Questions whose conditions stand in neighbouring sentences on one work, above all on circuits.

A text tells of a device over several sentences: one names the reflectors, the next the dots, a
third the length of a guide. A work answers if each condition is met by a sentence that speaks of
it; sentences that speak of many works at once tell nothing of any.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ncgraph.answering.composing import PREFIXES, spoken, with_kinds
from ncgraph.answering.crediting import Work, dois_of, works_of
from ncgraph.answering.describing import (
    Solution,
    describe_samples,
    notation,
    pieces_of,
    select_each,
    short,
)
from ncgraph.answering.query import Asked, Facet, Filter, Form, Query
from ncgraph.model import AnswerRow, Evidence
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph

_MOST_WORKS = 2  # a sentence that credits more is a list of examples
_BY_TERM = {
    Facet.COMPONENT, Facet.CAVITY, Facet.PUMP, Facet.OUTCOME, Facet.MECHANISM, Facet.MORPHOLOGY,
    Facet.STATED,
}  # fmt: skip
_BY_WORD = {Facet.WORDS, Facet.COLOR, Facet.COLOR_WORD}
_SIZE = "ncg:Dimension"
_COMPONENT = "ncg:CircuitComponent"
_SPEAKS = "?passage ncg:speaksOf ?work . "


@dataclass(slots=True)
class Found:
    """The works that meet all conditions, each with the passages that meet some of them."""

    works: dict[str, Work] = field(default_factory=dict)
    numbers: dict[str, int | str] = field(default_factory=dict)
    passages: dict[str, dict[str, int]] = field(default_factory=dict)  # work: passage: how many
    first: set[str] = field(default_factory=set)  # passages that meet the first condition


def asks_in_context(query: Query) -> bool:
    """Whether a question may be answered so: on a circuit, or for a value."""
    facets = {f.facet for f in query.filters}
    known = {*_BY_TERM, *_BY_WORD, Facet.MATERIAL, Facet.LAYER, Facet.AUTHOR, Facet.MEASUREMENT}
    plain = not (query.excluded or query.table or query.sides or query.order)
    on_circuit = Facet.COMPONENT in facets or query.wanted is Facet.COMPONENT
    decides = query.form in (Form.YES_NO, Form.YEAR)
    valued = query.form is Form.VALUE and query.measured is not None
    return plain and facets <= known and not decides and (on_circuit or valued)


def find(graph: KnowledgeGraph, query: Query) -> Found:
    """Works each of whose conditions some sentence on them meets."""
    conditions = [f for f in query.filters if f.facet is not Facet.MEASUREMENT]
    met = [_passages(graph, each) for each in conditions]
    found = Found()
    if not met or not all(met):
        return found
    shared = set.intersection(*({w for works in each.values() for w in works} for each in met))
    for work in shared:
        counted: dict[str, int] = defaultdict(int)
        for each in met:
            for passage, works in each.items():
                counted[passage] += work in works
        found.passages[work] = {p: n for p, n in counted.items() if n}
    found.works = works_of(graph, shared)
    rows = select_each(graph, shared, "?number", "?node ncg:number ?number .")
    found.numbers = {str(r["node"]): _printed(str(r["number"])) for r in rows}
    pairs = zip(met, conditions, strict=True)
    leading = next((m for m, c in pairs if c.facet is Facet.COMPONENT), met[0])
    found.first = set(leading)
    return found


def _printed(number: str) -> int | str:
    return int(number) if number.isdigit() else number


def _passages(graph: KnowledgeGraph, condition: Filter) -> dict[str, set[str]]:
    """Passages that meet a condition, with the works they speak of."""
    pattern, terms = _pattern(condition)
    rows = graph.select(f"{PREFIXES}SELECT DISTINCT ?passage ?work WHERE {{ {pattern} }}", **terms)
    works: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        works[str(row["passage"])].add(str(row["work"]))
    return {passage: each for passage, each in works.items() if len(each) <= _MOST_WORKS}


def _pattern(condition: Filter) -> tuple[str, dict[str, str]]:
    if condition.facet in _BY_TERM:
        classes = " ".join(with_kinds(condition.values))
        return f"{_SPEAKS}?passage ncg:mentionsTerm ?class . VALUES ?class {{ {classes} }}", {}
    if condition.facet in (Facet.MATERIAL, Facet.LAYER):
        return f"{_SPEAKS}?passage ncg:mentionsMaterial ?given .", {"given": condition.values[0]}
    words = {"given": "|".join(spoken(value) for value in condition.values)}
    said = f'{{ {_SPEAKS}?passage oa:exact ?quote . FILTER(REGEX(?quote, ?given, "i")) }}'
    if condition.facet is Facet.AUTHOR:
        listed = '?work ncg:authorList ?list . FILTER(REGEX(?list, ?given, "i"))'
        return f"{said} UNION {{ {_SPEAKS}{listed} }}", words
    return said, words


def rows_in_context(graph: KnowledgeGraph, query: Query, found: Found) -> list[AnswerRow]:
    """What is asked for of the works: sizes, samples, or the works themselves."""
    if query.measured:
        return _stated_values(graph, query, found)
    works = sorted(found.works, key=lambda work: str(found.numbers.get(work, "")).zfill(6))
    if query.asked is Asked.REFERENCE or query.wanted is Facet.COMPONENT:
        return [_work_row(graph, work, found) for work in works]
    return _samples(graph, query, found) or [_work_row(graph, work, found) for work in works]


def _work_row(graph: KnowledgeGraph, work: str, found: Found) -> AnswerRow:
    known = found.works[work]
    return AnswerRow(
        sample=f"{known.name}: {known.title}".strip(": "),
        references=(found.numbers[work],),
        dois=tuple(dois_of(graph, [work]).values()),
        evidence=evidence_of_passages(graph, found.passages[work]),
    )


def evidence_of_passages(graph: KnowledgeGraph, passages: dict[str, int]) -> tuple[Evidence, ...]:
    """The sentences that meet the most conditions first."""
    pieces = pieces_of(graph, passages)
    order = sorted(passages, key=lambda each: (-passages[each], each))
    return tuple(piece for each in order for piece in pieces.get(each, ()))


def _samples(graph: KnowledgeGraph, query: Query, found: Found) -> list[AnswerRow]:
    """Emitters that statements on the works are about, where a sentence on the work names them.

    A statement may have its subject from the sentence before, which spoke of another work.
    """
    shapes = with_kinds(v for f in query.having(Facet.MORPHOLOGY) for v in f.values)
    shape = f"?sample a ?shape . VALUES ?shape {{ {' '.join(shapes)} }}" if shapes else ""
    pattern = (
        "?passage ncg:speaksOf ?node . ?statement prov:wasQuotedFrom ?passage ; "
        f"ncg:aboutSample ?sample . {shape} ?sample rdfs:label ?label ; "
        "ncg:composition ?composition . "
        "?naming ncg:speaksOf ?node ; ncg:mentionsMaterial ?composition ."
    )
    rows = list(select_each(graph, found.works, "?sample ?label ?composition", pattern))
    described = describe_samples(graph, {str(row["sample"]): row for row in rows})
    made: dict[tuple[str, str], AnswerRow] = {}
    for row in rows:
        work, sample = str(row["node"]), described[str(row["sample"])]
        made[work, sample.label] = AnswerRow(
            sample=sample.label,
            layers=sample.layers,
            morphology=notation(sample.morphology),
            references=(found.numbers[work],),
            evidence=evidence_of_passages(graph, found.passages[work]),
        )
    return [made[key] for key in sorted(made)]


def _stated_values(graph: KnowledgeGraph, query: Query, found: Found) -> list[AnswerRow]:
    """Values stated where the first condition is met, else where any is, else of the work."""
    pattern = (
        "?passage ncg:speaksOf ?node . ?statement prov:wasQuotedFrom ?passage . "
        "?claim ncg:partOfStatement ?statement ; "
        'ncg:polarity "affirmed" ; ncg:statesTerm ?class ; ncg:statesQuantity ?quantity . '
        "?quantity qudt:numericValue ?value ; ncg:unitAsPrinted ?unit ; ncg:siValue ?si ; "
        "ncg:dimension ?dimension . "
        "OPTIONAL { ?claim ncg:subjectName ?name } OPTIONAL { ?claim ncg:device ?device }"
    )
    names = "?passage ?class ?dimension ?value ?unit ?si ?name ?device"
    rows = _of_property(list(select_each(graph, found.works, names, pattern)), str(query.measured))
    rows = [r for r in rows if query.dimension in (None, r["dimension"])]
    met = {passage for each in found.passages.values() for passage in each}
    for near in (found.first, met):
        if kept := [r for r in rows if str(r["passage"]) in near]:
            rows = kept
            break
    made: dict[tuple[object, ...], AnswerRow] = {}
    for row in rows:
        work = str(row["node"])
        made.setdefault(
            (work, row["si"]),
            AnswerRow(
                sample=str(row.get("device") or row.get("name") or ""),
                references=(found.numbers[work],),
                value=float(str(row["value"])),
                unit=str(row["unit"]),
                si_value=float(str(row["si"])),
                evidence=evidence_of_passages(graph, {str(row["passage"]): 1}),
            ),
        )
    return sorted(made.values(), key=lambda row: row.si_value or 0.0)


def _of_property(rows: list[Solution], measured: str) -> list[Solution]:
    """Values of a property; a size that is not told which may be any of them."""
    by_dimension = {"ncg:Temperature": "temperature", str(Facet.RATIO): "ratio"}
    if wanted := by_dimension.get(measured):
        counts = {"excitons", "%"}
        return [r for r in rows if r["dimension"] == wanted and r["unit"] not in counts]
    if ":" not in measured:
        return []
    kinds = set(with_kinds([measured]))
    own = [r for r in rows if short(str(r["class"])) in kinds]
    if own or not ontology().is_a(measured, _SIZE):
        return own
    return [r for r in rows if short(str(r["class"])) == _SIZE]


def components_of(graph: KnowledgeGraph, found: Found) -> list[str]:
    """Notations of the circuit components that sentences on the works name."""
    pattern = "?passage ncg:speaksOf ?node ; ncg:mentionsTerm ?class ."
    classes = {short(str(r["class"])) for r in select_each(graph, found.works, "?class", pattern)}
    whole = {_COMPONENT, "ncg:PhotonicCircuit"}
    parts = {each for each in classes - whole if ontology().is_a(each, _COMPONENT)}
    wider = {above for each in parts for above in ontology().ancestors(each)}
    return sorted(str(notation(each)) for each in parts - wider)
