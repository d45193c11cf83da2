"""Where a document is at odds with its own reference list, its own table, or chemistry.

Slips of the pen and of the press: each finding quotes both places, so that a reader can decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from ncgraph.graph.identifiers import BASE, unescape
from ncgraph.model import Evidence, Span
from ncgraph.ontology import ontology
from ncgraph.reasoning.narrating import evidence_at
from ncgraph.reasoning.tracing import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.graph import KnowledgeGraph, Value

    Row = dict[str, Value]

_AND_OTHERS = " et al"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = re.compile(r"\b[Ii]n ((?:19|20)\d\d)\b")
# one element with a share and with the rest: CdSxS1-x, in either order
_TWICE = re.compile(
    r"([A-Z][a-z]?)([xyz])(?![a-z]).*?\1(?:1-\2)|([A-Z][a-z]?)1-([xyz])(?![a-z]).*?\3\4(?![a-z])"
)
_PER_AREA = ("fluence", "intensity")
_WHOLE = ("energy", "power")
_SEVERAL = 2  # names in one sentence: which of them is meant is not told
_MOST = 4  # values per area for each without, in a table whose column is one of values per area
_CITED = """
SELECT DISTINCT ?first ?reference ?number ?year ?name ?list ?printed ?start ?end {
  ?citation ncg:inSentence ?first ; cito:hasCitedEntity ?reference .
  ?reference ncg:number ?number ; ncg:firstAuthor ?name ; ncg:authorList ?list ;
    ncg:asPrinted ?printed ; oa:start ?start ; oa:end ?end
  OPTIONAL { ?reference fabio:hasPublicationYear ?year } } ORDER BY ?first ?number
"""
_MARKERS = """
SELECT ?first (COUNT(DISTINCT ?reference) AS ?works) {
  ?citation ncg:inSentence ?first ; cito:hasCitedEntity ?reference } GROUP BY ?first
"""
_NAMED = """
SELECT DISTINCT ?first ?by { ?claim ncg:attributedTo ?by ; prov:wasQuotedFrom ?first }
ORDER BY ?first ?by
"""
_DOIS = """
SELECT ?number ?doi ?misprint ?printed ?start ?end ?reference {
  ?reference ncg:doiPrinted ?misprint ; ncg:number ?number ; bibo:doi ?doi ;
    ncg:asPrinted ?printed ; oa:start ?start ; oa:end ?end } ORDER BY ?number
"""
_FORMULAS = "SELECT ?first ?formula { ?first ncg:mentionsMaterial ?formula } ORDER BY ?first"
_TABLED = """
SELECT DISTINCT ?statement ?kind ?dimension ?printed ?sample ?first {
  VALUES ?kind { ncg:ASEThresholdClaim ncg:LasingThresholdClaim ncg:GainThresholdClaim }
  ?claim a ?kind ; ncg:partOfStatement ?statement ; ncg:statesQuantity ?quantity ;
    prov:wasQuotedFrom ?first ; ncg:aboutSample/rdfs:label ?sample .
  ?statement ncg:statementSource "table" .
  ?quantity ncg:dimension ?dimension ; ncg:asPrinted ?printed } ORDER BY ?statement ?kind
"""


def find_slips(graph: KnowledgeGraph) -> tuple[Finding, ...]:
    """All slips in a graph, by code: `credit`, `year`, `doi`, `formula`, `unit`.

    `credit` and `year` are looked for where a sentence names an author ("Weber et al.") and cites
    one work alone; "et al." is taken to follow the name of a first author.
    """
    return (*_credits(graph), *_dois(graph), *_formulas(graph), *_units(graph))


def _credits(graph: KnowledgeGraph) -> Iterator[Finding]:
    single = {row["first"] for row in graph.select(_MARKERS) if row["works"] == 1}
    named: dict[Value, list[str]] = defaultdict(list)
    for row in graph.select(_NAMED):
        if _AND_OTHERS in str(row["by"]):
            named[row["first"]].append(str(row["by"]))
    cited = [row for row in graph.select(_CITED) if row["first"] in single]
    known = {row["reference"] for row in cited for by in named[row["first"]] if _is_first(by, row)}
    for row in cited:
        names = named[row["first"]]
        passage = evidence_at(graph, str(row["first"]))
        if len(names) == 1 and not _is_first(names[0], row):
            naming = _naming(graph, names[0], passage, named)
            # "their group" may go by its head; not if the text elsewhere names the first author
            if naming == (passage,) or (naming and row["reference"] in known):
                message = _misnamed(names[0], row)
                yield Finding(code="credit", message=message, evidence=(*naming, _entry(row)))
        elif len(names) < _SEVERAL and (told := _misdated(passage.quote, row)):
            message = f"ref. {row['number']} is of {told} here, of {row['year']} in the list"
            yield Finding(code="year", message=message, evidence=(passage, _entry(row)))


def _naming(
    graph: KnowledgeGraph, by: str, passage: Evidence, named: dict[Value, list[str]]
) -> tuple[Evidence, ...]:
    """The sentence, with the one before it that has the name if it says "their group"."""
    name = by.partition(_AND_OTHERS)[0]
    if name in passage.quote:
        return (passage,)
    others = (evidence_at(graph, str(first)) for first, names in named.items() if by in names)
    before = [
        each
        for each in others
        if each.document == passage.document and each.spans < passage.spans and name in each.quote
    ]
    return (max(before, key=lambda each: each.spans), passage) if before else ()


def _is_first(by: str, row: Row) -> bool:
    named, first = (_words(text) for text in (by.partition(_AND_OTHERS)[0], str(row["name"])))
    return bool(named & first)


def _words(name: str) -> set[str]:
    """The words of a name without accents and case: `Klímov` is Klimov."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return set(re.findall(r"[a-z]{2,}", plain)) or {name}


