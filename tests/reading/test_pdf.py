"""PDF: what a two-column paper states is what its Markdown twin states."""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ncgraph.extraction import extract
from ncgraph.model import SentenceKind
from ncgraph.reading import read, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from ncgraph.model import Document

TITLE = "Low-threshold lasing of colloidal nanoplatelets in ring cavities"
AUTHORS = "Ada Carter and Dan Evans"
HEAD = "Journal of Colloidal Lasers 7, 41"
CAPTION = (
    "Figure 1. Emission of the ring. (a) Spectrum of CdSe/CdZnS nanoplatelets above threshold. "
    "(b) Output against pump fluence."
)
SECTIONS = {
    "1 Introduction": (
        "Colloidal nanocrystals are attractive gain media because they are processed from solution "
        "and emit in all colours of the visible range. Amplified spontaneous emission of CdSe/CdS "
        "core/shell nanoplatelets was observed with a threshold of 6 µJ/cm^{2} under femtosecond "
        "pumping at 400 nm.^{2}",
        "In CdSe nanocrystals the lifetime of the biexciton is limited by Auger recombination, "
        "which takes 50 ps.^{1,3} Continuous-wave lasing has not been observed in InP/ZnS quantum "
        "dots.^{2}",
    ),
    "2 Results": (
        "CdSe/CdZnS nanoplatelets were deposited on a microring by drop casting. Under nanosecond "
        "pumping the microring lased with a threshold of 26 µJ cm^{−2} and a quality factor of "
        "1500. The linewidth of the lasing peak was 0.4 nm.",
        "For comparison, films of CdSe/ZnS quantum dots showed amplified spontaneous emission at "
        "a threshold of 1.2 mJ/cm^{2}, as was reported before.^{3} The photoluminescence quantum "
        "yield of the nanoplatelets was 85%.",
    ),
}
HEADER = ("Material", "Cavity", "Threshold (µJ/cm²)")
ROWS = (
    ("CdSe/CdS", "DFB", "12"),
    ("CdSe/CdZnS", "microring", "26"),
    ("CsPbBr3", "VCSEL", "0.4"),
)
TABLE_CAPTION = "Table 1. Lasing thresholds of colloidal nanocrystals."
REFERENCES = (
    "Klein, V. I. & Moss, A. A. Optical gain in nanocrystals. Science 290, 314–317 (2000).",
    "She, C. & Ford, I. Low-threshold gain using colloidal nanoplatelets. Nano Lett. 14, 2772–2777 "
    "(2014).",
    "Dang, C. & Lee, J. Red, green and blue lasing enabled by single-exciton gain. "
    "Nat. Nanotechnol. 7, 335–339 (2012).",
)

_RUN = re.compile(r"\^\{([^}]*)\}|([^\^]+)")
_FONT, _BOLD, _SIZE, _PITCH = "Helvetica", "Helvetica-Bold", 9.0, 11.0


