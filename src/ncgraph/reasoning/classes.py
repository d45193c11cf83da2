"""Class axioms compiled to rules and constraints: the right side, what belonging implies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.reasoning.axioms import (
    Axioms,
    disjoint_pairs,
    exclusions,
    is_anonymous,
    local_name,
    with_article,
)
from ncgraph.reasoning.expressions import NOTHING, SAME, THING, NotProvable, Prover
from ncgraph.reasoning.rules import Constraint, Rule, RuleBook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Axiom(NamedTuple):
    """What a rule is compiled from: a name for its graph, and what it says."""

    name: str
    words: str

    def part(self, name: str) -> Axiom:
        """The same axiom, for one of the rules it makes."""
        return Axiom(f"{self.name}-{name}", self.words)


class Compiler:
    """Collects rules and constraints; `conclude` is the right side of every axiom."""

    def __init__(self, axioms: Axioms) -> None:
        self.axioms = axioms
        self.prover = Prover(axioms)
        self._rules: list[Rule] = []
        self._constraints: list[Constraint] = []
        self._left_out: set[str] = set()
        self._used: Counter[str] = Counter()
        self._excluded = exclusions(axioms)
        self._conclusions: tuple[tuple[str, Callable[[str, str, str, Axiom], None]], ...] = (
            ("owl:intersectionOf", self._conclude_all),
            ("owl:unionOf", self._conclude_remaining),
            ("owl:complementOf", self._conclude_not),
            ("owl:hasValue", self._conclude_value),
            ("owl:hasSelf", self._conclude_self),
            ("owl:allValuesFrom", self._conclude_only),
            ("owl:maxCardinality", self._conclude_at_most),
            ("owl:maxQualifiedCardinality", self._conclude_at_most),
            ("owl:cardinality", self._conclude_at_most),
            ("owl:qualifiedCardinality", self._conclude_at_most),
        )

    def book(self) -> RuleBook:
        """All that was compiled, in a fixed order."""
        return RuleBook(
            rules=tuple(sorted(self._rules, key=lambda rule: rule.id)),
            constraints=tuple(sorted(self._constraints, key=lambda each: each.id)),
            left_out=tuple(sorted(self._left_out)),
        )

    def add_rule(self, axiom: Axiom, head: str, body: str) -> None:
        """A rule, unless its head stands in its body."""
        if head not in body:
            rule = Rule(id=self._unique(axiom.name), head=head, body=body, reason=axiom.words)
            self._rules.append(rule)

    def add_constraint(self, axiom: Axiom, body: str, message: str, *variables: str) -> None:
        """A constraint on variables (`?x` if none is named), which `message` has in braces."""
        names = tuple(variable.removeprefix("?") for variable in variables or ("?x",))
        name = self._unique(axiom.name)
        self._constraints.append(Constraint(id=name, body=body, message=message, variables=names))

    def leave_out(self, axiom: Axiom, why: object) -> None:
        """An axiom, or a part of one, that no rule expresses."""
        self._left_out.add(f"{axiom.name}: {why}")

    def _unique(self, name: str) -> str:
        self._used[name] += 1
        return name if self._used[name] == 1 else f"{name}-{self._used[name]}"

    def compile_classes(self) -> None:
        """Subclasses, equivalences, disjointness, coverings, keys."""
        for lower, upper in self.axioms.pairs("rdfs:subClassOf"):
            self._imply("subclass", lower, upper.value)
        for one, other in self.axioms.pairs("owl:equivalentClass"):
            self._imply("implied", one, other.value)
            self._imply("defined", other.value, one)
        for one, second in disjoint_pairs(self.axioms):
            self._exclude(one, second)
        for named, members in self.axioms.pairs("owl:disjointUnionOf"):
            self._cover(named, [member.value for member in self.axioms.items(members.value)])
        for keyed, keys in self.axioms.pairs("owl:hasKey"):
            self._identify(keyed, [key.value for key in self.axioms.items(keys.value)])

    def compile_classified(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Superclasses that a complete reasoner found, as far as this ontology has the classes."""
        known = set(self.axioms.of_type("owl:Class"))
        for lower, upper in pairs:
            if lower in known and upper in known:
                self._imply("classified", lower, upper)

    def _imply(self, construct: str, lower: str, upper: str) -> None:
        if self.axioms.is_data_range(lower) or self.axioms.is_data_range(upper):
            return
        named = [each for each in (lower, upper) if not is_anonymous(each)]
        axiom = Axiom(
            "-".join([construct, *map(local_name, named)]),
            f"Every {self.axioms.label(lower)} is {self.a(upper)}."
            if len(named) > 1
            else f"By the definition of {self.axioms.label((named or [lower])[0])}.",
        )
        try:
            body = self.prover.prove(lower, "?x")
        except NotProvable as error:
            self.leave_out(axiom, error)
            return
        if body:
            self.conclude(upper, "?x", body, axiom)
        else:
            self.leave_out(axiom, "it is about everything there is")

    def conclude(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        """Rules and constraints for: where `body` holds, `variable` belongs to `expression`."""
        if expression == NOTHING:
            message = f"{{{variable[1:]}}} cannot exist ({axiom.words})"
            self.add_constraint(axiom, body, message, variable)
        elif self.axioms.is_data_range(expression):
            self._conclude_data(expression, variable, body, axiom)
        elif is_anonymous(expression):
            self._conclude_expression(expression, variable, body, axiom)
        elif expression != THING:
            self.add_rule(axiom, f"{variable} a <{expression}> .", body)

    def _conclude_expression(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        found = [
            conclude
            for construct, conclude in self._conclusions
            if self.axioms.objects(expression, construct)
        ]
        for conclude in found:
            conclude(expression, variable, body, axiom)
        if not found:
            self.leave_out(axiom, "something would have to be invented")

    def _conclude_all(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        for member in self._members(expression, "owl:intersectionOf"):
            self.conclude(member, variable, body, axiom)

    def _conclude_remaining(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        members = self._members(expression, "owl:unionOf")
        self._conclude_last(members, variable, body, axiom)

    def _conclude_last(self, members: list[str], variable: str, body: str, axiom: Axiom) -> None:
        """Of a union the member remains that nothing excludes, if all others are excluded."""
        for member in members:
            others = [self._disprove(other, variable) for other in members if other != member]
            if all(others):
                self.conclude(member, variable, body + "".join(others), axiom.part("remaining"))

    def _disprove(self, expression: str, variable: str) -> str:
        """The pattern of being in something disjoint; empty where nothing is stated to be."""
        others = sorted(self._excluded.get(expression, ()))
        return "".join(
            f"{'' if index == 0 else 'UNION '}{{ {variable} a <{other}> . }} "
            for index, other in enumerate(others)
        )

    def _conclude_not(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        other = self.axioms.iri(expression, "owl:complementOf") or NOTHING
        try:
            pattern = self.prover.prove(other, variable)
        except NotProvable as error:
            self.leave_out(axiom, error)
            return
        message = f"{{{variable[1:]}}} is {self.a(other)}, which it cannot be ({axiom.words})"
        self.add_constraint(axiom.part("not"), body + pattern, message, variable)

    def _conclude_value(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        value = str(self.axioms.object(expression, "owl:hasValue"))
        head = self.prover.edge(self.prover.property_of(expression), variable, value)
        self.add_rule(axiom.part("value"), head, body)

    def _conclude_self(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        head = self.prover.edge(self.prover.property_of(expression), variable, variable)
        self.add_rule(axiom.part("self"), head, body)

    def _conclude_only(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        value = self.prover.fresh()
        prop = self.prover.property_of(expression)
        filler = self.axioms.iri(expression, "owl:allValuesFrom") or THING
        edge = self.prover.edge(prop, variable, value)
        self.conclude(filler, value, body + edge, axiom.part(f"only-{local_name(prop)}"))

    def _conclude_at_most(self, expression: str, variable: str, body: str, axiom: Axiom) -> None:
        number = self.prover.cardinality(expression, "max")
        prop = self.prover.property_of(expression)
        axiom = axiom.part(f"most-{local_name(prop)}")
        try:
            pattern = self.prover.several(expression, variable, (number or 0) + 1)
        except NotProvable as error:
            self.leave_out(axiom, error)
            return
        label = self.axioms.label(prop)
        message = f"{{{variable[1:]}}} has more than {number} of: {label} ({axiom.words})"
        self.add_constraint(axiom, body + pattern, message, variable)
        if number == 1 and not self.axioms.is_data_property(prop):
            one, other = self.prover.fresh(), self.prover.fresh()
            filler = self.prover.filler_of(expression)
            found = "".join(
                self.prover.edge(prop, variable, value) + self.prover.prove(filler, value)
                for value in (one, other)
            )
            self.add_rule(axiom, f"{one} {SAME} {other} .", body + found + differ(one, other))

    def _conclude_data(self, datatype: str, variable: str, body: str, axiom: Axiom) -> None:
        try:
            wrong = self.prover.wrong_literal(datatype, variable)
        except NotProvable as error:
            self.leave_out(axiom, error)
            return
        if wrong:
            kind = "allowed" if is_anonymous(datatype) else f"of type {local_name(datatype)}"
            message = f"{{x}}: the value {{{variable[1:]}}} is not {kind} ({axiom.words})"
            self.add_constraint(axiom.part("datatype"), body + wrong, message, "?x", variable)

    def _members(self, expression: str, construct: str) -> list[str]:
        return [item.value for item in self.axioms.items(self.axioms.iri(expression, construct))]

    def _exclude(self, one: str, other: str) -> None:
        axiom = Axiom(f"disjoint-{local_name(one)}-{local_name(other)}", "They exclude each other.")
        try:
            body = self.prover.prove(one, "?x") + self.prover.prove(other, "?x")
        except NotProvable as error:
            self.leave_out(axiom, error)
            return
        message = f"{{x}} is both {self.a(one)} and {self.a(other)}, which exclude each other"
        self.add_constraint(axiom, body, message)

    def _cover(self, named: str, members: list[str]) -> None:
        for member in members:
            self._imply("subclass", member, named)
        words = f"Every {self.axioms.label(named)} is one of its kinds."
        axiom = Axiom(f"cover-{local_name(named)}", words)
        self._conclude_last(members, "?x", f"?x a <{named}> . ", axiom)

    def _identify(self, keyed: str, keys: list[str]) -> None:
        values = [self.prover.fresh() for _ in keys]
        body = "".join(
            self.prover.prove(keyed, end)
            + "".join(self.prover.edge(k, end, v) for k, v in zip(keys, values, strict=True))
            for end in ("?x", "?y")
        )
        same = " and ".join(self.axioms.label(key) for key in keys)
        words = f"Two of {self.axioms.label(keyed)} with the same {same} are one."
        axiom = Axiom(f"key-{local_name(keyed)}", words)
        self.add_rule(axiom, f"?x {SAME} ?y .", body + differ("?x", "?y"))

    def a(self, expression: str) -> str:
        """A class with its article, for sentences."""
        if is_anonymous(expression):
            return "what an unnamed class describes"
        return with_article(self.axioms.label(expression))


def differ(one: str, other: str) -> str:
    """The filter for two IRIs that are not the same one."""
    return f"FILTER(isIRI({one}) && isIRI({other}) && !sameTerm({one}, {other})) "
