"""A grammar of reference entries: authors, title, journal, volume, page and year, in any order.

It knows no journal and no author. Author styles (`reading.authors`) meet the orders of volume, page
and year; the journal stands before the volume, in italics where the
format keeps them, else as the shortest run of capitalised words behind the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.reading.authors import read_authors
from ncgraph.reading.lexicon import CONNECTING, table
from ncgraph.reading.markup import plain
from ncgraph.reading.writer import Marking

if TYPE_CHECKING:
    from ncgraph.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry says; `title_span` is where its title stands in the input."""

    authors: tuple[str, ...] = ()
    title: str | None = None
    title_span: Span | None = None
    journal: str | None = None
    volume: str | None = None
    page: str | None = None
    year: int | None = None


_YEAR = r"(?P<year>(?:1[89]|20)\d\d)[a-z]?"
_VOLUME = r"(?P<volume>[A-Z]{0,2}\d{1,5}[A-Z]?)"
_ISSUE = r"(?:\s?\(\s?[\w–/.-]{1,12}\s?\)|,?\s(?:no\.?|issue|Iss\.)\s?[\w–/-]{1,8})?"
_PAGE = (
    r"(?:pp?\.\s?|pages?\s|Art(?:icle|\.)\s?(?:No\.\s?|ID\s?)?|art\.\sno\.\s)?"
    r"(?P<page>[A-Za-z]{0,6}[.-]?\d{1,9}(?:\.\d{1,6})?[A-Za-z]?\d{0,6}(?:\(R\))?(?:\s?[–-]{1,2}\s?[A-Za-z]{0,6}\.?\d{1,9}[A-Za-z]?)?)"
)
# Order matters: what is parenthesised says most.
_TAILS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_VOLUME}{_ISSUE},\s?{_PAGE},?\s{{0,160}}\({_YEAR}\)",
        rf"{_VOLUME}{_ISSUE},?\s?\({_YEAR}\)[,:]?\s?{_PAGE}",
        rf"[Vv]ol\.\s?{_VOLUME}{_ISSUE},\s{_PAGE},\s(?:[A-Z][a-z]{{2,8}}\.?(?:[/–-][A-Z][a-z]{{2,8}}\.?)?\s)?{_YEAR}",
        rf"{_YEAR}(?:\s[A-Z][a-z]{{2,8}}(?:\s\d{{1,2}})?)?;\s?{_VOLUME}{_ISSUE}:\s?{_PAGE}",
        rf"{_YEAR},\s{_VOLUME}{_ISSUE}[,:]\s{_PAGE}",
        rf"(?<=[a-z.*_\"”,]\s){_VOLUME}{_ISSUE}:\s?{_PAGE},\s(?:[A-Z][a-z]{{2,8}}\.?\s)?{_YEAR}",
        rf"(?<=[a-z.*_\"”,]\s){_VOLUME}{_ISSUE}:\s?{_PAGE}(?!\w)",
        rf"(?<=,\s){_VOLUME}{_ISSUE},\s{_PAGE}",
        # at the end of an entry, as in "Optics Letters 47, 2210–2213."
        rf"(?<=[a-z.*_\"”]\s){_VOLUME}{_ISSUE},\s{_PAGE}(?=[.;]?\s*$)",
        rf"\({_YEAR}\)",
    )
)
_LATE_YEAR = re.compile(rf"[(,]\s?{_YEAR}\s?\)")
_EARLY_YEAR = re.compile(rf"[\s.,]*\(?\b{_YEAR}\b(?:,\s[A-Z][a-z]+(?:\s\d{{1,2}})?)?\)?[.:,]?\s")
_ITALIC = re.compile(
    r"\*(?<![*\\]\*)([^*\n]{2,120})\*(?!\*)|_(?<!\w_)([^_\n]{2,120})_(?!\w)|<(?:i|em)>([^<]{2,120})</"
)
_LINK = re.compile(
    r"[\[<(]*(?:https?://|(?:doi|DOI)\s?[:.]?\s?(?=10\.|https?:)|arXiv:|www\.)"
    r"\S{0,400}(?: \S{1,40}>)?"
)
_NO_TITLE = re.compile(
    r"(?:[.,]\s(?:Preprint|In:?\s[A-Z]|arXiv)|\s\([^()]{0,120}(?:1[89]|20)\d\d\)).*$"
)

_CODE = re.compile(r"\s?\[(?:[A-Z]{1,2}(?:/OL)?)\][.\s]*$")  # "[J]" of Chinese lists
_REPEATED = re.compile(r"(?:[—–]|--|__)[—–_-]{0,8}[.,]?\s")
_EDGES = " .,;:\"'“”‘’*_"
_LOOKED_AHEAD = 40  # characters behind the names that say how they are written
_UNCITED = Marking(cited=False)


