"""Reference lists beside a text: BibTeX, RIS and CSL-JSON files."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ncgraph.errors import ReadingError, ResourceMissingError
from ncgraph.model import Reference, Span
from ncgraph.reading.decoding import decode
from ncgraph.reading.markup import plain
from ncgraph.reading.references import find_doi
from ncgraph.reading.writer import Marking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_NOWHERE = Span(0, 0)
_LARGEST = 50_000_000  # bytes
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"(?:\[|\(|(?:ref|cit|cite|b|r|bib|cr)[-_.:]?)?0*([1-9]\d{0,3})[\])]?", re.I)
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)|([A-Z][A-Z0-9])  -$")
_RIS_TITLES = ("TI", "T1", "CT")
_RIS_JOURNALS = ("JO", "JF", "JA", "T2", "J2", "BT")


def read_keyed_references(path: Path | str) -> tuple[tuple[str, Reference], ...]:
    """Entries of a reference file with their keys, in its order.

    An entry whose key is a number (`12`, `ref12`, `[12]`) has that number, if no other entry of
    the file has; the rest count up from 1 over the numbers that are left. `raw` is the entry as
    the file prints it, `span` is empty: a reference file is no part of the paper's text.

    Args:
        path: `.bib`, `.ris` or `.json` (CSL-JSON); any other name is told by its content.

    Raises:
        ReadingError: The file is missing, no text, none of the three formats, or an entry is
            malformed; file and line are named.
        ResourceMissingError: BibTeX is to be read and bibtexparser is not installed.
    """
    path = Path(path)
    text = decoded(path)
    entries = list(_parser(path, text)(path, text))
    if not entries:
        raise ReadingError(f"{path}: holds no references; give BibTeX, RIS or CSL-JSON")
    own = [_number(key) for key, _ in entries]
    used = {number for number in own if number and own.count(number) == 1}
    free = (number for number in range(1, len(entries) + len(used) + 1) if number not in used)
    return tuple(
        (key, replace(reference, number=number if number in used else next(free)))
        for number, (key, reference) in zip(own, entries, strict=True)
    )


def decoded(path: Path) -> str:
    """The text of a file beside a paper.

    Raises:
        ReadingError: It cannot be opened, is too large, or no text.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ReadingError(f"{path}: has more than {_LARGEST / 1e6:.0f} MB; split the file")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadingError(f"{path}: cannot be opened ({error}); check its name") from error
    return decode(content, path).text.removeprefix("\ufeff")


def _parser(path: Path, text: str) -> Callable[[Path, str], Iterator[tuple[str, Reference]]]:
    by_suffix = {".bib": _bibtex, ".bibtex": _bibtex, ".ris": _ris, ".json": _csl}
    if parser := by_suffix.get(path.suffix.lower()):
        return parser
    if re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE):
        return _bibtex
    if re.search(r"^TY  - ", text, re.MULTILINE):
        return _ris
    if text.lstrip()[:1] in ("[", "{"):
        return _csl
    raise ReadingError(f"{path}: is neither BibTeX nor RIS nor CSL-JSON; check the file")


def _number(key: str) -> int | None:
    match = _NUMBERED.fullmatch(key.strip())
    return int(match[1]) if match else None


def _reference(fields: Mapping[str, str], authors: tuple[str, ...], raw: str) -> Reference:
    """An entry from fields by the names of CSL; DOIs given as links are cut to themselves."""
    year = _YEAR.search(fields.get("year", ""))
    return Reference(
        number=0,
        authors=authors,
        title=_clean(fields.get("title")),
        journal=_clean(fields.get("journal")),
        volume=_clean(fields.get("volume")),
        page=(_clean(fields.get("page")) or "").replace("--", "–").replace("-", "–") or None,
        year=int(year[0]) if year else None,
        doi=find_doi(fields.get("doi", ""))[1] or find_doi(fields.get("url", ""))[1],
        doi_printed=fields.get("doi") or None,
        raw=raw.strip(),
        span=_NOWHERE,
    )


def _clean(value: str | None) -> str | None:
    return " ".join(re.sub(r"</?[a-z]{1,4}>", "", value).split()) or None if value else None


def _name(family: str, given: str) -> str:
    """`Grim, J. Q.` for `Grim` and `Joel Q.`; `Jean-Luc` gives `J.-L.`."""
    words = given.replace(".", ". ").split()
    initials = [
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in words
    ]
    initials = [initial for initial in initials if initial]
    return f"{family}, {' '.join(initials)}" if initials else family


