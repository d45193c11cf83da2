"""What changed in a graph: triples that came and went, found by the patterns that ask for them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES
from ncgraph.reasoning.matching import unify_parts
from ncgraph.reasoning.parsing import read_group, read_head
from ncgraph.reasoning.patterns import Bind, Group, TriplePattern, Union, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.reasoning.matching import Terms
    from ncgraph.reasoning.rules import Rule
    from ncgraph.reasoning.views import Node

_Parts: TypeAlias = "tuple[object, ox.NamedNode, object]"

_TYPE = PREFIXES["rdf"] + "type"
_ANY = "any"
_BEGINNING = re.compile(r'IRI\(\s*CONCAT\(\s*"([^"]+)"')
_SENSITIVE = re.compile(r"(NOT|!)\s*EXISTS|\bOPTIONAL\b|\bMINUS\b")
_VARIABLE = re.compile(r"[?$](\w+)")


class Changed:
    """Triples by the class or property that a pattern would ask for."""

    def __init__(self) -> None:
        self.all: dict[ox.Triple, None] = {}
        self._by_key: dict[str, dict[ox.Triple, _Parts]] = defaultdict(dict)
        self._keys: set[str] = set()

    def add(self, triple: ox.Triple) -> None:
        """Notes a triple, once."""
        self.all[triple] = None
        ends = triple.subject, triple.predicate, triple.object
        for key in keys_of(triple):
            self._by_key[key][triple] = ends
            self._keys.add(key)

    def discard(self, triple: ox.Triple) -> None:
        """Forgets a triple."""
        self.all.pop(triple, None)
        for key in keys_of(triple):
            self._by_key[key].pop(triple, None)

    def seeds(self, patterns: Iterable[TriplePattern]) -> list[Terms]:
        """The terms with which any of the patterns is one of the triples."""
        return unique(terms for pattern in patterns for terms in self.of_pattern(pattern))

    def is_foreign(self, keys: frozenset[str]) -> bool:
        """Whether no triple is of any of these classes and properties."""
        return keys.isdisjoint(self._keys)

    def of_pattern(self, pattern: TriplePattern) -> Iterator[Terms]:
        """The terms with which a pattern is one of the triples."""
        for ends in self._by_key.get(_key_of(pattern), {}).values():
            terms = unify_parts(pattern, ends)
            if terms is not None:
                yield terms


class Reading:
    """A rule as its patterns.

    Args:
        rule: The rule.
        case: One of the cases that its body consists of; by default the whole body.

    Raises:
        UnreadableError: Only the engine can run it.
    """

    def __init__(self, rule: Rule, case: Group | None = None) -> None:
        self.rule = rule
        self.graph = ox.NamedNode(rule.graph)
        self.head = read_head(rule.head)
        self.body = case or read_group(rule.body)
        self._binds = {
            element.variable: element.text
            for element in self.body.elements
            if isinstance(element, Bind)
        }
        self._beginnings = {
            name: match[1]
            for name, text in self._binds.items()
            if (match := _BEGINNING.match(text)) is not None
        }
        self.required = tuple(e for e in self.body.elements if isinstance(e, TriplePattern))
        self.needed = _always_bound(self.body)
        asked = chain(self.required, *(group.triples for group in self.body.contexts))
        self.keys = frozenset(map(_key_of, asked))
        # such a rule runs once on what earlier strata left, and its own results do not count
        self.is_sensitive = bool(_SENSITIVE.search(rule.body))

    def narrow(self, terms: Terms) -> Terms:
        """The terms from which a rule may start: of variables that every solution binds."""
        return {name: term for name, term in terms.items() if name in self.needed}

    def may_name(self, pattern: TriplePattern, terms: Terms) -> bool:
        """Whether a rule could give a subject the name it has, by how the name begins."""
        variable = pattern.subject.value
        beginning = self._beginnings.get(variable)
        return not beginning or variable not in terms or terms[variable].value.startswith(beginning)

    def makers(self, pattern: TriplePattern) -> list[str]:
        """The variables, bound in every solution, that a triple of the head is made of."""
        waiting = list(pattern.variables)
        seen: dict[str, None] = {}
        while waiting:
            name = waiting.pop(0)
            if name not in seen:
                seen[name] = None
                waiting += _VARIABLE.findall(self._binds.get(name, ""))
        return [name for name in seen if name in self.needed]


@lru_cache(maxsize=4096)
def read_cases(rule: Rule) -> tuple[Reading, ...]:
    """A rule as its patterns, read once; each case of a body that is a union for itself.

    A change in one case then starts from the terms of that case, and not from nothing.

    Raises:
        UnreadableError: Only the engine can run it.
    """
    elements = read_group(rule.body).elements
    if len(elements) == 1 and isinstance(elements[0], Union):
        return tuple(Reading(rule, case) for case in elements[0].groups)
    return (Reading(rule),)


def _always_bound(group: Group) -> frozenset[str]:
    """The variables that every solution of a group binds by a triple."""
    found: set[str] = set()
    for element in group.elements:
        if isinstance(element, TriplePattern):
            found.update(element.variables)
        elif isinstance(element, Group):
            found |= _always_bound(element)
        elif isinstance(element, Union):
            found |= frozenset.intersection(*map(_always_bound, element.groups))
    return frozenset(found)


def unique(seeds: Iterable[Terms]) -> list[Terms]:
    """Rows without repetitions, and without those that only narrow another one down."""
    by_names: dict[tuple[str, ...], dict[tuple[Node, ...], Terms]] = defaultdict(dict)
    orders: dict[tuple[str, ...], tuple[str, ...]] = {}
    for terms in seeds:
        told = tuple(terms)
        names = orders.get(told) or orders.setdefault(told, tuple(sorted(told)))
        by_names[names][tuple(terms[name] for name in names)] = terms
    if len(by_names) == 1:
        return [terms for rows in by_names.values() for terms in rows.values()]
    found: list[Terms] = []
    for names, rows in by_names.items():
        wider = [
            (each, others)
            for each, others in by_names.items()
            if len(each) < len(names) and set(each).issubset(names)
        ]
        found += [
            terms
            for terms in rows.values()
            if not any(tuple(terms[name] for name in each) in others for each, others in wider)
        ]
    return found


def parts(triple: ox.Triple) -> tuple[ox.NamedNode, ox.NamedNode, Node]:
    """Subject, predicate and object of a triple such as ours all are.

    Raises:
        UnreadableError: It has a blank node, or quotes another triple.
    """
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
        return subject, triple.predicate, value
    raise UnreadableError("a blank node or a quoted triple in the graph")


def keys_of(triple: ox.Triple) -> tuple[str, ...]:
    """The classes and properties by which patterns ask for a triple."""
    if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode):
        return triple.object.value, _TYPE, _ANY
    return triple.predicate.value, _ANY


@lru_cache(maxsize=16384)
def _key_of(pattern: TriplePattern) -> str:
    if isinstance(pattern.predicate, ox.Variable):
        return _ANY
    is_class = pattern.predicate.value == _TYPE and isinstance(pattern.object, ox.NamedNode)
    return pattern.object.value if is_class else pattern.predicate.value
