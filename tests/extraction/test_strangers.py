"""What is said of dyes and polymers, and of compounds that go by a name or an abbreviation."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text

_BEFORE = "CdSe/CdS QDs have a PLQY of 90%. "


def yields(text: str) -> list[tuple[str | None, float]]:
    """Of what each quantum yield is said, in the order of the text, and how much."""
    claims = extract(read_text(text + "\n", "note.md")).claims
    return [
        (c.subject.composition if c.subject else None, c.quantity.value)
        for c in claims
        if c.kind == "plqy" and c.quantity and c.quantity.value is not None
    ]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Rhodamine 6G has a PLQY of 95%.", "rhodamine 6G"),
        ("In many organic dyes, the PLQY is 80%.", "organic dyes"),
        ("The PLQY of fluorescein is 79%.", "fluorescein"),
        ("Carbon dots (CDs) are cheap. CDs have a PLQY of 40%.", "CDs"),
        ("Graphene quantum dots are dim. Their PLQY is 4%.", "graphene quantum dots"),
    ],
)
def test_what_is_said_of_another_emitter_is_said_of_it(sentence: str, name: str) -> None:
    claims = extract(read_text(_BEFORE + sentence + "\n", "note.md")).claims
    names = [c.subject.name for c in claims if c.kind == "plqy" and c.subject]
    assert names == ["CdSe/CdS QDs", name]


@pytest.mark.parametrize(
    "sentence",
    [
        "The PLQY was found to be 85% with rhodamine 6G as a standard.",
        "Rhodamine 6G was used as a standard. The PLQY in a film is 85%.",
        "With graphene electrodes below them, the PLQY is 85%.",
        "A coating of carbon dots leaves the PLQY at 85%.",
    ],
)
def test_a_dye_that_only_helps_takes_no_claim(sentence: str) -> None:
    assert yields(_BEFORE + sentence) == [("CdSe/CdS", 90.0), ("CdSe/CdS", 85.0)]


@pytest.mark.parametrize(
    ("defined", "short", "composition"),
    [
        ("Copper indium sulfide (CIS)", "CIS", "CuInS2"),
        ("Bismuth vanadate (BVO)", "BVO", "BiVO4"),
        ("Black phosphorus (BP)", "BP", "black phosphorus"),  # no boron phosphide
        ("Zinc indium sulfide (ZIS)", "ZIS", "zinc indium sulfide"),  # the charges leave it open
    ],
)
def test_a_compound_goes_by_the_abbreviation_its_paper_gives(
    defined: str, short: str, composition: str
) -> None:
    text = f"{_BEFORE}{defined} nanosheets have a PLQY of 7%. {short} has a PLQY of 2%."
    assert yields(text)[1:] == [(composition, 7.0), (composition, 2.0)]


def test_a_formula_behind_a_name_is_no_abbreviation() -> None:
    text = "Silicon nitride (SiN) films are smooth. The PLQY of SiN films is 1%."
    assert yields(text) == [("SiN", 1.0)]
