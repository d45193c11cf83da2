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
        # of another outcome, sample, author, cavity
        ("The lasing threshold of CdSe/CdS DIRs is 130 µJ/cm2.", Verdict.DIFFERS),
        ("CdSe/ZnSe/ZnS QDs show ASE at 26 µJ/cm2.", Verdict.DIFFERS),
        ("Klimov et al. measured a lasing threshold of 440 W/cm2 in CdSe NPLs.", Verdict.DIFFERS),
        ("Grim et al. measured a lasing threshold of 440 W/cm2 in CdSe NPLs.", Verdict.SUPPORTED),
        ("CdSe/CdS core/shell NPLs lased under CW pumping in a DBR cavity.", Verdict.DIFFERS),
        # a bound that the value keeps; a class word, which can be met but not contradicted
        (
            "The lasing threshold of CdSe NPLs under CW pumping is below 1 kW/cm2.",
            Verdict.SUPPORTED,
        ),
        ("Nanoplatelets lased under CW pumping at 440 W/cm2.", Verdict.SUPPORTED),
        ("Nanoplatelets lased under CW pumping at 4400 W/cm2.", Verdict.UNKNOWN),
        # of rods nothing is stated but of their material pair
        ("CdSe/CdS DIRs have quasi-type-II band alignment.", Verdict.SUPPORTED),
        ("CdSe/CdS DIRs have type-I band alignment.", Verdict.CONTRADICTED),
        # conditions, also those of no claim, have to stand in what supports the claims
        ("CdSe NPLs lased under CW pumping at 444 nm with 440 W/cm2.", Verdict.SUPPORTED),
        ("CdSe NPLs lased under CW pumping at 632 nm with 440 W/cm2.", Verdict.UNKNOWN),
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
