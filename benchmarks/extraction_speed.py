"""Throughput from text to claims, beside spaCy's own parts and quantulum3; one core, one run.

    python benchmarks/extraction_speed.py [SOURCE]

SOURCE is a paper (default: the bundled digest). The spaCy peer is its blank English tokenizer,
sentencizer and a phrase EntityRuler with the ontology's vocabulary, which is what looking up the
words alone costs. Ours is measured twice: reading and extraction, and extraction of a text that
has been read. quantulum3 reads the text by paragraphs, and a piece of it at once. Each figure is
CPU time, the best of several runs after a warm one; ours and spaCy's all in this process.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from machine import run_quantulum3, write_result

from ncgraph import extract, read
from ncgraph.ontology import ontology
from ncgraph.reading import read_text
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

_RUNS = 7
_MULTIPLES = (1, 2, 4, 8)
_PIECE = 48_500  # characters handed to quantulum3 at once: it slows down with length


def best_seconds(work: Callable[[], object], runs: int = _RUNS) -> float:
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def make_peer() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    forms = {**ontology().surface_forms(), **ontology().case_sensitive_forms()}
    ruler.add_patterns([{"label": term, "pattern": form} for form, term in forms.items()])
    return nlp


def quantulum3_seconds(paragraphs: list[str]) -> float:
    return float(str(run_quantulum3(paragraphs)["seconds"]))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    digest = folder("extraction") / "digest" / "liu2024-digest.md"
    arguments.add_argument("source", nargs="?", type=Path, default=digest)
    source = arguments.parse_args().source
    document = read(source)
    text, size = document.text, len(document.text) / 1000
    paragraphs = [line for line in text.splitlines() if line.strip()]

    peer = make_peer()
    spacy_rate = size / best_seconds(lambda: list(peer.pipe(paragraphs)))
    extract_rate = size / best_seconds(lambda: extract(document))
    whole_rate = size / best_seconds(lambda: extract(read_text(text, source.name)))
    growth = {}
    for times in _MULTIPLES:
        long = "\n\n".join([text] * times)
        seconds = best_seconds(lambda long=long: extract(read_text(long, source.name)), 2)
        growth[f"{times}x"] = round(size * times / seconds, 1)
    quantulum3_rate = size / quantulum3_seconds(paragraphs)
    piece = text[:_PIECE]
    piece_rate = len(piece) / 1000 / quantulum3_seconds([piece])
    write_result(
        "extraction_speed",
        {
            "text": {"name": source.name, "kB": round(size, 1)},
            "kB_per_second": {
                "spacy_tokenizer_sentencizer_phrases": round(spacy_rate, 1),
                "text_to_claims": round(whole_rate, 1),
                "document_to_claims": round(extract_rate, 1),
                "quantulum3": round(quantulum3_rate, 2),
                "quantulum3_in_one_piece": round(piece_rate, 2),
            },
            "ratio": {
                "text_to_claims / spacy": round(whole_rate / spacy_rate, 3),
                "document_to_claims / spacy": round(extract_rate / spacy_rate, 3),
                "text_to_claims / quantulum3": round(whole_rate / quantulum3_rate, 1),
                "text_to_claims / quantulum3_in_one_piece": round(whole_rate / piece_rate, 1),
            },
            "text_to_claims_kB_per_second_by_length": growth,
        },
    )


if __name__ == "__main__":
    main()
