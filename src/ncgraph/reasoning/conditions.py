"""Conditions of constraints that are tried on rows in memory, before the engine is asked.

Nearly every row passes for what it is: a value of the right datatype, a property with one value.
Only the others are worked out by the engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.reasoning.matching import Row, evaluate
from ncgraph.reasoning.patterns import UnreadableError
from ncgraph.reasoning.views import Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ncgraph.reasoning.patterns import Filter

Rows: TypeAlias = list[tuple[int, ...]]

_VARIABLE = re.compile(r"\?(\w+)")
_APART = re.compile(r"\(STR\(\?(\w+)\) < STR\(\?(\w+)\) && .*\)", re.S)
_DATATYPE = re.compile(r"\(!COALESCE\(DATATYPE\(\?(\w+)\) = <([^<>]+)>, false\)\)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter; `apart` are two variables whose texts it wants to differ."""

    text: str
    names: tuple[str, ...]
    apart: tuple[str, str] | None = None
    datatype: ox.NamedNode | None = None  # that a value must not be of

    def choose(self, rows: Rows, places: Mapping[str, int], terms: Sequence[Node]) -> Rows:
        """The rows, of numbers of terms, that meet it.

        Raises:
            UnreadableError: A row has a blank node, which cannot be handed to the engine.
        """
        columns = [places[name] for name in self.names]
        if self.datatype is not None:
            column = columns[0]
            values = {row[column] for row in rows}
            wrong = {value for value in values if not _is_of(terms[value], self.datatype)}
            return [row for row in rows if row[column] in wrong] if wrong else []
        if self.apart is not None:
            one, other = (places[name] for name in self.apart)
            rows = [row for row in rows if terms[row[one]].value < terms[row[other]].value]
        if any(not isinstance(terms[row[column]], Node) for row in rows for column in columns):
            raise UnreadableError("a blank node")
        told = [
            Row(
                {name: terms[row[column]] for name, column in zip(self.names, columns, strict=True)}
            )
            for row in rows
        ]
        kept = evaluate(f"FILTER({self.text}) BIND(true AS ?made__)", told)
        return [row for row, term in zip(rows, kept, strict=True) if term is not None]


def read_condition(condition: Filter) -> Condition:
    """A filter, as it is tried.

    Raises:
        UnreadableError: It looks for triples.
    """
    if condition.tests:
        raise UnreadableError("a condition on other triples")
    text = condition.text.strip()
    names = tuple(dict.fromkeys(_VARIABLE.findall(text)))
    apart, datatype = _APART.fullmatch(text), _DATATYPE.fullmatch(text)
    return Condition(
        text,
        names,
        apart=(apart[1], apart[2]) if apart else None,
        datatype=ox.NamedNode(datatype[2]) if datatype else None,
    )


def _is_of(value: Node, datatype: ox.NamedNode) -> bool:
    return isinstance(value, ox.Literal) and value.datatype == datatype
