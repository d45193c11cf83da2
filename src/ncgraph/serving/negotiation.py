"""Chooses the media type of a reply from what a client accepts (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Media type asked for -> media type sent; the first one is sent to those who take anything.
TABLE_TYPES = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}
GRAPH_TYPES = {
    "text/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
}


class _Range(NamedTuple):
    name: str
    quality: float

    def fits(self, media_type: str) -> bool:
        main = media_type.partition("/")[0]
        return self.name in (media_type, f"{main}/*", "*/*")

    @property
    def precision(self) -> int:
        """A named type beats `text/*`, which beats `*/*`."""
        return 2 - self.name.count("*")


def choose(accept: str, offered: Mapping[str, str]) -> str | None:
    """The media type to send, or None where the client takes none of those offered.

    Args:
        accept: The Accept header; an empty one takes anything.
        offered: Media type asked for -> media type sent, the preferred one first.

    >>> choose("text/csv;q=0.5, application/xml", TABLE_TYPES)
    'application/sparql-results+xml'
    >>> choose("*/*", GRAPH_TYPES)
    'text/turtle'
    >>> choose("image/png", TABLE_TYPES) is None
    True
    """
    ranges = _parse(accept) or (_Range("*/*", 1.0),)
    best, best_quality = None, 0.0
    for asked, sent in offered.items():
        quality = _quality(asked, ranges)
        if quality > best_quality:
            best, best_quality = sent, quality
    return best


def _quality(media_type: str, ranges: Sequence[_Range]) -> float:
    """What the most precise range that fits says."""
    fitting = [each for each in ranges if each.fits(media_type)]
    return max(fitting, key=lambda each: each.precision).quality if fitting else 0.0


def _parse(accept: str) -> tuple[_Range, ...]:
    ranges = []
    for item in accept.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if "/" in name:
            ranges.append(_Range(name, _read_quality(parameters)))
    return tuple(ranges)


def _read_quality(parameters: Sequence[str]) -> float:
    """The q parameter, 1 where it is absent or cannot be read."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 1.0
    return 1.0
