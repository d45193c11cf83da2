"""An answer: the question as understood, rows with evidence, what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.model.claim import Evidence, Layer, Pump
    from ncgraph.model.conflict import Conflict


class AnswerType(StrEnum):
    """What kind of thing was asked for."""

    LIST = "list"
    NUMBER = "number"
    BOOLEAN = "boolean"
    REFERENCE = "reference"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One sample (or reference) of an answer with everything that carries it."""

    sample: str
    layers: tuple[Layer, ...] = ()
    morphology: str | None = None
    references: tuple[int | str, ...] = ()
    dois: tuple[str, ...] = ()
    value: float | None = None
    unit: str | None = None
    si_value: float | None = None
    cavity: str | None = None
    pump: Pump | None = None
    inferred: bool = False
    basis: str | None = None  # how an inferred part is known, in words
    evidence: tuple[Evidence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()  # what else is said of what the row shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Values that may be ranked against each other, by the one at the end that was asked for."""

    within: str  # a comparability class of the graph, or the dimension alone
    count: int
    sample: str
    references: tuple[int | str, ...]
    value: float | None
    unit: str
    si_value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Not understood is a value (`understood=False` with suggestions), no error."""

    question: str
    understood: bool
    reading: str
    answer_type: AnswerType = AnswerType.LIST
    rows: tuple[AnswerRow, ...] = ()
    value: float | bool | str | None = None
    unit: str | None = None
    si_value: float | None = None
    groups: tuple[Group, ...] = ()  # where not all values may be ranked with each other
    sparql: str = ""
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What the graph says to a sentence, the gravest first."""

    CONTRADICTED = "contradicted"
    DIFFERS = "differs in conditions"
    UNKNOWN = "not in the graph"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One claim of a sentence, compared with the claims of the graph."""

    claim: str  # in words
    verdict: Verdict
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A sentence with the gravest verdict on its claims."""

    sentence: str
    verdict: Verdict
    checks: tuple[Check, ...] = ()
