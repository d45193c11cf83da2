"""A typed query to SPARQL over facts and inferences.

Classes come from the ontology and stand in the text as prefixed names; whatever a person typed
(formulas) is a variable, bound as a term when the query runs and shown as an escaped literal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.answering.lexicon import COLORS
from ncgraph.answering.patterns import (
    AUTHOR,
    COLOR_WORD,
    COMPARED,
    ELEMENT,
    IN_GENERAL,
    LAYERED,
    NUMBERS,
    PATTERNS,
    PATTERNS_OF_TEXT,
    PRESENT,
    QUANTITY,
    ROLES,
    SAME,
    SCALES,
    UNNAMED_SHELL,
    UNSHAPED,
    WORDS,
)
from ncgraph.answering.query import Facet, Filter, Query, Range, Sense
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PREFIXES = """\
PREFIX ncg: <https://w3id.org/ncgraph/ontology#>
PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qudt: <http://qudt.org/schema/qudt/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

_GIVEN = re.compile(r"\?(given\d+)\b")
_ENDING = re.compile(
    r"(?<=[a-z]{4})(?:ing|ed|ally|ly|(?<!s)s)\Z"
)  # "glass" and "gas" are no plurals
_INFLECTED = 5  # letters; of shorter words only the number varies
_OF_MATERIAL = {Facet.ALIGNMENT, Facet.HETEROSTRUCTURE, Facet.MATERIAL}


@dataclass(frozen=True, slots=True)
class Composed:
    """A query ready to run: its text, and the terms its free variables stand for."""

    text: str
    terms: dict[str, str]

    @property
    def shown(self) -> str:
        """The query as any SPARQL client can run it, the terms written out."""
        return _GIVEN.sub(lambda found: literal(self.terms[found[1]]), self.text)


