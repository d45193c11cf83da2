"""Formulas in running text, and compounds by their systematic names."""

from __future__ import annotations

import re
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.composition.elements import (
    ANION_CHARGE,
    ANION_NAMES,
    CATION_NAMES,
    CHARGE_OF,
    OXYANIONS,
)
from ncgraph.composition.grammar import (
    JOINT,
    LAYER,
    OPENING,
    PLAIN,
    SYMBOL,
    assign,
    is_compound,
    read_chain,
)
from ncgraph.model import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = {"": 0, "mono": 1, "di": 2, "tri": 3, "tetra": 4, "penta": 5}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_DOPANT_BEFORE = re.compile(rf"(?<![A-Za-z0-9])({SYMBOL})(?:\d?\+)?(?:(:)|[- ](?:co-?)?doped )\Z")
# Not the solid itself: "Mn-doped", "Ti:sapphire", the radiation of "Cu Kα"
_DOPING = re.compile(r"(?:\d?\+)?[- ](?:co-?)?doped|:[a-z]|[ -]?[KL][ -]?(?:α|alpha|a\b|edge)")
_ROLE_WORDS = re.compile(
    r"[ (]{0,2}((?:core|C)(?:[/@-](?:alloyed[- ])?(?:multi-?)?(?:shell|crown|alloy|C|S))+)(?![a-z])"
)
_NAMES = "|".join(sorted(CATION_NAMES, key=len, reverse=True))
_NAMED = re.compile(
    rf"\b(?P<cations>(?:(?:{_NAMES})(?:\((?P<roman>I{{1,3}}|IV|VI?)\))?[ -])+)"
    rf"(?P<count>mono|di|tri|tetra|penta)?(?P<anion>{'|'.join((*ANION_NAMES, *OXYANIONS))})\Z",
    re.IGNORECASE,
)
# "YAG:Ce", "KSF:Mn4+": a host by its abbreviation, a solid with the ion that glows in it
_NAMED_HOST = re.compile(
    r"(?<![\w:/-])(?P<solid>[A-Z][A-Za-z]{0,3}[A-Z]"
    r":(?P<dopant>Ce|Pr|Nd|Sm|Eu|Tb|Dy|Ho|Er|Tm|Yb|Mn|Cr|Tl))(?:\d?\+)?(?![\w+])"
)
_ELEMENTS = {"silicon": "Si", "germanium": "Ge", "black phosphorus": "black phosphorus"}
# an element by its name is meant as an emitter only where particles are made of it
_PARTICLES_OF = re.compile(
    r"\b(?i:silicon|germanium)"
    r"(?=(?: quantum| colloidal)?[ -](?:nano(?:crystal|particle|rod|wire)|dot|QD|NC)s?\b)"
    r"|\b(?i:black phosphorus)\b"
)
_ENDING = re.compile(r"ide(?=s?\b)")
_SALT = re.compile(rf"(?:{'|'.join(OXYANIONS)})(?=s?\b)")
_LONGEST_NAME = 60
_ANIONS = (*ANION_NAMES, *OXYANIONS)


class Formula(NamedTuple):
    """A formula in a text: `text[start:end]`, its layers from the inside out, its normal form."""

    start: int
    end: int
    layers: tuple[Layer, ...]
    normal: str  # "CdSe/CdxZn1-xSe/ZnSe0.5S0.5"
    dopant: str | None = None  # element that is in the particle but not a layer: "Cu:InP"


def find(text: str, *, elements: bool = False) -> list[Formula]:
    """All formulas and systematic names ("cadmium selenide") of a text, in order.

    Args:
        text: Running text; formulas may be plain (`Cd1-xZnxSe`) or marked (`Cd_{1-x}Zn_xSe`).
        elements: Whether solids of one element (Si, Ag) count where they stand alone.

    >>> [f.normal for f in find("ASE of CdSe/CdS@ZnO QDs on Si and in SiN/QDs/SiN stacks")]
    ['CdSe/CdS/ZnO', 'SiN/QD/SiN']
    """
    plain = text if text.isascii() else text.translate(PLAIN)  # most text needs none
    found = [*_find_formulas(plain, elements=elements), *_find_named_layers(plain)]
    lowered = plain.lower()
    for match in _PARTICLES_OF.finditer(plain) if any(map(lowered.__contains__, _ELEMENTS)) else ():
        symbol = _ELEMENTS[match[0].lower()]
        found.append(Formula(match.start(), match.end(), (Layer(symbol, "core"),), symbol))
    for match in _NAMED_HOST.finditer(plain) if ":" in plain else ():
        start, end, solid = match.start(), match.end(), match["solid"]
        if not any(formula.start <= start < formula.end for formula in found):
            found.append(Formula(start, end, (Layer(solid, "core"),), solid, match["dopant"]))
    return sorted(found, key=lambda formula: formula.start) if len(found) > 1 else found


