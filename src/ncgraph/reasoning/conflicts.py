"""What is said of one thing in two ways that do not go together: kept apart, never averaged.

A contradiction breaks the ontology; of statements in conflict each could be true. Both sides are
given with their words, so that a reader can tell a slip from a disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING

from ncgraph.composition import list_elements
from ncgraph.graph.identifiers import compact
from ncgraph.model import Conflict, ConflictKind, Side
from ncgraph.ontology import ontology
from ncgraph.reasoning.circumstances import is_of_its_own, may_be_alike
from ncgraph.reasoning.narrating import evidence_at
from ncgraph.reasoning.rivals import alignments_behind, claims_behind, find_rivals
from ncgraph.reasoning.statements import (
    among,
    are_of_different_works,
    are_of_one_work,
    read_statements,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ncgraph.graph import KnowledgeGraph, Value
    from ncgraph.reasoning.statements import Said

_SAME = 0.02  # two printings of one number differ by rounding
_SAME_ABOUT = 0.15  # likewise where one of them is said to be approximate
# kinds of claim of which a sample under given conditions has one value
_MEASURED = (
    "ASEThresholdClaim", "LasingThresholdClaim", "GainThresholdClaim", "QuantumYieldClaim",
    "QualityFactorClaim", "AugerLifetimeClaim",
)  # fmt: skip


def find_conflicts(graph: KnowledgeGraph) -> tuple[Conflict, ...]:
    """All conflicts in a graph, by kind and message.

    Values are compared that one work is credited with, for one sample and property, in one
    dimension, and under conditions that no statement tells apart; a number that text and table
    credit to different works is shown as well. A first demonstration is claimed twice where two
    works are each the first with the same thing in the same material.
    """
    return _find(graph, list(read_statements(graph)))


def conflicts_behind(
    graph: KnowledgeGraph, units: Collection[str], samples: Iterable[str] = ()
) -> dict[str, tuple[Conflict, ...]]:
    """The conflicts that experiments or statements rest on, by the IRI of each that has any.

    Looks up what else is said of the same samples in the same works, or with the same number,
    so that the cost does not grow with the graph. Of `samples` (IRIs) the conflicts are those
    about the band alignment of their pair of materials.
    """
    behind = claims_behind(graph, units) if units else {}
    seeds = {claim for claims in behind.values() for claim in claims}
    pairs = alignments_behind(graph, samples)
    rivals = find_rivals(graph, seeds) if seeds else set()
    rivals |= {claim for claims in pairs.values() for claim in claims}
    found = _find(graph, list(read_statements(graph, rivals))) if len(rivals) > 1 else ()
    conflicts = {
        node: tuple(each for each in found if any(side.claim in claims for side in each.sides))
        for node, claims in (behind | pairs).items()
    }
    return {node: each for node, each in conflicts.items() if each}


def _find(graph: KnowledgeGraph, said: list[Said]) -> tuple[Conflict, ...]:
    found = [
        *_values(graph, said),
        *_outcomes(graph, said),
        *_alignments(graph, said),
        *_firsts(graph, said),
        *_credits(graph, said),
        *_samples(graph, said),
    ]
    return tuple({(each.kind, each.message): each for each in found}.values())


def _values(graph: KnowledgeGraph, said: Iterable[Said]) -> Iterator[Conflict]:
    groups: dict[object, list[Said]] = defaultdict(list)
    for each in said:
        told = each.kind in _MEASURED and each.get("polarity") == "affirmed"
        if told and each.get("value") is not None and not each.get("bound"):
            for work in each.works:
                key = (each.get("formula"), work, each.kind, each.get("dimension"))
                groups[key].append(each)
    for group in groups.values():
        for one, other in _pairs(group):
            alike = _conditions_agree(one, other) and are_of_one_work(one, other)
            if alike and not _overlap(one, other) and may_be_alike(*_quotes(graph, one, other)):
                what = _label(f"ncg:{one.kind}")
                values = f"{one.get('printed')} and {other.get('printed')}"
                message = f"{_name(one, other)} (ref. {_numbers(one)}): {what}, {values}"
                yield _conflict(graph, ConflictKind.VALUE, message, (one, other))


def _outcomes(graph: KnowledgeGraph, said: Iterable[Said]) -> Iterator[Conflict]:
    """Lasing here, denied there; or one number once as threshold of lasing, once of ASE."""
    groups: dict[object, list[Said]] = defaultdict(list)
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
            if len(outcomes) == 1 and is_one_denied and _is_denied_there(graph, one, other):
                message = f"{reference}: {_outcome(one)} is shown in one place, denied in another"
                yield _conflict(graph, ConflictKind.OUTCOME, message, (one, other))
            elif len(outcomes) == 2 and not is_one_denied and _is_one_threshold(one, other):
                message = (
                    f"{reference}: {one.get('printed')} is the threshold of {_outcome(one)} in one"
                    f" place, of {_outcome(other)} in another"
                )
                yield _conflict(graph, ConflictKind.OUTCOME, message, (one, other))


def _alignments(graph: KnowledgeGraph, said: Iterable[Said]) -> Iterator[Conflict]:
    """Two classes for one pair of materials in particles of one build."""
    told = among("claim", {str(s.get("claim")) for s in said if s.kind == "BandAlignmentClaim"})
    stated = {
        str(row["claim"]): str(row["class"])
        for row in graph.select(
            f"SELECT ?claim ?class {{ {told} ?alignment prov:wasDerivedFrom ?claim ; a ?class ;"
            " ncg:alignmentBasis 'stated of the sample' . ?class skos:notation ?word }"
        )
    }
    groups: dict[tuple[str, bool], dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for each in said:
        kind = stated.get(str(each.get("claim")))
        if kind and each.get("pair"):
            groups[str(each.get("pair")), each.get("build") == "core/crown"][kind].append(each)
    for (pair, _), by_class in groups.items():
        for (one, firsts), (other, seconds) in combinations(sorted(by_class.items()), 2):
            apart = (p for p in product(firsts, seconds) if p[0].get("first") != p[1].get("first"))
            both = next(apart, None)
            if both is None:
                continue
            names = f"{_label(compact(one))} and {_label(compact(other))}"
            message = f"{pair} is said to have {names}"
            yield _conflict(graph, ConflictKind.ALIGNMENT, message, both)


def _firsts(graph: KnowledgeGraph, said: Iterable[Said]) -> Iterator[Conflict]:
    groups: dict[object, list[Said]] = defaultdict(list)
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


def _credits(graph: KnowledgeGraph, said: Iterable[Said]) -> Iterator[Conflict]:
    """One number, of one sample and property, to whose credit text and table name other works."""
    groups: dict[object, list[Said]] = defaultdict(list)
    for each in said:
        told = each.kind in _MEASURED and each.get("polarity") == "affirmed"
        if told and each.works and each.get("value") is not None and not each.get("about"):
            names = ("formula", "dimension", "value", "high", "bound")
            groups[(each.kind, *(each.get(name) for name in names))].append(each)
    for group in groups.values():
        for one, other in _pairs(group):
            apart = are_of_different_works(one, other)
            places = {str(one.get("source")), str(other.get("source"))}
            if apart and places == {"table", "prose"} and _conditions_agree(one, other):
                numbers = f"ref. {_numbers(one)} in one place, to ref. {_numbers(other)} in another"
                value = f"{_label(f'ncg:{one.kind}')}, {one.get('printed')}"
                message = f"{_name(one, other)}: {value}, is credited to {numbers}"
                yield _conflict(graph, ConflictKind.CREDIT, message, (one, other))


def _samples(graph: KnowledgeGraph, said: Iterable[Said]) -> Iterator[Conflict]:
    """One work, kind of particle and cavity, with another shell in the table than in the text."""
    groups: dict[object, list[Said]] = defaultdict(list)
    for each in said:
        layered = "/" in str(each.get("formula"))
        if layered and len(each.works) == 1 and each.told("shape") and each.get("cavity"):
            groups[next(iter(each.works)), each.get("shape"), each.get("cavity")].append(each)
    for group in groups.values():
        rows = [each for each in group if each.get("source") == "table"]
        for one, other in ((a, b) for a in rows for b in group if b.get("source") == "prose"):
            first, second = str(one.get("formula")), str(other.get("formula"))
            if _are_other_shells(first, second):
                message = (
                    f"ref. {_numbers(one)}: the table has {first} {one.get('shape')},"
                    f" the text {second} {other.get('shape')}, both in {one.get('cavity')} cavities"
                )
                yield _conflict(graph, ConflictKind.SAMPLE, message, (one, other))


def _are_other_shells(one: str, other: str) -> bool:
    """One core, and shells of which neither has all elements of the other."""
    (core, *shells), (second, *others) = (each.split("/") for each in (one, other))
    mine, its = ({e for s in each for e in list_elements(s)} for each in (shells, others))
    return core == second and not (mine <= its or its <= mine)


def _pairs(group: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Statements that may be of one sample: build and shape differ nowhere they are told.

    Of two things in one sentence the author tells how they differ ("from 30 to 9", "as grown"),
    whether we read that or not.
    """
    for one, other in combinations(group, 2):
        if one.get("first") == other.get("first"):
            continue
        pairs = ((one.told(name), other.told(name)) for name in ("build", "shape"))
        if all(a is None or b is None or a == b for a, b in pairs):
            yield one, other


