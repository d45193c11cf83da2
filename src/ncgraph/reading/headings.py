"""Which line is a heading, and where a heading that runs into its paragraph ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ncgraph.model import Span
from ncgraph.reading import lexicon
from ncgraph.reading.layout import Block, BlockKind
from ncgraph.reading.lexicon import CONNECTING, OPENERS


class Role(StrEnum):
    """What the text under a heading is for."""

    ABSTRACT = "abstract"
    BODY = "body"
    REFERENCES = "references"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `rest` is where text that runs on behind it starts, None if it stands alone."""

    number: str
    title: Span
    level: int
    role: Role
    rest: int | None = None


_NUMBER = re.compile(r"[*_ ]{0,4}(\d{1,2}(?:\.\d{1,2}){0,3})(\.?)[ \t\u00a0]+\*{0,2}(?=[A-Z“\"(])")
_LETTERED = re.compile(r"([IVX]{1,5}|[A-H])\.[ \t]+(?=[A-Z])")
_UNFINISHED = re.compile(r"[.?!;,]\W{0,3}$")
_SENTENCE_END = re.compile(r"[.?!](?=\s|$)")
_ORDINARY = re.compile(r"(?:[A-Z][a-z]+(?:-[a-z]+){0,4}|A)$")
_OF_WHAT = re.compile(
    r" (?:to|for|of|in) (?:th[ei]s? )?(?:chapter|section|part|supplement)(?: \w+)?$"
)
_LONGEST = 20  # words of a heading that stands alone
_LONGEST_RUN_IN = 26


def recognise(
    text: str, block: Block, last: str, *, among_references: bool, may_be_plain: bool
) -> Heading | None:
    """The heading a block is or starts with.

    Args:
        text: The decoded input.
        block: A heading or paragraph; other kinds are none.
        last: Number of the last numbered heading, or nothing.
        among_references: Entries look like numbered headings there: only words decide.
        may_be_plain: A short line without a full stop may be one, nothing else speaking for it.
    """
    if block.kind is BlockKind.HEADING:
        return _marked(text, block)
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    first = re.compile(r"[^\r\n]*").match(text, block.span.start, block.span.end)
    line = Span(block.span.start, first.end() if first else block.span.end)
    if not among_references and (found := _numbered(text, block.span, line, last)):
        return found
    found = _worded(text, block.span, line) or _run_in_worded(text, block.span)
    if found is None and not among_references:
        alone = line.end == block.span.end
        found = _displayed(text, line) if alone else None
        if found is None and alone and may_be_plain and _plain_title(text[line.start : line.end]):
            found = Heading(number="", title=line, level=9, role=Role.BODY)
    return found


def _role(title: str) -> Role | None:
    words = re.sub(r"[^\w\s'’&-]", " ", title).lower().replace("’", "'").split()
    named = _OF_WHAT.sub("", " ".join(words))
    table = lexicon.table("headings")
    return next((role for role in Role if named in table[role.value]), None)


def is_named(line: str) -> bool:
    """Whether a line is a heading of the lexicon, with or without a number.

    >>> is_named("2. Results"), is_named("References"), is_named("The results are clear")
    (True, True, False)
    """
    numbered = _NUMBER.match(line)
    return _role(line[numbered.end() :] if numbered else line) is not None


def _marked(text: str, block: Block) -> Heading:
    start, end = block.span.start, block.span.end
    numbered = _NUMBER.match(text, start, end) or _LETTERED.match(text, start, end)
    number = numbered[1] if numbered else ""
    title = Span(numbered.end() if numbered else start, end)
    level = number.count(".") + 1 if number else block.level
    role = _role(text[title.start : title.end]) or Role.BODY
    return Heading(number=number, title=title, level=level, role=role)


def _numbered(text: str, span: Span, line: Span, last: str) -> Heading | None:
    match = _NUMBER.match(text, span.start, span.end)
    if match is None or not _follows(match[1], last):
        return None
    number, start = match[1], match.end()
    level = number.count(".") + 1
    alone = line.end == span.end and _stands_alone(text[start : line.end])
    end = (
        None
        if alone and not _opener_inside(text[start : line.end])
        else _run_in(text, start, span.end)
    )
    if end is None and _stands_alone(text[start : line.end]):
        rest = None if line.end == span.end else line.end
        title = Span(start, line.end)
        return Heading(
            number=number, title=title, level=level, role=_role_or_body(text, title), rest=rest
        )
    if end is None or (level == 1 and _role(text[start:end]) is None):
        return None
    title = Span(start, end)
    return Heading(
        number=number, title=title, level=level, role=_role_or_body(text, title), rest=end
    )


def _role_or_body(text: str, title: Span) -> Role:
    return _role(text[title.start : title.end]) or Role.BODY


def _follows(number: str, last: str) -> bool:
    """Whether `number` can come after `last`: counting does not go back or leap a chapter."""
    new = [int(part) for part in number.split(".")]
    if not last or not last[0].isdigit():
        return new[0] > 0
    old = [int(part) for part in last.split(".")]
    return new > old and new[0] <= old[0] + 1


