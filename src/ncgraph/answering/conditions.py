"""Tags to the conditions of a query: which join, which exclude, which are alternatives."""

from __future__ import annotations

from dataclasses import replace

from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.matching import branch_root
from ncgraph.answering.query import FACETS, Facet, Filter, Range, facet_of
from ncgraph.model import Label

_ALL_REQUIRED = {Facet.OUTCOME, Facet.MEASUREMENT, Facet.WORDS, Facet.LAYER, Facet.YEAR}


class Conditions:
    """Takes tags in order; keeps which group a condition joins: wanted, or under a negation."""

    def __init__(self) -> None:
        self.unaskable: list[str] = []
        self._wanted: list[Filter] = []
        self._negated: list[list[Filter]] = []
        self._group = self._wanted
        self._branch: Tag | None = None  # the last bare name of a branch: "a cavity"
        self._joint: Role | None = None  # what stands between the last condition and this word

    def filters(self) -> tuple[Filter, ...]:
        """What must hold."""
        return tuple(dict.fromkeys(self._wanted))

    def exclusions(self) -> tuple[tuple[Filter, ...], ...]:
        """What must not; each is a set of conditions met together."""
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
        """The next word of the question."""
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
            self._joint = Role.OR  # "DFB lasers, including PC-DFB ones"
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
        self._bring_last(condition.facet)
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

    def _bring_last(self, facet: Facet) -> None:
        """`DBR lasers or DFB lasers`: the outcome between two cavities does not part them."""
        same = [each for each in self._group if each.facet is facet]
        between = (
            {each.facet for each in self._group[self._group.index(same[-1]) + 1 :]} if same else {}
        )
        if self._joint and facet not in _ALL_REQUIRED and between == {Facet.OUTCOME}:
            self._group.remove(same[-1])
            self._group.append(same[-1])

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
