"""Sentences and questions on trends, read alike."""

from __future__ import annotations

import pytest

from ncgraph.answering.trends import Trend, read_comparison, read_trend

_ASE = "ncg:ASEThreshold"


@pytest.mark.parametrize(
    "text",
    [
        "The ASE threshold of the rods drops with increasing rod length.",
        "A decrease in ASE threshold with growing rod length was seen.",
        "The ASE threshold rises with decreasing length of the rods.",
        "Does the ASE threshold increase as the rods get shorter?",
        "Do longer rods lower the ASE threshold?",
    ],
)
def test_one_trend_in_many_wordings(text: str) -> None:
    assert read_trend(text) == Trend(_ASE, "ncg:Length", rises=False)


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("The ASE threshold decreases on cooling.", Trend(_ASE, "ncg:Temperature", rises=True)),
        ("Growing a crown brings the ASE threshold down.", Trend(_ASE, "crown", rises=False)),
        ("More layers reduced the ASE threshold.", Trend(_ASE, "number of layers", rises=False)),
        ("Larger platelets have a higher ASE threshold.", Trend(_ASE, "ncg:Dimension", rises=True)),
        (
            "How does the ASE threshold vary with temperature?",
            Trend(_ASE, "ncg:Temperature", rises=None),
        ),
        ("The ASE threshold is 26 µJ/cm².", None),
        ("Which sample has the lowest ASE threshold?", None),
        ("The rods get longer on heating.", None),
    ],
)
def test_what_changes_with_what(text: str, trend: Trend | None) -> None:
    assert read_trend(text) == trend


@pytest.mark.parametrize(
    "text",
    [
        "A lower ASE threshold was found in CdSe/CdS rods than in CdSe/CdS dots due to their size.",
        "Compared with CdSe/CdS dots, CdSe/CdS rods show a lower ASE threshold.",
    ],
)
def test_two_sides_of_a_comparison(text: str) -> None:
    told = read_comparison(text)
    assert told is not None
    assert (told.property, told.less) == (_ASE, True)
    assert told.left == {"CdSe/CdS", "ncg:Nanorod"}
    assert told.right == {"CdSe/CdS", "ncg:QuantumDot"}


def test_a_sentence_on_one_side_compares_nothing() -> None:
    assert read_comparison("CdSe/CdS rods show a low ASE threshold.") is None
