"""Tables: cells between tabs or pipes, with caption, notes and what each cell cites."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ncgraph.model import Cell, Span, Table
from ncgraph.model.report import Problem
from ncgraph.reading.captions import caption_label
from ncgraph.reading.citations import ascii_digits, author_years, expand
from ncgraph.reading.header_rows import further_heads, joined_heads, with_units
from ncgraph.reading.latex_tables import TABULAR, tabular_rows
from ncgraph.reading.layout import BlockKind
from ncgraph.reading.markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.reading.layout import Part
    from ncgraph.reading.writer import Marking

_LINE = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"[\s|:-]{3,2000}$")
_PIPE = re.compile(r"(?<!\\)\|")
_CITING = re.compile(r"\W*(?:refs?|references?|citations?|source)\W*$", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*(?:\^\{?[a-z*†]\}?|[ᵃᵇᶜᵈ]|<sup>[a-z*†]</sup>|\\?[*†‡§](?!\*)|\(?[a-z]\)\s|[a-z]\s(?=[A-Z])"
    r"|(?:Foot)?[Nn]otes?\b[:.]|Abbreviations?\b|N\.?\s?/?A\b|Abbr\.)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables in order, and the indices of the parts that are their notes, not prose."""

    tables: tuple[Table, ...]
    notes: frozenset[int]
    problems: tuple[Problem, ...]


def read_tables(text: str, parts: tuple[Part, ...], marking: Marking) -> Tables:
    """Tables among the parts of a paper.

    A table's caption is the labelled block right before it, else right after; its notes are the
    paragraphs right behind it that start with a mark or a word of notes. Rows shorter than the
    header are filled with empty cells; further cells of longer rows stay in the last column.
    """
    tables: list[Table] = []
    notes: set[int] = set()
    problems: list[Problem] = []
    in_cells = replace(marking, cell=True)
    for index, part in enumerate(parts):
        if part.block.kind is not BlockKind.TABLE:
            continue
        caption = _caption(text, parts, index)
        behind = list(_notes(text, parts, index, caption))
        notes.update(behind)
        split = tabular_rows if part.block.marker == TABULAR else _rows
        rows = list(split(text, part.block.span))
        if not rows:  # nothing but the rule below a header
            continue
        header = [_cell(text, span, in_cells) for span in rows[0]]
        problems.extend(_ragged(row, len(header)) for row in rows[1:] if len(row) != len(header))
        body = [_fit(row, len(header)) for row in rows[1:]]
        second = [_cell(text, span, in_cells) for span in body[0]] if len(body) > 1 else []
        if further_heads([cell.text for cell in header], [cell.text for cell in second]):
            header, body = joined_heads(header, second), body[1:]
        citing = [_CITING.match(cell.text) is not None for cell in header]
        cells = [
            [
                _cell(text, span, in_cells, cites=cites)
                for span, cites in zip(row, citing, strict=True)
            ]
            for row in body
        ]
        header, cells = with_units(header, cells) or (header, cells)
        tables.append(
            Table(
                label=caption_label(text, parts[caption].block.span) if caption is not None else "",
                caption=_title(text, parts[caption].block.span) if caption is not None else "",
                header=tuple(header),
                rows=tuple(map(tuple, cells)),
                notes=" ".join(" ".join(_span_text(text, parts[i])) for i in behind),
                section=part.section,
            )
        )
    return Tables(tables=tuple(tables), notes=frozenset(notes), problems=tuple(problems))


def _caption(text: str, parts: tuple[Part, ...], index: int) -> int | None:
    for near in (index - 1, index + 1):
        if 0 <= near < len(parts) and parts[near].block.kind is BlockKind.CAPTION:
            label = caption_label(text, parts[near].block.span).lower()
            if "tab" in label:
                return near
    return None


def _notes(text: str, parts: tuple[Part, ...], index: int, caption: int | None) -> Iterator[int]:
    following = index + 2 if caption == index + 1 else index + 1
    while (
        following < len(parts)
        and parts[following].block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and _NOTE.match(text, parts[following].block.span.start)
    ):
        yield following
        following += 1


def _span_text(text: str, part: Part) -> list[str]:
    """The words of a part as printed: the marks of notes stay."""
    return text[part.block.span.start : part.block.span.end].split()


def _title(text: str, span: Span) -> str:
    label = caption_label(text, span)
    return plain(text, (span,)).text.removeprefix(label).lstrip(" .:|–—-")


def _rows(text: str, block: Span) -> Iterator[list[Span]]:
    lines = [m.span() for m in _LINE.finditer(text, block.start, block.end)]
    piped = "\t" not in text[slice(*lines[0])]
    for low, high in lines:
        if piped and _RULE.match(text, low, high):
            continue
        edges = [m.span() for m in (_PIPE if piped else re.compile("\t")).finditer(text, low, high)]
        starts = [low, *(b for _, b in edges)]
        ends = [*(a for a, _ in edges), high]
        cells = [Span(a, b).trimmed(text) for a, b in zip(starts, ends, strict=True)]
        if piped and not text[starts[0] : ends[0]].strip():
            cells = cells[1:]
        if piped and len(cells) > 1 and not text[starts[-1] : ends[-1]].strip():
            cells = cells[:-1]
        yield cells or [Span(low, high).trimmed(text)]


def _fit(row: list[Span], width: int) -> list[Span]:
    end = row[-1].end
    if len(row) > width:
        return [*row[: width - 1], Span(row[width - 1].start, end)]
    return [*row, *(Span(end, end) for _ in range(width - len(row)))]


def _ragged(row: list[Span], width: int) -> Problem:
    return Problem(
        code="table-row-ragged",
        message=f"a table row has {len(row)} cells under a header of {width}",
        start=row[0].start,
        end=row[-1].end,
    )


def _cell(text: str, span: Span, marking: Marking, *, cites: bool = False) -> Cell:
    content = plain(text, (span,), marking)
    labels = [label for citation in content.citations for label in citation.labels]
    if cites:
        labels.extend(
            expand(ascii_digits(content.text).strip("[]() "), marking.highest)
            or author_years(content.text.strip("[]() "))
        )
    return Cell(text=content.text, span=span, citations=tuple(dict.fromkeys(labels)))
