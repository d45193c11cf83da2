"""Which kind of claim is made about what: read off the ontology's claim classes."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from ncgraph.extraction.findings import Found
    from ncgraph.extraction.rulebook import Rule


@lru_cache(maxsize=256)
def threshold_of(outcome: str) -> str | None:
    """The threshold of an outcome, by what the ontology calls it: lasing -> lasing threshold."""
    label = ontology().term(outcome).label.lower()
    return ontology().surface_forms().get(f"{label} threshold")


@cache
def outcome_of(threshold: str) -> str | None:
    """The outcome that a threshold is of: the inverse of `threshold_of`."""
    outcomes = ontology().descendants("ncg:Outcome")
    return next((outcome for outcome in outcomes if threshold_of(outcome) == threshold), None)


@cache
def _kinds() -> dict[str, str]:
    """Branch or term -> the claim kind that is about it."""
    claims = ontology().descendants("ncg:Claim")
    return {
        about: notation
        for claim in claims
        if (notation := ontology().term(claim).notation)
        for about in ontology().term(claim).claims_about
    }


@cache
def kind_of(curie: str) -> str:
    """The kind of claim made about a term: its own, or that of its nearest ancestor."""
    for candidate in (curie, *ontology().ancestors(curie)):
        if candidate in _kinds():
            return _kinds()[candidate]
    return ""


def kind_by(rule: Rule, about: Found) -> str:
    """The kind of claim a rule makes about a mention: "threshold" is that of the outcome."""
    if rule.kind == "threshold":
        return kind_of(threshold_of(about.term or "") or "")
    return rule.kind or kind_of(about.term or "")


@cache
def about_of(kind: str) -> str | None:
    """What claims of a kind are about: the inverse of `kind_of`."""
    claim = ontology().by_notation("ncg:Claim", kind)
    return claim.claims_about[0] if claim and claim.claims_about else None
