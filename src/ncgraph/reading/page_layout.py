"""Letters at places put into lines, and lines into the order in which a page is read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import groupby

# Shares of the letter size, taken from pages of the big publishers (9 to 12 pt, justified).
_WORD_GAP = 0.17  # a space that is drawn as a gap only
_CELL_GAP = 1.1  # more than a justified line stretches its spaces, less than a gutter
_SAME_LINE = 0.65  # a superscript's baseline from its line's
_SMALLER = 0.85  # of a superscript to its line
_RAISED, _LOWERED = 0.12, 0.05

_HEAD = 0.11  # share of the page's height where running heads and page numbers stand
_PAGE_NUMBER = re.compile(
    r"[\s|–-]*(?:[Pp]age\s)?(?:S?\d{1,5}|[ivxlc]{1,6})(?:\s?(?:of|/)\s?\d{1,5})?[\s|–-]*"
)

_RAISED_FORMS = str.maketrans("0123456789+-=()−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻⁻")
_EXPONENT = re.compile(r"[+−–-]?\d{1,3}|\d?[+−–-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A letter, its left and right edge and baseline in points from the page's top left."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A line drawn on the page."""

    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Whether it lies, and is long enough to rule the cell of a table."""
        return self.y1 - self.y0 < 2 and self.x1 - self.x0 > 8

    @property
    def vertical(self) -> bool:
        """Whether it stands, and is as high as a line of text."""
        return self.x1 - self.x0 < 2 and self.y1 - self.y0 > 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one page draws, in the order of the file."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...] = ()


@dataclass(slots=True)
class Line:
    """Letters on one baseline without a wide gap: a line of a column, or a cell of a table.

    `left` and `right` are the edges of the column it stands in.
    """

    glyphs: list[Glyph]
    page: int = 0
    column: int = 0
    left: float = 0.0
    right: float = 0.0
    x0: float = field(init=False)
    x1: float = field(init=False)
    y: float = field(init=False)
    size: float = field(init=False)
    _text: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        drawn = [glyph for glyph in self.glyphs if glyph.char != " "] or self.glyphs
        widths: defaultdict[tuple[float, float], float] = defaultdict(float)
        for glyph in drawn:
            widths[round(glyph.size, 1), round(glyph.y, 1)] += max(glyph.x1 - glyph.x0, 0.1)
        self.x0, self.x1 = min(g.x0 for g in drawn), max(g.x1 for g in drawn)
        # The line's own letters are the most, but never those of a superscript beside one letter.
        largest = max(size for size, _ in widths)
        own = {key: width for key, width in widths.items() if key[0] > _SMALLER * largest}
        self.size, self.y = max(own, key=lambda key: own[key])

    @property
    def bold(self) -> bool:
        """Whether nearly all of it is set in bold."""
        letters = [glyph for glyph in self.glyphs if glyph.char.isalpha()]
        return bool(letters) and sum(glyph.bold for glyph in letters) > 0.9 * len(letters)

    @property
    def text(self) -> str:
        """Its letters, words parted by one space, superscripts marked as such."""
        if self._text is None:
            self._text = self._written()
        return self._text

    def _written(self) -> str:
        out: list[str] = []
        edge: float | None = None
        for raised, run in groupby(self.glyphs, self._raised):
            words = ""
            for glyph in run:
                gap = edge is not None and glyph.x0 - edge > _WORD_GAP * glyph.size
                if glyph.char == " " or gap:
                    words += " "
                words += glyph.char.strip(" ")
                edge = glyph.x1
            out.append(_superscript(words) if raised else words)
        return " ".join("".join(out).split())

    def _raised(self, glyph: Glyph) -> bool:
        if glyph.char == " ":
            return False
        small = glyph.size < _SMALLER * self.size
        return self.y - glyph.y > (_RAISED if small else 0.25) * self.size


def _superscript(words: str) -> str:
    """A superscript as Unicode prints it, else between braces.

    >>> _superscript("−2"), _superscript("12,14–16")
    ('⁻²', '^{12,14–16}')
    """
    content = words.strip()
    lead = words[: len(words) - len(words.lstrip())]
    if not content or content in "'’\"”°′*®™":
        return words
    if _EXPONENT.fullmatch(content):
        return lead + content.translate(_RAISED_FORMS)
    return f"{lead}^{{{content.replace(' ', '')}}}"


def segments(page: Page, number: int) -> list[Line]:
    """Pieces of lines as the page draws them, wide gaps between them."""
    runs: list[list[Glyph]] = []
    size = y = 0.0
    for glyph in page.glyphs:
        if glyph.size <= 0 or not -1 <= glyph.x0 <= page.width + 1:
            continue
        run = runs[-1] if runs else []
        if run and _follows(run[-1], glyph, y, max(size, glyph.size)):
            run.append(glyph)
        elif glyph.char != " ":
            runs.append([glyph])
            size = 0.0
        else:
            continue
        if glyph.char != " " and glyph.size > size:
            size, y = glyph.size, glyph.y
    return _joined([Line(run, page=number) for run in runs], _CELL_GAP)


def _follows(last: Glyph, glyph: Glyph, y: float, size: float) -> bool:
    gap = glyph.x0 - last.x1
    return abs(glyph.y - y) < _SAME_LINE * size and -0.6 * size < gap < _CELL_GAP * size


def _joined(lines: list[Line], widest: float) -> list[Line]:
    """Pieces beside each other on one baseline joined, superscripts with what they stand on."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-round(line.size, 1), line.y)):
        near = [row for row in rows[-400:] if _on_row(row[0], line)]
        if near:
            min(near, key=lambda row: abs(row[0].y - line.y)).append(line)
        else:
            rows.append([line])
    made: list[Line] = []
    for row in rows:
        row.sort(key=lambda line: line.x0)
        run = [row[0]]
        for line in row[1:]:
            size = max(line.size, run[-1].size)
            if -0.6 * size < line.x0 - run[-1].x1 < widest * size:
                run.append(line)
            else:
                made.append(_one(run))
                run = [line]
        made.append(_one(run))
    return sorted(made, key=lambda line: (line.y, line.x0))


