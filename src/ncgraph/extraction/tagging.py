"""The sentence as rule patterns see it: mentions as tags, everything else in lower case.

A tag is `⟦7 ASEThreshold Threshold Property PROPERTY fluence ⟧`: the index of the item, then all
names a pattern may call it by. The item a rule is asked about is marked `⟦@7 ...⟧`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.extraction.candidates import held_in
from ncgraph.extraction.clauses import split_clauses
from ncgraph.extraction.findings import Findings, Found, Sample
from ncgraph.extraction.kinds import threshold_of
from ncgraph.extraction.pumps import is_presented
from ncgraph.extraction.rulebook import CLAUSE
from ncgraph.extraction.searching import Searched
from ncgraph.extraction.wording import has_any
from ncgraph.model import Dimension, Label
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


# "that of QDs", "those for rods" stand for the property named before.
_USED = re.compile(r"[^,;.]{0,40}?\b(?:was|were|is|are) (?:then )?(?:used|employed|applied)\b")
# "excited by a CW laser", "annealed with an argon laser"
_WITH_TOOL = re.compile(
    r"\b(?:excit|pump|irradiat|illuminat|prob|anneal|treat|heat|expos)\w*\s+"
    r"(?:by|with|using|to)\s+(?:an?|the)\s+(?:[\w.-]+\s+){0,4}$"
)
_THRESHOLD = "ncg:Threshold"
_REASON = re.compile(r"\b(?:due to|owing to|because of|thanks to|as a result of)\b")
_AND = re.compile(r"\s*(?:and|or|/|and/or|,)\s*")
_ANAPHORIC = frozenset({"that", "those", "one", "value"})
_ANAPHOR = re.compile(r"\b(?:that|those|the one|the value)(?= (?:of|for|in|from)\b)")


@lru_cache(maxsize=4096)
def names(curie: str) -> str:
    """Local names of a term and all its ancestors, separated by blanks."""
    return " ".join(c.partition(":")[2] for c in (curie, *ontology().ancestors(curie)))


@lru_cache(maxsize=4096)
def _lineage(curie: str) -> frozenset[str]:
    return frozenset(names(curie).split())


def _within(branch: str, item: Found | Sample) -> Found | None:
    if isinstance(item, Sample) or item.term is None:
        return None
    if branch in _lineage(item.term):
        return item
    if item.implies and branch in _lineage(item.implies):
        return item._replace(term=item.implies, label=Label.OUTCOME)
    return None


class _Written(NamedTuple):
    text: str
    starts: tuple[int, ...]  # places of the tags
    edges: tuple[tuple[int, int], ...]  # (place in `text`, place in the sentence), ascending


class Tagged:
    """A sentence as tagged: `text` with one tag per item of `items`.

    The text is written when asked for: of many sentences the items tell that no rule is for them.
    """

    def __init__(self, found: Findings) -> None:
        """Of a sentence whose mentions, samples and excitations have been found."""
        self._text = found.text  # no more: what was found knows its tagged sentence
        self._places: list[tuple[int, int]] = []  # where each item is tagged, where text goes on
        self.items: list[Found | Sample] = []
        self._marked: dict[int, Searched] = {}
        self._joined: dict[tuple[int, int], Searched] = {}
        self._mentions: dict[str, list[tuple[int, Found]]] = {}
        at = 0
        for place, is_last, item in _items(found):
            if place >= at:  # overlaps none before it
                at = item.end if is_last else place
                self._places.append((place, at))
                self.items.append(item)

    @cached_property
    def held(self) -> int:
        """The bits of what the sentence holds of what patterns ask for."""
        return held_in(self._text, self._called)

    @cached_property
    def _called(self) -> list[str]:
        return [called(item) for item in self.items]

    def mentions(self, branch: str) -> list[tuple[int, Found]]:
        """The items a rule on a branch is asked about, the last first, each with its place.

        Each as what it is, or as the outcome it implies.
        """
        if branch not in self._mentions:
            placed = ((place, _within(branch, item)) for place, item in enumerate(self.items))
            self._mentions[branch] = [(place, item) for place, item in placed if item][::-1]
        return self._mentions[branch]

    @cached_property
    def plain(self) -> Searched:
        """The text with nothing marked."""
        return Searched.whole(self._written.text, self.held)

    @cached_property
    def _written(self) -> _Written:
        text, at, length = self._text, 0, 0
        parts: list[str] = []
        starts: list[int] = []
        edges = [(0, 0)]
        clauses = deque(split_clauses(text)[1:])

        def write(piece: str, position: int) -> None:
            nonlocal at, length
            parts.append(piece)
            at, length = position, length + len(piece)

        def copy(until: int) -> None:
            while clauses and clauses[0] <= until:
                boundary = clauses.popleft()
                write(text[at:boundary].lower() + CLAUSE, boundary)
                edges.append((length, boundary))
            write(text[at:until].lower(), until)

        for index, (item, (place, resumed)) in enumerate(
            zip(self.items, self._places, strict=True)
        ):
            copy(place)
            starts.append(length)
            edges.append((length, item.start))
            write(_tag(index, self._called[index], item, text), resumed)
            edges.append((length, resumed))
        copy(len(text))
        return _Written("".join(parts), tuple(starts), tuple(edges))

    def place(self, position: int) -> int:
        """Where in the sentence the tagged text's `position` is; in a tag, its mention's start."""
        text, _, edges = self._written
        index = bisect_right(edges, position, key=lambda edge: edge[0]) - 1
        tagged, plain = edges[index]
        limit = edges[index + 1][1] if index + 1 < len(edges) else plain + len(text)
        return min(plain + position - tagged, limit)

    def about(self, index: int) -> Searched:
        """The text with item `index` marked as what a rule is asked about."""
        if index not in self._marked:
            text, starts, _ = self._written
            at = starts[index]
            marked = f"{text[: at + 1]}@{text[at + 1 :]}"
            self._marked[index] = Searched.marked(marked, self.held, at)
        return self._marked[index]

    def about_with(self, index: int, other: int) -> Searched:
        """The text with item `index` so marked, and item `other` as what it is coupled to."""
        if (index, other) not in self._joined:
            text, starts, _ = self._written
            marks = sorted(((starts[index] + 1, "@"), (starts[other] + 1, "&")))
            (first, one), (second, two) = marks
            marked = f"{text[:first]}{one}{text[first:second]}{two}{text[second:]}"
            self._joined[index, other] = Searched.whole(marked, self.held)
        return self._joined[index, other]


def called(item: Found | Sample) -> str:
    """The names by which patterns can call an item, separated by blanks."""
    if isinstance(item, Sample):
        shape = names(item.morphology) if item.morphology else ""
        formula = "Formula " if item.layers else "Class " if item.compound_class else ""
        other = "Comparand " if item.comparand else ""
        return f"Sample {formula}{other}{shape}"
    if item.quantity is not None:
        dimension = (item.quantity.dimension or "unknown").replace(" ", "-")
        unit = item.quantity.unit if item.quantity.unit.isalpha() else ""
        of = names(item.term) if item.term else ""
        return f"{item.label.name} {dimension} {unit} {of}"
    return _called(item.term or "", item.label, item.implies)


@lru_cache(maxsize=4096)
def _called(term: str, label: Label, implies: str | None) -> str:
    return f"{names(term)} {label.name} {names(implies) if implies else ''}"


def _tag(index: int, names: str, item: Found | Sample, text: str) -> str:
    word = isinstance(item, Found) and item.quantity is None
    surface = text[item.start : item.end].lower().replace(" ", "_")
    return f"⟦{index} {names} {f'={surface} ' if word else ''}⟧"


def _anaphors(text: str, properties: Sequence[Found]) -> list[Found]:
    """`that of X` as another mention of the property named last before it."""
    found: list[Found] = []
    if not properties or not has_any(text, _ANAPHORIC):
        return found
    for match in _ANAPHOR.finditer(text):
        before = [p for p in properties if p.end <= match.start()]
        if before:
            last = before[-1]
            found.append(
                Found(start=match.start(), end=match.end(), label=last.label, term=last.term)
            )
    return found


def _pulses(found: Findings) -> list[Found]:
    """Pulse durations as pump mentions: "100 fs pulses" is fs pumping, whatever else names it."""
    pulses: list[Found] = []
    for quantity in found.quantities:
        printed = quantity.quantity
        if printed is None or printed.dimension is not Dimension.TIME:
            continue
        around = (e for e in found.excitations if e.start <= quantity.start < e.end)
        mode = next((e.pump.mode for e in around if e.pump.pulse_duration_s is not None), None)
        term = ontology().by_notation("ncg:Pump", mode or "")
        apart = [t for t in found.terms if t.label is Label.PUMP and t.start >= quantity.end]
        if term is not None and not any(t.term == term.curie for t in apart):
            pulses.append(quantity._replace(label=Label.PUMP, quantity=None, term=term.curie))
    return pulses


def _sharpen(text: str, term: Found, outcomes: Sequence[Found]) -> Found:
    """A bare "threshold" is that of the outcome named nearest to it in the sentence.

    Not of one that only explains it: "a threshold of 3 µJ/cm2, owing to the high gain".
    """
    if term.term != _THRESHOLD:
        return term
    named = [o for o in outcomes if not _REASON.search(text, term.end, max(term.end, o.start))]
    if not named:
        return term
    nearest = min(named, key=lambda o: abs(o.start - term.start))
    return term._replace(term=threshold_of(nearest.term or "") or term.term)


def _raise_thresholds(text: str, terms: list[Found]) -> list[Found]:
    """An outcome coordinated with a threshold is one itself: "ASE and laser thresholds"."""
    raised = list(terms)
    for index, (left, right) in enumerate(pairwise(terms)):
        if left.label is not Label.OUTCOME or not right.term:
            continue
        between = text[left.end : right.start]
        if ontology().is_a(right.term, _THRESHOLD) and _AND.fullmatch(between):
            raised[index] = left._replace(
                label=Label.PROPERTY, term=threshold_of(left.term or "") or left.term
            )
    return raised


def _is_tool(text: str, term: Found, lengths: Mapping[int, int]) -> bool:
    """Whether "laser" is an instrument here: "a 532 nm laser", "a laser ... was used"."""
    noun = text.startswith(("laser", "Laser"), term.start)  # "9 µm lased" has no instrument
    length = lengths.get(term.start - 1)
    return noun and (
        (length is not None and not is_presented(text, length))
        or _USED.match(text, term.end) is not None
        or _WITH_TOOL.search(text, max(0, term.start - 80), term.start) is not None
    )


def _items(found: Findings) -> list[tuple[int, int, Found | Sample]]:
    """What is tagged, in the order of the tags: where, whether as the last there, and what."""
    lengths = {q.end: q.start for q in found.quantities if q.quantity}
    samples = found.samples
    terms = [
        t
        for t in found.terms
        if (not samples or t.label is Label.BAND_ALIGNMENT or _host(t, samples) is None)
        and not (t.label is Label.OUTCOME and _is_tool(found.text, t, lengths))
    ]
    if any(term.term == _THRESHOLD for term in terms):
        outcomes = [t if t.implies is None else t._replace(term=t.implies) for t in terms]
        outcomes = [t for t in outcomes if ontology().is_a(t.term or "", "ncg:Outcome")]
        terms = [_sharpen(found.text, term, outcomes) for term in terms]
    terms = _raise_thresholds(found.text, terms)
    properties = [t for t in terms if t.label in {Label.PROPERTY, Label.OUTCOME}]
    pulses = _pulses(found)
    items: list[Found | Sample] = [
        *samples,
        *terms,
        *pulses,
        *(q for q in found.quantities if not pulses or all(q.start != p.start for p in pulses)),
        *_anaphors(found.text, properties),
    ]
    placed = [
        (*_order(item, samples), item.start, -item.end, number, item)
        for number, item in enumerate(items)
    ]
    return [(place, is_last, item) for place, is_last, *_, item in sorted(placed)]


def _host(item: Found | Sample, samples: Sequence[Sample]) -> Sample | None:
    """The sample in whose phrase an item stands."""
    start, end = item.start, item.end
    for sample in samples:
        if sample.start <= start and end <= sample.end:
            return sample
    return None


def _order(item: Found | Sample, samples: Sequence[Sample]) -> tuple[int, int]:
    """Where an item is tagged: "CdTe/CdSe type-II dots" reads as "type-II CdTe/CdSe dots"."""
    if isinstance(item, Sample) or item.label is not Label.BAND_ALIGNMENT:
        return item.start, 1
    host = _host(item, samples)
    return (host.start, 0) if host else (item.start, 1)
