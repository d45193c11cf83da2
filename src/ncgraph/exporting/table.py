r"""Claims and experiments as CSV, one row each, for spreadsheets and data frames.

`csv` has a row per claim, as the text states it; `csv-experiments` a row per measurement of an
experiment, as the facts have it (an experiment without a measurement has one row). `CLAIM_COLUMNS`
and `EXPERIMENT_COLUMNS` say what each column holds. Several values of a cell are joined by "; ".

UTF-8 without a byte order mark, comma, header row, `\r\n`, as RFC 4180 has it. A text cell that
begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe in front: spreadsheets
would run it as a formula, and the text comes from papers of others. Cells of numbers are never
changed.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import TYPE_CHECKING, BinaryIO

from ncgraph.exporting.registry import Exporter
from ncgraph.graph.identifiers import ASSERTED, BASE, FACTS, unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ncgraph.graph.store import KnowledgeGraph

# Column -> what it holds. The names of the last part are those of `ncgraph extract --json`.
CLAIM_COLUMNS = {
    "document": "DOI of the document, or its content hash",
    "claim": "IRI of the claim",
    "kind": "what is claimed: lasing-threshold, band-alignment ...",
    "polarity": "affirmed, negated or hypothetical",
    "sample": "the nanocrystal in words",
    "composition": "materials from the inside out: CdSe/CdS",
    "morphology": "QD, NR, NPL ...",
    "heterostructure": "core/shell, core/crown ...",
    "category": "the word of a claim that names one: quasi-type-II",
    "value": "number in `unit`",
    "value_max": "upper end of a range",
    "unit": "unit as printed",
    "si_value": "number in SI",
    "si_value_max": "upper end of a range, in SI",
    "dimension": "fluence, intensity, energy ...: never compare two of them",
    "bound": "<, >, <= or >=",
    "approximate": "true where the text says about",
    "cavity": "notation of the cavity: DFB, WGM ...",
    "pump": "notations of the pump: fs, CW, two-photon ...",
    "pump_wavelength_nm": "pump wavelength in nm",
    "pulse_duration_s": "pulse duration in s",
    "references": "numbers of the references the sentence prints",
    "references_resolved": "numbers found beyond the print",
    "attributed_to": "whom the sentence credits",
    "source": "prose, table or title",
    "row": "row of the table, from 1",
    "section": "number of the section",
    "start": "offset of the first piece of the sentence in the document",
    "end": "offset behind that piece",
    "quote": "the sentence; pieces are joined by a blank",
    "confidence": "trust in the rule that read it, 0 to 1",
}
EXPERIMENT_COLUMNS = {
    "document": "DOI of the document, or its content hash",
    "experiment": "IRI of the experiment",
    "sample": "the gain medium in words",
    "composition": "materials from the inside out: CdSe/CdS",
    "morphology": "QD, NR, NPL ...",
    "outcomes": "optical gain, ASE, lasing: what was reached",
    "cavity": "notation of the cavity",
    "pump": "notations of the pump",
    "pump_wavelength_nm": "pump wavelength in nm",
    "property": "what was measured: lasing-threshold ...",
    "value": "number in `unit`",
    "value_max": "upper end of a range",
    "unit": "unit as printed",
    "si_value": "number in SI",
    "si_value_max": "upper end of a range, in SI",
    "dimension": "fluence, intensity, energy ...: never compare two of them",
    "references": "numbers of the references that report it",
    "dois": "their DOIs",
}
_NUMBERS = {
    *("value", "value_max", "si_value", "si_value_max", "pump_wavelength_nm", "pulse_duration_s"),
    *("row", "start", "end", "confidence"),
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_QUANTITY = """
  OPTIONAL { ?quantity qudt:numericValue ?value }
  OPTIONAL { ?quantity ncg:valueMax ?value_max }
  OPTIONAL { ?quantity ncg:unitAsPrinted ?unit }
  OPTIONAL { ?quantity ncg:siValue ?si_value }
  OPTIONAL { ?quantity ncg:siValueMax ?si_value_max }
  OPTIONAL { ?quantity ncg:dimension ?dimension }
  OPTIONAL { ?quantity ncg:bound ?bound }
  OPTIONAL { ?quantity ncg:approximate ?approximate }
