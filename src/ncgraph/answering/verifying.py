"""`verify`: a sentence read by the extractor, its claims compared with those of the graph.

A value is compared with values of the same sample, property and dimension; a word (alignment,
outcome, cavity) with the words the graph has. What agrees but for pump, cavity, dimension,
material or author differs in conditions. Nothing to compare with is "not in the graph", never
"wrong"; and only what is said of a composition can be contradicted, not "the dots".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.answering.agreeing import (
    interval,
    is_named,
    same_conditions,
    same_property,
    same_pump,
    same_sample,
    same_value,
    tells_conditions,
)
from ncgraph.answering.crediting import credits_of
from ncgraph.answering.describing import describe_alignments
from ncgraph.graph import claims_where
from ncgraph.model import Check, Claim, Polarity, Verdict, Verification
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import Document, Evidence, Quantity

_CONDITIONS = {"pump-regime", "cavity-used", "temperature-dependence"}
_THRESHOLDS = ("ase-threshold", "lasing-threshold", "gain-threshold")
# outcome -> kinds that show it
_OUTCOMES = {
    "lasing": ("lasing-demonstrated", "lasing-threshold"),
    "ase": ("ase-demonstrated", "ase-threshold"),
}
_GRAVEST = list(Verdict)
_SHOWN = 3  # pieces of evidence per check
_SAMPLES = "SELECT DISTINCT ?sample { ?sample ncg:composition ?composition }"
_COMPUTED = "computed"


def verify(graph: KnowledgeGraph, sentence: str) -> Verification:
    """What the graph says to a sentence: supported, contradicted, other conditions, or nothing.

    Args:
        graph: A graph with claims.
        sentence: A statement in English, by a person or a language model.
    """
    from ncgraph.extraction import extract
    from ncgraph.reading import read_text

    document = read_text(sentence, "sentence")
    stated = [c for c in extract(document).claims if c.polarity is not Polarity.HYPOTHETICAL]
    main = [c for c in stated if c.kind not in _CONDITIONS and _says_something(c)]
    checks = [_check(graph, claim) for claim in (main or stated)]
    checks += _check_rest(_quantities(document), main or stated, checks)
    verdict = min((c.verdict for c in checks), key=_GRAVEST.index, default=Verdict.UNKNOWN)
    return Verification(sentence=sentence, verdict=verdict, checks=tuple(checks))


def _check_rest(
    quantities: list[tuple[str, Quantity]], stated: list[Claim], checks: list[Check]
) -> Iterator[Check]:
    """What else a sentence gives in numbers (conditions, or not understood) must be quoted, too."""
    from ncgraph.reading import read_text

    quotes = dict.fromkeys(e.quote for check in checks for e in check.evidence)
    quoted = [each for quote in quotes for _, each in _quantities(read_text(quote, "quote"))]
    for words, quantity in quantities:
        checked = any(same_value(quantity, claim.quantity) for claim in stated)
        if quotes and not checked and not any(same_value(quantity, each) for each in quoted):
            reason = "stands in none of the sentences that support the rest"
            yield Check(claim=words, verdict=Verdict.UNKNOWN, reason=reason)


def _quantities(document: Document) -> list[tuple[str, Quantity]]:
    """Words and value of the quantities of a text."""
    from ncgraph.extraction.quantities import scan

    return [
        (sentence.text[found.start : found.end], found.quantity)
        for sentence in document.sentences
        for found in scan(sentence.text)
        if found.quantity.dimension is not None
    ]


def _says_something(claim: Claim) -> bool:
    """A threshold without a number says no more than the demonstration beside it."""
    return _has_value(claim) or not claim.kind.endswith(("-threshold", "-wavelength"))


def _has_value(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.si_value is not None


def _check(graph: KnowledgeGraph, claim: Claim) -> Check:
    if claim.quantity is not None and _has_value(claim):
        return _check_value(graph, claim, claim.quantity)
    if outcome := _outcome(claim):
        return _check_outcome(graph, claim, outcome)
    if claim.kind == "band-alignment" and claim.subject and claim.subject.composition:
        return _check_alignment(graph, claim, claim.subject.composition)
    return _check_word(graph, claim)


def _known(
    graph: KnowledgeGraph,
    claim: Claim,
    kinds: Iterable[str],
    between: tuple[float, float] | None = None,
) -> list[Claim]:
    """Claims on the sample, or with a value in the range whatever their sample is."""
    composition = claim.subject.composition if claim.subject and not between else None
    found = claims_where(graph, kinds, composition=composition, between=between)
    return [
        known
        for known in found
        if known.polarity is not Polarity.HYPOTHETICAL
        and (between or same_sample(claim.subject, known.subject))
    ]


def _check_value(graph: KnowledgeGraph, claim: Claim, quantity: Quantity) -> Check:
    kinds = _THRESHOLDS if claim.kind in _THRESHOLDS else (claim.kind,)
    equal = [
        known
        for known in _known(graph, claim, kinds, between=interval(quantity))
        if same_value(quantity, known.quantity)
    ]
    here = [known for known in equal if same_sample(claim.subject, known.subject)]
    same = [known for known in here if same_property(claim, known)]
    if met := [known for known in same if same_conditions(claim, known)]:
        return _compared(graph, claim, met, "same property and value")
    if same:
        return _made(claim, Verdict.DIFFERS, _conditions(claim, same), same)
    if here and claim.kind in _THRESHOLDS:
        kinds_here = ", ".join(dict.fromkeys(known.kind for known in here))
        return _made(claim, Verdict.DIFFERS, f"the graph gives this value as {kinds_here}", here)
    if is_named(claim.subject):
        own = [k for k in _known(graph, claim, kinds) if same_property(claim, k) and _has_value(k)]
        if own:
            return _against(claim, quantity, own)
        if equal := [k for k in equal if same_property(claim, k) and is_named(k.subject)]:
            reason = f"the value is that of another sample: {_names(equal)}"
            return _made(claim, Verdict.DIFFERS, reason, equal)
    return _made(claim, Verdict.UNKNOWN, "no value of this sample and property", [])


def _against(claim: Claim, quantity: Quantity, own: list[Claim]) -> Check:
    """Other values of the same sample and property."""
    comparable = [k for k in own if k.quantity and k.quantity.dimension is quantity.dimension]
    if not comparable:
        reason = f"the graph gives it in another dimension: {_values(own)}"
        return _made(claim, Verdict.DIFFERS, reason, own)
    if near := [known for known in comparable if same_pump(claim, known)]:
        return _made(claim, Verdict.CONTRADICTED, f"the graph has {_values(near)}", near)
    return _made(claim, Verdict.DIFFERS, _conditions(claim, comparable), comparable)


def _outcome(claim: Claim) -> str | None:
    """The outcome that a claim shows or denies."""
    if claim.kind == "not-observed":
        said = str(claim.category).lower()
        return said if said in _OUTCOMES else None
    return next((name for name, kinds in _OUTCOMES.items() if claim.kind in kinds), None)


def _affirms(claim: Claim) -> bool:
    return claim.kind != "not-observed" and claim.polarity is Polarity.AFFIRMED


def _check_outcome(graph: KnowledgeGraph, claim: Claim, outcome: str) -> Check:
    own = _known(graph, claim, (*_OUTCOMES[outcome], "not-observed"))
    own = [known for known in own if _outcome(known) == outcome]
    same = [known for known in own if _affirms(known) is _affirms(claim)]
    return _said(graph, claim, same, [known for known in own if known not in same])


def _said(graph: KnowledgeGraph, claim: Claim, same: list[Claim], opposed: list[Claim]) -> Check:
    """What says the same and what the contrary, under the conditions of the claim."""
    fitting = [known for known in same if same_conditions(claim, known)]
    against = [known for known in opposed if same_conditions(claim, known)]
    if met := [known for known in fitting if tells_conditions(claim, known)]:
        also = "; it holds the contrary as well" if against else ""
        return _compared(graph, claim, met, f"the graph says the same{also}")
    if against and is_named(claim.subject):
        return _made(claim, Verdict.CONTRADICTED, "the graph says the contrary", against)
    if other := [known for known in same if known not in fitting]:
        return _made(claim, Verdict.DIFFERS, _conditions(claim, other), other)
    if fitting:
        reason = "the graph says so, but not under which conditions"
        return _made(claim, Verdict.UNKNOWN, reason, fitting)
    return _made(claim, Verdict.UNKNOWN, "no such claim on this sample", [])


def _check_alignment(graph: KnowledgeGraph, claim: Claim, composition: str) -> Check:
    """Against all that is known of the layers, also what was inferred for them."""
    samples = [str(row["sample"]) for row in graph.select(_SAMPLES, composition=composition)]
    described = describe_alignments(graph, samples, ["ncg:BandAlignment"])
    known = [alignment for each in described.values() for alignment in each]
    met = [k for k in known if claim.term and ontology().is_a(k.kind, claim.term)]
    affirmed = claim.polarity is Polarity.AFFIRMED
    chosen = met or known
    if not chosen:
        return _made(claim, Verdict.UNKNOWN, "no alignment known of these layers", [])
    evidence = [piece for alignment in chosen for piece in alignment.evidence]
    bases = ", ".join(dict.fromkeys(alignment.basis for alignment in chosen))
    if met:
        verdict = Verdict.SUPPORTED if affirmed else Verdict.CONTRADICTED
        return _made(claim, verdict, f"the graph has it: {bases}", evidence)
    words = ", ".join(dict.fromkeys(ontology().term(k.kind).label for k in chosen))
    stated = any(not alignment.basis.startswith(_COMPUTED) for alignment in chosen)
    verdict = Verdict.CONTRADICTED if stated else Verdict.DIFFERS
    if not affirmed:
        verdict = Verdict.SUPPORTED
    return _made(claim, verdict, f"the graph says {words}: {bases}", evidence)


def _check_word(graph: KnowledgeGraph, claim: Claim) -> Check:
    own = [k for k in _known(graph, claim, (claim.kind,)) if same_property(claim, k)]
    same = [known for known in own if known.polarity is claim.polarity]
    return _said(graph, claim, same, [known for known in own if known not in same])


def _compared(graph: KnowledgeGraph, claim: Claim, met: list[Claim], reason: str) -> Check:
    """What agrees in all else: whether polarity and author do, too."""
    if claim.kind != "not-observed" and all(k.polarity is not claim.polarity for k in met):
        return _made(claim, Verdict.CONTRADICTED, "the graph says the contrary", met)
    if claim.attributed_to:
        surname = claim.attributed_to.split()[0]
        credited = credits_of(graph, met)
        if credited and not any(surname in each for each in credited):
            reason = f"the graph credits {credited[0]}"
            return _made(claim, Verdict.DIFFERS, reason, met)
    if not is_named(claim.subject) and any(is_named(known.subject) for known in met):
        reason += f", of {_names(met)}"
    return _made(claim, Verdict.SUPPORTED, reason, met)


def _conditions(claim: Claim, known: list[Claim]) -> str:
    """What differs: the pump, or else the cavity."""
    if other := [each for each in known if not same_pump(claim, each)]:
        said = claim.pump.mode if claim.pump else None
        modes = {k.pump.mode or f"{k.pump.photon_order}-photon" for k in other if k.pump}
        listed = ", ".join(sorted(modes))
        return f"stated for {said or 'another'} pumping, the graph has {listed}"
    cavities = ", ".join(sorted({known.cavity for known in known if known.cavity}))
    return f"stated for a {claim.cavity} cavity, the graph has {cavities}"


def _names(known: list[Claim]) -> str:
    names = list(dict.fromkeys(k.subject.name for k in known if k.subject))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _values(known: list[Claim]) -> str:
    return ", ".join(dict.fromkeys(_words(k.quantity) for k in known))


def _words(quantity: Quantity | None) -> str:
    if quantity is None or quantity.value is None:
        return ""
    upper = "" if quantity.value_max is None else f" to {quantity.value_max:g}"
    return f"{quantity.value:g}{upper} {quantity.unit}".strip()


def _made(claim: Claim, verdict: Verdict, reason: str, known: Iterable[Claim | Evidence]) -> Check:
    evidence = dict.fromkeys(k.evidence if isinstance(k, Claim) else k for k in known)
    value = _words(claim.quantity) or claim.category or ""
    name = claim.subject.name if claim.subject else ""
    negated = claim.polarity is Polarity.NEGATED and claim.kind != "not-observed"
    sign = "not " if negated else ""
    words = " ".join(part for part in (sign + claim.kind, name, value) if part)
    return Check(claim=words, verdict=verdict, reason=reason, evidence=tuple(evidence)[:_SHOWN])
