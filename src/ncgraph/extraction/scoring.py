"""How much of a gold is found, and how much of what is found is right.

A claim meets a gold claim when the kind is the same and their sentences overlap; each is used
once. `found` counts such pairs; `exact` those that also agree, where the gold states it, on the
value (1 %, in SI), the composition, the polarity, the printed citations, the band alignment and
pumping by a continuous wave. Only prose claims in the annotated spans count, of kinds that the
gold lists; a claim that meets gold of tier 2 is not held against us.

Intervals are percentiles of a bootstrap: within each text its sentences are drawn anew with
replacement, each with all that is claimed and should be claimed in it, since the claims of one
sentence are right or wrong together. They say how far the numbers depend on the sentences at
hand; what another author's notation does to them they do not say.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.extraction.gold import Interval, plain_formula, plain_word
from ncgraph.model import ClaimSource, Polarity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ncgraph.extraction.gold import Gold, GoldClaim
    from ncgraph.model import Claim, Claims, Document, Mention

ALL = "ALL"  # the row of all kinds together
_TOLERANCE = 0.01
_DRAWS = 1000
_SEED = 2024
_TAIL = 0.025  # of each side: 95 %


class Counts(NamedTuple):
    """Hits, what was predicted and what the gold holds; adds up over texts."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was predicted; 0 where there is none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> round(Counts(hit=3, predicted=4, gold=6).f1, 2)
        0.6
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Bounds(NamedTuple):
    """Ends of the 95 % intervals of precision, recall and F1."""

    precision: tuple[float, float]
    recall: tuple[float, float]
    f1: tuple[float, float]


class Rates(NamedTuple):
    """Counts with their intervals."""

    counts: Counts
    bounds: Bounds


class Measured(NamedTuple):
    """One kind of claim, or all: found and exact."""

    found: Rates
    exact: Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A gold claim with the claim that meets it; one of them is None where nothing does.

    `sentence` numbers the sentences of the text. `optional` pairs count for nobody.
    """

    gold: GoldClaim | None
    claim: Claim | None
    exact: bool
    sentence: int
    optional: bool = False

    @property
    def kind(self) -> str:
        """The kind of claim, on either side."""
        either = self.gold or self.claim
        return either.kind if either else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one text's claims are worth. `mentions` is None where the gold marks none."""

    name: str
    pairs: tuple[Pair, ...]
    mentions: dict[str, Counts] | None = None
    cells: Counts | None = None  # of the text's tables

    @property
    def missed(self) -> list[GoldClaim]:
        """Gold that nothing meets."""
        return [p.gold for p in self.pairs if p.gold and not p.claim and not p.optional]

    @property
    def wrong(self) -> list[Claim]:
        """Claims that meet no gold."""
        return [p.claim for p in self.pairs if p.claim and not p.gold and not p.optional]


def score_text(gold: Gold, document: Document, claims: Claims, *, all_tiers: bool = False) -> Score:
    """The claims and mentions of one text against its gold.

    Args:
        gold: What the text is known to hold.
        document: The text.
        claims: What was read in it.
        all_tiers: Whether definitions and general properties are required too.
    """
    return Score(
        name=gold.name,
        pairs=tuple(pair_up(gold, document, claims, all_tiers=all_tiers)),
        mentions=_score_mentions(gold, claims.mentions) if gold.mentions else None,
    )


def pair_up(
    gold: Gold, document: Document, claims: Claims, *, all_tiers: bool, any_kind: bool = False
) -> Iterator[Pair]:
    """Each gold claim with the claim that meets it, then what is left on both sides.

    `any_kind` also takes the claims of kinds that the gold does not list.
    """
    kinds = {claim.kind for claim in gold.claims}
    free = [
        claim
        for claim in claims.claims
        if claim.source is ClaimSource.PROSE
        and (any_kind or claim.kind in kinds)
        and gold.covers(_interval(claim).start)
    ]
    starts = sorted(sentence.spans[0].start for sentence in document.sentences)

    def match(wanted: list[GoldClaim], test: Callable[[GoldClaim, Claim], bool]) -> Iterator[Pair]:
        for each in tuple(wanted):
            found = next((c for c in free if _meets(each, c) and test(each, c)), None)
            if found is not None:
                free.remove(found)
                wanted.remove(each)
                sentence = bisect_right(starts, each.at.start)
                optional = each.tier != 1 and not all_tiers
                exact = agrees(each, found)
                yield Pair(
                    gold=each, claim=found, exact=exact, sentence=sentence, optional=optional
                )

    wanted = [claim for claim in gold.claims if all_tiers or claim.tier == 1]
    tolerated = [claim for claim in gold.claims if not (all_tiers or claim.tier == 1)]
    yield from match(wanted, agrees)
    yield from match(wanted, lambda _gold, _claim: True)
    yield from match(tolerated, lambda _gold, _claim: True)
    for each in wanted:
        sentence = bisect_right(starts, each.at.start)
        yield Pair(gold=each, claim=None, exact=False, sentence=sentence)
    for claim in free:
        sentence = bisect_right(starts, _interval(claim).start)
        yield Pair(gold=None, claim=claim, exact=False, sentence=sentence)


def agrees(gold: GoldClaim, claim: Claim) -> bool:
    """Whether a claim states what the gold states, in all that the gold does state."""
    return (
        _same_value(gold.si_value, claim)
        and (not gold.names_formula or _subject(claim) == gold.subject)
        and (not gold.citations or gold.citations == {str(label) for label in claim.citations})
        and (gold.alignment is None or plain_word(claim.value) == gold.alignment)
        and (not gold.continuous or (claim.pump is not None and claim.pump.mode == "CW"))
        and gold.denied == (claim.polarity is not Polarity.AFFIRMED)
    )


