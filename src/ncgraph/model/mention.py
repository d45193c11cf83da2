"""A span of a sentence recognised as a kind of thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.model.document import Span


class Label(StrEnum):
    """Kinds of mention; the ontology gives each to a branch by `ncg:mentionLabel`."""

    MATERIAL = "MATERIAL"
    MORPHOLOGY = "MORPHOLOGY"
    HETEROSTRUCTURE = "HETEROSTRUCTURE"
    BAND_ALIGNMENT = "BAND_ALIGNMENT"
    GAIN_MECHANISM = "GAIN_MECHANISM"
    CAVITY = "CAVITY"
    PIC_COMPONENT = "PIC_COMPONENT"
    PUMP = "PUMP"
    QUANTITY = "QUANTITY"
    PROPERTY = "PROPERTY"
    OUTCOME = "OUTCOME"
    CITATION = "CITATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A recognised span: where it stands in the input, its words, its ontology term (a CURIE)."""

    span: Span
    text: str
    label: Label
    term: str | None = None
