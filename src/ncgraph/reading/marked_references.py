"""Fields of a reference from elements, whatever the format calls them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.reading.elements import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.reading.elements import Element

_LABEL = re.compile(r"\W*(\d{1,4})([a-z]?)\W*")


def numbered(labels: Iterable[str]) -> list[int | str]:
    """Numbers of entries from what each prints; one without takes the number after the last.

    >>> numbered(["1.", "[2]", "", "4a", "Grim14", "1"])
    [1, 2, 3, '4a', 5, 6]
    """
    found: list[int | str] = []
    last = 0
    for printed in labels:
        match = _LABEL.fullmatch(printed)
        number, letter = (int(match[1]), match[2]) if match else (0, "")
        label: int | str = f"{number}{letter}" if letter else number
        if not number or label in found:
            number = label = last + 1
        last = max(last, number)
        found.append(label)
    return found


def author(family: str, given: str) -> str:
    """A name as entries have it, given names shortened to initials.

    >>> author("Grim", "Joel Q."), author("Park", "YS"), author("Lim", "Yu-Sheng"), author("Wu", "")
    ('Grim, J. Q.', 'Park, Y. S.', 'Lim, Y.-S.', 'Wu')
    """
    initials: list[str] = []
    for word in re.findall(r"[^\s.,]+", given):
        if word.isupper() and 1 < len(word) <= 3 and word.isalpha():
            initials += [f"{letter}." for letter in word]
        elif word.startswith("-") and initials and len(word) > 1:
            initials[-1] += f"-{word[1]}."
        else:
            halves = [half for half in re.split(r"[-‐–]", word) if half]
            initials += ["-".join(f"{half[0]}." for half in halves)] if halves else []
    return f"{family}, {' '.join(initials)}" if initials else family


def year_in(printed: str) -> int | None:
    """The first year of a date.

    >>> year_in("2014-05-01"), year_in("in press")
    (2014, None)
    """
    match = re.search(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", printed)
    return int(match[0]) if match else None


def field(element: Element | None) -> str | None:
    """An element's characters without the punctuation around them; none if it has none."""
    return text_of(element).strip(" ,;") or None
