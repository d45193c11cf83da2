"""Abbreviations that a document defines for itself: "amplified emission band (AEB)", then "AEB"."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ncgraph.composition import find, list_elements, parse
from ncgraph.extraction.findings import Found
from ncgraph.extraction.strangers import OTHER
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
_HEAD = re.compile(r"[ -]([a-z]{4,}?)s?\b")
_GLOSS = re.compile(r"\s*\((?P<short>[A-Za-z][A-Za-z0-9-]{1,9}?)s?\)")


@dataclass(slots=True)
class Known:
    """What the sentences of a document have defined and named so far, for those after."""

    terms: dict[str, str] = field(default_factory=dict)  # abbreviation -> CURIE; "": not ours
    solids: dict[str, Found] = field(default_factory=dict)  # abbreviation -> its compound
    codes: dict[str, Sample | None] = field(default_factory=dict)  # None: of several samples
    compounds: dict[str, Sample] = field(default_factory=dict)  # of one layer, by its material
    # the words before samples in the sentences just read, and the samples
    described: deque[tuple[str, Sample]] = field(default_factory=lambda: deque(maxlen=8))
    colloidal: bool = False  # whether the document has called its particles so
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


def _define(found: Findings) -> dict[str, str]:
    """Abbreviation -> term, for those that a sentence defines and the ontology does not know."""
    if "(" not in found.text:
        return {}
    named = [(term.start, term.end, term.term) for term in found.terms if term.term]
    return {
        match["short"]: curie
        for start, end, curie in (*named, *((*span, OTHER) for span in found.others))
        if (match := _GLOSS.match(found.text, end))
        if _abbreviates(match["short"], found.text[start:end])
        if match["short"] not in ontology().case_sensitive_forms()
        if match["short"].lower() not in ontology().surface_forms()
    }


def _define_solids(found: Findings) -> dict[str, Found]:
    """Abbreviation -> compound, as a sentence defines it: "copper indium sulfide (CIS)"."""
    if "(" not in found.text:
        return {}
    return {
        match["short"]: each
        for each in found.materials
        if " " in found.text[each.start : each.end]  # a name, no formula
        if (match := _GLOSS.match(found.text, each.end))
        if _abbreviates(match["short"], found.text[each.start : each.end])
        or match["short"] == "".join(filter(str.isupper, each.formula or ""))  # BiVO4: BVO
        if not _is_formula_of(match["short"], each)
    }


def _is_formula_of(short: str, solid: Found) -> bool:
    """Whether it is the formula itself: "silicon nitride (SiN)"."""
    elements = [{*list_elements(layer.material)} for layer in solid.layers]
    return [{*list_elements(layer.material)} for layer in parse(short)] == elements


def _find_solids(found: Findings, solids: Mapping[str, Found]) -> Iterator[Found]:
    """Mentions of compounds by abbreviations that the document defines."""
    shorts = [short for short in solids if short in found.text]
    for short in shorts:
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?!\w)", found.text):
            yield solids[short]._replace(start=match.start(), end=match.end())


def _foreign(found: Findings) -> dict[str, str]:
    """Abbreviations of ours that a sentence gives another meaning: "solvent extraction (ASE)".

    The letters must begin the words before the parenthesis, and none of these words may stand in
    a label of our term: "amplification of spontaneous emission (ASE)" is ours, in other words.
    """
    if "(" not in found.text or not _CAPITALS.search(found.text):
        return {}
    return {
        match["short"]: ""
        for match in _SPELLED.finditer(found.text)
        if _initials(match["long"]).endswith(match["short"])
        if (
            (term := _known(match["short"]))
            and _label_words(term).isdisjoint(_stems(match["long"]))
        )
        or _is_formula(found, match)
    }


def _is_formula(found: Findings, match: re.Match[str]) -> bool:
    """Whether it would be read as a compound that it is not: "black phosphorus (BP)"."""
    start = match.start("short")
    compound = next((m.layers for m in found.materials if m.start == start), ())
    return bool(compound) and all(f.layers != compound for f in find(match["long"]))


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


def _is_foreign(found: Findings, term: Found, defined: Mapping[str, str]) -> bool:
    """Whether a mention is an abbreviation that the document uses for something else."""
    short = found.text[term.start : term.end]
    return not defined.get(short, "known") or not defined.get(short.removesuffix("s"), "known")


def _headed(text: str, end: int, label: str) -> Found | None:
    """The term that an abbreviated word and the one behind it name: "OG threshold"."""
    following = _HEAD.match(text, end)
    term = following and ontology().surface_forms().get(f"{label} {following[1]}".lower())
    kind = term and ontology().term(term).mention_label
    return Found(end, following.end(), kind, term) if following and kind else None


def _find_defined(found: Findings, defined: Mapping[str, str]) -> Iterator[Found]:
    """Mentions by abbreviations defined earlier in the document."""
    ours = [short for short, term in defined.items() if term and short in found.text]
    if not ours:
        return
    words = "|".join(re.escape(short) for short in sorted(ours, key=len, reverse=True))
    taken = [(f.start, f.end) for f in (*found.terms, *found.materials, *found.quantities)]
    for match in re.finditer(rf"(?<![\w-])({words})s?(?![\w])", found.text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        head = _headed(found.text, match.end(), ontology().term(defined[match[1]]).label)
        if head:
            yield head._replace(start=match.start())
            continue
        label = ontology().term(defined[match[1]]).mention_label
        if defined[match[1]] == OTHER:
            found.others.append(match.span())
        elif label is not None:
            yield Found(start=match.start(), end=match.end(), label=label, term=defined[match[1]])


def settle_abbreviations(found: Findings, known: Known) -> None:
    """Read the abbreviations of a sentence as its document defines them, and learn its own."""
    known.terms.update(_foreign(found))
    known.solids.update(_define_solids(found))
    solids = {each.start: each for each in _find_solids(found, known.solids)}
    if "" in known.terms.values():
        found.terms[:] = [t for t in found.terms if not _is_foreign(found, t, known.terms)]
        strange = [m for m in found.materials if _is_foreign(found, m, known.terms)]
        found.materials[:] = [m for m in found.materials if m not in strange]
        found.others.extend((m.start, m.end) for m in strange if m.start not in solids)
    if solids:
        found.materials[:] = [
            *(m for m in found.materials if m.start not in solids),
            *solids.values(),
        ]
        found.materials.sort(key=lambda material: material.start)
    found.terms.extend(_find_defined(found, known.terms))
    known.terms.update(_define(found))
