"""Words that no label and no lexicon knows, looked up in the graph: authors, words of sentences.

A word that stands in no sentence the graph holds stays unknown; so does one that would be asked
of the world and not of a text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.answering.composing import PREFIXES, spoken
from ncgraph.answering.lexicon import Role, Tag

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph

_NAME = re.compile(r"[A-Z][^\W\d_]+(?:-[A-Z]?[^\W\d_]+)*")
_MOST = 4  # words looked up; more unknown words are no question about the field
_IS_AUTHOR = (
    PREFIXES + "ASK { { ?entry ncg:firstAuthor ?name } UNION "
    "{ ?claim ncg:attributedTo ?by . FILTER(STRSTARTS(?by, ?name)) } }"
)
_IS_SAID = PREFIXES + 'ASK { ?piece oa:exact ?quote . FILTER(REGEX(?quote, ?words, "i")) }'


class Ground:
    """Looks unknown tags up in a graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    def __call__(self, tags: list[Tag]) -> list[Tag]:
        """The tags with unknown words turned into authors and quoted words where they are."""
        unknown = [tag for tag in tags if tag.role is Role.UNKNOWN]
        if not unknown or sum(len(tag.text.split()) for tag in unknown) > _MOST:
            return tags
        found: list[Tag] = []
        for each in tags:
            common = bool(found) and found[-1].text.lower() == "the"  # "the Sun" is no author
            found += [each] if common and each.text.istitle() else self._find_all(each)
        return found

    def _find_all(self, tag: Tag) -> list[Tag]:
        """The parts of a run, if each is found; else it may be a misspelt name."""
        parts = self._find_parts(tag)
        return parts if all(each.role is not Role.UNKNOWN for each in parts) else [tag]

    def _find_parts(self, tag: Tag) -> list[Tag]:
        """A run of unknown words: the whole of it, else its longest parts that are found."""
        if tag.role is not Role.UNKNOWN:
            return [tag]
        words = tag.text.split()
        for length in range(len(words), 0, -1):
            for at in range(len(words) - length + 1):
                part = self._find(Tag(Role.UNKNOWN, " ".join(words[at : at + length])))
                if part.role is Role.UNKNOWN:
                    continue
                rest = (words[:at], words[at + length :])
                before, after = (
                    self._find_parts(Tag(Role.UNKNOWN, " ".join(each))) if each else []
                    for each in rest
                )
                return [*before, part, *after]
        return [tag]

    def _find(self, tag: Tag) -> Tag:
        if any(letter.isdigit() for letter in tag.text):
            return tag  # a number no grammar read is not to be looked for as a word
        if _NAME.fullmatch(tag.text) and self._graph.ask(_IS_AUTHOR, name=tag.text):
            return Tag(Role.NAME, tag.text, tag.text)
        if self._graph.ask(_IS_SAID, words=spoken(tag.text)):
            return Tag(Role.WORDS, tag.text, tag.text)
        return tag
