"""A conflict: what statements that do not go together say, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.model.claim import Evidence


class ConflictKind(StrEnum):
    """What two statements disagree about."""

    VALUE = "value"
    OUTCOME = "outcome"
    ALIGNMENT = "alignment"
    FIRST = "first"
    CREDIT = "credit"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the statements."""

    claim: str  # its IRI
    says: str
    si_value: float | None
    references: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Statements that do not go together; `samples` are the IRIs of what they are about."""

    kind: ConflictKind
    message: str
    samples: tuple[str, ...]
    sides: tuple[Side, ...]
