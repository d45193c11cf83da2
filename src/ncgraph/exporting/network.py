"""The citation network, for Gephi and its kin: who cites what, how often, where, for which claims.

A node is a document or an entry of its reference list, known by its DOI where it has one, so that
two reviews that cite the same paper meet in one node. An edge leads from a document to a reference
that its text cites; an entry that is listed, but cited nowhere, is a node without edges.

Node attributes: `kind` (document, reference), `title`, `year`, `doi`, `author` (first author),
`journal`, `number` (in the list, as printed). Edge attributes: `weight` (how often the text cites
the reference), `sections` and `claim_kinds` (joined by "; "), `basis` (printed; resolved where a
name, a caption or a neighbour led to the reference and no marker did).

GEXF is written here and not by networkx, whose writer adds what the grammar of GEXF 1.3 does
not know. Both files are the same bytes for the same graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO
from xml.etree import ElementTree

from ncgraph.exporting.registry import Exporter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ncgraph.graph.store import KnowledgeGraph

GEXF = "http://gexf.net/1.3"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"

# name -> type, in the order of the files; both formats know these three type names
NODE_ATTRIBUTES = {
    "kind": "string",
    "title": "string",
    "year": "integer",
    "doi": "string",
    "author": "string",
    "journal": "string",
    "number": "string",
}
EDGE_ATTRIBUTES = {"basis": "string", "sections": "string", "claim_kinds": "string"}

# Characters that XML 1.0 (5th edition, production 2) does not allow, escaped or not.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PAPERS = """
SELECT DISTINCT ?paper ?kind ?title ?year ?doi ?author ?journal ?number WHERE {
  { VALUES ?type { fabio:Expression fabio:ReviewArticle } ?paper a ?type BIND("document" AS ?kind) }
  UNION { ?paper a biro:BibliographicReference BIND("reference" AS ?kind) }
  OPTIONAL { ?paper dcterms:title ?title }
  OPTIONAL { ?paper fabio:hasPublicationYear ?year }
  OPTIONAL { ?paper bibo:doi ?doi }
  OPTIONAL { ?paper ncg:firstAuthor ?author }
  OPTIONAL { ?paper ncg:journal ?journal }
  OPTIONAL { ?paper ncg:number ?number }
} ORDER BY ?kind ?paper"""
_MARKERS = """
SELECT DISTINCT ?marker ?document ?reference ?sentence ?section WHERE {
  ?marker a cito:Citation ; cito:hasCitingEntity ?document ; cito:hasCitedEntity ?reference .
  OPTIONAL { ?marker ncg:inSentence ?sentence }
  OPTIONAL { ?marker ncg:inSection/ncg:sectionNumber ?section }
} ORDER BY ?marker"""
_CREDITS = """
SELECT DISTINCT ?document ?reference ?basis ?kind ?sentence ?section WHERE {
  VALUES (?property ?basis) {
    (ncg:citesReference "printed") (ncg:resolvedReference "resolved")
  }
  ?claim ?property ?reference ; ncg:partOfStatement ?statement ; prov:wasQuotedFrom ?sentence .
  ?reference dcterms:isPartOf ?document .
  OPTIONAL { ?claim a ?class . ?class skos:notation ?kind }
  OPTIONAL { ?sentence dcterms:isPartOf/ncg:sectionNumber ?section }
  # a reference's own title credits nobody
  FILTER NOT EXISTS { ?statement ncg:statementSource "title" }
  # of an interrupted sentence the first piece stands for all
  FILTER NOT EXISTS { ?sentence ncg:pieceOf ?first }
} ORDER BY ?sentence ?reference"""


@dataclass(slots=True)
class Paper:
    """A node; what two entries say of the same DOI is taken from the first that says it."""

    id: str
    values: dict[str, str | int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """`Klimov 2000` of a reference, the title of a document, else the identifier."""
        author, year = self.values.get("author"), self.values.get("year")
        if self.values["kind"] == "reference" and author:
            return f"{author} {year}" if year else str(author)
        return str(self.values.get("title") or self.id)


@dataclass(slots=True)
class Cited:
    """An edge while it is gathered: the markers and the sentences that make it."""

    markers: set[str] = field(default_factory=set)
    marked_sentences: set[str] = field(default_factory=set)
    credited_sentences: set[str] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    claim_kinds: set[str] = field(default_factory=set)
    is_printed: bool = False

    @property
    def frequency(self) -> int:
        """Markers, and the sentences or table rows that credit the reference without one."""
        return len(self.markers) + len(self.credited_sentences - self.marked_sentences)

    def describe(self) -> dict[str, str]:
        """The edge's attributes."""
        return {
            "basis": "printed" if self.is_printed else "resolved",
            "sections": "; ".join(sorted(self.sections, key=_section_order)),
            "claim_kinds": "; ".join(sorted(self.claim_kinds)),
        }


@dataclass(frozen=True, slots=True)
class CitationNetwork:
    """Papers by identifier, and what leads from one to another; both in file order."""

    papers: dict[str, Paper]
    edges: dict[tuple[str, str], Cited]


