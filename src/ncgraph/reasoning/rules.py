"""Rules and constraints: what follows from what, and why; loads the hand-written ones.

A hand-written rule is one CONSTRUCT in `ontology/rules/<id>.rq` under four comment lines:

    # id: outcome_from_threshold
    # stage: facts                      (or inferred)
    # reason: A sample with a stated lasing threshold has lased.
    # basis: definition                 (or review, general: where the rule is from)
    # after: alignment_of_sample        (rules it must see the whole of; needed for NOT EXISTS)

The engine tries every row with every other for `MINUS`, and for `EXISTS` over more than one triple:
join instead, or ask for one triple.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.errors import ReasoningError
from ncgraph.graph.identifiers import FACTS, INFERRED, PREFIXES, escape
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_HEADER = re.compile(r"#\s*(?P<key>id|stage|reason|basis|after):\s*(?P<value>.*\S)")
_IRI = re.compile(r"<([^<>\s]+)>")


class Stage(StrEnum):
    """What a rule makes: facts out of claims, or inferences out of facts."""

    FACTS = "facts"
    INFERRED = "inferred"


class Basis(StrEnum):
    """Where a rule is from."""

    REVIEW = "review"  # a sentence of a review supports it
    GENERAL = "general"  # textbook knowledge
    DEFINITION = "definition"  # what our terms mean


@lru_cache(maxsize=4096)
def _graph_of(stage: Stage, name: str) -> str:
    return (FACTS if stage is Stage.FACTS else INFERRED) + escape(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`head` follows wherever `body` holds; both are SPARQL with whole IRIs or known prefixes.

    `guarded` rules have a head that is in the graph either whole or not at all, so the query
    itself leaves out what is known. `generic` rules may be set off by any triple.
    """

    id: str
    head: str
    body: str
    reason: str
    stage: Stage = Stage.INFERRED
    basis: Basis = Basis.DEFINITION
    guarded: bool = True
    generic: bool = False
    after: tuple[str, ...] = ()

    @property
    def graph(self) -> str:
        """The named graph of what the rule derives."""
        return _graph_of(self.stage, self.id)

    @property
    def query(self) -> str:
        """The CONSTRUCT that derives what is not yet known."""
        guard = f"FILTER NOT EXISTS {{ {self.head} }}" if self.guarded else ""
        return f"CONSTRUCT {{ {self.head} }} WHERE {{ {self.body} {guard} }}"

    @property
    def needs(self) -> frozenset[str]:
        """IRIs one of which a new triple must hold for the rule to find anything new."""
        return frozenset(_IRI.findall(self.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What must not be found. `message` has the variables' labels in braces: `{x} is both ...`."""

    id: str
    body: str
    message: str
    variables: tuple[str, ...] = ("x",)

    @property
    def query(self) -> str:
        """The SELECT each row of which is a contradiction."""
        names = " ".join(f"?{name}" for name in self.variables)
        return f"SELECT DISTINCT {names} WHERE {{ {self.body} }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All that is compiled from an ontology; `left_out` says what no rule can express."""

    rules: tuple[Rule, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    left_out: tuple[str, ...] = field(default=())


def load_rules(place: Path | None = None) -> tuple[Rule, ...]:
    """The hand-written rules of a folder (by default `ontology/rules`), by id.

    Raises:
        ReasoningError: A header line is missing or wrong, or the query is no CONSTRUCT; names
            the file.
    """
    source = place or folder("ontology") / "rules"
    paths = sorted(source.glob("*.rq"))
    return tuple(_read(path, path.read_text(encoding="utf-8")) for path in paths)


def stratify(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in the groups in which they run: each after all that it names in `after`.

    Raises:
        ReasoningError: A rule waits for itself, or for one that is not there.
    """
    strata: list[list[Rule]] = []
    waiting, done = list(rules), set[str]()
    while waiting:
        ready = [rule for rule in waiting if done.issuperset(rule.after)]
        if not ready:
            names = ", ".join(rule.id for rule in waiting)
            raise ReasoningError(f"rules that wait for each other, or for unknown ones: {names}")
        strata.append(ready)
        done.update(rule.id for rule in ready)
        waiting = [rule for rule in waiting if rule.id not in done]
    return strata


@lru_cache(maxsize=1024)
def _read(path: Path, text: str) -> Rule:
    header = {match["key"]: match["value"] for match in _HEADER.finditer(text)}
    missing = [key for key in ("id", "stage", "reason", "basis") if key not in header]
    if missing:
        raise ReasoningError(f"{path}: no line `# {missing[0]}: ...` in the header")
    if header["id"] != path.stem:
        raise ReasoningError(f"{path}: the id is {header['id']!r}; hint: name the file after it")
    try:
        stage, basis = Stage(header["stage"]), Basis(header["basis"])
    except ValueError as error:
        raise ReasoningError(f"{path}: {error}") from error
    head, body = _parts(path, text)
    return Rule(
        id=header["id"],
        head=head,
        body=body,
        reason=header["reason"],
        stage=stage,
        basis=basis,
        guarded=False,
        generic=True,
        after=tuple(re.findall(r"\w+", header.get("after", ""))),
    )


def _parts(path: Path, text: str) -> tuple[str, str]:
    """The template and the pattern of the one CONSTRUCT in a file."""
    query = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    match = re.fullmatch(r"\s*CONSTRUCT\s*\{(.*?)\}\s*WHERE\s*\{(.*)\}\s*", query, re.S)
    if match is None:
        raise ReasoningError(
            f"{path}: not one `CONSTRUCT {{ ... }} WHERE {{ ... }}`; "
            "hint: prefixes are known and need no PREFIX line"
        )
    try:
        ox.Store().query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise ReasoningError(f"{path}: {' '.join(str(error).split())}") from error
    return match[1].strip(), match[2].strip()
