"""Which parts of a device a sentence says are coupled: a laser to a waveguide, a ring to a wire.

The rules stand in `extraction/rules/coupling.jsonl`. A claim on an integrated device carries the
couplings of its sentence; where no other rule makes such a claim, these do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ncgraph.extraction.candidates import coupling_candidates
from ncgraph.extraction.findings import Found
from ncgraph.extraction.stance import is_muted, polarity_at
from ncgraph.extraction.tagging import Tagged
from ncgraph.model import Label, Polarity
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.extraction.findings import Findings
    from ncgraph.extraction.rulebook import Rule

_LASER = "ncg:LightSource"  # what a bare "laser" is in a circuit
_PARTS = frozenset({Label.CAVITY, Label.PIC_COMPONENT})
_NO_PARTS = frozenset({"ncg:PhotonicCircuit", "ncg:CircuitComponent", "ncg:Substrate"})


def couplings(found: Findings) -> tuple[tuple[str, str], ...]:
    """Pairs of parts (CURIEs) that a sentence couples; each pair sorted, and so are the pairs."""
    return tuple(sorted({pair for rule in _rules(found) for _, pair in coupled_by(found, rule)}))


def couplings_of(found: Findings) -> Iterator[tuple[Found, Rule]]:
    """The components that a sentence couples to others, each with the rule that says so."""
    for rule in _rules(found):
        for item, _ in coupled_by(found, rule):
            if item.label is Label.PIC_COMPONENT:
                yield item, rule


def _rules(found: Findings) -> list[Rule]:
    if sum(map(_may_be_part, found.terms)) < 2:  # most sentences
        return []
    found.tagged = found.tagged or Tagged(found)
    return coupling_candidates().among(found.tagged.held)


def coupled_by(found: Findings, rule: Rule) -> Iterator[tuple[Found, tuple[str, str]]]:
    """The pairs that one rule finds, of parts of two kinds: each part with the nearest that fits.

    What is denied, only supposed or said of the field is no coupling.
    """
    tagged = found.tagged = found.tagged or Tagged(found)
    parts = dict(_parts(found, tagged))
    for index, (item, part) in parts.items():
        if not ontology().is_a(part, f"ncg:{rule.property}"):
            continue
        others = (place for place, (_, other) in parts.items() if _are_two(part, other))
        for place in sorted(others, key=lambda place: abs(place - index)):
            text = tagged.about_with(index, place)
            if text.has(rule.pattern) and not (rule.unless and text.has(rule.unless)):
                yield item, _pair(part, parts[place][1])
                break


def _parts(found: Findings, tagged: Tagged) -> Iterator[tuple[int, tuple[Found, str]]]:
    """The parts of devices that a sentence affirms: their places, mentions and CURIEs."""
    for place, item in enumerate(tagged.items):
        if not isinstance(item, Found) or is_muted(found, item.start):
            continue
        part = _part(item)
        if part is not None and polarity_at(found, item.start) is Polarity.AFFIRMED:
            yield place, (item, part)


def _may_be_part(item: Found) -> bool:
    return item.label in _PARTS or item.term == "ncg:Lasing"


def _part(item: Found) -> str | None:
    """The CURIE of the part of a device that a mention names, if it names one."""
    if item.term in _NO_PARTS:
        return None
    if item.label in _PARTS:
        return item.term
    return _LASER if item.term == "ncg:Lasing" else None


@lru_cache(maxsize=4096)
def _are_two(one: str, other: str) -> bool:
    """Whether parts are of two kinds, and not a laser and the cavity that belongs to it."""
    is_laser = [ontology().is_a(part, _LASER) for part in (one, other)]
    is_cavity = [ontology().is_a(part, "ncg:Cavity") for part in (one, other)]
    return one != other and not (any(is_laser) and any(is_cavity))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