class Printer:
    """Sets a paper in two columns, breaks words at line ends, puts a head on every page."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1)
        self.page, self.column, self.top, self.y = 1, 0, 790.0, 790.0
        self.width, self.left = 240.0, 50.0
        self.broken: list[str] = []
        self.bottom = 560.0  # short pages: text must flow over columns and pages

    @property
    def x(self) -> float:
        return self.left + self.column * (self.width + 18)

    def content(self) -> bytes:
        self._head()
        self.canvas.save()
        return self.file.getvalue()

    def _head(self) -> None:
        self.canvas.setFont(_FONT, 7)
        self.canvas.drawString(50, 815, f"{HEAD}{self.page}")
        self.canvas.drawCentredString(300, 30, str(40 + self.page))

    def next_column(self) -> None:
        if self.column:
            self._head()
            self.canvas.showPage()
            self.page, self.column, self.top = self.page + 1, 0, 790.0
        else:
            self.column = 1
        self.y = self.top

    def paragraph(self, text: str, *, indent: float = 10.0, size: float = _SIZE) -> None:
        x = indent
        for word in text.split():
            width = self.measure(word, size)
            if x + width > self.width:
                half = len(word) // 2
                head = word[:half] + "-"
                if word.isalpha() and len(word) > 7 and x + self.measure(head, size) < self.width:
                    self.write(head, x, _FONT, size)
                    self.broken.append(word)
                    word = word[half:]
                    width = self.measure(word, size)
                x = 0.0
                self.feed(_PITCH)
            self.write(word, x, _FONT, size)
            x += width + self.canvas.stringWidth(" ", _FONT, size)
        self.feed(_PITCH)

    def feed(self, by: float) -> None:
        self.y -= by
        if self.y < self.bottom:
            self.next_column()

    @staticmethod
    def runs(word: str) -> list[tuple[bool, str]]:
        return [(bool(m[1]), m[1] or m[2]) for m in _RUN.finditer(word)]

    def measure(self, word: str, size: float) -> float:
        total: float = sum(
            self.canvas.stringWidth(text, _FONT, size * (0.65 if raised else 1))
            for raised, text in self.runs(word)
        )
        return total

    def write(self, word: str, x: float, font: str, size: float) -> None:
        for raised, text in self.runs(word):
            small = size * (0.65 if raised else 1)
            self.canvas.setFont(font, small)
            self.canvas.drawString(self.x + x, self.y + (0.35 * size if raised else 0), text)
            x += self.canvas.stringWidth(text, font, small)

    def heading(self, text: str, size: float = 11.0) -> None:
        self.y -= 6
        self.write(text, 0, _BOLD, size)
        self.feed(size + 6)

    def title(self) -> None:
        self.write(TITLE, 0, _BOLD, 15)
        self.y -= 22
        self.write(AUTHORS, 0, _FONT, 10)
        self.y -= 26
        self.top = self.y

    def caption(self, text: str) -> None:
        """A figure's labels and its caption, in the middle of a column."""
        self.y -= 10
        for label in ("Intensity (a.u.)", "500 550 600"):
            self.write(label, 60, _FONT, 6)
            self.y -= 9
        self.y -= 6
        self.paragraph(text, indent=0, size=8)
        self.y -= 10

    def table(self, *, ruled: bool) -> None:
        self.paragraph(TABLE_CAPTION, indent=0, size=8)
        rules = [self.y + 3]
        for row in (HEADER, *ROWS):
            self.y -= 11
            for index, cell in enumerate(row):
                self.write(cell, 4 + 75 * index, _FONT, 8)
            if row is HEADER:
                rules.append(self.y - 4)
                self.y -= 3
        rules.append(self.y - 4)
        for y in rules if ruled else ():
            self.canvas.line(self.x, y, self.x + 235, y)
        self.feed(26)


def paper(*, ruled: bool = True) -> Printer:
    printer = Printer()
    printer.title()
    for number, (heading, paragraphs) in enumerate(SECTIONS.items()):
        printer.heading(heading)
        for place, text in enumerate(paragraphs):
            if (number, place) == (0, 1):
                first, rest = text.split(" by Auger", 1)
                printer.paragraph(first)
                printer.caption(CAPTION)
                printer.paragraph("by Auger" + rest, indent=0)
            else:
                printer.paragraph(text)
    printer.next_column()
    printer.table(ruled=ruled)
    printer.heading("References")
    for index, entry in enumerate(REFERENCES, start=1):
        printer.paragraph(f"{index}. {entry}", indent=0)
    return printer


def twin() -> str:
    parts = [f"# {TITLE}", AUTHORS]
    for heading, paragraphs in SECTIONS.items():
        parts.extend((f"## {heading}", *paragraphs))
    parts.insert(4, CAPTION)
    lines = ["\t".join(row) for row in (HEADER, *ROWS)]
    parts.extend((TABLE_CAPTION, "\n".join(lines), "## References"))
    parts.append("\n".join(f"{i}. {entry}" for i, entry in enumerate(REFERENCES, start=1)))
    return "\n\n".join(parts) + "\n"


