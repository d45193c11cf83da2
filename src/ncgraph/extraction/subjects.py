"""Of whom a sentence speaks: the sample a mention belongs to, by the shape of the clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.extraction.clauses import clause_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.extraction.findings import Findings, Sample


# "β-Ga2O3", "2H-MoTe2", "n-Si": a phase or a type of conduction glued to a formula
_PHASE = r"(?:[\w′']{1,3}-)?"
# "the ASE threshold of type I CdSe/ZnS QDs": a prepositional attribute right after the mention
_ATTRIBUTE = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:[a-z]+\s)?(?:of|for|from|in|by|with|based on|using)\s+"
    rf"(?:[\w,-]+\s+){{0,5}}{_PHASE}$"
)
# "the band gap of ZnO": a preposition that says whose it is, so that a lone compound is meant too
_GENITIVE = re.compile(
    r".*\b(?:(?<!made )of|for|from|in)\s+(?:[\w,-]+\s+){0,3}" rf"{_PHASE}$", re.DOTALL
)
# "for ZnO", "achieved in HgTe": named after the statement, still as what it is about
_TOPICAL = re.compile(
    r"\b(?:of|for|from|in)\s+(?:(?:the|a|an|bulk|pure|bare|undoped|monolayer|few-layer|layered"
    r"|anatase|rutile|wurtzite|cubic|hexagonal|monoclinic|amorphous|[a-z]+-grown)\s+){0,2}"
    rf"{_PHASE}$",
    re.I,
)
# "With a gap of 1.4 eV, CdTe absorbs ...": an attribute before the subject of the sentence
_FRONTED = re.compile(
    r"(?:With|Having|Possessing|Featuring|Owing to|Due to|Because of|Thanks to|Despite|Given|As)\b"
    rf"[^,;]*,\s+(?:(?:the|a|an|bulk|layered|monolayer|few-layer)\s+){{0,2}}{_PHASE}$"
)
# "the ZnS shell", "an Ag mirror", "SiO2 substrate": a part beside the emitter, not the emitter
_PART = re.compile(
    r"(?![\s-]+(?:over)?(?:coat|capp|cladd?)ed\s+(?:with|by|in|on))[\s-]+"
    r"(?:over|Bragg |dielectric )?(?:shell|crown|coat|cap|cladding|barrier|interlayer|substrate"
    r"|matrix|ligand|mirror"
    r"|electrode|contact|surface|wafer|passivation|template|spacer|grating|capillar|slab"
    r"|fibre|fiber|membrane)(?:ies|y|s|es|ing|ings|ed|ling)?\b",
    re.IGNORECASE,
)
# "SiO2 microspheres" carry emitters; those of a core and its shell are made of emitters
_SPHERE = re.compile(r"[\s-]+(?:micro-?)?(?:bead|sphere)s?\b", re.IGNORECASE)
# "the SiN microdisk": silicon, its nitride and its oxide lead light, they emit none
_LED_BY = {"Si", "N", "O"}
_GUIDE = re.compile(
    r"[\s-]+(?:[a-z-]+\s+)?(?:micro-?)?(?:dis[ck]|ring|resonator|cavit(?:y|ies)|waveguide|nanobeam|sphere"
    r"|racetrack|chip|platform|circuit)(?:s|es)?\b"
)
# "ZnO films", "MoS2 monolayers": a lone compound in one of these forms is the sample itself
_FORM = re.compile(
    r"[\s-]+(?:thin[\s-]+|single[\s-]+|bulk[\s-]+)?(?:film|monolayer|bilayer|powder|crystal|ceramic|glass"
    r"|core|sheet|nanopowder|sample|particle|structure|laser)(?:s|es)?\b",
    re.IGNORECASE,
)
# "type I CdSe/ZnS QDs": the mention as an attribute right before the sample
_MODIFIER = re.compile(r"\s(?:(?:colloidal|core/shell|semiconductor|giant)\s)?")
# "CdSe/CdS QD lasers": the sample as an attribute right before the mention
_COMPOUND = re.compile(r"[\s-]*(?:[\w-]+\s+){0,2}$")
_ATTRIBUTES = (
    r"(?:\([a-z]\)\s*)?"
    r"(?:(?:bulk|bare|pure|undoped|doped|anatase|rutile|amorphous|colloidal|thin|thick)\s+)?"
    rf"{_PHASE}"
)
_COORDINATED = re.compile(
    r"(?:\s*\([^()]{1,40}\)(?=\s*(?:,|and|or)\s))?"
    rf"(?:\s*,\s*{_ATTRIBUTES}|\s*(?:,\s*(?:and|or)|and|n?or|as well as|&)\s*"
    rf"(?:(?:for|in|from|of|with|the|also)\s+){{0,2}}{_ATTRIBUTES})"
)


_PREPOSITION = r"(?P<preposition>with|in|from|for|using)\s+(?:[\w-]+\s+){0,2}"
_GOVERNED = re.compile(rf"\b{_PREPOSITION}$")
_PARALLEL = re.compile(
    r"(?:(?!\b(?:is|are|was|were|has|have|had|which|that|while|whereas|but)\b)[^;:]){1,90}?,?\s"
    rf"(?:and|or)\s+(?:also\s+)?{_PREPOSITION}"
)
# "the first nanocrystal laser was made of CdSe dots": what the particles before it were
_CONSISTED = re.compile(
    r"\s+(?:(?:was|were|is|are)\s+(?:[a-z]+\s+)?(?:made|built|based|formed|prepared|fabricated)"
    r"\s+(?:of|from|on|with|in|using|out of)|used|uses|employ(?:s|ed)|consist(?:s|ed) of)"
    r"\s+(?:[a-z-]+\s+){0,3}"
)
_SPOKEN = re.compile(r"\b(?:they|it)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_NOTHING = (True, False, 0, False, False, 0, False, 0)


def _between_is(pattern: re.Pattern[str], text: str) -> bool:
    return len(text) < 80 and pattern.fullmatch(text) is not None


# "the InP/ZnSe interface": a part or side of an emitter, not the emitter
ASPECT = re.compile(
    r"[\s-]+(?:Bragg |dielectric )?(?:core\b|interface|junction|boundary|shell|substrate|mirror"
    r"|electrode|waveguide|template|spacer|bead|sphere|microsphere|grating|capillar|membrane|circuit"
    r"|platform|chip|wafer|cladding)"
)
# "grown on SiO2/Si": what carries the emitter
_CARRIER = re.compile(r"(?<!based )(?<!relying )\b(?:on|onto)\s+(?:[\w-]+\s+){0,2}$")


def is_carrier(text: str, sample: Sample) -> bool:
    """Whether the text names it as what something lies on."""
    low = max(0, sample.start - 40)
    near = text.find("on", low, sample.start) >= 0
    return near and _CARRIER.search(text, low, sample.start) is not None


def emitters(found: Findings) -> list[Sample]:
    """The samples that a sentence names as its own, by composition: more than a lone compound.

    Not what it compares with, nor a part of an emitter, nor what carries one.
    """
    return [
        s
        for s in found.samples
        if s.layers
        and (s.morphology or len(s.layers) > 1)
        and not (s.comparand or ASPECT.match(found.text, s.end) or is_carrier(found.text, s))
    ]


def is_part(sample: Sample, whole: Sample) -> bool:
    """Whether "the CdS rod" is what grows around the core of the sample spoken of."""
    outer = {layer.material for layer in whole.layers[1:]}
    alone = len(sample.layers) == 1 and sample.definite
    return alone and sample.layers[0].material in outer


def is_run_in(found: Findings) -> bool:
    """Whether a sentence is a heading that runs into its paragraph: nothing but a sample."""
    if len(found.samples) != 1 or not found.samples[0].layers:
        return False
    sample = found.samples[0]
    return not (found.text[: sample.start] + found.text[sample.end :]).strip(" .:*_—–-")


def is_passive(sample: Sample) -> bool:
    """Whether it is silicon, its nitride or its oxide: they lead light, and do not lase."""
    if len(sample.layers) != 1 or sample.morphology:
        return False
    elements = composition.list_elements(sample.layers[0].material)
    return "Si" in elements and _LED_BY.issuperset(elements)


def is_beside(text: str, sample: Sample) -> bool:
    """Whether the noun behind it says that it is a part beside the emitter."""
    if _is_part_of_another(text, sample):
        return True
    return _GUIDE.match(text, sample.end) is not None and is_passive(sample)


def _is_part_of_another(text: str, sample: Sample) -> bool:
    if _PART.match(text, sample.end):
        return True
    return len(sample.layers) < 2 and _SPHERE.match(text, sample.end) is not None


def is_slight(text: str, sample: Sample) -> bool:
    """Whether it is a lone compound: more often a shell or a substrate than an emitter."""
    if is_beside(text, sample) or is_carrier(text, sample):
        return True
    if sample.morphology or sample.compound_class or sample.stranger or len(sample.layers) > 1:
        return False
    return not _FORM.match(text, sample.end)


def _rank(found: Findings, sample: Sample, start: int, end: int) -> tuple[float, ...]:
    """Smaller is better: comparand, syntactic bond, clause, weight of the phrase, distance."""
    text, starts = found.text, found.clauses
    clause = clause_of(starts, start, len(text))
    inside = clause[0] <= sample.start < clause[1]
    if sample.start <= start < sample.end or (
        sample.start >= end and _between_is(_MODIFIER, text[end : sample.start])
    ):
        bond = 0
    elif (sample.start >= end and _between_is(_ATTRIBUTE, text[end : sample.start])) or (
        sample.end <= start and inside and _between_is(_COMPOUND, text[sample.end : start])
    ):
        bond = 1
    else:
        bond = 2
    slight = int(is_slight(text, sample))
    if bond == 1 and slight and sample.start >= end and not is_beside(text, sample):
        slight = int(_GENITIVE.fullmatch(text[end : sample.start]) is None)
    bare = 0 if sample.layers else 1
    distance = start - sample.end if sample.end <= start else sample.start - end
    after = sample.start >= end
    apart = sample.comparand and bond > 0
    # a particle word alone, that refers to nothing, is no match for a formula elsewhere
    vague = bare and bond == 2 and not sample.definite
    return (apart, slight and bond > 0, bond, vague, not inside, bare, after, distance)


def subjects(found: Findings, start: int, end: int, samples: Sequence[Sample]) -> list[Sample]:
    """The sample that `text[start:end]` is about, with those coordinated with it; [] if none.

    Preferred in this order: never what the statement compares with; an attribute ("threshold of
    X", "X lasers"); the same clause; a formula before a bare particle word; nearness.
    """
    ranked = [(_rank(found, sample, start, end), sample) for sample in samples]
    rank, best = min(ranked, key=lambda pair: pair[0], default=(_NOTHING, None))
    if best is None or rank[0]:
        return []
    _, slight, bond, _, outside, _, after, _ = rank
    if not best.layers and best.end <= start:
        best = _specified(found.text, end, samples) or best
    topical = _TOPICAL.search(found.text[end : best.start]) or _FRONTED.match(
        found.text, 0, best.start
    )
    if slight and bond > 1 and after and not topical:
        return []  # "lasing is kept up thanks to ZnS": said of what was spoken of before
    if bond > 1 and after and outside and _SPOKEN.search(found.text, 0, start):
        return []  # "Coated on a ring they lased, whereas B did not": not B
    if best.start != start and (
        _is_part_of_another(found.text, best) or (after and is_beside(found.text, best))
    ):
        return []  # "a ZnS shell lengthens the lifetime": that of what it is grown on
    run = _coordinated(found.text, samples, best)
    return run if best.start < end else [*run, *_parallel(found.text, samples, run)]


def _specified(text: str, end: int, samples: Sequence[Sample]) -> Sample | None:
    behind = (s for s in samples if s.layers and s.start > end)
    return next((s for s in behind if _CONSISTED.fullmatch(text, end, s.start)), None)


def runs(text: str, samples: Sequence[Sample]) -> list[list[Sample]]:
    """The samples as they are coordinated: `CdSe QDs, NRs, and NPLs` is one run of three."""
    found: list[list[Sample]] = []
    for sample in samples:
        if found and _COORDINATED.fullmatch(text[found[-1][-1].end : sample.start]):
            found[-1].append(sample)
        else:
            found.append([sample])
    return found


def _coordinated(text: str, samples: Sequence[Sample], best: Sample) -> list[Sample]:
    """All members of the coordination the chosen one stands in."""
    run = next(run for run in runs(text, samples) if best in run)
    return [s for s in run if s is best or not s.comparand]


def _parallel(text: str, samples: Sequence[Sample], run: Sequence[Sample]) -> list[Sample]:
    """Those that follow under the same preposition: "with A in a disk and with B in a ring"."""
    governed = _GOVERNED.search(text, max(0, run[0].start - 40), run[0].start)
    found: list[Sample] = []
    for sample in samples if governed else ():
        last = found[-1] if found else run[-1]
        joined = sample.start > last.end and _PARALLEL.fullmatch(text, last.end, sample.start)
        if governed and joined and joined["preposition"] == governed["preposition"]:
            found.append(sample)
    return found
