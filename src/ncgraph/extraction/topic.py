"""What a text is speaking of when it does not say: the emitter, outcome and work last named.

A bare particle word ("the NPLs") takes the formula last given to that kind of particle; a
sentence that names no emitter speaks of the one before. What a heading names is the first topic
of its section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ncgraph.extraction.compound_classes import is_of_class
from ncgraph.extraction.families import whole
from ncgraph.extraction.findings import Draft, Found, Sample, findings
from ncgraph.extraction.kinds import kind_of, outcome_of, threshold_of
from ncgraph.extraction.subjects import ASPECT, emitters, is_part, is_run_in
from ncgraph.extraction.wording import has_any
from ncgraph.model import Dimension, Label, Polarity, Pump
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from ncgraph.extraction.episodes import Work
    from ncgraph.extraction.findings import Findings
    from ncgraph.model import Layer

Named = dict[tuple["Layer", ...], Sample]  # samples of a text, one for each composition
_GENERIC = "ncg:Nanocrystal"
_AT_LARGE = re.compile(
    r"\b(?:colloidal|semiconduct(?:or|ing)|solution-processed)\s+$", re.IGNORECASE
)
_OUR = re.compile(r"\b[Oo]ur\s+(?:[\w-]+\s+){0,3}$")
_WE = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_ANY_PROPERTY = "ncg:Property"  # what "it" is, until the sentence before tells
_THRESHOLD = "ncg:Threshold"
_LASING = "ncg:Lasing"
_ANY_OUTCOME = "ncg:Outcome"
# a sentence that says so speaks of others' samples, or of a control
_ASIDE = re.compile(r"(?:for|by|in) comparison\b|previously\b|in contrast\b")
_CONTROLS = frozenset({"reference", "control", "benchmark", "comparison"})
_AS_CONTROL = re.compile(
    r"\bas (?:a |the )?(?:reference|control|benchmark)\b|\bfor (?:reference|comparison)(?=[.,;)]|$)"
)
# "on SiO2", "treated with NaCl", "adding MnCl2": a lone compound that only took part
_MINOR = re.compile(
    r"\b(?:on|onto|with|by|using|via|into|adding|added|through|between|mol ?%|wt ?%|dissolved in)"
    r"\s+(?:of\s+)?(?:[\w-]+\s+){0,2}$|%\s+(?:of\s+)?$",
    re.IGNORECASE,
)
# "from this stack", "in the same platform": a later work that goes on with the device of another
_REFERRING = re.compile(
    r"\b(?:this|these|the same|such an?) (?:[\w-]+ )?"
    r"(?:stack|platform|structure|chip|film|layer|material|geometry|design|scheme|approach)s?\b"
    r"|\bthe same (?:authors|group|team|laboratory|lab)\b",
    re.IGNORECASE,
)
_NEEDED = re.compile(r"\b(?:for|to (?:reach|obtain|observe|achieve|see))\s+(?:[\w-]+\s+)?$")
_PRONOUN = re.compile(r"(?:Its?|Their|They)\b")  # what the sentence before spoke of
_CW = "CW"
_OF_DEVICE = frozenset({"device-integration", "device-dimension"})


@dataclass(slots=True)
class Topic:
    """What has been spoken of: the last emitter of each kind of particle, and the last of all."""

    by_shape: dict[str | None, Sample] = field(default_factory=dict)
    paper: dict[str, Named] = field(default_factory=dict)  # all sections
    last: Sample | None = None
    sources: dict[tuple[object, ...], tuple[int | str, ...]] = field(default_factory=dict)
    outcome: str | None = None  # CURIE: gain, ASE or lasing, whichever was spoken of last
    work: Work | None = None  # the cited work that the sentence tells of
    heard: Work | None = None  # that in which `last` was named
    ours: Sample | None = None  # "our dots": those of the authors
    paragraph: int | None = None  # the one being read
    silent: bool = True  # no emitter was named in it so far
    told: list[Draft] = field(default_factory=list)  # what the last sentence gave values of
    steady: Sample | None = None  # what was said to be pumped continuously, if nothing since

    def turn(self, paragraph: int, doc: Doc) -> None:
        """Begin a sentence: authors who speak of themselves speak of their own sample again.

        Unless the paragraph has named another emitter before, or the sentence does.
        """
        found = findings(doc)
        if paragraph != self.paragraph:
            self.paragraph, self.silent = paragraph, True
        self.silent = self.silent and not emitters(found)
        if self.silent and self.ours and _WE.search(found.text):
            self.last = self.ours

    def sharpen(self, draft: Draft, found: Findings) -> Draft | None:
        """A bare "threshold", or a denial of "it", is that of the outcome spoken of.

        Without one it is none of ours. "It" is what the sentence before gave a value of.
        """
        if draft.about.term == _ANY_PROPERTY:
            return self._continued(draft)
        if draft.about.term not in {_THRESHOLD, _ANY_OUTCOME}:
            return draft
        spoken = [(t.start, name) for t in _read(found) if (name := _outcome(t))]
        before = [name for start, name in spoken if start < draft.about.end]
        # "required 6 mJ/cm2 for lasing" goes before what was spoken of in the last sentence
        needed = [name for start, name in spoken if _NEEDED.search(found.text, 0, start)]
        others = [name for _, name in spoken[:1]]
        if not spoken and any(term.label is Label.CAVITY for term in found.terms):
            others = [_LASING]  # "the threshold of the microdisk"
        elif self.outcome:
            others = [self.outcome]
        outcome = next(iter([*before[-1:], *needed, *others]), None)
        term = outcome if draft.about.term == _ANY_OUTCOME else outcome and threshold_of(outcome)
        if term is None:
            return None
        return draft._replace(kind=_kind(draft, term), about=draft.about._replace(term=term))

    def _continued(self, draft: Draft) -> Draft | None:
        """A value of the property that the last sentence gave one of, if it may be one of that."""
        dimension = _dimension(draft)
        before = (d for d in reversed(self.told) if _dimension(d) is dimension)
        told = next(before, None)
        if told is None or draft.about.term == told.about.term:
            return None
        return draft._replace(kind=told.kind, about=draft.about._replace(term=told.about.term))

    def subject(self, draft: Draft, text: str) -> Sample | None:
        """Of what a draft is said. Parts of a device are not made of what another work used."""
        work = self.work
        foreign = work is not None and work.sample is None and work.is_other_than(self.heard)
        if foreign and draft.kind in _OF_DEVICE:
            definite = draft.sample is not None and draft.sample.definite
            if not (definite or _REFERRING.search(text)):
                return draft.sample
        if draft.sample is None and self.last and self.last.layers and _PRONOUN.match(text):
            return self.last
        return self.complete(draft.sample)

    def pumped(self, pump: Pump | None, draft: Draft, sample: Sample | None) -> Pump | None:
        """The pump; that of a threshold in W/cm2 is continuous where it was before, for one sample.

        A pulse has a fluence, a continuous beam an intensity; it lasts until another pump is named.
        """
        mode = pump.mode if pump else None
        if mode:
            affirmed = draft.polarity is Polarity.AFFIRMED
            self.steady = sample if mode == _CW and affirmed else None
        printed = draft.quantity.quantity if draft.quantity else None
        if mode or printed is None or printed.dimension is not Dimension.INTENSITY:
            return pump
        if self.steady is None or sample is None or self.steady.layers != sample.layers:
            return pump
        return replace(pump or Pump(), mode=_CW)

    def complete(self, sample: Sample | None) -> Sample | None:
        """The sample with its formula, as far as the text so far tells."""
        own = self.work.sample if self.work else None
        if sample is None:
            return own or self.last
        if sample.stranger:
            return sample
        if sample.compound_class:
            return self._of_class(sample)
        if sample.layers or "-based" in sample.name:
            return self.last if self.last and is_part(sample, self.last) else sample
        if own is not None and _may_be(sample, own):
            return own
        if sample.morphology in {None, _GENERIC}:
            # "the NCs" are those spoken of, bare "NCs" are nanocrystals in general
            known = self.last if sample.definite and self.last and self.last.layers else None
        else:
            known = self._kind_of(sample) or self.by_shape.get(sample.morphology)
            known = known or self._related(sample)
            known = known or self._only(sample)
            if known is None and self.last and self.last.morphology in {None, _GENERIC}:
                known = self.last if self.last.layers else None  # "CdSe films ... these dots"
        return known if known is not None else sample

    def _of_class(self, sample: Sample) -> Sample:
        """The sample spoken of that a class and a shape may name, else the class."""
        shaped = self.by_shape.get(sample.morphology) if sample.morphology else None
        spoken = self.last if sample.definite else None
        fit = (s for s in (shaped, spoken) if s and is_of_class(s, sample.compound_class))
        return next(fit, sample)

    def _only(self, sample: Sample) -> Sample | None:
        """The sample of that shape, where the paper has given the shape one formula so far."""
        named = self.paper.get(sample.morphology or "", {})
        return next(iter(named.values())) if len(named) == 1 else None

    def _kind_of(self, sample: Sample) -> Sample | None:
        """The last sample, where it was called by a kind of that shape: rods after dot-in-rods."""
        last = self.last
        if last is None or not (last.layers and last.morphology and sample.morphology):
            return None
        narrower = last.morphology != sample.morphology
        return last if narrower and ontology().is_a(last.morphology, sample.morphology) else None

    def _related(self, sample: Sample) -> Sample | None:
        """The one sample spoken of that "these dot-in-rods" may be, where it was called a rod."""
        shape = sample.morphology or ""
        kinds = [
            known
            for called, known in self.by_shape.items()
            if called and (ontology().is_a(shape, called) or ontology().is_a(called, shape))
        ]
        return kinds[0] if sample.definite and len(kinds) == 1 else None

    def knows_nothing_of(self, draft: Draft) -> bool:
        """Whether a length is of no device: no part is named beside it, nor any emitter so far."""
        length = draft.kind == "device-dimension"
        return length and self.last is None and not (draft.cavity or draft.device)

    def hear(self, doc: Doc) -> None:
        """Remember what a sentence named; what it only compares with does not become the topic."""
        found = findings(doc)
        if not (found.terms or found.samples) or is_aside(found):
            return
        if is_run_in(found):
            self.by_shape.clear()
            self.last, self.heard = found.samples[0], self.work
            return
        spoken = filter(None, map(_outcome, _read(found)))
        self.outcome = next(reversed([*spoken]), self.outcome)
        able = [
            whole(s, found.samples)
            for s in found.samples
            if not (s.comparand or ASPECT.match(found.text, s.end))
        ]
        for sample in able:
            if sample.layers and sample.morphology not in {None, _GENERIC}:
                self.by_shape[sample.morphology] = sample
                self.paper.setdefault(sample.morphology, {})[sample.layers] = sample
        named = [s for s in able if s.layers or s.morphology or s.compound_class or s.stranger]
        weighty = emitters(found)
        mine = (s for s in weighty if _OUR.search(found.text, max(0, s.start - 60), s.start))
        self.ours = next(mine, self.ours)
        if self.last is not None and not weighty:
            named = [s for s in named if not s.layers or s.morphology or self._may_follow(found, s)]
        if not weighty and self.last and _is_emitter(self.last):
            # "CdSe rods ... this gave rise to nanocrystals of 3 nm": still those of CdSe
            named = [
                s
                for s in named
                if s.layers
                or s.morphology != _GENERIC
                or _AT_LARGE.search(found.text, 0, s.start)  # "colloidal NCs" are all of them
            ]
        if weighty or named:
            self.last = self.complete(whole((weighty or named)[0], found.samples))
            self.heard = self.work

    def _may_follow(self, found: Findings, sample: Sample) -> bool:
        """Whether a lone compound may be spoken of from here on: none that only took part.

        After particles or a heterostructure it is a part of them, unless something is stated of it.
        """
        if _MINOR.search(found.text[: sample.start]):
            return False
        last = self.last
        if last is None or not last.layers or (last.morphology is None and len(last.layers) < 2):
            return True
        return any(draft.sample and draft.sample.start == sample.start for draft in found.drafts)


def _is_emitter(sample: Sample) -> bool:
    """Whether it is named by composition, and as more than a lone compound."""
    return bool(sample.layers) and (sample.morphology is not None or len(sample.layers) > 1)


def _may_be(sample: Sample, work: Sample) -> bool:
    """Whether a class word may stand for the sample of a work: it names no other shape."""
    shapes = {sample.morphology, work.morphology} - {None, _GENERIC}
    return sample.morphology is not None and len(shapes) < 2


def _read(found: Findings) -> Iterator[Found]:
    """The mentions as rules see them: without lasers that are tools."""
    items = found.tagged.items if found.tagged else found.terms
    return (item for item in items if isinstance(item, Found))


def _dimension(draft: Draft) -> Dimension | None:
    printed = draft.quantity.quantity if draft.quantity else None
    return printed.dimension if printed else None


def _outcome(term: Found) -> str | None:
    """The outcome that a mention speaks of: by its own name, or by that of its threshold."""
    if term.label is Label.OUTCOME:
        return term.term
    return term.implies or outcome_of(term.term or "")


def _kind(draft: Draft, term: str) -> str:
    return kind_of(term) if draft.kind == kind_of(_THRESHOLD) else draft.kind


def is_aside(found: Findings) -> bool:
    """Whether a sentence speaks of others' samples, or of a control."""
    said = found.text.lower()
    control = has_any(found.text, _CONTROLS) and _AS_CONTROL.search(said)
    return _ASIDE.match(said) is not None or bool(control)
