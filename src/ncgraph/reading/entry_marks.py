"""What an entry of a reference list starts with: a number, several, a key of letters and digits."""

from __future__ import annotations

import re

_TO = r"(?:\s?[–—-]\s?\d{1,4})?"  # "8–11": one entry for several works
_KEY = r"[A-Z][A-Za-z]{0,15}\+?['’]?\d{1,4}[a-z]?"  # "Klim00", "KMX+00", "S4"
KEY = re.compile(_KEY)
MARK = re.compile(
    r"[ \t>]{0,8}(?P<bullet>[-*+•▪–][ \t]+)?(?:<(?:span|a)\b[^<>]{0,80}></(?:span|a)>)?\**(?:"
    rf"\[\^(?P<note>\d{{1,4}})\]:|\\?\[(?P<square>\d{{1,4}}[a-z]?{_TO}|{_KEY})\\?\]"
    rf"|\((?P<round>\d{{1,3}}[a-z]?{_TO})\)|(?P<dot>\d{{1,4}}[a-z]?{_TO})\\?[.)](?!\d)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})|\^\{?(?P<caret>\d{1,4})\}?|<sup>(?P<sup>\d{1,4})</sup>"
    rf"|(?P<bare>\d{{1,3}}{_TO})(?=[ \t]+[^\W\d_]|[A-Z]\.[ -]?[A-Z]))?\**[ \t]*"
)
_NAMES = ("note", "square", "round", "dot", "raised", "caret", "sup", "bare")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBERS = re.compile(r"\d+")
_RANGE = re.compile(r"(\d+)\s?[–—-]\s?(\d+)")
_LONGEST = 40  # works behind one entry


def printed_in(mark: re.Match[str]) -> str | None:
    """The number or key of a mark, None where it has none."""
    found = next((mark[name] for name in _NAMES if mark[name]), None)
    return found.translate(_RAISED) if found else None


def value(label: int | str) -> int:
    """Where a label stands in the count, its last number; 0 for a key, which counts nothing.

    >>> value(12), value("4b"), value("8–11"), value("Klim00")
    (12, 4, 11, 0)
    """
    if isinstance(label, int):
        return label
    numbers = _NUMBERS.findall(label) if label[:1].isdigit() else ()
    return int(numbers[-1]) if numbers else 0


def label_of(text: str) -> int | str:
    """A number as such; what has letters, or is a range, as it stands."""
    return int(text) if text.isdigit() else text


def labels_of(label: int | str) -> tuple[int | str, ...]:
    """All labels that an entry carries.

    >>> labels_of("8–11"), labels_of("4b"), labels_of("11-8")
    ((8, 9, 10, 11), ('4b',), (11,))
    """
    ends = _RANGE.fullmatch(label) if isinstance(label, str) else None
    if ends is None:
        return (label,)
    low, high = int(ends[1]), int(ends[2])
    return tuple(range(low, high + 1)) if low < high <= low + _LONGEST else (low,)
