"""A current is an electrical pump, however it goes: continuous wave and pulses are of light."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ncgraph

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("sentence", "duration"),
    [
        ("With 200 ns voltage pulses the CdSe/CdS QD diode showed ASE at 210 A/cm2.", 2e-7),
        ("Under continuous-wave current injection the CdSe/CdS QDs showed ASE.", None),
    ],
)
def test_a_current_in_pulses_or_continuous_is_electrical_pumping_alone(
    tmp_path: Path, sentence: str, duration: float | None
) -> None:
    source = tmp_path / "paper.md"
    source.write_text(f"# Diodes\n\n{sentence}\n", encoding="utf-8")
    claims = ncgraph.extract(ncgraph.read(source)).claims
    pumps = {(claim.pump.mode, claim.pump.pulse_duration_s) for claim in claims if claim.pump}
    assert pumps == {("electrical", duration)}
    regimes = {claim.category for claim in claims if claim.kind == "pump-regime"}
    assert regimes == {"electrical"}


def test_pulses_of_light_stay_light(tmp_path: Path) -> None:
    source = tmp_path / "paper.md"
    source.write_text("# Dots\n\nWith 200 ns pulses at 355 nm the CdSe QDs showed ASE.\n", "utf-8")
    claims = ncgraph.extract(ncgraph.read(source)).claims
    assert {claim.pump.mode for claim in claims if claim.pump} == {"ns"}
