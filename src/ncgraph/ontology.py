"""Ontology and Term: labels, synonyms and parents of `ontology/modules`, the only vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from ncgraph.errors import OntologyError
from ncgraph.model import Dimension, Label
from ncgraph.resources import folder as resource_folder
from ncgraph.spelling import fold, is_abbreviation, spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    Nodes = dict[str, dict[str, list[str]]]  # subject -> predicate -> objects

NAMESPACE = "https://w3id.org/ncgraph/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SOURCE = "http://purl.org/dc/terms/source"


class TermKind(StrEnum):
    """What sort of OWL entity a term is."""

    CLASS = "Class"
    OBJECT_PROPERTY = "ObjectProperty"
    DATA_PROPERTY = "DatatypeProperty"
    ANNOTATION_PROPERTY = "AnnotationProperty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An ontology entity: what it is called, what it is, what it is a kind of.

    `synonyms` are `skos:altLabel`s; `hidden` words point to the term but are not shown.
    `mention_label` is inherited from the branch, None where the term's words are too general.
    """

    curie: str
    iri: str
    label: str
    kind: TermKind
    definition: str
    notation: str | None = None  # the word of JSON output: DFB, quasi-type-II, ase-threshold
    synonyms: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    source: tuple[str, ...] = ()  # IRIs
    parents: tuple[str, ...] = ()  # CURIEs of direct superclasses, also of defined classes
    mention_label: Label | None = None
    dimension: tuple[Dimension, ...] = ()  # what a property may be measured in
    claims_about: tuple[str, ...] = ()  # CURIEs of what claims of this kind are about
    module: str = ""  # the file that defines it: "cavity"


class Ontology:
    """All terms with their hierarchy; read-only. Get the project's own by `ontology()`."""

    def __init__(self, terms: Iterable[Term], version: str = "") -> None:
        self._terms = {term.curie: term for term in sorted(terms, key=lambda term: term.curie)}
        self.version = version
        self._above: dict[str, tuple[str, ...]] = {}  # asked for at every mention
        self._below: dict[str, tuple[str, ...]] = {}
        self._noted: dict[str, dict[str | None, Term]] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> Ontology:
        """The ontology of `folder` (default: the bundled one): `ncgraph.ttl` and `modules/*.ttl`.

        Raises:
            OntologyError: The folder has no modules, or a file is no Turtle; names file and line.
        """
        return _load(folder or resource_folder("ontology"))

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def term(self, curie: str) -> Term:
        """The term called `curie` ("ncg:DFBCavity"), or by its whole IRI.

        Raises:
            OntologyError: There is none.

        >>> ontology().term("ncg:DFBCavity").notation
        'DFB'
        """
        found = self._terms.get(curie) or self._terms.get(_curie(curie))
        if found is None:
            raise OntologyError(
                f"no term {curie!r} in the ontology; hint: add it to ontology/modules"
            )
        return found

    def terms(self, label: Label | None = None) -> tuple[Term, ...]:
        """All classes, or those whose words are mentions of `label`, by CURIE."""
        return tuple(
            term
            for term in self
            if term.kind is TermKind.CLASS and (label is None or term.mention_label is label)
        )

    def children(self, curie: str) -> tuple[str, ...]:
        """CURIEs of the direct subclasses of a term, sorted."""
        return self._children.get(self.term(curie).curie, ())

    def descendants(self, curie: str) -> tuple[str, ...]:
        """CURIEs of all kinds of a term, near ones first, without itself."""
        if curie not in self._below:
            self._below[curie] = _walk(self.term(curie).curie, self.children)
        return self._below[curie]

    def ancestors(self, curie: str) -> tuple[str, ...]:
        """CURIEs of all that a term is a kind of, near ones first, without itself.

        >>> ontology().ancestors("ncg:MicrodiskCavity")
        ('ncg:WhisperingGalleryCavity', 'ncg:Cavity')
        """
        if curie not in self._above:
            self._above[curie] = _walk(self.term(curie).curie, lambda n: self.term(n).parents)
        return self._above[curie]

    def is_a(self, curie: str, ancestor: str) -> bool:
        """Whether a term is `ancestor` or a kind of it."""
        name = self.term(ancestor).curie
        return self.term(curie).curie == name or name in self.ancestors(curie)

    def by_notation(self, branch: Label | str, notation: str) -> Term | None:
        """The term of a branch (a mention label, or a root's CURIE) with that JSON word, if any.

        >>> ontology().by_notation(Label.CAVITY, "DFB").curie
        'ncg:DFBCavity'
        """
        if branch not in self._noted:
            if isinstance(branch, Label):
                candidates: Iterable[Term] = self.terms(branch)
            else:
                candidates = [self.term(c) for c in (branch, *self.descendants(branch))]
            # of terms that share a word the first has it
            self._noted[branch] = {term.notation: term for term in reversed([*candidates])}
        return self._noted[branch].get(notation)

    def surface_forms(self) -> Mapping[str, str]:
        """Every way of writing a class in lower case -> its CURIE; matched in any case.

        Preferred, alternative and hidden labels, each with its regular plural, with blanks and
        hyphens exchanged, and in both spellings of fiber, color, center and disk. Fold the text
        (`fold`) before looking up. Short abbreviations are in `case_sensitive_forms` instead.
        Forms of terms whose `mention_label` is None are words of questions, not mentions.

        Raises:
            OntologyError: Two terms share a form; names both.
        """
        return self._forms.any_case

    def case_sensitive_forms(self) -> Mapping[str, str]:
        """Abbreviations of up to four capitals (NR, NRs, FP, LED) -> CURIE; matched as written.

        In any case they would hit words ("dir", "pic") and units (MPa).
        """
        return self._forms.as_written

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for term in self:
            for parent in term.parents:
                below.setdefault(parent, []).append(term.curie)
        return {parent: tuple(names) for parent, names in below.items()}

    @cached_property
    def _forms(self) -> _Forms:
        forms = _Forms({}, {})
        for term in self.terms():
            for label in (term.label, *term.synonyms, *term.hidden):
                for form in spellings(fold(label)):
                    forms.add(form, term.curie)
        return forms


