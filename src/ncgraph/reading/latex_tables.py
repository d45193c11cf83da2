r"""Tables that LaTeX sets between `\begin{tabular}` and `\end{tabular}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

TABULAR = "tabular"  # what marks the block of such a table
_LONGEST = 40_000  # characters of an environment
_BEGIN = re.compile(r"^[ \t]*\\begin\{(table\*?|tabular[x*]?)\}", re.MULTILINE)
_TABULAR = re.compile(r"\\begin\{tabular[x*]?\}(?:\{[^{}]{0,40}\})?")
_PREAMBLE = re.compile(r"\s*\{(?:[^{}]|\{[^{}]{0,60}\}){0,300}\}")
_CAPTION = re.compile(r"\\caption\{((?:[^{}]|\{[^{}]{0,80}\}){1,600})\}")
_RULES = (
    r"\\(?:hline|toprule|midrule|bottomrule|cline\{[^{}]{0,20}\}|cmidrule(?:\([^()]{0,9}\))?"
    r"\{[^{}]{0,20}\})"
)
_ROW_END = re.compile(r"\\\\(?:\[[^\[\]]{0,12}\])?|\\tabularnewline\b")
_CELL_END = re.compile(r"(?<!\\)&")
_LEAD = re.compile(rf"(?:\s|{_RULES})+")
_MERGED = re.compile(r"\\multi(?:column|row)\{[^{}]{0,9}\}\{[^{}]{0,40}\}\{(?=[^{}]*\})")


def environments(text: str) -> dict[int, tuple[int, Span, Span | None]]:
    """Tables by the offset of their first line: their end, their cells, their caption."""
    found: dict[int, tuple[int, Span, Span | None]] = {}
    position = 0
    while begin := _BEGIN.search(text, position):
        position = begin.end()
        close = text.find(f"\\end{{{begin[1]}}}", position, position + _LONGEST)
        tabular = _TABULAR.search(text, begin.start(), max(close, 0))
        if close < 0 or tabular is None or text.find("&", tabular.end(), close) < 0:
            continue
        last = text.find("\\end{tabular", tabular.end(), close + 12)
        preamble = _PREAMBLE.match(text, tabular.end())
        start = preamble.end() if preamble and tabular[0].endswith("}") else tabular.end()
        cells = Span(start, last if last > start else close)
        caption = _CAPTION.search(text, begin.start(), close)
        end = close + len(begin[1]) + 6
        found[begin.start()] = (end, cells, Span(*caption.span(1)) if caption else None)
        position = end
    return found


def tabular_rows(text: str, block: Span) -> Iterator[list[Span]]:
    """Cells of each row, rules and the braces of merged cells left out."""
    edges = [m.span() for m in _ROW_END.finditer(text, block.start, block.end)]
    starts, ends = [block.start, *(b for _, b in edges)], [*(a for a, _ in edges), block.end]
    for low, high in zip(starts, ends, strict=True):
        lead = _LEAD.match(text, low, high)
        first = lead.end() if lead else low
        if not text[first:high].strip():
            continue
        cuts = [m.span() for m in _CELL_END.finditer(text, first, high)]
        sides = zip([first, *(b for _, b in cuts)], [*(a for a, _ in cuts), high], strict=True)
        yield [_cell(text, Span(a, b).trimmed(text)) for a, b in sides]


def _cell(text: str, span: Span) -> Span:
    if merged := _MERGED.match(text, span.start, span.end):
        return Span(merged.end(), span.end - 1)
    return span
