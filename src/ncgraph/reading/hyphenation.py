"""Whether a hyphen at the end of a line belongs to the word or only broke it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ncgraph.reading.lexicon import table

if TYPE_CHECKING:
    from ncgraph.reading.writer import Writer


# What makes one word of the first half: "high-ly", "size-able", "light-ened".
_ENDING = re.compile(
    r"(?:[a-z]{1,3}|able|less|ness|ment|ened|ening|enings|ering|ered|ages|lights?|lighted|ship|ward)"
    r"(?![a-z])"
)


def join_word(writer: Writer, right: str) -> None:
    """Drop the hyphen just written if it only broke a line.

    The paper itself tells: it writes the word whole elsewhere, or with its hyphen, or both halves
    as words of their own; if it does none of these, the hyphen is the line's, unless the first half
    is one that compounds begin with.
    """
    left = re.search(r"([^\W\d_]+)-$", writer.tail())
    if left is None:
        return
    if breaks(left[1].lower(), right, _vocabulary(writer.source)):
        writer.take_back()


def breaks(first: str, right: str, words: frozenset[str] | set[str]) -> bool:
    """Whether the hyphen between two halves is the line's, by the words of the paper."""
    hyphened = f"{first}-{right}" in words or (first in words and right in words)
    if first in table("compounds")["first"] and not _ENDING.match(right):
        hyphened = True  # "continuous-wave"
    return f"{first}{right}" in words or not hyphened


@lru_cache(maxsize=2)
def _vocabulary(source: str) -> frozenset[str]:
    """Words of the source in lower case, those that a line break cuts left out."""
    pattern = r"(?<![\w-])(?<!-\n)(?<!-\r\n)[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])"
    return frozenset(re.findall(pattern, source.lower()))
