"""Unit spellings as printed, composed of prefix, symbol and exponent, to SI with their dimension.

What is ambiguous in print is decided here once:

* `m` is the metre, never "milli" alone; `min` the minute, `h` the hour; a space after `µ` is lost
  kerning ("1 µ W"), so it belongs to the prefix.
* `as` (attosecond) and `am` are not read: in prose they are words.
* `A` is the ampere; the ångström needs its ring. `GM` (two-photon cross-section) is no unit here.
* `°C` is a point on the scale, not a step: it is shifted by 273.15 K, and stands alone.
* `dB` counts only per length, as attenuation of power: 1 cm-1 = 10/ln(10) = 4.3429 dB/cm. Alone
  it is the logarithm of a ratio, which no factor turns into one.
* `1/s` is a frequency. `excitons` and `times` count; they are ratios.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, reduce

from ncgraph.errors import UnitError
from ncgraph.model import Dimension, Quantity

Powers = tuple[int, ...]  # exponents of m, kg, s, A, K

_PURE: Powers = (0, 0, 0, 0, 0)
_LENGTH: Powers = (1, 0, 0, 0, 0)
_TIME: Powers = (0, 0, 1, 0, 0)
_ENERGY: Powers = (2, 1, -2, 0, 0)
_TEMPERATURE: Powers = (0, 0, 0, 0, 1)

# The one list of what can be measured. SI spellings: DESIGN, contracts of the JSON output.
_DIMENSIONS: dict[Powers, tuple[Dimension, str]] = {
    (0, 1, -2, 0, 0): (Dimension.FLUENCE, "J/m2"),
    (0, 1, -3, 0, 0): (Dimension.INTENSITY, "W/m2"),
    _ENERGY: (Dimension.ENERGY, "J"),
    (2, 1, -3, 0, 0): (Dimension.POWER, "W"),
    (-2, 0, 0, 1, 0): (Dimension.CURRENT_DENSITY, "A/m2"),
    (0, 0, 0, 1, 0): (Dimension.CURRENT, "A"),
    (2, 1, -3, -1, 0): (Dimension.VOLTAGE, "V"),
    _LENGTH: (Dimension.LENGTH, "m"),
    (2, 0, 0, 0, 0): (Dimension.AREA, "m2"),
    _TIME: (Dimension.TIME, "s"),
    (0, 0, -1, 0, 0): (Dimension.FREQUENCY, "Hz"),
    _TEMPERATURE: (Dimension.TEMPERATURE, "K"),
    (-1, 0, 0, 0, 0): (Dimension.WAVENUMBER, "1/m"),
    (-3, 0, 0, 0, 0): (Dimension.CONCENTRATION, "1/m3"),
    _PURE: (Dimension.RATIO, "1"),
}

_PREFIXES: dict[str, tuple[int, str]] = {
    "T": (12, "tera"),
    "G": (9, "giga"),
    "M": (6, "mega"),
    "k": (3, "kilo"),
    "c": (-2, "centi"),
    "m": (-3, "milli"),
    "µ": (-6, "micro"),
    "n": (-9, "nano"),
    "p": (-12, "pico"),
    "f": (-15, "femto"),
    "a": (-18, "atto"),
}


@dataclass(frozen=True, slots=True)
class _Symbol:
    """A unit before prefixes: size in SI, prefixes it is printed with, its name in words."""

    powers: Powers
    prefixes: str = ""
    size: str = "1"
    words: tuple[str, ...] = ()
    plural_only: bool = False  # "2 second" is nearly always an ordinal


_ELEMENTARY_CHARGE = "1.602176634e-19"  # exact, SI 2019
_PAIR = (("electron", "hole"), ("e", "h"))  # of what an exciton is the pair
_SYMBOLS: dict[str, _Symbol] = {
    "m": _Symbol(_LENGTH, "kcmµnpf", words=("metre", "meter")),
    "Å": _Symbol(_LENGTH, size="1e-10", words=("ångström", "angstrom")),
    "s": _Symbol(_TIME, "mµnpf", words=("second",), plural_only=True),
    "min": _Symbol(_TIME, size="60", words=("minute",)),
    "h": _Symbol(_TIME, size="3600", words=("hour",)),
    "J": _Symbol(_ENERGY, "Mkmµnpfa", words=("joule",)),
    "eV": _Symbol(_ENERGY, "GMkmµn", size=_ELEMENTARY_CHARGE, words=("electronvolt",)),
    "W": _Symbol((2, 1, -3, 0, 0), "TGMkmµnpfa", words=("watt",)),
    "A": _Symbol((0, 0, 0, 1, 0), "kmµnp", words=("ampere",)),
    "V": _Symbol((2, 1, -3, -1, 0), "Mkmµn", words=("volt",)),
    "Hz": _Symbol((0, 0, -1, 0, 0), "TGMkm", words=("hertz",)),
    "K": _Symbol(_TEMPERATURE, "mµ", words=("kelvin",)),
    "%": _Symbol(_PURE, size="0.01", words=("percent", "per cent")),
    "excitons": _Symbol(
        _PURE,
        words=("exciton", "excitation", *(f"{e}{dash}{h} pair" for e, h in _PAIR for dash in "-–")),
    ),
    "times": _Symbol(_PURE, words=("fold",)),
}
_CELSIUS = "°C"
_CELSIUS_ZERO = Decimal("273.15")
_DECIBEL = "dB"
_NEPERS = math.log(10) / 10  # of power, in one dB


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: plain spelling, SI unit and the factor to it; `offset` is added after scaling."""

    spelling: str
    factor: float
    si_unit: str
    dimension: Dimension
    offset: float = 0.0

    def to_si(self, value: float) -> float:
        """`value` in SI; scaled in decimal, so that 28 µJ/cm2 is 0.28 J/m2 and not nearly."""
        scaled = Decimal(repr(float(value))) * Decimal(repr(self.factor))
        return float(scaled + Decimal(repr(self.offset)) if self.offset else scaled)


