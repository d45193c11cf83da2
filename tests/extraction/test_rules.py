"""Every rule fires on its `match` sentences and keeps silent on its `skip` sentences."""

from __future__ import annotations

import pytest

from ncgraph.extraction.couplings import coupled_by
from ncgraph.extraction.findings import findings
from ncgraph.extraction.linking import firing
from ncgraph.extraction.pipeline import annotate
from ncgraph.extraction.rulebook import Rule, rules


def fired(rule: Rule, sentence: str) -> bool:
    doc = next(annotate([(sentence, rule.place or "body")]))
    if rule in rules("stance"):
        return any(scope.rule == rule.id for scope in findings(doc).scopes)
    if rule in rules("coupling"):
        return any(True for _ in coupled_by(findings(doc), rule))
    return any(True for _ in firing(findings(doc), rule, rule.place or "body"))


CASES = [(rule, s) for rule in rules() for s in rule.match]
COUNTER_CASES = [(rule, s) for rule in rules() for s in rule.skip]


@pytest.mark.parametrize(("rule", "sentence"), CASES, ids=lambda x: getattr(x, "id", ""))
def test_a_rule_fires_on_its_match_sentences(rule: Rule, sentence: str) -> None:
    assert fired(rule, sentence)


@pytest.mark.parametrize(("rule", "sentence"), COUNTER_CASES, ids=lambda x: getattr(x, "id", ""))
def test_a_rule_is_silent_on_its_skip_sentences(rule: Rule, sentence: str) -> None:
    assert not fired(rule, sentence)
