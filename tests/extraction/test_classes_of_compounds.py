"""Emitters called by the class of their compound, and by what they are in general."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text

_BEFORE = "CdSe/CdS QDs have a PLQY of 90%. "


def owners(text: str) -> list[str | None]:
    """The names of what each quantum yield is said of, in the order of the text."""
    claims = extract(read_text(text + "\n", "note.md")).claims
    return [c.subject.name if c.subject else None for c in claims if c.kind == "plqy"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Perovskite films have a PLQY of 40%.", "perovskite"),
        ("Lead halide perovskite nanocrystals have a PLQY of 40%.", "perovskite NCs"),
        ("III-V nanowires have a PLQY of 4%.", "III-V NWs"),
        ("Transition metal dichalcogenides have a PLQY of 1%.", "dichalcogenide"),
        ("The PLQY of TMDs is 1%.", "dichalcogenide"),
    ],
)
def test_a_class_is_not_the_sample_spoken_of_before(sentence: str, name: str) -> None:
    assert owners(_BEFORE + sentence) == ["CdSe/CdS QDs", name]


def test_a_class_stands_for_a_sample_of_the_class() -> None:
    text = "CsPbBr3 nanowires have a PLQY of 60%. "
    assert owners(text + "The perovskite has a PLQY of 30% in air.")[1] == "CsPbBr3 NWs"
    assert owners(text + "Perovskite nanowires have a PLQY of 30% in air.")[1] == "CsPbBr3 NWs"
    assert owners(text + "The III-V nanowires have a PLQY of 3%.")[1] == "III-V NWs"


def test_a_formula_beside_its_class_is_one_sample() -> None:
    assert owners("CsPbBr3 perovskite nanocrystals have a PLQY of 60%.") == ["CsPbBr3 NCs"]
    assert owners("Perovskites such as CsPbBr3 have a PLQY of 60%.") == ["CsPbBr3"]
    assert owners("Perovskite cubes (CsPbBr3) have a PLQY of 60%.") == ["CsPbBr3"]


def test_what_a_perovskite_structure_has_is_said_of_no_class() -> None:
    text = _BEFORE + "Another PLQY, 8%, is told of a glass with perovskite structure."
    assert "perovskite" not in owners(text)


def test_dots_of_a_document_on_colloids_are_colloidal() -> None:
    assert owners("Quantum dots have a PLQY of 8%.") == ["QDs"]
    assert owners("We work with colloids. Quantum dots have a PLQY of 8%.") == ["colloidal QDs"]
