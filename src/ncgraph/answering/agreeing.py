"""When two claims speak of the same: sample, property, conditions, value.

What one side leaves open fits the other. A sample without composition is a description ("the
platelets"), which every sample of that shape fits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from ncgraph.model import Claim, Nanocrystal, Quantity

_ROUNDED = 0.02  # relative: a value rounded to two figures
_ABOUT = 0.1  # relative: a value said to be approximate
_ANY_SHAPE = "NC"


def is_named(sample: Nanocrystal | None) -> bool:
    """Whether it is told apart by its composition."""
    return sample is not None and sample.composition is not None


def same_sample(stated: Nanocrystal | None, known: Nanocrystal | None) -> bool:
    """Whether `known` may be what `stated` names or describes."""
    if stated is None:
        return True
    if known is None or (is_named(stated) and stated.composition != known.composition):
        return False
    shapes = related("ncg:Nanocrystal", stated.morphology, known.morphology)
    return shapes and related("ncg:Heterostructure", stated.heterostructure, known.heterostructure)


def related(branch: str, one: str | None, other: str | None) -> bool:
    """Whether one notation is the other, a kind of it, or left open."""
    if one == other or None in (one, other) or _ANY_SHAPE in (one, other):
        return True
    first, second = (ontology().by_notation(branch, str(each)) for each in (one, other))
    return first is not None and second is not None and is_either(first.curie, second.curie)


def is_either(one: str | None, other: str | None) -> bool:
    """Whether one term is the other, a kind of it, or left open."""
    if one is None or other is None:
        return True
    return ontology().is_a(one, other) or ontology().is_a(other, one)


def same_property(stated: Claim, known: Claim) -> bool:
    """Whether both tell the same property, and dimensions that of the same device."""
    if stated.kind != known.kind:
        return False
    if stated.kind.endswith("-threshold"):  # whose term may be the property or its outcome
        return True
    if stated.kind == "device-dimension" and stated.device != known.device:
        return False
    return is_either(stated.term, known.term)


def same_pump(stated: Claim, known: Claim) -> bool:
    """No stated mode or photon order differs."""
    one, other = stated.pump, known.pump
    if one is None or other is None:
        return True
    pairs = ((one.mode, other.mode), (one.photon_order, other.photon_order))
    return all(a is None or b is None or a == b for a, b in pairs)


def same_conditions(stated: Claim, known: Claim) -> bool:
    """Pump and cavity agree."""
    return same_pump(stated, known) and related("ncg:Cavity", stated.cavity, known.cavity)


def tells_conditions(stated: Claim, known: Claim) -> bool:
    """Whether `known` names all conditions that `stated` names."""
    if stated.cavity and not known.cavity:
        return False
    if stated.pump is None:
        return True
    if known.pump is None:
        return False
    pairs = (
        (stated.pump.mode, known.pump.mode),
        (stated.pump.photon_order, known.pump.photon_order),
    )
    return all(one is None or other is not None for one, other in pairs)


def same_value(stated: Quantity | None, known: Quantity | None) -> bool:
    """Equal within rounding, or within the printed range or bound."""
    if stated is None or known is None or stated.dimension is not known.dimension:
        return False
    if stated.si_value is None or known.si_value is None:
        return False
    low, high = interval(stated)
    least, most = _ends(known)
    return low <= most and least <= high


def interval(quantity: Quantity) -> tuple[float, float]:
    """The values, in SI, that agree with a stated one."""
    low, high = _ends(quantity)
    slack = _ABOUT if quantity.approximate else _ROUNDED
    return low - slack * abs(low) if low else low, high + slack * abs(high)


def _ends(quantity: Quantity) -> tuple[float, float]:
    value = quantity.si_value or 0.0
    if quantity.bound in ("<", "<="):
        return 0.0, value
    if quantity.bound in (">", ">="):
        return value, math.inf
    return value, value if quantity.si_value_max is None else quantity.si_value_max
