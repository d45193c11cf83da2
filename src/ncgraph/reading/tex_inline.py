r"""A paragraph of LaTeX as the text a Markdown reader would have been given.

Formulas, accents, quantities and chemistry stay as they are: `reading.latex` reads them in papers
of every format. What is written here is what only LaTeX has: groups, ties, pointers, citations by
key, and commands that set type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ncgraph.reading.pieces import MARKER, Piece, gather
from ncgraph.reading.tex_commands import (
    HIDDEN,
    LAST,
    MATHEMATICAL,
    POINTERS,
    SILENT,
    WHOLE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ncgraph.reading.flat_text import Flat
    from ncgraph.reading.tex_numbers import Target

_TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z]+(?:@noop)?)\*?|\\(?P<symbol>.)"
    r"|(?P<alone>\{\\(?:[A-Za-z]{1,24} ?|['\"`^~=.]\\?[A-Za-z])\})|(?P<brace>[{}])"
    r"|(?P<dollar>\$\$?)|(?P<tie>~)|(?P<quote>``|'')|(?P<bracket>(?<=[\s(])\[(?=\d))|(?P<amp>&)"
    r"|(?P<blank>\s*[\r\n\t]\s*)",
    re.DOTALL,
)
_OPTIONS = re.compile(r"(?:\s*\[[^\[\]]{0,300}\]){1,3}")
_GAP = re.compile(r"(?:\s*\[[^\[\]]{0,300}\]){0,3}\{")
_WIDE_GAP = re.compile(r"(?:\s*\[[^\[\]]{0,300}\]){0,3}\s{0,4}\{")  # in lists of REVTeX
_PAD = re.compile(r"[ \t]*(?:\r\n|\r|\n)?[ \t]*")

_ITALIC = frozenset({"emph", "textit", "textsl", "it", "em", "itshape"})
_TEXTUAL = re.compile(r"[cC]itet\*?$|[tT]extcite$|[cC]iteauthor$|[cC]itealt$")
_CITES = re.compile(r"(?:[A-Za-z]{0,9}[cC]ite[a-z]{0,8})$")


def is_mathematical(environment: str) -> bool:
    """Whether an environment is a displayed formula, which belongs to the sentence around it."""
    return environment.rstrip("*") in MATHEMATICAL


@dataclass(slots=True)
class Setter:
    """Sets ranges of a paper.

    Attributes:
        flat: The paper.
        closed: Where each of its braces is closed.
        labels: Labels of references by their keys.
        names: Whom a reference with a label is by, as a sentence names them.
        targets: What pointers point to.
        notes: Ranges of footnotes met on the way, for the caller to take.
    """

    flat: Flat
    closed: Mapping[int, int]
    labels: Mapping[str, int | str]
    names: Callable[[int | str], str]
    targets: Mapping[str, Target]
    notes: list[tuple[int, int]] = field(default_factory=list)

    def prose(self, start: int, end: int) -> list[Piece]:
        """Pieces of prose, with citations as markers."""
        return gather(_Run(self, italics=False).write(start, end))

    def entry(self, start: int, end: int) -> list[Piece]:
        """Pieces of a reference: italics between stars, as the grammar of references knows them."""
        return _Run(self, italics=True).write(start, end)


class _Run:
    """One way through a range."""

    def __init__(self, setter: Setter, *, italics: bool) -> None:
        self.setter, self.flat, self.closed = setter, setter.flat, setter.closed
        self.italics = italics
        self.formula = False
        self.bare: dict[int, str] = {}  # closing braces that are not written, and what is
        self.made: list[Piece] = []
        self.end = 0
        self.handlers = {
            "name": self._name,
            "symbol": self._symbol,
            "alone": self._keep,
            "brace": self._brace,
            "dollar": self._dollar,
            "tie": self._blank,
            "quote": self._quote,
            "bracket": self._bracket,
            "amp": self._amp,
            "blank": self._blank,
        }

    def write(self, start: int, end: int) -> list[Piece]:
        text, self.end = self.flat.text, end
        position = start
        while match := _TOKEN.search(text, position, end):
            self._copy(position, match.start())
            following = self.handlers[match.lastgroup or ""](match)
            position = min(max(following, match.start() + 1), end)
        self._copy(position, end)
        return self.made

    def _copy(self, start: int, end: int) -> None:
        self.made += self.flat.cut(start, end)

    def _put(self, text: str, start: int, end: int) -> None:
        if text:
            self.made.append(Piece(text, self.flat.place(start), self.flat.place(end)))

    def _keep(self, match: re.Match[str]) -> int:
        self._copy(*match.span())
        return match.end()

    def _blank(self, match: re.Match[str]) -> int:
        self._put(" ", *match.span())
        return match.end()

    def _amp(self, match: re.Match[str]) -> int:
        """An alignment of a formula."""
        return match.end() if self.formula else self._keep(match)

    def _quote(self, match: re.Match[str]) -> int:
        if self.formula:
            return self._keep(match)
        self._put("“" if match[0] == "``" else "”", *match.span())
        return match.end()

    def _bracket(self, match: re.Match[str]) -> int:
        """A number in brackets where citations have keys: a direction in a crystal."""
        if self.setter.labels and not self.formula:
            self._put("\\", match.start(), match.start())
        return self._keep(match)

    def _dollar(self, match: re.Match[str]) -> int:
        self.formula = not self.formula
        return self._keep(match)

    def _brace(self, match: re.Match[str]) -> int:
        """A group of its own is no text; braces of commands and formulas stay for `latex`."""
        at = match.start()
        if at in self.bare:
            self._put(self.bare[at], at, at + 1)
        elif match[0] == "{" and not self.formula and self.closed.get(at, self.end) < self.end:
            self.bare[self.closed[at]] = ""
        else:
            return self._keep(match)
        return match.end()

    def _symbol(self, match: re.Match[str]) -> int:
        symbol, (low, high) = match[0][1], match.span()
        if symbol in "()[]":
            self.formula = symbol in "(["
        elif symbol == "\\":
            self._put(" ", low, high)
            option = _OPTIONS.match(self.flat.text, high, self.end)
            return option.end() if option else high
        elif symbol in "-/@" and not self.formula:
            return high
        elif symbol in "'\"`^~=." and self.flat.text[high : high + 1].isalpha():
            accented = self.flat.text[high]
            self._put(f"\\{symbol}{{{accented}}}", low, high + 1)  # in braces, it is no quote
            return high + 1
        elif symbol in "'\"`^~=." and self.flat.text.startswith("{", high):
            high = self.closed.get(high, high) + 1
        self._copy(low, min(high, self.end))
        return high

    def _name(self, match: re.Match[str]) -> int:
        name = match["name"]
        if name in ("begin", "end"):
            return self._environment(match)
        if name in POINTERS:
            return self._pointer(match)
        if _CITES.match(name) and name not in HIDDEN:
            return self._citation(match)
        if name in HIDDEN or name.startswith("footnote"):
            return self._hidden(match)
        if name in WHOLE:
            return self._whole(match)
        return self._setting(match) if not self.formula or name in SILENT else self._keep(match)

    def _setting(self, match: re.Match[str]) -> int:
        """A command that sets what follows, or stands for a sign."""
        name, (low, high) = match["name"], match.span()
        if name in LAST:
            return self._last(match)
        opens = self.flat.text.startswith("{", high) and high in self.closed
        if self.italics and name in _ITALIC:
            return self._italic(high, opens=opens)
        if name in SILENT:
            self._put(" " * (name in ("newblock", "par", "newline")), low, high)
            blank = _PAD.match(self.flat.text, high, self.end)
            return blank.end() if blank else high
        self._copy(low, min(high + opens, self.end))
        return high + opens

    def _italic(self, high: int, *, opens: bool) -> int:
        inner = min((at for at in self.bare if at > high), default=self.end)
        closing = self.closed[high] if opens else inner
        if closing >= self.end:
            return high
        self._put("*", high, high)
        self.bare[closing] = "*"
        blank = _PAD.match(self.flat.text, high, self.end)
        return high + 1 if opens else (blank.end() if blank else high)

    def _environment(self, match: re.Match[str]) -> int:
        named = re.compile(r"\s?\{([A-Za-z]+\*?)\}").match(self.flat.text, match.end())
        if named is None:
            return match.end()
        if is_mathematical(named[1]):
            self.formula = match["name"] == "begin"
            self._put("$", match.start(), named.end())
        return self._groups(named.end())[0] if match["name"] == "begin" else named.end()

    def _groups(self, position: int) -> tuple[int, list[tuple[int, int]]]:
        """Options and groups right behind a command: where they end, and what the groups hold."""
        found: list[tuple[int, int]] = []
        between = _WIDE_GAP if self.italics else _GAP
        while gap := between.match(self.flat.text, position, self.end):
            opening = gap.end() - 1
            closing = self.closed.get(opening)
            if closing is None:
                break
            found.append((opening + 1, min(closing, self.end)))
            position = closing + 1
        option = _OPTIONS.match(self.flat.text, position, self.end)
        return (option.end() if option else position), found

    def _hidden(self, match: re.Match[str]) -> int:
        name = match["name"]
        high, groups = self._groups(match.end())
        if name in ("footnote", "footnotetext") and groups:
            self.setter.notes.append(groups[-1])
        return high

    def _last(self, match: re.Match[str]) -> int:
        """The last of several groups is text; the others say where to and how wide."""
        high, groups = self._groups(match.end())
        if not groups:
            return high
        low, end = groups[-1]
        link = self.flat.text[slice(*groups[0])] if len(groups) > 1 else ""
        # The text of a linked entry may not print the DOI that it leads to.
        self.bare[end] = f" {link.strip()}" if self.italics and "doi.org/10." in link else ""
        return low

    def _whole(self, match: re.Match[str]) -> int:
        high, _ = self._groups(match.end())
        self._copy(match.start(), min(high, self.end))
        return high

    def _pointer(self, match: re.Match[str]) -> int:
        high, groups = self._groups(match.end())
        named = self.flat.text[slice(*groups[-1])] if groups else ""
        found = [self.setter.targets.get(key.strip()) for key in named.split(",")]
        numbers = [target.number for target in found if target]
        word = next((target.word for target in found if target), "")
        shown = ", ".join(numbers) if match["name"] not in ("pageref", "nameref") else ""
        if shown and match["name"] == "eqref":
            shown = f"({shown})"
        elif shown and match["name"] in ("autoref", "cref", "Cref"):
            shown = word + shown
        self._put(shown, match.start(), high)
        return high

    def _citation(self, match: re.Match[str]) -> int:
        """Markers of keys the list has; other keys stay for `latex`, which keeps them as labels."""
        high, groups = self._groups(match.end())
        keys = self.flat.text[slice(*groups[-1])].split(",") if groups else []
        keys = [key.strip() for key in keys if key.strip()]
        labels = [self.setter.labels[key] for key in keys if key in self.setter.labels]
        name = match["name"]
        if name == "nocite" or not keys:
            return high
        if _TEXTUAL.match(name):
            named = [self.setter.names(label) for label in labels]
            self._put(" and ".join(filter(None, named)) + " " * bool(labels), match.start(), high)
        if labels and not name.endswith("author"):
            place = self.flat.place(match.start()), self.flat.place(high)
            self.made.append(Piece(MARKER, *place, labels=tuple(labels)))
        unknown = [key for key in keys if key not in self.setter.labels]
        if unknown:
            self._put(f"\\cite{{{','.join(unknown)}}}", match.start(), high)
        return high
