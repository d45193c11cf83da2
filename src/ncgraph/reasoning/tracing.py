"""From a node of the graph to what a chemist calls it, and to the sentences it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.graph import Iri
from ncgraph.graph.identifiers import BASE, unescape
from ncgraph.reasoning.narrating import Narrator, evidence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ncgraph.graph import KnowledgeGraph, Value
    from ncgraph.model import Evidence

    Row = Mapping[str, Value]

_OWN = f"{BASE}id/"
_MOST_PASSAGES = 4  # of one node: enough to see the cause
# from a node to the claims that speak of it: of itself, of what it belongs to, of what it is from
_CLAIMS = (
    "?claim a ncg:Claim FILTER(?claim = ?node)",
    "?claim ncg:statesQuantity|ncg:statesPump|ncg:statesCavity|ncg:statesAlignment ?node",
    "?node prov:wasDerivedFrom ?claim . ?claim a ncg:Claim",
    "?claim a ncg:Claim ; ncg:aboutSample ?node",
    "?whole ncg:hasHeterostructure|ncg:hasLayer|ncg:hasBandAlignment ?node ."
    " ?claim a ncg:Claim ; ncg:aboutSample ?whole",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong, by a stable word and in a sentence, with the passages that it rests on."""

    code: str
    message: str
    evidence: tuple[Evidence, ...] = ()


def claims_about(graph: KnowledgeGraph, iri: str) -> list[str]:
    """The claims that a node comes from, by IRI; of a whole class of nodes none."""
    if not iri.startswith(_OWN):
        return []
    for pattern in _CLAIMS:
        query = f"SELECT DISTINCT ?claim {{ {pattern} }} ORDER BY ?claim"
        rows = graph.select(query, node=Iri(iri))
        if rows:
            return [str(row["claim"]) for row in rows]
    return []


def passages_of(graph: KnowledgeGraph, iri: str) -> tuple[Evidence, ...]:
    """The sentences and table rows that a node was read from; the first few of many."""
    firsts: dict[str, None] = {}
    for claim in claims_about(graph, iri):
        rows = graph.select(
            "SELECT ?first { ?claim prov:wasQuotedFrom ?first . ?first oa:exact ?quote ;"
            " oa:start ?start ; oa:end ?end FILTER(?start < ?end) } ORDER BY ?first",
            claim=Iri(claim),
        )  # a passage may itself be what is malformed
        firsts.update((str(row["first"]), None) for row in rows)
    return tuple(evidence_at(graph, first) for first in list(firsts)[:_MOST_PASSAGES])


def describe(graph: KnowledgeGraph, value: str) -> str:
    """What to call a node or a value in a message: `the pump (CW, 442 nm) of CdSe/CdS QD`.

    A node that belongs to a document is said to be in it, between commas.
    """
    if not value.startswith(("http:", "https:")):
        return value
    name = Narrator(graph).name(f"<{value}>")
    if not value.startswith(_OWN):
        return name
    document, _, path = value.removeprefix(_OWN).partition("/")
    say = _WORDS.get(_kind(path))
    said = say(graph, value) if say else None
    return f"{said or name}, in {_title(graph, f'{_OWN}{document}') or unescape(document)},"


def _kind(path: str) -> str:
    """`pump` of `pump/12.0/CW`, `quantity` of `claim/3/quantity`."""
    parts = path.split("/")
    inner = [part for part in parts[1:] if part in ("quantity", "heterostructure", "layer")]
    return inner[-1] if inner else parts[0]


def _title(graph: KnowledgeGraph, document: str) -> str | None:
    """The title of a document without a DOI: its checksum tells a reader nothing."""
    if "sha256" not in document:
        return None
    rows = graph.select("SELECT ?title { ?document dcterms:title ?title }", document=Iri(document))
    return f"“{rows[0]['title']}”" if rows else None


def _sample(graph: KnowledgeGraph, claim: str) -> str:
    rows = graph.select("SELECT ?sample { ?claim ncg:aboutSample ?sample }", claim=Iri(claim))
    return Narrator(graph).name(f"<{rows[0]['sample']}>") if rows else ""


def _of(graph: KnowledgeGraph, iri: str) -> str:
    """` of CdSe/CdS QD (ref. 28)`, where the claims are about a sample."""
    samples = (_sample(graph, claim) for claim in claims_about(graph, iri))
    sample = next(filter(None, samples), "")
    return f" of {sample}" if sample else ""


def _say_pump(graph: KnowledgeGraph, iri: str) -> str:
    query = """SELECT ?mode ?nm ?seconds ?photons ?volts { ?node a ncg:Pump
        OPTIONAL { ?node skos:notation ?mode } OPTIONAL { ?node ncg:wavelengthNm ?nm }
        OPTIONAL { ?node ncg:pulseDurationS ?seconds } OPTIONAL { ?node ncg:photonOrder ?photons }
        OPTIONAL { ?node ncg:voltageV ?volts } }"""
    row = next(iter(graph.select(query, node=Iri(iri))), {})
    seconds = row.get("seconds")
    told = [
        words.format(f"{value:g}" if isinstance(value, float) else value)
        for words, value in (
            ("{}", row.get("mode")),
            ("{} nm", row.get("nm")),
            ("pulses of {}", _duration(seconds) if isinstance(seconds, float) else None),
            ("{}-photon", row.get("photons")),
            ("{} V", row.get("volts")),
        )
        if value is not None
    ]
    details = f" ({', '.join(told)})" if told else ""
    return f"the pump{details}{_of(graph, iri)}"


def _duration(seconds: float) -> str:
    """In the unit that gives the shortest number: `150 fs`, `5 ns`."""
    units = ((1e-15, "fs"), (1e-12, "ps"), (1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms"), (1.0, "s"))
    size, unit = next((each for each in reversed(units) if abs(seconds) >= each[0]), units[0])
    return f"{seconds / size:.3g} {unit}"


def _say_claim(graph: KnowledgeGraph, iri: str) -> str | None:
    claims = claims_about(graph, iri)
    rows = graph.select(
        "SELECT ?label ?printed { ?claim a ?kind . ?kind rdfs:subClassOf ncg:Claim ;"
        " skos:prefLabel ?label OPTIONAL { ?claim ncg:statesQuantity/ncg:asPrinted ?printed } }"
        " ORDER BY ?label LIMIT 1",
        claim=Iri(claims[0]),
    ) if claims else []  # fmt: skip
    if not rows:
        return None
    printed = f", {rows[0]['printed']}" if rows[0]["printed"] else ""
    return f"the {str(rows[0]['label']).removesuffix(' claim')}{_of(graph, iri)}{printed}"


def _say_part(noun: str) -> Callable[[KnowledgeGraph, str], str]:
    return lambda graph, iri: f"{noun}{_of(graph, iri)}"


_WORDS: Mapping[str, Callable[[KnowledgeGraph, str], str | None]] = {
    "pump": _say_pump,
    "claim": _say_claim,
    "quantity": _say_claim,
    "experiment": _say_part("an experiment"),
    "heterostructure": _say_part("the build"),
    "layer": _say_part("a layer"),
    "cavity": _say_part("the cavity"),
}