def gather_citations(graph: KnowledgeGraph) -> CitationNetwork:
    """The citation network of all documents in the graph."""
    papers: dict[str, Paper] = {}
    names: dict[str, str] = {}
    for row in graph.select(_PAPERS):
        iri, doi = str(row["paper"]), row["doi"]
        names[iri] = f"doi:{str(doi).lower()}" if doi else iri
        paper = papers.setdefault(names[iri], Paper(names[iri]))
        for name, type_name in NODE_ATTRIBUTES.items():
            if row[name] not in (None, ""):
                value = int(row[name]) if type_name == "integer" else _clean(row[name])  # type: ignore[arg-type]
                paper.values.setdefault(name, value)
    edges: dict[tuple[str, str], Cited] = defaultdict(Cited)
    for row in graph.select(_MARKERS):
        edge = edges[names[str(row["document"])], names[str(row["reference"])]]
        edge.is_printed = True
        edge.markers.add(str(row["marker"]))
        _add(edge.marked_sentences, row["sentence"])
        _add(edge.sections, row["section"])
    for row in graph.select(_CREDITS):
        edge = edges[names[str(row["document"])], names[str(row["reference"])]]
        edge.is_printed = edge.is_printed or row["basis"] == "printed"
        edge.credited_sentences.add(str(row["sentence"]))
        _add(edge.claim_kinds, row["kind"])
        _add(edge.sections, row["section"])
    return CitationNetwork(papers=dict(sorted(papers.items())), edges=dict(sorted(edges.items())))


def write_gexf(graph: KnowledgeGraph, target: BinaryIO) -> None:
    """Writes GEXF 1.3: attributes, then nodes, then edges, as its grammar orders them."""
    network = gather_citations(graph)
    root = ElementTree.Element("gexf", {"xmlns": GEXF, "version": "1.3"})
    meta = ElementTree.SubElement(root, "meta")
    ElementTree.SubElement(meta, "creator").text = "ncgraph"
    ElementTree.SubElement(meta, "description").text = "Citations of references by documents"
    body = ElementTree.SubElement(
        root, "graph", {"defaultedgetype": "directed", "idtype": "string", "mode": "static"}
    )
    for owner, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        declared = ElementTree.SubElement(body, "attributes", {"class": owner})
        for name, type_name in attributes.items():
            ElementTree.SubElement(
                declared, "attribute", {"id": name, "title": name, "type": type_name}
            )
    nodes = ElementTree.SubElement(body, "nodes")
    for paper in network.papers.values():
        node = ElementTree.SubElement(
            nodes, "node", {"id": _clean(paper.id), "label": _clean(paper.label)}
        )
        _add_values(node, paper.values, NODE_ATTRIBUTES)
    edges = ElementTree.SubElement(body, "edges")
    for number, (ends, cited) in enumerate(network.edges.items()):
        source, target_id = map(_clean, ends)
        edge = ElementTree.SubElement(
            edges,
            "edge",
            {
                "id": str(number),
                "source": source,
                "target": target_id,
                "weight": f"{float(cited.frequency)}",
            },
        )
        _add_values(edge, cited.describe(), EDGE_ATTRIBUTES)
    _write_xml(root, target)


def write_graphml(graph: KnowledgeGraph, target: BinaryIO) -> None:
    """Writes GraphML 1.0; types are those Gephi reads, lists are joined strings."""
    network = gather_citations(graph)
    root = ElementTree.Element("graphml", {"xmlns": GRAPHML})
    keys = {"node": {"label": "string", **NODE_ATTRIBUTES}}
    keys["edge"] = {"weight": "double", **EDGE_ATTRIBUTES}
    for owner, attributes in keys.items():
        for name, type_name in attributes.items():
            key = {"id": f"{owner}_{name}", "for": owner, "attr.name": name}
            key["attr.type"] = "int" if type_name == "integer" else type_name
            ElementTree.SubElement(root, "key", key)
    body = ElementTree.SubElement(root, "graph", {"id": "citations", "edgedefault": "directed"})
    for paper in network.papers.values():
        node = ElementTree.SubElement(body, "node", {"id": _clean(paper.id)})
        _add_data(node, "node", {"label": _clean(paper.label), **paper.values}, keys["node"])
    for number, (ends, cited) in enumerate(network.edges.items()):
        source, target_id = map(_clean, ends)
        edge = ElementTree.SubElement(
            body, "edge", {"id": f"e{number}", "source": source, "target": target_id}
        )
        values = {"weight": float(cited.frequency), **cited.describe()}
        _add_data(edge, "edge", values, keys["edge"])
    _write_xml(root, target)


EXPORTER = (
    Exporter(
        name="gexf",
        suffix=".gexf",
        description="Citation network as GEXF 1.3, for Gephi and Gephi Lite",
        write=write_gexf,
    ),
    Exporter(
        name="graphml",
        suffix=".graphml",
        description="Citation network as GraphML, for Cytoscape, yEd, igraph and networkx",
        write=write_graphml,
    ),
)


def _add(values: set[str], value: object) -> None:
    if value not in (None, ""):
        values.add(_clean(value))


def _clean(value: object) -> str:
    """Text that XML can hold, in one line."""
    return " ".join(_NOT_XML.sub("", str(value)).split())


def _section_order(number: str) -> tuple[tuple[int, str], ...]:
    """Sorts 2.10 behind 2.9, and names behind numbers."""
    parts = re.findall(r"\d+|\D+", number)
    return tuple((int(part), "") if part.isdigit() else (10**9, part) for part in parts)


def _values(values: Mapping[str, object], attributes: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in attributes:
        if values.get(name) not in (None, ""):
            yield name, str(values[name])


def _add_values(
    parent: ElementTree.Element, values: Mapping[str, object], attributes: Iterable[str]
) -> None:
    holder = ElementTree.SubElement(parent, "attvalues")
    for name, value in _values(values, attributes):
        ElementTree.SubElement(holder, "attvalue", {"for": name, "value": value})


def _add_data(
    parent: ElementTree.Element, owner: str, values: Mapping[str, object], attributes: Iterable[str]
) -> None:
    for name, value in _values(values, attributes):
        ElementTree.SubElement(parent, "data", {"key": f"{owner}_{name}"}).text = value


def _write_xml(root: ElementTree.Element, target: BinaryIO) -> None:
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(target, encoding="UTF-8", xml_declaration=True)
    target.write(b"\n")
