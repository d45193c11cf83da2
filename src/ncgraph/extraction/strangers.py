"""Emitters that are no semiconductor nanocrystals, where a sentence is about them.

What is said of a dye or a polymer is said of it, not of the nanocrystals spoken of before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ncgraph.extraction.clauses import clause_of
from ncgraph.extraction.findings import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.extraction.findings import Findings

OTHER = "ncg:OtherEmitter"
# "In many organic dyes", "whereas typical laser dyes": nothing before them in the clause but these
_OPENED = re.compile(
    r"\W*(?:(?:and|but|while|whereas|although|however|similarly|thus|also|then|even|only)\b,?\s+)*"
    r"(?:(?:in|for|with|among|of|as for|from)\s+)?"
    r"(?:(?:the|an?|one|many|some|most|several|these|those|their|other|such|all|few|both"
    r"|[a-z]+(?:al|ic|ed|ing|ent|ive|ous|ar))\s+){0,3}",
    re.IGNORECASE,
)
# "the threshold of rhodamine 6G", not "a coating of carbon dots"
_OWNING = re.compile(
    r"(?<!coating )(?<!coatings )(?<!layer )(?<!layers )(?<!mixture )(?<!addition )(?<!solution )"
    r"(?<!presence )(?<!use )(?<!help )\b(?:of|for|in)\s+(?:(?:the|an?)\s+)?$"
)
# "graphene electrodes", "Rhodamine 6G was used as a standard", "dye-sensitized"
_HELPING = re.compile(
    r"-?\w*[\s-]+(?:(?:was|were|is|are|being)\s+(?:\w+ed|taken)\b"
    r"|(?:serv|act|function)(?:es|ed|ing)?\s+as\b|as\s+an?\b|sensiti[sz]"
    r"|(?:electrode|contact|layer|sheet|substrate|heater|oxide|ligand|matrix|host|shell|coating"
    r"|reference|standard|transistor|spacer|barrier|cathode|anode|solar|photodetector)s?\b)"
)


def find_strangers(found: Findings) -> Iterator[Sample]:
    """The other emitters that a clause begins with, or whose property it names."""
    for start, end in found.others:
        low, _ = clause_of(found.clauses, start, len(found.text))
        owning = _OWNING.search(found.text, max(low, start - 24), start)
        subject = owning or _OPENED.fullmatch(found.text, low, start)
        if subject and not _HELPING.match(found.text, end):
            printed = found.text[start:end]
            word = printed[:1].lower() if printed[1:2].islower() else printed[:1]
            yield Sample(start, end, word + printed[1:], stranger=True)
