"""What a number without a unit is, by the symbol or name before it: N, Q, a quantum yield."""

from __future__ import annotations

import re

_SAYS = (
    r"(?:[=<>≤≥≈~:]=?|of|is|was|were|are|being|near|at|(?:of )?up to|(?:of )?as (?:high|low) as"
    r"|(?:drop|fall|ris|climb)(?:e?s|ped|ing)? to|fell to|rose to|around"
    r"|sank to|(?:pass|surpass|cross)(?:es|ed|ing)?|reach(?:es|ed|ing)?|exceed(?:s|ed|ing)?"
    r"|amount(?:s|ed|ing) to|remain(?:s|ed|ing)?|rang(?:e|es|ed|ing) (?:from|between)"
    r"|var(?:y|ies|ied|ying) (?:from|between)|l(?:ies?|ay) (?:within|between|in)|to)"
)
_OWNER = r"(?: of (?:the|an?|this|these|its|each)(?: [\w-]+){1,3})?"
_NAMED = re.compile(
    rf"(?:(?P<count>[⟨<(] ?N(?:_?\{{?(?:g|th|x|ex)\}}?)? ?[⟩>)](?:_?\{{?(?:th|ex|0)\}}?)?"
    rf"(?: ?{_SAYS}|(?P<far> (?:at|for|in) [A-Za-z/ -]{{1,50}}? {_SAYS}))?"
    r"|(?<![A-Za-z0-9_])N(?:_?\{?(?:g|th|x|ex|0)\}?)? ?[=<>≤≥≈~]=?)"
    rf"|\b(?P<factor>(?:Q|[Qq]uality(?: \(Q\))?)(?:[ -]factors?)?(?: ?\(Q\))?{_OWNER}"
    rf"(?: ?(?:(?:does|do|did) not )?{_SAYS}|,))"
    r"|\b(?P<fraction>(?:(?i:quantum (?:yield|efficiency))|PLQ[YE]|QY)s?(?: ?\([A-Z]{2,5}s?\))?"
    rf"{_OWNER} ?{_SAYS}))"
    r"(?: ?(?:about|around|approximately|almost|nearly|roughly|only|some|[~≈]))? ?\Z"
)
_SIGNS = ("N", "Q", "uality", "uantum")  # of each name there is one; looked for first, as cheap
LONGEST_NAME = 80  # characters of name, owner and verb


def kind_of_number(before: str) -> tuple[str, int] | None:
    """`count`, `factor` or `fraction`, and the place where name or symbol begins.

    >>> kind_of_number("The Q factor reached ")
    ('factor', 4)
    >>> kind_of_number("a PLQY (measured) of ") is None
    True
    """
    if not any(sign in before for sign in _SIGNS):
        return None
    match = _NAMED.search(before, max(0, len(before) - LONGEST_NAME))
    if match is None:
        return None
    kind = next(kind for kind in ("count", "factor", "fraction") if match[kind])
    # words between a symbol and its number may name whose it is: they are no part of the quantity
    return kind, len(before) if match["far"] else match.start()


def named_before(text: str, start: int) -> tuple[str, int] | None:
    """What the name before a number at `start` makes it, and the place where the name begins."""
    low = max(0, start - LONGEST_NAME)
    named = kind_of_number(text[low:start])
    return named and (named[0], low + named[1])


def is_count(text: str, start: int) -> bool:
    """Whether a number counts excitons and shares no unit: "⟨N⟩ = 1.3, or 14 µJ/cm2"."""
    return (named_before(text, start) or ("", 0))[0] == "count"
