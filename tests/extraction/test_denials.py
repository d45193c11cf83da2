"""What did not happen is told without a verb of seeing too, of what was spoken of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph import extract
from ncgraph.model import Polarity
from ncgraph.reading import read_text

if TYPE_CHECKING:
    from ncgraph.model import Claim


def claims_of(text: str) -> list[Claim]:
    return list(extract(read_text(f"# Films\n\n## 1. Results\n\n{text}\n", "p.md")).claims)


def denied(text: str) -> list[tuple[str | None, str | None]]:
    """Sample and outcome of each non-observation."""
    return [
        (c.subject.composition if c.subject else None, c.category)
        for c in claims_of(text)
        if c.kind == "not-observed"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The InP/ZnS dots stayed dark.",
        "The InP/ZnS film never crossed threshold.",
        "Emission of the InP/ZnS dots remained spontaneous up to 9 mJ/cm2.",
        "The InP/ZnS dots showed PL only.",
        "The InP/ZnS dots showed nothing of the sort.",
        "The InP/ZnS dots refused to lase.",
        "We found no threshold up to 9 mJ/cm2 in InP/ZnS dots.",
    ],
)
def test_a_denial_is_of_the_outcome_spoken_of(sentence: str) -> None:
    text = f"Lasing was studied in ZnTe/ZnSe rods. {sentence}"
    assert denied(text) == [("InP/ZnS", "lasing")]


def test_a_denial_where_no_outcome_was_spoken_of_is_none_of_ours() -> None:
    assert denied("InP/ZnS dots were made. The InP/ZnS dots stayed dark.") == []
    assert denied("Patients never reached the threshold.") == []


def test_a_clause_whose_verb_is_left_out_has_a_subject_of_its_own() -> None:
    text = (
        "Batch A (ZnTe/ZnSe rods), batch B (CdTe/CdS rods) and batch C (InP/ZnS dots) were"
        " compared. A lased at 5 µJ/cm2, B at 9 µJ/cm2, while C did not."
    )
    values = [
        (c.subject.composition, c.quantity.value)
        for c in claims_of(text)
        if c.kind == "lasing-threshold" and c.subject and c.quantity
    ]
    assert values == [("ZnTe/ZnSe", 5), ("CdTe/CdS", 9)]
    assert denied(text) == [("InP/ZnS", "lasing")]


@pytest.mark.parametrize(
    ("words", "order"),
    [("two 800 nm photons", 2), ("triplets of 1300 nm photons", 3), ("pulses of 5 ns", None)],
)
def test_photons_that_are_counted_tell_the_order_of_absorption(
    words: str, order: int | None
) -> None:
    claims = claims_of(f"The CdTe/CdS rods lased when pumped with {words}.")
    lased = next(c for c in claims if c.kind == "lasing-demonstrated")
    assert lased.pump is not None
    assert lased.pump.photon_order == order


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Without encapsulation, the linewidth of the CdTe rods was 28 meV.", "fwhm"),
        (
            "The CdTe films survive without damage, and optical gain is reached at 16 A/cm2.",
            "gain-threshold",
        ),
        ("Without a shell, no lasing of the CdTe rods was seen.", "not-observed"),
    ],
)
def test_what_is_done_without_is_not_what_is_denied(sentence: str, kind: str) -> None:
    (claim,) = (claim for claim in claims_of(sentence) if claim.kind == kind)
    assert (claim.polarity is Polarity.NEGATED) == (kind == "not-observed")


def test_a_supposition_on_what_a_relative_clause_describes_leaves_the_main_clause_alone() -> None:
    text = "We demonstrate CW lasing from CdSe rods, adding one of the dots that may show ASE."
    found = {(claim.kind, claim.polarity) for claim in claims_of(text)}
    assert ("lasing-demonstrated", Polarity.AFFIRMED) in found
    assert ("ase-demonstrated", Polarity.AFFIRMED) not in found
