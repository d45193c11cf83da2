"""One paper in five formats: what it says must not depend on how it is marked up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read, read_text

if TYPE_CHECKING:
    from ncgraph.model import Claim, Document

PAPERS = Path(__file__).parents[1] / "papers"
PLAIN = "nanorods.md"
TAGGED = ["nanorods.xml", "nanorods.tei.xml", "nanorods.html"]
MARKED = [*TAGGED, "nanorods.tex"]


def paper(name: str) -> Document:
    return read(PAPERS / name)


@pytest.mark.parametrize("name", MARKED)
def test_all_formats_give_the_same_title_doi_and_sections(name: str) -> None:
    marked, written = paper(name), paper(PLAIN)
    assert (marked.title, marked.doi, marked.id) == (written.title, written.doi, written.id)
    assert [(s.number, s.title) for s in marked.sections] == [
        (s.number, s.title) for s in written.sections
    ]


@pytest.mark.parametrize("name", MARKED)
def test_all_formats_give_the_same_sentences(name: str) -> None:
    def said(document: Document) -> list[object]:
        return [
            (s.text, s.section, s.kind, s.cited, s.resolved, s.authors) for s in document.sentences
        ]

    assert said(paper(name)) == said(paper(PLAIN))


@pytest.mark.parametrize("name", MARKED)
def test_all_formats_give_the_same_references(name: str) -> None:
    def listed(document: Document) -> list[object]:
        return [
            (r.number, r.authors, r.title, r.journal, r.volume, r.page, r.year, r.doi)
            for r in document.references
        ]

    assert len(paper(name).references) == 3
    assert listed(paper(name)) == listed(paper(PLAIN))


@pytest.mark.parametrize("name", MARKED)
def test_all_formats_give_the_same_table(name: str) -> None:
    def laid(document: Document) -> list[object]:
        return [
            (
                table.label,
                table.caption,
                table.notes,
                table.section,
                [cell.text for cell in table.header],
                [[(cell.text, cell.citations) for cell in row] for row in table.rows],
            )
            for table in document.tables
        ]

    assert laid(paper(name)) == laid(paper(PLAIN))


@pytest.mark.parametrize("name", MARKED)
def test_all_formats_give_the_same_claims(name: str) -> None:
    def told(claim: Claim) -> tuple[object, ...]:
        return (
            claim.kind,
            claim.subject,
            claim.quantity,
            claim.category,
            claim.polarity,
            claim.cavity,
            claim.pump,
            claim.citations,
            claim.source,
            claim.row,
            claim.rule,
        )

    claims = [told(claim) for claim in extract(paper(PLAIN)).claims]
    assert len(claims) > 10
    assert [told(claim) for claim in extract(paper(name)).claims] == claims


@pytest.mark.parametrize("name", TAGGED)
def test_evidence_and_mentions_quote_the_file_with_its_tags(name: str) -> None:
    with (PAPERS / name).open(encoding="utf-8", newline="") as file:
        text = file.read()
    document = paper(name)
    assert document.text == text
    found = extract(document)
    for claim in found.claims:
        span = claim.evidence.spans[0]
        assert text[span.start : span.end] in claim.evidence.quote
    lasing = next(s for s in document.sentences if s.text.startswith("The rods lased at"))
    printed = text[lasing.span.start : lasing.span.end]
    assert printed.startswith("The rods lased at 26 µJ cm<")
    assert printed.endswith(".")
    number = lasing.text.index("26 µJ cm-2")
    span = lasing.offsets.span(number, number + len("26 µJ cm-2"))
    assert text[span.start : span.end].startswith("26 µJ cm<")
    assert text[span.start : span.end].endswith((">", "2"))


@pytest.mark.parametrize("name", TAGGED)
def test_references_and_cells_quote_the_file(name: str) -> None:
    document = paper(name)
    for reference in document.references:
        assert document.text[reference.span.start : reference.span.end] == reference.raw
    assert "Novak" in document.references[2].raw
    (table,) = document.tables
    emitters = [document.text[row[0].span.start : row[0].span.end] for row in table.rows]
    assert emitters == ["CdSe/CdS", "CdSe", "CdSe"]


def test_an_entity_maps_back_as_a_whole() -> None:
    document = paper("nanorods.html")
    sentence = document.sentences[0]
    at = sentence.text.index("µ")
    span = sentence.offsets.span(at, at + 1)
    assert document.text[span.start : span.end] == "&micro;"


@pytest.mark.parametrize("name", MARKED)
def test_a_reference_file_beside_the_paper_adds_what_its_list_lacks(
    name: str, tmp_path: Path
) -> None:
    entries = tmp_path / "more.ris"
    lines = [
        "TY  - JOUR",
        "AU  - Wu, H.",
        "TI  - Wires that lase",
        "PY  - 2020",
        "ID  - 4",
        "ER  - ",
    ]
    entries.write_text("\n".join(lines), encoding="utf-8")
    document = read(PAPERS / name, entries)
    added = [r for r in document.references if r.title == "Wires that lase"]
    assert len(added) == 1
    assert all(r.span.start == r.span.end == len(document.text) for r in added)
    assert [r.number for r in document.references if r not in added] == [1, 2, 3]


def test_captions_inside_of_captions_are_read_once() -> None:
    """Found by fuzzing: an end tag that is cut leaves the next figure inside of the caption."""
    figure = "<figure><figcaption>Fig. 1 | CdSe dots lase.</figure>"
    text = f"<html><body><p>Words.</p>{figure.replace('</figure>', '') * 4}</body></html>"
    sentences = [sentence.spans for sentence in read_text(text, "paper.html").sentences]
    assert len(sentences) == len(set(sentences))
