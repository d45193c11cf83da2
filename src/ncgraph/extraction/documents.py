"""One document through the pipeline: sentences, captions, reference titles, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.extraction.discourse import Topic, settle
from ncgraph.extraction.findings import findings
from ncgraph.extraction.pipeline import annotate
from ncgraph.extraction.rows import read_rows
from ncgraph.model import (
    Claim,
    Claims,
    Label,
    Mention,
    OffsetMap,
    Sentence,
    SentenceKind,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from ncgraph.model import Document, Reference


def _mentions(sentence: Sentence, doc: Doc) -> Iterator[Mention]:
    found = findings(doc)
    for item in (*found.materials, *found.terms, *found.quantities):
        if not item.mentioned:
            continue
        yield Mention(
            span=sentence.offsets.span(item.start, item.end),
            text=doc.text[item.start : item.end],
            label=item.label,
            term=item.term,
        )
    for citation in sentence.citations:
        words = ",".join(str(label) for label in citation.labels)
        yield Mention(span=citation.span, text=words, label=Label.CITATION)


def title_of(document: Document, reference: Reference) -> Sentence | None:
    """A reference's title as a sentence; where markup hides it, the whole entry stands for it."""
    if not reference.title:
        return None
    at = document.text.find(reference.title, reference.span.start, reference.span.end)
    span = Span(at, at + len(reference.title)) if at >= 0 else reference.span
    return Sentence(
        text=reference.title,
        offsets=OffsetMap(((0, span.start, span.end, at >= 0),)),
        spans=(span,),
        section="references",
        paragraph=-1,
        kind=SentenceKind.REFERENCE_TITLE,
        resolved=(reference.number,),
    )


def _prose(document: Document) -> tuple[list[Claim], list[Mention]]:
    """Body and captions in reading order, each section beginning with the topic of its heading."""
    headings = {s.number: s.title for s in document.sections}
    topics: dict[tuple[str, SentenceKind], Topic] = {}
    claims: list[Claim] = []
    mentions: list[Mention] = []
    docs = annotate((s.text, s.kind.value) for s in document.sentences)
    for sentence, doc in zip(document.sentences, docs, strict=True):
        key = (sentence.section, sentence.kind)
        if key not in topics:
            topics[key] = Topic()
            heading = next(annotate([(headings.get(sentence.section, ""), "heading")]))
            topics[key].hear(heading)
        claims += settle(document, sentence, doc, topics[key])
        mentions += _mentions(sentence, doc)
    return claims, mentions


def _titles(document: Document) -> list[Claim]:
    titles = [t for r in document.references if (t := title_of(document, r)) is not None]
    docs = annotate((t.text, t.kind.value) for t in titles)
    return [
        claim
        for title, doc in zip(titles, docs, strict=True)
        for claim in settle(document, title, doc, Topic())
    ]


def extract_claims(document: Document) -> Claims:
    """All claims of a document: prose and captions, then table rows, then reference titles."""
    claims, mentions = _prose(document)
    rows, problems = read_rows(document)
    return Claims(
        claims=(*claims, *rows, *_titles(document)),
        mentions=tuple(sorted(set(mentions), key=lambda m: (m.span, m.label))),
        problems=tuple(problems),
    )
