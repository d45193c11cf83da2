r"""A LaTeX file without what its author alone sees: comments, macros of the paper's own, preamble.

Every character of what is left knows its place in the file; what a macro stands for has the place
of the macro.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.reading.flat_text import Flat
from ncgraph.reading.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ncgraph.reading.flat_text import Edit

# A comment takes its line end along, unless the next line is empty and so parts paragraphs.
_UNSEEN = re.compile(
    r"(?<!\\)(?:\\\\)*(?P<comment>%[^\r\n]*(?:(?:\r\n|\r|\n)[ \t]*(?![ \t\r\n]))?)"
    r"|\\begin\{(?P<verbatim>(?:verbatim|lstlisting|minted|comment|filecontents|tikzpicture"
    r"|picture|CCSXML)\*?)\}"
    r"|(?P<inner>\\(?:iffalse|makeatletter)(?![A-Za-z]))|(?P<penalty>\\penalty\s?-?\d+ ?)"
)
_CLOSING = {"\\iffalse": "\\fi", "\\makeatletter": "\\makeatother"}
_BODY = re.compile(r"\\begin\s?\{document\}")
_END = "\\end{document}"
_DEFINED = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|NewDocumentCommand"
    r"|DeclareMathOperator|DeclareSIUnit)\*?(?:\[[^\[\]]{0,80}\])?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]{1,40})\s*\}|\\(?P<bare>[A-Za-z]{1,40}))\s*"
    r"(?:\[(?P<arguments>\d)\]\s*)?(?:\[(?P<default>[^\[\]]{0,200})\]\s*)?(?=\{)"
    r"|\\[gex]?def\s*\\(?P<def>[A-Za-z]{1,40})\s*(?P<places>(?:#\d){0,9})\s*(?=\{)"
)
_COMMAND = re.compile(r"\\([A-Za-z]{1,40})(?![A-Za-z])")
_PLACE = re.compile(r"#(\d)")
_OPTION = re.compile(r"\s*\[([^\[\]]{0,200})\]")
_DEEPEST = 8  # macros within macros
_LARGEST = 2000  # characters a macro may grow to: an abbreviation, no bomb
_MOST = 50_000  # macros written out in one file


@dataclass(frozen=True, slots=True)
class _Macro:
    arguments: int
    default: str | None
    body: str


# Commands of packages that choose among their arguments or dress them with signs.
_COMMON = {
    "texorpdfstring": _Macro(2, None, "#1"),
    "enquote": _Macro(1, None, "“#1”"),
}


def flatten(text: str) -> tuple[Flat, int, int]:
    """The text without comments and with macros written out, and where its body starts and ends."""
    start = int(text.startswith("\ufeff"))
    flat = Flat.of([Piece(text[start:], start, len(text), verbatim=True)])
    flat = flat.edited(_unseen(flat.text))
    macros, edits = _definitions(flat.text)
    macros |= {name: macro for name, macro in _COMMON.items() if f"\\{name}" in flat.text}
    if macros:
        flat = flat.edited(sorted([*edits, *_Macros(macros).expansions(flat.text)]))
    opening = _BODY.search(flat.text)
    begin = opening.end() if opening else 0
    end = flat.text.find(_END, begin)
    return flat, begin, len(flat.text) if end < 0 else end


def braces(text: str) -> dict[int, int]:
    r"""Where each brace is closed, by its offset; a brace that stays open is left out.

    >>> braces(r"\textbf{a{b}} \{ {")
    {9: 11, 7: 12}
    """
    closed: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            closed[opened.pop()] = match.start()
    return closed


def _unseen(text: str) -> Iterator[Edit]:
    position = 0
    while match := _UNSEEN.search(text, position):
        start, position = match.start(), match.end()
        if kept_out := next((name for name in ("comment", "penalty") if match[name]), None):
            yield match.start(kept_out), position, ""
            continue
        closing = _CLOSING.get(match["inner"] or "") or f"\\end{{{match['verbatim']}}}"
        end = text.find(closing, position)
        if end >= 0:
            position = end + len(closing)
            yield start, position, "\n\n" if match["verbatim"] else ""


def _definitions(text: str) -> tuple[dict[str, _Macro], list[Edit]]:
    """Macros by their names, and their definitions cut out."""
    macros: dict[str, _Macro] = {}
    edits: list[Edit] = []
    closed: dict[int, int] | None = None
    for match in _DEFINED.finditer(text):
        closed = braces(text) if closed is None else closed
        end = closed.get(match.end())
        if end is None:
            continue
        name = match["braced"] or match["bare"] or match["def"]
        count = len(match["places"]) // 2 if match["places"] else int(match["arguments"] or 0)
        body = text[match.end() + 1 : end]
        if len(body) <= _LARGEST:
            macros[name] = _Macro(count, match["default"], body)
        edits.append((match.start(), end + 1, ""))
    return macros, edits


class _Macros:
    """Writes out macros, within a budget: what is left of it decides, not how they nest."""

    def __init__(self, known: Mapping[str, _Macro]) -> None:
        self.known, self.budget = known, _MOST

    def expansions(self, text: str) -> Iterator[Edit]:
        """Every macro of a text, with what it stands for."""
        for match in _COMMAND.finditer(text):
            if match[1] in self.known:
                end, written = self._written(text, match, 0)
                if written is not None:
                    yield match.start(), end, written

    def _written(self, text: str, match: re.Match[str], depth: int) -> tuple[int, str | None]:
        """Where a macro with its arguments ends and what it means; None where it goes astray."""
        macro = self.known[match[1]]
        position, given = _arguments(text, match.end(), macro)
        body = _PLACE.sub(lambda place: given.get(place[1], ""), macro.body)
        body = body.replace("\\xspace", "")
        self.budget -= 1
        if depth >= _DEEPEST or self.budget < 0 or len(body) > _LARGEST:
            return position, None
        made: list[str] = []
        at = 0
        for inner in _COMMAND.finditer(body):
            if inner.start() >= at and inner[1] in self.known:
                end, written = self._written(body, inner, depth + 1)
                if written is None:
                    return position, None
                made += [body[at : inner.start()], written]
                at = end
        expanded = "".join([*made, body[at:]])
        return position, expanded if len(expanded) <= _LARGEST else None


_ARGUMENT = re.compile(
    r"\s*(?:\{((?:[^{}]|\{(?:[^{}]|\{[^{}]{0,80}+\}){0,80}+\}){0,400}+)\}|([^\s{}\\]))"
)


def _arguments(text: str, position: int, macro: _Macro) -> tuple[int, dict[str, str]]:
    """Where the arguments of a macro end, and what each is by its number."""
    given: dict[str, str] = {}
    for number in range(1, macro.arguments + 1):
        if number == 1 and macro.default is not None:
            option = _OPTION.match(text, position)
            given["1"] = option[1] if option else macro.default
            position = option.end() if option else position
            continue
        found = _ARGUMENT.match(text, position)
        if found is None:
            break
        given[str(number)] = found[1] if found[1] is not None else found[2]
        position = found.end()
    return position, given
