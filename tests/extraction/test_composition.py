"""The grammar of formulas: what is a material, what its layers are, what only looks like one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncgraph.composition import Formula, find, list_elements, parse

_TABLE = Path(__file__).parents[3] / "shared" / "gold" / "table1.json"


def _roles(formula: str, roles: str | None = None) -> list[tuple[str, str]]:
    return [(layer.material, layer.role) for layer in parse(formula, roles)]


def _normal(text: str) -> list[str]:
    return [formula.normal for formula in find(text)]


@pytest.mark.parametrize(
    "printed",
    [
        "Cd1-xZnxSe",
        "Cd_{1-x}Zn_xSe",
        "Cd(1-x)Zn(x)Se",
        "Cd _(1-x) Zn _x Se",
        "Cd₁₋ₓZnₓSe",
        "Cd1−xZnxSe",
    ],
)
def test_every_notation_of_stoichiometry_has_one_normal_form(printed: str) -> None:
    assert _roles(printed) == [("Cd1-xZnxSe", "core")]


def test_a_graded_step_between_core_and_shell_is_an_alloy_shell() -> None:
    assert _roles("CdSe/Cd_xZn_{1-x}Se/ZnSe_{0.4}S_{0.6}/ZnS") == [
        ("CdSe", "core"),
        ("CdxZn1-xSe", "alloy-shell"),
        ("ZnSe0.4S0.6", "shell"),
        ("ZnS", "shell"),
    ]
    assert _roles("CdSe/CdZnSe/ZnSeS")[1] == ("CdZnSe", "alloy-shell")


def test_an_alloy_that_is_the_outermost_layer_or_the_core_stays_what_it_is() -> None:
    assert _roles("CdSe/CdS/CdxZn1-xS") == [
        ("CdSe", "core"),
        ("CdS", "shell"),
        ("CdxZn1-xS", "shell"),
    ]
    assert _roles("Cd1-xZnxSe1-ySy/ZnS") == [("Cd1-xZnxSe1-ySy", "core"), ("ZnS", "shell")]


@pytest.mark.parametrize(
    ("formula", "words", "roles"),
    [
        ("CdSe/CdS", "core/crown", ["core", "crown"]),
        ("CdSe/CdS", "C/C", ["core", "crown"]),
        ("CdSe/CdS", "C/S", ["core", "shell"]),
        ("CdSe/CdS/CdS", "C/C/S", ["core", "crown", "shell"]),
        ("CdSe/CdSeTe", "core/alloyed-crown", ["core", "crown"]),
        ("CdSe/CdZnSe/ZnSeS/ZnS", "core/alloy/shell", ["core", "alloy-shell", "shell", "shell"]),
        ("InP/ZnSe/ZnS", "core/shell", ["core", "shell", "shell"]),
        ("CdSe", "core-only", ["core"]),
        ("CdSe/CdS", "dot-in-rod", ["core", "shell"]),
    ],
)
def test_words_of_the_heterostructure_name_the_roles(
    formula: str, words: str, roles: list[str]
) -> None:
    assert [layer.role for layer in parse(formula, words)] == roles


def test_words_after_a_formula_in_running_text_name_the_roles() -> None:
    text = "Lasing from CdSe/CdS core/crown NPLs and from CdSe/CdS/ZnS C/C/S platelets."
    first, second = find(text)
    assert [layer.role for layer in first.layers] == ["core", "crown"]
    assert [layer.role for layer in second.layers] == ["core", "crown", "shell"]
    assert text[first.start : first.end] == "CdSe/CdS"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("gain in CdSe/CdS–ZnO films", "CdSe/CdS/ZnO"),
        ("gain in CdSe/CdS@ZnO films", "CdSe/CdS/ZnO"),
        ("growth of CdSe-CdS rods", "CdSe/CdS"),
        ("absorption of 3CdS/4CdSe/3CdS sandwiches", "CdS/CdSe/CdS"),
        ("a planar SiN/QDs/SiN (100/55/100 nm) stack", "SiN/QD/SiN"),
        ("the CdSe-based emitters", "CdSe"),
        ("shells (ZnS) of", "ZnS"),
        ("In(Zn)P/Zn(Se,S) dots", "In(Zn)P/Zn(Se,S)"),
        ("an Ag/SiO2/CdS nanowire", "Ag/SiO2/CdS"),
    ],
)
def test_layers_follow_slash_at_sign_and_dash(text: str, normal: str) -> None:
    assert _normal(text) == [normal]


def test_layers_of_a_stack_around_particles_are_plain_layers() -> None:
    assert _roles("SiN/QDs/SiN") == [("SiN", "layer"), ("QD", "layer"), ("SiN", "layer")]


_UNLISTED = """
CdTe HgTe ZnO PbS PbSe SnTe InP InAs GaAs InSb GaN BN BP AlGaInP InxGa1-xAs CuInS2 AgInS2
CuIn1-xGaxSe2 Cu2ZnSnS4 AgBiS2 Ag2S Cu2-xS CsPbBr3 FAPbI3 MAPbBr3 CH3NH3PbBr3 CsPbX3
(PEA)2PbI4 (BA)2(MA)n-1PbnI3n+1 Cs1-xFAxPb(Br1-xIx)3 Cs2AgBiBr6 SiO2 TiO2 In2O3 Ga2O3
Al2O3 HfO2 WO3 BaTiO3 LiNbO3 Si3N4 SiN AlN SiC MoS2 WSe2 WS2 Bi2Te3 Sb2Se3 As2S3 MgF2
NaYF4 Si1-xGex
"""


@pytest.mark.parametrize("formula", _UNLISTED.split())
def test_semiconductors_and_dielectrics_never_listed_anywhere_are_parsed(formula: str) -> None:
    assert _normal(f"films of {formula} were used") == [formula]


@pytest.mark.parametrize(
    "words",
    [
        "In As He I No At Be Os Co",
        "CO NO CW CS SI OS HI USA PICs COMS CMOS PCs ICs UV IR NIR SHG VCSEL BY NC NCs QD QDs NPLs",
        "ASE DFB DBR WGM FWHM PLQY TEM SEM AR CC BIC OSA SPIE ITO LED PMMA GAIN BASIC FAIR MAPS",
        "II-VI III-V VI VII IV-VI type-II VS US UN WS KN95 NaN AuNP AgNPs PhD IoT LiDAR KGaA",
        "H2O CO2 N2 O2 H2S HCl",
        "https://doi.org/10.1039/D0QM01118E 10.1364/OE.21.022937 317::AID-ADMA317 Y.-S. Park B. K.",
    ],
)
def test_words_abbreviations_gases_and_addresses_are_no_materials(words: str) -> None:
    assert find(words) == []


def test_a_citation_number_glued_to_a_formula_is_no_stoichiometry() -> None:
    assert find("as shown for CdS85") == []


@pytest.mark.parametrize(
    ("text", "quote", "normal", "dopant"),
    [
        ("Cu:InP dots", "Cu:InP", "InP", "Cu"),
        ("Mn-doped InP/ZnS QDs", "InP/ZnS", "InP/ZnS", "Mn"),
        ("ZnS:Mn/ZnO", "ZnS:Mn/ZnO", "ZnS/ZnO", "Mn"),
        ("Mn2+-doped CsPbCl3", "CsPbCl3", "CsPbCl3", "Mn"),
        ("CsI:Tl crystals", "CsI:Tl", "CsI:Tl", "Tl"),  # a phosphor is called by both
        ("the KSF:Mn4+ phosphor", "KSF:Mn4+", "KSF:Mn", "Mn"),  # the host by its abbreviation
        ("NaYF4:Yb,Er", "NaYF4:Yb,Er", "NaYF4:Yb,Er", "Yb,Er"),
    ],
)
def test_a_dopant_is_noted_and_is_no_layer(text: str, quote: str, normal: str, dopant: str) -> None:
    (found,) = find(text)
    assert (text[found.start : found.end], found.normal, found.dopant) == (quote, normal, dopant)


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("cadmium selenide", "CdSe"),
        ("zinc sulfide", "ZnS"),
        ("Lead sulphide", "PbS"),
        ("indium phosphide", "InP"),
        ("zinc oxide", "ZnO"),
        ("silicon nitride", "Si3N4"),
        ("titanium dioxide", "TiO2"),
        ("molybdenum disulfide", "MoS2"),
        ("copper indium sulfide", "CuInS2"),
        ("cesium lead bromide", "CsPbBr3"),
        ("indium gallium arsenide", "InGaAs"),
        ("copper(II) oxide", "CuO"),
        ("magnesium fluoride", "MgF2"),
        ("bismuth vanadate", "BiVO4"),
        ("strontium titanate", "SrTiO3"),
        ("zinc phosphate", "Zn3(PO4)2"),
        ("zinc indium sulfide", "zinc indium sulfide"),
    ],
)
def test_a_systematic_name_is_composed_into_its_formula(name: str, formula: str) -> None:
    text = f"We coat {name} on glass."
    (found,) = find(text)
    assert (text[found.start : found.end], found.normal) == (name, formula)


def test_ordinary_words_in_ide_are_no_names() -> None:
    assert find("outside the waveguide, wide lines provide a guide inside the oxide") == []


def test_solids_of_one_element_count_alone_only_when_asked_for() -> None:
    text = "Ag blocks on a Si-based chip with Cu-doped ZnSe"
    assert _normal(text) == ["ZnSe"]
    assert [formula.normal for formula in find(text, elements=True)] == ["Ag", "Si", "ZnSe"]


@pytest.mark.skipif(not _TABLE.exists(), reason="the hand-made table is not beside the checkout")
def test_every_sample_of_the_hand_made_table_has_its_layers_and_roles() -> None:
    for row in json.loads(_TABLE.read_text("utf-8")):
        expected = [(row["core"], "core"), *((x["material"], x["role"]) for x in row["layers"])]
        sample = re.split(r" C/[CS]| (?:QD|NR|DIR|NPL)s", row["sample"])[0]
        assert _roles(sample, row["heterostructure"]) == expected, row["row"]


def test_what_is_no_formula_has_no_layers() -> None:
    assert parse("colloidal NCs") == ()
    assert parse("CdSe/CdS QDs") == ()
    assert parse("") == ()


def test_elements_are_listed_once_in_printed_order() -> None:
    assert list_elements("Cd1-xZnxSe1-ySy") == ("Cd", "Zn", "Se", "S")
    assert list_elements("Cs1-xFAxPb(Br1-xIx)3") == ("Cs", "FA", "Pb", "Br", "I")


_CATIONS = st.sampled_from(["Cd", "Zn", "Hg", "Pb", "In", "Ga", "Ag", "Cu", "Cd0.5Zn0.5"])
_ANIONS = st.sampled_from(["S", "Se", "Te", "P", "As", "N", "O", "Se0.3S0.7"])
_LAYER = st.builds(str.__add__, _CATIONS, _ANIONS).filter(lambda layer: layer not in {"AgN", "AgP"})


@given(st.lists(_LAYER, min_size=1, max_size=5), st.sampled_from(["/", "@", "–", " / "]))
def test_any_stack_of_binary_and_alloyed_layers_is_read_back(layers: list[str], joint: str) -> None:
    layers = [layer for layer in layers if layer not in {"CuN", "CuP", "AgAs", "CuAs"}] or ["CdSe"]
    text = f"ASE of {joint.join(layers)} dots"
    (found,) = find(text)
    assert [layer.material for layer in found.layers] == layers
    assert text[found.start : found.end] == joint.join(layers)


_PIECES = """Cd Zn Se S 1-x x 0.5 ( ) / @ - – QDs QD Cu : -doped Pb Br3 FA MA n+1 core/ 3 _ { } ₂ ,
cadmium selenide In P Si"""
_JUMBLES = st.lists(st.sampled_from([*_PIECES.split(), " "]), max_size=14).map("".join)


@given(_JUMBLES | st.text(max_size=60))
def test_any_text_is_scanned_and_every_span_is_parsed_again(text: str) -> None:
    end = 0
    for found in find(text, elements=True):
        assert isinstance(found, Formula)
        assert end <= found.start < found.end <= len(text)
        assert found.normal == "/".join(layer.material for layer in found.layers)
        assert [layer.material for layer in parse(found.normal)] == found.normal.split("/")
        end = found.end


@pytest.mark.parametrize("piece", ["(", "S", "Si/", "(S,", "CdSe/", "Cd1-", "1", "(Cd", "ide "])
def test_time_grows_linearly_with_pathological_text(piece: str) -> None:
    find(piece * 20_000, elements=True)  # quadratic behaviour would take minutes
