"""Grammar of formulas: elements, stoichiometry, layers, roles. No list of materials.

A layer is a formula where cations stand before anions ("Cd1-xZnxSe1-ySy"), as in every salt,
oxide, nitride, carbide, III-V, II-VI, I-III-VI2 and perovskite; layers follow each other from the
inside out after "/", "@" or a dash. Elements are those of the periodic table that form such
solids. Words of capital letters alone (ASE, PICs, CW) are abbreviations, except III-V pairs (BN).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import lcm
from typing import TYPE_CHECKING

from ncgraph.model import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

# Symbol, name, usual charge (IUPAC names; charge of the commonest binary compound, by group). No
# noble gases, no hydrogen, no radioactive elements: none builds a semiconductor or its dielectric.
_CATIONS = """
Li lithium 1  Na sodium 1  K potassium 1  Rb rubidium 1  Cs cesium|caesium 1  Cu copper 1
Ag silver 1  Au gold 1  Be beryllium 2  Mg magnesium 2  Ca calcium 2  Sr strontium 2  Ba barium 2
Mn manganese 2  Co cobalt 2  Ni nickel 2  Zn zinc 2  Cd cadmium 2  Hg mercury 2  Pd palladium 2
Pt platinum 2  Sn tin 2  Pb lead 2  Eu europium 3  B boron 3  Al aluminum|aluminium 3
Ga gallium 3  In indium 3  Tl thallium 1  Sc scandium 3  Y yttrium 3  La lanthanum 3  Ce cerium 4
Pr praseodymium 3  Nd neodymium 3  Sm samarium 3  Gd gadolinium 3  Tb terbium 3  Dy dysprosium 3
Ho holmium 3  Er erbium 3  Tm thulium 3  Yb ytterbium 3  Lu lutetium 3  Cr chromium 3  Fe iron 3
Rh rhodium 3  Ir iridium 4  Ru ruthenium 4  Os osmium 4  As arsenic 3  Sb antimony 3
Bi bismuth 3  Si silicon 4  Ge germanium 4  Ti titanium 4  Zr zirconium 4  Hf hafnium 4
Mo molybdenum 4  W tungsten 4  Re rhenium 4  V vanadium 5  Nb niobium 5  Ta tantalum 5"""
_ANIONS = """
C carbide 4  N nitride 3  P phosphide 3  As arsenide 3  Sb antimonide 3  O oxide 2
S sulfide|sulphide 2  Se selenide 2  Te telluride 2  F fluoride 1  Cl chloride 1  Br bromide 1
I iodide 1  X halide 1"""
_ORGANIC = ("CH3NH3", "HC(NH2)2", "CH(NH2)2", "PEA", "DMA", "FA", "MA", "BA", "EA", "GA")
_B_SITE = {"Pb", "Sn", "Ge", "Bi", "Sb", "Ag", "In", "Cu", "Mn"}  # what holds halide octahedra
_TETRELS = {"Si", "Ge", "Sn"}  # alloys without an anion: SiGe, GeSn
# Solids of one element that devices are made of; alone they count only when asked for, in a stack
# always. Left out: symbols that are words or units in prose (In, As, C, W, K).
_ELEMENTAL = {"Si", "Ge", "Ag", "Au", "Al", "Cu", "Pt", "Pd", "Ni", "Ti", "Cr"}
_MOST_ATOMS = 20  # a larger number after an element is a citation or a grade ("KN95")

_CATION_ROWS: list[tuple[str, str, str]] = re.findall(r"(\S+) (\S+) (\d)", _CATIONS)
_ANION_ROWS: list[tuple[str, str, str]] = re.findall(r"(\S+) (\S+) (\d)", _ANIONS)
_CATION_CHARGE = {symbol: int(charge) for symbol, _, charge in _CATION_ROWS}
_ANION_CHARGE = {symbol: int(charge) for symbol, _, charge in _ANION_ROWS}
_CATION_NAMES = {name: s for s, names, _ in _CATION_ROWS for name in names.split("|")}
_ANION_NAMES = {name: s for s, names, _ in _ANION_ROWS for name in names.split("|") if s != "X"}
_COUNTS = {"": 0, "mono": 1, "di": 2, "tri": 3, "tetra": 4, "penta": 5}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}


def _class_by_initial(symbols: set[str]) -> str:
    """`B[aeir]?|C[a...]` - alternatives grouped by initial, which the regex engine takes fast."""
    seconds: dict[str, set[str]] = defaultdict(set)
    for symbol in sorted(symbols):
        seconds[symbol[0]].add(symbol[1:])
    branches = []
    for initial, rest in seconds.items():
        letters = "".join(sorted(rest - {""}))
        optional = "?" if "" in rest else ""
        branches.append(initial + (f"[{letters}]{optional}" if letters else ""))
    return "|".join(branches)


_SYMBOL = rf"(?:{_class_by_initial({*_CATION_CHARGE, *_ANION_CHARGE})})"
_NUMBER = r"(?:\d*[xyzn](?:[-+]\d)?(?![a-z])|\d+(?:\.\d+)?(?:-[xyz](?![a-z]))*)"
_AMOUNT = rf"(?:_?\{{{_NUMBER}\}}|_?\({_NUMBER}\)|_?{_NUMBER})"
_ATOM = rf"(?:(?:{'|'.join(map(re.escape, _ORGANIC))}|{_SYMBOL}){_AMOUNT}?)"
_GROUP = rf"\({_ATOM}(?:,?{_ATOM})*\)"
_LAYER = re.compile(
    rf"(?<![A-Za-z0-9_])(?:\d{{1,2}}(?=[A-Z]))?(?P<material>"
    rf"(?:{_ATOM}|{_GROUP}{_AMOUNT})(?:{_ATOM}|{_GROUP}{_AMOUNT}?)*+)"
    r"(?:(?![A-Za-z0-9_])|(?=core[/-]|QDs?\b))"
)
_JOINT = re.compile(r" ?/ ?|@|-")
_WORD_LAYER = re.compile(r"(QD|NC|NPL|NR|NW|NP)s? ?/ ?")
_DOPANT_BEFORE = re.compile(rf"(?<![A-Za-z0-9])({_SYMBOL})(?:\d?\+)?(?:(:)|[- ](?:co-?)?doped )\Z")
_DOPANT_AFTER = re.compile(rf":({_SYMBOL})(?:\d?\+)?(?![A-Za-z0-9])")
_DOPING = re.compile(r"[- ](?:co-?)?doped")
_NUMBER_IN_PARENTHESES = re.compile(rf"\(({_NUMBER})\)")
_PIECE = re.compile(rf"({'|'.join(map(re.escape, _ORGANIC))}|{_SYMBOL})({_NUMBER})?")
_ROLE = re.compile(r"core|crown|alloy(?:ed)?[- ](?:crown|shell)|alloy|shell|\bC\b|\bS\b", re.I)
_ROLE_WORDS = re.compile(
    r"[ (]{0,2}((?:core|C)(?:[/@-](?:alloyed[- ])?(?:multi-?)?(?:shell|crown|alloy|C|S))+)(?![a-z])"
)
_NAMES = "|".join(sorted(_CATION_NAMES, key=len, reverse=True))
_NAMED = re.compile(
    rf"\b(?P<cations>(?:(?:{_NAMES})(?:\((?P<roman>I{{1,3}}|IV|VI?)\))?[ -])+)"
    rf"(?P<count>mono|di|tri|tetra|penta)?(?P<anion>{'|'.join(_ANION_NAMES)})\Z",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
# One character for one, so that offsets stay: printed subscripts and dashes to plain ones.
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ₊₋−–—‐‑", "0123456789x+-" + "-" * 5)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a text: `text[start:end]`, its layers from the inside out, its normal form."""

    start: int
    end: int
    layers: tuple[Layer, ...]
    normal: str  # "CdSe/CdxZn1-xSe/ZnSe0.5S0.5"
    dopant: str | None = None  # element that is in the particle but not a layer: "Cu:InP"


