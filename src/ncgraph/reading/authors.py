"""Authors of a reference entry, in whatever order and with whatever stops they are printed."""

from __future__ import annotations

import re

from ncgraph.reading.marked_references import author

_PARTICLE = (
    r"(?:(?:de|da|di|do|du|van|von|der|den|ter|la|le|el|al|bin|dos"
    r"|Di|De|Da|Van|Von|La|Le|El|Al)[ -]|[dODLl]['’])"
)
_WORD = r"[^\W\d_a-z][\w'’´`-]{1,30}"
_NAME = rf"{_PARTICLE}{{0,3}}{_WORD}(?:[ -]{_PARTICLE}{{0,2}}{_WORD}){{0,2}}"
_INITIALS = r"(?:[^\W\d_a-z][a-zà-ÿ]?\.(?:\s?[-–‐]\s?|\s)?){1,5}"
_JUNIOR = r"(?:,?\s(?:Jr|Sr|I{2,3})\.?)?"
_STYLES = (
    re.compile(rf"(?P<family>{_NAME}),\s(?P<initials>{_INITIALS}){_JUNIOR}"),
    # "Q. Xu. Pairs and dots": a word that the sentence goes on behind is no family.
    re.compile(
        rf"(?P<initials>{_INITIALS})\s?(?P<family>{_NAME})(?![\w-])"
        rf"(?!\s(?!and\s[^\W\d_a-z]|et\s)[a-z]){_JUNIOR}"
    ),
    re.compile(
        rf"(?P<family>{_NAME})\s(?P<initials>[A-Z]{{1,3}}(?:-[A-Z])?)(?=[,.;:]|\s(?:and|&)|\set\sal|\s\()"
    ),
    re.compile(r"(?P<family>[^\W\d_a-z]{2,30})\s(?P<initials>[A-Z](?:[ -][A-Z]){0,3})(?=[,.;:])"),
)
_LEADING = re.compile(r"[\s.*]*(?:\(?[a-z]\)\s)?")
_UNSTOPPED = re.compile(r"([A-Z])(?=[A-Z])")
_HYPHENED = re.compile(r"\.\s?[-–‐]\s?")
_UNSPACED = re.compile(r"[.](?=[^-.\s])")
# Chicago inverts the first author alone: "Klimov, V. I., A. Malko, and S. Xu".
_DIRECT = _STYLES[1]
_BETWEEN = re.compile(r"\s?(?:[,;]\s?(?:and\s|&\s)?|(?:and|&)\s|,?\s(?:and|&)\s)")
_AND_OTHERS = re.compile(r"[,;]?\s?(?:and\s)?et\sal\b\.?[,;:]?\s?")
# Given names in full, before a title in quotation marks: "Park, Young-Shin, and Jeong Roh. 2021. “"
_FULL_HEAD = re.compile(r"([^\"“”]{5,600}?)\.,?\s(?:(?:1[89]|20)\d\d[a-z]?\.\s)?[\"“]")
_FULL_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){0,3}")
_GIVEN_FIRST = re.compile(rf"(?P<given>.+?)\s(?P<family>{_PARTICLE}{{0,3}}{_WORD})")
_FULL_BETWEEN = re.compile(r",\sand\s|\sand\s|,\s&\s|,\s")


def read_authors(head: str) -> tuple[tuple[str, ...], int]:
    """Authors as `Family, I.` and where they end, by the style that reads most of them.

    >>> read_authors("KLIMOV V I, XU S, et al. Optical gain")[0]
    ('Klimov, V. I.', 'Xu, S.')
    >>> read_authors("Park, Young-Shin, and Benjamin T. Diroll. 2021. “Lasers")[0]
    ('Park, Y.-S.', 'Diroll, B. T.')
    """
    if written_out := _written_out(head):
        return written_out
    best: tuple[tuple[str, ...], int] = ((), 0)
    for style in _STYLES:
        found = _in_style(style, head)
        if len(found[0]) > len(best[0]):
            best = found
    if not best[0] and (group := re.match(r"([^\W\d_][^.,;:]{2,60}?),?\s+et\sal\.?[,;:]?\s", head)):
        return (group[1],), group.end()
    return best


def _in_style(style: re.Pattern[str], head: str) -> tuple[tuple[str, ...], int]:
    names: list[str] = []
    start = _LEADING.match(head)
    position = end = start.end() if start else 0
    while match := style.match(head, position) or (names and _DIRECT.match(head, position)):
        names.append(_canonical(match["family"], match["initials"]))
        end = match.end()
        if others := _AND_OTHERS.match(head, end):
            return tuple(names), others.end()
        between = _BETWEEN.match(head, end)
        if between is None:
            break
        position = between.end()
    return tuple(names), end


def _canonical(family: str, initials: str) -> str:
    """`Grim, J. Q.` for `J.Q. Grim`, `Grim, J. Q.` and `Grim JQ`; `Y.-S.` keeps its hyphen."""
    if family.isupper() and len(family) > 1:
        family = family.title()
    if "." not in initials:
        initials = initials.replace(" ", "")
        initials = _UNSTOPPED.sub(r"\1. ", initials.replace("-", ".-")) + "."
    initials = _HYPHENED.sub(".-", initials.strip())
    spaced = _UNSPACED.sub(". ", initials)
    return f"{family}, {spaced}"


def _written_out(head: str) -> tuple[tuple[str, ...], int] | None:
    """Authors with given names in full, the first inverted; None where initials stand for them."""
    opening = _FULL_HEAD.match(head)
    if opening is None:
        return None
    family, *rest = _FULL_BETWEEN.split(opening[1])
    parts = [part for part in rest if not part.startswith("et al")]
    known = all(_FULL_NAME.fullmatch(part) for part in (family, *parts))
    if not parts or not known or not re.search(r"[a-z]{2}", parts[0]):
        return None
    others = [_GIVEN_FIRST.fullmatch(part) for part in parts[1:]]
    if not all(others):
        return None
    names = [author(family, parts[0]), *(author(m["family"], m["given"]) for m in others if m)]
    return tuple(names), opening.end(1)
