"""Table cells against the rows of a gold: eight cells a row, each right or not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ncgraph.extraction.gold import plain_formula
from ncgraph.extraction.scoring import Counts
from ncgraph.model import ClaimSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ncgraph.extraction.gold import GoldRow
    from ncgraph.model import Claim, Claims

_SPELLINGS = {
    "f-p": "fp",
    "fabry-pérot": "fp",
    "fabry-perot": "fp",
    "femtosecond": "fs",
    "picosecond": "ps",
    "nanosecond": "ns",
    "continuous-wave": "cw",
    "electricity": "electrical",
}
_NOTHING = frozenset({"", "n.a", "none"})
_TOLERANCE = 0.01


def score_rows(gold: Sequence[GoldRow], claims: Claims) -> tuple[Counts, list[str]]:
    """Right cells of all cells, and the wrong ones by row and name.

    A cell is right when the row's claims state what the gold holds, numbers within 1 %; an N.A
    cell when they state nothing. A row that was not read has no right cell.
    """
    by_row: defaultdict[int | None, list[Claim]] = defaultdict(list)
    for claim in claims.claims:
        if claim.source is ClaimSource.TABLE:
            by_row[claim.row].append(claim)
    right = total = 0
    wrong: list[str] = []
    for row in gold:
        cells = _compare(row, by_row[row.row])
        right += sum(cells.values())
        total += len(cells)
        wrong += (f"row {row.row}: {name}" for name, fits in cells.items() if not fits)
    return Counts(right, total, total), wrong


def _compare(row: GoldRow, claims: Sequence[Claim]) -> dict[str, bool]:
    subjects = [claim.subject for claim in claims if claim.subject]
    modes = _words(claim.pump.mode for claim in claims if claim.pump)
    formulas = {plain_formula(s.composition or s.name) for s in subjects}
    cells = {
        "composition": formulas == {row.composition} and len(subjects) == len(claims),
        "morphology": {s.morphology for s in subjects} - {None} == {row.morphology},
        "emission peak": _close(row.peak_m, claims, "emission-wavelength"),
        "ASE threshold": _close(row.ase_threshold, claims, "ase-threshold"),
        "lasing threshold": _close(row.lasing_threshold, claims, "lasing-threshold"),
        "cavity": _words(claim.cavity for claim in claims) == _words([row.cavity]),
        "pump mode": modes == _words([row.pump_mode]),
        "reference": all(c.citations and set(c.citations) <= row.references for c in claims),
    }
    return cells if claims else dict.fromkeys(cells, False)


def _words(words: Iterable[str | None]) -> set[str]:
    lowered = {(word or "").strip().lower() for word in words} - _NOTHING
    return {_SPELLINGS.get(word, word) for word in lowered}


def _close(want: float | None, claims: Sequence[Claim], kind: str) -> bool:
    """Whether the claims of a kind state this value and no other; None is stated by none."""
    stated = [c.quantity.si_value for c in claims if c.kind == kind and c.quantity]
    have = [value for value in stated if value is not None]
    if want is None:
        return not have
    return bool(have) and all(abs(value - want) <= _TOLERANCE * abs(want) for value in have)
