"""Claims and experiments as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ncgraph.exporting import export
from ncgraph.exporting.table import CLAIM_COLUMNS, EXPERIMENT_COLUMNS
from ncgraph.graph.identifiers import PREFIXES, DocumentNames

if TYPE_CHECKING:
    from ncgraph.graph.store import KnowledgeGraph

FIRST = DocumentNames("10.1000/first")
NM = PREFIXES["ncg"] + "wavelengthNm"


def read_rows(graph: KnowledgeGraph, format_name: str) -> list[dict[str, str]]:
    stream = io.BytesIO()
    export(graph, format_name, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_there_is_one_row_per_claim_in_the_order_of_the_text(graph: KnowledgeGraph) -> None:
    rows = read_rows(graph, "csv")
    assert [row["claim"].rpartition("/")[2] for row in rows] == ["1", "2", "3"]
    assert list(rows[0]) == list(CLAIM_COLUMNS)


def test_a_row_has_the_claim_its_conditions_and_its_evidence(graph: KnowledgeGraph) -> None:
    row = read_rows(graph, "csv")[0]
    expected = {
        "document": "10.1000/first",
        "kind": "lasing-threshold",
        "polarity": "affirmed",
        "composition": "CdSe/CdS",
        "morphology": "QD",
        "heterostructure": "core/shell",
        "value": "6.4",
        "value_max": "8.4",
        "unit": "kW/cm2",
        "si_value": "64000000.0",
        "dimension": "intensity",
        "approximate": "true",
        "cavity": "DFB",
        "pump": "CW; one-photon",
        "pump_wavelength_nm": "442.0",
        "references": "28",
        "references_resolved": "",
        "attributed_to": "Fan et al.",
        "source": "prose",
        "section": "2.10",
        "start": "10",
        "end": "40",
        "confidence": "0.9",
    }
    assert {name: row[name] for name in expected} == expected


def test_an_interrupted_sentence_is_quoted_whole(graph: KnowledgeGraph) -> None:
    assert read_rows(graph, "csv")[0]["quote"].endswith("the dots lase above 8.4 kW/cm2.")


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(graph: KnowledgeGraph) -> None:
    row = read_rows(graph, "csv")[0]
    assert row["sample"] == "'=CdSe/CdS QDs"
    assert row["quote"].startswith("'-15 dB")


def test_numbers_of_references_are_sorted_as_numbers(graph: KnowledgeGraph) -> None:
    assert read_rows(graph, "csv")[1]["references_resolved"] == "9; 28"


def test_no_number_of_several_is_dropped(graph: KnowledgeGraph) -> None:
    pump = f"{FIRST.document}/pump/1"
    graph.store.update(f"INSERT DATA {{ GRAPH <{FIRST.graph}> {{ <{pump}> <{NM}> 800.0 }} }}")
    assert set(read_rows(graph, "csv")[0]["pump_wavelength_nm"].split("; ")) == {"442.0", "800.0"}


def test_an_experiment_has_a_row_per_measurement_and_never_fewer_than_one(
    graph: KnowledgeGraph,
) -> None:
    measured, bare = read_rows(graph, "csv-experiments")
    assert list(measured) == list(EXPERIMENT_COLUMNS)
    assert measured["property"] == "lasing-threshold"
    assert (measured["si_value"], measured["dimension"]) == ("64000000.0", "intensity")
    assert measured["outcomes"] == "lasing"
    assert measured["morphology"] == "QD"
    assert (measured["references"], measured["dois"]) == ("28", "10.1000/FAN")
    assert (bare["property"], bare["value"], bare["sample"]) == ("", "", "'=CdSe/CdS QDs")
