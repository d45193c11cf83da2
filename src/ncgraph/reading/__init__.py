"""Files in, documents out: text with offsets, sections, sentences, tables and references."""

from ncgraph.reading.formats import read, read_text

__all__ = ["read", "read_text"]
