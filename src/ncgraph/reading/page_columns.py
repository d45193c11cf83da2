"""Columns of a table on a page: between its rules, else along the gaps that all its rows share."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ncgraph.reading.page_layout import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ncgraph.reading.page_layout import Glyph, Ruling

Columns = list[tuple[float, float]]

_GUTTER = 0.6  # letter sizes; between words stand 0.3
_WORD_GAP = 0.33  # of a blank that may part two cells, the narrowest that rules leave
_CROSSING = 0.15  # share of rows that may cross a gutter: cells over several columns
_GRID = 3.0  # points; edges of rules that are nearer are one


def rule_edges(rulings: Iterable[Ruling], x0: float, x1: float) -> Columns:
    """Columns between upright rules, or between the ends of rules that lie cell by cell."""
    drawn = list(rulings)
    upright = _edges(ruling.x0 for ruling in drawn if ruling.vertical)
    whole = x1 - x0 - 3 * _GRID
    lying = [ruling for ruling in drawn if ruling.horizontal and ruling.x1 - ruling.x0 < whole]
    ends = _edges(end for ruling in lying for end in (ruling.x0, ruling.x1))
    edges = upright if len(upright) > 2 else ends
    inside = [edge for edge in edges if x0 - _GRID <= edge <= x1 + _GRID]
    return list(pairwise(inside)) if len(inside) > 2 else []


def _edges(places: Iterable[float]) -> list[float]:
    """Places from left to right, those nearly the same once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _GRID:
            found.append(place)
    return found


def shared_gaps(rows: Sequence[Sequence[Line]]) -> Columns:
    """Columns along the gaps that the rows have in common, a few headings over several left out."""
    boxes = [[(word[0].x0, word[-1].x1) for line in row for word in _words(line)] for row in rows]
    size = max((line.size for row in rows for line in row), default=10.0)
    most = int(_CROSSING * len(rows))
    places = sorted({edge for row in boxes for box in row for edge in box})
    covered = [
        sum(any(low < (a + b) / 2 < high for low, high in row) for row in boxes) > most
        for a, b in pairwise(places)
    ]
    columns: Columns = []
    for (a, b), full in zip(pairwise(places), covered, strict=True):
        if not full:
            continue
        if columns and a - columns[-1][1] < _GUTTER * size:
            columns[-1] = (columns[-1][0], b)
        else:
            columns.append((a, b))
    return columns


def recut(lines: Iterable[Line], columns: Columns) -> list[Line]:
    """Lines parted where a wider blank between two words lies on the edge of a column."""
    return [piece for line in lines for piece in _parted(line, columns)]


def _parted(line: Line, columns: Columns) -> list[Line]:
    runs: list[list[Glyph]] = []
    last: tuple[float, int] | None = None
    for word in _words(line):
        middle = (word[0].x0 + word[-1].x1) / 2
        column = sum(high <= middle for _, high in columns)
        if last and column != last[1] and word[0].x0 - last[0] > _WORD_GAP * line.size:
            runs.append(word)
        elif runs:
            runs[-1] += [_blank(runs[-1][-1], word[0]), *word]
        else:
            runs.append(word)
        last = (word[-1].x1, column)
    return [line] if len(runs) < 2 else [Line(run, page=line.page) for run in runs]


def _blank(left: Glyph, right: Glyph) -> Glyph:
    return replace(left, char=" ", x0=left.x1, x1=max(right.x0, left.x1))


def _words(line: Line) -> list[list[Glyph]]:
    """Letters between blanks, drawn or left as a gap."""
    words: list[list[Glyph]] = [[]]
    for glyph in line.glyphs:
        gap = words[-1] and glyph.x0 - words[-1][-1].x1 > 0.17 * glyph.size
        if glyph.char == " " or gap:
            words.append([])
        if glyph.char != " ":
            words[-1].append(glyph)
    return [word for word in words if word]
