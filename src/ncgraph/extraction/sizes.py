"""Lengths that are sizes of particles, which no device is: "4.8 nm dots", "a shell 3 nm thick"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.extraction.findings import Found

_LARGEST = 1e-7  # metres; what is larger is a wire, a film or a part of a device
_PARTICLE = re.compile(
    r"\b(?:(?:nano)?(?:dots?|rods?|platelets?|crystals?|cubes?|tetrapods?|particles?)|QDs?|NCs?|NPLs?"
    r"|NRs?|cores?|shells?|crowns?|seeds?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:films?|layers?|monolayers?|gratings?|(?<!band )gaps?|slots?|\w*guides?|periods?|pitch|grooves?|tips?"
    r"|walls?|spac\w+|\w*dis[ck]s?|\w*rings?|stripes?|membranes?|buffers?|contacts?|electrodes?|barriers?"
    r"|wells?|trench\w*|holes?|\w*spheres?|cavit\w+|above|below|apart|stacks?|supra\w+|\w*wires?|flakes?"
    r"|sheets?|coatings?|substrates?)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\b")
_BEFORE, _BEHIND = 40, 40  # characters in which the noun stands


def is_size_of_particle(text: str, length: Found) -> bool:
    """Whether a length is that of the particles, or of their shell, which the words around name.

    Not "20 nm of CdSe dots": that is a film.
    """
    printed = length.quantity
    if printed is None or (printed.si_value or 1.0) > _LARGEST or _OF.match(text, length.end):
        return False
    around = text[max(0, length.start - _BEFORE) : length.end + _BEHIND]
    return _PARTICLE.search(around) is not None and _PART.search(around) is None