def parse(formula: str, roles: str | None = None) -> tuple[Layer, ...]:
    """Layers of a formula from the inside out; empty where the text is no formula.

    The first layer is the core, others are shells, unless `roles` ("core/crown", "C/C/S") says
    otherwise; the last role holds for all layers left. An alloy of the core's elements with those
    of the layer that follows it is an `alloy-shell`, the graded step between two materials.

    >>> [(layer.material, layer.role) for layer in parse("CdSe/Cd_xZn_{1-x}Se/ZnS")]
    [('CdSe', 'core'), ('CdxZn1-xSe', 'alloy-shell'), ('ZnS', 'shell')]
    >>> parse("CdSe/CdS", "C/C")[1].role
    'crown'
    """
    plain = re.sub(r"\s+(?=[_{(/@}])|(?<=[})/@])\s+", "", formula.translate(_PLAIN).strip())
    plain = re.sub(r"(?<=_[xyz0-9])\s+", "", plain)
    chain = _read_chain(plain, 0)
    if chain is None or chain.end != len(plain):
        return ()
    return _assign(chain.materials, roles)


def find(text: str, *, elements: bool = False) -> list[Formula]:
    """All formulas and systematic names ("cadmium selenide") of a text, in order.

    Args:
        text: Running text; formulas may be plain (`Cd1-xZnxSe`) or marked (`Cd_{1-x}Zn_xSe`).
        elements: Whether solids of one element (Si, Ag) count where they stand alone.

    >>> [f.normal for f in find("ASE of CdSe/CdS@ZnO QDs on Si and in SiN/QDs/SiN stacks")]
    ['CdSe/CdS/ZnO', 'SiN/QD/SiN']
    """
    plain = text.translate(_PLAIN)
    found = [*_find_formulas(plain, elements=elements), *_find_names(plain)]
    return sorted(found, key=lambda formula: formula.start)


