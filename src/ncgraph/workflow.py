"""The whole path in order: read, extract, add, reason. Start reading the code here."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from ncgraph.errors import ReadingError
from ncgraph.extraction import extract
from ncgraph.graph import KnowledgeGraph, add, add_ontology
from ncgraph.model import BuildReport, DocumentReport
from ncgraph.reading import read
from ncgraph.reasoning import asserted_by, check, reason, revise
from ncgraph.reasoning.hermit import Reasoner, complete
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ncgraph.model import Claims, Document

_SMALL_SHARE = 10  # one document of so many is re-closed from its own triples


def bundled_digest() -> Path:
    """The document that comes with ncgraph: the 2024 review, restated in our own words."""
    return folder("extraction") / "digest" / "liu2024-digest.md"


def build(
    sources: Sequence[Path | str],
    store: Path | str,
    *,
    fresh: bool = False,
    references: Path | str | None = None,
    reasoner: Reasoner = Reasoner.RULES,
    progress: Callable[[str], None] | None = None,
) -> BuildReport:
    """Builds the graph in `store` from papers, and reports what was read and derived.

    The papers are added to what the store holds; a paper that is there already is replaced, so the
    same build twice gives the same graph. All sources are read before anything is written, and
    the new graph takes the old one's place only when it is whole.

    Args:
        sources: Paper files; none means the bundled digest.
        store: Folder of the graph; made if it is not there.
        fresh: Leave out what the store held before.
        references: BibTeX, RIS or CSL-JSON file with the reference list of the one source.
        reasoner: `hermit` lets a complete reasoner look over a small graph after the rules; it
            is slow, and left out where the graph contradicts itself.
        progress: Called with a few words as each step begins.

    Raises:
        ResourceMissingError: HermiT is wanted and not installed.
        ReadingError: A source cannot be read, or `references` stands beside other than one
            source; the store is as it was.
        GraphError: The store cannot be written, or the folder is not one of ours.
    """
    begun = perf_counter()
    say = progress or (lambda _: None)
    if references is not None and len(sources) != 1:
        raise ReadingError(
            f"{references}: a reference file belongs to one paper, {len(sources)} are given; "
            "build the papers one after the other"
        )
    documents = _read_all(sources or [bundled_digest()], references, say)
    reports = []
    with KnowledgeGraph.writing(store, fresh=fresh) as graph:
        before = asserted_by(graph, [document.id for document in documents])
        add_ontology(graph)  # in the place of the one the store was last built with
        for document in documents:
            say(f"extracting {document.source}")
            claims = extract(document)
            add(graph, document, claims)
            reports.append(_document_report(document, claims))
        say("reasoning")
        is_small = len(documents) * _SMALL_SHARE <= len(graph.graphs("asserted"))
        # to start from what is new pays while that is little; after other rules it derives all anew
        closure = revise(graph, before) if is_small else reason(graph)
        clashes = check(graph) if is_small else closure.clashes
        if reasoner is Reasoner.HERMIT and not clashes:
            say("looking over with HermiT")
            complete(graph)
        asserted, facts, inferred = map(graph.count, ("asserted", "facts", "inferred"))
    return BuildReport(
        store=str(store),
        documents=tuple(reports),
        asserted=asserted,
        facts=facts,
        inferred=inferred,
        rounds=closure.rounds,
        seconds=perf_counter() - begun,
        clashes=clashes,
    )


def _read_all(
    sources: Iterable[Path | str], references: Path | str | None, say: Callable[[str], None]
) -> list[Document]:
    """Every source as a document; of two files of the same paper the later one stands."""
    documents = {}
    for source in sources:
        say(f"reading {Path(source).name}")
        document = read(source, references)
        documents[document.id] = document
    return list(documents.values())


def _document_report(document: Document, claims: Claims) -> DocumentReport:
    return DocumentReport(
        document=document.id,
        source=document.source,
        sentences=len(document.sentences),
        claims=len(claims.claims),
        references=len(document.references),
        problems=(*document.problems, *claims.problems),
    )
