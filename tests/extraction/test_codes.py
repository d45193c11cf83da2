"""A code that a document gives a sample stands for it from there on, and only for it."""

from __future__ import annotations

import pytest

from ncgraph import extract
from ncgraph.reading import read_text


def thresholds(text: str) -> list[tuple[str | None, float | None]]:
    """Subject and value of each lasing threshold, in the order of the text."""
    document = read_text(f"# Lasers\n\n## 1. Results\n\n{text}\n", "paper.md")
    return [
        (c.subject.composition if c.subject else None, c.quantity.value if c.quantity else None)
        for c in extract(document).claims
        if c.kind == "lasing-threshold"
    ]


OTHER = "PbS/CdS QDs were made by Adler."


@pytest.mark.parametrize(
    "definition",
    [
        "Sample K7 consists of ZnTe/ZnSe rods.",
        "K7 (ZnTe/ZnSe rods, 30 nm long) was cast as a film.",
        "We prepared ZnTe/ZnSe rods of 30 nm (K7).",
        "We prepared ZnTe/ZnSe rods, hereafter called K7.",
        "Two batches were made, K6 and K7, which are ZnTe/ZnSe rods.",
        "K7: ZnTe/ZnSe rods.",
        "Films K6 and K7 hold CdTe/CdS and ZnTe/ZnSe rods, respectively.",
    ],
)
def test_a_code_stands_for_the_sample_beside_which_it_was_given(definition: str) -> None:
    text = f"{definition} {OTHER} The lasing threshold of K7 is 12 µJ/cm2."
    assert thresholds(text) == [("ZnTe/ZnSe", 12)]


def test_a_letter_is_a_code_behind_its_noun_and_where_no_article_can_stand() -> None:
    text = (
        "Batch A (ZnTe/ZnSe rods) and batch B (InP/ZnS dots) were compared. The lasing threshold"
        " of batch A is 12 µJ/cm2. The lasing threshold of B is 15 µJ/cm2."
    )
    assert thresholds(text) == [("ZnTe/ZnSe", 12), ("InP/ZnS", 15)]
    article = "Batch A (ZnTe/ZnSe rods) was first. PbS/CdS QDs came next. A film of them lased."
    document = read_text(f"# Lasers\n\n{article}\n", "paper.md")
    lased = [c.subject for c in extract(document).claims if c.kind == "lasing-demonstrated"]
    assert [each.composition for each in lased if each] == ["PbS/CdS"]


def test_a_number_is_a_code_with_its_noun_only() -> None:
    text = (
        "Batch 3 (ZnTe/ZnSe rods) was large. PbS/CdS QDs followed. The lasing threshold of device 3"
        " is 9 µJ/cm2. The lasing threshold of batch 3 is 12 µJ/cm2."
    )
    assert thresholds(text) == [("PbS/CdS", 9), ("ZnTe/ZnSe", 12)]


def test_what_was_never_defined_or_defined_twice_names_no_sample() -> None:
    undefined = f"{OTHER} The lasing threshold of K7 is 12 µJ/cm2."
    assert thresholds(undefined) == [("PbS/CdS", 12)]
    twice = (
        "K7 (ZnTe/ZnSe rods) was cast. K7 (CdTe/CdS rods) was cast again."
        f" {OTHER} The lasing threshold of K7 is 12 µJ/cm2."
    )
    assert thresholds(twice) == [("PbS/CdS", 12)]


def test_a_figure_number_is_no_code() -> None:
    text = (
        "Figure S7 (ZnTe/ZnSe rods) shows spectra. PbS/CdS QDs lased (Figure S7)."
        " In Figure S7 the lasing threshold is 12 µJ/cm2."
    )
    assert thresholds(text) == [("PbS/CdS", 12)]


def test_as_many_values_as_codes_are_one_each_and_else_no_value_is_of_all() -> None:
    head = "K6 (CdTe/CdS rods) and K7 (ZnTe/ZnSe rods) were made."
    text = f"{head} The lasing thresholds of K6 and K7 are 8 and 12 µJ/cm2, respectively."
    assert thresholds(text) == [("CdTe/CdS", 8), ("ZnTe/ZnSe", 12)]
    uneven = f"{head} The lasing thresholds of K6 and K7 are 8, 9 and 12 µJ/cm2."
    assert [value for _, value in thresholds(uneven)] == [8, 9, 12]


def test_a_seed_in_a_rod_and_arms_on_seeds_are_one_sample() -> None:
    buried = "A ZnTe seed buried in a ZnSe rod absorbs more. These dot-in-rods lase at 12 µJ/cm2."
    assert thresholds(buried) == [("ZnTe/ZnSe", 12)]
    arms = (
        "From ZnTe seeds we grew K9, a tetrapod with four ZnSe arms."
        f" {OTHER} The lasing threshold of K9 is 12 µJ/cm2."
    )
    assert thresholds(arms) == [("ZnTe/ZnSe", 12)]


def test_a_sample_listed_for_reference_is_not_what_the_text_goes_on_about() -> None:
    text = (
        "ZnTe/ZnSe rods were spun. A film of PbS/CdS QDs was included for reference."
        " The lasing threshold is 12 µJ/cm2."
    )
    assert thresholds(text) == [("ZnTe/ZnSe", 12)]


def test_codes_hold_between_text_and_tables() -> None:
    text = (
        "We compare K6 and K7, which are ZnTe/ZnSe rods.\n\n"
        "| Sample | Lasing threshold (µJ/cm2) |\n|---|---|\n| K7 | 12 |\n\n"
        "| Code | Composition | PLQY (%) |\n|---|---|---|\n| D1 | CdTe/CdS dots | 71 |\n\n"
        "PbS/CdS QDs were bought. The lasing threshold of D1 is 44 µJ/cm2."
    )
    assert sorted(thresholds(text), key=str) == [("CdTe/CdS", 44), ("ZnTe/ZnSe", 12)]


def test_numbers_of_table_rows_are_no_codes() -> None:
    text = (
        "| Sample | Composition | PLQY (%) |\n|---|---|---|\n| 1 | CdTe/CdS dots | 71 |\n\n"
        "PbS/CdS QDs were bought. The lasing threshold of device 1 is 44 µJ/cm2."
    )
    assert thresholds(text) == [("PbS/CdS", 44)]
