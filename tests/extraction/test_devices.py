"""What a document says of its devices: the parts, the resonator, how it is pumped, how warm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph import extract
from ncgraph.reading import read_text

if TYPE_CHECKING:
    from ncgraph.model import Claim

LEAD = "CdSe/CdS QDs have lased on a photonic chip. "


def claims_of(kind: str, sentence: str) -> list[Claim]:
    claims = extract(read_text(LEAD + sentence, "chip.md")).claims
    return [c for c in claims if c.kind == kind and c.evidence.spans[0].start >= len(LEAD) - 1]


@pytest.mark.parametrize(
    "sentence",
    [
        "Every ring lies 140 nm from a nitride waveguide.",
        "A film of InP/ZnSe dots was buried between two nitride layers and etched into disks.",
        "Some 9% of the light was collected at the facet of the waveguide.",
        "The device comprises a dot laser, a waveguide and a photodiode.",
        "A dot laser was butt-coupled to a fibre with a loss of 2 dB.",
        "The output was diffracted upwards by a grating.",
    ],
)
def test_how_parts_of_a_chip_meet_is_a_claim_of_the_device(sentence: str) -> None:
    assert claims_of("device-integration", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The emission was collected by a fibre and sent to a spectrometer.",
        "In general, rings and waveguides are coupled across a gap of some 100 nm.",
        "The dots were embedded between two layers of PMMA.",
        "A guide to the synthesis of dots was published.",
    ],
)
def test_the_optics_around_a_sample_are_no_device(sentence: str) -> None:
    assert not claims_of("device-integration", sentence)


def test_a_device_is_of_the_emitter_and_not_of_the_layers_around_it() -> None:
    (claim,) = claims_of(
        "device-integration",
        "They buried a 50 nm film of InP/ZnSe QDs between two SiN layers and etched microdisks"
        " out of the stack.",
    )
    assert claim.subject is not None
    assert claim.subject.composition == "InP/ZnSe"


@pytest.mark.parametrize(
    ("sentence", "cavity"),
    [
        ("We identify the peaks with Fabry-Perot resonances.", "FP"),
        ("Mirrors turned the film into a VCSEL, which lased at 621 nm.", "VCSEL"),
        ("Etched QD rings lased at 630 nm.", "micro-ring"),
        ("Coffee rings left by a drying drop serve as well.", "coffee ring"),
    ],
)
def test_a_resonator_is_told_in_many_ways(sentence: str, cavity: str) -> None:
    assert cavity in {c.category for c in claims_of("cavity-used", sentence)}


def test_lasing_that_goes_on_continuously_is_pumped_by_a_continuous_wave() -> None:
    (claim,) = claims_of("pump-regime", "A film of them lased continuously above 5 W/cm2.")
    assert claim.category == "CW"
    assert claim.pump is not None
    assert claim.pump.mode == "CW"


def test_pulses_behind_an_ase_threshold_are_a_condition_of_it() -> None:
    ase = "The rods show ASE above 8 µJ/cm2 if pumped with 90 fs pulses."
    assert not claims_of("pump-regime", ase)
    lasing = "The rods lase above 8 µJ/cm2 if pumped with 90 fs pulses."
    assert [c.category for c in claims_of("pump-regime", lasing)] == ["fs"]


@pytest.mark.parametrize(
    ("sentence", "kelvin"),
    [
        ("On cooling to 80 K the line moves to 640 nm.", 80.0),
        ("The law has T0 = 210 K for the dots.", 210.0),
        ("It rises above 325 K, and at 400 K ASE is absent.", 400.0),
        ("Their narrow line is conserved up to 370 K.", 370.0),
    ],
)
def test_what_changes_at_a_temperature_depends_on_it(sentence: str, kelvin: float) -> None:
    found = claims_of("temperature-dependence", sentence)
    assert kelvin in [c.quantity and c.quantity.value for c in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "The reactor was heated to 220 °C until the absorption line moved to 500 nm.",
        "Powder was stored at 4 °C, and its emission did not change.",
    ],
)
def test_a_temperature_of_making_or_keeping_is_none_of_the_emission(sentence: str) -> None:
    assert not claims_of("temperature-dependence", sentence)
