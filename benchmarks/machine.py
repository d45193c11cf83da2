"""What a result depends on besides the code, in general words; and the peer's own environment."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results"
_PEER = "quantulum3==0.10.0"


def describe_machine() -> dict[str, str | int]:
    """The machine without its name."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
    }


def write_result(name: str, result: dict[str, object]) -> None:
    """Print a result and keep it in `results/`."""
    text = json.dumps({"machine": describe_machine(), **result}, ensure_ascii=False, indent=1)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(text)


def run_quantulum3(paragraphs: list[str]) -> dict[str, object]:
    """Run `quantulum3_worker.py` in an environment of its own, made on first use in `build/`."""
    place = FOLDER.parent / "build" / "benchmarks" / "quantulum3"
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        print("making an environment for quantulum3 ...", file=sys.stderr)
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", _PEER], check=True)
    done = subprocess.run(
        [python, "-W", "ignore", FOLDER / "quantulum3_worker.py"],
        input=json.dumps(paragraphs),
        capture_output=True,
        check=True,
        text=True,
    )
    result: dict[str, object] = json.loads(done.stdout)
    return result