def measure(scores: Sequence[Score]) -> dict[str, Measured]:
    """Counts with intervals, per kind and of `ALL`, of one text or of several together."""
    found, exact = _tally(scores), _tally(scores, exact=True)
    found_draws, exact_draws = _draws(scores)
    return {
        kind: Measured(
            Rates(found[kind], _bounds(found_draws, kind)),
            Rates(exact[kind], _bounds(exact_draws, kind)),
        )
        for kind in (*sorted(found.keys() - {ALL}), ALL)
    }


def add_counts(counts: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    columns = list(zip(*counts, strict=True))
    return Counts(*map(sum, columns)) if columns else Counts()


def _counted(pair: Pair, *, exact: bool) -> Counts:
    hit = pair.exact if exact else pair.gold is not None and pair.claim is not None
    return Counts(int(hit), int(pair.claim is not None), int(pair.gold is not None))


def _tally(scores: Sequence[Score], *, exact: bool = False) -> dict[str, Counts]:
    total: dict[str, Counts] = {ALL: Counts()}
    for score in scores:
        for pair in score.pairs:
            if not pair.optional:
                one = _counted(pair, exact=exact)
                for kind in (pair.kind, ALL):
                    total[kind] = add_counts((total.get(kind, Counts()), one))
    return total


_Draw = dict[str, list[int]]  # kind -> hits, predicted, gold


def _draws(scores: Sequence[Score]) -> tuple[list[_Draw], list[_Draw]]:
    """The tallies, found and exact, of texts whose sentences were drawn anew."""
    chance = random.Random(_SEED)  # noqa: S311 - statistics, no secret
    texts = [_by_sentence(score) for score in scores]
    found: list[_Draw] = []
    exact: list[_Draw] = []
    for _ in range(_DRAWS):
        found.append({})
        exact.append({})
        for sentences in texts:
            drawn = Counter(chance.choices(range(len(sentences)), k=len(sentences)))
            for index, times in drawn.items():
                for kind, hit, right, predicted, gold in sentences[index]:
                    for draw, value in ((found[-1], hit), (exact[-1], right)):
                        row = draw.setdefault(kind, [0, 0, 0])
                        row[0] += times * value
                        row[1] += times * predicted
                        row[2] += times * gold
    return found, exact


def _by_sentence(score: Score) -> list[list[tuple[str, int, int, int, int]]]:
    """Of each sentence with claims: kind, found, exact, predicted and gold."""
    sums: dict[int, Counter[tuple[str, int]]] = {}
    for pair in score.pairs:
        if pair.optional:
            continue
        row = sums.setdefault(pair.sentence, Counter())
        hit, predicted, gold = _counted(pair, exact=False)
        for place, value in enumerate((hit, int(pair.exact), predicted, gold)):
            row[pair.kind, place] += value
            row[ALL, place] += value
    return [
        [
            (kind, row[kind, 0], row[kind, 1], row[kind, 2], row[kind, 3])
            for kind in dict.fromkeys(kind for kind, _ in row)
        ]
        for row in sums.values()
    ]


def _bounds(draws: Sequence[_Draw], kind: str) -> Bounds:
    counts = [Counts(*draw[kind]) for draw in draws if kind in draw]
    return Bounds(
        _middle([c.precision for c in counts if c.predicted]),
        _middle([c.recall for c in counts if c.gold]),
        _middle([c.f1 for c in counts if c.gold or c.predicted]),
    )


def _middle(values: list[float]) -> tuple[float, float]:
    """The ends between which 95 % of the values lie; 0 to 1 where there is none."""
    if not values:
        return (0.0, 1.0)
    values.sort()
    tail = round(_TAIL * (len(values) - 1))
    return values[tail], values[-1 - tail]


def _interval(claim: Claim) -> Interval:
    first = claim.evidence.spans[0]
    return Interval(first.start, max(first.end, first.start + 1))


def _meets(gold: GoldClaim, claim: Claim) -> bool:
    return gold.kind == claim.kind and gold.at.meets(_interval(claim))


def _same_value(want: float | None, claim: Claim) -> bool:
    if want is None:
        return True
    have = claim.quantity.si_value if claim.quantity else None
    return have is not None and abs(have - want) <= _TOLERANCE * max(abs(want), 1e-30)


def _subject(claim: Claim) -> str | None:
    sample = claim.subject
    return plain_formula(sample.composition or sample.name) if sample else None


def _score_mentions(gold: Gold, mentions: Sequence[Mention]) -> dict[str, Counts]:
    """Mentions of the labels that the gold marks: with its boundaries, and overlapping them."""
    labels = {mention.label for mention in gold.mentions}
    have = [
        (m.span.start, m.span.end, str(m.label))
        for m in mentions
        if str(m.label) in labels and gold.covers(m.span.start)
    ]
    free, overlap = list(dict.fromkeys(have)), 0
    for start, end, label in gold.mentions:
        hit = next((m for m in free if m[2] == label and m[0] < end and start < m[1]), None)
        if hit is not None:
            free.remove(hit)
            overlap += 1
    strict = len(set(have) & set(map(tuple, gold.mentions)))
    sizes = (len(have), len(gold.mentions))
    return {"exact": Counts(strict, *sizes), "overlap": Counts(overlap, *sizes)}
