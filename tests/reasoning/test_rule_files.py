"""The files of hand-written rules: what they must say, their order, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ncgraph.errors import ReasoningError
from ncgraph.graph import KnowledgeGraph
from ncgraph.graph.identifiers import ASSERTED
from ncgraph.reasoning import reason
from ncgraph.reasoning.rules import Rule, Stage, load_rules, stratify
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path


def small_review() -> KnowledgeGraph:
    """The example review, asserted and not yet reasoned over."""
    graph = KnowledgeGraph.memory()
    path = folder("ontology") / "examples" / "a_small_review.ttl"
    name = ox.NamedNode(f"{ASSERTED}small%2Dreview")
    graph.store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=name)
    return graph


def test_every_rule_of_the_project_says_why_and_on_what_basis() -> None:
    rules = load_rules()
    assert {rule.id for rule in rules} >= {"alignment_of_pair", "outcome_from_threshold"}
    assert all(rule.reason.endswith(".") for rule in rules)
    assert all(rule.stage is Stage.FACTS for rule in rules)


GOOD_RULE = """\
# id: emitters
# stage: inferred
# reason: What lased gives light.
# basis: definition
CONSTRUCT { ?s a ncg:LightGiver } WHERE { ?s a ncg:LasedEmitter }
"""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (GOOD_RULE.replace("# stage: inferred\n", ""), r"emitters\.rq: no line `# stage: \.\.\.`"),
        (GOOD_RULE.replace("inferred", "later"), "'later' is not a valid Stage"),
        (GOOD_RULE.replace("id: emitters", "id: lasers"), "hint: name the file after it"),
        (GOOD_RULE.replace("CONSTRUCT", "SELECT"), "not one `CONSTRUCT"),
        (GOOD_RULE.replace("ncg:LightGiver", "nope:LightGiver"), r"emitters\.rq: .*[Pp]refix"),
    ],
)
def test_a_malformed_rule_is_an_error_that_names_its_file(
    wrong: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "emitters.rq").write_text(wrong, encoding="utf-8")
    with pytest.raises(ReasoningError, match=message):
        load_rules(tmp_path)


def test_hand_written_inferences_run_with_the_compiled_ones(tmp_path: Path) -> None:
    (tmp_path / "emitters.rq").write_text(GOOD_RULE, encoding="utf-8")
    graph = small_review()
    closure = reason(graph, (*load_rules(), *load_rules(tmp_path)))
    lased = graph.select("SELECT DISTINCT ?s { ?s a ncg:LasedEmitter }")
    assert closure.by_rule["emitters"] == len(lased) == 3


def test_a_rule_that_waits_for_an_unknown_one_is_an_error() -> None:
    (rule,) = [rule for rule in load_rules() if rule.id == "alignment_by_pair"]
    assert rule.after == ("alignment_of_sample", "alignment_of_pair", "alignment_of_shares")
    with pytest.raises(ReasoningError, match="wait for each other, or for unknown ones: align"):
        stratify([rule])


def test_a_rule_that_makes_blank_nodes_is_an_error() -> None:
    rule = Rule(id="blank", head="[] a ncg:Laser", body="?s a ncg:LasedEmitter", reason="No.",
                generic=True, guarded=False)  # fmt: skip
    with pytest.raises(ReasoningError, match="rule blank makes a blank node; hint: BIND an IRI"):
        reason(small_review(), (*load_rules(), rule))
