"""What a Markdown paper says of itself before it starts: title and reference file, in YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ncgraph.model import Span
from ncgraph.reading.named_references import read_named, with_named

if TYPE_CHECKING:
    from ncgraph.model.report import Problem
    from ncgraph.reading.formats import Source

_MATTER = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(?=[\w-]{1,40}:)(.{0,5000}?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*"
    r"(?:\r\n|\r|\n|$)",
    re.DOTALL,
)
_TITLE = re.compile(r"^title:[ \t]*([\"']?)(?P<title>[^\r\n]{1,300}?)\1[ \t]*$", re.MULTILINE)
_FILES = re.compile(
    r"^bibliography:(?P<files>[^\r\n]*(?:(?:\r\n|\r|\n)\s*- [^\r\n]*){0,20})", re.MULTILINE
)
_FILE = re.compile(r"[^\s,\[\]\"'-][^\s,\[\]\"']*")
_CITED = re.compile(r"(?<![\w@/.])@([\w:./-]*\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """Where the text behind it starts, where its title stands, and the reference files it names."""

    end: int = 0
    title: Span | None = None
    files: tuple[str, ...] = ()


def front_matter(text: str) -> FrontMatter:
    r"""The front matter of a text; none is empty.

    >>> text = "---\ntitle: Dots\nbibliography: [a.bib, b.bib]\n---\nDots lase."
    >>> front = front_matter(text)
    >>> text[front.title.start : front.title.end], front.files, text[front.end :]
    ('Dots', ('a.bib', 'b.bib'), 'Dots lase.')
    """
    matter = _MATTER.match(text) if text.startswith(("---", "\ufeff---")) else None
    if matter is None:
        return FrontMatter()
    title = _TITLE.search(text, 0, matter.end())
    files = _FILES.search(text, 0, matter.end())
    return FrontMatter(
        end=matter.end(),
        title=Span(*title.span("title")) if title else None,
        files=tuple(_FILE.findall(files["files"])) if files else (),
    )


def with_references(source: Source, front: FrontMatter) -> tuple[Source, list[Problem]]:
    """The source with the references that its front matter names, and what stood in the way."""
    if not front.files:
        return source, []
    cited = (match[1] for match in _CITED.finditer(source.text, front.end))
    references, problems = read_named(source, front.files, cited)
    return with_named(source, references), problems
