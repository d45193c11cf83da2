"""Samples called by what sets them apart stand for the one named before that fits, or for none."""

from __future__ import annotations

import pytest

from ncgraph import extract
from ncgraph.reading import read_text


def yields(text: str) -> list[str | None]:
    """Of what each quantum yield is said, in the order of the text."""
    document = read_text(f"# Emitters\n\n## 1. Results\n\n{text}\n", "paper.md")
    return [
        c.subject.composition if c.subject else None
        for c in extract(document).claims
        if c.kind == "plqy"
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("ZnTe dots and InP dots were cast. The PLQY of the former is 8%.", "ZnTe"),
        ("ZnTe dots and InP dots were cast. The PLQY of the latter is 8%.", "InP"),
        ("CsSnBr3 and CsSnI3 films were cast. The PLQY of the bromide is 8%.", "CsSnBr3"),
        ("CsSnI3 films were cast. CdSe/CdS rods too. The PLQY of the iodide is 8%.", "CsSnI3"),
        ("InP/ZnSe dots were cast. The PLQY of the bare cores is 8%.", "InP"),
        ("InP/ZnSe dots were cast. The PLQY of the core-only dots is 8%.", "InP"),
    ],
)
def test_a_referring_phrase_takes_the_sample_that_fits(text: str, subject: str) -> None:
    assert yields(text) == [subject]


def test_the_latter_effect_and_former_days_are_no_samples() -> None:
    head = "ZnTe dots and InP dots were cast. CdSe/CdS rods were bought."
    assert yields(f"{head} In the former work the PLQY was 8%.") == ["CdSe/CdS"]
    assert yields(f"{head} Despite the latter effect the PLQY was 8%.") == ["CdSe/CdS"]


def test_where_two_samples_fit_none_is_taken() -> None:
    # the sentence before names neither, and both are iodides
    two = "CsSnI3 films were cast. MAPbI3 films were cast. CdSe/CdS rods were bought."
    assert yields(f"{two} The PLQY of the iodide is 8%.") == ["CdSe/CdS"]
    three = "Dots of ZnTe, InP and InAs were cast. CdSe/CdS rods were bought."
    assert yields(f"{three} The PLQY of the former is 8%.") == ["CdSe/CdS"]


def test_ions_and_salts_of_an_anion_are_no_samples() -> None:
    text = (
        "CsSnBr3 films were cast. CdSe/CdS rods were bought. With the bromide salt the PLQY is 8%."
    )
    assert yields(text) == ["CdSe/CdS"]


def test_a_shell_is_grown_on_the_one_emitter_spoken_of() -> None:
    head = "InP dots were cast as films."
    assert yields(f"{head} With ZnSe shells the PLQY is 8%.") == ["InP/ZnSe"]
    assert yields(f"{head} Overcoating with two layers of ZnS gave a PLQY of 8%.") == ["InP/ZnS"]
    shelled = "InP/ZnSe dots were cast as films."
    assert yields(f"{shelled} With thick ZnSe shells the PLQY is 8%.") == ["InP/ZnSe"]


def test_a_shell_that_no_one_emitter_was_spoken_of_with_makes_no_sample() -> None:
    two = "InP dots and ZnTe dots were cast. With ZnSe shells the PLQY is 8%."
    assert "InP/ZnSe" not in yields(two)
    assert "ZnTe/ZnSe" not in yields(two)
    other = "InP/ZnS dots were cast. With ZnSe shells the PLQY is 8%."
    assert "InP/ZnS/ZnSe" not in yields(other)


def test_shells_grown_in_a_sentence_are_those_of_the_emitter_spoken_of() -> None:
    head = "InAs/ZnTe/ZnS dots were cast as films."
    grown = "After growth of ZnTe (1.1 nm) and ZnS (0.4 nm) layers the PLQY is 8%."
    assert yields(f"{head} {grown}") == ["InAs/ZnTe/ZnS"]
    assert yields(f"{head} After growth of ZnO the PLQY of the oxide was 8%.") != ["InAs/ZnO"]


def test_a_shell_called_by_its_shape_is_part_of_the_emitter() -> None:
    head = "ZnSe/CdS dot-in-rods were cast. The PLQY of the CdS rod itself is 4%."
    assert yields(f"{head} The PLQY of the same rods is 8%.") == ["ZnSe/CdS", "ZnSe/CdS"]


def test_a_run_in_heading_sets_the_topic_of_its_paragraph() -> None:
    head = "We compare InAs/ZnTe/ZnS, AgInS2/ZnS and PbSe."
    told = "*InAs.* The PLQY is 8%.\n\n**PbSe.** The PLQY is 3%."
    assert yields(f"{head}\n\n{told}") == ["InAs/ZnTe/ZnS", "PbSe"]
    # with two samples that have this core the heading names the core alone
    assert yields(f"{head} We also made InAs/CdS.\n\n{told}") == ["InAs", "PbSe"]


def test_arms_grow_on_the_core_that_the_sentence_names() -> None:
    text = "Tetrapods carry four ZnTe arms on a ZnSe core. The PLQY of the tetrapods is 8%."
    assert yields(text) == ["ZnSe/ZnTe"]
