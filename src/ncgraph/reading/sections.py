"""From blocks to the parts of a paper: title page, sections, reference list, back matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ncgraph.model import Section, Span
from ncgraph.reading import lexicon
from ncgraph.reading.headings import Heading, Role, recognise
from ncgraph.reading.layout import Block, BlockKind, Part
from ncgraph.reading.markup import plain
from ncgraph.reading.references import unheaded_list
from ncgraph.reading.writer import Marking

_NOT_CITED = Marking(cited=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a paper is made of.

    `front` is the title page's lines, kept for the paper's identity; `references` the ranges
    that hold its reference list.
    """

    title: str
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    front: tuple[Span, ...]
    references: tuple[Span, ...]


def outline(text: str, blocks: tuple[Block, ...]) -> Outline:
    """Sort blocks into title page, sections, reference lists and back matter.

    A section's key, in `Section.number` and `Sentence.section`, is its number or, without one, its
    title in lower case. Prose before the first heading is the abstract. Captions and tables
    belong to the paper wherever they stand.
    """
    blocks, headings = _headed(text, blocks)
    title = _title(text, blocks, headings)
    if title is not None:
        headings.pop(title, None)
    named = [at for at, h in headings.items() if h.role in (Role.ABSTRACT, Role.BODY)]
    walk = _Walk(text, headings, min(named, default=0))
    for index, block in enumerate(blocks):
        if index != title:
            walk.take(index, block)
    return Outline(
        title="" if title is None else _words(text, blocks[title].span),
        sections=_sections(text, walk.sections, len(text.rstrip())),
        parts=tuple(walk.parts),
        front=tuple(walk.front),
        references=tuple(walk.references),
    )


def _words(text: str, span: Span) -> str:
    return plain(text, (span,), _NOT_CITED).text


def _headed(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], dict[int, Heading]]:
    """Blocks with every heading in a block of its own, and the headings by their place."""
    made: list[Block] = []
    found: dict[int, Heading] = {}
    last, role = "", Role.BODY
    listed = unheaded_list(text)
    queue = list(reversed(blocks))
    while queue:
        block = queue.pop()
        if listed is not None and block.span.end > listed:
            role, listed = Role.REFERENCES, None
            here = Span(block.span.start, block.span.start)
            found[len(made)] = Heading(number="", title=here, level=1, role=role)
            made.append(Block(kind=BlockKind.HEADING, span=here))
        heading = recognise(
            text,
            block,
            last,
            among_references=role is Role.REFERENCES,
            may_be_plain=bool(found) and _between_paragraphs(text, made, block, queue),
        )
        if heading is None or (not last and _is_page_number(text, block, heading, made)):
            made.append(block)
            continue
        role, last = heading.role, heading.number or last
        listed = None if role is Role.REFERENCES else listed
        found[len(made)] = heading
        end = block.span.end if heading.rest is None else heading.title.end
        made.append(replace(block, kind=BlockKind.HEADING, span=Span(block.span.start, end)))
        if heading.rest is not None:
            start = _skip_blank(text, heading.rest, block.span.end)
            rest = replace(block, kind=BlockKind.PARAGRAPH, span=Span(start, block.span.end))
            queue.extend([rest] if start < block.span.end else [])
    return tuple(made), found


def _is_page_number(text: str, block: Block, heading: Heading, made: list[Block]) -> bool:
    """Whether what would be the first chapter has a number that none has behind prose: "12"."""
    if block.kind is BlockKind.HEADING or not heading.number[:1].isdigit():
        return False
    late = int(heading.number.partition(".")[0]) > _FIRST
    return late and any(_sentences_in(text[each.span.start : each.span.end]) for each in made)


_FIRST = 2  # the highest number of a first chapter: what stands before may have none
_CLOSED = re.compile(r"[.!?:][^\w\s]{0,4}[\d⁰¹²³⁴-⁹,–{}^]{0,20}$")


def _between_paragraphs(text: str, made: list[Block], block: Block, queue: list[Block]) -> bool:
    """Whether the paragraph before is finished and a new one follows."""
    if not made or not queue:
        return False
    before, after = made[-1], queue[-1]
    return (
        after.kind is BlockKind.PARAGRAPH
        and text[after.span.start].isupper()
        and after.span.end - after.span.start > 80
        and after.span.start > block.span.end
        and (
            before.kind is BlockKind.HEADING
            or _CLOSED.search(text[max(before.span.end - 40, 0) : before.span.end]) is not None
        )
    )


def _title(text: str, blocks: tuple[Block, ...], headings: dict[int, Heading]) -> int | None:
    """Index of the block that is the title; None where the text starts with its first sentence."""
    first = next((i for i, block in enumerate(blocks) if block.kind is not BlockKind.OTHER), None)
    if first is None:
        return None
    heading = headings.get(first)
    if heading is not None:
        marked = blocks[first].kind is BlockKind.HEADING and blocks[first].level == 1
        body = heading.role is Role.BODY and not heading.number and not _listed(text, heading)
        return first if marked and body and len(blocks) > first + 1 else None
    for index in range(min(headings, default=len(blocks)))[:3]:
        block = blocks[index]
        line = plain(text, (block.span,)).text
        if _front_line(line) or block.kind is BlockKind.OTHER:
            continue
        short = len(line.split()) <= 40 and not re.search(r"[.;:,](?:\s|[\[(]|$)\W*$|\. ", line)
        return index if short and block.kind is BlockKind.PARAGRAPH and len(blocks) > 1 else None
    return None


