"""Formulas and quantities: the two grammars as spaCy components; no list of materials or units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from ncgraph import composition
from ncgraph.extraction.findings import Found, findings
from ncgraph.extraction.quantities import Shape, scan
from ncgraph.model import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc


def find_materials(doc: Doc) -> Doc:
    """Fill `findings(doc).materials`, each with its layers from the inside out."""
    found = findings(doc)
    found.materials.extend(
        Found(
            start=formula.start,
            end=formula.end,
            label=Label.MATERIAL,
            layers=formula.layers,
            formula=formula.normal,
        )
        for formula in composition.find(found.text, elements=True)
    )
    return doc


def find_quantities(doc: Doc) -> Doc:
    """Fill `findings(doc).quantities`; "Q = 5600" is a quality factor, and no mention."""
    found = findings(doc)
    found.quantities.extend(
        Found(
            start=q.start,
            end=q.end,
            label=Label.QUANTITY,
            quantity=q.quantity,
            term="ncg:QualityFactor" if q.shape is Shape.FACTOR else None,
            mentioned=q.shape is not Shape.FACTOR,
        )
        for q in scan(found.text)
    )
    return doc


@Language.factory("ncgraph_materials", assigns=["doc._.findings"])
def make_materials(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_materials`."""
    return find_materials


@Language.factory("ncgraph_quantities", assigns=["doc._.findings"])
def make_quantities(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_quantities`."""
    return find_quantities
