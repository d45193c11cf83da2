"""Sentences compared with the digest: supported, contradicted, other conditions, unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.answering import verify
from ncgraph.model import Verdict

if TYPE_CHECKING:
    from ncgraph import KnowledgeGraph


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("CdSe/CdS QDs show ASE at 26 µJ/cm2 under femtosecond pumping.", Verdict.SUPPORTED),
        ("CdSe/CdS QDs show ASE at 260 µJ/cm2 under femtosecond pumping.", Verdict.CONTRADICTED),
        ("The lasing threshold of CdSe NPLs under CW pumping is 440 W/cm2.", Verdict.SUPPORTED),
        (
            "The lasing threshold of CdSe NPLs under femtosecond pumping is 440 W/cm2.",
            Verdict.DIFFERS,
        ),
        ("CdSe/ZnS QDs have type-I band alignment.", Verdict.SUPPORTED),
        ("CdSe/ZnS QDs have type-II band alignment.", Verdict.CONTRADICTED),
        ("InP/ZnS QDs lased in a DFB cavity.", Verdict.UNKNOWN),
        ("The weather was fine.", Verdict.UNKNOWN),
    ],
)
def test_a_sentence_meets_what_the_graph_holds(
    digest_graph: KnowledgeGraph, sentence: str, verdict: Verdict
) -> None:
    found = verify(digest_graph, sentence)
    assert found.verdict is verdict, found.checks
    decided = [check for check in found.checks if check.verdict is not Verdict.UNKNOWN]
    assert all(check.evidence and check.reason for check in decided)
