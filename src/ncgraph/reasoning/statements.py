"""What is said of samples: claims with all that decides whether two are about the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.graph import Iri
from ncgraph.graph.identifiers import BASE, compact, expand
from ncgraph.graph.terms import to_term
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ncgraph.graph import KnowledgeGraph, Value

_CLAIMS = """
SELECT DISTINCT ?claim ?kind ?sample ?formula ?polarity ?source ?first { %s
  ?claim a ncg:Claim , ?kind ; ncg:aboutSample ?sample ; ncg:polarity ?polarity ;
    prov:wasQuotedFrom ?first ; ncg:partOfStatement ?statement .
  ?statement ncg:statementSource ?source . ?sample ncg:composition ?formula .
} ORDER BY ?claim ?kind ?sample
"""
# what else a claim may tell, each looked up by itself: the engine answers optional patterns with
# several steps by going through the whole graph
_TERM = "SELECT DISTINCT ?claim ?term { %s ?claim ncg:statesTerm ?term } ORDER BY ?claim ?term"
_PART = """
SELECT DISTINCT ?claim ?node ?property ?value { %s ?claim %s ?node . ?node ?property ?value
  FILTER(?property IN (%s)) } ORDER BY ?claim ?node ?property ?value
"""
_PARTS = {
    "ncg:aboutSample": {"skos:notation": "shape", "ncg:coreShellPair": "pair"},
    "ncg:aboutSample/ncg:hasHeterostructure": {"skos:notation": "build"},
    "ncg:statesQuantity": {
        "ncg:siValue": "value", "ncg:siValueMax": "high", "ncg:bound": "bound",
        "ncg:approximate": "about", "ncg:dimension": "dimension", "ncg:asPrinted": "printed",
    },
    "ncg:statesPump": {
        "skos:notation": "mode", "ncg:wavelengthNm": "wavelength", "ncg:photonOrder": "order",
    },
    "ncg:statesCavity": {"skos:notation": "cavity"},
}  # fmt: skip
_CREDITS = """
SELECT DISTINCT ?claim ?reference ?number ?doi { %s
  ?claim ncg:citesReference|ncg:resolvedReference ?reference . ?reference ncg:number ?number
  OPTIONAL { ?reference bibo:doi ?doi } } ORDER BY ?claim ?number
"""


@dataclass(slots=True, kw_only=True)
class Said:
    """A claim with what decides whether another one is about the same."""

    row: Mapping[str, Value]
    kind: str
    works: dict[str, str]  # what identifies a cited work, and its number in the list

    def get(self, name: str) -> Value:
        """What is told under one of the names of `_CLAIMS` and `_PARTS`."""
        return self.row.get(name)

    def told(self, name: str) -> Value:
        """Likewise, but nothing where a word says nothing: "nanocrystal" is no shape."""
        value = self.get(name)
        return None if value == "NC" else value

    @property
    def sample(self) -> str:
        """The sample in words."""
        words = (self.get("formula"), self.get("build"), self.get("shape"))
        return " ".join(str(word) for word in words if word)


def read_statements(graph: KnowledgeGraph, claims: Iterable[str] | None = None) -> Iterator[Said]:
    """The claims with these IRIs, or all claims of the graph, that are about a composition."""
    chosen = "" if claims is None else among("claim", claims)
    works: dict[Value, dict[str, str]] = defaultdict(dict)
    for row in graph.select(_CREDITS % chosen):
        works[row["claim"]][str(row["doi"] or row["reference"])] = str(row["number"])
    kinds = {expand(curie) for curie in ontology().children("ncg:Claim")}
    told = _read_parts(graph, chosen)
    terms: dict[Value, list[Value]] = defaultdict(list)
    for row in graph.select(_TERM % chosen):
        terms[row["claim"]].append(row["term"])
    for row in graph.select(_CLAIMS % chosen):
        claim = row["claim"]
        if str(row["kind"]) in kinds:
            kind = compact(str(row["kind"])).removeprefix("ncg:")
            for term in terms.get(claim) or [None]:
                known = {**told.get(claim, {}), **row, "term": term}
                yield Said(row=known, kind=kind, works=works.get(claim, {}))


def are_of_one_work(one: Said, other: Said) -> bool:
    """Whether each credits one work: of several, each may have found another thing."""
    return all(sum(number.isdigit() for number in s.works.values()) <= 1 for s in (one, other))


def are_of_different_works(one: Said, other: Said) -> bool:
    """Whether they credit other works: of two documents the numbers say nothing, only the DOIs."""
    if not one.works.keys().isdisjoint(other.works):
        return False
    entries = any(key.startswith(BASE) for each in (one, other) for key in each.works)
    return not entries or _document(one) == _document(other)


def _document(said: Said) -> str:
    return str(said.get("first")).removeprefix(f"{BASE}id/").partition("/")[0]


def _read_parts(graph: KnowledgeGraph, chosen: str) -> dict[Value, dict[str, Value]]:
    """What each claim tells of its sample, quantity, pump and cavity; of several the first."""
    told: dict[Value, dict[str, Value]] = defaultdict(dict)
    for link, names in _PARTS.items():
        keys = {expand(curie): name for curie, name in names.items()}
        for row in graph.select(_PART % (chosen, link, " , ".join(names))):
            told[row["claim"]].setdefault(keys[str(row["property"])], row["value"])
    return told


def among(name: str, iris: Iterable[str]) -> str:
    """A pattern that lets a variable be one of some nodes.

    Raises:
        ValueError: One of them is no IRI.

    >>> among("claim", ["https://example.org/2", "https://example.org/1"])
    'VALUES ?claim { <https://example.org/1> <https://example.org/2> }'
    """
    listed = " ".join(str(to_term(Iri(iri))) for iri in sorted(set(iris)))
    return f"VALUES ?{name} {{ {listed} }}"
