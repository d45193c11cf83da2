"""Claims to RDF: one named graph a document, replaced as a whole, without blank nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.composition import list_elements
from ncgraph.errors import GraphError, OntologyError
from ncgraph.graph.identifiers import (
    AXIOMS,
    ONTOLOGY_GRAPH,
    DocumentNames,
    escape,
    expand,
)
from ncgraph.graph.passages import add_passages
from ncgraph.graph.provenance import (
    add_cited,
    add_document,
    add_evidence,
    order_of,
    quotes_of,
    sort_labels,
)
from ncgraph.graph.terms import Iri, Triples
from ncgraph.ontology import ontology
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ncgraph.graph.store import KnowledgeGraph
    from ncgraph.graph.terms import Term
    from ncgraph.model import Claim, Claims, Document, Nanocrystal, Pump, Quantity

# one capital, perhaps a small letter: neither FA and MA, which are cations, nor X, any halide
_ELEMENT = re.compile(r"(?!X$)[A-Z][a-z]?")
_PHOTON_PUMPS = {1: "ncg:OnePhotonPump", 2: "ncg:TwoPhotonPump", 3: "ncg:ThreePhotonPump"}


def add(graph: KnowledgeGraph, document: Document, claims: Claims) -> None:
    """Records what a document says, in the place of all that was recorded of it before.

    Claims of one statement are taken to share its `source` and `row`.

    Raises:
        OntologyError: A claim's kind is the notation of no subclass of `ncg:Claim`.
        GraphError: A claim's term has no known prefix.
    """
    names = DocumentNames(document.id)
    triples = Triples()
    add_document(triples, names, document)
    writer = _ClaimWriter(triples, document, claims.claims)
    for claim in claims.claims:
        writer.add_claim(claim)
    add_passages(triples, names, document, claims)
    graph.replace(names.graph, triples.in_graph(names.graph))


def add_ontology(graph: KnowledgeGraph, files: Iterable[Path] | None = None) -> None:
    """Records the ontology's terms and axioms, in the place of those recorded before.

    Args:
        graph: Where to.
        files: Turtle files; by default the header and the modules of `ontology/`.

    Raises:
        GraphError: A file is no Turtle; names file and line.
    """
    root = folder("ontology")
    dataset = ox.Dataset()
    for path in files or (root / "ncgraph.ttl", *sorted((root / "modules").glob("*.ttl"))):
        for quad in _parse(path):
            dataset.add(quad)
    # canonical labels make the same names of the same axioms, whatever order they were read in
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    name = ox.NamedNode(ONTOLOGY_GRAPH)
    graph.replace(
        ONTOLOGY_GRAPH,
        [
            ox.Quad(_named(quad.subject), quad.predicate, _named_object(quad.object), name)
            for quad in dataset
        ],
    )


def _parse(path: Path) -> list[ox.Quad]:
    try:
        # labels are kept apart between files: two files' first blank nodes are not the same
        return list(ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{path} cannot be read as Turtle: {error}") from error


def _named(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode:
    if isinstance(node, ox.Triple):
        raise GraphError("the ontology holds a quoted triple, which no rule understands")
    return ox.NamedNode(AXIOMS + node.value) if isinstance(node, ox.BlankNode) else node


def _named_object(term: Term) -> ox.NamedNode | ox.Literal:
    return term if isinstance(term, ox.Literal) else _named(term)


class _ClaimWriter:
    """Writes claims; knows which references the statements of a sample credit."""

    def __init__(self, triples: Triples, document: Document, claims: Sequence[Claim]) -> None:
        self._triples = triples
        self._document = document
        self._names = DocumentNames(document.id)
        self._credits: dict[tuple[str, Nanocrystal | None], set[int | str]] = {}
        for claim in claims:
            credited = self._credits.setdefault((claim.statement, claim.subject), set())
            credited.update(claim.citations, claim.citations_resolved)

    def add_claim(self, claim: Claim) -> None:
        """One claim and its share of its statement."""
        node = Iri(self._names.claim(claim.id))
        statement = self._add_statement(claim)
        self._triples.describe(node, ["ncg:Claim", _kind_of(claim)])
        self._triples.add(node, "ncg:partOfStatement", statement)
        for each in (statement, node):
            self._add_evidence(each, claim)
        self._add_subject(node, statement, claim)
        self._add_content(node, claim)
        self._add_conditions(node, statement, claim)
        self._add_stance(node, claim)
        self._add_credit(node, statement, claim)

    def _add_statement(self, claim: Claim) -> Iri:
        node = Iri(self._names.statement(claim.statement))
        self._triples.describe(node, ["ncg:Statement"])
        self._triples.add(node, "ncg:statementSource", claim.source.value)
        self._triples.add(node, "ncg:tableRow", claim.row)
        return node

    def _add_evidence(self, node: Iri, claim: Claim) -> None:
        evidence = claim.evidence
        quotes = quotes_of(self._document, evidence.spans)
        if " ".join(quotes) != evidence.quote:
            raise GraphError(
                f"{self._document.id}: claim {claim.id} quotes other words than stand at "
                f"{evidence.spans[0].start}; hint: a quote is the pieces joined by one blank"
            )
        passage = add_evidence(self._triples, self._names, evidence.spans, quotes, evidence.section)
        self._triples.add(node, "prov:wasQuotedFrom", passage)

    def _add_subject(self, node: Iri, statement: Iri, claim: Claim) -> None:
        if claim.subject is None:
            return
        credited = self._credits[claim.statement, claim.subject]
        sample = Iri(self._names.sample(claim.subject, credited))
        add_sample(self._triples, sample, claim.subject)
        self._triples.add(node, "ncg:subjectName", claim.subject.name)
        for each in (statement, node):
            self._triples.add(each, "ncg:aboutSample", sample)

    def _add_content(self, node: Iri, claim: Claim) -> None:
        if claim.quantity is not None:
            quantity = Iri(f"{node}/quantity")
            add_quantity(self._triples, quantity, claim.quantity)
            self._triples.add(node, "ncg:statesQuantity", quantity)
        self._triples.add(node, "ncg:category", claim.category)
        self._triples.add(node, "ncg:statesTerm", Iri(expand(claim.term)) if claim.term else None)
        self._triples.add(node, "ncg:device", claim.device)
        for number, pair in enumerate(claim.couplings):
            coupling = Iri(f"{node}/coupling/{number}")
            self._triples.describe(coupling, ["ncg:Coupling"])
            self._triples.add(node, "ncg:statesCoupling", coupling)
            for part in pair:
                self._triples.add(coupling, "ncg:couplesPart", Iri(expand(part)))

    def _add_conditions(self, node: Iri, statement: Iri, claim: Claim) -> None:
        if claim.pump is not None:
            pump = Iri(self._names.pump(claim.statement, claim.pump))
            add_pump(self._triples, pump, claim.pump)
            self._triples.add(node, "ncg:statesPump", pump)
            self._triples.add(statement, "ncg:hasPump", pump)
        if claim.cavity is not None:
            cavity = Iri(self._names.cavity(claim.statement, claim.cavity))
            self._add_kind(cavity, "ncg:Cavity", claim.cavity)
            self._triples.add(node, "ncg:statesCavity", cavity)
            self._triples.add(statement, "ncg:usesCavity", cavity)
        if claim.alignment is not None:
            alignment = Iri(self._names.alignment(claim.statement, claim.alignment))
            self._add_kind(alignment, "ncg:BandAlignment", claim.alignment)
            self._triples.add(node, "ncg:statesAlignment", alignment)

    def _add_kind(self, node: Iri, branch: str, word: str) -> None:
        self._triples.describe(node, _classes(branch, word))
        self._triples.add(node, "skos:notation", word)

    def _add_stance(self, node: Iri, claim: Claim) -> None:
        self._triples.add(node, "ncg:polarity", claim.polarity.value)
        self._triples.add(node, "ncg:attributedTo", claim.attributed_to)
        self._triples.add(node, "ncg:confidence", float(claim.confidence))
        if claim.rule:
            rule = Iri(expand(f"ncgr:{escape(claim.rule)}"))
            self._triples.add(node, "ncg:readByRule", rule)

    def _add_credit(self, node: Iri, statement: Iri, claim: Claim) -> None:
        for predicate, order, labels in (
            ("ncg:citesReference", "ncg:citationOrder", claim.citations),
            ("ncg:resolvedReference", "ncg:resolutionOrder", claim.citations_resolved),
        ):
            for label in sort_labels(labels):
                reference = add_cited(self._triples, self._names, label)
                self._triples.add(node, predicate, reference)
                self._triples.add(statement, "ncg:creditsReference", reference)
            self._triples.add(node, order, order_of(labels))


def add_sample(triples: Triples, node: Iri, sample: Nanocrystal) -> None:
    """A nanocrystal with its layers from the inside out, the core being layer 0."""
    triples.describe(node, _classes("ncg:Nanocrystal", sample.morphology))
    triples.add(node, "rdfs:label", _label(sample))
    triples.add(node, "skos:notation", sample.morphology)
    triples.add(node, "ncg:composition", sample.composition)
    for index, layer in enumerate(sample.layers):
        part = Iri(f"{node}/layer/{index}")
        triples.describe(part, ["ncg:Layer"])
        triples.add(part, "ncg:layerIndex", index)
        triples.add(part, "ncg:layerRole", layer.role)
        triples.add(part, "ncg:layerMaterial", layer.material)
        triples.add(node, "ncg:hasLayer", part)
        for symbol in filter(_ELEMENT.fullmatch, list_elements(layer.material)):
            triples.add(part, "ncg:containsElement", symbol)
            triples.add(node, "ncg:containsElement", symbol)
    if len(sample.layers) > 1:
        pair = "/".join(layer.material for layer in sample.layers[:2])
        triples.add(node, "ncg:coreShellPair", pair)
    if sample.heterostructure is not None:
        arrangement = Iri(f"{node}/heterostructure")
        triples.describe(arrangement, _classes("ncg:Heterostructure", sample.heterostructure))
        triples.add(arrangement, "skos:notation", sample.heterostructure)
        triples.add(node, "ncg:hasHeterostructure", arrangement)


def add_pump(triples: Triples, node: Iri, pump: Pump) -> None:
    """An excitation; light of a stated wavelength is optical whatever its mode."""
    types = _classes("ncg:Pump", pump.mode)
    if pump.photon_order in _PHOTON_PUMPS:
        types.append(_PHOTON_PUMPS[pump.photon_order])
    if pump.multi_photon:
        types.append("ncg:MultiPhotonPump")
    if pump.wavelength_nm is not None:
        types.append("ncg:OpticalPump")
    triples.describe(node, types)
    triples.add(node, "skos:notation", pump.mode)
    triples.add(node, "ncg:wavelengthNm", _float(pump.wavelength_nm))
    triples.add(node, "ncg:pulseDurationS", _float(pump.pulse_duration_s))
    triples.add(node, "ncg:photonOrder", pump.photon_order)
    triples.add(node, "ncg:voltageV", _float(pump.voltage_v))


def add_quantity(triples: Triples, node: Iri, quantity: Quantity) -> None:
    """A number as printed and in SI, with its dimension."""
    triples.describe(node, ["qudt:Quantity"])
    triples.add(node, "ncg:asPrinted", _written(quantity))
    triples.add(node, "qudt:numericValue", _float(quantity.value))
    triples.add(node, "ncg:valueMax", _float(quantity.value_max))
    triples.add(node, "ncg:unitAsPrinted", quantity.unit)
    triples.add(node, "ncg:siValue", _float(quantity.si_value))
    triples.add(node, "ncg:siValueMax", _float(quantity.si_value_max))
    triples.add(node, "ncg:siUnit", quantity.si_unit)
    triples.add(node, "ncg:dimension", quantity.dimension and quantity.dimension.value)
    triples.add(node, "ncg:approximate", quantity.approximate)
    triples.add(node, "ncg:bound", quantity.bound)
    triples.add(node, "ncg:uncertainty", _float(quantity.uncertainty))


def _classes(branch: str, word: str | None) -> list[str]:
    """The root of a branch, and the class that a word names there if the ontology knows it."""
    term = ontology().by_notation(branch, word) if word else None
    return [branch, term.curie] if term else [branch]


def _kind_of(claim: Claim) -> str:
    term = ontology().by_notation("ncg:Claim", claim.kind)
    if term is None:
        raise OntologyError(
            f"claim {claim.id} is of kind {claim.kind!r}, the notation of no subclass of "
            "ncg:Claim; hint: add it to ontology/modules/claim.ttl"
        )
    return term.curie


def _label(sample: Nanocrystal) -> str:
    """The same words for the same sample, whichever of its names a sentence uses."""
    words = (sample.composition, sample.heterostructure, sample.morphology)
    return " ".join(word for word in words if word) if sample.composition else sample.name


def _written(quantity: Quantity) -> str:
    """The quantity in words: `< 10 W/cm2`, `~6.4 to 8.4 kW/cm2`."""
    ends = [f"{end:.12g}" for end in (quantity.value, quantity.value_max) if end is not None]
    sign = f"{quantity.bound} " if quantity.bound else "~" if quantity.approximate else ""
    return f"{sign}{' to '.join(ends)} {quantity.unit}".strip()


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)
