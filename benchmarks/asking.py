"""Questions on a large graph: seconds to an answer with its evidence, beside its bare SPARQL.

    python benchmarks/asking.py [DOCUMENTS]

The graph is made up (`synthetic.py`; 1350 documents close to a million triples). `sparql_s` runs
the query that the answer prints, and only that; the answer also fetches layers, pump, cavity,
values and quotes for each of its rows. CPU time, best of three.
"""

from __future__ import annotations

import argparse
from time import process_time
from typing import TYPE_CHECKING

from machine import write_result
from synthetic import add_document

import ncgraph
from ncgraph.reasoning import reason

if TYPE_CHECKING:
    from collections.abc import Callable

_REPEATS = 3
_QUESTIONS = (
    "Which quasi-type-II emitters have lased under CW pumping?",
    "Which CdSe/CdS emitters have a lasing threshold below 100 µJ/cm2?",
    "What is the lowest lasing threshold of CdSe/CdS QDs?",
    "Which nanoplatelets lased in a DFB cavity?",
    "Has lasing been observed in InP/ZnS QDs?",
    "Which references report lasing of InP/ZnS nanoplatelets?",
    "How many emitters have lased?",
)


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(_REPEATS):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("documents", nargs="?", type=int, default=1350)
    graph = ncgraph.KnowledgeGraph.memory()
    for number in range(parser.parse_args().documents):
        add_document(graph, number)
    reason(graph)
    measured = []
    for question in _QUESTIONS:
        answer = ncgraph.ask(graph, question)
        ours = best(lambda asked=question: ncgraph.ask(graph, asked))  # type: ignore[misc]
        bare = best(lambda query=answer.sparql: graph.select(str(query)))  # type: ignore[misc]
        measured.append(
            {
                "question": question,
                "rows": len(answer.rows),
                "ask_s": round(ours, 4),
                "sparql_s": round(bare, 4),
                "ratio": round(ours / bare, 1),
            }
        )
    write_result("asking", {"triples": len(graph), "questions": measured})


if __name__ == "__main__":
    main()
