"""Gold made by hand: the claims, mentions and table rows that a text is known to hold.

A gold file is JSON: `spans` (what of the text was annotated), `claims`, and maybe `mentions`. The
passages of `extraction/gold` are our own; a gold file of any other paper is read alike.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ncgraph.errors import ReadingError, ResourceMissingError
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

_DENIED = frozenset({"negated", "negative", "hypothetical", "hypothetical/outlook", "outlook"})
_MARKUP = re.compile(r"\\text|\\mathrm|<[^>]+>|[_{}^$\s\\()]")
_ROLES = re.compile(r"(core|shell|crown|c/c/s|c/c|c/s).*$", re.IGNORECASE)
_PARTICLES = ("QD", "NPL", "NR", "DIR", "NC")  # what follows the first of these is no formula
_FORMULA = re.compile(r"/|[A-Z]")
_TEXTS = (".md", ".txt", ".html", ".tex")  # endings of a passage beside its gold
_EVERYTHING = (0, 10**12)


class Interval(NamedTuple):
    """A stretch of the text, half open."""

    start: int
    end: int

    def meets(self, other: Interval) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """One claim the text makes, with what a claim must agree on to be exact.

    None and the empty set stand for what the gold leaves open. Tier 2 are definitions and general
    properties: they may be claimed, but need not.
    """

    id: str
    kind: str
    at: Interval
    sentence: str
    subject: str | None  # in the spelling of `plain_formula`
    names_formula: bool  # whether `subject` has to agree, or is only a word like "the dots"
    value: object
    unit: str | None
    si_value: float | None
    citations: frozenset[str]
    alignment: str | None
    continuous: bool  # pumped by a continuous wave
    denied: bool
    tier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRow:
    """The eight cells of a table row; None where the table says N.A."""

    row: int
    composition: str | None
    morphology: str | None
    peak_m: float | None
    ase_threshold: float | None  # SI
    lasing_threshold: float | None
    cavity: str | None
    pump_mode: str | None
    references: frozenset[int | str]


class GoldMention(NamedTuple):
    """A mention as the gold marks it."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """All that is known of one text."""

    name: str
    spans: tuple[Interval, ...]
    claims: tuple[GoldClaim, ...]
    mentions: tuple[GoldMention, ...] = ()

    def covers(self, position: int) -> bool:
        """Whether the text was annotated there; elsewhere nothing is right or wrong."""
        return any(low <= position < high for low, high in self.spans)


class Passage(NamedTuple):
    """Files of one bundled passage; `rows` is None where it has no table."""

    gold: Path
    source: Path
    rows: Path | None


def plain_formula(text: str | None) -> str | None:
    """A composition without notation and trailing nouns, to be compared; None if nothing is left.

    >>> plain_formula("Cd_{1-x}Zn_xSe@CdS QDs"), plain_formula("CdSe/CdS core/shell NPLs")
    ('cd1-xznxse/cds', 'cdse/cds')
    """
    plain = _MARKUP.sub("", (text or "").replace("−", "-").replace("–", "-")).replace("@", "/")
    for particle in _PARTICLES:
        plain = plain.split(particle)[0]
    return _ROLES.sub("", plain).rstrip("/-,").lower() or None


def plain_word(word: object) -> str:
    """A category without its spelling.

    >>> plain_word("quasi-type II") == plain_word("quasi-type-II") == plain_word("quasi II")
    True
    """
    return re.sub(r"[\s\-]|type", "", str(word or "").lower())


def read_gold(path: Path) -> Gold:
    """The gold of a file, named by the file without its endings.

    Raises:
        ReadingError: There is no such file, or it is no gold; names it and what is wrong.
    """
    raw = _load(path)
    if not isinstance(raw, dict) or "claims" not in raw:
        raise ReadingError(f"{path}: no gold; hint: a JSON object with `spans` and `claims`")
    try:
        spans = raw.get("spans") or [raw.get("span") or _EVERYTHING]
        return Gold(
            name=path.name.removesuffix(".json").removesuffix(".claims"),
            spans=tuple(Interval(*span) for span in spans),
            claims=tuple(_claim(each) for each in raw["claims"]),
            mentions=tuple(
                GoldMention(m["start"], m["end"], m["label"]) for m in raw.get("mentions", [])
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadingError(f"{path}: no gold: {type(error).__name__}: {error}") from error


def read_gold_rows(path: Path) -> tuple[GoldRow, ...]:
    """The table rows of a `*.rows.json` file.

    Raises:
        ReadingError: There is no such file, or it holds no rows.
    """
    try:
        return tuple(_row(each) for each in _load(path))
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadingError(f"{path}: no rows: {type(error).__name__}: {error}") from error


def bundled_gold() -> tuple[Passage, ...]:
    """The passages of `extraction/gold`, by name.

    Raises:
        ResourceMissingError: There is none, or a gold file has no text beside it.
    """
    return gold_in(folder("extraction") / "gold")


def gold_in(place: Path) -> tuple[Passage, ...]:
    """The passages of a folder, by name; errors as above."""
    passages = []
    for gold in sorted(place.glob("*.claims.json")):
        name = gold.name.removesuffix(".claims.json")
        texts = (place / f"{name}{ending}" for ending in _TEXTS)
        source = next((text for text in texts if text.is_file()), None)
        if source is None:
            raise ResourceMissingError(f"{gold}: no {name}.md, .txt, .html or .tex beside it")
        passages.append(passage_of(gold, source))
    if not passages:
        raise ResourceMissingError(f"no gold in {place}; hint: ncgraph score GOLD SOURCE")
    return tuple(passages)


def passage_of(gold: Path, source: Path) -> Passage:
    """A gold file and its text, with the gold of its table if that lies beside it."""
    rows = gold.with_name(gold.name.removesuffix(".claims.json") + ".rows.json")
    return Passage(gold, source, rows if rows.is_file() else None)


def _load(path: Path) -> Any:  # JSON of any shape
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ReadingError(f"{path}: {error.strerror or error}; hint: GOLD comes first") from error
    except ValueError as error:
        raise ReadingError(f"{path}: no JSON: {error}; hint: GOLD comes first") from error


def _claim(raw: dict[str, Any]) -> GoldClaim:
    start: int = raw["char_offset"] if "char_offset" in raw else raw["start"]
    end: int | None = raw.get("end")
    if "char_offset" in raw or end is None:
        end = start + len(raw.get("sentence") or "")
    printed = (raw.get("subject") or {}).get("composition")
    subject = _subject(raw)
    value = raw.get("si_value")
    return GoldClaim(
        id=str(raw.get("id", "")),
        kind=raw["kind"],
        at=Interval(start, max(end, start + 1)),
        sentence=raw.get("sentence") or "",
        subject=subject,
        names_formula=bool(subject and _FORMULA.search(printed or subject)),
        value=raw.get("value"),
        unit=raw.get("unit"),
        si_value=float(value) if isinstance(value, int | float) else None,
        citations=frozenset(str(label) for label in raw.get("citations") or ()),
        alignment=plain_word(raw["band_alignment"]) if raw.get("band_alignment") else None,
        continuous=(raw.get("pump") or {}).get("mode") == "CW",
        denied=raw.get("polarity") in _DENIED,
        tier=raw.get("tier", 1),
    )


def _subject(raw: dict[str, Any]) -> str | None:
    inner = raw.get("subject") or {}
    layers = raw.get("layers") or inner.get("layers")
    if not inner and layers:
        names = [layer["material"] if isinstance(layer, dict) else layer for layer in layers]
        return plain_formula("/".join(name for name in names if name))
    return plain_formula(inner.get("composition") or inner.get("material") or raw.get("material"))


def _row(raw: dict[str, Any]) -> GoldRow:
    peak = raw["emission_peak_nm"]
    return GoldRow(
        row=raw["row"],
        composition=plain_formula(raw["normalised"]),
        morphology=raw["morphology"],
        peak_m=peak * 1e-9 if peak else None,
        ase_threshold=(raw["ase_threshold"] or {}).get("si_value"),
        lasing_threshold=(raw["laser_threshold"] or {}).get("si_value"),
        cavity=raw["cavity"],
        pump_mode=raw["pump"]["mode"],
        references=frozenset({raw["ref"], raw.get("ref_corrected")} - {None}),
    )
