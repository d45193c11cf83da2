r"""LaTeX, HTML, Markdown and raised or lowered characters turned into plain text, in one pass.

The plain form, decided once for the whole project: exponents of units are ASCII digits (`cm2`,
`cm-2`), powers of numbers and variables keep a caret (`10^4`), indices stand on the line
(`CuInS2`, `CdxZn1-xSe`), micro is U+00B5, minus is `-`, a range keeps its en dash, about is `~`.
Citation markers are cut out and recorded.

>>> plain(r"lased at $26 \mu\text{J}/\text{cm}^2$ in Cd_xZn_{1-x}Se^{15,43–45}.").text
'lased at 26 µJ/cm2 in CdxZn1-xSe.'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.model import Citation, OffsetMap, Span
from ncgraph.reading.hyphenation import join_word
from ncgraph.reading.tokens import read_range
from ncgraph.reading.writer import Marking, Writer

if TYPE_CHECKING:
    from ncgraph.model.report import Problem


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text, the way back to the input, and the markers cut out of it.

    `stops` are positions behind a full stop that ends a sentence although it looks like an
    abbreviation's: `et al.¹². Then` reads `et al. Then`.
    """

    text: str
    offsets: OffsetMap
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]
    stops: frozenset[int] = frozenset()


def plain(
    text: str, spans: tuple[Span, ...] | None = None, marking: Marking | None = None
) -> Plain:
    """Plain form of one or more ranges of `text`, joined by one space.

    A hyphen that ends a range or a line is dropped when the word goes on in lower case, unless the
    text writes the word with its hyphen elsewhere.

    Args:
        text: The decoded input.
        spans: Ranges in reading order; the whole text if not given.
        marking: How citations look; by default any plausible number is one.
    """
    spans = spans or (Span(0, len(text)),)
    writer = Writer(text, spans[0].start, spans[0].end, marking or Marking())
    for index, span in enumerate(spans):
        if index:
            _join(writer, spans[index - 1].end, span.start)
            writer.move(span.start, span.end)
        read_range(writer, span.start, span.end)
    writer.trim()
    return Plain(
        "".join(writer.out),
        OffsetMap(tuple(writer.pieces)),
        tuple(writer.citations),
        tuple(writer.problems),
        frozenset(writer.stops),
    )


def _join(writer: Writer, low: int, high: int) -> None:
    right = re.match(r"[a-z]+", writer.source[high : high + 40])
    if right and writer.tail().endswith("-"):
        join_word(writer, right[0])
    else:
        writer.put(" ", low, high)
