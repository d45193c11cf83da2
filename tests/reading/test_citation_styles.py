"""How a paper cites is seen in its whole prose; names with years lead to the list."""

from __future__ import annotations

import pytest

from ncgraph.model import Sentence, SentenceKind
from ncgraph.reading import read_text

NUMBERED = "\n".join(
    f"{n}. A. Weaver, B. Xu, Title of {n}, Opt. Dreams {n} (2010) {10 * n}." for n in range(1, 31)
)
NAMED = (
    "Gao, Y., & Weaver, V. I. (2011). Dots in films. Opt. Dreams, 11, 1–5.\n\n"
    "Xu, Y.-S. (2015a). Rods on glass. Opt. Dreams, 9, 10–20.\n\n"
    "Xu, Y.-S. (2015b). Plates on glass. Opt. Dreams, 9, 30–40.\n\n"
    "García-Roca, F., & van der Berg, C. (2009). Thick shells. Opt. Dreams, 9, 34.\n"
)


def _body(prose: str, listed: str, name: str = "paper.md") -> list[Sentence]:
    document = read_text(f"# T\n\n{prose}\n\n## References\n\n{listed}\n", name)
    return [s for s in document.sentences if s.kind is SentenceKind.BODY]


def test_numbers_grown_onto_words_are_citations_where_a_paper_cites_so() -> None:
    prose = (
        "CdSe dots lased early.1 Rods followed,2,3 and then plates4 lased. Weaver et al.5 used "
        "films. The threshold was 26 µJ/cm2.6 Then 8 µJ/cm212 was met, in Fig. 3 (see eq 2). "
        "Values of 0.5 and 1.12 nm were met at 12 K. Cubes7–9 lase. "
        "The yield was 0.75.10 They were cooled to 77 K.11"
    )
    read = _body(prose, NUMBERED)
    assert [s.text for s in read] == [
        "CdSe dots lased early.",
        "Rods followed, and then plates lased.",
        "Weaver et al. used films.",
        "The threshold was 26 µJ/cm2.",
        "Then 8 µJ/cm2 was met, in Fig. 3 (see eq 2).",
        "Values of 0.5 and 1.12 nm were met at 12 K.",
        "Cubes lase.",
        "The yield was 0.75.",
        "They were cooled to 77 K.",
    ]
    cited = [(1,), (2, 3, 4), (5,), (6,), (12,), (), (7, 8, 9), (10,), (11,)]
    assert [s.cited for s in read] == cited


def test_numbers_grown_onto_words_are_none_where_a_paper_cites_in_brackets() -> None:
    prose = "Dots1 lased [4]. Rods2 lased [5,6]. Plates3 lased [7]. Lot no.12 did not."
    read = _body(prose, NUMBERED)
    assert [s.cited for s in read] == [(4,), (5, 6), (7,), ()]


def test_numbers_in_parentheses_are_citations_where_a_paper_cites_so() -> None:
    prose = "CdSe dots lased (1). Rods followed (2, 3), and plates (4–6) lased, as eq (2) has it."
    assert [s.cited for s in _body(prose, NUMBERED)] == [(1,), (2, 3, 4, 5, 6)]


def test_numbers_in_parentheses_are_none_where_a_paper_cites_in_brackets() -> None:
    prose = "Dots (1) lased [4]. Rods (2) lased [5]. Plates (3) lased [6]."
    assert [s.cited for s in _body(prose, NUMBERED)] == [(4,), (5,), (6,)]


@pytest.mark.parametrize(
    ("prose", "cited"),
    [
        ("Dots lase [12], [13].", (12, 13)),
        ("Dots lase [12]–[14], [16].", (12, 13, 14, 16)),
        ("Dots lase [12, Fig. 3].", (12,)),
        ("Dots lase.^12,13^ Rods do not.", (12, 13)),
        ("Dots lase[^12].", (12,)),
        ("Dots lase [[12]](#ref12).", (12,)),
        ("Dots lase.<sup>[12](#r12),[13](#r13)</sup>", (12, 13)),
        ("Dots lase at 26 µJ/cm²,¹² they say.", (12,)),
        (r"Dots lase [\[12\]](#page-3-1)[,\[14\]](#page-3-2).", (12, 14)),
        ("Dots lase [[12](#r12),[14](#r14)].", (12, 14)),
        ("Dots lase [12](#r12)–[14](#r14).", (12, 13, 14)),
    ],
)
def test_a_marker_is_read_in_each_notation(prose: str, cited: tuple[int, ...]) -> None:
    first = _body(prose, NUMBERED)[0]
    assert first.cited == cited
    assert not set(first.text) & set("[]^#")


