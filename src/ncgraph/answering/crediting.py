"""What the graph knows of works: their DOI, author, year and title; and what statements name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.answering.describing import notation, select_each, short
from ncgraph.graph.identifiers import DocumentNames
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.model import Claim


def dois_of(graph: KnowledgeGraph, entries: Iterable[str]) -> dict[str, str]:
    """The DOI of each entry of a reference list that has one."""
    rows = select_each(graph, entries, "?doi", "?node bibo:doi ?doi .")
    return {str(row["node"]): str(row["doi"]) for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An entry of a reference list: who and when."""

    author: str
    year: int | None
    title: str

    @property
    def name(self) -> str:
        """`Grim et al. 2014`."""
        return f"{self.author} et al. {self.year or ''}".strip()


def works_of(graph: KnowledgeGraph, entries: Iterable[str]) -> dict[str, Work]:
    """First author, year and title of each entry of a reference list that has them."""
    pattern = (
        "OPTIONAL { ?node ncg:firstAuthor ?author } OPTIONAL { ?node dcterms:title ?title } "
        "OPTIONAL { ?node fabio:hasPublicationYear ?year }"
    )
    return {
        str(row["node"]): Work(
            author=str(row.get("author") or "unknown"),
            year=int(str(row["year"])) if row.get("year") is not None else None,
            title=str(row.get("title") or ""),
        )
        for row in select_each(graph, entries, "?author ?title ?year", pattern)
    }


def credits_of(graph: KnowledgeGraph, claims: Iterable[Claim]) -> list[str]:
    """Who is named for claims: in their sentence, then as authors of the works they cite."""
    claims = list(claims)
    entries = [
        DocumentNames(claim.evidence.document).reference(label)
        for claim in claims
        for label in (*claim.citations, *claim.citations_resolved)
    ]
    rows = select_each(graph, entries, "?authors", "?node ncg:authorList ?authors .")
    named = [claim.attributed_to for claim in claims if claim.attributed_to]
    return list(dict.fromkeys([*named, *(str(row["authors"]) for row in rows)]))


_CLAIMED = '?claim ncg:partOfStatement ?node ; ncg:polarity "affirmed" ; ncg:statesTerm ?class .'
_NAMED = "?node prov:wasQuotedFrom ?passage . ?passage ncg:mentionsTerm ?class ."


def terms_stated(graph: KnowledgeGraph, units: Iterable[str], branch: str) -> list[str]:
    """Notations of the terms of a branch (CURIE) that statements affirm or name."""
    units = set(units)
    behind = select_each(graph, units, "?statement", "?node prov:wasDerivedFrom ?statement .")
    statements = units | {str(row["statement"]) for row in behind}
    found = {
        short(str(row["class"]))
        for pattern in (_CLAIMED, _NAMED)
        for row in select_each(graph, statements, "?class", pattern)
    }
    kinds = [each for each in found if each != branch and ontology().is_a(each, branch)]
    return sorted(str(notation(each)) for each in kinds)
