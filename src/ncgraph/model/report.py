"""What went wrong without stopping the work, and what a build did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A sentence, entry or cell that was seen but not understood; counted, never dropped.

    `code` is a stable word such as `reference-without-year`; offsets are into the decoded input.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """Counts of one document in a build."""

    document: str
    source: str
    sentences: int
    claims: int
    references: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What `build` did: documents read, triples by graph, rules that fired, clashes found."""

    store: str
    documents: tuple[DocumentReport, ...]
    asserted: int
    facts: int
    inferred: int
    rounds: int
    seconds: float
    clashes: tuple[Problem, ...] = ()
