"""Emitters called by the class of their compound: "perovskite lasers", "III-V wires".

Such words name no composition. They stand for the sample spoken of only where that is of the class.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.extraction.findings import Sample
from ncgraph.extraction.wording import has_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.extraction.findings import Findings

_HALIDE = (
    r"(?:(?:all-)?inorganic|organic[-–]inorganic|hybrid"
    r"|(?:(?:metal|lead|tin|ca?esium lead)[- ])?halide)"
)
_WORDS = re.compile(
    rf"(?<![\w-])(?:(?P<perovskite>(?:{_HALIDE}[- ]){{0,2}}perovskites?)"
    r"|(?P<dichalcogenide>(?:transition[- ]metal[- ])?dichalcogenides?|TMDC?s?)"
    r"|(?:group[- ])?(?P<pnictide>III[-–]Vs?))(?![\w-])",
    re.IGNORECASE,
)
_CUES = frozenset(
    {"perovskite", "perovskites", "dichalcogenide", "dichalcogenides", "tmd", "tmds", "tmdc"}
    | {"tmdcs", "iii"}
)
# the compound is named as well: in "CsPbBr3 perovskite", in "perovskites such as CsPbBr3"
_NAMED_BEFORE = re.compile(r"[\s(-]{0,2}(?:lead halide\s)?")
_NAMED_BEHIND = re.compile(r",?[\s(]{1,2}(?:(?:such as|like|of|including)\s)?(?:[a-z-]+\s){0,2}\(?")
_QUALIFIED = re.compile(r"[\s-](?:[a-z-]+\s){0,2}")  # "perovskite colloidal nanocrystals"
# "perovskite structure", "perovskite solar cells": nothing that emits
_OTHER_THINGS = re.compile(
    r"[\s-]+(?:structures?|lattices?|phases?|precursors?|inks?|solutions?|solar|oxides?|type|like"
    r"|cells?|substrates?|community|family|counterparts?|photodetectors?)\b"
)


def find_classes(found: Findings) -> Iterator[Sample]:
    """The samples that are called by the class of their compound, with a particle word or alone."""
    if not has_any(found.text, _CUES):
        return
    for match in _WORDS.finditer(found.text):
        start, end = match.span()
        if _OTHER_THINGS.match(found.text, end) or _is_named(found, start, end):
            continue
        kind = "III-V" if match["pnictide"] else match.lastgroup or ""
        shape = next((s for s in found.samples if s.start >= end and not s.layers), None)
        if shape and _QUALIFIED.fullmatch(found.text, end, shape.start):
            noun = shape.name.rpartition(" ")[2]
            yield shape._replace(start=start, name=f"{kind} {noun}", compound_class=kind)
        else:
            yield Sample(start, end, kind, compound_class=kind)


def _is_named(found: Findings, start: int, end: int) -> bool:
    """Whether the formula stands beside the word for its class."""
    named = [(each.start, each.end) for each in found.materials]
    named += [(each.start, each.end) for each in found.samples if each.layers]
    return any(
        low <= start < high
        or (high <= start and _NAMED_BEFORE.fullmatch(found.text, high, start))
        or (low >= end and _NAMED_BEHIND.fullmatch(found.text, end, low))
        for low, high in named
    )


def is_of_class(sample: Sample, kind: str) -> bool:
    """Whether the core of a sample is a compound of the class."""
    return bool(sample.layers) and composition.compound_class(sample.layers[0].material) == kind
