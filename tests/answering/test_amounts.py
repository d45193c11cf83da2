"""Numbers, bounds, years and references in questions."""

from __future__ import annotations

import pytest

from ncgraph.answering.amounts import find_amounts, normalise
from ncgraph.answering.lexicon import Role


@pytest.mark.parametrize(
    ("question", "low", "high", "without_low", "without_high"),
    [
        ("lase below 10 µJ/cm²", None, 0.1, False, True),
        ("lase at 10 µJ/cm² or less", None, 0.1, False, False),
        ("more than a millijoule per square centimetre", 10.0, None, True, False),
        ("at least half a millijoule per square centimeter", 5.0, None, False, False),
        ("less than one exciton per dot", None, 1.0, False, True),
        ("from 600 nm up to and including 620 nm", 6e-7, 6.2e-7, False, False),
        ("published since 2018", 2018, None, False, False),
        ("between 2010 and 2015", 2010, 2015, False, False),
        ("papers from 2014", 2014, 2014, False, False),
    ],
)
def test_a_bound_belongs_to_its_amount(
    question: str, low: float | None, high: float | None, without_low: bool, without_high: bool
) -> None:
    ((_, _, found),) = find_amounts(normalise(question))
    assert found.role is Role.AMOUNT
    assert found.range is not None
    assert (found.range.low, found.range.high) == (
        None if low is None else pytest.approx(low),
        None if high is None else pytest.approx(high),
    )
    assert (found.range.without_low, found.range.without_high) == (without_low, without_high)


@pytest.mark.parametrize("question", ["femtosecond pumping", "two-photon lasing", "a single dot"])
def test_words_of_the_field_are_no_amounts(question: str) -> None:
    assert find_amounts(normalise(question)) == []


def test_references_dois_and_rows_are_told_apart() -> None:
    text = "refs 27 and 28, row 8, 10.1038/nature21424"
    found = {(tag.role, tag.value) for _, _, tag in find_amounts(text)}
    assert found == {
        (Role.NUMBER, "27,28"),
        (Role.ROW_NUMBER, "8"),
        (Role.DOI, "10.1038/nature21424"),
    }
