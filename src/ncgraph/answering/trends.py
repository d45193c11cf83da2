"""Trends and comparisons as words tell them: "the threshold falls with increasing rod length".

A sentence and a question are read alike: a property, what it changes with, and the sign of each.
"falls as the rods get longer" and "is lowered in shorter rods" are then opposites, whatever the
words. Where a word is missing or said twice, nothing is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.answering.comparing import is_subject
from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.matching import tag
from ncgraph.answering.query import Facet, facet_of
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS = {"due", "because", "since", "which", "owing", "attributed"}  # a reason, no part of it
_SIZE = "ncg:Dimension"
_ADVERBS = ("down", "up")


@dataclass(frozen=True, slots=True)
class Trend:
    """How a property (CURIE) changes with something: `rises` as its partner does."""

    property: str
    partner: str  # a CURIE or a plain word
    rises: bool | None  # None: asked, not said


@dataclass(frozen=True, slots=True)
class _Sign:
    at: int
    rises: bool
    implied: str = ""  # "longer" says both more and of what


def read_trend(text: str) -> Trend | None:
    """The trend a sentence or a question tells of, if it is one and clear."""
    tags = _clause(tag(text))
    nouns = {i: name for i, each in enumerate(tags) if (name := _noun(each))}
    measured = any(_is_measure(name) for name in nouns.values())
    if not measured or any(each.text.lower() == "than" for each in tags):
        return None
    if any(each.text.lower() in _DEPENDS for each in tags):
        return _open_question(tags, nouns)
    signs = _signs(tags)[:2]
    return _joined(nouns, signs) if signs else None


def _clause(tags: list[Tag]) -> list[Tag]:
    """Without the reason given for it."""
    end = next((i for i, each in enumerate(tags) if each.text.lower() in _ENDS and i), len(tags))
    return tags[:end]


def _noun(word: Tag) -> str:
    if word.role is Role.TERM and facet_of(word.value) is Facet.MEASUREMENT:
        return word.value
    partner = next((_PARTNERS[w] for w in word.text.lower().split() if w in _PARTNERS), "")
    if word.role is Role.LAYER and not partner:
        return word.text.lower().removesuffix("s")
    return partner


def _is_measure(name: str) -> bool:
    """A threshold, a lifetime ...: what trends are told of; sizes and temperature are partners."""
    sized = name == "ncg:Temperature" or (":" in name and ontology().is_a(name, _SIZE))
    return ":" in name and not sized


def _signs(tags: Sequence[Tag]) -> list[_Sign]:
    found = []
    for i, each in enumerate(tags):
        word = each.text.lower()
        if word in _IMPLIED:
            found.append(_Sign(i, _IMPLIED[word][1], _IMPLIED[word][0]))
        elif word in _CHANGES and word not in _ADVERBS:
            rises: bool | None = _CHANGES[word]
            if rises is None:  # "bring ... down": the adverb says which way
                adverbs = (t.text.lower() for t in tags[i:])
                rises = next((_CHANGES[each] for each in adverbs if each in _ADVERBS), None)
            if rises is not None:
                found.append(_Sign(i, rises, _SIZE if _is_of_particles(tags, i) else ""))
    return found


def _is_of_particles(tags: Sequence[Tag], at: int) -> bool:
    """`larger platelets`: what is larger is their size."""
    following = tags[at + 1] if at + 1 < len(tags) else None
    if following is None or tags[at].text.lower() not in ("larger", "smaller"):
        return False
    shape = following.role is Role.TERM and facet_of(following.value) is Facet.MORPHOLOGY
    return shape or following.role in (Role.HEAD, Role.FORMULA)


def _joined(nouns: dict[int, str], signs: list[_Sign]) -> Trend | None:
    first, last = signs[0], signs[-1]
    if first is last and not first.implied:
        return _with_one_sign(nouns, first)
    told = {_target(nouns, first, signs): first.rises}
    if last is not first:
        told[_target(nouns, last, signs)] = last.rises
    measures = [name for name in told if name and _is_measure(name)]
    if len(measures) != 1:
        return None
    partners = [name for name in told if name and name != measures[0]]
    if not partners:
        return None
    return Trend(measures[0], partners[0], told[measures[0]] is told[partners[0]])


def _with_one_sign(nouns: dict[int, str], sign: _Sign) -> Trend | None:
    """`increases with temperature`; `a crown lowers it`: its presence is the more of it."""
    measures = [name for name in nouns.values() if _is_measure(name)]
    partners = [name for name in nouns.values() if not _is_measure(name)]
    if len(measures) != 1 or len(partners) != 1:
        return None
    return Trend(measures[0], partners[0], sign.rises)


def _target(nouns: dict[int, str], sign: _Sign, signs: list[_Sign]) -> str:
    """What a sign is said of: the noun before a verb, the noun after an attribute."""
    if sign.implied:
        return sign.implied
    before = [name for i, name in nouns.items() if i < sign.at]
    after = [name for i, name in nouns.items() if i > sign.at]
    if sign is signs[-1] and after:
        return after[0]
    if before:
        return before[-1]
    return after[0] if after else ""


def _open_question(tags: list[Tag], nouns: dict[int, str]) -> Trend | None:
    """`How does the threshold depend on rod length`."""
    asked = tags[0].text.lower() in ("how", "what", "which") or tags[0].role is Role.WHICH
    measures = [name for name in nouns.values() if _is_measure(name)]
    partners = [name for name in nouns.values() if not _is_measure(name)]
    if not (asked and len(measures) == 1 and len(partners) == 1):
        return None
    return Trend(measures[0], partners[0], None)


_LESS = (
    "decrease decreases decreased decreasing reduce reduces reduced reducing reduction fall falls "
    "fell falling drop drops dropped dropping lower lowers lowered lowering decline declines "
    "declined declining shrink shrinks shrinking less fewer smaller down diminish diminishes "
    "diminished diminishing"
)
_MORE = (
    "increase increases increased increasing raise raises raised raising rise rises rose rising "
    "grow grows grew growing grown higher more larger greater up adding add adds added addition "
    "growth"
)
_EITHER = "bring brings brought push pushes pushed go goes went"  # "bring ... down"
_CHANGES: dict[str, bool | None] = {
    **dict.fromkeys(_LESS.split(), False),
    **dict.fromkeys(_MORE.split(), True),
    **dict.fromkeys(_EITHER.split(), None),
}
_IMPLIED = {  # signs that name what changes as well
    "longer": ("ncg:Length", True), "lengthening": ("ncg:Length", True),
    "shorter": ("ncg:Length", False), "shortening": ("ncg:Length", False),
    "thicker": ("ncg:Thickness", True), "thinner": ("ncg:Thickness", False),
    "bigger": ("ncg:Dimension", True), "wider": ("ncg:Width", True),
    "narrower": ("ncg:Width", False), "hotter": ("ncg:Temperature", True),
    "warmer": ("ncg:Temperature", True), "heating": ("ncg:Temperature", True),
    "warming": ("ncg:Temperature", True), "colder": ("ncg:Temperature", False),
    "cooler": ("ncg:Temperature", False), "cooling": ("ncg:Temperature", False),
    "cooled": ("ncg:Temperature", False),
}  # fmt: skip
_PARTNERS = {  # nouns of no ontology property that thresholds change with
    "layer": "number of layers", "layers": "number of layers", "volume": "volume",
    "volumes": "volume", "size": _SIZE, "sizes": _SIZE, "sized": _SIZE,
}  # fmt: skip
_DEPENDS = {"depend", "depends", "vary", "varies", "change", "changes", "evolve", "evolves",
            "scale", "scales", "behave", "behaves"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """Which of two is lower or higher in a property, as one sentence says it."""

    property: str
    less: bool
    left: frozenset[str]  # values of the words that name the side: formula, shape ...
    right: frozenset[str]


def read_comparison(text: str) -> Weighed | None:
    """`a lower gain threshold in A than in B`, `compared to B, A exhibits lower thresholds`."""
    tags = _clause(tag(text))
    than = next((i for i, each in enumerate(tags) if each.role is Role.THAN), None)
    if than is None:
        return None
    comma = next((i for i in range(than, len(tags)) if tags[i].text == ","), len(tags))
    opens = not _subjects(tags[:than])
    left = tags[comma:] if opens else tags[:than]
    right = tags[than:comma]
    signs = [t for t in (left if opens else tags[:than]) if t.role is Role.COMPARATIVE]
    named = {n for each in tags if (n := _noun(each)) and _is_measure(n)}
    if len(signs) != 1 or len(named) != 1:
        return None
    sides = (_subjects(left), _subjects(right))
    if not all(sides):
        return None
    return Weighed(named.pop(), signs[0].value == "less", *sides)


def _subjects(tags: Sequence[Tag]) -> frozenset[str]:
    return frozenset(each.value for each in tags if is_subject(each))
