"""The scores of whole gold sets, and the baseline that a change must not fall below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.extraction import extract
from ncgraph.extraction.confidence import write_rule_counts
from ncgraph.extraction.gold import bundled_gold, passage_of, read_gold, read_gold_rows
from ncgraph.extraction.scoring import ALL, Counts, add_counts, measure, pair_up, score_text
from ncgraph.extraction.scoring_rows import score_rows
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ncgraph.extraction.gold import Gold, Passage
    from ncgraph.extraction.scoring import Measured, Score
    from ncgraph.model import Claims, Document


class Reading(NamedTuple):
    """A gold with its text and what was read in it."""

    passage: Passage
    gold: Gold
    document: Document
    claims: Claims


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """Scores of each text and, measured over all of them, of each kind of claim.

    `texts` holds each score's own total, `kinds` that of all texts by kind.
    """

    scores: tuple[Score, ...]
    texts: tuple[Measured, ...]
    kinds: dict[str, Measured]
    all_tiers: bool = False

    @property
    def total(self) -> Measured:
        """All kinds together."""
        return self.kinds[ALL]

    @property
    def cells(self) -> Counts | None:
        """Table cells of all texts that have a gold for them."""
        cells = [score.cells for score in self.scores if score.cells]
        return add_counts(cells) if cells else None


def read_passages(
    files: Sequence[tuple[Path, Path]], read: Callable[[Path], Document]
) -> tuple[Reading, ...]:
    """Texts with their gold, read and extracted.

    Args:
        files: Gold and text, each; empty takes the bundled passages.
        read: What makes a document of a file.

    Raises:
        ReadingError: A file is missing, or no gold.
    """
    readings = []
    for passage in [passage_of(*pair) for pair in files] or bundled_gold():
        gold, document = read_gold(passage.gold), read(passage.source)
        readings.append(Reading(passage, gold, document, extract(document)))
    return tuple(readings)


def score_readings(readings: Sequence[Reading], *, all_tiers: bool = False) -> ScoreSheet:
    """The scores of texts that were read, one by one and together."""
    scores = []
    for passage, gold, document, claims in readings:
        score = score_text(gold, document, claims, all_tiers=all_tiers)
        if passage.rows:
            cells, _ = score_rows(read_gold_rows(passage.rows), claims)
            score = replace(score, cells=cells)
        scores.append(score)
    return ScoreSheet(
        scores=tuple(scores),
        texts=tuple(measure([score])[ALL] for score in scores),
        kinds=measure(scores),
        all_tiers=all_tiers,
    )


def count_rules(readings: Sequence[Reading]) -> dict[str, tuple[int, int]]:
    """How often each rule fired on gold, and how often its claim was exact.

    Unlike in a score, claims of both tiers are right, and one of a kind that the gold does not
    list is wrong: what a reader of a single claim wants to know is whether it holds.
    """
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for _, gold, document, claims in readings:
        for pair in pair_up(gold, document, claims, all_tiers=True, any_kind=True):
            if pair.claim:
                fired[pair.claim.rule] += 1
                right[pair.claim.rule] += pair.exact
    return {rule: (count, right[rule]) for rule, count in fired.items()}


def write_counts(readings: Sequence[Reading]) -> Path:
    """Replace the table of rule precision by the counts of these readings."""
    return write_rule_counts(count_rules(readings))


def scores_file() -> Path:
    """Where the baseline of the bundled passages is kept."""
    return folder("extraction") / "gold" / "scores.json"
