"""Mentions of ontology terms, by phrase: labels, synonyms and their inflections, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from ncgraph.extraction.abbreviations import define, find_defined
from ncgraph.extraction.findings import Found, findings
from ncgraph.model import Dimension, Label
from ncgraph.ontology import ontology
from ncgraph.units import quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


_TOOL = "ncg:LaserTool"  # looked up so that "HeNe laser" hides "laser", then left out
_PEAK = "ncg:EmissionPeak"  # who sees the ASE peak sees ASE
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


class TermFinder:
    """Looks up every phrase of the ontology in linear time; the longest of overlapping ones wins.

    Short abbreviations in capitals (NR, FP, LED) are matched as written, all else in any case.
    """

    def __init__(self, nlp: Language) -> None:
        terms = ontology()
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._as_written = PhraseMatcher(nlp.vocab, attr="ORTH")
        for matcher, forms in (
            (self._any_case, terms.surface_forms()),
            (self._as_written, terms.case_sensitive_forms()),
        ):
            by_term: dict[str, list[Doc]] = {}
            for form, curie in forms.items():
                if label_of(curie) is not None or ontology().is_a(curie, _TOOL):
                    by_term.setdefault(curie, []).append(nlp.make_doc(form))
            for curie, phrases in by_term.items():
                matcher.add(curie, phrases)

    def __call__(self, doc: Doc) -> Doc:
        """Fill `findings(doc).terms`; words inside a formula or a quantity are not terms."""
        spans: list[Span] = [
            *self._any_case(doc, as_spans=True),
            *self._as_written(doc, as_spans=True),
        ]
        found = findings(doc)
        taken = [(f.start, f.end) for f in (*found.materials, *found.quantities)]
        outcomes = [span for span in spans if label_of(span.label_) is Label.OUTCOME]
        for span in filter_spans(spans):
            start, end, label = span.start_char, span.end_char, label_of(span.label_)
            if label is None or any(low <= start and end <= high for low, high in taken):
                continue
            inside = (o.label_ for o in outcomes if span.start <= o.start and o.end <= span.end)
            may = label in _MAY_IMPLY or ontology().is_a(span.label_, _PEAK)
            implied = next(inside, None) if may else None
            found.terms.append(
                Found(
                    start=start,
                    end=end,
                    label=label,
                    term=span.label_,
                    implies=implied,
                    mentioned=ontology().term(span.label_).mention_label is not None,
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
