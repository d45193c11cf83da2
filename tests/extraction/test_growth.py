"""Reading and extraction grow with the text, not faster: calls are counted, not time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ncgraph import extract
from ncgraph.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PARAGRAPHS = """
Films of CdSe/CdS core/shell dots (D7) were pumped with 100 fs pulses at 400 nm. Their ASE
threshold was 26 µJ/cm2 [1], while that of the bare cores was 310 µJ/cm2. No lasing was seen below
77 K, although the quantum yield reached 85% and the Q factor 2300.

In microdisks made of the same dots, Grim et al. reported lasing under CW excitation [2]. The disk
was coupled to a SiN waveguide and emitted at 632 nm. Whether D7 withstands electrical pumping is
open: the latter needs a current density of 18 A/cm2.
"""


UNSTOPPED = " ".join(PARAGRAPHS.replace(".", ",").split()) + " "


def calls_of_reading(text: str) -> int:
    """How many functions, also built-in ones, are called to read a text and extract its claims."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        extract(read_text(text, "growing.md"))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda times: PARAGRAPHS * times, id="paragraphs"),
        pytest.param(lambda times: UNSTOPPED * times, id="without full stops"),
        pytest.param(
            lambda times: f"See [1].\n\n# References\n\n[1] A. Smith, {UNSTOPPED * times}, 2014.\n",
            id="one reference",
        ),
    ],
)
def test_four_times_the_text_takes_four_times_the_calls(written: Callable[[int], str]) -> None:
    calls_of_reading(written(2))  # what is only made once: tables, patterns, words met before
    few, many = calls_of_reading(written(8)), calls_of_reading(written(32))
    assert many / few < 4.3
