"""A typed query in controlled words: what the question was taken to mean.

The words can be asked again: reading them gives the same query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.answering.questions import Asked, Facet, Filter, Form, Query
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_FORM_WORDS = {Form.LIST: "", Form.COUNT: "number of ", Form.YES_NO: "whether there are "}
_WANTED_WORDS = {
    Facet.CAVITY: "cavities of ",
    Facet.PUMP: "pumping of ",
    Facet.ALIGNMENT: "band alignment of ",
    Facet.MORPHOLOGY: "morphology of ",
    Facet.HETEROSTRUCTURE: "heterostructure of ",
    Facet.MATERIAL: "materials of ",
}
_ASKED_WORDS = {
    Asked.SAMPLE: "",
    Asked.ROW: "table rows on ",
    Asked.REFERENCE: "references on ",
}


def read_back(query: Query) -> str:
    """The query in words, such as `emitters with type-II band alignment that have lased`."""
    wanted = _WANTED_WORDS[query.wanted] if query.wanted else ""
    done = _outcomes(query.filters)
    parts = [_subject(query.filters), f"that {done}" if done else "", *_circumstances(query)]
    words = " ".join(part for part in parts if part)
    return _FORM_WORDS[query.form] + _ASKED_WORDS[query.asked] + wanted + words


def as_question(query: Query) -> str:
    """The query as a question that can be asked again, of samples and as a list."""
    done = _outcomes(query.filters) or "are known"
    return " ".join(["Which", _subject(query.filters), done, *_circumstances(query)]) + "?"


def describe(condition: Filter) -> str:
    """One condition in words, for notes.

    >>> describe(Filter(Facet.PUMP, ("ncg:ContinuousWavePump",)))
    'under CW pumping'
    """
    return _WORDERS[condition.facet](_alternatives(condition))


def _subject(filters: Iterable[Filter]) -> str:
    chosen = [f for facet in _BEFORE_NOUN for f in filters if f.facet is facet]
    shapes = [f for f in filters if f.facet is Facet.MORPHOLOGY]
    noun = "" if shapes else "emitters"
    alignments = [f for f in filters if f.facet is Facet.ALIGNMENT]
    return " ".join(
        part for part in (*map(describe, chosen), noun, *map(describe, alignments)) if part
    )


def _outcomes(filters: Iterable[Filter]) -> str:
    return " and ".join(describe(f) for f in filters if f.facet is Facet.OUTCOME)


def _circumstances(query: Query) -> list[str]:
    words = [" and ".join(describe(f) for f in query.filters if f.facet is Facet.MEASUREMENT)]
    # conditions on one pump are said in one breath: "under two-photon fs pumping"
    for facet in (Facet.PUMP, Facet.CAVITY):
        named = [_alternatives(f) for f in query.filters if f.facet is facet]
        words.append(_WORDERS[facet](" ".join(named)) if named else "")
    if query.table and query.asked is not Asked.ROW:
        words.append("in the table")
    words += ["but " + _denied(group) for group in query.excluded]
    return [word for word in words if word]


def _denied(group: tuple[Filter, ...]) -> str:
    words = " ".join(map(describe, group))
    if words.startswith("have "):
        return "have not " + words.removeprefix("have ")
    return "without " + words.removeprefix("with ") if words.startswith("with ") else f"not {words}"


def _alternatives(condition: Filter) -> str:
    return " or ".join(_word(value, condition.facet) for value in condition.values)


def _word(value: str, facet: Facet) -> str:
    if facet is Facet.MATERIAL:
        return value
    term = ontology().term(value)
    return term.label if facet is Facet.MEASUREMENT or not term.notation else term.notation


def _done(words: str) -> str:
    """`lased` where the ontology has the participle of an outcome, else `shown ASE`."""
    done = [_participle(word) for word in words.split(" or ")]
    return "have " + " or ".join(done)


def _participle(word: str) -> str:
    curie = ontology().surface_forms().get(word.lower())
    synonyms = ontology().term(curie).synonyms if curie else ()
    return next((s for s in synonyms if s.endswith("ed") and " " not in s), f"shown {word}")


def _plural(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"


def _article(words: str) -> str:
    """`an FP cavity`, `a WGM cavity`: by the first letter's name where letters are spelt out."""
    spelt = words[:2].isupper()
    return "an" if words[0].upper() in ("AEFHILMNORSX" if spelt else "AEIO") else "a"


_BEFORE_NOUN = (Facet.MATERIAL, Facet.HETEROSTRUCTURE, Facet.MORPHOLOGY)
_WORDERS: Mapping[Facet, Callable[[str], str]] = {
    Facet.ALIGNMENT: lambda words: f"with {words} band alignment",
    Facet.OUTCOME: _done,
    Facet.LACKED_OUTCOME: lambda words: f"without {words}",
    Facet.PUMP: lambda words: f"under {words} pumping",
    Facet.CAVITY: lambda words: f"in {_article(words)} {words} cavity",
    Facet.MEASUREMENT: lambda words: f"with {_article(words)} {words}",
    Facet.MORPHOLOGY: lambda words: " or ".join(_plural(word) for word in words.split(" or ")),
    Facet.HETEROSTRUCTURE: lambda words: words,
    Facet.MATERIAL: lambda words: words,
}
