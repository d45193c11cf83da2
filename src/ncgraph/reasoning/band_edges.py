"""Band edges of bulk materials, with what each number rests on; alloys between two of them.

The numbers stand in `ontology/modules/band_edges.ttl`. An alloy has the lowest of its gaps: the
direct and the indirect one are interpolated apart, each with its own bowing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES, expand
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PIECE = re.compile(r"([A-Z][a-z]?)(\d+(?:\.\d+)?)?")
_PLAIN_ALLOY = re.compile(r"(?:[A-Z][a-z]?(?:\d+(?:\.\d+)?)?)+")
_ANIONS = frozenset(("N", "P", "As", "Sb", "O", "S", "Se", "Te"))
# what a proof shows of a row of the table
_TOLD = tuple(
    expand(name)
    for name in (
        "ncg:valenceEdgeEv", "ncg:bandGapEv", "ncg:bowingEv", "ncg:numbersChecked",
        "dcterms:source",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Valence edge and gaps of a material in eV, on the scale of a source; how they were found.

    `rows` are the IRIs of the rows of the table that they come from.
    """

    valence: float
    direct_gap: float
    scale: str
    indirect_gap: float | None = None
    note: str = ""
    is_verified: bool = True  # whether all numbers were compared with their source
    rows: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """The lowest gap, in eV."""
        indirect = self.indirect_gap
        return self.direct_gap if indirect is None else min(self.direct_gap, indirect)

    @property
    def conduction(self) -> float:
        """The conduction band edge, in eV on the same scale."""
        return self.valence + self.gap


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bowing:
    """How far the edges of an alloy bend from a straight line, in eV; None where unknown."""

    row: str
    direct_gap: float
    indirect_gap: float | None
    valence: float


def find_edges(material: str) -> Edges | None:
    """Edges of a material: from the table, or between those of two of its members.

    An alloy of two members with one common ion is interpolated, with the bowing of the table
    where that has one. Quaternary alloys and open shares (`CdxZn1-xS`) have none.

    >>> round(find_edges("Cd0.5Zn0.5S").gap, 2), find_edges("CdxZn1-xS")
    (3.05, None)
    """
    table, bowings = _tables()
    if material in table:
        return table[material]
    members = _members(material)
    if members is None:
        return None
    (one, share), (other, _) = members
    first, second = table.get(one), table.get(other)
    if first is None or second is None or first.scale != second.scale:
        return None
    bowing = bowings.get(frozenset((one, other)))

    def between(left: float, right: float, bend: float) -> float:
        return share * left + (1 - share) * right - bend * share * (1 - share)

    indirect = None
    if first.indirect_gap is not None and second.indirect_gap is not None:
        bend = (bowing.indirect_gap or 0.0) if bowing else 0.0
        indirect = between(first.indirect_gap, second.indirect_gap, bend)
    known = f"gap bowing {bowing.direct_gap} eV" if bowing else "gap bowing unknown and left out"
    return Edges(
        valence=between(first.valence, second.valence, bowing.valence if bowing else 0.0),
        direct_gap=between(
            first.direct_gap, second.direct_gap, bowing.direct_gap if bowing else 0.0
        ),
        indirect_gap=indirect,
        scale=first.scale,
        note=f"{material} between {one} and {other}, {known}",
        is_verified=first.is_verified and second.is_verified,
        rows=(*first.rows, *second.rows, *((bowing.row,) if bowing else ())),
    )


def rows_behind(pair: str) -> tuple[ox.Triple, ...]:
    """What the ontology says of the materials of a pair: edges, sources, and how they were checked.

    >>> {str(triple.predicate).rpartition("#")[2] for triple in rows_behind("CdSe/CdS")} >= {
    ...     "valenceEdgeEv>", "numbersChecked>"}
    True
    """
    edges = (find_edges(material) for material in pair.split("/"))
    rows = dict.fromkeys(row for each in edges if each for row in each.rows)
    return tuple(triple for row in rows for triple in _triples()[row] if _is_told(triple))


def _is_told(triple: ox.Triple) -> bool:
    return triple.predicate.value in _TOLD


def _members(material: str) -> tuple[tuple[str, float], tuple[str, float]] | None:
    """The two binaries of a ternary alloy with their shares: `Cd0.5Zn0.5S` is CdS and ZnS."""
    if not _PLAIN_ALLOY.fullmatch(material):
        return None
    pieces = [(symbol, float(number or 1)) for symbol, number in _PIECE.findall(material)]
    anions = [piece for piece in pieces if piece[0] in _ANIONS]
    cations = [piece for piece in pieces if piece[0] not in _ANIONS]
    mixed, common = (cations, anions) if len(cations) > 1 else (anions, cations)
    if len(mixed) != 2 or len(common) != 1:
        return None
    (one, a), (other, b) = mixed
    if abs(a + b - common[0][1]) > 0.02 or not any(char.isdigit() for char in material):
        return None  # shares that do not add up, or are not given
    ion = common[0][0]
    names = [f"{x}{ion}" if mixed is cations else f"{ion}{x}" for x in (one, other)]
    return (names[0], a / (a + b)), (names[1], b / (a + b))


@cache
def _triples() -> Mapping[str, tuple[ox.Triple, ...]]:
    """The rows of the table by their IRIs, with what the ontology says of each."""
    store = ox.Store()
    path = folder("ontology") / "modules" / "band_edges.ttl"
    store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    rows: dict[str, list[ox.Triple]] = {}
    for kind in ("BandEdges", "GapBowing"):
        typed = ox.NamedNode(expand(f"ncg:{kind}"))
        for quad in store.quads_for_pattern(None, ox.NamedNode(f"{PREFIXES['rdf']}type"), typed):
            own = store.quads_for_pattern(quad.subject, None, None)
            rows[str(quad.subject).strip("<>")] = sorted((each.triple for each in own), key=str)
    return {name: tuple(triples) for name, triples in rows.items()}


def _literals(name: str) -> Iterator[tuple[str, str]]:
    prefix = expand("ncg:")
    for triple in _triples()[name]:
        if isinstance(triple.object, ox.Literal):
            yield triple.predicate.value.removeprefix(prefix), triple.object.value


@cache
def _tables() -> tuple[Mapping[str, Edges], Mapping[frozenset[str], _Bowing]]:
    """Edges by formula and bowings by the two members, from the ontology."""
    edges: dict[str, Edges] = {}
    bowings: dict[frozenset[str], _Bowing] = {}
    for row in _triples():
        told = dict(_literals(row))
        numbers = {name: float(value) for name, value in told.items() if name.endswith("Ev")}
        if "ofMaterial" in told:
            edges[told["ofMaterial"]] = Edges(
                valence=numbers["valenceEdgeEv"],
                direct_gap=numbers.get("directGapEv", numbers["bandGapEv"]),
                indirect_gap=numbers.get("indirectGapEv"),
                scale=told["edgeScale"],
                is_verified=not told["numbersChecked"].startswith("unverified"),
                rows=(row,),
            )
        else:
            members = frozenset(value for name, value in _literals(row) if name == "bowingOf")
            bowings[members] = _Bowing(
                row=row,
                direct_gap=numbers["bowingEv"],
                indirect_gap=numbers.get("indirectBowingEv"),
                valence=numbers.get("valenceBowingEv", 0.0),
            )
    return edges, bowings
