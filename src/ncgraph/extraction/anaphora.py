"""Samples called by what sets them apart from others just named: "the latter", "the bromide".

Each stands for the one sample of the text so far that fits; where two fit it stands for none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.extraction.subjects import emitters, is_part, is_run_in
from ncgraph.extraction.wording import has_any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ncgraph.extraction.abbreviations import Known
    from ncgraph.extraction.findings import Findings, Sample
    from ncgraph.model import Layer

# "former days" and "the latter effect" speak of something else: no noun may follow but a sample's
_ORDERED = re.compile(
    r"\b[Tt]he (?P<which>former|latter)\b"
    r"(?:\s+(?:two|one|samples?|materials?|compounds?|dots?|rods?|platelets?|films?|systems?)\b)?"
    r"(?=\s*(?:[,;.:()]|$)|\s+[~≈<>]?\d|\s+(?:an?|the|is|are|was|were|has|have|had|can|may|does|did|at|in|of|on|by"
    r"|with|to|from|for|under|above|below|and|but|while|being|having|only|also|even|not"
    r"|shows?|showed|reach\w*|las(?:e|es|ed)|emit\w*|need\w*|requir\w*|exhibit\w*|gives?|gave)\b)"
)
# "at 0.8 eV in the one and at 1.1 eV in the other"
_ONE_AND_OTHER = re.compile(
    r"\b(?:in|of|for|from) (?P<first>the (?:one|first))\b(?! [a-z]+(?:s|ing)\b)"
    r"(?:[^.;]|\.\d){1,80}?"
    r"\b(?:in|of|for|from) (?P<second>the (?:other|second))\b(?=[\s,.;]*(?:$|[,.;]|and\b|but\b))"
)
# "graded CdSe/ZnS dots ... the graded ones": called by the word that stood before the name
_CALLED = frozenset({"one", "ones", "dots", "rods", "platelets", "particles", "sample", "samples"})
_DESCRIBED = re.compile(rf"\b[Tt]he (?P<word>[a-z][a-z-]{{3,}}) (?:{'|'.join(sorted(_CALLED))})\b")
# words that set a sample apart from none
_SAME = (
    "same|other|such|these|those|this|that|their|with|from|than|resulting|colloidal|quantum|"
    "semiconductor"
)
_DESCRIBING = re.compile(rf"(?<![\w-])(?!(?:{_SAME})\b)(?P<word>[a-z][a-z-]{{3,}})[\s\W]{{1,4}}$")
# "CdS shells thicker than 5 nm", "overcoating with ZnS": grown on what was spoken of
_SHELL = re.compile(
    r"[\s-]+(?:over)?(?:shells?|skins?|coats?|coatings?|layers?|(?P<crown>crowns?))\b"
    r"(?<!\slayer)(?<!\slayers)"
)
_COATED_WITH = re.compile(
    r"\b(?:over-?)?(?:coat|cap|shell|grow)(?:ing|ed)?\s+(?:them\s+|it\s+)?with\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "silica microspheres coated with CsPbBr3": a part of a device, on which nothing grows a shell
_CARRIER = re.compile(
    r"(?:spheres?|beads?|fib(?:er|re)s?|capillar(?:y|ies)|tubes?|substrates?|slides?|wafers?|glass"
    r"|silica|silicon|mirrors?|gratings?|dis[ck]s?|rings?|resonators?|cavit(?:y|ies)|waveguides?"
    r"|chips?|electrodes?)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "growth of ZnSe (1.6 nm) and ZnS (0.5 nm) layers": these, where they are shells spoken of
_GROWN = re.compile(
    r"\b(?:grow(?:ing|th|n)|deposit(?:ing|ion|ed)|add(?:ing|ition)|introduc(?:ing|tion))\s"
    r"(?:[^\s,;:]+\s+){0,6}$",
    re.IGNORECASE,
)
_ADJECTIVE = r"(?:(?:neat|pure|plain|parent|simple|inorganic|bulk)\s+)?"
# "the bromide ions", "the iodide salt": what a compound is made from
_OTHER = (
    r"(?![\w-])(?!\s+(?:ions?|anions?|precursors?|salts?|ligands?|sources?|contents?|fractions?|baths?"
    r"|concentrations?|solutions?|exchange|treatment|passivation|shells?|layers?|coating|vacanc\w+"
    r"|sites?|surface|rich|counter\w*|sublattice|and|or)\b)"
)
# "the bare cores": the sample before the shell; "the core" alone is a part of the particle
_UNSHELLED = re.compile(
    r"\b(?P<bare>bare|naked|unshelled|uncoated|uncapped|core-only)\s+(?:cores?|seeds?"
    r"|(?<=core-only )(?:samples?|dots|particles|nanocrystals|QDs|NCs|films?|platelets|NPLs))\b"
    r"|\b(?P<before>the (?:original |starting |initial |parent )?cores) (?:from|on) which\b"
    r"|\b(?P<lacking>dots|QDs|particles|nanocrystals|NCs|platelets|NPLs|rods|samples)\s+"
    r"(?:without|lacking)\s+(?:(?:an?|any|the)\s+)?(?:[\w-]+\s+)?shells?\b"
)
_CUES = frozenset(
    {
        "other",
        "second",
        "former",
        "latter",
        "core",
        "cores",
        "lacking",
        "without",
        "seed",
        "seeds",
        *composition.ANION_NAMES,
    }
)


@cache
def _by_anion() -> re.Pattern[str]:
    names = "|".join(composition.ANION_NAMES)
    return re.compile(rf"\b[Tt]he\s+{_ADJECTIVE}(?P<anion>{names}){_OTHER}")


def _distinct(samples: Iterable[Sample]) -> dict[tuple[Layer, ...], Sample]:
    return {sample.layers: sample for sample in samples if sample.layers and not sample.comparand}


def _before(samples: Sequence[Sample], start: int) -> dict[tuple[Layer, ...], Sample]:
    return _distinct(s for s in samples if s.end <= start)


def _ordered(found: Findings, known: Known) -> Iterator[Sample]:
    """The first or second of two samples named before, in this sentence or in the last."""
    for match in _ORDERED.finditer(found.text):
        named = _before(found.samples, match.start()) or _distinct(known.spoken)
        if len(named) == 1:  # "A were compared with B; the former ..."
            before = (s for s in found.samples if s.layers and s.end <= match.start())
            named = {sample.layers: sample for sample in before}
        if len(named) > 1 and (match["which"] == "latter" or len(named) == 2):
            chosen = [*named.values()][-1 if match["which"] == "latter" else 0]
            yield chosen._replace(start=match.start(), end=match.end(), comparand=False)


def _paired(found: Findings, known: Known) -> Iterator[Sample]:
    """The two samples of "in the one ... in the other"."""
    for match in _ONE_AND_OTHER.finditer(found.text):
        named = [*(_before(found.samples, match.start()) or _distinct(known.spoken)).values()]
        if len(named) == 2:
            yield named[0]._replace(start=match.start("first"), end=match.end("first"))
            yield named[1]._replace(start=match.start("second"), end=match.end("second"))


def _described(found: Findings, known: Known) -> Iterator[Sample]:
    """The sample that an adjective was used of, and of no other."""
    for match in _DESCRIBED.finditer(found.text):
        fit = _distinct(sample for word, sample in known.described if word == match["word"])
        if len(fit) == 1:
            yield next(iter(fit.values()))._replace(start=match.start(), end=match.end())


def _anions(sample: Sample) -> set[str]:
    elements = composition.list_elements(sample.layers[0].material)
    return {*elements} & {*composition.ANION_NAMES.values()}


def _named_by_anion(found: Findings, known: Known) -> Iterator[Sample]:
    """The one compound named so far whose only anion is this, first among those just named."""
    for match in _by_anion().finditer(found.text):
        anion = {composition.ANION_NAMES[match["anion"]]}
        here = _before(found.samples, match.start())
        spoken, all_named = _distinct(known.spoken).values(), known.compounds.values()
        for named in (here.values(), spoken, all_named):
            fit = [s for s in named if len(s.layers) == 1 and _anions(s) == anion]
            if fit:
                if len(fit) == 1:
                    yield fit[0]._replace(start=match.start(), end=match.end())
                break


def _unshelled(found: Findings, known: Known) -> Iterator[Sample]:
    """The core of the one core/shell sample named before."""
    for match in _UNSHELLED.finditer(found.text):
        here = _before(found.samples, match.start()) or _distinct(known.spoken)
        fit = [s for s in here.values() if len(s.layers) > 1]
        if len(fit) != 1:
            continue
        core = fit[0]._replace(start=match.start(), layers=fit[0].layers[:1], heterostructure=None)
        material, shape = core.layers[0].material, core.name.partition(" ")[2]
        if match["lacking"]:  # "dots without a shell"
            yield core._replace(end=match.end(), name=f"{material} {shape}".strip())
        else:  # what the noun says of it is read as of any compound
            end = match.end("bare" if match["bare"] else "before")
            yield core._replace(end=end, name=material, morphology=None)


def _shelled(found: Findings, known: Known) -> Iterator[Sample]:
    """The emitter spoken of with the shells of which a sentence speaks: its own, or the last."""
    named = [s for s in found.samples if s.layers]
    emitter = known.emitter
    for shell in named:
        if shell.morphology or len(shell.layers) > 1:
            emitter = shell
            continue
        said = _SHELL.match(found.text, shell.end)
        here = emitter is not known.emitter
        if emitter is None or here != bool(said and said["crown"]):
            continue
        coated = _COATED_WITH.search(found.text, max(0, shell.start - 60), shell.start)
        if coated and _CARRIER.search(found.text, 0, coated.start()):
            coated = None
        grown = _GROWN.search(found.text, max(0, shell.start - 60), shell.start)
        role = "crown" if said and said["crown"] else "shell"
        whole = _with_shell(emitter, shell, role) if said or coated or grown else None
        if not (said or coated) and whole is not emitter:
            continue  # "growth of ZnO"
        if whole is not None:
            yield whole._replace(start=shell.start, end=said.end() if said else shell.end)


def _with_shell(core: Sample, shell: Sample, role: str) -> Sample | None:
    """A core with a shell; itself where it has that shell, none where it has another."""
    material = shell.layers[0].material
    if material in {layer.material for layer in core.layers[1:]}:
        return core
    if len(core.layers) > 1 or core.layers[0].material == material:
        return None
    formula, _, shape = core.name.partition(" ")
    layers = composition.parse(f"{formula}/{material}", f"core/{role}")
    return core._replace(name=f"{formula}/{material} {shape}".strip(), layers=layers)


def _grown_around(found: Findings, known: Known) -> Iterator[Sample]:
    """The emitter spoken of where a sentence names one of its shells by shape: "the CdS rod"."""
    if known.emitter is not None:
        for sample in found.samples:
            if sample.morphology and is_part(sample, known.emitter):
                yield known.emitter._replace(start=sample.start, end=sample.end)


def _headed(found: Findings, known: Known) -> Iterator[Sample]:
    """What a run-in heading names: "*InP.*", the one core/shell sample so far with this core."""
    if is_run_in(found) and (fit := known.layered.get(found.samples[0].layers[0].material)):
        named = found.samples[0]
        if len(named.layers) == len(fit) == 1:
            yield next(iter(fit.values()))._replace(start=named.start, end=named.end)


def find_referring(found: Findings, known: Known) -> Iterator[Sample]:
    """The samples a sentence calls by reference to others, each where its words stand."""
    yield from _headed(found, known)
    yield from _shelled(found, known)
    yield from _grown_around(found, known)
    if known.described and has_any(found.text, _CALLED):
        yield from _described(found, known)
    if has_any(found.text, _CUES):
        yield from _paired(found, known)
        yield from _ordered(found, known)
        yield from _named_by_anion(found, known)
        yield from _unshelled(found, known)


def remember(found: Findings, known: Known) -> None:
    """What a sentence names, for those after."""
    known.spoken = tuple(s for s in found.samples if s.layers)
    for sample in known.spoken:
        said = _DESCRIBING.search(found.text, max(0, sample.start - 24), sample.start)
        if said:
            known.described.append((said["word"], sample))
    named = {s.layers: s for s in emitters(found)}
    if named:
        known.emitter = next(iter(named.values())) if len(named) == 1 else None
    for each in named.values():
        if len(each.layers) > 1:
            known.layered.setdefault(each.layers[0].material, {})[each.layers] = each
    known.compounds |= {s.layers[0].material: s for s in known.spoken if len(s.layers) == 1}
