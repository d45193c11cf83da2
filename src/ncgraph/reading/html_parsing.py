"""HTML into elements with places, forgiving as browsers are: any text gives a tree."""

from __future__ import annotations

from collections import Counter
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ncgraph.reading.elements import DEEPEST, Element, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

_EMPTY = """
area base br col embed hr img input link meta param source track wbr mspace
"""
_VOID = frozenset(_EMPTY.split())
_PARTING = """
address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul
"""
_BLOCKS = frozenset(_PARTING.split())
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "thead", "tbody", "tfoot"})
# What a start tag ends without saying so, and what it cannot reach out of.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li", "p"}), frozenset({"ol", "ul"})),
    "dt": (frozenset({"dt", "dd", "p"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd", "p"}), frozenset({"dl"})),
    **dict.fromkeys(_CELLS, (_CELLS | {"p"}, frozenset({"tr", "table"}))),
    "tr": (_CELLS | {"tr", "p"}, _ROWS - {"tr"} | {"table"}),
    **dict.fromkeys(_ROWS - {"tr"}, (_CELLS | _ROWS | {"p"}, frozenset({"table"}))),
}


def parse_html(text: str) -> Element:
    """The document as one element; never raises.

    End tags that are left out are put where the next tag implies them; those that nothing opened
    are passed over; elements nested deeper than a hundred are dissolved into the one around.

    >>> tree = parse_html("<p>CdSe<sub>x</sub><p>ZnS")
    >>> [child.name for child in tree.children]
    ['p', 'p']
    """
    builder = _Builder(text)
    try:
        builder.feed(text)
        builder.close()
    except AssertionError:
        # The parser's last word on some malformed declarations; what was read stands.
        builder.fetch_rest()
    builder.finish()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.lines = [0, *(at + 1 for at, c in enumerate(text) if c == "\n")]
        self.root = Element("html-document", {}, 0, 0, len(text))
        self.open = [self.root]
        self.dissolved: Counter[str] = Counter()

    def position(self) -> int:
        """Index of what is being handled."""
        line, column = self.getpos()
        return min(self.lines[min(line, len(self.lines)) - 1] + column, len(self.text))

    def fetch_rest(self) -> None:
        """Take what the parser left as plain characters."""
        at = self.position()
        self._add(Run(self.text[at:], at, len(self.text)))

    def finish(self) -> None:
        """Close what is still open."""
        for element in self.open:
            element.end = len(self.text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        at, name = self.position(), tag.rpartition(":")[2]
        self._imply(name, at)
        if len(self.open) > DEEPEST:
            self.dissolved[name] += name not in _VOID
            return
        inner = min(at + len(self.get_starttag_text() or ""), len(self.text))
        attributes = {key.rpartition(":")[2]: value or "" for key, value in attrs}
        element = Element(name, attributes, at, inner, inner)
        self.open[-1].children.append(element)
        if name not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        # HTML ignores the slash, MathML and SVG inside of it do not.
        name = tag.rpartition(":")[2]
        if name not in _VOID and name not in _BLOCKS:
            self._close(name, self.position())

    def handle_endtag(self, tag: str) -> None:
        at = self.position()
        end = self.text.find(">", at) + 1 or len(self.text)
        self._close(tag.rpartition(":")[2], at, end)

    def handle_data(self, data: str) -> None:
        at = self.position()
        if self.text.startswith(data, at):
            self._add(Run(data, at, at + len(data)))
        elif (found := self.text.find(data, at)) >= 0:
            self._add(Run(data, found, found + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, printed: str) -> None:
        at = self.position()
        end = at + len(printed)
        end += self.text.startswith(";", end)
        character = unescape(f"{printed};")
        if character == f"{printed};":  # no entity: an ampersand and a word
            self._add(Run(self.text[at:end], at, end))
        else:
            self._add(Run(character, at, end, verbatim=False))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """`<![if IE]>`, `<![CDATA[`: comments to HTML, errors to the parser's own base."""
        del report
        return self.parse_bogus_comment(i)

    def _add(self, run: Run) -> None:
        if run.text:
            self.open[-1].children.append(run)

    def _imply(self, name: str, at: int) -> None:
        """Close what this start tag ends."""
        if name in _ENDS:
            ended, limits = _ENDS[name]
        elif name in _BLOCKS:
            ended, limits = frozenset({"p"}), frozenset({"table", "td", "th", "button"})
        else:
            return
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name in limits:
                break
            if self.open[depth].name in ended:
                self._pop(depth, at, at)
                if name not in _ENDS:
                    break

    def _close(self, name: str, at: int, end: int | None = None) -> None:
        if self.dissolved[name]:
            self.dissolved[name] -= 1
            return
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name == name:
                self._pop(depth, at, at if end is None else end)
                return
            if self.open[depth].name == "table":
                return  # a stray end tag in a cell closes nothing outside of the table

    def _pop(self, depth: int, at: int, end: int) -> None:
        """Close the element at `depth` and all inside it."""
        for element in self.open[depth + 1 :]:
            element.end = at
        self.open[depth].end = end
        del self.open[depth:]
