"""`verify`: a sentence read by the extractor, its claims compared with those of the graph.

A value is compared with values of the same sample, property and dimension; a word (alignment,
outcome) with the words the graph has. What agrees but for pump, dimension or material differs in
conditions. Nothing to compare with is "not in the graph", never "wrong".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.graph import claims_of
from ncgraph.model import Check, Claim, Nanocrystal, Polarity, Verdict, Verification
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import Quantity

_DOCUMENTS = "SELECT DISTINCT ?name { GRAPH ?g { ?name ncg:sha256 ?hash } }"
_SAME = 0.02  # relative: a value rounded to two figures
_CONDITIONS = {"pump-regime", "cavity-used", "temperature-dependence"}
_OUTCOMES = {
    "lasing-demonstrated": {"lasing-demonstrated", "lasing-threshold"},
    "ase-demonstrated": {"ase-demonstrated", "ase-threshold"},
}
_GRAVEST = list(Verdict)
_SHOWN = 3  # pieces of evidence per check


def verify(graph: KnowledgeGraph, sentence: str) -> Verification:
    """What the graph says to a sentence: supported, contradicted, other conditions, or nothing.

    Args:
        graph: A graph with claims.
        sentence: A statement in English, by a person or a language model.
    """
    from ncgraph.extraction import extract
    from ncgraph.reading import read_text

    stated = extract(read_text(sentence, "sentence")).claims
    stated = tuple(c for c in stated if c.polarity is not Polarity.HYPOTHETICAL)
    main = [c for c in stated if c.kind not in _CONDITIONS and _says_something(c)]
    known = list(_known(graph))
    checks = tuple(_check(claim, known) for claim in (main or stated))
    verdict = min((c.verdict for c in checks), key=_GRAVEST.index, default=Verdict.UNKNOWN)
    return Verification(sentence=sentence, verdict=verdict, checks=checks)


def _says_something(claim: Claim) -> bool:
    """A threshold without a number says no more than the demonstration beside it."""
    valued = claim.quantity is not None and claim.quantity.si_value is not None
    return valued or not claim.kind.endswith(("-threshold", "-wavelength"))


def _known(graph: KnowledgeGraph) -> Iterable[Claim]:
    for row in graph.select(_DOCUMENTS):
        name = str(row["name"]).rpartition("/id/")[2]
        for claim in claims_of(graph, _unquoted(name)):
            if claim.polarity is not Polarity.HYPOTHETICAL:
                yield claim


def _unquoted(name: str) -> str:
    from urllib.parse import unquote

    return unquote(name)


def _check(claim: Claim, known: list[Claim]) -> Check:
    if claim.quantity is not None and claim.quantity.si_value is not None:
        return _check_value(claim, claim.quantity, known)
    return _check_word(claim, known)


def _check_value(claim: Claim, quantity: Quantity, known: list[Claim]) -> Check:
    alike = [k for k in known if k.kind == claim.kind and k.quantity and k.quantity.si_value]
    own = [k for k in alike if _same_sample(claim.subject, k.subject)]
    equal = [k for k in alike if _agree(quantity, k.quantity)]
    met = [k for k in own if k in equal and _same_pump(claim, k)]
    if met:
        opposite = met[0].polarity is not claim.polarity
        if opposite:
            return _made(claim, Verdict.CONTRADICTED, "the graph says the contrary", met)
        return _made(claim, Verdict.SUPPORTED, "same sample, property and value", met)
    if other := [k for k in own if k in equal]:
        return _made(claim, Verdict.DIFFERS, _pumps(claim, other), other)
    comparable = [k for k in own if k.quantity and k.quantity.dimension is quantity.dimension]
    if near := [k for k in comparable if _same_pump(claim, k)]:
        values = ", ".join(dict.fromkeys(_words(k.quantity) for k in near))
        return _made(claim, Verdict.CONTRADICTED, f"the graph has {values}", near)
    if comparable:
        return _made(claim, Verdict.DIFFERS, _pumps(claim, comparable), comparable)
    if own:
        values = ", ".join(dict.fromkeys(_words(k.quantity) for k in own))
        reason = f"the graph gives it in another dimension: {values}"
        return _made(claim, Verdict.DIFFERS, reason, own)
    if equal:
        names = ", ".join(dict.fromkeys(k.subject.name for k in equal if k.subject))
        return _made(claim, Verdict.DIFFERS, f"the value is that of another sample: {names}", equal)
    return _made(claim, Verdict.UNKNOWN, "no value of this sample and property", [])


def _check_word(claim: Claim, known: list[Claim]) -> Check:
    kinds = _OUTCOMES.get(claim.kind, {claim.kind})
    own = [k for k in known if k.kind in kinds and _same_sample(claim.subject, k.subject)]
    if claim.kind == "not-observed":
        return _check_denial(claim, known)
    same = [k for k in own if _same_term(claim, k)]
    agreeing = [k for k in same if k.polarity is claim.polarity and _same_pump(claim, k)]
    if agreeing:
        return _made(claim, Verdict.SUPPORTED, "the graph says the same", agreeing)
    if opposed := [k for k in same if k.polarity is not claim.polarity and _same_pump(claim, k)]:
        return _made(claim, Verdict.CONTRADICTED, "the graph says the contrary", opposed)
    if same:
        return _made(claim, Verdict.DIFFERS, _pumps(claim, same), same)
    if claim.kind == "band-alignment" and own:
        words = ", ".join(dict.fromkeys(str(k.category) for k in own))
        return _made(claim, Verdict.CONTRADICTED, f"the graph says {words}", own)
    return _made(claim, Verdict.UNKNOWN, "no such claim on this sample", [])


def _check_denial(claim: Claim, known: list[Claim]) -> Check:
    own = [k for k in known if _same_sample(claim.subject, k.subject) and _same_pump(claim, k)]
    same = [k for k in own if k.kind == claim.kind and _same_term(claim, k)]
    if same:
        return _made(claim, Verdict.SUPPORTED, "the graph denies it as well", same)
    shown = {
        outcome
        for outcome, kinds in _OUTCOMES.items()
        if str(claim.category).lower() == outcome.partition("-")[0]
        for _ in kinds
    }
    affirmed = [
        k
        for k in own
        if any(k.kind in _OUTCOMES[each] for each in shown) and k.polarity is Polarity.AFFIRMED
    ]
    if affirmed:
        return _made(claim, Verdict.CONTRADICTED, "the graph holds reports of it", affirmed)
    return _made(claim, Verdict.UNKNOWN, "the graph neither affirms nor denies it", [])


def _same_sample(one: Nanocrystal | None, other: Nanocrystal | None) -> bool:
    """The same layers, and a shape that is not another one."""
    if one is None or other is None or one.composition != other.composition:
        return False
    if one.composition is None and one.morphology != other.morphology:
        return False
    return _compatible(one.morphology, other.morphology)


def _compatible(one: str | None, other: str | None) -> bool:
    if one == other or None in (one, other) or "NC" in (one, other):
        return True
    terms = [ontology().by_notation("ncg:Nanocrystal", str(each)) for each in (one, other)]
    first, second = terms
    if first is None or second is None:
        return False
    return ontology().is_a(first.curie, second.curie) or ontology().is_a(second.curie, first.curie)


def _same_pump(claim: Claim, known: Claim) -> bool:
    """No stated mode or photon order differs; what one of them leaves open fits."""
    one, other = claim.pump, known.pump
    if one is None or other is None:
        return True
    pairs = ((one.mode, other.mode), (one.photon_order, other.photon_order))
    return all(a is None or b is None or a == b for a, b in pairs)


def _same_term(claim: Claim, known: Claim) -> bool:
    if claim.kind in _OUTCOMES or claim.term is None or known.term is None:
        return claim.kind in _OUTCOMES or claim.category == known.category
    return ontology().is_a(known.term, claim.term)


def _agree(one: Quantity, other: Quantity | None) -> bool:
    """Equal within rounding, or within the printed range."""
    if other is None or other.si_value is None or one.si_value is None:
        return False
    if one.dimension is not other.dimension:
        return False
    low, high = other.si_value, other.si_value_max or other.si_value
    slack = _SAME * abs(one.si_value)
    top = one.si_value_max or one.si_value
    return low - slack <= one.si_value and top <= high + slack


def _pumps(claim: Claim, known: list[Claim]) -> str:
    said = claim.pump.mode if claim.pump else None
    others = {k.pump.mode or f"{k.pump.photon_order}-photon" for k in known if k.pump}
    return f"stated for {said or 'another'} pumping, the graph has {', '.join(sorted(others))}"


def _words(quantity: Quantity | None) -> str:
    if quantity is None or quantity.value is None:
        return ""
    upper = "" if quantity.value_max is None else f" to {quantity.value_max:g}"
    return f"{quantity.value:g}{upper} {quantity.unit}".strip()


def _made(claim: Claim, verdict: Verdict, reason: str, known: list[Claim]) -> Check:
    evidence = dict.fromkeys(k.evidence for k in known)
    value = _words(claim.quantity) or claim.category or ""
    name = claim.subject.name if claim.subject else ""
    negated = claim.polarity is Polarity.NEGATED and claim.kind != "not-observed"
    sign = "not " if negated else ""
    words = " ".join(part for part in (sign + claim.kind, name, value) if part)
    return Check(claim=words, verdict=verdict, reason=reason, evidence=tuple(evidence)[:_SHOWN])
