"""MathML on one line: powers behind a caret, indices on the line, fractions with a slash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.reading.elements import Element, elements, runs
from ncgraph.reading.pieces import Piece, between, copied, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SPACED = frozenset("=<>≈≃≤≥≪≫≲≳×±→∝")
_LONGEST = 380  # characters that reading takes for one formula


def formula(element: Element) -> list[Piece]:
    """Pieces of a formula between dollars, so that no exponent is taken for a citation."""
    content = list(_row(element))
    return in_dollars(content, element)


def in_dollars(content: list[Piece], element: Element) -> list[Piece]:
    """`content` marked as a formula; as it is where it is too long or has dollars itself."""
    text = joined(content)
    if not text.strip() or "$" in text or len(text) > _LONGEST:
        return content
    # The braces make it a formula whatever stands in it: `$5$` alone could be a price.
    opening = Piece("${", element.start, element.inner)
    return [opening, *content, Piece("}$", element.end, element.end)]


def _row(element: Element) -> Iterator[Piece]:
    first = True
    for child in element.children:
        if isinstance(child, Element):
            yield from _one(child, first=first)
            first = False


def _one(element: Element, *, first: bool) -> Iterator[Piece]:
    if element.name in ("mi", "mn", "mtext", "ms"):
        yield from _token(element)
    elif element.name == "mo":
        token = list(_token(element))
        spaced = not first and joined(token).strip() in _SPACED
        yield from _space(element) if spaced else ()
        yield from token
        yield from _space(element) if spaced else ()
    else:
        yield from _LAYOUTS.get(element.name, _row)(element)


def _token(element: Element) -> Iterator[Piece]:
    """The characters of a token; white space at its ends is the file's indentation."""
    content = [piece for run in runs(element) for piece in copied(run)]
    text = joined(content)
    start = len(text) - len(text.lstrip())
    yield from between(content, start, len(text.rstrip()))


def _space(element: Element) -> Iterator[Piece]:
    yield Piece(" ", element.start, element.start)


def _power(element: Element) -> Iterator[Piece]:
    parts = list(elements(element))
    for part in parts[:-1]:
        yield from _one(part, first=True)
    for part in parts[-1:]:
        yield Piece("^{", part.start, part.start)
        yield from _one(part, first=True)
        yield Piece("}", part.end, part.end)


def _fraction(element: Element) -> Iterator[Piece]:
    for place, part in enumerate(elements(element)):
        if place:
            yield Piece("/", part.start, part.start)
        yield from _one(part, first=True)


def _root(element: Element) -> Iterator[Piece]:
    yield Piece("√", element.start, element.start)
    yield from _row(element)


def _first(element: Element) -> Iterator[Piece]:
    """Only what carries the limits or the presentation, not the limits or its source."""
    for part in list(elements(element))[:1]:
        yield from _one(part, first=True)


def _fenced(element: Element) -> Iterator[Piece]:
    yield Piece(element.attributes.get("open", "("), element.start, element.start)
    for place, part in enumerate(elements(element)):
        if place:
            yield Piece(",", part.start, part.start)
        yield from _one(part, first=True)
    yield Piece(element.attributes.get("close", ")"), element.end, element.end)


def _cells(element: Element) -> Iterator[Piece]:
    for part in elements(element):
        yield from _one(part, first=True)
        yield from _space(part)


_LAYOUTS: dict[str, Callable[[Element], Iterator[Piece]]] = {
    "msup": _power,
    "msubsup": _power,
    "mfrac": _fraction,
    "msqrt": _root,
    "mspace": _space,
    "mfenced": _fenced,
    "semantics": _first,
    "mover": _first,
    "munder": _first,
    "munderover": _first,
    "mtable": _cells,
    "mtr": _cells,
}
