"""Why not: the rules that come nearest to a conclusion that was not drawn, and where they stop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES, expand
from ncgraph.ontology import ontology
from ncgraph.reasoning.axioms import with_article
from ncgraph.reasoning.changes import Reading
from ncgraph.reasoning.denying import Denier
from ncgraph.reasoning.explanation import as_fact
from ncgraph.reasoning.matching import fill, partly, solve
from ncgraph.reasoning.naming import find_class, find_sample
from ncgraph.reasoning.narrating import Narrator
from ncgraph.reasoning.patterns import (
    Group,
    TriplePattern,
    Union,
    UnreadableError,
    Values,
)
from ncgraph.reasoning.theory import theory_of
from ncgraph.reasoning.views import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.matching import Row, Terms
    from ncgraph.reasoning.patterns import Element
    from ncgraph.reasoning.rules import Rule

Asked: TypeAlias = tuple[str, str, str]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_DEPTH = 3  # of rules behind rules: a definition, a fact, a claim
_NEAREST = 3  # rules that are told for one missing premise
# "every X is a Y" says nothing of why something is no Y where Y has a definition of its own
_OF_HIERARCHY = ("classified-", "subclass-", "implied-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A rule that would conclude `wanted`: what held, and the premise that failed."""

    wanted: str
    rule: str
    reason: str
    held: tuple[str, ...]
    failed: str
    behind: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """What is asked, whether it holds after all, and the nearest rules."""

    sample: str
    classes: tuple[str, ...]
    holds: tuple[str, ...]
    objections: tuple[Objection, ...]


def why_not(graph: KnowledgeGraph, sample: str, wanted: str) -> WhyNot:
    """Why a sample is not of a class, or of several joined by "and".

    Args:
        graph: A graph that was reasoned over.
        sample: An IRI or CURIE, or words such as `CdSe NPL ref. 27`.
        wanted: Classes by CURIE, IRI or label: `ncg:QuasiTypeIIEmitter and ncg:CWLaserEmitter`.

    Raises:
        QuestionError: No sample, or no class, is called so.
    """
    node = find_sample(graph, sample)
    objector = _Objector(graph)
    holds, objections = [], []
    classes = [find_class(each) for each in re.split(r"\s+and\s+|\s*,\s*", wanted.strip())]
    for each in classes:
        triple = ox.Triple(ox.NamedNode(node), _TYPE, ox.NamedNode(expand(each)))
        words = objector.narrator.say(as_fact(triple))
        if objector.view.match(ox.NamedNode(node), _TYPE, ox.NamedNode(expand(each))):
            holds.append(words)
        else:
            pattern = TriplePattern(ox.NamedNode(node), _TYPE, ox.NamedNode(expand(each)))
            objections += objector.object_to(pattern, _DEPTH)
    return WhyNot(
        sample=objector.narrator.name(f"<{node}>"),
        classes=tuple(ontology().term(each).label for each in classes),
        holds=tuple(holds),
        objections=tuple(objections),
    )


class _Stop(NamedTuple):
    """How far a rule's premises hold, the first that fails, and the solutions up to it."""

    share: float
    failed: Element
    rows: list[Row]


