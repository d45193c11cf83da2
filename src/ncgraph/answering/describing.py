"""What the graph knows about the nodes a query found: samples, conditions, values, evidence.

Each function asks once for all nodes. Node IRIs come from the graph itself and are checked before
they stand in a query.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from ncgraph.answering.composing import PREFIXES, with_kinds
from ncgraph.answering.matching import EVERY_SAMPLE
from ncgraph.errors import GraphError
from ncgraph.model import Evidence, Label, Layer, Pump, Span
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ncgraph.graph import KnowledgeGraph, Value

Solution: TypeAlias = "dict[str, Value]"

_TERMS = "https://w3id.org/ncgraph/ontology#"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_BATCH = 500  # IRIs in one query text
_MODES = (
    "ncg:ContinuousWavePump",
    "ncg:QuasiContinuousPump",
    "ncg:PulsedPump",
    "ncg:ElectricalPump",
)


@dataclass(slots=True)
class Sample:
    """A sample node as the graph describes it."""

    iri: str
    label: str = ""
    composition: str | None = None
    layers: tuple[Layer, ...] = ()
    morphology: str | None = None  # CURIE
    heterostructure: str | None = None  # CURIE


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measured value with the dimension that says what it may be compared with."""

    value: float | None
    unit: str
    si_value: float | None
    dimension: str
    vague: bool = False  # a range or an approximate value


