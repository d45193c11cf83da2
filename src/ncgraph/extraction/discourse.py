"""From drafts to claims: what the document around a sentence adds to it.

Of whom it speaks is told by the topic; a citation marker covers the stretch it closes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.extraction.couplings import couplings
from ncgraph.extraction.findings import Draft, Sample, findings
from ncgraph.extraction.pumps import describe
from ncgraph.extraction.reports import is_overview, is_report
from ncgraph.model import (
    Claim,
    ClaimSource,
    Evidence,
    Nanocrystal,
    SentenceKind,
)
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from ncgraph.extraction.findings import Excitation
    from ncgraph.extraction.topic import Topic
    from ncgraph.model import Document, Pump, Sentence

# kinds whose value is the word for a category, not a number
_CATEGORIES = frozenset(
    {
        "band-alignment",
        "gain-mechanism",
        "cavity-used",
        "pump-regime",
        "device-integration",
        "not-observed",
        "first-demonstration",
    }
)
# kinds that are about an emitter: where none was named so far, the words mean something else
_OF_EMITTER = frozenset(
    {
        "ase-demonstrated",
        "lasing-demonstrated",
        "first-demonstration",
        "not-observed",
        "ase-threshold",
        "lasing-threshold",
        "gain-threshold",
        "temperature-dependence",
    }
)
_LONGEST = 1e-4  # m; the far infrared, beyond what semiconductors emit
_INTEGRATED = "device-integration"
_REGIME = "pump-regime"
# a marker between whoever did something and what they did
_OPENED = re.compile(r"(?:\bet al\.?|\b(?:co-?workers|colleagues)|\b[A-Z][\w’'-]+)\s*$")
# a relative clause right behind a marker goes on with what it cites
_GOES_ON = re.compile(
    r",?\s+(?:(?:in|on|with|for|from) which|where|which|whose|who)\b"
    r"(?:(?!,\s+(?:and|but|while|whereas)\b)[^;])*"
)
_OURS = re.compile(
    r",\s(?:[\w-]+\s){0,2}(?:this (?:work|paper|study|letter|article)|we|our|ours)\b", re.IGNORECASE
)
_OWN_MARKER = re.compile(r"(?:\s(?!and\b|or\b)[a-z-]+){0,2}\s*")
_DOES = re.compile(
    r"\s+(?:(?:have|had|has|also|then|first|later|recently)\s+){0,2}"
    r"(?:\w+ed|found|saw|made|built|gave|held|took|got|went|put|show|report|observe)\b"
)


def notation(curie: str | None) -> str | None:
    """The JSON word of a term."""
    return ontology().term(curie).notation if curie else None


def nanocrystal(sample: Sample) -> Nanocrystal:
    """The sample as claims carry it, with notations for CURIEs."""
    return Nanocrystal(
        name=sample.name,
        layers=sample.layers,
        morphology=notation(sample.morphology),
        heterostructure=notation(sample.heterostructure),
    )


def _key(sample: Sample) -> tuple[object, ...]:
    return (sample.layers, sample.morphology)


def _resolved(
    sentence: Sentence, printed: tuple[int | str, ...], sample: Sample | None, topic: Topic
) -> tuple[int | str, ...]:
    """Entries beyond the print: those of names and figures, else those of the sentence before.

    A sentence without a marker that goes on about the same emitter goes on about the same source.
    """
    found = tuple(r for r in sentence.resolved if r not in printed)
    if printed or found or sample is None or not sample.layers:
        return found
    return topic.sources.get(_key(sample), ())


def _marked(samples: Sequence[Sample], sentence: Sentence) -> dict[int, int]:
    """The places of samples that have each a marker of their own, and of these markers.

    "CdSe QDs^1, InP QDs^2 and PbS QDs^3 lased": there are several, else the marker is of them all.
    """
    found: dict[int, int] = {}
    ends = sorted({citation.position for citation in sentence.citations})
    for sample in samples:
        behind = next((p for p in ends if p >= sample.end), None)
        if behind is not None and _OWN_MARKER.fullmatch(sentence.text, sample.end, behind):
            found[sample.start] = behind
    return found if len(set(found.values())) > 1 else {}


def cited(draft: Draft, sentence: Sentence, marked: Mapping[int, int]) -> tuple[int | str, ...]:
    """The labels that stand for a draft: those of the first marker after it, else all.

    A marker closes the stretch before it, so in "A^1, B^2 and C^3" the claim on B is from 2; right
    behind whoever did it ("Wang et al. (2016) found ...") it opens the stretch after it, and it
    covers a relative clause behind it ("spheres^1, which lased, and rings^2"). In a sentence with
    one marker (or none after the mention) all of it is meant, unless "we" or "this work" begins a
    clause behind it. Of samples that are `marked` each,
    the claim on one is from its own.
    """
    ends = sorted({c.position for c in sentence.citations})
    anchor = draft.quantity or draft.about
    if ends and _OURS.search(sentence.text, ends[-1], max(ends[-1], anchor.start)):
        return ()  # "Unlike earlier dots [3], this work's lased"
    if len(ends) < 2:  # one marker covers the sentence
        return sentence.cited
    opening = [
        p for p in ends if _OPENED.search(sentence.text[:p]) and _DOES.match(sentence.text, p)
    ]
    before = max((p for p in opening if p <= anchor.start), default=None)
    following = min((p for p in opening if p > anchor.start), default=len(sentence.text) + 1)
    closing = min((p for p in ends if p >= anchor.end and p not in opening), default=None)
    last = max((p for p in ends if p <= anchor.start), default=None)
    owner = None if draft.quantity else draft.sample
    if owner is not None and any(anchor.end <= p <= owner.start for p in ends):
        closing = min((p for p in ends if p >= owner.end), default=None)  # "with A^1 and with B^2"
    if draft.sample is not None and draft.sample.start in marked:
        chosen = marked[draft.sample.start]
    elif before is not None and (closing is None or closing > following):
        chosen = before
    elif last is not None and _GOES_ON.fullmatch(sentence.text, last, anchor.start):
        chosen = last
    else:
        chosen = ends[-1] if closing is None else closing
    return tuple(
        dict.fromkeys(
            label for c in sentence.citations if c.position == chosen for label in c.labels
        )
    )


def _pump(draft: Draft) -> Pump | None:
    excitation: Excitation | None = draft.excitation
    pump = excitation.pump if excitation else None
    if draft.kind != _REGIME or (pump and pump.mode):
        return pump
    # "lased continuously", "an inversion at 18 A/cm2": a regime without a word for the excitation
    regime = describe([draft.about])
    return replace(pump, mode=regime.mode) if pump else regime


def _category(draft: Draft) -> str | None:
    return notation(draft.about.term) if draft.kind in _CATEGORIES else None


def evidence(document: Document, sentence: Sentence) -> Evidence:
    """The sentence's pieces of the input, quoted."""
    return Evidence(
        document=document.id,
        spans=sentence.spans,
        quote=" ".join(document.text[s.start : s.end] for s in sentence.spans),
        section=sentence.section,
    )


