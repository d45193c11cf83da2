"""A question read into a typed query: what is asked for, filters, exclusions, scope."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.answering.comparing import Sides, cut
from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.matching import branch_root, tag
from ncgraph.answering.phrasing import measured_in
from ncgraph.answering.query import FACETS, Asked, Facet, Filter, Form, Query, Range, Reading
from ncgraph.answering.resolving import (
    WAVELENGTH,
    Resolved,
    facet_of,
    resolve,
    threshold_of,
)
from ncgraph.model import Label

if TYPE_CHECKING:
    from collections.abc import Callable

_LISTED = set(FACETS) - {Label.OUTCOME, Label.PROPERTY}  # branches whose members can be listed
_ALL_REQUIRED = {Facet.OUTCOME, Facet.MEASUREMENT, Facet.WORDS, Facet.LAYER, Facet.YEAR}
_HEADS = (
    Role.HEAD, Role.ROW, Role.REFERENCE, Role.FACET, Role.TERM, Role.FORMULA, Role.NAME,
    Role.WHEN, Role.DIMENSION, Role.UNIT,
)  # fmt: skip
_TEMPERATURE = "ncg:Temperature"


def read_question(question: str, ground: Callable[[list[Tag]], list[Tag]] | None = None) -> Reading:
    """The question composed into a query; words not understood are named, never skipped.

    Args:
        question: English.
        ground: Looks unknown words up in a graph: authors, words of sentences.
    """
    tags = tag(question)
    if ground:
        tags = ground(tags)
    sides = cut(tags)
    return _read_sides(tags, sides) if sides else _read_tags(tags)


def _read_sides(tags: list[Tag], sides: Sides) -> Reading:
    reading = _read_tags(sides.shared)
    groups = []
    for side in (sides.left, sides.right):
        composer = _Composer()
        for each in side:
            composer.take(each)
        groups.append(composer.filters())
    measured = reading.query.measured or _measured_in(reading.query) or _threshold_in(tags)
    filters = tuple(f for f in reading.query.filters if f.values != (measured,))
    unaskable = reading.unaskable if measured else (*reading.unaskable, "what to compare")
    form = Form.RATIO if any(t.role is Role.RATIO for t in tags) else _form(tags)
    chosen = form is Form.VALUE or (form is Form.YES_NO and sides.choice)
    query = replace(
        reading.query, sides=tuple(groups), sense=sides.sense, measured=measured,
        filters=filters, order=None, form=Form.LIST if chosen else form,
    )  # fmt: skip
    weighed = (Role.COMPARATIVE, Role.RATIO, Role.THAN, Role.DIMENSION)
    dropped = {"than", "versus", "vs", "against"} | {t.text for t in tags if t.role in weighed}
    left = tuple(each for each in unaskable if each not in dropped)
    return Reading(query=query, unknown=reading.unknown, unaskable=left)


def _threshold_in(tags: list[Tag]) -> str | None:
    """`does A lase at a lower fluence than B`: thresholds are compared, unnamed."""
    named = any(t.role is Role.DIMENSION and t.value != WAVELENGTH for t in tags)
    threshold = threshold_of(tags)
    return threshold if named and threshold != "ncg:Threshold" else None


def _measured_in(query: Query) -> str | None:
    properties = query.having(Facet.MEASUREMENT)
    return properties[0].values[0] if len(properties) == 1 else None


def _read_tags(tags: list[Tag]) -> Reading:
    tied = resolve(tags)
    measured = measured_in(tags, tied)
    if measured:
        tied.tags = [t for t in tied.tags if not _says(t, measured)]
    composer = _Composer()
    for each in tied.tags:
        composer.take(each)
    wanted, form = _wanted(tied.tags), _form(tags)
    askable = wanted is None or Label(wanted.value) in _LISTED
    asked = _asked(tags)
    query = Query(
        asked=asked,
        form=_narrowed(form, measured, tags),
        wanted=FACETS[Label(wanted.value)] if wanted and askable and not measured else None,
        filters=composer.filters(),
        excluded=composer.exclusions(),
        table=asked is Asked.ROW or any(t.role in (Role.TABLE, Role.ROW_NUMBER) for t in tags),
        text=any(t.role is Role.TEXT for t in tags),
        measured=measured,
        dimension=tied.dimension,
        unit=tied.unit,
        order=tied.order,
    )
    if measured == _TEMPERATURE:
        query = replace(query, filters=tuple(map(_as_stated, query.filters)))
    unknown = (each.text for each in tags if each.role is Role.UNKNOWN)
    refused = _refused(tags, tied, wanted if not askable else None, form, measured)
    return Reading(
        query=query,
        unknown=tuple(dict.fromkeys(unknown)),
        unaskable=tuple(dict.fromkeys([*composer.unaskable, *composer.idle, *refused])),
    )


def _as_stated(condition: Filter) -> Filter:
    """At a temperature no threshold need be measured: a claim about it is what is meant."""
    if condition.facet in (Facet.MEASUREMENT, Facet.OUTCOME) and not condition.range:
        return replace(condition, facet=Facet.STATED)
    return condition


def _refused(
    tags: list[Tag], tied: Resolved, wanted: Tag | None, form: Form, measured: str | None
) -> list[str]:
    refused = [*tied.unaskable] + ([wanted.text] if wanted else [])
    if not any(t.value == _TEMPERATURE for t in tags if t.role is Role.TERM):
        refused += [t.text for t in tags if t.role is Role.STEADY]
    if measured and tied.order and tied.order.property not in (measured, "year"):
        refused.append("one property of what is extreme in another")
    if not measured and not any(t.role in (Role.COMPARATIVE, Role.RATIO) for t in tags):
        refused += [t.text for t in tags if t.role is Role.HOW]
    if form is Form.YES_NO:
        refused += [t.text for t in tags if t.role is Role.STEADY]
        refused += [each.text for each in tags if each.role is Role.EVERY]
    if not (tied.dimension or tied.order):
        lone = [t.text for t in tied.tags if t.role is Role.DIMENSION and not _in_use(tags)]
        refused += lone
    return refused


def _in_use(tags: list[Tag]) -> bool:
    return any(t.role in (Role.AMOUNT, Role.SUPERLATIVE, Role.HOW, Role.WHICH) for t in tags)


def _says(word: Tag, measured: str) -> bool:
    """Whether a tag only names what is measured."""
    if word.role is Role.TERM:
        return word.value == measured or (
            word.value == "ncg:Threshold" and measured.endswith("Threshold")
        )
    return word.role is Role.DIMENSION


def _narrowed(form: Form, measured: str | None, tags: list[Tag]) -> Form:
    if any(each.role is Role.WHEN for each in tags) and form is Form.LIST:
        return Form.YEAR
    if tags and tags[0].text.lower() == "when":
        return Form.YEAR
    return Form.VALUE if measured else form


def _first_head(tags: list[Tag]) -> Tag | None:
    """The noun the question word goes with."""
    return next((each for each in tags if each.role in _HEADS), None)


def _asked(tags: list[Tag]) -> Asked:
    head = _first_head(tags)
    table = any(each.role is Role.TABLE for each in tags)
    if any(each.role is Role.ROW for each in tags) or (
        table and tags[0].text.lower() == "how often"
    ):
        return Asked.ROW
    entry = head is None and any(t.role in (Role.NUMBER, Role.DOI) for t in tags)
    named = head is not None and head.role is Role.REFERENCE
    return Asked.REFERENCE if entry or named else Asked.SAMPLE


def _form(tags: list[Tag]) -> Form:
    roles = [each.role for each in tags]
    if Role.COUNT in roles:
        return Form.COUNT
    opens = next((role for role in roles if role is not Role.FILLER), None)
    if opens is Role.AUXILIARY and Role.WHICH not in roles:
        return Form.YES_NO
    return Form.LIST


def _wanted(tags: list[Tag]) -> Tag | None:
    """The branch whose members are asked for: `which cavities ...`, `how many cavities ...`."""
    head = _first_head(tags)
    follows = any(each.role in (Role.WHICH, Role.COUNT) for each in tags)
    return head if follows and head and head.role is Role.FACET else None


class _Composer:
    """Takes tags in order; keeps which group a condition joins: wanted, or under a negation."""

    def __init__(self) -> None:
        self.unaskable: list[str] = []
        self._wanted: list[Filter] = []
        self._negated: list[list[Filter]] = []
        self._group = self._wanted
        self._branch: Tag | None = None  # the last bare name of a branch: "a cavity"
        self._joint: Role | None = None  # what stands between the last condition and this word

    def filters(self) -> tuple[Filter, ...]:
        return tuple(dict.fromkeys(self._wanted))

    def exclusions(self) -> tuple[tuple[Filter, ...], ...]:
        return tuple(tuple(self._inherit(group)) for group in self._negated if group)

    @property
    def idle(self) -> list[str]:
        """A negation that found nothing to deny must not vanish."""
        return [] if all(self._negated) else ["not"]

    def _inherit(self, group: list[Filter]) -> list[Filter]:
        """`lased, but not under CW pumping`: what is denied is lasing under CW pumping."""
        if not group[0].facet.of_experiment or any(f.facet is Facet.OUTCOME for f in group):
            return group
        if any(f.facet is Facet.MEASUREMENT for f in group):
            return group
        return [*(f for f in self._wanted if f.facet is Facet.OUTCOME), *group]

    def take(self, word: Tag) -> None:
        if word.role in (Role.TERM, Role.FORMULA, Role.CONDITION):
            self._take_condition(word)
        elif word.role is Role.FACET and self._group is not self._wanted and not self._group:
            self._take_condition(_any_of_branch(word))
        elif word.role is Role.NOT:
            self._negate(word)
        elif word.role is Role.BREAK:
            self._group, self._joint = self._wanted, Role.BREAK
        elif word.role in (Role.OR, Role.AND):
            self._joint = word.role
        elif word.role is Role.INCLUDED:
            self._widen()
        elif word.role is Role.FACET:
            self._branch = word

    def _negate(self, word: Tag) -> None:
        if word.text.lower() == "other than" and self._branch:
            self._take_condition(_any_of_branch(self._branch))  # "a cavity other than DBR" is one
        if word.text.lower() == "nor" and self._group is not self._wanted:
            self._joint = Role.OR
            return
        self._negated.append([])
        self._group, self._joint = self._negated[-1], None

    def _take_condition(self, word: Tag) -> None:
        condition = _condition(word)
        if condition is None:
            self.unaskable.append(word.text)
            return
        self._leave_negation(condition.facet)
        self._join(condition)
        self._joint = None

    def _leave_negation(self, facet: Facet) -> None:
        """A negation reaches over one facet of samples, or what was done and how."""
        if self._group is self._wanted or not self._group:
            return
        first = self._group[0].facet
        other = facet is not self._group[-1].facet
        ends = other and (
            not first.of_experiment
            or not facet.of_experiment
            or (facet is Facet.OUTCOME and first in (Facet.PUMP, Facet.CAVITY))
            or self._joint is Role.AND
        )
        if ends:
            self._group = self._wanted

    def _join(self, condition: Filter) -> None:
        last = self._group[-1] if self._group else None
        same = last is not None and last.facet is condition.facet
        alternative = self._joint is Role.OR or (
            self._joint is Role.AND and condition.facet not in _ALL_REQUIRED
        )
        if last and same and alternative and not (last.range or condition.range):
            self._group[-1] = Filter(last.facet, (*last.values, *condition.values))
        elif last and same and alternative and last.values == condition.values:
            self._group[-1] = replace(last, range=_either(last.range, condition.range))
        elif self._group is not self._wanted and same and self._joint is Role.AND:
            self._negated.append([condition])  # "no ASE and no lasing": neither, each for itself
            self._group = self._negated[-1]
        else:
            self._group.append(condition)

    def _widen(self) -> None:
        """`DFB, photonic-crystal DFB included`: the last two are alternatives."""
        if len(self._group) > 1 and self._group[-1].facet is self._group[-2].facet:
            last = self._group.pop()
            self._group[-1] = Filter(last.facet, (*self._group[-1].values, *last.values))


def _either(one: Range | None, other: Range | None) -> Range | None:
    """`at 405 nm or 442 nm`; of one dimension."""
    if one is None or other is None or one.dimension != other.dimension:
        return other
    return replace(one, others=(*one.others, other), words=f"{one.words} or {other.words}")


def _any_of_branch(word: Tag) -> Tag:
    """`no cavity` is none of any kind."""
    condition = Filter(FACETS[Label(word.value)], (branch_root(word.value),))
    return replace(word, role=Role.CONDITION, condition=condition)


def _condition(word: Tag) -> Filter | None:
    if word.condition:
        return word.condition
    facet = Facet.MATERIAL if word.role is Role.FORMULA else facet_of(word.value)
    return Filter(facet, (word.value,)) if facet else None
