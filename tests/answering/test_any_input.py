"""Whatever is typed: an answer or a refusal, soon, and the graph unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ncgraph import ask

if TYPE_CHECKING:
    from ncgraph import KnowledgeGraph

_WORDS = (
    "which", "what", "how", "many", "is", "the", "lowest", "highest", "lasing", "ASE", "threshold",
    "CdSe/CdS", "dots", "nanoplatelets", "not", "or", "and", "than", "higher", "below", "10 µJ/cm²",
    "fluence", "green", "first", "who", "when", "Table", "1", "row", "8", "ref", "28", "by", "Fan",
    "et", "al", "no", "cavity", "pump", "without", ",", "in", "nm", "times", "shell", "bare",
    "room temperature", "voltage", "waveguide", "2014", "since", "how much", "brighter",
    "factor", "differ", "and", "ref. 31", "two-photon", "contain", "tellurium", "ZnO", "longer",
    "rods", "increase", "with", "length", "the", "same", "as", "other than", "nor", "DBR", "800 nm",
    "single-mode", "crown", "on", "chip", "how long", "pulses", "title",
    "}", "\"", "\\", "?x", "<b>",
)  # fmt: skip


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join))
def test_any_row_of_words_is_answered_or_refused(lasers: KnowledgeGraph, question: str) -> None:
    before = len(lasers)
    answer = ask(lasers, question)
    assert answer.understood or answer.notes
    assert len(lasers) == before


@pytest.mark.parametrize(
    "question",
    [
        'Which emitters by X" } ; DROP ALL # et al. lased?',
        "Which papers by O'Brien.*+?[ et al. report lasing?",
        "Which emitters lased (?i).*?",
        'What is the DOI 10.1000/"><script>alert(1)</script>?',
        "Is " + "CdSe/" * 300 + "CdS type-I?",
        "Which emitters lased below 1e999 µJ/cm²?",
        "voltage DBR higher DBR",
        "Which emitters lased below -5 µJ/cm²?",
        "Which emitters lased in ref. 99999999999999999999?",
    ],
)
def test_what_looks_like_code_is_words_like_others(lasers: KnowledgeGraph, question: str) -> None:
    answer = ask(lasers, question)
    assert answer.understood or answer.notes
