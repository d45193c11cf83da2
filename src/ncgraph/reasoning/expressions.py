"""Class expressions as SPARQL: how to prove that something belongs, and what belonging implies.

Proving (`Prover.prove`) is the left side of a rule. What OWL's open world never lets a graph prove
("only", "at most", "not") has no pattern, and axioms that would need one are left out and said.
"""

from __future__ import annotations

from itertools import combinations, count
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph.identifiers import expand
from ncgraph.reasoning.axioms import XSD, is_anonymous

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ncgraph.reasoning.axioms import Axioms, Node

THING = expand("owl:Thing")
NOTHING = expand("owl:Nothing")
SAME = f"<{expand('owl:sameAs')}>"
DIFFERENT = f"<{expand('owl:differentFrom')}>"
_MOST = 4  # a cardinality above this would make a pattern of more than ten pairs
_DECIMALS = ("decimal", "integer", "int", "long", "short", "byte", "nonNegativeInteger",
             "positiveInteger", "unsignedInt", "unsignedLong")  # fmt: skip
_ACCEPTED = {
    XSD + "decimal": _DECIMALS,
    XSD + "integer": _DECIMALS[1:],
    XSD + "nonNegativeInteger": ("nonNegativeInteger", "positiveInteger", "unsignedInt", "integer"),
}
_FACETS = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}


class NotProvable(Exception):  # noqa: N818 - an answer ("no pattern exists"), not an error
    """No graph pattern proves membership; the message says what stands in the way."""


