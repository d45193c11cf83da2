"""Offers a graph to other programs: one thin file per host.

`serve` runs the SPARQL endpoint. It is loaded when first used, as it needs the extra `serve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.serving.sparql_endpoint import serve

__all__ = ["serve"]


def __getattr__(name: str) -> object:
    """Loads `serve` on first use (PEP 562)."""
    if name != "serve":
        raise AttributeError(f"module 'ncgraph.serving' has no attribute {name!r}")
    from ncgraph.serving.sparql_endpoint import serve

    return serve
