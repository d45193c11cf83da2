"""The phrase after the question word: which property's value is asked for, if any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.query import Facet, facet_of
from ncgraph.model import Label

if TYPE_CHECKING:
    from ncgraph.answering.resolving import Resolved

WAVELENGTH = "wavelength"
THRESHOLDS = {
    "ncg:Lasing": "ncg:LasingThreshold",
    "ncg:AmplifiedSpontaneousEmission": "ncg:ASEThreshold",
    "ncg:OpticalGain": "ncg:GainThreshold",
}
_THRESHOLD = "ncg:Threshold"
_LASER = re.compile(r"\blas(?:ers?|ing)\b", re.IGNORECASE)
_OF_PUMP = {"voltage": Facet.VOLTAGE, "duration": Facet.PULSE_DURATION}
_OPENERS = (Role.WHICH, Role.HOW, Role.COUNT)
_ENDS = (
    Role.AUXILIARY, Role.BREAK, Role.HEAD, Role.ROW, Role.REFERENCE, Role.FACET, Role.AMOUNT,
)  # fmt: skip
_BE = {"is", "are", "was", "were"}


def threshold_of(tags: list[Tag]) -> str:
    """The threshold of the one outcome that the tags name, else threshold in general."""
    outcomes = {THRESHOLDS[t.value] for t in tags if t.value in THRESHOLDS}
    if not outcomes and any(_LASER.search(t.text) for t in tags):
        return "ncg:LasingThreshold"  # "random laser", "microdisk lasers": one label names both
    return outcomes.pop() if len(outcomes) == 1 else _THRESHOLD


def measured_in(tags: list[Tag], tied: Resolved) -> str | None:
    """The property whose value is asked for: `what threshold`, `how large`, `at which fluence`."""
    phrase = _asked_phrase(tags)
    if not phrase:
        return None
    if any(t.role is Role.UNIT and t.value == "excitons" for t in phrase):
        return "ncg:ExcitonNumber"
    how = phrase[0].role in (Role.HOW, Role.COUNT)
    scope = tags if phrase[0].role is Role.HOW else phrase
    named = next((t for t in scope if _is_property(t)), None)
    unit = next((t for t in phrase if t.role is Role.UNIT), None)
    if named is None and phrase[0].value.startswith("ncg:"):
        return _extent(phrase[0].value, tags)
    if named is None and unit is None:
        return None
    if phrase[0].role is Role.COUNT and unit is None:
        return None
    return _property_of(named, unit, tags, tied, how=how)


def _extent(curie: str, tags: list[Tag]) -> str:
    """`how long`: of a pulse a time, of anything else a length."""
    pulse = any(t.text.lower() in ("pulse", "pulses") for t in tags)
    return str(Facet.PULSE_DURATION) if pulse and curie == "ncg:Length" else curie


def _property_of(
    named: Tag | None, unit: Tag | None, tags: list[Tag], tied: Resolved, *, how: bool
) -> str | None:
    if named is not None and named.role is Role.TERM:
        if tied.dimension is None:
            said = [t.value for t in tags if t.role is Role.DIMENSION and t.value != WAVELENGTH]
            tied.dimension = next(iter(said), None)
        return threshold_of(tags) if named.value == "ncg:Threshold" else named.value
    if named is not None and named.value in _OF_PUMP:
        return str(_OF_PUMP[named.value])
    if named is not None and named.value == WAVELENGTH:
        pump = any(t.value == str(Label.PUMP) for t in tags)
        return str(Facet.PUMP_WAVELENGTH) if pump else "ncg:EmissionPeak"
    if named is not None:
        tied.dimension = named.value
    return threshold_of(tags) if named or how or unit else None


def _is_property(word: Tag) -> bool:
    if word.role is Role.DIMENSION:
        return True
    return word.role is Role.TERM and facet_of(word.value) is Facet.MEASUREMENT


def _asked_phrase(tags: list[Tag]) -> list[Tag]:
    """The tags from the question word to the verb, if they name no sample."""
    opens = next((i for i, t in enumerate(tags) if t.role in _OPENERS), None)
    if opens is None:
        return _bare_phrase(tags)
    if any(t.role is Role.AUXILIARY for t in tags[:opens]):
        return []
    phrase = [tags[opens]]
    for each in tags[opens + 1 :]:
        if each.role is Role.AUXILIARY and each.text.lower() in _BE and len(phrase) == 1:
            continue
        if each.role is Role.FACET and each.value == str(Label.PUMP):
            continue  # "pump power", "pump wavelength"
        if each.role in _ENDS or _is_shape(each):
            break
        if each.role is not Role.FILLER:
            phrase.append(each)
    return phrase


def _bare_phrase(tags: list[Tag]) -> list[Tag]:
    """`Threshold of the CdSe/ZnS nanorod laser?`: what stands first is asked for."""
    content = [t for t in tags if t.role not in (Role.FILLER, Role.REFERENCE, Role.NUMBER)]
    bounded = any(t.role is Role.AMOUNT for t in tags)
    return content[:1] if content and _is_property(content[0]) and not bounded else []


def _is_shape(word: Tag) -> bool:
    if word.role is Role.FORMULA:
        return True
    return word.role is Role.TERM and facet_of(word.value) is Facet.MORPHOLOGY
