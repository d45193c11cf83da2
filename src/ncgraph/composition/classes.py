"""Classes of compounds by their elements: perovskites, III-V, dichalcogenides."""

from __future__ import annotations

from functools import lru_cache

from ncgraph.composition.elements import B_SITE, ORGANIC
from ncgraph.composition.grammar import list_elements

_HALOGENS = frozenset({"Cl", "Br", "I", "X"})
_CHALCOGENS = frozenset({"S", "Se", "Te"})
_PAIRS = {
    "III-V": ({"B", "Al", "Ga", "In"}, {"N", "P", "As", "Sb"}),
    "dichalcogenide": ({"Ti", "Zr", "Hf", "V", "Nb", "Ta", "Mo", "W", "Re", "Pt"}, _CHALCOGENS),
}


@lru_cache(maxsize=1024)
def compound_class(material: str) -> str:
    """The class that a compound belongs to; empty where it belongs to none of these.

    >>> [compound_class(each) for each in ("CsPbBr3", "InxGa1-xP", "CdSe", "MoS2")]
    ['perovskite', 'III-V', '', 'dichalcogenide']
    """
    elements = {*list_elements(material)}
    cations = elements - _HALOGENS - {*ORGANIC}
    if elements & _HALOGENS and cations & B_SITE and len(elements) > 2:
        return "perovskite"
    for name, (positive, negative) in _PAIRS.items():
        if elements & positive and elements & negative and elements <= positive | negative:
            return name
    return ""
