"""Reads the body of a rule, which is SPARQL, into a tree.

Read are triples with `;` and `,`, paths of `/`, `^`, `*` and `+`, OPTIONAL, UNION, VALUES, BIND,
FILTER and EXISTS. Expressions stay text, for the engine; each EXISTS in one becomes a variable.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count

import pyoxigraph as ox

from ncgraph.graph.identifiers import PREFIXES
from ncgraph.reasoning.patterns import (
    Bind,
    Element,
    Filter,
    Group,
    Optional,
    Slot,
    TriplePattern,
    Union,
    UnreadableError,
    Values,
)

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    |(?P<language>@[A-Za-z-]+)
    |(?P<name>[A-Za-z][\w-]*:(?:[\w%-]|\.(?=[\w%-]))*)
    |(?P<word>[A-Za-z]\w*)
    |(?P<sign>\^\^|&&|\|\||<=|>=|!=|[{}()\[\].;,*+/^=<>!|?-])""",
    re.VERBOSE,
)
_XSD = PREFIXES["xsd"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
EXISTS = "exists__"  # how the variables begin that stand for an EXISTS


@lru_cache(maxsize=4096)
def read_group(body: str) -> Group:
    """The tree of what stands between the braces of a WHERE.

    Raises:
        UnreadableError: It uses something that is not read here.
    """
    return _Reader(body).group_until_end()


@lru_cache(maxsize=4096)
def read_head(head: str) -> tuple[TriplePattern, ...]:
    """The triples of a CONSTRUCT template.

    Raises:
        UnreadableError: It makes blank nodes, or follows a path.
    """
    group = read_group(head)
    triples = group.triples
    if len(triples) != len(group.elements) or any(each.repeat for each in triples):
        raise UnreadableError("a template of more than triples")
    return triples


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, str, int, int]] = []
        self._at = 0
        self._fresh = count(1)
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise UnreadableError(text[position : position + 20])
            position = match.end()
            if match.lastgroup != "skip":
                self._tokens.append((match.lastgroup or "", match[0], match.start(), match.end()))
        self._tokens.append(("end", "", len(text), len(text)))

    def group_until_end(self) -> Group:
        elements = self._elements("")
        if self._kind != "end":
            raise UnreadableError(self._word)
        return Group(elements)

    @property
    def _kind(self) -> str:
        return self._tokens[self._at][0]

    @property
    def _word(self) -> str:
        return self._tokens[self._at][1]

    def _take(self, expected: str | None = None) -> str:
        word = self._word
        if expected is not None and word.upper() != expected:
            raise UnreadableError(f"{word!r} where {expected!r} was expected")
        self._at += 1
        return word

    def _group(self) -> Group:
        self._take("{")
        elements = self._elements("}")
        self._take("}")
        return Group(elements)

    def _elements(self, end: str) -> tuple[Element, ...]:
        found: list[Element] = []
        while self._word != end:
            word = self._word.upper()
            if word == ".":
                self._take()
            elif word == "{":
                found.append(self._union())
            elif self._kind == "word" and word != "A":
                found.append(self._clause(word))
            else:
                found.extend(self._triples())
        return tuple(found)

    def _union(self) -> Element:
        groups = [self._group()]
        while self._word.upper() == "UNION":
            self._take()
            groups.append(self._group())
        return Union(tuple(groups)) if len(groups) > 1 else groups[0]

    def _clause(self, word: str) -> Element:
        self._take()
        if word == "OPTIONAL":
            return Optional(self._group())
        if word == "FILTER":
            return self._filter()
        if word == "BIND":
            text, tests = self._expression()
            match = re.fullmatch(r"\((.*)\bAS\s+[?$](\w+)\s*\)", text, re.S | re.I)
            if match is None or tests:
                raise UnreadableError(text)
            return Bind(match[1].strip(), match[2])
        if word == "VALUES":
            return self._values()
        raise UnreadableError(word)

    def _filter(self) -> Filter:
        text, tests = self._expression()
        return Filter(text, tests)

    def _expression(self) -> tuple[str, tuple[tuple[str, Group], ...]]:
        """A bracketed expression, call or EXISTS; groups in it have become variables."""
        tests: list[tuple[str, Group]] = []
        text, depth, began = "", 0, self._at
        while True:
            word = self._word.upper()
            start = self._tokens[self._at][2]
            if word == "EXISTS":
                self._take()
                tests.append((f"{EXISTS}{next(self._fresh)}", self._group()))
                text += f"?{tests[-1][0]} "
            elif word == "NOT" and self._tokens[self._at + 1][1].upper() == "EXISTS":
                self._take()
                text += "!"
            elif self._kind == "end":
                raise UnreadableError("an expression without an end")
            else:
                depth += {"(": 1, ")": -1}.get(word, 0)
                self._take()
                text += self._text[start : self._tokens[self._at][2]]
            is_call = self._at == began + 1 and self._word == "("
            if depth == 0 and word not in ("NOT", "!") and not is_call:
                return text.strip(), tuple(tests)

    def _values(self) -> Values:
        several = self._word == "("
        names = self._bracketed() if several else [self._take()]
        self._take("{")
        rows = []
        while self._word != "}":
            if several:
                self._take("(")
            row = tuple(self._value() for _ in names)
            if several:
                self._take(")")
            rows.append(row)
        self._take("}")
        return Values(tuple(name[1:] for name in names), tuple(rows))

    def _bracketed(self) -> list[str]:
        self._take("(")
        names = []
        while self._word != ")":
            names.append(self._take())
        self._take(")")
        return names

    def _value(self) -> ox.NamedNode | ox.Literal | None:
        if self._word.upper() == "UNDEF":
            self._take()
            return None
        term = self._slot()
        if isinstance(term, ox.Variable):
            raise UnreadableError("a variable in a table")
        return term

    def _triples(self) -> list[TriplePattern]:
        subject = self._slot()
        found: list[TriplePattern] = []
        while True:
            path = self._path()
            found += self._along(subject, path, self._slot())
            while self._word == ",":
                self._take()
                found += self._along(subject, path, self._slot())
            while self._word == ";":
                self._take()
            if self._word in (".", "}", "{", "") or (self._kind == "word" and self._word != "a"):
                return found

    def _path(self) -> list[tuple[Slot, bool, str]]:
        steps = []
        while True:
            backwards = self._word == "^"
            if backwards:
                self._take()
            predicate: Slot = _TYPE if self._word == "a" else self._slot(take=False)
            self._take()
            repeat = self._take() if self._word in ("*", "+") else ""
            steps.append((predicate, backwards, repeat))
            if self._word != "/":
                return steps
            self._take()

    def _along(
        self, subject: Slot, path: list[tuple[Slot, bool, str]], end: Slot
    ) -> list[TriplePattern]:
        found = []
        for index, (predicate, backwards, repeat) in enumerate(path):
            last = index == len(path) - 1
            value = end if last else ox.Variable(f"between__{next(self._fresh)}")
            start, stop = (value, subject) if backwards else (subject, value)
            found.append(TriplePattern(start, predicate, stop, repeat))
            subject = value
        return found

    def _slot(self, *, take: bool = True) -> Slot:
        kind, word = self._kind, self._word
        slot = self._term(kind, word)
        if take:
            self._take()
            if kind == "string":
                return self._tagged(word)
        return slot

    def _term(self, kind: str, word: str) -> Slot:
        if kind == "variable":
            return ox.Variable(word[1:])
        if kind == "iri":
            return ox.NamedNode(word[1:-1])
        if kind == "name":
            return self._expand(word)
        if kind == "number":
            real = "double" if "e" in word.lower() else "decimal" if "." in word else "integer"
            return ox.Literal(word, datatype=ox.NamedNode(_XSD + real))
        if word in ("true", "false"):
            return ox.Literal(word, datatype=ox.NamedNode(f"{_XSD}boolean"))
        if kind == "string":
            return ox.Literal(word)
        raise UnreadableError(word)

    def _tagged(self, word: str) -> ox.Literal:
        mark = ""
        if self._kind == "language":
            mark = self._take()
        elif self._word == "^^":
            self._take()
            mark = f"^^{self._slot()}"
        (triple,) = ox.parse(f"<x:s> <x:p> {_double_quoted(word)}{mark} .", ox.RdfFormat.N_TRIPLES)
        if not isinstance(triple.object, ox.Literal):
            raise UnreadableError(word)
        return triple.object

    def _expand(self, name: str) -> ox.NamedNode:
        prefix, _, local = name.partition(":")
        if prefix not in PREFIXES:
            raise UnreadableError(f"the prefix {prefix}:")
        return ox.NamedNode(PREFIXES[prefix] + local)


def _double_quoted(word: str) -> str:
    return word if word[0] == '"' else '"' + word[1:-1].replace('"', '\\"') + '"'