def list_elements(material: str) -> tuple[str, ...]:
    """Elements of one layer in printed order, each once; organic cations by their abbreviation.

    >>> list_elements("Cs1-xFAxPb(Br1-xIx)3")
    ('Cs', 'FA', 'Pb', 'Br', 'I')
    """
    return tuple(dict.fromkeys(symbol for symbol, _ in _PIECE.findall(material)))


@dataclass(frozen=True, slots=True)
class _Chain:
    end: int
    materials: tuple[str, ...]
    dopant: str | None = None

    @property
    def is_compound(self) -> bool:
        return any(m not in _ELEMENTAL and not _WORD_LAYER.match(m + "/") for m in self.materials)


def _find_formulas(plain: str, *, elements: bool) -> Iterator[Formula]:
    position = 0
    for match in _LAYER.finditer(plain):
        if match.start() < position:
            continue
        chain = _read_chain(plain, match.start())
        if chain is None:
            continue
        position = chain.end
        alone = elements and len(chain.materials) == 1 and not _DOPING.match(plain, chain.end)
        if not (chain.is_compound or alone):
            continue
        start, dopant = match.start(), chain.dopant
        before = _DOPANT_BEFORE.search(plain[max(0, start - 14) : start])
        if before and not dopant:
            dopant = before[1]
            start -= len(before[0]) if before[2] else 0
        words = _ROLE_WORDS.match(plain, chain.end)
        layers = _assign(chain.materials, words[1] if words else None)
        yield Formula(start, chain.end, layers, "/".join(chain.materials), dopant)


def _read_chain(plain: str, start: int) -> _Chain | None:
    """The layers that begin at `start`; None where what stands there is no material."""
    materials: list[str] = []
    dopant: str | None = None
    position = end = start
    joint = "/"
    while (layer := _read_layer(plain, position, joint)) is not None:
        materials.append(layer[0])
        end = layer[1]
        if after := _DOPANT_AFTER.match(plain, end):
            dopant, end = after[1], after.end()
        separator = _JOINT.match(plain, end)
        if separator is None:
            break
        joint, position = separator[0].strip(), separator.end()
        if joint == "/" and (word := _WORD_LAYER.match(plain, position)):
            position = word.end()
            if _read_layer(plain, position, joint) is None:
                break
            materials.append(word[1])
    return _Chain(end, tuple(materials), dopant) if materials else None


def _read_layer(plain: str, position: int, joint: str) -> tuple[str, int] | None:
    """Normal form and end of the layer at `position`, where one stands there."""
    match = _LAYER.match(plain, position)
    if match is None:
        return None
    material, end = _unwrap(match["material"]), match.end()
    if not _is_plausible(material) and "(" in match["material"][1:]:
        # "CdSe(ZnS)": what the parenthesis holds is no part of the formula before it.
        end = plain.index("(", match.start("material") + 1)
        material = _unwrap(plain[match.start("material") : end])
    if _is_plausible(material):
        return material, end
    # After a dash a lone symbol is more often a word or an axis than a layer ("CdS-Ag" is rare).
    return (material, end) if material in _ELEMENTAL and joint != "-" else None


def _unwrap(material: str) -> str:
    """Stoichiometry without markup: "Cd_{1-x}Zn(x)Se" is "Cd1-xZnxSe"."""
    return re.sub(r"[_{}]", "", _NUMBER_IN_PARENTHESES.sub(r"\1", material))


