"""Strings reading relies on that name no ontology term: `extraction/lexicons/*.tsv`."""

from __future__ import annotations

from functools import cache

from ncgraph import resources
from ncgraph.errors import RuleError

# English words that open a sentence when capitalised: closed classes and common connectives.
# A capital on one of them inside a line means that a heading has ended or an initial has not.
_OPENERS = """
A An The This That These Those It Its He She They Their There Here We Our In On At By For From
To With Without Within Of Over Under Upon After Before Since Until During Through Throughout
Between Among Amongst Against As If When While Where Whereas Although Though Because Once Unless
Despite Due Owing Given Based Compared Contrary Unlike Like Similar Similarly Likewise However
Therefore Thus Hence Moreover Furthermore Additionally Also Besides Nevertheless Nonetheless
Consequently Accordingly Specifically Importantly Notably Interestingly Recently Currently Finally
Firstly First Second Secondly Third Thirdly Next Then Later Subsequently Meanwhile Instead Indeed
Generally Typically Usually Often Sometimes Nowadays Today Such Some Several Many Most More Much
Few Both Either Neither Each Every All Another Other Others No Not Only Even Still Yet So But And
Or Nor What Which Who How Why Let Using Following According Considering Depending Regarding
Concerning Thanks Whether Various Numerous Two Three Four Up Down Out
"""
OPENERS = frozenset(_OPENERS.split())

# Words a heading or a journal's name cannot end on, and that stay small inside both.
_CONNECTING = """
a an and as at based between by de der des du et for from in into la of on or per the their
through to toward towards und under using van versus via von vs with within without
"""
CONNECTING = frozenset(_CONNECTING.split())


@cache
def table(name: str) -> dict[str, frozenset[str]]:
    """Lower-case entries of the lexicon `name`, by the word in its second column.

    Args:
        name: File in `extraction/lexicons`, without `.tsv`; lines that start with `#` are comments.

    Raises:
        RuleError: A line has no second column, or the file cannot be read.

    >>> "references" in table("headings")["references"]
    True
    """
    path = resources.folder("extraction") / "lexicons" / f"{name}.tsv"
    found: dict[str, set[str]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); reinstall ncgraph") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        entry, _, rest = line.partition("\t")
        group = rest.partition("\t")[0].strip()
        if not group:
            raise RuleError(f"{path}:{number}: no second column; separate the two by one tab")
        found.setdefault(group, set()).add(entry.strip().lower())
    return {group: frozenset(entries) for group, entries in found.items()}
