"""What a statement only compares its subject with: "than CdSe QDs", "compared with 9 ns for X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.units import UNIT_PATTERN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.extraction.findings import Sample

COORDINATION = re.compile(r"\s*(?:,\s*(?:and|or)?|and|or|as well as|&)\s*(?:the\s+|2D\s+|1D\s+)?")
# A phrase after these words is what the statement's own subject is measured against.
_COMPARAND = re.compile(
    r"(?:\bthan(?: (?:that|those) (?:of|for|in))?(?: in| for| from)?"
    # "lower than any value reported before for colloidal nanocrystals"
    r"|\bthan (?:any|all|most|the|other|previous|earlier|the best|the lowest)\s(?:[\w-]+\s){0,5}"
    r"(?:for|in|of|from|among)(?: all| other| any)?"
    r"|\b(?:compared|contrast|relative|analogous)(?: to| with)(?: (?:that|those) of)?"
    r"|\b(?:times|twice|thrice|double|half|third|quarter)(?: of)? (?:that|those) (?:of|for|in)"
    r"|\bunlike|\b[Ss]imilar to(?: (?:that|those) of)?"
    r"|\bin addition to|\bsame type of|\bexcept(?: for| in)?|\bwith the exception of"
    r"|\b(?:rival|match|equal|exceed|surpass|approach)(?:s|es|l?ed|l?ing)? (?:that|those) of"
    r"|\brival(?:s|l?ed|l?ing)?|\boutperform(?:s|ed|ing)?|\bbeats?"
    r"|\bsame(?: [\w-]+)? as|\bbesides|\bagainst|\bversus"
    # "compared with 140 µJ/cm2 for type-I": its value first
    r"|\b(?:compared (?:to|with)|versus|against)\s+"
    rf"[~≈]?\d[\d.,]*\s?{UNIT_PATTERN}\s+(?:for|in|of))"
    r"\s+(?:the (?:first|second|third|former|latter|other|reference)(?: one| sample)?, )?"
    r"(?:[\w-]+ ){0,5}$",
    re.IGNORECASE,
)
COMPARING = frozenset(  # one of these is in any match
    [
        "than",
        "times",
        "twice",
        "thrice",
        "double",
        "half",
        "third",
        "quarter",
        "compared",
        "contrast",
        "relative",
        "analogous",
        "unlike",
        "similar",
        "addition",
        "except",
        "outperform",
        "outperforms",
        "outperformed",
        "outperforming",
        "beat",
        "beats",
        "exception",
        "same",
        "besides",
        "against",
        "versus",
        *(
            f"{verb}{form}"
            for verb in ("rival", "match", "equal", "exceed", "surpass", "approach")
            for form in ("", "s", "es", "ed", "led", "ing", "ling")
        ),
    ]
)


def is_compared(text: str, start: int) -> bool:
    """Whether what starts here is only what others are compared with."""
    return _COMPARAND.search(text, max(0, start - 60), start) is not None


def is_comparand(text: str, samples: Sequence[Sample], sample: Sample) -> bool:
    """Whether others are compared with it, or with what it is coordinated with."""
    if is_compared(text, sample.start):
        return True
    if not (samples and samples[-1].comparand):
        return False
    between = text[samples[-1].end : sample.start]
    return COORDINATION.fullmatch(between) is not None and "," not in between
