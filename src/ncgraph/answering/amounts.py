"""Amounts in questions: numbers with units and bounds, years, references; figures or words.

A bound belongs to the amount: "below 10 µJ/cm²", "from 600 nm up to and including 620 nm", "one
exciton or less". "Below" and "above" leave their end out, "between" and "up to" include it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.query import Range
from ncgraph.extraction.quantities import scan
from ncgraph.units import UNIT_PATTERN, parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.model import Quantity

Found = tuple[int, int, Tag]  # from, to, and what stands there

_PREFIXES = {"femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "kilo": "k",
             "mega": "M", "centi": "c", "": ""}  # fmt: skip
_BASES = {
    "joule": "J", "watt": "W", "metre": "m", "meter": "m", "second": "s", "volt": "V",
    "ampere": "A", "amp": "A", "kelvin": "K", "electronvolt": "eV", "exciton": "excitons",
}  # fmt: skip
_SPELT_UNIT = re.compile(
    rf"\b(?P<prefix>{'|'.join(filter(None, _PREFIXES))})?(?P<base>{'|'.join(_BASES)})s?\b"
    r"(?:[ -](?:per|a|each)[ -](?P<rest>square[ -](?P<area>centi|milli|micro)?met(?:re|er)"
    r"|(?:quantum |nano)?(?:dots?|crystals?|particles?|platelets?|rods?|qds?|ncs?|npls?)))?",
    re.IGNORECASE,
)
_DIGITS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10",
} | {
    "a": "1", "an": "1", "single": "1", "a single": "1", "twenty": "20", "fifty": "50",
    "hundred": "100",
}  # fmt: skip
_SPELT_NUMBER = re.compile(
    rf"\b(?P<number>{'|'.join(_DIGITS)}|half an?)"
    rf"(?P<many> hundred| thousand)?(?= (?:{UNIT_PATTERN}|excitons)(?![A-Za-z]))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?:\d|\b(?:{'|'.join(w for w in _DIGITS if len(w) > 2)}|in|many|thousand|half an?"
    r"|(?:than|of|under|below|above|over|to) an?))[ -]?\Z",
    re.IGNORECASE,
)
_FROM_TO = re.compile(  # "from 20 up to 60 nm"
    r"\b(from|between) (\d+(?:\.\d+)?) (?:up to(?: and including)?|until|till|through) (?=\d)",
    re.IGNORECASE,
)
_MANY = {"": 1, " hundred": 100, " thousand": 1000}
_LEFT = re.compile(
    r"(?:(?P<low_out>above|over|beyond|exceed(?:s|ed|ing)?|after"
    r"|(?:more|greater|higher|larger|longer|later) than)"
    r"|(?P<low_in>at least|from|since|between|starting (?:at|from)"
    r"|(?:no|not) (?:less|lower|smaller|fewer|shorter|earlier) than|minimum of)"
    r"|(?P<high_out>below|under|before|until"
    r"|(?:less|lower|smaller|fewer|shorter|earlier) than)"
    r"|(?P<high_in>at most|up to(?: and including)?|within|maximum of|not exceeding"
    r"|(?:no|not) (?:more|greater|higher|larger|longer|later) than))"
    r"(?: (?:about|around|roughly|some|the year|year))?[ :]*\Z",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"[ ,]*(?:or|and) (?:(?P<high_in>less|lower|below|fewer|shorter|under|smaller|earlier|before)"
    r"|(?P<low_in>more|higher|above|greater|longer|over|later|larger|after))\b",
    re.IGNORECASE,
)
_PUMPING = re.compile(r"[ -](?:[a-z]+[ -])?(?:pump|excit|light|laser|irradiat|puls|illumin)", re.I)
_TO = re.compile(r" (?:up to and including|up to|to|and|till|until|through) \Z", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:s\b)?(?!\d|\.\d)")
_YEARS = re.compile(
    r"\b(?P<low>(?:19|20)\d\d)(?: ?[-–—] ?| to | and | until )(?P<high>(?:19|20)\d\d)\b"
)
_NUMBERED = re.compile(
    r"\b(?:references?|refs?\.?|citations?|entry|entries|row|rows|line|lines)"
    r"[ .#]*(?:no\.? ?|number )?"
    r"\[?(?P<list>\d{1,3}(?:(?:, ?| and | or |, and )\d{1,3})*)\]?(?![\d.]|\s*[A-Za-zµμ]+/)"
    r"|\[(?P<bracket>\d{1,3}(?:, ?\d{1,3})*)\]",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s\"<>?]+[^\s\"<>?.,;])")
_UNIT_ALONE = re.compile(rf"(?<![\w./])(?P<unit>{UNIT_PATTERN}|excitons)(?![\w/])")
_UNIT_BEFORE = re.compile(r"\b(?:in|many|as|to|into|units? of) \Z", re.IGNORECASE)
_TOLERANCE = 0.001  # of a bare "at 532 nm": half a nanometre, so that 442 and 444 nm stay apart


def normalise(question: str) -> str:
    """Spelt-out units and numbers in symbols and digits.

    >>> normalise("more than a millijoule per square centimetre")
    'more than 1 mJ/cm2'
    >>> normalise("less than one exciton per dot"), normalise("five hundred nanometers")
    ('less than 1 excitons', '500 nm')
    """
    text = _SPELT_UNIT.sub(_symbol, _FROM_TO.sub(r"\1 \2 to ", question))
    return _SPELT_NUMBER.sub(_figure, text)


def _symbol(found: re.Match[str]) -> str:
    base = found["base"].lower()
    told = found["rest"] and base != "exciton"
    if not told and not _COUNTED.search(found.string[: found.start()]):
        return found[0]  # "femtosecond pumping" is no amount
    symbol = _PREFIXES[(found["prefix"] or "").lower()] + _BASES[base]
    if not found["rest"]:
        return symbol if base != "exciton" else found[0]
    if found["area"] is None and not found["rest"].lower().startswith("square"):
        return symbol if base == "exciton" else found[0]
    return f"{symbol}/{_PREFIXES[(found['area'] or '').lower()]}m2"


def _figure(found: re.Match[str]) -> str:
    word = found["number"].lower()
    value = 0.5 if word.startswith("half") else float(_DIGITS[word])
    return f"{value * _MANY[(found['many'] or '').lower()]:g}"


def find_amounts(text: str) -> list[Found]:
    """All amounts of a normalised question with the words that bound them; none overlap."""
    found: list[Found] = []
    for finder in (_dois, _numbered, _quantities, _years, _units):
        for each in finder(text):
            if all(each[1] <= other[0] or each[0] >= other[1] for other in found):
                found.append(each)
    return sorted(found, key=lambda each: each[0])


def _dois(text: str) -> Iterator[Found]:
    for match in _DOI.finditer(text):
        yield match.start(), match.end(), Tag(Role.DOI, match[1], match[1])


def _numbered(text: str) -> Iterator[Found]:
    for match in _NUMBERED.finditer(text):
        numbers = ",".join(re.findall(r"\d+", match["list"] or match["bracket"]))
        in_table = re.match(r"(?:row|line|entr)", match[0], re.IGNORECASE)
        role = Role.ROW_NUMBER if in_table else Role.NUMBER
        yield match.start(), match.end(), Tag(role, match[0], numbers)


def _quantities(text: str) -> Iterator[Found]:
    pending: tuple[int, int, Quantity] | None = None
    for printed in scan(text):
        if printed.quantity.si_value is None:
            continue
        here = (printed.start, printed.end, printed.quantity)
        if pending and _joined(text, pending, here):
            yield _between(text, pending, here)
            pending = None
            continue
        if pending:
            yield _amount(text, *pending)
        pending = here
    if pending:
        yield _amount(text, *pending)


def _joined(text: str, first: tuple[int, int, Quantity], second: tuple[int, int, Quantity]) -> bool:
    """`from 600 nm up to and including 620 nm`: each end with its unit."""
    same = first[2].dimension is second[2].dimension
    opened = _LEFT.search(text[: first[0]])
    starts = opened and (opened.lastgroup == "low_in")
    return bool(same and starts and _TO.search(text[first[1] : second[0]]))


def _between(
    text: str, first: tuple[int, int, Quantity], second: tuple[int, int, Quantity]
) -> Found:
    opened = _LEFT.search(text[: first[0]])
    start = opened.start() if opened else first[0]
    ends = sorted(v for v in (first[2].si_value, second[2].si_value) if v is not None)
    words = f"from {_written(first[2])} to {_written(second[2])}"
    dimension = str(first[2].dimension or "")
    made = Range(low=ends[0], high=ends[-1], dimension=dimension, words=words)
    return start, second[1], Tag(Role.AMOUNT, text[start : second[1]], first[2].unit, made)


def _amount(text: str, start: int, end: int, quantity: Quantity) -> Found:
    before, after = _LEFT.search(text[:start]), _RIGHT.match(text[end:])
    if before and before[0].strip().lower() == "under" and _PUMPING.match(text[end:]):
        before = None  # "under 400 nm pumping" bounds nothing
    side = before.lastgroup if before else after.lastgroup if after else None
    low = quantity.si_value or 0.0
    high = low if quantity.si_value_max is None else quantity.si_value_max
    begin = before.start() if before else start
    stop = end + (after.end() if after and not before else 0)
    if quantity.si_value_max is not None:
        side = None
    made = _bounded(side, low, high, str(quantity.dimension or ""), _written(quantity))
    return begin, stop, Tag(Role.AMOUNT, text[begin:stop], quantity.unit, made)


_SIDE_WORDS = {
    "low_out": "above", "low_in": "at least", "high_out": "below", "high_in": "at most"
}  # fmt: skip


def _bounded(side: str | None, low: float, high: float, dimension: str, words: str) -> Range:
    if side is None:
        slack = _TOLERANCE * abs(low) if low == high else 1e-9 * abs(high)
        said = f"of {words}" if low == high else f"from {words}"
        return Range(low=low - slack, high=high + slack, dimension=dimension, words=said)
    from_low = side.startswith("low")
    return Range(
        low=low if from_low else None,
        high=None if from_low else high,
        without_low=side == "low_out",
        without_high=side == "high_out",
        dimension=dimension,
        words=f"{_SIDE_WORDS[side]} {words}",
    )


def _written(quantity: Quantity) -> str:
    upper = "" if quantity.value_max is None else f" to {quantity.value_max:g}"
    return f"{quantity.value:g}{upper} {quantity.unit}"


def _years(text: str) -> Iterator[Found]:
    spans = list(_YEARS.finditer(text))
    for match in spans:
        made = _year_range(None, int(match["low"]), int(match["high"]))
        opened = _LEFT.search(text[: match.start()])
        start = opened.start() if opened else match.start()
        yield start, match.end(), Tag(Role.AMOUNT, match[0], "year", made)
    for match in _YEAR.finditer(text):
        year = int(match[0][:4])
        opened = _LEFT.search(text[: match.start()])
        start = opened.start() if opened else match.start()
        last = year + 9 if match[0].endswith("s") else year
        after = _RIGHT.match(text[match.end() :])
        side = opened.lastgroup if opened else after.lastgroup if after else None
        if opened and opened[0].strip().lower() in ("from", "within"):
            side = None  # "papers from 2014"
        end = match.end() + (after.end() if after and not opened else 0)
        yield start, end, Tag(Role.AMOUNT, match[0], "year", _year_range(side, year, last))


def _year_range(side: str | None, low: int, high: int) -> Range:
    if side is None:
        words = f"in {low}" if low == high else f"from {low} to {high}"
        return Range(low=low, high=high, dimension="year", words=words)
    return _bounded(side, low, high, "year", str(low))


def _units(text: str) -> Iterator[Found]:
    """`in mJ/cm²`, `how many W/cm2`: the unit the answer is wanted in."""
    for match in _UNIT_ALONE.finditer(text):
        unit = parse_unit(match["unit"])
        if (
            unit is not None
            and unit.spelling != "times"
            and _UNIT_BEFORE.search(text[: match.start()])
        ):
            dimension = str(unit.dimension or "")
            made = Range(dimension=dimension, words=unit.spelling)
            yield match.start(), match.end(), Tag(Role.UNIT, match[0], unit.spelling, made)
