"""Markdown and plain text: blocks of lines, whatever converter made them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.model import Span
from ncgraph.reading.assembly import assemble
from ncgraph.reading.formats import Reader
from ncgraph.reading.front_matter import FrontMatter, front_matter, with_references
from ncgraph.reading.headings import is_named
from ncgraph.reading.latex_tables import TABULAR, environments
from ncgraph.reading.layout import CAPTION, Block, BlockKind
from ncgraph.reading.page_furniture import cleared
from ncgraph.reading.relocation import WayBack, relocate

if TYPE_CHECKING:
    from ncgraph.model import Document
    from ncgraph.reading.formats import Source

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(
    r"\s{0,3}(?:(?:-[ \t]?){3,200}|(?:\*[ \t]?){3,200}|(?:_[ \t]?){3,200}|={3,200})\s*$"
)
_PICTURE = re.compile(r"\s*!\[[^\[\]]{0,300}\]\([^()\s]{1,500}\)\s*$")
_ITEM = re.compile(
    r"\s{0,8}((?:[-*+•▪‣–]|\(?[ivx]{1,4}\)|\(?\d{1,3}\)|\[\d{1,4}[a-z]?\])[ \t]+"
    r"(?:\(?(?:\d{1,2}|[a-z])[).][ \t]+)?)(?=\S)"
)
_LONGEST_NAMED = 40  # characters of a usual heading
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*){0,60}\|?\s*$")


def blocks(text: str) -> tuple[Block, ...]:
    r"""Blocks of `text` in order; white space, fenced code and comments are left out.

    >>> [b.kind.value for b in blocks("# Lasing\n\nDots lase.\n\nFig. 1 | Dots.\n")]
    ['heading', 'paragraph', 'caption']
    """
    found: list[Block] = []
    group: list[tuple[int, int]] = []
    fenced = commented = False
    tabulars = environments(text) if "\\begin{tab" in text else {}
    end = 0
    for match in _LINE.finditer(text, text.startswith("\ufeff")):
        low, high = match.span()
        line = text[low:high]
        if low in tabulars:
            found.extend([*_divide(text, group), *_tabular(*tabulars[low][1:])])
            group, end = [], tabulars[low][0]
        if low < end:
            continue
        fence = _FENCE.match(line) is not None
        commented = commented or line.lstrip().startswith("<!--")
        if commented or fence or fenced or not line.strip():
            found.extend(_divide(text, group))
            group = []
            fenced ^= fence and not commented
            commented = commented and "-->" not in line
            continue
        group.append((low, high))
    found.extend(_divide(text, group))
    return tuple(found)


def _tabular(cells: Span, caption: Span | None) -> list[Block]:
    """A table of LaTeX behind the words of its caption, which has no number yet."""
    table = Block(kind=BlockKind.TABLE, span=cells, marker=TABULAR)
    return [table] if caption is None else [Block(kind=BlockKind.ITEM, span=caption), table]


def _divide(text: str, lines: list[tuple[int, int]]) -> list[Block]:
    """Split lines without a blank line between them where their kind changes."""
    found: list[Block] = []
    run: list[tuple[int, int]] = []
    kind, marker = BlockKind.PARAGRAPH, ""
    for index, (low, high) in enumerate(lines):
        following = text[slice(*lines[index + 1])] if index + 1 < len(lines) else ""
        own, own_marker = _kind(text[low:high], following)
        before = run[-1] if run else None
        if following and own is BlockKind.PARAGRAPH and _parts(text, before, (low, high)):
            found.extend(_finish(text, run, kind, marker))
            found.extend(_finish(text, [(low, high)], own, ""))
            run = []
            continue
        if run and _continues(own, own_marker, kind, text[slice(*run[-1])]):
            run.append((low, high))
            continue
        found.extend(_finish(text, run, kind, marker))
        run, kind, marker = [(low, high)], own, own_marker
    found.extend(_finish(text, run, kind, marker))
    return found


def _parts(text: str, before: tuple[int, int] | None, line: tuple[int, int]) -> bool:
    """Whether a line is a usual heading, between lines of a page that no empty line parts."""
    if line[1] - line[0] > _LONGEST_NAMED or not is_named(text[slice(*line)].strip()):
        return False
    ending = text[slice(*before)].rstrip("0123456789,–- \r\n") if before else "."
    return _CLOSED.search(ending) is not None


def _continues(own: BlockKind, marker: str, kind: BlockKind, previous: str) -> bool:
    """Whether a line of kind `own` goes on with a block of kind `kind`."""
    if kind in (BlockKind.HEADING, BlockKind.OTHER, BlockKind.TABLE):
        return own is kind is BlockKind.TABLE
    if own is BlockKind.PARAGRAPH:
        return True
    if own is BlockKind.CAPTION or (own is BlockKind.ITEM and marker[:1] in "([0123456789ivx"):
        # A wrapped line may start with "Fig. 3. The" or "[12]" in the middle of a sentence.
        return kind is BlockKind.PARAGRAPH and not _CLOSED.search(previous)
    return False


_CLOSED = re.compile(r"[.:;!?)\]]\W{0,4}$")
_UNDERLINE = re.compile(r"\s{0,3}(=|-)(?:=|-){2,200}\s*$")


def _kind(line: str, following: str) -> tuple[BlockKind, str]:
    if CAPTION.match(line):
        return BlockKind.CAPTION, ""
    if match := _HEADING.match(line):
        return BlockKind.HEADING, match[1]
    if _RULE.match(line) or _PICTURE.match(line):
        return BlockKind.OTHER, ""
    if _in_columns(line, following):
        return BlockKind.TABLE, ""
    if match := _ITEM.match(line):
        return BlockKind.ITEM, match[1]
    if (match := _UNDERLINE.match(following)) and len(line) < 200:
        return BlockKind.HEADING, "#" if match[1] == "=" else "##"
    return BlockKind.PARAGRAPH, ""


def _in_columns(line: str, following: str) -> bool:
    if "|" in line:
        return bool(_PIPES.match(line) or _PIPE_RULE.match(line) or _PIPE_RULE.match(following))
    return "\t" in line.strip() and bool(line.split("\t", 1)[0].strip())


def _finish(text: str, lines: list[tuple[int, int]], kind: BlockKind, marker: str) -> list[Block]:
    if not lines:
        return []
    if kind is BlockKind.TABLE and len(lines) == 1:
        kind = BlockKind.PARAGRAPH  # one line with a tab is no table
    start, end = lines[0][0], lines[-1][1]
    raw = text[start:end]
    if kind is BlockKind.HEADING:
        heading = _HEADING.match(raw)
        body = raw.rstrip().rstrip("#").rstrip() if heading else raw.rstrip()
        start += heading.end() if heading else len(raw) - len(raw.lstrip())
    else:
        body = raw.rstrip()
        start += len(raw) - len(raw.lstrip()) + (len(marker) if kind is BlockKind.ITEM else 0)
    span = Span(start, max(start, lines[0][0] + len(body)))
    level = len(marker) if kind is BlockKind.HEADING else 0
    return [Block(kind=kind, span=span, level=level, marker=marker.strip())]


def _parse(source: Source) -> Document:
    """The paper, page furniture left out on the way."""
    front = front_matter(source.text)
    source, problems = with_references(source, front)
    flat = None if front.end else cleared(source.text)
    if flat is None:
        document = assemble(source, _behind(front, blocks(source.text)))
        return replace(document, problems=(*problems, *document.problems))
    document = assemble(replace(source, text=flat.text), blocks(flat.text))
    # A quote holds the numbers of its lines, but no running head.
    heads = [(piece.low, piece.high) for piece in flat.pieces if not piece.verbatim]
    return relocate(document, source.text, WayBack(flat.starts, flat.pieces, heads))


def _behind(front: FrontMatter, found: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks behind the front matter, its title as the first heading."""
    if not front.end:
        return found
    title = [Block(kind=BlockKind.HEADING, span=front.title, level=1)] if front.title else []
    return (*title, *(block for block in found if block.span.start >= front.end))


READER = Reader(
    name="Markdown or plain text",
    suffixes=(".md", ".markdown", ".txt", ".text", ".mmd"),
    recognises=lambda text: bool(text),
    parse=_parse,
    order=100,
    lines=True,
)
