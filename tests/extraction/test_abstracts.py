"""Sentences built as those of abstracts: what is claimed of whom, and what is not."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text


def _claimed(text: str) -> set[tuple[str, str, float | None]]:
    claims = extract(read_text(text + "\n", "note.md")).claims
    return {
        (c.kind, c.subject.name if c.subject else "", c.quantity.value if c.quantity else None)
        for c in claims
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Blue InGaN single-quantum-well laser diodes (LDs) with an emission wavelength of"
            " 450 nm were grown.",
            ("emission-wavelength", "InGaN", 450),
        ),
        (
            "GaN laser diodes (LDs) with a wavelength of 515 nm under CW operation were made.",
            ("emission-wavelength", "GaN", 515),
        ),
        (
            "The emission wavelength of the GaN laser was 366.9 nm under pulsed injection and"
            " 369.0 nm under CW operation.",
            ("emission-wavelength", "GaN", 369),
        ),
        (
            "BiVO4/g-C3N4 heterostructures have a type-II alignment.",
            ("band-alignment", "BiVO4/C3N4", None),
        ),
        (
            "CdSe nanoplatelets (NPLs) have low gain thresholds, showing great potential.",
            ("gain-threshold", "CdSe NPLs", None),
        ),
        (
            "We study optical gain (OG) of CdSe NPLs. The OG threshold is lowest in thick ones.",
            ("gain-threshold", "CdSe NPLs", None),
        ),
        (
            "CdSe/CdS NPLs were used. ASE starts at 800 nJ/cm2, lower than any value reported"
            " before for colloidal nanocrystals. They lased above a threshold of 7.5 µJ/cm2.",
            ("lasing-threshold", "CdSe/CdS NPLs", 7.5),
        ),
        ("Peak widths of 45 nm were seen in InP QDs.", ("fwhm", "InP QDs", 45)),
        (
            "Red-shifted GaAs wires lased. From these a threshold gain of 4100 cm−1 is derived.",
            ("material-property", "GaAs", 4100),
        ),
        (
            "The Ba2MgGe2O7:0.02Mn4+ phosphor emits at 660 nm.",
            ("emission-wavelength", "Ba2MgGe2O7:Mn", 660),
        ),
        (
            "The junction between ZnO nanocrystals and g-C3N4 nanosheets is of type II.",
            ("band-alignment", "ZnO/C3N4", None),
        ),
        ("Between CdSe and CdS a type-II alignment forms.", ("band-alignment", "CdSe/CdS", None)),
        ("CdSe/ZnS microspheres emit at 620 nm.", ("emission-wavelength", "CdSe/ZnS", 620)),
        (
            "The first nanocrystal laser was made of CdSe/ZnS dots on a microfibre.",
            ("lasing-demonstrated", "CdSe/ZnS QDs", None),
        ),
        (
            "CdSe/CdS QD microdisks were evanescently coupled to a SiN waveguide.",
            ("device-integration", "CdSe/CdS QDs", None),
        ),
        ("While CdSe NPLs lase, CdS NPLs do not.", ("lasing-demonstrated", "CdSe NPLs", None)),
        ("While CdSe NPLs lase, CdS NPLs do not.", ("not-observed", "CdS NPLs", None)),
        (
            "ASE is seen in CdSe NPLs but not in CdS NPLs.",
            ("not-observed", "CdS NPLs", None),
        ),
        (
            "From CdSe dots to CdSe/CdS rods the ASE threshold falls from 1.2 to 0.1 mJ/cm2.",
            ("ase-threshold", "CdSe QDs", 1.2),
        ),
        (
            "Replacing CdSe dots by CdSe/CdS rods cut the threshold of ASE from 1.2 to 0.1 mJ/cm2.",
            ("ase-threshold", "CdSe/CdS NRs", 0.1),
        ),
        (
            "Unlike CdSe dots, which have a biexciton lifetime of 50 ps, CdSe/CdS dots have one"
            " of 3 ns.",
            ("auger-lifetime", "CdSe QDs", 50),
        ),
        (
            "Unlike CdSe dots, which have a biexciton lifetime of 50 ps, CdSe/CdS dots have one"
            " of 3 ns.",
            ("auger-lifetime", "CdSe/CdS QDs", 3),
        ),
        (
            "The threshold of the CdSe/CdS NPL VCSEL was 7.5 µJ/cm2.",
            ("lasing-threshold", "CdSe/CdS NPLs", 7.5),
        ),
        (
            "The SiN ring coated with CdSe/CdS QDs lased.",
            ("cavity-used", "CdSe/CdS QDs", None),
        ),
        (
            "Compared with CdSe/CdTe NPLs (where no lasing was observed), CdSe/CdS NPLs had a"
            " higher PLQY (75% vs. 31%).",
            ("not-observed", "CdSe/CdTe NPLs", None),
        ),
        (
            "Compared with CdSe/CdTe NPLs (where no lasing was observed), CdSe/CdS NPLs had a"
            " higher PLQY (75% vs. 31%).",
            ("plqy", "CdSe/CdTe NPLs", 31),
        ),
        (
            "Here we show a 1.53 μm laser made of PbS quantum dots.",
            ("emission-wavelength", "PbS QDs", 1.53),
        ),
        (
            "Here we show a 1.53 μm laser made of PbS quantum dots.",
            ("lasing-demonstrated", "PbS QDs", None),
        ),
        (
            "We report lasing from perovskite quantum dots (CsPbBr3 QDs) in spheres.",
            ("lasing-demonstrated", "CsPbBr3 QDs", None),
        ),
        (
            "With j = 3 A/cm2 we achieve population inversion of the CdSe dots.",
            ("gain-threshold", "CdSe QDs", 3),
        ),
        (
            "CdSe/ZnS rods lase. A spark gave rise to nanocrystals. The film lased above 2 mJ/cm2.",
            ("lasing-threshold", "CdSe/ZnS NRs", 2),
        ),
        ("A gain of 650 cm-1 was found for CdSe NPLs.", ("material-property", "CdSe NPLs", 650)),
        (
            "Not only ASE but also lasing was shown with PbS/CdS QDs.",
            ("ase-demonstrated", "PbS/CdS QDs", None),
        ),
        (
            "InP/ZnS QDs were used; an ASE threshold of 3 mJ/cm2 resulted, twice that of CdSe QDs.",
            ("ase-threshold", "InP/ZnS QDs", 3),
        ),
        (
            "CsPbBr3 nanocubes (edge length 9 nm) and CsPbBr3 nanoplatelets (thickness 3 nm) emit"
            " at 515 and 460 nm.",
            ("emission-wavelength", "CsPbBr3 nanocubes", 515),
        ),
        (
            "Type-I CdSe/ZnS dots lase at 60 µJ/cm2; quasi-type-II CdSe/CdS dots at 26 µJ/cm2.",
            ("lasing-threshold", "CdSe/CdS QDs", 26),
        ),
        (
            "CdSe/CdS/ZnS dots had a longer Auger lifetime (1.9 ns) than the first, CdSe/CdS dots.",
            ("auger-lifetime", "CdSe/CdS/ZnS QDs", 1.9),
        ),
        (
            "CdSe rods lase at 60 µJ/cm2; CdTe/CdSe dots not at all.",
            ("not-observed", "CdTe/CdSe QDs", None),
        ),
        (
            "The quality factor of such CdSe/CdS NR rings is 2,400.",
            ("q-factor", "CdSe/CdS NRs", 2400),
        ),
        ("In CdSe NPLs we find 6 µJ/cm2 for the ASE threshold.", ("ase-threshold", "CdSe NPLs", 6)),
        ("CdSe NPLs, with 8 nm, have the smallest linewidth.", ("fwhm", "CdSe NPLs", 8)),
        ("CdSe NPLs were used, the PLQY of which is 85%.", ("plqy", "CdSe NPLs", 85)),
        (
            "Rings of CdSe/CdS QDs lase in the red (25 µJ/cm2) and in the green (100 µJ/cm2).",
            ("lasing-threshold", "CdSe/CdS QDs", 100),
        ),
        (
            "For CsPbBr3 NCs in a DFB cavity the threshold was 9 μJ/cm2, and CW operation was not"
            " reached.",
            ("lasing-threshold", "CsPbBr3 NCs", 9),
        ),
        (
            "The gain spectrum of CdSe NPLs peaks at 648 nm.",
            ("emission-wavelength", "CdSe NPLs", 648),
        ),
        (
            "Disks of 7 µm diameter were etched from CdSe/CdS QDs between two SiN films.",
            ("device-dimension", "CdSe/CdS QDs", 7),
        ),
        (
            "The CdSe/CdS dots were coated on a ring. They lased at 14 µJ/cm2, whereas CdSe/ZnS"
            " dots required 37 µJ/cm2.",
            ("lasing-threshold", "CdSe/CdS QDs", 14),
        ),
        (
            "Optical gain of CdSe dots was realized with electrical pumping.",
            ("pump-regime", "CdSe QDs", None),
        ),
        (
            "Lasing of InP/ZnSe QDs was not reported until 2019.",
            ("lasing-demonstrated", "InP/ZnSe QDs", None),
        ),
    ],
)
def test_is_claimed(text: str, expected: tuple[str, str, float | None]) -> None:
    assert expected in _claimed(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Li2Al2Si3O10 powder has an average particle size of 8 µm.", "device-dimension"),
        ("The near-field beam of the InGaN laser was 1.6 µm wide.", "device-dimension"),
        ("InGaN lasers were shown with a lifetime of 40 min.", "material-property"),
        ("The WSe2 layer on a high-Q microdisk is coupled efficiently (90%).", "q-factor"),
        ("InP QDs have yet to lase.", "lasing-demonstrated"),
        ("Lasing of CdSe dots was studied by femtosecond transient absorption.", "pump-regime"),
        ("The lengths necessary for lasing of CdS wires were investigated.", "lasing-demonstrated"),
        ("The development of electrically pumped GaN lasers is discussed.", "pump-regime"),
        ("PbS dots, whose shell suppresses Auger recombination, showed ASE.", "not-observed"),
        ("Can InP QDs lase under CW pumping?", "lasing-demonstrated"),
        ("All samples except the bare CdSe dots showed ASE.", "ase-demonstrated"),
        ("The claim that CdSe dots lase was later withdrawn.", "lasing-demonstrated"),
        ("Lasing of InP/ZnSe QDs was not reported until 2019.", "not-observed"),
        ("GaN laser diode (LD) structures were described.", "lasing-demonstrated"),
    ],
)
def test_is_not_claimed(text: str, kind: str) -> None:
    assert kind not in {claimed for claimed, _, _ in _claimed(text)}


def test_own_results_are_not_from_the_work_cited_before() -> None:
    text = "While PbS dots showed gain before [1], this work is the first report of a PbS laser."
    paper = f"{text}\n\n# References\n\n1. A. Uthor, One. J. Opt. 1, 1 (2010).\n"
    claims = extract(read_text(paper, "note.md")).claims
    cited = {c.kind: c.citations for c in claims if c.source == "prose"}
    assert cited["first-demonstration"] == ()


@pytest.mark.parametrize(
    "text",
    [
        "Simulations suggest a lasing threshold of 2 µJ/cm2 for CdSe/CdS NPLs.",
        "In principle, CdSe/CdS NPLs could lase at 1 µJ/cm2.",
        "Electrically driven lasing of CdSe dots at 5 A/cm2 is a promising approach.",
        "We propose a laser made of CdSe dots with a threshold of 3 µJ/cm2.",
    ],
)
def test_is_only_supposed(text: str) -> None:
    claims = extract(read_text(text + "\n", "note.md")).claims
    assert {claim.polarity for claim in claims} == {"hypothetical"}
