"""Questions in words to answers with evidence; sentences to verdicts."""

from ncgraph.answering.asking import LONGEST_QUESTION, ask
from ncgraph.answering.named import NamedQuestion, named_questions
from ncgraph.answering.verifying import verify

__all__ = ["LONGEST_QUESTION", "NamedQuestion", "ask", "named_questions", "verify"]
