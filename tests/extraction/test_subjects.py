"""Of whom a claim is: the sample that a sentence, or the text before it, gives to a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.extraction import extract
from ncgraph.model import Polarity
from ncgraph.reading import read_text

if TYPE_CHECKING:
    from ncgraph.model import Claim


def claims_of(text: str, kind: str) -> list[Claim]:
    claims = extract(read_text(text + "\n", "note.md")).claims
    return [claim for claim in claims if claim.kind == kind]


def subjects_of(text: str, kind: str) -> list[str]:
    """Compositions of the claims of a kind, in their order."""
    return [
        "/".join(layer.material for layer in claim.subject.layers) if claim.subject else ""
        for claim in claims_of(text, kind)
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("The band gap of the GaN core is 3.4 eV; GaN/AlN wires are longer.", "band-gap", ["GaN"]),
        ("A band gap of 2.4 eV was extracted for V2O5 from its absorption.", "band-gap", ["V2O5"]),
        (
            "Band gaps of 2.0, 2.2 and 2.6 eV were extracted for Cu2O, Cu3N and WO3, respectively.",
            "band-gap",
            ["Cu2O", "Cu3N", "WO3"],
        ),
        (
            "In the bulk, GaSe, GaS and InSe have gaps of 2.1, 2.6 and 1.3 eV, in this order.",
            "band-gap",
            ["GaSe", "GaS", "InSe"],
        ),
        (
            "The gap is indirect and grows to 2.5 eV and 1.6 eV for single layers of GaS and GaSe.",
            "band-gap",
            ["GaS", "GaSe"],
        ),
        ("Nanowires of ZnTe have a band gap of 2.3 eV.", "band-gap", ["ZnTe"]),
        ("Mercury telluride (HgTe) rods lased.", "lasing-demonstrated", ["HgTe"]),
        (
            "CdS rods lased. Glass spheres coated with CdTe showed ASE.",
            "ase-demonstrated",
            ["CdTe"],
        ),
        ("Rods of CdS/ZnS were used. QD/SiN disks lased.", "lasing-demonstrated", [""]),
        ("The band gap of α-In2Se3 is 1.4 eV.", "band-gap", ["In2Se3"]),
        ("The gap fell to 2.9 eV by nitrogen doping of anatase TiO2.", "band-gap", ["TiO2"]),
        (
            "Gaps of 1.0 and 3.0 eV were found for 2H-MoTe2 and 6H-SiC.",
            "band-gap",
            ["MoTe2", "SiC"],
        ),
        ("The band gap of g-C3N4 is 2.7 eV.", "band-gap", ["C3N4"]),
        ("With a band gap of 1.1 eV, GeSe absorbs most of the light.", "band-gap", ["GeSe"]),
        ("Owing to its wide gap (3.1 eV), anatase is white, unlike CdS.", "band-gap", [""]),
    ],
)
def test_a_lone_compound_is_the_subject_of_what_is_said_to_be_its_own(
    sentence: str, kind: str, expected: list[str]
) -> None:
    assert subjects_of(sentence, kind) == expected


def test_a_shell_is_not_the_emitter_whose_property_it_changes() -> None:
    text = (
        "CdTe/ZnTe QDs emit at 590 nm. Growing a 2 nm thick ZnTe shell lengthens the Auger "
        "lifetime to 90 ps."
    )
    assert subjects_of(text, "auger-lifetime") == ["CdTe/ZnTe"]


def test_shapes_that_are_contrasted_share_their_formula() -> None:
    text = "PbSe QDs emit at 1.4 µm. Unlike InP NRs, NPLs show lasing."
    assert subjects_of(text, "lasing-demonstrated") == ["InP"]
    text = (
        "PbSe QDs emit at 1.4 µm. ASE of InP/ZnS NRs is observed at 300 K, while that of QDs is "
        "observed at 80 K."
    )
    assert subjects_of(text, "temperature-dependence") == ["InP/ZnS", "InP/ZnS"]


def test_a_bare_threshold_is_that_of_the_outcome_spoken_of() -> None:
    text = "The PbS dots lase in a single mode. The threshold is 40 µJ/cm2 at room temperature."
    assert [c.kind for c in claims_of(text, "lasing-threshold")] == ["lasing-threshold"]
    assert claims_of("The detection threshold was set at 5 mW.", "material-property") == []


def test_an_additive_does_not_become_what_is_spoken_of() -> None:
    text = (
        "CsPbBr3 nanocrystals emit at 515 nm. Adding 2 mol% of NaCl passivates the surface. The "
        "quantum yield rises from 40% to 71%."
    )
    assert subjects_of(text, "plqy") == ["CsPbBr3", "CsPbBr3"]
    values = [c.quantity.value for c in claims_of(text, "plqy") if c.quantity]
    assert values == [40.0, 71.0]


def test_a_number_belongs_to_the_sample_named_in_brackets_behind_it() -> None:
    text = "The refractive index is n = 1.98 (ZnO), 2.41 (TiO2) and 2.93 (Cu2O)."
    assert subjects_of(text, "material-property") == ["ZnO", "TiO2", "Cu2O"]


def test_a_bound_is_stated_not_denied() -> None:
    (claim,) = claims_of("The quantum yield of ZnO films does not exceed 3%.", "plqy")
    assert claim.polarity is Polarity.AFFIRMED


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("Bi2S3, with a band gap of 1.3 eV, is a promising candidate.", Polarity.AFFIRMED),
        ("Bi2S3 may have a band gap of 1.3 eV.", Polarity.HYPOTHETICAL),
        ("A band gap of 1.3 eV has been predicted for Bi2S3.", Polarity.HYPOTHETICAL),
    ],
)
def test_praise_does_not_put_a_measured_number_in_doubt(sentence: str, polarity: Polarity) -> None:
    (claim,) = claims_of(sentence, "band-gap")
    assert claim.polarity is polarity


def test_praise_is_no_report_of_lasing() -> None:
    assert not [
        claim
        for claim in claims_of("CdSe QDs are promising for lasing.", "lasing-demonstrated")
        if claim.polarity is Polarity.AFFIRMED
    ]


def test_what_explains_a_threshold_is_not_what_it_is_of() -> None:
    text = (
        "Lasing of InAs QDs is reported. A threshold current density of 76 A/cm2 was achieved, "
        "owing to the high gain of the ground state."
    )
    (claim,) = claims_of(text, "lasing-threshold")
    assert claim.quantity is not None
    assert claim.quantity.value == 76
    assert not claims_of(text, "gain-threshold")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The alignment of HgSe with CdS is type-I.", ["HgSe/CdS"]),
        ("The alignment between ZnTe and CdSe is type-II.", ["ZnTe/CdSe"]),
        ("The bands of ZnSe and CdS are close, so the pair is quasi-type-II.", ["ZnSe/CdS"]),
        # what is said of a heterostructure of its own is not said of the pair
        (
            "The bands of ZnSe and CdS are close, whereas InP/ZnS is a type-I system.",
            ["InP/ZnS"],
        ),
    ],
)
def test_two_compounds_share_an_alignment(text: str, pairs: list[str]) -> None:
    document = read_text(f"# Emitters\n\n## 1. Results\n\n{text}\n", "paper.md")
    claims = [c for c in extract(document).claims if c.kind == "band-alignment"]
    assert [c.subject.composition for c in claims if c.subject] == pairs


def test_neither_nor_denies_of_both() -> None:
    denied = claims_of("Neither HgSe/CdS rods nor ZnSe/CdS rods lased.", "not-observed")
    assert [c.subject.composition for c in denied if c.subject] == ["HgSe/CdS", "ZnSe/CdS"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # each in its own cavity, at its own value, from its own source
            "Lasing was achieved with CdSe/CdS QDs in a DFB cavity at 7 W/cm2 [1] and with CdSe/ZnS"
            " NPLs in a microdisk at 9 W/cm2 [2].",
            [("CdSe/CdS", 7.0, "DFB", ("1",)), ("CdSe/ZnS", 9.0, "microdisk", ("2",))],
        ),
        (  # of values that stand in cavities each is of its own
            "CdSe/CdS QDs lase. Their lasing threshold is 38 µJ/cm2 in the DFB cavity [1] and"
            " 27 µJ/cm2 in the SiN microdisk [2].",
            [("CdSe/CdS", 38.0, "DFB", ("1",)), ("CdSe/CdS", 27.0, "microdisk", ("2",))],
        ),
        (  # what stands behind "compared with" and its value is no subject of the first value
            "CdSe/CdS dots lase [1]. The lasing threshold of these dots is 22 µJ/cm2, compared with"
            " 140 µJ/cm2 for type-I CdSe/ZnS QDs [2].",
            [("CdSe/CdS", 22.0, None, ("2",)), ("CdSe/ZnS", 140.0, None, ("2",))],
        ),
        (  # a crown grown on what the sentence names
            "For CdSe NPLs a lasing threshold of 14 µJ/cm2 was found, and growth of a CdS crown"
            " reduced it to 6 µJ/cm2 [1].",
            [("CdSe", 14.0, None, ("1",)), ("CdSe/CdS", 6.0, None, ("1",))],
        ),
    ],
)
def test_a_threshold_has_the_sample_cavity_and_source_beside_it(
    text: str, expected: list[tuple[str, float, str | None, tuple[str, ...]]]
) -> None:
    references = "\n## References\n\n1. A. One, J. A 1, 1 (2001).\n2. B. Two, J. B 2, 2 (2002).\n"
    claims = extract(read_text(text + "\n" + references, "note.md")).claims
    assert [
        (
            c.subject.composition if c.subject else "",
            c.quantity.value if c.quantity else 0.0,
            c.cavity,
            tuple(map(str, c.citations)),
        )
        for c in claims
        if c.kind == "lasing-threshold"
    ] == expected


def test_of_samples_marked_one_by_one_each_claim_is_from_its_own_source() -> None:
    text = "ASE was demonstrated in CdSe QDs [1], InP QDs [2] and PbS QDs [3]."
    references = "\n## References\n\n" + "".join(
        f"{n}. A. One, J. A {n}, {n} (200{n}).\n" for n in (1, 2, 3)
    )
    found = claims_of(text + "\n" + references, "ase-demonstrated")
    assert [[str(label) for label in c.citations] for c in found] == [["1"], ["2"], ["3"]]


def test_dots_without_a_shell_are_the_cores() -> None:
    text = "PbS/CdS dots lase. Lasing was not observed for dots without a CdS shell."
    assert subjects_of(text, "not-observed") == ["PbS"]


def test_silicon_nitride_does_not_lase() -> None:
    text = "We show microdisk lasers of silicon nitride, in which CdSe/CdS QDs provide the gain."
    assert subjects_of(text, "lasing-demonstrated") == ["CdSe/CdS"]
    assert subjects_of(text, "cavity-used") == ["CdSe/CdS"]
