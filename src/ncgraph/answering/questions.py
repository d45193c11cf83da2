"""A question read into a typed query: what is asked for, filters, exclusions, scope."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ncgraph.answering.comparing import Sides, cut
from ncgraph.answering.conditions import Conditions
from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.matching import tag
from ncgraph.answering.phrasing import WAVELENGTH, measured_in, threshold_of
from ncgraph.answering.query import FACETS, Asked, Facet, Filter, Form, Query, Reading, facet_of
from ncgraph.answering.resolving import Resolved, resolve
from ncgraph.model import Label

if TYPE_CHECKING:
    from collections.abc import Callable

_LISTED = set(FACETS) - {Label.OUTCOME, Label.PROPERTY}  # branches whose members can be listed
_HEADS = (
    Role.HEAD, Role.ROW, Role.REFERENCE, Role.FACET, Role.TERM, Role.FORMULA, Role.NAME,
    Role.WHEN, Role.DIMENSION, Role.UNIT,
)  # fmt: skip
_TEMPERATURE = "ncg:Temperature"
_COMPONENT = str(Label.PIC_COMPONENT)


def read_question(question: str, ground: Callable[[list[Tag]], list[Tag]] | None = None) -> Reading:
    """The question composed into a query; words not understood are named, never skipped.

    Args:
        question: English.
        ground: Looks unknown words up in a graph: authors, words of sentences.
    """
    tags = _unbound(tag(question))
    if ground:
        tags = ground(tags)
    sides = cut(tags)
    return _read_sides(tags, sides) if sides else _read_tags(tags)


def _unbound(tags: list[Tag]) -> list[Tag]:
    """`below which temperature`: what bounds is asked for; `the lower threshold`: the lowest."""
    bounds = (
        each.role is Role.COMPARATIVE and after is not None and after.role is Role.WHICH
        for each, after in zip(tags, [*tags[1:], None], strict=False)
    )
    tags = [
        replace(each, role=Role.FILLER) if bound else each
        for each, bound in zip(tags, bounds, strict=True)
    ]
    if any(each.role in (Role.THAN, Role.OR, Role.AMOUNT, Role.RATIO) for each in tags):
        return tags
    return [
        replace(each, role=Role.SUPERLATIVE)
        if each.role is Role.COMPARATIVE and before is not None and before.text.lower() == "the"
        else each
        for each, before in zip(tags, [None, *tags], strict=False)
    ]


def _read_sides(tags: list[Tag], sides: Sides) -> Reading:
    reading = _read_tags(sides.shared)
    groups = []
    for side in (sides.left, sides.right):
        composer = Conditions()
        for each in resolve(side).tags:
            composer.take(each)
        groups.append(composer.filters())
    measured = reading.query.measured or _measured_in(reading.query) or _threshold_in(tags)
    filters = tuple(f for f in reading.query.filters if f.values != (measured,))
    unaskable = reading.unaskable if measured else (*reading.unaskable, "what to compare")
    form = Form.RATIO if any(t.role is Role.RATIO for t in tags) else _form(tags)
    chosen = form is Form.VALUE or (form is Form.YES_NO and sides.choice)
    if form in (Form.COUNT, Form.YEAR):
        unaskable, chosen = (*unaskable, f"the {form.value} of what is compared"), True
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
    measured = _ratio_in(tags) or measured_in(tags, tied)
    if measured == str(Facet.RATIO):
        tied.unaskable = ()
        weighed = (Role.RATIO, Role.HOW, Role.DIMENSION)
        tied.tags = [t for t in tied.tags if t.role not in weighed]
    elif measured:
        tied.tags = [t for t in tied.tags if not _says(t, measured)]
    composer = Conditions()
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


def _ratio_in(tags: list[Tag]) -> str | None:
    """`how many times brighter`, `how much stronger`: a factor that a text states of a part."""
    of_part = any(t.role is Role.TERM and facet_of(t.value) is Facet.COMPONENT for t in tags)
    times = any(t.role is Role.RATIO for t in tags)
    much = any(
        one.text.lower() == "how much" and other.role is Role.COMPARATIVE
        for one, other in pairwise(tags)
    )
    return str(Facet.RATIO) if of_part and (times or much) else None


def _as_stated(condition: Filter) -> Filter:
    """At a temperature no threshold need be measured: a claim about it is what is meant."""
    if condition.facet in (Facet.MEASUREMENT, Facet.OUTCOME) and not condition.range:
        return replace(condition, facet=Facet.STATED)
    return condition


def _refused(
    tags: list[Tag], tied: Resolved, wanted: Tag | None, form: Form, measured: str | None
) -> list[str]:
    parts = [t for t in tied.tags if t.role is Role.TERM or t.role is Role.CONDITION]
    words = [t.text.lower() for t in tags]
    tied.unaskable += ("the same as",) if "same" in words[: _last(words, "as")] else ()
    refused = [*tied.unaskable] + ([wanted.text] if wanted else [])
    if not any(t.value == _TEMPERATURE for t in tags if t.role is Role.TERM):
        refused += [t.text for t in tags if t.role is Role.STEADY]
    if measured and tied.order and tied.order.property not in (measured, "year"):
        refused.append("one property of what is extreme in another")
    if not measured and not any(t.role in (Role.COMPARATIVE, Role.RATIO) for t in tags):
        refused += [t.text for t in tags if t.role is Role.HOW]
    table = any(t.role is Role.TABLE for t in tags)
    if not table:
        refused += [t.text for t in tags if t.text.lower() == "how often"]
    if form is Form.YES_NO:
        refused += [t.text for t in tags if t.role is Role.STEADY]
        refused += [each.text for each in tags if each.role is Role.EVERY]
    if measured and not any(t.role is Role.CONDITION or facet_of(t.value) for t in parts):
        refused += [t.text for t in tags if t.role is Role.FACET and t.value == _COMPONENT]
    if not (tied.dimension or tied.order):
        lone = [t.text for t in tied.tags if t.role is Role.DIMENSION and not _in_use(tags)]
        refused += lone
    return refused


def _last(words: list[str], word: str) -> int:
    return len(words) - words[::-1].index(word) - 1 if word in words else 0


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
    counts = any(each.role is Role.COUNT for each in tags)
    of_works = head is not None and head.role is Role.REFERENCE
    branch = head is not None and head.role is Role.FACET
    if any(each.role is Role.ROW for each in tags) or (
        table and counts and not (of_works or branch)
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
    asks = {Role.WHICH, Role.HOW, Role.REFERENCE} & set(roles)
    if opens is Role.AUXILIARY and Role.WHICH not in roles:
        return Form.YES_NO
    after_comma = any(
        each.text == "," and later.role is Role.AUXILIARY for each, later in pairwise(tags)
    )
    if after_comma and not asks:
        return Form.YES_NO  # "for X, is the threshold above ...?"
    return Form.LIST


def _wanted(tags: list[Tag]) -> Tag | None:
    """The branch whose members are asked for: `which cavities ...`, `how many cavities ...`."""
    head = _first_head(tags)
    follows = any(each.role in (Role.WHICH, Role.COUNT) for each in tags)
    return head if follows and head and head.role is Role.FACET else None