def _misnamed(by: str, row: Row) -> str:
    name = by.partition(_AND_OTHERS)[0]
    authors = str(row["list"]).split("; ")
    listed = any(_words(name) & _words(each.partition(",")[0]) for each in authors)
    also = f", where {name} stands further back" if listed else ""
    dated = f", {row['year']}" if row["year"] else ""
    return (
        f"“{by}” is credited with ref. {row['number']}, whose authors in the list begin with"
        f" {row['name']}{dated}{also}"
    )


def _misdated(quote: str, row: Row) -> str | None:
    """The year a sentence gives, where it is the only one and not that of the list."""
    said = _DATED.findall(quote)
    alone = _AND_OTHERS in quote and len(said) == len(_YEAR.findall(quote)) == 1
    return said[0] if alone and row["year"] and said[0] != str(row["year"]) else None


def _entry(row: Row) -> Evidence:
    """The entry of the reference list, as printed."""
    document = unescape(str(row["reference"]).removeprefix(f"{BASE}id/").partition("/")[0])
    span = Span(int(row["start"] or 0), int(row["end"] or 0))
    return Evidence(
        document=document, spans=(span,), quote=str(row["printed"]), section="references"
    )


def _dois(graph: KnowledgeGraph) -> Iterator[Finding]:
    for row in graph.select(_DOIS):
        if len(str(row["misprint"]).split()) > 1:
            message = (
                f"the DOI of ref. {row['number']} is printed with a blank in it,"
                f" “{row['misprint']}”, and leads nowhere; without it, it is {row['doi']}"
            )
            yield Finding(code="doi", message=message, evidence=(_entry(row),))


def _formulas(graph: KnowledgeGraph) -> Iterator[Finding]:
    for row in graph.select(_FORMULAS):
        for layer in str(row["formula"]).split("/"):
            if found := _TWICE.search(layer):
                element = found[1] or found[3]
                message = (
                    f"{layer}, in {row['formula']}, names {element} twice, for a share and for the"
                    f" rest, so nothing is replaced by {element}: one of the two is another element"
                )
                passage = evidence_at(graph, str(row["first"]))
                yield Finding(code="formula", message=message, evidence=(passage,))


def _units(graph: KnowledgeGraph) -> Iterator[Finding]:
    """Thresholds without the pumped area, in tables whose other thresholds are per area."""
    columns: dict[object, list[Row]] = defaultdict(list)
    for row in graph.select(_TABLED):
        table = str(row["statement"]).rpartition(".")[0]  # statements are named table and row
        columns[table, row["kind"]].append(row)
    odd: dict[Value, list[tuple[Row, Row]]] = defaultdict(list)
    for rows in columns.values():
        per_area = [row for row in rows if row["dimension"] in _PER_AREA]
        whole = [row for row in rows if row["dimension"] in _WHOLE]
        if len(per_area) >= _MOST * len(whole):
            for row in whole:
                odd[row["statement"]].append((row, per_area[0]))
    for pairs in odd.values():
        (row, other), *_ = pairs
        values = " and ".join(str(each["printed"]) for each, _ in pairs)
        words = dict.fromkeys(str(each["dimension"]) for each, _ in pairs)
        kinds = dict.fromkeys(_label(each["kind"]) for each, _ in pairs)
        message = (
            f"{row['sample']}: {values} ({', '.join(kinds)}) is given as {' and '.join(words)},"
            " where the other rows have it per area: without the pumped area it compares with none"
        )
        passages = (evidence_at(graph, str(each["first"])) for each in (row, other))
        yield Finding(code="unit", message=message, evidence=tuple(passages))


def _label(kind: Value) -> str:
    term = ontology().term(f"ncg:{str(kind).rpartition('#')[2]}")
    return term.label.removesuffix(" claim")
