"""Whose a value is: the sample beside the number, else the subject of what it is stated of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.extraction.clauses import clause_of
from ncgraph.extraction.subjects import runs, subjects
from ncgraph.extraction.values import GUEST, HOST, OWNED, is_gapped

if TYPE_CHECKING:
    from ncgraph.extraction.findings import Findings, Found, Sample

_NEAR = 25  # characters of attributes between a preposition and the sample it governs


def _host(found: Findings, value: Found) -> Sample | None:
    return next(
        (
            s
            for s in found.samples
            if s.end <= value.start
            and (
                HOST.fullmatch(found.text[s.end : value.start])
                or is_gapped(found.text, s, value.start)
            )
        ),
        None,
    )


def _own(found: Findings, value: Found) -> Sample | None:
    """The sample right behind a number ("for X"), or the subject of its own later clause."""
    guest = GUEST.match(found.text, value.end)
    if guest and (named := [s for s in found.samples if s.start == guest.end()]):
        return named[0]
    match = OWNED.match(found.text, value.end)
    after = (s for s in found.samples if match and 0 <= s.start - match.end() <= _NEAR)
    low, _ = clause_of(found.clauses, value.start, len(found.text))
    before = [s for s in found.samples if low <= s.start < value.start] if low else []
    before = [s for s in before if s.layers] or before
    return next(after, before[-1] if before and low else None)


def owners_of(
    found: Findings, about: Found, value: Found | None, position: int, total: int
) -> list[Sample]:
    """Whose claim it is; under "respectively" the n-th value belongs to the n-th sample."""
    samples = found.samples
    if value is not None and (host := _host(found, value)) is not None:
        return [host]
    if value is not None and (own := _own(found, value)) is not None:
        return [own]
    if found.text[about.start : about.end].lower() in {"that", "those"}:
        return [s for s in samples if s.start >= about.end][:1]  # "that of QDs" names its own
    owners = subjects(found, about.start, about.end, samples)
    if total > 1:
        named = total > 2 or "respectively" in found.text
        lists = (owners, *runs(found.text, samples)) if named else (owners,)
        # each of several values of several samples belongs to one, though it be untold which
        owners = next(([run[position]] for run in lists if len(run) == total), owners[:1])
    # two batches of one composition are one subject of what is said of both
    return [*{s.name if s.layers else s: s for s in reversed(owners)}.values()][::-1]
