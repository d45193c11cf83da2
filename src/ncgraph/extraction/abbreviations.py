"""Abbreviations that a document defines for itself: "amplified emission band (AEB)", then "AEB"."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ncgraph.extraction.findings import Found
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ncgraph.extraction.findings import Findings, Sample
    from ncgraph.model import Layer

_SPELLED = re.compile(
    r"(?<![A-Za-z])(?P<long>(?:[A-Za-z]++[\s-]++){1,8}+)\((?P<short>[A-Z][A-Z0-9]{1,9})s?\)"
)
_CAPITALS = re.compile(r"\([A-Z][A-Z0-9]")
_SMALL = frozenset({"of", "the", "and", "for", "in", "by", "with", "a", "an"})
_GLOSS = re.compile(r"\s*\((?P<short>[A-Za-z][A-Za-z0-9-]{1,9}?)s?\)")


@dataclass(slots=True)
class Known:
    """What the sentences of a document have defined and named so far, for those after."""

    terms: dict[str, str] = field(default_factory=dict)  # abbreviation -> CURIE; "": not ours
    codes: dict[str, Sample | None] = field(default_factory=dict)  # None: of several samples
    compounds: dict[str, Sample] = field(default_factory=dict)  # of one layer, by its material
    # the words before samples in the sentences just read, and the samples
    described: deque[tuple[str, Sample]] = field(default_factory=lambda: deque(maxlen=8))
    emitter: Sample | None = None  # the one that the last sentence to name emitters names
    spoken: tuple[Sample, ...] = ()  # those with a formula in the sentence before
    # of several layers, by their core and by all their layers
    layered: dict[str, dict[tuple[Layer, ...], Sample]] = field(default_factory=dict)


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


def foreign(found: Findings) -> dict[str, str]:
    """Abbreviations of ours that a sentence gives another meaning: "solvent extraction (ASE)".

    The letters must begin the words before the parenthesis, and none of these words may stand in
    a label of our term: "amplification of spontaneous emission (ASE)" is ours, in other words.
    """
    if "(" not in found.text or not _CAPITALS.search(found.text):
        return {}
    return {
        match["short"]: ""
        for match in _SPELLED.finditer(found.text)
        if (term := _known(match["short"])) and _initials(match["long"]).endswith(match["short"])
        if _label_words(term).isdisjoint(_stems(match["long"]))
    }


def _known(short: str) -> str | None:
    forms = ontology().case_sensitive_forms()
    return forms.get(short) or ontology().surface_forms().get(short.lower())


def _initials(words: str) -> str:
    return "".join(w[0].upper() for w in re.findall(r"[^\s-]+", words) if w not in _SMALL)


def _stems(words: str) -> frozenset[str]:
    """The words by their first letters: a plural or an adjective is the same word."""
    return frozenset(w[:5].lower() for w in re.findall(r"[^\W\d]+", words) if w not in _SMALL)


@lru_cache(maxsize=256)
def _label_words(curie: str) -> frozenset[str]:
    term = ontology().term(curie)
    return frozenset().union(*map(_stems, (term.label, *term.synonyms, *term.hidden)))


def is_foreign(found: Findings, term: Found, defined: Mapping[str, str]) -> bool:
    """Whether a mention is an abbreviation that the document uses for something else."""
    short = found.text[term.start : term.end]
    return not defined.get(short, "known") or not defined.get(short.removesuffix("s"), "known")


def find_defined(found: Findings, defined: Mapping[str, str]) -> Iterator[Found]:
    """Mentions by abbreviations defined earlier in the document."""
    ours = [short for short, term in defined.items() if term and short in found.text]
    if not ours:
        return
    words = "|".join(re.escape(short) for short in sorted(ours, key=len, reverse=True))
    taken = [(f.start, f.end) for f in (*found.terms, *found.materials, *found.quantities)]
    for match in re.finditer(rf"(?<![\w-])({words})s?(?![\w])", found.text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        label = ontology().term(defined[match[1]]).mention_label
        if label is not None:
            yield Found(start=match.start(), end=match.end(), label=label, term=defined[match[1]])
