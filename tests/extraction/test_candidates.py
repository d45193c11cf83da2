"""The prefilter of rules lets no rule go that would have fired."""

from __future__ import annotations

import pytest

from ncgraph.extraction.candidates import (
    claim_candidates,
    held_in,
    needs,
    stance_candidates,
)
from ncgraph.extraction.findings import findings
from ncgraph.extraction.linking import firing
from ncgraph.extraction.pipeline import annotate
from ncgraph.extraction.rulebook import claim_rules, rules
from ncgraph.extraction.tagging import Tagged

SENTENCES = sorted({sentence for rule in rules() for sentence in rule.match})


@pytest.mark.parametrize("sentence", SENTENCES)
def test_rules_that_fire_are_candidates(sentence: str) -> None:
    found = findings(next(annotate([(sentence, "body")])))
    tagged = found.tagged = Tagged(found)
    fired = {rule.id for rule in claim_rules() if any(True for _ in firing(found, rule, "body"))}
    stances = {scope.rule for scope in found.scopes}
    assert fired <= {rule.id for rule in claim_candidates().among(tagged.held)}
    assert stances <= {rule.id for rule in stance_candidates().among(held_in(sentence))}


def test_most_rules_are_let_go_of_a_sentence_about_nothing() -> None:
    held = held_in("The weather in the harbour was mild.")
    assert len(claim_candidates().among(held)) < len(claim_rules()) / 10


def test_a_pattern_asks_for_each_of_its_words_once_per_alternative() -> None:
    ways = needs("{about} ... grown|made by hand || {Cavity} potential*")
    assert [[sorted(need.words) for need in way] for way in ways] == [
        [["grown", "made"], ["by"], ["hand"]],
        [["Cavity"], []],
    ]
    assert ways[1][1].beginnings == ("potential",)
