"""What each sentence names and which work it speaks of: the context that claims alone lack."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.graph.identifiers import expand
from ncgraph.graph.provenance import add_cited, add_evidence, quotes_of
from ncgraph.graph.terms import Iri
from ncgraph.model import Label, SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ncgraph.graph.identifiers import DocumentNames
    from ncgraph.graph.terms import Triples
    from ncgraph.model import Claims, Document, Mention, Sentence


def add_passages(
    triples: Triples, names: DocumentNames, document: Document, claims: Claims
) -> None:
    """Terms and materials that sentences name, and the work each sentence speaks of.

    A sentence without a citation goes on about the work of the sentence before it in its section;
    captions stand apart.
    """
    mentions = sorted(claims.mentions, key=lambda each: each.span.start)
    starts = [each.span.start for each in mentions]
    credited = _credited(claims)
    going_on: tuple[int | str, ...] = ()
    section = ""
    for sentence in document.sentences:
        if sentence.kind is SentenceKind.REFERENCE_TITLE:
            continue
        own = (*sentence.cited, *sentence.resolved) or credited.get(sentence.span.start, ())
        if sentence.kind is SentenceKind.BODY:
            stays = section == sentence.section and not sentence.authors
            own = own or (going_on if stays else ())
            going_on, section = own, sentence.section
        named = [
            m for span in sentence.spans for m in _within(mentions, starts, span.start, span.end)
        ]
        if any(m.term or m.label is Label.MATERIAL for m in named):
            _add_passage(triples, names, document, sentence, own, named)


def _credited(claims: Claims) -> dict[int, tuple[int | str, ...]]:
    """The references that the claims of a sentence credit, by where the sentence starts."""
    found: dict[int, dict[int | str, None]] = {}
    for claim in claims.claims:
        labels = found.setdefault(claim.evidence.spans[0].start, {})
        labels.update(dict.fromkeys((*claim.citations, *claim.citations_resolved)))
    return {start: tuple(labels) for start, labels in found.items()}


def _within(
    mentions: Sequence[Mention], starts: Sequence[int], low: int, high: int
) -> Iterator[Mention]:
    for at in range(bisect_left(starts, low), bisect_left(starts, high)):
        yield mentions[at]


def _add_passage(
    triples: Triples,
    names: DocumentNames,
    document: Document,
    sentence: Sentence,
    works: Sequence[int | str],
    named: Sequence[Mention],
) -> None:
    quotes = quotes_of(document, sentence.spans)
    node = add_evidence(triples, names, sentence.spans, quotes, sentence.section)
    for term in {each.term for each in named if each.term}:
        triples.add(node, "ncg:mentionsTerm", Iri(expand(term)))
    materials = (each.text for each in named if each.label is Label.MATERIAL)
    for formula in {f for text in materials for f in _formulas(text)}:
        triples.add(node, "ncg:mentionsMaterial", formula)
    for label in dict.fromkeys(works):
        triples.add(node, "ncg:speaksOf", add_cited(triples, names, label))


def _formulas(text: str) -> Iterator[str]:
    for found in composition.find(text):
        yield "/".join(layer.material for layer in found.layers)