@pytest.mark.parametrize(
    ("prose", "cited", "resolved"),
    [
        ("As Gao and Weaver (2011) found, dots lase.", ("Gao and Weaver, 2011",), (1,)),
        ("Dots lase (Gao & Weaver 2011, Xu 2015a).", ("Gao & Weaver, 2011", "Xu, 2015a"), (1, 2)),
        (
            "Dots lase (e.g., Gao et al., 2011, and references therein).",
            ("Gao et al., 2011",),
            (1,),
        ),
        ("Dots lase [Gao and Weaver, 2011].", ("Gao and Weaver, 2011",), (1,)),
        ("Xu (2015b) saw plates lase.", ("Xu, 2015b",), (3,)),
        ("In May (2015) it rained.", (), ()),
        ("According to Gao et al. [2011], dots lase.", ("Gao et al., 2011",), (1,)),
        (
            "García-Roca and van der Berg (2009) grew shells.",
            ("García-Roca and van der Berg, 2009",),
            (4,),
        ),
    ],
)
def test_names_with_years_lead_to_the_list(
    prose: str, cited: tuple[str, ...], resolved: tuple[int, ...]
) -> None:
    (sentence,) = _body(prose, NAMED)
    assert sentence.cited == cited
    assert sentence.resolved == resolved


def _jats(paragraph: str) -> list[tuple[int | str, ...]]:
    entries = "".join(
        f'<ref id="r{n}"><label>{n}</label><mixed-citation>A. Weaver, Title, <italic>Opt. Dreams'
        f"</italic> {n} (2010) {n}.</mixed-citation></ref>"
        for n in range(1, 15)
    )
    text = (
        f"<article><body><sec><title>Results</title><p>{paragraph}</p></sec></body><back><ref-list>"
        f"{entries}</ref-list></back></article>"
    )
    document = read_text(text, "paper.xml")
    return [s.cited for s in document.sentences if s.kind is SentenceKind.BODY]


LINK = '<xref ref-type="bibr" rid="r3">3</xref>'


@pytest.mark.parametrize(
    ("paragraph", "cited"),
    [
        ("Dots lase [12]. Rods do [2–4].", [(12,), (2, 3, 4)]),
        (f"Dots lase [{LINK}]. Rods do [12].", [(3,), (12,)]),
        (f"Dots lase.<sup>{LINK}</sup> Rods grow along [11] faces.", [(3,), ()]),
    ],
)
def test_a_number_in_brackets_that_is_left_unlinked_is_a_citation_where_links_look_so(
    paragraph: str, cited: list[tuple[int, ...]]
) -> None:
    assert _jats(paragraph) == cited


def test_an_anchor_before_an_entry_is_no_part_of_it() -> None:
    entry = '- <span id="page-3-1"></span>[1] A. Weaver, B. Xu, Rings, Opt. Dreams 1 (2010) 10.'
    document = read_text(f"# T\n\nDots lase [1].\n\n## References\n\n{entry}\n", "paper.md")
    assert [(r.number, r.authors) for r in document.references] == [(1, ("Weaver, A.", "Xu, B."))]


@pytest.mark.parametrize(
    ("printed", "cited"),
    [
        ("Plates lased (Xu, 2015a,b).", ("Xu, 2015a", "Xu, 2015b")),
        ("Plates lased (Xu, 2015a, b; Gao and Weaver, 2011).",
         ("Xu, 2015a", "Xu, 2015b", "Gao and Weaver, 2011")),
        ("Plates lased [Young et al 2019].", ("Young et al., 2019",)),
        ("Plates lased (Xu, 2015a, Fig. 3).", ("Xu, 2015a",)),
        ("Plates lased (Xu, 2015a: 34).", ("Xu, 2015a",)),
        ("As Xu (2015a) said, plates lased (ibid., p. 4).", ("Xu, 2015a",)),
    ],
)  # fmt: skip
def test_years_of_one_name_and_places_in_a_work(printed: str, cited: tuple[str, ...]) -> None:
    (sentence,) = _body(printed, NAMED)
    assert sentence.cited == cited
    assert "(" not in sentence.text


