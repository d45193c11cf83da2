"""Where the clauses of a sentence begin, by its conjunctions and commas."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A clause begins at a semicolon, at a subordinating or adversative conjunction, at a relative
# pronoun after a comma, and at "and" before a new subject with an article or demonstrative.
# Each way begins with a mark or a blank of its own, which a search skips fast to.
_CONJUNCTION = (
    r"while|whereas|but(?<!nothing but)(?! also)|although|though|because|since|unless|whether"
)
_ELLIPSIS = r"(?:[^,;\s]+\s){1,6}?(?:do|does|did|could|can) not\s*[.,;]"
_BOUNDARY = re.compile(
    r";\s*"
    rf"|,\s+(?i:(?=(?:{_CONJUNCTION}|which|whose|where|when|who|thus|thereby|leading|resulting"
    r"|indicating|confirming|suggesting|followed|making|so|yet)\b)"
    r"|and\s+(?=(?:the|this|these|it|they|a|no|its)\b)"
    # ", a result that has yet to be repeated" has a verb of its own
    r"|(?=an?\s(?:[\w-]+\s){1,3}?(?:that|which)\b)"
    # ", and above 370 K lasing was lost" has a subject of its own behind the phrase
    r"|and\s+(?=(?:above|below|at|in|under|with|for|after|on)\s[^,;]{3,50}?\s(?:is|are|was|were)\b)"
    # ", and CW operation was not reached" denies nothing that stands before
    r"|and\s+(?=(?:[^,;\s]+\s){1,4}?(?:is|are|was|were|has|have|had|did|do|does|could)\s+(?:not|never)\b)"
    # ", as the former has shown no lasing" says why
    r"|(?=as\s(?:the|it|they|this|these|its|their)\b)"
    # ", the Q factor being 5 × 10^3" has a subject of its own
    r"|(?=(?:the|its|their)\s[^,;]{1,60}?\bbeing\b)"
    # ", the origin of which is unknown" as well
    r"|(?=the\s[^,;]{1,40}?\sof\swhich\b)"
    # "..., showing great potential for lasing" appraises what stands before
    r"|(?=(?:showing|holding|offering|having|with)\s(?:[a-z]+\s){0,3}(?:potential|promise|prospects)\b)"
    # "While A lase, B do not" has two subjects
    rf"|(?={_ELLIPSIS})"
    # "..., as shown in Fig. 2" is beside the point
    r"|(?=as\s+(?:\w+\s+)?(?:shown|seen|illustrated|depicted|displayed|presented|mentioned)\b))"
    rf"|\s\s*(?=[abostuwABOSTUW])(?i:(?=(?:{_CONJUNCTION}|(?<!of\s)which|when|once|so that"
    r"|such that)\b)"
    rf"|(?=as (?:shown|seen|depicted|illustrated) in )|(?=and {_ELLIPSIS}))"
)
# "they found that ..." states what follows
_THAT = re.compile(r"\bthat\b", re.IGNORECASE)
_STATING = re.compile(
    r"\b(?:f(?:ou|i)nds?|show(?:n|ed|s)?|demonstrate[sd]?|reveal(?:ed|s)?|report(?:ed|s)?"
    r"|confirm(?:ed|s)?|indicate[sd]?|suggest(?:ed|s)?|observed|is|was)\s+\Z",
    re.IGNORECASE,
)
_LONGEST = 20  # characters of such a verb and the blanks behind it


_DOING = r"\s(?:we|they|et al\.?|(?:groups?|team|authors|workers) (?:has|have|\w+ed|found|saw))\s"
# "Thanks to their volume, ...", "Taking advantage of X, ...": an adjunct before the main clause
_ADJUNCT = re.compile(
    r"(?:taking|thanks|due|owing|based|compared|given|unlike|similar|contrary|with|by|using|from|"
    r"to(?! date)|for|in|under|upon|at|on|after|before|as)\b"
    # "By doping the dots we cut the threshold, ...", "In 2014 Grim et al. saw ..., at 7 W/cm2" are
    # the main clause itself
    rf"(?:(?!{_DOING})[^,;()])*(?:\([^()]*\)(?:(?!{_DOING})[^,;()])*){{0,3}},\s+",
    re.IGNORECASE,
)
# "When the film is pumped, ...": a clause before the main clause, up to a comma after its verb
_SUBORDINATE = re.compile(
    r"(?:[A-Z][\w ]{1,24},\s+|(?:however|moreover|therefore|nevertheless|thus)\s+)?"
    r"(?:if|when|once|since|because|although|though|while|whereas|unless|as soon as)\b"
    r"(?:(?!\b(?:is|are|was|were|be|been|has|have|had|can|could|do|does|did|may|will|\w+ed)\b)"
    r"[^;()]|\([^()]*\))*"
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|do|does|did|may|will|\w+ed)\b"
    r"[^,;()]*(?:\([^()]*\)[^,;()]*){0,3},\s+(?!(?:and|or)\b)",
    re.IGNORECASE,
)


# "Under CW light, ...": a phrase before the main clause that is part of it
_PHRASE = re.compile(r"(?:under|with|at|by|using|upon|in|for)\b", re.IGNORECASE)


def opening_phrase(text: str, starts: Sequence[int]) -> int:
    """Where the main clause starts if no more than a phrase stands before it, else 0."""
    phrase = len(starts) > 1 and _PHRASE.match(text) and _ADJUNCT.match(text)
    return phrase.end() if phrase and not _SUBORDINATE.match(text) else 0


@lru_cache(maxsize=1024)  # all that is found in a sentence asks for the clause it stands in
def split_clauses(text: str) -> tuple[int, ...]:
    """Offsets at which a clause begins, the first always 0.

    >>> split_clauses("ASE was seen at 50 K, while no lasing was detected; why is open.")
    (0, 22, 52)
    >>> split_clauses("If QDs, NRs or NPLs are pumped, lasing is not seen.")
    (0, 32)
    >>> split_clauses("By doping we cut it in two, to 9 nJ."), split_clauses("By doping, it fell.")
    ((0,), (0, 11))
    """
    before = _SUBORDINATE.match(text) or _ADJUNCT.match(text)
    starts = [0, before.end()] if before else [0]
    ends = [match.end() for match in _BOUNDARY.finditer(text)]
    if "that" in text.lower():
        said = (match.start() for match in _THAT.finditer(text))
        ends += [at for at in said if _STATING.search(text, max(0, at - _LONGEST), at)]
        ends.sort()
    for end in ends:
        depth = text.count("(", 0, end) - text.count(")", 0, end)
        if depth <= 0 and end - starts[-1] > 1:
            starts.append(end)
    return tuple(starts)


def clause_of(starts: Sequence[int], position: int, length: int) -> tuple[int, int]:
    """The clause that holds `position`, as a half-open range."""
    following = bisect_right(starts, position)
    return starts[following - 1], starts[following] if following < len(starts) else length


def enclosed(text: str, position: int) -> tuple[int, int]:
    """The inside of the parenthesis that holds `position`, else all of the text.

    >>> enclosed("A (no B) C", 3), enclosed("A (no B) C", 9)
    ((3, 7), (0, 10))
    """
    low = text.rfind("(", 0, position)
    high = text.find(")", position)
    if low < 0 or high < 0 or ")" in text[low:position] or "(" in text[position:high]:
        return 0, len(text)
    return low + 1, high