class _Forms(NamedTuple):
    any_case: dict[str, str]
    as_written: dict[str, str]

    def add(self, form: str, curie: str) -> None:
        short = is_abbreviation(form)
        key, table = (form, self.as_written) if short else (form.lower(), self.any_case)
        other = table.setdefault(key, curie)
        if other != curie:
            raise OntologyError(
                f"{form!r} is a label of both {other} and {curie}; hint: keep it on one of them"
            )


@cache
def ontology() -> Ontology:
    """The project's ontology, loaded once."""
    return Ontology.load()


def _walk(start: str, step: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """All that `step` leads to from `start`, breadth first, each once, without `start`."""
    found: list[str] = []
    for name in (queue := [start]):
        new = [n for n in step(name) if n not in queue]
        found += new
        queue += new
    return tuple(found)


def _load(folder: Path) -> Ontology:
    files = sorted((folder / "modules").glob("*.ttl"))
    if not files:
        raise OntologyError(f"no ontology in {folder}: modules/*.ttl is missing")
    nodes: Nodes = {}
    for file in (*files, folder / "ncgraph.ttl"):
        try:
            for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
                node = nodes.setdefault(_key(quad.subject), {})
                node.setdefault(quad.predicate.value, []).append(_key(quad.object))
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{file}: {error}") from error
    versions = [v for node in nodes.values() for v in node.get(f"{_OWL}versionInfo", ())]
    return Ontology(_Reader(nodes).terms(), versions[0] if versions else "")


def _key(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode | ox.Literal) else str(node)


class _Reader:
    """Makes terms of the triples that name them."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes

    def terms(self) -> list[Term]:
        return [
            self._term(iri, kind)
            for iri in self._nodes
            if iri.startswith(NAMESPACE) and (kind := self._kind(iri)) is not None
        ]

    def _kind(self, iri: str) -> TermKind | None:
        types = self._nodes[iri].get(f"{_RDF}type", ())
        return next((kind for kind in TermKind if f"{_OWL}{kind}" in types), None)

    def _values(self, iri: str, predicate: str) -> tuple[str, ...]:
        return tuple(self._nodes.get(iri, {}).get(predicate, ()))

    def _first(self, iri: str, predicate: str) -> str | None:
        return next(iter(self._values(iri, predicate)), None)

    def _parents(self, iri: str) -> tuple[str, ...]:
        """Named superclasses: stated, or conjuncts of the class that defines this one."""
        named = list(self._values(iri, f"{_RDFS}subClassOf"))
        for definition in self._values(iri, f"{_OWL}equivalentClass"):
            for head in self._values(definition, f"{_OWL}intersectionOf"):
                named += self._list(head)
        return tuple(name for name in named if name.startswith(NAMESPACE))

    def _list(self, head: str) -> Iterator[str]:
        while (item := self._first(head, f"{_RDF}first")) is not None:
            yield item
            head = self._first(head, f"{_RDF}rest") or ""

    def _mention_label(self, iri: str) -> Label | None:
        if "true" in self._values(iri, f"{NAMESPACE}notMentioned"):
            return None
        line = (iri, *_walk(iri, self._parents))
        labels = (self._first(name, f"{NAMESPACE}mentionLabel") for name in line)
        found = next((label for label in labels if label), None)
        return Label(found) if found else None

    def _term(self, iri: str, kind: TermKind) -> Term:
        try:
            return Term(
                curie=_curie(iri),
                iri=iri,
                kind=kind,
                label=self._first(iri, f"{_SKOS}prefLabel") or iri[len(NAMESPACE) :],
                definition=self._first(iri, f"{_SKOS}definition") or "",
                notation=self._first(iri, f"{_SKOS}notation"),
                synonyms=self._values(iri, f"{_SKOS}altLabel"),
                hidden=self._values(iri, f"{_SKOS}hiddenLabel"),
                examples=self._values(iri, f"{_SKOS}example"),
                source=self._values(iri, _SOURCE),
                parents=tuple(map(_curie, self._parents(iri))),
                mention_label=self._mention_label(iri),
                dimension=tuple(map(Dimension, self._values(iri, f"{NAMESPACE}dimension"))),
                claims_about=tuple(map(_curie, self._values(iri, f"{NAMESPACE}claimsAbout"))),
                module=(self._first(iri, f"{_RDFS}isDefinedBy") or "").rpartition("/")[2],
            )
        except ValueError as error:  # a label or dimension that the model does not know
            raise OntologyError(f"{_curie(iri)}: {error}") from error


def _curie(iri: str) -> str:
    return f"ncg:{iri.removeprefix(NAMESPACE)}"
