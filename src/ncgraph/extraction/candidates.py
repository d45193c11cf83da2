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

_LONG = 4  # letters; words with fewer are in most sentences
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


def _is_about(rule: Rule) -> Need:
    """That something is there which the rule can be asked about."""
    return Need(frozenset({rule.property}), ())


@cache
def _bits() -> dict[Need, int]:
    """Each need of any pattern with a bit of its own, and what rules are about."""
    patterns = {p for rule in rules() for p in (rule.pattern, rule.given, rule.unless) if p}
    asked = dict.fromkeys(need for p in sorted(patterns) for way in needs(p) for need in way)
    asked |= dict.fromkeys(_is_about(rule) for rule in rules() if rule.property)
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
def _held_by_tag(names: str) -> int:
    return reduce(or_, map(_held_by, re.findall(r"\w+", names)), 0)


def held_in(text: str, tags: Iterable[str] = ()) -> int:
    """The bits of what a sentence holds of the words and names that patterns ask for.

    Args:
        text: The sentence.
        tags: What each tag in it calls its item, names separated by blanks.
    """
    return reduce(or_, map(_held_by_tag, tags), _held_in(text))


def _frequency(need: Need) -> tuple[bool, int]:
    """Smaller is rarer: few words, none of them short, and none a name that tags may have."""
    common = any(len(word) < _LONG or word[0].isupper() for word in need.words)
    return common, len(need.words) + len(need.beginnings)


class Candidates:
    """The rules of a set that the words of a sentence allow."""

    def __init__(self, ruleset: Iterable[Rule]) -> None:
        self._rules = tuple(ruleset)
        # what a rule needs, and its place, under the bit of its rarest need; under 0 without any
        self._ways: dict[int, list[tuple[int, int]]] = {0: []}
        for place, rule in enumerate(self._rules):
            about = (_is_about(rule),) if rule.property else ()
            for way in _ways(rule):
                asked = (*way, *about)
                anchor = _bits()[min(asked, key=_frequency)] if asked else 0
                self._ways.setdefault(anchor, []).append((_mask(asked), place))
        self._anchors = reduce(or_, self._ways)

    def among(self, held: int) -> list[Rule]:
        """The rules that may match where this is held, in their order."""
        places = {place for _, place in self._ways[0]}
        left = held & self._anchors
        while left:
            anchor = left & -left
            left ^= anchor
            places.update(place for way, place in self._ways[anchor] if way & held == way)
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
