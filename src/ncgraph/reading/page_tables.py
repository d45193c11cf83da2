"""Tables on a page: between ruling lines, or aligned under a caption that says so."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING

from ncgraph.reading.layout import CAPTION
from ncgraph.reading.page_columns import recut, rule_edges, shared_gaps
from ncgraph.reading.page_layout import Ruling

if TYPE_CHECKING:
    from ncgraph.reading.page_layout import Line, Page

_NEAR = 45.0  # points between a caption and its table: a caption of three lines
_SAME_EDGE = 4.0
_PROSE = 32  # characters; cells that are longer on average are columns of text
_LONGEST_CELL = 45
_NARROWEST = 20.0  # points; a table of one column of rules
_WRAPPED = 0.85  # of the rows' pitch: a line nearer than this belongs to the row above
_NEXT_CELL = 30.0  # points to the right of a cell
_LOOSE = 2.6  # baselines apart, in letter sizes: beyond, the table has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's place and its cells, row by row, empty ones included; the first row heads it."""

    x0: float
    x1: float
    y0: float
    y1: float
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]


def find_grids(page: Page, lines: list[Line]) -> list[Grid]:
    """Tables of a page whose lines are still in pieces, cell by cell."""
    grids: list[Grid] = []
    taken: set[int] = set()
    captions = [line for line in lines if _table_caption(line)]
    for area in (part for group in _ruled_areas(page) for part in _of_cells(page, group, lines)):
        inside = _between(lines, area[0], area[-1])
        if taken.isdisjoint(map(id, inside)) and (grid := _grid(page, inside, area, captions)):
            grids.append(grid)
            taken.update(map(id, inside))
    for caption in captions:
        if any(_beside(caption, grid) for grid in grids):
            continue
        free = [line for line in lines if id(line) not in taken]
        if grid := _aligned(caption, free):
            grids.append(grid)
            taken.update(map(id, grid.lines))
    return grids


def _between(lines: list[Line], upper: Ruling, lower: Ruling) -> list[Line]:
    return [
        line
        for line in lines
        if upper.x0 - _SAME_EDGE <= (line.x0 + line.x1) / 2 <= upper.x1 + _SAME_EDGE
        and upper.y0 - 1 < line.y - 0.3 * line.size < lower.y1 + 1
    ]


def _of_cells(page: Page, group: list[Ruling], lines: list[Line]) -> list[list[Ruling]]:
    """Rulings parted where prose, a caption or nothing stands between two of them.

    The line under a running head and the one above the feet may be as wide as a table's.
    """
    areas: list[list[Ruling]] = []
    run = [group[0]]
    columns = rule_edges(_drawn_inside(page, group), group[0].x0, group[0].x1)
    for upper, lower in pairwise(group):
        own = recut(_between(lines, upper, lower), columns)
        if (
            own
            and mean(len(line.text) for line in own) < _PROSE
            and not any(_table_caption(line) for line in own)
        ):
            run.append(lower)
        else:
            areas.append(run)
            run = [lower]
    return [area for area in (*areas, run) if len(area) > 1]


def _table_caption(line: Line) -> bool:
    match = CAPTION.match(line.text)
    return match is not None and "tab" in match[1].lower()


def _beside(caption: Line, grid: Grid) -> bool:
    return (
        caption.x0 < grid.x1
        and caption.x1 > grid.x0
        and (0 <= grid.y0 - caption.y < 2 * _NEAR or 0 <= caption.y - grid.y1 < _NEAR)
    )


