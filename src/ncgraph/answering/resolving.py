"""Numbers, colors, authors and orders of a question tied to what they are said of.

An amount is one of the property that stands nearest and has its dimension, else of the threshold
of the outcome in question; a superlative likewise. What was tied is a condition, the rest stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.phrasing import THRESHOLDS, WAVELENGTH, threshold_of
from ncgraph.answering.query import Facet, Filter, Order, Range, Sense, facet_of
from ncgraph.model import Label
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OFTHRESHOLDS = {"fluence", "intensity", "energy", "power", "current density", "current"}
_OF_PUMP = {"length": Facet.PUMP_WAVELENGTH, "time": Facet.PULSE_DURATION,
            "voltage": Facet.VOLTAGE}  # fmt: skip
_DEFAULTS = {"length": "ncg:EmissionPeak", "temperature": "ncg:Temperature"}
_EXCITONS = "excitons"
_NEAR = 3  # tags between an amount and the pump it is said of
_LAYER_ROLES = {"core": "core", "shell": "shell", "crown": "crown", "layer": "layer",
                "coating": "layer"}  # fmt: skip


@dataclass(slots=True)
class Resolved:
    """Tags with conditions in place of what was tied, and what orders or is measured."""

    tags: list[Tag]
    order: Order | None = None
    dimension: str | None = None
    unit: str | None = None
    unaskable: tuple[str, ...] = ()


def resolve(tags: list[Tag]) -> Resolved:
    """Ties every amount, color, author, order and layer; what finds nothing is unaskable."""
    return _Resolver(tags).run()


class _Resolver:
    def __init__(self, tags: list[Tag]) -> None:
        self._all = list(tags)
        self._made = Resolved(list(tags))
        self._tags = self._made.tags
        self._unaskable: list[str] = []
        self._shared: int | None = None  # the property that shares the amount of the next one

    def run(self) -> Resolved:
        self._complete()
        self._compare()
        for role, act in self._acts().items():
            for at in range(len(self._tags)):
                if self._tags[at].role is role:
                    act(at)
        self._say_what_is_left()
        self._made.unaskable = tuple(self._unaskable)
        return self._made

    def _complete(self) -> None:
        """`ASE and lasing threshold`: the first is a threshold too, and what bounds one, both."""
        for at, tag in enumerate(self._tags):
            rest = [t for t in self._tags[at + 1 : at + 4] if t.role is not Role.FILLER]
            joined = len(rest) > 1 and rest[0].role in (Role.AND, Role.OR)
            if tag.value in THRESHOLDS and self._is_set_against(at):
                self._tags[at] = replace(tag, value=THRESHOLDS[tag.value])
            if tag.value in THRESHOLDS and joined and rest[1].value.endswith("Threshold"):
                self._tags[at] = replace(tag, value=THRESHOLDS[tag.value])
                self._shared = at

    def _is_set_against(self, at: int) -> bool:
        """`lasing sets in below the ASE threshold`: a threshold against a threshold."""
        passed = (Role.FILLER, Role.AUXILIARY, Role.ITSELF)
        rest = [t for t in self._tags[at + 1 :] if t.role not in passed]
        signed = len(rest) > 1 and rest[0].role is Role.COMPARATIVE
        return signed and rest[1].value.endswith("Threshold")

    def _acts(self) -> dict[Role, Callable[[int], None]]:
        return {
            Role.AMOUNT: self._amount,
            Role.UNIT: self._unit,
            Role.SUPERLATIVE: self._superlative,
            Role.COLOR: lambda at: self._simple(at, Facet.COLOR),
            Role.NAME: lambda at: self._simple(at, Facet.AUTHOR),
            Role.DOI: lambda at: self._simple(at, Facet.DOI),
            Role.WORDS: lambda at: self._simple(at, Facet.WORDS),
            Role.NUMBER: lambda at: self._numbers(at, Facet.REFERENCE),
            Role.ROW_NUMBER: lambda at: self._numbers(at, Facet.ROW),
            Role.FIRST: lambda at: self._simple(at, Facet.FIRST),
            Role.LAYER: self._layer,
            Role.BARE: self._bare,
            Role.FAMILY: self._family,
            Role.CONTAINS: self._contains,
            Role.ELEMENT: lambda at: self._simple(at, Facet.ELEMENT),
        }

    def _put(self, at: int, condition: Filter) -> None:
        self._tags[at] = replace(self._tags[at], role=Role.CONDITION, condition=condition)

    def _drop(self, at: int) -> None:
        self._tags[at] = replace(self._tags[at], role=Role.FILLER)

    def _simple(self, at: int, facet: Facet) -> None:
        self._put(at, Filter(facet, (self._tags[at].value,)))

    def _numbers(self, at: int, facet: Facet) -> None:
        self._put(at, Filter(facet, tuple(self._tags[at].value.split(","))))

    def _properties(self, at: int) -> Iterator[tuple[int, str]]:
        """Properties that the question names, those near the place first, those after it sooner."""
        places = [
            (i, tag.value)
            for i, tag in enumerate(self._tags)
            if tag.role is Role.TERM and facet_of(tag.value) is Facet.MEASUREMENT
        ]
        yield from sorted(places, key=lambda each: (abs(each[0] - at), each[0] < at))

    def _amount(self, at: int) -> None:
        amount = self._tags[at].range or Range()
        if self._tags[at].value == "times":
            self._unaskable.append(self._tags[at].text)
            self._drop(at)
        elif amount.dimension == "year":
            self._put(at, Filter(Facet.YEAR, (), amount))
        elif self._tags[at].value == _EXCITONS:
            self._put(at, Filter(Facet.MEASUREMENT, ("ncg:ExcitonNumber",), amount))
        elif (before := self._listed_with(at)) and before.range:
            self._put(at, replace(before, range=amount))
        elif amount.dimension in _OF_PUMP and self._is_of_pump(at):
            self._put(at, Filter(_OF_PUMP[amount.dimension], (), amount))
        else:
            self._amount_of_property(at, amount)

    def _listed_with(self, at: int) -> Filter | None:
        """`at 405 nm or 442 nm`: what the amount before it is said of, this one is said of too."""
        before = [tag for tag in self._tags[:at] if tag.role is not Role.FILLER]
        if len(before) > 1 and (before[-1].role is Role.OR or before[-1].text.lower() == "nor"):
            last = before[-2].condition
            same = last and last.range and self._tags[at].range
            if last and same and last.range and last.range.dimension == same.dimension:
                return last
        return None

    def _amount_of_property(self, at: int, amount: Range) -> None:
        for place, curie in self._properties(at):
            dimensions = {str(each) for each in ontology().term(curie).dimension}
            if amount.dimension in dimensions:
                self._drop(place)
                self._put(at, Filter(Facet.MEASUREMENT, (self._exact(curie),), amount))
                if self._shared is not None and self._shared != place:
                    other = self._tags[self._shared].value
                    self._put(self._shared, Filter(Facet.MEASUREMENT, (other,), amount))
                return
        if amount.dimension in _OFTHRESHOLDS:
            self._put(at, Filter(Facet.MEASUREMENT, (threshold_of(self._all),), amount))
        elif amount.dimension in _DEFAULTS:
            self._put(at, Filter(Facet.MEASUREMENT, (_DEFAULTS[amount.dimension],), amount))
        else:
            self._unaskable.append(self._tags[at].text)
            self._drop(at)

    def _exact(self, curie: str) -> str:
        return threshold_of(self._all) if curie == "ncg:Threshold" else curie

    def _is_of_pump(self, at: int) -> bool:
        """`pumped at 800 nm`, `100 fs pulses`: unless the emission stands nearer."""
        if (self._tags[at].range or Range()).dimension == "voltage":
            return True
        near = [
            (abs(i - at), tag)
            for i, tag in enumerate(self._all)
            if 0 < abs(i - at) <= _NEAR and self._says_pump(tag) is not None
        ]
        closest = min(near, key=lambda each: each[0], default=None)
        return closest is not None and bool(self._says_pump(closest[1]))

    def _says_pump(self, tag: Tag) -> bool | None:
        """Whether a tag says that a length or time is the pump's, or not; None: neither."""
        if tag.role is Role.EMITS:
            return False
        if tag.role is Role.TERM:
            facet = facet_of(tag.value)
            return {Facet.PUMP: True, Facet.MEASUREMENT: False}.get(facet) if facet else None
        pump = tag.text.lower() in _PUMP_WORDS or tag.value == str(Label.PUMP)
        return True if pump else None

    def _unit(self, at: int) -> None:
        self._made.unit = self._tags[at].value
        self._made.dimension = (self._tags[at].range or Range()).dimension

    def _superlative(self, at: int) -> None:
        of, _, end = self._tags[at].value.rpartition(" ")
        sense = Sense(end)
        if of:
            named = {"year": "year", "peak": "ncg:EmissionPeak"}
            self._made.order = Order(sense=sense, property=named[of])
            self._take_dimensions()
        elif found := self._ordered_by(at):
            self._made.order = Order(sense=sense, property=found)
        else:
            self._unaskable.append(self._tags[at].text)
        self._drop(at)

    def _ordered_by(self, at: int) -> str | None:
        after = [i for i in range(at + 1, len(self._tags)) if self._is_measure(i)]
        before = [i for i in range(at - 1, -1, -1) if self._is_measure(i)]
        place = next(iter(after or before), None)
        if place is None:
            return None
        tag = self._tags[place]
        self._take_dimensions()
        if tag.role is Role.TERM:
            self._drop(place)
            return self._exact(tag.value)
        if tag.role is Role.DIMENSION and tag.value != WAVELENGTH:
            return threshold_of(self._all)
        return "ncg:EmissionPeak"

    def _is_measure(self, at: int) -> bool:
        tag = self._tags[at]
        if tag.role is Role.TERM:
            return facet_of(tag.value) is Facet.MEASUREMENT
        return tag.role is Role.DIMENSION

    def _take_dimensions(self) -> None:
        for i, tag in enumerate(self._tags):
            if tag.role is Role.DIMENSION:
                if tag.value != WAVELENGTH:
                    self._made.dimension = tag.value
                self._drop(i)

    def _compare(self) -> None:
        """`laser threshold below the ASE threshold`: two properties of one experiment."""
        places = [i for i in range(len(self._tags)) if self._is_property(i)]
        for left, right in pairwise(places):
            between = self._tags[left + 1 : right]
            signs = [each for each in between if each.role is Role.COMPARATIVE]
            other = {Role.AMOUNT, Role.OR, Role.BREAK, Role.RATIO}
            if len(signs) != 1 or any(each.role in other for each in between):
                continue
            if any(self._tags[i].role is Role.FORMULA for i in range(right, len(self._tags))):
                continue
            values = (self._tags[left].value, self._tags[right].value)
            self._put(left, Filter(Facet.COMPARED, values, sense=Sense(signs[0].value)))
            for i in range(left + 1, right + 1):
                if self._tags[i].role in {Role.COMPARATIVE, Role.THAN, Role.TERM}:
                    self._drop_if_compared(i, right)
            for i, each in enumerate(self._tags):
                if each.role is Role.CHANGE:
                    self._drop(i)
            return

    def _drop_if_compared(self, at: int, right: int) -> None:
        if self._tags[at].role is not Role.TERM or at == right:
            self._drop(at)

    def _is_property(self, at: int) -> bool:
        tag = self._tags[at]
        return tag.role is Role.TERM and facet_of(tag.value) is Facet.MEASUREMENT

    def _layer(self, at: int) -> None:
        """`a CdS shell`, `a shell of ZnS`, `without a shell`."""
        for step in (-1, 2, 1):
            place = at + step
            if 0 <= place < len(self._tags) and self._tags[place].role is Role.FORMULA:
                role = _LAYER_ROLES[self._tags[at].text.lower().removesuffix("s")]
                self._put(at, Filter(Facet.LAYER, (self._tags[place].value, role)))
                self._drop(place)
                return
        if (denial := self._denial(at)) is not None:
            self._drop(denial)
            self._bare(at)
            return
        self._unaskable.append(self._tags[at].text)
        self._drop(at)

    def _denial(self, at: int) -> int | None:
        """Where the word stands that denies the layer there: `without any shell`."""
        before = range(at - 1, -1, -1)
        place = next((i for i in before if self._tags[i].role is not Role.FILLER), None)
        denied = place is not None and self._tags[place].role is Role.NOT
        return place if denied else None

    def _bare(self, at: int) -> None:
        """`bare CdSe`: a formula of one layer says it already."""
        if any(tag.role is Role.FORMULA and "/" not in tag.value for tag in self._tags):
            self._drop(at)
        else:
            self._put(at, Filter(Facet.HETEROSTRUCTURE, ("ncg:CoreOnly",)))

    def _contains(self, at: int) -> None:
        """`contains ZnO`, `ZnO-containing`: as any layer of the sample."""
        for place in (at + 1, at - 1):
            if 0 <= place < len(self._tags) and self._tags[place].role is Role.FORMULA:
                self._put(place, Filter(Facet.LAYER, (self._tags[place].value, "part")))
                break
        self._drop(at)

    def _family(self, at: int) -> None:
        """`CdSe-based`, `CdSexS1-x variants`: the formula before it is the core's."""
        before = [i for i in range(at) if self._tags[i].role is Role.FORMULA]
        if before and "/" not in self._tags[before[-1]].value:
            self._put(before[-1], Filter(Facet.LAYER, (self._tags[before[-1]].value, "core")))
        self._drop(at)

    def _say_what_is_left(self) -> None:
        emission = any(
            tag.condition and tag.condition.facet in (Facet.COLOR, Facet.MEASUREMENT)
            for tag in self._tags
        ) or bool(self._made.order)
        emission = emission or any(tag.value == WAVELENGTH for tag in self._tags)
        left = {Role.COMPARATIVE, Role.THAN, Role.RATIO, Role.CHANGE}
        for at, tag in enumerate(self._tags):
            if tag.role in left or (tag.role is Role.EMITS and not emission):
                self._unaskable.append(tag.text)
                self._drop(at)


_PUMP_WORDS = {"pulse", "pulses", "excited", "exciting", "driven", "light", "laser", "photons",
               "voltage", "voltages"}  # fmt: skip
