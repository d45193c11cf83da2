"""What a sentence without a sample of its own is about."""

from __future__ import annotations

from ncgraph import extract
from ncgraph.reading import read_text


def yields(title: str, text: str) -> list[str | None]:
    """Of what each quantum yield is said, in the order of the text."""
    document = read_text(f"# {title}\n\n## 1. Results\n\n{text}\n", "paper.md")
    return [
        c.subject.composition if c.subject else None
        for c in extract(document).claims
        if c.kind == "plqy"
    ]


def test_a_title_on_one_sample_is_what_an_unnamed_sample_is() -> None:
    assert yields("Bright cubes of caesium lead bromide", "The PLQY is 8%.") == ["CsPbBr3"]


def test_a_title_on_two_samples_tells_of_none() -> None:
    assert yields("Yields of ZnTe and InP", "The PLQY is 8%.") == [None]
    assert yields("Notes from the CIGS and CdTe sessions", "The PLQY is 8%.") == [None]


def test_templates_and_spacers_are_no_emitters() -> None:
    text = "InP dots were drawn into a SiO2 template. The PLQY is 8%."
    assert yields("Dots", text) == ["InP"]
    assert yields("Dots", "InP dots lie behind a LiF spacer. The PLQY is 8%.") == ["InP"]


def test_the_one_and_the_other_are_the_two_samples_just_named() -> None:
    text = "ZnTe and InP dots were made. The PLQY is 8% in the one and 31% in the other."
    assert yields("Dots", text) == ["ZnTe", "InP"]


def test_an_adjective_calls_the_sample_it_was_used_of() -> None:
    text = (
        "Compact ZnTe/ZnS dots and graded ZnTe/ZnSeS dots were made. PbS/CdS rods were bought."
        " The PLQY of the graded ones is 8%. The PLQY of the giant ones is 9%."
    )
    assert yields("Dots", text)[0] == "ZnTe/ZnSeS"
    assert yields("Dots", text)[1] != "ZnTe/ZnS"


def modes(text: str) -> list[str | None]:
    """Pump modes of the lasing thresholds, in the order of the text."""
    document = read_text(f"## 1. Results\n\n{text}\n", "paper.md")
    claims = extract(document).claims
    return [c.pump.mode if c.pump else None for c in claims if c.kind == "lasing-threshold"]


def test_an_intensity_after_continuous_lasing_is_continuous() -> None:
    shown = "Continuous-wave lasing of CdSe QDs is shown. "
    assert modes(shown + "The lasing threshold is 4 kW/cm2.") == ["CW"]
    assert modes(shown + "The lasing threshold is 4 µJ/cm2.") == [None]
    assert modes(shown + "The lasing threshold of InP QDs is 4 kW/cm2.") == [None]
    assert modes(shown + "They lase under 5 ns pulses. The lasing threshold is 4 MW/cm2.") == [None]
    assert modes("CW lasing of CdSe QDs was not seen. The lasing threshold is 4 kW/cm2.") == [None]


def test_authors_who_speak_of_themselves_speak_of_their_own_sample() -> None:
    text = (
        "Our CdSe/CdS dots show gain.\n\n"
        "InP/ZnS dots made elsewhere showed none.\n\n"
        "A laser needs a resonator. We therefore etched a grating, and lasing set in at"
        " 70 µJ/cm2.\n"
    )
    claims = extract(read_text(text, "note.md")).claims
    threshold = next(claim for claim in claims if claim.kind == "lasing-threshold")
    assert threshold.subject is not None
    assert threshold.subject.name == "CdSe/CdS QDs"


def test_authors_may_speak_of_another_sample_that_the_paragraph_names() -> None:
    text = (
        "Our CdSe/CdS dots show gain.\n\n"
        "InP/ZnS dots were made as well. We etched a grating, and lasing set in at 70 µJ/cm2.\n"
    )
    claims = extract(read_text(text, "note.md")).claims
    threshold = next(claim for claim in claims if claim.kind == "lasing-threshold")
    assert threshold.subject is not None
    assert threshold.subject.name == "InP/ZnS QDs"


def test_it_is_what_the_sentence_before_gave_a_value_of() -> None:
    text = (
        "The Auger lifetime in InP/ZnS dots is 50 ps. A thick shell extends it to 270 ps.\n\n"
        "The CdSe NPLs are 30 nm long. Annealing extends it to 60 ps.\n"
    )
    claims = extract(read_text(text, "note.md")).claims
    stated = [(c.kind, c.quantity.value) for c in claims if c.quantity]
    assert ("auger-lifetime", 270) in stated
    assert 60 not in {value for _, value in stated}
