"""The ontology as the compiler sees it: axioms, lists and labels out of the ontology graph."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.graph.identifiers import AXIOMS, ONTOLOGY_GRAPH, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.graph import KnowledgeGraph

Node: TypeAlias = ox.NamedNode | ox.Literal

XSD = expand("xsd:")
_VOCABULARY = {
    expand(f"owl:{name}")
    for name in (
        "Class", "Restriction", "ObjectProperty", "DatatypeProperty", "AnnotationProperty",
        "Ontology", "AllDisjointClasses", "AllDisjointProperties", "AllDifferent", "Axiom",
    )
} | {expand("rdfs:Datatype"), expand("rdfs:Class"), expand("rdf:Property")}  # fmt: skip


class Axioms:
    """Read access to the ontology graph; blank nodes have become IRIs under `AXIOMS`."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._objects: dict[tuple[str, str], list[Node]] = {}
        self._subjects: dict[str, list[str]] = {}
        name = ox.NamedNode(ONTOLOGY_GRAPH)
        for quad in graph.store.quads_for_pattern(None, None, None, name):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, Node):
                key = (quad.subject.value, quad.predicate.value)
                self._objects.setdefault(key, []).append(quad.object)
        for (subject, predicate), objects in self._objects.items():
            if len(objects) > 1:
                objects.sort(key=str)
            self._subjects.setdefault(predicate, []).append(subject)
        for subjects in self._subjects.values():
            subjects.sort()

    def objects(self, subject: str, predicate: str) -> list[Node]:
        """What a property of a node leads to; the property as a CURIE."""
        return self._objects.get((subject, expand(predicate)), [])

    def object(self, subject: str, predicate: str) -> Node | None:
        """The first of `objects`."""
        return next(iter(self.objects(subject, predicate)), None)

    def iri(self, subject: str, predicate: str) -> str | None:
        """The first of `objects`, as text."""
        value = self.object(subject, predicate)
        return None if value is None else value.value

    def integer(self, subject: str, predicate: str) -> int | None:
        """The first of `objects`, as a whole number."""
        value = self.object(subject, predicate)
        return None if value is None else int(value.value)

    def pairs(self, predicate: str) -> Iterator[tuple[str, Node]]:
        """All subjects and objects of a property, in a fixed order."""
        for subject in self._subjects.get(expand(predicate), []):
            for value in self.objects(subject, predicate):
                yield subject, value

    def of_type(self, curie: str) -> list[str]:
        """All nodes of a class, sorted."""
        return self._by_type.get(expand(curie), [])

    @cached_property
    def _by_type(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for node, kind in self.pairs("rdf:type"):
            found.setdefault(kind.value, []).append(node)
        return found

    def items(self, head: str | None) -> list[Node]:
        """The members of an RDF list."""
        found: list[Node] = []
        while head is not None and (item := self.object(head, "rdf:first")) is not None:
            found.append(item)
            head = self.iri(head, "rdf:rest")
        return found

    def is_data_property(self, iri: str) -> bool:
        """Whether a property has values that are literals."""
        return expand("owl:DatatypeProperty") in (
            kind.value for kind in self.objects(iri, "rdf:type")
        )

    def is_object_property(self, iri: str) -> bool:
        """Whether a property has values that are things, never literals."""
        return expand("owl:ObjectProperty") in (
            kind.value for kind in self.objects(iri, "rdf:type")
        )

    def is_data_range(self, iri: str) -> bool:
        """Whether an expression is about literals: a datatype, a facet, a list of literals."""
        if iri.startswith(XSD) or iri == expand("rdfs:Literal"):
            return True
        members = self.items(self.iri(iri, "owl:oneOf"))
        return (
            bool(self.objects(iri, "owl:onDatatype"))
            or expand("rdfs:Datatype") in (kind.value for kind in self.objects(iri, "rdf:type"))
            or any(isinstance(member, ox.Literal) for member in members)
        )

    def is_vocabulary(self, iri: str) -> bool:
        """Whether a node is a term or an axiom, of which no data are derived."""
        return iri in self.vocabulary or iri.startswith(AXIOMS)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All nodes that are terms or axioms."""
        kinds = self.pairs("rdf:type")
        typed = {node for node, kind in kinds if kind.value in _VOCABULARY}
        return frozenset(typed.union(n for n, _ in self._objects if n.startswith(AXIOMS)))

    def label(self, iri: str) -> str:
        """What a chemist calls it: the preferred label, else the last word of the IRI."""
        label = self.iri(iri, "skos:prefLabel") or self.iri(iri, "rdfs:label")
        return label or local_name(iri)


def is_anonymous(iri: str) -> bool:
    """Whether a class or property is an expression without a name."""
    return iri.startswith(AXIOMS)


def local_name(iri: str) -> str:
    """The last word of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def disjoint_pairs(axioms: Axioms) -> list[tuple[str, str]]:
    """Classes that share no member, as stated one by one or in lists."""
    pairs: dict[tuple[str, str], None] = {}
    groups = [[one, other.value] for one, other in axioms.pairs("owl:disjointWith")]
    lists = [axioms.iri(node, "owl:members") for node in axioms.of_type("owl:AllDisjointClasses")]
    lists += [head.value for _, head in axioms.pairs("owl:disjointUnionOf")]
    groups += [[member.value for member in axioms.items(head)] for head in lists]
    for group in groups:
        pairs.update(dict.fromkeys(combinations(sorted(group), 2)))
    return list(pairs)


def exclusions(axioms: Axioms) -> dict[str, set[str]]:
    """For each class the named classes that exclude it, as far as that is stated."""
    found: dict[str, set[str]] = {}
    pairs = disjoint_pairs(axioms)
    for construct in ("owl:equivalentClass", "rdfs:subClassOf"):
        for one, expression in axioms.pairs(construct):
            other = axioms.iri(expression.value, "owl:complementOf")
            if other is not None:
                pairs.append((one, other))
    for one, other in pairs:
        if not (is_anonymous(one) or is_anonymous(other)):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def with_article(noun: str) -> str:
    """A noun with the article that its sound asks for.

    >>> with_article("emitter"), with_article("one-photon pumping"), with_article("FP cavity")
    ('an emitter', 'a one-photon pumping', 'an FP cavity')
    """
    first = re.split(r"\W", noun, maxsplit=1)[0]
    spelled = len(first) > 1 and first.isupper()
    vowel = noun[:1] in "AEFHILMNORSX" if spelled else noun[:1].lower() in "aeiou"
    if not spelled and re.match(r"(one|uni|use)", noun, re.IGNORECASE):
        vowel = False
    return f"{'an' if vowel else 'a'} {noun}"
