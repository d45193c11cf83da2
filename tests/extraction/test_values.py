"""Which numbers of a sentence share a property, and what a number between two words belongs to."""

from __future__ import annotations

import pytest

from ncgraph import extract
from ncgraph.reading import read_text


def told(text: str, kind: str) -> list[tuple[str | None, float | None]]:
    """Composition and value of each claim of a kind, in the order of the text."""
    head = "# Emitters\n\n## 1. Results\n\nOptical gain, ASE and lasing are compared."
    document = read_text(f"{head} {text}\n", "paper.md")
    return [
        (c.subject.composition if c.subject else None, c.quantity.value if c.quantity else None)
        for c in extract(document).claims
        if c.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "peaks"),
    [
        ("ASE of CdTe/CdS dots was seen at 625 nm and at 480 nm.", [625.0, 480.0]),
        ("CdTe/CdS dots emit from the core at 690 nm and the shell at 510 nm.", [690.0, 510.0]),
        # the pump named behind the emission does not take its wavelength
        ("Lasing of CdTe/CdS dots is observed at 655 nm under two-photon pumping.", [655.0]),
        ("CdTe/CdS dots lased at 548 nm, two 1100 nm photons at a time.", [548.0]),
        ("Lasing of CdTe/CdS dots was observed under pumping at 532 nm.", []),
        ("Optically pumped lasing of CdTe/CdS dots was observed at 640 nm.", [640.0]),
        # a size told in the same sentence silences what is said of another length not
        ("Disks with a diameter of 6 µm bear CdTe/CdS dots; these lased at 655 nm.", [655.0]),
    ],
)
def test_each_wavelength_of_emission_is_told(text: str, peaks: list[float]) -> None:
    assert told(text, "emission-wavelength") == [("CdTe/CdS", peak) for peak in peaks]


def test_a_size_between_two_values_does_not_part_them() -> None:
    text = (
        "Auger recombination takes 12 ps in InAs dots with a radius of 1.5 nm and 240 ps at 3 nm."
    )
    assert told(text, "auger-lifetime") == [("InAs", 12.0), ("InAs", 240.0)]


def test_a_number_of_excitons_shares_no_unit_with_the_fluence_beside_it() -> None:
    text = "Gain of HgSe/CdS dots sets in at ⟨N⟩ = 1.3, or 14 µJ/cm2."
    assert told(text, "exciton-number") == [("HgSe/CdS", 1.3)]
    assert told(text, "gain-threshold") == [("HgSe/CdS", 14.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Gain of HgSe/CdS dots appears at 1.6 electron-hole pairs per dot.",
        "Gain of HgSe/CdS dots appears at 1.6 e–h pairs per dot.",
        "Gain of HgSe/CdS dots appears once ⟨N⟩ passes 1.6.",
        "⟨N⟩ at the onset of gain in HgSe/CdS dots sank to 1.6.",
        "Gain of HgSe/CdS dots appears at (Ng) ≈ 1.6.",
    ],
)
def test_pairs_and_their_symbol_count_excitons(text: str) -> None:
    assert told(text, "exciton-number") == [("HgSe/CdS", 1.6)]


def test_a_level_that_an_outcome_needs_is_not_that_of_the_sentence_before() -> None:
    text = "ASE of HgSe/CdS rods was seen. Pulses of 1 ns required 6.8 mJ/cm2 for lasing."
    assert told(text, "lasing-threshold") == [("HgSe/CdS", 6.8)]
    assert told(text, "ase-threshold") == []


def test_what_covers_a_compound_is_its_shell_unless_it_is_an_oxide() -> None:
    text = "AgInS2 covered with amorphous GaS has an emission line of 28 nm at 590 nm."
    assert told(text, "fwhm") == [("AgInS2/GaS", 28.0)]
    assert told(text.replace("GaS", "ZnO"), "fwhm") != [("AgInS2/ZnO", 28.0)]


def test_a_threshold_is_given_in_excitons_but_in_no_percentage() -> None:
    text = "The lasing threshold of HgSe/CdS dots decreased by 13%, from 34 to 29 µJ/cm2."
    values = [value for _, value in told(text, "lasing-threshold")]
    assert values
    assert 13.0 not in values


def test_values_told_respectively_belong_to_the_samples_told_before() -> None:
    text = (
        "HgSe/CdS dots and, in the other paper, InP/ZnSe dots emit; the linewidths are "
        "58 meV and 41 meV, respectively."
    )
    assert told(text, "fwhm") == [("HgSe/CdS", 58.0), ("InP/ZnSe", 41.0)]


def test_the_recombination_of_single_excitons_is_no_auger_lifetime() -> None:
    text = "Biexciton lifetimes are 26 ps; single excitons recombine within 88 ns in HgSe/CdS dots."
    assert [value for _, value in told(text, "auger-lifetime")] == [26.0]


def test_rods_after_dot_in_rods_are_these() -> None:
    text = (
        "ZnTe rods show ASE. ASE of CdSe/CdS dot-in-rods was seen. The same rods lased at 640 nm."
    )
    assert told(text, "emission-wavelength") == [("CdSe/CdS", 640.0)]


def test_what_is_rivalled_is_not_spoken_of() -> None:
    text = (
        "The ASE threshold of CsPbI3 films, 5 µJ/cm2, rivalled that of HgSe/CdS dots. "
        "It rises to 40 µJ/cm2 in air."
    )
    assert told(text, "ase-threshold") == [("CsPbI3", 5.0), ("CsPbI3", 40.0)]


def test_the_cores_from_which_samples_were_grown_are_bare() -> None:
    text = (
        "ASE of HgSe/CdS dots was seen. "
        "The Auger lifetime is 70 ps in the cores from which they were grown."
    )
    assert told(text, "auger-lifetime") == [("HgSe", 70.0)]


@pytest.mark.parametrize(
    "text",
    [
        "CdTe/CdS dots showed ASE at 7 µJ/cm2 and 80 K, and at 41 µJ/cm2 at room temperature.",
        "CdTe/CdS dots showed ASE at 7 µJ/cm2 when cooled and at 41 µJ/cm2 when warm.",
    ],
)
def test_each_case_has_its_threshold(text: str) -> None:
    assert told(text, "ase-threshold") == [("CdTe/CdS", 7.0), ("CdTe/CdS", 41.0)]


def test_a_narrow_emission_from_here_to_there_is_one_range() -> None:
    assert told(
        "The narrow emission of CdTe/CdS dots extends from 460 to 655 nm.", "emission-wavelength"
    ) == [("CdTe/CdS", 460.0)]
