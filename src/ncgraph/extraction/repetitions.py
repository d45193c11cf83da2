"""One fact stated in two ways is one claim; one number that says two things makes two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from ncgraph.extraction.findings import Draft
    from ncgraph.extraction.rulebook import Rule

COUNT = "exciton-number"
_DEVICE = "device-integration"  # of a device with emitters, what else it is made of is a part
# kinds of which a sentence states one per subject, however many words it has for it
_ONCE = frozenset({_DEVICE, "first-demonstration", "temperature-dependence"})
# kinds of which equal numbers are two facts: both claddings of a stack are 100 nm thick
_REPEATED = frozenset({"device-dimension", "ase-threshold", "lasing-threshold", "gain-threshold"})


def is_counted_too(rule: Rule, kind: str) -> bool:
    """Whether a number of excitons may be stated again: "a gain threshold of 1.6 excitons".

    That holds of a threshold by name, not of an outcome at that number.
    """
    return kind.endswith("-threshold") and not rule.kind


def _related(left: str | None, right: str | None) -> bool:
    if left is None or right is None:
        return left == right
    return ontology().is_a(left, right) or ontology().is_a(right, left)


def _number(draft: Draft) -> tuple[object, ...]:
    printed = draft.quantity.quantity if draft.quantity else None
    about = None if draft.kind == "temperature-dependence" else draft.about.term
    return (printed and (printed.value, printed.value_max, printed.unit), about)


def _same(left: Draft, right: Draft) -> bool:
    """Whether two drafts state one fact: same kind and subject, related terms."""
    if left.kind != right.kind or left.sample != right.sample:
        return False
    if left.quantity and right.quantity and left.kind not in _REPEATED:
        return _number(left) == _number(right)
    if left.quantity or right.quantity:
        return False
    if left.excitation != right.excitation and left.kind != "pump-regime":
        return False
    return left.kind in _ONCE or _related(left.about.term, right.about.term)


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Drafts without repetitions; of two that state one fact, the more specific term stays."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((i for i, other in enumerate(kept) if _same(draft, other)), None)
        if twin is None:
            kept.append(draft)
        elif draft.about.term and ontology().is_a(draft.about.term, kept[twin].about.term or ""):
            kept[twin] = kept[twin]._replace(about=draft.about, cavity=draft.cavity)
    printed = {
        (d.kind, d.sample) for d in kept if d.quantity and d.quantity.mentioned and not _is_said(d)
    }
    kept = [d for d in kept if not (_yields(d) and (d.kind, d.sample) in printed)]
    devices = [d for d in kept if d.kind == _DEVICE]
    if any(_is_of_emitter(d) for d in devices):
        kept = [d for d in kept if d.kind != _DEVICE or d.quantity or _is_of_emitter(d)]
    return kept


def _is_of_emitter(draft: Draft) -> bool:
    """Whether its subject is more than a lone compound, such as the nitride of a waveguide."""
    sample = draft.sample
    return sample is not None and bool(sample.morphology or len(sample.layers) > 1)


def _yields(draft: Draft) -> bool:
    """Whether a printed number outdoes it: "sub-single exciton (N = 0.3)" is one statement.

    So is "blue lasers with an emission wavelength of 450 nm".
    """
    if draft.kind in {"temperature-dependence", "emission-wavelength"}:
        return draft.quantity is None
    return draft.kind == COUNT and (draft.quantity is None or _is_said(draft))


def _is_said(draft: Draft) -> bool:
    """Whether its number is only the matched word's: "single-exciton"."""
    number, about = draft.quantity, draft.about
    return number is not None and (number.start, number.end) == (about.start, about.end)
