"""Lines of pages put into paragraphs: the canonical text of a PDF and its blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ncgraph.model import Span
from ncgraph.reading import lexicon
from ncgraph.reading.hyphenation import breaks
from ncgraph.reading.layout import CAPTION, Block, BlockKind
from ncgraph.reading.page_layout import Line, in_columns, segments, without_furniture
from ncgraph.reading.page_tables import find_grids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.reading.page_layout import Page
    from ncgraph.reading.page_tables import Grid

_LARGER = 1.07  # of a heading's letters to the prose
_OTHER_SIZE = 0.06  # share by which sizes differ that do not belong together
_INDENT = 0.6  # of the letter size
_APART = 1.38  # of the pitch: a blank between paragraphs
_LONGEST_HEADING = 25  # words
_CLOSED = re.compile(r"[.!?:][\"'”’)\]]*(?:\^\{[^}]*\}|[⁰¹²³⁴-⁹⁻]+|\s?\[[\d,–\s-]+\])?$")
_ENTRY = re.compile(r"[\[(]?(?:(\d{1,4})|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})|\^\{(\d{1,4})\})[\]).]{0,2}\s*\S")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LINK_END = re.compile(r"(?:https?://|\b10\.\d{4,9}/)\S*[/._-]$|https?://$|\b10\.\d{4,9}$")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """Lines that belong together, whatever page they stand on.

    `entry` marks an entry of the reference list.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    entry: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def size(self) -> float:
        """Size of its letters."""
        return median(line.size for line in self.lines)

    @property
    def text(self) -> str:
        """Its words, for a look at them."""
        return " ".join(line.text for line in self.lines)


def compose(pages: list[Page]) -> tuple[str, tuple[Block, ...]]:
    """The text that the pages say, in reading order, and its blocks.

    The title comes first. What interrupts a paragraph (captions, tables, footnotes) follows it.
    A hyphen at a line's end goes, unless the paper writes the word with it. Scattered words inside
    figures are blocks of no prose.
    """
    cut = without_furniture(pages, [segments(page, n) for n, page in enumerate(pages)])
    placed: list[Line | Grid] = []
    for page, own in zip(pages, cut, strict=True):
        grids = find_grids(page, own)
        inside = {id(line) for grid in grids for line in grid.lines}
        placed.extend(_placed(in_columns([each for each in own if id(each) not in inside]), grids))
    lines = [each for each in placed if isinstance(each, Line)]
    if not lines and not placed:
        return "", ()
    made = _Composer(lines).compose(placed)
    return _written(_flowing(made), _vocabulary(lines))


def _placed(lines: list[Line], grids: list[Grid]) -> list[Line | Grid]:
    """Lines with each table behind the line it stands under."""
    behind: dict[int, list[Grid]] = {}
    for grid in grids:
        above = [
            (line.y, index)
            for index, line in enumerate(lines)
            if line.y < grid.y0 + line.size and line.x0 < grid.x1 and line.x1 > grid.x0
        ]
        behind.setdefault(max(above)[1] if above else -1, []).append(grid)
    placed: list[Line | Grid] = [*behind.get(-1, [])]
    for index, line in enumerate(lines):
        placed.extend((line, *behind.get(index, [])))
    return placed


