"""Sentences of several notations, and the claims they make."""

from __future__ import annotations

import pytest

from ncgraph import extract
from ncgraph.model import Claim, ClaimSource, Polarity
from ncgraph.reading import read_text

REFERENCES = """
## References

1. Grim, A. et al. Gain in dots. *J. Opt.* **3**, 17 (2014). https://doi.org/10.1000/x1
2. Yang, B. & Doe, C. Type-II CdTe/CdSe dots that lase. *J. Opt.* **4**, 18 (2017). https://doi.org/10.1000/x2
3. Xing, D. Rods. *J. Opt.* **5**, 19 (2012). https://doi.org/10.1000/x3
"""


def claims_of(text: str) -> list[Claim]:
    document = read_text(f"# Lasers of dots\n\n## 1. Results\n\n{text}\n{REFERENCES}", "paper.md")
    return [c for c in extract(document).claims if c.source is not ClaimSource.TITLE]


def stated(text: str) -> set[tuple[str, str | None, float | str | None]]:
    return {
        (c.kind, c.subject.composition if c.subject else None, _value(c)) for c in claims_of(text)
    }


def _value(claim: Claim) -> float | str | None:
    if claim.quantity is None or claim.quantity.si_value is None:
        return claim.category
    return float(f"{claim.quantity.si_value:.4g}")


def test_that_of_carries_a_threshold_over_to_the_sample_compared_with() -> None:
    found = stated(
        "The ASE threshold of InP/ZnS QDs (90 µJ/cm2) is higher than that of CdSe/CdS QDs"
        " (12 µJ/cm2) [1]."
    )
    assert {("ase-threshold", "InP/ZnS", 0.9), ("ase-threshold", "CdSe/CdS", 0.12)} <= found


def test_respectively_pairs_values_and_pumps_in_order() -> None:
    first, second = (
        c
        for c in claims_of(
            "The lasing thresholds of CdSe/CdS rods under two-photon (800 nm) and three-photon"
            " (1300 nm) pumping were 2.1 and 7.5 mJ/cm2, respectively [3]."
        )
        if c.kind == "lasing-threshold"
    )
    assert first.quantity is not None
    assert second.quantity is not None
    assert first.pump is not None
    assert second.pump is not None
    assert (first.quantity.value, first.pump.photon_order) == (2.1, 2)
    assert (second.quantity.value, second.pump.photon_order) == (7.5, 3)


def test_a_formula_is_shared_along_a_list_of_particles() -> None:
    found = stated("Two-photon-pumped ASE has been found in CdTe QDs, NRs, and NPLs [1].")
    demonstrated = [c for c in found if c[0] == "ase-demonstrated"]
    assert demonstrated == [("ase-demonstrated", "CdTe", None)]
    claims = claims_of("Two-photon-pumped ASE has been found in CdTe QDs, NRs, and NPLs [1].")
    shapes = {c.subject.morphology for c in claims if c.subject and c.kind == "ase-demonstrated"}
    assert shapes == {"QD", "NR", "NPL"}


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("No lasing was detected from PbS QDs.", Polarity.NEGATED),
        ("Lasing has not been observed in PbS QDs.", Polarity.NEGATED),
        ("PbS QDs may lase under CW pumping.", Polarity.HYPOTHETICAL),
        ("PbS QDs lased under CW pumping.", Polarity.AFFIRMED),
    ],
)
def test_denial_and_supposition_are_kept_apart_from_statement(
    sentence: str, polarity: Polarity
) -> None:
    kinds = {"lasing-demonstrated", "not-observed"}
    polarities = {c.polarity for c in claims_of(sentence) if c.kind in kinds}
    assert polarities == {polarity}


def test_bare_dots_take_the_formula_last_given_to_dots() -> None:
    found = stated(
        "CdSe/ZnS QDs were cast from toluene. The threshold for lasing of the dots is 30 µJ/cm2."
    )
    assert ("lasing-threshold", "CdSe/ZnS", 0.3) in found


def test_what_is_only_compared_with_does_not_become_the_topic() -> None:
    found = stated(
        "CdSe/ZnS QDs were cast from toluene. For comparison, CdTe QDs reach ASE at 2 mJ/cm2 [1]."
        " Lasing of the dots set in at 30 µJ/cm2."
    )
    assert ("lasing-threshold", "CdSe/ZnS", 0.3) in found


def test_a_marker_covers_the_stretch_it_closes() -> None:
    claims = claims_of(
        "NCs have been combined with WGM resonators [1], DFB gratings [2] and DBR mirrors [3]."
    )
    cited = {c.cavity: c.citations for c in claims if c.kind == "cavity-used"}
    assert cited == {"WGM": (1,), "DFB": (2,), "DBR": (3,)}


@pytest.mark.parametrize(
    ("sentence", "mode", "nm"),
    [
        ("A CW laser of CdTe NPLs had a threshold of 40 W/cm2 under 444 nm light.", "CW", 444.0),
        ("CW lasing of CdTe NPLs was seen at 40 W/cm2 and ASE under 444 nm light.", None, 444.0),
    ],
)
def test_a_mode_and_its_wavelength_told_apart_are_one_pump(
    sentence: str, mode: str | None, nm: float
) -> None:
    pumps = [claim.pump for claim in claims_of(sentence) if claim.pump]
    assert (mode, nm) in {(pump.mode, pump.wavelength_nm) for pump in pumps}


