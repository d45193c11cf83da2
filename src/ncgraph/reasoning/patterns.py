"""The body of a rule as a tree, so that a rule can be run from a few triples and explained."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import pyoxigraph as ox

Slot: TypeAlias = ox.Variable | ox.NamedNode | ox.Literal


class UnreadableError(Exception):
    """A pattern of a kind that is not read here; the engine alone can run it."""


@dataclass(frozen=True)
class TriplePattern:
    """One triple; `repeat` is `*` or `+` for a path, else empty."""

    subject: Slot
    predicate: Slot
    object: Slot
    repeat: str = ""

    @cached_property
    def slots(self) -> tuple[Slot, Slot, Slot]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Names of the variables in it."""
        return tuple(slot.value for slot in self.slots if isinstance(slot, ox.Variable))


@dataclass(frozen=True, slots=True)
class Optional:
    """What is looked for but need not be there."""

    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    """Any of several groups."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """A table of terms; None leaves a variable open."""

    variables: tuple[str, ...]
    rows: tuple[tuple[ox.NamedNode | ox.Literal | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition as text; `tests` are its EXISTS groups, numbered as their variables are."""

    text: str
    tests: tuple[tuple[str, Group], ...]


@dataclass(frozen=True, slots=True)
class Bind:
    """A variable and the expression it stands for, as text."""

    text: str
    variable: str


Element: TypeAlias = "TriplePattern | Optional | Union | Values | Filter | Bind | Group"


@dataclass(frozen=True)
class Group:
    """Elements that hold together, in the order they are written."""

    elements: tuple[Element, ...]

    @cached_property
    def triples(self) -> tuple[TriplePattern, ...]:
        """The triples that must be there: of this group and of its unions, not of its options."""
        return tuple(chain.from_iterable(_triples_of(each) for each in self.elements))

    @cached_property
    def variables(self) -> frozenset[str]:
        """Names of the variables of `triples` and tables."""
        tables = (each.variables for each in self.elements if isinstance(each, Values))
        return frozenset(chain(*(each.variables for each in self.triples), *tables))

    @cached_property
    def contexts(self) -> tuple[Group, ...]:
        """The groups that are optional, tested, or one of several."""
        return tuple(chain.from_iterable(_contexts_of(each) for each in self.elements))


def _triples_of(element: Element) -> tuple[TriplePattern, ...]:
    if isinstance(element, TriplePattern):
        return (element,)
    if isinstance(element, Group):
        return element.triples
    if isinstance(element, Union):
        return tuple(chain.from_iterable(group.triples for group in element.groups))
    return ()


def _contexts_of(element: Element) -> tuple[Group, ...]:
    if isinstance(element, Optional):
        return (element.group, *element.group.contexts)
    if isinstance(element, Filter):
        return tuple(chain.from_iterable((test, *test.contexts) for _, test in element.tests))
    groups = element.groups if isinstance(element, Union) else ()
    nested = (element,) if isinstance(element, Group) else groups
    return (*groups, *chain.from_iterable(group.contexts for group in nested))
