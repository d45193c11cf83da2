"""OWL axioms compiled to rules and constraints, each with an id and a reason in plain words.

The profile is OWL RL and a little more (facets, counting up to four, unions on the right where all
members but one are excluded). Left out, and said so: individuals that would have to be invented,
and what no open-world graph proves. The tests let a description-logic reasoner see to those.
Class axioms are in `classes.py`; here are the properties, and what sameness brings with it.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from ncgraph.reasoning.axioms import Axioms, is_anonymous, local_name
from ncgraph.reasoning.classes import Axiom, Compiler, differ
from ncgraph.reasoning.expressions import DIFFERENT, SAME
from ncgraph.reasoning.hierarchy import load_classified
from ncgraph.reasoning.rules import Constraint, Rule, RuleBook

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph


def compile_axioms(graph: KnowledgeGraph, axioms: Axioms | None = None) -> RuleBook:
    """The rules and constraints that the graph's ontology amounts to, in a fixed order."""
    compiler = Compiler(axioms or Axioms(graph))
    compiler.compile_classes()
    compiler.compile_classified(load_classified())
    properties = _Properties(compiler)
    properties.compile_hierarchy()
    properties.compile_ends()
    properties.compile_traits()
    properties.compile_exclusions()
    book = compiler.book()
    if not any(SAME in rule.head for rule in book.rules):
        return book
    return RuleBook(
        rules=(*book.rules, *_SAMENESS),
        constraints=(*book.constraints, _SAME_AND_DIFFERENT),
        left_out=book.left_out,
    )


