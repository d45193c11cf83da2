"""From blocks to the document: references first, for they tell citations from exponents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.model import Document, Sentence, SentenceKind
from ncgraph.pauses import without_pauses
from ncgraph.reading.attribution import Attribution
from ncgraph.reading.captions import read_caption
from ncgraph.reading.citation_style import marking_of
from ncgraph.reading.completing import complete
from ncgraph.reading.layout import Block, BlockKind, Flow, Part
from ncgraph.reading.markup import plain
from ncgraph.reading.references import find_doi, read_references
from ncgraph.reading.sections import Outline, outline
from ncgraph.reading.sentences import LONGEST, flows, sentences
from ncgraph.reading.tables import read_tables
from ncgraph.reading.writer import Marking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ncgraph.model.report import Problem
    from ncgraph.reading.citations import Labels
    from ncgraph.reading.formats import Source
    from ncgraph.reading.references import ReferenceList

_NOT_CITED = Marking(cited=False)


@without_pauses()
def assemble(
    source: Source, blocks: tuple[Block, ...], listed: ReferenceList | None = None
) -> Document:
    """The document that `blocks` of `source` make up.

    Sentences come in the order of the text, the titles of the reference list after them. Entries
    a format marks itself come as `listed`; else they are read from the text.
    """
    text = source.text
    parts = outline(text, blocks)
    if listed is None:
        listed = read_references(text, parts.references)
    if source.references is not None:
        listed = complete(listed, source.references, len(text))
    marking = marking_of(text, (part.block.span for part in parts.parts), listed.references)
    tables = read_tables(text, parts.parts, marking)
    prose = tuple(part for i, part in enumerate(parts.parts) if i not in tables.notes)
    read, problems = _sentences(text, prose, listed, marking, _keys(source, listed))
    doi = _own_doi(text, parts)
    return Document(
        id=doi or f"sha256:{source.sha256[:16]}",
        title=parts.title,
        doi=doi,
        source=source.name,
        sha256=source.sha256,
        text=text,
        sections=parts.sections,
        sentences=tuple(read),
        tables=tables.tables,
        references=listed.references,
        problems=(*listed.problems, *tables.problems, *problems),
    )


def _keys(source: Source, listed: ReferenceList) -> dict[str, int | str]:
    """Numbers of references by what the file beside the paper calls them, `[@grim2014]`."""
    numbers = {reference.raw: reference.number for reference in listed.references}
    keyed = zip(source.keys, source.references or (), strict=False)  # text alone has no keys
    return {key: numbers[entry.raw] for key, entry in keyed if entry.raw in numbers}


def _sentences(
    text: str,
    parts: tuple[Part, ...],
    listed: ReferenceList,
    marking: Marking,
    keys: Mapping[str, int | str],
) -> tuple[list[Sentence], list[Problem]]:
    read: list[Sentence] = []
    problems: list[Problem] = []
    credit: dict[str, dict[str, Labels]] = {}
    captions = [part for part in parts if part.block.kind is BlockKind.CAPTION]
    paragraphs: list[Part | Flow] = [*captions, *flows(text, parts)]
    paragraphs.sort(key=lambda p: (p.spans[0] if isinstance(p, Flow) else p.block.span).start)
    for number, paragraph in enumerate(paragraphs, start=1):
        if isinstance(paragraph, Flow):
            whole, made = sentences(text, paragraph, number, marking)
        else:
            caption = read_caption(text, paragraph.block.span, paragraph.section, number, marking)
            whole, made = caption.whole, list(caption.sentences)
            if figure := re.match(r"(?:\w+ )?Fig\D*?(S?\d+)", caption.label, re.IGNORECASE):
                credit.setdefault(figure[1], {}).update(caption.credits)
        read.extend(made)
        problems.extend(whole.problems)
    attribution = Attribution(listed.references, credit, keys)
    read = [attribution.add(sentence) for sentence in read]
    return read + _titles(text, listed, len(paragraphs)), problems


def _titles(text: str, listed: ReferenceList, paragraph: int) -> list[Sentence]:
    """Each reference's title as a sentence of its own, resolved to that reference."""
    made: list[Sentence] = []
    for reference, span in zip(listed.references, listed.titles, strict=True):
        if span is None or span.end - span.start > LONGEST:
            continue
        paragraph += 1
        title = plain(text, (span,), _NOT_CITED)
        made.append(
            Sentence(
                text=title.text,
                offsets=title.offsets,
                spans=(span,),
                section="references",
                paragraph=paragraph,
                kind=SentenceKind.REFERENCE_TITLE,
                resolved=(reference.number,),
            )
        )
    return [sentence for sentence in made if sentence.text]


def _own_doi(text: str, parts: Outline) -> str | None:
    """The paper's DOI: on its title page, best in the line that says how to cite it."""
    lines = [text[span.start : span.end] for span in parts.front]
    lines.sort(key=lambda line: not re.match(r"\W*(?:to )?cite", line, re.IGNORECASE))
    return next((doi for line in lines if (doi := find_doi(line)[1])), None)
