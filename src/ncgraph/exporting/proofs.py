"""Proofs as indented text, and as Mermaid diagrams."""

from __future__ import annotations

import textwrap
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ncgraph.model import Evidence
    from ncgraph.reasoning.findings import Findings
    from ncgraph.reasoning.narrating import Branch, Told
    from ncgraph.reasoning.tracing import Finding

_BASIS = {
    "review": "supported by a review",
    "general": "general knowledge",
    "definition": "by definition",
}


def proof_text(branch: Branch, width: int = 100) -> str:
    """A proof, what it rests on indented below it, down to the sentences."""
    return "\n".join(_lines(branch, 0, width))


def _lines(branch: Branch, depth: int, width: int) -> Iterator[str]:
    yield from _wrap(branch.words, depth, width)
    if branch.reason:
        basis = _BASIS.get(branch.basis, branch.basis)
        yield from _wrap(f"because: {branch.reason} [{branch.rule}, {basis}]", depth + 1, width)
    elif branch.rule:
        yield from _wrap("shown above", depth + 1, width)
    for each in branch.absent:
        yield from _wrap(f"and nothing says: {each}", depth + 1, width)
    for told in branch.told:
        yield from _wrap(told_text(told), depth + 1, width)
    if branch.reason and not (branch.told or branch.branches):
        for given in branch.given:
            yield from _wrap(f"given: {given.words}", depth + 1, width)
    for inner in branch.branches:
        yield from _lines(inner, depth + 1, width)


def findings_text(found: Findings, width: int = 100) -> str:
    """What was found, each with its passages; of a conflict the words of both sides."""
    counts = {
        "contradictions": found.contradictions,
        "malformed claims": found.shapes,
        "alignments computed otherwise": found.disagreements,
        "conflicts": found.conflicts,
        "slips": found.slips,
    }
    lines = [", ".join(f"{len(each)} {name}" for name, each in counts.items()), *found.notes]
    for each in (*found.contradictions, *found.shapes, *found.disagreements):
        lines += _finding_lines(each, width)
    for conflict in found.conflicts:
        lines += ["", *_wrap(f"{conflict.kind.value}: {conflict.message}", 0, width)]
        for side in conflict.sides:
            quotation = _quotation(side.evidence, side.references)
            lines += _wrap(f"{side.says}: {quotation}", 1, width)
    for each in found.slips:
        lines += _finding_lines(each, width)
    return "\n".join(lines)


def _finding_lines(finding: Finding, width: int) -> list[str]:
    lines = ["", *_wrap(f"{finding.code}: {finding.message}", 0, width)]
    for passage in finding.evidence:
        lines += _wrap(_quotation(passage, ()), 1, width)
    return lines


def told_text(told: Told) -> str:
    """A quotation with its place and references."""
    return _quotation(told.evidence, told.references)


def _quotation(evidence: Evidence, cited: Sequence[str]) -> str:
    pieces = ", ".join(f"{span.start}-{span.end}" for span in evidence.spans)
    section = f"section {evidence.section}, " if evidence.section else ""
    references = f", ref. {', '.join(cited)}" if cited else ""
    quote = " ".join(evidence.quote.split())
    return f"“{quote}” ({evidence.document}, {section}characters {pieces}{references})"


def _wrap(text: str, depth: int, width: int) -> list[str]:
    indent = "  " * depth
    return textwrap.wrap(
        text,
        max(width, 40 + len(indent)),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def proof_mermaid(branches: Sequence[Branch]) -> str:
    """Proofs as one Mermaid flow chart, from the sentences up to what was to be shown."""
    return "\n".join(("flowchart BT", *_Chart().draw(branches)))


class _Chart:
    def __init__(self) -> None:
        self._numbers = count(1)
        self._known: dict[str, str] = {}

    def draw(self, branches: Sequence[Branch]) -> Iterator[str]:
        for branch in branches:
            yield from self._draw(branch)

    def _draw(self, branch: Branch) -> Iterator[str]:
        is_known = branch.words in self._known
        name = self._name(branch.words)
        if not is_known:
            yield f'  {name}["{_escape(branch.words)}"]'
        for told in branch.told:
            words = told_text(told)
            is_new = words not in self._known
            leaf = self._name(words)
            if is_new:
                yield f'  {leaf}(["{_escape(words)}"])'
            yield f'  {leaf} -->|"{_escape(branch.rule or "")}"| {name}'
        for absent in branch.absent:
            leaf = self._name(f"{branch.words} {absent}")
            yield f'  {leaf}{{{{"nothing says: {_escape(absent)}"}}}}'
            yield f"  {leaf} -.-> {name}"
        for inner in branch.branches:
            yield from self._draw(inner)
            yield f'  {self._name(inner.words)} -->|"{_escape(branch.rule or "")}"| {name}'

    def _name(self, words: str) -> str:
        if words not in self._known:
            self._known[words] = f"n{next(self._numbers)}"
        return self._known[words]


def _escape(text: str) -> str:
    """Text inside of quotes, where these characters would be read as marks or as HTML."""
    marks = {"#": "#35;", '"': "#quot;", "|": "#124;", "<": "#lt;", ">": "#gt;", "\n": " "}
    return "".join(marks.get(char, char) for char in text)
