"""One order for the ontology's Turtle files, so that an edit is one small difference.

    python -m ncgraph.graph.canonical_turtle ontology/modules/*.ttl

rewrites files in that order; with `--check` it only names those that are not in it. The order: the
module's own node, then its terms by name, then other nodes, then axioms that have no name; within a
term the predicates of `ORDER`, labels without regard to case, all else by its text; 100 columns.
Comments inside a module would be lost, so a file with any is refused: `skos:scopeNote` is the
place for them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ncgraph.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_PREDICATES = """
    rdf:type skos:prefLabel skos:altLabel skos:hiddenLabel skos:notation skos:definition
    dcterms:title dcterms:description dcterms:license skos:scopeNote skos:example rdfs:subClassOf
    rdfs:subPropertyOf owl:equivalentClass owl:inverseOf owl:propertyChainAxiom rdfs:domain
    rdfs:range ncg:mentionLabel ncg:notMentioned ncg:dimension ncg:claimsAbout ncg:ofMaterial
    ncg:edgeScale ncg:valenceEdgeEv ncg:bandGapEv ncg:bowingOf ncg:bowingEv skos:broadMatch
    skos:closeMatch skos:relatedMatch owl:deprecated dcterms:isReplacedBy owl:onProperty
    owl:someValuesFrom owl:hasValue owl:minQualifiedCardinality owl:onClass owl:intersectionOf
    owl:unionOf owl:oneOf owl:members dcterms:source rdfs:isDefinedBy
