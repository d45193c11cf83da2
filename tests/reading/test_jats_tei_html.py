"""What each marked-up format prints in its own way, read as it is meant."""

from __future__ import annotations

import pytest

from ncgraph.model import SentenceKind
from ncgraph.reading import read_text

REFERENCES = """<back><ref-list>
<ref id="b1"><label>1</label><mixed-citation>Baker, A. Rods. <italic>J. Rod Opt.</italic>
<bold>12</bold>, 101 (2011).</mixed-citation></ref>
<ref id="b2"><label>2</label><mixed-citation>Ito, Y. Dots. Adv. Films 3, 7 (2012).</mixed-citation>
<mixed-citation>Wu, H. Wires. Adv. Films 4, 8 (2013).</mixed-citation></ref>
<ref id="b3"><label>3</label><mixed-citation>Gao, L. Plates. Nano Gain 5, 9 (2014).</mixed-citation>
</ref><ref id="b4"><label>4</label><mixed-citation>Xu, P. Nano Gain 6, 1 (2015).</mixed-citation>
</ref></ref-list></back>"""


def jats(paragraph: str, back: str = REFERENCES) -> str:
    return f"<article><body><sec><p>{paragraph}</p></sec></body>{back}</article>"


@pytest.mark.parametrize(
    ("printed", "said", "cited"),
    [
        ("lased <xref ref-type='bibr' rid='b1 b3'>1,3</xref>.", "lased.", (1, 3)),
        ("lased<sup><xref ref-type='bibr' rid='b1'>1–3</xref></sup>.", "lased.", (1, 2, 3)),
        ("at 6 nJ cm<sup>−2<xref ref-type='bibr' rid='b4'>4</xref></sup>.", "at 6 nJ cm-2.", (4,)),
        (
            "grown<sup><xref ref-type='bibr' rid='b1'>1</xref></sup> along [110] or [3].",
            "grown along [110] or [3].",
            (1,),
        ),
        (
            "as in <xref ref-type='bibr' rid='b3'>Gao et al. (2014)</xref>.",
            "as in Gao et al.",
            (3,),
        ),
        ("so (<xref ref-type='bibr' rid='b3'>Gao, 2014</xref>) it did.", "so it did.", (3,)),
        ("in Fig. <xref ref-type='fig' rid='f1'>1a</xref>.", "in Fig. 1a.", ()),
    ],
)
def test_jats_citations_come_from_links(printed: str, said: str, cited: tuple[int, ...]) -> None:
    (sentence, *_) = read_text(jats(f"It was {printed}"), "paper.xml").sentences
    assert sentence.text == f"It was {said}"
    assert sentence.cited == cited


def test_brackets_are_citations_where_nothing_is_linked() -> None:
    text = jats("CdSe dots lased [3].", "")
    assert read_text(text, "paper.xml").sentences[0].cited == (3,)


def test_two_works_under_one_number_are_lettered() -> None:
    document = read_text(jats("Dots lased."), "paper.xml")
    assert [reference.number for reference in document.references] == [1, "2a", "2b", 3, 4]
    first = document.references[0]
    assert (first.journal, first.volume, first.page, first.year) == (
        "J. Rod Opt.",
        "12",
        "101",
        2011,
    )


def test_mathml_is_read_on_one_line() -> None:
    formula = (
        "<math><mn>2.5</mn><mo>×</mo><msup><mn>10</mn><mn>3</mn></msup><mspace/><mi>µJ</mi><mo>/</mo>"
        "<msup><mi>cm</mi><mn>2</mn></msup></math>"
    )
    document = read_text(jats(f"It lased at {formula} and above."), "paper.xml")
    assert document.sentences[0].text == "It lased at 2.5 × 10^3 µJ/cm2 and above."


