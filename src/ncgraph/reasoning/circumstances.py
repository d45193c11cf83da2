"""What sets two statements apart that no claim carries: read from their sentences.

A claim has its pump and cavity. That a film was cooled, or that only the thin shells failed, stands
in the words alone, and makes of a conflict two results that go together.
"""

from __future__ import annotations

import re

_ROOM = 295.0  # kelvin; where no temperature is told, papers mean that of the room
_SLACK = 15.0  # rooms differ by so much
_KELVIN = re.compile(r"(?<![=\d.])(?<!= )\b(\d{1,3}(?:\.\d+)?)\s?K\b")  # not "T0 = 96 K"
_CELSIUS = re.compile(r"(?<![\d.])([-−]?\d{1,3}(?:\.\d+)?)\s?°\s?C\b")
_AT_ROOM = re.compile(r"\b(?:room|ambient)[ -]temperature\b", re.I)
_ORDER = re.compile(r"\b(one|single|two|three|four|five)(?=-photon|-\s*(?:,|and|or|to)\s)", re.I)
# "no lasing when the waveguide alone is pumped" denies what was shown otherwise of nothing, and
# "dots with a shell thinner than 3 nm showed none" nothing of the others
_OF_ITS_OWN = re.compile(
    r"\b(?:when|whenever|once|if|unless|until|without|below"
    r"|(?:thinner|thicker|shorter|longer|smaller|larger|bigger|fewer|less|more) than)\b",
    re.I,
)


def is_of_its_own(denial: str) -> bool:
    """Whether a sentence denies an outcome for some of the samples or under one circumstance only.

    >>> is_of_its_own("Wires shorter than 5 µm did not lase."), is_of_its_own("They did not lase.")
    (True, False)
    """
    return _OF_ITS_OWN.search(denial) is not None


def may_be_alike(one: str, other: str) -> bool:
    """Whether two sentences may tell of one temperature and one number of photons.

    The temperature is that of the room where none is named.

    >>> may_be_alike("At 80 K the film lased.", "It did not lase.")
    False
    >>> may_be_alike("Two-photon-pumped lasing was seen.", "Four-photon lasing was not.")
    False
    """
    orders = [{word.lower() for word in _ORDER.findall(text)} for text in (one, other)]
    if all(orders) and orders[0].isdisjoint(orders[1]):
        return False
    return any(abs(a - b) <= _SLACK for a in _temperatures(one) for b in _temperatures(other))


def _temperatures(text: str) -> list[float]:
    """In kelvin."""
    found = [float(number) for number in _KELVIN.findall(text)]
    found += [float(number.replace("−", "-")) + 273.15 for number in _CELSIUS.findall(text)]
    if _AT_ROOM.search(text) or not found:
        found.append(_ROOM)
    return found