class _Composer:
    """State of one way through the lines."""

    def __init__(self, lines: list[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.glyphs)
        self.body = sizes.most_common(1)[0][0] if sizes else 10.0
        self.pitch = _pitch(lines)
        self.made: list[_Paragraph] = []
        self.last: Line | None = None
        self.number: int | None = None  # of the last entry, None outside of the reference list
        self.marked = True  # whether entries print their numbers

    def compose(self, placed: Iterable[Line | Grid]) -> list[_Paragraph]:
        """Paragraphs as they stand in the columns."""
        for each in placed:
            if isinstance(each, Line):
                self._take(each)
                self.last = each
            else:
                table = _Paragraph(kind=BlockKind.TABLE, lines=list(each.lines), rows=each.rows)
                self.made.append(table)
                self.last = None
        for paragraph in self.made:
            self._judge(paragraph)
        _unhead(self.made)
        return _titled(self.made, self.body)

    def _take(self, line: Line) -> None:
        if _names_references(line):
            self.made.append(_Paragraph(kind=BlockKind.HEADING, lines=[line], level=2))
            self.number = 0
            self.last = None
        elif self.number is not None and not self._display(line):
            self._take_entry(line)
        elif self._starts(line):
            self.number = None
            kind = BlockKind.CAPTION if CAPTION.match(line.text) else BlockKind.PARAGRAPH
            self.made.append(_Paragraph(kind=kind, lines=[line]))
        else:
            self.made[-1].lines.append(line)

    def _display(self, line: Line) -> bool:
        """Whether a line is set as a heading."""
        larger = line.size > _LARGER * self.body
        return (larger or line.bold) and any(letter.isalpha() for letter in line.text)

    def _take_entry(self, line: Line) -> None:
        match = _ENTRY.match(line.text)
        printed = next((g for g in match.groups() if g), "") if match else ""
        number = int(printed.translate(_RAISED)) if printed else 0
        opening = self.number == 0
        if opening:
            self.marked = number > 0
        follows = number == (self.number or 0) + 1 or (opening and number > 0)
        if opening or (follows if self.marked else self._hangs(line)):
            self.number = number or (self.number or 0) + 1
            self.made.append(_Paragraph(lines=[line], entry=True))
        else:
            self.made[-1].lines.append(line)

    def _hangs(self, line: Line) -> bool:
        """Whether an entry without a number starts here: at the edge, or behind a blank."""
        outside = line.x0 - line.left < 2 and not self.made[-1].text.endswith((",", "-", "&"))
        first = self.made[-1].lines[0]
        hanging = any(each.x0 - each.left > 4 for each in self.made[-1].lines[1:])
        wide = line.x1 - line.x0 > 0.3 * (line.right - line.left)
        return self._apart(line) or (outside and wide and (hanging or first.x0 - first.left > 4))

    def _apart(self, line: Line) -> bool:
        last = self.last
        if last is None or (last.page, last.column) != (line.page, line.column):
            return False
        return line.y - last.y > _APART * self.pitch * max(line.size, last.size)

    def _starts(self, line: Line) -> bool:
        """Whether a line starts a paragraph, a caption or a heading."""
        last = self.last
        if last is None or (last.page, last.column) != (line.page, line.column):
            return True
        if _differ(last.size, line.size) or last.bold != line.bold or self._apart(line):
            return True
        closed = _CLOSED.search(self.made[-1].lines[-1].text) is not None
        if CAPTION.match(line.text) and (closed or line.glyphs[0].bold):
            return True
        caption = self.made[-1].kind is BlockKind.CAPTION
        indented = line.x0 - line.left > _INDENT * line.size >= last.x0 - last.left
        short = last.x1 < last.right - 0.12 * (last.right - last.left)
        return closed and (indented or short) and not (caption and not indented and not short)

    def _judge(self, paragraph: _Paragraph) -> None:
        """Tell headings and the words inside figures from prose."""
        if paragraph.kind is not BlockKind.PARAGRAPH or paragraph.entry:
            return
        text, lines = paragraph.text, paragraph.lines
        words = text.split()
        if all(self._display(line) for line in lines) and len(words) <= _LONGEST_HEADING:
            if not text.endswith((".", ",", ";")):
                paragraph.kind, paragraph.level = BlockKind.HEADING, 2
            return
        odd = _differ(paragraph.size, self.body) or all(
            abs(line.x0 - line.left) > 3 for line in lines
        )
        narrow = all(line.x1 - line.x0 < 0.6 * (line.right - line.left) for line in lines)
        sparse = len(words) < 4 * len(lines) and not (len(words) > 3 and _CLOSED.search(text))
        if odd and sparse and (narrow or len(words) < 3):
            paragraph.kind = BlockKind.OTHER


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _OTHER_SIZE * max(one, other)


def _pitch(lines: list[Line]) -> float:
    """Usual distance of baselines, in letter sizes."""
    steps = [
        (line.y - last.y) / line.size
        for last, line in pairwise(lines)
        if (last.page, last.column) == (line.page, line.column)
        and 0.8 < (line.y - last.y) / line.size < 3
    ]
    return median(steps) if steps else 1.2


def _names_references(line: Line) -> bool:
    words = re.sub(r"^\W*(?:\d+(?:\.\d+)*\.?\s)?|[^\w\s&]+", "", line.text).lower()
    return " ".join(words.split()) in lexicon.table("headings")["references"]


def _unhead(made: list[_Paragraph]) -> None:
    """Names and addresses on the title page are set large, and are no headings."""
    known = lexicon.table("headings")
    for paragraph in made:
        words = re.sub(r"[^\w\s]", "", paragraph.text).lower()
        if paragraph.kind is BlockKind.PARAGRAPH and len(words.split()) > _LONGEST_HEADING:
            return
        named = words[:1].isdigit() or any(words in table for table in known.values())
        if paragraph.kind is BlockKind.HEADING and not named:
            paragraph.kind = BlockKind.PARAGRAPH


def _titled(made: list[_Paragraph], body: float) -> list[_Paragraph]:
    """The title in front: of the first page's large lines the largest with three words or more."""
    large = [
        paragraph
        for paragraph in made
        if paragraph.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and paragraph.lines[0].page == 0
        and paragraph.size > 1.15 * body
        and 3 <= len(paragraph.text.split()) <= _LONGEST_HEADING + 15
    ]
    if not large:
        return made
    title = max(large, key=lambda paragraph: paragraph.size)
    title.kind, title.level = BlockKind.HEADING, 1
    return [title, *(paragraph for paragraph in made if paragraph is not title)]


def _flowing(made: list[_Paragraph]) -> list[_Paragraph]:
    """A paragraph that a column's end or a figure cuts is one again, what cut it behind it."""
    kept: list[_Paragraph] = []
    cut: _Paragraph | None = None
    for paragraph in made:
        prose = paragraph.kind is BlockKind.PARAGRAPH and not paragraph.entry
        if cut and prose and _goes_on(cut, paragraph):
            cut.lines.extend(paragraph.lines)
        else:
            kept.append(paragraph)
            if paragraph.kind is BlockKind.HEADING or (
                prose and not (cut and _differ(cut.size, paragraph.size))
            ):
                cut = paragraph if prose else None
        if cut and _CLOSED.search(cut.lines[-1].text):
            cut = None
    return kept


def _goes_on(cut: _Paragraph, paragraph: _Paragraph) -> bool:
    first = paragraph.lines[0]
    indented = first.x0 - first.left > _INDENT * first.size
    elsewhere = (first.page, first.column) != (cut.lines[-1].page, cut.lines[-1].column)
    return (
        not _differ(cut.size, paragraph.size)
        and not (indented and first.text[:1].isupper())
        and (elsewhere or first.text[:1].islower())
    )


def _vocabulary(lines: list[Line]) -> frozenset[str]:
    """Words of the paper in lower case, those that a line's end cuts left out."""
    words: set[str] = set()
    broken = False
    for line in lines:
        text = re.sub(r"^\S+", "", line.text) if broken else line.text
        broken = text.endswith("-")
        text = re.sub(r"\S+-$", "", text)
        words.update(word.lower() for word in _WORD.findall(text))
    return frozenset(words)


def _joined(texts: Iterable[str], words: frozenset[str]) -> str:
    """Lines as one, the hyphens that only broke a line taken out.

    >>> _joined(["pumped by femto-", "second pulses of a CdSe/", "CdS dot"], frozenset())
    'pumped by femtosecond pulses of a CdSe/CdS dot'
    """
    out = ""
    for text in texts:
        left = re.search(r"([^\W\d_]+)-$", out[-60:])
        right = re.match(r"[a-z]+", text)
        if not out or _LINK_END.search(out[-200:]) or text.startswith(("^{", *"⁰¹²³⁴⁵⁶⁷⁸⁹⁻")):
            out += text
        elif left and right:
            out = (out[:-1] if breaks(left[1].lower(), right[0], words) else out) + text
        elif re.search(r"\S[-–/−]$", out[-2:]):
            out += text
        else:
            out += f" {text}"
    return out


def _written(paragraphs: list[_Paragraph], words: frozenset[str]) -> tuple[str, tuple[Block, ...]]:
    """The text, a blank line between paragraphs, none between entries; and where each stands."""
    out: list[str] = []
    blocks: list[Block] = []
    at = 0
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind is BlockKind.TABLE:
            content = "\n".join("\t".join(row) for row in paragraph.rows)
        else:
            content = _joined((line.text for line in paragraph.lines), words).strip()
        if not content:
            continue
        entries = paragraph.entry and index > 0 and paragraphs[index - 1].entry
        between = "" if not out else "\n" if entries else "\n\n"
        out.extend((between, content))
        start = at + len(between)
        at = start + len(content)
        blocks.append(Block(kind=paragraph.kind, span=Span(start, at), level=paragraph.level))
    return "".join(out), tuple(blocks)
