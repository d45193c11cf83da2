"""Reference entries that share a line: "[34] Fox, A. J. Opt. 2011. [35] Gray, B. ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_AFTER = r"(?<=[.;)\]*_>\d])\s*"  # what ends an entry


def split_shared(
    text: str, entries: list[tuple[int | str | None, Span]]
) -> Iterator[tuple[int | str | None, Span]]:
    """Entries whose numbers are missing between two lines, found inside the line before.

    Only a number that continues the count opens an entry inside a line, and only where it is
    printed as the first one was and the words before it hold a year.
    """
    for index, (label, span) in enumerate(entries):
        following = entries[index + 1][0] if index + 1 < len(entries) else None
        if not isinstance(label, int) or isinstance(following, str):
            yield label, span
            continue
        number, start = label, span.start
        while following is None or number + 1 < following:
            mark = _marker(number + 1).search(text, start, span.end)
            if mark is None or not re.search(r"(?:1[89]|20)\d\d", text[start : mark.start()]):
                break
            yield number, Span(start, mark.start()).trimmed(text)
            number, start = number + 1, mark.end()
        yield number, Span(start, span.end).trimmed(text)


def _marker(number: int) -> re.Pattern[str]:
    raised = str(number).translate(_RAISED)
    return re.compile(
        rf"{_AFTER}(?:\\?\[{number}\\?\]|\({number}\)|(?<!\d){number}[.)](?!\d)|{raised}"
        rf"|(?<=\s){number}(?=\s+[A-Z])|(?<![\d.]){number}(?=[A-Z]\.))\s*(?=[^\W\d_])"
    )
