"""Question words to tags: the longest ontology label, a formula, or a word of the closed lexicon.

Nouns of the field come from the ontology's labels alone. The lexicon below holds function words:
what is asked for, how filters are joined, and words that carry no filter of their own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from ncgraph import composition
from ncgraph.model import Label
from ncgraph.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Role(StrEnum):
    """What a stretch of the question does for its meaning."""

    TERM = "term"  # an ontology term; `value` is its CURIE
    FORMULA = "formula"  # a composition; `value` is its normal form
    WHICH = "which"
    COUNT = "count"
    HEAD = "head"  # a word for samples in general
    ROW = "row"
    REFERENCE = "reference"
    FACET = "facet"  # a branch ("cavity"): asked for, or filler beside its type; `value` its label
    NOT = "not"
    OR = "or"
    AND = "and"
    BREAK = "break"  # ends the reach of a negation
    INCLUDED = "included"
    EVERY = "every"  # harmless in a list, a claim about the world in a yes/no question
    TABLE = "table"
    AUXILIARY = "auxiliary"  # opens a yes/no question
    FILLER = "filler"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of the question with its role."""

    role: Role
    text: str
    value: str = ""


_LEXICON_LINES = {
    Role.WHICH: "which what list name show give find tell enumerate whose",
    Role.COUNT: "count number",
    Role.HEAD: "emitter emitters sample samples system systems structure structures one ones "
    "specimen specimens anything everything something media medium nanocrystal nanocrystals "
    "example examples case cases",
    Role.ROW: "row rows entry entries line lines",
    Role.REFERENCE: "paper papers reference references work works publication publications article "
    "articles study studies author authors doi dois who source sources",
    Role.NOT: "not no never without non neither nor excluding except lacking lacks lack none "
    "cannot isn hasn haven didn doesn wasn weren aren don",
    Role.OR: "or",
    Role.AND: "and plus , &",
    Role.BREAK: "but that while although though yet whereas however ; when",
    Role.INCLUDED: "included including inclusive",
    Role.EVERY: "all every each always",
    Role.AUXILIARY: "is are was were do does did has have had can could be been being will would",
    Role.FILLER: "the a an of in on at by with under for from to into between within among via "
    "through using used use uses having ever any there it its they them their this these "
    "those me us you i we my our please thanks thank kindly as so if either both too such about "
    "also already actually how s t type types kind kinds sort sorts based made "
    "exhibit exhibits exhibited exhibiting achieve achieves achieved achieving achievement "
    "reach reaches reached reaching demonstrate demonstrates demonstrated demonstrating "
    "demonstration demonstrations display displays displayed observe observes observed observation "
    "report reports reported reporting reportedly see seen saw sees produce produces produced "
    "producing given gives shown shows showed showing undergo undergoes underwent support supports "
    "supported possess possesses possessing known know knows exist exists existing run runs ran "
    "running operate operates operated operating operation happen happened occur "
    "occurs occurred treated considered regarded called classified counted count's present "
    "colloidal semiconductor regime condition conditions mode review text literature mention "
    "mentions mentioned mentioning get got gets obtain obtained obtaining include want would like "
    "need look looking say says said here which's got able listed yes provide provides provided "
    "measured recorded experiment experiments carried done graph",
}
# what a branch is called in questions where its own labels name its members, or nothing
_FACET_WORDS = {
    Label.CAVITY: "feedback",
    Label.PUMP: "exciting excite drive driving driven",
    Label.BAND_ALIGNMENT: "alignment alignments",
    Label.MORPHOLOGY: "morphology morphologies shape shapes",
    Label.HETEROSTRUCTURE: "architecture architectures",
    Label.MATERIAL: "material materials composition compositions compound compounds",
}
_PHRASES = {("how", "many"): Role.COUNT, ("how", "often"): Role.COUNT, ("as", "well"): Role.AND}
_AMERICAN = (("fibre", "fiber"), ("centre", "center"), ("colour", "color"), ("ise", "ize"))
_WORD = re.compile(r"[^\W_]+|[,;&]")
_LONGEST_LABEL = 7  # words
EVERY_SAMPLE = "ncg:Nanocrystal"  # the class of all samples says nothing about one
_PUMP_NOUNS = ("pumped", "pumping", "excited", "excitation")


