"""The grammar of formulas: layers of a formula, formulas of a text, elements of a layer."""

from __future__ import annotations

from ncgraph.composition.classes import compound_class
from ncgraph.composition.elements import ANION_NAMES
from ncgraph.composition.finding import Formula, find
from ncgraph.composition.grammar import list_elements, parse
from ncgraph.composition.variables import Definition, find_definition, substitute, varies

__all__ = [
    "ANION_NAMES",
    "Definition",
    "Formula",
    "compound_class",
    "find",
    "find_definition",
    "list_elements",
    "parse",
    "substitute",
    "varies",
]
