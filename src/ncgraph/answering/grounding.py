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
        return [self._find(tag) if tag.role is Role.UNKNOWN else tag for tag in tags]

    def _find(self, tag: Tag) -> Tag:
        if _NAME.fullmatch(tag.text) and self._graph.ask(_IS_AUTHOR, name=tag.text):
            return Tag(Role.NAME, tag.text, tag.text)
        if self._graph.ask(_IS_SAID, words=spoken(tag.text)):
            return Tag(Role.WORDS, tag.text, tag.text)
        return tag