def literal(text: str) -> str:
    r"""A SPARQL string literal; nothing inside it can end it.

    >>> print(literal('CdSe" } DROP ALL #'))
    "CdSe\" } DROP ALL #"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'


def compose(query: Query) -> Composed:
    """The query as SPARQL: one solution per unit (experiment or statement), sample, reference."""
    writer = _Writer(query)
    lines = [*_unit(query), *(writer.condition(each) for each in query.filters)]
    if query.wanted and query.wanted in PRESENT:
        lines.append(PRESENT[query.wanted])
    if query.wanted is Facet.MECHANISM:
        lines.append(writer.condition(Filter(query.wanted, ("ncg:GainMechanism",))))
    if any(f.facet in _OF_MATERIAL for group in query.excluded for f in group):
        lines.append(PRESENT[Facet.MATERIAL])  # "colloidal NCs" may well be what is excluded
    lines += [
        "OPTIONAL { ?sample rdfs:label ?label }",
        "OPTIONAL { ?sample ncg:composition ?composition }",
        f"OPTIONAL {{ ?unit {_credit(query)} ?entry . ?entry ncg:number ?reference }}",
    ]
    for group in query.excluded:
        lines += writer.exclusion(group, query)
    body = "\n".join(f"  {line}" for line in lines)
    prefixes = [line for line in PREFIXES.splitlines() if line.split()[1] in body]
    head = "\n".join(prefixes)
    row = " ?row" if query.table else ""
    text = (
        f"{head}\nSELECT DISTINCT ?sample ?label ?composition ?reference ?unit ?entry{row}\n"
        f"WHERE {{\n{body}\n}}"
    )
    return Composed(text, writer.terms)


def _unit(query: Query) -> list[str]:
    if query.about_experiments:
        lines = ["?unit a ncg:GainExperiment ; ncg:hasGainMedium ?sample ."]
        source = "?unit prov:wasDerivedFrom ?statement . ?statement"
    else:
        lines = ["?unit a ncg:Statement ; ncg:aboutSample ?sample ."]
        source = "?unit"
    if query.table:
        lines.append(f"{source} ncg:tableRow ?row .")
    if query.text:
        lines.append(f'{source} ncg:statementSource ?source . FILTER(?source != "title")')
    return lines


def _credit(query: Query) -> str:
    return "ncg:reportedIn" if query.about_experiments else "ncg:creditsReference"


class _Writer:
    """Writes conditions; numbers their variables and keeps the terms typed by people."""

    def __init__(self, query: Query) -> None:
        self.terms: dict[str, str] = {}
        self._count = 0
        self._query = query
        self._of_experiments = query.about_experiments

    def condition(
        self, condition: Filter, sample: str = "sample", unit: str = "unit", scope: str = "unit"
    ) -> str:
        self._count += 1
        facet = condition.facet
        names = {
            "sample": sample,
            "unit": unit,
            "scope": scope,
            "node": f"{facet.name.lower()}{self._count}",
            "credit": _credit(self._query),
            "statement": f"{unit}Statement" if self._of_experiments else unit,
        }
        if facet in PATTERNS:
            return self._of_classes(condition, names)
        if facet in PATTERNS_OF_TEXT:
            return self._of_claims(condition, names)
        if facet in NUMBERS:
            return f"{NUMBERS[facet].format(**names)} {_within(condition, names)}"
        return self._special(condition, names)

    def _of_classes(self, condition: Filter, names: dict[str, str]) -> str:
        classes = " ".join(with_kinds(condition.values))
        pattern = PATTERNS[condition.facet].format(**names)
        if condition.range:
            found = QUANTITY.format(dimension=condition.range.dimension, **names)
            pattern += f" {found} {_within(condition, names)}"
        written = f"{pattern} VALUES ?{names['node']}Class {{ {classes} }}"
        if "ncg:CoreShell" in condition.values:
            return f"{{ {written} }} UNION {{ {UNNAMED_SHELL.format(**names)} }}"
        if condition.values == ("ncg:ExcitonNumber",) and (named := _by_name(condition.range)):
            said = Filter(Facet.STATED, named)
            return f"{{ {written} }} UNION {{ {self._of_claims(said, names)} }}"
        return written

    def _of_claims(self, condition: Filter, names: dict[str, str]) -> str:
        pattern = PATTERNS_OF_TEXT[condition.facet].format(**names)
        if condition.facet is Facet.FIRST:
            outcomes = [v for f in self._query.having(Facet.OUTCOME) for v in f.values]
            if outcomes:
                classes = " ".join(with_kinds(outcomes))
                pattern += f" ?{names['node']} ncg:statesTerm ?{names['node']}Class ."
                pattern += f" VALUES ?{names['node']}Class {{ {classes} }}"
        else:
            classes = " ".join(with_kinds(condition.values))
            pattern += f" VALUES ?{names['node']}Class {{ {classes} }}"
        return self._stated(names) + pattern

    def _stated(self, names: dict[str, str]) -> str:
        """An experiment's statement; a statement is its own."""
        if not self._of_experiments:
            return ""
        unit, statement = names["unit"], names["statement"]
        return f"?{unit} prov:wasDerivedFrom ?{statement} . ?{statement} a ncg:Statement . "

    def _special(self, condition: Filter, names: dict[str, str]) -> str:
        writers: dict[Facet, Callable[[Filter, dict[str, str]], str]] = {
            Facet.MATERIAL: self._material,
            Facet.LAYER: self._layer,
            Facet.ELEMENT: self._element,
            Facet.COLOR: self._color,
            Facet.COLOR_WORD: lambda c, n: self._said(COLOR_WORD, c, n),
            Facet.AUTHOR: lambda c, n: self._said(AUTHOR, c, n),
            Facet.WORDS: lambda c, n: self._said(WORDS, c, n),
            Facet.COMPARED: _compared,
            Facet.IN_GENERAL: lambda _, n: IN_GENERAL.format(**n),
            Facet.UNSHAPED: lambda _, n: UNSHAPED.format(**n),
            Facet.REFERENCE: lambda c, n: self._among("?entry ncg:number", c, n, entry=True),
            Facet.DOI: lambda c, n: self._among("?entry bibo:doi", c, n, entry=True),
            Facet.ROW: lambda c, _: f"FILTER(?row IN ({', '.join(map(str, map(int, c.values)))}))",
        }
        return writers[condition.facet](condition, names)

    def _given(self, value: str) -> str:
        name = f"given{len(self.terms) + 1}"
        self.terms[name] = value
        return name

    def _said(self, pattern: str, condition: Filter, names: dict[str, str]) -> str:
        words = "|".join(spoken(value) for value in condition.values)
        given = self._given(words)
        return self._stated(names) + pattern.format(given=given, **names)

    def _among(self, path: str, condition: Filter, names: dict[str, str], *, entry: bool) -> str:
        listed = ", ".join(f"?{self._given(value)}" for value in condition.values)
        link = f"?{names['unit']} {names['credit']} ?entry . " if entry else ""
        return f"{link}{path} ?{names['node']} . FILTER(STR(?{names['node']}) IN ({listed}))"

    def _material(self, condition: Filter, names: dict[str, str]) -> str:
        listed = ", ".join(f"?{self._given(value)}" for value in condition.values)
        made = f"?{names['sample']}Formula{self._count}"
        return f"?{names['sample']} ncg:composition {made} . FILTER({made} IN ({listed}))"

    def _element(self, condition: Filter, names: dict[str, str]) -> str:
        listed = ", ".join(f"?{self._given(value)}" for value in condition.values)
        return ELEMENT.format(listed=listed, **names)

    def _layer(self, condition: Filter, names: dict[str, str]) -> str:
        pairs = zip(condition.values[::2], condition.values[1::2], strict=True)
        ways = [
            LAYERED.format(given=self._given(material), roles=ROLES[role], **names)
            for material, role in pairs
        ]
        return " UNION ".join(f"{{ {way} }}" for way in ways) if len(ways) > 1 else ways[0]

    def _color(self, condition: Filter, names: dict[str, str]) -> str:
        found = PATTERNS[Facet.MEASUREMENT].format(**names)
        found += f" VALUES ?{names['node']}Class {{ ncg:EmissionPeak }} "
        found += QUANTITY.format(dimension="length", **names)
        limits = (COLORS[value] for value in condition.values)
        low = f"?{names['node']}Low"
        tests = (f"({low} >= {a * 1e-9:.4e} && {low} < {b * 1e-9:.4e})" for a, b in limits)
        return f"{found} FILTER({' || '.join(tests)})"

    def exclusion(self, group: Iterable[Filter], query: Query) -> list[str]:
        """What must hold nowhere for the sample; in table rows, not in the row itself.

        MINUS is evaluated once, NOT EXISTS once a row: 3 ms against 570 ms on one review's graph.
        """
        group = tuple(group)
        of_experiments = any(condition.facet.of_experiment for condition in group)
        if query.table or not of_experiments:
            return [f"MINUS {{ {self._all(group, 'sample', 'unit')} }}"]
        same = f"{self._all(group, 'sample', 'other')} ?other ncg:hasGainMedium ?sample ."
        # one paper's sample may be named in two ways: same formula and reference is the same
        alike = (
            f"{self._all(group, 'namesake', 'other')} ?other ncg:hasGainMedium ?namesake ; "
            "ncg:reportedIn ?shared . ?namesake ncg:composition ?made . "
            "?unit ncg:reportedIn ?shared ; ncg:hasGainMedium ?sample . "
            "?sample ncg:composition ?made ."
        )
        return [f"MINUS {{ {same} }}", f"MINUS {{ {alike} }}"]

    def _all(self, group: Iterable[Filter], sample: str, unit: str) -> str:
        scope = f"denied{self._count}"
        return " ".join(self.condition(each, sample, unit, scope) for each in group)