class _Objector:
    def __init__(self, graph: KnowledgeGraph) -> None:
        self.narrator = Narrator(graph)
        self.view = View(graph.store)
        self._denier = Denier(graph, self.narrator)
        self._readings = [
            reading
            for stratum in theory_of(graph).strata
            for rule in stratum
            if (reading := _read(rule)) is not None
        ]

    def object_to(
        self, wanted: TriplePattern, depth: int, path: tuple[Asked, ...] = ()
    ) -> list[Objection]:
        """The nearest rules for a triple, of which not all need be known; nearest first.

        A rule that asks for what is being explained (`path`) explains nothing and is left out.
        """
        path = (*path, _asked(wanted))
        found: list[tuple[float, Objection]] = []
        for reading in self._readings:
            for head in reading.head:
                terms = _meet(head, wanted)
                is_any_class = wanted.predicate == _TYPE and head.object != wanted.object
                if terms is not None and not is_any_class:
                    share, objection = self._try(reading, terms, wanted, depth, path)
                    if objection is not None:
                        found.append((share, objection))
        found.sort(key=lambda each: -each[0])
        nearest = [objection for _, objection in found]
        telling = [each for each in nearest if not each.rule.startswith(_OF_HIERARCHY)]
        return (telling or nearest)[:_NEAREST]

    def _try(
        self,
        reading: Reading,
        terms: Terms,
        wanted: TriplePattern,
        depth: int,
        path: tuple[Asked, ...],
    ) -> tuple[float, Objection | None]:
        """How far the premises of a rule hold, and the first that does not."""
        seeds = [reading.narrow(terms)]
        if not seeds[0]:
            return 0, None  # nothing ties it to what is asked
        stop = self._follow(_outwards(reading.body, seeds[0]), seeds)
        if stop is None:
            return 1, None
        known = stop.rows[0].terms if stop.rows else seeds[0]
        if isinstance(stop.failed, TriplePattern) and _asked(partly(stop.failed, known)) in path:
            return 0, None
        used = stop.rows[0].used if stop.rows else ()
        held = [self.narrator.say(as_fact(each)) for each in used]
        return stop.share, Objection(
            wanted=self._denier.say(wanted, {}),
            rule=reading.rule.id,
            reason=reading.rule.reason,
            held=tuple(dict.fromkeys(held)),
            failed=self._denier.deny(stop.failed, [row.terms for row in stop.rows] or seeds),
            behind=tuple(self._behind(stop.failed, known, depth, path)),
        )

    def _follow(self, elements: list[Element], seeds: list[Terms]) -> _Stop | None:
        """The first premise that fails; of alternatives that of the one that goes furthest."""
        rows: list[Row] = []
        for count in range(1, len(elements) + 1):
            try:
                now = solve(Group(tuple(elements[:count])), seeds, self.view, most=50)
            except UnreadableError:
                continue
            if not now:
                failed = elements[count - 1]
                share = (count - 1) / len(elements)
                return self._inside(failed, rows, seeds, share) or _Stop(share, failed, rows)
            rows = now
        return None

    def _inside(
        self, failed: Element, rows: list[Row], seeds: list[Terms], share: float
    ) -> _Stop | None:
        """Where the nearest of several alternatives stops, if they are more than one triple."""
        groups = failed.groups if isinstance(failed, Union) else ()
        if not all(len(group.elements) > 1 for group in groups):
            return None
        known = [row.terms for row in rows[:1]] or seeds[:1]
        stops = (self._follow(_outwards(group, known[0]), known) for group in groups)
        nearest = max(filter(None, stops), key=lambda stop: stop.share, default=None)
        if nearest is None:
            return None
        before = rows[0].used if rows else ()
        inner = [row._replace(used=(*before, *row.used)) for row in nearest.rows]
        return _Stop(share, nearest.failed, inner or rows)

    def _behind(
        self, failed: Element, known: Terms, depth: int, path: tuple[Asked, ...]
    ) -> list[Objection]:
        if depth <= 1 or not isinstance(failed, TriplePattern):
            return []
        if fill(failed, known) is None and not isinstance(
            partly(failed, known).subject, ox.NamedNode
        ):
            return []
        return self.object_to(partly(failed, known), depth - 1, path)


def _asked(pattern: TriplePattern) -> Asked:
    """What a pattern asks for, whatever its variables are called."""
    subject, predicate, value = (
        "" if isinstance(slot, ox.Variable) else str(slot) for slot in pattern.slots
    )
    return subject, predicate, value


def _outwards(body: Group, known: Terms) -> list[Element]:
    """The premises, each after one that it shares a variable with, from what is asked outwards."""
    ordered: list[Element] = []
    waiting, bound = list(body.elements), set(known)
    while waiting:
        tied = [each for each in waiting if _variables(each) & bound]
        best = next((each for each in tied if isinstance(each, TriplePattern)), None)
        chosen = best or next(iter(tied), waiting[0])
        waiting.remove(chosen)
        ordered.append(chosen)
        bound |= _variables(chosen)
    return ordered


def _variables(element: Element) -> set[str]:
    if isinstance(element, TriplePattern | Group | Values):
        return set(element.variables)
    if isinstance(element, Union):
        return set().union(*(group.variables for group in element.groups))
    return set()


def _read(rule: Rule) -> Reading | None:
    try:
        return Reading(rule) if rule.body else None
    except UnreadableError:
        return None


def _meet(head: TriplePattern, wanted: TriplePattern) -> Terms | None:
    """The terms with which a head could be what is wanted, where open places fit anything."""
    terms: Terms = {}
    for mine, theirs in zip(head.slots, wanted.slots, strict=True):
        if isinstance(theirs, ox.Variable):
            continue
        if isinstance(mine, ox.Variable):
            terms[mine.value] = theirs
        elif mine != theirs:
            return None
    return terms


def lines_of(answer: WhyNot) -> Iterator[str]:
    """The answer in words: in one sentence, then rule by rule."""
    yield summary_of(answer)
    for each in answer.objections:
        yield ""
        yield from _lines(each, 0)


def summary_of(answer: WhyNot) -> str:
    """What holds, and the nearest premises that do not."""
    parts = list(answer.holds)
    for name in dict.fromkeys(each.wanted for each in answer.objections):
        nearest = next(each for each in answer.objections if each.wanted == name)
        deeper = [
            each.failed
            for each in nearest.behind
            if each.failed.startswith(answer.sample) or ": none of " in each.failed
        ]
        reason = f", for {deeper[0]}" if deeper else ""
        denied = re.sub(r" is (an? )?", " is no ", name, count=1)
        parts.append(f"{denied}: {nearest.failed}{reason}")
    told = (*answer.holds, *(each.wanted for each in answer.objections))
    parts += [
        f"no rule makes {answer.sample} {with_article(name)}: a text would have to say so of it,"
        " or the class is not one of samples"
        for name in answer.classes
        if not any(words.endswith(name) for words in told)
    ]
    return "; ".join(parts)


def _lines(objection: Objection, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}why not “{objection.wanted}”: {objection.reason} [{objection.rule}]"
    for held in objection.held:
        yield f"{indent}  holds: {held}"
    yield f"{indent}  but: {objection.failed}"
    for each in objection.behind:
        yield from _lines(each, depth + 2)