@pytest.mark.parametrize(
    ("printed", "text", "cited"),
    [
        ("Dots lased [ 1, 3–5 ].", "Dots lased.", (1, 3, 4, 5)),
        ("Dots lased^6, 7^.", "Dots lased.", (6, 7)),
        ("They cooled it to 120 K<sup>6</sup>.", "They cooled it to 120 K.", (6,)),
        ("It emits at 2.3 µm<sup>6</sup>.", "It emits at 2.3 µm.", (6,)),
        ("It needs 5 µJcm⁻²¹¹.", "It needs 5 µJcm-2.", (11,)),
        ("A cross-section of 3 × 10⁻⁴⁶ cm⁴ s.", "A cross-section of 3 × 10^-46 cm4 s.", ()),
        ("A type-\nII junction of 20\\\nnm lases at 5 µJ cm-\n2.",
         "A type-II junction of 20 nm lases at 5 µJ cm-2.", ()),
    ],
)  # fmt: skip
def test_odd_places_of_numbers_and_line_ends(
    printed: str, text: str, cited: tuple[int, ...]
) -> None:
    (sentence,) = _body(printed, NUMBERED)
    assert (sentence.text, sentence.cited) == (text, cited)


def test_pages_without_their_list_cite_where_sentences_end_on_numbers_in_order() -> None:
    prose = (
        "ZnO has a wide gap.11 Its exciton is stable.12,13 GaN layers (thin)15 emit too. "
        "Films of TiO2 scatter.14 None lased at 300 K."
    )
    read = [s for s in read_text(f"# T\n\n{prose}\n", "page.txt").sentences if s.text != "T"]
    assert [s.cited for s in read] == [(11,), (12, 13), (15,), (14,), ()]


@pytest.mark.parametrize(
    "prose",
    [
        "Doses followed protocol no.12 Then no.7 Later no.9 was used.",  # in no order
        "ZnO has a gap [1]. GaN is like it.2 SiC is not.3 AlN is wide.4 So be it.",
        "We used cells of kind A.2 Others were left out.",
    ],
)
def test_numbers_behind_a_full_stop_are_no_citations_elsewhere(prose: str) -> None:
    read = read_text(f"# T\n\n{prose}\n", "page.txt").sentences
    assert {label for s in read for label in s.cited} <= {1}


def test_pages_without_their_list_cite_by_numbers_in_parentheses_in_order() -> None:
    prose = (
        "ZnO has a wide gap (1, 2). Its exciton is stable (3), as in GaN (2). SiC is dark (4–6)."
    )
    read = read_text(f"# T\n\n{prose}\n", "page.txt").sentences
    assert [s.cited for s in read if s.text != "T"] == [(1, 2), (3, 2), (4, 5, 6)]


@pytest.mark.parametrize(
    "prose",
    [
        "The gain follows from (1). Losses are given by (2), and the threshold by (3). It is low.",
        "Compound (1) was dark. So was film (2). Compound (3) glowed, unlike powder (4).",
        "It has four parts (4). It has five legs (5). It has three eyes (3).",
    ],
)
def test_numbers_in_parentheses_are_no_citations_elsewhere(prose: str) -> None:
    assert not any(s.cited for s in read_text(f"# T\n\n{prose}\n", "page.txt").sentences)


def test_an_excerpt_with_the_beginning_of_its_list_cites_what_is_cut_off() -> None:
    prose = "A lased [1,2]. B lased [3–5]. C lased [7]. D did not [16]. E is a [100] facet."
    listed = "[1] Xu, Q. Dots. J. Opt. 3, 1 (2011).\n[2] Yu, R. Rods. J. Opt. 4, 2 (2012)."
    read = read_text(f"# T\n\n{prose}\n\n## References\n\n{listed}\n", "page.md").sentences
    told = [s.cited for s in read if s.text != "T"][:5]
    assert told == [(1, 2), (3, 4, 5), (7,), (16,), ()]
