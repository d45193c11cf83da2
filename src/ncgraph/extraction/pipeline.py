"""The spaCy pipeline of `extraction/pipeline.cfg`, and one document's way through it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import spacy
from spacy.tokenizer import Tokenizer
from spacy.util import load_config

from ncgraph.extraction.abbreviations import Known
from ncgraph.resources import folder
from ncgraph.spelling import fold

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


_STATING = ("ncgraph_stance", "ncgraph_claims")  # components that only full sentences need
_BATCH = 512  # texts a component is given in a row: its tables and patterns stay in the cache


@cache
def pipeline() -> Language:
    """The pipeline, built once a process; its components come by entry point."""
    config = load_config(folder("extraction") / "pipeline.cfg")
    return spacy.util.load_model_from_config(config, auto_fill=True, validate=True)


def annotate(
    texts: Iterable[tuple[str, str]], *, stating: bool = True, known: Known | None = None
) -> Iterator[Doc]:
    """Docs with `findings`, in order, of `(text, place)`; place: body, caption, title.

    What names things but states nothing, as headings and table cells do, is only searched for
    mentions and samples if not `stating`.

    What these texts define and name is `known` to those after them, and to texts given it later.

    The doc itself is of the folded text (dashes, accents), in which phrases are looked up; folding
    keeps the length, so that offsets hold in the text as it was.
    """
    nlp = pipeline()
    components = [each for name, each in nlp.pipeline if stating or name not in _STATING]
    known = known or Known()
    remaining = iter(texts)
    while batch := list(islice(remaining, _BATCH)):
        docs = [nlp.make_doc(fold(text)) for text, _ in batch]
        for doc, (text, place) in zip(docs, batch, strict=True):
            doc.user_data.update(text=text, place=place, known=known)
        for component in components:
            docs = [component(doc) for doc in docs]
        yield from docs