@cache
def _lexicon() -> dict[str, Tag]:
    words = {
        word: Tag(role, word) for role, line in _LEXICON_LINES.items() for word in line.split()
    }
    words |= {
        word: Tag(Role.FACET, word, str(facet))
        for facet, line in _FACET_WORDS.items()
        for word in line.split()
    }
    return words


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
    forms = ontology().surface_forms() | ontology().case_sensitive_forms()
    return {
        _joined(_WORD.findall(form)): curie
        for form, curie in forms.items()
        if ontology().term(curie).mention_label or _branch(curie)
    }


@cache
def _branch(curie: str) -> Label | None:
    """The label of the branch whose bare name a term is: `cavity` filters nothing, its kinds do."""
    parents = ontology().term(curie).parents
    if any(ontology().term(each).mention_label or _branch(each) for each in parents):
        return None
    kinds = (ontology().term(child) for child in ontology().children(curie))
    return next((kind.mention_label for kind in kinds if kind.mention_label), None)


def _term_tag(text: str, curie: str) -> Tag:
    branch = _branch(curie)
    if branch is Label.MORPHOLOGY or curie == EVERY_SAMPLE:
        return Tag(Role.HEAD, text)
    return Tag(Role.FACET, text, str(branch)) if branch else Tag(Role.TERM, text, curie)


def _joined(words: list[str]) -> str:
    return "".join(plain(word) for word in words)


def tag(question: str) -> list[Tag]:
    """Tags covering every word of the question, in order.

    >>> [(t.role.value, t.value) for t in tag("Which CdSe/CdS rods?")][:2]
    [('which', ''), ('formula', 'CdSe/CdS')]
    """
    tags: list[Tag] = []
    position = 0
    for formula in composition.find(question):
        if formula.start < position or _is_a_word(question[formula.start : formula.end]):
            continue
        tags.extend(_in_runs(_tag_words(question[position : formula.start])))
        normal = "/".join(layer.material for layer in formula.layers)
        tags.append(Tag(Role.FORMULA, question[formula.start : formula.end], normal))
        position = formula.end
    tags.extend(_in_runs(_tag_words(question[position:])))
    return tags


def _is_a_word(text: str) -> bool:
    """`CW` (a carbide by its letters), `In` and `As` are words, `InAs` and `PbS` are not."""
    return _joined(_WORD.findall(text)) in _labels() or text.lower() in _lexicon()


def _tag_words(text: str) -> Iterator[Tag]:
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        length, found = _longest(words, at)
        yield found
        at += length


def _longest(words: list[str], at: int) -> tuple[int, Tag]:
    lowered = tuple(word.lower() for word in words[at : at + 2])
    if lowered in _PHRASES:
        return 2, Tag(_PHRASES[lowered], " ".join(words[at : at + 2]))
    if lowered[0] == "table":
        numbered = len(lowered) > 1 and lowered[1].isdigit()
        text = " ".join(words[at : at + 1 + numbered])
        return 1 + numbered, Tag(Role.TABLE, text, lowered[1] if numbered else "")
    return _longest_label(words, at) or (1, _single(words[at]))


def _longest_label(words: list[str], at: int) -> tuple[int, Tag] | None:
    for length in range(min(_LONGEST_LABEL, len(words) - at), 0, -1):
        window = words[at : at + length]
        curie = _labels().get(_joined(window))
        # "a SE ..." must not be read as ASE: words of a multi-word label are not function words
        if curie and not (length > 1 and window[0].lower() in ("a", "an", "the", "in", "as")):
            if length == 1 and window[0].lower() in _lexicon():
                return None
            return length, _term_tag(" ".join(window), curie)
    return None


def _single(word: str) -> Tag:
    known = _lexicon().get(word.lower())
    if known:
        return Tag(known.role, word, known.value)
    curie = _implied(word)
    return Tag(Role.TERM, word, curie) if curie else Tag(Role.UNKNOWN, word)


def _implied(word: str) -> str | None:
    """`pumped electrically`: the label is "electrically pumped", its last word stands elsewhere."""
    completed = (_labels().get(plain(word) + noun) for noun in _PUMP_NOUNS)
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