@dataclass(frozen=True, slots=True)
class _Factor:
    """One factor of a compound unit; `prefix` is a power of ten."""

    symbol: str
    size: float
    prefix: int
    powers: Powers

    def raised(self, exponent: int) -> _Factor:
        symbol = self.symbol + (str(exponent) if exponent != 1 else "")
        powers = tuple(power * exponent for power in self.powers)
        return _Factor(symbol, self.size**exponent, self.prefix * exponent, powers)


def _spell_factors() -> dict[str, _Factor]:
    """Every printed form of every prefixed symbol, in letters and in words."""
    forms = {_DECIBEL: _Factor(_DECIBEL, _NEPERS, 0, _PURE)}
    for symbol, entry in _SYMBOLS.items():
        for prefix in ["", *entry.prefixes]:
            power, name = _PREFIXES.get(prefix, (0, ""))
            factor = _Factor(prefix + symbol, float(entry.size), power, entry.powers)
            letters = {prefix + symbol}
            if prefix == "µ":
                letters |= {"u" + symbol, "μ" + symbol, "µ " + symbol, "μ " + symbol}
                letters |= {start + symbol for start in ("micro", "micro-", "mu", "mu ")}
            if symbol == "s" and prefix:
                letters.add(prefix + "sec")
            names = {name, f"{name}-"} if name else {""}  # "microjoule", "micro-joule"
            words = {f"{start}{word}s" for word in entry.words for start in names}
            if prefix or not entry.plural_only:
                words |= {start + word for word in entry.words for start in names}
            forms |= dict.fromkeys(letters | words, factor)
    forms["°K"] = forms["K"]
    forms["micron"] = forms["microns"] = forms["µm"]
    return forms


_FACTORS = _spell_factors()
_NUMERAL = r"[-−–⁻]?[1-4¹²³⁴]"
# Where a text lost its blanks ("413 nmand 561 nm") the next word grew onto the unit.
_SYMBOL = "(?:{})(?:(?![A-Za-zµμ])|(?<=nm|eV|ns|ps)(?=(?:and|to|at)\\b))".format(
    "|".join(re.escape(form) for form in sorted(_FACTORS, key=len, reverse=True))
)
# "cm-1", but not the dash of "1 ps-1 ns", behind which a unit follows.
_DASHED = rf"[-−–][1-4](?! ?{_SYMBOL}(?![-−–⁻]))"
_EXPONENT = (
    rf"(?:(?:\^\{{{_NUMERAL}\}}|\^?\({_NUMERAL}\)|\^?(?:{_DASHED}|⁻?[1-4¹²³⁴]))(?!\.?\d)"
    r"| squared\b| cubed\b|(?<=/cm) 2(?![\d.,]?\d)(?! ?[A-Za-zµ]*(?:m|s|J|W|K|V|eV|Hz)\b))"
)
_PER = r" ?/ ?(?:sq\.? ?)?| per (?:square |sq\.? ?)?"
_TIMES = r" ?[·⋅*×] ?"
_PULSE = r"(?: ?/ ?pulse(?= ?/))?"  # "mJ/pulse/cm2": counted, and no dimension
_FACTOR = re.compile(
    rf"(?P<joint>{_PER}|[ ·⋅*×.]+)?(?P<symbol>{_SYMBOL})(?P<exponent>{_EXPONENT})?"
)
_CELSIUS_PRINTED = r"(?:[°º] ?|deg\.? ?)C|℃"
_CELSIUS_WHOLE = re.compile(_CELSIUS_PRINTED)
_BELOW = re.compile(r"/ ?\(([^()]*)\)")

