"""Finds `ontology/`, `extraction/` and `app/`, installed or in a checkout, and the user's graph."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from ncgraph.errors import ResourceMissingError

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder `ontology`, `extraction` or `app`.

    An editable install copies a snapshot of bundled folders that goes stale, so a checkout's
    live folders are used wherever the wheel's `_bundled` is absent.

    Raises:
        ResourceMissingError: Neither place has the folder; both are named.

    >>> (folder("ontology") / "ncgraph.ttl").is_file()
    True
    """
    bundled = _PACKAGE / "_bundled" / name
    checkout = _PACKAGE.parent.parent / name
    for candidate in (bundled, checkout):
        if candidate.is_dir():
            return candidate
    raise ResourceMissingError(f"no folder {name!r}: neither {bundled} nor {checkout} exists")


def default_store() -> Path:
    """Where the graph is kept unless told: `$NCGRAPH_STORE`, else the user's data folder (XDG)."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Path(os.environ.get("NCGRAPH_STORE") or data / "ncgraph" / "store")