def _listed(text: str, heading: Heading) -> bool:
    title = text[heading.title.start : heading.title.end].strip().lower()
    return any(title in words for words in lexicon.table("headings").values())


_CUE_END = re.compile(r"\s*(?:[:/.@]|\d|$)")


def _front_line(line: str) -> bool:
    """Whether a line of the title page starts with one of its usual words: `Received: ...`."""
    low = line.lstrip(" *_\ufeff").lower()
    cues = [cue for cue in lexicon.table("headings")["front"] if low.startswith(cue)]
    if not cues:
        return False
    rest = low[len(max(cues, key=len)) :]
    return cues == ["©"] or bool(_CUE_END.match(rest)) or not _sentences_in(line)


_INNER_END = re.compile(r"[a-z)\]][.?!][\W\d_]{0,20}\s(?=[A-Z])")


def _sentences_in(block: str) -> bool:
    """Whether a block reads like prose: sentences end in it, and most words are in lower case."""
    words = re.findall(r"[^\W\d_][\w-]*", block)
    small = sum(word[0].islower() for word in words)
    ends = re.search(r"[.?!][\W\d_]{0,40}$", block) or len(_INNER_END.findall(block)) > 1
    return bool(ends) and "@" not in block and small * 2 >= len(words)


class _Walk:
    """State of one way through the blocks."""

    def __init__(self, text: str, headings: dict[int, Heading], body: int) -> None:
        self.text, self.headings, self.body = text, headings, body
        self.abstract_named = any(h.role is Role.ABSTRACT for h in headings.values())
        self.role, self.section = Role.BODY, ""
        self.parts: list[Part] = []
        self.front: list[Span] = []
        self.references: list[Span] = []
        self.sections: list[tuple[str, Heading | None, Span]] = []

    def take(self, index: int, block: Block) -> None:
        heading = self.headings.get(index)
        if heading is not None:
            self._open(heading, block)
            return
        if block.kind in (BlockKind.CAPTION, BlockKind.TABLE):
            self.parts.append(Part(block=block, section=self.section))
        elif index < self.body:
            self._front(block)
        elif self.role is Role.REFERENCES:
            self._reference(block)
        elif self.role is not Role.BACK and block.kind is not BlockKind.OTHER:
            self._prose(block)

    def _open(self, heading: Heading, block: Block) -> None:
        if heading.role is not Role.BACK or self.role is not Role.REFERENCES:
            self.section = _key(self.text, heading)
        self.role = heading.role
        if heading.role is Role.REFERENCES:
            self.references.append(Span(block.span.end, block.span.end))
        if heading.title.end > heading.title.start:
            self.sections.append((_key(self.text, heading), heading, block.span))

    def _front(self, block: Block) -> None:
        content = self.text[block.span.start : block.span.end]
        if _front_line(content) or not _sentences_in(content):
            self.front.append(block.span)
            return
        if not self.abstract_named and self.section != "abstract":
            self.section = "abstract"
            self.sections.append(("abstract", None, block.span))
        self.parts.append(Part(block=block, section=self.section))

    def _reference(self, block: Block) -> None:
        last = self.references[-1]
        start = last.start if last.end > last.start else block.span.start
        if block.marker and last.end == last.start:
            start = self.text.rfind(block.marker, 0, block.span.start + 1)
        self.references[-1] = Span(start, block.span.end)

    def _prose(self, block: Block) -> None:
        content = self.text[block.span.start : block.span.end]
        if (self.section in ("abstract", "") and _front_line(content)) or content.startswith("©"):
            self.front.append(block.span)
        elif block.span.end > block.span.start:
            self.parts.append(Part(block=block, section=self.section))


def _skip_blank(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    return start


def _key(text: str, heading: Heading) -> str:
    if heading.number:
        return heading.number
    if heading.role is Role.ABSTRACT:
        return "abstract"
    return _words(text, heading.title).strip(" .:").lower()


def _sections(
    text: str, found: list[tuple[str, Heading | None, Span]], end: int
) -> tuple[Section, ...]:
    """Sections with the range each governs: up to the next heading of its level or above."""
    levels = [heading.level if heading else 1 for _, heading, _ in found]
    made: list[Section] = []
    for index, (key, heading, span) in enumerate(found):
        later = (j for j in range(index + 1, len(found)) if levels[j] <= levels[index])
        following = next(later, None)
        stop = end if following is None else found[following][2].start
        title = _words(text, heading.title) if heading else "Abstract"
        made.append(Section(number=key, title=title, span=Span(span.start, max(stop, span.end))))
    return tuple(made)
