"""Facts out of claims, inferences out of facts, contradictions among both."""

from ncgraph.reasoning.checking import check
from ncgraph.reasoning.closure import Closure, reason

__all__ = ["Closure", "check", "reason"]
