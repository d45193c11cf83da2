"""Every view launches, and one real interaction each."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

pytest.importorskip("streamlit", reason="the app extra is not installed")
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from ncgraph.workflow import build

if TYPE_CHECKING:
    from pathlib import Path

CW_QUESTION = "Which quasi-type-II emitters have lased under CW pumping?"
START_SECONDS = 30


def launch(path: Path) -> AppTest:
    return AppTest.from_file(str(path), default_timeout=30)


def texts(page: AppTest) -> list[str]:
    return [text.value for text in page.text]


def test_the_router_opens_the_ask_view(app_folder: Path) -> None:
    page = launch(app_folder / "main.py").run()
    assert not page.exception
    assert page.title[0].value == "Ask the literature"


def test_a_typed_question_gives_the_table_the_reading_and_the_quotes(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    page.text_input[0].input(CW_QUESTION).run()
    assert not page.exception
    assert list(page.dataframe[0].value["References"]) == ["28", "102"]
    assert "emitters with quasi-type-II band alignment that have lased under CW pumping" in texts(
        page
    )
    assert any("under CW pumping of about 1 µW." in text for text in texts(page))
    assert page.query_params["q"] == CW_QUESTION


def test_what_sources_disagree_on_is_shown_with_both_sentences(
    app_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# Rings\n\n"
        "The lasing threshold of CdSe/ZnS quantum dots in a microring was 70 µJ/cm² [1]. "
        "CdSe/ZnS quantum dots in a microring have a lasing threshold of 95 µJ/cm² [1].\n\n"
        "## References\n[1] Okafor, C. Rings of dots. Opt. Lett. 13, 5-9 (2019).\n",
        encoding="utf-8",
    )
    build([paper], tmp_path / "store")
    monkeypatch.setenv("NCGRAPH_STORE", str(tmp_path / "store"))
    page = launch(app_folder / "views" / "ask.py")
    page.query_params["q"] = "Which quantum dots lased in a microring?"
    page.run()
    assert not page.exception
    assert [each.value.startswith("Sources disagree") for each in page.warning] == [True]
    assert sum("95 µJ/cm²" in text for text in texts(page)) > 1


def test_a_question_in_the_address_is_answered(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py")
    page.query_params["q"] = CW_QUESTION
    page.run()
    assert not page.exception
    assert page.text_input[0].value == CW_QUESTION
    assert len(page.dataframe[0].value) == 2


def test_an_example_button_asks_its_question(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    page.button[0].click().run()
    assert not page.exception
    assert page.text_input[0].value == CW_QUESTION
    assert len(page.dataframe[0].value) == 2


def test_every_example_has_an_answer(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    for number in range(len(page.button)):
        page.button[number].click().run()
        assert not page.exception
        assert page.dataframe, page.text_input[0].value


def test_a_suggestion_of_a_refusal_can_be_clicked(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    page.text_input[0].input("Which quasi-typ-II emitters have lased under CW pumping?").run()
    assert any("quasi typ II" in text for text in texts(page))
    near = next(button for button in page.button if str(button.key).startswith("near"))
    near.click().run()
    assert not page.exception
    assert len(page.dataframe[0].value) == 2


def test_a_definition_is_shown_whole_as_text(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    page.text_input[0].input("What is quasi-type-II alignment?").run()
    assert not page.exception
    assert not page.metric
    assert any(text.startswith("quasi-type-II band alignment: ") for text in texts(page))
    assert not page.code


@pytest.mark.parametrize(
    ("question", "label", "shown"),
    [
        ("How many samples have lased in a DBR cavity?", "samples", None),
        ("Did CdSe/CdS dots lase under CW pumping?", "Answer", "Yes"),
    ],
)
def test_counts_and_decisions_are_shown_large(
    app_folder: Path, question: str, label: str, shown: str | None
) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    page.text_input[0].input(question).run()
    assert not page.exception
    assert page.metric[0].label == label
    assert shown in (None, page.metric[0].value)


def test_a_refusal_tells_what_was_read_so_far(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    page.text_input[0].input("Which dots lased under CW pumping in a submarine?").run()
    assert any("not understood: “submarine”" in text for text in texts(page))
    assert any(text.startswith("QDs that have lased") for text in texts(page))


def test_markup_in_a_quote_is_shown_as_text(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "ask.py").run()
    page.text_input[0].input("Which emitters were pumped electrically?").run()
    assert any("gave ASE <b>at</b> 1.94 V" in text for text in texts(page))
    assert not any("<b>" in markdown.value for markdown in page.markdown)


def test_claims_are_filtered_by_their_words(app_folder: Path) -> None:
    page = launch(app_folder / "views" / "claims.py").run()
    assert not page.exception
    assert len(page.dataframe[0].value) > 5
    page.text_input[0].input("nanobeam").run()
    assert list(page.dataframe[0].value["sample"]) == ["CdSe/CdS core/shell NPLs"]
    page.multiselect[0].select("lasing-demonstrated").run()
    assert set(page.dataframe[0].value["kind"]) == {"lasing-demonstrated"}


@pytest.mark.parametrize("view", ["ask.py", "claims.py"])
@pytest.mark.parametrize("store", ["", "nowhere", __file__])
def test_without_a_store_the_page_says_how_to_make_one(
    app_folder: Path, monkeypatch: pytest.MonkeyPatch, view: str, store: str
) -> None:
    monkeypatch.setenv("NCGRAPH_STORE", store)
    monkeypatch.setattr(sys, "argv", ["main.py"])
    page = launch(app_folder / "views" / view).run()
    assert not page.exception
    assert page.info[0].value == "There is no graph to ask yet."
    assert "ncgraph build" in page.code[0].value


@pytest.mark.slow
def test_the_server_starts_and_is_healthy(app_folder: Path, laser_store: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(app_folder / "main.py"),
        "--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}",
        "--browser.gatherUsageStats=false",
    ]  # fmt: skip
    environment = os.environ | {"NCGRAPH_STORE": str(laser_store)}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert wait_for(f"http://127.0.0.1:{port}/_stcore/health") == "ok"
    finally:
        server.terminate()
        server.wait(10)


def wait_for(address: str) -> str:
    """What the address answers, as soon as it answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as reply:  # noqa: S310 - loopback
                return str(reply.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return "no answer"
