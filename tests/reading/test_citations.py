"""Markers are cut out and expanded; exponents, charges and Miller indices are none."""

from __future__ import annotations

import pytest

from ncgraph.reading import read_text
from ncgraph.reading.markup import plain
from ncgraph.reading.writer import Marking


def labels(text: str, highest: int | None = 60) -> list[tuple[int | str, ...]]:
    return [citation.labels for citation in plain(text, None, Marking(highest=highest)).citations]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("the rods lased⁴².", (42,)),
        ("coated with CdTe^{15,43–45}.", (15, 43, 44, 45)),
        ("coated with ZnS$^{12}$.", (12,)),
        ("coated with ZnS<sup>12,14</sup>.", (12, 14)),
        ("rods lased⁵³⁻⁵⁵ well", (53, 54, 55)),
        ("rods lased [12,14–16].", (12, 14, 15, 16)),
        ("rods lased.[7] Wells", (7,)),
        ("rods lased.(7) Wells", (7,)),
        ("rods lased [4b].", ("4b",)),
        ("rods lased^{7a–c}.", ("7a", "7b", "7c")),
        ("rods lased (Gao et al., 2011; Xing 2012).", ("Gao et al., 2011", "Xing, 2012")),
        ("as found by Gao et al. (2011) in rods", ("Gao et al., 2011",)),
        ("as compared in ref. 12 and", (12,)),
        ("as compared in Refs. 12–14 and", (12, 13, 14)),
        ("as compared in Reference 9 and", (9,)),
        ("at 300 K¹², rods", (12,)),
        ("a peak at 640 nm²³.", (23,)),
        ("in dots of CuInS₂³⁸ and", (38,)),
        ("type I¹² dots", (12,)),
        ("[12](#ref12) and", (12,)),
    ],
)
def test_a_marker_names_its_entries(printed: str, expected: tuple[int | str, ...]) -> None:
    assert labels(printed) == [expected]


@pytest.mark.parametrize(
    "printed",
    [
        "at 26 µJ cm⁻² and",
        "an area of 40 µm² and",
        "a volume of 90 nm³ and",
        "at 10⁴ pulses and",
        "3×10^{-3} J and",
        "lased at 6 kW/cm^2 and",
        "Cd²⁺ ions and ¹³C",
        "along the [100] direction",
        "where x² is small",
        "$x^{12}$ is small",
        "an interval [0, 1] and",
        "dots lased⁹⁹ and",
        "see Fig. 3 (2011 data) and",
        "in the year (2012) and",
        "as in Eq.(3) and",
    ],
)
def test_what_is_no_marker_is_left_alone(printed: str) -> None:
    assert labels(printed) == []


def test_a_reference_may_stick_to_an_exponent() -> None:
    read = plain("at 26 µJ cm⁻²⁴.", None, Marking(highest=60))
    assert read.text == "at 26 µJ cm-2."
    assert read.citations[0].labels == (4,)


def test_an_exponent_without_such_a_reference_stays_whole() -> None:
    assert plain("at 26 µJ cm⁻²⁴.", None, Marking(highest=3)).text == "at 26 µJ cm-24."


def test_a_raised_number_beyond_the_list_is_reported() -> None:
    read = plain("dots lased⁹⁹.", None, Marking(highest=60))
    assert [problem.code for problem in read.problems] == ["superscript-not-understood"]


def test_a_marker_knows_where_it_stood() -> None:
    text = "Dots of CdSe¹² and rods [13] lased."
    sentence = read_text(text, "note.md").sentences[0]
    assert sentence.text == "Dots of CdSe and rods lased."
    first, second = sentence.citations
    assert sentence.text[: first.position] == "Dots of CdSe"
    assert sentence.text[: second.position] == "Dots of CdSe and rods"
    assert text[first.span.start : first.span.end] == "¹²"
    assert text[second.span.start : second.span.end] == "[13]"
    assert sentence.cited == (12, 13)


def test_a_marker_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    sentences = read_text("Dots lased.¹² Rods lased.[13] Wells did not.", "note.md").sentences
    assert [s.cited for s in sentences] == [(12,), (13,), ()]


def test_an_abbreviations_full_stop_is_not_doubled() -> None:
    sentences = read_text("This was shown by Klimov et al.¹². Then rods lased.", "n.md").sentences
    assert [s.text for s in sentences] == ["This was shown by Klimov et al.", "Then rods lased."]
