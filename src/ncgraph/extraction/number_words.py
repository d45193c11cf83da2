"""Numbers in words before a unit: "twelve nanometres", "two to three hundred ps"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.extraction.wording import has_any
from ncgraph.units import UNIT_PATTERN, parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.units import Unit

_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: float(value) for value, word in enumerate(_SMALL.split())}
_VALUES |= {word: 10.0 * value for value, word in enumerate(_TENS.split(), start=2)}
_VALUES |= {"half a": 0.5, "half an": 0.5, "a": 1.0, "single": 1.0}
_SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6}

_UNIT_WORD = "|".join(sorted(_VALUES.keys() - {"a"}, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_ONE = (
    rf"(?:(?:(?:{_UNIT_WORD})(?:[ -](?:{_UNIT_WORD}))?|a(?= (?:{_SCALE})))"
    rf"(?: (?:{_SCALE})(?:(?: and)? (?:{_UNIT_WORD})(?:-(?:{_UNIT_WORD}))?)?)*)"
)
_INITIALS = "".join(sorted({word[0] for word in _VALUES}))  # the words are dear to try elsewhere
_PRINTED = re.compile(
    rf"(?<![\w-])(?=[{_INITIALS}])"
    rf"(?P<low>{_ONE})(?: (?:to|or) (?P<high>{_ONE}))?[ -](?P<unit>{UNIT_PATTERN})"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PER = re.compile(r" (?:per|a|in each|in every) ")  # "two excitons per dot" is an average
NUMBER_WORDS = frozenset(f"{_UNIT_WORD}|{_SCALE}|half".split("|"))  # one is in any match
_SHORTEST = 2  # letters of a unit; "one A", "three s" are no quantities


def numbers_in_words(plain: str) -> Iterator[tuple[int, int, float, float | None, Unit]]:
    """Start, end, value, upper end and unit of each; of units that measure, not of mere counts.

    >>> [(low, unit.spelling) for _, _, low, _, unit in numbers_in_words("some forty-two kW/cm2")]
    [(42.0, 'kW/cm2')]
    """
    for match in _PRINTED.finditer(plain) if has_any(plain, NUMBER_WORDS) else ():
        unit = parse_unit(match["unit"])
        if unit is None or len(match["unit"]) < _SHORTEST or unit.spelling == "times":
            continue
        if unit.spelling == "excitons" and not _PER.match(plain, match.end()):
            continue
        high = _value(match["high"]) if match["high"] else None
        low = _value(match["low"])
        if high is not None and high >= 100 > low and not re.search(_SCALE, match["low"]):
            low *= 100.0 if high < 1000 else 1000.0  # "two to three hundred"
        yield match.start(), match.end(), low, high, unit


def _value(words: str) -> float:
    total = current = 0.0
    for word in re.findall(rf"half an?|{_SCALE}|[a-z]+", words.lower()):
        if word in _SCALES:
            current = (current or 1.0) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0.0
        else:
            current += _VALUES.get(word, 0.0)
    return total + current
