"""One document added to, changed in and removed from many: its share of a full closure.

    python benchmarks/incremental.py [DOCUMENTS]

Times are of the processor, medians over several changes in one process, whose axioms are compiled
once; the first change of a process that has compiled nothing is given too. The full closure is run
before and after them, and the graph of the last change is compared with it, quad by quad.
"""

from __future__ import annotations

import argparse
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from machine import write_result
from synthetic import add_document

from ncgraph.graph import KnowledgeGraph
from ncgraph.graph.identifiers import DocumentNames
from ncgraph.reasoning import asserted_by, reason, revise
from ncgraph.reasoning.theory import forget_theories

if TYPE_CHECKING:
    from collections.abc import Callable

_REPEATS = 9


def measure(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def measure_change(graph: KnowledgeGraph, name: str, change: Callable[[], object]) -> float:
    before = asserted_by(graph, [name])
    change()
    return measure(lambda: revise(graph, before))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("documents", nargs="?", type=int, default=1000)
    documents = parser.parse_args().documents
    graph = KnowledgeGraph.memory()
    for number in range(documents):
        add_document(graph, number)
    full = measure(lambda: reason(graph))
    forget_theories()
    name = f"10.1000/synthetic.{documents}"
    first = measure_change(graph, name, lambda: add_document(graph, documents))
    added, removed = [], []
    for number in range(documents + 1, documents + 1 + _REPEATS):
        name = f"10.1000/synthetic.{number}"
        added.append(measure_change(graph, name, lambda n=number: add_document(graph, n)))  # type: ignore[misc]
    for number in range(_REPEATS):
        name = f"10.1000/synthetic.{number}"
        drop = DocumentNames(name).graph
        removed.append(measure_change(graph, name, lambda d=drop: graph.drop(d)))  # type: ignore[misc]
    version = graph.version
    again = measure(lambda: reason(graph))
    full_closure = min(full, again)
    write_result(
        "incremental",
        {
            "documents": documents,
            "triples": len(graph),
            "full_closure_s": round(full_closure, 3),
            "first_document_added_s": round(first, 3),
            "document_added_s": round(median(added), 3),
            "document_removed_s": round(median(removed), 3),
            "first_added_share": round(first / full_closure, 4),
            "added_share": round(median(added) / full_closure, 4),
            "removed_share": round(median(removed) / full_closure, 4),
            "same_graph_as_full_closure": graph.version == version,
        },
    )


if __name__ == "__main__":
    main()