@dataclass(slots=True)
class Conditions:
    """How an experiment was done and what was measured."""

    pump: Pump | None = None
    cavity: str | None = None  # CURIE
    several: bool = False  # cavities of no kind in common: which work had which is not told
    values: list[Measured] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A band alignment of a sample, how it is known, and from which words."""

    kind: str  # CURIE
    basis: str
    evidence: tuple[Evidence, ...]

    @property
    def of_the_pair(self) -> bool:
        """Whether it is stated of the material pair, not of the sample itself."""
        return "pair" in self.basis


def describe_samples(graph: KnowledgeGraph, labels: dict[str, Solution]) -> dict[str, Sample]:
    """Samples by IRI; `labels` are solutions of the query that found them."""
    found = {iri: Sample(iri) for iri in labels}
    for iri, solution in labels.items():
        found[iri].label = str(solution.get("label") or "")
        found[iri].composition = _text(solution.get("composition"))
    for iri, curies in _classes(graph, found, "?node a ?class .").items():
        shapes = (curies & _branch(Label.MORPHOLOGY)) - {EVERY_SAMPLE}
        found[iri].morphology = _most_specific(shapes)
    pattern = "?node ncg:hasHeterostructure ?kind . ?kind a ?class ."
    for iri, curies in _classes(graph, found, pattern).items():
        found[iri].heterostructure = _most_specific(curies & _branch(Label.HETEROSTRUCTURE))
    for iri, layers in _layers(graph, found).items():
        found[iri].layers = layers
    return found


def _layers(graph: KnowledgeGraph, samples: Iterable[str]) -> dict[str, tuple[Layer, ...]]:
    rows = select_each(
        graph,
        samples,
        "?index ?material ?role",
        "?node ncg:hasLayer ?layer . ?layer ncg:layerIndex ?index ; ncg:layerMaterial ?material ; "
        "ncg:layerRole ?role .",
    )
    collected: dict[str, dict[int, Layer]] = defaultdict(dict)
    for row in rows:
        index = int(row["index"] or 0)
        collected[str(row["node"])][index] = Layer(str(row["material"]), str(row["role"]))
    return {
        iri: tuple(layer for _, layer in sorted(each.items())) for iri, each in collected.items()
    }


def describe_units(
    graph: KnowledgeGraph, units: Iterable[str], properties: Iterable[str], cavities: set[str]
) -> dict[str, Conditions]:
    """Pump, cavity, values of `properties` (CURIEs) and evidence of experiments or statements.

    Where one statement names several cavities, one of the asked `cavities` (CURIEs) is shown.
    """
    units = list(units)
    found = {iri: Conditions() for iri in units}
    for iri, pump in _pumps(graph, units).items():
        found[iri].pump = pump
    pattern = "?node ncg:usesCavity ?cavity . ?cavity a ?class ."
    for iri, curies in _classes(graph, units, pattern).items():
        curies &= _branch(Label.CAVITY)
        found[iri].cavity = _most_specific(curies & cavities or curies)
        found[iri].several = len(_leaves(curies)) > 1
    for iri, value in _values(graph, units, set(with_kinds(properties))):
        if value not in found[iri].values:
            found[iri].values.append(value)
    claims = (unit for unit in units if "/statement/" not in unit)
    statements = (unit for unit in units if "/statement/" in unit)
    evidence_of = _evidence_of(graph, claims) | _evidence_of(graph, statements, _OF_STATEMENT)
    for iri, evidence in evidence_of.items():
        found[iri].evidence = evidence
    return found


def describe_alignments(
    graph: KnowledgeGraph, samples: Iterable[str], asked: Iterable[str]
) -> dict[str, list[Alignment]]:
    """Alignments of the asked kinds by sample, those stated of the sample itself first."""
    pattern = (
        "?node ncg:hasBandAlignment ?alignment . ?alignment a ?class . "
        "OPTIONAL { ?alignment ncg:alignmentBasis ?basis }"
    )
    rows = select_each(graph, samples, "?alignment ?class ?basis", pattern)
    kinds = {_iri(curie) for curie in with_kinds(asked)} - {_iri("ncg:BandAlignment")}
    # samples of one pair share the node of its alignment
    kept = {(str(r["node"]), str(r["alignment"])): r for r in rows if r["class"] in kinds}
    evidence = _evidence_of(graph, {iri for _, iri in kept})
    found: dict[str, list[Alignment]] = defaultdict(list)
    for (_, iri), row in kept.items():
        alignment = Alignment(
            kind=short(str(row["class"])),
            basis=str(row.get("basis") or ""),
            evidence=tuple(evidence.get(iri, ())),
        )
        found[str(row["node"])].append(alignment)
    for alignments in found.values():
        alignments.sort(key=lambda each: each.of_the_pair)
    return found


def _pumps(graph: KnowledgeGraph, units: Iterable[str]) -> dict[str, Pump]:
    pattern = (
        "?node ncg:hasPump ?pump . ?pump a ?class . "
        "OPTIONAL { ?pump ncg:wavelengthNm ?wavelength } "
        "OPTIONAL { ?pump ncg:pulseDurationS ?duration } "
        "OPTIONAL { ?pump ncg:photonOrder ?order } OPTIONAL { ?pump ncg:voltageV ?voltage }"
    )
    names = "?class ?wavelength ?duration ?order ?voltage"
    classes: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, Solution] = {}
    for row in select_each(graph, units, names, pattern):
        classes[str(row["node"])].add(short(str(row["class"])))
        numbers[str(row["node"])] = row
    return {iri: _pump(curies, numbers[iri]) for iri, curies in classes.items()}


def _pump(curies: set[str], row: Solution) -> Pump:
    order = row.get("order")
    return Pump(
        mode=notation(_most_specific(curies & set(with_kinds(_MODES)))),
        wavelength_nm=_number(row.get("wavelength")),
        pulse_duration_s=_number(row.get("duration")),
        photon_order=int(order) if order is not None else None,
        multi_photon="ncg:MultiPhotonPump" in curies and order is None,
        voltage_v=_number(row.get("voltage")),
    )


def _values(
    graph: KnowledgeGraph, units: Iterable[str], properties: set[str]
) -> Iterator[tuple[str, Measured]]:
    if not properties:
        return
    pattern = (
        "?node ncg:hasMeasurement ?measurement . "
        "?measurement a ?class ; ncg:hasQuantity ?quantity . "
        "OPTIONAL { ?quantity qudt:numericValue ?value } "
        "OPTIONAL { ?quantity ncg:unitAsPrinted ?unit } "
        "OPTIONAL { ?quantity ncg:siValue ?si } OPTIONAL { ?quantity ncg:dimension ?dimension } "
        "OPTIONAL { ?quantity ncg:valueMax ?end } OPTIONAL { ?quantity ncg:approximate ?about }"
    )
    names = "?class ?quantity ?value ?unit ?si ?dimension ?end ?about"
    for row in select_each(graph, units, names, pattern):
        if short(str(row["class"])) in properties:
            yield (
                str(row["node"]),
                Measured(
                    value=_number(row.get("value")),
                    unit=str(row.get("unit") or ""),
                    si_value=_number(row.get("si")),
                    dimension=str(row.get("dimension") or ""),
                    vague=bool(row.get("about")) or row.get("end") is not None,
                ),
            )


_OF_STATEMENT = "?claim ncg:partOfStatement ?node ."
_PIECES = (
    "?node ncg:nextPiece* ?piece . ?piece oa:start ?start ; oa:end ?end ; oa:exact ?quote . "
    "OPTIONAL { ?piece dcterms:isPartOf/ncg:sectionNumber ?section }"
)


def _evidence_of(
    graph: KnowledgeGraph, nodes: Iterable[str], link: str = "?node prov:wasDerivedFrom ?claim ."
) -> dict[str, list[Evidence]]:
    """The sentences of the claims behind each node, piece by piece, in reading order."""
    claims = (
        f"{link} ?claim ncg:polarity ?polarity ; prov:wasQuotedFrom ?passage . "
        'FILTER(?polarity != "hypothetical")'
    )
    passages: dict[str, set[str]] = defaultdict(set)
    for row in select_each(graph, nodes, "?passage", claims):
        passages[str(row["node"])].add(str(row["passage"]))
    pieces = pieces_of(graph, {each for some in passages.values() for each in some})
    return {
        node: sorted(
            (e for each in some for e in pieces[each]), key=lambda e: (e.document, e.spans)
        )
        for node, some in passages.items()
    }


def pieces_of(graph: KnowledgeGraph, passages: Iterable[str]) -> dict[str, list[Evidence]]:
    """The words of each passage, piece by piece."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for row in select_each(graph, passages, "?piece ?start ?end ?quote ?section", _PIECES):
        evidence = Evidence(
            document=document_of(str(row["piece"])),
            spans=(Span(int(row["start"] or 0), int(row["end"] or 0)),),
            quote=str(row["quote"]),
            section=str(row.get("section") or ""),
        )
        found[str(row["node"])].append(evidence)
    return found


