"""Damaged files of every format: read or refused, never a crash, and always the same claims.

The bounded run takes seconds. A long one, which prints its counts:

    NCGRAPH_FUZZ_SECONDS=1200 python -m pytest -s tests/extraction/test_fuzzing.py
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path
from time import monotonic, process_time
from typing import TYPE_CHECKING

from ncgraph.errors import NcgraphError
from ncgraph.extraction import extract
from ncgraph.reading import read
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ncgraph.model import Claims, Document

SECONDS = float(os.environ.get("NCGRAPH_FUZZ_SECONDS", "0"))
SEED = int(os.environ.get("NCGRAPH_FUZZ_SEED", "20241"))
BOUNDED = 120  # cases of the short run
LARGEST = 4000  # bytes of a case's origin: many small cases find more than few large ones
SLOWEST = 20.0  # seconds of processor time; such a file is read in well under one

LATEX = rb"""# Notes

Schr\"odinger dots of \ce{CdSe} lased at \SI{26}{\micro\joule\per\square\centi\metre} with $x=0.5$
in Cd$_{1-x}$Zn$_x$Se~\cite{a,b}; \(\frac{1}{2}\,\mathrm{kW\,cm^{-2}}\) and
CsPbX3 (X = Cl, Br, I) NCs emit at 410, 515 and 690 nm, respectively.^{1,2}

## References

