"""Scores are those of the reference scorer, and do not fall; confidence follows the counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncgraph import read
from ncgraph.cli import main
from ncgraph.errors import ReadingError
from ncgraph.exporting.json_contract import extraction_json
from ncgraph.extraction.baseline import (
    ScoreSheet,
    read_passages,
    score_readings,
    scores_file,
)
from ncgraph.extraction.confidence import calibrate, rule_counts
from ncgraph.extraction.gold import bundled_gold, plain_formula, read_gold, read_gold_rows
from ncgraph.extraction.rulebook import rules
from ncgraph.extraction.scoring_rows import score_rows

if TYPE_CHECKING:
    from ncgraph.extraction.baseline import Reading

SHARED = Path(__file__).resolve().parents[3] / "shared"
TOOLS = SHARED / "tools"
REVIEW = (SHARED / "gold" / "claims.json", SHARED / "corpus" / "liu2024-chip-review.md")
needs_tools = pytest.mark.skipif(not TOOLS.is_dir(), reason="the reference scorers are not here")


@pytest.fixture(scope="module")
def bundled() -> tuple[Reading, ...]:
    return read_passages((), read)


@pytest.fixture(scope="module")
def sheet(bundled: tuple[Reading, ...]) -> ScoreSheet:
    return score_readings(bundled)


def reference(tool: str, gold: Path, reading: Reading, folder: Path, *options: str) -> Any:
    predicted = folder / "predicted.json"
    predicted.write_text(json.dumps(extraction_json(reading.document, reading.claims)), "utf-8")
    done = subprocess.run(
        [sys.executable, str(TOOLS / f"{tool}.py"), str(gold), str(predicted), *options],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def assert_same(reading: Reading, folder: Path, *, all_tiers: bool) -> None:
    options = ["--all-tiers"] if all_tiers else []
    want = reference("score_extraction", reading.passage.gold, reading, folder, *options)
    have = score_readings([reading], all_tiers=all_tiers)
    for how in ("found", "exact"):
        counts = getattr(have.total, how).counts
        assert {
            "p": round(counts.precision, 3),
            "r": round(counts.recall, 3),
            "f1": round(counts.f1, 3),
            **counts._asdict(),
        } == want["claims"][how]
    for how, row in want["mentions"].items():
        counts = (have.scores[0].mentions or {})[how]
        assert counts._asdict() == {key: row[key] for key in ("hit", "predicted", "gold")}


@needs_tools
@pytest.mark.parametrize("all_tiers", [False, True])
def test_the_numbers_of_a_bundled_passage_are_those_of_the_reference_scorer(
    bundled: tuple[Reading, ...], tmp_path: Path, all_tiers: bool
) -> None:
    for reading in bundled:
        assert_same(reading, tmp_path, all_tiers=all_tiers)


@needs_tools
@pytest.mark.parametrize("all_tiers", [False, True])
def test_the_numbers_of_the_review_are_those_of_the_reference_scorer(
    review_path: Path, tmp_path: Path, all_tiers: bool
) -> None:
    (reading,) = read_passages([(REVIEW[0], review_path)], read)
    assert_same(reading, tmp_path, all_tiers=all_tiers)


@needs_tools
def test_the_cells_of_the_reviews_table_are_counted_as_the_reference_scorer_does(
    review_path: Path, tmp_path: Path
) -> None:
    gold = SHARED / "gold" / "table1.json"
    (reading,) = read_passages([(REVIEW[0], review_path)], read)
    counts, wrong = score_rows(read_gold_rows(gold), reading.claims)
    want = reference("score_table", gold, reading, tmp_path)
    assert (counts.hit, counts.gold) == (want["cells_right"], want["cells"])
    assert len(wrong) == counts.gold - counts.hit


def test_scores_do_not_fall_below_the_committed_baseline(sheet: ScoreSheet) -> None:
    baseline = json.loads(scores_file().read_text("utf-8"))
    hint = "better elsewhere? then `ncgraph score --update-baseline`, and say why in the change"
    for how in ("found", "exact"):
        now = round(getattr(sheet.total, how).counts.f1, 3)
        assert now >= baseline["total"][how]["f1"], hint
    assert sheet.cells is not None
    assert sheet.cells.hit >= baseline["cells"]["hit"], hint


def test_intervals_hold_the_rates_and_are_the_same_each_time(
    bundled: tuple[Reading, ...], sheet: ScoreSheet
) -> None:
    assert score_readings(bundled) == sheet
    for rates in sheet.total:
        for rate, (low, high) in (
            (rates.counts.precision, rates.bounds.precision),
            (rates.counts.recall, rates.bounds.recall),
            (rates.counts.f1, rates.bounds.f1),
        ):
            assert low < rate < high


def test_each_gold_sentence_stands_where_the_gold_says() -> None:
    for passage in bundled_gold():
        text = passage.source.read_bytes().decode("utf-8")
        for claim in read_gold(passage.gold).claims:
            assert text[claim.at.start : claim.at.end] == claim.sentence, claim.id


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Cd_{x}Zn_{1-x}S/ZnS QDs", "cdxzn1-xs/zns"),
        ("CdSe@CdS NRs", "cdse/cds"),
        ("CdSe/CdS core/shell NPLs", "cdse/cds"),
        ("the dots", "thedots"),
        ("QDs", None),
    ],
)
def test_notation_of_a_composition_does_not_count(printed: str, plain: str | None) -> None:
    assert plain_formula(printed) == plain


def test_gold_that_is_missing_or_no_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"absent\.json: No such file"):
        read_gold(tmp_path / "absent.json")
    other = tmp_path / "other.json"
    other.write_text('{"claims": [{"kind": "fwhm"}]}', "utf-8")
    with pytest.raises(ReadingError, match=r"other\.json: no gold: KeyError"):
        read_gold(other)


def test_a_folder_of_gold_is_scored_as_a_whole(
    sheet: ScoreSheet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(bundled_gold()[0].gold.parent), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    counts = sheet.total.exact.counts
    assert (printed["total"]["exact"]["hit"], len(printed["documents"])) == (
        counts.hit,
        len(sheet.scores),
    )


def test_one_paper_is_scored_at_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    passage = next(p for p in bundled_gold() if p.gold.name.startswith("thick-shell"))
    arguments = ["score", str(passage.gold), str(passage.source), "--json", "--show", "missed"]
    assert main(arguments) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["documents"][0]["name"] == "thick-shell-dots"
    total = printed["total"]["found"]
    assert len(printed["missed"]) == total["gold"] - total["hit"]


def test_gold_without_its_paper_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["score", "claims.json"])
    assert "GOLD and SOURCE" in capsys.readouterr().err


def test_only_rules_that_exist_are_counted() -> None:
    known = {rule.id for rule in rules()}
    hint = "a rule was renamed or removed: `ncgraph score --update-baseline`"
    assert rule_counts().keys() <= known, hint
    for fired, right in rule_counts().values():
        assert 0 <= right <= fired


@given(st.floats(0, 1), st.integers(0, 500), st.integers(0, 500))
def test_confidence_lies_between_what_was_stated_and_what_was_counted(
    stated: float, right: int, wrong: int
) -> None:
    fired = right + wrong
    found = calibrate(stated, fired, right)
    ends = (stated, right / fired if fired else stated)
    assert min(ends) - 0.001 <= found <= max(ends) + 0.001


def test_a_rule_is_as_sure_as_its_counts_say() -> None:
    for rule in rules():
        fired, right = rule_counts().get(rule.id, (0, 0))
        if fired >= 40:
            assert rule.confidence == pytest.approx(right / fired, abs=0.05)
