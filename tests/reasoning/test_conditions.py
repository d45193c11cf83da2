"""Constraints tried in memory find what the engine finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ncgraph.reasoning import reason
from ncgraph.reasoning.closure import find_clashes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ncgraph.graph import KnowledgeGraph

AXIOMS = """
ncg:width a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range xsd:decimal .
ncg:word a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range xsd:string .
ncg:ripe a owl:DatatypeProperty ; rdfs:range xsd:boolean .
"""
THINGS = ("<https://example.org/one>", "<https://example.org/two>", "_:unnamed")
VALUES = (
    "1", "1.0", "01.00", "2.5", "1e0", '"1"', '"one"', '"one"@en', '"eins"@de', "true",
    '"maybe"^^xsd:boolean', "<https://example.org/two>", "_:unnamed", '"é"', '"z"',
)  # fmt: skip
TRIPLES = st.tuples(
    st.sampled_from(THINGS),
    st.sampled_from(["ncg:width", "ncg:word", "ncg:ripe"]),
    st.sampled_from(VALUES),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(triples=st.lists(TRIPLES, max_size=6))
def test_the_clashes_in_memory_are_those_of_the_engine(
    triples: list[tuple[str, str, str]], graph_of: Callable[[str, str], KnowledgeGraph]
) -> None:
    graph = graph_of(AXIOMS, " ".join(f"{' '.join(triple)} ." for triple in triples))
    assert reason(graph, ()).clashes == find_clashes(graph)


def test_one_number_in_two_notations_is_one_value(
    graph_of: Callable[[str, str], KnowledgeGraph],
) -> None:
    graph = graph_of(AXIOMS, "<https://example.org/one> ncg:width 1.50, 1.5 .")
    assert reason(graph, ()).clashes == ()


def test_two_numbers_and_a_word_for_a_number_are_clashes(
    graph_of: Callable[[str, str], KnowledgeGraph],
) -> None:
    graph = graph_of(AXIOMS, '<https://example.org/one> ncg:width 1.5, 2.5, "wide" .')
    messages = [clash.message for clash in reason(graph, ()).clashes]
    assert any("has two values of width: 1.5 and 2.5" in message for message in messages)
    assert sum("two values" in message for message in messages) == 3
    assert any("wide" in message and "two values" not in message for message in messages)
