"""Rows in order: "rank the platelets by ASE threshold", "... from lowest to highest".

The words that ask for an order are taken out; what is left is read as any list. Values of one
dimension, and thresholds of one way of pumping, are ordered with each other; the others follow as
groups of their own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ncgraph.answering.query import Facet, Query, Sense

if TYPE_CHECKING:
    from ncgraph.answering.collecting import Row
    from ncgraph.answering.describing import Measured

_VERB = re.compile(
    r"^\W*(?:(?:please|could you|can you|would you|kindly)\s+)*(?:rank|sort|order|arrange)\b"
    r"|\b(?:ranked|sorted|ordered|arranged)(?=\s+(?:by|according|in|from)\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:in (?:the )?order of|in (?=(?:ascending|descending|increasing|decreasing|rising)\b)"
    r"|by order of)\s*(?:(?P<way>ascending|descending|increasing|decreasing|rising|falling)\s+)?"
    r"(?:order (?:of|by)\s+)?",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r",?\s*(?:\((?=[^()]*first\)))?\b(?:(?:with )?(?:the )?(?P<first>lowest|highest|smallest"
    r"|largest|greatest)(?: (?:one|value)s?)? first"
    r"|from (?:the )?(?P<low>lowest|highest|smallest|largest|low|high|small|large)(?: one)? to "
    r"(?:the )?(?:lowest|highest|smallest|largest|low|high|small|large)(?: one)?)\)?",
    re.IGNORECASE,
)
_DOWN = {"descending", "decreasing", "falling", "highest", "largest", "greatest", "high", "large"}


def without_order(question: str) -> tuple[str, Sense | None]:
    """The question as a plain list, and which end comes first; None where no order is asked.

    >>> without_order("Rank the NPLs by ASE threshold, highest first.")
    ('list the NPLs by ASE threshold.', <Sense.MORE: 'more'>)
    >>> without_order("Which NPLs have lased?")
    ('Which NPLs have lased?', None)
    """
    plain = _VERB.sub(lambda match: "list" if match.start() == 0 else "", question, count=1)
    by, ends = _BY.search(plain), _ENDS.search(plain)
    if plain == question and not by and not ends:
        return question, None
    said = (ends and (ends["first"] or ends["low"])) or (by and by["way"]) or ""
    plain = _BY.sub("by ", _ENDS.sub("", plain), count=1)
    return " ".join(plain.split()), Sense.MORE if said.lower() in _DOWN else Sense.LESS


def ranked_by(query: Query) -> str | None:
    """The property (CURIE) whose values order the rows, if one is asked about."""
    named = query.having(Facet.MEASUREMENT)
    return query.measured or (named[-1].values[0] if named else None)


def is_threshold(value: Measured) -> bool:
    """Whether how it was pumped decides what a value may be compared with."""
    return value.dimension in ("fluence", "intensity", "energy", "power")


def pumped_how(value: Measured, row: Row) -> str:
    """`fs two-photon`: what a value was measured under, as far as it is told."""
    pumps = [u.pump for u in row.units.values() if value in u.values and u.pump and u.pump.mode]
    if not pumps:
        return ""
    pump = max(pumps, key=lambda each: each.photon_order or 0)
    order = {2: "two-photon", 3: "three-photon"}.get(pump.photon_order or 0, "")
    return f"{pump.mode} {order}".strip()


def rank(rows: list[Row], query: Query) -> tuple[list[Row], list[str]]:
    """The rows in order, each with the value it is ordered by, and notes on what is not.

    Thresholds rank with those of the same dimension and pumping; the largest group comes first.
    """
    backwards = query.ranked is Sense.MORE
    groups: dict[str, list[tuple[float, Row]]] = defaultdict(list)
    sizes: Counter[str] = Counter()  # of dimensions
    for row in rows:
        if values := [v for v in row.values if v.si_value is not None]:
            shown = row.shown = _end(values, query, last=backwards)
            pumped = pumped_how(shown, row) if is_threshold(shown) else ""
            name = f"{shown.dimension} under {pumped} pumping" if pumped else shown.dimension
            groups[name].append((shown.si_value or 0.0, row))
            sizes[shown.dimension] += 1
    names = sorted(
        groups, key=lambda name: (-sizes[name.partition(" under")[0]], -len(groups[name]), name)
    )
    ordered = [
        row
        for name in names
        for _, row in sorted(groups[name], key=lambda each: each[0], reverse=backwards)
    ]
    notes = []
    if len(names) > 1:
        listed = ", then ".join(f"{len(groups[name])} in {name}" for name in names)
        notes.append(f"{listed}: each group in an order of its own, for they do not compare")
    if left := len(rows) - len(ordered):
        notes.append(f"{left} without a number are left out")
    return ordered, notes


def _end(values: list[Measured], query: Query, *, last: bool) -> Measured:
    wanted = [v for v in values if query.dimension in (None, v.dimension)] or values
    counted = Counter(value.dimension for value in wanted)
    most = [v for v in wanted if v.dimension == counted.most_common(1)[0][0]]
    return (max if last else min)(most, key=lambda value: value.si_value or 0.0)
