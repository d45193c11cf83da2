"""Numbers in words, shared powers of ten and the many ways to print one quantity."""

from __future__ import annotations

import pytest

from ncgraph.extraction.quantities import scan


@pytest.mark.parametrize(
    ("text", "quote", "si_value", "si_value_max"),
    [
        ("ridges twelve nanometres wide", "twelve nanometres", 12e-9, None),
        ("about two hundred nanometers thick", "two hundred nanometers", 200e-9, None),
        ("at forty-two kW/cm2", "forty-two kW/cm2", 42e7, None),
        ("a hundred and five picoseconds", "a hundred and five picoseconds", 105e-12, None),
        ("within one to two picoseconds", "one to two picoseconds", 1e-12, 2e-12),
        ("of two to three hundred fs", "two to three hundred fs", 200e-15, 300e-15),
        ("half a millijoule was enough", "half a millijoule", 0.5e-3, None),
    ],
)
def test_a_number_in_words_is_a_number(
    text: str, quote: str, si_value: float, si_value_max: float | None
) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == quote
    assert found.quantity.si_value == pytest.approx(si_value)
    assert found.quantity.si_value_max == (si_value_max and pytest.approx(si_value_max))


@pytest.mark.parametrize(
    "text", ["one second later", "the two A and B", "five times", "three excitons", "ten of them"]
)
def test_words_that_count_are_no_measurements(text: str) -> None:
    assert [found for found in scan(text) if found.quantity.unit not in ("times", "excitons")] == []


@pytest.mark.parametrize(
    ("text", "quote", "si_value", "si_value_max", "uncertainty"),
    [
        ("3.2(1) µJ/cm2", "3.2(1) µJ/cm2", 0.032, None, 0.1),
        ("532(15) nm", "532(15) nm", 532e-9, None, 15),
        ("3.2 (±0.3) µJ/cm2", "3.2 (±0.3) µJ/cm2", 0.032, None, 0.3),
        ("(1.2 – 3.4) × 10^3 cm-1", "(1.2 – 3.4) × 10^3 cm-1", 1.2e5, 3.4e5, None),
        ("1.2–3.4 × 10^3 cm-1", "1.2–3.4 × 10^3 cm-1", 1.2e5, 3.4e5, None),
        ("800–1.2 × 10^3 cm-1", "800–1.2 × 10^3 cm-1", 8e4, 1.2e5, None),
        ("(3.2 ± 0.1) × 10^3 W/cm2", "(3.2 ± 0.1) × 10^3 W/cm2", 3.2e7, None, 100),
        ("from 1 ps–1 ns on", "1 ps–1 ns", 1e-12, 1e-9, None),
        ("0.1-to-1 µJ/cm2", "0.1-to-1 µJ/cm2", 0.001, 0.01, None),
        ("a gain of 500 cm–1 at", "500 cm–1", 5e4, None, None),
        ("26 µJ cm -2 at", "26 µJ cm -2", 0.26, None, None),
        ("26 µ J/cm 2 at", "26 µ J/cm 2", 0.26, None, None),
        ("0.8 mJ/(cm2 pulse)", "0.8 mJ/(cm2 pulse)", 8.0, None, None),
        ("0.6 mJ/pulse/cm2", "0.6 mJ/pulse/cm2", 6.0, None, None),
        ("26 micro-joules per square centimetre", "26 micro-joules per square centimetre", 0.26,
         None, None),
        ("26 joules per centimetre squared", "26 joules per centimetre squared", 26e4, None, None),
        ("at 10 000 K", "10 000 K", 1e4, None, None),
    ],
)  # fmt: skip
def test_a_quantity_is_read_however_it_is_printed(
    text: str, quote: str, si_value: float, si_value_max: float | None, uncertainty: float | None
) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == quote
    assert found.quantity.si_value == pytest.approx(si_value)
    assert found.quantity.si_value_max == (si_value_max and pytest.approx(si_value_max))
    assert found.quantity.uncertainty == (uncertainty and pytest.approx(uncertainty))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("not exceeding 10 nm", "<="),
        ("does not exceed 10 nm", "<="),
        ("not below 10 nm", ">="),
        ("in excess of 10 nm", ">"),
        ("exceeding 10 nm", ">"),
    ],
)
def test_a_denied_bound_is_the_opposite_one(text: str, bound: str) -> None:
    assert [found.quantity.bound for found in scan(text)] == [bound]


def test_the_bracket_of_a_mean_sets_no_bound() -> None:
    assert [found.quantity.bound for found in scan("at <N> ≈ 0.5")] == [None]


def test_a_quality_factor_may_count_thousands() -> None:
    assert [found.quantity.value for found in scan("a Q of 5.6k")] == [5600.0]
