"""All that is wrong with a graph, or strange in it: what `ncgraph check` lists."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ncgraph.reasoning.alignment import find_disagreements
from ncgraph.reasoning.closure import locate_clashes
from ncgraph.reasoning.conflicts import find_conflicts
from ncgraph.reasoning.shapes import check_shapes
from ncgraph.reasoning.slips import find_slips
from ncgraph.reasoning.tracing import Finding, passages_of

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import Conflict

_NO_SHAPES = 'shapes of claims are not checked without pySHACL: pip install "ncgraph[check]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Contradictions and broken shapes are errors of a text or of its reading; the others are not.

    A disagreement is between what an author says of a pair of materials and what their band edges
    give; a conflict is between two statements; a slip is where a document is at odds with its own
    reference list, its own table, or chemistry.
    """

    contradictions: tuple[Finding, ...]
    shapes: tuple[Finding, ...]
    disagreements: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    slips: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()  # what was not looked for, and why


def find_all(graph: KnowledgeGraph) -> Findings:
    """Looks a graph that was reasoned over through; each finding with the passages behind it.

    Without pySHACL the shapes are left out, and `notes` says so.
    """
    has_shacl = find_spec("pyshacl") is not None
    return Findings(
        contradictions=tuple(
            Finding(code="contradiction", message=message, evidence=passages_of(graph, node))
            for message, node in locate_clashes(graph).items()
        ),
        shapes=check_shapes(graph) if has_shacl else (),
        disagreements=find_disagreements(graph),
        conflicts=find_conflicts(graph),
        slips=find_slips(graph),
        notes=() if has_shacl else (_NO_SHAPES,),
    )
