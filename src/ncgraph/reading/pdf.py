"""PDF: the letters of each page with their places, handed to the layout and put into order.

A PDF has no text, only letters at places. The canonical text of a PDF is the text that
`page_text.compose` makes of them: columns in reading order, lines joined to paragraphs, running
heads gone. All offsets are indices into that text, `Document.text`; the hash is the file's.
PDFium (through pypdfium2) finds the letters; it is not thread-safe, hence the lock.
"""

from __future__ import annotations

import ctypes
import hashlib
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice, pairwise
from math import hypot
from threading import Lock
from typing import TYPE_CHECKING, Any

from ncgraph.errors import ReadingError, ResourceMissingError
from ncgraph.model import Problem
from ncgraph.reading.assembly import assemble
from ncgraph.reading.formats import Source
from ncgraph.reading.page_layout import Glyph, Page, Ruling
from ncgraph.reading.page_text import compose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ncgraph.model import Document, Reference

MOST_LETTERS = 8_000_000  # a long book has two million
LEAST_LETTERS = 25  # a page; scans carry at most a stamp of the library
_UNREADABLE = 0.3  # share of letters without a character; sound papers have under 0.01
_NESTED = 3  # levels of grouped drawings that are searched for ruling lines
_MOST_DRAWINGS = 20_000  # a page; maps and plots have more, tables do not
_LOCK = Lock()

# The letters of Adobe's Symbol font (PDF 32000-1, annex D.5) that papers use and that a converter
# left at their place in the font, in the private range U+F0xx.
_SYMBOL = {
    0xF000 + code: letter
    for code, letter in zip(
        b"abcdefghijklmnopqrstuvwxyz" + bytes((0x44, 0x57, 0x2D, 0x7E)),
        "αβχδεφγηιϕκλµνοπθρστυϖωξψζΔΩ−~",
        strict=True,
    )
}
_SYMBOL |= {
    0xF0A3: "≤", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B7: "·", 0xF0BB: "≈",
}  # fmt: skip
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
# PDFium gives U+0002 for a hyphen that breaks a word.
_LETTERS = _SYMBOL | _LIGATURES | {0x02: "-", 0xAD: "-", 0x09: " ", 0xA0: " "}


