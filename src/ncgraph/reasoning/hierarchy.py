"""The class hierarchy as a complete reasoner found it, kept in `ontology/classified.tsv`.

Rules see from the members of a class what else they are; that one class lies within another, so
that an individual told to be of the first is of the second, is sometimes beyond them. HermiT finds
it (`hermit.py`) when the ontology is edited, and nobody needs Java at run time.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from ncgraph.graph.identifiers import expand
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path


@cache
def load_classified(place: Path | None = None) -> tuple[tuple[str, str], ...]:
    """The superclasses that HermiT found when the ontology was last edited, as IRIs."""
    path = place or folder("ontology") / "classified.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple((expand(row["class"]), expand(row["superclass"])) for row in rows)
