"""Under what a claim holds: excitation, cavity and device, as its sentence gives them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from ncgraph.extraction.clauses import clause_of
from ncgraph.extraction.findings import Excitation, Found, Sample
from ncgraph.extraction.values import LIST
from ncgraph.model import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.extraction.findings import Findings

_Placed = TypeVar("_Placed", Excitation, Found)
_PARTING = re.compile(r",|\band\b|\bwhile\b")
_IN_ONE = re.compile(r"\s+(?:in|from|for|with)\s+(?:an?|the|its)\s+(?:[\w-]+\s+){0,3}")
_PART = 40  # a conjunction weighs as much as half a clause of text


def _near(found: Findings, start: int, options: Sequence[_Placed]) -> _Placed | None:
    """The only one of the sentence, else the nearest of the same clause."""
    if len(options) < 2:
        return options[0] if options else None
    low, high = clause_of(found.clauses, start, len(found.text))
    inside = [o for o in options if low <= o.start < high]
    return min(inside, key=lambda o: _apart(found.text, o, start), default=None)


def _apart(text: str, option: Excitation | Found, start: int) -> int:
    """Characters between; what a conjunction or comma parts counts as further."""
    low, high = sorted((start, option.end if option.end <= start else option.start))
    return high - low + _PART * len(_PARTING.findall(text, low, high))


def term_near(found: Findings, start: int, label: Label) -> str | None:
    """The term with a label that stands nearest to a place, within its clause."""
    near = _near(found, start, [t for t in found.terms if t.label is label])
    return near.term if near else None


def cavity_behind(found: Findings, anchor: Found | Sample | None) -> str | None:
    """The cavity a number or sample stands in: "38 µJ/cm2 in the DFB cavity, 27 in the disk"."""
    behind = (
        term.term
        for term in found.terms
        if anchor is not None and term.label is Label.CAVITY and term.start >= anchor.end
        if _IN_ONE.fullmatch(found.text, anchor.end, term.start)
    )
    return next(behind, None)


def excitation_of(found: Findings, anchor: Found, position: int, total: int) -> Excitation | None:
    """The excitation something holds under: its own, that of its place in a list, or a near one."""
    options = found.excitations
    own = next((o for o in options if o.start <= anchor.start < o.end), None)
    if own is not None:
        return own
    if total > 1 and len(options) == total:
        return options[position]
    free = [each for each in options if not _is_of_another(found, anchor, each)]
    return _near(found, anchor.start, free)


def _is_of_another(found: Findings, anchor: Found, option: Excitation) -> bool:
    """`a random laser, CW laser and LED`: what stands right before a later item is that item's."""
    listed = anchor.end <= option.start and "," in found.text[anchor.end : option.start]
    return listed and any(
        0 <= term.start - option.end <= 1 and (term.label is Label.OUTCOME or term.implies)
        for term in found.terms
    )


def listed(
    found: Findings, chosen: Excitation | None, about: Found
) -> list[Excitation] | list[None]:
    """The excitation and those listed with it: "under 400, 800 and 1300 nm pumping" is three.

    Not what stands right before its outcome: "gain with electrical pumping and CW lasing".
    """
    if chosen is None:
        return [None]
    if 0 <= about.start - chosen.end <= 1:
        return [chosen]
    run = [found.excitations[0]]
    for option in found.excitations[1:]:
        if not LIST.fullmatch(found.text[run[-1].end : option.start]):
            if chosen in run:
                break
            run = []
        run.append(option)
    return run if chosen in run else [chosen]
