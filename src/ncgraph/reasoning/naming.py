"""What words name: a sample by composition, particle and reference, or a class by a label."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from ncgraph.errors import QuestionError
from ncgraph.ontology import ontology
from ncgraph.reasoning.narrating import Narrator

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph, Value

_REFERENCE = re.compile(r"\(?\brefs?\.?\s*(\d+)\)?")


def find_sample(graph: KnowledgeGraph, words: str) -> str:
    """The IRI of the sample that words speak of: composition, kind of particle, reference.

    Raises:
        QuestionError: There is none, or there are several.
    """
    if "://" in words:
        return words.strip("<>")
    numbers = set(_REFERENCE.findall(words))
    formula, *others = _REFERENCE.sub(" ", words).split() or [""]
    shapes = {_notation(word) for word in others}
    credited: dict[tuple[Value, Value, Value], set[str]] = {}
    for row in graph.select(
        "SELECT DISTINCT ?sample ?shape ?build ?number {"
        " ?sample ncg:composition ?formula . ?claim ncg:aboutSample ?sample"
        " OPTIONAL { ?sample skos:notation ?shape }"
        " OPTIONAL { ?sample ncg:hasHeterostructure/skos:notation ?build }"
        " OPTIONAL { ?claim ncg:citesReference|ncg:resolvedReference ?r . ?r ncg:number ?number }"
        " } ORDER BY ?sample",
        formula=formula,
    ):
        credited.setdefault((row["sample"], row["shape"], row["build"]), set()).add(
            str(row["number"])
        )
    found = {
        str(iri): len(cited - numbers)
        for (iri, shape, build), cited in credited.items()
        if numbers <= cited and shapes <= {shape, build}
    }
    nearest = [iri for iri, others in found.items() if others == min(found.values())]
    if len(nearest) != 1:
        narrator = Narrator(graph)
        listed = "; ".join(narrator.name(f"<{iri}>") for iri in islice(found, 5))
        problem = f"several samples are {words!r}: {listed}" if found else f"no sample is {words!r}"
        raise QuestionError(f"{problem}; hint: composition, particle and `ref. N`, or an IRI")
    return nearest[0]


def _notation(word: str) -> str | None:
    """The short name of a kind of particle: `NPL` of `NPLs` and of `nanoplatelets`."""
    single = word.removesuffix("s")
    for branch in ("ncg:Nanocrystal", "ncg:Heterostructure"):
        if ontology().by_notation(branch, single):
            return single
    curie = ontology().surface_forms().get(word.lower())
    return ontology().term(curie).notation if curie else word


def find_class(words: str) -> str:
    """The CURIE of the class that a CURIE, IRI, label or plural names.

    Raises:
        QuestionError: No class is called so.
    """
    plain = words.strip().strip("<>").lower()
    for term in ontology().terms():
        names = {name.lower() for name in (term.curie, term.iri, term.label, *term.synonyms)}
        if plain in names or plain.removesuffix("s") in names:
            return term.curie
    raise QuestionError(f"no class is called {words!r}; hint: `ncgraph terms {words.split()[0]}`")