"""
ORDER = _PREDICATES.split()
# values that are best read in the order in which they were written
_IN_ORDER = {"ncg:dimension", "dcterms:source", "rdf:type"}
_WIDTH = 100
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIX = re.compile(r"^@prefix\s+([\w-]*):\s+<([^>]+)>\s*\.\s*$", re.MULTILINE)
_LOCAL = re.compile(r"[A-Za-z_][\w-]*")
_COMMENT = re.compile(r"^\s*#", re.MULTILINE)


def format_turtle(text: str) -> str:
    """The same triples in canonical order; formatting twice changes nothing.

    Raises:
        GraphError: The text is no Turtle, or has comments.
    """
    if _COMMENT.search(text):
        raise GraphError("a comment would be lost; hint: say it in a skos:scopeNote")
    try:
        triples = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise GraphError(f"no Turtle: {error}") from error
    return _Writer(dict(_PREFIX.findall(text)), triples).write()


class _Writer:
    def __init__(self, prefixes: dict[str, str], quads: Iterable[ox.Quad]) -> None:
        self._prefixes = prefixes
        self._nodes: dict[str, dict[str, list[Node]]] = {}
        self._nested: set[str] = set()
        for quad in quads:
            node = self._nodes.setdefault(str(quad.subject), {})
            node.setdefault(self._name(quad.predicate), []).append(quad.object)
            if isinstance(quad.object, ox.BlankNode):
                self._nested.add(str(quad.object))

    def write(self) -> str:
        known = sorted(self._prefixes.items())
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known if self._uses(iri))
        subjects = [subject for subject in self._nodes if subject not in self._nested]
        blocks = [self._block(subject) for subject in sorted(subjects, key=self._place)]
        anonymous = [block.startswith("[]") for block in blocks]
        named = [block for block, without in zip(blocks, anonymous, strict=True) if not without]
        rest = [block for block, without in zip(blocks, anonymous, strict=True) if without]
        return "\n".join([head, *named, *sorted(rest)])

    def _uses(self, namespace: str) -> bool:
        found = [iri for iri in self._iris() if iri.startswith(namespace)]
        return any(_LOCAL.fullmatch(iri.removeprefix(namespace)) for iri in found)

    def _iris(self) -> Iterable[str]:
        for subject, told in self._nodes.items():
            yield subject.strip("<>")
            for predicate, objects in told.items():
                prefix, _, local = predicate.partition(":")
                yield self._prefixes.get(prefix, prefix + ":") + local
                for each in objects:
                    yield each.value if isinstance(each, ox.NamedNode) else _datatype(each)

    def _place(self, subject: str) -> tuple[int, str]:
        if subject.startswith("_:"):
            return 3, ""
        types = {str(kind) for kind in self._nodes[subject].get("rdf:type", ())}
        is_ontology = "<http://www.w3.org/2002/07/owl#Ontology>" in types
        name = self._iri(subject.strip("<>"))
        return 0 if is_ontology else 1 if name.startswith("ncg:") else 2, name

    def _block(self, subject: str) -> str:
        name = "[]" if subject.startswith("_:") else self._iri(subject.strip("<>"))
        lines = [self._line(predicate, subject) for predicate in self._predicates(subject)]
        return f"{name}\n" + " ;\n".join(lines) + " .\n"

    def _predicates(self, subject: str) -> list[str]:
        def place(name: str) -> tuple[int, str]:
            return ORDER.index(name) if name in ORDER else len(ORDER), name

        return sorted(self._nodes[subject], key=place)

    def _line(self, predicate: str, subject: str) -> str:
        name = "a" if predicate == "rdf:type" else predicate
        objects = self._sorted(predicate, self._nodes[subject][predicate])
        inline = f"    {name} {', '.join(self._inline(each) for each in objects)}"
        if len(inline) + 2 <= _WIDTH:
            return inline
        if len(objects) == 1:
            return f"    {name} {self._broken(objects[0], 4)}"
        return f"    {name}\n" + _wrap([self._inline(each) for each in objects])

    def _sorted(self, predicate: str, objects: Sequence[Node]) -> list[Node]:
        if predicate in _IN_ORDER:
            return list(objects)
        key: Callable[[Node], tuple[str, str]] = lambda node: (  # noqa: E731  one key, used once
            self._inline(node).casefold() if not isinstance(node, ox.Literal) else _folded(node),
            self._inline(node),
        )
        return sorted(objects, key=key)

    def _broken(self, node: Node, indent: int) -> str:
        """A node over several lines, where it is made of parts."""
        pad = " " * (indent + 4)
        if not isinstance(node, ox.BlankNode):
            return self._inline(node)
        items = self._items(node)
        if items is not None:
            members = [self._fitting(item, indent + 4) for item in items]
            return "(\n" + "".join(f"{pad}{item}\n" for item in members) + " " * indent + ")"
        parts = []
        for predicate in self._predicates(str(node)):
            name = "a" if predicate == "rdf:type" else predicate
            values = [
                self._fitting(each, indent + 4)
                for each in self._sorted(predicate, self._nodes[str(node)][predicate])
            ]
            parts.append(f"{pad}{name} {', '.join(values)}")
        return "[\n" + " ;\n".join(parts) + "\n" + " " * indent + "]"

    def _fitting(self, node: Node, indent: int) -> str:
        inline = self._inline(node)
        return inline if indent + len(inline) <= _WIDTH + 10 else self._broken(node, indent)

    def _inline(self, node: Node) -> str:
        if isinstance(node, ox.NamedNode):
            return self._iri(node.value)
        if isinstance(node, ox.Literal):
            return self._literal(node)
        items = self._items(node)
        if items is not None:
            return f"( {' '.join(self._inline(item) for item in items)} )"
        parts = []
        for predicate in self._predicates(str(node)):
            name = "a" if predicate == "rdf:type" else predicate
            values = self._sorted(predicate, self._nodes[str(node)][predicate])
            parts.append(f"{name} {', '.join(self._inline(each) for each in values)}")
        return f"[ {' ; '.join(parts)} ]"

    def _items(self, node: Node) -> list[Node] | None:
        """The members where the node begins a list."""
        if not isinstance(node, ox.BlankNode) or "rdf:first" not in self._nodes.get(str(node), {}):
            return None
        found: list[Node] = []
        while isinstance(node, ox.BlankNode):
            found += self._nodes[str(node)]["rdf:first"]
            (node,) = self._nodes[str(node)]["rdf:rest"]
        return found

    def _name(self, predicate: ox.NamedNode) -> str:
        if predicate.value.startswith(_RDF):
            return f"rdf:{predicate.value.removeprefix(_RDF)}"
        return self._iri(predicate.value)

    def _iri(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        kind = literal.datatype.value.removeprefix(_XSD)
        if kind in ("boolean", "integer", "decimal", "double"):
            return literal.value
        text = str(ox.Literal(literal.value))
        if literal.language:
            return f"{text}@{literal.language}"
        return text if kind == "string" else f"{text}^^{self._iri(literal.datatype.value)}"


def _folded(literal: ox.Literal) -> str:
    return literal.value.casefold()


def _datatype(node: Node) -> str:
    kind = node.datatype.value if isinstance(node, ox.Literal) else ""
    short = ("boolean", "integer", "decimal", "double", "string")
    return "" if kind.removeprefix(_XSD) in short else kind


def _wrap(parts: Sequence[str]) -> str:
    """Parts joined by commas, as many on a line as fit."""
    lines, line = [], " " * 8
    for index, part in enumerate(parts):
        piece = part + ("," if index < len(parts) - 1 else "")
        if len(line) + len(piece) + 1 > _WIDTH and line.strip():
            lines.append(line.rstrip())
            line = " " * 8
        line += piece + " "
    return "\n".join([*lines, line.rstrip()])


def main(arguments: Sequence[str]) -> int:
    """Formats the files named, or with `--check` only counts those out of order: the exit code."""
    check = "--check" in arguments
    changed = 0
    for path in (Path(name) for name in arguments if name != "--check"):
        text = path.read_text(encoding="utf-8")
        formatted = format_turtle(text)
        if formatted != text:
            changed += 1
            sys.stderr.write(f"{path}: {'not in canonical order' if check else 'rewritten'}\n")
            if not check:
                path.write_text(formatted, encoding="utf-8")
    return changed if check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