def _bibtex(path: Path, text: str) -> Iterator[tuple[str, Reference]]:
    if find_spec("bibtexparser") is None:
        raise ResourceMissingError(f'{path}: reading BibTeX needs pip install "ncgraph[bibtex]"')
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
    from bibtexparser.model import DuplicateBlockKeyBlock
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its warnings are errors here
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    # Names are split before LaTeX is decoded: decoding drops the braces that hold a name together.
    decoder = LatexNodes2Text(math_mode="verbatim", keep_comments=True)

    def decode(value: object) -> str:
        return plain(decoder.latex_to_text(str(value)), None, Marking(cited=False)).text

    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        what = _shortly(getattr(block.error, "abort_reason", block.error))
        if isinstance(block, DuplicateBlockKeyBlock):
            what = f"the key {block.key!r} stands twice"
        raise ReadingError(f"{path}:{line}: {what}; correct the entry")
    for entry in library.entries:
        values = {field.key.lower(): field.value for field in entry.fields}
        names = values.get("author") or values.get("editor") or []
        fields = {key: decode(value) for key, value in values.items() if isinstance(value, str)}
        fields |= {key: values[key] for key in ("doi", "url") if key in values}
        fields["journal"] = next(
            (fields[k] for k in ("journal", "journaltitle", "booktitle") if k in fields), ""
        )
        fields["page"] = fields.get("pages", fields.get("eid", ""))
        fields["year"] = fields.get("year", fields.get("date", ""))
        authors = tuple(
            _name(decode(" ".join((*name.von, *name.last))), decode(" ".join(name.first)))
            for name in names
            if name.last != ["others"]
        )
        yield entry.key, _reference(fields, authors, entry.raw or "")


def _shortly(error: object) -> str:
    return " ".join(str(error).split())[:160].rstrip(".") or "malformed entry"


def _ris(path: Path, text: str) -> Iterator[tuple[str, Reference]]:
    fields: dict[str, list[str]] = {}
    raw: list[str] = []
    opened = 0
    tag = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _RIS_LINE.fullmatch(line.rstrip())
        if match is None and not (opened and tag):
            raise ReadingError(
                f"{path}:{number}: {line[:40]!r} is no RIS line such as 'TY  - JOUR'"
            )
        raw.append(line)
        if match is None:  # a long field goes on without a tag
            fields[tag][-1] += f" {line.strip()}"
            continue
        tag, value = match[1] or match[3], (match[2] or "").strip()
        if (tag == "TY") == bool(opened):
            problem = (
                f"the entry of line {opened} has no end, 'ER  - '" if opened else "no 'TY  - '"
            )
            raise ReadingError(f"{path}:{number}: {problem} before {tag!r}; correct the entry")
        opened = opened or number
        if tag == "ER":
            yield _ris_entry(fields, "\n".join(raw))
            fields, raw, opened, tag = {}, [], 0, ""
        else:
            fields.setdefault(tag, []).append(value)
    if opened:
        raise ReadingError(f"{path}:{opened}: the entry has no end, 'ER  - '; the file is cut off")


def _ris_entry(fields: dict[str, list[str]], raw: str) -> tuple[str, Reference]:
    def first(*tags: str) -> str:
        return next((fields[tag][0] for tag in tags if fields.get(tag)), "")

    pages = [page for page in (first("SP"), first("EP")) if page]
    named = {
        "title": first(*_RIS_TITLES),
        "journal": first(*_RIS_JOURNALS),
        "volume": first("VL"),
        "page": "–".join(pages),
        "year": first("PY", "Y1", "DA"),
        "doi": first("DO", "M3"),
        "url": first("UR"),
    }
    people = fields.get("AU") or fields.get("A1") or []
    authors = tuple(
        _name(family.strip(), given.split(",")[0].strip())
        for family, _, given in (person.partition(",") for person in people)
    )
    return first("ID", "LB"), _reference(named, authors, raw)


def _csl(path: Path, text: str) -> Iterator[tuple[str, Reference]]:
    try:
        loaded = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ReadingError(f"{path}:{line}: is no JSON ({_shortly(error)})") from error
    items = loaded.get("items", [loaded]) if isinstance(loaded, dict) else loaded
    line = 1
    for item in items if isinstance(items, list) else [items]:
        if not isinstance(item, dict):
            raise ReadingError(f"{path}:{line}: {_shortly(item)!r} is no entry of CSL-JSON")
        key = str(item.get("citation-number") or item.get("id") or "")
        place = text.find(json.dumps(item.get("id"), ensure_ascii=False)) if "id" in item else -1
        line = text.count("\n", 0, place) + 1 if place >= 0 else line
        try:
            yield key, _csl_entry(item)
        except (AttributeError, KeyError, TypeError, IndexError) as error:
            raise ReadingError(
                f"{path}:{line}: entry {key!r} is no CSL-JSON ({_shortly(error)})"
            ) from error


def _csl_entry(item: dict[str, Any]) -> Reference:
    dates = item.get("issued") or {}
    parts = dates.get("date-parts") or [[]]
    fields = {
        "title": item.get("title"),
        "journal": item.get("container-title-short") or item.get("container-title"),
        "volume": item.get("volume"),
        "page": item.get("page") or item.get("number"),
        "year": next(iter(parts[0]), dates.get("raw") or dates.get("literal")),
        "doi": item.get("DOI"),
        "url": item.get("URL"),
    }
    named = {key: _text(value) for key, value in fields.items() if value is not None}
    authors = tuple(
        _name(
            " ".join(filter(None, (a.get("non-dropping-particle"), a.get("family")))),
            a.get("given") or "",
        )
        if a.get("family")
        else str(a["literal"])
        for a in item.get("author") or item.get("editor") or []
    )
    return _reference(named, authors, json.dumps(item, ensure_ascii=False))


def _text(value: Any) -> str:
    """A field's text; Crossref gives titles as lists of one."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str | int):
        raise TypeError(f"{value!r} is neither text nor number")
    return str(value)