def _stands_alone(line: str) -> bool:
    return len(line.split()) <= _LONGEST and _UNFINISHED.search(line) is None


def _opener_inside(line: str) -> bool:
    """Whether a sentence seems to start in the line and to go on for a few words."""
    words = line.split()
    return any(
        word.strip(",:") in OPENERS and words[at - 1].lower() not in CONNECTING
        for at, word in enumerate(words[:-4])
        if at
    )


def _run_in(text: str, start: int, end: int) -> int | None:
    """Where a heading ends that is followed by its paragraph without a line of its own.

    A heading has no full stop, so it lies within the first stretch up to one. It ends before a
    capitalised ordinary word that starts a sentence: best a word that opens sentences (`The`,
    `Although`), else one at the start of a line, else the first. It never ends on `of` or a comma.
    """
    stop = _SENTENCE_END.search(text, start, min(end, start + 800))
    words = list(re.finditer(r"\S+", text[start : stop.start() if stop else min(end, start + 800)]))
    words = words[: _LONGEST_RUN_IN + 1]
    bare = [word.group().strip("*_,:;") for word in words]
    capitals = [
        at
        for at in range(1, len(words) - 1)
        if _ORDINARY.match(bare[at]) and _can_end(words[at - 1].group())
    ]
    if _titled(bare):
        capitals = [
            at
            for at in capitals
            if bare[at + 1][:1].islower()
            and not (bare[at + 1] in CONNECTING and bare[at] not in OPENERS)
        ]
    openers = [at for at in capitals if bare[at] in OPENERS]
    lines = [at for at in capitals if _starts_line(text, start + words[at].start())]
    chosen = next(iter(openers or lines or capitals), None)
    return None if chosen is None else start + words[chosen - 1].end()


def _can_end(word: str) -> bool:
    return word.lower().strip("*_") not in CONNECTING and word[-1] not in ",:;-–/("


def _titled(words: list[str]) -> bool:
    """Whether the heading capitalises its ordinary words: the second and third have capitals."""
    content = [word for word in words[1:] if word.lower() not in CONNECTING][:2]
    return len(content) == 2 and all(
        _ORDINARY.match(word) and word not in OPENERS for word in content
    )


def _starts_line(text: str, position: int) -> bool:
    return text[max(position - 2, 0) : position].rstrip(" \t").endswith(("\n", "\r"))


def _worded(text: str, span: Span, line: Span) -> Heading | None:
    """A line that holds nothing but a heading of the lexicon."""
    if line.end - line.start > 60:
        return None
    role = _role(text[line.start : line.end])
    if role is None:
        return None
    rest = None if line.end == span.end else line.end
    return Heading(number="", title=line, level=1, role=role, rest=rest)


_RUN_IN_WORDED = re.compile(
    r"[*_ ]{0,4}([A-Za-z][A-Za-z'’]+(?: [a-z]+){0,3}?)[*_ ]{0,4}"
    r"(?:([.:—–-])[*_ ]{0,4}|\s)\s*(?=[A-Z“\"])"
)


def _run_in_worded(text: str, span: Span) -> Heading | None:
    """`Abstract: ...`, `Acknowledgements The authors thank ...`."""
    match = _RUN_IN_WORDED.match(text, span.start, min(span.end, span.start + 120))
    role = _role(match[1]) if match else None
    if match is None or role not in (Role.ABSTRACT, Role.BACK):
        return None
    following = re.match(r"[A-Za-z]+", text[match.end() : match.end() + 30])
    opens = following is not None and following[0] in OPENERS
    if match[2] is None and role is Role.BACK and not opens:
        return None
    title = Span(match.start(1), match.end(1))
    return Heading(number="", title=title, level=1, role=role, rest=match.end())


def _displayed(text: str, line: Span) -> Heading | None:
    """A line of its own in capitals or in bold."""
    content = text[line.start : line.end].strip()
    if not _stands_alone(content.strip("*_")):
        return None
    bold = re.fullmatch(r"\*\*[^*]{2,160}\*\*", content) is not None
    start, number = line.start, ""
    if lettered := _LETTERED.match(text, line.start, line.end):
        start, number = lettered.end(), lettered[1]
    if not bold and not _in_capitals(text[start : line.end]):
        return None
    title = Span(start, line.end)
    return Heading(number=number, title=title, level=1, role=_role_or_body(text, title))


def _in_capitals(line: str) -> bool:
    """Whether the words are in capitals, formulas and abbreviations aside."""
    words = re.findall(r"[^\W\d_]{3,}", line)
    capital = [word for word in words if word.isupper()]
    return any(len(word) >= 4 for word in capital) and len(capital) * 2 > len(words)


def _plain_title(line: str) -> bool:
    words = line.split()
    return (
        1 < len(words) <= 12
        and line[:1].isupper()
        and line[-1:].isalnum()
        and words[-1].lower() not in CONNECTING
        and "@" not in line
    )
