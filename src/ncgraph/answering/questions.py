"""A question as a typed query: what is asked for, filters, exclusions, scope.

`read_question` composes it from tags; `composing` makes SPARQL of it, `reading_back` words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ncgraph.answering.matching import Role, Tag, tag
from ncgraph.model import Label
from ncgraph.ontology import ontology


class Facet(StrEnum):
    """What a filter is about."""

    ALIGNMENT = "band alignment"
    OUTCOME = "outcome"
    LACKED_OUTCOME = "outcome denied"  # never asked in words; finds what contradicts a yes
    PUMP = "pump"
    CAVITY = "cavity"
    MEASUREMENT = "measurement"
    MORPHOLOGY = "morphology"
    HETEROSTRUCTURE = "heterostructure"
    MATERIAL = "material"

    @property
    def of_experiment(self) -> bool:
        """Whether the facet belongs to an experiment, not to the sample in it."""
        return self in _OF_EXPERIMENT


_OF_EXPERIMENT = {
    Facet.OUTCOME, Facet.LACKED_OUTCOME, Facet.PUMP, Facet.CAVITY, Facet.MEASUREMENT
}  # fmt: skip
_FACETS = {
    Label.BAND_ALIGNMENT: Facet.ALIGNMENT,
    Label.OUTCOME: Facet.OUTCOME,
    Label.PUMP: Facet.PUMP,
    Label.CAVITY: Facet.CAVITY,
    Label.PROPERTY: Facet.MEASUREMENT,
    Label.MORPHOLOGY: Facet.MORPHOLOGY,
    Label.HETEROSTRUCTURE: Facet.HETEROSTRUCTURE,
    Label.MATERIAL: Facet.MATERIAL,
}
_LISTED = set(_FACETS) - {Label.OUTCOME, Label.PROPERTY}  # branches whose members can be listed


class Asked(StrEnum):
    """What one row of the answer is."""

    SAMPLE = "sample"
    ROW = "row"
    REFERENCE = "reference"


class Form(StrEnum):
    """How the answer is wanted."""

    LIST = "list"
    COUNT = "count"
    YES_NO = "yes/no"


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: any of `values` (CURIEs; normal formulas for `Facet.MATERIAL`)."""

    facet: Facet
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as understood. Each exclusion is a set of conditions met together nowhere."""

    asked: Asked = Asked.SAMPLE
    form: Form = Form.LIST
    wanted: Facet | None = None  # "which cavities": the facet whose values are asked for
    filters: tuple[Filter, ...] = ()
    excluded: tuple[tuple[Filter, ...], ...] = ()
    table: bool = False

    @property
    def about_experiments(self) -> bool:
        """Whether experiments are needed, or samples alone answer it."""
        conditions = [*self.filters, *(each for group in self.excluded for each in group)]
        facets = {condition.facet for condition in conditions} | {self.wanted}
        return any(facet.of_experiment for facet in facets if facet)

    def without(self, condition: Filter) -> Query:
        """The query with one filter fewer."""
        return replace(self, filters=tuple(f for f in self.filters if f != condition))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A query with what of the question it does not cover."""

    query: Query
    unknown: tuple[str, ...] = ()
    unaskable: tuple[str, ...] = ()  # in the ontology, but no facet of questions yet


def read_question(question: str) -> Reading:
    """The question composed into a query; words not understood are named, never skipped."""
    tags = tag(question)
    composer = _Composer()
    for each in tags:
        composer.take(each)
    wanted, form = _wanted(tags), _form(tags)
    askable = wanted is None or Label(wanted.value) in _LISTED
    asked = _asked(tags)
    query = Query(
        asked=asked,
        form=form,
        wanted=_FACETS[Label(wanted.value)] if wanted and askable else None,
        filters=composer.filters(),
        excluded=composer.exclusions(),
        table=asked is Asked.ROW or any(each.role is Role.TABLE for each in tags),
    )
    refused = [wanted.text] if wanted and not askable else []
    if form is Form.YES_NO:
        refused += [each.text for each in tags if each.role is Role.EVERY]
    unknown = (each.text for each in tags if each.role is Role.UNKNOWN)
    return Reading(
        query=query,
        unknown=tuple(dict.fromkeys(unknown)),
        unaskable=tuple(dict.fromkeys([*composer.unaskable, *refused])),
    )


def _first_head(tags: list[Tag]) -> Tag | None:
    """The noun the question word goes with."""
    heads = (Role.HEAD, Role.ROW, Role.REFERENCE, Role.FACET, Role.TERM, Role.FORMULA)
    return next((each for each in tags if each.role in heads), None)


def _asked(tags: list[Tag]) -> Asked:
    head = _first_head(tags)
    table = any(each.role is Role.TABLE for each in tags)
    if (head and head.role is Role.ROW) or (table and tags[0].text.lower() == "how often"):
        return Asked.ROW
    return Asked.REFERENCE if head and head.role is Role.REFERENCE else Asked.SAMPLE


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
        self._joint: Role | None = None  # what stands between the last condition and this word

    def filters(self) -> tuple[Filter, ...]:
        return tuple(dict.fromkeys(self._wanted))

    def exclusions(self) -> tuple[tuple[Filter, ...], ...]:
        return tuple(tuple(self._inherit(group)) for group in self._negated if group)

    def _inherit(self, group: list[Filter]) -> list[Filter]:
        """`lased, but not under CW pumping`: what is denied is lasing under CW pumping."""
        if not group[0].facet.of_experiment or any(f.facet is Facet.OUTCOME for f in group):
            return group
        if any(f.facet is Facet.MEASUREMENT for f in group):
            return group
        return [*(f for f in self._wanted if f.facet is Facet.OUTCOME), *group]

    def take(self, word: Tag) -> None:
        if word.role in (Role.TERM, Role.FORMULA):
            self._take_condition(word)
        elif word.role is Role.NOT:
            self._negate(word)
        elif word.role is Role.BREAK:
            self._group, self._joint = self._wanted, Role.BREAK
        elif word.role in (Role.OR, Role.AND):
            self._joint = word.role
        elif word.role is Role.INCLUDED:
            self._widen()

    def _negate(self, word: Tag) -> None:
        if word.text.lower() == "nor" and self._group is not self._wanted:
            self._joint = Role.OR
            return
        self._negated.append([])
        self._group, self._joint = self._negated[-1], None

    def _take_condition(self, word: Tag) -> None:
        facet = Facet.MATERIAL if word.role is Role.FORMULA else _facet_of(word.value)
        if facet is None:
            self.unaskable.append(word.text)
            return
        self._leave_negation(facet)
        self._join(Filter(facet, (word.value,)))
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
            self._joint is Role.AND and condition.facet not in (Facet.OUTCOME, Facet.MEASUREMENT)
        )
        if last and same and alternative:
            self._group[-1] = Filter(last.facet, (*last.values, *condition.values))
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


def _facet_of(curie: str) -> Facet | None:
    label = ontology().term(curie).mention_label
    return _FACETS.get(Label(label)) if label else None
