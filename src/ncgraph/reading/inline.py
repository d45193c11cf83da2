"""Text inside a paragraph of a marked-up paper, written the way plain text writes it.

Raised text becomes `^{...}`, formulas LaTeX between dollars, citations links: `reading.markup`
understands all three, and gives them the one plain form that papers in any format have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ncgraph.reading.citations import ascii_digits, expand
from ncgraph.reading.elements import Element, Run, elements, text_of
from ncgraph.reading.mathml import formula, in_dollars
from ncgraph.reading.pieces import MARKER, Piece, between, copied, gather, joined, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ncgraph.reading.citations import Labels
    from ncgraph.reading.elements import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What elements of a format mean inside a paragraph.

    Attributes:
        raised: Whether an element is a superscript.
        slanted: Whether it is in italics, which tell journals from titles in a reference.
        dropped: Whether it is none of the paragraph's text: a note, a figure, a number of a line.
        cited: Keys of the entries an element cites, none where it is no citation.
        spaces: Names of elements that stand for a space.
        complete: Whether the format marks all its citations, so that numbers in brackets are none;
            `Inline.marked` tells whether a paper does.
    """

    raised: Callable[[Element], bool]
    slanted: Callable[[Element], bool]
    dropped: Callable[[Element], bool]
    cited: Callable[[Element], tuple[str, ...] | None]
    spaces: frozenset[str]
    complete: bool = False


@dataclass(slots=True)
class Inline:
    """Writes the content of elements; `cuts` collects the ranges that were dropped on the way."""

    dialect: Dialect
    labels: Mapping[str, int | str]
    cuts: list[tuple[int, int]] = field(default_factory=list)
    marked: bool = True

    def prose(self, nodes: Iterable[Node]) -> list[Piece]:
        """Pieces of prose, with citations as markers."""
        pieces = gather([piece for node in nodes for piece in self._node(node)])
        if self.dialect.complete and self.marked and self.labels:
            return list(literal(pieces))
        return pieces

    def entry(self, nodes: Iterable[Node]) -> list[Piece]:
        """Pieces of a reference: italics between stars, as the grammar of references knows them."""
        return [piece for node in nodes for piece in self._entry(node)]

    def _entry(self, node: Node) -> Iterator[Piece]:
        if isinstance(node, Run):
            yield from copied(node)
            return
        if self.dialect.dropped(node):
            return
        star = "*" if self.dialect.slanted(node) and "*" not in text_of(node) else ""
        yield from [Piece(star, node.start, node.inner)] if star else []
        for child in node.children:
            yield from self._entry(child)
        yield from [Piece(star, node.end, node.end)] if star else []

    def _node(self, node: Node) -> Iterator[Piece]:
        if isinstance(node, Run):
            yield from copied(node)
        elif self.dialect.dropped(node):
            self.cuts.append((node.start, node.end))
        elif node.name in self.dialect.spaces:
            yield Piece(" ", node.start, node.end)
        elif (keys := self.dialect.cited(node)) is not None:
            yield from self._citation(node, keys)
        elif node.name in _FORMULAS:
            yield from _FORMULAS[node.name](self, node)
        elif self.dialect.raised(node):
            yield from self._raised(node)
        else:
            yield from self._children(node)

    def _children(self, element: Element) -> Iterator[Piece]:
        for child in element.children:
            yield from self._node(child)

    def _raised(self, element: Element) -> Iterator[Piece]:
        """A superscript without the citations in it, which stand for themselves."""
        content = list(self._children(element))
        text = joined(content)
        if MARKER not in text:
            yield Piece("^{", element.start, element.inner)
            yield from content
            yield Piece("}", element.end, element.end)
            return
        marked = re.search(rf"[\[(]?{MARKER}.*$", text, re.DOTALL)
        start = marked.start() if marked else 0
        if exponent := text[:start].strip(" ,;"):
            yield Piece("^{", element.start, element.inner)
            yield from between(content, 0, len(exponent))
            yield Piece("}", element.inner, element.inner)
        yield from between(content, start, len(text))

    def _citation(self, element: Element, keys: tuple[str, ...]) -> Iterator[Piece]:
        """A marker; names that are part of the sentence stay in it, `Grim et al. (2014) found`."""
        labels = self._named(keys, text_of(element))
        if not labels:
            yield from self._children(element)
            return
        content = list(self._children(element))
        narrative = _NARRATIVE.match(joined(content))
        if narrative is None:
            yield Piece(MARKER, element.start, element.end, labels=labels)
            return
        names = between(content, 0, narrative.end(1))
        yield from names
        yield Piece(" ", names[-1].high, names[-1].high)
        yield Piece(MARKER, names[-1].high, element.end, labels=labels)

    def _named(self, keys: tuple[str, ...], printed: str) -> Labels:
        """Labels of the entries; the print decides where it names more, as `1–3` of one link."""
        found = tuple(self.labels[key] for key in keys if key in self.labels)
        numbers = ascii_digits(printed).strip("[](), .;")
        highest = max((n for n in self.labels.values() if isinstance(n, int)), default=None)
        by_print = expand(numbers, highest)
        return by_print if set(found) <= set(by_print) else found

    def mathematics(self, element: Element) -> list[Piece]:
        """A formula in MathML."""
        return formula(element)

    def latex(self, element: Element) -> list[Piece]:
        """A formula in LaTeX, without the document some publishers put around it."""
        content = list(self._children(element))
        found = _DOCUMENT.search(joined(content))
        start, end = found.span(1) if found else (0, len(joined(content)))
        text = joined(content)[start:end]
        lead, bare = len(text) - len(text.lstrip(" $")), text.strip(" $")
        return in_dollars(between(content, start + lead, start + lead + len(bare)), element)

    def alternatives(self, element: Element) -> list[Piece]:
        """One of several forms of the same: MathML, else the first."""
        forms = sorted(elements(element), key=lambda form: form.name != "math")
        return [piece for form in forms[:1] for piece in self._node(form)]


_FORMULAS: dict[str, Callable[[Inline, Element], list[Piece]]] = {
    "math": Inline.mathematics,
    "tex-math": Inline.latex,
    "alternatives": Inline.alternatives,
}
_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_NARRATIVE = re.compile(r"([^\W\d_][^()\d]{1,80}?)\s\((?:1[89]|20)\d\d[a-z]?\)$")
