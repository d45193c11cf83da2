"""From which rows a rule may derive again what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.reasoning.changes import Changed, Reading, parts, unique
from ncgraph.reasoning.matching import partly, unify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ncgraph.reasoning.axioms import Axioms
    from ncgraph.reasoning.matching import Terms
    from ncgraph.reasoning.patterns import TriplePattern
    from ncgraph.reasoning.views import Node, View


def lost_rows(
    reading: Reading, gone: Changed, touched: Iterable[Node], axioms: Axioms
) -> list[Terms]:
    """Rows from which a rule could make a triple that is gone.

    Rules that make the same name make it of the same things: these stand in what was deleted, or in
    the rows that deleted it (`touched`).
    """
    found: list[Terms] = []
    for pattern in reading.head:
        lost = [
            reading.narrow(terms)
            for triple in gone.of_pattern(pattern)
            if (terms := unify(pattern, triple)) is not None
            and reading.may_name(pattern, parts(triple)[0].value)
        ]
        for terms in unique(lost):
            makers = [name for name in reading.makers(pattern) if name not in terms]
            is_told = any(not _is_common(term, axioms) for term in terms.values())
            if is_told or not makers:
                found.append(terms)
            else:
                found += [{**terms, makers[0]: term} for term in touched]
    return found


def _is_common(term: Node, axioms: Axioms) -> bool:
    """Whether many things share a term, so that it says little of any."""
    return isinstance(term, ox.Literal) or axioms.is_vocabulary(term.value)


def possible_rows(
    stratum: Sequence[Reading], seeds: Iterable[Iterable[Terms]], view: View
) -> list[list[Terms]]:
    """The rows each term of which fits, by itself, every triple that its rule requires."""
    known: dict[tuple[TriplePattern, str, Node], bool] = {}

    def fits(pattern: TriplePattern, name: str, term: Node) -> bool:
        key = (pattern, name, term)
        if key not in known:
            known[key] = pattern.repeat != "" or view.has(partly(pattern, {name: term}))
        return known[key]

    def is_possible(row: Terms, reading: Reading) -> bool:
        return all(
            fits(pattern, name, row[name])
            for pattern, names in reading.places
            for name in names
            if name in row
        )

    return [
        [row for row in rows if is_possible(row, reading)]
        for reading, rows in zip(stratum, seeds, strict=True)
    ]
