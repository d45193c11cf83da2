"""XML into elements with places, by expat, which alone in the standard library knows them.

Nothing outside of the file is opened: no DTD, no external entity. Entities a document declares
itself may stand for a few characters only, so that none grows.
"""

from __future__ import annotations

from html.entities import html5
from typing import TYPE_CHECKING
from xml.parsers import expat

from ncgraph.errors import ReadingError
from ncgraph.reading.elements import DEEPEST, Element, Run

if TYPE_CHECKING:
    from ncgraph.reading.formats import Source

_LONGEST_ENTITY = 40  # characters an entity may stand for: a symbol or a name, no text


def root_name(text: str) -> str:
    """Local name of the first element, empty if the text does not start like XML or HTML.

    >>> root_name('<?xml version="1.0"?><!-- (c) --><!DOCTYPE TEI><tei:TEI xml:lang="en">')
    'TEI'
    """
    position = 1 if text.startswith("\ufeff") else 0
    while True:
        position += len(text[position:]) - len(text[position:].lstrip())
        closing = _CLOSING.get(text[position : position + 2])
        if closing is None:
            break
        if text.startswith("<!--", position):
            closing = "-->"
        elif _has_subset(text, position):
            closing = "]"
        end = text.find(closing, position)
        if end < 0:
            return ""
        position = end + len(closing)
        if closing == "]":
            position = text.find(">", position) + 1 or len(text)
    if text[position : position + 1] != "<":
        return ""
    name = text[position + 1 : position + 100].split(">")[0].split()
    return name[0].rstrip("/").rpartition(":")[2] if name else ""


_CLOSING = {"<?": "?>", "<!": ">"}


def _has_subset(text: str, position: int) -> bool:
    """Whether the declaration at `position` holds declarations in brackets."""
    opening, closing = text.find("[", position), text.find(">", position)
    return text.startswith("<!D", position) and 0 <= opening < closing


def parse_xml(source: Source) -> Element:
    """The root element.

    Raises:
        ReadingError: The file is not well formed (the message has line and column), nests deeper
            than a hundred elements, or declares entities that could grow or lead elsewhere.
    """
    builder = _Builder(source)
    try:
        content = source.text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = source.text.count("\n", 0, error.start) + 1
        raise ReadingError(
            f"{source.name}:{line}: holds half a character (a lone surrogate); save it as UTF-8"
        ) from error
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ReadingError(
            f"{source.name}:{error.lineno}:{error.offset + 1}: is no well-formed XML "
            f"({expat.errors.messages[error.code]}); "
            "repair it there, or save the paper in another format"
        ) from error
    return builder.root


class _Builder:
    """Handlers that make the tree; positions come in bytes and are turned into characters."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.content = source.text.encode("utf-8", "replace")
        self.root = Element("", {}, 0, 0)
        self.open: list[Element] = [self.root]
        self.byte = self.character = 0
        # The text is decoded already, whatever encoding its declaration names.
        parser = self.parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.SkippedEntityHandler = self._entity
        parser.EntityDeclHandler = self._declared
        parser.ExternalEntityRefHandler = self._external

    def _position(self) -> int:
        at = self.parser.CurrentByteIndex
        self.character += len(self.content[self.byte : at].decode("utf-8", "ignore"))
        self.byte = at
        return self.character

    def _refuse(self, what: str) -> ReadingError:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return ReadingError(f"{self.source.name}:{line}:{column}: {what}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > DEEPEST:
            raise self._refuse(f"nests deeper than {DEEPEST} elements; give a paper, not data")
        at = self._position()
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        inner = _behind_tag(self.source.text, at)
        element = Element(name.rpartition(":")[2], local, at, inner, inner)
        if len(self.open) == 1:
            self.root = element
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _name: str) -> None:
        at = self._position()
        element = self.open.pop()
        closing = self.source.text.startswith("</", at)
        element.end = self.source.text.index(">", at) + 1 if closing else at

    def _characters(self, data: str) -> None:
        at, text = self._position(), self.source.text
        if text.startswith(data, at):
            self._add(Run(data, at, at + len(data)))
        elif text.startswith("&", at):
            self._add(Run(data, at, text.index(";", at) + 1, verbatim=False))
        else:  # a line end: expat makes one character of \r\n
            end = at + (2 if text.startswith("\r\n", at) else len(data))
            self._add(Run(data, at, end, verbatim=False))

    def _entity(self, name: str, is_parameter: bool) -> None:
        """An entity of the DTD, which is not fetched; the names of HTML are those of JATS."""
        if is_parameter:
            return
        at = self._position()
        self._add(Run(html5.get(f"{name};", ""), at, at + len(name) + 2, verbatim=False))

    def _add(self, run: Run) -> None:
        self.open[-1].children.append(run)

    def _declared(
        self,
        name: str,
        is_parameter: bool,
        value: str | None,
        _base: str | None,
        *_external: str | None,
    ) -> None:
        if is_parameter or (
            value is not None and (len(value) > _LONGEST_ENTITY or "&" in value or "<" in value)
        ):
            raise self._refuse(
                f"declares the entity {name!r}, which could grow without end; "
                "write out what it stands for"
            )

    def _external(self, _context: str, _base: str | None, place: str | None, *_: object) -> int:
        raise self._refuse(
            f"refers to another file, {place!r}, which is never opened; put its text in here"
        )


def _behind_tag(text: str, start: int) -> int:
    """Position behind a start tag; a `>` in an attribute's quotes does not end it."""
    position, quote = start, ""
    while True:
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ">":
            return position + 1
        position += 1
