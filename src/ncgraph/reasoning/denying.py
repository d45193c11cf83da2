"""Words for a premise that failed, with what is there instead of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph import Iri
from ncgraph.graph.identifiers import ASSERTED, PREFIXES, compact, expand
from ncgraph.ontology import ontology
from ncgraph.reasoning.axioms import with_article
from ncgraph.reasoning.hierarchy import load_classified
from ncgraph.reasoning.matching import partly
from ncgraph.reasoning.patterns import Filter, Group, TriplePattern, Union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.matching import Terms
    from ncgraph.reasoning.narrating import Narrator
    from ncgraph.reasoning.patterns import Element

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_ANYTHING = "something"
_KINDS = 4  # that are told of a thing, of those that no other kind of it is narrower than
_AMONG = re.compile(r"\(?\s*[?$](?P<name>\w+)\s+IN\s*\((?P<list>.*?)\)\s*\)?", re.DOTALL)
_CALL = re.compile(r"\b[A-Z]+\s*\(")
_VARIABLE = re.compile(r"[?$](\w+)")


class Denier:
    """Says of premises of one graph that they fail."""

    def __init__(self, graph: KnowledgeGraph, narrator: Narrator) -> None:
        self._graph = graph
        self._narrator = narrator

    def deny(self, element: Element, rows: Sequence[Terms]) -> str:
        """A failed premise in words.

        Args:
            element: The premise.
            rows: The terms with which all premises before it held, at least one row.
        """
        known = rows[0]
        if isinstance(element, TriplePattern):
            return self._deny_triple(element, known)
        if isinstance(element, Union) and (denied := self._deny_kinds(element, known)):
            return denied
        groups = element.groups if isinstance(element, Union) else ()
        groups = (element,) if isinstance(element, Group) else groups
        if groups:
            ways = (self.say(each.triples[0], known) for each in groups if each.triples)
            return "not found: " + ", or ".join(dict.fromkeys(ways))
        if isinstance(element, Filter) and element.tests:
            tested = (t for _, test in element.tests for t in test.triples[:1])
            return "stands against it: " + ", ".join(self.say(t, known) for t in tested)
        return self._deny_condition(getattr(element, "text", "a value of the table"), rows)

    def say(self, pattern: TriplePattern, known: Terms) -> str:
        """A triple in words, an open place as "something"."""
        slots = partly(pattern, known).slots
        subject, predicate, value = (self._name(slot) for slot in slots)
        if slots[1] == _TYPE:
            return f"{subject} is {value if value == _ANYTHING else with_article(value)}"
        return f"{subject} {predicate}" + ("" if value == _ANYTHING else f" {value}")

    def _deny_condition(self, text: str, rows: Sequence[Terms]) -> str:
        """`core, crown: none of "shell", "layer"`; else the condition with its values."""
        if match := _AMONG.fullmatch(text.strip()):
            listed = re.sub(r"\s+", " ", match["list"])
            found = ", ".join(sorted(self._values(match["name"], rows)))
            return f"{found}: none of {listed}"
        names = sorted(set(_VARIABLE.findall(text)), key=len, reverse=True)
        if _CALL.search(text):
            values = (f"{self._values(name, rows)[0]}" for name in names if name in rows[0])
            return f"its condition is not met by {' and '.join(values)}"
        for name in names:
            if name in rows[0]:
                found = self._values(name, rows)[0]
                text = text.replace(f"?{name}", found).replace(f"${name}", found)
        return f"not met: {text}"

    def _values(self, name: str, rows: Sequence[Terms]) -> list[str]:
        found = (row[name] for row in rows if name in row)
        return list(dict.fromkeys(self._narrator.name(str(each)) for each in found)) or [_ANYTHING]

    def _deny_kinds(self, element: Union, known: Terms) -> str:
        """`X is no nanoplatelet, nanoribbon or nanosheet (it is a quantum dot)`, if it says so."""
        triples = [partly(each.triples[0], known) for each in element.groups if each.triples]
        subjects = {triple.subject for triple in triples}
        if len(subjects) != 1 or any(triple.predicate != _TYPE for triple in triples):
            return ""
        *kinds, last = dict.fromkeys(self._name(triple.object) for triple in triples)
        node = triples[0].subject
        known_as = self._kinds(node)
        listed = f"{', '.join(kinds)} or {last}" if kinds else last
        return f"{self._name(node)} is no {listed}" + (f" (it is {known_as})" if known_as else "")

    def _deny_triple(self, pattern: TriplePattern, known: Terms) -> str:
        open_ = partly(pattern, known)
        subject, predicate, value = (self._name(slot) for slot in open_.slots)
        if open_.predicate == _TYPE:
            kinds = self._kinds(open_.subject)
            return f"{subject} is no {value}" + (f" (it is {kinds})" if kinds else "")
        if predicate == "subClassOf":
            return f"{subject} is no narrower kind of {value}"
        if predicate.endswith((" in", " of", " by")):  # "integrated in"
            return f"{subject} is {predicate} {'nothing' if value == _ANYTHING else f'not {value}'}"
        words = f"{subject} has no {predicate.removeprefix('has ')}"
        words += "" if value == _ANYTHING else f" {value}"
        layers = self._layers(open_.subject)
        return f"{words} (its layers: {layers})" if layers else words

    def _kinds(self, node: object) -> str:
        """What a thing of an experiment is, most narrowly; what a sample is, as texts name it."""
        path = node.value.partition("/id/")[2] if isinstance(node, ox.NamedNode) else ""
        kind = path.partition("/")[2].partition("/")[0]
        if not isinstance(node, ox.NamedNode) or kind not in {"experiment", "pump", "sample"}:
            return ""
        source = f"FILTER(STRSTARTS(STR(?graph), '{ASSERTED}'))" if kind == "sample" else ""
        rows = self._graph.select(
            "SELECT DISTINCT ?kind ?label { GRAPH ?graph { ?node a ?kind } "
            f"?kind skos:prefLabel ?label {source} }} ORDER BY ?label",
            node=Iri(node.value),
        )
        labels = {str(row["kind"]): str(row["label"]) for row in rows}
        wider = {above for below, above in load_classified() if below in labels}
        wider |= {expand(each) for kind in labels for each in ontology().ancestors(compact(kind))}
        told = [label for kind, label in labels.items() if kind not in wider]
        return ", ".join(map(with_article, told[:_KINDS]))

    def _layers(self, node: object) -> str:
        if not isinstance(node, ox.NamedNode):
            return ""
        rows = self._graph.select(
            "SELECT ?material ?role { ?node ncg:hasLayer ?layer . ?layer ncg:layerMaterial"
            " ?material ; ncg:layerRole ?role ; ncg:layerIndex ?index } ORDER BY ?index",
            node=Iri(node.value),
        )
        return ", ".join(f"{row['material']} {row['role']}" for row in rows)

    def _name(self, slot: object) -> str:
        return _ANYTHING if isinstance(slot, ox.Variable) else self._narrator.name(str(slot))
