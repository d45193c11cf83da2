"""The wheel in an empty environment, used from another folder: what pip users get."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
_QUESTION = "Which quasi-type-II emitters have lased under CW pumping?"


def _run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must succeed, away from the checkout's own modules."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "NCGRAPH_"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_made_from_the_sdist_builds_and_answers_anywhere(tmp_path: Path) -> None:
    # `build` without options makes the sdist and then the wheel from the sdist: both are tested.
    _run(sys.executable, "-m", "build", "--outdir", tmp_path / "dist", _CHECKOUT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    _run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = scripts / "ncgraph"
    _run(command, "build", "--store", "store", cwd=elsewhere)
    answer = json.loads(
        _run(command, "ask", _QUESTION, "--store", "store", "--json", cwd=elsewhere)
    )
    assert sorted(row["references"] for row in answer["answers"]) == [[28], [102]]
    assert all(row["evidence"] for row in answer["answers"])
    place = _run(scripts / "python", "-c", "import ncgraph; print(ncgraph.__file__)", cwd=elsewhere)
    assert Path(place.strip()).is_relative_to(environment.resolve())
