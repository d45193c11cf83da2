"""Noun phrases that name an emitter: formula, heterostructure and particle word put together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.language import Language

from ncgraph import composition
from ncgraph.extraction.abbreviations import Known
from ncgraph.extraction.anaphora import find_referring, remember
from ncgraph.extraction.codes import define, find_coded, learn
from ncgraph.extraction.comparands import COMPARING, COORDINATION, is_comparand, is_compared
from ncgraph.extraction.compound_classes import find_classes
from ncgraph.extraction.families import defined_at, members
from ncgraph.extraction.findings import Findings, Found, Sample, findings
from ncgraph.extraction.shells import with_arms, with_shell
from ncgraph.extraction.strangers import find_strangers
from ncgraph.extraction.wording import has_any
from ncgraph.model import Label
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.tokens import Doc

    from ncgraph.model import Layer

# What may stand between the words of one noun phrase: a hyphen, or up to two attributive words.
# Words of the closed classes (prepositions, conjunctions, articles, auxiliaries) end the phrase.
_CLOSED = (
    "and|or|of|in|on|at|to|by|with|from|for|as|than|under|into|between|over|per|via|"
    "is|are|was|were|be|been|has|have|had|the|a|an|that|which|these|those|its|their|using|"
    "can|could|may|do|does|not|while|but|when|where"
)
_INSIDE = re.compile(
    rf"-?(?:based)?(?:@[a-z-]+)?[\s-]*(?:(?!(?:{_CLOSED})\b)[a-z][a-z-]*(?:\s|(?<=[a-z]{{3}}-)))"
    "{0,2}"
)
_APPOSED = re.compile(r"\s(?:\([A-Za-z-]{2,8}\)\s)?")
_PARENTHESIS = re.compile(r"\s*\(\s*")
# "nanowires of CdSe", "dots made of PbS": the formula after its particle word
_MADE_OF = re.compile(
    r"\s+(?:of|(?:made|composed|consisting) (?:of|from)|based on)\s+"
    r"(?:[a-z-]+\s|(?:[a-z-]+\s){1,3}(?:perovskite|semiconductor|compound|alloy)s?\s)?"
)
# "unlike CdSe QDs, NPLs ...", "..., while that of QDs": another shape of the same compound
_CONTRASTED = re.compile(r"\b(?:unlike|than|compared (?:to|with)|in contrast to)\b", re.IGNORECASE)
_THAT_OF = re.compile(r"\b(?:that|those) (?:of|for|from|in) (?:the )?$")
_DEFINITE = re.compile(r"\b(?:the|these|this|those|such|same|our|its|their)\s+(?:[\w-]+\s)?$", re.I)
_COLLOIDAL = frozenset({"colloidal", "colloidally", "colloid", "colloids"})
_GENERIC = "ncg:Nanocrystal"
_PLATELET = "ncg:Nanoplatelet"
_WELL = re.compile(r"\bquantum[ -]wells?\b", re.IGNORECASE)


def _phrase(text: str, parts: Sequence[Found]) -> Sample:
    """One `Sample` from the adjacent mentions of one noun phrase.

    A quantum well of a III-V compound is a layer of a grown stack: no particle has its shape.
    """
    formula = shape = layering = None
    for part in parts:
        if part.label is Label.MATERIAL:
            formula = formula or part
        elif part.label is Label.HETEROSTRUCTURE:
            layering = layering or part.term
        elif shape is None or part.term != _GENERIC:
            shape = part.term
    printed, layers = (formula.formula, formula.layers) if formula else (None, ())
    if shape == _PLATELET and layers and composition.compound_class(layers[0].material) == "III-V":
        shape = None if any(_WELL.search(text, p.start, p.end) for p in parts) else shape
    name, layers = _called(printed, layers, layering, shape)
    return Sample(parts[0].start, parts[-1].end, name, layers, shape, layering)


@lru_cache(maxsize=1 << 12)
def _called(
    formula: str | None, layers: tuple[Layer, ...], layering: str | None, shape: str | None
) -> tuple[str, tuple[Layer, ...]]:
    """The name and the layers of what a formula, a heterostructure and a shape name together."""
    words = [formula or ""]
    if layering:
        notation = ontology().term(layering).notation or ""
        words.append(notation)
        if formula and len(layers) > 1:
            layers = composition.parse(formula, notation)
        elif layers and "/" in notation:
            # "CdSe core/shell NPLs" leaves the shell open: a family with CdSe in it
            words[0], layers = f"{words[0]}-based", ()
    if shape:
        notation = ontology().term(shape).notation or ""
        if not formula and shape == _GENERIC:
            words.append("colloidal")  # what the ontology's nanocrystal is, however it is called
        words.append(notation + "s")
    return " ".join(word for word in words if word), layers


def _joins(
    text: str, left: Found, right: Found, parts: Sequence[Found], attributes: Sequence[Found]
) -> bool:
    """Whether `right` continues the noun phrase that ends with `left`.

    An attribute between them, as in "CdTe/CdSe type-II dots", does not end it.
    """
    kind = left.label is Label.MORPHOLOGY and right.term == _GENERIC  # "nanorod nanocrystals"
    if right.label in {p.label for p in parts} and not kind:
        return False
    definition = defined_at(text, left.end, left.formula or "")
    between = text[definition.end if definition else left.end : right.start]
    if right.label is Label.MATERIAL:  # otherwise a formula opens a phrase
        return left.label is Label.MORPHOLOGY and _MADE_OF.fullmatch(between) is not None
    for each in attributes:
        if left.end <= each.start and each.end <= right.start:
            between = between.replace(text[each.start : each.end], "", 1)
    return len(between) <= 40 and _INSIDE.fullmatch(between) is not None


def _group(text: str, parts: Sequence[Found], attributes: Sequence[Found]) -> list[list[Found]]:
    groups: list[list[Found]] = []
    for part in parts:
        if groups and _joins(text, groups[-1][-1], part, groups[-1], attributes):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _based(text: str, sample: Sample) -> Sample:
    """`CdSe-based NCs` names a family with CdSe in it, not the compound."""
    return _family(sample) if "-based" in text[sample.start : sample.end] else sample


def _family(sample: Sample) -> Sample:
    head, _, tail = sample.name.partition(" ")
    return sample._replace(name=f"{head}-based {tail}".strip(), layers=())


def aligned(sample: Sample, words: str) -> Sample:
    """Whose the alignment in `words` is: it takes two compounds, of which one may be unsaid.

    "CdSe NCs with type-II alignment" are a family with CdSe in it; "type-II NCs" are a class of
    their own, not the nanocrystals spoken of before.
    """
    if len(sample.layers) == 1:
        return _family(sample)
    if sample.layers or "-based" in sample.name or sample.definite:
        return sample
    return sample._replace(name=f"{words} {sample.name.rpartition(' ')[2]}", morphology=None)


def _inherit(text: str, left: Sample, right: Sample) -> Sample:
    """`CdSe QDs, NRs, and NPLs`: a formula is shared along a coordination of particle words."""
    if right.layers or not left.layers or right.morphology in {None, left.morphology}:
        return right
    if not COORDINATION.fullmatch(text[left.end : right.start]):
        return right
    return _share(left, right)


def _contrasted(text: str, samples: Sequence[Sample]) -> list[Sample]:
    """`Unlike CdSe QDs, ... of NPLs`: what is contrasted by its shape alone shares the formula."""
    if len(samples) < 2:  # what stands alone shares nothing
        return [*samples]
    named = [s for s in samples if s.layers and s.morphology and s.morphology != _GENERIC]
    shared: list[Sample] = []
    for sample in samples:
        bare = not (sample.layers or sample.morphology in {None, _GENERIC} or sample.definite)
        others = [s for s in named if bare and s.morphology != sample.morphology]
        if others and not _THAT_OF.search(text[: sample.start]):
            others = [
                s for s in others if s.comparand and _CONTRASTED.search(text[: s.start][-40:])
            ]
        shared.append(_share(others[0], sample) if others else sample)
    return shared


def _share(owner: Sample, sample: Sample) -> Sample:
    formula = owner.name.partition(" ")[0]
    return sample._replace(name=f"{formula} {sample.name}", layers=owner.layers)


_NAMING = frozenset({Label.MATERIAL, Label.MORPHOLOGY, Label.HETEROSTRUCTURE})
_DEVICES = frozenset({Label.CAVITY, Label.PIC_COMPONENT})


def _named(found: Findings) -> list[Sample]:
    """The samples that phrases of a sentence name by composition, layering or shape."""
    text = found.text
    parts = [f for f in (*found.materials, *found.terms) if f.label in _NAMING]
    if not parts:
        return []
    parts.sort(key=lambda part: part.start)
    parts = _explained(text, parts)
    modified = {t.start - 1 for t in found.terms if t.label in _DEVICES}
    attributes = [term for term in found.terms if term.label is Label.BAND_ALIGNMENT]
    comparing = has_any(text, COMPARING)
    samples: list[Sample] = []
    for group in _group(text, parts, attributes):
        if all(part.label is Label.HETEROSTRUCTURE for part in group):
            continue  # "the core/shell band alignment" names no emitter
        sample = _based(text, _phrase(text, group))
        if samples:
            if merged := _merged(text, samples[-1], sample):
                samples[-1] = merged
                continue
            sample = _inherit(text, samples[-1], sample)
        # of "the NC waveguide" the waveguide is the definite one
        definite = sample.end not in modified and (
            _DEFINITE.search(text, max(0, sample.start - 30), sample.start) is not None
        )
        comparand = comparing and is_comparand(text, samples, sample)
        if comparand or definite:
            sample = sample._replace(comparand=comparand, definite=definite)
        samples.extend(members(text, sample, group))
    return _contrasted(text, with_arms(text, samples))


def _explained(text: str, parts: Sequence[Found]) -> list[Found]:
    """`mercury telluride (HgTe) QDs`: name and formula of one compound are one part of a phrase."""
    made: list[Found] = []
    for part in parts:
        last = made[-1] if part.layers and made else None
        if last and last.layers == part.layers and text[last.end : part.start] == " (":
            made[-1] = last._replace(end=part.end + text.startswith(")", part.end))
        else:
            made.append(part)
    return made


def _merged(text: str, last: Sample, sample: Sample) -> Sample | None:
    """The one sample that two phrases name together, if they do."""
    if _is_compartment(text, last, sample):
        return last._replace(end=sample.end)
    if _is_apposed(text, last, sample):
        notation = ontology().term(last.morphology or "").notation or ""
        name = f"{sample.name.partition(' ')[0]} {notation}s"
        return sample._replace(start=last.start, morphology=last.morphology, name=name)
    return _glossed(text, last, sample) or with_shell(text, last, sample)


def _is_compartment(text: str, last: Sample, sample: Sample) -> bool:
    """Whether a compound only goes with an emitter: in "QD/SiN microdisk" SiN emits nothing."""
    beside = sample.start == last.end + 1 and text[last.end] == "/"
    return beside and not (last.layers or sample.morphology) and len(sample.layers) == 1


def _is_apposed(text: str, last: Sample, sample: Sample) -> bool:
    """Whether a shape and a compound are one phrase: "dot-in-rod (DiR) CdSe/CdS nanocrystals"."""
    if last.layers or not last.morphology or not sample.layers:
        return False
    if sample.heterostructure or sample.morphology != _GENERIC:
        return False
    return _APPOSED.fullmatch(text, last.end, sample.start) is not None


def _glossed(text: str, last: Sample, sample: Sample) -> Sample | None:
    """`CdSe NCs (QDs)`, `quantum dots (CdSe QDs)`: the same, in the parenthesis more exactly."""
    if not sample.morphology or not _PARENTHESIS.fullmatch(text, last.end, sample.start):
        return None
    if sample.layers:
        same = not last.layers and last.morphology in {sample.morphology, _GENERIC}
        return sample._replace(start=last.start) if same and text[sample.end] == ")" else None
    name = last.name.rpartition(" ")[0] + " " + sample.name if last.layers else last.name
    return last._replace(end=sample.end, name=name.strip(), morphology=sample.morphology)


def find_samples(doc: Doc) -> Doc:
    """Fill `findings(doc).samples` in order of the text."""
    found = findings(doc)
    found.samples.extend(_named(found))
    known: Known = doc.user_data.get("known") or Known()
    learn(known.codes, define(found))
    _add(found, find_coded(found, known.codes) if known.codes else ())
    known.colloidal = known.colloidal or has_any(found.text, _COLLOIDAL)
    if known.colloidal:
        found.samples[:] = map(_as_colloidal, found.samples)
    if doc.user_data.get("place") == "body":
        _add(found, find_classes(found))
        _add(found, find_referring(found, known))
        _add(found, find_strangers(found) if found.others else ())
        remember(found, known)
    return doc


def _as_colloidal(sample: Sample) -> Sample:
    """`QDs` of a document on colloidal particles are `colloidal QDs`."""
    if sample.layers or not sample.morphology or "-based" in sample.name:
        return sample
    return sample._replace(name=f"colloidal {sample.name.replace('colloidal ', '')}")


def _add(found: Findings, called: Iterable[Sample]) -> None:
    """Add the samples that a sentence calls by other means than their composition."""
    for each in [*called]:
        compared = is_compared(found.text, each.start)
        free = [s for s in found.samples if s.end <= each.start or each.end <= s.start]
        definite = each.compound_class and _DEFINITE.search(
            found.text, max(0, each.start - 30), each.start
        )
        added = each._replace(definite=bool(definite), comparand=compared)
        found.samples[:] = sorted((*free, added), key=lambda s: s.start)


@Language.factory("ncgraph_samples", assigns=["doc._.findings"], requires=["doc._.findings"])
def make_samples(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_samples`."""
    return find_samples
