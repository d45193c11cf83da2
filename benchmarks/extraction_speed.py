"""Throughput from text to claims, beside spaCy's own parts and quantulum3; one core, one run.

    python benchmarks/extraction_speed.py [SOURCE]

SOURCE is a paper (default: the bundled digest). The spaCy peer is its blank English tokenizer,
sentencizer and a phrase EntityRuler with the ontology's vocabulary, which is what looking up the
words alone costs. Ours is measured twice: reading and extraction, and extraction of a text that
has been read. quantulum3 reads the text by paragraphs, and a piece of it at once. All is CPU time
of one core. Ours and spaCy's take turns in this process after a warm round: rates are those of the
best turn, ratios the median of what each round gives, so that a busy machine tells in both alike.
How many of the quantities found are right stands beside the speed (`quantities.py`).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import spacy
from machine import run_quantulum3, write_result
from quantities import compare

from ncgraph import extract, read
from ncgraph.ontology import ontology
from ncgraph.reading import read_text
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

_ROUNDS = 9
_MULTIPLES = (1, 4, 16)
_PIECE = 48_500  # characters handed to quantulum3 at once: it slows down with length


def take_turns(
    works: dict[str, Callable[[], object]], rounds: int = _ROUNDS
) -> dict[str, list[float]]:
    """Seconds of each work in each round; one round more before them warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds + 1):
        for name, work in works.items():
            start = time.process_time()
            work()
            seconds[name].append(time.process_time() - start)
    return {name: taken[1:] for name, taken in seconds.items()}


def ratio(seconds: dict[str, list[float]], ours: str, peer: str) -> float:
    """Throughput of ours in that of the peer, on the same text."""
    rounds = zip(seconds[peer], seconds[ours], strict=True)
    return round(median(theirs / own for theirs, own in rounds), 3)


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
    seconds = take_turns(
        {
            "spacy_tokenizer_sentencizer_phrases": lambda: list(peer.pipe(paragraphs)),
            "text_to_claims": lambda: extract(read_text(text, source.name)),
            "document_to_claims": lambda: extract(document),
        }
    )
    rates = {name: size / min(taken) for name, taken in seconds.items()}
    rates["quantulum3"] = size / quantulum3_seconds(paragraphs)
    piece = text[:_PIECE]
    rates["quantulum3_in_one_piece"] = len(piece) / 1000 / quantulum3_seconds([piece])
    longer = {times: "\n\n".join([text] * times) for times in _MULTIPLES}
    growth = take_turns(
        {
            f"{times}x": lambda long=long: extract(read_text(long, source.name))
            for times, long in longer.items()
        },
        rounds=3,
    )
    ours, spacy_peer = rates["text_to_claims"], "spacy_tokenizer_sentencizer_phrases"
    write_result(
        "extraction_speed",
        {
            "text": {"name": source.name, "kB": round(size, 1)},
            "kB_per_second": {name: round(rate, 2) for name, rate in rates.items()},
            "ratio": {
                "text_to_claims / spacy": ratio(seconds, "text_to_claims", spacy_peer),
                "document_to_claims / spacy": ratio(seconds, "document_to_claims", spacy_peer),
                "text_to_claims / quantulum3": round(ours / rates["quantulum3"], 1),
                "text_to_claims / quantulum3_in_one_piece": round(
                    ours / rates["quantulum3_in_one_piece"], 1
                ),
            },
            "text_to_claims_kB_per_second_by_length": {
                name: round(len(longer[times]) / 1000 / min(taken), 1)
                for times, (name, taken) in zip(_MULTIPLES, growth.items(), strict=True)
            },
            "quantities": compare(document),
        },
    )


if __name__ == "__main__":
    main()
