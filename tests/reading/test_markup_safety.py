"""XML and HTML from anywhere: refused in one line or read, never anything else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ncgraph.errors import ReadingError
from ncgraph.reading import read, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from ncgraph.model import Document

BODY = "<article><body><sec><title>Gain</title><p>{}</p></sec></body></article>"
TAGS = """
<p> </p> <sup> </sup> <sub> </sub> <sec> </sec> <title> </title> <td> </td> <tr> <table> </table>
<table-wrap> </table-wrap> <label> </label> <caption> </caption> <fig> </fig> <ref> </ref> <ol> <li>
<xref\xa0ref-type="bibr"\xa0rid="b1"> </xref> <ref\xa0type="bibr"\xa0target="#b1"> <a\xa0href="#r1">
</a> <math> <mn> <mo> </math> <h1> <h2> </h2> <div> </div> <head> </head> <note> </note> <figure>
<![CDATA[ ]]> <!-- --> <!DOCTYPE <![if <? ?> & &amp; &mu; &#181; &#xD800; &nbsp [1] ^{2} $ lases 26
µJ/cm² Grim,\xa0J. (2014) References </ < > " ' /> <td\xa0rowspan="99"\xa0colspan="999"> \ue000 é 🙂
"""
PIECES = st.sampled_from([piece.replace("\xa0", " ") for piece in TAGS.split()])
GLUE = st.sampled_from(["", " ", "\n", "\r\n", "\t"])
SOUP = st.lists(st.tuples(PIECES, GLUE), max_size=50).map(
    lambda pairs: "".join(piece + glue for piece, glue in pairs)
)
SUFFIXES = st.sampled_from(["xml", "nxml", "tei", "html"])


def check(document: Document) -> None:
    text = document.text
    for sentence in document.sentences:
        pieces = sentence.offsets.pieces
        ends = [*(at for at, *_ in pieces[1:]), len(sentence.text)]
        assert pieces[0][0] == 0
        assert all(one[0] < other[0] for one, other in pairwise(pieces))
        for (at, low, high, verbatim), end in zip(pieces, ends, strict=True):
            assert 0 <= low <= high <= len(text)
            assert not verbatim or text[low:high] == sentence.text[at:end]
        assert all(0 <= span.start <= span.end <= len(text) for span in sentence.spans)
    for table in document.tables:
        assert all(len(row) == len(table.header) for row in table.rows)
    for reference in document.references:
        assert text[reference.span.start : reference.span.end] == reference.raw
    for section in document.sections:
        assert 0 <= section.span.start <= section.span.end <= len(text)


def attempt(text: str, name: str) -> None:
    try:
        document = read_text(text, name)
    except ReadingError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both ways out are right, neither is more
        return
    check(document)


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_html_of_any_kind_is_read(soup: str) -> None:
    check(read_text(f"<p>{soup}", "page.html"))


@given(SOUP, SUFFIXES)
@settings(max_examples=300, deadline=None)
def test_tag_soup_is_read_or_refused(soup: str, suffix: str) -> None:
    attempt(f"x{soup}", f"paper.{suffix}")
    attempt(BODY.format(soup), f"paper.{suffix}")
    attempt(f"<TEI><text><body><div>{soup}</div></body></text></TEI>", f"paper.{suffix}")


@given(st.binary(max_size=300), SUFFIXES)
@settings(max_examples=200, deadline=None)
def test_bytes_are_read_or_refused(content: bytes, suffix: str) -> None:
    attempt(content.decode("latin-1") or "x", f"paper.{suffix}")
    attempt("x" + content.decode("utf-8", "surrogateescape"), f"paper.{suffix}")


def refusal(text: str, name: str = "paper.xml") -> str:
    with pytest.raises(ReadingError) as caught:
        read_text(text, name)
    return str(caught.value)


def test_malformed_xml_is_placed_by_line_and_column() -> None:
    message = refusal("<article>\n<body><p>CdSe lases.</body></article>")
    assert message.startswith("paper.xml:2:23: ")
    assert "mismatched tag" in message


def test_an_entity_that_grows_is_refused() -> None:
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    declarations = f'<!DOCTYPE article [<!ENTITY b0 "lasing">{bomb}]>'
    assert "without end" in refusal(declarations + BODY.format("&b11;"))


def test_a_long_entity_repeated_is_refused() -> None:
    declarations = f'<!DOCTYPE article [<!ENTITY long "{"lasing " * 5000}">]>'
    assert "without end" in refusal(declarations + BODY.format("&long;" * 5000))


def test_no_other_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("CdSe lases.", encoding="utf-8")
    for place in (secret.as_uri(), "http://127.0.0.1:9/secret"):
        declarations = f'<!DOCTYPE article [<!ENTITY other SYSTEM "{place}">]>'
        assert "never opened" in refusal(declarations + BODY.format("&other;"))


def test_a_dtd_is_not_fetched_and_its_names_are_those_of_html() -> None:
    text = '<!DOCTYPE article SYSTEM "http://127.0.0.1:9/jats.dtd">'
    document = read_text(text + BODY.format("It lased at 26 &mu;J/cm<sup>2</sup>."), "paper.xml")
    assert document.sentences[0].text == "It lased at 26 µJ/cm2."


def test_a_short_entity_of_the_file_itself_is_read() -> None:
    text = '<!DOCTYPE article [<!ENTITY qd "quantum dots">]>' + BODY.format("CdSe &qd; lased.")
    sentence = read_text(text, "paper.xml").sentences[0]
    assert sentence.text == "CdSe quantum dots lased."
    span = sentence.offsets.span(5, 9)
    assert text[span.start : span.end] == "&qd;"


def test_deep_xml_is_refused_and_deep_html_is_read() -> None:
    assert "deeper" in refusal("<article>" + "<sec>" * 5000)
    page = "<div>" * 5000 + "<p>CdSe dots lased.</p>" + "</div>" * 5000 + "<p>They did.</p>"
    said = [sentence.text for sentence in read_text(page, "page.html").sentences]
    assert said == ["CdSe dots lased.", "They did."]


def test_a_table_that_claims_a_million_columns_stays_small() -> None:
    page = '<table><tr><td colspan="1000000" rowspan="1000000">CdSe<tr><td>6</table>'
    check(read_text(page, "page.html"))


def test_xml_of_another_kind_is_refused_by_its_root() -> None:
    assert "<book>" in refusal("<book><p>CdSe lases.</p></book>")


def test_xml_that_says_latin_1_is_read_as_it_was_decoded(tmp_path: Path) -> None:
    path = tmp_path / "paper.xml"
    declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    path.write_text(declaration + BODY.format("It lased at 26 µJ."), encoding="utf-8")
    assert read(path).sentences[0].text == "It lased at 26 µJ."
