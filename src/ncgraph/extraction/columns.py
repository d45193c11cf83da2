"""What the columns of a table hold, read off their headers, and the numbers of their cells."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ncgraph.extraction.findings import findings
from ncgraph.extraction.kinds import threshold_of
from ncgraph.extraction.quantities import scan
from ncgraph.model import Dimension, Label
from ncgraph.ontology import ontology
from ncgraph.resources import folder
from ncgraph.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from ncgraph.model import Quantity, Table

_EMPTY = re.compile(
    r"(?:n\.?\s?/?\s?a\.?|n[./]\s?[rd]\.?|[-–—−/]{1,3}|…|\.{2,3}|none|unknown"
    r"|not (?:available|reported|given|applicable|determined)|)",
    re.IGNORECASE,
)
_UNIT_OF_HEADER = re.compile(
    r"[(\[]\s*([^()\[\]]+(?:\([^()]*\))?)\s*[)\]]\s*$|,\s*([^\s,]+)\s*$|\s/\s*(\S.*?)\s*$"
    r"|\s(<N>|⟨N⟩)\s*$"
)
_LEADING_NUMBER = re.compile(r"[<>≤≥~≈∼±(\s]*\d")
_BEHIND_NUMBER = re.compile(r"(?<=\d)(?=\s*[(\[;A-Za-z])")
_LASING = "ncg:Lasing"
_EXCITONS = frozenset({"<N>", "⟨N⟩", "N"})
_SUBSCRIPT = str.maketrans("", "", "_{}$")
# "Thresholds in µJ/cm² unless noted", "all wavelengths are given in nm"
_UNIT_OF_CAPTION = re.compile(r"(?i:\b(\w+?)s?\s(?:are\s)?(?:given\s)?in)\s([^\s,;:.()]+)")
# "440ᵃ", "440^a^", "440<sup>a</sup>", "440 [a]", "440*": a number with a note
_MARK = re.compile(
    r"(?<=\d)\s?(?:([ᵃ-ᶻ*†‡§]+)|\^\{?([a-h*])[}^]?|<sup>([a-h*])</sup>|\[([a-h])\]|([a-h]))\s*$"
)
_MARKED = re.compile(r"(?<=\d)\s?(?:\^|\[[a-h]\])\s*$")  # what reading leaves of such a mark
_NOTE = r"(?:</sup>|\}|\^|\])?[):.]?\s*([^;]*?)(?=[;.]\s|[;.]?$)"
_MODES = frozenset({"CW", "fs", "ps", "ns"})
_PULSE = re.compile(r"[\s,]*\(?\s*(fs|ps|ns|CW)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a role of the lexicon, or a property with the unit of its header.

    `shape` is the particle that the header names: under "QDs" stand quantum dots.
    """

    role: str
    term: str = ""
    unit: str = ""
    shape: str | None = None


