"""Formulas whose lowered numbers a copied page sets off by blanks: `MoS 2`, `Ga 2 O 3`.

A number behind a formula may as well cite: `CdSe 2`. The usual charges tell them apart: where the
formula is whole without the number, it is none of it, unless the text parts its formulas elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.composition.elements import ANION_CHARGE, CATION_CHARGE
from ncgraph.composition.grammar import SYMBOL

if TYPE_CHECKING:
    from ncgraph.reading.writer import Writer

_LETTERS = rf"(?:{SYMBOL}|FA|MA|H){{1,6}}(?![a-z])"
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})?(?![\d.]\d))"
_UNIT = r"(?:[nµmck]?m|%|m?eV|K|°|[npµm]?s|min|h|wt|at|mol|m[Ll]|×|and \d|to \d|or \d)"
_START = rf"{_LETTERS}(?: {_NUMBER} {_LETTERS}){{0,6}}"
_RUNS = tuple(  # "Cu 2 O", "Ga 2 O 3"
    re.compile(_START + last)
    for last in (rf" {_NUMBER} {_LETTERS}(?!\w)", rf" {_NUMBER}(?! ?{_UNIT}(?![a-z]))(?!\w)")
)
_BEGUN = re.compile(rf"(?<![\w.(−-]){_LETTERS}\Z")
_ALONE = tuple(re.compile(rf"(?<![\w.(−-]){run.pattern}") for run in _RUNS)
_PIECE = re.compile(rf"({SYMBOL})(\d*)")
_LONGEST = 14  # characters of the letters before the first blank
_FURTHEST = 60  # characters of a whole formula
_STYLE = 2  # formulas that are surely parted


def rejoin(writer: Writer, match: re.Match[str]) -> int:
    """Write what follows a formula's first letters without its blanks; else keep the blank."""
    source, blank = writer.source, match.start()
    low = max(writer.start, blank - _LONGEST)
    begun = _BEGUN.search(source, low, blank)
    end = min(writer.end, blank + _FURTHEST)
    tried = (run.match(source, begun.start(), end) for run in _RUNS) if begun else ()
    for run in sorted(filter(None, tried), key=lambda run: -run.end()):
        if _is_surely(run[0]) or (_may_be(run[0]) and _parts_formulas(source)):
            for piece in re.finditer(r"\S+", source[blank : run.end()]):
                writer.copy(blank + piece.start(), blank + piece.end())
            return run.end()
    writer.copy(blank, match.end())
    return match.end()


@lru_cache(maxsize=2)
def _parts_formulas(source: str) -> bool:
    """Whether some formulas of a text are parted beyond doubt."""
    runs = {run[0] for pattern in _ALONE for run in pattern.finditer(source)}
    return sum(map(_is_surely, runs)) >= _STYLE


@lru_cache(maxsize=1024)
def _may_be(run: str) -> bool:
    return len(composition.parse(run.replace(" ", ""))) == 1


@lru_cache(maxsize=1024)
def _is_surely(run: str) -> bool:
    """Whether the numbers belong to it: they stand between its letters, or balance it."""
    if not _may_be(run):
        return False
    letters, *rest = run.split(" ")
    return len(rest) > 1 or abs(_charge(run)) <= abs(_charge(letters)) != 0


def _charge(formula: str) -> int:
    """What the usual charges of a formula's ions add up to."""
    total = 0
    pieces = _PIECE.findall(formula.replace(" ", ""))
    last = len(pieces) - 1
    for place, (symbol, count) in enumerate(pieces):
        anion = symbol in ANION_CHARGE and (place == last or symbol not in CATION_CHARGE)
        charge = -ANION_CHARGE[symbol] if anion else CATION_CHARGE.get(symbol, 0)
        total += charge * int(count or 1)
    return total
