"""A typed query in controlled words: what the question was taken to mean.

The words can be asked again: reading them gives the same query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.answering.query import Asked, Facet, Filter, Form, Query, Sense
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_FORM_WORDS = {
    Form.COUNT: "number of ",
    Form.YES_NO: "whether there are ",
    Form.YEAR: "year of ",
    Form.RATIO: "ratio for ",
}
_WANTED_WORDS = {
    Facet.CAVITY: "cavities of ",
    Facet.PUMP: "pumping of ",
    Facet.ALIGNMENT: "band alignment of ",
    Facet.MORPHOLOGY: "morphology of ",
    Facet.HETEROSTRUCTURE: "heterostructure of ",
    Facet.MATERIAL: "materials of ",
    Facet.MECHANISM: "gain mechanism of ",
    Facet.COMPONENT: "circuit components with ",
}
_ASKED_WORDS = {
    Asked.SAMPLE: "",
    Asked.ROW: "table rows on ",
    Asked.REFERENCE: "references on ",
}
_ENDS = {Sense.LESS: "lowest", Sense.MORE: "highest"}
_AGES = {Sense.LESS: "earliest", Sense.MORE: "latest"}


def read_back(query: Query) -> str:
    """The query in words, such as `emitters with type-II band alignment that have lased`."""
    wanted = _WANTED_WORDS[query.wanted] if query.wanted else ""
    done = _outcomes(query.filters)
    parts = [_subject(query.filters), f"that {done}" if done else "", *_circumstances(query)]
    words = " ".join(part for part in parts if part)
    lead = _FORM_WORDS.get(query.form, "") + ("" if query.ranked else _measured(query))
    order = f", the {_ENDS[query.ranked]} first" if query.ranked else ""
    return lead + _ASKED_WORDS[query.asked] + wanted + words + order


def _measured(query: Query) -> str:
    """`the lowest lasing threshold (fluence, in mJ/cm2) of `."""
    order, value = query.order, query.form is Form.VALUE
    if order and order.property == "year":
        return f"the {_AGES[order.sense]} of "
    name = query.measured or (order.property if order else None)
    if name is None:
        return ""
    label = ontology().term(name).label if ":" in name else name
    within = ", ".join(
        part for part in (query.dimension, query.unit and f"in {query.unit}") if part
    )
    end = f"{_ENDS[order.sense]} " if order else ""
    words = f"{end}{label}" + (f" ({within})" if within else "")
    return f"the {words} of " if value else f"those with the {words} of "


def as_question(query: Query) -> str:
    """The query as a question that can be asked again, of samples and as a list."""
    done = _outcomes(query.filters) or "are known"
    return " ".join(["Which", _subject(query.filters), done, *_circumstances(query)]) + "?"


def describe(condition: Filter) -> str:
    """One condition in words, for notes.

    >>> describe(Filter(Facet.PUMP, ("ncg:ContinuousWavePump",)))
    'under CW pumping'
    """
    if condition.facet is Facet.LAYER:
        pairs = zip(condition.values[::2], condition.values[1::2], strict=True)
        return " or ".join(
            f"containing {material}" if role == "part" else f"with {material} as {role}"
            for material, role in pairs
        )
    if condition.facet is Facet.COMPARED:
        first, second = (ontology().term(value).label for value in condition.values)
        sign = "below" if condition.sense is Sense.LESS else "above"
        return f"with the {first} {sign} the {second}"
    words = _WORDERS[condition.facet](_alternatives(condition))
    return f"{words} {condition.range.words}" if condition.range else words


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
    words += [describe(f) for f in query.filters if f.facet in _AFTER]
    if query.text:
        words.append("in the text")
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
    if ":" not in value or not value.startswith("ncg:"):
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


_AFTER = (
    Facet.LAYER, Facet.MECHANISM, Facet.STATED, Facet.COMPONENT, Facet.PUMP_WAVELENGTH,
    Facet.PULSE_DURATION, Facet.VOLTAGE, Facet.COMPARED, Facet.AUTHOR, Facet.YEAR,
    Facet.REFERENCE, Facet.DOI, Facet.ROW, Facet.FIRST,
    Facet.WORDS, Facet.LACKED_OUTCOME, Facet.DENIED, Facet.UNSHAPED,
    Facet.IN_GENERAL,
)  # fmt: skip
_BEFORE_NOUN = (
    Facet.COLOR,
    Facet.COLOR_WORD,
    Facet.MATERIAL,
    Facet.HETEROSTRUCTURE,
    Facet.MORPHOLOGY,
)
_WORDERS: Mapping[Facet, Callable[[str], str]] = {
    Facet.ALIGNMENT: lambda words: f"with {words} band alignment",
    Facet.OUTCOME: _done,
    Facet.LACKED_OUTCOME: lambda words: f"without {words}",
    Facet.PUMP: lambda words: f"under {words} pumping",
    Facet.CAVITY: lambda words: f"in {_article(words)} {words.removesuffix(' cavity')} cavity",
    Facet.MEASUREMENT: lambda words: f"with {_article(words)} {words}",
    Facet.MORPHOLOGY: lambda words: " or ".join(_plural(word) for word in words.split(" or ")),
    Facet.HETEROSTRUCTURE: lambda words: words,
    Facet.MATERIAL: lambda words: words,
    Facet.STATED: lambda words: f"about {_article(words)} {words}",
    Facet.DENIED: lambda words: f"without {words}",
    Facet.MECHANISM: lambda words: f"by way of {words}",
    Facet.COMPONENT: lambda words: f"in {_article(words)} {words}",
    Facet.COLOR: lambda words: f"{words}-emitting",
    Facet.COLOR_WORD: lambda words: f"{words}-emitting (by word, not by wavelength)",
    Facet.PUMP_WAVELENGTH: lambda _: "with a pump wavelength",
    Facet.PULSE_DURATION: lambda _: "with a pump pulse",
    Facet.VOLTAGE: lambda _: "with a voltage",
    Facet.AUTHOR: lambda words: f"reported by {words}",
    Facet.YEAR: lambda _: "published",
    Facet.REFERENCE: lambda words: f"in reference {words}",
    Facet.DOI: lambda words: f"in {words}",
    Facet.ROW: lambda words: f"in row {words}",
    Facet.ELEMENT: lambda words: f"containing {words}",
    Facet.IN_GENERAL: lambda _: "in general",
    Facet.UNSHAPED: lambda _: "of no stated shape",
    Facet.FIRST: lambda _: "said to be the first",
    Facet.WORDS: lambda words: f"with the words “{words}” in the sentence",
}
