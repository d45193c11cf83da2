"""Questions in words to answers with evidence."""

from ncgraph.answering.asking import LONGEST_QUESTION, ask
from ncgraph.answering.named import NamedQuestion, named_questions

__all__ = ["LONGEST_QUESTION", "NamedQuestion", "ask", "named_questions"]