def test_a_figure_inside_a_paragraph_parts_its_sentence_and_keeps_its_caption() -> None:
    figure = "<fig><label>Figure 2</label><caption><p>A ring of rods.</p></caption></fig>"
    text = jats(f"CdSe rods {figure}lased at 6 µJ/cm<sup>2</sup>.")
    body, caption, *_ = sorted(
        read_text(text, "paper.xml").sentences, key=lambda s: s.kind is not SentenceKind.BODY
    )
    assert body.text == "CdSe rods lased at 6 µJ/cm2."
    assert [text[s.start : s.end] for s in body.spans] == [
        "CdSe rods ",
        "lased at 6 µJ/cm<sup>2</sup>.",
    ]
    assert (caption.kind, caption.text) == (SentenceKind.CAPTION, "Figure 2 | A ring of rods.")


def test_stacked_headers_and_spanning_cells_fill_their_grid() -> None:
    page = """<table><caption>Table 2. Rods.</caption>
<thead><tr><th rowspan="2">Sample</th><th colspan="2">Threshold (µJ/cm<sup>2</sup>)</th></tr>
<tr><th>ASE</th><th>Lasing</th></tr></thead>
<tr><td colspan="3">Nanorods</td></tr><tr><td rowspan="2">CdSe/CdS</td><td>6</td><td>9</td></tr>
<tr><td>7</td></tr></table>"""
    (table,) = read_text(page, "page.html").tables
    assert [cell.text for cell in table.header] == [
        "Sample",
        "Threshold (µJ/cm2) ASE",
        "Threshold (µJ/cm2) Lasing",
    ]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Nanorods", "", ""],
        ["CdSe/CdS", "6", "9"],
        ["CdSe/CdS", "7", ""],
    ]


def test_a_tei_sentence_goes_on_behind_a_formula_and_a_footnote() -> None:
    text = """<TEI><text><body><div><head n="2">Gain</head><p>The gain follows</p>
<formula>g = N</formula><note place="foot">A note.</note><p>where dots are full.</p></div></body>
</text></TEI>"""
    (sentence,) = read_text(text, "paper.tei").sentences
    assert sentence.text == "The gain follows where dots are full."
    assert sentence.section == "2"
    assert len(sentence.spans) == 2


def test_tei_and_jats_share_a_suffix_and_are_told_apart_by_their_root() -> None:
    text = '<?xml version="1.0"?><tei:TEI xmlns:tei="t"><tei:text><tei:body><tei:p>CdSe dots lase.'
    text += "</tei:p></tei:body></tei:text></tei:TEI>"
    assert read_text(text, "paper.xml").sentences[0].text == "CdSe dots lase."
    assert read_text(text, "paper").sentences[0].text == "CdSe dots lase."


def test_html_lists_number_references_that_print_none() -> None:
    page = """<h1>Rods</h1><h2>Results</h2><p>Rods lased <a href="#x">[2]</a>, see
<a href="#fig1">1</a> and <a href="https://example.org/7">7</a>.</p><h2>References</h2><ol>
<li>Baker, A. Rods. <i>J. Rod Opt.</i> 12, 101 (2011).<li id="x">Ito, Y. Dots. <i>Adv. Films</i> 3,
7 (2012).</ol>"""
    document = read_text(page, "page.html")
    assert document.sentences[0].cited == (2,)
    assert document.sentences[0].text == "Rods lased, see 1 and 7."
    assert [(r.number, r.journal, r.year) for r in document.references] == [
        (1, "J. Rod Opt.", 2011),
        (2, "Adv. Films", 2012),
    ]


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>CdSe dots lased.</script>",
        "<style>CdSe</style>",
        "<nav><p>CdSe dots lased.</p></nav>",
        "<footer>CdSe dots lased.</footer>",
        "<aside>CdSe dots lased.</aside>",
        "<div aria-hidden='true'>CdSe dots lased.</div>",
        "<!-- CdSe dots lased. -->",
    ],
)
def test_what_surrounds_a_paper_in_html_is_no_text(furniture: str) -> None:
    page = f"<body>{furniture}<h2>Results</h2><p>InP dots did not lase.</p>{furniture}</body>"
    assert [s.text for s in read_text(page, "page.html").sentences] == ["InP dots did not lase."]