def _name(one: Said, other: Said) -> str:
    """The fuller of the names that two statements have for a sample."""
    return max(one.sample, other.sample, key=len)


_CONDITIONS = ("mode", "wavelength", "order", "cavity")


def _differ(one: Said, other: Said) -> bool:
    """Whether a condition is told of both, and differs."""
    pairs = ((one.get(name), other.get(name)) for name in _CONDITIONS)
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _conditions_agree(one: Said, other: Said) -> bool:
    """Whether a condition is told of both and none differs, or none is told of either."""
    shared = any(one.get(name) == other.get(name) is not None for name in _CONDITIONS)
    told = any(each.get(name) is not None for each in (one, other) for name in _CONDITIONS)
    return not _differ(one, other) and (shared or not told)


def _quotes(graph: KnowledgeGraph, *said: Said) -> list[str]:
    return [evidence_at(graph, str(each.get("first"))).quote for each in said]


def _overlap(one: Said, other: Said) -> bool:
    about = one.get("about") or other.get("about")
    slack = _SAME_ABOUT if about else _SAME
    (low, high), (lower, higher) = _ends(one), _ends(other)
    return low <= higher * (1 + slack) and lower <= high * (1 + slack)


def _ends(said: Said) -> tuple[float, float]:
    low = float(said.get("value") or 0)
    return low, float(said.get("high") or low)


