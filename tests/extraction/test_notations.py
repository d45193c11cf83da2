"""One text in many notations: what it claims must not depend on how units and citations look."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable

PASSAGES = ("chip-integration", "injection-devices", "rods-and-tetrapods", "thick-shell-dots")
_MARKER = re.compile(r" ?\[(\d+(?:[–,-] ?\d+)*)\]")
_UNIT = re.compile(r"([µμ]J|mJ|kW|W|kA|A) ?(?:cm⁻²|/cm²|/cm2|cm-2)")
_DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
_WORDS = {
    "µJ": "microjoules", "μJ": "microjoules", "mJ": "millijoules", "kW": "kilowatts", "W": "watts",
    "kA": "kiloamperes", "A": "amperes",
}  # fmt: skip


def _wrapped(text: str, width: int) -> str:
    return "\n\n".join(
        part if part.startswith(("#", "|")) else textwrap.fill(part, width, break_long_words=False)
        for part in text.split("\n\n")
    )


NOTATIONS: dict[str, Callable[[str], str]] = {
    "citations between carets": lambda text: _MARKER.sub(r"^\1^", text),
    "citations in tags": lambda text: _MARKER.sub(r"<sup>\1</sup>", text),
    "citations in braces": lambda text: _MARKER.sub(r"^{\1}", text),
    "citations in wide brackets": lambda text: _MARKER.sub(r" [ \1 ]", text),
    "citations as links": lambda text: _MARKER.sub(r" [[\1]](#list)", text),
    "citations in parentheses": lambda text: _MARKER.sub(r" (\1)", text),
    "a solidus": lambda text: _UNIT.sub(r"\1/cm^2", text),
    "ascii": lambda text: _UNIT.sub(lambda m: re.sub("[µμ]", "u", m[1]) + " cm^-2", text),
    "a middle dot": lambda text: _UNIT.sub(r"\1·cm−2", text),
    "no blank in the unit": lambda text: _UNIT.sub(r"\1cm⁻²", text),
    "words": lambda text: _UNIT.sub(lambda m: f"{_WORDS[m[1]]} per square centimetre", text),
    "siunitx": lambda text: re.sub(
        rf"([\d.]+) {_UNIT.pattern}", r"\\SI{\1}{\2\\per\\square\\cm}", text
    ),
    "thin blanks": lambda text: re.sub(r"(?<=\d) (?=[µnmk]?[mJWsAV]\b)", "\u2009", text),
    "decimal commas": lambda text: _DECIMAL.sub(r"\1,\2", text),
    "short lines": lambda text: _wrapped(text, 58),
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "at signs": lambda text: re.sub(r"(?<=CdSe)/(?=CdS|ZnS)", "@", text),
}


def _told(text: str) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            claim.kind,
            claim.subject and claim.subject.composition,
            claim.quantity and claim.quantity.si_value,
            claim.category,
            claim.polarity,
            claim.citations,
        )
        for claim in extract(read_text(text, "passage.md")).claims
    )


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_notation_changes_no_claim(notation: str) -> None:
    changed = 0
    for passage in PASSAGES:
        text = (folder("extraction") / "gold" / f"{passage}.md").read_text("utf-8")
        body, heading, listed = text.partition("## References")
        written = NOTATIONS[notation](body)
        changed += written != body
        assert _told(written + heading + listed) == _told(text), passage
    assert changed
