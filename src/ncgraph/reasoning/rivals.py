"""The claims that others could be in conflict with, found from those, not by reading them all.

Each lookup starts at some claims and follows indices: the works they credit, the numbers they
state, the pair of materials they are about.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ncgraph.graph import Iri
from ncgraph.graph.identifiers import expand
from ncgraph.graph.terms import to_term
from ncgraph.reasoning.statements import among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.graph import KnowledgeGraph, Value

# claims of a value or an outcome, of which one sample in one work has one
KINDS = (
    "ncg:ASEThresholdClaim", "ncg:LasingThresholdClaim", "ncg:GainThresholdClaim",
    "ncg:QuantumYieldClaim", "ncg:QualityFactorClaim", "ncg:AugerLifetimeClaim",
    "ncg:ASEDemonstration", "ncg:LasingDemonstration", "ncg:NonObservation",
)  # fmt: skip
_DENIED = expand("ncg:NonObservation")
# two of these agree; only a denial is in conflict with them
_SHOWN = {expand("ncg:ASEDemonstration"), expand("ncg:LasingDemonstration")}
_BEHIND = """
SELECT DISTINCT ?unit ?claim { %s
  { ?unit prov:wasDerivedFrom ?claim } UNION { ?claim ncg:partOfStatement ?unit }
  ?claim ncg:polarity ?polarity ; ncg:aboutSample ?sample }
"""
_CREDITED = """
SELECT DISTINCT ?entry ?doi ?formula { %s ?seed ncg:citesReference|ncg:resolvedReference ?entry ;
  ncg:aboutSample/ncg:composition ?formula OPTIONAL { ?entry bibo:doi ?doi } }
"""
_SAME_WORK = "SELECT DISTINCT ?entry ?doi { VALUES ?doi { %s } ?entry bibo:doi ?doi }"
_ON_WORKS = """
SELECT DISTINCT ?claim ?formula ?entry ?kind ?polarity {
  %s ?claim ncg:citesReference|ncg:resolvedReference ?entry ;
    ncg:aboutSample/ncg:composition ?formula ; ncg:polarity ?polarity ; a ?kind
  FILTER(?kind IN (%s)) }
"""
_WITH_VALUES = """
SELECT DISTINCT ?seed ?claim { %s
  ?seed ncg:statesQuantity/ncg:siValue ?value ; ncg:aboutSample/ncg:composition ?formula ;
    a ?kind FILTER(?kind IN (%s))
  ?quantity ncg:siValue ?value . ?claim ncg:statesQuantity ?quantity ; a ?other ;
    ncg:aboutSample/ncg:composition ?formula FILTER(?claim != ?seed && ?other IN (%s)) }
"""
_ALSO_FIRST = """
SELECT DISTINCT ?seed ?claim { %s
  ?seed a ncg:FirstDemonstration ; ncg:aboutSample/ncg:composition ?formula .
  ?sample ncg:composition ?formula . ?claim ncg:aboutSample ?sample ;
    a ncg:FirstDemonstration FILTER(?claim != ?seed) }
"""
_OF_PAIRS = """
SELECT DISTINCT ?sample ?claim { %s
  ?sample ncg:coreShellPair ?pair . ?other ncg:coreShellPair ?pair .
  ?claim ncg:aboutSample ?other ; a ncg:BandAlignmentClaim }
"""


def claims_behind(graph: KnowledgeGraph, units: Iterable[str]) -> dict[str, set[str]]:
    """The claims that each experiment or statement is made of."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in graph.select(_BEHIND % among("unit", units)):
        found[str(row["unit"])].add(str(row["claim"]))
    return found


def alignments_behind(graph: KnowledgeGraph, samples: Iterable[str]) -> dict[str, set[str]]:
    """The claims about the band alignment of the pair of materials of each sample."""
    found: dict[str, set[str]] = defaultdict(set)
    samples = set(samples)
    for row in graph.select(_OF_PAIRS % among("sample", samples)) if samples else ():
        found[str(row["sample"])].add(str(row["claim"]))
    return found


def find_rivals(graph: KnowledgeGraph, seeds: Iterable[str]) -> set[str]:
    """What is said of the same compositions in the works of some claims, or with their numbers.

    A work is the same in two documents where the DOI is. Left out is what nothing else could be
    in conflict with.
    """
    chosen = among("seed", seeds)
    credited = graph.select(_CREDITED % chosen)
    formulas = {row["formula"] for row in credited}
    entries = {str(row["entry"]): row["doi"] or row["entry"] for row in credited}
    if dois := {str(doi) for doi in entries.values() if not isinstance(doi, Iri)}:
        listed = " ".join(str(to_term(doi)) for doi in sorted(dois))
        for row in graph.select(_SAME_WORK % listed):
            entries[str(row["entry"])] = row["doi"]
    found: set[str] = set()
    groups: dict[object, list[dict[str, Value]]] = defaultdict(list)
    query = _ON_WORKS % (among("entry", entries), " , ".join(KINDS))
    for row in graph.select(query) if entries else ():
        if row["formula"] in formulas:
            groups[row["formula"], entries[str(row["entry"])]].append(row)
    for group in groups.values():
        found |= _opposed(group)
    kinds = " , ".join(KINDS)
    values = graph.select(_WITH_VALUES % (chosen, kinds, kinds))
    firsts = graph.select(_ALSO_FIRST % chosen)
    found |= {str(row[name]) for row in (*values, *firsts) for name in ("seed", "claim")}
    return found


def _opposed(group: list[dict[str, Value]]) -> set[str]:
    """Of claims on one composition in one work: all where one denies, else those of one kind."""
    if any(row["polarity"] == "negated" or row["kind"] == _DENIED for row in group):
        return {str(row["claim"]) for row in group}
    by_kind: dict[Value, set[str]] = defaultdict(set)
    for row in group:
        if row["kind"] not in _SHOWN:
            by_kind[row["kind"]].add(str(row["claim"]))
    return {claim for claims in by_kind.values() if len(claims) > 1 for claim in claims}
