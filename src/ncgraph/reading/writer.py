"""The plain text under construction, with the way back to the input."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.model import Citation, Span
from ncgraph.reading.decimals import Decimals

if TYPE_CHECKING:
    from ncgraph.model.report import Problem
    from ncgraph.reading.citations import Labels


@dataclass(frozen=True, slots=True)
class Marking:
    """How citation markers are printed in what is read.

    `highest` is the number of entries in the reference list, None where there is none. `cited`
    is false where nothing cites: in the reference list itself. In the `cell` of a table a raised
    letter marks a note. `keys` are labels of entries that are words, `Klim00`. `footnotes` tells
    that Markdown's `[^1]` are notes, not entries of the list.
    """

    highest: int | None = None
    cited: bool = True
    cell: bool = False
    authors: frozenset[str] = frozenset()
    fused: bool = False
    parenthesised: bool = False
    keys: frozenset[str] = frozenset()
    footnotes: bool = False
    decimals: Decimals = Decimals.POINT


class Writer:
    """Plain text under construction."""

    def __init__(self, source: str, start: int, end: int, marking: Marking) -> None:
        self.source, self.start, self.end, self.marking = source, start, end, marking
        self.out: list[str] = []
        self.length = 0
        self.pieces: list[tuple[int, int, int, bool]] = []
        self.citations: list[Citation] = []
        self.problems: list[Problem] = []
        self.stops: set[int] = set()  # behind a full stop that surely ends a sentence
        self.braces: list[
            str
        ] = []  # of each open brace: "" if printed, "markup", "above" a fraction
        self.formulas = _formulas(source, start, end)

    def move(self, start: int, end: int) -> None:
        """Go on with another range of the source."""
        self.start, self.end = start, end
        self.formulas = _formulas(self.source, start, end)

    def tail(self, most: int = 32) -> str:
        """The last characters written, enough to tell a unit or a name by."""
        return "".join(self.out[-8:])[-most:]

    def copy(self, low: int, high: int) -> None:
        """Take source characters as they are; a second space in a row is dropped."""
        if low < high and self.source[low] == " " and self._spaced():
            low += 1
        if low >= high:
            return
        if self.pieces and self.pieces[-1][3] and self.pieces[-1][2] == low:
            at, first, _, _ = self.pieces.pop()
            self.pieces.append((at, first, high, True))
        else:
            self.pieces.append((self.length, low, high, True))
        self._add(self.source[low:high])

    def put(self, text: str, low: int, high: int) -> None:
        """Write `text` for source characters that read differently."""
        if not text or (text == " " and self._spaced()):
            return
        self.pieces.append((self.length, low, high, False))
        self._add(text)

    def cite(self, labels: Labels, low: int, high: int) -> int:
        """Record a marker, leave it out, and tell where to read on.

        A space before punctuation goes with the marker; so does the second of two full stops that
        only the marker parted, an abbreviation's and the sentence's: it is kept in `stops`.
        """
        after = self.source[high : high + 1] if high < self.end else ""
        if not after.isalnum():
            self.trim()
        self.citations.append(Citation(span=Span(low, high), position=self.length, labels=labels))
        if after == "." and self.tail().endswith("."):
            self.stops.add(self.length)
            return high + 1
        return high

    def trim(self) -> None:
        """Take back spaces just written."""
        while self.out and self.out[-1].endswith(" "):
            self.take_back()

    def take_back(self) -> None:
        """Take back the last character."""
        self.out[-1] = self.out[-1][:-1]
        self.length -= 1
        at, low, high, verbatim = self.pieces.pop()
        if self.length > at:
            self.pieces.append((at, low, high - verbatim, verbatim))
        if not self.out[-1]:
            self.out.pop()

    def _add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _spaced(self) -> bool:
        return not self.out or self.out[-1].endswith(" ")

    def formula(self, position: int) -> str:
        """The formula that holds `position`, its delimiters included; empty outside formulas."""
        index = bisect_right(self.formulas, position, key=lambda span: span[0]) - 1
        low, high = self.formulas[index] if index >= 0 else (0, 0)
        return self.source[low:high] if position < high else ""


_DOLLARS = re.compile(r"\$\$?([^$]{1,400})\$\$?")
_MATHEMATICAL = re.compile(r"[\\^_{}=<>±×]|^\s*(?:[\d.,]+|[A-Za-z])\s*$")
# \( ... \) and \[ ... \], which Markdown also uses for parentheses and brackets it escapes.
_DELIMITED = re.compile(r"\\\([^$]{1,400}?\\\)|\\\[[^$]{1,400}?\\\]")
_FORMULA = re.compile(r"\\[A-Za-z,;]|[\^_{}=<>±×]")


def _formulas(source: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Ranges that hold a formula, delimiters included; not a price, not a parenthesis."""
    found: list[tuple[int, int]] = []
    if source.find("$", start, end) >= 0:
        dollars = _DOLLARS.finditer(source, start, end)
        found += (m.span() for m in dollars if _MATHEMATICAL.search(m[1]))
    if source.find("\\", start, end) >= 0:
        delimited = _DELIMITED.finditer(source, start, end)
        found += (m.span() for m in delimited if _is_formula(m))
    return tuple(sorted(found))


def _is_formula(match: re.Match[str]) -> bool:
    inner = match.group()[2:-2]
    alone = re.fullmatch(r"\s?(?:[\d.,]+|[A-Za-z])\s?", inner) is not None
    apart = not re.match(r"[\w.;:/-]", match.string[match.start() - 1 : match.start()])
    parenthesis = match.group().startswith("\\(")
    return _FORMULA.search(inner) is not None or (alone and apart and parenthesis)
