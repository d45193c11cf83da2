"""Patterns looked for in a sentence: only what its words allow, only where it can stand.

Of the alternatives of a pattern those are tried whose words the sentence holds. What is around the
marked mention is looked for in its clause alone, what begins or ends with the mention from there
or up to there. Nothing else could match; most searches are spared or end after a few characters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.extraction.candidates import masks
from ncgraph.extraction.rulebook import ANY_NAME, CLAUSE, compile_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_ABOUT = "{about"


class _Way(NamedTuple):
    """One alternative of a pattern, and which of the places of `Searched` it lies between."""

    mask: int
    expression: re.Pattern[str]
    low: int
    high: int


@lru_cache(maxsize=1 << 11)
def _ways(pattern: str, names: str) -> tuple[_Way, ...]:
    ways = []
    for part, mask in zip(pattern.split(" || "), masks(pattern), strict=True):
        items = part.split()
        inside = 1 if _ABOUT in part and "...." not in part else 0
        low = 2 if items[0].startswith(_ABOUT) else inside
        high = 2 if items[-1].startswith(_ABOUT) else inside
        ways.append(_Way(mask, compile_pattern(part, names), low, high))
    return tuple(ways)


class Searched(NamedTuple):
    """A sentence as patterns see it; each pair of places narrows the one before.

    `lows` and `highs` bound the whole text, the clause of the marked mention, and its tag; without
    a mark they are those of the text.
    """

    text: str
    bits: int  # what the sentence holds
    lows: tuple[int, int, int]
    highs: tuple[int, int, int]

    @classmethod
    def whole(cls, text: str, bits: int) -> Searched:
        """A text without a mark."""
        return cls(text, bits, (0, 0, 0), (len(text),) * 3)

    @classmethod
    def marked(cls, text: str, bits: int, mark: int) -> Searched:
        """A text with a mention marked, the tag of which begins at `mark`."""
        ending = text.find(CLAUSE, mark)
        lows = (0, text.rfind(CLAUSE, 0, mark) + 1, mark)
        highs = (len(text), ending if ending >= 0 else len(text), text.index("⟧", mark) + 1)
        return cls(text, bits, lows, highs)

    def first(self, pattern: str, names: str = ANY_NAME, position: int = 0) -> re.Match[str] | None:
        """The leftmost match from a position on; at one place the earlier alternative wins.

        Args:
            pattern: Of a rule.
            names: The tag names a `{value}` may have.
            position: Where to begin.
        """
        text, bits, lows, highs = self
        found: re.Match[str] | None = None
        for mask, expression, low, high in _ways(pattern, names):
            if mask & bits == mask:
                match = expression.search(text, max(position, lows[low]), highs[high])
                if match and (found is None or match.start() < found.start()):
                    found = match
        return found

    def has(self, pattern: str) -> bool:
        """Whether a pattern matches anywhere."""
        text, bits, lows, highs = self
        for mask, expression, low, high in _ways(pattern, ANY_NAME):
            if mask & bits == mask and expression.search(text, lows[low], highs[high]):
                return True
        return False

    def forbids(self, pattern: str, value: str) -> bool:
        """Whether a pattern matches; what it says of a value counts of this one alone.

        Args:
            pattern: Where a rule keeps silent.
            value: The number of the quantity that the rule has found; empty if it states none.
        """
        text, bits, lows, highs = self
        for mask, expression, low, high in _ways(pattern, ANY_NAME):
            if mask & bits != mask:
                continue
            match = expression.search(text, lows[low], highs[high])
            while match and value and "value" in expression.groupindex and match["value"] != value:
                match = expression.search(text, match.start() + 1, highs[high])
            if match:
                return True
        return False

    def every(self, pattern: str) -> Iterator[re.Match[str]]:
        """All matches of a pattern, none overlapping the one before."""
        match = self.first(pattern)
        while match is not None:
            yield match
            match = self.first(pattern, position=match.end())
