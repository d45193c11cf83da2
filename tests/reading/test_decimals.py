"""Decimal commas are read where the whole text writes them, and nowhere else."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text
from ncgraph.reading.decimals import Decimals, decimals_of

COMMAS = "Dots lased at 0,3 mJ/cm² and rods at 2,5 mJ/cm². "
POINTS = "Dots lased at 0.3 mJ/cm² and rods at 2.5 mJ/cm². "


@pytest.mark.parametrize(
    ("prose", "decimals"),
    [
        (COMMAS, Decimals.COMMA),
        (r"at $2{,}5\,\mu$J and $3{,}1\,\mu$J", Decimals.COMMA),
        ("Sample\tThreshold\nCdSe\t1,5\nCdTe\t2,75\n", Decimals.COMMA),
        (POINTS, Decimals.POINT),
        ("lasing.1,2 nm-sized dots", Decimals.POINT),
        ("1,200 nm, 3,400 nm and 12,000 s", Decimals.POINT),
        ("as shown [3,4] and ^{5,6} at 7 nm, see Fig. 1,2", Decimals.POINT),
        (COMMAS + POINTS, Decimals.MIXED),
        (COMMAS + 20 * POINTS, Decimals.POINT),
    ],
)
def test_the_whole_text_tells_how_it_writes_decimals(prose: str, decimals: Decimals) -> None:
    assert decimals_of(prose) is decimals


@pytest.mark.parametrize(
    ("around", "number", "read"),
    [
        (COMMAS, "4,25", "4.25"),
        (COMMAS, "1.234,5", "1234.5"),
        (COMMAS, "1,2345", "1.2345"),
        (COMMAS, "1,234", None),
        (COMMAS, "1.234", None),
        (COMMAS + POINTS, "1,234", None),
        (POINTS, "1,234", "1234.0"),
        ("", "1,234", "1234.0"),
    ],
)
def test_a_number_is_read_as_its_text_writes_them_or_left_open(
    around: str, number: str, read: str | None
) -> None:
    text = f"{around}The ASE threshold of CdSe NPLs is {number} µJ/cm²."
    document = read_text(text, "note.md")
    claims = [c for c in extract(document).claims if c.kind == "ase-threshold"]
    assert [str(c.quantity.value) for c in claims if c.quantity] == ([read] if read else [])
    problems = [p for p in document.problems if p.code == "number-ambiguous"]
    assert [text[p.start : p.end] for p in problems] == ([] if read else [number])


def test_lists_and_citations_keep_their_commas() -> None:
    text = f"{COMMAS}Samples 1,2,3 lased [4,5].^{{6,7}}\n\n## References\n\n" + "\n".join(
        f"{n}. Baker, B. One. *J. Opt.* **{n}**, 1 (2014)." for n in range(1, 8)
    )
    sentence = read_text(text, "note.md").sentences[-8]
    assert sentence.text == "Samples 1,2,3 lased."
    assert sentence.cited == (4, 5, 6, 7)
