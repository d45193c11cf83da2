"""Whose a value is: the sample beside the number, else the subject of what it is stated of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ncgraph.extraction.clauses import clause_of, enclosed
from ncgraph.extraction.families import whole
from ncgraph.extraction.subjects import emitters, is_beside, is_passive, runs, subjects
from ncgraph.extraction.values import GUEST, HOST, OWNED, is_gapped
from ncgraph.model import Label
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from ncgraph.extraction.findings import Findings, Found, Sample

_RESPECTIVELY = re.compile(r"\brespectively\b|\bin (?:this|that|the same) order\b")
# "2.4 and 1.7 eV for single layers of X and Y"
_FOR_BOTH = re.compile(
    r"(?:\s(?:and|,)\s[\d.]+\s?\w{1,4})?\s(?:for|in|of)\s(?:[a-z-]+\s){0,2}(?:of\s)?"
)
# "CdSe dots, which have a lifetime of 50 ps", "dots with a PLQY of": said of what stands before
_RELATIVE = re.compile(
    r"(?:\s*\([^()]{1,40}\))?(?:,?\s+(?:which|whose)\s[^,;]{3,80}|\s+with\s+an?\s[^,;]{3,60})"
)
# "Replacing A by B lowered it from 5 to 2 mJ/cm2", "From A to B it fell from 5 to 2 mJ/cm2"
_INSTEAD = re.compile(r"\b(?:replac|substitut|exchang)\w+\s(?:[a-z-]+\s){0,3}$|\bfrom\s$", re.I)
_BY = re.compile(r"\s(?:by|with|to|for)\s(?:[a-z-]+\s){0,3}")
_REPLACED_BY = re.compile(
    r"\s(?:is|are|was|were)\s(?:replac|substitut|exchang)\w+(?=\s)" + _BY.pattern
)
_CHANGING = re.compile(r"\bfrom\s(?:[a-z]+\s){0,2}(?:[^\s,;]+\s){0,3}(?:to\s)?(?:[a-z]+\s){0,2}$")
# "higher than in B (75% vs. 31%)": the second number is that of what is compared with
_VERSUS = re.compile(r"\b(?:vs\.?|versus|against|(?:as )?(?:compared|opposed) (?:to|with))\s+$")
_PEAK = "ncg:EmissionPeak"
_NEAR = 25  # characters of attributes between a preposition and the sample it governs


def _host(found: Findings, value: Found) -> Sample | None:
    return next(
        (
            s
            for s in found.samples
            if s.end <= value.start
            and (
                HOST.fullmatch(found.text[s.end : value.start])
                or _RELATIVE.fullmatch(found.text, s.end, value.start)
                or is_gapped(found.text, s, value.start)
            )
        ),
        None,
    )


def _behind(found: Findings, value: Found) -> Sample | None:
    """The sample right behind a number: "for X", "(X)"."""
    guest = GUEST.match(found.text, value.end)
    if guest and (named := [s for s in found.samples if s.start == guest.end()]):
        return None if is_beside(found.text, named[0]) else named[0]
    match = OWNED.match(found.text, value.end)
    after = (s for s in found.samples if match and 0 <= s.start - match.end() <= _NEAR)
    owner = next(after, None)
    return None if owner and is_beside(found.text, owner) else owner


def _of_clause(found: Findings, value: Found) -> Sample | None:
    """The subject of a number's own later clause."""
    low, _ = clause_of(found.clauses, value.start, len(found.text))
    before = [s for s in found.samples if low <= s.start < value.start] if low else []
    before = [s for s in before if s.layers] or before
    return before[-1] if before else None


def _pair_behind(found: Findings, value: Found, position: int) -> Sample | None:
    """The first or second of two samples that both stand behind two values: "for X and Y"."""
    for run in runs(found.text, found.samples):
        between = found.text[value.end : run[0].start] if len(run) == 2 else ""
        if _FOR_BOTH.fullmatch(between):
            return run[position]
    return None


def _compared(found: Findings, value: Found) -> Sample | None:
    """What the sentence compares with, where a number stands against that of its subject."""
    others = [s for s in found.samples if s.comparand and s.end < value.start]
    against = len(others) == 1 and _VERSUS.search(found.text, 0, value.start)
    return others[0] if against else None