def _classes(graph: KnowledgeGraph, nodes: Iterable[str], pattern: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in select_each(graph, nodes, "?class", pattern):
        found[str(row["node"])].add(short(str(row["class"])))
    return found


def select_each(
    graph: KnowledgeGraph, nodes: Iterable[str], names: str, pattern: str
) -> Iterator[Solution]:
    """Solutions of a pattern on `?node` for all nodes at once, in batches."""
    iris = sorted(set(nodes))
    for at in range(0, len(iris), _BATCH):
        listed = " ".join(f"<{_checked(iri)}>" for iri in iris[at : at + _BATCH])
        where = f"VALUES ?node {{ {listed} }} {pattern}"
        yield from graph.select(f"{PREFIXES}SELECT DISTINCT ?node {names} WHERE {{ {where} }}")


def _checked(iri: str) -> str:
    if not _IRI.fullmatch(iri):
        raise GraphError(f"{iri!r} is no IRI: build the store again with `ncgraph build`")
    return iri


def document_of(iri: str) -> str:
    """The document a data IRI belongs to.

    >>> document_of("https://w3id.org/ncgraph/id/10.1021%2Facs.1/claim/7")
    '10.1021/acs.1'
    """
    return unquote(iri.partition("/id/")[2].partition("/")[0])


@cache
def _branch(label: Label) -> frozenset[str]:
    return frozenset(term.curie for term in ontology().terms(label))


def _most_specific(curies: set[str]) -> str | None:
    """The one of the classes that has no kind of itself among them."""
    return next((curie for curie in _leaves(curies) if ontology().term(curie).notation), None)


def _leaves(curies: set[str]) -> list[str]:
    is_a: Callable[[str, str], bool] = ontology().is_a
    return [
        curie
        for curie in sorted(curies)
        if not any(other != curie and is_a(other, curie) for other in curies)
    ]


def notation(curie: str | None) -> str | None:
    """The word of a term in answers ("DFB"), its label where it has none."""
    if curie is None:
        return None
    term = ontology().term(curie)
    return term.notation or term.label


def short(iri: str) -> str:
    """The CURIE of an ontology IRI."""
    return f"ncg:{iri.removeprefix(_TERMS)}" if iri.startswith(_TERMS) else iri


def _iri(curie: str) -> str:
    return _TERMS + curie.removeprefix("ncg:")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
