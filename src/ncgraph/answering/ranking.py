"""Rows in order: "rank the platelets by ASE threshold", "... from lowest to highest".

The words that ask for an order are taken out; what is left is read as any list. Values of one
comparability class are ordered with each other; the others follow as groups of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ncgraph.answering.grouping import Classes, Valued, group
from ncgraph.answering.query import Facet, Query, Sense

if TYPE_CHECKING:
    from ncgraph.answering.collecting import Row
    from ncgraph.answering.describing import Measured
    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import Group

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


def rank(
    graph: KnowledgeGraph, rows: list[Row], query: Query
) -> tuple[list[Row], tuple[Group, ...], list[str]]:
    """The rows in order, each with the value it is ordered by; the groups; what was left out.

    Only values of one comparability class are ranked with each other.
    """
    backwards = query.ranked is Sense.MORE
    classes = Classes(graph, rows)
    valued: list[Valued] = []
    for row in rows:
        if values := [v for v in row.values if v.si_value is not None]:
            row.shown = _end(values, query, last=backwards)
            valued.append((row.shown, row))
    groups = group(classes, valued, max if backwards else min)
    places = {each.within: place for place, each in enumerate(groups)}

    def place(each: Valued) -> tuple[int, float]:
        number = each[0].si_value or 0.0
        return places[classes.within(*each)], -number if backwards else number

    ordered = [row for _, row in sorted(valued, key=place)]
    notes = []
    if len(groups) > 1:
        listed = ", then ".join(f"{each.count} in {each.within}" for each in groups)
        notes.append(f"{listed}: each group has an order of its own. {classes.reason}")
    if left := len(rows) - len(ordered):
        notes.append(f"{left} without a number are left out")
    return ordered, groups if len(groups) > 1 else (), notes


def _end(values: list[Measured], query: Query, *, last: bool) -> Measured:
    wanted = [v for v in values if query.dimension in (None, v.dimension)] or values
    counted = Counter(value.dimension for value in wanted)
    most = [v for v in wanted if v.dimension == counted.most_common(1)[0][0]]
    return (max if last else min)(most, key=lambda value: value.si_value or 0.0)