def test_a_marker_behind_whoever_did_it_opens_what_they_did() -> None:
    text = (
        "Grim et al. [1] found ASE of CdTe NRs at 5 µJ/cm2, while Yang et al. [2] observed lasing"
        " of CdTe NRs at 9 µJ/cm2. ASE was seen by Grim et al. [1] in films, lasing in rings [3]."
    )
    told = {(claim.kind, claim.citations) for claim in claims_of(text)}
    assert {("ase-demonstrated", (1,)), ("ase-threshold", (1,)), ("lasing-threshold", (2,))} <= told
    assert ("lasing-demonstrated", (3,)) in told
    assert not {("ase-threshold", (2,)), ("lasing-threshold", (1,))} & told


def test_a_pump_fluence_is_no_threshold() -> None:
    found = stated("At a pump fluence of 40 µJ/cm2 the ASE of CdSe QDs saturated.")
    assert not any(kind.endswith("-threshold") for kind, _, _ in found)


def test_a_laser_used_as_a_tool_has_not_been_shown_to_lase() -> None:
    found = stated("The Raman spectra of CdSe QDs were measured with a 532 nm laser of 0.5 mW.")
    assert not any(kind in {"lasing-demonstrated", "lasing-threshold"} for kind, _, _ in found)


def test_lengths_in_a_text_without_emitters_are_no_dimensions_of_devices() -> None:
    assert not claims_of("The dome is 40 km long and the pit 15 µm deep; it was dated in 1978.")
    assert {c.kind for c in claims_of("The waveguide is 40 µm long.")} == {"device-dimension"}


def test_what_was_no_longer_seen_is_denied_and_what_was_before_is_not() -> None:
    found = claims_of(
        "ASE of CdSe/CdS dots was observed at 80 K, and above 370 K ASE was no longer observed."
    )
    said = [(c.kind, c.polarity) for c in found if c.kind in {"ase-demonstrated", "not-observed"}]
    assert said == [
        ("ase-demonstrated", Polarity.AFFIRMED),
        ("not-observed", Polarity.NEGATED),
    ]


def test_an_explanation_behind_a_colon_is_not_denied() -> None:
    found = claims_of("No cavity was needed: random lasing was seen in films of CdSe/CdS dots.")
    assert ("lasing-demonstrated", Polarity.AFFIRMED) in {(c.kind, c.polarity) for c in found}


def test_a_shell_grown_on_a_core_makes_one_sample() -> None:
    found = stated("A thin CdS shell grown on PbS dots gave ASE with a threshold of 90 µJ/cm2.")
    assert ("ase-threshold", "PbS/CdS", 0.9) in found


def test_two_values_of_two_samples_go_pairwise() -> None:
    found = stated("ZnO and CdSe films have band gaps of 3.3 and 1.7 eV.")
    gaps = {(of, value) for kind, of, value in found if kind == "band-gap"}
    assert gaps == {("ZnO", 5.287e-19), ("CdSe", 2.724e-19)}  # 3.3 and 1.7 eV in J


def test_quasi_continuous_is_not_continuous() -> None:
    claims = claims_of("Quasi-continuous pumping of CdZnS/ZnS QDs gave lasing [1].")
    assert "CW" not in {c.pump.mode for c in claims if c.pump}


def test_the_title_of_a_reference_makes_claims_of_its_own() -> None:
    document = read_text(f"# Lasers of dots\n\n## 1. Results\n\nDots [2].\n{REFERENCES}", "p.md")
    titles = [c for c in extract(document).claims if c.source is ClaimSource.TITLE]
    assert ("band-alignment", "type-II", (2,)) in {
        (c.kind, c.category, c.citations_resolved) for c in titles
    }


def test_every_claim_quotes_the_file_where_it_says() -> None:
    text = (
        f"# Lasers\n\n## 1. Results\n\nCdSe/CdS QDs lased at $26~\\mu$J/cm$^2$ [1].\n{REFERENCES}"
    )
    claims = extract(read_text(text, "p.md")).claims
    assert claims
    for claim in claims:
        pieces = [text[span.start : span.end] for span in claim.evidence.spans]
        assert claim.evidence.quote == " ".join(pieces)
    assert len({claim.id for claim in claims}) == len(claims)


def test_the_same_text_gives_the_same_claims() -> None:
    text = "CdSe/CdS QDs lased in a DFB cavity at 26 µJ/cm2 [1]. ASE needs 40 µJ/cm2 [2]."
    assert claims_of(text) == claims_of(text)


def test_an_abbreviation_that_the_paper_defines_is_known_from_there_on() -> None:
    text = (
        "Dot-in-rods (DiRo) of CdSe/CdS were grown."
        " The lasing threshold of the CdSe/CdS DiRos is 7 µJ/cm2."
    )
    threshold = next(c for c in claims_of(text) if c.kind == "lasing-threshold")
    assert threshold.subject is not None
    assert threshold.subject.morphology == "DIR"


def test_a_number_attached_to_nothing_is_a_warning_where_it_stands() -> None:
    text = "# Dots\n\n## 1. Results\n\nThe film was left for a while at 3 µJ/cm2 in the dark.\n"
    warnings = [p for p in extract(read_text(text, "p.md")).problems if p.start is not None]
    assert [text[p.start : p.end] for p in warnings] == ["3 µJ/cm2"]
    assert warnings[0].code == "quantity-unattached"


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("The emission of CdSe QDs has a FWHM of 25 nm.", [25.0]),
        ("The PET peak has a FWHM of 5 mm and the beam a FWHM of 60 µm.", []),
    ],
)
def test_widths_in_space_are_no_linewidths(text: str, widths: list[float]) -> None:
    found = [c.quantity for c in claims_of(text) if c.kind == "fwhm"]
    assert [quantity.value for quantity in found if quantity] == widths
