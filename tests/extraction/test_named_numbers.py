"""Numbers without a unit that are quantities by name: excitons, quality factors, yields."""

from __future__ import annotations

import pytest

from ncgraph.extraction.quantities import Shape, scan


@pytest.mark.parametrize(
    ("text", "values", "shape"),
    [
        ("a quantum yield (PLQY) of 0.96", [0.96], Shape.NUMBER),
        ("PLQYs of 0.35 and 0.93, respectively", [0.35, 0.93], Shape.NUMBER),
        ("the Q factor being 5.5 × 10^3", [5500], Shape.FACTOR),
        ("a quality factor of about 12,000", [12000], Shape.FACTOR),
        ("Q-factors were 2,300 and 4,100", [2300, 4100], Shape.FACTOR),
        ("a Q of 5.6k", [5600], Shape.FACTOR),
        ("once ⟨N⟩ exceeds 1.4", [1.4], Shape.COUNT),
        ("gain at N = 0.53", [0.53], Shape.COUNT),
        ("below two excitons per dot", [2], Shape.COUNT),
        # no number of theirs: a year, more than all light, a bare N, two of many
        ("the quantum yield in 2012 was poor", [], None),
        ("a PLQY of 12 is impossible", [], None),
        ("N is 3 here", [], None),
        ("two excitons interact", [], None),
    ],
)
def test_a_name_makes_a_number_a_quantity(
    text: str, values: list[float], shape: Shape | None
) -> None:
    found = scan(text)
    assert [each.quantity.si_value for each in found] == pytest.approx(values)
    assert {each.shape for each in found} == ({shape} if shape else set())
