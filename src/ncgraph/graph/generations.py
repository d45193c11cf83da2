"""A store folder: immutable generations of a graph, and `CURRENT`, which names the one to read.

    store/CURRENT              the line "graph-<digest>"
    store/graph-<digest>/      the quads (RocksDB), never written again; readers hold its `lease`
    store/building-<digest>/   a generation being written, or what a killed build left behind
    store/LOCK                 held by the one process that builds

A new generation is written beside the old one, made durable, and then `CURRENT` is exchanged in one
step: whenever a build dies, either the old graph is there or the new one.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ncgraph.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NAME = re.compile(r"graph-[0-9a-f]{16}")
_ATTEMPTS = 10  # a reader starts over when builds replace a generation under its hands


def find_current(folder: Path) -> Path | None:
    """The generation to read, or None where none was ever finished.

    Raises:
        GraphError: `CURRENT` is there but names no generation.
    """
    try:
        name = (folder / "CURRENT").read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{folder / 'CURRENT'} cannot be read: {error}") from error
    if not _NAME.fullmatch(name):
        raise GraphError(f"{folder} is not a graph store of ours: CURRENT says {name[:40]!r}")
    return folder / name


def digest_of(generation: Path) -> str:
    """The digest in a generation's name."""
    return generation.name.removeprefix("graph-")


def open_current(folder: Path) -> tuple[ox.Store, str, int | None]:
    """The current generation for reading, its digest, and the lease that keeps it from removal.

    Raises:
        GraphError: The folder is missing, empty, no store, or its first build is not finished.
    """
    for _ in range(_ATTEMPTS):
        generation = find_current(folder)
        if generation is None:
            raise GraphError(_explain_absence(folder))
        lease = _take_lease(generation)
        if find_current(folder) == generation:
            return _open_store(generation), digest_of(generation), lease
        if lease is not None:
            os.close(lease)
    raise GraphError(f"{folder} is being replaced over and over; hint: try again later")


def _explain_absence(folder: Path) -> str:
    if not folder.exists():
        return f"no graph store at {folder}; hint: make one with `ncgraph build`"
    if not folder.is_dir():
        return f"{folder} is a file, not a graph store"
    if _is_locked(folder):
        return f"{folder} is locked: another process is building it for the first time"
    if any(not _is_ours(path) for path in folder.iterdir()):
        return f"{folder} is not a graph store: it has no file CURRENT"
    return f"{folder} is empty; hint: fill it with `ncgraph build`"


def _open_store(generation: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(generation))
    except OSError as error:
        raise GraphError(
            f"the graph in {generation} cannot be read ({error}); hint: build it anew"
        ) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The right to write a store; what killed builds left behind is removed first.

    Raises:
        GraphError: Another process holds it, or the folder is somebody else's.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = [path.name for path in folder.iterdir() if not _is_ours(path)]
    except OSError as error:
        raise GraphError(f"{folder} cannot be used as a graph store: {error}") from error
    if strangers:
        raise GraphError(
            f"{folder} holds other files ({sorted(strangers)[0]}); "
            "hint: give a graph store a folder of its own"
        )
    with (folder / "LOCK").open("a") as lock:
        if not _try_lock(lock.fileno(), exclusive=True):
            raise GraphError(f"{folder} is locked: another process is building it")
        _remove_leftovers(folder)
        yield


def replace_current(folder: Path, digest: str, quads: bytes) -> None:
    """Makes the N-Quads the current generation; call it under `locked`.

    Nothing is written where the current generation has that digest already and opens.
    """
    generation = folder / f"graph-{digest}"
    if find_current(folder) == generation:
        with suppress(GraphError):
            _open_store(generation)
            return
        shutil.rmtree(generation)
    building = folder / f"building-{digest}"
    _write(building, quads)
    building.rename(generation)
    _point_to(folder, generation)
    _remove_leftovers(folder)


def _write(building: Path, quads: bytes) -> None:
    building.mkdir()
    store = ox.Store(str(building))
    store.bulk_load(input=quads, format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    del store  # closes the database
    (building / "lease").touch()
    for path in (*building.iterdir(), building):
        _sync(path)


def _point_to(folder: Path, generation: Path) -> None:
    draft = folder / "CURRENT.new"
    draft.write_text(f"{generation.name}\n", encoding="ascii")
    _sync(draft)
    _sync(folder)
    draft.replace(folder / "CURRENT")
    _sync(folder)


def _sync(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return  # Windows opens no folders
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_leftovers(folder: Path) -> None:
    """Removes generations that are not current, unless somebody still reads them."""
    current = find_current(folder)
    (folder / "CURRENT.new").unlink(missing_ok=True)
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path != current and not _is_read(path):
            shutil.rmtree(path)


def _is_ours(path: Path) -> bool:
    return path.name in ("CURRENT", "CURRENT.new", "LOCK") or (
        path.name.partition("-")[0] in ("graph", "building")
    )


def _take_lease(generation: Path) -> int | None:
    """A shared lock on a generation; None where the file system has none to give."""
    try:
        descriptor = os.open(generation / "lease", os.O_RDONLY)
    except OSError:
        return None
    with suppress(OSError):
        _try_lock(descriptor, exclusive=False)
    return descriptor


def _is_read(generation: Path) -> bool:
    try:
        with (generation / "lease").open("r+") as lease:
            return not _try_lock(lease.fileno(), exclusive=True)
    except FileNotFoundError:
        return False  # never finished


def _is_locked(folder: Path) -> bool:
    try:
        with (folder / "LOCK").open("r") as lock:
            return not _try_lock(lock.fileno(), exclusive=False)
    except OSError:
        return False


def _try_lock(descriptor: int, *, exclusive: bool) -> bool:
    """Whether the lock was free; it ends with its descriptor, also when the process is killed."""
    if sys.platform == "win32":
        return True  # no flock there: two builds at once are the caller's to avoid
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
