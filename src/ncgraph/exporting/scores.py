"""Scores of extraction as JSON, which is also the committed baseline, and as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ncgraph.exporting.terminal import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ncgraph.exporting.json_contract import JsonObject
    from ncgraph.extraction.baseline import ScoreSheet
    from ncgraph.extraction.gold import GoldClaim
    from ncgraph.extraction.scoring import Counts, Measured, Rates
    from ncgraph.model import Claim, Document

_ALL = "ALL"
_LISTED = {"missed": "gold that nothing meets", "wrong": "claims that meet no gold"}


def score_files(
    files: Sequence[tuple[Path, Path]],
    read: Callable[[Path], Document],
    *,
    all_tiers: bool = False,
) -> ScoreSheet:
    """The scores of papers, each with its gold; of the bundled passages where `files` is empty.

    Args:
        files: Gold and paper, each.
        read: What makes a document of a file.
        all_tiers: Whether definitions and general properties are required too.

    Raises:
        ReadingError: A file is missing, or no gold.
    """
    from ncgraph.extraction import baseline  # loads spaCy

    return baseline.score_readings(baseline.read_passages(files, read), all_tiers=all_tiers)


def pair_files(gold: Path | None, source: Path | None) -> list[tuple[Path, Path]] | None:
    """What to score: one paper, or all of a folder; nothing stands for the bundled passages.

    Returns None where only one of the two is given.

    Raises:
        ResourceMissingError: The folder holds no gold, or a gold without its text.
    """
    from ncgraph.extraction.gold import gold_in

    if gold and source:
        return [(gold, source)]
    if gold and gold.is_dir():
        return [(passage.gold, passage.source) for passage in gold_in(gold)]
    return None if gold or source else []


def update_baseline(
    files: Sequence[tuple[Path, Path]],
    read: Callable[[Path], Document],
    *,
    all_tiers: bool = False,
) -> ScoreSheet:
    """Rewrite `scores.json` and `rule_precision.tsv` of the bundled gold; scores as above.

    The scores written are those of the bundled passages; the rules are counted on `files` too.
    """
    from ncgraph.extraction import baseline  # loads spaCy

    bundled = baseline.read_passages((), read)
    sheet = baseline.score_readings(bundled)
    text = json.dumps(scores_json(sheet), ensure_ascii=False, indent=1)
    baseline.scores_file().write_text(text + "\n", encoding="utf-8")
    given = baseline.read_passages(files, read) if files else ()
    baseline.write_counts((*bundled, *given))
    return baseline.score_readings(given or bundled, all_tiers=all_tiers)


def scores_json(sheet: ScoreSheet, show: str | None = None) -> JsonObject:
    """Rates of every text, every kind and all together (`ncgraph score --json`).

    Rates are rounded to three digits; `p95`, `r95` and `f95` are the ends of 95 % intervals.

    Args:
        sheet: What was scored.
        show: `missed` or `wrong` lists those claims too.
    """
    shape: JsonObject = {
        "all_tiers": sheet.all_tiers,
        "total": _measured_json(sheet.total),
        "cells": _counts_json(sheet.cells) if sheet.cells else None,
        "documents": [
            {
                "name": score.name,
                **_measured_json(own),
                "cells": _counts_json(score.cells) if score.cells else None,
                "mentions": {how: _counts_json(each) for how, each in score.mentions.items()}
                if score.mentions
                else None,
            }
            for score, own in zip(sheet.scores, sheet.texts, strict=True)
        ],
        "kinds": {
            kind: _measured_json(measured) for kind, measured in sheet.kinds.items() if kind != _ALL
        },
    }
    if show:
        shape[show] = [_listed_json(name, claim) for name, claim in _listed(sheet, show)]
    return shape


def scores_text(sheet: ScoreSheet, show: str | None = None) -> str:
    """A table of the texts, one of the kinds, and what `show` asks for.

    Rates are precision, recall and F1, with the 95 % interval of F1 behind it.
    """
    header = ("gold", "claims", "found P", "R", "F1", "95 %", "exact P", "R", "F1", "95 %")
    texts = [
        (score.name, *_cells(own)) for score, own in zip(sheet.scores, sheet.texts, strict=True)
    ]
    kinds = [(kind, *_cells(each)) for kind, each in sheet.kinds.items() if kind != _ALL]
    total = ("all", *_cells(sheet.total))
    lines = [
        table(("text", *header), [*texts, total] if len(texts) > 1 else texts),
        "",
        table(("kind", *header), [*kinds, total]),
        *_extra_lines(sheet),
    ]
    if show:
        lines += ["", f"{_LISTED[show]}:"]
        lines += [_listed_line(name, claim) for name, claim in _listed(sheet, show)]
    return "\n".join(lines)


def _rates_json(rates: Rates) -> JsonObject:
    bounds = rates.bounds
    intervals = {"p95": bounds.precision, "r95": bounds.recall, "f95": bounds.f1}
    return _counts_json(rates.counts) | {
        name: [round(end, 3) for end in ends] for name, ends in intervals.items()
    }


def _counts_json(counts: Counts) -> JsonObject:
    return {
        "p": round(counts.precision, 3),
        "r": round(counts.recall, 3),
        "f1": round(counts.f1, 3),
        **counts._asdict(),
    }


def _measured_json(measured: Measured) -> JsonObject:
    return {"found": _rates_json(measured.found), "exact": _rates_json(measured.exact)}


def _cells(measured: Measured) -> tuple[str, ...]:
    counts = measured.found.counts
    cells = [str(counts.gold), str(counts.predicted)]
    for rates in measured:
        low, high = rates.bounds.f1
        each = (rates.counts.precision, rates.counts.recall, rates.counts.f1)
        cells += [*(f"{rate:.2f}" for rate in each), f"{low:.2f}-{high:.2f}"]
    return tuple(cells)


def _extra_lines(sheet: ScoreSheet) -> Iterator[str]:
    if sheet.cells:
        yield f"\ntable cells right: {sheet.cells.hit} of {sheet.cells.gold}"
    for score in sheet.scores:
        for how, counts in (score.mentions or {}).items():
            yield (
                f"\nmentions of {score.name}, boundaries {how}: P {counts.precision:.2f}"
                f" R {counts.recall:.2f} F1 {counts.f1:.2f} ({counts.gold} in the gold)"
            )


def _listed(sheet: ScoreSheet, show: str) -> Iterator[tuple[str, GoldClaim | Claim]]:
    for score in sheet.scores:
        claims: list[GoldClaim] | list[Claim] = score.missed if show == "missed" else score.wrong
        for claim in claims:
            yield score.name, claim


def _listed_json(name: str, claim: GoldClaim | Claim) -> JsonObject:
    start, sentence, subject, value = _described(claim)
    return {
        "document": name,
        "kind": claim.kind,
        "start": start,
        "subject": subject,
        "value": value,
        "sentence": sentence,
    }


def _listed_line(name: str, claim: GoldClaim | Claim) -> str:
    start, sentence, subject, value = _described(claim)
    return f"- {name}:{start} {claim.kind} | {subject or '-'} | {value or '-'} | {sentence[:160]}"


def _described(claim: GoldClaim | Claim) -> tuple[int, str, str | None, str | None]:
    """Where it stands, its sentence, its subject and what it states."""
    from ncgraph.extraction.gold import GoldClaim  # not before a score is asked for

    if isinstance(claim, GoldClaim):
        words = [str(part) for part in (claim.value, claim.unit) if part is not None]
        return claim.at.start, claim.sentence, claim.subject, " ".join(words) or None
    subject, quantity = claim.subject, claim.quantity
    value = claim.category or (f"{quantity.value} {quantity.unit}" if quantity else None)
    name = subject.name if subject else None
    return claim.evidence.spans[0].start, claim.evidence.quote, name, value
