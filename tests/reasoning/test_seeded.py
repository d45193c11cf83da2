"""Seeded inconsistencies: each is reported by `ncgraph check` with its cause, and no build dies.

What a text can say is seeded as a text and goes the whole way through the command line; what our
reading would not take from a text is seeded as claims, as another extractor might make them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ncgraph.graph import KnowledgeGraph, add
from ncgraph.model import (
    Claim,
    Claims,
    Dimension,
    Document,
    Evidence,
    Layer,
    Nanocrystal,
    Pump,
    Quantity,
    Span,
)
from ncgraph.reasoning import reason

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyshacl", reason="needs ncgraph[check]")

HEAD = "# Lasers of colloidal nanocrystals, seed {name}\n\n## Results\n\n"
TABLE = (
    "| Material | Q factor | ASE threshold | Laser threshold | Cavity | Pump | Ref. |\n"
    "|---|---|---|---|---|---|---|\n{row}\n\n"
)
LIST = "## References\n\n1. A. Author, B. Writer. Lasing of dots. J. Lasers 1, 1 (2020).\n"

# name, what the paper says, the list it is found in, what must be said of it
TEXTS = (
    (
        "steady-pulses",
        "Lasing from CdSe/CdS core/shell quantum dots was achieved under continuous-wave pumping "
        "at 442 nm with a pulse duration of 5 ns.",
        "clashes",
        ("the pump (CW, 442 nm, pulses of 5 ns) of CdSe/CdS core/shell QD", "exclude each other"),
    ),
    (
        "one-and-two-photons",
        "The one-photon two-photon pumped lasing of CdSe/ZnS nanorods was observed.",
        "clashes",
        ("CdSe/ZnS NR", "both a multi-photon pumping and a", "one-photon pumping"),
    ),
    (
        "length-as-threshold",
        "| CdSe/CdS QDs | | 20 nm | 5 µJ/cm2 | DFB | 400 nm (100 fs) | 1 |",
        "shapes",
        ("the ASE threshold of CdSe/CdS QD (ref. 1), 20 nm", "fluence", "(found: length)"),
    ),
    (
        "negative-threshold",
        "InP/ZnS core/shell quantum dots showed ASE with a threshold of -12 µJ/cm2.",
        "shapes",
        ("ASE threshold of InP/ZnS core/shell QD, -12 µJ/cm2", "never negative"),
    ),
    (
        "quality-in-nanometres",
        "| CdSe/CdS QDs | 500 nm | 20 µJ/cm2 | 5 µJ/cm2 | DFB | 400 nm (100 fs) | 1 |",
        "shapes",
        ("the quality factor of CdSe/CdS QD (ref. 1), 500 nm", "plain number without a unit"),
    ),
    (
        "other-alignment",
        "The CdSe/ZnS quantum dots have a type-II band alignment.",
        "disagreements",
        ("CdSe/ZnS is stated to be type-II, computed to be type-I", "the step for the electron"),
    ),
    (
        "two-alignments",
        "The InP/ZnSe quantum dots have a type-II band alignment. Lasing of InP/ZnSe quantum dots "
        "with type-I band alignment was observed.",
        "conflicts",
        ("InP/ZnSe is said to have", "type-I band alignment", "type-II band alignment"),
    ),
)  # fmt: skip

LAYERS = (Layer("CdSe", "core"), Layer("CdS", "shell"))
DOTS = Nanocrystal(name="CdSe/CdS QDs", layers=LAYERS, morphology="QD")
SAID = "The nanocrystals were pumped and lased."
RANGE = Quantity(50, "µJ/cm2", 20, 0.5, 0.2, "J/m2", Dimension.FLUENCE)
CLAIMS: tuple[tuple[str, dict[str, Any], str, tuple[str, ...]], ...] = (
    (
        "bare-and-shelled",
        {"subject": Nanocrystal(
            name="CdSe/CdS QDs", layers=LAYERS, morphology="QD", heterostructure="core-only"
        )},
        "clashes",
        ("CdSe/CdS core-only QD", "a core-only nanocrystal and a", "exclude each other"),
    ),
    (
        "current-and-light",
        {"pump": Pump(mode="electrical", wavelength_nm=400.0)},
        "clashes",
        ("the pump (electrical, 400 nm) of CdSe/CdS QD", "electrical", "optical"),
    ),
    (
        "fast-and-slow-pulses",
        {"pump": Pump(mode="CW", pulse_duration_s=1e-13)},
        "clashes",
        ("the pump (CW, pulses of 100 fs) of CdSe/CdS QD", "continuous-wave"),
    ),
    (
        "range-from-high-to-low",
        {"kind": "lasing-threshold", "quantity": RANGE},
        "shapes",
        ("the lasing threshold of CdSe/CdS QD, 50 to 20 µJ/cm2", "from the lower to the upper"),
    ),
    (
        "pump-without-light",
        {"pump": Pump(mode="fs", wavelength_nm=-800.0)},
        "shapes",
        ("the pump (fs, -800 nm) of CdSe/CdS QD", "a pump wavelength is above zero"),
    ),
)  # fmt: skip
SEEDS = [
    *((name, place, words) for name, _, place, words in TEXTS),
    *((name, place, words) for name, _, place, words in CLAIMS),
]


def run(*arguments: str) -> Any:
    command = [sys.executable, "-m", "ncgraph", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def write(folder: Path, name: str, said: str) -> str:
    body = TABLE.format(row=said) if said.startswith("|") else f"{said}\n\n"
    path = folder / f"{name}.md"
    path.write_text(HEAD.format(name=name) + body + LIST, encoding="utf-8")
    return str(path)


def seed(graph: KnowledgeGraph, name: str, told: dict[str, Any]) -> None:
    known = {"kind": "lasing-demonstrated", "subject": DOTS} | told
    evidence = Evidence(document=name, spans=(Span(0, len(SAID)),), quote=SAID, section="")
    claim = Claim(id="1", statement="1", evidence=evidence, rule="test.hand-made", **known)  # type: ignore[arg-type]
    document = Document(id=name, title=name, doi=None, source=name, sha256="0", text=SAID)
    add(graph, document, Claims(claims=(claim,), mentions=(), problems=()))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What `ncgraph check` says of a graph with all seeds in it, each in its own document."""
    folder = tmp_path_factory.mktemp("seeds")
    store = str(folder / "store")
    papers = [write(folder, name, said) for name, said, _, _ in TEXTS]
    report = run("build", *papers, "--store", store)
    assert report["inferred"] > 0
    assert len(report["clashes"]) == 2  # said at once, and the build goes on
    with KnowledgeGraph.writing(store) as graph:
        for name, told, _, _ in CLAIMS:
            seed(graph, name, told)
        reason(graph)
    return run("check", "--store", store)


