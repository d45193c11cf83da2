"""Grammar of formulas: elements, stoichiometry, layers, roles. No list of materials.

A layer is a formula where cations stand before anions ("Cd1-xZnxSe1-ySy"), as in every salt,
oxide, nitride, carbide, III-V, II-VI, I-III-VI2 and perovskite; layers follow each other from the
inside out after "/", "@" or a dash. Elements are those of the periodic table that form such
solids. Words of capital letters alone (ASE, PICs, CW) are abbreviations, except III-V pairs (BN).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from ncgraph.composition.elements import (
    ANION_CHARGE,
    B_SITE,
    CATION_CHARGE,
    ELEMENTAL,
    ORGANIC,
    TETRELS,
)
from ncgraph.model import Layer


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


SYMBOL = rf"(?:{_class_by_initial({*CATION_CHARGE, *ANION_CHARGE})})"
_NUMBER = r"(?:\d*[xyzn](?:[-+]\d)?(?![a-z])|\d+(?:\.\d+)?(?:-[xyz](?![a-z]))*)"
_AMOUNT = rf"(?:_?\{{{_NUMBER}\}}|_?\({_NUMBER}\)|_?{_NUMBER})"
_ATOM = rf"(?:(?:{'|'.join(map(re.escape, ORGANIC))}|{SYMBOL}){_AMOUNT}?)"
_GROUP = rf"\({_ATOM}(?:[,/]?{_ATOM})*\)"
_MIXED = rf"\({_ATOM}(?:[,/] ?{_ATOM})+\)"  # one site of several cations: "(FA,Cs)PbI3"
LAYER = re.compile(
    rf"(?<![A-Za-z0-9_])(?:\d{{1,2}}(?=[A-Z]))?(?P<material>"
    rf"(?:{_ATOM}|{_GROUP}{_AMOUNT}|{_MIXED}(?=[A-Z]))(?:{_ATOM}|{_GROUP}{_AMOUNT}?)*+)"
    r"(?:(?![A-Za-z0-9_])|(?=core[/-]|QDs?\b))"
)
# where one can begin; searched for first, as `LAYER` is dear to try at every letter: not at "The",
# for behind a symbol no small letters stand but those of amounts, nor at a number without capitals
OPENING = re.compile(
    r"[A-Z0-9(](?<![A-Za-z0-9_].)(?:(?<=[A-Z])(?![a-z](?!core)[a-mo-w])|(?=\d?[A-Z]))"
)
# "BiVO4/g-C3N4", "rGO/α-Fe2O3": a layer may name its phase
JOINT = re.compile(r" ?/ ?(?:(?:[gchtmαβγδε]|[1-4][HTRC])-(?=[A-Z]))?|@|-")
# "CdSe core/CdS shell", "CdSe(core)/CdS(shell)": layers that tell their own roles
_ROLE_INSIDE = re.compile(r"(?: |\()(core|shell|crown)\)?(?= ?[/@] ?[A-Z(])")
_ROLE_LAST = re.compile(r"(?: |\()(shell|crown)(?:\)|(?![a-z/]))")
_WORD_LAYER = re.compile(r"(QD|NC|NPL|NR|NW|NP)s? ?/ ?")
# dopants behind a colon, also with their content: YAG:0.06Ce3+ as well as CsPbCl3:Mn2+
_DOPANT_AFTER = re.compile(
    rf":(?: ?0?\.\d+ ?)?({SYMBOL}(?:[,/]{SYMBOL})*)(?:\d?\+)?(?![A-Za-z0-9])"
)
_NUMBER_IN_PARENTHESES = re.compile(rf"\(({_NUMBER})\)")
_PIECE = re.compile(rf"({'|'.join(map(re.escape, ORGANIC))}|{SYMBOL})({_NUMBER})?")
_ROLE = re.compile(r"core|crown|alloy(?:ed)?[- ](?:crown|shell)|alloy|shell|\bC\b|\bS\b", re.I)
_MOST_ATOMS = 20  # a larger number after an element is a citation or a grade ("KN95")
# One character for one, so that offsets stay: printed subscripts and dashes to plain ones.
PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ₊₋−–—‐‑", "0123456789x+-" + "-" * 5)


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
    plain = re.sub(r"\s+(?=[_{(/@}])|(?<=[})/@])\s+", "", formula.translate(PLAIN).strip())
    plain = re.sub(r"(?<=_[xyz0-9])\s+", "", plain)
    first = LAYER.match(plain)
    chain = first and read_chain(plain, first)
    if chain is None or chain.end != len(plain):
        return ()
    return assign(chain.materials, roles)


def list_elements(material: str) -> tuple[str, ...]:
    """Elements of one layer in printed order, each once; organic cations by their abbreviation.

    >>> list_elements("Cs1-xFAxPb(Br1-xIx)3")
    ('Cs', 'FA', 'Pb', 'Br', 'I')
    """
    return tuple(dict.fromkeys(symbol for symbol, _ in _PIECE.findall(material)))


class Chain(NamedTuple):
    """Layers that follow one another in a text, up to `end`; roles where the layers tell them."""

    end: int
    materials: tuple[str, ...]
    dopant: str | None = None
    roles: str | None = None


def read_chain(plain: str, first: re.Match[str]) -> Chain | None:
    """The layers that follow each other from the `first` on; None where that is no material."""
    materials: list[str] = []
    roles: list[str] = []
    dopant: str | None = None
    end, joint = 0, "/"
    match: re.Match[str] | None = first
    while match and (layer := _read_layer(match, joint)):
        materials.append(layer[0])
        end = layer[1]
        if after := _DOPANT_AFTER.match(plain, end):
            dopant, end = after[1], after.end()
        if role := _ROLE_INSIDE.match(plain, end) or (roles and _ROLE_LAST.match(plain, end)):
            roles.append(role[1])
            end = role.end()
        separator = JOINT.match(plain, end)
        if separator is None:
            break
        joint, position = separator[0].strip()[:1], separator.end()
        word = _WORD_LAYER.match(plain, position) if joint == "/" else None
        match = LAYER.match(plain, word.end() if word else position)
        if word and match and _read_layer(match, joint):
            materials.append(word[1])
    if roles and len(roles) != len(materials):
        return None
    if dopant and len(materials) == 1:
        materials = [f"{materials[0]}:{dopant}"]  # CsI:Tl glows, CsI does not
    return Chain(end, tuple(materials), dopant, "/".join(roles) or None) if materials else None


def _read_layer(match: re.Match[str], joint: str) -> tuple[str, int] | None:
    """Normal form and end of a layer, where what looks like one is one."""
    solid = _solid(match["material"])
    # After a dash a lone symbol is more often a word or an axis than a layer ("CdS-Ag" is rare).
    if solid is None or (joint == "-" and solid[0] in ELEMENTAL):
        return None
    return solid[0], match.start("material") + solid[1]


@lru_cache(maxsize=4096)
def _solid(printed: str) -> tuple[str, int] | None:
    """Normal form of a printed layer, and how many of its characters belong to it."""
    material, length = _unwrap(printed), len(printed)
    if not _is_plausible(material) and "(" in printed[1:]:
        # "CdSe(ZnS)": what the parenthesis holds is no part of the formula before it.
        length = printed.index("(", 1)
        material = _unwrap(printed[:length])
    return (material, length) if _is_plausible(material) or material in ELEMENTAL else None


def _unwrap(material: str) -> str:
    """Stoichiometry without markup: "Cd_{1-x}Zn(x)Se" is "Cd1-xZnxSe".

    Elements that share a site are parted by commas: a solidus parts layers.
    """
    plain = re.sub(r"[_{}]", "", _NUMBER_IN_PARENTHESES.sub(r"\1", material))
    return re.sub(r"/|, ", ",", plain)


def _is_plausible(material: str) -> bool:
    """Whether the formula can be a solid: cations, then anions, and no abbreviation."""
    pieces = _PIECE.findall(material)
    symbols = [symbol for symbol, _ in pieces]
    if len(set(symbols)) < 2 or _is_abbreviation(material, symbols):
        return False
    if any(number.isdigit() and int(number) > _MOST_ATOMS for _, number in pieces):
        return False
    if set(symbols) <= TETRELS or pieces == [("C", "3"), ("N", "4")]:  # carbon as the cation
        return True
    hybrid = "X" in symbols or any(symbol in ORGANIC for symbol in symbols)
    metals = B_SITE if hybrid else CATION_CHARGE.keys()
    return _is_ordered(symbols) and any(symbol in metals for symbol in symbols[:-1])


def _is_ordered(symbols: list[str]) -> bool:
    """Whether all cations stand before all anions; As and Sb can be either."""
    anions = False
    for symbol in symbols:
        if symbol not in ANION_CHARGE:
            if anions:
                return False
        elif symbol not in CATION_CHARGE:
            anions = True
    return symbols[-1] in ANION_CHARGE and symbols[0] not in ANION_CHARGE.keys() - CATION_CHARGE


def _is_abbreviation(material: str, symbols: list[str]) -> bool:
    """Capitals alone ("ASE", "VI") or particles glued to a metal ("AuNP")."""
    if material.endswith(("NP", "NC", "NW")) and not material.startswith("Si"):
        return True
    charges = (CATION_CHARGE.get(symbols[0], 0), ANION_CHARGE.get(symbols[-1], 0))
    if material.isalpha() and material.isupper():
        return charges != (3, 3)
    return material.isalpha() and len(symbols) == 2 and charges == (1, 3)  # "NaN" is no number


@lru_cache(maxsize=4096)
def is_compound(materials: tuple[str, ...]) -> bool:
    """Whether a layer is more than an element or a particle word."""
    return any(m not in ELEMENTAL and not _WORD_LAYER.match(m + "/") for m in materials)


@lru_cache(maxsize=4096)
def assign(materials: tuple[str, ...], roles: str | None) -> tuple[Layer, ...]:
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
