"""The nouns of ncgraph: frozen dataclasses without input or output."""

from ncgraph.model.answer import Answer, AnswerRow, AnswerType, Check, Group, Verdict, Verification
from ncgraph.model.claim import (
    Claim,
    Claims,
    ClaimSource,
    Evidence,
    Layer,
    Nanocrystal,
    Polarity,
    Pump,
)
from ncgraph.model.conflict import Conflict, ConflictKind, Side
from ncgraph.model.document import (
    Cell,
    Citation,
    Document,
    OffsetMap,
    Reference,
    Section,
    Sentence,
    SentenceKind,
    Span,
    Table,
)
from ncgraph.model.mention import Label, Mention
from ncgraph.model.quantity import Dimension, Quantity
from ncgraph.model.report import BuildReport, DocumentReport, Problem

__all__ = [
    "Answer",
    "AnswerRow",
    "AnswerType",
    "BuildReport",
    "Cell",
    "Check",
    "Citation",
    "Claim",
    "ClaimSource",
    "Claims",
    "Conflict",
    "ConflictKind",
    "Dimension",
    "Document",
    "DocumentReport",
    "Evidence",
    "Group",
    "Label",
    "Layer",
    "Mention",
    "Nanocrystal",
    "OffsetMap",
    "Polarity",
    "Problem",
    "Pump",
    "Quantity",
    "Reference",
    "Section",
    "Sentence",
    "SentenceKind",
    "Side",
    "Span",
    "Table",
    "Verdict",
    "Verification",
]
