"""The grammar of printed quantities: what is read, where it stands, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ncgraph.extraction.quantities import Shape, scan
from ncgraph.model import Dimension
from ncgraph.units import parse_unit


def _quotes(text: str) -> list[str]:
    return [text[found.start : found.end] for found in scan(text)]


@pytest.mark.parametrize(
    ("text", "quote", "si_value", "si_unit"),
    [
        ("an ASE threshold of 26 µJ/cm2 was", "26 µJ/cm2", 0.26, "J/m2"),
        ("26 μJ cm−2 suffice", "26 μJ cm−2", 0.26, "J/m2"),
        ("the lowest one (26 μJ cm−2) yet", "26 μJ cm−2", 0.26, "J/m2"),
        ("(7 mJcm-2)", "7 mJcm-2", 70.0, "J/m2"),
        ("17.2 µJ cm-2.", "17.2 µJ cm-2", 0.172, "J/m2"),
        ("as high as 1,200 µJ cm⁻², yet", "1,200 µJ cm⁻²", 12.0, "J/m2"),
        ("at 3×10^-3 J/cm2", "3×10^-3 J/cm2", 30.0, "J/m2"),
        ("at 1.2 × 10^4 W/cm2", "1.2 × 10^4 W/cm2", 1.2e8, "W/m2"),
        ("10^17 cm-3", "10^17 cm-3", 1e23, "1/m3"),
        ("2 × 10⁻³ J/cm²", "2 × 10⁻³ J/cm²", 20.0, "J/m2"),
        ("2e-3 J/cm2", "2e-3 J/cm2", 20.0, "J/m2"),
        ("of 2.8 × 10–14 cm2", "2.8 × 10–14 cm2", 2.8e-18, "m2"),
        ("(1 μ W) pumping", "1 μ W", 1e-6, "W"),
        ("injection of 13 A/cm²", "13 A/cm²", 1.3e5, "A/m2"),
        ("down to 9.9 fJ", "9.9 fJ", 9.9e-15, "J"),
        ("biased at 1.94 V", "1.94 V", 1.94, "V"),
        ("lasing up at 312 K.", "312 K", 312.0, "K"),
        ("kept at -20 °C", "-20 °C", 253.15, "K"),
        ("pumped at 1.3 μm", "1.3 μm", 1.3e-6, "m"),
        ("photons of 2.81 eV", "2.81 eV", 2.81 * 1.602176634e-19, "J"),
        ("gain of 650 cm-1", "650 cm-1", 65000.0, "1/m"),
        ("a PLQY of 85%", "85%", 0.85, "1"),
        ("0,53 mJ/cm2", "0,53 mJ/cm2", 5.3, "J/m2"),
        (
            "5 microjoules per square centimeter",
            "5 microjoules per square centimeter",
            0.05,
            "J/m2",
        ),
        ("30 µJ/cm2/pulse", "30 µJ/cm2", 0.3, "J/m2"),
    ],
)
def test_a_number_with_its_unit_is_read_in_every_spelling(
    text: str, quote: str, si_value: float, si_unit: str
) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == quote
    assert found.quantity.si_value == pytest.approx(si_value)
    assert found.quantity.si_unit == si_unit


def test_pump_wavelength_and_pulse_duration_are_two_quantities() -> None:
    assert _quotes("400 nm (100 fs)") == ["400 nm", "100 fs"]


@pytest.mark.parametrize(
    ("text", "quote", "ends"),
    [
        ("between pump levels of 6.4 to 8.4 kW/cm²", "6.4 to 8.4 kW/cm²", (6.4e7, 8.4e7)),
        ("falls to 0.9–1.2 mJ/cm²", "0.9–1.2 mJ/cm²", (9.0, 12.0)),
        ("lifetimes between 2 and 5 ps", "2 and 5 ps", (2e-12, 5e-12)),
        ("2~5 ps", "2~5 ps", (2e-12, 5e-12)),
        ("tuned from 800 nm to 1.3 µm", "800 nm to 1.3 µm", (8e-7, 1.3e-6)),
        ("cooled from 300 to 80 K", "300 to 80 K", (80.0, 300.0)),
        ("binding by 30 to 40 meV", "30 to 40 meV", (4.806529902e-21, 6.408706536e-21)),
    ],
)
def test_a_range_is_one_quantity_with_two_ends(
    text: str, quote: str, ends: tuple[float, float]
) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == quote
    assert found.shape is Shape.RANGE
    made = found.quantity
    assert (made.si_value, made.si_value_max) == pytest.approx(ends)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("<", "<"),
        ("less than", "<"),
        ("below", "<"),
        ("sub-", "<"),
        ("lower than about", "<"),
        ("above", ">"),
        ("more than", ">"),
        ("≥", ">="),
        ("at least", ">="),
        ("no less than", ">="),
        ("up to", "<="),
        ("≤", "<="),
        ("as low as", None),
        ("under", None),
        ("reaches", None),
    ],
)
def test_words_before_a_number_set_its_bound_and_stay_out_of_its_span(
    words: str, bound: str | None
) -> None:
    text = f"the threshold is {words}{'' if words.endswith('-') else ' '}10 W/cm^2 here"
    (found,) = scan(text)
    assert found.quantity.bound == bound
    assert text[found.start : found.end] == "10 W/cm^2"


@pytest.mark.parametrize("words", ["~", "~ ", "about ", "ca. ", "approximately ", "nearly ", "≈ "])
def test_about_makes_a_quantity_approximate(words: str) -> None:
    (found,) = scan(f"emission at {words}645 nm")
    assert found.quantity.approximate
    assert (found.start, found.quantity.value) == (12 + len(words), 645)


@pytest.mark.parametrize(
    ("text", "uncertainty"),
    [
        ("12 ± 2 µJ/cm2", 2.0),
        ("(12 ± 2) µJ/cm2", 2.0),
        ("12 µJ/cm2 ± 2 µJ/cm2", 2.0),
        ("12 µJ/cm2 ± 10%", 1.2),
        ("12 +/- 2 µJ/cm2", 2.0),
    ],
)
def test_an_uncertainty_belongs_to_its_value(text: str, uncertainty: float) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == text
    assert found.quantity.value == 12
    assert found.quantity.uncertainty == pytest.approx(uncertainty)


@pytest.mark.parametrize(
    ("text", "quotes", "si_values"),
    [
        ("were 1.2 and 4.6 mJ/cm2, respectively", ["1.2", "4.6 mJ/cm2"], [12, 46]),
        ("at 400, 800, and 1300 nm", ["400", "800", "1300 nm"], [4e-7, 8e-7, 1.3e-6]),
        ("(100/55/100 nm)", ["100", "55", "100 nm"], [1e-7, 5.5e-8, 1e-7]),
        ("a 40 × 40 µm stage", ["40", "40 µm"], [4e-5, 4e-5]),
    ],
)
def test_numbers_that_share_a_unit_are_quantities_of_their_own(
    text: str, quotes: list[str], si_values: list[float]
) -> None:
    assert _quotes(text) == quotes
    assert [f.quantity.si_value for f in scan(text)] == pytest.approx(si_values)
    assert {f.shape for f in scan(text)} == {Shape.LISTED}


def test_hyphens_join_number_and_unit_in_compounds() -> None:
    text = "a 5-µm-diameter disk on 140-nm-thick nitride with a 0.9-nm line, 5- µm -diameter"
    assert _quotes(text) == ["5-µm", "140-nm", "0.9-nm", "5- µm"]


@pytest.mark.parametrize(
    ("text", "quote", "value", "bound"),
    [
        ("single-exciton (N = 0.53) lasing", "N = 0.53", 0.53, None),
        ("at ⟨N⟩ = 0.3", "⟨N⟩ = 0.3", 0.3, None),
        ("at <N> = 1.2", "<N> = 1.2", 1.2, None),
        ("when N < 1", "N < 1", 1.0, "<"),
        ("greater than N = 1 on average", "N = 1", 1.0, ">"),
        ("with 0.5 excitons per dot", "0.5 excitons", 0.5, None),
    ],
)
def test_excitons_per_particle_are_a_count(
    text: str, quote: str, value: float, bound: str | None
) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == quote
    assert (found.quantity.value, found.quantity.unit) == (value, "excitons")
    assert (found.quantity.bound, found.shape) == (bound, Shape.COUNT)


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("1000-times brighter", "1000-times", 1000),
        ("1000 times brighter", "1000 times", 1000),
        ("a 1.3-fold rise", "1.3-fold", 1.3),
        ("an order of magnitude higher", "an order of magnitude", 10),
        ("two orders of magnitude below", "two orders of magnitude", 100),
    ],
)
def test_multiples_are_ratios(text: str, quote: str, value: float) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == quote
    assert (found.quantity.value, found.quantity.dimension) == (value, Dimension.RATIO)
    assert found.shape is Shape.MULTIPLE


def test_a_quality_factor_is_a_bare_number() -> None:
    found = scan("rings with a Q factor of 2,300, disks with Q ~ 900")
    assert [f.quantity.value for f in found] == [2300, 900]
    assert [f.quantity.approximate for f in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "quote", "unit"),
    [
        ("only a few µJ/cm2 are needed", "a few µJ/cm2", "µJ/cm2"),
        ("pumped with tens of kW/cm2", "tens of kW/cm2", "kW/cm2"),
        ("decays in several hundred ps", "several hundred ps", "ps"),
    ],
)
def test_a_vague_amount_keeps_its_words_and_has_no_number(text: str, quote: str, unit: str) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == quote
    assert (found.quantity.value, found.quantity.unit) == (None, unit)
    assert found.quantity.approximate


@pytest.mark.parametrize(
    "text",
    [
        "Two photons are absorbed in 2014 and [28, 29].",
        "Figs. 2 and 3, Fig. 5h, Table 1, Section 2.5.2, Fig. 6f, Ref. 12 K.",
        "0D QDs, 1D NRs, the 1S and 1P bands, the 1990s, a 4A panel",
        "In 2020 A new chip was shown; (COMS) 3.2.1. CW lasing",
        "J. Phys. 124, 7994–7999 (2020). 10.1039/c8nr01838c 10.1016/j.cej.2021.131159",
        "rates of 5 nm/min and areas of 3 cm4, 100 GM",
        "CdSe0.5S0.5 and MgF2 and 3CdSe",
        "3,5 mJ/cm2 may be a list or a decimal",
    ],
)
def test_numbers_without_a_unit_of_the_field_are_left_alone(text: str) -> None:
    assert scan(text) == []


def test_a_year_or_a_figure_number_borrows_no_unit_from_what_follows() -> None:
    assert _quotes("shown in 2014, 800 nm light") == ["800 nm"]
    assert _quotes("see Figs. 2 and 3, 400 nm light") == ["400 nm"]


def test_a_number_in_no_float_is_dropped_and_not_raised() -> None:
    assert scan("9" * 400 + " nm") == []


_NUMBERS = st.decimals(min_value="0.01", max_value=9999, places=2).map(str)
_UNITS = st.sampled_from(["µJ/cm2", "kW/cm2", "A/cm2", "nm", "ps", "meV", "mJ", "K", "%", "cm-1"])


@given(_NUMBERS, _UNITS)
def test_a_printed_quantity_is_read_back(number: str, unit: str) -> None:
    (found,) = scan(f"a value of {number} {unit} was found")
    assert found.quantity.value == float(number)
    assert found.quantity.unit == unit
    known = parse_unit(unit)
    assert known is not None
    assert found.quantity.si_value == known.to_si(float(number))


_PIECES = """1 2.5 10 100 0,5 1,200 ± to and between – - / , ( ) ~ about < than × 10^4 10⁻³ µJ/cm2
nm ps K °C % times excitons N = Q factor of in 2014 Fig. µJ cm-2 kW/cm² h A s ;
. orders magnitude a few tens"""
_JUMBLES = st.lists(st.sampled_from([*_PIECES.split(), " "]), max_size=16).map("".join)


@given(_JUMBLES | st.text())
@example("0,52.5100 nm")
def test_any_text_is_scanned_in_order_without_overlap(text: str) -> None:
    end = 0
    for found in scan(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@pytest.mark.parametrize("piece", ["1", "1 ", "1 to ", "1/", "(1 ", "1 × 10", "5 cm-", "~ ", "1-"])
def test_time_grows_linearly_with_pathological_text(piece: str) -> None:
    scan(piece * 10_000)  # quadratic behaviour would take minutes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a Q factor of 1.4 × 103", [1400.0]),
        ("2.5 x 104 W/cm2", [25000.0]),
        ("sheets of 1.4 × 105 nm", [1.4, 105.0]),
        ("5 × 105 W/cm2", [5.0, 105.0]),
        ("1‚234 nm", []),
    ],
)
def test_an_exponent_that_came_down_to_the_line(text: str, values: list[float]) -> None:
    assert [found.quantity.value for found in scan(text)] == values


@pytest.mark.parametrize(
    ("text", "si_value"),
    [
        ("26 µJ . cm^(-2)", 0.26), ("26 µJcm-2", 0.26), ("3 kWcm−2", 3e7), ("26 µJ cm– 2", 0.26),
        ("26 µJ × cm-2", 0.26), ("26 microJ/cm2", 0.26), ("1.2 x 10(-4) J/cm2", 1.2),
        ("1.2 × 10 −4 J cm −2", 1.2), ("6.4…8.4 kW/cm2", 6.4e7), ("500 fsec", 5e-13),
        ("80 °K", 80.0), ("60 degC", 333.15), ("60 deg. C", 333.15), ("60 ºC", 333.15),
        ("12'000 nm", 1.2e-5), ("3 kW cm(-2)", 3e7), ("26 µJ/cm(2)", 0.26), ("5 Wcm(-2)", 5e4),
        ("2 mu s", 2e-6), ("0.3 mum", 3e-7), ("3 kW cm2", 3e7), ("26 µJ cm 2", 0.26),
        ("10 cm2", 1e-3), ("3·7 eV", 3.7 * 1.602176634e-19), ("3·10^5 W/cm2", 3e9),
        ("3·10⁻³ ns", 3e-12), ("413nmand", 4.13e-7),
    ],
)  # fmt: skip
def test_further_ways_to_print_a_unit(text: str, si_value: float) -> None:
    (found,) = scan(text)
    assert found.quantity.si_value == pytest.approx(si_value)
