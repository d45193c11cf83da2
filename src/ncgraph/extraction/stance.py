"""Clauses, and which stretches of a sentence are denied or only supposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from ncgraph.extraction.candidates import stance_candidates
from ncgraph.extraction.findings import Findings, Scope, findings
from ncgraph.extraction.rulebook import Rule, compile_pattern
from ncgraph.model import Polarity

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

# A clause begins at a semicolon, at a subordinating or adversative conjunction, at a relative
# pronoun after a comma, and at "and" before a new subject with an article or demonstrative.
_BOUNDARY = re.compile(
    r";\s*|,?\s+(?=(?:while|whereas|but|although|though|because|since|unless|whether)\b)"
    r"|,\s+(?=(?:which|whose|where|when|who|thus|thereby|leading|resulting|indicating|confirming|"
    r"suggesting|followed|making|so)\b)|,\s+and\s+(?=(?:the|this|these|it|they|a|no|its)\b)"
    r"|\s+(?=(?:which|when|once|so that|such that)\b)",
    re.IGNORECASE,
)


# "Thanks to their volume, ...", "When X is pumped, ...": what stands before the main clause
_ADJUNCT = re.compile(
    r"(?:(?:however|moreover|furthermore|in addition|therefore|nevertheless),?\s+)?"
    r"(?:when|once|if|although|though|while|whereas|since|because|as soon as|"
    r"taking|thanks|due|owing|based|compared|given|unlike|similar|contrary|with|by|using|from|"
    r"to|for|in|under|upon|at|on|after|before|as)\b[^,;()]*(?:\([^()]*\)[^,;()]*){0,3},\s+",
    re.IGNORECASE,
)


def split_clauses(text: str) -> list[int]:
    """Offsets at which a clause begins, the first always 0.

    >>> split_clauses("ASE was seen at 50 K, while no lasing was detected; why is open.")
    [0, 22, 52]
    """
    adjunct = _ADJUNCT.match(text)
    starts = [0, adjunct.end()] if adjunct else [0]
    for match in _BOUNDARY.finditer(text):
        depth = text.count("(", 0, match.end()) - text.count(")", 0, match.end())
        if depth <= 0 and match.end() - starts[-1] > 1:
            starts.append(match.end())
    return starts


def clause_of(starts: list[int], position: int, length: int) -> tuple[int, int]:
    """The clause that holds `position`, as a half-open range."""
    begin = max(start for start in starts if start <= position)
    end = min((start for start in starts if start > position), default=length)
    return begin, end


def _scope(rule: Rule, match: re.Match[str], starts: list[int], length: int) -> Scope:
    begin, end = clause_of(starts, match.start(), length)
    if rule.reach == "sentence":
        begin, end = 0, length
    elif rule.reach == "after":
        begin = match.start()
    return Scope(begin, end, rule.polarity, match[0].strip(), rule.id)


def find_stance(doc: Doc) -> Doc:
    """Fill `findings(doc).clauses` and `.scopes`."""
    found = findings(doc)
    text = found.text
    found.clauses.extend(split_clauses(text))
    lowered = text.lower()
    for rule in stance_candidates().among(lowered):
        for match in compile_pattern(rule.pattern).finditer(lowered):
            if rule.unless and compile_pattern(rule.unless).search(lowered):
                continue
            found.scopes.append(_scope(rule, match, found.clauses, len(text)))
    return doc


def polarity_at(found: Findings, position: int) -> Polarity:
    """How what stands at `position` is meant; a denial outweighs a supposition."""
    meant = {s.polarity for s in found.scopes if s.start <= position < s.end}
    for polarity in (Polarity.NEGATED, Polarity.HYPOTHETICAL):
        if polarity in meant:
            return polarity
    return Polarity.AFFIRMED


@Language.factory("ncgraph_stance", assigns=["doc._.findings"], requires=["doc._.findings"])
def make_stance(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_stance`."""
    return find_stance
