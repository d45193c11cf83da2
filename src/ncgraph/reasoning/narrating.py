"""Proofs as trees in words: labels instead of IRIs, and the sentences at the leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ncgraph.graph import Iri
from ncgraph.graph.identifiers import BASE, compact, expand, unescape
from ncgraph.model import Evidence, Span
from ncgraph.reasoning.axioms import with_article

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.explanation import Fact, Proof

_IRI = re.compile(r"<([^<>]*)>")
_OWN = f"{BASE}id/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a document says: the passage and the references that it credits."""

    evidence: Evidence
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A conclusion with what it rests on; `rule` is None for what is asserted or a definition."""

    fact: Fact
    words: str
    rule: str | None = None
    reason: str = ""
    basis: str = ""
    branches: tuple[Branch, ...] = ()
    given: tuple[Branch, ...] = ()  # asserted premises, in words
    told: tuple[Told, ...] = ()  # the passages that the asserted premises are read from
    absent: tuple[str, ...] = ()


class Narrator:
    """Finds words for triples of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._name = cache(self._find_name)
        self._told = cache(self._find_told)

    def tree(self, proof: Proof, goal: Fact) -> Branch:
        """The proof of one goal as a tree; a step that is used twice is told in full once."""
        steps = {step.conclusion: step for step in proof.steps}
        shown: set[Fact] = set()

        def grow(fact: Fact) -> Branch:
            step = steps.get(fact)
            if step is None or fact in shown:
                return Branch(fact=fact, words=self.say(fact), rule=step.rule if step else None)
            shown.add(fact)
            given = [each for each in step.premises if each not in steps]
            told = (self._told(subject) for subject in dict.fromkeys(each[0] for each in given))
            return Branch(
                fact=fact,
                words=self.say(fact),
                rule=step.rule,
                reason=step.reason,
                basis=step.basis,
                branches=tuple(grow(each) for each in step.premises if each in steps),
                given=tuple(Branch(fact=each, words=self.say(each)) for each in given),
                told=tuple(each for each in told if each is not None),
                absent=tuple(self.say_pattern(each) for each in step.absent),
            )

        return grow(goal)

    def say(self, fact: Fact) -> str:
        """A triple as a short sentence."""
        subject, predicate, value = (self.name(word) for word in fact)
        if predicate == "type":
            return f"{subject} is {with_article(value)}"
        return f"{subject} {predicate} {value}"

    def say_pattern(self, text: str) -> str:
        """A pattern with the names of what is in it; a variable is "anything", or another thing.

        Rules call that which differs from what they found `?another`, `?different` or `?other...`.
        """
        named = _IRI.sub(lambda match: self.name(match[0]), text)
        named = re.sub(r"<?[?$](?:another|different|other)\w*>?", "anything else", named)
        return re.sub(r"<?[?$]\w+>?", "anything", named)

    def name(self, word: str) -> str:
        """What to call a term: its label, with the references of a sample."""
        match = _IRI.fullmatch(word)
        return self._name(match[1]) if match else re.sub(r"\^\^<[^>]*>$", "", word).strip('"')

    def _find_name(self, iri: str) -> str:
        rows = self._graph.select(
            f"SELECT ?label {{ <{iri}> skos:prefLabel|rdfs:label ?label }} ORDER BY ?label LIMIT 1"
        )
        label = str(rows[0]["label"]) if rows else ""
        if not iri.startswith(_OWN):
            short = compact(iri)
            return label or (iri if short == iri else short.rpartition(":")[2])
        kind, _, rest = iri.removeprefix(_OWN).partition("/")[2].partition("/")
        if iri.startswith(f"{_OWN}pair/"):
            return self._name_pair(iri, label)
        if kind == "circuit":
            owner = iri.rpartition("/")[0]
            return f"{label} of the {self._name(owner)}" if "/" in rest else label
        if kind in {"experiment", "pump", "cavity"} and "/" in rest:
            return self._name_of_statement(kind, rest)
        if kind == "claim":
            return f"{self._kind(iri)} {unescape(rest)}"
        if kind == "sample" and "/" in rest:
            return self._name_part(iri)
        if kind == "sample":
            references = rest.rpartition("_")[2]
            return f"{label} (ref. {references.replace('-', ', ')})" if references else label
        return f"{kind} {label or unescape(rest)}"

    def _name_of_statement(self, kind: str, rest: str) -> str:
        """`lasing of experiment 43783.0`, `pump CW 444nm of table-1.15`."""
        statement, *path, last = rest.split("/")
        if kind == "experiment" and path:
            return f"{self._name(expand(f'ncg:{unescape(last)}'))} of {kind} {unescape(statement)}"
        return f"{kind} {unescape(last).replace('_', ' ')} of {unescape(statement)}"

    def _kind(self, claim: str) -> str:
        """`device integration`: what a claim is, most narrowly."""
        rows = self._graph.select(
            "SELECT ?label { ?claim a ?kind . ?kind rdfs:subClassOf ncg:Claim ;"
            " skos:prefLabel ?label FILTER(?kind != ncg:Claim) } ORDER BY ?label LIMIT 1",
            claim=Iri(claim),
        )
        return str(rows[0]["label"]) if rows else "claim"

    def _name_pair(self, iri: str, label: str) -> str:
        """`type-II band alignment of the pair CdTe/CdSe`."""
        pair, *_, kind = iri.removeprefix(f"{_OWN}pair/").split("/")
        return f"{self._name(expand(f'ncg:{kind}'))} of the pair {label or unescape(pair)}"

    def _name_part(self, iri: str) -> str:
        """`type-II band alignment of CdTe/CdSe QD (ref. 3)`: what belongs to a sample."""
        document, _, path = iri.partition("/sample/")
        owner, part, *which = path.split("/")
        is_class = which and not which[0].isdigit()
        what = self._name(expand(f"ncg:{which[0]}")) if is_class else " ".join((part, *which))
        return f"{what} of {self._name(f'{document}/sample/{owner}')}"

    def _find_told(self, word: str) -> Told | None:
        iri = word[1:-1]
        rows = self._graph.select(
            "SELECT DISTINCT ?first ?number { ?claim prov:wasQuotedFrom ?first"
            " OPTIONAL { ?claim ncg:citesReference|ncg:resolvedReference ?reference ."
            " ?reference ncg:number ?number } } ORDER BY ?number",
            claim=Iri(iri),
        ) if iri.startswith(_OWN) and "/claim/" in iri else []  # fmt: skip
        if not rows:
            return None
        references = tuple(str(row["number"]) for row in rows if row["number"] is not None)
        return Told(evidence=evidence_at(self._graph, str(rows[0]["first"])), references=references)


def evidence_at(graph: KnowledgeGraph, passage: str) -> Evidence:
    """The passage that starts at a node, with all its pieces."""
    spans, quotes = [], []
    section = ""
    piece: str | None = passage
    while piece:
        (row,) = graph.select(
            "SELECT ?start ?end ?exact ?next ?section { ?piece oa:start ?start ; oa:end ?end ;"
            " oa:exact ?exact OPTIONAL { ?piece ncg:nextPiece ?next }"
            " OPTIONAL { ?piece dcterms:isPartOf/ncg:sectionNumber ?section } } LIMIT 1",
            piece=Iri(piece),
        )
        spans.append(Span(int(row["start"] or 0), int(row["end"] or 0)))
        quotes.append(str(row["exact"]))
        section = section or str(row["section"] or "")
        piece = str(row["next"]) if row["next"] else None
    document = unescape(passage.removeprefix(_OWN).partition("/")[0])
    return Evidence(document=document, spans=tuple(spans), quote=" ".join(quotes), section=section)
