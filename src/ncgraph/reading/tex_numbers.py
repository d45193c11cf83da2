"""What LaTeX counts when it sets a paper: sections, floats, equations; and what points there."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEVELS = ("chapter", "section", "subsection", "subsubsection")
_COUNTED = re.compile(
    r"\\(?P<level>chapter|(?:sub){0,2}section)(?P<star>\*?)(?![A-Za-z])"
    r"|\\(?P<appendix>appendix)(?![A-Za-z])"
    r"|\\begin\s?\{(?P<begin>(?:wrap|sideways)?(?:figure|table)|scheme|longtable|equation|align"
    r"|gather|eqnarray)(?P<bare>\*?)\}"
    r"|\\(?P<caption>caption)(?![A-Za-z])|\\label\s?\{(?P<label>[^{}]{1,120})\}"
)
_PREFIXES = {"figure": "Fig. ", "table": "Table ", "scheme": "Scheme ", "equation": "Eq. "}


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands at: its number, and the word that names such a thing."""

    number: str
    word: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers by the offset of the command that takes them, and the targets of labels."""

    at: dict[int, str]
    targets: dict[str, Target]


def count(text: str, start: int, end: int) -> Numbers:
    r"""Numbers as LaTeX gives them in `text[start:end]`.

    >>> text = r"\section{A}\subsection{B}\begin{figure}\caption{C}\label{f}\end{figure}"
    >>> numbers = count(text, 0, len(text))
    >>> list(numbers.at.values()), numbers.targets["f"]
    (['1', '1.1', '1'], Target(number='1', word='Fig. '))
    """
    return _Counter(chapters="\\chapter" in text).count(text, start, end)


class _Counter:
    def __init__(self, *, chapters: bool) -> None:
        self.levels = _LEVELS if chapters else _LEVELS[1:]
        self.sections: list[int] = []
        self.lettered = False
        self.counts: dict[str, int] = {}
        self.floating = "figure"
        self.current = Target("", "")
        self.found = Numbers({}, {})

    def count(self, text: str, start: int, end: int) -> Numbers:
        for match in _COUNTED.finditer(text, start, end):
            if match["level"]:
                self._section(match)
            elif match["appendix"]:
                self.lettered, self.sections = True, []
            elif match["begin"]:
                self._begin(match)
            elif match["caption"]:
                self._number(self.floating)
                self.found.at[match.start()] = self.current.number
            else:
                self.found.targets.setdefault(match["label"].strip(), self.current)
        return self.found

    def _section(self, match: re.Match[str]) -> None:
        if match["star"] or match["level"] not in self.levels:
            return
        depth = self.levels.index(match["level"])
        above = [*self.sections, 0, 0, 0, 0]
        self.sections = [*above[:depth], above[depth] + 1]
        first = chr(64 + self.sections[0]) if self.lettered and 0 < self.sections[0] < 27 else ""
        numbers = [first or str(self.sections[0]), *map(str, self.sections[1:])]
        self.current = Target(".".join(numbers), "Section ")
        self.found.at[match.start()] = self.current.number

    def _begin(self, match: re.Match[str]) -> None:
        name = match["begin"]
        kind = next((kind for kind in ("figure", "table", "scheme") if name.endswith(kind)), None)
        if kind:
            self.floating = kind
        elif not match["bare"]:
            self._number("equation")

    def _number(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.current = Target(str(self.counts[kind]), _PREFIXES[kind])
