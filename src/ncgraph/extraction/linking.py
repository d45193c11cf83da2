"""From mentions to drafts of claims: the rules decide what is stated, the clause of whom."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.language import Language

from ncgraph.extraction.candidates import claim_candidates
from ncgraph.extraction.circumstances import cavity_behind, excitation_of, listed, term_near
from ncgraph.extraction.couplings import couplings_of
from ncgraph.extraction.findings import Draft, Found, Sample, findings
from ncgraph.extraction.kinds import about_of, kind_by, threshold_of
from ncgraph.extraction.owners import owners_of
from ncgraph.extraction.quantities import scan
from ncgraph.extraction.repetitions import COUNT, distinct, is_counted_too
from ncgraph.extraction.rulebook import ANY_NAME, Rule
from ncgraph.extraction.samples import aligned
from ncgraph.extraction.shells import sharing
from ncgraph.extraction.sizes import is_other_size
from ncgraph.extraction.stance import is_muted, polarity_at
from ncgraph.extraction.tagging import Tagged
from ncgraph.extraction.values import spread
from ncgraph.model import Dimension, Label, Polarity
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from ncgraph.extraction.findings import Findings
    from ncgraph.extraction.searching import Searched

_INDEFINITE = re.compile(r"\b[Aa]n?\s+(?:[\w-]+\s+){0,2}$")  # "would need a threshold of X"
_DENIABLE = frozenset({"ase-demonstrated", "lasing-demonstrated", "gain-mechanism"})
# what did not happen had no pump and no cavity; "no threshold up to 4 mJ/cm2" gives no threshold
_NEVER_DENIED = frozenset(
    {"pump-regime", "cavity-used", "ase-threshold", "lasing-threshold", "gain-threshold"}
)
# a loss or a strategy with a number is measured: a property of the material
_QUALITATIVE = frozenset({"limitation", "gain-strategy", "gain-mechanism"})
_MEASURED = "material-property"
_OF_PHOTONS = frozenset({"emission-wavelength", "band-gap", "fwhm"})
_LARGEST_PHOTON = 1e-15  # joules, 6 keV
# a number of these kinds tells what a sample is like, not what it may be good for
_MEASURED_OF_SAMPLE = frozenset(
    {_MEASURED, "band-gap", "plqy", "fwhm", "emission-wavelength", "device-dimension"}
)
# "does not exceed 5%" denies no value, it bounds it
_BOUNDED = re.compile(
    r"\b(?:not|never|no|hardly|seldom|rarely)\s+(?:exceed|more|less|larger|higher|lower|above|beyond|over"
    r"|below|reach)\w*\s+(?:than\s+)?$"
)


@lru_cache(maxsize=8192)
def _is_a(curie: str, name: str) -> bool:
    return ontology().is_a(curie, f"ncg:{name}")


def _allowed(item: Found, rule: Rule) -> tuple[Dimension, ...]:
    """What a value of the property, or of the outcome's threshold, may be measured in."""
    term = threshold_of(item.term or "") if rule.kind == "threshold" else item.term
    return ontology().term(term).dimension if term else ()


def _value_names(item: Found, rule: Rule) -> str:
    dimensions = _allowed(item, rule)
    names = (d.replace(" ", "-") for d in dimensions)
    if _is_a(item.term or "", "Threshold"):  # in excitons, but in no percentage
        names = ("excitons" if name == Dimension.RATIO else name for name in names)
    return "|".join(names)


def _match(tagged: Tagged, index: int, rule: Rule, item: Found) -> re.Match[str] | None:
    allowed = _value_names(item, rule) if "{value}" in rule.pattern else ANY_NAME
    if not allowed:
        return None
    text = tagged.about(index)
    said = text.first(rule.pattern, allowed)
    return said if said and _admits(text, rule, said) else None


