"""PDF that cannot be read: encrypted, damaged, scanned; each is refused as what it is."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ncgraph.errors import ReadingError, ResourceMissingError
from ncgraph.reading import read

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "CdSe nanoplatelets lased at 6 µJ/cm² under femtosecond pumping."


def pdf(*pages: str, locked: bool = False) -> bytes:
    """A file of one page for each text; a page without a text has a picture, as a scan has."""
    file = io.BytesIO()
    canvas = Canvas(
        file, encrypt=StandardEncryption("owner and user") if locked else None, invariant=1
    )
    for text in pages:
        if text:
            canvas.drawString(70, 700, text)
        else:
            canvas.rect(70, 70, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def refusal(folder: Path, content: bytes) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=r"paper\.pdf") as caught:
        read(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_encrypted_pdf_is_refused_as_such(tmp_path: Path) -> None:
    assert "encrypted" in refusal(tmp_path, pdf(SENTENCE, locked=True))


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"a letter under a wrong name", b""])
def test_a_damaged_pdf_is_refused_as_such(tmp_path: Path, content: bytes) -> None:
    assert "damaged" in refusal(tmp_path, content)


def test_a_scanned_pdf_is_refused_as_such(tmp_path: Path) -> None:
    assert "scanned" in refusal(tmp_path, pdf("", "p. 2"))


def test_a_page_without_text_among_others_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(SENTENCE, ""))
    document = read(path)
    assert document.sentences[0].text.startswith("CdSe nanoplatelets lased")
    (problem,) = document.problems
    assert problem.code == "page-without-text"
    assert "page 2" in problem.message


def test_a_pdf_is_known_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes(pdf(SENTENCE))
    assert read(path).text == SENTENCE


def test_without_the_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ncgraph.reading.pdf.find_spec", lambda _: None)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(SENTENCE))
    with pytest.raises(ResourceMissingError, match=r"ncgraph\[pdf\]"):
        read(path)


def test_broken_bytes_are_read_or_refused_never_a_crash(tmp_path: Path) -> None:
    sound = pdf(*[SENTENCE] * 4)
    chance = random.Random(7)  # noqa: S311 - damage, no secret
    path = tmp_path / "paper.pdf"
    for _ in range(150):
        content = bytearray(sound[: chance.randrange(200, len(sound))])
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(9, len(content))] = chance.randrange(256)
        path.write_bytes(content)
        with suppress(ReadingError):
            read(path)