def read_pdf(
    content: bytes, place: Path, references: tuple[Reference, ...] | None = None
) -> Document:
    """The document in a PDF file.

    Superscripts are told by size and baseline and written as Unicode superscripts or `^{...}`,
    subscripts stand on the line; tables become lines of cells parted by tabs. A page without text
    among pages with text is a `Problem`.

    Args:
        content: The file's bytes.
        place: The file, for its name and for messages.
        references: Entries of a reference file beside it.

    Raises:
        ReadingError: The PDF is encrypted, damaged, scanned, or its fonts do not say which letters
            they draw.
        ResourceMissingError: pypdfium2 is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise ResourceMissingError(f'{place}: reading PDF needs pip install "ncgraph[pdf]"')
    with _LOCK:
        pages = _pages(content, place)
    _refuse_unreadable(pages, place)
    text, blocks = compose(pages)
    if not text.strip():
        raise ReadingError(f"{place}: the PDF holds only running heads; give the whole paper")
    source = Source(
        text=text,
        name=place.name,
        sha256=hashlib.sha256(content).hexdigest(),
        references=references,
    )
    document = assemble(source, blocks)
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.glyphs]
    if not blank:
        return document
    problem = Problem(
        code="page-without-text", message=f"no text on page {', '.join(blank)}: a scan or a picture"
    )
    return replace(document, problems=(*document.problems, problem))


def _pages(content: bytes, place: Path) -> list[Page]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(
                f"{place}: is an encrypted PDF; save a copy without password first"
            ) from error
        raise ReadingError(f"{place}: is a damaged PDF ({error}); download it again") from error
    pages: list[Page] = []
    try:
        left = MOST_LETTERS
        for number in range(len(document)):
            pages.append(_page(document[number], left))
            left -= len(pages[-1].glyphs)
            if left <= 0:
                raise ReadingError(
                    f"{place}: has more than {MOST_LETTERS} letters; give one paper per file"
                )
    except pdfium.PdfiumError as error:
        raise ReadingError(
            f"{place}: page {len(pages) + 1} of the PDF is damaged ({error}); download it again"
        ) from error
    finally:
        document.close()
    return pages


def _refuse_unreadable(pages: list[Page], place: Path) -> None:
    letters = [glyph.char for page in pages for glyph in page.glyphs]
    if not pages or len(letters) < LEAST_LETTERS:
        raise ReadingError(
            f"{place}: is a scanned PDF, its pages hold no text; run OCR on it first"
        )
    lost = sum(letter == "\N{REPLACEMENT CHARACTER}" for letter in letters)
    if lost > _UNREADABLE * len(letters):
        raise ReadingError(
            f"{place}: the PDF's fonts do not say which letters they draw ({lost} of "
            f"{len(letters)}); run OCR on it first"
        )


def _page(page: Any, most: int) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        glyphs = tuple(_glyphs(text, height, most))
        rulings = tuple(_rulings(page, height)) if glyphs else ()
    finally:
        text.close()
        page.close()
    return Page(width=width, height=height, glyphs=glyphs, rulings=rulings)


def _glyphs(text: Any, height: float, most: int) -> Iterator[Glyph]:
    """Letters in the order of the file; spaces too, for they part words.

    Turned text is left out: watermarks and the titles of axes.
    """
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    matrix, box, flags = raw.FS_MATRIX(), raw.FS_RECTF(), ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    for index in range(min(text.count_chars(), most)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetMatrix(text, index, matrix)
        if abs(matrix.b) > 0.1 * abs(matrix.a):
            continue
        if not raw.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)  # with the advance, not the ink alone
        if not 0 < raw.FPDFText_GetFontInfo(text, index, name, 127, flags) <= 127:
            name.value = b""  # else the name before would stand
        yield Glyph(
            char=_letter(raw.FPDFText_GetUnicode(text, index)),
            x0=x.value,
            x1=max(box.right, x.value),
            y=height - y.value,
            size=raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d),
            bold=b"bold" in name.value.lower() or raw.FPDFText_GetFontWeight(text, index) >= 600,
        )


def _letter(code: int) -> str:
    r"""The letter that PDFium's code stands for; U+FFFD where the font keeps it to itself.

    >>> _letter(0x41), _letter(0xF062), _letter(0xFB01), ascii(_letter(0xE123))
    ('A', 'β', 'fi', "'\\ufffd'")
    """
    if code in _LETTERS:
        return _LETTERS[code]
    printable = 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFF0 or 0x10000 <= code < 0xF0000
    return chr(code) if printable else "\N{REPLACEMENT CHARACTER}"


def _rulings(page: Any, height: float) -> Iterator[Ruling]:
    """Straight lines along the page's edges; a thin filled box is a line too."""
    from pypdfium2 import raw

    drawings = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=_NESTED)
    for drawing in islice(drawings, _MOST_DRAWINGS):
        points = list(_points(drawing))
        if not 2 <= len(points) <= 200:
            continue
        xs, ys = [x for x, _, _ in points], [height - y for _, y, _ in points]
        whole = Ruling(x0=min(xs), x1=max(xs), y0=min(ys), y1=max(ys))
        if whole.horizontal or whole.vertical:
            yield whole
            continue
        for (xa, ya, _), (xb, yb, drawn) in pairwise(points):
            line = Ruling(
                x0=min(xa, xb), x1=max(xa, xb), y0=height - max(ya, yb), y1=height - min(ya, yb)
            )
            if drawn and (line.horizontal or line.vertical):
                yield line


def _points(drawing: Any) -> Iterator[tuple[float, float, bool]]:
    """Corners of a drawing on the page, and whether a straight line leads to each."""
    from pypdfium2 import raw

    matrix = drawing.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(drawing), 201)):
        segment = raw.FPDFPath_GetPathSegment(drawing, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = matrix.on_point(x.value, y.value)
        yield px, py, raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO
