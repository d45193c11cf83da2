"""A document that is at odds with its own reference list, table or chemistry is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jsonschema
import pytest

import ncgraph
from ncgraph import KnowledgeGraph
from ncgraph.exporting.json_contract import read_schema
from ncgraph.exporting.reasoning_contract import findings_json
from ncgraph.graph import add, add_ontology
from ncgraph.reasoning import reason
from ncgraph.reasoning.findings import find_all
from ncgraph.reasoning.slips import find_slips

if TYPE_CHECKING:
    from pathlib import Path

    from ncgraph.reasoning.tracing import Finding

LIST = """

## References
[1] Weber, A. & Lind, B. Platelets pumped with light. Opt. Lett. 12, 100-104 (2018).
[2] Okafor, C. et al. Rings of dots. ACS Photonics 6, 5-9 (2019). <https://doi.org/10.1021/acsp Photonics.9b00001>.
[3] Ferrari, D. et al. Lasers from rods. Nano Lett. 3, 15-19 (2003). https://doi.org/10.1021/nl030001x.
"""  # noqa: E501 - an entry is a line
SAID = "{} lasing of CdSe/CdS nanoplatelets with a threshold of 20 µJ/cm² [1]."
TABLE = """# Lasers

Table 1. Lasing thresholds.

| Material | Lasing threshold | Cavity | Ref. |
|---|---|---|---|
| CdSe/CdS NPLs | 20 µJ/cm² | DFB | 1 |
| CdSe/ZnS QDs | 80 µJ/cm² | DBR | 2 |
| CdSe/CdS QDs | 60 µJ/cm² | DBR | 2 |
| CdSe NPLs | 35 µJ/cm² | WGM | 1 |
| CdSe/ZnS NRs | {} | WGM | 3 |
"""


def slips(tmp_path: Path, text: str) -> list[Finding]:
    return list(find_slips(graph_of(tmp_path, text)))


def graph_of(tmp_path: Path, text: str) -> KnowledgeGraph:
    source = tmp_path / "paper.md"
    source.write_text(text, encoding="utf-8")
    document = ncgraph.read(source)
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    add(graph, document, ncgraph.extract(document))
    reason(graph)
    return graph


def told(found: list[Finding], code: str) -> list[str]:
    return [each.message for each in found if each.code == code]


@pytest.mark.parametrize(
    ("opening", "end"),
    [
        ("Okafor et al. reported", "begin with Weber, 2018"),
        ("Lind et al. reported", "begin with Weber, 2018, where Lind stands further back"),
    ],
)
def test_a_work_credited_to_another_than_its_first_author_is_told(
    tmp_path: Path, opening: str, end: str
) -> None:
    found = slips(tmp_path, f"# Lasers\n\n{SAID.format(opening)}{LIST}")
    (message,) = told(found, "credit")
    assert "is credited with ref. 1, whose authors in the list" in message
    assert message.endswith(end)
    (finding,) = (each for each in found if each.code == "credit")
    sentence, entry = finding.evidence
    assert opening in sentence.quote
    assert entry.quote.startswith("Weber, A. & Lind, B.")


@pytest.mark.parametrize(
    "opening",
    [
        "Weber et al. reported",
        "Wéber et al. reported",
        "In 2018, Weber et al. reported",
        "We reported",
        "In 2017, a group in Ulm reported",
        "After a proposal of 1999, Weber et al. reported in 2018",
    ],
)
def test_a_work_credited_as_the_list_has_it_is_no_slip(tmp_path: Path, opening: str) -> None:
    found = slips(tmp_path, f"# Lasers\n\n{SAID.format(opening)}{LIST}")
    assert told(found, "credit") + told(found, "year") == []


def test_two_works_in_one_sentence_leave_open_whose_is_which(tmp_path: Path) -> None:
    sentence = SAID.format("Building on earlier rods [3], Okafor et al. reported")
    found = slips(tmp_path, f"# Lasers\n\n{sentence}{LIST}")
    assert told(found, "credit") == []


def test_a_year_that_is_not_that_of_the_list_is_told(tmp_path: Path) -> None:
    found = slips(tmp_path, f"# Lasers\n\n{SAID.format('In 2016, Weber et al. reported')}{LIST}")
    assert told(found, "year") == ["ref. 1 is of 2016 here, of 2018 in the list"]


def test_a_doi_with_a_blank_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    (message,) = told(slips(tmp_path, f"# Lasers\n\n{SAID.format('We saw')}{LIST}"), "doi")
    assert "ref. 2" in message
    assert message.endswith("without it, it is 10.1021/acsphotonics.9b00001")


@pytest.mark.parametrize(
    ("formula", "element"),
    [
        ("CdSe/ZnSxS1-x", "S"),
        ("CdSe/ZnS1-xSx", "S"),
        ("CdSe/ZnSexS1-x", None),
        ("CdSe/CdxZn1-xS", None),
        ("CdSxSe1-x/ZnS", None),
    ],
)
def test_an_element_that_replaces_itself_is_told(
    tmp_path: Path, formula: str, element: str | None
) -> None:
    found = slips(tmp_path, f"# Lasers\n\nThe {formula} quantum dots lased in a microring.{LIST}")
    messages = told(found, "formula")
    assert len(messages) == (element is not None)
    assert all(f"names {element} twice" in message for message in messages)


@pytest.mark.parametrize(("value", "expected"), [("3 mJ", 1), ("90 µJ/cm²", 0), ("N.A.", 0)])
def test_a_threshold_without_the_pumped_area_is_told_in_a_table_of_others(
    tmp_path: Path, value: str, expected: int
) -> None:
    found = told(slips(tmp_path, TABLE.format(value) + LIST), "unit")
    assert len(found) == expected
    assert all("CdSe/ZnS NR: 3 mJ (lasing threshold) is given as energy" in m for m in found)


def test_slips_are_among_the_findings_in_the_shape_of_the_contract(tmp_path: Path) -> None:
    found = find_all(graph_of(tmp_path, f"# Lasers\n\n{SAID.format('Lind et al. saw')}{LIST}"))
    shape = findings_json(found)
    jsonschema.validate(shape, read_schema("findings"))
    assert [each.code for each in found.slips] == ["credit", "doi"]
