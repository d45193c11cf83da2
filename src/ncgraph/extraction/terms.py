"""Mentions of ontology terms, by phrase: labels, synonyms and their inflections, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher

from ncgraph.extraction.abbreviations import define, find_defined
from ncgraph.extraction.findings import Found, findings
from ncgraph.model import Dimension, Label
from ncgraph.ontology import ontology
from ncgraph.units import quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc


_TOOL = "ncg:LaserTool"  # looked up so that "HeNe laser" hides "laser", then left out
_PEAK = "ncg:EmissionPeak"  # who sees the ASE peak sees ASE
_OF_PEAK = frozenset({"position", "positions", "wavelength", "wavelengths"})  # not seen by itself
_MAY_IMPLY = frozenset({Label.CAVITY, Label.PIC_COMPONENT})


def label_of(curie: str) -> Label | None:
    """The mention label of a term; properties too general to be mentions still guide the rules."""
    if ontology().is_a(curie, "ncg:Property"):
        return Label.PROPERTY
    return ontology().term(curie).mention_label


# "a Q factor of 3,400", "refractive index of 1.91": the number that follows needs no unit
_PLAIN_NUMBER = re.compile(
    r"(?:\s+(?:of|is|was|were|are|exceeded|exceeds|reached|reaches|about|around|approximately|up|to"
    r"|be|as|high|low|factor|index|more|than|only))*\s*[=≈~]?\s*(?P<number>\d[\d,]*(?:\.\d+)?"
    r"(?:\s*×\s*10\^?\d+)?)(?![\w.%^]|\s*(?:×|±|[kMµmnpf]?(?:m|W|J|K|s|V|eV)\b))"
)


def _ratio(text: str, term: Found) -> Found | None:
    """The bare number after a property without unit: a Q factor, an index, an exciton number."""
    if ontology().term(term.term or "").dimension != (Dimension.RATIO,):
        return None
    match = _PLAIN_NUMBER.match(text, term.end)
    if match is None:
        return None
    mantissa, _, power = match["number"].replace(",", "").replace("^", "").partition("×")
    value = float(mantissa) * 10 ** (int(power.strip()[2:]) if power else 0)
    return Found(
        start=match.start("number"),
        end=match.end("number"),
        label=Label.QUANTITY,
        mentioned=False,
        quantity=quantity(value, ""),
    )


class _Phrase(NamedTuple):
    """What a phrase stands for; `written` are its spellings where only these count."""

    curie: str
    label: Label | None
    mentioned: bool
    may_imply: bool  # an outcome inside it is spoken of as well
    written: frozenset[str]


class _Match(NamedTuple):
    """A phrase in a doc, `doc[start:end]`."""

    phrase: _Phrase
    start: int
    end: int

    def is_written_so(self, doc: Doc) -> bool:
        written = self.phrase.written
        return not written or "".join([t.text for t in doc[self.start : self.end]]) in written


def _longest(matches: list[_Match]) -> list[_Match]:
    """Of overlapping matches the longest, then the first, then the one of any case."""
    if len(matches) < 2:
        return matches
    chosen: list[_Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        if match.start not in taken and match.end - 1 not in taken:
            chosen.append(match)
            taken.update(range(match.start, match.end))
    return sorted(chosen, key=lambda match: match.start)


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
                if label_of(curie) is not None or ontology().is_a(curie, _TOOL):
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
        """All phrases, those of any case first."""
        found = [_Match(self._phrases[key], start, end) for key, start, end in self._matcher(doc)]
        matches = [match for match in found if match.is_written_so(doc)]
        return sorted(matches, key=lambda match: bool(match.phrase.written))

    def __call__(self, doc: Doc) -> Doc:
        """Fill `findings(doc).terms`; words inside a formula or a quantity are not terms."""
        matches = self._find(doc)
        found = findings(doc)
        taken = [(f.start, f.end) for f in (*found.materials, *found.quantities)]
        outcomes = [match for match in matches if match.phrase.label is Label.OUTCOME]
        for match in _longest(matches):
            phrase, first, last = match.phrase, doc[match.start], doc[match.end - 1]
            start, end = first.idx, last.idx + len(last)
            if phrase.label is None or any(low <= start and end <= high for low, high in taken):
                continue
            implied = None
            if phrase.may_imply and last.lower_ not in _OF_PEAK:
                inside = (o for o in outcomes if match.start <= o.start and o.end <= match.end)
                implied = next((outcome.phrase.curie for outcome in inside), None)
            found.terms.append(
                Found(
                    start=start,
                    end=end,
                    label=phrase.label,
                    term=phrase.curie,
                    implies=implied,
                    mentioned=phrase.mentioned,
                )
            )
        defined: dict[str, str] = doc.user_data.get("abbreviations", {})
        found.terms.extend(find_defined(found, defined))
        defined.update(define(found))
        ratios = (_ratio(found.text, t) for t in found.terms if t.label is Label.PROPERTY)
        known = {q.start for q in found.quantities}
        found.quantities.extend(r for r in ratios if r is not None and r.start not in known)
        return doc


@Language.factory("ncgraph_terms", assigns=["doc._.findings"])
def make_terms(nlp: Language, name: str) -> TermFinder:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_terms`."""
    return TermFinder(nlp)
