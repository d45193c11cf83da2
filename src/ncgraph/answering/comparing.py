"""Comparisons in questions: the two sides, what they share, and which of them is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.query import Facet, Sense, facet_of

_SUBJECTS = {
    Facet.MATERIAL, Facet.MORPHOLOGY, Facet.HETEROSTRUCTURE, Facet.ALIGNMENT, Facet.PUMP,
    Facet.CAVITY,
}  # fmt: skip


@dataclass(slots=True)
class Sides:
    """A question cut into the two that are compared and what is said of both."""

    shared: list[Tag]
    left: list[Tag]
    right: list[Tag]
    sense: Sense | None
    choice: bool = False  # "A or B?": one of the two is asked for


def cut(tags: list[Tag]) -> Sides | None:
    """The two sides of a comparison between samples; None where there is none."""
    return _cut_at_than(tags) or _cut_at_or(tags) or _cut_at_and(tags)


def _cut_at_than(tags: list[Tag]) -> Sides | None:
    """`Is the threshold of A higher than that of B`, `how many times lower is A than B`."""
    place = next((i for i, tag in enumerate(tags) if tag.role is Role.THAN), None)
    signs = [tag for tag in tags if tag.role is Role.COMPARATIVE]
    if len(signs) != 1:
        return None
    if place is None:  # "A is above that of B", "A exceeds B"
        place = tags.index(signs[0])
    before, after = tags[:place], tags[place + 1 :]
    left = [tag for tag in before if is_subject(tag)]
    right = [tag for tag in after if is_subject(tag)]
    if not (left and right):
        return None
    shared = [t for t in before if t not in left and t not in signs]
    named = any(_is_measure(t) for t in before)  # "than the threshold of B" names it again
    shared += [t for t in after if t not in right and t.role is not Role.ITSELF
               and not (named and t.role is Role.TERM)]  # fmt: skip
    return Sides(shared, left, _completed(right, left), Sense(signs[0].value))


def _cut_at_or(tags: list[Tag]) -> Sides | None:
    """`Which has the lower threshold, A or B?`, `do A or B have the lower threshold?`."""
    signs = [i for i, tag in enumerate(tags) if tag.role in (Role.COMPARATIVE, Role.SUPERLATIVE)]
    joints = [i for i, tag in enumerate(tags) if tag.role is Role.OR]
    if len(signs) != 1 or len(joints) != 1:
        return None
    at, joint = signs[0], joints[0]
    after = tags[at + 1] if at + 1 < len(tags) else tags[at]
    if after.role is Role.AMOUNT or any(tag.role is Role.THAN for tag in tags):
        return None
    opens = next((tag for tag in tags if tag.role is not Role.FILLER), tags[0])
    asks = opens.role is Role.AUXILIARY or any(tag.role is Role.WHICH for tag in tags[:at])
    first, last = (tags[at:joint], tags[joint:]) if at < joint else (tags[:joint], tags[joint:at])
    left = [tag for tag in first if is_subject(tag)]
    right = [tag for tag in last if is_subject(tag)]
    if not (asks and left and right):
        return None
    said = (*left, *right, tags[at], tags[joint])
    shared = [t for t in tags if all(t is not each for each in said)]
    sense = Sense(tags[at].value.rpartition(" ")[2])
    return Sides(shared, left, _completed(right, left), sense, choice=True)


def _cut_at_and(tags: list[Tag]) -> Sides | None:
    """`By what factor do the thresholds of A and B differ`."""
    joints = [i for i, tag in enumerate(tags) if tag.role is Role.AND]
    if not any(tag.role is Role.RATIO for tag in tags) or len(joints) != 1:
        return None
    left = [tag for tag in tags[: joints[0]] if is_subject(tag)]
    right = [tag for tag in tags[joints[0] :] if is_subject(tag)]
    kinds = {_kind(tag) for tag in left}
    common = [t for t in right if t.role is Role.FORMULA or _kind(t) not in kinds]
    own = [tag for tag in right if tag not in common] or right
    if not (left and own):
        return None
    sides = (*left, *own)
    shared = [t for i, t in enumerate(tags) if i != joints[0] and all(t is not s for s in sides)]
    return Sides(shared, left, _completed(own, left), None)


def _kind(tag: Tag) -> object:
    return facet_of(tag.value) if tag.role is Role.TERM else tag.role


def _is_measure(tag: Tag) -> bool:
    return tag.role is Role.TERM and facet_of(tag.value) is Facet.MEASUREMENT


def is_subject(tag: Tag) -> bool:
    """Whether a word names one of the sides: a formula, a shape, a pump ..."""
    if tag.role in (Role.FORMULA, Role.NUMBER, Role.BARE):
        return True
    return tag.role is Role.TERM and facet_of(tag.value) in _SUBJECTS


def _completed(right: list[Tag], left: list[Tag]) -> list[Tag]:
    """`CdSe/CdS dots or rods`: a side without a formula or a shape has the other's."""
    missing = [
        tag
        for tag in left
        if tag.role is Role.FORMULA and all(each.role is not Role.FORMULA for each in right)
    ]
    return [*missing, *right]
