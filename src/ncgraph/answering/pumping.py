"""What happened when one part of a device was pumped: "was there lasing when the guide was?".

The question and the sentences are read alike: a component, and that it was pumped. A claim in
such a sentence on the work decides; claims that say both decide nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.answering.composing import with_kinds
from ncgraph.answering.describing import select_each, short
from ncgraph.answering.lexicon import Role, Tag
from ncgraph.answering.matching import tag
from ncgraph.answering.passages import Found, evidence_of_passages, find
from ncgraph.answering.query import Facet, Form, Query, facet_of
from ncgraph.answering.reading_back import read_back
from ncgraph.model import Answer, AnswerRow, AnswerType
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph

_PUMPED = ("pumped", "excited", "illuminated")
_CLAIMS = (
    "?statement prov:wasQuotedFrom ?node . ?claim ncg:partOfStatement ?statement ; "
    "ncg:polarity ?polarity ; ncg:statesTerm ?class ."
)


def pumped_part(tags: list[Tag]) -> str | None:
    """The component (CURIE) that is said to be pumped: the last one before the verb."""
    verb = next((i for i, each in enumerate(tags) if each.text.lower() in _PUMPED), None)
    if verb is None:
        return None
    before = [
        i
        for i, each in enumerate(tags[:verb])
        if each.role is Role.TERM and facet_of(each.value) is Facet.COMPONENT
    ]
    passive = before and any(t.role is Role.AUXILIARY for t in tags[before[-1] : verb])
    return tags[before[-1]].value if passive else None


def decide_when_pumped(graph: KnowledgeGraph, question: str, query: Query) -> Answer | None:
    """Yes or no to an outcome while a part of a device was pumped; None for other questions."""
    part = pumped_part(tag(question))
    outcomes = [v for f in query.having(Facet.OUTCOME) for v in f.values]
    if part is None or query.form is not Form.YES_NO or len(outcomes) != 1:
        return None
    found = find(graph, query)
    told = _told(graph, found, part, outcomes[0])
    if len(set(told.values())) != 1:
        return None
    (value,) = set(told.values())
    works = [work for work, each in found.passages.items() if set(told) & set(each)]
    return Answer(
        question=question,
        understood=True,
        reading=f"{read_back(query)} while the {ontology().term(part).label} was pumped",
        answer_type=AnswerType.BOOLEAN,
        value=value,
        rows=tuple(_row(graph, found, work, told) for work in works),
        notes=("as the sentence says it that tells of this part being pumped",),
    )


def _told(graph: KnowledgeGraph, found: Found, part: str, outcome: str) -> dict[str, bool]:
    """What each sentence that has the part pumped says of the outcome."""
    passages = {passage for each in found.passages.values() for passage in each}
    kinds = set(with_kinds([outcome]))
    told = {}
    names = "?quote ?polarity ?class"
    for row in select_each(graph, passages, names, f"{_CLAIMS} ?node oa:exact ?quote ."):
        named = pumped_part(tag(" ".join(str(row["quote"]).split())))
        meant = named is not None and part in (named, *ontology().ancestors(named))
        if meant and short(str(row["class"])) in kinds and row["polarity"] != "hypothetical":
            told[str(row["node"])] = row["polarity"] == "affirmed"
    return told


def _row(graph: KnowledgeGraph, found: Found, work: str, told: dict[str, bool]) -> AnswerRow:
    known = found.works[work]
    return AnswerRow(
        sample=f"{known.name}: {known.title}".strip(": "),
        references=(found.numbers[work],),
        evidence=evidence_of_passages(graph, dict.fromkeys(told, 1)),
    )
