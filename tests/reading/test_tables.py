"""Tables between tabs and pipes."""

from __future__ import annotations

from ncgraph.reading import read_text

TABBED = """## 1 Results

Dots are listed as

Table 1 | Gain of dots.

Sample	Threshold	Ref.
CdSe QDs	N.A. ^a	1
Cd _(1-x) Zn _x Se/ZnS QDs	28 $\\mu\\text{J}/\\text{cm}^2$	2, 3
CdSe NPLs	10.4 mJ/cm ²

^a Not available. C/S means core/shell.

shown in Table 1 and elsewhere.

## References

1. Author, A. One. *J. Opt.* **1**, 1 (2020).
2. Baker, B. Two. *J. Opt.* **1**, 2 (2014).
3. Cook, C. Three. *J. Opt.* **1**, 3 (2017).
"""


def test_a_table_between_tabs_has_header_rows_and_notes() -> None:
    table = read_text(TABBED, "p.md").tables[0]
    assert (table.label, table.caption) == ("Table 1", "Gain of dots.")
    assert [cell.text for cell in table.header] == ["Sample", "Threshold", "Ref."]
    assert table.notes == "^a Not available. C/S means core/shell."
    assert table.section == "1"


def test_cells_read_like_sentences_without_their_note_marks() -> None:
    table = read_text(TABBED, "p.md").tables[0]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["CdSe QDs", "N.A.", "1"],
        ["Cd1-xZnxSe/ZnS QDs", "28 µJ/cm2", "2, 3"],
        ["CdSe NPLs", "10.4 mJ/cm2", ""],
    ]


def test_the_column_of_references_cites() -> None:
    table = read_text(TABBED, "p.md").tables[0]
    assert [row[2].citations for row in table.rows] == [(1,), (2, 3), ()]


def test_cells_lead_back_to_the_print() -> None:
    document = read_text(TABBED, "p.md")
    cell = document.tables[0].rows[1][1]
    assert document.text[cell.span.start : cell.span.end] == r"28 $\mu\text{J}/\text{cm}^2$"


def test_a_short_row_is_filled_and_reported() -> None:
    document = read_text(TABBED, "p.md")
    assert {len(row) for row in document.tables[0].rows} == {3}
    assert "table-row-ragged" in [problem.code for problem in document.problems]


def test_prose_goes_on_around_a_table() -> None:
    sentence = read_text(TABBED, "p.md").sentences[0]
    assert sentence.text == "Dots are listed as shown in Table 1 and elsewhere."
    assert len(sentence.spans) == 2


def test_a_table_between_pipes_is_read() -> None:
    text = (
        "**Table 2.** Lasers.\n\n| Sample | Peak (nm) | References |\n|:--|--:|---|\n"
        "| CdSe<sup>a</sup> | ~645 | [12] |\n| InP | 540 | 14 |\n\n<sup>a</sup> As film.\n"
    )
    table = read_text(text, "p.md").tables[0]
    assert (table.label, table.caption) == ("Table 2", "Lasers.")
    assert table.notes == "<sup>a</sup> As film."
    assert [[cell.text for cell in row][:2] for row in table.rows] == [
        ["CdSe", "~645"],
        ["InP", "540"],
    ]
    assert [row[2].citations for row in table.rows] == [(12,), (14,)]
