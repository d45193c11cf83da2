"""What was shown, under which pump, and what only might be: sentences said in several ways."""

from __future__ import annotations

import pytest

from ncgraph import extract
from ncgraph.model import Claim, ClaimSource
from ncgraph.reading import read_text

REFERENCES = """
## References

1. Grim, A. et al. Dots. *J. Opt.* **3**, 17 (2014). https://doi.org/10.1000/x1
2. Xing, D. Rods. *J. Opt.* **5**, 19 (2012). https://doi.org/10.1000/x3
"""
SHOWN = {"ase-demonstrated", "lasing-demonstrated"}


def claims_of(text: str, references: str = REFERENCES) -> list[Claim]:
    document = read_text(f"# Emitters\n\n## 1. Results\n\n{text}\n{references}", "paper.md")
    return [c for c in extract(document).claims if c.source is not ClaimSource.TITLE]


def kinds(text: str) -> set[str]:
    return {c.kind for c in claims_of(text)}


def regimes(text: str, references: str = REFERENCES) -> set[str | None]:
    return {c.category for c in claims_of(text, references) if c.kind == "pump-regime"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Halim et al. demonstrated lasing from InP/ZnSe QDs [1].",
        "Lasing of InP/ZnSe QDs was observed [1].",
        "A disk of InP/ZnSe QDs acts as a laser [1].",
        "Filling a capillary with InP/ZnSe QDs yields stable lasing [1].",
        "Lasing is obtained from InP/ZnSe QDs at 77 K [1].",
        "Lasers of InP/ZnSe QDs are demonstrated by Halim et al. [1].",
        "This is the first laser made of InP/ZnSe QDs [1].",
        "The InP/ZnSe QDs lase at 630 nm [1].",
        "We report lasing of InP/ZnSe QDs [1].",
        "Lasing of InP/ZnSe QDs was possible even at 300 K [1].",
        "Lasing of InP/ZnSe QDs commenced at 40 µJ/cm2 [1].",
    ],
)
def test_lasing_is_shown_whatever_the_verb(sentence: str) -> None:
    assert "lasing-demonstrated" in kinds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Halim et al. showed that lasing of InP/ZnSe QDs needs feedback [1].",
        "The mechanism of lasing in InP/ZnSe QDs was revealed [1].",
        "Coupling of InP/ZnSe QDs to lasers has been demonstrated [1].",
        "The work on InP/ZnSe QDs revealed the conditions for the realization of lasers [1].",
        "Lasing is usually detected by its narrow lines.",
        "Only a few CdSe NRs have been demonstrated for lasing [1].",
        "The InP/ZnSe QDs were seen under laser light [1].",
    ],
)
def test_what_is_said_about_lasing_shows_none(sentence: str) -> None:
    assert not kinds(sentence) & SHOWN


@pytest.mark.parametrize(
    "sentence",
    [
        "No ASE accompanied the gain of CdTe NRs [1].",
        "ASE of CdTe NRs remains elusive [1].",
        "ASE of CdTe NRs has yet to be shown [1].",
        "The CdTe NRs showed no sign of ASE [1].",
        "Although the CdTe NRs are bright, ASE was not seen [1].",
        "The spectrum of CdTe NRs narrowed, and no ASE occurred [1].",
        "CdTe NRs are bright, yet ASE has not been detected [1].",
        "Attempts to obtain ASE from CdTe NRs were unsuccessful [1].",
        "ASE of CdTe NRs has remained out of reach [1].",
        "The gain of CdTe NRs is insufficient for ASE [1].",
        "Under continuous-wave light, ASE of CdTe NRs could not be sustained [1].",
    ],
)
def test_absence_is_a_denied_claim_and_no_demonstration(sentence: str) -> None:
    found = kinds(sentence)
    assert "not-observed" in found
    assert "ase-demonstrated" not in found


def test_a_condition_is_denied_without_the_main_clause() -> None:
    claims = claims_of("When CdTe QDs, NRs or NPLs are not cooled, ASE is seen at 2 mJ/cm2 [1].")
    assert "not-observed" not in {c.kind for c in claims}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Lasing of CdTe NRs under CW pumping was observed [1].", {"CW"}),
        ("In contrast to CW pumping, ns pulses led to lasing of CdTe NRs [1].", {"ns"}),
        (
            "Two- and three-photon-pumped lasing of CdTe NRs was seen [1].",
            {"two-photon", "three-photon"},
        ),
        ("CW lasing of CdTe NRs was not observed [1].", set()),
        ("Under CW pumping, lasing of CdTe NRs was not observed [1].", set()),
        ("CdTe NRs lase. Both devices were driven with femtosecond pulses [1].", {"fs"}),
        ("These CW lasers of CdTe NRs matter for sensing [1].", set()),
        ("Optically pumped lasing of CdTe NRs was observed [1].", set()),
        ("The two-photon-pumped ASE threshold of CdTe NRs falls with length [1].", set()),
        ("The two-photon-pumped ASE threshold of CdTe NRs is 3 mJ/cm2 [1].", {"two-photon"}),
        ("The ASE threshold of CdTe NRs is 30 µJ/cm2 under femtosecond pumping [1].", set()),
        ("The lasing threshold of CdTe NRs is 30 µJ/cm2 under nanosecond pumping [1].", {"ns"}),
    ],
)
def test_a_regime_is_claimed_of_what_was_shown_under_it(
    sentence: str, expected: set[str | None]
) -> None:
    assert regimes(sentence) == expected


