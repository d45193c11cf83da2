"""Whom a sentence credits beyond its citation markers: names with years, groups, figures."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from ncgraph.reading.lexicon import OPENERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ncgraph.model import Reference, Sentence
    from ncgraph.reading.citations import Labels

_NAME = r"(?:(?:de|van|von|der|den|di|Di|De|Van|Von|La|Le|El)\s){0,2}[^\W\d_a-z][\w’'-]{1,30}"
_ET_AL = re.compile(rf"({_NAME})(?:,| and)? et al\b")
_TWO = re.compile(rf"({_NAME}) (?:and|&) ({_NAME})\b")
_SECOND = re.compile(rf"(?:and|&) ({_NAME})\b")  # quick to find: asked first
_GROUP = re.compile(
    r"([^\W\d_a-z][\w-]{1,30}(?: [^\W\d_a-z][\w-]{1,30})?)(['’]s?)?"
    r" (groups?|teams?|lab|laboratory|and co-?workers|and colleagues)\b"
)
_COMPANY = ("group", "team", "lab", "workers", "colleagues")  # one is in any match of these
_SAME_GROUP = re.compile(r"\b(?:[Tt]heir|[Tt]his|[Tt]he same)(?: own)? (?:group|team)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d[a-z]?)\b(?!\s?(?:nm|K|cm|µ|mJ|W|J|Hz|V))")
_PANELS = r"(?:[a-z]\b(?: ?(?:[–-]|,? and|&|,) ?[a-z]\b(?![–-]\w)){0,12})?"
_FIGURE = re.compile(
    rf"\b(?:Figs?\.|Fig|Figures?) ?((?:S?\d{{1,3}}{_PANELS}(?:,? and |, | & )?){{1,6}})"
)
_ITEM = re.compile(rf"(S?\d{{1,3}})({_PANELS})")


class Attribution:
    """Adds authors and resolved references to sentences, in reading order."""

    def __init__(
        self,
        references: tuple[Reference, ...],
        credit: Mapping[str, dict[str, Labels]],
        keys: Mapping[str, int | str],
    ) -> None:
        self._credit, self._keys = credit, keys
        self._first: dict[tuple[str, str], list[int | str]] = {}
        self._any: dict[tuple[str, str], list[int | str]] = {}
        self._families: set[str] = set()
        for reference in references:
            families = [fold(author.split(",")[0]) for author in reference.authors]
            self._families.update(families)
            if reference.year is None:
                continue
            year = str(reference.year)
            lettered = re.search(rf"\b{year}[a-z]\b", reference.raw)  # "2015a" beside "2015b"
            years = {year, lettered[0]} if lettered else {year}
            for index, family in enumerate(dict.fromkeys(families)):
                for key in ((family, printed) for printed in years):
                    self._any.setdefault(key, []).append(reference.number)
                    if index == 0:
                        self._first.setdefault(key, []).append(reference.number)
        self._paragraph, self._running = -1, ""

    def add(self, sentence: Sentence) -> Sentence:
        """The sentence with whom it credits.

        `their group` and `this group` keep the last name of the paragraph. A name with a year
        stands for the one entry that has them, the first author before the others; if two
        entries fit, for none. A figure panel stands for what its caption credits, a key of the
        reference file for its entry. Only labels the sentence does not print are added.
        """
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._running = sentence.paragraph, ""
        found = self._named(sentence.text)
        authors = found[0] if found else None
        if found:
            self._running = found[0]
        elif self._running and _SAME_GROUP.search(sentence.text):
            authors = self._running
        labels = [
            *self._dated(sentence.text, found[1] if found else ()),
            *(
                n
                for label in sentence.cited
                if isinstance(label, str)
                for n in self._entries(label)
            ),
            *self._shown(sentence.text),
        ]
        known = {*sentence.cited, *sentence.resolved}
        extra = tuple(label for label in dict.fromkeys(labels) if label not in known)
        if authors is None and not extra:
            return sentence
        return replace(sentence, authors=authors, resolved=(*sentence.resolved, *extra))

    def _named(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        """The first name credited, as printed, and its families."""
        if " et al" in text and (match := _ET_AL.search(text)):
            return f"{match[1]} et al.", (match[1],)
        for match in _GROUP.finditer(text) if any(word in text for word in _COMPANY) else ():
            name = " ".join(word for word in match[1].split() if word not in OPENERS)
            known = fold(name.split(" ")[-1]) in self._families
            if name and (known or match[2] or match[3].startswith("and")):
                return f"{name}{match[2] or ''} {match[3]}", (name,)
        if any(fold(match[1]) in self._families for match in _SECOND.finditer(text)):
            for match in _TWO.finditer(text):
                if fold(match[1]) in self._families and fold(match[2]) in self._families:
                    return match[0], (match[1], match[2])
        return None

    def _entries(self, label: str) -> list[int | str]:
        """Entries by a key of the reference file, or by a name with its year."""
        return [self._keys[label]] if label in self._keys else self._dated(label)

    def _dated(self, text: str, families: tuple[str, ...] | None = None) -> list[int | str]:
        """Entries by the first of `families`, or the name `text` starts with, and its years."""
        if families is None:
            families = tuple(re.split(r",| et al| and | & | \d", text)[:1])
        if not families:
            return []
        family = fold(families[0])
        found: list[int | str] = []
        for year in dict.fromkeys(_YEAR.findall(text)):
            entries = self._first.get((family, year)) or self._any.get((family, year)) or []
            found.extend(entries if len(entries) == 1 else [])
        return found

    def _shown(self, text: str) -> list[int | str]:
        found: list[int | str] = []
        for figure, panels in figures(text):
            credit = self._credit.get(figure, {})
            if panels:
                found.extend(label for panel in panels for label in credit.get(panel, ()))
            elif len(set(credit.values())) == 1:
                found.extend(next(iter(credit.values())))
        return found


def figures(text: str) -> list[tuple[str, str]]:
    """Figures a sentence points to, each with its panels as a string of letters.

    >>> figures("as shown in Fig. 7b and c, Figs. 2a–c and 3 (Fig. 10)")
    [('7', 'bc'), ('2', 'abc'), ('3', ''), ('10', '')]
    """
    found: list[tuple[str, str]] = []
    for mention in _FIGURE.finditer(text) if "Fig" in text else ():
        found.extend((item[1], _letters(item[2])) for item in _ITEM.finditer(mention[1]))
    return found


def _letters(printed: str) -> str:
    letters = ""
    for match in re.finditer(r"([a-z])\b(?: ?[–-] ?([a-z])\b)?", printed.replace("and", ",")):
        last = match[2] or match[1]
        letters += "".join(chr(code) for code in range(ord(match[1]), ord(last) + 1))
    return letters


def fold(name: str) -> str:
    """A family name without accents, case and punctuation.

    >>> fold("García-Santamaría")
    'garciasantamaria'
    """
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if letter.isalpha()).lower()
