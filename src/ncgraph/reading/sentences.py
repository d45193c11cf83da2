"""Sentences of prose, whole even where a page, a figure or a table cuts them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.model import OffsetMap, Sentence, SentenceKind, Span
from ncgraph.reading import lexicon
from ncgraph.reading.layout import BlockKind, Flow
from ncgraph.reading.lexicon import OPENERS
from ncgraph.reading.markup import Plain, plain
from ncgraph.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ncgraph.reading.layout import Part
    from ncgraph.reading.writer import Marking

_END = re.compile(r"[.!?](?:[.!?]*[\"'”’»)\]]*(?=\s|$)|(?<=[a-z]{3}\.)(?=[A-Z][a-z]{2,20}\s))")
_OPENING = re.compile(r"[\"'“‘«(\[]*")
_ASIDE = re.compile(r"\([^()]{1,200}\)(?:[.,;:]|\s[a-z])")
_BLANK = re.compile(r"\s*")
_WORD = re.compile(r"\S+$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_a-z]$")
_LONGEST_WORD = 60  # characters looked back for the word that a full stop follows
LONGEST = 2000  # characters of a sentence; what goes on without a full stop is a list or a dump
_PARTS = re.compile(r"[-/(]")
_FINISHED = re.compile(r"[.!?:][\"'”’»)\]]*$")


def boundaries(
    text: str, forced: Collection[int] = (), stops: Collection[int] = ()
) -> list[tuple[int, int]]:
    """Ranges of the sentences of a normalised text.

    A full stop ends a sentence when what follows can start one and the word before is no
    abbreviation, initial or number of a list.

    Args:
        text: Normalised text.
        forced: Positions where a sentence starts whatever it starts with, if one ends before.
        stops: Positions behind full stops that end a sentence whatever the word before.

    >>> s = "Grim et al. used Fig. 5c. In 2014, e.g. CdSe lased."
    >>> [s[a:b] for a, b in boundaries(s)]
    ['Grim et al. used Fig. 5c.', 'In 2014, e.g. CdSe lased.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end, following in _ends(text, frozenset(forced), frozenset(stops)):
        found += _bounded(text, start, end)
        start = following
    if text[start:].strip():
        found += _bounded(text, start, len(text))
    return found


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range, in pieces that part at blanks if it is too long for a sentence."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield start, cut
        start = cut + 1 if blank > 0 else cut
    if end > start:
        yield start, end


def _ends(text: str, forced: frozenset[int], stops: frozenset[int]) -> Iterator[tuple[int, int]]:
    last = 0
    for match in _END.finditer(text):
        end = match.end()
        rest = _BLANK.match(text, end)
        following = rest.end() if rest else end
        if following in forced or (
            _starts_sentence(text, following)
            and (end in stops or _ends_sentence(text, match, last, following))
        ):
            yield end, following
            last = following


def _starts_sentence(text: str, position: int) -> bool:
    """Whether a sentence can start here; what belongs to the one before, `(Fig. 2).`, cannot."""
    aside = _ASIDE.match(text, position)
    opening = _OPENING.match(text, position)
    start = opening.end() if opening else position
    first = text[start : start + 1]
    return bool(first) and aside is None and not first.islower() and first not in ",;:)/%"


def _ends_sentence(text: str, match: re.Match[str], start: int, following: int) -> bool:
    stop = match.group().rstrip("\"'”’»)]")
    if match.group() != stop or stop != ".":
        return stop != "..." or text[following].isupper()
    near = text[max(start, match.start() - _LONGEST_WORD) : match.start()]
    word = near.split()[-1] if near and not near[-1].isspace() else ""
    token = word.lstrip("(['“‘\"")
    first = match.start() - len(word)
    before = text[max(start, first - _LONGEST_WORD) : first].split() if word else []
    if not token or (token.isdigit() and not before):
        return False  # the number of a list
    single = len(token) == 1 and token.isupper()
    if before and before[-1][-1:].isdigit() and (single or parse_unit(token)):
        return True  # "at 77 K. Then", "1.2 ms. Then": a unit, no initial or abbreviation
    if token in ("I", "A") and not (before and before[-1].istitle() and before[-1] not in OPENERS):
        return True  # "type I. Then", not "Louis I. Smith"
    return _not_abbreviated(token, text, following)


def _not_abbreviated(token: str, text: str, following: int) -> bool:
    table = lexicon.table("abbreviations")
    bare = token.lower().rstrip(".")
    tail = _PARTS.split(bare)[-1]
    if bare in table["open"] or (tail in table["open"] and tail != "no"):
        return False
    if bare in table["close"] or bare == "al":
        return text[following].isupper() or text[following] in '("“[©'
    if _INITIAL.fullmatch(token) and len(token) < 6:
        opener = re.match(r"[A-Za-z]+", text[following:])
        return opener is not None and opener[0] in OPENERS
    return True


def flows(text: str, parts: tuple[Part, ...]) -> tuple[Flow, ...]:
    """Paragraphs, joined over what stands between their pieces.

    A paragraph goes on in the next when it stops without a full stop or on an abbreviation, in
    the same section and not before a list item. Captions and tables in between do not end it.
    """
    found: list[tuple[list[Span], str]] = []
    for part in parts:
        kind, span = part.block.kind, part.block.span
        if kind in (BlockKind.CAPTION, BlockKind.TABLE):
            continue
        pieces, section = found[-1] if found else ([], "")
        joins = kind is BlockKind.PARAGRAPH and section == part.section
        if pieces and joins and _goes_on(text, pieces[-1], span):
            pieces.append(span)
        else:
            found.append(([span], part.section))
    return tuple(Flow(spans=tuple(pieces), section=section) for pieces, section in found)


def _goes_on(text: str, before: Span, after: Span) -> bool:
    ending = plain(text, (Span(max(before.start, before.end - 80), before.end),)).text
    if _FINISHED.search(ending) is None:
        return True
    word = _WORD.search(ending)
    token = word[0].strip("([\"'").rstrip(".").lower() if word else ""
    table = lexicon.table("abbreviations")
    first = text[after.start]
    return ending.endswith(".") and (
        (token in table["open"] and (first.isdigit() or first.islower()))
        or (token in table["close"] and first.islower())
    )


def sentences(
    text: str, flow: Flow, paragraph: int, marking: Marking
) -> tuple[Plain, list[Sentence]]:
    """Sentences of one paragraph; also its plain form, for what was not understood in it."""
    whole = plain(text, flow.spans, marking)
    made = [
        cut(text, whole, a, b, flow, paragraph, SentenceKind.BODY)
        for a, b in boundaries(whole.text, stops=whole.stops)
    ]
    return whole, made


def cut(
    text: str, whole: Plain, start: int, end: int, flow: Flow, paragraph: int, kind: SentenceKind
) -> Sentence:
    """The sentence `whole.text[start:end]` with its markers and its way back to the input."""
    blank = _BLANK.match(whole.text, end)
    following = blank.end() if blank else end
    last = following >= len(whole.text)
    first = bisect_left(whole.citations, start + (start > 0), key=lambda marker: marker.position)
    until = bisect_left(whole.citations, following + 1 + last, key=lambda marker: marker.position)
    markers = tuple(
        replace(marker, position=min(marker.position, end) - start)
        for marker in whole.citations[first:until]
    )
    covered = whole.offsets.span(start, end)
    low = min([covered.start, *(m.span.start for m in markers)])
    high = max([covered.end, *(m.span.end for m in markers)])
    return Sentence(
        text=whole.text[start:end],
        offsets=_slice(whole.offsets, start, end),
        spans=_pieces(text, flow.spans, Span(low, high)),
        section=flow.section,
        paragraph=paragraph,
        kind=kind,
        citations=markers,
    )


def _slice(offsets: OffsetMap, start: int, end: int) -> OffsetMap:
    """The map of `text[start:end]`."""
    first = bisect_right(offsets.pieces, (start + 1,)) - 1
    last = bisect_left(offsets.pieces, (end,))
    pieces = []
    for at, low, high, verbatim in offsets.pieces[first:last]:
        if verbatim:
            high = min(high, low + end - at)
            low += max(start - at, 0)
        pieces.append((max(at, start) - start, low, high, verbatim))
    return OffsetMap(tuple(pieces))


def _pieces(text: str, spans: tuple[Span, ...], covered: Span) -> tuple[Span, ...]:
    """The part of each range a sentence covers; ranges that only white space parts are one."""
    made: list[Span] = []
    first = max(bisect_right(spans, covered.start, key=lambda span: span.start) - 1, 0)
    until = bisect_left(spans, covered.end, key=lambda span: span.start)
    for span in spans[first:until]:
        piece = Span(max(span.start, covered.start), min(span.end, covered.end))
        if made and not text[made[-1].end : piece.start].strip():
            made[-1] = Span(made[-1].start, piece.end)
        else:
            made.append(piece)
    return tuple(made)
