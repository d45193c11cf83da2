"""Headings of every make, title pages, and what stands behind the references."""

from __future__ import annotations

import pytest

from ncgraph.reading import read_text

PAPER = """
Lasers from small crystals

Ann Author¹, Bo Writer^{2,*} & Cy Third¹

¹Department of Physics, University of Somewhere, Country ²Institute of Optics, Elsewhere

*E-mails: ann@example.org (Ann Author)

Cite as: Author, A. Lasers from small crystals. *J. Opt.* 3, 17 (2024). <https://doi.org/10.1000/j.opt.2024.17>

Received: 10 August 2023

We show that small crystals lase. They do so under weak pumping, as others have found before us.

Keywords: Lasers, Crystals

1. INTRODUCTION

Small crystals are bright.

2. THE PROPERTIES OF CdSe DOTS

2.1. Steady properties of CdSe dots Solution-grown dots have drawn attention for years. They glow.

2.2. Gain, loss, and mechanism The gain of dots is a matter of their size.

2.2.1. Role of nonradiative Auger recombination In most dots, this loss is fast.

2.3. Integration of lasers

Lasers are put on chips.

3. SUMMARY

Dots lase.

REFERENCES

1. Author, A. One. *J. Opt.* **1**, 1 (2020).

Acknowledgments The authors thank everyone.

© 2023 The Author(s).
"""


def test_headings_are_told_from_the_text_that_runs_on_behind_them() -> None:
    titles = {s.number: s.title for s in read_text(PAPER, "p.md").sections}
    assert titles["2"] == "THE PROPERTIES OF CdSe DOTS"
    assert titles["2.1"] == "Steady properties of CdSe dots"
    assert titles["2.2"] == "Gain, loss, and mechanism"
    assert titles["2.2.1"] == "Role of nonradiative Auger recombination"
    assert titles["2.3"] == "Integration of lasers"


def test_sentences_know_their_section() -> None:
    found = {s.text.split()[0]: s.section for s in read_text(PAPER, "p.md").sentences}
    assert found == {
        "We": "abstract",
        "They": "2.1",
        "Small": "1",
        "Solution-grown": "2.1",
        "The": "2.2",
        "In": "2.2.1",
        "Lasers": "2.3",
        "Dots": "3",
        "One": "references",
    }


def test_title_page_and_back_matter_are_no_prose() -> None:
    document = read_text(PAPER, "p.md")
    assert document.title == "Lasers from small crystals"
    prose = " ".join(s.text for s in document.sentences)
    for word in ("Department", "Received", "Keywords", "example.org", "thank", "©", "Cite as"):
        assert word not in prose


def test_the_doi_of_the_title_page_names_the_document() -> None:
    document = read_text(PAPER, "p.md")
    assert document.id == document.doi == "10.1000/j.opt.2024.17"


def test_a_section_governs_its_subsections() -> None:
    document = read_text(PAPER, "p.md")
    spans = {s.number: s.span for s in document.sections}
    assert spans["2"].start < spans["2.1"].start < spans["2.3"].end == spans["2"].end
    assert document.text[spans["3"].start :].startswith("3. SUMMARY")


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("## 2.1 Gain in films\n\n", "2.1", "Gain in films"),
        ("## Gain in films\n\n", "gain in films", "Gain in films"),
        ("Gain in films\n-------------\n\n", "gain in films", "Gain in films"),
        ("2. Results and discussion\n", "2", "Results and discussion"),
        ("Results and Discussion\n\n", "results and discussion", "Results and Discussion"),
        ("**Gain in films**\n\n", "gain in films", "Gain in films"),
        ("II. GAIN IN FILMS\n\n", "II", "GAIN IN FILMS"),
        ("2.1 Optical Gain of Thin Films ", "2.1", "Optical Gain of Thin Films"),
    ],
)
def test_a_heading_is_known_however_it_is_set(heading: str, number: str, title: str) -> None:
    text = f"# Dots\n\n## 1 Introduction\n\nDots glow.\n\n{heading}The films of dots have gain."
    document = read_text(text, "p.md")
    assert (document.sections[-1].number, document.sections[-1].title) == (number, title)
    assert document.sentences[-1].text == "The films of dots have gain."
    assert document.sentences[-1].section == number


@pytest.mark.parametrize(
    "line",
    [
        "2.1 nm thick shells were grown on dots.",
        "Fig. 3 shows the gain of dots.",
        "10 dots were seen.",
        "CdSe/CdS dots lase.",
    ],
)
def test_prose_is_no_heading(line: str) -> None:
    document = read_text(f"# Dots\n\n## 1 Introduction\n\nDots glow.\n\n{line}", "p.md")
    assert len(document.sections) == 1
    assert document.sentences[-1].text == line


def test_text_without_headings_is_all_prose() -> None:
    document = read_text("CdSe dots lase.\n\nRods lase, too.", "note.txt")
    assert [s.section for s in document.sentences] == ["", ""]
    assert document.title == ""


def test_methods_behind_the_references_are_read() -> None:
    text = (
        "# D\n\n## Results\n\nDots lase.\n\n## References\n\n1. Author, A. One. "
        "J. Opt. 1, 1 (2020).\n\n## Film growth\n\nFilms were cast."
    )
    sentences = read_text(text, "p.md").sentences
    assert sentences[1].text == "Films were cast."
    assert sentences[1].section == "film growth"


def test_a_comment_before_the_title_is_no_prose() -> None:
    comment = "<!-- A digest.\nRestates: https://doi.org/10.1000/x.\n-->"
    text = f"{comment}\n\n# Dots that lase\n\nCdSe lased.\n"
    document = read_text(text, "digest.md")
    assert (document.title, document.doi) == ("Dots that lase", None)
    assert [sentence.text for sentence in document.sentences] == ["CdSe lased."]
