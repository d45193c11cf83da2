"""Claims from documents. `extract` is the verb; spaCy is loaded when it is first called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.model import Claims, Document


def extract(document: Document) -> Claims:
    """All claims and mentions of a document, with what was seen but not understood.

    Deterministic: the same document gives the same claims with the same ids.
    """
    from ncgraph.extraction.documents import extract_claims  # loads spaCy

    return extract_claims(document)


__all__ = ["extract"]
