"""What the README shows is what happens: its example answer, its Python, its links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ncgraph import cli

_CHECKOUT = Path(__file__).resolve().parents[2]
_README = (_CHECKOUT / "README.md").read_text("utf-8")
_QUESTION = "Which quasi-type-II emitters have lased under CW pumping?"


def _block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", _README, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def test_the_example_answer_is_the_answer(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f'ncgraph ask "{_QUESTION}"' in _README
    cli.main(["ask", _QUESTION, "--store", str(digest_store)])
    printed = capsys.readouterr().out.splitlines()
    shown = [line for line in _block("text").splitlines() if line != "..."]
    assert len(shown) > 5
    assert [line for line in printed if line in shown] == shown


@pytest.mark.slow
def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(_block("python"), {})  # noqa: S102 - our own README
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all("CdSe/CdS" in line for line in lines)


def test_every_link_to_a_file_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", _README)
    assert targets
    assert [target for target in targets if not (_CHECKOUT / target).exists()] == []
