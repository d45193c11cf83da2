"""Abbreviations that a document defines for itself: "amplified emission band (AEB)", then "AEB"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.extraction.findings import Found
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ncgraph.extraction.findings import Findings

_GLOSS = re.compile(r"\s*\((?P<short>[A-Za-z][A-Za-z0-9-]{1,9}?)s?\)")


def _abbreviates(short: str, phrase: str) -> bool:
    """Whether the letters of `short` begin words or syllables of `phrase`, in their order.

    >>> _abbreviates("CQW", "colloidal quantum wells"), _abbreviates("TEM", "quantum dots")
    (True, False)
    """
    letters = [c.lower() for c in short if c.isalpha()]
    if sum(c.isupper() for c in short) < 2 or phrase[:1].lower() != letters[0]:
        return False
    at = 0
    for letter in letters:
        at = phrase.lower().find(letter, at) + 1
        if not at:
            return False
    return True


def define(found: Findings) -> dict[str, str]:
    """Abbreviation -> term, for those that a sentence defines and the ontology does not know."""
    if "(" not in found.text:
        return {}
    return {
        match["short"]: term.term
        for term in found.terms
        if term.term and (match := _GLOSS.match(found.text, term.end))
        if _abbreviates(match["short"], found.text[term.start : term.end])
        if match["short"] not in ontology().case_sensitive_forms()
        if match["short"].lower() not in ontology().surface_forms()
    }


def find_defined(found: Findings, defined: Mapping[str, str]) -> Iterator[Found]:
    """Mentions by abbreviations defined earlier in the document."""
    if not any(short in found.text for short in defined):
        return
    words = "|".join(re.escape(short) for short in sorted(defined, key=len, reverse=True))
    taken = [(f.start, f.end) for f in (*found.terms, *found.materials, *found.quantities)]
    for match in re.finditer(rf"(?<![\w-])({words})s?(?![\w])", found.text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        label = ontology().term(defined[match[1]]).mention_label
        if label is not None:
            yield Found(start=match.start(), end=match.end(), label=label, term=defined[match[1]])