def parse_entry(text: str, span: Span, before: tuple[str, ...] = ()) -> Entry:
    """Fields of the entry at `span`; what cannot be made out stays empty.

    `before` are the authors of the entry before it: a long dash in their place stands for them.

    >>> from ncgraph.model import Span
    >>> e = "Grim, J. Q. & Moreels, I. Lasing from dots. *Nat. Nanotechnol.* **9**, 891–895 (2014)."
    >>> entry = parse_entry(e, Span(0, len(e)))
    >>> entry.authors, entry.journal, entry.volume, entry.page, entry.year
    (('Grim, J. Q.', 'Moreels, I.'), 'Nat. Nanotechnol.', '9', '891–895', 2014)
    """
    entry = plain(text, (span,), _UNCITED)
    body = _LINK.sub(lambda link: " " * len(link[0]), entry.text)
    tail, journal = _imprint(body, text[span.start : span.end])
    authors, position = read_authors(body)
    if tail and not body[position : tail.start()].strip(" .,"):
        head, journal = body, None  # "Park, Y. (2021). A book": the year ends nothing but the names
    else:
        head = body[: journal[0]] if journal else body[: tail.start()] if tail else body
    if position + _LOOKED_AHEAD > len(head):  # else the same would be read from the head alone
        authors, position = read_authors(head)
    if not authors and (repeated := _REPEATED.match(head)):
        authors, position = before, repeated.end()
    early = _EARLY_YEAR.match(head, position)
    late = _LATE_YEAR.search(body, position)
    year = _group(tail, "year") or _group(early, "year") or _group(late, "year")
    position = early.end() if early else position
    title = _title(head, position) if authors else None
    return Entry(
        authors=authors,
        title=head[slice(*title)] if title else None,
        title_span=entry.offsets.span(*title) if title else None,
        journal=_unstopped(body[slice(*journal)].strip(" ,")) if journal else None,
        volume=_group(tail, "volume"),
        page=_group(tail, "page"),
        year=int(year) if year else None,
    )


def _group(tail: re.Match[str] | None, name: str) -> str | None:
    return tail.groupdict().get(name) if tail else None


def _imprint(body: str, raw: str) -> tuple[re.Match[str] | None, tuple[int, int] | None]:
    """Volume, page and year, and where the journal stands before them."""
    italics = [
        plain(match[1] or match[2] or match[3], None, _UNCITED).text
        for match in _ITALIC.finditer(raw)
    ]
    for pattern in _TAILS:
        tails = list(pattern.finditer(body))
        if not tails:
            continue
        tail = tails[-1]
        for italic in reversed(italics):
            start = body.rfind(italic, 0, tail.start())
            if start >= 0 and not body[start + len(italic) : tail.start()].strip(" ,.("):
                return tail, (start, start + len(italic))
        return tail, _journal(body, tail.start())
    return None, None


def _journal(body: str, end: int) -> tuple[int, int] | None:
    """The shortest run of capitalised words before `end` that a full stop or comma sets off."""
    head = body[:end].rstrip(" ,(")
    abbreviations = table("abbreviations")["journal"]
    position = len(head)
    while position > 0:
        word = re.search(r"\S+$", head[:position])
        if word is None:
            break
        bare = word[0].strip(_EDGES + "()")
        if bare and bare[0].islower() and bare not in CONNECTING:
            return None
        position = word.start()
        before = head[:position].rstrip()
        if _sets_off(before, abbreviations) and bare not in CONNECTING:
            return None if bare == "Preprint" else (position, len(head))
        position = len(before)
    return None


def _sets_off(before: str, abbreviations: frozenset[str]) -> bool:
    """Whether a title can have ended here."""
    closing = re.search(r"([.?!,])[\"”’']?$|[\"”’]$", before)
    if closing is None:
        return False
    last = re.search(r"([^\s.,?!\"”’']+)[.,?!\"”’']+$", before)
    word = last[1] if last else ""
    if closing[1] == ".":
        return len(word) > 1 and word.lower() not in abbreviations
    bare = before.rstrip("\"”’'")
    return bare.endswith("al.,") or not bare.endswith(".,")


def _unstopped(journal: str) -> str:
    """A journal without the full stop behind it, where its words are abbreviated without."""
    *words, last = journal.split() or [""]
    abbreviations = table("abbreviations")["journal"]
    bare = [word.lower() for word in words if not word.endswith(".")]
    sentence = any(word in abbreviations for word in bare) if words else len(last) > 5
    return journal.removesuffix(".") if sentence and last.count(".") == 1 else journal


def _title(head: str, position: int) -> tuple[int, int] | None:
    outside = _NO_TITLE.search(head, position)
    end = outside.start() if outside else len(head)
    while position < end and head[position] in _EDGES + ")":
        position += 1
    opened = "‘'" if head[position - 1 : position] in ("'", "‘") else ""
    if coded := _CODE.search(head, position, end):
        end = coded.start()
    while end > position and head[end - 1] in ' .,;:"“”*_' + ("'’" if opened else ""):
        end -= 1
    return (position, end) if end - position > 2 else None
