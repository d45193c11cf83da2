"""A table as a file of its own: cells between commas, semicolons or tabs, quoted where needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.reading.formats import Reader
from ncgraph.reading.manuscript import Manuscript
from ncgraph.reading.pieces import Piece, between, joined

if TYPE_CHECKING:
    from ncgraph.model import Document
    from ncgraph.reading.formats import Source

_CELL = r'[ ]?(?:"((?:[^"]|"")*)"|([^{0}\r\n]*))[ ]?(?P<end>{0}|\r\n|\r|\n|\Z)'
_LABEL = re.compile(r"\s*(Table S?\d{1,3})\s*[:.|]?\s*", re.IGNORECASE)
_SAMPLE = 4000  # characters that tell the mark between cells
_COMMENT = re.compile(r"#[^\r\n]*(?:\r\n|\r|\n|\Z)")


def _parse(source: Source) -> Document:
    """The file as one table, its first full row the header; lines that start with "#" are remarks.

    Rows of one cell above the header are its caption, those below the last full row its notes.
    """
    manuscript = Manuscript(source)
    rows = _rows(source.text)
    full = [place for place, row in enumerate(rows) if sum(map(bool, row)) > 1] or [0]
    for row in rows[: full[0]]:
        title = [piece for cell in row for piece in cell]
        if label := _LABEL.match(joined(title)):
            rest = between(title, label.end(), len(joined(title)))
            manuscript.caption(between(title, 0, label.end(1)), rest)
        else:
            manuscript.paragraph(title)
    notes = [[piece for cell in row for piece in cell] for row in rows[full[-1] + 1 :]]
    rows = rows[full[0] : full[-1] + 1]
    width = max((len(row) for row in rows), default=0)
    manuscript.table([row + [[]] * (width - len(row)) for row in rows], notes)
    return manuscript.finish("", None)


def _mark(text: str) -> str:
    """What parts cells: the mark that most of the first lines have most of."""
    lines = text[:_SAMPLE].splitlines()
    return max("\t;,", key=lambda mark: sum(line.count(mark) for line in lines))


def _rows(text: str) -> list[list[list[Piece]]]:
    cell = re.compile(_CELL.format(_mark(text)))
    rows: list[list[list[Piece]]] = [[]]
    position = int(text.startswith("\ufeff"))
    while position < len(text):
        remark = None if rows[-1] else _COMMENT.match(text, position)
        match = cell.match(text, position)
        if remark or match is None:
            position = remark.end() if remark else len(text)
            continue
        group = 1 if match[1] is not None else 2
        rows[-1].append(_pieces(match[group], *match.span(group)))
        position = match.end()
        if match["end"] in ("\r\n", "\r", "\n"):
            rows.append([])
    return [row for row in rows if any(row)]


def _pieces(content: str, low: int, high: int) -> list[Piece]:
    """A cell's text on one line; a doubled quote is one."""
    plain = re.sub(r"\s", " ", content)
    if '""' in content:
        return [Piece(plain.replace('""', '"'), low, high)]
    return [Piece(plain, low, high, verbatim=plain == content)] if plain.strip() else []


READER = Reader(
    name="CSV",
    suffixes=(".csv", ".tsv", ".tab"),
    recognises=lambda _text: False,
    parse=_parse,
    order=90,
)
