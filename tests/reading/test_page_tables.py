"""Tables on a page: cells are told by rules, or by the gaps that all rows share."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ncgraph.reading.page_layout import Glyph, Page, Ruling, segments
from ncgraph.reading.page_tables import find_grids

SIZE = 9.0
WIDTH = 4.5  # of a letter
CAPTION = "Table 1. Lasers of this work and of others."


def _glyphs(text: str, x: float, y: float) -> list[Glyph]:
    return [
        Glyph(char=c, x0=x + i * WIDTH, x1=x + (i + 1) * WIDTH, y=y, size=SIZE, bold=False)
        for i, c in enumerate(text)
    ]


def _page(cells: list[tuple[str, float, float]], rulings: list[Ruling] | None = None) -> Page:
    """A page of texts at places, under a caption."""
    glyphs = _glyphs(CAPTION, 50, 100)
    for text, x, y in cells:
        glyphs += _glyphs(text, x, y)
    return Page(width=600, height=800, glyphs=tuple(glyphs), rulings=tuple(rulings or []))


def _rows(page: Page) -> tuple[tuple[str, ...], ...]:
    (grid,) = find_grids(page, segments(page, 0))
    return grid.rows


COLUMNS = (50.0, 140.0, 200.0, 226.0)
TABLE = (
    ("Material", "ASE (nm)", "Kind", "Ref."),
    ("CdSe QDs", "620", "FP", "1"),
    ("CdS NPLs", "480", "WGM", "2"),
    ("InP dots", "630", "DFB", "3"),
)


def _set(step: float = 16.0) -> list[tuple[str, float, float]]:
    return [
        (text, x, 120 + step * number)
        for number, row in enumerate(TABLE)
        for text, x in zip(row, COLUMNS, strict=True)
    ]


def test_cells_that_stand_near_each_other_are_parted_where_all_rows_are() -> None:
    """`Kind` and `Ref.` have a blank between them that is narrower than a gap between cells."""
    assert _rows(_page(_set())) == TABLE


def _ruled(edges: tuple[float, ...], heights: tuple[float, ...]) -> list[Ruling]:
    """Lines drawn cell by cell, as browsers do."""
    return [Ruling(x0=a, x1=b, y0=y, y1=y + 0.7) for y in heights for a, b in pairwise(edges)]


def test_rules_drawn_cell_by_cell_are_one_table_whatever_box_stands_beneath() -> None:
    edges = (47.0, 136.0, 196.0, 222.0, 250.0)
    rulings = _ruled(edges, (109.0, 125.0, 141.0, 157.0, 173.0))
    figure = [
        Ruling(x0=47.4, x1=300, y0=174.2, y1=174.6),
        Ruling(x0=47.4, x1=300, y0=250, y1=250.4),
        Ruling(x0=47.4, x1=48, y0=173.9, y1=250),
    ]
    assert _rows(_page(_set(), rulings + figure)) == TABLE


def test_a_first_cell_that_wraps_is_one_cell() -> None:
    cells = _set(step=22.0)
    cells = [("CdSe" if text == "CdSe QDs" else text, x, y) for text, x, y in cells]
    rulings = _ruled((47.0, 260.0), (109.0, 128.0, 196.0))
    assert _rows(_page([*cells, ("QDs", 50.0, 152.0)], rulings)) == TABLE


def test_a_row_of_one_cell_at_the_rows_own_distance_is_a_row() -> None:
    cells = [(text, x, y + (14.0 if y > 150 else 0.0)) for text, x, y in _set(step=14.0)]
    rulings = _ruled((47.0, 260.0), (109.0, 125.0, 184.0))
    page = _page([*cells, ("Group II", 50.0, 162.0)], rulings)
    rows = _rows(page)
    assert ("Group II", "", "", "") in rows
    assert len(rows) == len(TABLE) + 1


@pytest.mark.parametrize("text", ["a line of prose that goes on and on over the whole column"])
def test_prose_under_a_caption_is_no_table(text: str) -> None:
    page = _page([(text, 50.0, 120.0 + 12 * n) for n in range(6)])
    assert find_grids(page, segments(page, 0)) == []
