"""Our quantity scanner beside quantulum3 on one paper: every hit with a unit, side by side.

    python benchmarks/quantities.py SOURCE

Both read the prose up to the reference list, without tables: quantulum3 paragraph by paragraph as
printed, ours as in extraction (sentences, normalised, offsets mapped back). All hits with a unit go
to `build/benchmarks/quantities.tsv`. A seeded sample of 30 hits of each is compared with the
verdicts in `verdicts/quantities.tsv`: right means that value and unit are those printed. A hit of
the sample without a verdict is listed to be judged; nothing is judged by program.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path
from typing import NamedTuple

from machine import FOLDER, run_quantulum3, write_result

from ncgraph import read
from ncgraph.extraction.quantities import scan
from ncgraph.model import Document, SentenceKind

_VERDICTS = FOLDER / "verdicts" / "quantities.tsv"
_TABLE = FOLDER.parent / "build" / "benchmarks" / "quantities.tsv"
_SAMPLE = 30
_SEED = 7


class Hit(NamedTuple):
    """A quantity as a tool reads it; offsets count in the paper."""

    tool: str
    start: int
    end: int
    printed: str
    reading: str


def find_ours(document: Document) -> list[Hit]:
    hits = []
    for sentence in document.sentences:
        if sentence.kind is SentenceKind.REFERENCE_TITLE:
            continue
        for found in scan(sentence.text):
            made = found.quantity
            if not made.unit:
                continue
            span = sentence.offsets.span(found.start, found.end)
            ends = [f"{v:g}" for v in (made.value, made.value_max) if v is not None]
            reading = " ".join(["-".join(ends), made.unit, f"[{made.dimension}]"])
            printed = document.text[span.start : span.end]
            hits.append(Hit("ncgraph", span.start, span.end, printed, reading))
    return sorted(hits, key=lambda hit: hit.start)


def find_peers(document: Document) -> tuple[list[Hit], int]:
    """Hits with a unit, and how many there were without."""
    end = min((r.span.start for r in document.references), default=len(document.text))
    cells = [cell.span for t in document.tables for row in (t.header, *t.rows) for cell in row]
    starts, paragraphs, at = [], [], 0
    for line in document.text[:end].splitlines(keepends=True):
        in_table = any(at <= cell.start < at + len(line) for cell in cells)
        if line.strip() and not in_table:
            starts.append(at)
            paragraphs.append(line)
        at += len(line)
    hits, bare = [], 0
    found = run_quantulum3(paragraphs)["found"]
    for each in found if isinstance(found, list) else []:
        if each.get("dimensionless") or "error" in each:
            bare += 1
            continue
        offset = starts[each["paragraph"]]
        start, stop = offset + each["start"], offset + each["end"]
        reading = f"{each['value']:g} {each['unit']}"
        hits.append(Hit("quantulum3", start, stop, document.text[start:stop], reading))
    return sorted(hits, key=lambda hit: hit.start), bare


def write_side_by_side(ours: list[Hit], peers: list[Hit]) -> None:
    """One line a place: what each tool reads there."""
    _TABLE.parent.mkdir(parents=True, exist_ok=True)
    free = list(peers)
    rows = []
    for hit in ours:
        twin = next((p for p in free if p.start < hit.end and hit.start < p.end), None)
        if twin:
            free.remove(twin)
        rows.append((hit.start, hit, twin))
    rows += [(peer.start, None, peer) for peer in free]
    with _TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(("at", "ncgraph printed", "reading", "quantulum3 printed", "reading"))
        for at, hit, peer in sorted(rows, key=lambda row: row[0]):
            cells = [(h.printed, h.reading) if h else ("", "") for h in (hit, peer)]
            table.writerow((at, *cells[0], *cells[1]))


def judge(hits: list[Hit], *, listed: bool) -> dict[str, object]:
    """The verdicts on a sample of the hits; those without one are printed if `listed`."""
    sample = random.Random(_SEED).sample(hits, min(_SAMPLE, len(hits)))  # noqa: S311
    verdicts: dict[tuple[str, str, str, str], str] = {}
    if _VERDICTS.is_file():
        with _VERDICTS.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                key = (row["tool"], row["at"], row["printed"], row["reading"])
                verdicts[key] = row["verdict"]
    counts = {"right": 0, "wrong": 0, "not judged": 0}
    for hit in sorted(sample, key=lambda each: each.start):
        key = (hit.tool, str(hit.start), " ".join(hit.printed.split()), hit.reading)
        verdict = verdicts.get(key, "not judged")
        counts[verdict] += 1
        if verdict == "not judged" and listed:
            print("\t".join((*key, "?")))
    return {"hits with a unit": len(hits), "sample": len(sample), **counts}


def compare(document: Document, *, listed: bool = False) -> dict[str, dict[str, object]]:
    """What both find in one paper, and how much of a sample of it is right."""
    ours = find_ours(document)
    peers, bare = find_peers(document)
    write_side_by_side(ours, peers)
    return {
        "ncgraph": judge(ours, listed=listed),
        "quantulum3": {**judge(peers, listed=listed), "hits without a unit": bare},
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("source", type=Path)
    source = arguments.parse_args().source
    write_result("quantities", {"text": source.name, **compare(read(source), listed=True)})


if __name__ == "__main__":
    main()