1. Weaver, A. B.; Xu, C. Rings. *Opt. Dreams* **2011**, *17* (4), 101-109. 10.1234/od.17.101
2. Wolf, D. Shells of dots. Opt. Dreams 2015, 19, 11.
"""
ROWS = (
    "Material,ASE threshold (µJ/cm²),λ (nm),Ref.\nCdSe/CdS QDs,26 ± 2,620,1\n"
    '"CsPbBr3 NCs, green",<5,530,2\nInP,n.a.,,\n'
).encode()
HAZARDS = (
    b"<", b">", b"&", b"&#", b"]]>", b"<!--", b"<sup>", b"<table>", b"<tr>", b"{", b"}", b"$",
    b"\\", b"\\(", b"\\SI{", b"^{", b"_{", b"[", b"](", b"[1]", b"|", b"\t", b"\r", b"\0", b"*",
    b"~", b"``", b"--", b'"', b"1 to ", b"10^", b"x = ", b" et al. ", b"(2014)", b"Fig. ", b"CdSe/",
    b"\xff", b"\xc2", b"\xe2\x80", b"\xf0\x9f", b"\xef\xbb\xbf", b"\xff\xfe", b"\xcc\x81",
    b"\xe2\x80\x8b", b"\\begin{tabular}", b"\\\\", b"%", b"\\cite{", b"\\newcommand\\a{\\a\\a}\\a ",
    b"\\begin{figure}", b"\\end{document}", b"0,3 nm", b"1,234 nm",
)  # fmt: skip


def _origins() -> list[tuple[str, bytes]]:
    """Files to damage: the passages and papers of the project, and one of each further format."""
    papers = Path(__file__).parents[1] / "papers"
    files = [*sorted(papers.glob("nanorods.*")), *sorted((folder("extraction") / "gold").glob("*"))]
    origins = [
        (file.suffix, file.read_bytes())
        for file in files
        if file.suffix in {".md", ".txt", ".html", ".xml", ".tex"}
    ]
    return [*origins, (".md", LATEX), (".csv", ROWS), (".tsv", ROWS.replace(b",", b"\t")),
            (".pdf", _pdf())]  # fmt: skip


def _pdf() -> bytes:
    """One page of text, written by hand."""
    lines = ["Lasing of CdSe dots", "CdSe/CdS quantum dots lased at 26 kW/cm2 [1].", "References",
             "1. A. Weaver, Opt. Dreams 17 (2011) 101."]  # fmt: skip
    drawn = "BT /F 11 Tf 60 760 Td " + " ".join(f"({line}) Tj 0 -16 Td" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n".encode("latin-1")


def _damaged(dice: random.Random, origins: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    suffix, content = dice.choice(origins)
    start = 0 if suffix == ".pdf" else dice.randrange(max(len(content) - LARGEST, 1))
    data = bytearray(content if suffix == ".pdf" else content[start : start + LARGEST])
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at, width = dice.randrange(len(data) + 1), dice.choice((1, 3, 20, 200))
        kind = dice.choice(
            ("cut", "cut off", "flip", "repeat", "hazard", "bytes", "splice", "text")
        )
        if kind in ("cut", "cut off"):
            del data[at : at + width if kind == "cut" else None]
        elif kind == "flip":
            data[at : at + 1] = dice.randbytes(1)
        else:
            data[at:at] = _inserted(dice, kind, bytes(data[at : at + width]), origins)
    if dice.random() < 0.03:
        data = bytearray(bytes(data).decode("utf-8", "replace").encode("utf-16"))
    return dice.choice((suffix, suffix, suffix, ".xml", ".html", "")), bytes(data)


def _inserted(
    dice: random.Random, kind: str, near: bytes, origins: list[tuple[str, bytes]]
) -> bytes:
    if kind == "repeat":
        return near * dice.choice((1, 2, 30))
    if kind == "hazard":
        return dice.choice(HAZARDS) * dice.choice((1, 2, 120))
    if kind == "bytes":
        return dice.randbytes(len(near))
    if kind == "splice":
        _, other = dice.choice(origins)
        cut = dice.randrange(len(other))
        return other[cut : cut + 3 * len(near)]
    letters = (dice.choice((dice.randrange(0xD800), 0x370 + dice.randrange(99))) for _ in near)
    return "".join(map(chr, letters)).encode()


def _read(path: Path) -> tuple[Document, Claims] | str:
    """What is read, or why it is refused; any other exception fails the test."""
    try:
        document = read(path)
        return document, extract(document)
    except NcgraphError as error:
        return str(error)


def _check(document: Document, claims: Claims) -> None:
    """Every claim and mention stands where it says, in the words it says."""
    for claim in claims.claims:
        spans = claim.evidence.spans
        assert spans == tuple(sorted(spans, key=lambda span: span.start))
        quoted = " ".join(document.text[span.start : span.end] for span in spans)
        assert claim.evidence.quote == quoted
    for mention in claims.mentions:
        assert mention.text == document.text[mention.span.start : mention.span.end]
    assert len({claim.id for claim in claims.claims}) == len(claims.claims)


def _cases() -> Iterator[int]:
    start = monotonic()
    case = 0
    while (monotonic() - start < SECONDS) if SECONDS else (case < BOUNDED):
        yield case
        case += 1


def test_damaged_files_are_read_or_refused_and_always_alike(tmp_path: Path) -> None:
    origins = _origins()
    counts: Counter[str] = Counter()
    slowest = 0.0
    first: list[tuple[Path, tuple[Document, Claims] | str]] = []
    for case in _cases():
        dice = random.Random(SEED * 1_000_003 + case)  # noqa: S311  # repeatable, case by case
        suffix, content = _damaged(dice, origins)
        path = tmp_path / f"case{case if case < 30 else ''}{suffix}"
        path.write_bytes(content)
        start = process_time()
        found = _read(path)
        spent = process_time() - start
        slowest = max(slowest, spent)
        assert spent < SLOWEST, f"case {case} of seed {SEED} took {spent:.0f} s"
        if isinstance(found, str):
            assert "\n" not in found
            counts["refused"] += 1
            continue
        document, claims = found
        _check(document, claims)
        counts["read"] += 1
        counts["claims"] += len(claims.claims)
        if case < 30:
            first.append((path, found))
        elif case % 10 == 0:
            assert _read(path) == found, f"case {case} of seed {SEED} is read differently"
    # What was read in between changes nothing: files are read alike in any order.
    for path, found in reversed(first):
        assert _read(path) == found
    print(f"seed {SEED}: {dict(counts)}, slowest {slowest:.1f} s")  # noqa: T201  # the long run's report
    assert counts["read"] > counts["refused"]


def test_deep_nesting_and_long_runs_are_read_or_refused(tmp_path: Path) -> None:
    deep = 3000
    cases = {
        "deep.html": b"<div>" * deep + b"CdSe dots lase." + b"</div>" * deep,
        "deep.xml": b"<article>" + b"<sec>" * deep + b"</sec>" * deep + b"</article>",
        "braces.md": b"$" + b"{" * deep + b"x" + b"}" * deep + b"$ lase.",
        "brackets.md": b"[" * deep + b"1" + b"]" * deep + b" lase.",
        "fractions.md": b"$" + rb"\frac{" * 400 + b"1" + b"}{2}" * 400 + b"$ lase.",
        "quotes.md": b"> " * deep + b"CdSe dots lase.",
        "tables.html": b"<table><tr><td>" * 300 + b"1",
        "numbers.md": b"1 to 2, " * deep + b"3 nm.",
        "layers.md": b"CdSe/" * deep + b"ZnS dots lase.",
        "names.md": b"Weaver and Xu, " * deep + b"(2014).",
        "values.md": b"CsPbX3 (X = " + b"Cl, " * deep + b"Br) lase.",
        "escapes.md": rb"\(" * deep + b"x" + rb"\)" * deep,
        "marks.md": b"dots^1," * deep,
        "powers.md": "CdSe dots with a quality factor of 2.6 × 10^505 or 3 × 10⁹⁹⁹ lase.".encode(),
        "digits.md": b"A quantum yield of 0." + b"9" * 5000 + b" at 10^" + b"9" * 5000 + b" nm.",
    }
    for name, content in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        start = process_time()
        found = _read(path)
        assert process_time() - start < SLOWEST, name
        if not isinstance(found, str):
            _check(*found)
