"""What holds for any text: nothing raises, and every offset quotes the print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ncgraph.reading import read_text

if TYPE_CHECKING:
    from ncgraph.model import Document

SNIPPETS = r"""
$ \mu \text{ } { _ ^ ^{ } _{ * ** ` ~ < > <sup> </sup> <sub> & &amp; [ ] ( ) | # ## - 1. 2.1 [1]
[2,3] ¹² ² ⁻² ₂ cm nm J/cm µJ 10 CdSe Cd_xZn_{1-x}Se (2014) et al. Fig. 1a ref. 3 Table References
é © ABSTRACT Baker, A. The lase . , ; : ! ? 10.1021/nn1 https://doi.org/10.1/x
"""
PIECES = st.sampled_from([*SNIPPETS.split(), "\u00ad", "\u00a0", "\ufeff"])
GLUE = st.sampled_from(["", " ", "  ", "\n", "\n\n", "\r\n", "\t", "-\n"])
PAPERS = st.lists(st.tuples(PIECES, GLUE), min_size=1, max_size=60).map(
    lambda pairs: "".join(piece + glue for piece, glue in pairs)
)


def check(document: Document) -> None:
    length = len(document.text)
    for sentence in document.sentences:
        assert sentence.text == sentence.text.strip()
        assert "\n" not in sentence.text
        pieces = sentence.offsets.pieces
        ends = [*(piece[0] for piece in pieces[1:]), len(sentence.text)]
        assert pieces[0][0] == 0
        for (at, low, high, verbatim), end in zip(pieces, ends, strict=True):
            assert 0 <= low <= high <= length
            if verbatim:
                assert document.text[low:high] == sentence.text[at:end]
        for marker in sentence.citations:
            assert 0 <= marker.position <= len(sentence.text)
            assert any(
                p.start <= marker.span.start and marker.span.end <= p.end for p in sentence.spans
            )
        assert all(0 <= p.start < p.end <= length for p in sentence.spans)
    for table in document.tables:
        assert all(len(row) == len(table.header) for row in table.rows)
    for reference in document.references:
        assert document.text[reference.span.start : reference.span.end] == reference.raw


@given(PAPERS)
@settings(max_examples=300, deadline=None)
def test_every_verbatim_piece_quotes_the_text(text: str) -> None:
    if text.strip("\ufeff \t\r\n\u00a0"):
        check(read_text(text, "random.md"))


@given(st.text(min_size=1, max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_that_is_not_blank_is_read(text: str) -> None:
    check(read_text("x" + text, "random.txt"))
