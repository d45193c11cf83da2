"""What of a store a rule may see: some graphs, without some triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ncgraph.reasoning.patterns import TriplePattern

Node: TypeAlias = ox.NamedNode | ox.Literal

_HIERARCHY = (PREFIXES["rdfs"] + "subClassOf", PREFIXES["rdfs"] + "subPropertyOf")


class View:
    """The triples of a store that a rule may see.

    Args:
        store: The quads.
        is_seen: Which graphs are looked into, by name; all if not given.
        left_out: Triples that are passed over.
    """

    def __init__(
        self,
        store: ox.Store,
        is_seen: Callable[[str], bool] | None = None,
        left_out: Mapping[ox.Triple, object] | None = None,
    ) -> None:
        self._store = store
        self._is_seen = is_seen
        self._left_out = left_out
        self._seen: dict[str, bool] = {}
        self._reached: dict[
            tuple[ox.NamedNode, Node, bool], list[tuple[Node, tuple[ox.Triple, ...]]]
        ]
        self._reached = {}

    def match(
        self, subject: Node | None, predicate: Node | None, value: Node | None
    ) -> list[ox.Triple]:
        """The triples that fit, each once; None fits everything."""
        if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal):
            return []
        quads = self._store.quads_for_pattern(subject, predicate, value, None)
        if self._is_seen is None:
            found = [quad.triple for quad in quads]
        else:
            found = [quad.triple for quad in quads if self._sees(quad)]
        if len(found) > 1:
            found = list(dict.fromkeys(found))
        if self._left_out:
            found = [triple for triple in found if triple not in self._left_out]
        return found

    def has(self, pattern: TriplePattern) -> bool:
        """Whether any triple fits."""
        subject, predicate, value = (
            None if isinstance(slot, ox.Variable) else slot for slot in pattern.slots
        )
        return self._finds(subject, predicate, value)

    def mentions(self, term: Node) -> bool:
        """Whether any triple holds a term."""
        places: list[tuple[Node | None, Node | None, Node | None]] = [(None, None, term)]
        if isinstance(term, ox.NamedNode):
            places += [(term, None, None), (None, term, None)]
        return any(self._finds(*place) for place in places)

    def _finds(self, subject: Node | None, predicate: Node | None, value: Node | None) -> bool:
        if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal):
            return False
        left_out = self._left_out or {}
        return any(
            (self._is_seen is None or self._sees(quad)) and quad.triple not in left_out
            for quad in self._store.quads_for_pattern(subject, predicate, value, None)
        )

    def reach(
        self, start: Node, predicate: ox.NamedNode, *, forwards: bool
    ) -> list[tuple[Node, tuple[ox.Triple, ...]]]:
        """All that a path of one or more steps leads to, with the steps; shortest paths."""
        key = (predicate, start, forwards)
        if key in self._reached:
            return self._reached[key]
        paths: dict[Node, tuple[ox.Triple, ...]] = {}
        edge: list[tuple[Node, tuple[ox.Triple, ...]]] = [(start, ())]
        while edge:
            ahead: list[tuple[Node, tuple[ox.Triple, ...]]] = []
            for node, path in edge:
                ends = (node, None) if forwards else (None, node)
                for triple in self.match(ends[0], predicate, ends[1]):
                    other = triple.object if forwards else triple.subject
                    if isinstance(other, Node) and other not in paths:
                        paths[other] = (*path, triple) if forwards else (triple, *path)
                        ahead.append((other, paths[other]))
            edge = ahead
        found = list(paths.items())
        if predicate.value in _HIERARCHY:  # of terms, which do not change under our hands
            self._reached[key] = found
        return found

    def _sees(self, quad: ox.Quad) -> bool:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        if name not in self._seen:
            self._seen[name] = bool(self._is_seen and self._is_seen(name))
        return self._seen[name]