def claims(document: Document) -> list[tuple[str, ...]]:
    """What a document states, places left out."""
    return sorted(
        tuple(
            str(part)
            for part in (
                *(claim.kind, claim.quantity, claim.category, claim.subject, claim.pump),
                *(claim.cavity, claim.polarity, claim.citations, claim.source, claim.row),
            )
        )
        for claim in extract(document).claims
    )


def read_bytes(folder: Path, content: bytes) -> Document:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return read(path)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read_bytes(tmp_path_factory.mktemp("pdf"), paper().content())


def test_a_pdf_states_what_its_markdown_twin_states(document: Document) -> None:
    stated = claims(read_text(twin(), "paper.md"))
    assert claims(document) == stated
    assert len(stated) > 10


def test_sentences_are_whole_over_columns_and_pages(document: Document) -> None:
    expected = read_text(twin(), "paper.md")
    assert {s.text for s in document.sentences} == {s.text for s in expected.sentences}


def test_words_broken_at_line_ends_are_whole_again(document: Document) -> None:
    broken = paper().broken
    assert len(broken) > 2
    assert not [word for word in broken if word not in document.text]


def test_heads_and_page_numbers_are_left_out(document: Document) -> None:
    assert HEAD not in document.text
    assert "\n41\n" not in document.text


def test_raised_digits_are_citations_or_exponents(document: Document) -> None:
    cited = {s.text[:20]: s.cited for s in document.sentences if s.cited}
    assert cited["In CdSe nanocrystals"] == (1, 3)
    assert any("26 µJ cm-2" in sentence.text for sentence in document.sentences)
    assert "26 µJ cm⁻²" in document.text


def test_a_caption_in_a_column_is_kept_out_of_the_paragraph_around_it(document: Document) -> None:
    captions = [s.text for s in document.sentences if s.kind is SentenceKind.CAPTION]
    assert "(b) Output against pump fluence." in captions
    body = [s.text for s in document.sentences if s.kind is SentenceKind.BODY]
    assert not [text for text in body if "Intensity" in text or "500 550" in text]
    assert any("limited by Auger recombination" in text for text in body)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_keeps_its_cells(tmp_path: Path, ruled: bool) -> None:
    (table,) = read_bytes(tmp_path, paper(ruled=ruled).content()).tables
    assert table.label == "Table 1"
    assert [cell.text for cell in table.header][:2] == ["Material", "Cavity"]
    assert tuple(tuple(cell.text for cell in row) for row in table.rows) == ROWS


def test_title_sections_and_references_are_read(document: Document) -> None:
    assert document.title == TITLE
    assert [s.title for s in document.sections][:2] == ["Introduction", "Results"]
    assert [r.number for r in document.references] == [1, 2, 3]
    assert document.references[1].journal == "Nano Lett."


def test_offsets_index_the_composed_text_and_the_hash_is_the_files(document: Document) -> None:
    assert document.sha256 == hashlib.sha256(paper().content()).hexdigest()
    for sentence in document.sentences:
        for span in sentence.spans:
            assert document.text[span.start : span.end].strip()
    for reference in document.references:
        assert document.text[reference.span.start : reference.span.end] == reference.raw


def test_a_letter_of_the_symbol_font_is_read(tmp_path: Path) -> None:
    printer = Printer()
    printer.paragraph("CdSe nanoplatelets lased at a threshold of 6")
    printer.write("μ", 0, "Symbol", _SIZE)
    printer.write("J/cm^{2} under femtosecond pumping.", 5.3, _FONT, _SIZE)
    assert "6 µJ/cm2" in read_bytes(tmp_path, printer.content()).sentences[0].text
