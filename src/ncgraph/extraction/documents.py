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
    Dimension,
    Label,
    Mention,
    Problem,
    Sentence,
    SentenceKind,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from ncgraph.model import Document


def _closed(text: str, span: Span) -> Span:
    """The span with the braces it opens: `CdS_xSe_{1-x` takes its `}` along."""
    end = span.end
    while text[end : end + 1] == "}" and text.count("{", span.start, end) > text.count(
        "}", span.start, end
    ):
        end += 1
    return Span(span.start, end)


def _mentions(document: Document, sentence: Sentence, doc: Doc) -> Iterator[Mention]:
    """What the finders found and what the sentence cites, with the words as printed."""
    found = findings(doc)
    marked: list[tuple[Span, Label, str | None]] = [
        (_closed(document.text, sentence.offsets.span(item.start, item.end)), item.label, item.term)
        for item in (*found.materials, *found.terms, *found.quantities)
        if item.mentioned
    ]
    marked += [(citation.span, Label.CITATION, None) for citation in sentence.citations]
    for span, label, term in marked:
        printed = document.text[span.start : span.end]
        yield Mention(span=span, text=printed, label=label, term=term)


def _unattached(sentence: Sentence, doc: Doc) -> Iterator[Problem]:
    """Quantities that no claim and no pump took up: seen, but not understood."""
    found = findings(doc)
    used = {d.quantity.start for d in found.drafts if d.quantity}
    for item in found.quantities:
        pump = any(e.start <= item.start < e.end for e in found.excitations)
        dimension = item.quantity.dimension if item.quantity else None
        if pump or item.start in used or dimension in {None, Dimension.RATIO}:
            continue
        span = sentence.offsets.span(item.start, item.end)
        yield Problem(
            code="quantity-unattached",
            message=f"{found.text[item.start : item.end]!r} is stated of nothing we understood",
            start=span.start,
            end=span.end,
        )


def _prose(document: Document) -> tuple[list[Claim], list[Mention], list[Problem]]:
    """Sentences in reading order; a section begins with its heading's topic, a title with none."""
    headings = {s.number: s.title for s in document.sections}
    topics: dict[tuple[str, SentenceKind], Topic] = {}
    claims: list[Claim] = []
    mentions: list[Mention] = []
    problems: list[Problem] = []
    docs = annotate((s.text, s.kind.value) for s in document.sentences)
    for sentence, doc in zip(document.sentences, docs, strict=True):
        if sentence.kind is SentenceKind.REFERENCE_TITLE:
            claims += settle(document, sentence, doc, Topic())
            continue
        key = (sentence.section, sentence.kind)
        if key not in topics:
            topics[key] = Topic()
            heading = next(annotate([(headings.get(sentence.section, ""), "heading")]))
            topics[key].hear(heading)
        claims += settle(document, sentence, doc, topics[key])
        mentions += _mentions(document, sentence, doc)
        problems += _unattached(sentence, doc)
    return claims, mentions, problems


def extract_claims(document: Document) -> Claims:
    """All claims of a document: sentences in their order, then table rows."""
    claims, mentions, unattached = _prose(document)
    rows, problems = read_rows(document)
    return Claims(
        claims=(*claims, *rows),
        mentions=tuple(sorted(set(mentions), key=lambda m: (m.span.start, m.span.end, m.label))),
        problems=(*unattached, *problems),
    )