def _admits(text: Searched, rule: Rule, said: re.Match[str]) -> bool:
    """Whether the sentence is one that the rule may speak in, of the value it has found."""
    if rule.given and not text.has(rule.given):
        return False
    return not (rule.unless and text.forbids(rule.unless, _value_of(said)))


def _value_of(said: re.Match[str]) -> str:
    """The number of the quantity that a match states; empty if it states none."""
    return next(filter(None, said.groupdict().values()), "")


def _matches(tagged: Tagged, rule: Rule) -> Iterator[re.Match[str]]:
    for said in tagged.plain.every(rule.pattern):
        if _admits(tagged.plain, rule, said):
            yield said


def _values(
    found: Findings, tagged: Tagged, rule: Rule, match: re.Match[str], about: Found
) -> list[Found | None]:
    if rule.needs_value():
        also = (
            ontology().term(about.term).dimension
            if "{value}" in rule.pattern and about.term
            else ()
        )
        return [*spread(found.text, tagged, int(_value_of(match)), frozenset(also))]
    return [None]


def _said(about: Found, rule: Rule) -> Found | None:
    """The value that the matched word itself says ("single-exciton"), if the rule knows one."""
    if not rule.number:
        return None
    quantity = scan(rule.number)[0].quantity
    return about._replace(label=Label.QUANTITY, term=None, quantity=quantity)


def _polarity(
    found: Findings, about: Found, number: Found | None, kind: str, rule: Rule
) -> Polarity:
    if number and _BOUNDED.search(found.text[: number.start]):
        return Polarity.AFFIRMED
    place = number.start if number and not rule.property else about.start
    measured = number is not None and kind in _MEASURED_OF_SAMPLE
    stated = polarity_at(found, place, measured=measured)
    if kind == COUNT and stated is Polarity.NEGATED:
        return stated  # what gain needs is a fact; where none was seen no number is told
    presupposed = rule.presupposed and not _INDEFINITE.search(found.text, 0, about.start)
    return Polarity.AFFIRMED if presupposed else stated


def _drafts(
    found: Findings, about: Found, value: tuple[Found | None, int, int], rule: Rule
) -> list[Draft]:
    number, position, total = value
    kind = kind_by(rule, about)
    if number and kind in _QUALITATIVE:
        kind = _MEASURED
    if number and is_other_size(found.text, number, kind):
        return []
    polarity = _polarity(found, about, number, kind, rule)
    if about.label is Label.OUTCOME and kind in _DENIABLE and polarity is Polarity.NEGATED:
        kind = "not-observed"
    elif kind == "not-observed":
        polarity = Polarity.NEGATED
    anchor = number or about
    owners: list[Sample | None] = [*owners_of(found, about, number, position, total)] or [None]
    if kind == "band-alignment":
        words = found.text[about.start : about.end]
        pair = sharing(found.text, found.samples, about.start)
        owners = [pair] if pair else [owner and aligned(owner, words) for owner in owners]
    excitation = excitation_of(found, anchor, position, total)
    cases = listed(found, excitation, about) if kind in _DENIABLE else [excitation]
    return [
        Draft(
            kind=kind,
            about=about,
            rule=rule.id,
            confidence=rule.confidence,
            polarity=polarity,
            sample=owner,
            quantity=number or _said(about, rule),
            excitation=case,
            cavity=about.term
            if about.label is Label.CAVITY
            else cavity_behind(found, number)
            or cavity_behind(found, owner)
            or term_near(found, about.start, Label.CAVITY),
            device=term_near(found, about.start, Label.PIC_COMPONENT),
            alignment=term_near(found, (owner or about).start, Label.BAND_ALIGNMENT),
        )
        for owner in owners
        for case in cases
    ]


def _fits(value: Found, kind: str) -> bool:
    """Whether a number may be one of light or of a gap, or a quality: no 3 nJ, and no 90%."""
    printed = value.quantity
    if printed and kind == "q-factor":
        return printed.unit != "%"
    if printed is None or kind not in _OF_PHOTONS:
        return True
    return printed.dimension is not Dimension.ENERGY or (printed.si_value or 0) < _LARGEST_PHOTON


