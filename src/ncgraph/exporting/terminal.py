"""Answers, claims, terms and build reports as plain text for people at a terminal."""

from __future__ import annotations

import sys
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ncgraph.model import (
        Answer,
        AnswerRow,
        BuildReport,
        Claim,
        Claims,
        Document,
        Evidence,
        Group,
        Problem,
        Pump,
        Quantity,
        Verification,
    )
    from ncgraph.ontology import Term

_GAP = "  "
_CLEAR_LINE = "\r\x1b[K"
_CELL = 44  # widest cell before it is cut; evidence is never cut, only table cells
_PROBLEMS_SHOWN = 5  # of each code; `--json` has them all


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int | None = _CELL
) -> str:
    """Columns under a header; a column without any value is left out, a long cell is cut.

    Args:
        header: Names of the columns.
        rows: Cells, as many in each row as the header has.
        widest: Characters at which a cell is cut; None cuts nothing.

    >>> print(table(("sample", "pump", "refs"), [("CdSe/CdS QD", "", "28"), ("CdSe NPL", "", "9")]))
    sample       refs
    CdSe/CdS QD  28
    CdSe NPL     9
    """
    used = [i for i in range(len(header)) if any(row[i] for row in rows)]
    lines = [[_cut(line[i], widest) for i in used] for line in (header, *rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(used))]
    return "\n".join(
        _GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def answer_text(answer: Answer, width: int = 100) -> str:
    """The question as understood, the rows, and under them the sentence and reference of each."""
    return "\n".join(_answer_lines(answer, width))


def claims_text(document: Document, claims: Claims) -> str:
    """One line per claim, then what could not be read."""
    header = ("kind", "subject", "value", "cavity", "pump", "cites", "polarity", "section", "at")
    rows = [_claim_cells(claim) for claim in claims.claims]
    problems = (*document.problems, *claims.problems)
    return "\n".join(
        [
            f"{document.title or document.source} ({document.id})",
            f"{len(claims.claims)} claims, {len(claims.mentions)} mentions, "
            f"{len(document.references)} references, {len(problems)} warnings",
            "",
            table(header, rows),
            *_problem_lines(problems),
        ]
    )


def build_text(report: BuildReport) -> str:
    """What a build read, wrote and could not read."""
    header = ("document", "file", "sentences", "claims", "references", "warnings")
    rows = [
        (
            d.document,
            d.source,
            str(d.sentences),
            str(d.claims),
            str(d.references),
            str(len(d.problems)),
        )
        for d in report.documents
    ]
    problems = [problem for d in report.documents for problem in d.problems]
    return "\n".join(
        [
            table(header, rows),
            "",
            f"{report.asserted} triples asserted, {report.facts} facts, {report.inferred} inferred "
            f"in {report.rounds} rounds; {report.seconds:.1f} s",
            f"graph in {report.store}",
            *_problem_lines(problems),
            *(f"contradiction: {clash.message}" for clash in report.clashes),
        ]
    )


def terms_text(terms: Sequence[Term], width: int = 100) -> str:
    """Each term with the word `--json` uses for it, its definition and its synonyms."""
    return "\n".join(line for term in terms for line in _term_lines(term, width))


def questions_text(wordings: Mapping[str, Sequence[str]]) -> str:
    """Each stored question by name, with its first wording."""
    return "\n".join(f"{name}\n    {words[0]}" for name, words in wordings.items())


def verification_text(found: Verification, width: int = 100) -> str:
    """The verdict on a sentence, then each claim with what the graph has and where it says so."""
    lines = [f"{found.verdict}: {found.sentence}"]
    if not found.checks:
        lines.append("  no claim was read in it")
    for check in found.checks:
        lines.append(f"- {check.claim}: {check.verdict} ({check.reason})")
        for evidence in check.evidence:
            lines += _wrapped(f"    “{_one_line(evidence.quote)}”", width, "     ")
            lines.append(f"     {_place(evidence)}")
    return "\n".join(lines)


def quantity_text(quantity: Quantity | None) -> str:
    """A quantity as one would write it: `6.4-8.4 kW/cm2`, `< 10 W/cm2`, `~1 µW`."""
    if quantity is None:
        return ""
    if quantity.value is None:
        return f"unspecified {quantity.unit}".strip()
    sign = f"{quantity.bound} " if quantity.bound else "~" if quantity.approximate else ""
    upper = "" if quantity.value_max is None else f"-{quantity.value_max:g}"
    return f"{sign}{quantity.value:g}{upper} {quantity.unit}".strip()


def pump_text(pump: Pump | None) -> str:
    """A pump in a few words: `fs, two-photon, 800 nm`."""
    if pump is None:
        return ""
    orders = {1: "one-photon", 2: "two-photon", 3: "three-photon"}
    order = orders.get(pump.photon_order or 0, "multi-photon" if pump.multi_photon else "")
    wavelength = "" if pump.wavelength_nm is None else f"{pump.wavelength_nm:g} nm"
    volts = "" if pump.voltage_v is None else f"{pump.voltage_v:g} V"
    return ", ".join(part for part in (pump.mode or "", order, wavelength, volts) if part)


def _rewrite(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()


@contextmanager
def progress() -> Iterator[Callable[[str], None] | None]:
    """What to call with each step's name: one line on stderr, rewritten; nothing if no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda step: _rewrite(f"{_CLEAR_LINE}{step} ...")
    finally:
        _rewrite(_CLEAR_LINE)


def _answer_lines(answer: Answer, width: int) -> Iterator[str]:
    if not answer.understood:
        yield (
            f"Not understood. Read so far: {answer.reading}"
            if answer.reading
            else "Not understood."
        )
    else:
        yield f"Read as: {answer.reading}"
        yield ""
        yield from _result_lines(answer, width)
    for note in answer.notes:
        yield from _wrapped(f"Note: {note}", width, "      ")
    if answer.suggestions:
        yield "Questions that can be answered:"
        yield from (f"  {suggestion}" for suggestion in answer.suggestions)


def _result_lines(answer: Answer, width: int) -> Iterator[str]:
    if answer.value is not None:
        yield f"{_plain(answer.value)} {answer.unit or ''}".rstrip()
        yield ""
    if not answer.rows:
        if answer.value is None:
            yield "The graph holds no such thing."
        return
    header = ("", "sample", "cavity", "pump", "value", "references", "")
    yield table(header, [_row_cells(i, row) for i, row in enumerate(answer.rows, start=1)])
    yield ""
    for i, row in enumerate(answer.rows, start=1):
        yield from _evidence_lines(i, row, width)
    if answer.groups:
        yield ""
        names = ("may be ranked with each other", "values", "at the end", "sample", "references")
        yield table(names, [_group_cells(each) for each in answer.groups])


def _group_cells(group: Group) -> tuple[str, ...]:
    references = ", ".join(str(reference) for reference in group.references)
    value = "" if group.value is None else f"{group.value:g} {group.unit}".strip()
    return group.within, str(group.count), value, group.sample, references


def _row_cells(index: int, row: AnswerRow) -> tuple[str, ...]:
    value = "" if row.value is None else f"{row.value:g} {row.unit or ''}".strip()
    references = ", ".join(str(reference) for reference in row.references)
    inferred = "inferred" if row.inferred else ""
    return (
        str(index),
        row.sample,
        row.cavity or "",
        pump_text(row.pump),
        value,
        references,
        inferred,
    )


def _evidence_lines(index: int, row: AnswerRow, width: int) -> Iterator[str]:
    references = ", ".join(f"ref. {reference}" for reference in row.references)
    links = ", ".join(f"https://doi.org/{doi}" for doi in row.dois)
    yield f"[{index}] " + ", ".join(part for part in (row.sample, references, links) if part)
    for evidence in row.evidence:
        yield from _wrapped(f"    “{_one_line(evidence.quote)}”", width, "     ")
        yield f"     {_place(evidence)}"
    if row.basis:
        yield from _wrapped(f"    inferred: {row.basis}", width, "     ")
    for conflict in row.conflicts:
        yield from _wrapped(f"    but sources disagree: {conflict.message}", width, "     ")
        for side in conflict.sides:
            credit = ", ".join(f"ref. {reference}" for reference in side.references)
            said = " ".join(part for part in (side.says, f"({credit})" if credit else "") if part)
            quote = f"       {said}: “{_one_line(side.evidence.quote)}”"
            yield from _wrapped(quote, width, "        ")
            yield f"        {_place(side.evidence)}"


def _claim_cells(claim: Claim) -> tuple[str, ...]:
    spans = claim.evidence.spans
    value = quantity_text(claim.quantity) or claim.category or ""
    cites = ", ".join(str(label) for label in (*claim.citations, *claim.citations_resolved))
    return (
        claim.kind,
        claim.subject.name if claim.subject else "",
        value,
        claim.cavity or "",
        pump_text(claim.pump),
        cites,
        "" if claim.polarity == "affirmed" else str(claim.polarity),
        claim.evidence.section,
        f"{spans[0].start}-{spans[-1].end}",
    )


def _problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Problems by code, the first few of each in full, so that a thousand do not bury the rest."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    for code, found in by_code.items():
        for problem in found[:_PROBLEMS_SHOWN]:
            at = "" if problem.start is None else f" (at {problem.start})"
            yield f"warning: {problem.message}{at}"
        if len(found) > _PROBLEMS_SHOWN:
            yield f"warning: {len(found) - _PROBLEMS_SHOWN} more of {code}; --json lists all"


def _term_lines(term: Term, width: int) -> Iterator[str]:
    yield f"{term.curie}  {term.label}" + (f"  [{term.notation}]" if term.notation else "")
    yield from _wrapped(f"    {term.definition}", width, "    ")
    if term.synonyms:
        yield from _wrapped(f"    also: {', '.join(term.synonyms)}", width, "    ")


def _place(evidence: Evidence) -> str:
    pieces = ", ".join(f"{span.start}-{span.end}" for span in evidence.spans)
    section = f"section {evidence.section}, " if evidence.section else ""
    return f"{section}characters {pieces}"


def _plain(value: float | bool | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(cell: str, widest: int | None) -> str:
    one_line = _one_line(cell)
    if widest is None or len(one_line) <= widest:
        return one_line
    return one_line[: widest - 1] + "…"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
