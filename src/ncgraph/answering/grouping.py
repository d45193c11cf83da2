"""What may be ranked with what, as the graph says it: the comparability class of each value.

A rule of the ontology decides (`comparability_of_threshold`); what has no class compares within its
dimension.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ncgraph.answering.composing import PREFIXES
from ncgraph.answering.describing import select_each
from ncgraph.graph import Iri
from ncgraph.graph.identifiers import escape, expand
from ncgraph.model import Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ncgraph.answering.collecting import Row
    from ncgraph.answering.describing import Measured
    from ncgraph.graph import KnowledgeGraph

Valued = tuple["Measured", "Row"]  # a value with a number, and whose it is
_CLASSES = (
    "?node ncg:hasMeasurement ?measurement . ?measurement ncg:comparableWithin ?class ; "
    "ncg:hasQuantity ?quantity . ?class rdfs:label ?words ; ncg:conditionsTold ?told . "
    "?quantity ncg:siValue ?si ; ncg:dimension ?dimension ."
)
_RULE = Iri(expand(f"ncgr:{escape('comparability_of_threshold')}"))
_REASON = PREFIXES + "SELECT ?reason { ?rule ncg:ruleReason ?reason }"


class Classes:
    """The comparability classes of the values of some rows, looked up at once."""

    def __init__(self, graph: KnowledgeGraph, rows: Iterable[Row]) -> None:
        self._graph = graph
        self._found: dict[tuple[str, str, object], tuple[int, str]] = {}
        units = {unit for row in rows for unit in row.units}
        for found in select_each(graph, units, "?words ?told ?si ?dimension", _CLASSES):
            place = (str(found["node"]), str(found["dimension"]), found["si"])
            told = (int(found["told"] or 0), str(found["words"]))
            self._found[place] = max(told, self._found.get(place, told))

    def within(self, value: Measured, row: Row) -> str:
        """The class of a value: of the statements that give it, the one that tells most."""
        places = ((unit, value.dimension, value.si_value) for unit in row.units)
        known = [self._found[place] for place in places if place in self._found]
        return max(known)[1] if known else value.dimension

    @property
    def reason(self) -> str:
        """Why values of different classes are not ranked with each other, by the rule itself."""
        reasons = self._graph.select(_REASON, rule=_RULE) if self._found else []
        return str(reasons[0]["reason"]) if reasons else "Values compare within one dimension."


def group(
    classes: Classes, found: Iterable[Valued], pick: Callable[..., Valued]
) -> tuple[Group, ...]:
    """Values by class: the dimension with the most values first, in it the largest class.

    `pick` is `min` or `max`, for the end that stands for a class.
    """
    members: dict[str, list[Valued]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for value, row in found:
        members[classes.within(value, row)].append((value, row))
        sizes[value.dimension] += 1

    def size(within: str) -> tuple[int, int, str]:
        each = members[within]
        return -sizes[each[0][0].dimension], -len(each), within

    made = []
    for within in sorted(members, key=size):
        value, row = pick(members[within], key=lambda each: each[0].si_value)
        made.append(
            Group(
                within=within,
                count=len(members[within]),
                sample=row.sample.label,
                references=tuple(dict.fromkeys(row.references.values())),
                value=value.value,
                unit=value.unit,
                si_value=value.si_value,
            )
        )
    return tuple(made)