def _outcome(said: Said) -> str | None:
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


def _is_denied(said: Said) -> bool:
    return said.kind == "NonObservation" or said.get("polarity") == "negated"


def _is_denied_there(graph: KnowledgeGraph, one: Said, other: Said) -> bool:
    """Whether one statement denies the other, under conditions that nothing tells apart."""
    denial = one if _is_denied(one) else other
    if not (_conditions_agree(one, other) and are_of_one_work(one, other)):
        return False
    (quote,) = _quotes(graph, denial)
    return not is_of_its_own(quote) and may_be_alike(*_quotes(graph, one, other))


def _is_one_threshold(one: Said, other: Said) -> bool:
    values = [one.get("value"), other.get("value")]
    dimensions = [one.get("dimension"), other.get("dimension")]
    return None not in values and values[0] == values[1] and dimensions[0] == dimensions[1]


def _conflict(
    graph: KnowledgeGraph, kind: ConflictKind, message: str, said: Iterable[Said]
) -> Conflict:
    both = tuple(said)
    return Conflict(
        kind=kind,
        message=message,
        samples=tuple(dict.fromkeys(str(each.get("sample")) for each in both)),
        sides=tuple(
            Side(
                claim=str(each.get("claim")),
                says=str(each.get("printed") or _label(f"ncg:{each.kind}")),
                si_value=_number(each.get("value")),
                references=tuple(each.works.values()),
                evidence=evidence_at(graph, str(each.get("first"))),
            )
            for each in both
        ),
    )


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _numbers(said: Said) -> str:
    return ", ".join(said.works.values())


def _label(curie: str) -> str:
    return ontology().term(curie).label.removesuffix(" claim")
