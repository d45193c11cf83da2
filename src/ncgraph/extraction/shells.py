"""A core and what is grown on it, told apart in the text, as one sample."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ncgraph import composition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.extraction.findings import Sample

# "CdSe cores overgrown with CdS", "those coated with ZnS": the shell named after its verb
_SHELLED = re.compile(
    r"\s+(?:(?:cores?|seeds?)\s+)?(?:overgrown|overcoated|over-coated|shelled|coated|capped"
    r"|covered)\s+(?:with|by)\s+(?:(?:a|an|the|thin|thick|amorphous|few|monolayers?|of)\s+){0,4}"
)
# "a thin ZnS shell on CdSe dots": the same, seen from the shell
_SHELL_ON = re.compile(
    r"[\s-]+(?:over)?(?:shells?|crowns?|coating)\s+(?:(?:was|were|is|are|had been)\s+)?"
    r"(?:(?:over)?grown\s+|deposited\s+)?(?:on|onto|over|around|to)\s+"
    r"(?:(?:top of|the|these|bare|same|pure)\s+){0,2}"
)
# "a CdSe seed buried in a CdS rod": the shell named as what holds the core
_BURIED = re.compile(
    r"\s+(?:cores?|seeds?)\s+(?:(?:buried|embedded|enclosed|encapsulated|located|hidden)\s+)?"
    r"(?:in|inside|within|into)\s+(?:(?:a|an|the|long|elongated)\s+)*"
)
# "CdSe seeds ... a tetrapod with four CdS arms": arms grow on what the sentence says are seeds
_WITH_ARMS = re.compile(
    r"\s+(?:with|of|having|have|has|had|carry|carries|carrying|bear|bearing|possess|consist of)\s+"
    r"(?:(?:two|three|four|six|eight|long|short|thin|slender|\d)\s+)*"
)
_ARMS = re.compile(r"\s+arms?\b")
_SEED = re.compile(r"\s+(?:seeds?|cores?)\b")
# "the alignment of InP with ZnSe", "the CdTe and CdSe pair": two compounds that share a junction
_SHARING = re.compile(
    r"\s+(?:and|with|to|on|onto|against)\s+(?:(?:the|that of)\s+)?(?:[\w′']{1,3}-)?"
)
_OFFSET = re.compile(
    r"\b(?:align(?:s|ed|ment)?|offsets?|(?:hetero)?(?:junctions?|interfaces?)|bands?|edges|pair"
    r"|combination)\b[^.;]{0,40}\b(?:of|between|in|from|at)\s+(?:the\s+)?$"
    r"|\bBetween\s+(?:the\s+)?$"
)
# "the junction between ZnO nanocrystals and C3N4 nanosheets": whatever their shapes
_AT_JUNCTION = re.compile(
    r"\b(?:hetero)?(?:junction|interface)s?\s+(?:(?:is|are|was|were)\s+)?(?:formed\s+)?"
    r"between\s+(?:the\s+)?$"
)
_FORMED = re.compile(
    r"\s+(?:forms?|formed|makes?|made)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:hetero)?(?:junction|structure|interface|contact)s?\s+with\s+"
)
_JUNCTION = re.compile(
    r"\s+(?:pair|combination|(?:hetero)?junctions?|(?:hetero)?interfaces?|heterostructures?)\b"
)
_COMPOUND = re.compile(r"[A-Z][a-z]?[^A-Z]*[A-Z]")  # no lone element: Ag on dots is no shell
# anions of semiconductors that are grown as shells; oxides cover films as well
_SHELLS = frozenset({"S", "Se", "Te", "P", "As"})
_GENERIC = "ncg:Nanocrystal"


def with_shell(text: str, left: Sample, right: Sample) -> Sample | None:
    """`CdSe cores overgrown with CdS` as one core/shell sample, if that is what it says."""
    between = text[left.end : right.start]
    if left.layers and right.layers and _SHELL_ON.fullmatch(between):
        core = right.name.partition(" ")[0]
        return _layered(core, left.name, "crown" in between, right._replace(start=left.start))
    shaped = len(left.layers) == len(right.layers) == 1 and right.morphology not in {None, _GENERIC}
    if shaped and _BURIED.fullmatch(between):
        core, shell = left.name.partition(" ")[0], right.name.partition(" ")[0]
        return _layered(core, shell, False, right._replace(start=left.start))
    alone = left.layers and len(right.layers) == 1 and right.morphology is None
    if not alone or not _SHELLED.fullmatch(between) or not _COMPOUND.match(right.name):
        return None
    slight = not left.morphology and ("coated" in between or "covered" in between)
    if slight and "core" not in between and _SHELLS.isdisjoint(_elements(right)):
        return None  # "ITO coated with ZnO"
    core = left.name.partition(" ")[0]
    return _layered(core, right.name, False, left._replace(end=right.end))


def _elements(sample: Sample) -> Sequence[str]:
    return composition.list_elements(sample.layers[0].material)


def sharing(text: str, samples: Sequence[Sample], start: int) -> Sample | None:
    """The two lone compounds whose alignment is spoken of at `start`, as one sample.

    None where the sentence names a heterostructure that the alignment may be that of.
    """
    whole = [s for s in samples if len(s.layers) > 1 and not s.comparand]
    for left, right in pairwise(samples):
        joined = _AT_JUNCTION.search(text, max(0, left.start - 80), left.start)
        shaped = (left.morphology or right.morphology) and not joined
        if not len(left.layers) == len(right.layers) == 1 or shaped:
            continue
        if _FORMED.fullmatch(text, left.end, right.start):
            return _pair(left, right)
        if not _SHARING.fullmatch(text, left.end, right.start):
            continue
        named = _OFFSET.search(text, max(0, left.start - 80), left.start)
        behind = right.end <= start
        other = any(not behind or right.end <= s.start < start for s in whole)
        if not other and (named or _JUNCTION.match(text, right.end)):
            return _pair(left, right)
    return None


def _pair(left: Sample, right: Sample) -> Sample:
    formula = left.name.partition(" ")[0]
    pair = left._replace(name=formula, end=right.end, morphology=None)
    return _layered(formula, right.name, False, pair)


def with_arms(text: str, samples: Sequence[Sample]) -> list[Sample]:
    """`CdSe seeds ... a tetrapod with four CdS arms` as a sample with a core and a shell."""
    seeds = {s.name.partition(" ")[0] for s in samples if s.layers and _SEED.match(text, s.end)}
    if len(seeds) != 1:
        return [*samples]
    made: list[Sample] = []
    for sample in samples:
        shape = made[-1] if made else None
        arms = len(sample.layers) == 1 and _ARMS.match(text, sample.end)
        bare = shape if shape and shape.morphology and not shape.layers else None
        if arms and bare and _WITH_ARMS.fullmatch(text, bare.end, sample.start):
            shell = sample.name.partition(" ")[0]
            whole = bare._replace(name=f" {bare.name}", end=sample.end)
            made[-1] = _layered(next(iter(seeds)), shell, False, whole)
            continue
        made.append(sample)
    return made


def _layered(core: str, shell: str, crown: bool, sample: Sample) -> Sample:
    """The sample with a core and a shell (or crown) of these formulas."""
    formula = f"{core}/{shell.partition(' ')[0]}"
    layers = composition.parse(formula, "core/crown" if crown else "core/shell")
    shape = sample.name.partition(" ")[2]
    return sample._replace(name=f"{formula} {shape}".strip(), layers=layers)
