"""Files in: what is read, and how each unreadable file is refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from ncgraph.errors import ReadingError
from ncgraph.reading import read, read_text
from ncgraph.reading.formats import readers

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "CdSe/CdS nanorods lase at 0.2 mJ/cm² under femtosecond pumping."


def refusal(path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        read(path)
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message
    return message


def test_a_file_is_known_by_its_name_and_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "rods.md"
    path.write_bytes(SENTENCE.encode())
    document = read(path)
    assert document.source == "rods.md"
    assert document.sha256 == hashlib.sha256(SENTENCE.encode()).hexdigest()
    assert document.id == f"sha256:{document.sha256[:16]}"
    assert document.doi is None


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    path = tmp_path / "rods.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert read(str(path)).sentences[0].text.startswith("CdSe/CdS nanorods lase")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_offsets_count_line_ends_as_they_stand_in_the_file(tmp_path: Path, end: str) -> None:
    path = tmp_path / "lines.md"
    path.write_bytes(f"# Rods{end}{end}First line{end}goes on. {SENTENCE}{end}".encode())
    with path.open(encoding="utf-8", newline="") as file:
        decoded = file.read()
    document = read(path)
    assert document.text == decoded
    last = document.sentences[-1]
    assert decoded[last.span.start : last.span.end] == SENTENCE


def test_a_byte_order_mark_counts_as_a_character_but_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "mark.md"
    path.write_bytes(b"\xef\xbb\xbf" + f"# Rods\n\n{SENTENCE}".encode())
    document = read(path)
    assert document.title == "Rods"
    assert document.text[0] == "\ufeff"
    assert document.sentences[0].span.start == len("\ufeff# Rods\n\n")


def test_a_missing_file_is_named_with_a_hint(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "nowhere.md")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf\n"])
def test_an_empty_or_blank_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "blank.md"
    path.write_bytes(content)
    assert "no text" in refusal(path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"lasing\0threshold", "NUL"),
    ],
)
def test_a_binary_file_is_refused_by_what_it_is(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "figure.md"
    path.write_bytes(content)
    assert word in refusal(path)


def test_a_byte_of_no_encoding_is_placed_by_byte_and_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.md"
    path.write_bytes(b"Dots lase.\nThe threshold is 26 \x81J.\n")
    message = refusal(path)
    assert "byte 31" in message
    assert "line 2" in message


def test_a_line_of_five_megabytes_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "minified.txt"
    path.write_text("Dots lase.\n" + "x" * 5_000_000, encoding="utf-8")
    assert ":2:" in refusal(path)


def test_a_file_over_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert "50 MB" in refusal(path)


def test_blank_text_is_refused_under_its_source_name() -> None:
    with pytest.raises(ReadingError, match=r"note\.txt"):
        read_text(" \n", "note.txt")


def test_a_suffix_nobody_takes_is_read_by_its_content() -> None:
    assert read_text(SENTENCE, "paper.unknown").sentences


def test_readers_are_found_by_listing_the_package() -> None:
    assert any(".md" in reader.suffixes for reader in readers())
