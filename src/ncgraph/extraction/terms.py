"""Mentions of ontology terms, by phrase: labels, synonyms and their inflections, nothing else."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher

from ncgraph.extraction.abbreviations import Known, settle_abbreviations
from ncgraph.extraction.findings import Found, findings
from ncgraph.extraction.strangers import OTHER
from ncgraph.extraction.wording import has_any
from ncgraph.model import Dimension, Label
from ncgraph.ontology import ontology
from ncgraph.units import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from ncgraph.extraction.findings import Findings


# looked up so that "HeNe laser" hides "laser", "damage threshold" a threshold; then left out
_HIDING = ("ncg:LaserTool", "ncg:OtherThreshold", "ncg:OtherYield", OTHER)
_GAINED = "ncg:OpticalGain"
_PEAK = "ncg:EmissionPeak"  # who sees the ASE peak sees ASE
_OF_PEAK = frozenset({"position", "positions", "wavelength", "wavelengths"})  # not seen by itself
_MAY_IMPLY = frozenset({Label.CAVITY, Label.PIC_COMPONENT})


def label_of(curie: str) -> Label | None:
    """The mention label of a term; properties too general to be mentions still guide the rules."""
    if ontology().is_a(curie, "ncg:Property"):
        return Label.PROPERTY
    return ontology().term(curie).mention_label


# "a Q factor of 3,400", "the yield was pushed to 0.93": the number that follows needs no unit
_NUMBER = (
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?P<power>\s*[×x·]\s*10(?:\^?\d+|[⁰¹²³⁴-⁹]+)|(?<=10)(?:\^\d+|[⁰¹²³⁴-⁹]+))?"
    r"(?![\w%^]|[.,‚]\d|\s*(?:×|±|[kMµmnpf]?(?:m|W|J|K|s|V|eV)\b))"
)
# "the Q factor of the loaded ring is 2,400": whose it is may stand before the verb
_OF_WHOM = (
    r"(?:\s+(?:of|for|in)\s+(?:[^,;.()]|\.(?=\d)){1,70}?(?=,?\s(?:is|was|are|were|can|reach\w*|exceed\w*"
    r"|amount\w*|attain\w*|dropp?ed|drops|fell|falls|rose|rises|increased|improved|equals)\s))?"
)
_PLAIN_NUMBER = re.compile(
    rf"{_OF_WHOM}"
    r"(?:\s*\([^()]{0,12}\)|\))?(?:,?\s+(?:of|is|was|were|are|being|be|been|to|at|by|up|as"
    r"|in excess|high|low|large|exceed\w*|reach\w*|amount\w*|attain\w*|estimated|determined"
    r"|measured|found|calculated|pushed|raised|increased|reduced|dropp?ed|drops|fell|falls|rose|rises"
    r"|from|stays|stayed|remains|remained|can|equals|improved|value|values|about|around"
    r"|approximately|nearly|some|over|above|below|factor|index|more|less|than|only|least|most"
    r"|which|seldom|never|a|mere)){0,8}"
    rf"\s*(?:[,(]?\s*[^\W\d]\w{{0,6}}\s*(?=[=≈~<>])|\(\s*)?[=≈~<>⟩]*\s*{_NUMBER}"
)
_NEXT_NUMBER = re.compile(rf"(?:\s*\([^()]{{1,20}}\))?\s*(?:,|,?\s*\b(?:and|or|to))\s+{_NUMBER}")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _ratios(text: str, term: Found) -> Iterator[Found]:
    """The bare numbers after a property without unit: Q factors, an index, an exciton number."""
    if ontology().term(term.term or "").dimension != (Dimension.RATIO,):
        return
    match = _PLAIN_NUMBER.match(text, term.end)
    while match is not None:
        value = _ratio_value(match)
        if math.isfinite(value):
            yield Found(
                start=match.start("number"),
                end=match.end("power" if match["power"] else "number"),
                label=Label.QUANTITY,
                mentioned=False,
                quantity=quantity(value, ""),
            )
        match = _NEXT_NUMBER.match(text, match.end())


def _ratio_value(match: re.Match[str]) -> float:
    """The number that stands there; infinite where it is too large for a float."""
    mantissa, power = match["number"].replace(",", ""), match["power"] or ""
    if power and "10" not in power:
        mantissa = "1"  # "10^5" is a power alone
    exponent = re.sub(r".*10|\^", "", power).translate(_RAISED)
    return float(f"{mantissa}e{exponent or 0}")


# "two-photon-pumped gain": by itself the word is optical gain, unless another noun owns it
_GAIN = re.compile(
    r"\bgain(?<![\w-]gain)(?<!to gain)(?<!can gain)(?<!PMT gain)(?<!weight gain)(?<!voltage gain)"
    r"(?<!current gain)(?<!avalanche gain)(?<!detector gain)(?<!antenna gain)(?<!multiplier gain)"
    r"(?![\w-])"
    r"(?! (?:of \d|of function|in weight|medi(?:um|a)|materials?|coefficients?|spectr\w+|insight|"
    r"access|control|bandwidth|lifetime|cross|saturation|mechanisms?|model|region|section|chip|"
    r"an?\b|the\b|attention|momentum|capability|peaks?|profile|length|factor|switching|setting))",
    re.IGNORECASE,
)


_GAIN_WORD = frozenset({"gain"})


def _bare_gain(found: Findings) -> list[Found]:
    if not has_any(found.text, _GAIN_WORD):
        return []
    taken = [(f.start, f.end) for f in found.terms]
    return [
        Found(start=m.start(), end=m.end(), label=Label.OUTCOME, term=_GAINED, mentioned=False)
        for m in _GAIN.finditer(found.text)
        if not any(low < m.end() and m.start() < high for low, high in taken)
    ]


class _Phrase(NamedTuple):
    """What a phrase stands for; `written` are its spellings where only these count."""

    curie: str
    label: Label | None
    mentioned: bool
    may_imply: bool  # an outcome inside it is spoken of as well
    written: frozenset[str]


_Match = tuple[int, int, _Phrase]  # a phrase in a doc, `doc[start:end]`


def _precedence(match: _Match) -> tuple[int, int, bool]:
    start, end, phrase = match
    return start - end, start, bool(phrase.written)


def _longest(matches: list[_Match]) -> list[_Match]:
    """Of overlapping matches the longest, then the first, then the one of any case."""
    if all(left[1] <= right[0] for left, right in pairwise(matches)):
        return matches
    chosen: list[_Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=_precedence):
        start, end, _ = match
        if start not in taken and end - 1 not in taken:
            chosen.append(match)
            taken.update(range(start, end))
    return sorted(chosen, key=itemgetter(0))


class TermFinder:
    """Looks up every phrase of the ontology in linear time; the longest of overlapping ones wins.

    Short abbreviations in capitals (NR, FP, LED) are matched as written, all else in any case.
    """

    def __init__(self, nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._phrases: dict[int, _Phrase] = {}
        any_case, as_written = ontology().surface_forms(), ontology().case_sensitive_forms()
        for forms, key in ((any_case, "{}"), (as_written, "{} as written")):
            by_term: dict[str, list[str]] = {}
            for form, curie in forms.items():
                if label_of(curie) is not None or curie in _HIDING:
                    by_term.setdefault(curie, []).append(form)
            for curie, spelled in by_term.items():
                self._matcher.add(key.format(curie), [nlp.make_doc(form) for form in spelled])
                self._phrases[nlp.vocab.strings[key.format(curie)]] = _Phrase(
                    curie=curie,
                    label=label_of(curie),
                    mentioned=ontology().term(curie).mention_label is not None,
                    may_imply=label_of(curie) in _MAY_IMPLY or ontology().is_a(curie, _PEAK),
                    written=frozenset(spelled if forms is as_written else ()),
                )

    def _find(self, doc: Doc) -> list[_Match]:
        """All phrases, in the order of their beginnings."""
        found: list[_Match] = []
        for key, start, end in self._matcher(doc):
            phrase = self._phrases[key]
            written = phrase.written
            if not written or "".join([doc[at].text for at in range(start, end)]) in written:
                found.append((start, end, phrase))
        return found

    def __call__(self, doc: Doc) -> Doc:
        """Fill `findings(doc).terms`; words inside a formula or a quantity are not terms."""
        matches = self._find(doc)
        found = findings(doc)
        taken = [(f.start, f.end) for f in (*found.materials, *found.quantities)]
        for begin, until, phrase in _longest(matches):
            if phrase.label is None and phrase.curie != OTHER:
                continue
            last = doc[until - 1]
            start, end = doc[begin].idx, last.idx + len(last)
            if phrase.label is None:
                found.others.append((start, end))
                continue
            if taken and any(low <= start and end <= high for low, high in taken):
                continue
            implied = None
            if phrase.may_imply and last.lower_ not in _OF_PEAK:
                inside = (
                    p.curie
                    for low, high, p in matches
                    if begin <= low and high <= until and p.label is Label.OUTCOME
                )
                implied = next(inside, None)
            found.terms.append(
                Found(start, end, phrase.label, phrase.curie, implied, phrase.mentioned)
            )
        memory: Known = doc.user_data.get("known") or Known()
        settle_abbreviations(found, memory)
        found.terms.extend(_bare_gain(found))
        properties = (t for t in found.terms if t.label is Label.PROPERTY)
        ratios = {r.start: r for t in properties for r in _ratios(found.text, t)}
        known = {q.start for q in found.quantities}
        found.quantities.extend(r for start, r in ratios.items() if start not in known)
        return doc


@Language.factory("ncgraph_terms", assigns=["doc._.findings"])
def make_terms(nlp: Language, name: str) -> TermFinder:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_terms`."""
    return TermFinder(nlp)