# "µJcm-2": no blank before a factor with a negative exponent; "kW cm2", "mJ cm 2": its minus lost.
_RAISED = r"(?:\^?\([-−–⁻] ?[1-4¹²³⁴]\)|\^\{[-−–⁻] ?[1-4¹²³⁴]\}|\^?[-−–⁻] ?[1-4¹²³⁴])"
_GLUED = rf"(?:[kMmµμunp]?[JWA])(?:c?m{_RAISED}| cm ?[2²])(?!\.?\d)"

UNIT_PATTERN = (
    rf"(?:(?:{_CELSIUS_PRINTED})(?![A-Za-z])|{_GLUED}"
    rf"|{_SYMBOL}(?:{_EXPONENT}|(?<=m) [-−][12](?![.\d]| ?[a-zµ]))?"
    rf"(?:{_PULSE}(?:{_PER}|{_TIMES}){_SYMBOL}(?:{_EXPONENT})?"
    rf"|(?: ?\. ?| ){_SYMBOL} ?{_RAISED}(?!\.?\d)"
    rf"| ?/ ?\({_SYMBOL}(?:{_EXPONENT})?[ ·⋅*](?:pulse|{_SYMBOL}(?:{_EXPONENT})?)\)){{0,2}})"
)
"""Regular expression of whatever `parse_unit` may know, for scanners of running text.

After a blank only a factor with a negative exponent belongs to the unit ("µJ cm-2", not "nm h").
"""


@lru_cache(maxsize=1024)
def parse_unit(printed: str) -> Unit | None:
    """The unit a text prints, or None where it is unknown or measures nothing we model.

    Products (blank, "·") and quotients ("/", "per") of prefixed symbols with exponents, in either
    micro sign, with superscripts or "^". A solidus divides by the next factor only.

    >>> unit = parse_unit("μJ cm⁻²")
    >>> unit.spelling, unit.factor, unit.si_unit, unit.dimension.value
    ('µJ/cm2', 0.01, 'J/m2', 'fluence')
    >>> round(4.3429 * parse_unit("dB/cm").factor, 2), parse_unit("dB/cm").si_unit
    (100.0, '1/m')
    >>> parse_unit("furlong") is None
    True
    """
    if _CELSIUS_WHOLE.fullmatch(printed.strip()):
        return Unit(_CELSIUS, 1.0, "K", Dimension.TEMPERATURE, float(_CELSIUS_ZERO))
    text = unicodedata.normalize("NFKC", printed).translate({0x3BC: "µ", 0x2212: "-", 0x2013: "-"})
    text = re.sub(r"^1 ?(?=/)", "", text.strip())
    text = _BELOW.sub(lambda below: "/" + re.sub(r"[ ·⋅*]", "/", below[1]), text)
    text = re.sub(r" ?/ ?pulse\b| (?=-[1-4])|(?<=/cm) (?=2)|(?<=-) (?=[1-4])", "", text)
    text = re.sub(r"(?<=[JWA])(?=c?m(?:\^?[{(])?\^?-)", " ", text)
    text = re.sub(r"(?<=[JWA]) cm ?2$", " cm-2", text)
    if not text:  # a bare number: Q factor, refractive index
        return Unit("", 1.0, "1", Dimension.RATIO)
    factors = _read_factors(text)
    return _compose(factors) if factors else None


def _read_factors(text: str) -> list[_Factor] | None:
    """The factors of a compound unit, with signed exponents; None where a piece is unknown."""
    factors: list[_Factor] = []
    position = 0
    while position < len(text):
        match = _FACTOR.match(text, position)
        if match is None or (factors and not match["joint"]):
            return None
        joint = match["joint"] or ""
        printed = re.sub(r"[\^{}() ]", "", match["exponent"] or "1")
        exponent = {"squared": 2, "cubed": 3}.get(printed) or int(printed)
        if "sq" in joint:
            exponent *= 2
        if "/" in joint or "per" in joint:
            exponent = -exponent
        factors.append(_FACTORS[match["symbol"]].raised(exponent))
        position = match.end()
    return factors


