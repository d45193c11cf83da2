"""One plain form for every notation, with the way back to the print."""

from __future__ import annotations

import pytest

from ncgraph.model import Span
from ncgraph.reading.markup import plain
from ncgraph.reading.writer import Marking


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (r"$26 \mu\text{J}/\text{cm}^2$", "26 µJ/cm2"),
        (r"$8.2 \text{ mJ}/\text{cm}^{2}$", "8.2 mJ/cm2"),
        ("26 μJ cm−2", "26 µJ cm-2"),
        ("1,200 µJ cm⁻²", "1,200 µJ cm-2"),
        ("440 μJ·cm^{-2}", "440 µJ·cm-2"),
        ("10.4 mJ/cm ²", "10.4 mJ/cm2"),
        ("7 kW/cm<sup>2</sup>", "7 kW/cm2"),
        ("3×10^-3 J/cm2", "3×10^-3 J/cm2"),
        (r"$3 \times 10^{-3}$ J/cm²", "3 × 10^-3 J/cm2"),
        ("10⁴ W/cm²", "10^4 W/cm2"),
        (r"at $\sim 528 \text{ nm}$", "at ~528 nm"),
        ("~1.5\N{NO-BREAK SPACE}eV", "~1.5 eV"),
        ("0.9–1.2 mJ/cm²", "0.9–1.2 mJ/cm2"),
        ("in the {100} facets", "in the {100} facets"),
        (r"$\Delta A + A_0 > 0$", "ΔA + A0 > 0"),
        ("6.5 &micro;W &lt; 7 &mu;W", "6.5 µW < 7 µW"),
        ("at 45 °C or 45$^\\circ$C", "at 45 °C or 45°C"),
        ("costs $5 and $6", "costs $5 and $6"),
    ],
)
def test_a_quantity_has_one_plain_form(printed: str, read: str) -> None:
    assert plain(printed).text == read


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("InP/Cd_xZn_{1-x}S/ZnSe_{0.4}S_{0.6}", "InP/CdxZn1-xS/ZnSe0.4S0.6"),
        ("Cd_(1-x)Zn_xSe_(1-y)S_y/ZnS", "Cd1-xZnxSe1-ySy/ZnS"),
        ("Cd _(1-x) Zn _x Se _(1-y) S _y /ZnS QDs", "Cd1-xZnxSe1-ySy/ZnS QDs"),
        ("CdSe _x S _{1-x} /CdS C/S NPLs", "CdSexS1-x/CdS C/S NPLs"),
        ("CuInS₂", "CuInS2"),
        ("CsPbBr<sub>3</sub>", "CsPbBr3"),
        (r"$\text{MgF}_2$", "MgF2"),
        ("Mn²⁺ and Cd^{2+}", "Mn2+ and Cd2+"),
        ("¹³C", "13C"),
    ],
)
def test_a_formula_has_one_plain_form(printed: str, read: str) -> None:
    assert plain(printed).text == read


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("**a**, *both* and _one_ word", "a, both and one word"),
        ("see [the data](https://example.org/x) and `code`", "see the data and code"),
        ("a snake_case_name", "a snake_case_name"),
        ("two \n lines", "two lines"),
        ("efﬁcient", "efficient"),
        ("a\u00adtom", "atom"),
        (r"Fig.~3 and 50\% \& more", "Fig. 3 and 50% & more"),
    ],
)
def test_markup_leaves_the_words(printed: str, read: str) -> None:
    assert plain(printed).text == read


def test_a_hyphen_that_breaks_a_line_goes() -> None:
    assert plain("silicon electron-\nics").text == "silicon electronics"


@pytest.mark.parametrize(
    "text",
    [
        "A two-dimensional film. The two-\ndimensional film lases.",
        "Both two films and the dimensional limit, so two-\ndimensional films.",
    ],
)
def test_a_hyphen_of_the_word_itself_stays(text: str) -> None:
    assert "two-dimensional film" in plain(text).text.rsplit(".", 2)[-2]


def test_a_word_cut_by_a_page_is_joined() -> None:
    text = "passive semi-\n\n\n\nconductor films"
    spans = (Span(0, 13), Span(17, len(text)))
    assert plain(text, spans).text == "passive semiconductor films"


def test_offsets_lead_back_to_the_print() -> None:
    text = r"lased at $26 \mu\text{J}/\text{cm}^2$ in Cd_xZn_{1-x}Se^{15}."
    read = plain(text)
    at = read.text.index("26")
    assert read.offsets.span(at, at + 2) == Span(10, 12)
    quantity = read.offsets.span(at, at + len("26 µJ/cm2"))
    assert text[quantity.start : quantity.end] == r"26 \mu\text{J}/\text{cm}^2"


def test_where_nothing_cites_raised_numbers_stay() -> None:
    assert plain("films of gold¹²", None, Marking(cited=False)).text == "films of gold12"


@pytest.mark.parametrize(
    ("printed", "read", "labels"),
    [
        ("5 µJ cm<sup>&minus;2 [4]</sup>", "5 µJ cm-2", [(4,)]),
        ("5 µJ cm^{-2[4,5]}", "5 µJ cm-2", [(4, 5)]),
        ("430 µJ cm À2 at once", "430 µJ cm-2 at once", []),
        ("À la carte", "À la carte", []),
        ("with E g ¼ 3.2 eV and 2 Â 10 À3 of Eu3þ", "with E g = 3.2 eV and 2 × 10 -3 of Eu3+", []),
        ("¼ of the þing", "¼ of the þing", []),
        ("J/sub th/ of 65 A/cm/sup 2/ near 1.3 /spl mu/m", "Jth of 65 A/cm2 near 1.3 µm", []),
        ("CdSe/sub-layers and 5/spl/7", "CdSe/sub-layers and 5/spl/7", []),
        (r"$0{,}3$ mJ and $1{,}200$ nm", "0.3 mJ and 1,200 nm", []),
        (r"\SI{0,3}{\milli\joule}", "0.3 mJ", []),
    ],
)
def test_odd_exponents_and_commas(printed: str, read: str, labels: list[tuple[int, ...]]) -> None:
    found = plain(printed)
    assert (found.text, [citation.labels for citation in found.citations]) == (read, labels)
