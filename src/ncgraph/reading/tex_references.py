r"""The reference list of a LaTeX paper: `\bibitem` entries, or a BibTeX file beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ncgraph.errors import NcgraphError
from ncgraph.model.report import Problem
from ncgraph.reading.reference_files import read_keyed_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ncgraph.model import Reference

_ITEM = re.compile(
    r"\\bibitem\s*(?:\[(?P<label>(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]{0,300}\}){0,300}\}){0,400})\]\s*)?"
    r"%?\s*\{(?P<key>[^{}]{1,200})\}"
)
_ALPHA = re.compile(r"\{?([A-Z][A-Za-z+]{0,12}\+?\d{2}[a-z]?)\}?")
_NATBIB = re.compile(r"\{?(.{2,200}?)\((?:1[89]|20)\d\d[a-z]?\)", re.DOTALL)
_FILES = re.compile(r"\\(?:bibliography|addbibresource)\s?(?:\[[^\[\]]{0,80}\])?\{([^{}]{1,300})\}")
_CITED = re.compile(
    r"\\[A-Za-z]{0,9}[cC]ite[a-z]{0,8}\*?(?:\[[^\[\]]{0,300}\]){0,2}\s?\{([^{}]{1,400})\}"
)
_NAME = re.compile(r"[\w.-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of `thebibliography`: its key, its label, whom it names, and where its text is."""

    key: str
    number: int | str
    names: str
    start: int
    end: int


def items(text: str, start: int, end: int) -> Iterator[Item]:
    """Entries of the list in `text[start:end]`; one has its place as number, or an alpha label."""
    found = list(_ITEM.finditer(text, start, end))
    ends = [item.start() for item in found[1:]] + [end]
    for place, (item, last) in enumerate(zip(found, ends, strict=True), start=1):
        label = item["label"] or ""
        alpha = _ALPHA.fullmatch(label.strip())
        natbib = _NATBIB.match(label)
        yield Item(
            key=item["key"].strip(),
            number=alpha[1] if alpha else place,
            names=re.sub(r"[{}]", "", natbib[1]).replace("~", " ").strip() if natbib else "",
            start=item.end(),
            end=last,
        )


def read_beside(
    text: str, folder: Path | None, given: tuple[tuple[str, Reference], ...] | None
) -> tuple[dict[str, Reference], list[Problem]]:
    r"""References by their keys from the file given, else from the files that `text` names.

    They are numbered in the order in which the text cites them, as most styles of this field do;
    those it does not cite are no part of the paper. Only files right beside the paper are opened.
    """
    problems: list[Problem] = []
    entries = given
    if entries is None:
        entries = tuple(_named(text, folder, problems)) if folder else ()
    if not entries:
        return {}, problems
    by_key = dict(reversed(entries))
    numbered: dict[str, Reference] = {}
    for match in _CITED.finditer(text):
        for key in (printed.strip() for printed in match[1].split(",")):
            if key == "*":
                numbered |= _numbered(by_key, numbered)
            elif key in by_key and key not in numbered:
                numbered[key] = replace(by_key[key], number=len(numbered) + 1)
    return numbered, problems


def _numbered(
    by_key: dict[str, Reference], numbered: dict[str, Reference]
) -> Iterable[tuple[str, Reference]]:
    r"""What `\nocite{*}` adds: every entry that is not listed yet."""
    rest = [key for key in by_key if key not in numbered]
    start = len(numbered) + 1
    return [(key, replace(by_key[key], number=n)) for n, key in enumerate(rest, start=start)]


def _named(text: str, folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Reference]]:
    for match in _FILES.finditer(text):
        for name in (printed.strip().removesuffix(".bib") for printed in match[1].split(",")):
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
