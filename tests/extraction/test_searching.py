"""Searching a sentence finds what trying every alternative on the whole of it would find."""

from __future__ import annotations

import pytest

from ncgraph.extraction.findings import findings
from ncgraph.extraction.pipeline import annotate
from ncgraph.extraction.rulebook import claim_rules, compile_pattern
from ncgraph.extraction.tagging import Tagged

PLACES = sorted(
    {(sentence, rule.place or "body") for rule in claim_rules() for sentence in rule.match}
)


def first_of_all(pattern: str, text: str) -> tuple[int, int] | None:
    found = [compile_pattern(part).search(text) for part in pattern.split(" || ")]
    return min((m.span() for m in found if m), key=lambda span: span[0], default=None)


@pytest.mark.parametrize(("sentence", "place"), PLACES)
def test_a_search_leaves_out_only_what_cannot_match(sentence: str, place: str) -> None:
    tagged = Tagged(findings(next(annotate([(sentence, place)]))))
    for text in (tagged.plain, *map(tagged.about, range(len(tagged.items)))):
        for pattern in (p for r in claim_rules() for p in (r.pattern, r.given, r.unless) if p):
            found = text.first(pattern)
            assert (found and found.span()) == first_of_all(pattern, text.text), pattern
            assert text.has(pattern) == (found is not None)


def test_all_matches_follow_each_other() -> None:
    sentence = "Green QDs and red QDs were studied beside blue ones."
    tagged = Tagged(findings(next(annotate([(sentence, "body")]))))
    matches = [match[0] for match in tagged.plain.every("COLOUR {Sample}")]
    assert [match.split()[0] for match in matches] == ["green", "red"]
