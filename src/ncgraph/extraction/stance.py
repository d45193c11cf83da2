"""Which stretches of a sentence are denied or only supposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from ncgraph.extraction.candidates import held_in, stance_candidates
from ncgraph.extraction.clauses import clause_of, enclosed, opening_phrase
from ncgraph.extraction.findings import Findings, Scope, findings
from ncgraph.extraction.searching import Searched
from ncgraph.model import Polarity

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from ncgraph.extraction.rulebook import Rule


# what follows a colon explains what was denied; ", which might replace it, has ..." goes on; so
# does ", and ASE only at 4 mJ/cm2"
_ENDING = re.compile(
    r":(?=\s)|,(?=\s+(?:is|are|was|were|has|have|had|can|do|does|did|\w+ed)\b)"
    r"|,(?:\s+and\s[^,;]{1,40}\sonly\s(?:at|above|with|under|below|in|after)\b)"
)
# "dots without a core reach ...": the phrase ends before the verb of the clause, or at a comma
_PHRASE = re.compile(
    r"without\b[^,;]{1,60}?(?=,|\s(?:is|are|was|were|has|have|had|can|do|does|did"
    r"|(?:reach|show|exhibit|lase|emit|need|require|remain|give|lead|yield)(?:s|es|d|ed)?)\b)",
    re.IGNORECASE,
)
# "materials that may lase": what stands before the pronoun is not supposed
_OF_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:(?:also|still|then|themselves)\s+)?$")
_RELATIVE = re.compile(r"(?:which|who|whose|where|when)\b")


def _scope(rule: Rule, match: re.Match[str], found: Findings) -> Scope:
    starts, length = found.clauses, len(found.text)
    cue = match.end() - len(match[0].lstrip())  # a match takes the blank before it along
    begin, end = clause_of(starts, cue, length)
    if rule.reach == "sentence":
        begin, end = 0, length
    elif rule.reach == "after":
        begin = cue
    elif relative := _OF_RELATIVE.search(found.text, begin, cue):
        begin = _described(found, relative.start())
    elif begin and begin == opening_phrase(found.text, starts):
        begin = 0
    ending = _ENDING.search(found.text, match.end(), end)
    if ending and (ending[0] != "," or _RELATIVE.match(found.text, begin)):
        end = ending.start()
    phrase = _PHRASE.match(found.text, cue, end)
    if phrase:
        end = phrase.end()
    low, high = enclosed(found.text, cue)
    begin, end = max(begin, low), min(end, high)  # "(where no lasing was seen)"
    return Scope(begin, end, rule.polarity, match[0].strip(), rule.id, rule.spares_numbers)


def _described(found: Findings, start: int) -> int:
    """Where the mention begins that a relative clause at `start` describes; else `start`."""
    named = [term.start for term in found.terms if term.end == start - 1]
    named += [sample.start for sample in found.samples if sample.end == start - 1]
    return min(named, default=start)


def find_stance(doc: Doc) -> Doc:
    """Fill `findings(doc).scopes`."""
    found = findings(doc)
    if found.text.rstrip().endswith("?"):  # who asks states nothing
        found.scopes.append(Scope(0, len(found.text), None, "?", "stance.question"))
    held = held_in(found.text)
    rules = stance_candidates().among(held)
    if not rules:
        return doc
    place = doc.user_data.get("place", "body")
    text = Searched.whole(found.text.lower(), held)
    for rule in rules:
        if rule.place and rule.place != place:
            continue
        if not (rule.unless and text.has(rule.unless)):
            found.scopes += (_scope(rule, match, found) for match in text.every(rule.pattern))
    return doc


def is_muted(found: Findings, position: int) -> bool:
    """Whether nothing is claimed at `position`: the text speaks of itself, or of the field."""
    return any(s.polarity is None and s.start <= position < s.end for s in found.scopes)


def polarity_at(found: Findings, position: int, *, measured: bool = False) -> Polarity:
    """How what stands at `position` is meant; a denial outweighs a supposition.

    What was `measured` is not put in doubt by words that praise: "a candidate with a 2 eV gap".
    """
    if not found.scopes:
        return Polarity.AFFIRMED
    meant = {
        s.polarity
        for s in found.scopes
        if s.start <= position < s.end and not (measured and s.spares_numbers)
    }
    for polarity in (Polarity.NEGATED, Polarity.HYPOTHETICAL):
        if polarity in meant:
            return polarity
    return Polarity.AFFIRMED


@Language.factory("ncgraph_stance", assigns=["doc._.findings"], requires=["doc._.findings"])
def make_stance(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_stance`."""
    return find_stance
