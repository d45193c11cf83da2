"""The 2024 review as a converter left it, read from beside the checkout where it is present."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from pathlib import Path

import pytest

from ncgraph.model import Document, SentenceKind
from ncgraph.reading import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
REVIEW = SHARED / "corpus" / "liu2024-chip-review.md"
GOLD = SHARED / "gold"

pytestmark = pytest.mark.skipif(
    not REVIEW.is_file(), reason="the review is not beside the checkout"
)


@pytest.fixture(scope="module")
def review() -> Document:
    return read(REVIEW)


def fold(value: object) -> str:
    letters = unicodedata.normalize("NFKD", str(value or ""))
    return re.sub(r"[^a-z0-9]", "", letters.lower())


def test_all_references_are_read_field_by_field(review: Document) -> None:
    gold = json.loads((GOLD / "references.json").read_text("utf-8"))
    assert [r.number for r in review.references] == list(range(1, 122))
    right = 0
    for entry, read_entry in zip(gold, review.references, strict=True):
        family = read_entry.authors[0].split(",")[0]
        page = re.split("[-–—]", read_entry.page or "")[0]
        right += fold(family) in {fold(entry["first_author"]), fold(entry["first_author_printed"])}
        right += fold(read_entry.doi) in {fold(entry["doi"]), fold(entry["doi_printed"])}
        right += sum(
            fold(mine) == fold(entry[name])
            for name, mine in [
                ("number", read_entry.number),
                ("year", read_entry.year),
                ("journal", read_entry.journal),
                ("volume", read_entry.volume),
                ("first_page", page),
            ]
        )
    assert right >= 840


def test_the_table_has_its_rows_columns_and_references(review: Document) -> None:
    (table,) = review.tables
    assert table.label == "Table 1"
    assert len(table.header) == 7
    assert len(table.rows) == 26
    gold = json.loads((GOLD / "table1.json").read_text("utf-8"))
    rows = gold["rows"] if isinstance(gold, dict) else gold
    starts = [row[0].span.start for row in table.rows]
    assert starts == [row["char_offset"] for row in rows]
    assert all(len(row[6].citations) == 1 for row in table.rows)


def test_the_paper_is_identified(review: Document) -> None:
    assert review.id == "10.1016/j.chip.2023.100073"
    assert review.title.startswith("Colloidal semiconductor nanocrystals")
    assert len(review.sections) >= 24


def test_every_sentence_of_the_gold_is_one_sentence(review: Document) -> None:
    claims = json.loads((GOLD / "claims.json").read_text("utf-8"))["claims"]
    body = [c for c in claims if not c["section"].startswith("caption")]
    assert len(body) > 200
    for claim in body:
        low = claim["char_offset"]
        high = low + len(claim["sentence"])
        hits = [s for s in review.sentences if any(p.start < high and low < p.end for p in s.spans)]
        assert len(hits) == 1
        assert hits[0].section == claim["section"]
        assert set(claim["citations"]) <= set(hits[0].cited)


def test_the_sentence_cut_by_figure_ten_is_joined(review: Document) -> None:
    text = review.text
    low, high = (
        text.index("coupled NCs with surface plasmon"),
        text.index("systems to build on-chip"),
    )
    sentence = next(s for s in review.sentences if any(p.start <= low < p.end for p in s.spans))
    assert any(p.start <= high < p.end for p in sentence.spans)
    assert len(sentence.spans) == 2
    assert "Fig. 10" not in sentence.text
    assert sentence.cited == (113,)


def test_captions_headings_and_title_page_stay_out_of_the_prose(review: Document) -> None:
    body = [s for s in review.sentences if s.kind is SentenceKind.BODY]
    assert 350 < len(body) < 420
    for sentence in body:
        assert not re.match(r"(?:Fig\.|Table|Reprinted|©|Abbreviations|\d+\.\d)", sentence.text)
        assert "@" not in sentence.text
        assert sentence.section
        assert not re.search(r"[⁰¹²³⁴-⁹^]\S*\.$", sentence.text)
    assert not {s.section for s in body} & {"references", "miscellanea"}


def test_reading_takes_a_fraction_of_a_second(review: Document) -> None:
    start = time.process_time()
    assert read(REVIEW) == review
    assert time.process_time() - start < 0.5
