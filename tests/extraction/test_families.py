"""Formulas with variables stand for the samples whose values the text gives."""

from __future__ import annotations

import pytest

from ncgraph.composition import find, find_definition, substitute
from ncgraph.extraction import extract
from ncgraph.reading import read_text


def _subjects(sentence: str) -> list[tuple[str, float | None]]:
    claims = extract(read_text(sentence + "\n", "note.md")).claims
    return [
        (
            "/".join(layer.material for layer in claim.subject.layers) if claim.subject else "",
            claim.quantity.value if claim.quantity else None,
        )
        for claim in claims
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "CsPbX3 (X = Cl, Br, I) NCs emit at 410, 515 and 690 nm, respectively.",
            [("CsPbCl3", 410), ("CsPbBr3", 515), ("CsPbI3", 690)],
        ),
        (
            "Cd_{1-x}Zn_xSe NCs with x = 0.1 and 0.3 have band gaps of 1.9 and 2.1 eV, "
            "respectively.",
            [("Cd0.9Zn0.1Se", 1.9), ("Cd0.7Zn0.3Se", 2.1)],
        ),
        (
            "CdSe/Cd_xZn_{1-x}S NPLs with x = 0.75 showed an ASE threshold of 12 µJ/cm2.",
            [("CdSe/Cd0.75Zn0.25S", 12)],
        ),
        (
            "CdSe/Cd_xZn_{1-x}S NPLs (x = 0.2–0.5) showed an ASE threshold of 12 µJ/cm2.",
            [("CdSe/CdxZn1-xS", 12)],
        ),
    ],
)
def test_each_value_of_a_variable_is_a_sample_of_its_own(
    sentence: str, expected: list[tuple[str, float]]
) -> None:
    assert _subjects(sentence) == expected


@pytest.mark.parametrize(
    "text",
    [
        "CsPbX3 (X is a halide)",
        "CsPbX3 (x = 0.5)",
        "CdSe (X = Cl, Br)",
        "CsPbX3 (X = CN)",
        "InAs1-xPx (x = 0.2–0.5)",
        "InAs1-xPx (x = 0.2 to 0.5)",
    ],
)
def test_what_defines_no_variable_of_the_formula_leaves_it_alone(text: str) -> None:
    (formula,) = (f for f in find(text) if f.start == 0)
    claims = _subjects(f"Lasing was observed from {text} nanocrystals.")
    assert {subject for subject, _ in claims} <= {formula.normal, ""}


def test_a_definition_tells_where_its_values_stand() -> None:
    text = "CsPbX3 nanocrystals (where X is Cl, Br or I) lase"
    definition = find_definition(text, text.index(" (where"))
    assert definition is not None
    assert text[definition.start : definition.end] == " (where X is Cl, Br or I)"
    assert [text[low:high] for low, high, _ in definition.values] == ["Cl", "Br", "I"]


@pytest.mark.parametrize(
    ("material", "name", "value", "resolved"),
    [
        ("CsPb(Br1-xIx)3", "x", "1", "CsPbI3"),
        ("CsPb(Br1-xIx)3", "x", "0.5", "CsPb(Br0.5I0.5)3"),
        ("FA1-xCsxPbI3", "x", "1", "CsPbI3"),
        ("Cd1-xZnxSe1-ySy", "y", "0.2", "Cd1-xZnxSe0.8S0.2"),
        ("CsPbBr3-xIx", "x", "1.5", "CsPbBr1.5I1.5"),
    ],
)
def test_what_is_left_of_an_element_is_computed(
    material: str, name: str, value: str, resolved: str
) -> None:
    assert substitute(material, name, value) == resolved


@pytest.mark.parametrize(
    ("text", "layers"),
    [
        ("CdSe core/CdS shell dots", [("CdSe", "core"), ("CdS", "shell")]),
        ("CdSe(core)/CdS(crown) plates", [("CdSe", "core"), ("CdS", "crown")]),
        ("cadmium selenide/zinc sulfide dots", [("CdSe", "core"), ("ZnS", "shell")]),
        ("(FA,Cs)PbI3 cubes", [("(FA,Cs)PbI3", "core")]),
        ("CsPb(Cl/Br)3 cubes", [("CsPb(Cl,Br)3", "core")]),
        ("formamidinium lead iodide cubes", [("FAPbI3", "core")]),
    ],
)
def test_layers_tell_their_roles_and_sites_may_be_shared(
    text: str, layers: list[tuple[str, str]]
) -> None:
    (formula,) = find(text)
    assert [(layer.material, layer.role) for layer in formula.layers] == layers


def test_what_is_said_once_of_a_family_is_said_of_the_family() -> None:
    text = "CsPbX3 (X = Cl, Br, I) NCs lased. Their quantum yields reach 90%."
    assert set(_subjects(text)) == {("CsPbX3", None), ("CsPbX3", 90)}
    named = f"{text} The bromide emits at 515 nm."
    assert ("CsPbBr3", 515) in _subjects(named)
