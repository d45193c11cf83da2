"""The spaCy pipeline of `extraction/pipeline.cfg`, and one document's way through it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.tokenizer import Tokenizer
from spacy.util import load_config

from ncgraph.ontology import fold
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc


def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """Every punctuation mark its own token; entry point `ncgraph.tokenizer.v1`.

    English's own rules keep "I." and "CdS@ZnO" whole, so that "type I." would not be found.
    """
    mark = re.compile(r"[^\w\s]")

    def make(nlp: Language) -> Tokenizer:
        return Tokenizer(
            nlp.vocab,
            prefix_search=mark.match,
            suffix_search=re.compile(r"[^\w\s]$").search,
            infix_finditer=mark.finditer,
        )

    return make


@cache
def pipeline() -> Language:
    """The pipeline, built once a process; its components come by entry point."""
    config = load_config(folder("extraction") / "pipeline.cfg")
    return spacy.util.load_model_from_config(config, auto_fill=True, validate=True)


def annotate(texts: Iterable[tuple[str, str]]) -> Iterator[Doc]:
    """Docs with `findings`, in order, of `(sentence text, place)`; place: body, caption, title.

    The doc itself is of the folded text (dashes, accents), in which phrases are looked up; folding
    keeps the length, so that offsets hold in the text as it was.
    """
    nlp = pipeline()
    abbreviations: dict[str, str] = {}  # what these texts define, for those after
    for text, place in texts:
        folded = fold(text)
        doc = nlp.make_doc(folded)
        doc.user_data.update(text=text, folded=folded, place=place, abbreviations=abbreviations)
        yield nlp(doc)
