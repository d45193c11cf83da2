"""Lengths of particles are no dimensions of devices."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text


def dimensions(text: str) -> list[float | None]:
    claims = extract(read_text(text + "\n", "note.md")).claims
    return [c.quantity.value for c in claims if c.kind == "device-dimension" and c.quantity]


@pytest.mark.parametrize(
    "text",
    [
        "CdSe/CdS dots with a shell 4.8 nm thick lase.",
        "CdSe nanorods 28 nm long lase.",
        "CsPbBr3 nanocrystals 9 nm in size have a band gap of 2.41 eV.",
        "The threshold of CdSe/CdS nanorods falls with rod lengths from 18 to 62 nm.",
    ],
)
def test_the_size_of_a_particle_is_none(text: str) -> None:
    assert dimensions(text) == []


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("The microdisk laser has a 55 nm film of CdSe/CdS QDs.", [55.0]),
        ("A ring with 20 nm of CdSe/CdS dots on top has a gap of 80 nm to its bus.", [20.0, 80.0]),
        ("CdSe nanowires 12 µm long lase.", [12.0]),
    ],
)
def test_films_gaps_and_wires_have_sizes(text: str, sizes: list[float]) -> None:
    assert dimensions(text) == sizes
