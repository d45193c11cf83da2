"""Where words stand: a document, its sections, its references, and the sentences that cite them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ncgraph.graph.identifiers import escape
from ncgraph.graph.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.graph.identifiers import DocumentNames
    from ncgraph.graph.terms import Triples
    from ncgraph.model import Document, Reference, Sentence, Span

_REVIEW_REFERENCES = 60  # a paper with more references than this is taken for a review


def add_document(triples: Triples, names: DocumentNames, document: Document) -> None:
    """The document and, for each citation marker, what is cited from which sentence."""
    node = Iri(names.document)
    kind = "ReviewArticle" if len(document.references) > _REVIEW_REFERENCES else "Expression"
    triples.describe(node, [f"fabio:{kind}"])
    triples.add(node, "dcterms:identifier", document.id)
    triples.add(node, "dcterms:title", document.title)
    triples.add(node, "bibo:doi", document.doi)
    triples.add(node, "ncg:sha256", document.sha256)
    triples.add(node, "ncg:sourceName", document.source)
    triples.add(node, "ncg:textLength", len(document.text))
    for section in document.sections:
        title = section.title
        triples.add(add_section(triples, names, section.number), "dcterms:title", title)
    for reference in document.references:
        add_reference(triples, names, reference)
    for sentence in document.sentences:
        if sentence.citations:
            _add_citations(triples, names, document, sentence)


def add_section(triples: Triples, names: DocumentNames, number: str) -> Iri:
    """A section node; the document itself where it has no sections."""
    if not number:
        return Iri(names.document)
    node = Iri(names.section(number))
    triples.describe(node, ["doco:Section"])
    triples.add(node, "ncg:sectionNumber", number)
    triples.add(node, "dcterms:isPartOf", Iri(names.document))
    return node


def add_cited(triples: Triples, names: DocumentNames, label: int | str) -> Iri:
    """A reference node, known by its label alone where the list has no such entry."""
    node = Iri(names.reference(label))
    triples.describe(node, ["biro:BibliographicReference"])
    triples.add(node, "ncg:number", str(label))
    triples.add(node, "dcterms:isPartOf", Iri(names.document))
    return node


def add_reference(triples: Triples, names: DocumentNames, reference: Reference) -> None:
    """An entry of the reference list."""
    node = add_cited(triples, names, reference.number)
    first = reference.authors[0].partition(",")[0] if reference.authors else None
    triples.add(node, "dcterms:title", reference.title)
    triples.add(node, "ncg:authorList", "; ".join(reference.authors) or None)
    triples.add(node, "ncg:firstAuthor", first)
    triples.add(node, "ncg:journal", reference.journal)
    triples.add(node, "bibo:volume", reference.volume)
    triples.add(node, "bibo:pageStart", reference.page)
    triples.add(node, "fabio:hasPublicationYear", reference.year)
    triples.add(node, "bibo:doi", reference.doi)
    triples.add(node, "ncg:doiPrinted", reference.doi_printed)
    triples.add(node, "ncg:asPrinted", reference.raw)
    triples.add(node, "oa:start", reference.span.start)
    triples.add(node, "oa:end", reference.span.end)


def add_evidence(
    triples: Triples,
    names: DocumentNames,
    spans: Sequence[Span],
    quotes: Sequence[str],
    section: str,
) -> Iri:
    """A passage, one node a piece; gives the first, from which the others follow."""
    pieces = [Iri(name) for name in names.evidence(spans)]
    place = add_section(triples, names, section)
    for piece, span, quote in zip(pieces, spans, quotes, strict=True):
        triples.describe(piece, ["doco:Sentence"])
        triples.add(piece, "oa:start", span.start)
        triples.add(piece, "oa:end", span.end)
        triples.add(piece, "oa:exact", quote)
        triples.add(piece, "dcterms:isPartOf", place)
    for piece, following in pairwise(pieces):
        triples.add(piece, "ncg:nextPiece", following)
        triples.add(following, "ncg:pieceOf", pieces[0])
    return pieces[0]


def quotes_of(document: Document, spans: Sequence[Span]) -> list[str]:
    """The input text of each piece."""
    return [document.text[span.start : span.end] for span in spans]


def order_of(labels: Sequence[int | str]) -> str | None:
    """The printed order of citation labels, where it is not the ascending one.

    >>> order_of([28, 62]), order_of([62, 28])
    (None, '62 28')
    """
    return None if list(labels) == sort_labels(labels) else " ".join(map(escape, labels))


def sort_labels(labels: Sequence[int | str]) -> list[int | str]:
    """Labels each once, numbers first and ascending, then words."""
    return sorted(set(labels), key=lambda label: (isinstance(label, str), label))


def _add_citations(
    triples: Triples, names: DocumentNames, document: Document, sentence: Sentence
) -> None:
    quotes = quotes_of(document, sentence.spans)
    evidence = add_evidence(triples, names, sentence.spans, quotes, sentence.section)
    for marker in sentence.citations:
        for label in marker.labels:
            node = Iri(names.citation(marker.span.start, label))
            cited = add_cited(triples, names, label)
            triples.describe(node, ["cito:Citation"])
            triples.add(node, "cito:hasCitingEntity", Iri(names.document))
            triples.add(node, "cito:hasCitedEntity", cited)
            triples.add(node, "ncg:inSentence", evidence)
            if sentence.section:
                triples.add(node, "ncg:inSection", Iri(names.section(sentence.section)))
            triples.add(Iri(names.document), "cito:cites", cited)
