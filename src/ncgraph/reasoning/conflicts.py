"""What is said of one thing in two ways that do not go together: kept apart, never averaged.

A contradiction breaks the ontology; of statements in conflict each could be true. Both sides are
given with their words, so that a reader can tell a slip from a disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from ncgraph.graph.identifiers import compact, expand
from ncgraph.ontology import ontology
from ncgraph.reasoning.narrating import evidence_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.graph import KnowledgeGraph, Value
    from ncgraph.model import Evidence

_SAME = 0.02  # two printings of one number differ by rounding
_SAME_ABOUT = 0.15  # likewise where one of them is said to be approximate
# kinds of claim of which a sample under given conditions has one value
_MEASURED = (
    "ASEThresholdClaim", "LasingThresholdClaim", "GainThresholdClaim", "QuantumYieldClaim",
    "QualityFactorClaim", "AugerLifetimeClaim",
)  # fmt: skip
_CLAIMS = """
SELECT DISTINCT ?claim ?kind ?sample ?formula ?shape ?build ?pair ?polarity ?term ?source
  ?value ?high ?bound ?about ?dimension ?printed ?mode ?wavelength ?order ?cavity ?first
{
  ?claim a ncg:Claim , ?kind ; ncg:aboutSample ?sample ; ncg:polarity ?polarity ;
    prov:wasQuotedFrom ?first ; ncg:partOfStatement/ncg:statementSource ?source .
  FILTER(?kind != ncg:Claim)
  ?kind rdfs:subClassOf ncg:Claim .
  ?sample ncg:composition ?formula .
  OPTIONAL { ?sample skos:notation ?shape }
  OPTIONAL { ?sample ncg:hasHeterostructure/skos:notation ?build }
  OPTIONAL { ?sample ncg:coreShellPair ?pair }
  OPTIONAL { ?claim ncg:statesTerm ?term }
  OPTIONAL { ?claim ncg:statesQuantity ?quantity . ?quantity ncg:siValue ?value ;
    ncg:dimension ?dimension ; ncg:asPrinted ?printed
    OPTIONAL { ?quantity ncg:siValueMax ?high } OPTIONAL { ?quantity ncg:bound ?bound }
    OPTIONAL { ?quantity ncg:approximate ?about } }
  OPTIONAL { ?claim ncg:statesPump ?pump
    OPTIONAL { ?pump skos:notation ?mode } OPTIONAL { ?pump ncg:wavelengthNm ?wavelength }
    OPTIONAL { ?pump ncg:photonOrder ?order } }
  OPTIONAL { ?claim ncg:statesCavity/skos:notation ?cavity }
} ORDER BY ?claim ?kind
"""
_CREDITS = """
SELECT DISTINCT ?claim ?reference ?number ?doi {
  ?claim ncg:citesReference|ncg:resolvedReference ?reference . ?reference ncg:number ?number
  OPTIONAL { ?reference bibo:doi ?doi } } ORDER BY ?claim ?number
