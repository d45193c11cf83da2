"""Finds the export formats and writes a file in one of them, whole or not at all.

A built-in format is a module of this folder that defines `EXPORTER`, an `Exporter` or a tuple of
them. Other distributions add theirs by an entry point of the group `ncgraph.exporters` that
names an `Exporter`; the entry point's name is the format's name.
"""

from __future__ import annotations

import os
import pkgutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ncgraph.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ncgraph.graph.store import KnowledgeGraph

ENTRY_POINTS = "ncgraph.exporters"
_NEW_FILE_MODE = 0o666  # what open() asks for; the umask takes its part off


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One export format: its name on the command line, and who writes it.

    `write` puts the whole graph into an open binary stream; the registry sees to the file.
    """

    name: str
    suffix: str  # ".csv"
    description: str  # one line, for a list of formats
    write: Callable[[KnowledgeGraph, BinaryIO], None]


def list_formats() -> tuple[Exporter, ...]:
    """All formats, sorted by name; built-in ones and those of other distributions.

    Raises:
        ExportError: Another distribution's exporter cannot be loaded, or takes a name in use.

    >>> [each.name for each in list_formats() if each.suffix == ".gexf"]
    ['gexf']
    """
    found = dict(_built_in())
    for point in entry_points(group=ENTRY_POINTS):
        where = f"{point.dist.name if point.dist else 'unknown distribution'}: {point.value}"
        if point.name in found:
            raise ExportError(f"two exporters are named {point.name!r}; the second is of {where}")
        found[point.name] = _load(point.load, point.name, where)
    return tuple(found[name] for name in sorted(found))


def export(graph: KnowledgeGraph, format_name: str, target: Path | str | BinaryIO) -> None:
    """Writes the graph to a file, or to an open binary stream.

    The file appears when it is complete; what stood there before stays until then.

    Args:
        graph: What to write.
        format_name: Name of a format in `list_formats`.
        target: Path of the file, or a stream such as `sys.stdout.buffer`.

    Raises:
        ExportError: The format is unknown (the message lists all), or the target cannot be written.
    """
    exporter = _find(format_name)
    if not isinstance(target, (str, Path)):
        exporter.write(graph, target)
        return
    path = Path(target)
    try:
        _write_whole(graph, exporter, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            f"cannot write {path}: {reason}; name a file in a writable folder"
        ) from error


def _find(format_name: str) -> Exporter:
    built_in = _built_in().get(format_name)
    if built_in:
        return built_in
    known = list_formats()
    for exporter in known:
        if exporter.name == format_name:
            return exporter
    names = ", ".join(exporter.name for exporter in known)
    raise ExportError(f"unknown export format {format_name!r}; known are: {names}")


@cache
def _built_in() -> dict[str, Exporter]:
    found = {}
    package = import_module("ncgraph.exporting")
    for module_info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{module_info.name}")
        exporters = getattr(module, "EXPORTER", ())
        for exporter in (exporters,) if isinstance(exporters, Exporter) else exporters:
            found[exporter.name] = exporter
    return found


def _load(load: Callable[[], object], name: str, where: str) -> Exporter:
    try:
        exporter = load()
    except Exception as error:
        raise ExportError(f"exporter {name!r} of {where} cannot be loaded: {error}") from error
    if not isinstance(exporter, Exporter) or exporter.name != name:
        raise ExportError(f"{where} is no Exporter named {name!r}")
    return exporter


def _write_whole(graph: KnowledgeGraph, exporter: Exporter, path: Path) -> None:
    if path.is_dir():
        raise ExportError(f"cannot write {path}: it is a folder; name a file in it")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            exporter.write(graph, stream)
        temporary.chmod(_mode_of(path))
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _mode_of(path: Path) -> int:
    """The mode of the file that is replaced, else that of any new file: mkstemp makes 0600."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return _NEW_FILE_MODE & ~umask