def firing(found: Findings, rule: Rule, place: str) -> Iterator[tuple[Found, list[Found | None]]]:
    """Where a rule fires: the mention it is about, and the values it states of it.

    Later mentions come first: of two properties before a number, the nearer one has it.
    """
    tagged = found.tagged = found.tagged or Tagged(found)
    if rule.place and rule.place != place:
        return
    if not rule.property:
        for match in _matches(tagged, rule):
            start, end = tagged.place(match.start()), tagged.place(match.end())
            term = rule.about or about_of(rule.kind)
            about = Found(start=start, end=end, label=Label.PROPERTY, term=term)
            yield about, _values(found, tagged, rule, match, about)
        return
    for index, asked in tagged.mentions(rule.property):
        said = _match(tagged, index, rule, asked)
        if said:
            yield asked, _values(found, tagged, rule, said, asked)


def _stated_kind(found: Findings, rule: Rule, about: Found) -> str:
    """The kind a rule may state here of a mention; empty where it must keep silent."""
    polarity = polarity_at(found, about.start)
    kind = kind_by(rule, about)
    if is_muted(found, about.start):
        return ""
    if rule.affirmed_only and polarity is not Polarity.AFFIRMED:
        return ""
    undeniable = kind in _NEVER_DENIED or _is_a(about.term or "", "Threshold")
    if undeniable and polarity is Polarity.NEGATED and not rule.presupposed:
        return ""
    if kind == "emission-wavelength" and polarity is Polarity.NEGATED:
        return ""  # where nothing was emitted there is no wavelength
    if kind == "gain-mechanism" and about.label is Label.OUTCOME:
        # that gain was shown names no mechanism; only its denial is a claim of ours
        return "not-observed" if polarity is Polarity.NEGATED else ""
    return kind


def draft_claims(found: Findings, place: str) -> list[Draft]:
    """All drafts of a sentence; `place` is body, caption or title. Earlier rules win.

    A number is stated of one thing only, and a mention with a number states no trend besides.
    """
    drafts: list[Draft] = []
    counted: set[int] = set()
    stated: set[tuple[str, int]] = set()
    # what describes the pump is stated of it
    spent = {
        q.start for q in found.quantities for e in found.excitations if e.start <= q.start < e.end
    }
    found.tagged = found.tagged or Tagged(found)
    for rule in claim_candidates().among(found.tagged.held):
        for item, values in firing(found, rule, place):
            kind = _stated_kind(found, rule, item)
            taken = spent if is_counted_too(rule, kind) else spent | counted
            free = [v for v in values if v is None or (v.start not in taken and _fits(v, kind))]
            if not free or (free[0] is None and (kind, item.start) in stated):
                continue
            stated.add((kind, item.start))
            stock = counted if kind == COUNT else spent
            stock |= {v.start for v in free if v is not None}
            if kind:
                for position, value in enumerate(free):
                    drafts += _drafts(found, item, (value, position, len(free)), rule)
    return distinct([*drafts, *_coupled(found, place, drafts)])


def _coupled(found: Findings, place: str, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The devices of a sentence that only says which parts are coupled."""
    if place != "body" or any(draft.kind == "device-integration" for draft in drafts):
        return
    for item, rule in couplings_of(found):
        yield from _drafts(found, item, (None, 0, 1), rule)


def find_claims(doc: Doc) -> Doc:
    """Fill `findings(doc).drafts`; the place of the sentence is in `doc.user_data`."""
    found = findings(doc)
    found.drafts.extend(draft_claims(found, doc.user_data.get("place", "body")))
    return doc


@Language.factory("ncgraph_claims", assigns=["doc._.findings"], requires=["doc._.findings"])
def make_claims(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_claims`."""
    return find_claims
