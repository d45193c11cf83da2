r"""The reference list of a LaTeX paper: `\bibitem` entries, or a BibTeX file beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = re.compile(
    r"\\bibitem\s*(?:\[(?P<label>(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]{0,300}\}){0,300}\}){0,400})\]\s*)?"
    r"%?\s*\{(?P<key>[^{}]{1,200})\}"
)
_ALPHA = re.compile(r"\{?([A-Z][A-Za-z+]{0,12}\+?\d{2}[a-z]?)\}?")
_NATBIB = re.compile(r"\{?(.{2,200}?)\((?:1[89]|20)\d\d[a-z]?\)", re.DOTALL)
_FILES = re.compile(r"\\(?:bibliography|addbibresource)\s?(?:\[[^\[\]]{0,80}\])?\{([^{}]{1,300})\}")
_CITED = re.compile(
    r"\\[A-Za-z]{0,9}[cC]ite[a-z]{0,8}\*?(?:\[[^\[\]]{0,300}\]){0,2}\s?\{([^{}]{1,400})\}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of `thebibliography`: its key, its label, whom it names, and where its text is."""

    key: str
    number: int | str
    names: str
    start: int
    end: int


def items(text: str, start: int, end: int) -> Iterator[Item]:
    """Entries of the list in `text[start:end]`; one has its place as number, or an alpha label."""
    found = list(_ITEM.finditer(text, start, end))
    ends = [item.start() for item in found[1:]] + [end]
    for place, (item, last) in enumerate(zip(found, ends, strict=False), start=1):
        label = item["label"] or ""
        alpha = _ALPHA.fullmatch(label.strip())
        natbib = _NATBIB.match(label)
        yield Item(
            key=item["key"].strip(),
            number=alpha[1] if alpha else place,
            names=_bare(natbib[1]) if natbib else "",
            start=item.end(),
            end=last,
        )


def _bare(label: str) -> str:
    r"""The words of a label: `{\citenamefont {Klimov}\ \emph {et~al.}` is `Klimov et al.`."""
    return " ".join(re.sub(r"\\[A-Za-z]+|[{}\\~]", " ", label).split())


def cited_keys(text: str) -> Iterator[str]:
    r"""Keys in the order in which `\cite` and its like name them; `*` for all."""
    for match in _CITED.finditer(text):
        yield from (printed.strip() for printed in match[1].split(","))


def named_files(text: str) -> Iterator[str]:
    r"""Names that `\bibliography` and `\addbibresource` give."""
    for match in _FILES.finditer(text):
        yield from (printed.strip() for printed in match[1].split(","))
