"""Lengths that are sizes of something else: "4.8 nm dots", "a shell 3 nm thick", a spot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.model import Dimension

if TYPE_CHECKING:
    from ncgraph.extraction.findings import Found

_WIDEST_LINE = 1e-5  # metres of wavelength
_LARGEST = 1e-7  # metres; what is larger is a wire, a film or a part of a device
_PARTICLE = re.compile(
    r"\b(?:(?:nano)?(?:dots?|rods?|platelets?|crystals?|cubes?|tetrapods?|particles?)|QDs?|NCs?|NPLs?"
    r"|NRs?|cores?|shells?|crowns?|seeds?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:films?|layers?|monolayers?|gratings?|(?<!band )gaps?|slots?|\w*guides?|periods?"
    r"|pitch|grooves?|tips?|walls?|spac\w+|\w*dis[ck]s?|\w*rings?|stripes?|membranes?|buffers?|contacts?|electrodes?|barriers?"
    r"|wells?|trench\w*|holes?|\w*spheres?|cavit\w+|above|below|apart|stacks?|supra\w+|\w*wires?|flakes?"
    r"|sheets?|coatings?|substrates?)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\b")
# "an average particle size of 8 µm", "near-field widths of 1.6 µm": of powders and of beams
_NO_DEVICE = re.compile(
    r"\b(?:(?:particle|grain|crystallite|powder)s?(?:['’]s?)? (?:sizes?|diameters?)"
    r"|(?<!electron[- ])(?<!e-)beam|(?:near|far)[- ]field)\b[^,;]*$",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 40, 40  # characters in which the noun stands


def is_other_size(text: str, length: Found, kind: str) -> bool:
    """Whether a length is no width of a line of light, or no size of a device, as `kind` says.

    A spot or an image is wider than any line. Particles and their shells are no devices; "20 nm of
    CdSe dots" is a film.
    """
    printed = length.quantity
    if printed is None or printed.dimension is not Dimension.LENGTH:
        return False
    size = printed.si_value or 0.0
    if kind == "fwhm":
        return size > _WIDEST_LINE
    if kind != "device-dimension" or _OF.match(text, length.end):
        return False
    if size > _LARGEST:
        return _NO_DEVICE.search(text, 0, length.start) is not None
    around = text[max(0, length.start - _BEFORE) : length.end + _BEHIND]
    return _PARTICLE.search(around) is not None and _PART.search(around) is None
