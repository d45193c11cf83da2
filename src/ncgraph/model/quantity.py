"""A number with its unit as printed, its SI value and its dimension."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """What a number measures. Two dimensions are never ordered against each other."""

    FLUENCE = "fluence"  # J/m2, pulsed thresholds
    INTENSITY = "intensity"  # W/m2, CW thresholds
    ENERGY = "energy"  # J
    POWER = "power"  # W
    CURRENT_DENSITY = "current density"  # A/m2
    CURRENT = "current"  # A
    VOLTAGE = "voltage"  # V
    LENGTH = "length"  # m
    AREA = "area"  # m2, absorption cross-sections
    TIME = "time"  # s
    FREQUENCY = "frequency"  # Hz
    TEMPERATURE = "temperature"  # K
    WAVENUMBER = "wavenumber"  # 1/m, gain coefficients
    CONCENTRATION = "concentration"  # 1/m3
    RATIO = "ratio"  # 1: quantum yield, Q factor, excitons per particle


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed quantity: a value, a range (`value_max`) or a bound (`bound`).

    `value` and `value_max` are in `unit`, the unit in plain spelling ("µJ/cm2"); `si_value` and
    `si_value_max` in `si_unit` ("J/m2"). A vague quantity ("a few µJ/cm²") has no value.
    Made by `ncgraph.units.quantity`, which fills the SI side.
    """

    value: float | None
    unit: str
    value_max: float | None = None
    si_value: float | None = None
    si_value_max: float | None = None
    si_unit: str | None = None
    dimension: Dimension | None = None
    approximate: bool = False
    bound: str | None = None  # one of < > <= >=
    uncertainty: float | None = None  # in `unit`, half width
