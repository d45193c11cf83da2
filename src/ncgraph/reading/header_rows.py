"""A second row of headers: units of their own row, or heads under one that spans columns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.model import Cell

_BRACKETS = re.compile(r"[(\[]\s*(.*?)\s*[)\]]")
_VALUE = re.compile(r"[<>≤≥~≈±\s(]*\d|[-–—−]$")
_UNITS = frozenset({"", "unit", "units"})
_NO_SYMBOL = frozenset({"a.u.", "arb. units", "°", "a. u."})
_LONGEST = 40  # characters of a head


def further_heads(header: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row below the header is part of it.

    It holds units alone, or heads without a number under the blanks that a spanning head leaves.

    >>> further_heads(["Sample", "Threshold", "Peak"], ["", "(mJ/cm2)", "nm"])
    True
    >>> further_heads(["Sample", "Threshold", "", "Peak"], ["", "ASE", "lasing", "nm"])
    True
    >>> further_heads(["Sample", "Threshold", "Peak"], ["CdSe QDs", "26", "nm"])
    False
    """
    if not row or row[0].strip(" ()[]").lower() not in _UNITS or len(row) != len(header):
        return False
    filled = [
        (above, below.strip()) for above, below in zip(header, row, strict=True) if below.strip()
    ]
    if row[0].strip():
        filled = filled[1:]
    if not filled:
        return False
    if all(above.strip() and _is_unit(below) for above, below in filled):
        return True
    spanned = [below for above, below in filled if not above.strip()]
    return bool(spanned) and not any(
        _VALUE.match(below) or len(below) > _LONGEST for _, below in filled
    )


def with_units(
    header: Sequence[Cell], rows: Sequence[Sequence[Cell]]
) -> tuple[list[Cell], list[list[Cell]]] | None:
    """A table that has a column of units, with each behind the name it belongs to; else None."""
    if len(header) < 3 or header[1].text.strip(" ()[]").lower() not in ("unit", "units"):
        return None
    named = [
        [
            replace(row[0], text=f"{row[0].text} ({row[1].text})" if row[1].text else row[0].text),
            *row[2:],
        ]
        for row in rows
    ]
    return [header[0], *header[2:]], named


def _is_unit(text: str) -> bool:
    inside = _BRACKETS.fullmatch(text)
    bare = inside[1] if inside else text
    return bool(bare) and (parse_unit(bare) is not None or bare in _NO_SYMBOL)


def joined_heads(header: Sequence[Cell], row: Sequence[Cell]) -> list[Cell]:
    """Both rows as one; a blank under or beside a spanning head takes that head's words."""
    made: list[Cell] = []
    spanning = ""
    for above, below in zip(header, row, strict=True):
        spanning = above.text or (spanning if below.text else "")
        under = "" if below.text.strip(" ()[]").lower() in _UNITS else below.text
        if under and not _BRACKETS.fullmatch(under) and _is_unit(under):
            under = f"({under})"
        span = above.span if above.text else below.span
        made.append(replace(above, text=f"{spanning} {under}".strip(), span=span))
    return made