"""
_SAMPLE = """
  OPTIONAL { ?sampled rdfs:label ?sample }
  OPTIONAL { ?sampled ncg:composition ?composition }
"""


def _stated(name: str, pattern: str, graphs: str = ASSERTED) -> str:
    """A pattern for the notation of `?class`, as it was stated.

    The inferred graphs are left out: there a node has every superclass, with its notation.
    """
    return (
        f"GRAPH ?graph {{ {pattern} }} FILTER(STRSTARTS(STR(?graph), '{graphs}'))"
        f" ?class skos:notation ?{name} ."
    )


# Each query gives some columns of the rows it names; facets of several values do not multiply.
_CLAIM_QUERIES = (
    """?key a ncg:Claim ; ncg:polarity ?polarity ; ncg:partOfStatement ?statement .
    BIND(STR(?key) AS ?claim)
    OPTIONAL { ?key ncg:category ?category } OPTIONAL { ?key ncg:attributedTo ?attributed_to }
    OPTIONAL { ?key ncg:confidence ?confidence }
    OPTIONAL { ?statement ncg:statementSource ?source }
    OPTIONAL { ?statement ncg:tableRow ?row }""",
    "?key a ncg:Claim . " + _stated("kind", "?key a ?class . FILTER(?class != ncg:Claim)"),
    "?key a ncg:Claim ; ncg:aboutSample ?sampled ." + _SAMPLE,
    "?key a ncg:Claim ; ncg:aboutSample ?sampled . "
    + _stated("morphology", "?sampled a ?class . FILTER(?class != ncg:Nanocrystal)"),
    "?key a ncg:Claim ; ncg:aboutSample ?sampled . "
    + _stated("heterostructure", "?sampled ncg:hasHeterostructure/a ?class ."),
    "?key a ncg:Claim ; ncg:statesQuantity ?quantity ." + _QUANTITY,
    "?key a ncg:Claim ; ncg:partOfStatement ?statement . "
    + _stated("cavity", "?statement ncg:usesCavity/a ?class ."),
    "?key a ncg:Claim ; ncg:partOfStatement ?statement . "
    + _stated("pump", "?statement ncg:hasPump/a ?class ."),
    """?key a ncg:Claim ; ncg:partOfStatement/ncg:hasPump ?pumping .
    OPTIONAL { ?pumping ncg:wavelengthNm ?pump_wavelength_nm }
    OPTIONAL { ?pumping ncg:pulseDurationS ?pulse_duration_s }""",
    "?key a ncg:Claim ; ncg:citesReference/ncg:number ?references .",
    "?key a ncg:Claim ; ncg:resolvedReference/ncg:number ?references_resolved .",
    """?key a ncg:Claim ; prov:wasQuotedFrom ?sentence .
    FILTER NOT EXISTS { ?sentence ncg:pieceOf ?first }
    ?sentence oa:start ?start ; oa:end ?end .
    OPTIONAL { ?sentence dcterms:isPartOf/ncg:sectionNumber ?section }""",
    """?key a ncg:Claim ; prov:wasQuotedFrom ?sentence .
    FILTER NOT EXISTS { ?sentence ncg:pieceOf ?first }
    ?sentence ncg:nextPiece* ?piece . ?piece oa:exact ?quote ; oa:start ?at .""",
)
_EXPERIMENT = "?experiment a ncg:GainExperiment . "
_EXPERIMENT_QUERIES = (
    _EXPERIMENT,
    _EXPERIMENT + "?experiment ncg:hasGainMedium ?sampled ." + _SAMPLE,
    _EXPERIMENT
    + "?experiment ncg:hasGainMedium ?sampled . "
    + _stated("morphology", "?sampled a ?class . FILTER(?class != ncg:Nanocrystal)"),
    _EXPERIMENT + _stated("outcomes", "?experiment ncg:hasOutcome/a ?class .", FACTS),
    _EXPERIMENT + "?experiment ncg:usesCavity ?part . " + _stated("cavity", "?part a ?class ."),
    _EXPERIMENT + "?experiment ncg:hasPump ?part . " + _stated("pump", "?part a ?class ."),
    _EXPERIMENT + "?experiment ncg:hasPump/ncg:wavelengthNm ?pump_wavelength_nm .",
    _EXPERIMENT + "?experiment ncg:reportedIn/ncg:number ?references .",
    _EXPERIMENT + "?experiment ncg:reportedIn/bibo:doi ?dois .",
)
_MEASUREMENTS = (
    _EXPERIMENT
    + "?experiment ncg:hasMeasurement ?key . "
    + _stated("property", "?key a ?class .", FACTS)
    + " OPTIONAL { ?key ncg:hasQuantity ?quantity }"
    + _QUANTITY
)

Cells = dict[str, list[object]]


def write_claims(graph: KnowledgeGraph, target: BinaryIO) -> None:
    """One row per claim, in the order of the documents' text."""
    rows = _gather(graph, _CLAIM_QUERIES)
    for iri, cells in rows.items():
        cells["document"] = [_document_of(iri)]
        cells["quote"] = [" ".join(str(piece) for piece in cells.get("quote", ()))]
    ordered = sorted(rows.items(), key=_text_order)
    _write(target, CLAIM_COLUMNS, (cells for _, cells in ordered))


