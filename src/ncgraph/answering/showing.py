"""What rows show: the members of a branch, and the numbers of a pump as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.answering.describing import Conditions, Measured, notation
from ncgraph.answering.query import Facet
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ncgraph.answering.collecting import Row


def listed_kinds(rows: Iterable[Row], wanted: Facet) -> list[str]:
    """The members of a branch that the rows show: all their cavities, pumps, alignments ..."""
    found = {kind for row in rows for kind in _KINDS[wanted](row)}
    return sorted(kind for kind in found if kind)


def _narrowest(curies: Iterable[str | None]) -> list[str | None]:
    """Of one sample's cavities those that no other one is a kind of."""
    known = {curie for curie in curies if curie}
    wider = {above for curie in known for above in ontology().ancestors(curie)}
    return [notation(curie) for curie in known - wider]


def _voltage(unit: Conditions) -> list[Measured]:
    volts = unit.pump.voltage_v if unit.pump else None
    return [Measured(value=volts, unit="V", si_value=volts, dimension="voltage")] if volts else []


def _pump_wavelength(unit: Conditions) -> list[Measured]:
    nm = unit.pump.wavelength_nm if unit.pump else None
    return [Measured(value=nm, unit="nm", si_value=nm * 1e-9, dimension="length")] if nm else []


def _pulse_duration(unit: Conditions) -> list[Measured]:
    seconds = unit.pump.pulse_duration_s if unit.pump else None
    if not seconds:
        return []
    name, scale = next(each for each in _TIMES if seconds < 1000 * each[1])
    shown = float(f"{seconds / scale:.6g}")
    return [Measured(value=shown, unit=name, si_value=seconds, dimension="time")]


_TIMES = (("fs", 1e-15), ("ps", 1e-12), ("ns", 1e-9), ("µs", 1e-6), ("s", 1.0))
OF_PUMP: Mapping[str | None, Callable[[Conditions], list[Measured]]] = {
    str(Facet.VOLTAGE): _voltage,
    str(Facet.PUMP_WAVELENGTH): _pump_wavelength,
    str(Facet.PULSE_DURATION): _pulse_duration,
}
_KINDS: Mapping[Facet, Callable[[Row], list[str | None]]] = {
    Facet.CAVITY: lambda row: _narrowest(unit.cavity for unit in row.units.values()),
    Facet.PUMP: lambda row: [u.pump.mode if u.pump else None for u in row.units.values()],
    Facet.ALIGNMENT: lambda row: [notation(each.kind) for each in row.alignments],
    Facet.MORPHOLOGY: lambda row: [notation(row.sample.morphology)],
    Facet.HETEROSTRUCTURE: lambda row: [notation(row.sample.heterostructure)],
    Facet.MATERIAL: lambda row: [row.sample.composition],
}