def _on_row(first: Line, line: Line) -> bool:
    same = abs(first.size - line.size) < 0.15 * first.size
    return abs(first.y - line.y) < (0.25 if same else _SAME_LINE) * first.size


def _one(run: list[Line]) -> Line:
    if len(run) == 1:
        return run[0]
    return replace(run[0], glyphs=[glyph for line in run for glyph in line.glyphs])


def without_furniture(pages: list[Page], lines: list[list[Line]]) -> list[list[Line]]:
    """Lines of all pages without running heads, running feet and page numbers.

    A running head stands at the top or bottom of at least two pages and a fifth of all, at
    the same height, in the same words but for its numbers.
    """
    seen = Counter(
        key
        for page, own in zip(pages, lines, strict=True)
        for key in {_key(page, line) for line in own if _at_edge(page, line)}
    )
    enough = max(2, len(pages) // 5)

    def runs(page: Page, line: Line) -> bool:
        words, height = _key(page, line)
        near = sum(seen[words, height + shift] for shift in (-1, 0, 1))
        return _at_edge(page, line) and near >= enough

    inner = [
        [line for line in own if not runs(page, line)]
        for page, own in zip(pages, lines, strict=True)
    ]
    return [_unnumbered(page, own) for page, own in zip(pages, inner, strict=True)]


def _unnumbered(page: Page, lines: list[Line]) -> list[Line]:
    """Lines without a page number, which has the first or last row of the page to itself."""
    numbers = {
        id(line)
        for line in (*lines[:1], *lines[-1:])
        if _at_edge(page, line)
        and _PAGE_NUMBER.fullmatch(line.text)
        and not any(other is not line and abs(other.y - line.y) < line.size for other in lines)
    }
    return [line for line in lines if id(line) not in numbers]


def _at_edge(page: Page, line: Line) -> bool:
    return not _HEAD * page.height < line.y < (1 - _HEAD * 0.8) * page.height


def _key(page: Page, line: Line) -> tuple[str, int]:
    return re.sub(r"[\d⁰¹²³⁴-⁹]+", "#", line.text), round(line.y / page.height * 100)


def in_columns(lines: list[Line]) -> list[Line]:
    """Lines of a page in reading order, each with the edges of its column.

    What crosses a gutter (a title, a wide caption) parts the columns above from those below.
    """
    if not lines:
        return []
    starts = _column_starts(lines)
    ordered: list[Line] = []
    band: list[list[Line]] = [[] for _ in starts]
    for line in lines:
        column = max(i for i, start in enumerate(starts) if i == 0 or line.x0 >= start - 4)
        crosses = column + 1 < len(starts) and line.x1 > starts[column + 1] + 4
        if crosses:
            ordered.extend(_stacked(band))
            band = [[] for _ in starts]
            ordered.append(replace(line, column=-1))
        else:
            band[column].append(replace(line, column=column))
    ordered.extend(_stacked(band))
    return _edged(ordered)


def _stacked(band: list[list[Line]]) -> list[Line]:
    """Columns one after the other; pieces of a stretched line are one line again."""
    return [line for column in band for line in _joined(column, 1000.0)]


def _column_starts(lines: list[Line]) -> list[float]:
    """Left edges of the columns: where many long lines start right of lines beside them."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    edges: Counter[int] = Counter()
    for line in lines:
        if line.x0 > left + 0.2 * width and line.x1 - line.x0 > 0.18 * width:
            edges[round(line.x0 / 2)] += 1
    found: list[float] = []
    for edge, _ in edges.most_common(12):
        start = edge * 2.0
        own = [line for line in lines if abs(line.x0 - start) <= 3 and line.x1 - start > 20]
        crossing = [line for line in lines if line.x0 < start - 8 and line.x1 > start + 4]
        low, high = (own[0].y, own[-1].y) if own else (0.0, 0.0)  # they come sorted
        within = sum(low <= line.y <= high for line in crossing)
        apart = all(abs(start - other) > 0.2 * width for other in found)
        if len(own) >= 4 and apart and within <= 0.34 * len(own):
            found.append(start)
    return [left, *sorted(found)]


def _edged(lines: list[Line]) -> list[Line]:
    edges: dict[int, tuple[float, float]] = {}
    for column in {line.column for line in lines}:
        own = [line for line in lines if line.column == column]
        starts = Counter(round(line.x0) for line in own if len(line.glyphs) > 20)
        left = float(starts.most_common(1)[0][0]) if starts else min(line.x0 for line in own)
        edges[column] = (left, max(line.x1 for line in own))
    return [
        replace(line, left=edges[line.column][0], right=edges[line.column][1]) for line in lines
    ]
