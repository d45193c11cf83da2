"""Where sentences end, and how they are joined over pages and figures."""

from __future__ import annotations

import pytest

from ncgraph.model import SentenceKind
from ncgraph.reading import read_text
from ncgraph.reading.sentences import boundaries


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in boundaries(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Grim et al. found lasing in 2014.",
        "The gain (Fig. 7b and c) is large.",
        "Films, e.g. of CdSe, i.e. dots, lased vs. none, cf. Table 2.",
        "It was given to Mounji G. Bawendi and Alexei I. Ekimov in Stockholm.",
        "The work of V. I. Klimov is cited as No. 5 on pp. 12 of vol. 3.",
        "The threshold is 3.5 mJ/cm2 at 1.94 V.",
        "Lasing was shown by Sun et al. (Fig. 6b and c).",
        "Values of 5 nm, 6 nm, etc. were found.",
    ],
)
def test_an_abbreviation_or_initial_ends_no_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("This was confirmed by Kazes et al.", "More importantly, rods lased."),
        ("Dots have alignment of type I.", "Rods have type II."),
        ("It was measured at point A.", "The loss was low."),
        ("Its light lasts 1.2 ms.", "The film glows."),
        ("It occurs in dots, rods, etc.", "When pumped, they lase."),
        ("Does it lase?", "It does."),
        ("It lased in 2000.", "Gain came first."),
        ("The gain is greater than 1.", "At low power, none."),
        ("It lased (at 5 K).", "“Gain” was seen."),
    ],
)
def test_a_sentence_ends_where_the_next_begins(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


CUT = """# Dots

## 1 Gain

The ring of CdSe dots shows a threshold of

CdSe/CdS rods that lies near ten. A second ring is placed on the

Fig. 1 | a, A ring of dots on glass. b, A rod.

wafer and lases. It is bright.

## 2 Loss

Loss is small and the list goes on as

## 3 Outlook

Lasers come next.
"""


def test_a_sentence_cut_by_a_page_break_is_one_with_one_span() -> None:
    sentence = read_text(CUT, "cut.md").sentences[0]
    assert sentence.text.endswith("a threshold of CdSe/CdS rods that lies near ten.")
    assert len(sentence.spans) == 1


def test_a_sentence_cut_by_a_figure_keeps_the_caption_out() -> None:
    document = read_text(CUT, "cut.md")
    sentence = next(s for s in document.sentences if s.text.startswith("A second ring"))
    assert sentence.text == "A second ring is placed on the wafer and lases."
    assert [document.text[p.start : p.end] for p in sentence.spans] == [
        "A second ring is placed on the",
        "wafer and lases.",
    ]
    assert sentence.paragraph == document.sentences[0].paragraph
    kinds = {s.text[:8]: s.kind for s in document.sentences}
    assert kinds["Fig. 1 |"] is SentenceKind.CAPTION


def test_a_sentence_never_goes_on_under_another_heading() -> None:
    texts = [s.text for s in read_text(CUT, "cut.md").sentences]
    assert "Loss is small and the list goes on as" in texts
    assert "Lasers come next." in texts


def test_paragraphs_are_counted_through_the_document() -> None:
    numbers = [s.paragraph for s in read_text(CUT, "cut.md").sentences]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 4


def test_a_list_item_is_a_paragraph_of_its_own() -> None:
    text = "Three ways remain:\n\n- 1) Wells: they are thin\n- 2) Rods: they are long and\n\nslim."
    texts = [s.text for s in read_text(text, "list.md").sentences]
    assert texts == ["Three ways remain:", "Wells: they are thin", "Rods: they are long and slim."]


def test_a_text_without_full_stops_is_cut_at_blanks_and_keeps_its_words() -> None:
    text = "the dots lased and " * 500
    pieces = split(text)
    assert max(map(len, pieces)) <= 2000
    assert " ".join(pieces).split() == text.split()
    assert "".join(split("x" * 5000)) == "x" * 5000
