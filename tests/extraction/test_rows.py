"""Tables of other makes: what a column holds is read off its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph import extract
from ncgraph.reading import read_text

if TYPE_CHECKING:
    from ncgraph.model import Claim

TABLE = """# Lasers

## 1. Results

The lasers are listed in Table 1.

Table 1. Lasers of this work.

| Material | λ (nm) | Lasing threshold (µJ/cm2) | Resonator | Excitation | Ref. |
|---|---|---|---|---|---|
| CsPbBr3 NCs | 530 | 11 | DFB | 400 nm (100 fs) | 3 |
| InP/ZnS QDs | 620 | n.a. | - | 355 nm (5 ns) | 4 |
| CdSe NPLs | 532 | 440 W/cm2 | Random | 444 nm (CW) | 5 |
"""


def rows() -> dict[int | None, list[Claim]]:
    found: dict[int | None, list[Claim]] = {}
    for claim in extract(read_text(TABLE, "p.md")).claims:
        if claim.source == "table":
            found.setdefault(claim.row, []).append(claim)
    return found


def test_a_bare_number_has_the_unit_of_its_header() -> None:
    threshold = next(c for c in rows()[1] if c.kind == "lasing-threshold")
    assert threshold.quantity is not None
    assert (threshold.quantity.si_value, threshold.quantity.si_unit) == (0.11, "J/m2")


def test_a_printed_unit_outdoes_that_of_the_header() -> None:
    threshold = next(c for c in rows()[3] if c.kind == "lasing-threshold")
    assert threshold.quantity is not None
    assert threshold.quantity.si_unit == "W/m2"


def test_a_cell_that_is_not_available_states_nothing() -> None:
    assert not [c for c in rows()[2] if c.kind in {"lasing-threshold", "cavity-used"}]


def test_pump_cavity_and_reference_hold_for_the_whole_row() -> None:
    for claim in rows()[3]:
        assert claim.pump is not None
        assert (claim.pump.mode, claim.pump.wavelength_nm) == ("CW", 444.0)
        assert (claim.cavity, claim.citations) == ("random", (5,))
    modes = {claim.pump.mode for number in (1, 2) for claim in rows()[number] if claim.pump}
    assert modes == {"fs", "ns"}
