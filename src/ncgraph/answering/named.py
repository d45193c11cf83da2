"""Questions kept as queries in `ontology/questions/`: name, wordings, columns, SPARQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ncgraph.errors import QuestionError
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"#\s*(?P<key>wording|column):\s*(?P<value>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuestion:
    """A question with a fixed query. `name` is its file's; `columns` are name and meaning."""

    name: str
    wordings: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    sparql: str


@cache
def named_questions() -> tuple[NamedQuestion, ...]:
    """All named questions, by name.

    Raises:
        QuestionError: A file lacks a wording or a column in its header.

    >>> named_questions()[-1].name > named_questions()[0].name
    True
    """
    return tuple(_load(path) for path in sorted((folder("ontology") / "questions").glob("*.rq")))


def _load(path: Path) -> NamedQuestion:
    text = path.read_text("utf-8")
    headers = [found for line in text.splitlines() if (found := _HEADER.fullmatch(line))]
    wordings = tuple(each["value"] for each in headers if each["key"] == "wording")
    columns = [each["value"].partition(": ") for each in headers if each["key"] == "column"]
    if not (wordings and columns):
        raise QuestionError(f"{path.name}: a question needs `# wording:` and `# column:` lines")
    return NamedQuestion(
        name=path.stem,
        wordings=wordings,
        columns=tuple((name, meaning) for name, _, meaning in columns),
        sparql=text,
    )
