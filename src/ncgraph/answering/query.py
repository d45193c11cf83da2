"""A question as a typed query: what is asked for, filters, exclusions, order, comparison.

`questions` reads it from words, `composing` makes SPARQL of it, `reading_back` words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ncgraph.model import Label
from ncgraph.ontology import ontology


class Facet(StrEnum):
    """What a filter is about."""

    ALIGNMENT = "band alignment"
    OUTCOME = "outcome"
    LACKED_OUTCOME = "outcome denied"  # never asked in words; finds what contradicts a yes
    DENIED = "denied"  # likewise, of mechanisms
    PUMP = "pump"
    CAVITY = "cavity"
    MEASUREMENT = "measurement"
    MORPHOLOGY = "morphology"
    HETEROSTRUCTURE = "heterostructure"
    MATERIAL = "material"
    LAYER = "layer"  # a material of one layer: "with a ZnS shell", values (formula, role)
    ELEMENT = "element"  # a chemical element of any layer; values are symbols
    MECHANISM = "gain mechanism"
    STATED = "stated"  # a term that a claim of the statement is about, with or without a value
    COMPONENT = "circuit component"
    COLOR = "color"  # a range of the emission peak
    COLOR_WORD = "color word"  # a color that the sentence says and no number gives
    PUMP_WAVELENGTH = "pump wavelength"
    PULSE_DURATION = "pulse duration"
    VOLTAGE = "voltage"
    COMPARED = "one value against another"
    AUTHOR = "author"
    YEAR = "year"
    REFERENCE = "reference number"
    DOI = "DOI"
    ROW = "row number"
    FIRST = "first"
    RATIO = "ratio"  # never a filter: "how many times brighter", of what a circuit does
    IN_GENERAL = "of nanocrystals in general"  # never asked in words; of no sample and no work
    UNSHAPED = "shape not said"  # never asked in words; widens a shape to samples without one
    WORDS = "words of the sentence"  # no term of the ontology: as the text says it

    @property
    def of_experiment(self) -> bool:
        """Whether the facet belongs to an experiment, not to the sample in it."""
        return self in _OF_EXPERIMENT


_OF_EXPERIMENT = {
    Facet.OUTCOME, Facet.LACKED_OUTCOME, Facet.PUMP, Facet.CAVITY, Facet.MEASUREMENT,
    Facet.COLOR, Facet.PUMP_WAVELENGTH, Facet.PULSE_DURATION, Facet.VOLTAGE, Facet.COMPARED,
}  # fmt: skip
_PROPERTY, _OUTCOME = "ncg:Property", "ncg:Outcome"
FACETS = {
    Label.BAND_ALIGNMENT: Facet.ALIGNMENT,
    Label.OUTCOME: Facet.OUTCOME,
    Label.PUMP: Facet.PUMP,
    Label.CAVITY: Facet.CAVITY,
    Label.PROPERTY: Facet.MEASUREMENT,
    Label.MORPHOLOGY: Facet.MORPHOLOGY,
    Label.HETEROSTRUCTURE: Facet.HETEROSTRUCTURE,
    Label.MATERIAL: Facet.MATERIAL,
    Label.GAIN_MECHANISM: Facet.MECHANISM,
    Label.PIC_COMPONENT: Facet.COMPONENT,
}


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
    VALUE = "value"  # of `Query.measured`
    RATIO = "ratio"  # of the values of two sides
    YEAR = "year"


class Sense(StrEnum):
    """Which end of an order, or which side of a comparison."""

    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Numbers in SI (years as they are) between two ends, each included unless said."""

    low: float | None = None
    high: float | None = None
    without_low: bool = False
    without_high: bool = False
    dimension: str = ""
    words: str = ""  # as the reading says it: "below 10 µJ/cm2"
    others: tuple[Range, ...] = ()  # alternatives: "at 405 nm or 442 nm"

    @property
    def all(self) -> tuple[Range, ...]:
        """Itself and its alternatives, any of which will do."""
        return (self, *self.others)


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: any of `values` (CURIEs, formulas, numbers), within `range` if it has one."""

    facet: Facet
    values: tuple[str, ...]
    range: Range | None = None
    sense: Sense | None = None  # of Facet.COMPARED: the first value is less or more


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The extreme asked for: `sense` of a property (CURIE) or of "year"."""

    sense: Sense
    property: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as understood. Each exclusion is a set of conditions met together nowhere."""

    asked: Asked = Asked.SAMPLE
    form: Form = Form.LIST
    wanted: Facet | None = None  # "which cavities": the facet whose values are asked for
    filters: tuple[Filter, ...] = ()
    excluded: tuple[tuple[Filter, ...], ...] = ()
    table: bool = False
    text: bool = False  # what the text itself says: titles of references are left out
    measured: str | None = None  # CURIE of the property whose value is asked for, or a Facet
    dimension: str | None = None  # the only one wanted: "at which fluence"
    unit: str | None = None  # the unit the answer is wanted in
    order: Order | None = None
    ranked: Sense | None = None  # all rows are wanted in order: the end that comes first
    sides: tuple[tuple[Filter, ...], ...] = ()  # the two that are compared
    sense: Sense | None = None  # which of the sides is asked for, or asserted to be so

    @property
    def about_experiments(self) -> bool:
        """Whether experiments are needed, or samples alone answer it."""
        conditions = [*self.filters, *(each for group in self.excluded for each in group)]
        conditions += [each for side in self.sides for each in side]
        facets = {condition.facet for condition in conditions} | {self.wanted}
        return any(facet.of_experiment for facet in facets if facet)

    def without(self, condition: Filter) -> Query:
        """The query with one filter fewer."""
        return replace(self, filters=tuple(f for f in self.filters if f != condition))

    def having(self, facet: Facet) -> tuple[Filter, ...]:
        """Its filters of one facet."""
        return tuple(f for f in self.filters if f.facet is facet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A query with what of the question it does not cover."""

    query: Query
    unknown: tuple[str, ...] = ()
    unaskable: tuple[str, ...] = ()  # understood, but nothing that can be asked


def facet_of(curie: str) -> Facet | None:
    """The facet that a term is a value of, if questions can ask for it."""
    label = ontology().term(curie).mention_label
    if label is None and ontology().is_a(curie, _PROPERTY):
        return Facet.MEASUREMENT
    if label is None and ontology().is_a(curie, _OUTCOME):
        return Facet.OUTCOME
    return FACETS.get(Label(label)) if label else None
