"""One document through the pipeline: sentences, captions, reference titles, tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.extraction.abbreviations import Known
from ncgraph.extraction.codes import learn
from ncgraph.extraction.discourse import settle
from ncgraph.extraction.episodes import works
from ncgraph.extraction.findings import findings
from ncgraph.extraction.pipeline import annotate
from ncgraph.extraction.reports import without_stray_pumps
from ncgraph.extraction.rows import coded_rows, read_rows, read_tables
from ncgraph.extraction.topic import Named, Topic
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
from ncgraph.pauses import without_pauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from ncgraph.model import Document

    _Mark = tuple[Span, Label, str | None]  # where, what, and the CURIE of its term


_JOINED = re.compile(r"(?:,|&|\b(?:and|or|versus|vs\.?))\s*$")
_JOINS = re.compile(r"\s*(?:,|&|\b(?:and|or|versus|vs\.?))\s")


def _closed(text: str, span: Span) -> Span:
    """The span with the braces it opens: `CdS_xSe_{1-x` takes its `}` along."""
    end = span.end
    if text[end : end + 1] != "}":
        return span
    while text[end : end + 1] == "}" and text.count("{", span.start, end) > text.count(
        "}", span.start, end
    ):
        end += 1
    return Span(span.start, end)


def _mark(document: Document, sentence: Sentence, doc: Doc) -> Iterator[_Mark]:
    """Where the finders found something and the sentence cites."""
    found = findings(doc)
    for item in (*found.materials, *found.terms, *found.quantities):
        if item.mentioned:
            span = _closed(document.text, sentence.offsets.span(item.start, item.end))
            yield span, item.label, item.term
    for citation in sentence.citations:
        yield citation.span, Label.CITATION, None


def _mentions(text: str, marks: Iterable[_Mark]) -> Iterator[Mention]:
    """Mentions in the order of the text, each once, with the words as printed."""
    unique = {(span.start, span.end, label, term): span for span, label, term in marks}
    for start, end, label, term in sorted(unique, key=lambda mark: mark[:3]):
        span = unique[start, end, label, term]
        yield Mention(span=span, text=text[start:end], label=label, term=term)


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


def _names_one(title: Doc) -> bool:
    """Whether a title is about one sample: not "CIGS and CdTe", one of which is no formula."""
    named = {s.layers: s for s in findings(title).samples if s.layers}
    if len(named) != 1:
        return False
    sample = next(iter(named.values()))
    text = findings(title).text
    return not (_JOINED.search(text[: sample.start]) or _JOINS.match(text, sample.end))


def _prose(
    document: Document, docs: Sequence[Doc], rows: Sequence[Claim]
) -> tuple[list[Claim], list[_Mark], list[Problem]]:
    """Sentences in reading order; a section begins with the topic of the title and its heading.

    The title of a reference has no topic, and that of a document on several samples sets none.
    """
    titles = {s.number: s.title for s in document.sections}
    spoken = [document.title or "", *titles.values()]
    title, *heard = annotate(((each, "heading") for each in spoken), stating=False)
    headings = dict(zip(titles, heard, strict=True))
    named = _names_one(title)
    topics: dict[tuple[str, SentenceKind], Topic] = {}
    paper: dict[str, Named] = {}
    claims: list[Claim] = []
    marks: list[_Mark] = []
    problems: list[Problem] = []
    told = works(document.sentences, docs, rows)
    for place, (sentence, doc) in enumerate(zip(document.sentences, docs, strict=True)):
        if sentence.kind is SentenceKind.REFERENCE_TITLE:
            claims += settle(document, sentence, doc, Topic())
            continue
        key = (sentence.section, sentence.kind)
        if key not in topics:
            topics[key] = Topic(paper=paper)
            if named:
                topics[key].hear(title)
            if sentence.section in headings:
                topics[key].hear(headings[sentence.section])
        topics[key].work = told.get(place)
        topics[key].turn(sentence.paragraph, doc)
        claims += settle(document, sentence, doc, topics[key])
        marks += _mark(document, sentence, doc)
        problems += _unattached(sentence, doc)
    return claims, marks, problems


def _distinct(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims with ids of their own, also where two sentences stand at one place of the file.

    A macro of LaTeX may hold several; both stand where it is called.
    """
    taken: set[str] = set()
    for claim in claims:
        number, name = 1, claim.id
        while name in taken:
            number, name = number + 1, f"{claim.id}.{number}"
        taken.add(name)
        yield claim if name == claim.id else replace(claim, id=name)


@without_pauses()
def extract_claims(document: Document) -> Claims:
    """All claims of a document: sentences in their order, then table rows.

    Codes of samples hold on both sides: tables define them for the text, the text for tables.
    """
    known, tables = Known(), read_tables(document)
    for code, sample in coded_rows(tables):
        learn(known.codes, {code: sample})
    sentences = ((s.text, s.kind.value) for s in document.sentences)
    docs = [*annotate(sentences, known=known)]
    rows, problems = read_rows(document, tables, known)
    claims, marks, unattached = _prose(document, docs, rows)
    return Claims(
        claims=tuple(_distinct(without_stray_pumps([*claims, *rows]))),
        mentions=tuple(_mentions(document.text, marks)),
        problems=(*unattached, *problems),
    )
