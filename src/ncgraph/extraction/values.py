"""Numbers that share one property: lists, contrasts, and numbers with an owner of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.extraction.findings import Found
from ncgraph.model import Label

if TYPE_CHECKING:
    from ncgraph.extraction.tagging import Tagged
    from ncgraph.model import Dimension

LIST = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:as [a-z-]+\s+)?(?:,\s*(?:and|or)?|and|or|/|×)\s*"
    r"(?:\w{1,4}\s*=\s*)?"
)
# "190 W/cm2 for CW pumping", "170 ps in PbS/CdS QDs": the number names its own case
OWNED = re.compile(
    r"\s*\)?\s*(?:(?:reported|found|measured|by|[A-Z]\w+|et al\.)\s+){0,5}"
    r"(?:for|in|of|with|under)\s"
)
# "... 26 µJ/cm2, whereas type-I dots needed 300 µJ/cm2": the same property of another subject
_CONTRAST = re.compile(
    r"\b(?:whereas|while|but|and|against)\b[^,;]{0,80}?"
    r"\b(?:need|requir|reach|show|ha[sd]\b|have\b|is\b|was\b)[\w ]{0,12}$"
)


def spread(text: str, tagged: Tagged, first: int, also: frozenset[str]) -> list[Found]:
    """The matched quantity and those that share its property with it.

    Listed with it ("1.2 and 4.6 mJ/cm²", "50% (core), 85% (shell)"), or later in the sentence with
    an owner of their own ("... and 0.3 ns for CdSe/ZnS QDs"), as long as no other property comes
    between. `also` are the dimensions that the property may have besides that of the first.
    """
    head = tagged.items[first]
    values = _listed_before(text, tagged, first) if isinstance(head, Found) else []
    for item in tagged.items[first + 1 :]:
        if not isinstance(item, Found):
            continue
        if item.label is Label.PROPERTY:
            break
        if item.quantity is None or item.quantity.dimension not in {_dimension(values[-1]), *also}:
            continue
        between = text[values[-1].end : item.start]
        if LIST.fullmatch(between) or OWNED.match(text, item.end) or _CONTRAST.search(between):
            values.append(item)
    return values


def _listed_before(text: str, tagged: Tagged, last: int) -> list[Found]:
    """The quantities up to `last` that are listed with it: "400 and 600 nm wide"."""
    run: list[Found] = []
    for item in tagged.items[last::-1]:
        if not isinstance(item, Found) or item.quantity is None:
            break
        if run and (
            _dimension(item) is not _dimension(run[0])
            or not LIST.fullmatch(text[item.end : run[0].start])
        ):
            break
        run.insert(0, item)
    return run


def _dimension(found: Found) -> Dimension | None:
    return found.quantity.dimension if found.quantity else None
