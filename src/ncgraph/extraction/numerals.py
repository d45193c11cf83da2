"""One number in digits as papers print it: its value, its power of ten, its uncertainty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPONENT = (
    r"(?:\^\{[-+]?\d{1,2}\}|\([-+]\d{1,2}\)|\^\([-+]?\d{1,2}\)|\^[-+]?\d{1,2}"
    r"|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"
)
_NUMBER = re.compile(
    # Not inside a word or a decimal, nor behind "3,": comma or decimal? The reader of papers writes
    # a low quote where it cannot tell (`reading.decimals`).
    r"(?<![A-Za-z0-9_.^])(?<!\d[,‚])"
    r"(?:(?<![^\s(=~<>])(?<!\d )(?P<sign>-)(?=\d))?"
    rf"(?:10(?P<power>{EXPONENT})"
    r"|(?P<digits>(?>0,\d+(?![,.]?\d)|\d{1,3}(?:[,\u2009\u202f'’]\d{3})+(?!\d)"
    r"|[1-9]\d{0,2}(?: 000)+(?![\d.])|\d+)(?P<decimals>\.\d+"
    # "3·68 eV": the raised point of British and Indian journals, unless a power of ten follows.
    r"|·(?!10[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹^(])\d{1,3}(?!\d))?+)"
    rf"(?:[eE](?P<e>[-+]?\d{{1,2}})(?!\d)| ?[×x·*] ?10(?P<times>{EXPONENT}| ?-\d{{1,2}}"
    r"|–\d{1,2}(?! ?[nµm]?m\b)"  # "2.8 × 10–14 cm2"; "5 × 10–20 µm" are sizes
    # "1.4 × 103 W": the exponent of a decimal came down to the line; "5 × 105 nm" is a size.
    r"|(?(decimals)[2-9](?! ?[nµm]?m\b)|(?!))))?)(?!‚?\d)"
    # The uncertainty of the last digits: "3.2(1)"; or one in parentheses of its own: "3.2 (±0.1)".
    r"(?:(?<=\d)\((?P<last>\d{1,2})\)| ?\((?:±|\+/-) ?(?P<pm>\d+(?:\.\d+)?)\))?"
)
# The power behind a parenthesis, as of "(1.2 – 3.4) × 10^3 cm-1".
SCALED = re.compile(rf"\) ?[×x·*] ?10({EXPONENT})(?!\d)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻–", "0123456789--")
_PARTING = re.compile(r"[, \u2009\u202f'’]")  # thousands
_FIRST = re.compile(r"[-\d]")  # what a number can begin with


def find_numbers(text: str) -> Iterator[re.Match[str]]:
    """Numbers in order, none overlapping another; looked for where there is a digit or a sign."""
    position = 0
    while first := _FIRST.search(text, position):
        match = _NUMBER.match(text, first.start())
        if match:
            yield match
        position = match.end() if match else first.end()


def value(match: re.Match[str]) -> tuple[float, float]:
    """Value of a number, and its power of ten."""
    digits = (match["digits"] or "1").replace("·", ".")
    if not digits.isdecimal():
        digits = _PARTING.sub("", f"0.{digits[2:]}" if digits.startswith("0,") else digits)
    exponent = match["power"] or match["times"] or match["e"]
    tens = power(exponent) if exponent else "0"
    return float(f"{match['sign'] or ''}{digits}e{tens}"), float(f"1e{tens}")


def power(exponent: str) -> str:
    """The digits of an exponent, however raised.

    >>> power("⁻³"), power("^{12}")
    ('-3', '12')
    """
    return re.sub(r"[^-0-9]", "", exponent.translate(_SUPERSCRIPTS))


def uncertainty(match: re.Match[str], scale: float) -> float | None:
    """What a parenthesis behind a number says of it: `3.2(1)` is uncertain by 0.1."""
    if match["pm"]:
        return float(match["pm"])
    if not match["last"]:
        return None
    decimals = len((match["digits"] or "").partition(".")[2])
    return float(f"{match['last']}e-{decimals}") * scale