def _described(found: Findings, about: Found) -> Sample | None:
    """The sample right before the parenthesis that what is claimed stands in."""
    low, high = enclosed(found.text, about.start)
    if low == 0 or any(low <= s.start < high for s in found.samples):
        return None
    return next((s for s in found.samples if low - 2 <= s.end < low), None)


def _replaced(found: Findings, value: Found, position: int) -> Sample | None:
    """The first or second of two samples of which one takes the place of the other."""
    for pair in pairwise(found.samples):
        end = pair[1].end
        if _is_swap(found.text, *pair) and _CHANGING.search(found.text, end, value.start):
            return pair[position]
    return None


def _is_swap(text: str, left: Sample, right: Sample) -> bool:
    between = text[left.end : right.start]
    low = max(0, left.start - _NEAR)
    active = _BY.fullmatch(between) and _INSTEAD.search(text, low, left.start)
    return bool(active or _REPLACED_BY.fullmatch(between))


def _in_order(
    found: Findings, owners: list[Sample], position: int, total: int
) -> list[Sample] | None:
    """The one of a list of samples that stands where the value stands in its own list."""
    named = total > 2 or _RESPECTIVELY.search(found.text) is not None
    apart = [*{s.layers: s for s in emitters(found)}.values()]
    lists = (owners, *runs(found.text, found.samples), apart) if named else (owners,)
    return next(([run[position]] for run in lists if len(run) == total), None)


def _is_size(about: Found) -> bool:
    return ontology().is_a(about.term or "", "ncg:Dimension")


def _is_of_light(about: Found) -> bool:
    """Whether only an emitter can have it: gain, a laser, a threshold."""
    outcome = about.label in {Label.OUTCOME, Label.CAVITY}
    term = about.term or ""
    return outcome or any(
        ontology().is_a(term, of) for of in ("ncg:Threshold", "ncg:Cavity", _PEAK)
    )


def _without_guides(found: Findings, about: Found) -> Findings:
    """Without what only leads light, where an emitter must be meant or is there to be meant."""
    if not any(map(is_passive, found.samples)):
        return found
    active = [s for s in found.samples if not is_passive(s)]
    of_device = about.label is Label.PIC_COMPONENT or _is_size(about)
    beside = of_device and active  # "QD disks on a SiN waveguide"
    return replace(found, samples=active) if beside or _is_of_light(about) else found


def owners_of(
    found: Findings, about: Found, value: Found | None, position: int, total: int
) -> list[Sample]:
    """Whose claim it is; under "respectively" the n-th value belongs to the n-th sample.

    What is said once of a family is said of the family: "CsPbX3 (X = Cl, Br, I) NCs lased".
    """
    owners = _owners(found, about, value, position, total)
    if total > 1:
        return owners
    return [*dict.fromkeys(whole(owner, found.samples) for owner in owners)]


def _own(found: Findings, value: Found, position: int, total: int) -> Sample | None:
    """The sample that the words around a number give it."""
    pair = None
    if total == 2:
        pair = _pair_behind(found, value, position) or _replaced(found, value, position)
    return _host(found, value) or pair or _behind(found, value) or _compared(found, value)


def _owners(
    found: Findings, about: Found, value: Found | None, position: int, total: int
) -> list[Sample]:
    printed, found = found, _without_guides(found, about)
    samples = found.samples
    named = printed if _is_size(about) else found  # "75 nm of SiN" is no size of an emitter
    beside = (value and _own(named, value, position, total)) or _described(found, about)
    if beside is not None:
        return [beside]
    listed = _RESPECTIVELY.search(found.text) if total > 1 else None
    own = _of_clause(found, value) if value is not None else None
    if own is not None and listed is None:
        return [own]
    if found.text[about.start : about.end].lower() in {"that", "those"}:
        return [s for s in samples if s.start >= about.end][:1]  # "that of QDs" names its own
    owners = subjects(found, about.start, about.end, samples)
    if total > 1:
        # each of several values of several samples belongs to one, though it be untold which
        rest = [own] if own else owners[:1]
        owners = _in_order(found, owners, position, total) or rest
    # two batches of one composition are one subject of what is said of both
    return [*{s.name if s.layers else s: s for s in reversed(owners)}.values()][::-1]