@lru_cache(maxsize=4096)
def _is_plausible(material: str) -> bool:
    """Whether the formula can be a solid: cations, then anions, and no abbreviation."""
    pieces = _PIECE.findall(material)
    symbols = [symbol for symbol, _ in pieces]
    if len(set(symbols)) < 2 or _is_abbreviation(material, symbols):
        return False
    if any(number.isdigit() and int(number) > _MOST_ATOMS for _, number in pieces):
        return False
    if set(symbols) <= _TETRELS:
        return True
    hybrid = "X" in symbols or any(symbol in _ORGANIC for symbol in symbols)
    metals = _B_SITE if hybrid else _CATION_CHARGE.keys()
    return _is_ordered(symbols) and any(symbol in metals for symbol in symbols[:-1])


def _is_ordered(symbols: list[str]) -> bool:
    """Whether all cations stand before all anions; As and Sb can be either."""
    anions = False
    for symbol in symbols:
        if symbol not in _ANION_CHARGE:
            if anions:
                return False
        elif symbol not in _CATION_CHARGE:
            anions = True
    return symbols[-1] in _ANION_CHARGE and symbols[0] not in _ANION_CHARGE.keys() - _CATION_CHARGE


def _is_abbreviation(material: str, symbols: list[str]) -> bool:
    """Capitals alone ("ASE", "VI") or particles glued to a metal ("AuNP")."""
    if material.endswith(("NP", "NC", "NW")) and not material.startswith("Si"):
        return True
    charges = (_CATION_CHARGE.get(symbols[0], 0), _ANION_CHARGE.get(symbols[-1], 0))
    if material.isalpha() and material.isupper():
        return charges != (3, 3)
    return material.isalpha() and len(symbols) == 2 and charges == (1, 3)  # "NaN" is no number


def _assign(materials: tuple[str, ...], roles: str | None) -> tuple[Layer, ...]:
    """Layers with their roles."""
    if any(_WORD_LAYER.match(material + "/") for material in materials):
        return tuple(Layer(material, "layer") for material in materials)
    words = _name_roles(roles) if roles else []
    words = words if words[:1] == ["core"] and len(words) > 1 else ["core", "shell"]
    words += words[-1:] * (len(materials) - len(words))
    if len(materials) > 2 and words[1] == "shell" and _is_graded(materials):
        words[1] = "alloy-shell"
    return tuple(map(Layer, materials, words))


def _name_roles(words: str) -> list[str]:
    """`C/C/S` -> core, crown, shell."""
    names: list[str] = []
    for word in _ROLE.findall(words):
        role = word.lower()
        if word in {"C", "S"}:
            role = "shell" if word == "S" else "crown" if names else "core"
        elif role.startswith("alloy"):
            role = "crown" if role.endswith("crown") else "alloy-shell"
        names.append(role)
    return names


def _is_graded(materials: tuple[str, ...]) -> bool:
    """Whether the second layer is an alloy of the core with the third."""
    core, alloy, outer = (set(list_elements(material)) for material in materials[:3])
    mixed = len(alloy) > 2 and alloy <= core | outer
    return mixed and bool(alloy & core - outer) and bool(alloy & outer - core)


def _find_names(plain: str) -> Iterator[Formula]:
    """Binary and ternary compounds by their systematic names."""
    for ending in re.finditer(r"ides?\b", plain):
        end = ending.start() + len("ide")
        offset = max(0, end - _LONGEST_NAME)
        match = _NAMED.search(plain[offset:end])
        material = match and _compose(match)
        if match and material:
            start = offset + match.start()
            yield Formula(start, end, (Layer(material, "core"),), material)


def _compose(match: re.Match[str]) -> str | None:
    """Formula of a name, by balance of charge; cations of one charge share one site."""
    names = re.findall(_NAMES, match["cations"], re.IGNORECASE)
    cations = [_CATION_NAMES[name.lower()] for name in names]
    anion = _ANION_NAMES[match["anion"].lower()]
    count = _COUNTS[(match["count"] or "").lower()]
    charges = {_CATION_CHARGE[symbol] for symbol in cations}
    if match["roman"]:
        charges = {_ROMAN[match["roman"].upper()]}
    negative, sites = _ANION_CHARGE[anion], 1
    if not count and len(charges) == 1:
        positive = charges.pop()
        whole = lcm(positive, negative)
        sites, count = whole // positive, whole // negative
    elif not count:
        count, rest = divmod(sum(_CATION_CHARGE[symbol] for symbol in cations), negative)
        if rest:
            return None
    site = str(sites) if sites > 1 and len(cations) == 1 else ""
    return "".join(symbol + site for symbol in cations) + anion + (str(count) if count > 1 else "")