class Prover:
    """Patterns for class expressions of one ontology."""

    def __init__(self, axioms: Axioms) -> None:
        self.axioms = axioms
        self._numbers = count(1)
        self._told: dict[tuple[str, str], list[str]] = {}
        for named, upper in axioms.pairs("rdfs:subClassOf"):
            if axioms.objects(upper.value, "owl:someValuesFrom") and not is_anonymous(named):
                self._told.setdefault(self._existential(upper.value), []).append(named)
        self._constructs: tuple[tuple[str, Callable[[str, str], str]], ...] = (
            ("owl:intersectionOf", self._intersection),
            ("owl:unionOf", self._union),
            ("owl:oneOf", self._one_of),
            ("owl:hasValue", self._has_value),
            ("owl:hasSelf", self._has_self),
            ("owl:someValuesFrom", self._some),
            ("owl:minCardinality", self._at_least),
            ("owl:minQualifiedCardinality", self._at_least),
            ("owl:onDatatype", self._facets),
        )

    def fresh(self) -> str:
        """A variable that no other pattern uses."""
        return f"?v{next(self._numbers)}"

    def prove(self, expression: str, variable: str) -> str:
        """The pattern that holds where `variable` is known to belong.

        Raises:
            NotProvable: No pattern can tell.
        """
        if self.axioms.is_data_range(expression) and not self.axioms.objects(
            expression, "owl:onDatatype"
        ):
            return self._literal(expression, variable)
        if not is_anonymous(expression):
            return "" if expression == THING else f"{variable} a <{expression}> . "
        for construct, write in self._constructs:
            if self.axioms.objects(expression, construct):
                return write(expression, variable)
        raise NotProvable(self._name_of(expression))

    def edge(self, prop: str, subject: str, value: str) -> str:
        """The triple of a property, or of the inverse of one."""
        inverse = self.axioms.iri(prop, "owl:inverseOf") if is_anonymous(prop) else None
        if inverse is not None:
            return f"{value} <{inverse}> {subject} . "
        return f"{subject} <{prop}> {value} . "

    def wrong_literal(self, datatype: str, variable: str) -> str | None:
        """The filter that finds literals outside of a data range; None where none can be."""
        if datatype == expand("rdfs:Literal"):
            return None
        return f"FILTER(!COALESCE({self._fits(datatype, variable)}, false)) "

    def pairwise_different(self, variables: Sequence[str]) -> str:
        """The filters that hold where no two of the variables can be the same thing."""
        return "".join(
            f"FILTER((isLiteral({a}) && isLiteral({b}) && {a} != {b})"
            f" || EXISTS {{ {a} {DIFFERENT} {b} }} || EXISTS {{ {b} {DIFFERENT} {a} }}) "
            for a, b in combinations(variables, 2)
        )

    def _name_of(self, expression: str) -> str:
        for construct in ("allValuesFrom", "complementOf", "maxCardinality", "cardinality",
                          "maxQualifiedCardinality", "qualifiedCardinality"):  # fmt: skip
            if self.axioms.objects(expression, f"owl:{construct}"):
                return f"no graph proves {construct}"
        return "an expression of an unknown kind"

    def _members(self, expression: str, construct: str) -> list[str]:
        members = self.axioms.items(self.axioms.iri(expression, construct))
        return [member.value for member in members]

    def _intersection(self, expression: str, variable: str) -> str:
        members = self._members(expression, "owl:intersectionOf")
        return "".join(self.prove(member, variable) for member in members)

    def _union(self, expression: str, variable: str) -> str:
        """What proves any member; members that cannot be proved prove nothing."""
        ways = []
        for member in self._members(expression, "owl:unionOf"):
            try:
                ways.append(f"{{ {self.prove(member, variable)}}}")
            except NotProvable:
                continue
        if not ways:
            raise NotProvable("no member of a union can be proved")
        return f"{' UNION '.join(ways)} "

    def _one_of(self, expression: str, variable: str) -> str:
        members = self.axioms.items(self.axioms.iri(expression, "owl:oneOf"))
        return f"VALUES {variable} {{ {' '.join(map(str, members))} }} "

    def _has_value(self, expression: str, variable: str) -> str:
        value = self.axioms.object(expression, "owl:hasValue")
        return self.edge(self.property_of(expression), variable, str(value))

    def _has_self(self, expression: str, variable: str) -> str:
        return self.edge(self.property_of(expression), variable, variable)

    def _some(self, expression: str, variable: str) -> str:
        value = self.fresh()
        prop, filler = self._existential(expression)
        found = self.edge(prop, variable, value) + self.prove(filler, value)
        told = self._told.get((prop, filler), ())
        # members of such a class have a value, though the graph may not name it
        others = "".join(f"UNION {{ {variable} a <{each}> . }} " for each in told)
        return f"{{ {found}}} {others}" if others else found

    def _existential(self, restriction: str) -> tuple[str, str]:
        filler = self.axioms.iri(restriction, "owl:someValuesFrom")
        return self.property_of(restriction), filler or THING

    def _at_least(self, expression: str, variable: str) -> str:
        number = self.cardinality(expression, "min") or 0
        if number > _MOST:
            raise NotProvable(f"a minimum of {number} makes too large a pattern")
        return self.several(expression, variable, number)

    def several(self, expression: str, variable: str, number: int) -> str:
        """The pattern of so many different values of a restriction's property."""
        values = [self.fresh() for _ in range(number)]
        filler = self.filler_of(expression)
        found = "".join(
            self.edge(self.property_of(expression), variable, value) + self.prove(filler, value)
            for value in values
        )
        return found + self.pairwise_different(values)

    def property_of(self, restriction: str) -> str:
        """The property a restriction is about."""
        return self.axioms.iri(restriction, "owl:onProperty") or ""

    def filler_of(self, restriction: str) -> str:
        """What a qualified cardinality counts."""
        return (
            self.axioms.iri(restriction, "owl:onClass")
            or self.axioms.iri(restriction, "owl:onDataRange")
            or THING
        )

    def cardinality(self, restriction: str, end: str) -> int | None:
        """The least or greatest number a restriction allows; `end` is `min` or `max`."""
        for name in (f"{end}Cardinality", f"{end}QualifiedCardinality"):
            number = self.axioms.integer(restriction, f"owl:{name}")
            if number is not None:
                return number
        exact = self.axioms.integer(restriction, "owl:cardinality")
        qualified = self.axioms.integer(restriction, "owl:qualifiedCardinality")
        return exact if exact is not None else qualified

    def _literal(self, datatype: str, variable: str) -> str:
        if datatype == expand("rdfs:Literal"):
            return f"FILTER(isLiteral({variable})) "
        return f"FILTER({self._fits(datatype, variable)}) "

    def _facets(self, expression: str, variable: str) -> str:
        return f"FILTER({self._fits(expression, variable)}) "

    def _fits(self, datatype: str, variable: str) -> str:
        """The condition that a literal is in a data range."""
        members = self.axioms.items(self.axioms.iri(datatype, "owl:oneOf"))
        if members:
            return f"{variable} IN ({', '.join(map(str, members))})"
        base = self.axioms.iri(datatype, "owl:onDatatype")
        if base is None:
            return _is_of(datatype, variable)
        facets = self.axioms.items(self.axioms.iri(datatype, "owl:withRestrictions"))
        conditions = [self._facet(facet, variable) for facet in facets]
        return " && ".join(filter(None, [_is_of(base, variable), *conditions]))

    def _facet(self, facet: Node, variable: str) -> str:
        for name, sign in _FACETS.items():
            bound = self.axioms.object(facet.value, f"xsd:{name}")
            if bound is not None:
                return f"{variable} {sign} {bound}"
        pattern = self.axioms.iri(facet.value, "xsd:pattern")
        if pattern is None:
            raise NotProvable("a facet of an unknown kind")
        return f"REGEX(STR({variable}), {ox.Literal(f'^(?:{pattern})$')})"


def _is_of(datatype: str, variable: str) -> str:
    if datatype in _ACCEPTED:
        names = ", ".join(f"<{XSD}{name}>" for name in _ACCEPTED[datatype])
        return f"(isNumeric({variable}) && DATATYPE({variable}) IN ({names}))"
    if datatype in (XSD + "double", XSD + "float"):
        return f"(isNumeric({variable}) && DATATYPE({variable}) = <{datatype}>)"
    if datatype == expand("rdfs:Literal"):
        return f"isLiteral({variable})"
    return f"DATATYPE({variable}) = <{datatype}>"
