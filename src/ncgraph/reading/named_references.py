"""References that a paper cites by the keys of a BibTeX file, which it names, beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.errors import NcgraphError
from ncgraph.model.report import Problem
from ncgraph.reading.reference_files import read_keyed_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ncgraph.model import Reference
    from ncgraph.reading.formats import Source

_NAME = re.compile(r"[\w.-]{1,100}")
ALL = "*"  # cites every entry


def read_named(
    source: Source, files: Iterable[str], cited: Iterable[str]
) -> tuple[dict[str, Reference], list[Problem]]:
    """References by their keys from the file given, else from `files` beside the paper.

    They are numbered in the order in which the paper cites them, as most styles of this field do;
    those it does not cite are no part of it. Files that lie elsewhere are not opened.
    """
    problems: list[Problem] = []
    if source.references is not None:
        entries = list(zip(source.keys, source.references, strict=False))
    else:
        entries = list(_entries(source.folder, files, problems)) if source.folder else []
    by_key = dict(reversed(entries))
    numbered: dict[str, Reference] = {}
    for key in cited if entries else ():
        for one in by_key if key == ALL else (key,):
            if one in by_key and one not in numbered:
                numbered[one] = replace(by_key[one], number=len(numbered) + 1)
    return numbered, problems


def with_named(source: Source, references: dict[str, Reference]) -> Source:
    """The source with these references beside it."""
    if not references:
        return source
    return replace(source, references=tuple(references.values()), keys=tuple(references))


def _entries(
    folder: Path, files: Iterable[str], problems: list[Problem]
) -> Iterator[tuple[str, Reference]]:
    for name in dict.fromkeys(name.removesuffix(".bib") for name in files):
        # A name with a folder in it could lead anywhere.
        file = folder / f"{name}.bib" if _NAME.fullmatch(name) else None
        if file is None or not file.is_file():
            problems.append(_missing(name))
            continue
        try:
            yield from read_keyed_references(file)
        except NcgraphError as error:
            problems.append(Problem(code="reference-file-not-read", message=str(error)))


def _missing(name: str) -> Problem:
    return Problem(
        code="reference-file-missing",
        message=f"the paper's references are in {name[:80]!r}, which is not beside it; "
        "give it with --references",
    )
