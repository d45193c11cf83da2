"""Plain Python values for RDF terms, and back; what upper layers see of RDF is made here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_XSD = PREFIXES["xsd"]
_INTEGERS = {f"{_XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger", "gYear")}
_FLOATS = {f"{_XSD}{name}" for name in ("double", "float", "decimal")}
_BOOLEAN = f"{_XSD}boolean"
# what a variable may hide in: strings, IRIs and comments are stepped over
_TOKEN = re.compile(
    r""""{3}(?:\\.|"{0,2}[^"\\])*"{3}|'{3}(?:\\.|'{0,2}[^'\\])*'{3}"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*\'"""
    r"|<[^<>\"{}|^`\\\s]*>|\#[^\n]*|[?$](?P<name>\w+)",
    re.S,
)


class Iri(str):
    """A string that is an IRI; given to a query, it is bound as one and not as text."""

    __slots__ = ()


Value: TypeAlias = str | int | float | bool | None
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def to_term(value: str | float | bool) -> ox.NamedNode | ox.Literal:
    """The RDF term of a Python value: an IRI for `Iri`, else a typed literal.

    >>> str(to_term(Iri("https://doi.org/10.1038/nature21424"))), str(to_term("CdSe/CdS"))
    ('<https://doi.org/10.1038/nature21424>', '"CdSe/CdS"')
    """
    return ox.NamedNode(value) if isinstance(value, Iri) else ox.Literal(value)


def to_value(term: Term | None) -> Value:
    """The Python value of a term; an ill-typed literal keeps its text."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    return _literal_value(term.value, term.datatype.value)


def _literal_value(text: str, datatype: str) -> Value:
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
    except ValueError:
        return text
    return text in ("true", "1") if datatype == _BOOLEAN else text


def bind(query: str, terms: Mapping[str, str | float | bool]) -> str:
    r"""The query with variables replaced by terms, wherever its pattern uses them.

    The engine's own substitution refuses variables that are not selected. A bound variable must
    not be selected, nor assigned to; no value can end the literal it becomes.

    >>> bind("SELECT ?s { ?s ncg:number ?number } # ?number", {"number": '28" } #'})
    'SELECT ?s { ?s ncg:number "28\\" } #" } # ?number'
    """
    if not terms:
        return query
    written = {name: str(to_term(value)) for name, value in terms.items()}

    def replace(match: re.Match[str]) -> str:
        return written.get(match["name"] or "", match[0])

    return _TOKEN.sub(replace, query)


class Triples:
    """Triples being collected; predicates and classes as CURIEs, `None` leaves a triple out."""

    def __init__(self) -> None:
        self._triples: dict[ox.Triple, None] = {}

    def __len__(self) -> int:
        return len(self._triples)

    def add(self, subject: Iri, predicate: str, value: Value) -> None:
        """One triple, once."""
        if value is not None:
            triple = ox.Triple(
                ox.NamedNode(subject), ox.NamedNode(expand(predicate)), to_term(value)
            )
            self._triples[triple] = None

    def describe(self, subject: Iri, types: Iterable[str]) -> None:
        """The classes of a node, as CURIEs."""
        for each in types:
            self.add(subject, "rdf:type", Iri(expand(each)))

    def in_graph(self, graph: str) -> list[ox.Quad]:
        """The triples as quads of one named graph."""
        name = ox.NamedNode(graph)
        return [ox.Quad(t.subject, t.predicate, t.object, name) for t in self._triples]
