"""Formulas that a copied page parts at their lowered numbers are read whole, nothing else is."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text
from ncgraph.reading.markup import plain


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("films of MoS 2 and WSe 2 .", "films of MoS2 and WSe2 ."),
        ("Ga 2 O 3 , CH 3 NH 3 PbI 3 and Cu 2 O", "Ga2O3 , CH3NH3PbI3 and Cu2O"),
        ("WO 3 /BiVO 4 on SrTiO 3 wafers", "WO3 /BiVO4 on SrTiO3 wafers"),
        ("Cs 0.17 FA 0.83 PbI 3 cells", "Cs0.17FA0.83PbI3 cells"),
        ("SnO 2 beside TiO 2 and WO 3 films", "SnO2 beside TiO2 and WO3 films"),
    ],
)
def test_lowered_numbers_set_off_by_blanks_rejoin_their_formula(printed: str, read: str) -> None:
    assert plain(printed).text == read


@pytest.mark.parametrize(
    "printed",
    [
        "dots of CdSe 2 and InP 3 lased",  # whole without the number, which cites
        "In 3 of 5 films, at 50 K, ZnO 25 nm thick and TiN 5 nm thick",
        "As 4 samples of SnO 2 alone showed",
        "Table S 2 and CO 2 and H 2 O",
        "a Ti 3 µm wide stripe and Al 2 h later",
    ],
)
def test_other_numbers_stay_apart(printed: str) -> None:
    assert plain(printed).text == printed


def test_a_rejoined_formula_keeps_its_place_in_the_file() -> None:
    text = "The band gap of MoS 2 monolayers is 1.8 eV.\n"
    document = read_text(text, "page.txt")
    (claim,) = extract(document).claims
    assert claim.subject is not None
    assert [layer.material for layer in claim.subject.layers] == ["MoS2"]
    (span,) = claim.evidence.spans
    assert text[span.start : span.end].strip() == text.strip()
