r"""Quantities that LaTeX papers set with siunitx, as plain text prints them.

>>> siunitx("SI", "{6.4 +- 0.2}{\\kilo\\watt\\per\\square\\centi\\metre}")
'6.4 ± 0.2 kW cm-2'
>>> siunitx("qtyrange", "{10}{20}{nm}"), siunitx("num", "{3d-4}")
('10 to 20 nm', '3e-4')
"""

from __future__ import annotations

import re

_PREFIXES = {
    "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d",
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "atto": "a",
}  # fmt: skip
_UNITS = {
    "joule": "J", "watt": "W", "metre": "m", "meter": "m", "second": "s", "electronvolt": "eV",
    "ampere": "A", "volt": "V", "kelvin": "K", "hertz": "Hz", "celsius": "°C",
    "degreeCelsius": "°C", "degree": "°", "percent": "%", "decibel": "dB", "angstrom": "Å",
    "minute": "min", "hour": "h", "gram": "g", "mole": "mol", "litre": "L", "liter": "L",
    "micron": "µm", "pulse": "pulse", "ohm": "Ω", "tesla": "T", "pascal": "Pa", "newton": "N",
    "coulomb": "C", "farad": "F", "candela": "cd", "bar": "bar",
}  # fmt: skip
# siunitx's own abbreviations are a prefix and a symbol in one word: \um, \kW, \meV.
_SHORT = re.compile(r"([fpnumckMGT]?)(m|s|J|W|eV|V|A|Hz|K|g|mol|l|L)")
_RAISING = {"square": 2, "cubic": 3}
_RAISED = {"squared": 2, "cubed": 3}
_WORD = re.compile(
    r"\\(?P<power>tothe|raiseto)\s?\{?(?P<exponent>[-+]?\d)\}?"
    r"|\\(?P<macro>[A-Za-z]+)|(?P<solidus>/)|(?P<index>\^\{?[-−+]?\d\}?)"
    r"|(?P<letters>[^\W\d_]+|[µμ°%Å]+)|[\s.~{}\\,_\d-]"
)
_ARGUMENT = re.compile(r"\{((?:[^{}]|\{[^{}]{0,30}\}){0,200})\}")


def siunitx(command: str, arguments: str) -> str:
    r"""Plain text of `\command{...}{...}`; arguments come with their braces."""
    given = _ARGUMENT.findall(arguments)
    unit = spell_unit(given[-1]) if command not in ("num", "numrange", "numlist", "ang") else ""
    numbers = given if not unit and command not in ("si", "unit") else given[:-1]
    joint = " to " if command.endswith("range") else " "
    printed = joint.join(_number(number) for number in numbers)
    if command.endswith("list"):
        *most, last = printed.split(";")
        printed = f"{', '.join(item.strip() for item in most)} and {last.strip()}"
    if command == "ang":
        return f"{printed}°"
    return f"{printed} {unit}".strip()


def _number(printed: str) -> str:
    number = re.sub(r"\s*(?:\+-|\\pm)\s*", " ± ", printed)
    number = re.sub(r"(?<=\d)[dD](?=[-+]?\d)", "e", number)
    number = re.sub(r"(?<=\d)\{?,\}?(?=\d)", ".", number)  # either marks decimals there
    number = re.sub(r"\s*(?:x|\\times)\s*", " × ", number)
    return re.sub(r"[{}$\\]|(?<=\d)\s(?=\d)", "", number).strip()


def spell_unit(printed: str) -> str:
    r"""A unit of macros or letters as `kW cm-2`.

    >>> spell_unit(r"\micro\joule\per\centi\metre\squared"), spell_unit(r"\micro J.cm^{-2}")
    ('µJ cm-2', 'µJ cm-2')
    """
    factors: list[tuple[str, int]] = []
    prefix, power, sign = "", 1, 1
    for match in _WORD.finditer(printed):
        word = match["macro"] or match["letters"] or ""
        if (exponent := _exponent(match)) and match["power"] != "raiseto":
            factors[-1:] = [(symbol, count * exponent) for symbol, count in factors[-1:]]
        elif exponent or word in _RAISING:
            power = exponent or _RAISING[word]
        elif word == "per" or match["solidus"]:
            sign = -1
        elif word in _PREFIXES and match["macro"]:
            prefix = _PREFIXES[word]
        elif word:
            factors.append((prefix + _symbol(word, macro=match["macro"] is not None), sign * power))
            prefix, power, sign = "", 1, 1
    return " ".join(f"{symbol}{'' if count == 1 else count}" for symbol, count in factors)


def _exponent(match: re.Match[str]) -> int:
    """The power that a token raises to, 0 where it raises nothing."""
    raised = match["exponent"] or match["index"] or str(_RAISED.get(match["macro"] or "", 0))
    return int(re.sub(r"[\^{}+]", "", raised).replace("−", "-"))


def _symbol(word: str, *, macro: bool) -> str:
    if word in _UNITS:
        return _UNITS[word]
    short = _SHORT.fullmatch(word) if macro else None
    return short[1].replace("u", "µ") + short[2] if short else word
