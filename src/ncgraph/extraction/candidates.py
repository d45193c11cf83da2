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
from ncgraph.model import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

_RUN = re.compile(r"\w+\*?")


class Need(NamedTuple):
    """One of these whole words or tag names, or one of these beginnings of words."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def is_met(self, word: str) -> bool:
        """Whether this word is one of them."""
        return word in self.words or word.startswith(self.beginnings)


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
        asked = re.sub(r"^about[=:]", "", asked)
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


class Candidates:
    """The rules of a set that the words of a sentence allow."""

    def __init__(self, ruleset: Iterable[Rule]) -> None:
        self._rules = tuple(ruleset)
        bits: dict[Need, int] = {}
        self._ways: dict[str, list[tuple[int, int]]] = {"": []}  # by property: needs, rule's place
        for place, rule in enumerate(self._rules):
            ways = self._ways.setdefault(rule.property, [])
            for way in needs(rule.pattern):
                asked = {bits.setdefault(need, 1 << len(bits)) for need in way}
                ways.append((sum(asked), place))

        @lru_cache(maxsize=1 << 16)
        def met(word: str) -> int:
            return sum(bit for need, bit in bits.items() if need.is_met(word))

        self._met = met

    def among(self, words: Set[str]) -> list[Rule]:
        """The rules that may match where there are these words and tag names, in their order."""
        held = reduce(or_, map(self._met, words), 0)
        places = {
            place
            for name in ("", *(self._ways.keys() & words))
            for way, place in self._ways[name]
            if way & held == way
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
