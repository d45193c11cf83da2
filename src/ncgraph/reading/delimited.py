"""A table as a file of its own: cells between commas or semicolons, quoted where they hold one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.reading.formats import Reader
from ncgraph.reading.manuscript import Manuscript
from ncgraph.reading.pieces import Piece

if TYPE_CHECKING:
    from ncgraph.model import Document
    from ncgraph.reading.formats import Source

_CELL = r'[ ]?(?:"((?:[^"]|"")*)"|([^{0}\r\n]*))[ ]?(?P<end>{0}|\r\n|\r|\n|\Z)'
_COMMENT = re.compile(r"#[^\r\n]*(?:\r\n|\r|\n|\Z)")


def _parse(source: Source) -> Document:
    """The file as one table, its first row the header; lines that start with "#" are remarks."""
    manuscript = Manuscript(source)
    rows = _rows(source.text)
    width = max((len(row) for row in rows), default=0)
    manuscript.table([row + [[]] * (width - len(row)) for row in rows], [])
    return manuscript.finish("", None)


def _rows(text: str) -> list[list[list[Piece]]]:
    head = text[: text.find("\n")] if "\n" in text else text
    cell = re.compile(_CELL.format(";" if head.count(";") > head.count(",") else ","))
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
    suffixes=(".csv",),
    recognises=lambda _text: False,
    parse=_parse,
    order=90,
)
