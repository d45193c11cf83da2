"""Definitions: "what is a quasi-type-II alignment?" is answered by the ontology."""

from __future__ import annotations

import re

from ncgraph.answering.lexicon import Role
from ncgraph.answering.matching import tag, term_named
from ncgraph.model import Answer, AnswerType
from ncgraph.ontology import ontology

_ASKS = re.compile(
    r"\s*(?:please )?(?:what(?:['’]s| is| are| does)?|define|explain|"
    r"(?:what is |give |show )?the (?:definition|meaning) of|"
    r"(?:give|tell) (?:me )?the (?:definition|meaning) of)\s+"
    r"(?:meant by |the (?:definition|meaning) of |the term |an? |the )?(?P<term>.+?)"
    r"(?P<means> (?:mean|means|stand for|refer to|refers to))?[\s?.!]*",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"\b(?:define|definition|meaning|mean|means|meant by|stand for)\b", re.I)


def define(question: str) -> Answer | None:
    """The definition of the term a question names, and names nothing else; else None."""
    asked = _ASKS.fullmatch(question)
    if not asked:
        return None
    curie = term_named(asked["term"])
    if curie is None or not (_ALWAYS.search(question) or _is_class_word(question)):
        return None
    term = ontology().term(curie)
    kinds = [ontology().term(each).label for each in ontology().children(curie)]
    notes = [f"also called: {', '.join(term.synonyms)}"] if term.synonyms else []
    notes += [f"kinds: {', '.join(kinds)}"] if kinds else []
    notes += [f"source: {', '.join(term.source)}"] if term.source else []
    return Answer(
        question=question,
        understood=True,
        reading=f"definition of “{term.label}” ({term.curie}) in the ontology",
        answer_type=AnswerType.TEXT,
        value=f"{term.label}: {term.definition}",
        notes=tuple(notes),
    )


def _is_class_word(question: str) -> bool:
    """`What is ASE?`: nothing but the term; `what is the ASE threshold of ...` asks for a value."""
    content = [each for each in tag(question) if each.role is not Role.FILLER]
    named = [each for each in content if each.role in (Role.TERM, Role.FACET, Role.HEAD)]
    definite = re.match(r"\s*what(?:['’]s| is| are) the\b", question, re.IGNORECASE)
    return len(named) == 1 and not definite
