"""The reference list: where its entries start, their numbers, their identifiers."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ncgraph.model import Reference, Span
from ncgraph.model.report import Problem
from ncgraph.reading.authors import read_authors
from ncgraph.reading.bibliography import parse_entry
from ncgraph.reading.entry_marks import KEY, MARK, label_of, labels_of, printed_in, value
from ncgraph.reading.shared_lines import split_shared

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_PART = re.compile(r"(?<![\w(])\(?([a-z])\)\s")
_LEAP = 20  # numbers a list may skip before a number at the start of a line counts as text

DOI = re.compile(r"10\.\d{4,9}/")
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi(?:\.org)?[:\s]\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """Entries, where the title of each stands (None if unknown), and what was not understood."""

    references: tuple[Reference, ...]
    titles: tuple[Span | None, ...]
    problems: tuple[Problem, ...]


def read_references(text: str, regions: tuple[Span, ...]) -> ReferenceList:
    """Entries of the lists in `regions`.

    An entry without a printed number takes the one after its predecessor's. One whose parts are
    lettered, `(a) ...; (b) ...`, gives one reference per part, `4a`, `4b`. One that stands for
    several works, `8–11 Weaver, A. B. ...`, gives each number what it prints.
    """
    made: list[tuple[Reference, Span | None]] = []
    counted: list[Span] = []
    last = 0
    for region in regions:
        for label, span in split_shared(text, list(_entries(text, region, last))):
            number = last + 1 if label is None else label
            last = value(number) or last
            shared = labels_of(number)
            for n, part in _parts(text, shared[0], span):
                made.append(_reference(text, n, part, made[-1][0].authors if made else ()))
            made.extend(_again(made[-1][0], further) for further in shared[1:])
            counted.extend([span] if label is None else [])
    problems = [problem for reference, _ in made if (problem := incomplete(reference))]
    if counted:
        problems.append(
            Problem(
                code="references-numbered-by-position",
                message=f"{len(counted)} entries of the reference list print no number; "
                "each takes the number after the one before it",
                start=counted[0].start,
                end=counted[-1].end,
            )
        )
    return ReferenceList(
        references=tuple(reference for reference, _ in made),
        titles=tuple(title for _, title in made),
        problems=tuple(problems),
    )


def unheaded_list(text: str) -> int | None:
    """Where a reference list starts that no heading announces; None if there is no such list.

    Three or more lines that are counted from 1 or have keys, each hold a year or a DOI, and reach
    into the second half of the text.
    """
    counted: list[int] = []
    keyed: list[int] = []
    following = 1
    end = 0
    for line in text.splitlines(keepends=True):
        start, end = end, end + len(line)
        mark = None if line[0].isalpha() else MARK.match(line)  # most lines are of prose
        printed = printed_in(mark) if mark else None
        if printed is None or mark is None:
            continue
        labels = labels_of(label_of(printed))
        if KEY.fullmatch(printed):  # so odd a mark that a year may stand in the next line
            keyed += [start] if _YEAR.search(text, start, end + 200) else []
        elif _complete(line[mark.end() :]) and value(labels[0]) in (1, following):
            counted = [*(counted if value(labels[0]) > 1 else ()), start]
            following = value(labels[-1]) + 1
    runs = (run for run in (counted, keyed) if len(run) >= 3 and run[-1] > len(text) // 2)
    return next(runs, (None,))[0]


def _entries(text: str, region: Span, last: int) -> Iterator[tuple[int | str | None, Span]]:
    """Entries of one list: number as printed if it is, and what follows it."""
    lines = [m.span() for m in _LINE.finditer(text, region.start, region.end) if m.group()]
    last = last or _before_first(text, lines)
    if not any(_opens(text[a:b], last) for a, b in lines):
        yield from ((None, span) for span in _unmarked(text, lines))
        return
    current: tuple[int | str | None, int, int] | None = None
    gap = False
    for low, high in lines:
        line = text[low:high]
        if not line.strip():
            gap = True
        elif opening := _opens(line, last):
            if current:
                yield current[0], Span(current[1], current[2]).trimmed(text)
            label, width = opening
            last = last + 1 if label is None else value(label) or last
            current, gap = (label, low + width, high), False
        elif current and not (gap and _complete(text[current[1] : current[2]])):
            current, gap = (current[0], current[1], high), False
    if current:
        yield current[0], Span(current[1], current[2]).trimmed(text)


def _before_first(text: str, lines: list[tuple[int, int]]) -> int:
    """Where a list starts to count: an excerpt of a longer one opens with a high number.

    A high first number is believed in square brackets, where the next one follows it.
    """
    marks = [mark for low, high in lines if (mark := MARK.match(text[low:high]))]
    numbers = [value(printed) for mark in marks if (printed := printed_in(mark))]
    if not numbers or numbers[0] <= _LEAP:
        return 0
    follows = len(numbers) > 1 and 0 < numbers[1] - numbers[0] <= _LEAP
    return numbers[0] - 1 if follows and marks[0]["square"] else 0


def _opens(line: str, last: int) -> tuple[int | str | None, int] | None:
    """Number and width of the marker that opens an entry on this line."""
    mark = MARK.match(line)
    if mark is None:
        return None
    printed = printed_in(mark)
    if printed is None:
        return (None, mark.end()) if mark["bullet"] else None
    number = value(printed)
    lowest = last if printed[-1].isalpha() else last + 1
    if (KEY.fullmatch(printed) or lowest <= number <= last + _LEAP) and line[mark.end() :].strip():
        return label_of(printed), mark.end()
    return (None, mark.end("bullet")) if mark["bullet"] else None


def _complete(entry: str) -> bool:
    return (_YEAR.search(entry) or DOI.search(entry)) is not None


def _unmarked(text: str, lines: list[tuple[int, int]]) -> Iterator[Span]:
    """Entries of a list without markers: paragraphs if blank lines part them, else lines."""
    groups: list[list[tuple[int, int]]] = [[]]
    for low, high in lines:
        if not text[low:high].strip():
            groups.append([])
        elif len(groups) > 1 or _starts_entry(text, groups[-1], low, high):
            groups[-1].append((low, high))
        else:
            groups[-1][-1:] = [(groups[-1][-1][0], high)]  # goes on with the line before
    groups = [group for group in groups if group]
    for group in groups:
        if len(groups) > 1 and not all(_complete(text[a:b]) for a, b in group):
            yield Span(group[0][0], group[-1][1]).trimmed(text)
        else:
            yield from (Span(a, b).trimmed(text) for a, b in group)


def _starts_entry(text: str, group: list[tuple[int, int]], low: int, high: int) -> bool:
    """Whether a line starts an entry: the one before is complete, and names stand at its start."""
    if not group:
        return True
    before = text[group[-1][0] : group[-1][1]].rstrip()
    named = read_authors(text[low:high].strip())[0]
    return _complete(before) and (bool(named) or before.endswith("."))


def _parts(text: str, number: int | str, span: Span) -> list[tuple[int | str, Span]]:
    """The lettered parts of an entry, or the entry itself."""
    marks: list[re.Match[str]] = []
    for match in _PART.finditer(text, span.start, span.end):
        if match[1] == chr(ord("a") + len(marks)) and (marks or match.start() == span.start):
            marks.append(match)
    if len(marks) < 2:
        return [(number, span)]
    ends = [m.start() for m in marks[1:]] + [span.end]
    return [
        (f"{number}{m[1]}", Span(m.end(), end).trimmed(text))
        for m, end in zip(marks, ends, strict=True)
    ]


def _reference(
    text: str, number: int | str, span: Span, before: tuple[str, ...]
) -> tuple[Reference, Span | None]:
    """The entry at `span`; `before` are the authors of the one before, which a dash repeats."""
    raw = text[span.start : span.end]
    entry = parse_entry(text, span, before)
    printed, doi = find_doi(raw, entry.journal)
    reference = Reference(
        number=number,
        authors=entry.authors,
        title=entry.title,
        journal=entry.journal,
        volume=entry.volume,
        page=entry.page,
        year=entry.year,
        doi=doi,
        doi_printed=printed,
        raw=raw,
        span=span,
    )
    return reference, entry.title_span


def _again(reference: Reference, number: int | str) -> tuple[Reference, Span | None]:
    """The entry under a further number of its range; title and DOI are of one work alone."""
    return replace(reference, number=number, title=None, doi=None, doi_printed=None), None


def incomplete(reference: Reference) -> Problem | None:
    """The problem of an entry without year, DOI or authors; none if it has what finds it."""
    if reference.year is None and reference.doi is None:
        code, what = "reference-not-parsed", "neither year nor DOI"
    elif not reference.authors:
        code, what = "reference-without-authors", "no authors"
    elif reference.year is None:
        code, what = "reference-without-year", "no year"
    else:
        return None
    return Problem(
        code=code,
        message=f"reference {reference.number} has {what}; its print is kept whole",
        start=reference.span.start,
        end=reference.span.end,
    )


def find_doi(raw: str, journal: str | None = None) -> tuple[str | None, str | None]:
    r"""The DOI as printed and as it must read.

    Markdown escapes, percent escapes and white space that a converter put in are undone. A DOI
    that was broken by white space comes in lower case: DOIs ignore case (ISO 26324), and the
    capital after such a blank is the converter's. So is a letter it printed on both sides of the
    blank, where without the second the DOI spells the journal.

    >>> find_doi("<https://doi.org/10.1021/acsp Photonics.1c01196>.", "ACS Photonics")
    ('10.1021/acsp Photonics.1c01196', '10.1021/acsphotonics.1c01196')
    >>> find_doi(r"doi: 10.1002/1521-4095\(20020219\)14:4&lt;317::AID-1&gt;3.0.CO;2-U.")[1]
    '10.1002/1521-4095(20020219)14:4<317::AID-1>3.0.CO;2-U'
    """
    start = DOI.search(raw)
    if start is None:
        return None, None
    before, rest = raw[: start.start()], raw[start.start() :]
    printed = _extent(rest, _RESOLVER.sub("", before[-24:])[-1:])
    doi = html.unescape(re.sub(r"\\([^\w\s])", r"\1", printed))
    doi = unquote(doi) if "%" in doi else doi
    return printed, _closed(doi, journal)


def _closed(doi: str, journal: str | None) -> str:
    """A DOI without the white space a converter left in it."""
    closed = re.sub(r"[\s\u00ad\u200b]+", "", doi)
    if closed == doi:
        return doi
    once = re.sub(r"(\w)\s+\1", r"\1", doi.lower())
    stem = re.sub(r"[^a-z]", "", (journal or "").lower())
    spells = bool(stem) and f"/{stem}." in once and not re.search(r"\s", once)
    return once if spells else closed.lower()


def _extent(rest: str, lead: str) -> str:
    """How far a DOI goes: to the end of its link, its angle brackets or its word."""
    if lead == "[" and "](" in rest:
        return rest[: rest.index("](")]
    if lead == "<" and ">" in rest[:300]:
        return rest[: rest.index(">")]
    word = re.match(r"\S+(?:(?<=[/.-])[ \t]*(?:\r\n|\r|\n)[ \t]*\S*\d\S*)?", rest)
    printed = word[0] if word else rest
    while printed and (
        printed[-1] in ".,;:>*_'\"”]"
        or (printed[-1] == ")" and printed.count("(") < printed.count(")"))
    ):
        printed = printed[:-1]
    return printed
