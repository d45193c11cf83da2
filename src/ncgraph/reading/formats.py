"""From a file to its text and from its text to the reader that understands it."""

from __future__ import annotations

import hashlib
import pkgutil
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ncgraph.errors import ReadingError
from ncgraph.reading.decoding import decode
from ncgraph.reading.reference_files import read_keyed_references

if TYPE_CHECKING:
    from collections.abc import Callable

    from ncgraph.model import Document, Reference

LARGEST_FILE = 50_000_000  # bytes; a review has 0.1 MB, a book a few
LONGEST_LINE = 1_000_000  # characters; longer ones are data or minified markup, not prose

_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (also .docx and .epub)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A decoded input: its text, the name it goes by and the hash of its bytes.

    `references` are the entries of a reference file beside it, None where none is given, and `keys`
    what the file calls each. `folder` is where the file lies, None for text from elsewhere.
    """

    text: str
    name: str
    sha256: str
    references: tuple[Reference, ...] | None = None
    keys: tuple[str, ...] = ()
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format. A module of this package that defines `READER` is found by listing the folder.

    Attributes:
        suffixes: Of the file names it takes, with their dots, in lower case.
        recognises: Whether a text whose suffix no reader takes looks like this format.
        parse: Makes the document.
        order: Readers with small numbers are asked first what they recognise.
        lines: Whether line breaks mean something, so that a very long line is no prose.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[str], bool]
    parse: Callable[[Source], Document]
    order: int = 50
    lines: bool = False


@cache
def readers() -> tuple[Reader, ...]:
    """All readers of this package, in the order in which they are asked.

    >>> any(".md" in reader.suffixes for reader in readers())
    True
    """
    package = Path(__file__).parent
    modules = (
        import_module(f"ncgraph.reading.{module.name}")
        for module in pkgutil.iter_modules([str(package)])
    )
    found = [module.READER for module in modules if isinstance(vars(module).get("READER"), Reader)]
    return tuple(sorted(found, key=lambda reader: (reader.order, reader.name)))


def read(path: Path | str, references: Path | str | None = None) -> Document:
    """Read a paper.

    Text is UTF-8, or what `ncgraph.reading.decoding` finds; line ends are kept, so offsets are
    indices into what `open(path, encoding=..., newline="")` gives. A byte order mark is kept as the
    first character too, for the same reason, and is no part of any sentence.

    The text of a PDF is the one composed from its pages (`ncgraph.reading.pdf`).

    Args:
        path: A Markdown or plain text file, or another format of `readers()`, or a PDF. The
            `.bbl` and BibTeX files of LaTeX are read where they lie beside it.
        references: A BibTeX, RIS or CSL-JSON file that replaces a missing reference list, or
            completes the paper's own (`ncgraph.reading.completing`).

    Raises:
        ReadingError: The file is missing, a folder, empty, larger than 50 MB, binary, in no
            encoding that all its bytes fit, or plain text with a line longer than a million
            characters. The message is one line.
        ResourceMissingError: The format needs an extra that is not installed.
    """
    path = Path(path)
    content = _content(path)
    keyed = None if references is None else read_keyed_references(references)
    listed = None if keyed is None else tuple(reference for _, reference in keyed)
    if path.suffix.lower() == ".pdf" or content.startswith(b"%PDF-"):
        from ncgraph.reading.pdf import read_pdf

        return read_pdf(content, path, listed)
    _refuse_binary(content, path)
    decoded = decode(content, path)
    sha256 = hashlib.sha256(content).hexdigest()
    source = Source(
        text=decoded.text,
        name=path.name,
        sha256=sha256,
        references=listed,
        keys=tuple(key for key, _ in keyed or ()),
        folder=path.parent,
    )
    document = _parse(source, path)
    if decoded.problem is None:
        return document
    return replace(document, problems=(decoded.problem, *document.problems))


def read_text(text: str, source: str) -> Document:
    """Read a paper that is already decoded; `source` is the name it goes by.

    Raises:
        ReadingError: The text is blank, or has a line longer than a million characters.

    >>> read_text("CdSe nanoplatelets lase at 6 µJ/cm².", "note.txt").sentences[0].text
    'CdSe nanoplatelets lase at 6 µJ/cm2.'
    """
    content = text.encode("utf-8", "surrogatepass")
    name = Path(source).name or source
    return _parse(Source(text=text, name=name, sha256=hashlib.sha256(content).hexdigest()), source)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ReadingError(f"{path}: is a folder; name a file in it")
        if not path.exists():
            raise ReadingError(f"{path}: no such file; check the path")
        if not path.is_file():
            raise ReadingError(f"{path}: is no regular file; save the text to a file first")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ReadingError(
                f"{path}: has {size / 1e6:.0f} MB, more than {LARGEST_FILE / 1e6:.0f} MB; "
                "give one paper per file"
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadingError(
            f"{path}: cannot be opened ({error}); check its name and rights"
        ) from error


def _refuse_binary(content: bytes, path: Path) -> None:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise ReadingError(
                f"{path}: is {name}; convert it to Markdown or plain UTF-8 text first"
            )


def _parse(source: Source, place: Path | str) -> Document:
    if not source.text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise ReadingError(f"{place}: holds no text; give a file with a paper in it")
    reader = _reader(source)
    for number, line in enumerate(source.text.splitlines() if reader.lines else (), start=1):
        if len(line) > LONGEST_LINE:
            raise ReadingError(
                f"{place}:{number}: the line has {len(line)} characters, more than {LONGEST_LINE}; "
                "break it at its paragraphs"
            )
    return reader.parse(source)


def _reader(source: Source) -> Reader:
    suffix = Path(source.name).suffix.lower()
    by_suffix = [reader for reader in readers() if suffix in reader.suffixes]
    by_content = (reader for reader in readers() if reader.recognises(source.text))
    # Formats may share a suffix, as all of XML does: the content decides among those.
    shared = (r for r in by_suffix if len(by_suffix) > 1 and r.recognises(source.text))
    return next(shared, None) or next(iter(by_suffix), None) or next(by_content)
