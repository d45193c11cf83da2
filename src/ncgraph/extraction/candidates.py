"""Which rules a sentence may match: asked of its words, before any regular expression is tried.

Trying a pattern is dear and most rules are about something else. Every word that some pattern asks
for has a bit; a sentence holds the bits of its words, and a pattern needs those of its items. What
is ruled out here cannot match; what is left is to be tried.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.extraction.rulebook import ITEM, PUNCTUATION, Rule, claim_rules, cues, plain, rules
from ncgraph.extraction.wording import words_of
from ncgraph.model import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ANY = ""  # stands for a word that every sentence has
_RUN = re.compile(r"\w+\*?")


class Need(NamedTuple):
    """One of these whole words or tag names, or one of these beginnings of words."""

    words: frozenset[str]
    beginnings: tuple[str, ...]


def needs(pattern: str) -> tuple[tuple[Need, ...], ...]:
    """What a sentence must hold for a pattern to match: all needs of one of the alternatives.

    A word with marks in it is asked for by its first run of letters. Items that may be absent, or
    that begin with a mark, ask for nothing.

    >>> [[sorted(need.words) for need in way] for way in needs("no {Lasing|Cavity} || {about} of")]
    [[['no'], ['Cavity', 'Lasing']], [['of']]]
    """
    return tuple(tuple(_needs(part)) for part in pattern.split(" || "))


def _needs(part: str) -> Iterator[Need]:
    for match in ITEM.finditer(part):
        asked = plain(match)
        if asked == "about" or asked in PUNCTUATION or asked[1:].endswith("?"):
            continue
        asked = re.sub(r"^(?:about|other)[=:]", "", asked)
        if asked.startswith("value"):
            asked = asked.partition(":")[2] or Label.QUANTITY.name
        names = "|".join(cues().get(name, name) for name in asked.split("|")).split("|")
        runs = [_RUN.match(name) for name in names]
        if all(runs):
            found = [run[0] for run in runs if run]
            yield Need(
                frozenset(run for run in found if run[-1] != "*"),
                tuple(run[:-1] for run in found if run[-1] == "*"),
            )


def _ways(rule: Rule) -> Iterator[tuple[Need, ...]]:
    """What a sentence must hold for a rule: of its pattern, and of what must be given besides."""
    for way in needs(rule.pattern):
        for given in needs(rule.given) if rule.given else ((),):
            yield (*way, *given)


@cache
def _bits() -> dict[Need, int]:
    """Each need of any pattern with a bit of its own."""
    patterns = {p for rule in rules() for p in (rule.pattern, rule.given, rule.unless) if p}
    asked = dict.fromkeys(need for p in sorted(patterns) for way in needs(p) for need in way)
    return {need: 1 << place for place, need in enumerate(asked)}


def _mask(way: tuple[Need, ...]) -> int:
    return sum({_bits()[need] for need in way})


@lru_cache(maxsize=1 << 11)
def masks(pattern: str) -> tuple[int, ...]:
    """The bits that a sentence must hold for each alternative of a pattern."""
    return tuple(map(_mask, needs(pattern)))


@cache
def _words_and_beginnings() -> tuple[dict[str, int], dict[str, int]]:
    """The bits of the needs that each word, and each beginning of a word, meets."""
    words: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    for need, bit in _bits().items():
        words |= {word: words.get(word, 0) | bit for word in need.words}
        beginnings |= {start: beginnings.get(start, 0) | bit for start in need.beginnings}
    return words, beginnings


@lru_cache(maxsize=1 << 16)
def _held_by(word: str) -> int:
    words, beginnings = _words_and_beginnings()
    begun = (bits for start, bits in beginnings.items() if word.startswith(start))
    return reduce(or_, begun, words.get(word, 0))


@lru_cache(maxsize=1 << 10)  # rules on stance and on claims ask for the same sentences
def _held_in(text: str) -> int:
    return reduce(or_, map(_held_by, words_of(text)), 0)


@lru_cache(maxsize=1 << 12)
def _held_by_tag(names: str) -> tuple[int, frozenset[str]]:
    """The bits of a tag's names, and the names themselves."""
    words = frozenset(re.findall(r"\w+", names))
    return reduce(or_, map(_held_by, words), 0), words


class Held(NamedTuple):
    """What a sentence with its tags holds of the words and names that patterns ask for."""

    bits: int
    words: frozenset[str]


def held_in(text: str, tags: Iterable[str] = ()) -> Held:
    """What a sentence holds.

    Args:
        text: The sentence.
        tags: What each tag in it calls its item, names separated by blanks.
    """
    bits, words = _held_in(text), {_ANY, *words_of(text)}
    for more, names in map(_held_by_tag, tags):
        bits |= more
        words |= names
    return Held(bits, frozenset(words))


def _anchors(rule: Rule, way: tuple[Need, ...]) -> frozenset[str]:
    """Words of which one is there wherever a rule matches: its property, else the rarest need."""
    if rule.property:
        return frozenset({rule.property})
    whole = (need.words for need in way if not need.beginnings)
    return min(whole, key=len, default=frozenset({_ANY}))


class Candidates:
    """The rules of a set that the words of a sentence allow."""

    def __init__(self, ruleset: Iterable[Rule]) -> None:
        self._rules = tuple(ruleset)
        # needs and place of a rule, under each word or name of which one must be there
        self._ways: dict[str, list[tuple[int, int]]] = {_ANY: []}
        for place, rule in enumerate(self._rules):
            for way in _ways(rule):
                for word in _anchors(rule, way):
                    self._ways.setdefault(word, []).append((_mask(way), place))

    def among(self, held: Held) -> list[Rule]:
        """The rules that may match where this is held, in their order."""
        places = {
            place
            for word in self._ways.keys() & held.words
            for way, place in self._ways[word]
            if way & held.bits == way
        }
        return [self._rules[place] for place in sorted(places)]


@cache
def stance_candidates() -> Candidates:
    """Of the rules that say what is denied or supposed."""
    return Candidates(rules("stance"))


@cache
def claim_candidates() -> Candidates:
    """Of the rules that make claims."""
    return Candidates(claim_rules())


@cache
def coupling_candidates() -> Candidates:
    """Of the rules that say which parts of a device are coupled."""
    return Candidates(rules("coupling"))