@pytest.mark.parametrize(("name", "place", "words"), SEEDS, ids=[name for name, _, _ in SEEDS])
def test_a_seeded_inconsistency_is_reported_with_its_cause(
    found: Any, name: str, place: str, words: tuple[str, ...]
) -> None:
    messages = [each["message"] for each in found[place]]
    hits = [each for each in found[place] if all(word in each["message"] for word in words)]
    assert len(hits) == 1, messages
    sides = [hits[0], *hits[0].get("sides", ())]
    quotes = [piece["quote"] for side in sides for piece in side.get("evidence", ())]
    said = {other: text for other, text, _, _ in TEXTS}.get(name, SAID)
    assert quotes
    assert all(_words(quote) <= _words(said) for quote in quotes)


def _words(text: str) -> set[str]:
    return set(text.replace("|", " ").split())


def test_nothing_else_is_reported(found: Any) -> None:
    for place in ("clashes", "shapes", "disagreements", "conflicts"):
        seeded = [name for name, other, _ in SEEDS if other == place]
        assert len(found[place]) == len(seeded), [each["message"] for each in found[place]]


def test_sound_papers_raise_no_alarm(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    sound = write(
        tmp_path,
        "sound",
        "Lasing from CdSe/CdS core/shell quantum dots was achieved under continuous-wave pumping "
        "at 442 nm with a threshold of 8 kW/cm2. The CdSe/ZnS quantum dots have a type-I band "
        "alignment.",
    )
    run("build", sound, "--store", store)
    checked = run("check", "--store", store)
    assert [checked[place] for place in ("clashes", "shapes", "disagreements", "conflicts")] == [
        [], [], [], [],
    ]  # fmt: skip
