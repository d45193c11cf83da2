"""Unit spellings, their SI side, and what is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncgraph.errors import UnitError
from ncgraph.model import Dimension, Quantity
from ncgraph.units import parse_unit, quantity, wavelength_from_energy

SPELLINGS = {
    "µJ/cm2": ["μJ/cm2", "µJ cm-2", "μJ cm−2", "µJ·cm^-2", "uJ/cm²", "µJ cm⁻²", "µJ/cm^{2}"],
    "mJ/cm2": ["mJ cm⁻²", "mJ / cm2", "millijoules per square centimetre"],
    "kW/cm2": ["kW/cm²", "kW cm-2", "kW per cm2"],
    "nm": ["nanometers", "nanometre"],
    "µm": ["μm", "um", "microns", "µ m"],
    "cm-1": ["cm⁻¹", "cm^-1", "1/cm", "cm−1"],
    "dB/cm": ["dB cm-1"],
    "°C": ["° C", "℃"],
    "%": ["percent"],
}


@pytest.mark.parametrize(("plain", "printed"), [(k, p) for k, ps in SPELLINGS.items() for p in ps])
def test_every_spelling_of_a_unit_has_one_plain_form(plain: str, printed: str) -> None:
    unit = parse_unit(printed)
    assert unit is not None
    assert unit.spelling == plain
    assert unit == parse_unit(plain)


@pytest.mark.parametrize(
    ("value", "printed", "si_value", "si_unit", "dimension"),
    [
        (28, "µJ/cm2", 0.28, "J/m2", Dimension.FLUENCE),
        (4.48, "mJ/cm2", 44.8, "J/m2", Dimension.FLUENCE),
        (8.4, "kW/cm²", 8.4e7, "W/m2", Dimension.INTENSITY),
        (440, "W/cm2", 4.4e6, "W/m2", Dimension.INTENSITY),
        (13, "A/cm²", 1.3e5, "A/m2", Dimension.CURRENT_DENSITY),
        (0.08, "mJ", 8e-5, "J", Dimension.ENERGY),
        (9.9, "fJ", 9.9e-15, "J", Dimension.ENERGY),
        (25, "meV", 25 * 1.602176634e-22, "J", Dimension.ENERGY),
        (1, "µW", 1e-6, "W", Dimension.POWER),
        (130, "fs", 1.3e-13, "s", Dimension.TIME),
        (30, "min", 1800.0, "s", Dimension.TIME),
        (2, "h", 7200.0, "s", Dimension.TIME),
        (1.3, "µm", 1.3e-6, "m", Dimension.LENGTH),
        (3, "nm2", 3e-18, "m2", Dimension.AREA),
        (1e17, "cm-3", 1e23, "1/m3", Dimension.CONCENTRATION),
        (650, "cm-1", 65000.0, "1/m", Dimension.WAVENUMBER),
        (80, "MHz", 8e7, "Hz", Dimension.FREQUENCY),
        (1.94, "V", 1.94, "V", Dimension.VOLTAGE),
        (5, "mA", 0.005, "A", Dimension.CURRENT),
        (20, "°C", 293.15, "K", Dimension.TEMPERATURE),
        (85, "%", 0.85, "1", Dimension.RATIO),
        (0.53, "excitons", 0.53, "1", Dimension.RATIO),
        (2300, "", 2300.0, "1", Dimension.RATIO),
    ],
)
def test_a_printed_value_is_converted_to_si_with_its_dimension(
    value: float, printed: str, si_value: float, si_unit: str, dimension: Dimension
) -> None:
    made = quantity(value, printed)
    assert made.si_value == pytest.approx(si_value, rel=1e-12)
    assert (made.si_unit, made.dimension) == (si_unit, dimension)


def test_decimal_fractions_of_fluence_stay_free_of_binary_dust() -> None:
    assert [quantity(v, "µJ/cm2").si_value for v in (5.5, 17.2, 108)] == [0.055, 0.172, 1.08]


def test_meV_is_not_mega_and_m_alone_is_the_metre() -> None:  # noqa: N802  # the unit's own case
    small, large = parse_unit("meV"), parse_unit("MeV")
    assert small is not None
    assert large is not None
    assert large.factor / small.factor == pytest.approx(1e9)
    metre = parse_unit("m")
    assert metre is not None
    assert metre.dimension is Dimension.LENGTH


def test_loss_per_length_in_decibel_equals_its_absorption_coefficient() -> None:
    assert quantity(4.342944819, "dB/cm").si_value == pytest.approx(quantity(1, "cm-1").si_value)


@pytest.mark.parametrize(
    "printed", ["GM", "as", "dB", "QDs", "nm/min", "furlong", "J/", "cm-2", "/"]
)
def test_what_is_no_unit_of_the_field_is_refused_with_a_hint(printed: str) -> None:
    assert parse_unit(printed) is None
    with pytest.raises(UnitError, match="unknown unit"):
        quantity(1.0, printed)


def test_a_range_and_its_bounds_are_converted_at_both_ends() -> None:
    made = quantity(6.4, "kW/cm2", value_max=8.4, approximate=True, bound="<", uncertainty=0.1)
    assert (made.si_value, made.si_value_max) == (6.4e7, 8.4e7)
    assert (made.approximate, made.bound, made.uncertainty) == (True, "<", 0.1)


def test_a_vague_quantity_has_a_unit_and_no_number() -> None:
    made = quantity(None, "µJ/cm2", approximate=True)
    assert (made.value, made.si_value, made.si_unit) == (None, None, "J/m2")


def test_the_pump_photon_of_2_81_ev_has_441_nm() -> None:
    assert wavelength_from_energy(quantity(2.81, "eV")).value == pytest.approx(441.2, abs=0.1)
    assert wavelength_from_energy(quantity(2810, "meV")).value == pytest.approx(441.2, abs=0.1)


def test_ends_and_bounds_swap_and_relative_uncertainty_stays() -> None:
    made = wavelength_from_energy(quantity(2.0, "eV", value_max=2.5))
    assert made.value == pytest.approx(495.94, abs=0.01)
    assert made.value_max == pytest.approx(619.92, abs=0.01)
    made = wavelength_from_energy(quantity(2.0, "eV", bound="<", uncertainty=0.02))
    assert made.bound == ">"
    assert made.uncertainty == pytest.approx(6.1992, abs=1e-3)


@pytest.mark.parametrize("energy", [Quantity(400, "nm"), Quantity(0, "eV"), Quantity(None, "eV")])
def test_no_wavelength_is_made_of_what_is_no_photon_energy(energy: Quantity) -> None:
    with pytest.raises(UnitError, match="photon energy"):
        wavelength_from_energy(energy)


_UNITS = st.sampled_from(["µJ/cm2", "kW/cm2", "A/cm2", "nm", "ps", "meV", "cm-1", "nm2", "K", "%"])


@given(st.floats(1e-9, 1e9), _UNITS)
def test_scaling_to_si_and_back_is_identity(value: float, printed: str) -> None:
    unit = parse_unit(printed)
    assert unit is not None
    assert unit.to_si(value) / unit.factor == pytest.approx(value, rel=1e-12)


@given(st.floats(1e-9, 1e9), _UNITS)
def test_the_si_unit_of_a_quantity_is_itself_a_unit_that_changes_nothing(
    value: float, printed: str
) -> None:
    made = quantity(value, printed)
    assert made.si_value is not None
    again = quantity(made.si_value, (made.si_unit or "").removeprefix("1"))
    assert again.si_value == pytest.approx(made.si_value)
    assert again.dimension is made.dimension


@given(st.text(max_size=20))
def test_no_text_makes_the_unit_parser_fail(text: str) -> None:
    unit = parse_unit(text)
    assert unit is None or (math.isfinite(unit.factor) and parse_unit(unit.spelling) == unit)
