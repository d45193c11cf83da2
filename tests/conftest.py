"""What several test folders share: the review, the bundled digest, and a graph built from it.

Imports are in the fixtures: most tests need no engine.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ncgraph.resources import folder

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite golden files and docs/cli.md"
    )


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def _keep_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest leaves a view as `__main__`, which every spawned process would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def review_path() -> Path:
    """The 2024 review itself, which cannot be shipped."""
    path = CHECKOUT.parent / "shared" / "corpus" / "liu2024-chip-review.md"
    if not path.is_file():
        pytest.skip("the review is not beside the checkout (shared/corpus): its text is not ours")
    return path


@pytest.fixture(scope="session")
def digest_path() -> Path:
    """The bundled digest of the review."""
    return folder("extraction") / "digest" / "liu2024-digest.md"


@pytest.fixture(scope="session")
def digest_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built once from the digest; tests open it for reading only."""
    from ncgraph.workflow import build

    store = tmp_path_factory.mktemp("digest") / "store"
    build([], store)
    return store


@pytest.fixture(scope="session")
def digest_graph(digest_store: Path) -> KnowledgeGraph:
    """The digest's graph, open for reading."""
    from ncgraph.graph import KnowledgeGraph

    return KnowledgeGraph.open(digest_store)


@pytest.fixture
def digest_copy(digest_store: Path, tmp_path: Path) -> Path:
    """A copy of the digest's store, to be written to."""
    return Path(shutil.copytree(digest_store, tmp_path / "digest-copy"))
