"""Reads papers on nanocrystal photonics into a knowledge graph and answers with the evidence.

The ten public names, in the order a paper passes through them; other types are in
`ncgraph.model`. Engines load when first used: `import ncgraph` alone starts none of them.

>>> import ncgraph
>>> len(ncgraph.__all__)
10
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from ncgraph.errors import NcgraphError
from ncgraph.model import Answer, Claim

if TYPE_CHECKING:
    from ncgraph.answering import ask
    from ncgraph.exporting import export
    from ncgraph.extraction import extract
    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reading import read
    from ncgraph.reasoning import check, reason

    __version__: str

__all__ = [  # noqa: RUF022 - reading order, not alphabetical
    "read",
    "extract",
    "KnowledgeGraph",
    "reason",
    "check",
    "ask",
    "export",
    "Claim",
    "Answer",
    "NcgraphError",
]

_LAZY = {
    "read": "reading",
    "extract": "extraction",
    "KnowledgeGraph": "graph",
    "reason": "reasoning",
    "check": "reasoning",
    "ask": "answering",
    "export": "exporting",
}


def _load(name: str) -> object:
    """Loads a public name's module on first use (PEP 562)."""
    if name == "__version__":
        return _version()
    if name not in _LAZY:
        raise AttributeError(f"module 'ncgraph' has no attribute {name!r}")
    value: object = getattr(import_module(f"ncgraph.{_LAZY[name]}"), name)
    globals()[name] = value
    return value


if not TYPE_CHECKING:  # a type checker would take any name for an object
    __getattr__ = _load


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})


def _version() -> str:
    try:
        return version("ncgraph")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0+checkout"
