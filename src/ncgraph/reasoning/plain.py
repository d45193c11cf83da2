"""Plain rules, as `tables` runs them: triple patterns alone, unions of them, tables of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES
from ncgraph.reasoning.conditions import Condition, read_condition
from ncgraph.reasoning.parsing import read_group, read_head
from ncgraph.reasoning.patterns import Filter, Group, TriplePattern, Union, UnreadableError

if TYPE_CHECKING:
    from ncgraph.reasoning.rules import Rule

Node: TypeAlias = ox.NamedNode | ox.Literal

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_MOST_BRANCHES = 16  # of unions multiplied out
_ONE_OF = re.compile(r"""\(?\s*\?(?P<name>\w+) IN \((?P<words>(?:"[^"\\]*"(?:, )?)+)\)\s*\)?""")
_WORD = re.compile(r'"([^"\\]*)"')


class Key(NamedTuple):
    """A class, or a property."""

    iri: ox.NamedNode
    is_class: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern: the key of its table; slots are names of variables, or terms."""

    key: Key
    subject: str | Node
    object: str | Node

    @property
    def ends(self) -> tuple[str | Node, ...]:
        """The slots that can bind something; that of a class is none."""
        return (self.subject,) if self.key.is_class else (self.subject, self.object)


@dataclass(frozen=True, slots=True)
class Branch:
    """Patterns that hold together, the words that variables must be one of, other conditions."""

    patterns: tuple[Pattern, ...]
    words: tuple[tuple[str, frozenset[Node]], ...]
    conditions: tuple[Condition, ...] = ()


@dataclass(slots=True)
class Plan:
    """A rule, and how much of each table it has seen."""

    head: Pattern
    branches: tuple[Branch, ...]
    seen: dict[Key, int] | None = None


def read_plan(rule: Rule) -> Plan:
    """A rule as patterns, none of them run yet.

    Raises:
        UnreadableError: It is not plain.
    """
    return Plan(*_patterns_of(rule))


@lru_cache(maxsize=4096)
def _patterns_of(rule: Rule) -> tuple[Pattern, tuple[Branch, ...]]:
    heads = read_head(rule.head)
    if len(heads) != 1 or rule.after:
        raise UnreadableError("more than one triple in the head")
    head, branches = _pattern(heads[0]), read_branches(rule.body)
    names = {end for end in head.ends if isinstance(end, str)}
    for branch in branches:
        if branch.conditions:
            raise UnreadableError("a condition that the engine must work out")
        if not names <= {end for each in branch.patterns for end in each.ends}:
            raise UnreadableError("a variable of the head that the body does not bind")
    return head, branches


@lru_cache(maxsize=4096)
def read_branches(body: str) -> tuple[Branch, ...]:
    """A body with its unions multiplied out.

    Raises:
        UnreadableError: It has something else than patterns, unions and conditions on their
            variables, or parts that have no variable in common.
    """
    found = tuple(map(_branch, _cases(read_group(body))))
    for branch in found:
        _require_connected(branch)
    return found


def _branch(case: list[TriplePattern | Filter]) -> Branch:
    filters = [(each, _words(each)) for each in case if isinstance(each, Filter)]
    return Branch(
        tuple(_pattern(each) for each in case if isinstance(each, TriplePattern)),
        tuple(words for _, words in filters if words is not None),
        tuple(read_condition(each) for each, words in filters if words is None),
    )


def _cases(group: Group) -> list[list[TriplePattern | Filter]]:
    parts: list[list[list[TriplePattern | Filter]]] = []
    for element in group.elements:
        if isinstance(element, TriplePattern | Filter):
            parts.append([[element]])
        elif isinstance(element, Union):
            parts.append([case for each in element.groups for case in _cases(each)])
        elif isinstance(element, Group):
            parts.append(_cases(element))
        else:
            raise UnreadableError(f"not plain: {type(element).__name__}")
    cases = [[each for part in chosen for each in part] for chosen in product(*parts)]
    if len(cases) > _MOST_BRANCHES or not all(cases):
        raise UnreadableError("too many branches, or an empty one")
    return cases


def _pattern(triple: TriplePattern) -> Pattern:
    subject, predicate, value = triple.slots
    if (
        triple.repeat
        or isinstance(predicate, ox.Variable)
        or not isinstance(predicate, ox.NamedNode)
    ):
        raise UnreadableError("a path, or any property")
    is_class = predicate == TYPE
    if is_class and not isinstance(value, ox.NamedNode):
        raise UnreadableError("any class")
    key = Key(value if is_class else predicate, is_class)  # type: ignore[arg-type] # a class here
    return Pattern(key, _slot(subject), _slot(value))


def _slot(slot: object) -> str | Node:
    if isinstance(slot, ox.Variable):
        return slot.value
    if isinstance(slot, Node):
        return slot
    raise UnreadableError("a term of another kind")


def _words(condition: Filter) -> tuple[str, frozenset[Node]] | None:
    match = _ONE_OF.fullmatch(condition.text.strip())
    if match is None or condition.tests:
        return None
    words = _WORD.findall(match["words"])
    return match["name"], frozenset(ox.Literal(word) for word in words)


def _require_connected(branch: Branch) -> None:
    names = [{end for end in each.ends if isinstance(end, str)} for each in branch.patterns]
    if not names:
        raise UnreadableError("no pattern")
    known, waiting = names[0], names[1:]
    while waiting:
        tied = [each for each in waiting if each & known or not each]
        if not tied:
            raise UnreadableError("parts without a common variable")
        known = known.union(*tied)
        waiting = [each for each in waiting if each not in tied]
    asked = [name for name, _ in branch.words]
    asked += [name for condition in branch.conditions for name in condition.names]
    if not known.issuperset(asked):
        raise UnreadableError("a condition on what is not bound")
