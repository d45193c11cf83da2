r"""Tables of a LaTeX paper: cells that span columns, heads above the first rule, notes below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.reading.pieces import Piece, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_BEGIN = re.compile(
    r"\\begin\s?\{(?P<name>tabular[xy*]?|tabulary|longtable|supertabular|tblr|deluxetable)\*?\}"
)
_RULE = re.compile(
    r"\s*\\(?:(?P<whole>hline|midrule|endhead|endfirsthead|toprule|bottomrule|colrule|botrule|hhline"
    r"|specialrule|tableline|hlineB)|cline|cmidrule|noalign|addlinespace|rowcolor|endfoot"
    r"|endlastfoot)(?![A-Za-z])(?:\([^()]{0,9}\)|\[[^\[\]]{0,20}\]|\{[^{}]{0,40}\}){0,4}\s*"
)
_MERGED = re.compile(
    r"\s*\\multi(?:column\s?\{\s?(?P<wide>\d{1,2})\s?\}|row(?:\[[^\[\]]{0,9}\])?\s?\{(?P<tall>[^{}]{0,9})\}"
    r"(?:\[[^\[\]]{0,9}\])?)\s?\{[^{}]{0,60}\}\s?(?=\{)"
)
_STACKED = re.compile(
    r"\s*\\(?:makecell|thead|shortstack|specialcell)\*?(?:\[[^\[\]]{0,9}\])?(?=\{)"
    r"|\s*\\begin\s?\{tabular\}(?:\[[^\[\]]{0,9}\])?\{[^{}]{0,20}\}"
)
_NESTED_END = re.compile(r"\\end\s?\{tabular\}\s*$")
_EDGE = re.compile(
    r"(?P<row>\\\\(?:\[[^\[\]]{0,12}\])?|\\tabularnewline(?![A-Za-z]))|(?P<cell>&)|(?P<open>\{)"
    r"|(?P<nested>\\begin\s?\{tabular\})|\\\S"
)
_NESTED = "\\end{tabular}"
_WIDEST = 60  # columns
_NOTE = re.compile(r"\\begin\s?\{tablenotes\}(.*?)\\end\s?\{tablenotes\}", re.DOTALL)
_NOTE_ITEM = re.compile(r"\\item\s*(?:\[[^\[\]]{0,20}\])?")

_Content = list["Piece"]
_Cell = tuple[int, int, int, int]  # where it starts and ends, how many columns and rows it spans


def find_tables(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of the rows of each table in `text[start:end]`."""
    position = start
    while begin := _BEGIN.search(text, position, end):
        closing = f"\\end{{{begin['name']}"
        position = begin.end()
        nested = text.count("\\begin{tabular}", position, end) if begin["name"] == "tabular" else 0
        last = text.rfind(closing, position, end) if nested else text.find(closing, position, end)
        if last < 0:
            continue
        yield position, last
        position = last


def notes_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of the notes under a table."""
    for found in _NOTE.finditer(text, start, end):
        items = [item.span() for item in _NOTE_ITEM.finditer(text, found.start(1), found.end(1))]
        ends = [low for low, _ in items[1:]] + [found.end(1)]
        yield from ((high, last) for (_, high), last in zip(items, ends, strict=False))


def rows_of(
    text: str,
    closed: Mapping[int, int],
    start: int,
    end: int,
    write: Callable[[int, int], _Content],
) -> list[list[_Content]]:
    """Rows of cells for the transcript; those above the first inner rule are its header."""
    position = _columns(text, closed, start, end)
    rows: list[list[_Cell]] = []
    heads = 0
    for low, high in _lines(text, closed, position, end):
        while rule := _RULE.match(text, low, high):
            low = rule.end()
            heads = heads or (len(rows) if rule["whole"] else 0)
        cells = list(_cells(text, closed, low, high))
        if any(text[cell[0] : cell[1]].strip() for cell in cells):
            rows.append(cells)
    if not rows:
        return []
    grid = [list(_written(text, closed, row, write)) for row in rows]
    width = max(len(row) for row in grid)
    grid = [row + [[]] * (width - len(row)) for row in grid]
    _fill_down(rows, grid)
    heads = heads if 0 < heads < len(grid) else 1
    return [[_stacked([row[at] for row in grid[:heads]]) for at in range(width)], *grid[heads:]]


def _fill_down(rows: list[list[_Cell]], grid: list[list[_Content]]) -> None:
    """Repeat a cell in the rows that it spans, where they leave its place empty."""
    for number, row in enumerate(rows):
        column = 0
        for *_, wide, tall in row:
            for below in grid[number + 1 : number + tall]:
                if not joined(below[column]).strip():
                    below[column] = grid[number][column]
            column += wide if len(row) > 1 else 1


def _columns(text: str, closed: Mapping[int, int], start: int, end: int) -> int:
    """Where the rows start, behind the width and the kinds of the columns."""
    position = start
    while gap := re.compile(r"\s*(?:\[[^\[\]]{0,40}\])?(?=\{)").match(text, position, end):
        closing = closed.get(gap.end(), end)
        if closing >= end or "&" in text[gap.end() : closing]:
            break
        position = closing + 1
    return position


def _lines(text: str, closed: Mapping[int, int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges between the ends of rows; those inside of groups and tables of their own are none."""
    low = start
    for match in _edges(text, closed, start, end):
        if match["row"]:
            yield low, match.start()
            low = match.end()
    yield low, end


def _cells(text: str, closed: Mapping[int, int], start: int, end: int) -> Iterator[_Cell]:
    low = start
    for match in _edges(text, closed, start, end):
        if match["cell"]:
            yield low, match.start(), *_spans(text, low, match.start())
            low = match.end()
    yield low, end, *_spans(text, low, end)


def _spans(text: str, low: int, high: int) -> tuple[int, int]:
    """How many columns and rows a cell spans."""
    merged = _MERGED.match(text, low, high)
    tall = (merged["tall"] or "").strip() if merged else ""
    wide = int(merged["wide"] or 1) if merged else 1
    return min(max(wide, 1), _WIDEST), int(tall) if re.fullmatch(r"[1-9]\d?", tall) else 1


def _edges(text: str, closed: Mapping[int, int], start: int, end: int) -> Iterator[re.Match[str]]:
    position = start
    while match := _EDGE.search(text, position, end):
        position = match.end()
        if match["open"]:
            position = max(closed.get(match.start(), 0), position)
        elif match["nested"]:
            position = max(text.find(_NESTED, position, end), position)
        else:
            yield match


def _written(
    text: str,
    closed: Mapping[int, int],
    row: list[_Cell],
    write: Callable[[int, int], _Content],
) -> Iterator[_Content]:
    for low, high, wide, _ in row:
        merged = _MERGED.match(text, low, high)
        if merged and (closing := closed.get(merged.end(), -1)) >= 0:
            low, high = merged.end() + 1, min(closing, high)
        if stacked := _STACKED.match(text, low, high):
            low = stacked.end()
            nested = _NESTED_END.search(text, low, high)
            closing = closed.get(low, -1)
            low, high = (low, nested.start()) if nested else (low + 1, min(closing, high))
        content = write(low, max(high, low))
        # A cell over all columns heads a group of rows; it stands in the first alone.
        yield from [content] * (wide if len(row) > 1 else 1)


def _stacked(cells: list[_Content]) -> _Content:
    """Header cells above one another as one, with a blank between them."""
    made: _Content = []
    for content in cells:
        if made and joined(content).strip():
            made.append(Piece(" ", made[-1].high, made[-1].high))
        made += content
    return made