def _within(condition: Filter, names: dict[str, str]) -> str:
    """Ranges as a filter; of a printed range the whole has to lie within one of them."""
    ranges = condition.range.all if condition.range else ()
    tests = [" && ".join(each) for limits in ranges if (each := _tests(condition, limits, names))]
    return f"FILTER({' || '.join(f'({each})' for each in tests)})" if tests else ""


def _tests(condition: Filter, limits: Range, names: dict[str, str]) -> list[str]:
    low, top = f"?{names['node']}Low", f"COALESCE(?{names['node']}Top, ?{names['node']}Low)"
    if condition.facet is not Facet.MEASUREMENT:
        top = low
    scale = SCALES.get(condition.facet, 1.0)
    tests = []
    if limits.low is not None:
        end = limits.low * scale * (1 + (SAME if limits.without_low else -SAME))
        tests.append(f"{low} {'>' if limits.without_low else '>='} {end:.15e}")
    if limits.high is not None:
        end = limits.high * scale * (1 + (-SAME if limits.without_high else SAME))
        tests.append(f"{top} {'<' if limits.without_high else '<='} {end:.15e}")
    if condition.facet is Facet.MEASUREMENT:
        tests.append(_bounds(limits, f"?{names['node']}Bound"))
    return tests


def _bounds(limits: Range, bound: str) -> str:
    """A value printed as "< 10" is below 20, and not above 5."""
    kept = ['""']
    kept += ['"<"', '"<="'] if limits.low is None else []
    kept += ['">"', '">="'] if limits.high is None else []
    return f'COALESCE({bound}, "") IN ({", ".join(kept)})'


def _by_name(limits: Range | None) -> tuple[str, ...]:
    """`below one exciton` is "sub-single-exciton"; `one or less` is "single-exciton" too."""
    if limits is None or limits.high is None or limits.low is not None or limits.high != 1:
        return ()
    sub = "ncg:SubSingleExcitonGain"
    return (sub,) if limits.without_high else (sub, "ncg:SingleExcitonGain")


def _compared(condition: Filter, names: dict[str, str]) -> str:
    sign = "<" if condition.sense is Sense.LESS else ">"
    first, second = condition.values
    return COMPARED.format(first=first, second=second, sign=sign, **names)


def spoken(words: str) -> str:
    r"""Words as a pattern: whole, in any form of the last, blanks and hyphens alike.

    >>> print(spoken("square lattices"))
    \bsquare[\s-]+lattice(?:e?[sd]?|ing|al|ly|ally)\b
    """
    parts = [re.escape(part) for part in re.split(r"[\s-]+", words.strip())]
    ends = r"(?:e?s)?\b"
    if len(parts[-1]) >= _INFLECTED:
        parts[-1], ends = _ENDING.sub("", parts[-1]), r"(?:e?[sd]?|ing|al|ly|ally)\b"
    return r"\b" + r"[\s-]+".join(parts) + ends


def with_kinds(curies: Iterable[str]) -> list[str]:
    """The terms and all their kinds, so that a PC-DFB cavity answers to DFB."""
    return list(dict.fromkeys(k for c in curies for k in (c, *ontology().descendants(c))))
