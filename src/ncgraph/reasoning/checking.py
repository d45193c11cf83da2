"""Looks a reasoned graph over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.reasoning.closure import find_clashes

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import Problem


def check(graph: KnowledgeGraph) -> tuple[Problem, ...]:
    """What contradicts the ontology in a graph that has been reasoned over, in words."""
    return find_clashes(graph)
