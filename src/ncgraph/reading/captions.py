"""Captions: their sentences, their panels, and whom a panel is credited to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ncgraph.model import Sentence, SentenceKind, Span
from ncgraph.reading.layout import CAPTION, Flow
from ncgraph.reading.markup import Plain, plain
from ncgraph.reading.sentences import boundaries, cut

if TYPE_CHECKING:
    from ncgraph.reading.citations import Labels
    from ncgraph.reading.writer import Marking

_PANEL = re.compile(
    r"(?:(?<=^)|(?<=[\s|:(]))"
    r"(?:\(([a-zA-Z])(?:\s?[–,-]\s?([a-zA-Z]))?\)|([a-zA-Z])(?:\s?[–-]\s?([a-zA-Z]))?[,):.])"
    r"(?=\s|$|[,.;])"
)
_STARTS = re.compile(r"(?:[.;:|]|^)\s*$")
_CREDIT = re.compile(
    r"^(?:\W|\w\W)?(?:Re(?:printed|produced|print|used)|Adapted|Adopted|Modified|Taken|Redrawn"
    r"|Images?|Figures?|Panels?)\b.{0,120}\b(?:permission|courtesy|from (?:the )?[Rr]ef)",
    re.DOTALL,
)
_NO_CLAIM = re.compile(r"^(?:©|\(?[Cc]opyright\b|\(C\) )|^Abbreviations?:")
_ABBREVIATIONS = re.compile(r"^(?:[A-Z][\w/–-]{0,12}: [^;:.]{3,60}[;.]\s?){1,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Sentences of a caption and the credit of each panel.

    `credits` maps a panel's letter, "" for what stands before the first, to reference labels.
    """

    label: str
    whole: Plain
    sentences: tuple[Sentence, ...]
    credits: dict[str, Labels]


def caption_label(text: str, span: Span) -> str:
    """The label as printed: `Fig. 3`, `Table 1`; empty if the block is no caption.

    >>> caption_label("**Table 2 |** Dots.", Span(0, 19))
    'Table 2'
    """
    match = CAPTION.match(text, span.start, span.end)
    return " ".join(match[1].split()) if match else ""


def read_caption(text: str, span: Span, section: str, paragraph: int, marking: Marking) -> Caption:
    """Sentences, one or more per panel, and what the caption's credit lines say of each.

    A credit (`Reprinted with permission from ref. 20`) speaks of the panels before it, back to
    the last credit. Where it names several references, a panel that prints one of them closes the
    group of unmarked panels before it; panels that remain open are left uncredited.
    Copyright lines and lists of abbreviations are no sentences about the subject and are left out.
    """
    flow = Flow(spans=(span,), section=section)
    whole = plain(text, (span,), marking)
    panels = _panels(whole.text)
    label = caption_label(text, span)
    starts = [
        at
        for at in panels
        if _STARTS.search(whole.text[:at]) and re.search(r"\w", whole.text[len(label) : at])
    ]
    ranges = [
        piece
        for a, b in boundaries(whole.text, starts, whole.stops)
        for piece in _at_panels(a, b, starts)
    ]
    made: list[tuple[Sentence, tuple[str, ...], bool]] = []
    current: tuple[str, ...] = ("",)
    for start, end in ranges:
        words = whole.text[start:end]
        if _ABBREVIATIONS.match(words) or _NO_CLAIM.match(words):
            continue
        own = tuple(letter for at in panels if start <= at < end for letter in panels[at])
        current = own or current
        sentence = cut(text, whole, start, end, flow, paragraph, SentenceKind.CAPTION)
        made.append((sentence, current, _CREDIT.match(words) is not None))
    credit_of = _credits(made)
    return Caption(
        label=label,
        whole=whole,
        sentences=tuple(_credited(*entry, credit_of) for entry in made),
        credits=credit_of,
    )


def _panels(text: str) -> dict[int, tuple[str, ...]]:
    """Position of each panel mark and its letters; letters count up from a, each once."""
    found: dict[int, tuple[str, ...]] = {}
    expected = ord("a")
    for match in _PANEL.finditer(text):
        first, last = match[1] or match[3], match[2] or match[4]
        low = ord(first.lower())
        high = ord(last.lower()) if last else low
        if low == expected and low <= high < low + 20:
            found[match.start()] = tuple(chr(code) for code in range(low, high + 1))
            expected = high + 1
    return found


def _at_panels(start: int, end: int, starts: list[int]) -> list[tuple[int, int]]:
    """A range divided where a panel starts after a semicolon."""
    marks = [start, *(at for at in starts if start < at < end), end]
    return [(a, b - (b < end)) for a, b in pairwise(marks) if b - a > 1]


def _credits(made: list[tuple[Sentence, tuple[str, ...], bool]]) -> dict[str, Labels]:
    credit_of: dict[str, Labels] = {}
    named = [
        {label for later, _, is_credit in made[index + 1 :] if is_credit for label in later.cited}
        for index in range(len(made))
    ]
    opened: list[str] = []
    for (sentence, panels, is_credit), later in zip(made, named, strict=True):
        labels = sentence.cited
        inline = " permission from " in sentence.text or " from ref" in sentence.text.lower()
        if is_credit:
            if len(labels) == 1:
                credit_of.update(dict.fromkeys(opened, labels))
            opened = []
            continue
        opened.extend(panel for panel in panels if panel not in opened)
        if labels:
            closes = inline or (len(labels) == 1 and labels[0] in later)
            credit_of.update(dict.fromkeys(opened if closes else panels, labels))
            opened = [panel for panel in opened if not closes and panel not in panels]
    return credit_of


def _credited(
    sentence: Sentence, panels: tuple[str, ...], is_credit: bool, credit_of: dict[str, Labels]
) -> Sentence:
    if is_credit:
        return sentence
    labels = [label for panel in panels for label in credit_of.get(panel, ())]
    extra = tuple(label for label in dict.fromkeys(labels) if label not in sentence.cited)
    return replace(sentence, resolved=extra)