def _ruled_areas(page: Page) -> list[list[Ruling]]:
    """Lying lines with the same ends, top to bottom: the rules of one table or of several."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(page.rulings, key=lambda ruling: ruling.y0):
        if not ruling.horizontal:
            continue
        for group in groups:
            same = (
                abs(group[0].x0 - ruling.x0) < _SAME_EDGE
                and abs(group[0].x1 - ruling.x1) < _SAME_EDGE
            )
            if same:
                group.extend([ruling] if ruling.y0 - group[-1].y0 > 3 else [])
                break
        else:
            groups.extend([[ruling]] if len(groups) < 200 else [])
    # Cells ruled one by one: lines end to end make one long line.
    wide = [group for group in groups if group[0].x1 - group[0].x0 > _NARROWEST]
    return [group for group in (*_end_to_end(groups), *wide) if len(group) >= 2]


def _end_to_end(groups: list[list[Ruling]]) -> list[list[Ruling]]:
    """Groups that continue each other to the right, cell by cell, as one; whatever lies between."""
    chains: list[list[list[Ruling]]] = []
    for group in sorted((g for g in groups if len(g) >= 2), key=lambda g: g[0].x0):
        chain = next((chain for chain in reversed(chains) if _continues(chain[-1], group)), None)
        if chain is None:
            chains.append([group])
        else:
            chain.append(group)
    return [_merged(chain) for chain in chains if len(chain) > 1]


def _continues(left: list[Ruling], right: list[Ruling]) -> bool:
    """Whether one group of rules goes on where the other ends, at the same heights."""
    return (
        abs(left[0].x1 - right[0].x0) < _SAME_EDGE
        and abs(left[0].y0 - right[0].y0) < 2
        and len(left) == len(right)
    )


def _merged(groups: list[list[Ruling]]) -> list[Ruling]:
    return [
        Ruling(x0=groups[0][0].x0, x1=groups[-1][0].x1, y0=line.y0, y1=line.y1)
        for line in groups[0]
    ]


def _grid(page: Page, inside: list[Line], area: list[Ruling], captions: list[Line]) -> Grid | None:
    upright = [
        ruling
        for ruling in page.rulings
        if ruling.vertical
        and area[0].x0 - _SAME_EDGE < ruling.x0 < area[0].x1 + _SAME_EDGE
        and area[0].y0 - _SAME_EDGE < ruling.y0 < area[-1].y1
    ]
    own = [line for line in inside if line not in captions]
    box = Grid(
        x0=area[0].x0, x1=area[0].x1, y0=area[0].y0, y1=area[-1].y1, rows=(), lines=tuple(own)
    )
    if not upright and not any(_beside(caption, box) for caption in captions):
        return None  # a line under the running head and one above the feet are no table
    if len(own) < 4:
        return None
    cuts = [ruling.y0 for ruling in area]
    columns = rule_edges(_drawn_inside(page, area), box.x0, box.x1) or shared_gaps(_baselines(own))
    baselines = _baselines(recut(own, columns))
    if len(columns) < 2 or len(baselines) < 2:
        return None
    rows = _rows(baselines, columns, cuts, every=len(cuts) > 3 and _one_each(baselines, cuts))
    if len(rows) < 2:
        return None
    return Grid(x0=box.x0, x1=box.x1, y0=box.y0, y1=box.y1, rows=rows, lines=tuple(own))


def _drawn_inside(page: Page, area: list[Ruling]) -> list[Ruling]:
    """What rules the area: lines that lie at its heights, and those that stand in it."""
    return [
        ruling
        for ruling in page.rulings
        if area[0].x0 - _SAME_EDGE < ruling.x0
        and ruling.x1 < area[0].x1 + _SAME_EDGE
        and (
            (ruling.horizontal and any(abs(ruling.y0 - each.y0) < 1 for each in area))
            or (ruling.vertical and area[0].y0 - _SAME_EDGE < ruling.y0 < area[-1].y0 - 3)
        )
    ]


def _one_each(baselines: list[list[Line]], cuts: list[float]) -> bool:
    """Whether one row at most stands between any two rules: the rest of its lines only go on."""
    most = max(len(row) for row in baselines)
    strips = [sum(cut < row[0].y for cut in cuts) for row in baselines if 2 * len(row) > most]
    inner = [strip for strip in strips if strip > 1]  # the header may go over several lines
    return len(inner) == len(set(inner))


def _baselines(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.y):
        if rows and line.y - rows[-1][0].y < 0.45 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _column_of(line: Line, columns: list[tuple[float, float]]) -> int:
    def distance(column: tuple[float, float]) -> float:
        shared = min(line.x1, column[1]) - max(line.x0, column[0])
        return -shared if shared > 0 else max(column[0] - line.x1, line.x0 - column[1])

    return min(range(len(columns)), key=lambda index: distance(columns[index]))


def _rows(
    baselines: list[list[Line]],
    columns: list[tuple[float, float]],
    cuts: list[float],
    *,
    every: bool,
) -> tuple[tuple[str, ...], ...]:
    """Cells of each row.

    A row is what stands between two rules where every row is ruled; else one baseline, with the
    next where that only goes on: its first cell is empty, or the only one, and so are most.
    """
    rows: list[list[str]] = []
    strips: list[int] = []
    last_y = 0.0
    full = [row[0].y for row in baselines if 2 * len(row) > len(columns)]
    pitch = median(b - a for a, b in pairwise(full)) if len(full) > 1 else 0.0
    for baseline in baselines:
        y = baseline[0].y
        strip = sum(cut < y for cut in cuts)
        cells = [""] * len(columns)
        for line in baseline:
            index = _column_of(line, columns)
            cells[index] = f"{cells[index]} {line.text}".strip()
        filled = sum(map(bool, cells))
        tight = y - last_y < 1.35 * baseline[0].size
        same_strip = bool(strips) and strips[-1] == strip
        heads = len(cuts) > 2 and strip == 1
        wrapped = filled == 1 and y - last_y < _WRAPPED * pitch  # else it heads a group
        goes_on = tight and (wrapped or not cells[0]) and filled * 2 <= len(cells)
        if rows and same_strip and (every or heads or goes_on):
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
            strips.append(strip)
        last_y = y
    return tuple(tuple(row) for row in rows)


def _aligned(caption: Line, lines: list[Line]) -> Grid | None:
    """Rows of two or more cells right below a caption, as far as they go."""
    below = [line for line in lines if caption.y < line.y < caption.y + 500]
    beside = [line for line in below if line.x1 > caption.x0 - 30]
    taken: list[list[Line]] = []
    for row in _baselines(beside):
        row = _within(row, taken or [[caption]])
        y = row[0].y if row else 0.0
        last = taken[-1][0].y if taken else 0.0
        if not taken and (len(row) < 2 or any(len(cell.text) > _LONGEST_CELL for cell in row)):
            if row and y - caption.y > _NEAR:
                return None
            continue
        if not row:
            continue
        if y - last > _LOOSE * row[0].size and taken:
            break
        if len(row) < 2 or any(len(cell.text) > _LONGEST_CELL for cell in row):
            break
        taken.append(row)
    return _unruled(taken) if len(taken) > 2 else None


def _unruled(taken: list[list[Line]]) -> Grid | None:
    columns = shared_gaps(taken)
    if len(columns) < 2:
        return None
    own = [line for row in taken for line in row]
    rows = _rows(_baselines(recut(own, columns)), columns, [], every=False)
    return Grid(
        x0=min(line.x0 for line in own),
        x1=max(line.x1 for line in own),
        y0=taken[0][0].y,
        y1=taken[-1][0].y,
        rows=rows,
        lines=tuple(own),
    )


def _within(row: list[Line], taken: list[list[Line]]) -> list[Line]:
    """The cells of a row that stand under those before; the neighbouring column does not."""
    right = max(line.x1 for cells in taken for line in cells)
    kept: list[Line] = []
    for line in row:
        if line.x0 > right + _NEXT_CELL or len(line.text) > _LONGEST_CELL:
            break
        kept.append(line)
        right = max(right, line.x1)
    return kept
