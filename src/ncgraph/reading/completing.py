"""A paper's own reference list and the entries of a reference file made one list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.model import Span
from ncgraph.model.report import Problem
from ncgraph.reading.attribution import fold
from ncgraph.reading.references import ReferenceList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.model import Reference


def complete(listed: ReferenceList, given: tuple[Reference, ...], end: int) -> ReferenceList:
    """The paper's own list completed from a reference file; the file's if the paper has none.

    An entry of the file is the paper's entry with the same DOI, else the one with the same first
    author, year and volume or page, else, where years do not contradict, the one with its number.
    Number, print and place stay the paper's, the fields become the file's where it has them.
    Entries of the file that the paper's list lacks are added behind it, if their number is free, at
    the empty span at `end`. A number that stands for different papers in both is a `Problem`, and
    the paper's entry stands.
    """
    match = _Matcher(listed.references)
    completed: dict[int, Reference] = {}
    added: list[Reference] = []
    problems: list[Problem] = []
    taken = {str(reference.number) for reference in listed.references}
    for entry in given:
        index = match.find(entry)
        if index is not None and index not in completed:
            completed[index] = _merged(listed.references[index], entry)
        elif str(entry.number) not in taken:
            added.append(replace(entry, span=Span(end, end)))
        else:
            problems.append(_unmatched(entry))
    own = [completed.get(i, reference) for i, reference in enumerate(listed.references)]
    return ReferenceList(
        references=(*own, *added),
        titles=(*listed.titles, *(None for _ in added)),
        problems=(*_still_true(listed.problems, own), *problems),
    )


class _Matcher:
    """Finds the paper's entry that an entry of the file describes."""

    def __init__(self, references: tuple[Reference, ...]) -> None:
        self.references = references
        self.by_doi: dict[str, int] = {}
        self.by_print: dict[tuple[str, int | None, str], list[int]] = {}
        self.by_number: dict[str, int] = {}
        for index, reference in enumerate(references):
            self.by_number.setdefault(str(reference.number), index)
            if reference.doi:
                self.by_doi.setdefault(reference.doi.lower(), index)
            for key in _prints(reference):
                self.by_print.setdefault(key, []).append(index)

    def find(self, entry: Reference) -> int | None:
        if entry.doi and (index := self.by_doi.get(entry.doi.lower())) is not None:
            return index
        for key in _prints(entry):
            if len(found := self.by_print.get(key, [])) == 1:
                return found[0]
        index = self.by_number.get(str(entry.number))
        return index if index is not None and self._may_be(self.references[index], entry) else None

    @staticmethod
    def _may_be(own: Reference, entry: Reference) -> bool:
        years = own.year is None or entry.year is None or own.year == entry.year
        dois = not (own.doi and entry.doi)
        first = [fold(r.authors[0].split(",")[0]) for r in (own, entry) if r.authors]
        return years and dois and len(set(first)) < 2


def _prints(reference: Reference) -> Iterator[tuple[str, int | None, str]]:
    if not reference.authors or reference.year is None:
        return
    family = fold(reference.authors[0].split(",")[0])
    if reference.page:
        yield family, reference.year, "page " + re.split(r"\W", reference.page)[0]
    if reference.volume:
        yield family, reference.year, "volume " + reference.volume


def _merged(own: Reference, entry: Reference) -> Reference:
    return replace(
        own,
        authors=entry.authors or own.authors,
        title=entry.title or own.title,
        journal=entry.journal or own.journal,
        volume=entry.volume or own.volume,
        page=entry.page or own.page,
        year=entry.year or own.year,
        doi=entry.doi or own.doi,
    )


def _unmatched(entry: Reference) -> Problem:
    return Problem(
        code="reference-file-mismatch",
        message=f"reference {entry.number} of the file is another paper than reference "
        f"{entry.number} of the text, or one given twice; it is left out",
    )


def _still_true(problems: tuple[Problem, ...], own: list[Reference]) -> Iterator[Problem]:
    """Problems but those of entries that the file has made whole."""
    whole = {r.span for r in own if r.authors and (r.year is not None)}
    for problem in problems:
        at = Span(problem.start or 0, problem.end or 0)
        if not (problem.code.startswith("reference-") and at in whole):
            yield problem
