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


NOTED = """# Lasers

Table 1. Lasers of this work. Thresholds in µJ/cm² unless noted.

| Material | Alignment | λ_las (nm) | I_th | Gain threshold <N> | Resonator | Pump | Ref. |
|---|---|---|---|---|---|---|---|
| CdSe/CdZnS NPLs | I | 648 | 440ᵃ | – | VCSEL | 1P | 3 |
| CdSe/CdS QDs | quasi-type II | 630 | 28 | 0.8 | microring | 2PA | 4 |
| CdTe/CdSe QDs | II | 690 | no lasing | 1.2 | DFB | 2P | 5 |

ᵃ CW pumping, in W/cm².
"""


def noted() -> dict[int | None, dict[str, Claim]]:
    found: dict[int | None, dict[str, Claim]] = {}
    for claim in extract(read_text(NOTED, "p.md")).claims:
        found.setdefault(claim.row, {})[claim.kind] = claim
    return found


def test_a_note_gives_the_cell_its_unit_and_pump() -> None:
    threshold = noted()[1]["lasing-threshold"]
    assert threshold.quantity is not None
    assert threshold.pump is not None
    assert (threshold.quantity.value, threshold.quantity.unit) == (440, "W/cm2")
    assert threshold.pump.mode == "CW"


def test_a_caption_gives_the_other_cells_their_unit() -> None:
    threshold = noted()[2]["lasing-threshold"]
    assert threshold.quantity is not None
    assert (threshold.quantity.value, threshold.quantity.unit) == (28, "µJ/cm2")


def test_alignments_stand_in_a_column_of_their_own() -> None:
    aligned = {row: claims["band-alignment"].value for row, claims in noted().items()}
    assert aligned == {1: "type-I", 2: "quasi-type-II", 3: "type-II"}


def test_photons_are_counted_by_their_sign() -> None:
    orders = [claims["pump-regime"].value for claims in noted().values()]
    assert orders == ["one-photon", "two-photon", "two-photon"]


def test_what_a_cell_denies_was_not_observed() -> None:
    denied = noted()[3]
    assert (denied["not-observed"].value, denied["not-observed"].polarity) == ("lasing", "negated")
    assert "lasing-threshold" not in denied


def test_headers_with_subscripts_and_excitons_are_known() -> None:
    row = noted()[2]
    peak, gain = row["emission-wavelength"].quantity, row["gain-threshold"].quantity
    assert peak is not None
    assert gain is not None
    assert (peak.value, gain.value, gain.unit) == (630, 0.8, "excitons")


def test_three_dimensions_in_a_cell_are_three() -> None:
    table = "| Material | Dimensions (nm) |\n|---|---|\n| CdSe NPLs | 30 x 12 x 1.5 |\n"
    claims = extract(read_text(table, "p.md")).claims
    assert [c.quantity.value for c in claims if c.quantity] == [30, 12, 1.5]