def _compose(factors: list[_Factor]) -> Unit | None:
    """The product of factors, where it is a dimension of the model."""
    powers = tuple(sum(column) for column in zip(*(f.powers for f in factors), strict=True))
    known = _DIMENSIONS.get(powers)
    loss = any(f.symbol.startswith(_DECIBEL) for f in factors)
    if known is None or (loss and known[0] is not Dimension.WAVENUMBER):
        return None
    size = reduce(lambda product, f: product * f.size, factors, 1.0)
    factor = float(Decimal(repr(size)).scaleb(sum(f.prefix for f in factors)))
    return Unit(_spell(factors), factor, known[1], known[0])


def _spell(factors: list[_Factor]) -> str:
    """Plain spelling: "µJ/cm2", "cm-1"."""
    split = [re.fullmatch(r"(.*?)(-?)([2-9]?|1)", factor.symbol) for factor in factors]
    parts = [(m[1], m[2], m[3]) for m in split if m]
    above = [name + count for name, minus, count in parts if not minus]
    below = [name + count.replace("1", "") for name, minus, count in parts if minus]
    if not above:
        return "·".join(factor.symbol for factor in factors)
    return "·".join(above) + "".join(f"/{name}" for name in below)


def quantity(
    value: float | None,
    unit: str,
    *,
    value_max: float | None = None,
    approximate: bool = False,
    bound: str | None = None,
    uncertainty: float | None = None,
) -> Quantity:
    """A `Quantity` with its SI side filled in, its unit in plain spelling.

    Args:
        value: Number in `unit`; the lower end of a range; None where the text is vague.
        unit: Unit as printed; empty for a bare number.
        value_max: Upper end of a range.
        approximate: Whether the text says "about" or the like.
        bound: One of `<`, `>`, `<=`, `>=`.
        uncertainty: Half width, in `unit`.

    Raises:
        UnitError: `unit` is not known.

    >>> quantity(26, "μJ cm−2").si_value
    0.26
    """
    known = parse_unit(unit)
    if known is None:
        raise UnitError(
            f"unknown unit {unit!r}; write a product of SI-prefixed symbols such as "
            f"'µJ/cm2', 'kW cm-2' or 'meV' (symbols: {', '.join([*_SYMBOLS, _CELSIUS])})"
        )
    return Quantity(
        value,
        known.spelling,
        value_max=value_max,
        si_value=None if value is None else known.to_si(value),
        si_value_max=None if value_max is None else known.to_si(value_max),
        si_unit=known.si_unit,
        dimension=known.dimension,
        approximate=approximate,
        bound=bound,
        uncertainty=uncertainty,
    )


_HC_EV_NM = 6.62607015e-34 * 299792458 / float(_ELEMENTARY_CHARGE) * 1e9
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def wavelength_from_energy(energy: Quantity) -> Quantity:
    """Vacuum wavelength of a photon, in nm; relative uncertainty is kept, ends and bounds swap.

    Args:
        energy: Photon energy in eV, meV or another unit of energy, greater than zero.

    Raises:
        UnitError: `energy` is no energy or not positive.

    Source:
        hc = 1239.841984 eV nm, from the exact constants of the 2019 SI.

    >>> round(wavelength_from_energy(Quantity(2.41, "eV")).value, 1)
    514.5
    """
    unit = parse_unit(energy.unit)
    if unit is None or unit.dimension is not Dimension.ENERGY:
        raise UnitError(f"a photon energy is needed, not {energy.unit!r}; give it in eV or meV")
    if energy.value is None or energy.value <= 0:
        raise UnitError(f"a photon energy must be positive, not {energy.value!r} {energy.unit}")
    joules_per_nm = _HC_EV_NM * float(_ELEMENTARY_CHARGE) / unit.factor
    ends = sorted(joules_per_nm / end for end in (energy.value, energy.value_max) if end)
    uncertainty = energy.uncertainty and ends[0] * energy.uncertainty / energy.value
    result = quantity(ends[0], "nm", approximate=energy.approximate, uncertainty=uncertainty)
    if len(ends) > 1:
        result = quantity(ends[0], "nm", value_max=ends[1], approximate=energy.approximate)
    return replace(result, bound=_FLIPPED.get(energy.bound or ""))
