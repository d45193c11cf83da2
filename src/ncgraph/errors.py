"""One tree of errors. A message has what, where (file, or document and offsets) and a hint."""

from __future__ import annotations


class NcgraphError(Exception):
    """Whatever ncgraph refuses to do; the command line prints it in one line and exits with 1."""


class ReadingError(NcgraphError):
    """A source cannot be read: missing, no text, wrong encoding, a line too long."""


class RuleError(NcgraphError):
    """An extraction rule is malformed; names the file and line."""


class UnitError(NcgraphError, ValueError):
    """A unit spelling is unknown, or a quantity has the wrong dimension."""


class OntologyError(NcgraphError):
    """The ontology lacks something the code relies on; names the term."""


class GraphError(NcgraphError):
    """A graph store is missing, locked or not one of ours."""


class ReasoningError(NcgraphError):
    """An inference rule is malformed, or a fixpoint was not reached."""


class QuestionError(NcgraphError):
    """A SPARQL query is malformed or not allowed (update, service, load)."""


class QueryRefusedError(QuestionError):
    """A SPARQL query is well formed, but would change the graph or reach outside of it."""


class ExportError(NcgraphError):
    """An export format is unknown or its target cannot be written."""


class ResourceMissingError(NcgraphError):
    """A bundled folder, or the extra a verb needs, is not installed."""


def explain(error: Exception) -> str:
    """What went wrong, for a person: our own message, the file and reason, or that it is a bug."""
    if isinstance(error, NcgraphError):
        return str(error)
    if isinstance(error, OSError):
        return ": ".join(str(part) for part in (error.filename, error.strerror) if part)
    return f"{type(error).__name__}: {error} (a bug; NCGRAPH_TRACEBACK=1 shows where)"