def test_an_overview_keeps_its_outcomes_but_claims_no_regime() -> None:
    overview = "CW-pumped ASE and three-photon-pumped ASE have been found in CdTe QDs and NRs."
    assert "ase-demonstrated" in kinds(overview)
    assert regimes(overview) == set()
    assert regimes(overview.replace("NRs.", "NRs [1].")) == {"CW", "three-photon"}
    assert regimes(overview, references="") == {"CW", "three-photon"}


def test_what_can_be_done_in_general_was_not_shown() -> None:
    assert not kinds("Lasers can be constructed by coupling CdTe NRs to gratings.") & SHOWN
    assert kinds("Lasers can be constructed by coupling CdTe NRs to gratings [2].") & SHOWN


@pytest.mark.parametrize(
    ("sentence", "claimed"),
    [
        ("CdTe NRs exhibit a low ASE threshold [1].", True),
        ("The shell reduced the ASE threshold of CdTe NRs [1].", True),
        ("Low-ASE-threshold CdTe NRs were grown [1].", False),
        ("CdTe NRs offer bright emission and a low ASE threshold [1].", False),
        ("A longer cavity can lower the ASE threshold of CdTe NRs [1].", False),
        ("No ASE threshold of CdTe NRs was found up to 4 mJ/cm2 [1].", False),
    ],
)
def test_a_threshold_is_compared_not_praised(sentence: str, *, claimed: bool) -> None:
    assert ("ase-threshold" in kinds(sentence)) is claimed


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Single-exciton lasing was shown in CdTe/ZnS QDs [1].", 1.0),
        ("Sub-single-exciton lasing (N = 0.4) was shown in CdTe/ZnS QDs [1].", 0.4),
        ("Multiple excitons coexist in one CdTe NPL [1].", None),
    ],
)
def test_excitons_are_counted_once_a_statement(sentence: str, number: float | None) -> None:
    counted = [c for c in claims_of(sentence) if c.kind == "exciton-number"]
    assert [c.quantity.value if c.quantity else None for c in counted] == [number]


def test_a_denial_joined_on_leaves_what_was_said_before() -> None:
    found = kinds("ASE was observed in films of CdTe NRs, and not in the finished device [1].")
    assert {"ase-demonstrated", "not-observed"} <= found


def test_a_number_of_excitons_is_a_count_and_a_threshold() -> None:
    found = kinds("The optical gain threshold of CdTe NRs is 1.6 excitons per rod [1].")
    assert {"exciton-number", "gain-threshold"} <= found


def test_an_indefinite_threshold_under_a_modal_is_supposed() -> None:
    sentences = (
        "A diode of CdTe NRs would need a threshold of 3 kA/cm2 for lasing [1].",
        "The lasing threshold of 3 kA/cm2 of CdTe NRs should be checked [1].",
    )
    polarities = [
        c.polarity.value
        for sentence in sentences
        for c in claims_of(sentence)
        if c.kind == "lasing-threshold"
    ]
    assert polarities == ["hypothetical", "affirmed"]


MEDICAL = """
The ASE guidelines were observed in 120 patients. Accelerated solvent extraction (ASE) was first
reported in 1995. Laser therapy was demonstrated, and the first laser was built in 1960. The pain
threshold decreased with age, and the threshold current was 2 mA. CdSe/ZnS quantum dots bound to
antibodies were excited by a 488 nm CW laser. The ASE of the QDs was found at 40 bar. No laser
damage of the QDs was observed; their damage threshold was 20 J/cm2 for nanosecond pulses.
"""


def test_words_of_other_fields_claim_no_outcome() -> None:
    assert {c.kind for c in claims_of(MEDICAL)} <= {"material-property", "emission-wavelength"}


def test_an_abbreviation_is_ours_in_other_words_too() -> None:
    text = "Amplification of spontaneous emission (ASE) is narrow. ASE of CdTe NRs was observed."
    assert "ase-demonstrated" in kinds(text)


def test_a_line_broken_at_a_hyphen_before_an_abbreviation_is_read() -> None:
    assert "ase-demonstrated" in kinds("ASE of CdTe NRs was seen in stable emission- (ASE) lines.")


def test_light_that_excites_an_image_is_no_pump() -> None:
    imaging = "CdTe NRs were excited with femtosecond pulses at 800 nm."
    assert "pump-regime" not in kinds(imaging)
    assert "pump-regime" in kinds(f"{imaging} ASE of the CdTe NRs was observed.")


def test_what_another_outcome_is_told_from_was_not_shown() -> None:
    found = kinds("Gain (as opposed to ASE) of CdTe NRs was detected from 8 µJ/cm2 onward [1].")
    assert "gain-threshold" in found
    assert not found & {"ase-demonstrated", "ase-threshold"}


def test_gain_is_ours_unless_another_noun_owns_it() -> None:
    assert "first-demonstration" in kinds("Two-photon-pumped gain of CdTe NRs was first seen [1].")
    assert "first-demonstration" not in kinds("Weight gain of mice with CdTe NRs was first seen.")


def test_an_energy_of_pulses_is_no_wavelength() -> None:
    found = {c.kind for c in claims_of("Lasing of CdSe dots set in at 3 nJ [1].") if c.quantity}
    assert found == {"lasing-threshold"}
