"""Band alignment by computation, where no text states one: from the band edges of bulk materials.

What is computed is the weakest of what is known, and says so (`ncg:alignmentBasis`). Strain, size
and the interface are ignored: the edges are those of unstrained bulk crystals, in
`ontology/modules/band_edges.ttl`, each with its source. Where an edge is missing, where a share of
an alloy is left open, or where two materials stand on different scales, nothing is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.graph import Iri
from ncgraph.graph.identifiers import BASE, FACTS, escape, expand
from ncgraph.graph.terms import Triples
from ncgraph.ontology import ontology
from ncgraph.reasoning.band_edges import find_edges
from ncgraph.reasoning.tracing import Finding, passages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.graph import KnowledgeGraph, Value

RULE = "alignment_computed"
GRAPH = FACTS + escape(RULE)
BASIS = "computed from band-edge offsets"
_WITHOUT_ALIGNMENT = """
SELECT DISTINCT ?sample {
  ?sample ncg:coreShellPair ?pair ; ncg:hasLayer ?layer . ?layer ncg:layerRole ?role
  FILTER(?role IN ('shell', 'alloy-shell', 'layer'))
  FILTER NOT EXISTS { ?sample ncg:hasBandAlignment ?known }
} ORDER BY ?sample
"""
REASON = (
    "Band edges of the bulk materials of core and innermost layer, without strain and confinement, "
    "give the alignment where no text does."
)
ACCURACY_EV = 0.1
"""An offset below it is taken as none. Natural offsets of different calculations, and gaps at
different temperatures, disagree by about so much (Wei and Zunger, doi:10.1063/1.121249)."""
ELECTRON_SPREADS_EV = 0.4
HOLE_SPREADS_EV = 0.1
"""A step below it does not keep a carrier in the core: the kinetic energy of a carrier in a sphere
of 2.7 nm radius, with the masses of CdSe, 0.13 and 0.45 of the electron's (Brus,
doi:10.1063/1.447218): pi^2 hbar^2 / (2 m R^2) = 0.40 and 0.11 eV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A computed alignment: its class, the steps that keep each carrier in the core, and why."""

    term: str
    conduction_offset_ev: float
    valence_offset_ev: float
    reason: str


def compute_alignment(core: str, shell: str) -> Computed | None:
    """The alignment of two layer materials, or None where the data do not give one.

    Args:
        core: Formula of the core, shares as numbers: `CdSe`, `In0.5Ga0.5P`.
        shell: Formula of the innermost layer on it.

    >>> compute_alignment("CdSe", "CdS").term, compute_alignment("CdSe", "ZnS").term
    ('ncg:QuasiTypeIIAlignment', 'ncg:TypeIAlignment')
    >>> compute_alignment("InP", "ZnS") is None  # their sources share no scale
    True
    """
    inside, outside = find_edges(core), find_edges(shell)
    if inside is None or outside is None or inside.scale != outside.scale or core == shell:
        return None
    electron = round(outside.conduction - inside.conduction, 3)
    hole = round(inside.valence - outside.valence, 3)
    found = _classify(electron, hole)
    if found is None:
        return None
    term, words = found
    doubt = "" if inside.is_verified and outside.is_verified else "unverified numbers"
    notes = "; ".join(filter(None, (inside.note, outside.note, doubt)))
    reason = (
        f"{core}/{shell}: the step for the electron is {electron:+.2f} eV, for the hole "
        f"{hole:+.2f} eV: {words}" + (f" ({notes})" if notes else "")
    )
    return Computed(term=term, conduction_offset_ev=electron, valence_offset_ev=hole, reason=reason)


def _classify(electron: float, hole: float) -> tuple[str, str] | None:
    """Class and reason by the steps that keep the carriers in the core."""
    flat = [abs(step) < ACCURACY_EV for step in (electron, hole)]
    if all(flat):
        return None
    if any(flat):
        return "ncg:QuasiTypeIIAlignment", f"one of them is below the accuracy of {ACCURACY_EV} eV"
    if electron * hole < 0:
        return "ncg:TypeIIAlignment", "they point opposite ways"
    if electron < 0:
        return "ncg:InverseTypeIAlignment", "both carriers gain by going into the shell"
    for step, limit, carrier in (
        (electron, ELECTRON_SPREADS_EV, "electron"),
        (hole, HOLE_SPREADS_EV, "hole"),
    ):
        if step < limit:
            words = f"the {carrier} spreads over a step below {limit} eV"
            return "ncg:QuasiTypeIIAlignment", words
    return "ncg:TypeIAlignment", "both are high enough to keep the carriers in the core"


def derive_computed(graph: KnowledgeGraph) -> int:
    """Gives samples of whose pair no text states an alignment a computed one; counts triples.

    What was computed before is replaced. Runs after the facts, before the inferences.
    """
    graph.drop(GRAPH)
    triples = Triples()
    pairs = graph.select("SELECT DISTINCT ?pair { ?sample ncg:coreShellPair ?pair } ORDER BY ?pair")
    spoken_of = _pairs_spoken_of(graph)
    for pair in (str(row["pair"]) for row in pairs if row["pair"] not in spoken_of):
        found = compute_alignment(*pair.split("/"))
        samples = () if found is None else graph.select(_WITHOUT_ALIGNMENT, pair=pair)
        if found is None or not samples:
            continue
        node = Iri(f"{BASE}id/pair/{escape(pair)}/computed/{found.term.partition(':')[2]}")
        triples.describe(node, [found.term])
        triples.add(node, "rdfs:label", pair)
        triples.add(node, "ncg:alignmentBasis", BASIS)
        triples.add(node, "ncg:conductionOffsetEv", found.conduction_offset_ev)
        triples.add(node, "ncg:valenceOffsetEv", found.valence_offset_ev)
        triples.add(node, "ncg:alignmentReason", found.reason)
        for row in samples:
            triples.add(Iri(str(row["sample"])), "ncg:hasBandAlignment", node)
    graph.store.bulk_extend(triples.in_graph(GRAPH))
    return len(triples)


def _pairs_spoken_of(graph: KnowledgeGraph) -> set[str]:
    """Pairs of which a text affirms, denies or supposes an alignment: there is nothing to add."""
    told = (
        " ?claim ncg:aboutSample ?sample . ?sample ncg:coreShellPair ?pair ; ncg:hasLayer ?layer ."
        " ?layer ncg:layerRole ?role FILTER(?role != 'crown' && ?role != 'core')"
    )  # in each branch of its own: the engine would join a union with the whole graph
    rows = graph.select(
        f"SELECT DISTINCT ?pair {{ {{ ?claim a ncg:BandAlignmentClaim . {told} }} UNION"
        f" {{ ?claim ncg:statesAlignment ?any . {told} }} }}"
    )
    return {str(row["pair"]) for row in rows}


def find_disagreements(graph: KnowledgeGraph) -> tuple[Finding, ...]:
    """Where a text gives a pair another alignment than its band edges do, with both reasons.

    A sentence that gives it both ("quasi-type-II up to 3 nm, type-I above") agrees.
    """
    stated = graph.select(
        "SELECT DISTINCT ?pair ?class ?word ?quote ?claim { ?claim ncg:polarity 'affirmed' ;"
        " ncg:aboutSample/ncg:coreShellPair ?pair ; prov:wasQuotedFrom/oa:exact ?quote ."
        " ?alignment prov:wasDerivedFrom ?claim ; ncg:alignmentBasis ?basis ; a ?class ."
        " FILTER(STRSTARTS(?basis, 'stated')) ?class skos:notation ?word } "
        " ORDER BY ?pair ?quote ?claim"
    )
    return tuple({each.message: each for each in _disagreements(graph, stated)}.values())


def _disagreements(graph: KnowledgeGraph, stated: list[dict[str, Value]]) -> Iterator[Finding]:
    given = {(row["pair"], row["quote"], row["class"]) for row in stated}
    for row in stated:
        found = compute_alignment(*str(row["pair"]).split("/"))
        if found and (row["pair"], row["quote"], expand(found.term)) not in given:
            computed = ontology().term(found.term).notation
            yield Finding(
                code="alignment-disagrees",
                message=(
                    f"{row['pair']} is stated to be {row['word']}, computed to be {computed}. "
                    f"Stated: “{row['quote']}” Computed: {found.reason}"
                ),
                evidence=passages_of(graph, str(row["claim"])),
            )
