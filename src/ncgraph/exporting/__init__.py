"""Writes a knowledge graph to files that other tools read, and the shapes of `--json`."""

from ncgraph.exporting.registry import Exporter, export, list_formats

__all__ = ["Exporter", "export", "list_formats"]