"""


class ConflictKind(StrEnum):
    """What two statements disagree about."""

    VALUE = "value"
    OUTCOME = "outcome"
    ALIGNMENT = "alignment"
    FIRST = "first"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the statements."""

    says: str
    references: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Statements that do not go together; `samples` are the IRIs of what they are about."""

    kind: ConflictKind
    message: str
    samples: tuple[str, ...]
    sides: tuple[Side, ...]


@dataclass(slots=True, kw_only=True)
class _Said:
    """A claim with what decides whether another one is about the same."""

    row: dict[str, Value]
    kind: str
    works: dict[str, str]  # what identifies a cited work, and its number in the list

    def get(self, name: str) -> Value:
        return self.row[name]

    def told(self, name: str) -> Value:
        """Likewise, but nothing where a word says nothing: "nanocrystal" is no shape."""
        value = self.row[name]
        return None if value == "NC" else value

    @property
    def sample(self) -> str:
        words = (self.get("formula"), self.get("build"), self.get("shape"))
        return " ".join(str(word) for word in words if word)


def find_conflicts(graph: KnowledgeGraph) -> tuple[Conflict, ...]:
    """All conflicts in a graph, by kind and message.

    Values are compared that one work is credited with, for one sample and property, in one
    dimension, and under conditions that no statement tells apart; a number that text and table
    credit to different works is shown as well. A first demonstration is claimed twice where two
    works are each the first with the same thing in the same material.
    """
    said = list(_read(graph))
    found = [
        *_values(graph, said),
        *_outcomes(graph, said),
        *_alignments(graph, said),
        *_firsts(graph, said),
        *_credits(graph, said),
    ]
    return tuple({(each.kind, each.message): each for each in found}.values())


def conflicts_of(graph: KnowledgeGraph, samples: Iterable[str]) -> tuple[Conflict, ...]:
    """The conflicts in which any of some samples, given by their IRIs, has a part."""
    wanted = frozenset(samples)
    return tuple(each for each in find_conflicts(graph) if not wanted.isdisjoint(each.samples))


def _read(graph: KnowledgeGraph) -> Iterator[_Said]:
    works: dict[Value, dict[str, str]] = defaultdict(dict)
    for row in graph.select(_CREDITS):
        works[row["claim"]][str(row["doi"] or row["reference"])] = str(row["number"])
    kinds = {expand(curie) for curie in ontology().children("ncg:Claim")}
    for row in graph.select(_CLAIMS):
        if str(row["kind"]) in kinds:
            kind = compact(str(row["kind"])).removeprefix("ncg:")
            yield _Said(row=row, kind=kind, works=works.get(row["claim"], {}))


def _values(graph: KnowledgeGraph, said: Iterable[_Said]) -> Iterator[Conflict]:
    groups: dict[object, list[_Said]] = defaultdict(list)
    for each in said:
        told = each.kind in _MEASURED and each.get("polarity") == "affirmed"
        if told and each.get("value") is not None and not each.get("bound"):
            for work in each.works:
                key = (each.get("formula"), work, each.kind, each.get("dimension"))
                groups[key].append(each)
    for group in groups.values():
        for one, other in _pairs(group):
            if not _overlap(one, other) and _conditions_agree(one, other):
                what = _label(f"ncg:{one.kind}")
                values = f"{one.get('printed')} and {other.get('printed')}"
                message = f"{_name(one, other)} (ref. {_numbers(one)}): {what}, {values}"
                yield _conflict(graph, ConflictKind.VALUE, message, (one, other))


def _outcomes(graph: KnowledgeGraph, said: Iterable[_Said]) -> Iterator[Conflict]:
    """Lasing here, denied there; or one number once as threshold of lasing, once of ASE."""
    groups: dict[object, list[_Said]] = defaultdict(list)
    for each in said:
        for work in each.works:
            groups[each.get("formula"), work].append(each)
    for group in groups.values():
        for one, other in _pairs(group):
            outcomes = {_outcome(one), _outcome(other)}
            if None in outcomes or _differ(one, other):
                continue
            reference = f"{_name(one, other)} (ref. {_numbers(one)})"
            is_one_denied = _is_denied(one) != _is_denied(other)
            if len(outcomes) == 1 and is_one_denied and _conditions_agree(one, other):
                message = f"{reference}: {_outcome(one)} is shown in one place, denied in another"
                yield _conflict(graph, ConflictKind.OUTCOME, message, (one, other))
            elif len(outcomes) == 2 and not is_one_denied and _is_one_threshold(one, other):
                message = (
                    f"{reference}: {one.get('printed')} is the threshold of {_outcome(one)} in one"
                    f" place, of {_outcome(other)} in another"
                )
                yield _conflict(graph, ConflictKind.OUTCOME, message, (one, other))


def _alignments(graph: KnowledgeGraph, said: Iterable[_Said]) -> Iterator[Conflict]:
    """Two classes for one pair of materials in particles of one build."""
    stated = {
        str(row["claim"]): str(row["class"])
        for row in graph.select(
            "SELECT ?claim ?class { ?alignment prov:wasDerivedFrom ?claim ; ncg:alignmentBasis"
            " 'stated of the sample' ; a ?class . ?class skos:notation ?word }"
        )
    }
    groups: dict[tuple[str, bool], dict[str, _Said]] = defaultdict(dict)
    for each in said:
        kind = stated.get(str(each.get("claim")))
        if kind and each.get("pair"):
            groups[str(each.get("pair")), each.get("build") == "core/crown"].setdefault(kind, each)
    for (pair, _), by_class in groups.items():
        for (one, first), (other, second) in combinations(sorted(by_class.items()), 2):
            names = f"{_label(compact(one))} and {_label(compact(other))}"
            message = f"{pair} is said to have {names}"
            yield _conflict(graph, ConflictKind.ALIGNMENT, message, (first, second))


def _firsts(graph: KnowledgeGraph, said: Iterable[_Said]) -> Iterator[Conflict]:
    groups: dict[object, list[_Said]] = defaultdict(list)
    for each in said:
        if each.kind == "FirstDemonstration" and each.get("polarity") == "affirmed" and each.works:
            names = ("term", "mode", "order", "cavity")
            groups[(each.sample, *(each.get(name) for name in names))].append(each)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if one.works.keys().isdisjoint(other.works):
                numbers = f"refs. {_numbers(one)} and {_numbers(other)}"
                what = _label(compact(str(one.get("term")))) if one.get("term") else "something"
                message = f"{one.sample}: both {numbers} are said to show {what} for the first time"
                yield _conflict(graph, ConflictKind.FIRST, message, (one, other))


def _credits(graph: KnowledgeGraph, said: Iterable[_Said]) -> Iterator[Conflict]:
    """One number, of one sample and property, to whose credit text and table name other works."""
    groups: dict[object, list[_Said]] = defaultdict(list)
    for each in said:
        told = each.kind in _MEASURED and each.get("polarity") == "affirmed"
        if told and each.works and each.get("value") is not None and not each.get("about"):
            names = ("formula", "dimension", "value", "high", "bound")
            groups[(each.kind, *(each.get(name) for name in names))].append(each)
    for group in groups.values():
        for one, other in _pairs(group):
            apart = one.works.keys().isdisjoint(other.works)
            places = {str(one.get("source")), str(other.get("source"))}
            if apart and places == {"table", "prose"} and _conditions_agree(one, other):
                numbers = f"ref. {_numbers(one)} in one place, to ref. {_numbers(other)} in another"
                value = f"{_label(f'ncg:{one.kind}')}, {one.get('printed')}"
                message = f"{_name(one, other)}: {value}, is credited to {numbers}"
                yield _conflict(graph, ConflictKind.CREDIT, message, (one, other))


def _pairs(group: Iterable[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Statements that may be of one sample: build and shape differ nowhere they are told."""
    for one, other in combinations(group, 2):
        pairs = ((one.told(name), other.told(name)) for name in ("build", "shape"))
        if all(a is None or b is None or a == b for a, b in pairs):
            yield one, other


