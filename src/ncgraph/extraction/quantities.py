"""Finds printed quantities: numbers with a unit, `N = 0.53`, multiples, vague amounts.

A number without a unit, "N =", "times" or a percent sign is left alone: years, citations, figure
and section numbers need no rule of their own. Numbers joined by "to", "±", commas, "and" or "/"
share the unit that follows the last of them. Ends of a range are sorted: "from 100 to 10 fs" is
the range 10 to 100 fs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ncgraph.extraction.named_numbers import is_count, named_before
from ncgraph.extraction.number_words import NUMBER_WORDS, numbers_in_words
from ncgraph.extraction.numerals import SCALED, find_numbers, power, uncertainty, value
from ncgraph.extraction.wording import has_any, words_of
from ncgraph.units import UNIT_PATTERN, parse_unit, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.model import Quantity
    from ncgraph.units import Unit


class Shape(StrEnum):
    """How a quantity is printed."""

    NUMBER = "number"  # "26 µJ/cm2"
    LISTED = "listed"  # one of several with one unit: "1.2 and 4.6 mJ/cm2", "100/55/100 nm"
    RANGE = "range"  # "6.4 to 8.4 kW/cm2"
    MULTIPLE = "multiple"  # "1000-times", "1.3-fold", "an order of magnitude"
    COUNT = "count"  # excitons per particle: "N = 0.53"
    FACTOR = "factor"  # the bare number of a quality factor: "Q = 2300"
    VAGUE = "vague"  # "a few µJ/cm2"


@dataclass(frozen=True, slots=True)
class PrintedQuantity:
    """`text[start:end]` is number and unit, a range whole, without "about", "~", "<".

    Of numbers that share a unit only the last span includes it; "N =" belongs to its number.
    """

    start: int
    end: int
    quantity: Quantity
    shape: Shape


# Behind a unit; in a text that lost its blanks a small word grew onto it: "413 nmand 561 nm".
_END = (
    r"(?:(?![A-Za-z0-9])(?! ?/ ?(?!pulse\b)[a-z])"
    r"|(?<=nm|eV|ns|ps)(?=(?:and|to|at)\b))"
)
_UNIT = re.compile(rf"(?P<close>\))?(?P<gap> ?-? ?)(?P<unit>{UNIT_PATTERN}){_END}")
# Glued to a number these are panels, orbitals and decades: "Fig. 5h", "1s", "the 2000s", "4A".
_NEVER_GLUED = {"s", "h", "m", "A"}
_JOINT = re.compile(
    r"(?P<range> ?(?:\bto\b|–|—|-|~|…|÷) ?|-to-)|(?P<plus_minus> ?(?:±|\+/-) ?)"
    r"|(?P<list>(?:,? (?:and|or|vs\.?|versus|by) )|, ?| ?[/×&] ?| x )"
)
_LONGEST_JOINT = 10
_REFERS = re.compile(
    r"\b(?:figs?|figures?|tables?|refs?|eqs?|sec|sections?|schemes?|vol|no|chapter)\.? ?\(?\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_YEAR = re.compile(r"\b(?:in|since|from|of|until|by|and|during|year) \Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween \Z", re.IGNORECASE)
_ABOUT_WORDS = (
    r"[~≈≃∼≅]|\b(?:about|around|ca\.?|circa|approx\.|approximately|nearly|almost|roughly"
    r"|close to|(?:on|of) the order of)"
)
_ABOUT = re.compile(rf"(?:{_ABOUT_WORDS})[ (]*\Z", re.IGNORECASE)
_BOUNDS = (
    (
        "<=",
        r"[≤⩽]|<=|\b(?:up to|at most|not? (?:more|greater|higher|larger) than|not above"
        r"|not exceed(?:ing)?|never exceed(?:s|ed)?)",
    ),
    (">=", r"[≥⩾]|>=|\b(?:at least|not? (?:less|lower|smaller) than|not below)"),
    ("<", r"<|\b(?:(?:less|lower|smaller|shorter) than|below|sub-)"),
    (
        ">",
        r"(?<!<N)(?<!<N )>|\b(?:(?:more|greater|higher|larger|longer) than|above|beyond"
        r"|exceed(?:s|ed|ing)?|in excess of)",
    ),
)
_BOUND = re.compile(f"(?:{'|'.join(f'({words})' for _, words in _BOUNDS)})[ (]*\\Z", re.IGNORECASE)
_BOUND_SIGNS = (  # one is in each of these words
    *("≤", "⩽", "<", "≥", "⩾", ">", "up to", "at most", "at least", "than", "above", "below"),
    *("exceed", "sub-", "beyond", "excess of"),
)
_LEAD_LENGTH = 48  # the longest of these words, twice, with blanks
_KINDS = {Shape.FACTOR: "factor", Shape.NUMBER: "fraction"}  # of numbers without a unit
_VAGUE_WORDS = frozenset({"few", "several", "tens", "dozens", "hundreds", "thousands"})
_VAGUE = re.compile(
    r"\b(?:(?:(?:a )?few|several) (?:(?:tens|hundreds?|thousands?) (?:of )?)?"
    rf"|(?:tens|dozens|hundreds|thousands) of )(?!times)(?P<unit>{UNIT_PATTERN}){_END}"
)
_COUNTS = {"an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MAGNITUDE = re.compile(
    rf"\b(?:(?P<low>{'|'.join(_COUNTS)}|[1-9])(?: to | or |–|-))?"
    rf"(?P<count>{'|'.join(_COUNTS)}|[1-9]|several|a few) orders? of magnitude\b",
    re.IGNORECASE,
)
_AMOUNT_WORDS = _VAGUE_WORDS | NUMBER_WORDS | {"magnitude"}  # one is in any amount in words
# One character for one, so that offsets stay.
_PLAIN = str.maketrans({"μ": "µ", "\u00a0": " ", "−": "-", "‐": "-", "‑": "-"})


@dataclass(slots=True)
class _Number:
    """A number with its own unit, if any, and how it is joined to the one before it."""

    start: int
    end: int
    value: float
    unit: Unit | None = None
    closes: bool = False  # a parenthesis stands between number and unit
    joint: str = ""  # range, plus_minus, list or and
    value_max: float | None = None
    uncertainty: float | None = None
    shared: bool = False
    scale: float = 1.0  # the power of ten behind it, which numbers before it may share


def scan(text: str) -> list[PrintedQuantity]:
    """All quantities of a normalised text, in order, none overlapping another.

    >>> [(q.quantity.value, q.quantity.unit) for q in scan("pumped at 400, 800, and 1300 nm")]
    [(400.0, 'nm'), (800.0, 'nm'), (1300.0, 'nm')]
    >>> found = scan("~ 6.4 to 8.4 kW/cm²")[0]
    >>> found.quantity.si_value, found.quantity.si_value_max, found.quantity.approximate
    (64000000.0, 84000000.0, True)
    """
    plain = text.replace("\n", " ")
    plain = plain if plain.isascii() else plain.translate(_PLAIN)
    found = [q for group in _group(plain) for q in _read_group(plain, group)]
    if has_any(plain, _AMOUNT_WORDS):
        taken = {q.start for q in found}
        found += (q for q in _find_words(plain) if q.start not in taken)
    return sorted(found, key=lambda printed: printed.start)


def _group(plain: str) -> Iterator[list[_Number]]:
    """Numbers that are joined to each other, each group in print order."""
    group: list[_Number] = []
    for match in find_numbers(plain):
        printed, scale = value(match)
        number = _Number(match.start(), match.end(), printed, scale=scale)
        number.uncertainty = uncertainty(match, scale)
        inside_unit = bool(group) and number.start < group[-1].end  # the 3 of "cm-3"
        if inside_unit or not math.isfinite(number.value):
            continue
        _attach_unit(plain, number)
        between = plain[group[-1].end : number.start] if group else ""
        joint = _JOINT.fullmatch(between) if 0 < len(between) <= _LONGEST_JOINT else None
        if joint:
            number.joint = "and" if between.strip() == "and" else joint.lastgroup or ""
        elif group:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _attach_unit(plain: str, number: _Number) -> None:
    """Give a number the unit that follows it, where it is one."""
    scaled = SCALED.match(plain, number.end)
    if scaled and number.scale == 1 and "(" in plain[max(0, number.start - 16) : number.start]:
        number.scale = float(f"1e{power(scaled[1])}")
        number.value, number.end = number.value * number.scale, scaled.end()
    match = _UNIT.match(plain, number.end)
    if match is None or _is_reference(plain, number):
        return
    letter = match["unit"] in _NEVER_GLUED
    if letter and (not match["gap"] or _is_year(plain, number)):
        return
    number.unit = parse_unit(match["unit"])
    if number.unit:
        number.end, number.closes = match.end(), bool(match["close"] or scaled)


def _is_reference(plain: str, number: _Number) -> bool:
    return _REFERS.search(plain[max(0, number.start - 12) : number.start]) is not None


def _is_year(plain: str, number: _Number) -> bool:
    """Whether the number is a year by its form and the word before it ("in 2014, 800 nm")."""
    at = number.start
    return bool(_YEAR.match(plain, at) and _IN_YEAR.search(plain[max(0, at - 8) : at]))


def _read_group(plain: str, group: list[_Number]) -> Iterator[PrintedQuantity]:
    first, *others = group
    if [other.joint for other in others] == ["and"] and _BETWEEN.search(
        plain, max(0, first.start - len("between ")), first.start
    ):
        others[0].joint = "range"
    numbers: list[_Number] = []
    for number in group:
        if not (numbers and _merge(numbers[-1], number)):
            numbers.append(number)
    _share_units(plain, numbers)
    printed = None
    for number in numbers:
        unit = number.unit
        printed = _print(plain, number) if unit else _read_named(plain, number, printed)
        if printed:
            yield printed


def _merge(left: _Number, right: _Number) -> bool:
    """Take `right` into `left` as end of a range or as uncertainty; False where it is neither."""
    shares = left.unit is None and left.scale == 1 != right.scale
    if (
        shares
        and right.joint in ("plus_minus", "range")
        and left.value * right.scale <= right.value
    ):
        left.value, left.scale = left.value * right.scale, right.scale
    elif shares and right.joint == "plus_minus":
        left.value *= right.scale
    if right.joint == "plus_minus" and left.value_max is None:
        relative = left.unit and right.unit and right.unit.spelling == "%" != left.unit.spelling
        left.uncertainty = left.value * right.value / 100 if relative else right.value
    elif right.joint == "range" and left.uncertainty is None and left.value_max is None:
        upper = _in_unit_of(left, right)
        if upper is None:
            return False
        left.value, left.value_max = sorted((left.value, upper))
    else:
        return False
    left.unit, left.end, left.closes = left.unit or right.unit, right.end, right.closes
    return True


def _in_unit_of(left: _Number, right: _Number) -> float | None:
    """The value of `right` in the unit of `left`; None where they cannot be ends of one range."""
    if left.unit is None or left.unit == right.unit:
        return right.value
    if right.unit is None or right.unit.dimension is not left.unit.dimension or left.unit.offset:
        return None
    return float(f"{right.unit.to_si(right.value) / left.unit.factor:.12g}")


def _share_units(plain: str, numbers: list[_Number]) -> None:
    """Give numbers without a unit that of the list they stand in."""
    opening = numbers[0].start
    for number in numbers:
        if number.closes and plain[number.start - 1 : number.start] == "(":
            number.start -= 1
        elif number.closes and plain[opening - 1 : opening] != "(":
            number.unit = None
    while numbers and numbers[0].unit is None and _is_year(plain, numbers[0]):
        numbers.pop(0)
    refers = bool(numbers) and _is_reference(plain, numbers[0])
    lender: _Number | None = None
    for number in reversed(numbers):
        if number.unit is not None:
            lender = number
        elif lender is not None and not refers and not is_count(plain, number.start):
            number.unit = lender.unit
            number.shared = lender.shared = True


def _print(plain: str, number: _Number) -> PrintedQuantity | None:
    """The finding for a number whose unit is known, with the words that qualify it."""
    unit = number.unit.spelling if number.unit else ""
    approximate, bound = _qualify(plain[max(0, number.start - _LEAD_LENGTH) : number.start])
    made = quantity(
        number.value,
        unit,
        value_max=number.value_max,
        approximate=approximate,
        bound=bound,
        uncertainty=number.uncertainty,
    )
    shape = Shape.LISTED if number.shared else Shape.NUMBER
    shape = {"times": Shape.MULTIPLE, "excitons": Shape.COUNT}.get(unit, shape)
    shape = shape if number.value_max is None else Shape.RANGE
    # A printed exponent beyond what a float holds in SI is no measurement.
    if not all(math.isfinite(v) for v in (made.si_value, made.si_value_max) if v is not None):
        return None
    return PrintedQuantity(number.start, number.end, made, shape)


def _qualify(before: str) -> tuple[bool, str | None]:
    """Whether the words before a number say "about", and the bound they set."""
    about = _ABOUT.search(before)
    lowered = before.lower()
    bound = None
    if any(sign in lowered for sign in _BOUND_SIGNS):
        bound = _BOUND.search(before[: about.start()] if about else before)
    sign = _BOUNDS[bound.lastindex - 1][0] if bound and bound.lastindex else None
    return about is not None, sign


def _read_named(
    plain: str, number: _Number, before: PrintedQuantity | None
) -> PrintedQuantity | None:
    """A number without unit that its name makes a quantity, or that of the number before it."""
    named = named_before(plain, number.start)
    if named is None:
        shared = before and number.joint in ("and", "list") and before.quantity.unit == ""
        named = (_KINDS[before.shape], number.start) if before and shared else None
    if named is None or (named[0] == "fraction" and not 0 <= number.value <= 1):
        return None
    kind, start = named
    number.unit = parse_unit("excitons" if kind == "count" else "")
    if kind == "factor" and re.match(r"k\b", plain[number.end :]):
        number.value, number.end = number.value * 1000, number.end + 1  # "Q of 5.6k"
    printed = _print(plain, number)
    if printed is None or kind == "fraction":
        return printed
    if kind == "factor":
        return replace(printed, shape=Shape.FACTOR)
    lead = plain[max(0, start - _LEAD_LENGTH) : start]  # "greater than N = 1"
    bound = printed.quantity.bound or _qualify(lead)[1]
    return PrintedQuantity(start, printed.end, replace(printed.quantity, bound=bound), Shape.COUNT)


def _find_words(plain: str) -> Iterator[PrintedQuantity]:
    """Amounts in words: "tens of kW/cm2" has a unit and no value, an order of magnitude is 10."""
    for match in _VAGUE.finditer(plain) if has_any(plain, _VAGUE_WORDS) else ():
        if parse_unit(match["unit"]):
            made = quantity(None, match["unit"], approximate=True)
            yield PrintedQuantity(match.start(), match.end(), made, Shape.VAGUE)
    for start, end, low, high, unit in numbers_in_words(plain):
        approximate, bound = _qualify(plain[max(0, start - _LEAD_LENGTH) : start])
        made = quantity(low, unit.spelling, value_max=high, approximate=approximate, bound=bound)
        counted = Shape.COUNT if unit.spelling == "excitons" else Shape.NUMBER
        yield PrintedQuantity(start, end, made, Shape.RANGE if high else counted)
    for match in _MAGNITUDE.finditer(plain) if "magnitude" in words_of(plain) else ():
        ends = [_power_of_ten(count) for count in (match["low"], match["count"]) if count]
        upper = ends[1] if len(ends) > 1 else None
        made = quantity(ends[0], "times", value_max=upper, approximate=True)
        yield PrintedQuantity(match.start(), match.end(), made, Shape.MULTIPLE)


def _power_of_ten(count: str) -> float | None:
    power = int(count) if count.isdigit() else _COUNTS.get(count.lower())
    return None if power is None else 10.0**power
