"""Whether a text writes decimals with a comma, and what a comma or point between digits says then.

One number does not tell: `1,234 nm` is a thousand or one and a bit. The whole text does, where it
has decimals that can be nothing else. Numbers that stay open are left unread and reported.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from ncgraph.model.report import Problem

if TYPE_CHECKING:
    from ncgraph.reading.writer import Writer


class Decimals(StrEnum):
    """How a text writes its decimals."""

    POINT = "point"
    COMMA = "comma"
    MIXED = "mixed"  # both ways, so that "1,234" may be either


OPEN = "‚"  # stands between the digits of a number that may be read in two ways

_UNIT = (
    r"[\s~\\,${}]{0,6}(?:\\(?:mu|text|mathrm|SI|si)|[fpnµμmckMGu]?(?:m|s|J|W|eV|V|A|K|Hz)(?![A-Za-z])"
    r"|%|°|[×x·] ?10|\\times)"
)
_COMMA = re.compile(
    rf",(?:(?<=(?<![\d.,])0,)|(?<=\d,)(?=\d{{1,2}}(?!\d)\}}?{_UNIT})"
    rf"|(?<=\d\{{,)(?=\}}\d{{1,2}}(?!\d))|(?<=\d,)(?=\d{{4,9}}{_UNIT}))\}}?\d"
)
_ZERO = re.compile(r"(?<![\d.,])0,\d")
_POINT = re.compile(
    rf"\.(?<=\d\.)(?:(?<=(?<![\d.,])0\.)\d|(?!\d{{3}}(?!\d))\d{{1,6}}(?!\d){_UNIT})"
)
# Alone in a cell of a table; looked for by its mark, as that is rarer than what opens a cell.
_CELLS = {
    mark: re.compile(
        rf"{re.escape(mark)}(?<=\d.)\d{{1,2}}[ $]{{0,3}}(?=[\t|;&\r\n]|$)", re.MULTILINE
    )
    for mark in ",."
}
_CELL_START = re.compile(r"(?:^|[\t|;&\r\n])[ $]{0,3}[<>~≈≤≥]?[ $]{0,2}\d{1,3}$")
_LEAD = 12  # characters before the mark
_ENOUGH = 2


def decimals_of(prose: str) -> Decimals:
    """How the numbers of a paper's prose and tables are written.

    >>> decimals_of("lased at 0,3 mJ/cm² and 2,5 kW/cm²"), decimals_of("1,200 nm and 4.5 nm")
    (<Decimals.COMMA: 'comma'>, <Decimals.POINT: 'point'>)
    """
    commas = len(_COMMA.findall(prose)) + _in_cells(prose, ",")
    commas += _ZERO.search(prose) is not None if commas else 0  # a zero before it: no list
    if commas < _ENOUGH:
        return Decimals.POINT
    points = len(_POINT.findall(prose)) + _in_cells(prose, ".")
    if not points or commas >= 4 * points:
        return Decimals.COMMA
    return Decimals.MIXED if points < 4 * commas else Decimals.POINT


def _in_cells(prose: str, mark: str) -> int:
    ends = (match.start() for match in _CELLS[mark].finditer(prose))
    return sum(bool(_CELL_START.search(prose[max(end - _LEAD, 0) : end])) for end in ends)


# A comma or point between digits, from its second character on, for a scanner.
BETWEEN = r"(?<=\d[.,])(?=\d)"
_WHOLE = re.compile(r"\d[\d.,]*\d")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_LONGEST = 30  # characters of a number on either side
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d{1,6}")


def separator(writer: Writer, match: re.Match[str]) -> int:
    """A comma or point between two digits, in a text that writes decimals with a comma, or both."""
    low, source = match.start(), writer.source
    first = low
    least = max(writer.start, low - _LONGEST)
    while first > least and (source[first - 1].isdigit() or source[first - 1] in ".,"):
        first -= 1
    whole = _WHOLE.match(source, first, min(writer.end, low + _LONGEST))
    number = whole[0] if whole else ""
    sign = source[low]
    if _GROUPED.fullmatch(number) and writer.marking.decimals is Decimals.COMMA:
        writer.put("" if sign == "." else ".", low, low + 1)
    elif _THOUSANDS.fullmatch(number) and (
        sign == "," or writer.marking.decimals is Decimals.COMMA
    ):
        writer.put(OPEN, low, low + 1)
        if writer.marking.cited:
            writer.problems.append(_open(number, first))
    elif sign == "," and number.count(",") == 1 and writer.marking.decimals is Decimals.COMMA:
        writer.put(".", low, low + 1)
    else:
        writer.copy(low, low + 1)
    return low + 1


def _open(number: str, start: int) -> Problem:
    return Problem(
        code="number-ambiguous",
        message=f"{number!r} may be thousands or decimals in this text; it is left unread",
        start=start,
        end=start + len(number),
    )
