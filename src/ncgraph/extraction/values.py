"""Numbers that share one property: lists, contrasts, and numbers with an owner of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.extraction.findings import Found, Sample
from ncgraph.model import Dimension, Label
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.extraction.tagging import Tagged

LIST = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:(?:as [a-z-]+|before|initially)\s+)?"
    r"(?:,\s*(?:and|or)?|and|or|/|×)\s*"
    r"(?:even\s+|then\s+)?(?:\w{1,4}\s*=\s*)?"
)
# "from 2 to 9%", "from 48 ps up to 310 ps": the two ends of a change
_CHANGE = re.compile(
    r"(?:\s*\([^()]{1,20}\)|\s+(?:at|in|for)\s[^,;()]{1,20}?)?\s*(?:up |down )?to\s+"
    r"(?:about |only |some |as \w+ as )?"
)
_FROM = re.compile(r"\bfrom\s+(?:about |only |some )?$")
_CHANGED = re.compile(
    # a narrow line and an emission that extends from here to there have not changed
    r"\b(?:(?:narrow|lower|slow)(?:s|ed|ing)\b|(?:was|were|been?|being) extended\b|extending\b"
    r"|(?:rais|increas|decreas|ris|rose|drop|fall|fell|lengthen|shorten|shift|mov|grow|grew|reduc"
    r"|improv|boost|enhanc|widen|broaden|prolong|red-?shift|blue-?shift)\w*\b)"
    r"(?:(?!\btun|\band\b|\b(?:over|across|throughout)\b)[^;]){0,120}?\bfrom\b[^;]*$"
)
# "ZnO 0.9 µs, TiO2 4 µs", "than in the thin-shell dots (140 ps)": the sample hosts the number
HOST = re.compile(r"\s*(?:\(\s*[~<>=≤≥]?\s*)?")
# "A lased at 5 µJ/cm2, B at 9 µJ/cm2 and C needed 30": a subject of its own, the verb left out
_GAPPED = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:(?:only|even|just|already|not before)\s+)?"
    r"(?:at|from|above|with|to|by|needed|needs|required|requires|reached|reaches"
    r"|(?:(?:has|have|had|show|shows|showed) )?one of|it (?:is|was)"
    r"|(?:we|one) (?:find|finds|found|get|gets|got|measure|measures|measured|obtain|obtained))\s+"
    r"(?:(?:only|about|some|as much as|as little as)\s+)?[~≈<>]?\s*"
)
_OPENING = re.compile(
    r"(?:[,;]|\band|\bbut|\bwhile|\bwhereas)\s+"
    r"(?:(?:then|that of|those of|the|(?:for|in)(?: the)?)\s+)?"
    r"(?:(?:giant|thick|thin|small|large|graded|alloyed|bare|plain|(?:quasi-)?type-I{1,2})\s+)?$"
)
# "1.98 (ZnO), 2.49 (TiO2)": the sample named in brackets behind its number
GUEST = re.compile(r"\s*\(\s*(?=[A-Z])")
# "the core at 640 nm and the arms at 495 nm", "at 625 nm and at 480 nm": each at its place
_PLACED = re.compile(r"\b(?:at|near|around)\s+(?:about |~ ?)?$")
_ALSO_PLACED = re.compile(
    r",?\s+(?:and|or)\s+(?:(?:then|also|another|(?:the|a) [a-z]+) )?(?:at|near|around)\s+"
    r"(?:about |~ ?)?"
)
# "in the red (25 µJ/cm2) and in the green (100 µJ/cm2)": a case before each number
_BRACKETED = re.compile(
    r"\s*\)\s*(?:,|,?\s*(?:and|or))\s+(?:(?:in|at|for|with|under|from)\s+)?(?:the\s+)?"
    r"(?:[\w-]+\s+){1,3}\(\s*[~≈<>]?\s*"
)
# "190 W/cm2 for CW pumping", "170 ps in PbS/CdS QDs": the number names its own case
OWNED = re.compile(
    r"\s*\)?\s*(?:(?:reported|found|measured|by|[A-Z]\w+|et al\.)\s+){0,5}"
    r"(?:for|in|of|with|under)\s"
)
# "10 ps in the small dots and 360 ps at 4 nm": a case behind each number
_CASE = re.compile(r"\s*(?:for|in|of|with|at|under|when|if|upon)\s")
_EACH = re.compile(
    r"\s*(?:(?:for|in|of|with|at|under|when|if|upon)|and(?=\s\d))\s[^,;:]{1,60}?"
    r"(?:,|,?\s+and)\s+(?:\w+ly\s+)?(?:at\s+)?"
)
# "with A in a disk at 5 µJ/cm2 and with B in a ring at 9 µJ/cm2"
_PARALLEL = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,?\s*and\s+(?:with|in|from|for|using)\s[^,;:]{3,80}?"
    r"\s(?:at|above|near)\s+(?:about |~ ?)?"
)
# "... 26 µJ/cm2, whereas type-I dots needed 300 µJ/cm2": the same property of another subject
_JOINT = re.compile(r"[,;]|\b(?:and|or|but|while|whereas|against|than|versus|vs|compared|to)\b")
# "a gap of 1.5 eV ... defects that luminesce at 0.8 eV in X": another property, told by a verb
_OTHER = re.compile(
    r"\b(?:because|which|whose|where|emit\w*|luminesc\w*|fluoresc\w*|photoluminesc\w*|absorb\w*"
    r"|recombine[sd]?|las(?:e|es|ed|ing)|amplif\w+)\b"
)
_NEAR = 25  # characters of attributes between "for" and the sample or pump it governs
_CONTRAST = re.compile(
    r"\b(?:whereas|while|but|and|against)\b[^,;]{0,80}?"
    r"\b(?:need|requir|reach|show|ha[sd]\b|have\b|is\b|was\b)[\w ]{0,12}$"
    r"|\b(?:than|against|versus|vs\.?|(?:opposed|compared) (?:to|with)|instead of)\s+[\w ]{0,12}$"
)


def is_gapped(text: str, owner: Sample, number: int) -> bool:
    """Whether a sample and the number at this place are a clause whose verb is left out."""
    if not _GAPPED.fullmatch(text, owner.end, number):
        return False
    return _OPENING.search(text, max(0, owner.start - 40), owner.start) is not None


def spread(text: str, tagged: Tagged, first: int, also: frozenset[str]) -> list[Found]:
    """The matched quantity and those that share its property with it.

    Listed with it ("1.2 and 4.6 mJ/cm²", "50% (core), 85% (shell)"), or later in the sentence with
    an owner of their own ("... and 0.3 ns for CdSe/ZnS QDs"), as long as no other property comes
    between. `also` are the dimensions that the property may have besides that of the first.
    """
    head = tagged.items[first]
    values = _listed_before(text, tagged, first) if isinstance(head, Found) else []
    for index, item in enumerate(tagged.items[first + 1 :], first + 1):
        if not isinstance(item, Found):
            continue
        if item.label is Label.PROPERTY:
            if _is_size(item) and _dimension(values[-1]) is not Dimension.LENGTH:
                continue  # "12 ps in dots with a radius of 1.5 nm and 240 ps at 3 nm"
            break
        if item.quantity is None or item.quantity.dimension not in {_dimension(values[-1]), *also}:
            continue
        if _shares(text, values[-1], tagged.items, index):
            values.append(item)
    return [end for value in values for end in _ends(text, value)]


def _ends(text: str, item: Found) -> list[Found]:
    """The two values of a change: "rises from 10% to 65%" states both, "tunable from" a range."""
    printed = item.quantity
    if printed is None or printed.value_max is None or printed.value_max == printed.value:
        return [item]
    if not (_FROM.search(text[: item.start]) and _CHANGED.search(text[: item.start])):
        return [item]
    middle = item.start + max(text[item.start : item.end].find("to"), 1)
    low = replace(printed, value_max=None, si_value_max=None)
    high = replace(low, value=printed.value_max, si_value=printed.si_value_max)
    falls = text[item.start : middle].partition(" ")[0] == f"{printed.value_max:g}"
    first, last = (high, low) if falls else (low, high)
    return [item._replace(end=middle, quantity=first), item._replace(start=middle, quantity=last)]


def _shares(text: str, last: Found, items: Sequence[Found | Sample], index: int) -> bool:
    """Whether the number at `index` has the property of the `last` one."""
    item, before = items[index], items[index - 1]
    between = text[last.end : item.start]
    if isinstance(before, Sample) and (
        HOST.fullmatch(text[before.end : item.start]) or is_gapped(text, before, item.start)
    ):
        return True
    if _CHANGE.fullmatch(between) and _FROM.search(text[: last.start]):
        return True
    if (
        LIST.fullmatch(between)
        or _BRACKETED.fullmatch(between)
        or GUEST.match(text, item.end)
        or _CONTRAST.search(between)
    ):
        return True
    if isinstance(before, Found) and before is last and _ALSO_PLACED.fullmatch(between):
        return _PLACED.search(text, max(0, last.start - 20), last.start) is not None
    if _PARALLEL.fullmatch(between) and any(
        isinstance(each, Sample) and last.end < each.start < item.start for each in items
    ):
        return True
    if _EACH.fullmatch(between) and _CASE.match(text, item.end):
        return True
    owned = OWNED.match(text, item.end)
    if owned is None or not _JOINT.search(between) or _OTHER.search(between):
        return False
    return any(
        0 <= owner.start - owned.end() <= _NEAR
        and (isinstance(owner, Sample) or owner.label is Label.PUMP)
        for owner in items[index + 1 : index + 3]
    )


def _listed_before(text: str, tagged: Tagged, last: int) -> list[Found]:
    """The quantities up to `last` that are listed with it: "400 and 600 nm wide"."""
    run: list[Found] = []
    for item in tagged.items[last::-1]:
        if not isinstance(item, Found) or item.quantity is None:
            break
        if run and (
            _dimension(item) is not _dimension(run[0])
            or not LIST.fullmatch(text[item.end : run[0].start])
            or (len(run) == 1 and _is_aside(text, item, run[0]))
        ):
            break
        run.insert(0, item)
    return run


def _is_aside(text: str, item: Found, following: Found) -> bool:
    """Whether a comma parts two facts: "a line at 2.25 eV, 0.45 eV wide" is no list of widths."""
    return (
        text[item.end : following.start].strip() == ","
        and text[item.end - 1].isalpha()
        and text[following.end - 1].isalpha()
    )


def _is_size(item: Found) -> bool:
    return bool(item.term) and ontology().is_a(item.term or "", "ncg:Dimension")


def _dimension(found: Found) -> Dimension | None:
    return found.quantity.dimension if found.quantity else None
