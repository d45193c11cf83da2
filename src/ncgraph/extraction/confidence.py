"""How far a claim can be trusted: the precision of its rule, measured on gold.

`extraction/gold/rule_precision.tsv` counts how often each rule fired on gold and how often its
claim was right in every respect. A rule's own `confidence` is what its author expected before any
count; it weighs as much as four counted claims, so that it decides for rules that hardly ever
fired and gives way to the counts of those that fired often. The result is the mean of the Beta
distribution that follows (with the prior 0.5 and weight 1 it would be the estimate of Jeffreys).

The counts are of gold that the rules were developed with: on other papers a claim is somewhat less
certain than its confidence says (`docs/scores.md`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ncgraph.errors import RuleError
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PRIOR_WEIGHT = 4.0  # counted claims that a rule's stated confidence is worth
_HEADER = ("rule", "fired", "right")


def calibrate(stated: float, fired: int, right: int) -> float:
    """The probability that a claim of a rule is right, rounded to three digits.

    Args:
        stated: The confidence that the rule file gives the rule.
        fired: Claims of the rule on gold.
        right: How many of them were right.

    >>> calibrate(0.8, 0, 0), calibrate(0.8, 96, 48)
    (0.8, 0.512)
    """
    return round((right + _PRIOR_WEIGHT * stated) / (fired + _PRIOR_WEIGHT), 3)


def confidence_of(rule: str, stated: float) -> float:
    """The calibrated confidence of the rule with this id."""
    return calibrate(stated, *rule_counts().get(rule, (0, 0)))


@cache
def rule_counts() -> dict[str, tuple[int, int]]:
    """Of each rule that fired on gold: how often, and how often rightly.

    Raises:
        RuleError: A line of the table is no count; names file and line.
    """
    path = _path()
    if not path.is_file():
        return {}
    counts = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if tuple(cells) == _HEADER:
            continue
        try:
            rule, fired, right = cells
            counts[rule] = (int(fired), int(right))
        except ValueError as error:
            raise RuleError(f"{path.name}:{number}: needs rule, fired and right") from error
    return counts


def write_rule_counts(counts: Mapping[str, tuple[int, int]]) -> Path:
    """Replace the table; its file is returned. Rules already loaded keep their confidence."""
    rows = [(rule, str(fired), str(right)) for rule, (fired, right) in sorted(counts.items())]
    path = _path()
    path.write_text("".join("\t".join(row) + "\n" for row in (_HEADER, *rows)), encoding="utf-8")
    rule_counts.cache_clear()
    return path


def _path() -> Path:
    return folder("extraction") / "gold" / "rule_precision.tsv"