@cache
def _roles() -> dict[str, str]:
    lines = (folder("extraction") / "lexicons" / "columns.tsv").read_text("utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {_plain(word): role for role, _, words in pairs for word in words.split("|")}


def _plain(word: str) -> str:
    """A header in lower case, its subscripts on the line: λ_las as λlas."""
    return word.lower().translate(_SUBSCRIPT)


def is_empty(text: str) -> bool:
    """Whether a cell says that there is nothing to say.

    >>> is_empty("N.A"), is_empty("–"), is_empty("n.d."), is_empty("0"), is_empty("NR")
    (True, True, True, False, False)
    """
    return _EMPTY.fullmatch(text.strip()) is not None


def read_columns(table: Table, heads: Sequence[Doc], caption: Doc | None) -> list[Column]:
    """What each column of a table holds; `heads` are its headers, annotated, as is the caption.

    A bare "threshold" is that of the one outcome the caption names, else of lasing where the
    table has a column of resonators.
    """
    columns = [_column(cell.text, doc) for cell, doc in zip(table.header, heads, strict=True)]
    terms = findings(caption).terms if caption is not None else []
    outcomes = {t.term for t in terms if t.label is Label.OUTCOME and t.term}
    if not outcomes and any(column.role == "cavity" for column in columns):
        outcomes = {_LASING}  # what needs a resonator
    sharper = threshold_of(next(iter(outcomes))) if len(outcomes) == 1 else None
    units = dict(_UNIT_OF_CAPTION.findall(table.caption))
    units = {word.lower(): unit for word, unit in units.items()}
    return [
        replace(
            column,
            term=sharper if sharper and column.term == "ncg:Threshold" else column.term,
            unit=column.unit or _unit_among(units, column.term),
        )
        for column in columns
    ]


def _unit_among(units: Mapping[str, str], term: str) -> str:
    """The unit that a caption gives for all that a property is called, or ""."""
    words = ontology().term(term).label.lower().split() if term else []
    named = (units[word] for word in words if word in units)
    return next((unit for unit in named if _may_be_measured_in(term, unit)), "")


def named_by_content(columns: Sequence[Column], rows: Sequence[Sequence[Doc]]) -> list[Column]:
    """Columns of a table whose headers name no sample: cells of formulas, and of shapes, tell."""
    named = list(columns)
    for place, column in enumerate(columns):
        cells = [findings(row[place]) for row in rows if findings(row[place]).text]
        if column.role or not cells:
            continue
        formulas = sum(any(sample.layers for sample in found.samples) for found in cells)
        shapes = sum(any(t.label is Label.MORPHOLOGY for t in found.terms) for found in cells)
        roles = {known.role for known in named}
        if "sample" not in roles and 2 * formulas > len(cells):
            named[place] = replace(column, role="sample")
        elif "morphology" not in roles and not formulas and 2 * shapes > len(cells):
            named[place] = replace(column, role="morphology")
    return named if any(column.role == "sample" for column in named) else list(columns)


def _column(header: str, doc: Doc) -> Column:
    found = _UNIT_OF_HEADER.search(header)
    unit = next((group for group in found.groups() if group), "") if found else ""
    bare = header[: found.start()].strip() if found else header.strip()
    symbol = _roles().get(_plain(bare), "")
    if symbol == "condition":
        return Column(symbol)
    for term in findings(doc).terms:
        if term.label is Label.PROPERTY and term.term:
            return Column("property", term.term, unit)
    if symbol.startswith("ncg:") and _may_be_measured_in(symbol, unit):
        return Column("property", symbol, unit)
    words = re.sub(r"[^a-z. ]", " ", header.lower()).split()
    length = max(phrase.count(" ") for phrase in _roles()) + 1  # words; longer ones are none
    ends = ((start, start + size) for start in range(len(words)) for size in range(length, 0, -1))
    phrases = (" ".join(words[start:end]) for start, end in ends)
    roles = (_roles()[phrase] for phrase in phrases if phrase in _roles())
    role = next((role for role in roles if not role.startswith("ncg:")), "")
    shapes = (t.term for t in findings(doc).terms if t.label is Label.MORPHOLOGY)
    shape = next(shapes, None)
    return Column(role or ("sample" if shape else ""), unit=unit, shape=shape)


def _may_be_measured_in(term: str, unit: str) -> bool:
    allowed = ontology().term(term).dimension
    known = parse_unit(unit) if unit not in _EXCITONS else parse_unit("")
    return known is not None and (not allowed or known.dimension in allowed)


def read_quantities(text: str, column: Column) -> list[tuple[Quantity, str | None]]:
    """The numbers of a cell that measure one thing, each with the pulse named behind it.

    A bare number has the unit of the header; where the header's property has none (a quality
    factor), it is the value. Numbers of another dimension are remarks.
    """
    for printed in _spelled(_MARKED.sub("", text), column):
        found = scan(printed)
        if found:
            first = found[0].quantity.dimension
            pulses = (_PULSE.match(printed, each.end) for each in found)
            return [
                (each.quantity, pulse[1] if pulse else None)
                for each, pulse in zip(found, pulses, strict=True)
                if each.quantity.dimension is first
            ]
    return []


def noted(column: Column, printed: str, remarks: str) -> tuple[Column, str | None]:
    """The column with the unit, and the kind of pulse, that the note to a cell gives.

    Args:
        column: That of the cell.
        printed: The cell as the file has it, with its mark: "440ᵃ", "440^a^", "440*".
        remarks: The caption and the notes, in which the mark stands again.
    """
    marked = _MARK.search(printed)
    if marked is None:
        return column, None
    mark = next(filter(None, marked.groups()))
    same = "|".join({re.escape(mark), re.escape(unicodedata.normalize("NFKC", mark))})
    note = re.search(rf"(?:^|[\s;(])(?:<sup>|\^\{{?|\[)?(?:{same})(?![\w*]){_NOTE}", remarks)
    words = [word.strip("().,:") for word in note[1].split()] if note else []
    unit = next((word for word in words if _may_be_measured_in(column.term, word)), "")
    pulse = next((word for word in words if word in _MODES), None)
    return replace(column, unit=unit or column.unit), pulse


def _spelled(text: str, column: Column) -> list[str]:
    """A cell as printed, then with the unit its header gives, in the ways it may be meant."""
    ways = [text]
    if _LEADING_NUMBER.match(text) is None:
        return ways
    if column.unit in _EXCITONS:
        return [f"N = {text}"]
    if column.unit:
        ways.append(f"{text} {column.unit}")
        ways.append(_BEHIND_NUMBER.sub(lambda _: f" {column.unit}", text, count=1))
    elif column.term and ontology().term(column.term).dimension == (Dimension.RATIO,):
        ways.append(f"Q = {text}")
    return ways


def is_transposed(table: Table, heads: Sequence[Doc], firsts: Sequence[Doc]) -> bool:
    """Whether samples stand in the header and properties in the first column.

    Args:
        table: As printed.
        heads: Its header cells, annotated.
        firsts: The first cell of each row, annotated.
    """
    samples = sum(any(s.layers for s in findings(doc).samples) for doc in heads[1:])
    named = [_column(row[0].text, doc) for row, doc in zip(table.rows, firsts, strict=True)]
    properties = sum(column.role == "property" for column in named)
    return samples >= 2 and 2 * samples >= len(heads) - 1 and properties * 2 >= len(named) > 0


def turned(table: Table) -> Table:
    """A table with its rows as columns."""
    lines = list(zip(table.header, *table.rows, strict=True))
    return replace(table, header=tuple(lines[0]), rows=tuple(tuple(line) for line in lines[1:]))