def _is_beam(draft: Draft) -> bool:
    """Whether a length is too long for a wavelength of light: that of a beam or spot."""
    printed = draft.quantity.quantity if draft.quantity else None
    return printed is not None and printed.si_unit == "m" and (printed.si_value or 0) > _LONGEST


def settle(document: Document, sentence: Sentence, doc: Doc, topic: Topic) -> Iterator[Claim]:
    """The claims of one sentence, in the order of its text."""
    overview = is_overview(document, sentence, doc)
    stated = (d for d in findings(doc).drafts if not overview or is_report(d, doc))
    drafts = sorted(
        filter(None, (topic.sharpen(draft, findings(doc)) for draft in stated)),
        key=lambda d: (d.about.start, d.kind, d.quantity.start if d.quantity else 0),
    )
    topic.told = [draft for draft in drafts if draft.quantity]
    if not drafts:
        topic.hear(doc)
        topic.sources = {}
        return
    groups: dict[tuple[object, ...], int] = {}
    sources: dict[tuple[object, ...], tuple[int | str, ...]] = {}
    whole = evidence(document, sentence)
    source = (
        ClaimSource.TITLE if sentence.kind is SentenceKind.REFERENCE_TITLE else ClaimSource.PROSE
    )
    marked = _marked(findings(doc).samples, sentence)
    coupled = couplings(findings(doc)) if any(d.kind == _INTEGRATED for d in drafts) else ()
    for number, draft in enumerate(drafts):
        sample = topic.subject(draft, findings(doc).text)
        if sample is None and (draft.kind in _OF_EMITTER or topic.knows_nothing_of(draft)):
            continue
        if draft.kind == "emission-wavelength" and _is_beam(draft):
            continue
        printed = cited(draft, sentence, marked)
        resolved = _resolved(sentence, printed, sample, topic)
        if sample is not None and sample.layers:
            sources[_key(sample)] = printed or resolved
        # claims on one emitter under one pump from one source describe one experiment
        case = (sample.name if sample else None, draft.excitation, printed)
        group = groups.setdefault(case, len(groups))
        yield Claim(
            id=f"{sentence.spans[0].start}.{number}",
            kind=draft.kind,
            evidence=whole,
            statement=f"{sentence.spans[0].start}.{group}",
            subject=nanocrystal(sample) if sample else None,
            quantity=draft.quantity.quantity if draft.quantity else None,
            category=_category(draft),
            term=draft.about.term,
            cavity=notation(draft.cavity),
            pump=topic.pumped(_pump(draft), draft, sample),
            device=notation(draft.device),
            couplings=coupled if draft.kind == _INTEGRATED else (),
            alignment=notation(draft.alignment),
            polarity=draft.polarity,
            citations=printed,
            citations_resolved=resolved,
            attributed_to=sentence.authors,
            source=source,
            rule=draft.rule,
            confidence=draft.confidence,
        )
    topic.hear(doc)
    topic.sources = sources
