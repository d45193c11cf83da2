"""Claims back from RDF: what was added is what is read."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.errors import GraphError
from ncgraph.graph.identifiers import (
    PREFIXES,
    DocumentNames,
    compact,
    expand,
    label_of,
    unescape,
)
from ncgraph.graph.provenance import sort_labels
from ncgraph.graph.terms import Value, to_value
from ncgraph.model import (
    Claim,
    ClaimSource,
    Dimension,
    Evidence,
    Layer,
    Nanocrystal,
    Polarity,
    Pump,
    Quantity,
    Span,
)
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.graph.store import KnowledgeGraph

_TYPE = ox.NamedNode(expand("rdf:type"))
_OF_KINDS = (
    "SELECT DISTINCT ?document ?claim { VALUES ?kind { %s } "
    "GRAPH ?document { ?claim a ?kind ; ncg:partOfStatement ?statement . "
)


def claims_of(graph: KnowledgeGraph, document_id: str) -> tuple[Claim, ...]:
    """The claims of one document in the order of its text, exactly as they were added.

    Raises:
        GraphError: The graph holds no such document.
    """
    names = DocumentNames(document_id)
    nodes = _Nodes(graph, names.graph)
    if not nodes:
        raise GraphError(f"the graph holds no document {document_id!r}")
    reader = _ClaimReader(nodes, document_id)
    claims = [reader.claim(node) for node in nodes.of_type("ncg:Claim")]
    return tuple(sorted(claims, key=lambda claim: (claim.evidence.spans, claim.id)))


def claims_where(
    graph: KnowledgeGraph,
    kinds: Iterable[str],
    *,
    composition: str | None = None,
    between: tuple[float, float] | None = None,
) -> list[Claim]:
    """The claims of some kinds in all documents, in the order of documents and texts.

    Args:
        graph: Any graph.
        kinds: Notations, such as `lasing-threshold`; others match nothing.
        composition: Only of samples of these layers, as in `Nanocrystal.composition`.
        between: Only of a value in this range, in SI, ends included.
    """
    terms = (ontology().by_notation("ncg:Claim", kind) for kind in kinds)
    classes = " ".join(term.curie for term in terms if term)
    query = _OF_KINDS % classes
    values: dict[str, str | float] = {}
    if composition is not None:
        query += "?claim ncg:aboutSample/ncg:composition ?composition . "
        values["composition"] = composition
    if between is not None:
        query += "?claim ncg:statesQuantity/ncg:siValue ?si . FILTER(?low <= ?si && ?si <= ?high) "
        values |= dict(zip(("low", "high"), between, strict=True))
    readers: dict[str, _ClaimReader] = {}
    found = []
    for row in graph.select(query + "} }", **values):
        name = str(row["document"])
        if name not in readers:
            readers[name] = _ClaimReader(_Nodes(graph, name), _last_word(name))
        found.append(readers[name].claim(str(row["claim"])))
    return sorted(
        found, key=lambda claim: (claim.evidence.document, claim.evidence.spans, claim.id)
    )


class _Nodes:
    """What one graph says of its nodes, by predicate, looked up once a node; CURIEs."""

    def __init__(self, graph: KnowledgeGraph, name: str) -> None:
        self._quads = partial(_quads, graph, ox.NamedNode(name))
        self._values: dict[str, dict[str, list[Value]]] = {}

    def __bool__(self) -> bool:
        return next(iter(self._quads()), None) is not None

    def of_type(self, curie: str) -> list[str]:
        kind = ox.NamedNode(expand(curie))
        return [str(to_value(quad.subject)) for quad in self._quads(None, _TYPE, kind)]

    def types(self, node: str) -> list[str]:
        return sorted(compact(str(iri)) for iri in self.all(node, "rdf:type"))

    def _of(self, node: str) -> dict[str, list[Value]]:
        if node not in self._values:
            values: dict[str, list[Value]] = {}
            for quad in self._quads(ox.NamedNode(node)) if node else ():
                values.setdefault(_short(quad.predicate.value), []).append(to_value(quad.object))
            self._values[node] = values
        return self._values[node]

    def all(self, node: str, predicate: str) -> list[Value]:
        return self._of(node).get(predicate, [])

    def text(self, node: str, predicate: str) -> str | None:
        value = next(iter(self.all(node, predicate)), None)
        return None if value is None else str(value)

    def number(self, node: str, predicate: str) -> float | None:
        value = next(iter(self.all(node, predicate)), None)
        return None if value is None else float(value)

    def integer(self, node: str, predicate: str) -> int | None:
        value = self.number(node, predicate)
        return None if value is None else int(value)

    def word(self, node: str, predicate: str) -> str | None:
        """The notation of the node that a property leads to."""
        thing = self.text(node, predicate)
        return self.text(thing, "skos:notation") if thing else None


def _quads(
    graph: KnowledgeGraph,
    name: ox.NamedNode,
    subject: ox.NamedNode | None = None,
    predicate: ox.NamedNode | None = None,
    value: ox.NamedNode | None = None,
) -> Iterator[ox.Quad]:
    return graph.store.quads_for_pattern(subject, predicate, value, name)


@cache
def _short(predicate: str) -> str:
    return compact(predicate)


class _ClaimReader:
    def __init__(self, nodes: _Nodes, document_id: str) -> None:
        self._nodes = nodes
        self._document_id = document_id

    def claim(self, node: str) -> Claim:
        nodes = self._nodes
        statement = nodes.text(node, "ncg:partOfStatement") or ""
        term = nodes.text(node, "ncg:statesTerm")
        rule = nodes.text(node, "ncg:readByRule") or PREFIXES["ncgr"]
        return Claim(
            id=_last_word(node),
            kind=self._kind(node),
            evidence=self._evidence(node),
            statement=_last_word(statement),
            subject=self._subject(node),
            quantity=self._quantity(nodes.text(node, "ncg:statesQuantity")),
            category=nodes.text(node, "ncg:category"),
            term=compact(term) if term else None,
            cavity=nodes.word(node, "ncg:statesCavity"),
            pump=self._pump(nodes.text(node, "ncg:statesPump")),
            device=nodes.text(node, "ncg:device"),
            couplings=self._couplings(node),
            alignment=nodes.word(node, "ncg:statesAlignment"),
            polarity=Polarity(nodes.text(node, "ncg:polarity") or ""),
            citations=self._labels(node, "ncg:citesReference", "ncg:citationOrder"),
            citations_resolved=self._labels(node, "ncg:resolvedReference", "ncg:resolutionOrder"),
            attributed_to=nodes.text(node, "ncg:attributedTo"),
            source=ClaimSource(nodes.text(statement, "ncg:statementSource") or ""),
            row=nodes.integer(statement, "ncg:tableRow"),
            rule=unescape(rule.removeprefix(PREFIXES["ncgr"])),
            confidence=nodes.number(node, "ncg:confidence") or 0.0,
        )

    def _kind(self, node: str) -> str:
        kinds = [curie for curie in self._nodes.types(node) if curie != "ncg:Claim"]
        return ontology().term(kinds[0]).notation or ""

    def _evidence(self, node: str) -> Evidence:
        spans, quotes = [], []
        first = piece = self._nodes.text(node, "prov:wasQuotedFrom")
        while piece:
            start, end = (self._nodes.integer(piece, f"oa:{edge}") for edge in ("start", "end"))
            spans.append(Span(start or 0, end or 0))
            quotes.append(self._nodes.text(piece, "oa:exact") or "")
            piece = self._nodes.text(piece, "ncg:nextPiece")
        section = self._nodes.text(first or "", "dcterms:isPartOf") or ""
        return Evidence(
            document=self._document_id,
            spans=tuple(spans),
            quote=" ".join(quotes),
            section=self._nodes.text(section, "ncg:sectionNumber") or "",
        )

    def _subject(self, node: str) -> Nanocrystal | None:
        sample = self._nodes.text(node, "ncg:aboutSample")
        if sample is None:
            return None
        layers = [str(layer) for layer in self._nodes.all(sample, "ncg:hasLayer")]
        layers.sort(key=lambda layer: self._nodes.integer(layer, "ncg:layerIndex") or 0)
        return Nanocrystal(
            name=self._nodes.text(node, "ncg:subjectName") or "",
            layers=tuple(self._layer(layer) for layer in layers),
            morphology=self._nodes.text(sample, "skos:notation"),
            heterostructure=self._nodes.word(sample, "ncg:hasHeterostructure"),
        )

    def _layer(self, layer: str) -> Layer:
        material = self._nodes.text(layer, "ncg:layerMaterial") or ""
        return Layer(material, self._nodes.text(layer, "ncg:layerRole") or "")

    def _quantity(self, node: str | None) -> Quantity | None:
        if node is None:
            return None
        dimension = self._nodes.text(node, "ncg:dimension")
        return Quantity(
            value=self._nodes.number(node, "qudt:numericValue"),
            unit=self._nodes.text(node, "ncg:unitAsPrinted") or "",
            value_max=self._nodes.number(node, "ncg:valueMax"),
            si_value=self._nodes.number(node, "ncg:siValue"),
            si_value_max=self._nodes.number(node, "ncg:siValueMax"),
            si_unit=self._nodes.text(node, "ncg:siUnit"),
            dimension=Dimension(dimension) if dimension else None,
            approximate=True in self._nodes.all(node, "ncg:approximate"),
            bound=self._nodes.text(node, "ncg:bound"),
            uncertainty=self._nodes.number(node, "ncg:uncertainty"),
        )

    def _couplings(self, node: str) -> tuple[tuple[str, str], ...]:
        stated = (str(each) for each in self._nodes.all(node, "ncg:statesCoupling"))
        parts = (self._nodes.all(each, "ncg:couplesPart") for each in stated)
        pairs = (sorted(compact(str(part)) for part in pair) for pair in parts)
        return tuple(sorted((first, second) for first, second in pairs))

    def _pump(self, node: str | None) -> Pump | None:
        if node is None:
            return None
        mode = self._nodes.text(node, "skos:notation")
        named = ontology().by_notation("ncg:Pump", mode) if mode else None
        is_multi = "ncg:MultiPhotonPump" in self._nodes.types(node)
        return Pump(
            mode=mode,
            wavelength_nm=self._nodes.number(node, "ncg:wavelengthNm"),
            pulse_duration_s=self._nodes.number(node, "ncg:pulseDurationS"),
            photon_order=self._nodes.integer(node, "ncg:photonOrder"),
            multi_photon=is_multi and not (named and named.curie == "ncg:MultiPhotonPump"),
            voltage_v=self._nodes.number(node, "ncg:voltageV"),
        )

    def _labels(self, node: str, predicate: str, order: str) -> tuple[int | str, ...]:
        printed = self._nodes.text(node, order)
        if printed is not None:
            return tuple(label_of(segment) for segment in printed.split(" "))
        cited = (str(reference) for reference in self._nodes.all(node, predicate))
        return tuple(sort_labels([label_of(reference.rpartition("/")[2]) for reference in cited]))


def _last_word(iri: str) -> str:
    return unescape(iri.rpartition("/")[2])
