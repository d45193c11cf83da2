"""Codes that a document gives its samples: "R28 (CdSe/CdS rods)", "batch B: ...", then the code.

A code is an abbreviation for a sample. It stands for one only where the document says so beside
the code; what two samples are called by names neither of them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ncgraph.extraction.rulebook import cues
from ncgraph.extraction.subjects import is_slight, runs
from ncgraph.extraction.wording import has_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ncgraph.extraction.findings import Findings, Sample

_DIGITED = r"[A-Z][A-Za-z]{0,5}[-–]?\d{1,3}[a-z]?"
_PLAIN = r"[A-Z]|[IVX]{2,4}|\d{1,2}[a-z]?"  # codes only behind a noun: "sample B", "batch 3"
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+or\s+)"
# what numbers other things than samples: "Figure S1 (CdSe/CdS)"
_NUMBERED = re.compile(
    r"(?:fig|figs|figure|figures|table|tables|section|eq|eqs|equation|scheme|note|ref|refs|chapter"
    r"|movie|video|panel|step|part|supplementary|item|text)\.?\s*$",
    re.IGNORECASE,
)
# how a sample is told behind its code: "R28 and R61, which are rods of", "batch W consists of"
_STATED = re.compile(
    r"(?:\s*[(:=]|,\s+(?=an?\s)|,?\s+(?:(?:which|that)\s+)?"
    r"(?:(?:is|are|was|were|denotes?|contains?|contained|comprises?|comprised|holds?)\b"
    r"|stands? for|consists? of|consisted of|refers? to))"
    r"\s*(?:(?!(?:on|with|by|than|to|in|at|as|not|for|and|or|from|under|better|worse)\b)"
    r"[\w.,-]+\s+){0,5}"
)
# from a sample to the code behind it: its sizes, a bracket or a verb of naming
_SIZES = (
    r"(?:\s+(?:of|with|and|long|thick|wide|large|in|diameter|length|size|core|cores|shell|shells"
    r"|films?|nm|µm|μm|ML|monolayers?|[\d.,–-]+))*"
)
_NAMING = (
    r"(?:(?:hereafter|henceforth|here|hereinafter|below)\s+)?"
    r"(?:denoted|called|named|termed|labell?ed|designated|abbreviated|referred to|coded)(?:\s+as)?"
    r"|hereafter|henceforth|hereinafter"
)
_CALLED = re.compile(
    rf"{_SIZES}\s*(?:\(\s*(?:{_NAMING})?,?\s*(?:the\s+)?|,?\s+(?:{_NAMING})\s+(?:the\s+)?)"
)
_LETTER = re.compile(r"(?<![\w⟨<./-])[A-Z](?![\w⟩>'-])(?!\.\w|\s*[=≈<>~∼±])")
_GOVERNED = re.compile(
    r"\b(?:in|of|on|for|from|than|with|and|to|by|that|but|while|whereas)\s+$|,\s+$"
)
# "A film": an article; "in A than in B": none
_WORD = re.compile(
    r"\s+(?!(?:than|and|or|but|while|whereas|at|in|under|with|to|from|is|by)\b)[a-z]"
)
_REACH = 60  # characters between a code and what says of which sample it is
_VERB = re.compile(r"\s+(?:is|was|has|had|did|does|lased|lases|reached|reaches|showed|shows)\b")
_JOINING = re.compile(r"[\s-]+(?:[a-z-]+\s)?")


class _Code(NamedTuple):
    """A code in a text, `text[start:end]`; `first` and `last` are the ends of its list."""

    start: int
    end: int
    key: str
    first: int
    last: int


@cache
def _nouns() -> frozenset[str]:
    return frozenset(cues()["CODED"].split("|"))


@cache
def _codes(with_noun: bool) -> re.Pattern[str]:
    """One code or a list of them, with the noun before that says what they are codes of.

    The nouns are looked for only where one stands: trying each at every place is slow.
    """
    one = rf"(?:{_DIGITED}|{_PLAIN})"
    nouns = "|".join(sorted(_nouns())) if with_noun else r"\b\B"
    return re.compile(
        rf"(?<![\w/.⟨<-])(?:\b(?P<noun>(?i:{nouns}))\s+(?P<few>{one}(?:{_AND}{one})*)"
        rf"|(?P<many>{_DIGITED}(?:{_AND}{_DIGITED})*)"
        # "samples B (InP dots) and C (InAs dots)": the noun goes on
        rf"|(?P<more>(?:(?<=\) and )|(?<=\), ))(?:{_PLAIN})(?= \()))(?![\w/%°′'-])(?!\.\d)"
    )


# what any code without a noun has in it, or stands behind: asked first, for it is cheap to ask
_CODED = re.compile(r"[A-Z)](?:[A-Za-z]{0,5}[-–]?\d|(?<=\))(?: and|,) )")
_ONE = re.compile(rf"\b(?:{_DIGITED}|{_PLAIN})\b")


@lru_cache(maxsize=1)  # asked by what defines codes, then by what uses them
def _written(text: str) -> Sequence[Sequence[_Code]]:
    """The lists of codes in a text, most of one."""
    with_noun = has_any(text, _nouns())
    if not (with_noun or _CODED.search(text)):
        return ()
    written: list[list[_Code]] = []
    for match in _codes(with_noun).finditer(text):
        noun, group = match["noun"], match.lastgroup or "many"
        before = text[max(0, match.start() - 16) : match.start()]
        if not noun and _NUMBERED.search(before):
            continue
        nouns = (noun or "").lower().removesuffix("s").removesuffix("e")
        starts = [match.start()]
        codes: list[_Code] = []
        for each in _ONE.finditer(text, match.start(group), match.end(group)):
            # a number says nothing without its noun: batch 3 is not film 3
            key = f"{nouns} {each[0]}" if each[0][0].isdigit() else each[0].replace("–", "-")
            codes.append(
                _Code(starts.pop() if starts else each.start(), each.end(), key, *match.span())
            )
        written.append(codes)
    return written


def _run(text: str, samples: Sequence[Sample], chosen: Sample) -> list[Sample]:
    """The samples of the coordination that the chosen one stands in."""
    return next(run for run in runs(text, samples) if chosen in run)


def _described(text: str, codes: Sequence[_Code], samples: Sequence[Sample]) -> list[Sample]:
    """The samples that the words beside a list of codes say these are."""
    _, _, _, first, last = codes[0]
    after = next((s for s in samples if s.start >= last), None)
    if after and not after.comparand and after.start - last <= _REACH:
        said = _STATED.fullmatch(text, last, after.start)
        run = _run(text, samples, after)
        if said and (
            said[0].strip() in {"(", ":", "="} or not all(is_slight(text, s) for s in run)
        ):
            return run
    before = next((s for s in reversed(samples) if s.end <= first), None)
    if before and not is_slight(text, before) and first - before.end <= _REACH:
        called = _CALLED.fullmatch(text, before.end, first)
        if called and (called[0].rstrip()[-1:] != "(" or text[last : last + 1] in {")", ","}):
            return _run(text, samples, before)
    return []


def define(found: Findings) -> dict[str, Sample]:
    """Code -> sample, for those that a sentence defines: each beside its one composition."""
    samples = [s for s in found.samples if s.layers]
    if not samples:
        return {}
    defined: dict[str, Sample] = {}
    for codes in _written(found.text):
        named = _described(found.text, codes, samples)
        if len({sample.layers for sample in named}) == 1 and len(named) != len(codes):
            named = named[:1] * len(codes)
        if len(named) == len(codes):
            defined |= {code.key: sample for code, sample in zip(codes, named, strict=True)}
    return defined


def is_code(text: str) -> bool:
    """Whether a text may be a code; what numbers rows of a table is none."""
    return _ONE.fullmatch(text) is not None and not text.isdigit()


def learn(known: dict[str, Sample | None], defined: Mapping[str, Sample]) -> None:
    """Take in what a sentence defines; a code of two compositions is a code of none."""
    for key, sample in defined.items():
        earlier = known.get(key, sample)
        known[key] = sample if earlier and earlier.layers == sample.layers else None


def _is_letter(text: str, start: int, end: int) -> bool:
    """Whether a lone letter reads as a name: "than for B", "A was"; "A film" has an article."""
    if _VERB.match(text, end):
        return True
    article = text[start:end] == "A" and _WORD.match(text, end)
    return not article and _GOVERNED.search(text, max(0, start - 8), start) is not None


def _used(text: str, known: Mapping[str, Sample | None]) -> Iterator[_Code]:
    """Where codes of the document stand in a text."""
    if text in known:  # a cell of a table
        yield _Code(0, len(text), text, 0, len(text))
        return
    taken: list[_Code] = []
    for codes in _written(text):
        taken += codes
        yield from (code for code in codes if code.key in known)
    for match in _LETTER.finditer(text) if any(len(key) == 1 for key in known) else ():
        start, end = match.span()
        free = not any(code.first <= start < code.last for code in taken)
        if free and match[0] in known and _is_letter(text, start, end):
            yield _Code(start, end, match[0], start, end)


def find_coded(found: Findings, known: Mapping[str, Sample | None]) -> Iterator[Sample]:
    """The samples that a sentence calls by codes of its document, each where its code stands.

    With a particle word beside the code ("R28 rods") they stand there together.
    """
    for code in _used(found.text, known):
        sample = known[code.key]
        beside = [s for s in found.samples if _is_beside(found.text, code, s)]
        # beside its composition, or beside another, the code adds nothing
        if sample is None or any(s.layers for s in beside):
            continue
        ends = [code.end, *(s.end for s in beside)]
        yield sample._replace(start=code.start, end=max(ends))


def _is_beside(text: str, code: _Code, sample: Sample) -> bool:
    """Whether a code and a sample are one phrase, or one says what the other is."""
    if sample.start < code.end and code.start < sample.end:
        return True
    if sample.end <= code.first:
        return sample.layers != () and _CALLED.fullmatch(text, sample.end, code.first) is not None
    between = text[code.last : sample.start]
    if sample.layers:
        return _STATED.fullmatch(between) is not None
    return _JOINING.fullmatch(between) is not None
