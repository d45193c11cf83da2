"""Families of samples that one formula with a variable names, and their members."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.model import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ncgraph.composition import Definition
    from ncgraph.extraction.findings import Found, Sample


_VARIABLES = frozenset("Xxyz")


def defined_at(text: str, position: int, formula: str) -> Definition | None:
    """What a text says right there of the formula's variable: `CsPbX3 (X = Cl, Br, I)`."""
    if _VARIABLES.isdisjoint(formula):
        return None
    definition = composition.find_definition(text, position)
    return definition if definition and composition.varies(formula, definition.name) else None


def members(text: str, sample: Sample, parts: Sequence[Found]) -> list[Sample]:
    """The samples a phrase stands for: one for each value given of its variable, else itself.

    Values stand behind the formula or behind the whole phrase. Each member is the stretch of the
    text that ends with its value, so that they are coordinated as members of a list are.
    """
    formula = next((part for part in parts if part.label is Label.MATERIAL), None)
    if formula is None or not sample.layers:
        return [sample]
    printed = formula.formula or ""
    definition = defined_at(text, formula.end, printed) or defined_at(text, sample.end, printed)
    if definition is None:
        return [sample]
    places = [(low, high) for low, high, _ in definition.values]
    starts = [sample.start, *(low for low, _ in places[1:])]
    ends = [*(high for _, high in places[:-1]), max(sample.end, definition.end)]
    family = sample._replace(end=ends[-1]) if len(places) > 1 else None
    return [
        _resolved(sample, definition.name, value)._replace(start=start, end=end, family=family)
        for (_, _, value), start, end in zip(definition.values, starts, ends, strict=True)
    ]


def whole(sample: Sample, named: Sequence[Sample]) -> Sample:
    """The family of a sample, where a sentence has named it and not one of its members alone."""
    together = sum(each.family == sample.family for each in named) > 1
    return sample.family if sample.family and together else sample


def _resolved(sample: Sample, variable: str, value: str) -> Sample:
    layers = tuple(
        replace(layer, material=composition.substitute(layer.material, variable, value))
        for layer in sample.layers
    )
    head, _, tail = sample.name.partition(" ")
    resolved = "/".join(composition.substitute(each, variable, value) for each in head.split("/"))
    return sample._replace(layers=layers, name=f"{resolved} {tail}".strip())