def write_experiments(graph: KnowledgeGraph, target: BinaryIO) -> None:
    """One row per measurement of an experiment, in the order of their identifiers."""
    experiments = _gather(graph, _EXPERIMENT_QUERIES, key="experiment")
    measured: dict[str, list[Cells]] = defaultdict(list)
    for _, cells in sorted(_gather(graph, (_MEASUREMENTS,)).items()):
        measured[str(cells["experiment"][0])].append(cells)
    rows: list[Cells] = []
    for iri, cells in sorted(experiments.items()):
        shared: Cells = {**cells, "experiment": [iri], "document": [_document_of(iri)]}
        rows.extend({**shared, **each} for each in (measured.get(iri) or [Cells()]))
    _write(target, EXPERIMENT_COLUMNS, rows)


EXPORTER = (
    Exporter(
        name="csv",
        suffix=".csv",
        description="Claims as a table, one row each, with the sentence behind them",
        write=write_claims,
    ),
    Exporter(
        name="csv-experiments",
        suffix=".csv",
        description="Experiments as a table, one row per measurement, as the facts have them",
        write=write_experiments,
    ),
)


def _gather(graph: KnowledgeGraph, queries: Iterable[str], key: str = "key") -> dict[str, Cells]:
    rows: dict[str, Cells] = defaultdict(dict)
    for pattern in queries:
        for solution in graph.select(f"SELECT DISTINCT * WHERE {{ {pattern} }} ORDER BY ?at"):
            cells = rows[str(solution[key])]
            for name, value in solution.items():
                if value not in (None, "") and value not in cells.setdefault(name, []):
                    cells[name].append(value)
    return rows


def _text_order(item: tuple[str, Cells]) -> tuple[str, int, str]:
    iri, cells = item
    start = cells.get("start") or [0]
    return str(cells["document"][0]), int(str(start[0])), iri


def _write(target: BinaryIO, columns: Mapping[str, str], rows: Iterable[Cells]) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    for cells in rows:
        writer.writerow([_cell(name, cells.get(name, [])) for name in columns])
    text.detach()


def _cell(name: str, values: list[object]) -> str:
    if name in _NUMBERS:
        return "; ".join(str(value) for value in values)
    text = "; ".join(sorted((_word(value) for value in values), key=_natural))
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _natural(word: str) -> tuple[int, str]:
    """Sorts 9 before 28, and words behind numbers."""
    return (int(word), "") if word.isdecimal() else (10**9, word)


def _document_of(iri: str) -> str:
    return unescape(iri.removeprefix(f"{BASE}id/").partition("/")[0])