def _find_formulas(plain: str, *, elements: bool) -> Iterator[Formula]:
    position = 0
    for match in _find_layers(plain):
        if match.start() < position:
            continue
        chain = read_chain(plain, match)
        if chain is None:
            continue
        position = chain.end
        if not is_compound(chain.materials):
            alone = elements and len(chain.materials) == 1
            if not alone or _DOPING.match(plain, chain.end):
                continue
        start, dopant = match.start(), chain.dopant
        before = _DOPANT_BEFORE.search(plain[max(0, start - 14) : start])
        if before and not dopant:
            dopant = before[1]
            start -= len(before[0]) if before[2] else 0
        words = _ROLE_WORDS.match(plain, chain.end)
        layers = assign(chain.materials, words[1] if words else chain.roles)
        yield Formula(start, chain.end, layers, "/".join(chain.materials), dopant)


def _find_layers(plain: str) -> Iterator[re.Match[str]]:
    """What looks like a layer, none overlapping the one before."""
    position = 0
    for opening in OPENING.finditer(plain):
        match = LAYER.match(plain, opening.start()) if opening.start() >= position else None
        if match:
            yield match
            position = match.end()


def _find_names(plain: str) -> Iterator[Formula]:
    """Binary and ternary compounds by their systematic names."""
    ends = [ending.end() for ending in _ENDING.finditer(plain)]
    if any(name in plain for name in OXYANIONS):
        ends = sorted((*ends, *(ending.end() for ending in _SALT.finditer(plain))))
    for end in ends:
        offset = max(0, end - _LONGEST_NAME)
        name = plain[offset:end]
        match = _NAMED.search(name) if name.lower().endswith(_ANIONS) else None  # not "provide"
        if match:
            start, material = offset + match.start(), _compose(match)
            yield Formula(start, end, (Layer(material, "core"),), material)


def _find_named_layers(plain: str) -> list[Formula]:
    """Compounds by name, those that a solidus or a dash joins as one formula."""
    found: list[Formula] = []
    for named in _find_names(plain):
        if found and JOINT.fullmatch(plain[found[-1].end : named.start]):
            normal = f"{found[-1].normal}/{named.normal}"
            layers = assign(tuple(normal.split("/")), None)
            found[-1] = Formula(found[-1].start, named.end, layers, normal)
        else:
            found.append(named)
    return found


def _compose(match: re.Match[str]) -> str:
    """Formula of a name, by balance of charge; cations of one charge share one site.

    The name itself where the charges leave the formula open.
    """
    names = re.findall(_NAMES, match["cations"], re.IGNORECASE)
    cations = [CATION_NAMES[name.lower()] for name in names]
    name = match["anion"].lower()
    anion, negative = OXYANIONS.get(name) or (ANION_NAMES[name], ANION_CHARGE[ANION_NAMES[name]])
    count = COUNTS[(match["count"] or "").lower()]
    charges = {CHARGE_OF[symbol] for symbol in cations}
    if match["roman"]:
        charges = {ROMAN[match["roman"].upper()]}
    sites = 1
    if not count and len(charges) == 1:
        positive = charges.pop()
        whole = lcm(positive, negative)
        sites, count = whole // positive, whole // negative
    elif not count:
        count, rest = divmod(sum(CHARGE_OF[symbol] for symbol in cations), negative)
        if rest:
            return match[0].lower()  # "zinc indium sulfide": no formula follows from the name
    site = str(sites) if sites > 1 and len(cations) == 1 else ""
    if count > 1:
        anion = f"({anion}){count}" if name in OXYANIONS else f"{anion}{count}"
    return "".join(symbol + site for symbol in cations) + anion
