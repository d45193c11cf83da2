"""Variables of a formula and the values a text gives them: `CsPbX3 (X = Cl, Br, I)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ncgraph.composition.elements import ORGANIC

_AMOUNT = r"\d+(?:\.\d+)?|\.\d+"
_HALIDE = r"Cl|Br|I|F"
_LIST = r"(?:{0})(?:\s?(?:,\s?(?:and\s|or\s)?|\s(?:and|or)\s|/)\s?(?:{0}))*"
_EQUALS = r"\s?(?:=|is|are|was|were|being|equals|equal to|(?:is|was|being) equal to)\s?"
_DEFINED = re.compile(
    r"\s*[(\[,]?\s*(?:(?:with|where|for|at|when|wherein)\s)?"
    rf"(?:(?P<amount>[xyz]){_EQUALS}(?P<numbers>{_LIST.format(_AMOUNT)})(?![\d.]|\s?[–-]\s?\d|\sto\s\d)"
    rf"|(?P<halide>X){_EQUALS}(?P<halides>{_LIST.format(_HALIDE)})(?![A-Za-z/]))\s*[)\]]?"
)
_ONE_MINUS = re.compile(r"(\d+(?:\.\d+)?)-([xyz])(?![a-z])")
_ABSENT = re.compile(rf"(?:{'|'.join(map(re.escape, ORGANIC))}|[A-Z][a-z]?)<0>|<1>|<|>")
_ALONE = re.compile(r"\(([A-Z][a-z]?)\)")
_BARE = re.compile(r"(?<=[A-Za-z)])(\d?)([xyz])(?![a-z])")


@dataclass(frozen=True, slots=True)
class Definition:
    """Values of one variable in a text: `text[start:end]`, with the place of each value."""

    start: int
    end: int
    name: str
    values: tuple[tuple[int, int, str], ...]


def find_definition(text: str, position: int) -> Definition | None:
    """The values given right at `position`, behind a formula or its particle word.

    A range of values ("x = 0.2–0.5") defines nothing: the variable stays one.

    >>> found = find_definition("CsPbX3 (X = Cl, Br or I) dots", 6)
    >>> found.name, [value for _, _, value in found.values]
    ('X', ['Cl', 'Br', 'I'])
    >>> find_definition("InAs1-xPx (x = 0.2–0.5)", 9) is None
    True
    """
    match = _DEFINED.match(text, position)
    if match is None:
        return None
    name, group = (match["amount"], "numbers") if match["amount"] else (match["halide"], "halides")
    value = re.compile(_AMOUNT if match["amount"] else _HALIDE)
    values = tuple(
        (found.start(), found.end(), found[0]) for found in value.finditer(text, *match.span(group))
    )
    opened = text[position : match.start(match.lastgroup or 0)].strip()[:1] in ("(", "[")
    end = match.end() if opened else match.end(group)
    return Definition(position, end, name, values)


def substitute(material: str, name: str, value: str) -> str:
    """A layer with a variable replaced; elements of which nothing is left are left out.

    >>> substitute("CdxZn1-xS", "x", "0.75"), substitute("CdxZn1-xS", "x", "0")
    ('Cd0.75Zn0.25S', 'ZnS')
    >>> substitute("CsPbX3", "X", "Br"), substitute("CsPbBr3-xIx", "x", "1")
    ('CsPbBr3', 'CsPbBr2I')
    """
    if name == "X":
        return material.replace("X", value)
    amount = float(value)
    done = _ONE_MINUS.sub(
        lambda m: _spelled(float(m[1]) - amount) if m[2] == name else m[0], material
    )
    done = _BARE.sub(lambda m: _spelled(float(m[1] or 1) * amount) if m[2] == name else m[0], done)
    return _ALONE.sub(r"\1", _ABSENT.sub("", done))


def _spelled(amount: float) -> str:
    return f"<{amount:.6g}>" if amount >= 0 else "<0>"


def varies(material: str, name: str) -> bool:
    """Whether a formula holds the variable.

    >>> varies("CsPbX3", "X"), varies("Cd1-xZnxSe", "x"), varies("CdSe", "x")
    (True, True, False)
    """
    return re.search(rf"{name}(?![a-z])", material) is not None
