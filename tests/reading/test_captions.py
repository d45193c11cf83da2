"""Captions: panels, credits, and what they say of sentences that point to a figure."""

from __future__ import annotations

from ncgraph.model import Sentence, SentenceKind
from ncgraph.reading import read_text

PAPER = """# Lasers on glass

## 1 Results

Rings lase at low power (Fig. 1a). Both spectra are shown in Fig. 1b and c. Ribbons glow (Fig. 1d).
The loss is seen in Fig. 1e-g, and the whole in Figure 2.

Fig. 1 | **a**, A ring of CdSe dots. Reprinted with permission from ref.². © 2017 The Society.
**b**, Spectra of rods. **c**, Spectra of wells. Inset is a picture. Reprinted with permission from
ref.³. © 2018 Publisher GmbH & Co. KGaA. **d**, Light of ribbons⁴. **e**, Loss of discs. **f**,
Loss of spheres with a size of 17 µm (left). **g**, Loss of wires⁵. Reprinted with permission from
refs.^{4,5}. © 2019, 2020 The Society. Abbreviations: CW: continuous wave; QD: quantum dot.

FIG. 2: Gain of a film, adapted from ref. 1.

## References

1. Author, A. One. *J. Opt.* **1**, 1 (2020).
2. Baker, B. Two. *J. Opt.* **1**, 2 (2014).
3. Cook, C. & Adams, A. Three. *J. Opt.* **1**, 3 (2017).
4. Dyer, D. Four. *J. Opt.* **1**, 4 (2018).
5. Eden, E. Five. *J. Opt.* **1**, 5 (2019).
"""


def captions() -> dict[str, Sentence]:
    document = read_text(PAPER, "p.md")
    return {s.text: s for s in document.sentences if s.kind is SentenceKind.CAPTION}


def body(start: str, text: str = PAPER) -> Sentence:
    return next(s for s in read_text(text, "p.md").sentences if s.text.startswith(start))


def test_a_panel_is_a_sentence_credited_by_the_credit_behind_it() -> None:
    found = captions()
    assert found["Fig. 1 | a, A ring of CdSe dots."].resolved == (2,)
    assert found["Fig. 1 | a, A ring of CdSe dots."].cited == ()
    assert found["b, Spectra of rods."].resolved == (3,)
    assert found["c, Spectra of wells."].resolved == (3,)
    assert found["Inset is a picture."].resolved == (3,)


def test_under_a_credit_of_several_a_panels_own_marker_decides() -> None:
    found = captions()
    assert found["d, Light of ribbons."].cited == (4,)
    assert found["e, Loss of discs."].resolved == (5,)
    assert found["g, Loss of wires."].resolved == ()


def test_copyright_and_abbreviations_are_no_sentences() -> None:
    words = " ".join(captions())
    assert "©" not in words
    assert "continuous wave" not in words
    assert "KGaA" not in words


def test_a_credit_keeps_its_own_marker() -> None:
    credit = [s for s in captions().values() if s.text.startswith("Reprinted")]
    assert credit[-1].cited == (4, 5)
    assert credit[-1].resolved == ()


def test_a_sentence_that_points_to_a_panel_is_resolved_through_its_credit() -> None:
    assert body("Rings lase").resolved == (2,)
    assert body("Both spectra").resolved == (3,)
    assert body("Ribbons glow").resolved == (4,)


def test_ranges_of_panels_and_whole_figures_are_resolved() -> None:
    assert set(body("The loss is seen").resolved) == {5, 1}


def test_a_printed_label_is_not_resolved_again() -> None:
    text = PAPER.replace("low power (Fig. 1a)", "low power (Fig. 1a)²")
    assert body("Rings lase", text).cited == (2,)
    assert body("Rings lase", text).resolved == ()


def test_panels_in_parentheses_and_wiley_credits_are_read() -> None:
    text = (
        "## 1 R\n\nRods lase (Figure 1b).\n\nFigure 1. (a) Rods. (b) Wells; (c) films. Reproduced "
        "with permission.[2] Copyright 2018, Publisher.\n\n## References\n\n[1] A. Author, One, "
        "J. Opt. 1 (2020) 1.\n[2] B. Baker, Two, J. Opt. 2 (2020) 1.\n"
    )
    sentences = read_text(text, "p.md").sentences
    texts = [s.text for s in sentences]
    assert texts[1:5] == [
        "Figure 1. (a) Rods.",
        "(b) Wells;",
        "(c) films.",
        "Reproduced with permission.",
    ]
    assert sentences[0].resolved == (2,)
