"""Pandoc's Markdown: front matter, keys in and around sentences, notes, raised and lowered text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.reading import read, read_text
from ncgraph.reading.markup import plain

if TYPE_CHECKING:
    from pathlib import Path

BIB = "@article{cook2015, author={Cook, Carl}, title={Two}, journal={J. Opt.}, year=2015}\n"
PAPER = (
    "---\ntitle: 'Gain in dots'\nauthor: N. N.\nbibliography: {}\n---\n\n# Results\n\n"
    "@cook2015 reported gain of CdSe dots [see @lost2001].[^1]\n\n"
    "[^1]: CdTe dots lase [@cook2015].\n"
)


@pytest.mark.parametrize("named", ["refs.bib", "[refs.bib]", "\n  - refs.bib"])
def test_front_matter_gives_title_and_references(named: str, tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    paper = tmp_path / "paper.md"
    paper.write_text(PAPER.format(named), encoding="utf-8")
    document = read(paper)
    assert document.title == "Gain in dots"
    assert [s.title for s in document.sections] == ["Results"]
    assert [(s.text, s.cited, s.resolved) for s in document.sentences[:2]] == [
        ("Cook reported gain of CdSe dots.", ("cook2015", "lost2001"), (1,)),
        ("CdTe dots lase.", ("cook2015",), (1,)),
    ]
    assert [r.title for r in document.references] == ["Two"]


def test_a_reference_file_elsewhere_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    paper = tmp_path / "sub" / "paper.md"
    paper.write_text(PAPER.format("../refs.bib"), encoding="utf-8")
    document = read(paper)
    assert document.references == ()
    assert [p.code for p in document.problems] == ["reference-file-missing"]


@pytest.mark.parametrize(
    ("printed", "read", "labels"),
    [
        ("CdSe~0.6~S~0.4~ NPLs, ~10 nm and 10~20 nm", "CdSe0.6S0.4 NPLs, ~10 nm and 10~20 nm", []),
        ("lased^[A note.] at 5 μJ·cm^−2^", "lased at 5 µJ·cm-2", []),
        ("@Nash_2019 [p. 3] saw CdSe@ZnS, a@b2011.org", "Nash saw CdSe@ZnS, a@b2011.org",
         [("Nash_2019",)]),
    ],
)  # fmt: skip
def test_what_pandoc_marks_is_read(printed: str, read: str, labels: list[tuple[str, ...]]) -> None:
    found = plain(printed)
    assert (found.text, [c.labels for c in found.citations]) == (read, labels)


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert read_text("---\n\nDots lase.\n\n---\n", "p.md").sentences[0].text == "Dots lase."
