"""What a document costs when it is added or removed goes with it, not with the graph around it.

Work is counted, not timed: the triples that each rule looks at, and the calls made in all.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ncgraph.graph import KnowledgeGraph
from ncgraph.graph.identifiers import DocumentNames
from ncgraph.reasoning import asserted_by, incremental, reason, revise
from ncgraph.reasoning.changes import read_cases
from ncgraph.reasoning.matching import solve
from ncgraph.reasoning.theory import theory_of
from ncgraph.reasoning.views import View

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
if not BENCHMARKS.is_dir():
    pytest.skip("benchmarks are not shipped", allow_module_level=True)
SMALL, LARGE = 15, 60  # documents; a cost in proportion to the graph would grow fourfold
CHANGED = range(1000, 1004)
GROWTH = 3.0  # samples of one pair of materials share its alignment, so that a little is due
FEW = 400  # triples, of four documents of 750 each: a rule that looks at so few is no burden


def load_synthetic() -> Any:  # a script's module, without types
    spec = importlib.util.spec_from_file_location("synthetic", BENCHMARKS / "synthetic.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


add_document = load_synthetic().add_document


class Work:
    """Triples looked at by each rule, and calls, while revisions run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.looked_at: Counter[str] = Counter()
        self.calls = 0
        self._triples = 0
        self._rules: dict[int, str] = {}
        match = View.match

        def counted_match(view: View, *slots: Any) -> Any:
            found = match(view, *slots)
            self._triples += len(found)
            return found

        def counted_solve(group: Any, *told: Any, **more: Any) -> Any:
            before = self._triples
            rows = solve(group, *told, **more)
            self.looked_at[self._rules.get(id(group), "seeds")] += self._triples - before
            return rows

        monkeypatch.setattr(View, "match", counted_match)
        monkeypatch.setattr(incremental, "solve", counted_solve)

    def revise(self, graph: KnowledgeGraph, name: str, change: Callable[[], object]) -> None:
        before = asserted_by(graph, [name])
        change()
        rules = [rule for stratum in theory_of(graph).strata for rule in stratum if rule.body]
        self._rules = {id(case.body): rule.id for rule in rules for case in read_cases(rule)}
        sys.setprofile(self._count)
        try:
            revise(graph, before)
        finally:
            sys.setprofile(None)

    def _count(self, _frame: object, event: str, _arg: object) -> None:
        self.calls += event in {"call", "c_call"}


def work_among(documents: int) -> tuple[Work, Work]:
    """What it takes to add some documents to that many, and to remove them again."""
    graph = KnowledgeGraph.memory()
    for number in range(documents):
        add_document(graph, number)
    reason(graph)
    names = {number: f"10.1000/synthetic.{number}" for number in CHANGED}
    with pytest.MonkeyPatch.context() as patch:
        added = Work(patch)
        for number, name in names.items():
            added.revise(graph, name, lambda n=number: add_document(graph, n))  # type: ignore[misc]
    with pytest.MonkeyPatch.context() as patch:
        removed = Work(patch)
        for name in names.values():
            drop = DocumentNames(name).graph
            removed.revise(graph, name, lambda d=drop: graph.drop(d))  # type: ignore[misc]
    return added, removed


def burdens(small: Work, large: Work) -> dict[str, tuple[int, int]]:
    """The rules whose work grows with the graph, with the triples they look at in both."""
    return {
        rule: (small.looked_at[rule], count)
        for rule, count in large.looked_at.items()
        if count > max(GROWTH * small.looked_at[rule], FEW)
    }


def test_no_rule_looks_at_more_for_a_document_in_a_larger_graph() -> None:
    for small, large in zip(work_among(SMALL), work_among(LARGE), strict=True):
        assert sum(small.looked_at.values()) > FEW
        assert burdens(small, large) == {}
        assert large.calls < 1.5 * small.calls  # whatever else looks at the graph
