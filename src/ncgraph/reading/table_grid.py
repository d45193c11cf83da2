"""Tables of elements laid out on a grid: cells that span rows or columns fill all they span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.reading.elements import descendants, elements
from ncgraph.reading.pieces import Piece, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ncgraph.reading.elements import Element

_WIDEST = 60  # columns; wider ones lay out pages
_LONGEST = 2000  # cells of one column


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a row as the file has them."""

    cells: tuple[Element, ...]
    heading: bool


def rows_of(table: Element) -> Iterator[Row]:
    """Rows of a table in HTML, which JATS has taken over; those of the foot are notes."""
    head = {id(row) for part in elements(table, "thead") for row in elements(part, "tr")}
    for row in descendants(table, "tr", outside=("td", "th", "tfoot")):
        cells = tuple(elements(row, "td", "th"))
        heads = all(cell.name == "th" for cell in cells)
        yield Row(cells, heading=heads or id(row) in head)


Grid = list[list["Element | None"]]


def lay_out(rows: Sequence[Row]) -> Grid:
    """The cell on each place of the grid, None where there is none; all rows are equally long."""
    grid: Grid = [[] for _ in rows[:_LONGEST]]
    taken: dict[tuple[int, int], Element] = {}
    for number, row in enumerate(rows[:_LONGEST]):
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            wide = min(_count(cell, "colspan", "cols"), _WIDEST - column)
            high = min(_count(cell, "rowspan", "rows"), len(grid) - number)
            for down in range(high):
                for right in range(wide):
                    taken.setdefault((number + down, column + right), cell)
            column += max(wide, 0)
    width = max((column + 1 for _, column in taken), default=0)
    for number, line in enumerate(grid):
        line.extend(taken.get((number, column)) for column in range(width))
    return grid


def _count(cell: Element, *names: str) -> int:
    printed = next((cell.attributes[name] for name in names if name in cell.attributes), "1")
    digits = printed.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
    return max(number, 1)


def written(
    rows: Sequence[Row], write: Callable[[Element], list[Piece]]
) -> list[list[list[Piece]]]:
    """Rows of cells for the transcript, those of the head joined into one.

    A cell over all columns heads a group of rows; it is kept in the first column alone.
    """
    grid = lay_out(rows)
    if not grid or not grid[0]:
        return []
    heads = next((at for at, row in enumerate(rows) if not row.heading), len(grid))
    heads = max(min(heads, len(grid)), 1)
    header = [_stacked([line[column] for line in grid[:heads]], write) for column in _columns(grid)]
    return [
        header,
        *([_cell(line, column, write) for column in _columns(grid)] for line in grid[heads:]),
    ]


def _columns(grid: Grid) -> range:
    return range(len(grid[0]))


def _cell(
    line: Sequence[Element | None], column: int, write: Callable[[Element], list[Piece]]
) -> list[Piece]:
    cell = line[column]
    spans_all = len(line) > 1 and all(other is cell for other in line)
    return [] if cell is None or (spans_all and column) else write(cell)


def _stacked(
    cells: Sequence[Element | None], write: Callable[[Element], list[Piece]]
) -> list[Piece]:
    """Header cells above one another as one, each once."""
    made: list[Piece] = []
    for place, cell in enumerate(cells):
        if cell is None or any(cell is above for above in cells[:place]):
            continue
        content = write(cell)
        if made and joined(content).strip():
            made.append(Piece(" ", made[-1].high, made[-1].high))
        made += content
    return made