class _Properties:
    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._axioms = compiler.axioms
        self._edge = compiler.prover.edge

    def compile_hierarchy(self) -> None:
        """Subproperties, equivalent and inverse properties, chains."""
        for lower, upper in self._axioms.pairs("rdfs:subPropertyOf"):
            self._pass_on("subproperty", lower, upper.value)
        for one, other in self._axioms.pairs("owl:equivalentProperty"):
            self._pass_on("same-property", one, other.value)
            self._pass_on("same-property", other.value, one)
        for one, other in self._axioms.pairs("owl:inverseOf"):
            if not is_anonymous(one):
                self._invert(one, other.value)
                self._invert(other.value, one)
        for prop, chain in self._axioms.pairs("owl:propertyChainAxiom"):
            self._chain(prop, [link.value for link in self._axioms.items(chain.value)])

    def compile_ends(self) -> None:
        """Domains and ranges."""
        for prop, domain in self._axioms.pairs("rdfs:domain"):
            words = f"What stands before “{self._label(prop)}” is {self._compiler.a(domain.value)}."
            axiom = Axiom(f"domain-{local_name(prop)}", words)
            self._compiler.conclude(domain.value, "?x", self._edge(prop, "?x", "?y"), axiom)
        for prop, values in self._axioms.pairs("rdfs:range"):
            words = f"What stands after “{self._label(prop)}” is {self._compiler.a(values.value)}."
            axiom = Axiom(f"range-{local_name(prop)}", words)
            self._compiler.conclude(values.value, "?y", self._edge(prop, "?x", "?y"), axiom)

    def compile_traits(self) -> None:
        """Symmetric, transitive, functional, irreflexive and asymmetric properties."""
        for prop in self._axioms.of_type("owl:SymmetricProperty"):
            self._invert(prop, prop)
        for prop in self._axioms.of_type("owl:TransitiveProperty"):
            self._chain(prop, [prop, prop])
        for prop in self._axioms.of_type("owl:FunctionalProperty"):
            self._make_functional(prop)
        for prop in self._axioms.of_type("owl:InverseFunctionalProperty"):
            body = self._edge(prop, "?x", "?z") + self._edge(prop, "?y", "?z")
            axiom = self._axiom("inverse-functional", prop, "belongs to one thing alone")
            self._compiler.add_rule(axiom, f"?x {SAME} ?y .", body + differ("?x", "?y"))
        for prop in self._axioms.of_type("owl:IrreflexiveProperty"):
            message = f"{{x}} {self._label(prop)} itself"
            axiom = self._axiom("irreflexive", prop, "never leads back to its start")
            self._compiler.add_constraint(axiom, self._edge(prop, "?x", "?x"), message)
        for prop in self._axioms.of_type("owl:AsymmetricProperty"):
            body = self._edge(prop, "?x", "?y") + self._edge(prop, "?y", "?x")
            message = f"{{x}} {self._label(prop)} {{y}} and the other way round"
            axiom = self._axiom("asymmetric", prop, "holds one way only")
            self._compiler.add_constraint(axiom, body, message, "?x", "?y")

    def compile_exclusions(self) -> None:
        """Disjoint properties, negative assertions, individuals that all differ."""
        pairs = [
            (one, other.value) for one, other in self._axioms.pairs("owl:propertyDisjointWith")
        ]
        for node in self._axioms.of_type("owl:AllDisjointProperties"):
            members = self._axioms.items(self._axioms.iri(node, "owl:members"))
            pairs += combinations([member.value for member in members], 2)
        for one, other in pairs:
            body = self._edge(one, "?x", "?y") + self._edge(other, "?x", "?y")
            message = (
                f"{{x}} both {self._label(one)} and {self._label(other)} {{y}}, "
                "which exclude each other"
            )
            name = f"disjoint-{local_name(one)}-{local_name(other)}"
            axiom = Axiom(name, "They exclude each other.")
            self._compiler.add_constraint(axiom, body, message, "?x", "?y")
        for node in self._axioms.of_type("owl:AllDifferent"):
            self._tell_apart(node)
        for node in self._axioms.of_type("owl:NegativePropertyAssertion"):
            self._deny(node)

    def _label(self, prop: str) -> str:
        return self._axioms.label(prop)

    def _axiom(self, construct: str, prop: str, words: str) -> Axiom:
        return Axiom(f"{construct}-{local_name(prop)}", f"“{self._label(prop)}” {words}.")

    def _pass_on(self, construct: str, lower: str, upper: str) -> None:
        name = f"{construct}-{local_name(lower)}-{local_name(upper)}"
        words = f"What holds by “{self._label(lower)}” holds by “{self._label(upper)}”."
        head = self._edge(upper, "?x", "?y")
        self._compiler.add_rule(Axiom(name, words), head, self._edge(lower, "?x", "?y"))

    def _invert(self, one: str, other: str) -> None:
        name = f"inverse-{local_name(one)}-{local_name(other)}"
        words = f"“{self._label(one)}” and “{self._label(other)}” say one thing from two sides."
        if one == other:
            words = f"“{self._label(one)}” holds both ways."
        head = self._edge(other, "?y", "?x")
        self._compiler.add_rule(Axiom(name, words), head, self._edge(one, "?x", "?y"))

    def _chain(self, prop: str, links: list[str]) -> None:
        ends = ["?x", *(f"?between{index}" for index in range(1, len(links))), "?y"]
        body = "".join(
            self._edge(link, start, end)
            for link, (start, end) in zip(links, pairwise(ends), strict=True)
        )
        words = " then ".join(self._label(link) for link in links)
        name = "-".join(["chain", local_name(prop), *(local_name(link) for link in links)])
        axiom = Axiom(name, f"“{words}” amounts to “{self._label(prop)}”.")
        self._compiler.add_rule(axiom, self._edge(prop, "?x", "?y"), body)

    def _make_functional(self, prop: str) -> None:
        axiom = self._axiom("functional", prop, "has at most one value")
        body = self._edge(prop, "?x", "?y") + self._edge(prop, "?x", "?z")
        if not self._axioms.is_data_property(prop):
            self._compiler.add_rule(axiom, f"?y {SAME} ?z .", body + differ("?y", "?z"))
            return
        unequal = "FILTER(STR(?y) < STR(?z) && !COALESCE(?y = ?z, false)) "
        message = f"{{x}} has two values of {self._label(prop)}: {{y}} and {{z}}"
        self._compiler.add_constraint(axiom, body + unequal, message, "?x", "?y", "?z")

    def _tell_apart(self, node: str) -> None:
        head = self._axioms.iri(node, "owl:distinctMembers") or self._axioms.iri(
            node, "owl:members"
        )
        for one, other in combinations(self._axioms.items(head), 2):
            axiom = Axiom(f"different-{local_name(one.value)}", "They are stated to differ.")
            self._compiler.add_rule(axiom, f"{one} {DIFFERENT} {other} .", "")

    def _deny(self, node: str) -> None:
        subject = str(self._axioms.object(node, "owl:sourceIndividual"))
        prop = self._axioms.iri(node, "owl:assertionProperty") or ""
        value = self._axioms.object(node, "owl:targetIndividual") or self._axioms.object(
            node, "owl:targetValue"
        )
        body = f"{self._edge(prop, subject, str(value))}BIND({subject} AS ?x) "
        axiom = Axiom(f"denied-{local_name(prop)}", "It is stated not to hold.")
        self._compiler.add_constraint(
            axiom, body, f"{{x}}: {self._label(prop)} is stated and denied"
        )


def _sameness(name: str, head: str, body: str, reason: str) -> Rule:
    return Rule(id=f"same-{name}", head=head, body=body, reason=reason, generic=True)


_NOT_SAME = f"FILTER(!sameTerm(?p, {SAME}) && !sameTerm(?p, {DIFFERENT})) "
_ALIKE = "What is the same has the same properties."
_SAMENESS = (
    _sameness("symmetric", f"?y {SAME} ?x .", f"?x {SAME} ?y . ", "Sameness holds both ways."),
    _sameness(
        "transitive",
        f"?x {SAME} ?z .",
        f"?x {SAME} ?y . ?y {SAME} ?z . {differ('?x', '?z')}",
        "What is the same as the same is the same.",
    ),
    _sameness("subject", "?y ?p ?o .", f"?x {SAME} ?y . ?x ?p ?o . {_NOT_SAME}", _ALIKE),
    _sameness("object", "?s ?p ?y .", f"?x {SAME} ?y . ?s ?p ?x . {_NOT_SAME}", _ALIKE),
)
_SAME_AND_DIFFERENT = Constraint(
    id="same-and-different",
    body=f"?x {SAME} ?y . {{ ?x {DIFFERENT} ?y }} UNION {{ ?y {DIFFERENT} ?x }} ",
    message="{x} and {y} are the same thing and different things",
    variables=("x", "y"),
)
