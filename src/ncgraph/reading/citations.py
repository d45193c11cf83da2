"""What a superscript, bracket or parenthesis says: citation labels, an exponent, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ncgraph.reading.attribution import fold

Labels = tuple[int | str, ...]

_LONGEST_RANGE = 80  # "12-14" is a range of references, "1200-1400" is not
_POWERS = range(-60, 41)  # of ten, that papers print
_LARGEST_UNLISTED = 999  # plausible number where no list says how many there are

_ASCII = str.maketrans(
    {
        **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᵒ", "0123456789+-=()nabcdeo", strict=True)),
        **dict.fromkeys("−–—‐‑‒", "-"),
        "‚": ",",
        "˒": ",",  # the raised comma of "⁸˒⁹"
        "\N{NO-BREAK SPACE}": " ",
    }
)
_COMMAND = re.compile(r"\\(?:text|mathrm|mathit|rm|textsuperscript)\b|[{}$\\]")
_ITEM = re.compile(r"(\d{1,4})([a-z]?)(?:\s?-\s?(\d{0,4})([a-z]?))?")
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:and\s)?|\s(?:and|&)\s)")

_PREFIX = r"[YZEPTGMkhdcmµunpfa]?"
_UNIT = re.compile(
    rf"(?:^|[\s\d/·*(\[.×,-])((?:{_PREFIX}(?:m|s|g|A|J|W|V|K|L|C|N|Pa|Hz|eV|mol|rad)|Å|in|sr"
    r"|pulse|photons?|particle|NC|QD|dot|[kMmµunp]?[JWA]c?m)) ?$"
)
_LENGTH = re.compile(r"(?:^|[^A-Za-zµ])(?:[kcdmµnp]?m|Å|in) ?$")
_LONG = re.compile(r"(?:^|[^A-Za-zµ])c?m ?$")  # cm4 and cm6 are of cross-sections, nm6 of none
_BELOW = re.compile(
    r"/\s?[A-Za-zµÅ]{1,9} ?$|(?:[JWAVgsmKNCL]|eV|mol|photons?)[·* ][A-Za-zµÅ]{1,3} ?$"
)
_TEN = re.compile(r"(?<![\d.,])10$")
_TIMES = re.compile(r"[×x·*] ?10$")
_MEASURED = re.compile(r"\d ?[KVWJTh]$")  # "at 120 K", no variable
_VARIABLE = re.compile(r"(?:^|[\s=+\-/(<>|])[B-HJ-Zb-zΑ-Ωα-ω]$")


@dataclass(frozen=True, slots=True)
class Raised:
    """What a superscript amounts to: plain text that stays, labels that are cut out, or both."""

    text: str = ""
    labels: Labels = ()
    understood: bool = True


def ascii_digits(raised: str) -> str:
    r"""Superscript characters and LaTeX wrapping turned into ASCII.

    >>> ascii_digits("⁻²"), ascii_digits("43–45"), ascii_digits("6--8"), ascii_digits(r"\text{2}")
    ('-2', '43-45', '6-8', '2')
    """
    return " ".join(_COMMAND.sub("", raised).translate(_ASCII).replace("--", "-").split())


def expand(content: str, highest: int | None) -> Labels:
    """Labels that a marker's content names, ranges expanded; none unless all of it is labels.

    Args:
        content: In ASCII, without brackets: `12,14-16`, `4b`, `7a-c`.
        highest: Length of the reference list, None where there is none.

    >>> expand("1,3-5", 10), expand("4a-c", 10), expand("12", 10), expand("0,1", None)
    ((1, 3, 4, 5), ('4a', '4b', '4c'), (), ())
    """
    labels: list[int | str] = []
    position = 0
    while match := _ITEM.match(content, position):
        item = _item(match, _LARGEST_UNLISTED if highest is None else highest)
        if not item:
            return ()
        labels.extend(item)
        position = match.end()
        separator = _SEPARATOR.match(content, position)
        if separator is None:
            break
        position = separator.end()
    return tuple(dict.fromkeys(labels)) if position == len(content) else ()


def _item(match: re.Match[str], highest: int) -> Labels:
    first, letter, last, last_letter = match.groups()
    if first.startswith("0") or not 1 <= int(first) <= highest:
        return ()
    low = int(first)
    if last is None:
        return (f"{low}{letter}",) if letter else (low,)
    if last:
        high = int(last)
        plain = not letter and not last_letter and low < high <= highest
        return tuple(range(low, high + 1)) if plain and high - low <= _LONGEST_RANGE else ()
    if not (letter and last_letter and letter < last_letter):
        return ()
    return tuple(f"{low}{chr(code)}" for code in range(ord(letter), ord(last_letter) + 1))


def superscript(
    content: str, before: str, after: str, highest: int | None, *, math: bool = False
) -> Raised:
    """Tell an exponent, a charge or an isotope from a citation.

    A unit keeps its exponent, ten its power, an ion its charge; whatever is left and names
    entries of the list is a citation, also the `4` of `cm⁻²⁴`. Exponents of units become plain
    digits (`cm2`, `cm-2`), those of numbers and variables keep a caret (`10^4`, `x^2`).

    Args:
        content: The superscript as printed, without its brackets or tags.
        before: The normalised text it follows, a dozen characters or more.
        after: The character that follows it, or nothing.
        highest: Length of the reference list, None where there is none.
        math: Whether it stands behind something in a formula, where no citation stands.

    >>> superscript("⁻²", "26 µJ cm", ".", 121)
    Raised(text='-2', labels=(), understood=True)
    >>> superscript("⁻²⁴", "26 µJ cm", ".", 121)
    Raised(text='-2', labels=(4,), understood=True)
    >>> superscript("15,43–45", "CdTe", ".", 121).labels
    (15, 43, 44, 45)
    >>> superscript("4", "about 10", " ", 121).text, superscript("²⁺", "Cd", " ", 121).text
    ('^4', '2+')
    >>> superscript("³¹²", "2.1 × 10", ".", 121), superscript("−15", "10", " ", 121).text
    (Raised(text='^3', labels=(12,), understood=True), '^-15')
    """
    value = ascii_digits(content)
    if value.startswith("[") and value.endswith("]"):
        value = value[1:-1]
    if re.fullmatch(r"\d?[+-]", value) and before[-1:].isalpha():
        return Raised(value)
    if before.endswith("10") and _TEN.search(before) and (power := _power(value, before, highest)):
        return power
    if unit := _exponent(value, before, highest):
        return unit
    variable = _VARIABLE.search(before) and not _MEASURED.search(before)
    if math or (variable and re.fullmatch(r"[+-]?[2-6]", value)):
        return Raised("^" + value)
    if value.isdigit() and after.isalpha() and (not before or before[-1] in " (/"):
        return Raised(value)  # the mass number of an isotope
    if labels := expand(value, highest):
        return Raised(labels=labels)
    return _other(value, before)


def _power(value: str, before: str, highest: int | None) -> Raised | None:
    """A power of ten, with the citation that may stick to it: `10³¹²` is 10³ and reference 12."""
    if re.fullmatch(r"[+-]?\d{1,3}", value) and int(value) in _POWERS:
        return Raised("^" + value)
    parts = re.fullmatch(r"([+-]?(?:[2-9]|1\d))(\d{1,3})", value)
    if parts is None and _TIMES.search(before):  # "2 × 10⁷,¹²"
        parts = re.fullmatch(r"([+-]?\d{1,2}),([\d,–-]{1,60})", value)
    labels = expand(parts[2], highest) if parts else ()
    if parts and labels:
        return Raised("^" + parts[1], labels)
    return Raised("^" + value) if re.fullmatch(r"[+-]?\d{1,3}", value) else None


def _exponent(value: str, before: str, highest: int | None) -> Raised | None:
    """The exponent of a unit, with the citation that may stick to it."""
    parts = re.fullmatch(r"([+-]?)([1-9])(\d{0,3})", value)
    if parts is None and _BELOW.search(before):  # "µJ/cm²,¹²": the comma parts both
        parts = re.fullmatch(r"([+-]?)([2-4]),([\d,–-]{1,60})", value)
    if parts is None:  # "cm<sup>-2 [4]</sup>"
        parts = re.fullmatch(r"([+-]?)([1-9])[, ]?[\[(]([\d,–-]{1,60})[\])]", value)
    if parts is None or _UNIT.search(before) is None:
        return None
    sign, digit, rest = parts.groups()
    labels = expand(rest, highest) if rest else ()
    if rest and not labels:
        return Raised(value) if sign else None
    below = _BELOW.search(before) is not None
    plain = _LENGTH.search(before) and not rest and (digit in "23" or _LONG.search(before))
    if not sign and not (digit in "2346" and (below or plain)):
        return None
    return Raised(("-" if sign == "-" else "") + digit, labels)


def _other(value: str, before: str) -> Raised:
    if re.fullmatch(r"[a-z*†‡§¶#,]{1,3}", value) and value not in ("th", "st", "nd", "rd"):
        marks_a_note = not before or before[-1] in " .)" or not value.isalpha()
        return Raised("" if marks_a_note else "^" + value)
    if re.fullmatch(r"[+-]?[\d.,/ -]+", value):
        return Raised("^" + value, understood=False)
    return Raised(value)


_NAME = r"[^\W\d_a-z][\w'’-]{1,30}"
_FAMILY = rf"(?:(?:de|van|von|der|den|di|Di|De|Van|Von|la|La|El)\s){{0,3}}{_NAME}"
_AUTHOR_YEAR = re.compile(
    rf"(?:(?:see(?: also)?|e\.g\.|cf\.|also|for example|reviewed in),? |and ){{0,2}}"
    rf"({_FAMILY}(?:,? {_FAMILY}){{0,3}}"
    rf"(?:,? (?:and|&) {_FAMILY})?(?: et al\.?)?(?: and co-?workers)?),?"
    r" ((?:1[89]|20)\d\d[a-z]?(?:(?:, ?| and | & )(?:1[89]|20)\d\d[a-z]?|, ?[b-h]\b)*)"
)


_BETWEEN_WORKS = re.compile(r"\s*;\s*|(?:(?<=\d)|(?<=\d[a-z])),? (?=[^\W\d_a-z])")


def author_years(content: str) -> Labels:
    """Labels of a parenthesis that names authors and years; none if it holds anything else.

    One work has one label, with or without a comma in print.

    >>> author_years("Gao et al. 2011; Xing, 2012")
    ('Gao et al., 2011', 'Xing, 2012')
    >>> author_years("in the year 2012")
    ()
    """
    labels: list[str] = []
    listed = " ".join(content.split()).removesuffix(", and references therein")
    # Between a year and a name a comma parts works, too.
    for part in _BETWEEN_WORKS.split(listed):
        match = _AUTHOR_YEAR.fullmatch(part)
        if match is None:
            return ()
        names = re.sub(r" et al$", " et al.", match[1])
        labels.extend(f"{names}, {year}" for year in _years(match[2]))
    return tuple(dict.fromkeys(labels))


def _years(printed: str) -> list[str]:
    """Years of one name, `2015a,b` written out.

    >>> _years("2014, 2015a,b")
    ['2014', '2015a', '2015b']
    """
    years: list[str] = []
    for match in re.finditer(r"(\d{4})([a-z]?)|,\s?([a-z])\b", printed):
        years.append(f"{match[1]}{match[2]}" if match[1] else f"{years[-1][:4]}{match[3]}")
    return years


_NARRATIVE = re.compile(
    rf"((?P<family>{_FAMILY})(?P<others>(?:, {_FAMILY})*(?: et al\.?|,? (?:and|&) {_FAMILY}"
    rf"| and (?:co-?workers|colleagues)))?)(?:['’]s?)? $"
)


def narrative_year(before: str, content: str, authors: frozenset[str] = frozenset()) -> Labels:
    """Label of a bare year in parentheses behind the names it belongs to.

    Args:
        before: The text it follows.
        content: Of the parentheses.
        authors: Folded families of the list: one name alone counts if it is among them.

    >>> narrative_year("was shown by Gao et al. ", "2011")
    ('Gao et al., 2011',)
    >>> narrative_year("as Park ", "2015b", frozenset({"park"})), narrative_year("In May ", "2015")
    (('Park, 2015b',), ())
    """
    names = _NARRATIVE.search(before)
    if names is None or not re.fullmatch(r"(?:1[89]|20)\d\d[a-z]?", content):
        return ()
    known = names["others"] or fold(names["family"]) in authors
    return (f"{names[1]}, {content}",) if known else ()
