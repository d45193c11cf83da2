"""Questions about the reference list itself: numbers, authors, years, DOIs, words of titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.answering.composing import PREFIXES, spoken
from ncgraph.answering.lexicon import Role
from ncgraph.answering.matching import tag
from ncgraph.answering.query import Asked, Facet, Form, Query
from ncgraph.answering.reading_back import read_back
from ncgraph.answering.valuing import YEAR
from ncgraph.model import Answer, AnswerRow, AnswerType

if TYPE_CHECKING:
    from ncgraph.answering.query import Filter
    from ncgraph.graph import KnowledgeGraph, Value

_OF_THE_LIST = {Facet.YEAR, Facet.AUTHOR, Facet.REFERENCE, Facet.DOI, Facet.WORDS}
_WORD = re.compile(r"[^\W\d_]+")
_CONTENT = 4  # letters of a word that titles are searched by
_ENOUGH = 2  # such words; fewer say little
_FEW = 3  # entries; more are no answer to "which paper"
_OF_QUESTIONS = {
    Role.FILLER, Role.WHICH, Role.REFERENCE, Role.AUXILIARY, Role.COUNT, Role.HEAD, Role.TABLE,
    Role.TEXT, Role.AND, Role.OR, Role.BREAK, Role.FACET, Role.FIRST,
}  # fmt: skip
_ENTRIES = """\
SELECT DISTINCT ?entry ?number ?author ?authors ?title ?year ?doi
WHERE {
  ?entry a biro:BibliographicReference ; ncg:number ?number .
  OPTIONAL { ?entry ncg:firstAuthor ?author } OPTIONAL { ?entry ncg:authorList ?authors }
  OPTIONAL { ?entry dcterms:title ?title } OPTIONAL { ?entry bibo:doi ?doi }
  OPTIONAL { ?entry fabio:hasPublicationYear ?year }
"""


def asks_for_entries(query: Query) -> bool:
    """Whether a question is about the list of references and no experiment."""
    facets = {f.facet for f in query.filters}
    bare = not (query.excluded or query.table or query.wanted or query.sides or query.measured)
    named = facets or query.form is Form.COUNT
    by_words = facets == {Facet.WORDS}  # a sentence may say it as well
    return (
        query.asked is Asked.REFERENCE
        and bare
        and bool(named)
        and (facets <= _OF_THE_LIST and not by_words)
    )


def list_entries(graph: KnowledgeGraph, question: str, query: Query) -> Answer:
    """The entries of the reference lists that meet all conditions."""
    terms: dict[str, str] = {}
    tests = [test for each in query.filters for test in _tests(each, terms)]
    body = "".join(f"  FILTER({test})\n" for test in tests)
    sparql = f"{PREFIXES}PREFIX biro: <http://purl.org/spar/biro/>\n{_ENTRIES}{body}}}"
    found = sorted(graph.select(sparql, **terms), key=lambda row: str(row["number"]).zfill(6))
    found = _at_end(found, query)
    counted = query.form is Form.COUNT
    years = {row["year"] for row in found}
    year = years.pop() if query.form is Form.YEAR and len(years) == 1 else None
    value = len(found) if counted else year if isinstance(year, int) else None
    return Answer(
        question=question,
        understood=bool(found) or counted,
        reading=read_back(query).replace(" on emitters", ""),
        answer_type=AnswerType.NUMBER if counted or year else AnswerType.REFERENCE,
        rows=tuple(map(_row, found)),
        value=value,
        unit="references" if counted else YEAR if year else None,
        sparql=sparql,
        notes=() if found else ("no entry of a reference list fits",),
    )


def list_by_title(graph: KnowledgeGraph, question: str, reading: str) -> Answer | None:
    """The few entries whose title has every word of content of the question, if there are any."""
    content = (t for t in tag(question) if t.role not in _OF_QUESTIONS)
    words = [w for t in content for w in _WORD.findall(t.text) if len(w) >= _CONTENT]
    if len(words) < _ENOUGH:
        return None
    terms = {f"given{n}": spoken(word) for n, word in enumerate(words, 1)}
    tests = "".join(f'  FILTER(REGEX(?title, ?{name}, "i"))\n' for name in terms)
    sparql = f"{PREFIXES}PREFIX biro: <http://purl.org/spar/biro/>\n{_ENTRIES}{tests}}}"
    found = list(graph.select(sparql, **terms))
    if not 0 < len(found) <= _FEW:
        return None
    return Answer(
        question=question,
        understood=True,
        reading=f"references with “{', '.join(words)}” in the title",
        answer_type=AnswerType.REFERENCE,
        rows=tuple(map(_row, found)),
        sparql=sparql,
        notes=(f"by the words of the title; as {reading} nothing was found",) if reading else (),
    )


def _tests(condition: Filter, terms: dict[str, str]) -> list[str]:
    def given(value: str) -> str:
        terms[f"given{len(terms) + 1}"] = value
        return f"?given{len(terms)}"

    if condition.facet is Facet.YEAR and condition.range:
        limits = condition.range
        low = [] if limits.low is None else [(">" if limits.without_low else ">=", limits.low)]
        high = [] if limits.high is None else [("<" if limits.without_high else "<=", limits.high)]
        return [f"?year {sign} {end:.0f}" for sign, end in (*low, *high)]
    if condition.facet in (Facet.AUTHOR, Facet.WORDS):
        place = "?authors" if condition.facet is Facet.AUTHOR else "?title"
        return [f'REGEX({place}, {given(spoken(each))}, "i")' for each in condition.values]
    place = "?number" if condition.facet is Facet.REFERENCE else "?doi"
    return [f"STR({place}) IN ({', '.join(given(each) for each in condition.values)})"]


def _at_end(found: list[dict[str, Value]], query: Query) -> list[dict[str, Value]]:
    if not (query.order and query.order.property == YEAR):
        return found
    years = [int(str(row["year"])) for row in found if row["year"] is not None]
    end = (min if query.order.sense == "less" else max)(years, default=0)
    return [row for row in found if row["year"] == end]


def _row(row: dict[str, Value]) -> AnswerRow:
    number = str(row["number"])
    year = f" ({row['year']})" if row["year"] else ""
    return AnswerRow(
        sample=f"{row['author'] or row['authors'] or ''}{year}: {row['title'] or ''}".strip(": "),
        references=(int(number) if number.isdigit() else number,),
        dois=(str(row["doi"]),) if row["doi"] else (),
    )
