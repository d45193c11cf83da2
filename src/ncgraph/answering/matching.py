"""A question to tags: amounts, authors, formulas, the longest ontology label, or a lexicon word.

Nouns of the field come from the ontology's labels alone, function words from `lexicon`.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.answering.amounts import find_amounts, normalise
from ncgraph.answering.lexicon import PHRASES, Role, Tag, lexicon
from ncgraph.model import Label
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ncgraph.answering.amounts import Found


_AMERICAN = (("fibre", "fiber"), ("centre", "center"), ("colour", "color"), ("ise", "ize"))
_WORD = re.compile(r"[^\W_]+|[,;:&]")
# as tables print a missing value: no report of it, which is not the same as a "no"
_NOT_AVAILABLE = re.compile(
    r"\b(?:(?:N\.?A|n\.a)\b\.?|not available|unavailable) (?:for|as|in|under|of)?\s*"
)
_AUTHOR = re.compile(
    r"\b(?P<name>[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?)"
    r"(?:,? et al\b\.?| (?:and|&) (?:his |her |their )?(?:colleagues|co-?workers|others)\b"
    r"|['’]s? (?:group|team|lab|laboratory)\b)"
)
_LONGEST_LABEL = 7  # words
_SMALL = ("a", "an", "the", "in", "as", "is")
EVERY_SAMPLE = "ncg:Nanocrystal"  # the class of all samples says nothing about one
_PROPERTY = "ncg:Property"
_PUMP_NOUNS = ("pumped", "pumping", "excited", "excitation")


def plain(word: str) -> str:
    """A word without case, accent, plural or British spelling.

    >>> plain("Fabry-Pérot"), plain("cavities"), plain("NPLs"), plain("fibre")
    ('fabry-perot', 'cavity', 'npl', 'fiber')
    """
    decomposed = unicodedata.normalize("NFKD", word.lower())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for british, american in _AMERICAN:
        bare = bare.removesuffix(british) + american if bare.endswith(british) else bare
    if bare.endswith("ies") and len(bare) > 4:
        return bare[:-3] + "y"
    singular = not bare.endswith("s") or bare.endswith(("ss", "us", "is"))
    return bare if singular or len(bare) < 3 else bare[:-1]  # "ns", "ps" are no plurals


@cache
def _labels() -> dict[str, str]:
    """Joined plain words of every label to its term: hyphen, blank and slash do not matter.

    Abbreviations are taken in any case: people type "cw" and "npls". Terms outside the branches
    that text mentions are left out: "quasi-type-II emitter" is read by its parts.
    """
    forms = {**ontology().surface_forms(), **ontology().case_sensitive_forms()}
    return {
        _joined(_WORD.findall(form)): curie
        for form, curie in forms.items()
        if ontology().term(curie).mention_label or _branch(curie) or _is_property(curie)
    }


def _is_property(curie: str) -> bool:
    """Temperature and size are no mentions in text, but questions ask for them."""
    return curie != _PROPERTY and ontology().is_a(curie, _PROPERTY)


@cache
def _branch(curie: str) -> Label | None:
    """The label of the branch whose bare name a term is: `cavity` filters nothing, its kinds do."""
    parents = ontology().term(curie).parents
    if any(ontology().term(each).mention_label or _branch(each) for each in parents):
        return None
    kinds = (ontology().term(child) for child in ontology().children(curie))
    return next((kind.mention_label for kind in kinds if kind.mention_label), None)


def term_named(text: str) -> str | None:
    """The term that a text is a label of and nothing more."""
    return _labels().get(_joined(_WORD.findall(text)))


def _term_tag(text: str, curie: str) -> Tag:
    branch = _branch(curie)
    if branch is Label.MORPHOLOGY or curie == EVERY_SAMPLE:
        return Tag(Role.HEAD, text)
    return Tag(Role.FACET, text, str(branch)) if branch else Tag(Role.TERM, text, curie)


def branch_root(label: str) -> str:
    """The CURIE of the class whose kinds are mentions of a label."""
    return next(term.curie for term in ontology().terms() if str(_branch(term.curie)) == label)


def _joined(words: list[str]) -> str:
    return "".join(plain(word) for word in words)


def tag(question: str) -> list[Tag]:
    """Tags covering every word of the question, in order.

    >>> [(t.role.value, t.value) for t in tag("Which CdSe/CdS rods?")][:2]
    [('which', ''), ('formula', 'CdSe/CdS')]
    """
    text = _NOT_AVAILABLE.sub("no ", normalise(question))
    tags: list[Tag] = []
    position = 0
    for start, end, found in _spans(text):
        if start < position:
            continue
        tags.extend(_in_runs(_tag_words(text[position:start])))
        tags.append(found)
        position = end
    tags.extend(_in_runs(_tag_words(text[position:])))
    return tags


def _spans(text: str) -> list[Found]:
    """What is read as a whole: amounts, authors, formulas; an amount outdoes a formula."""
    spans = [*find_amounts(text), *_authors(text)]
    taken = [(start, end) for start, end, _ in spans]
    for formula in composition.find(text):
        start, end = formula.start, formula.end
        free = all(end <= low or start >= high for low, high in taken)
        if free and not _is_a_word(text[start:end]):
            normal = "/".join(layer.material for layer in formula.layers)
            spans.append((start, end, Tag(Role.FORMULA, text[start:end], normal)))
    return sorted(spans, key=lambda each: each[0])


def _authors(text: str) -> Iterator[Found]:
    for match in _AUTHOR.finditer(text):
        yield match.start(), match.end(), Tag(Role.NAME, match[0], match["name"])


def _is_a_word(text: str) -> bool:
    """`CW` (a carbide by its letters), `In` and `As` are words, `InAs` and `PbS` are not."""
    return _joined(_WORD.findall(text)) in _labels() or text.lower() in lexicon()


def _tag_words(text: str) -> Iterator[Tag]:
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        length, found = _longest(words, at)
        yield found
        at += length


def _longest(words: list[str], at: int) -> tuple[int, Tag]:
    lowered = tuple(word.lower() for word in words[at : at + 3])
    label = _longest_label(words, at)
    for length in (3, 2):
        longer = label is not None and label[0] > length
        if len(lowered) >= length and lowered[:length] in PHRASES and not longer:
            role, value = PHRASES[lowered[:length]]
            return length, Tag(role, " ".join(words[at : at + length]), value)
    if lowered[0] == "table":
        numbered = len(lowered) > 1 and lowered[1].isdigit()
        text = " ".join(words[at : at + 1 + numbered])
        return 1 + numbered, Tag(Role.TABLE, text, lowered[1] if numbered else "")
    return label or (1, _single(words[at]))


def _longest_label(words: list[str], at: int) -> tuple[int, Tag] | None:
    for length in range(min(_LONGEST_LABEL, len(words) - at), 0, -1):
        window = words[at : at + length]
        curie = _labels().get(_joined(window))
        # "a SE ..." is not ASE, "what type is" no type I: labels neither begin nor end so
        joins = length > 1 and (window[0].lower() in _SMALL or window[-1].lower() in _SMALL)
        if curie and not joins:
            if length == 1 and window[0].lower() in lexicon():
                return None
            return length, _term_tag(" ".join(window), curie)
    return None


def _single(word: str) -> Tag:
    known = lexicon().get(word.lower())
    if known:
        return Tag(known.role, word, known.value)
    curie = _implied(word)
    return Tag(Role.TERM, word, curie) if curie else Tag(Role.UNKNOWN, word)


def _implied(word: str) -> str | None:
    """`pumped electrically`: the label is "electrically pumped", its last word stands elsewhere."""
    if not word.lower().endswith("ly"):
        return None
    stems = (plain(word), plain(word).removesuffix("ly"))
    completed = (_labels().get(stem + noun) for stem in stems for noun in _PUMP_NOUNS)
    return next((curie for curie in completed if curie), None)


def respell(question: str) -> str:
    """The question with each run of unknown words replaced by the nearest label, if one is near."""
    return " ".join(
        next(iter(get_close_matches(each.text.lower(), _spellings(), n=1, cutoff=0.8)), each.text)
        if each.role is Role.UNKNOWN
        else each.text
        for each in tag(question)
    )


@cache
def _spellings() -> tuple[str, ...]:
    return tuple(form for form in ontology().surface_forms() if "-" not in form)


def _in_runs(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Neighbouring unknown words as one: they may be one misspelt name."""
    for unknown, run in groupby(tags, key=lambda each: each.role is Role.UNKNOWN):
        if unknown:
            yield Tag(Role.UNKNOWN, " ".join(each.text for each in run))
        else:
            yield from run
