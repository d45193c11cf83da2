"""The tables of docs/scores.md are the stored scores, and what it says of failures still holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ncgraph.extraction.baseline import read_passages, score_readings, scores_file
from ncgraph.extraction.gold import bundled_gold, gold_in
from ncgraph.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CHECKOUT = Path(__file__).resolve().parents[2]
_PAGE = _CHECKOUT / "docs" / "scores.md"
_RESULTS = _CHECKOUT / "benchmarks" / "results"
_REVIEW_GOLD = _CHECKOUT.parent / "shared" / "gold" / "claims.json"
_GENERATED = re.compile(r"(?<=--update-golden` -->\n).*?(?=<!-- end -->)", re.DOTALL)
_COLUMNS = ("gold", "claims", "found P", "R", "F1", "exact P", "R", "F1")
_HEAD = "| {} | " + " | ".join(_COLUMNS) + " |\n|---" + "|---" * len(_COLUMNS) + "|"


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def row(name: str, scores: dict[str, Any]) -> str:
    cells = [name, str(scores["found"]["gold"]), str(scores["found"]["predicted"])]
    for how in ("found", "exact"):
        rates = scores[how]
        for rate, bounds in (("p", "p95"), ("r", "r95"), ("f1", "f95")):
            low, high = rates[bounds]
            cells.append(f"{rates[rate]:.2f} ({low:.2f}–{high:.2f})")
    return "| " + " | ".join(cells) + " |"


def tables(title: str, sheet: dict[str, Any]) -> Iterator[str]:
    yield f"\n### {title}\n"
    texts: Iterable[dict[str, Any]] = sheet["documents"]
    if len(sheet["documents"]) > 1:
        yield _HEAD.format("text")
        yield from (row(text["name"], text) for text in texts)
        yield row("**all**", sheet["total"]) + "\n"
    yield _HEAD.format("kind")
    yield from (row(kind, scores) for kind, scores in sheet["kinds"].items())
    yield row("**all**", sheet["total"])
    if sheet["cells"]:
        yield f"\nTable cells right: {sheet['cells']['hit']} of {sheet['cells']['gold']}."


def generate() -> str:
    speed, quantities = load(_RESULTS / "extraction_speed.json"), load(_RESULTS / "quantities.json")
    rates, ratio = speed["kB_per_second"], speed["ratio"]
    ours, peer = quantities["ncgraph"], quantities["quantulum3"]
    lines = [
        *tables("Our own passages", load(scores_file())),
        *tables("The 2024 review, annotated sections", load(_RESULTS / "review_scores.json")),
        *tables("Unseen passages", load(_RESULTS / "unseen_scores.json")),
        "\n### Speed and quantities\n",
        f"One core, {speed['text']['kB']:.0f} kB of text: {rates['text_to_claims']:.0f} kB/s from"
        f" text to claims, {rates['document_to_claims']:.0f} kB/s once the text is read. That is"
        f" {ratio['text_to_claims / spacy']:.2f} and {ratio['document_to_claims / spacy']:.2f} of"
        " spaCy's blank tokenizer, sentencizer and phrase ruler with the same vocabulary, and"
        f" {ratio['text_to_claims / quantulum3']:.0f} times quantulum3 fed paragraph by"
        " paragraph, which reads quantities only"
        f" ({ratio['text_to_claims / quantulum3_in_one_piece']:.0f} times where it is fed the text"
        " in one piece).\n",
        f"Quantities with a unit in the review's prose, {ours['sample']} drawn of each and judged"
        f" by hand: {ours['right']} right of ours ({ours['hits with a unit']} hits),"
        f" {peer['right']} right of quantulum3's ({peer['hits with a unit']} hits).\n",
        "",
    ]
    return "\n".join(lines)


def test_the_tables_are_the_stored_scores(update_golden: bool) -> None:
    page = _PAGE.read_text("utf-8")
    assert _GENERATED.search(page)
    fresh = _GENERATED.sub(lambda _: generate(), page)
    if update_golden:
        _PAGE.write_text(fresh, "utf-8")
    assert page == fresh or update_golden, "pytest tests/docs --update-golden"


def test_a_passage_that_the_page_names_exists() -> None:
    names = {passage.source.stem for passage in bundled_gold()}
    failures = _PAGE.read_text("utf-8").partition("## Known failures")[2]
    quoted = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", failures))
    assert quoted <= names
    assert quoted


@pytest.mark.slow
def test_unseen_passages_are_read_no_worse_than_the_page_says() -> None:
    stored = load(_RESULTS / "unseen_scores.json")["total"]
    passages = gold_in(scores_file().parent / "unseen")
    sheet = score_readings(read_passages([(p.gold, p.source) for p in passages], read))
    for how in ("found", "exact"):
        assert round(getattr(sheet.total, how).counts.f1, 3) >= stored[how]["f1"]


@pytest.mark.slow
def test_the_review_is_read_no_worse_than_the_page_says(review_path: Path) -> None:
    stored = load(_RESULTS / "review_scores.json")["total"]
    if not _REVIEW_GOLD.is_file():
        pytest.skip("the gold of the review is not beside the checkout")
    sheet = score_readings(read_passages([(_REVIEW_GOLD, review_path)], read))
    for how in ("found", "exact"):
        assert round(getattr(sheet.total, how).counts.f1, 3) >= stored[how]["f1"]
