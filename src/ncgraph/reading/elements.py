"""Elements of a marked-up paper with their places in the file, and ways to walk them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

DEEPEST = 100  # levels; the deepest papers seen have about 30, and walking is recursive


@dataclass(frozen=True, slots=True)
class Run:
    """Characters between two tags; `verbatim` if the file has them as they read."""

    text: str
    start: int
    end: int
    verbatim: bool = True


@dataclass(slots=True)
class Element:
    """An element; names and attributes have no prefix.

    `start` and `end` are the edges of the whole element, tags included; `inner` is where its
    content starts. All are indices into the decoded file.
    """

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    end: int = 0
    children: list[Element | Run] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """The attribute's value in lower case, empty if it is missing."""
        return self.attributes.get(attribute, "").lower()


Node = Element | Run


def elements(element: Element, *names: str) -> Iterator[Element]:
    """Child elements with one of `names`, all without names."""
    for child in element.children:
        if isinstance(child, Element) and (not names or child.name in names):
            yield child


def descend(element: Element, *path: str) -> Element | None:
    """The first element that a path of child names leads to.

    >>> title = Element("title", {}, 6, 13, 20)
    >>> descend(Element("front", {}, 0, 6, 30, [title]), "title") is title
    True
    """
    for name in path:
        following = next(elements(element, name), None)
        if following is None:
            return None
        element = following
    return element


def descendants(element: Element, *names: str, outside: Collection[str] = ()) -> Iterator[Element]:
    """Elements below with one of `names`, in the order of the file; none inside `outside`."""
    for child in elements(element):
        if not names or child.name in names:
            yield child
        if child.name not in outside:
            yield from descendants(child, *names, outside=outside)


def runs(node: Node) -> Iterator[Run]:
    """All character runs of a node in order."""
    if isinstance(node, Run):
        yield node
        return
    for child in node.children:
        yield from runs(child)


def text_of(element: Element | None) -> str:
    """All characters of an element on one line; empty for none."""
    if element is None:
        return ""
    return re.sub(r"\s+", " ", "".join(run.text for run in runs(element))).strip()
