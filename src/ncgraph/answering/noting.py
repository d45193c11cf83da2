"""Notes: what an answer assumed, mixed or left out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ncgraph.answering.composing import with_kinds
from ncgraph.answering.describing import notation
from ncgraph.answering.lexicon import COLORS
from ncgraph.answering.query import Asked, Facet, Form, Query
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.answering.collecting import Row


def notes_on(rows: list[Row], query: Query) -> list[str]:
    """What a reader of the rows has to know: the specific first."""
    parts = (_pairs(rows), _kinds(rows, query), _values(rows), _joint(rows), _general(rows, query))
    return [note for part in parts for note in part]


def _pairs(rows: list[Row]) -> Iterator[str]:
    samples: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.alignments and row.alignments[0].of_the_pair:
            pair = "/".join((row.sample.composition or "").split("/")[:2])
            samples[pair].append(row.sample.label)
    for pair, names in samples.items():
        listed = ", ".join(dict.fromkeys(names))
        yield f"band alignment stated of the material pair {pair}, not of the sample: {listed}"


def _kinds(rows: list[Row], query: Query) -> Iterator[str]:
    """`PC-DFB is counted as DFB`: an answer by way of the class hierarchy."""
    shapes = {row.sample.morphology for row in rows}
    cavities = {unit.cavity for row in rows for unit in row.units.values()}
    for facet, found in ((Facet.MORPHOLOGY, shapes), (Facet.CAVITY, cavities)):
        asked = [v for f in query.filters if f.facet is facet for v in f.values]
        for general in asked:
            special = {own for own in found if own and own not in asked} & set(
                with_kinds([general])
            )
            if special:
                names = ", ".join(sorted(str(notation(own)) for own in special))
                label = ontology().term(general).label
                yield f"counted as {notation(general)} ({label}): {names}"


def _values(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        if len(row.values) > 1 and row.shown is None:
            listed = "; ".join(f"{v.value:g} {v.unit}" for v in row.values if v.value is not None)
            yield f"{row.sample.label}: several values are reported ({listed}); the first is shown"
    dimensions = sorted({value.dimension for row in rows for value in row.values})
    if len(dimensions) > 1:
        yield f"values in {' and '.join(dimensions)} are not compared with each other"


def _joint(rows: list[Row]) -> Iterator[str]:
    if titles := sorted({str(number) for row in rows for number in row.titles}, key=_by_number):
        yield f"titles of further works tell of it, naming no sample: ref. {', '.join(titles)}"
    joint = {iri: each for row in rows for iri, each in row.joint.items()}
    for row in joint.values():
        listed = ", ".join(str(number) for number in row.references.values())
        yield (
            f"a statement on “{row.sample.label}” credits several works at once ({listed}): "
            "evidence of those listed here, and no sample of its own"
        )


def _by_number(label: str) -> str:
    return label.zfill(6)


def _general(rows: list[Row], query: Query) -> Iterator[str]:
    if colors := query.having(Facet.COLOR):
        named = [name for each in colors for name in each.values]
        limits = "; ".join(f"{c} is {COLORS[c][0]} to below {COLORS[c][1]} nm" for c in named)
        yield f"{limits} (general knowledge; no text gives the limits)"
    if query.having(Facet.COLOR_WORD):
        yield "no peak in the graph is in the limits of the color: the sentence names the color"
    if words := query.having(Facet.WORDS):
        listed = ", ".join(f"“{each.values[0]}”" for each in words)
        yield f"{listed}: no term of the ontology; looked for in the sentences as written"
    if query.table:
        yield "rows of all tables in the graph; tables are not told apart"
    if query.excluded:
        yield "“not” means that the graph holds no such report; N.A. in a table is not a “no”"
    if rows and any(f.facet is Facet.OUTCOME for f in query.filters):
        yield "rows are what the cited works are reported to have shown, not facts we checked"
    if query.form is Form.COUNT and query.asked is Asked.SAMPLE and not query.wanted:
        yield "counted once per composition, morphology, heterostructure and set of references"
