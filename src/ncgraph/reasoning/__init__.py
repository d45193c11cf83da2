"""Facts out of claims, inferences out of facts, contradictions among both."""

from ncgraph.reasoning.checking import check
from ncgraph.reasoning.closure import Closure, reason
from ncgraph.reasoning.incremental import asserted_by, revise

__all__ = ["Closure", "asserted_by", "check", "reason", "revise"]
