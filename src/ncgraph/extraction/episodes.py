"""Episodes: stretches of a paragraph that discuss one cited work, and the sample it is about.

"Chen et al. showed lasers of dots [9]. The disk was joined to a strip. ... the strip of CdSe/ZnS
dots": one work, one sample, told by a class word before its composition is. The composition may
also be told only by a caption panel credited to the work, by its title in the reference list, or
by its row of a table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ncgraph.extraction.findings import Sample, findings
from ncgraph.extraction.subjects import emitters
from ncgraph.extraction.topic import Named, is_aside
from ncgraph.extraction.wording import has_any
from ncgraph.model import Label, SentenceKind
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from ncgraph.model import Claim, Sentence

_Source = int | str  # the label of a reference
# authors who speak of themselves no longer speak of the work they cite
_OWN = re.compile(r"\b(?:[Ww]e|[Oo]urs?|(?:[Tt]his|[Tt]he present) (?:work|study|paper))\b")
_OWN_WORDS = frozenset({"we", "our", "ours", "work", "study", "paper"})  # one is in any match
_SURVEY = 3  # a sentence that cites so many works lists them, it tells of none


@dataclass(slots=True)
class _Episode:
    """Sentences, by their places in the document, that tell of one work."""

    paragraph: tuple[str, int]
    sources: set[_Source]
    authors: str | None
    places: list[int] = field(default_factory=list)
    named: Named = field(default_factory=dict)
    is_sure: bool = False  # a sentence that cites the work names a sample

    def goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of the same work: it names no other one."""
        if (sentence.section, sentence.paragraph) != self.paragraph:
            return False
        sources = _sources(sentence)
        if sources and self.sources:
            return bool(sources & self.sources)
        if sources:
            return self.authors is not None and sentence.authors in {None, self.authors}
        return sentence.authors in {None, self.authors}


def _sources(sentence: Sentence) -> set[_Source]:
    return {*sentence.cited, *sentence.resolved}


def _name(named: Named, doc: Doc) -> bool:
    """Whether a sentence names a sample; those it names are added."""
    samples = emitters(findings(doc))
    for sample in samples:
        named.setdefault(sample.layers, sample)
    return bool(samples)


def _episodes(sentences: Sequence[Sentence], docs: Sequence[Doc]) -> list[_Episode]:
    """The episodes of the body, those before any work is named among them.

    What lists works, is said in passing or of the authors themselves belongs to none.
    """
    made: list[_Episode] = []
    episode: _Episode | None = None
    for place, (sentence, doc) in enumerate(zip(sentences, docs, strict=True)):
        if sentence.kind is not SentenceKind.BODY:
            continue
        survey = len(sentence.cited) >= _SURVEY
        own = has_any(sentence.text, _OWN_WORDS) and _OWN.search(sentence.text)
        if survey or own or is_aside(findings(doc)):
            episode = None
            continue
        if episode is None or not episode.goes_on(sentence):
            key = (sentence.section, sentence.paragraph)
            episode = _Episode(key, set(), sentence.authors)
            made.append(episode)
        episode.sources |= _sources(sentence)
        episode.authors = episode.authors or sentence.authors
        episode.places.append(place)
        episode.is_sure |= _name(episode.named, doc) and bool(_sources(sentence))
    return made


def _elsewhere(
    sentences: Sequence[Sentence], docs: Sequence[Doc], kind: SentenceKind
) -> dict[_Source, Named]:
    """What captions, or titles, say of each work they are credited to."""
    said: dict[_Source, Named] = defaultdict(dict)
    for sentence, doc in zip(sentences, docs, strict=True):
        sources = _sources(sentence) if sentence.kind is kind else ()
        if len(sources) == 1:
            _name(said[next(iter(sources))], doc)
    return said


def _tabled(rows: Iterable[Claim]) -> dict[_Source, Named]:
    """What the rows of tables say of each work they are taken from."""
    said: dict[_Source, Named] = defaultdict(dict)
    for row in rows:
        known = row.subject
        if known is None or not known.layers or len(row.citations) != 1:
            continue
        shape = ontology().by_notation(Label.MORPHOLOGY, known.morphology or "")
        said[row.citations[0]][known.layers] = Sample(
            start=0,
            end=0,
            name=known.name,
            layers=known.layers,
            morphology=shape.curie if shape else None,
        )
    return said


def _only(*told: Iterable[Named]) -> Sample | None:
    """The one composition that the first of the places that name any names."""
    for each in told:
        named = {layers: sample for part in each for layers, sample in part.items()}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


@dataclass(frozen=True, slots=True)
class Work:
    """A cited work, as one stretch of the text tells of it; without a sample if none is clear."""

    sample: Sample | None
    sources: frozenset[int | str]

    def is_other_than(self, before: Work | None) -> bool:
        """Whether what was told of the work `before` need not hold of this one."""
        return before is not None and before is not self and not self.sources & before.sources


def works(
    sentences: Sequence[Sentence], docs: Sequence[Doc], rows: Iterable[Claim]
) -> dict[int, Work]:
    """The work that a sentence tells of, by the sentence's place in the document.

    Without an entry: sentences of no cited work. A work with several samples counts as one with
    none. What the text says of a work goes before its title, and that before table rows. Captions
    count with a text that names the sample where it no longer cites the work.
    """
    captions = _elsewhere(sentences, docs, SentenceKind.CAPTION)
    titles = _elsewhere(sentences, docs, SentenceKind.REFERENCE_TITLE)
    tabled = _tabled(rows)

    def cites(place: int) -> bool:
        return bool(_sources(sentences[place]))

    found: dict[int, Work] = {}
    told: dict[_Source, Named] = defaultdict(dict)
    for episode in _episodes(sentences, docs):
        sources = sorted(episode.sources, key=str)
        shown, *beside = ([said[each] for each in sources] for said in (captions, titles, tabled))
        text = [episode.named, *([] if episode.is_sure else shown)]
        sample = _only(text, *beside)
        if sources or episode.authors:
            # the title of a work cited for its method tells nothing of what comes after
            stays = sample is None or any(text) or episode.authors
            work = Work(sample, frozenset(sources))
            near = episode.places if stays else filter(cites, episode.places)
            found |= dict.fromkeys(near, work)
        for source in sources:
            told[source] |= episode.named
    for place, sentence in enumerate(sentences):
        sources = [*_sources(sentence)]
        if sentence.kind is SentenceKind.CAPTION and len(sources) == 1:
            sample = _only(*([said[sources[0]]] for said in (captions, told, titles, tabled)))
            found[place] = Work(sample, frozenset(sources))
    return found
