"""Files in other encodings than UTF-8 are read, and what was guessed is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.errors import ReadingError
from ncgraph.extraction import extract
from ncgraph.reading import read

if TYPE_CHECKING:
    from pathlib import Path

PAPER = "CdSe/CdS dots of Müller’s group showed an ASE threshold of 26 µJ/cm² – at 300 K.\r\n"


def _paper(folder: Path, content: bytes, name: str = "paper.md") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", "", False),
        ("utf-8", "\ufeff", False),
        ("utf-16-le", "\ufeff", False),
        ("utf-16-be", "\ufeff", False),
        ("utf-32-le", "\ufeff", False),
        ("utf-16-le", "", False),
        ("utf-16-be", "", False),
        ("cp1252", "", True),
    ],
)
def test_one_paper_in_any_encoding_makes_the_same_claim(
    tmp_path: Path, encoding: str, mark: str, told: bool
) -> None:
    document = read(_paper(tmp_path, (mark + PAPER * 2).encode(encoding)))
    assert document.text == mark + PAPER * 2
    claim = extract(document).claims[0]
    assert (claim.kind, claim.quantity and claim.quantity.si_value) == ("ase-threshold", 0.26)
    span = claim.evidence.spans[0]
    assert document.text[span.start : span.end] == PAPER.strip()
    assert ("encoding-guessed" in {problem.code for problem in document.problems}) is told


def test_chinese_between_the_english_is_read_as_such(tmp_path: Path) -> None:
    text = "摘要：我们研究了胶体量子点的受激辐射。\n\n" + "CdSe QDs lased at 26 μJ/cm2.\n"
    document = read(_paper(tmp_path, text.encode("gb18030")))
    assert document.text == text
    assert [problem.code for problem in document.problems] == ["encoding-guessed"]


def test_a_broken_byte_in_a_utf8_file_breaks_one_letter_only(tmp_path: Path) -> None:
    content = (PAPER * 3).encode().replace("Müller".encode(), b"M\xc3ller", 1)
    document = read(_paper(tmp_path, content))
    assert document.text == (PAPER * 3).replace("Müller", "M\ufffdller", 1)
    assert [problem.code for problem in document.problems] == ["encoding-damaged"]


@pytest.mark.parametrize(
    ("name", "encoding", "content"),
    [
        (
            "a.xml",
            "iso-8859-15",
            '<?xml version="1.0" encoding="ISO-8859-15"?><article><body><p>Dots of Šimon and '
            "Müller lased at 26 µJ/cm².</p></body></article>",
        ),
        (
            "a.html",
            "shift_jis",
            '<html><head><meta charset="Shift_JIS"></head><body><p>量子ドット: CdSe dots lased at '
            "26 °C.</p></body></html>",
        ),
        (
            "b.html",
            "cp1252",
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
            "</head><body><p>Müller’s dots lased.</p></body></html>",
        ),
    ],
)
def test_what_a_file_declares_decides(
    tmp_path: Path, name: str, encoding: str, content: str
) -> None:
    document = read(_paper(tmp_path, content.encode(encoding), name))
    assert document.text == content
    assert document.problems == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfeC\0d", "utf-16-le"),
        (b"Cd\0Se", "NUL"),
        (bytes(range(128, 256)) * 4, "not UTF-8"),
        (b"\xe9" + b"\x01\x02\x03\x04" * 90, "not UTF-8"),
        (b'<?xml version="1.0" encoding="gb2312"?><article>\xff\xff</article>', "gb2312"),
        (b'<?xml version="1.0" encoding="hex"?><article>\x81</article>', "not UTF-8"),
    ],
)
def test_bytes_that_fit_no_encoding_are_refused_in_one_line(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        read(_paper(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_a_marked_up_paper_may_stand_on_one_line(tmp_path: Path) -> None:
    words = "and in the hands of others " * 25
    paragraph = f"<p>CdSe dots lased at 26 µJ/cm<sup>2</sup> in our hands {words}too.</p>"
    body = paragraph * 1_500
    assert len(body) > 1_000_000
    for name, text in (
        ("a.xml", f"<article><body>{body}</body></article>"),
        ("a.html", f"<html><body>{body}</body></html>"),
    ):
        document = read(_paper(tmp_path, text.encode(), name))
        assert len(document.sentences) == 1_500


def test_a_line_of_plain_text_that_long_is_no_prose(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="more than 1000000"):
        read(_paper(tmp_path, b"word " * 250_000))
