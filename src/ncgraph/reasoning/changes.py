"""What changed in a graph: triples that came and went, found by the patterns that ask for them."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES
from ncgraph.reasoning.matching import unify
from ncgraph.reasoning.parsing import read_group, read_head
from ncgraph.reasoning.patterns import Bind, Group, TriplePattern, Union, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.reasoning.matching import Terms
    from ncgraph.reasoning.rules import Rule
    from ncgraph.reasoning.views import Node

_TYPE = PREFIXES["rdf"] + "type"
_ANY = "any"
_BEGINNING = re.compile(r'IRI\(\s*CONCAT\(\s*"([^"]+)"')
_SENSITIVE = re.compile(r"(NOT|!)\s*EXISTS|\bOPTIONAL\b|\bMINUS\b")
_VARIABLE = re.compile(r"[?$](\w+)")


class Changed:
    """Triples by the class or property that a pattern would ask for."""

    def __init__(self) -> None:
        self.all: dict[ox.Triple, None] = {}
        self._by_key: dict[str, dict[ox.Triple, None]] = defaultdict(dict)
        self._keys: set[str] = set()

    def add(self, triple: ox.Triple) -> None:
        """Notes a triple, once."""
        self.all[triple] = None
        for key in _keys(triple):
            self._by_key[key][triple] = None
            self._keys.add(key)

    def discard(self, triple: ox.Triple) -> None:
        """Forgets a triple."""
        self.all.pop(triple, None)
        for key in _keys(triple):
            self._by_key[key].pop(triple, None)

    def seeds(self, patterns: Iterable[TriplePattern]) -> list[Terms]:
        """The terms with which any of the patterns is one of the triples."""
        found = [
            terms
            for pattern in patterns
            for triple in self._by_key.get(_key_of(pattern), ())
            if (terms := unify(pattern, triple)) is not None
        ]
        return unique(found)

    def is_foreign(self, keys: frozenset[str]) -> bool:
        """Whether no triple is of any of these classes and properties."""
        return keys.isdisjoint(self._keys)

    def of_pattern(self, pattern: TriplePattern) -> Iterable[ox.Triple]:
        """The triples that a pattern may ask for."""
        return self._by_key.get(_key_of(pattern), ())


class Reading:
    """A rule as its patterns.

    Raises:
        UnreadableError: Only the engine can run it.
    """

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.head = read_head(rule.head)
        self.body = read_group(rule.body)
        self._binds = {
            element.variable: element.text
            for element in self.body.elements
            if isinstance(element, Bind)
        }
        self.required = tuple(e for e in self.body.elements if isinstance(e, TriplePattern))
        self.needed = _always_bound(self.body)
        asked = chain(self.required, *(group.triples for group in self.body.contexts))
        self.keys = frozenset(map(_key_of, asked))
        self.places = tuple((each, each.variables) for each in self.required)
        # such a rule runs once on what earlier strata left, and its own results do not count
        self.is_sensitive = bool(_SENSITIVE.search(rule.body))

    def narrow(self, terms: Terms) -> Terms:
        """The terms from which a rule may start: of variables that every solution binds."""
        return {name: term for name, term in terms.items() if name in self.needed}

    def may_name(self, pattern: TriplePattern, iri: str) -> bool:
        """Whether a rule could give the subject of a triple that name, by how the name begins."""
        text = self._binds.get(pattern.subject.value, "")
        match = _BEGINNING.match(text)
        return match is None or iri.startswith(match[1])

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
    by_names: dict[frozenset[str], dict[frozenset[tuple[str, Node]], Terms]] = defaultdict(dict)
    for terms in seeds:
        by_names[frozenset(terms)][frozenset(terms.items())] = terms
    return [
        terms
        for names, rows in by_names.items()
        for terms in rows.values()
        if not any(
            wider < names and frozenset((name, terms[name]) for name in wider) in others
            for wider, others in by_names.items()
        )
    ]


def parts(triple: ox.Triple) -> tuple[ox.NamedNode, ox.NamedNode, Node]:
    """Subject, predicate and object of a triple such as ours all are.

    Raises:
        UnreadableError: It has a blank node, or quotes another triple.
    """
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
        return subject, triple.predicate, value
    raise UnreadableError("a blank node or a quoted triple in the graph")


def _keys(triple: ox.Triple) -> tuple[str, ...]:
    if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode):
        return triple.object.value, _TYPE, _ANY
    return triple.predicate.value, _ANY


def _key_of(pattern: TriplePattern) -> str:
    if isinstance(pattern.predicate, ox.Variable):
        return _ANY
    is_class = pattern.predicate.value == _TYPE and isinstance(pattern.object, ox.NamedNode)
    return pattern.object.value if is_class else pattern.predicate.value
