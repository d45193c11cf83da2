"""Ways to write the words of a vocabulary: plurals, hyphens, both Englishes; dashes and accents."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# One character for one, so that offsets into the folded text hold in the text itself.
_FOLD = str.maketrans("‐‑‒–—−\u00a0\u2009\u202fÀÁÈÉàáèé", "------   AAEEaaee")
_SPELLINGS = (("fiber", "fibre"), ("color", "colour"), ("center", "centre"), ("disk", "disc"))
_GAP = re.compile(r"[ -]")
_SHORT = 4  # letters up to which a word in capitals is an abbreviation, matched as written
_MAX_GAPS = 4  # a phrase with more blanks and hyphens is taken as written, not in 2^n spellings


def fold(text: str) -> str:
    """The text with every dash a hyphen, every blank a blank and no accents; same length.

    Apply it to text before looking up `surface_forms` (then lower the case as well).

    >>> fold("Fabry–Pérot"), fold("type‑II")
    ('Fabry-Perot', 'type-II')
    """
    return text if text.isascii() else text.translate(_FOLD)  # most text needs none


def is_abbreviation(form: str) -> bool:
    """Whether a form is a word of a few capitals, as NR, NRs or LED are."""
    letters = [c for c in form.removesuffix("s") if c.isalpha()]
    return " " not in form and 0 < len(letters) <= _SHORT and all(c.isupper() for c in letters)


def _plural(label: str) -> str | None:
    """The regular plural of the last word; None for symbols, numerals, participles, plurals.

    A "nanosecond laser" is one of short pulses; nanoseconds are a time.
    """
    last = re.split(r"[ /-]", label)[-1]
    if not last[-1:].isalpha() or re.fullmatch(r"[IVXⅠⅡ]+|[A-Z]|.*ed|.*[^s]s|.+second", last):
        return None
    if re.search(r"[^aeiou]y$", last):
        return f"{label[:-1]}ies"
    return f"{label}es" if re.search(r"(?:s|x|z|ch|sh)$", last) else f"{label}s"


def spellings(label: str) -> set[str]:
    """A label in all the ways it is written: number, blanks or hyphens, both Englishes.

    >>> sorted(spellings("disk"))
    ['disc', 'discs', 'disk', 'disks']
    """
    forms = {label, _plural(label) or label}
    for american, british in _SPELLINGS:
        forms |= {f.replace(american, british) for f in forms}
        forms |= {f.replace(british, american) for f in forms}
    if is_abbreviation(label) or len(_GAP.findall(label)) > _MAX_GAPS:
        return forms
    return {spelled for form in forms for spelled in _gaps(form)}


def _gaps(form: str) -> Iterator[str]:
    parts = _GAP.split(form)
    for gaps in product(" -", repeat=len(parts) - 1):
        yield "".join(map("".join, zip(parts, (*gaps, ""), strict=True)))
