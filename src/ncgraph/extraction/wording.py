"""The words of a text: what prefilters ask before a search is tried that needs one of them."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1 << 10)  # each finder asks for those of each sentence of a batch
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, each once.

    >>> sorted(words_of("A 40-nm film"))
    ['40', 'a', 'film', 'nm']
    """
    return frozenset(_WORD.findall(text.lower()))


def has_any(text: str, words: frozenset[str]) -> bool:
    """Whether one of these words, given in lower case, stands in a text.

    >>> has_any("Less than 40 nm", frozenset({"than"}))
    True
    """
    return not words.isdisjoint(words_of(text))