def _name(one: _Said, other: _Said) -> str:
    """The fuller of the names that two statements have for a sample."""
    return max(one.sample, other.sample, key=len)


_CONDITIONS = ("mode", "wavelength", "order", "cavity")


def _differ(one: _Said, other: _Said) -> bool:
    """Whether a condition is told of both, and differs."""
    pairs = ((one.get(name), other.get(name)) for name in _CONDITIONS)
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _conditions_agree(one: _Said, other: _Said) -> bool:
    """Whether a condition is told of both and none differs, or none is told of either."""
    shared = any(one.get(name) == other.get(name) is not None for name in _CONDITIONS)
    told = any(each.get(name) is not None for each in (one, other) for name in _CONDITIONS)
    return not _differ(one, other) and (shared or not told)


def _overlap(one: _Said, other: _Said) -> bool:
    about = one.get("about") or other.get("about")
    slack = _SAME_ABOUT if about else _SAME
    (low, high), (lower, higher) = _ends(one), _ends(other)
    return low <= higher * (1 + slack) and lower <= high * (1 + slack)


def _ends(said: _Said) -> tuple[float, float]:
    low = float(said.get("value") or 0)
    return low, float(said.get("high") or low)


def _outcome(said: _Said) -> str | None:
    """The outcome that a claim shows or denies, in words; None for other claims."""
    if said.get("polarity") == "hypothetical":
        return None
    if said.kind == "NonObservation":
        term = compact(str(said.get("term"))) if said.get("term") else ""
        known = {"ncg:Lasing": "lasing", "ncg:AmplifiedSpontaneousEmission": "ASE"}
        return known.get(term)
    needs_value = said.kind.endswith("ThresholdClaim")
    if needs_value and said.get("value") is None:
        return None
    return {
        "LasingDemonstration": "lasing",
        "LasingThresholdClaim": "lasing",
        "ASEDemonstration": "ASE",
        "ASEThresholdClaim": "ASE",
    }.get(said.kind)


def _is_denied(said: _Said) -> bool:
    return said.kind == "NonObservation" or said.get("polarity") == "negated"


def _is_one_threshold(one: _Said, other: _Said) -> bool:
    values = [one.get("value"), other.get("value")]
    dimensions = [one.get("dimension"), other.get("dimension")]
    return None not in values and values[0] == values[1] and dimensions[0] == dimensions[1]


def _conflict(
    graph: KnowledgeGraph, kind: ConflictKind, message: str, said: Iterable[_Said]
) -> Conflict:
    both = tuple(said)
    return Conflict(
        kind=kind,
        message=message,
        samples=tuple(dict.fromkeys(str(each.get("sample")) for each in both)),
        sides=tuple(
            Side(
                says=str(each.get("printed") or _label(f"ncg:{each.kind}")),
                references=tuple(each.works.values()),
                evidence=evidence_at(graph, str(each.get("first"))),
            )
            for each in both
        ),
    )


def _numbers(said: _Said) -> str:
    return ", ".join(said.works.values())


def _label(curie: str) -> str:
    return ontology().term(curie).label.removesuffix(" claim")
