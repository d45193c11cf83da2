"""Report or overview: whether a sentence tells of something done, or only that it can be done.

A review says "CW lasers can be realized by adding mirrors" and "multi-photon-pumped ASE has been
found in QDs and NPLs" of the field at large. Such a sentence names no source, no number, no figure
and no sample of its own. What it says can be done was not thereby shown; and the pumps it runs
through are conditions of the outcomes it lists, which keep them, rather than statements of how
one sample was excited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.extraction.findings import findings
from ncgraph.extraction.wording import has_any
from ncgraph.model import SentenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from ncgraph.extraction.findings import Draft
    from ncgraph.model import Claim, Document, Sentence

_POSSIBLE = re.compile(r"\bcan (?:\w+ly |also |then )?be\b", re.IGNORECASE)
_RUN_THROUGH = re.compile(
    r"\bhave (?:\w+ly |also |all |now )?been\b|^as (?:discussed|mentioned|described|noted)\b",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(
    r"\bFigs?\b|\bTable\b|\b(?:we|our|here|this work|this study)\b", re.IGNORECASE
)
_SPECIFIC_WORDS = frozenset({"fig", "figs", "table", "we", "our", "here", "this"})
_SHOWN = frozenset({"ase-demonstrated", "lasing-demonstrated"})
_OUTCOMES = _SHOWN | {
    "first-demonstration",
    "not-observed",
    "ase-threshold",
    "lasing-threshold",
    "gain-threshold",
    "gain-mechanism",
    "exciton-number",
}


def _has_source(sentence: Sentence) -> bool:
    return bool(sentence.citations or sentence.resolved or sentence.authors)


def is_overview(document: Document, sentence: Sentence, doc: Doc) -> bool:
    """Whether a sentence names nothing of its own: no source, number, figure or definite sample.

    Only a text with a reference list is judged: without one no sentence names a source.
    """
    if sentence.kind is not SentenceKind.BODY or not document.references or _has_source(sentence):
        return False
    found = findings(doc)
    return not (
        any(q.mentioned for q in found.quantities)
        or any(s.definite for s in found.samples)
        or (has_any(found.text, _SPECIFIC_WORDS) and _SPECIFIC.search(found.text))
    )


def is_report(draft: Draft, doc: Doc) -> bool:
    """Whether an overview reports what a draft says; anything but outcomes and pumps it does."""
    text = findings(doc).text
    if draft.kind in _SHOWN:
        return _POSSIBLE.search(text) is None
    if draft.kind == "pump-regime":
        return _POSSIBLE.search(text) is None and _RUN_THROUGH.search(text) is None
    return True


def without_stray_pumps(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a document; without pump regimes where it states no outcome at all.

    Light that excites photoluminescence or an image is no pump of a gain medium. How a current
    goes is left out too: continuous wave and pulses are regimes of light.
    """
    claims = [claim for claim in claims if not _is_of_current(claim)]
    if any(claim.kind in _OUTCOMES for claim in claims):
        return claims
    return [c for c in claims if c.kind != "pump-regime" or _is_of_gain(c)]


def _is_of_gain(claim: Claim) -> bool:
    """Whether a pump was said to be that of an outcome of an emitter: of its gain, here."""
    return claim.subject is not None and claim.rule.startswith("pump.of-outcome")


def _is_of_current(claim: Claim) -> bool:
    driven = claim.pump is not None and claim.pump.mode == "electrical"
    return claim.kind == "pump-regime" and driven and claim.category != "electrical"
