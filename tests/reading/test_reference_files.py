"""Reference lists beside a text: what each format gives, and whose entry stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.errors import ReadingError, ResourceMissingError
from ncgraph.reading import read
from ncgraph.reading.reference_files import read_keyed_references

if TYPE_CHECKING:
    from pathlib import Path

    from ncgraph.model import Document, Reference

BIBTEX = r"""
@string{nn = "Nat. Nanotechnol."}
@article{moon2014,
  author  = {Moon, Joel Q. and Garc{\'\i}a-Luna, Jos{\'e} and van der Berg, Hans and others},
  title   = {Lasing of {CdSe}/{Cd$_x$Zn$_{1-x}$S} nanoplatelets at 6 {\textmu}J cm$^{-2}$},
  journal = nn, volume = 9, pages = {891--895}, year = 2014,
  doi     = {https://doi.org/10.1000/moon.2014.213},
}
@article{ford2011,
  author = {M{\"u}ller, Jean-Luc},
  title = "Gain in films of quantum dots", year = {2011}, journal = {ACS Nano}, volume = {5},
}
"""
RIS = """TY  - JOUR
AU  - Moon, Joel Q.
AU  - García-Luna, José
TI  - Lasing of CdSe/CdS nanoplatelets
  below the Auger limit
JO  - Nat. Nanotechnol.
VL  - 9
SP  - 891
EP  - 895
PY  - 2014/08/01
DO  - 10.1000/moon.2014.213
ER  -

TY  - JOUR
AU  - Müller, Jean-Luc
PY  - 2011
ER  -
"""
CSL = """[
  {"id": "moon2014", "type": "article-journal", "title": "Lasing of <i>CdSe</i> dots",
   "author": [{"family": "Moon", "given": "Joel Q."},
              {"family": "Berg", "given": "Hans", "non-dropping-particle": "van der"},
              {"literal": "The Dot Collaboration"}],
   "container-title": ["Nat. Nanotechnol."], "volume": 9, "page": "891-895",
   "issued": {"date-parts": [[2014, 8]]}, "DOI": "10.1000/moon.2014.213"},
  {"id": "b7", "author": [{"family": "Ford"}], "issued": {"raw": "May 2011"}}
]"""
TEXT = (
    "# Lasing\n\nCdSe/CdS nanoplatelets lased at 6 µJ/cm² [1]. Gao et al. saw gain in 2011 [2].\n"
)
LIST = """
## References

[1] Moon, J. Q. A title with a misprnt. Nat. Nanotechnol. 9, 891-895 (2014).
[2] Ford, J.-L. Gain in films. ACS Nano 5, 12 (2011). https://doi.org/10.1000/ford
[3] Private communication.
"""


def entries(path: Path) -> tuple[Reference, ...]:
    return tuple(reference for _, reference in read_keyed_references(path))


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def read_with(folder: Path, text: str, bibliography: str) -> Document:
    return read(write(folder, "paper.md", text), write(folder, "list.bib", bibliography))


def test_bibtex_gives_names_titles_and_numbers_by_order(tmp_path: Path) -> None:
    moon, ford = entries(write(tmp_path, "list.bib", BIBTEX))
    assert moon.authors == ("Moon, J. Q.", "García-Luna, J.", "van der Berg, H.")
    assert moon.title == "Lasing of CdSe/CdxZn1-xS nanoplatelets at 6 µJ cm-2"
    assert (moon.journal, moon.volume, moon.page) == ("Nat. Nanotechnol.", "9", "891–895")
    assert (moon.year, moon.doi, moon.number) == (2014, "10.1000/moon.2014.213", 1)
    assert moon.raw.startswith("@article{moon2014,")
    assert (ford.number, ford.authors) == (2, ("Müller, J.-L.",))


def test_ris_joins_fields_that_go_on_in_the_next_line(tmp_path: Path) -> None:
    moon, other = entries(write(tmp_path, "list.ris", RIS))
    assert moon.title == "Lasing of CdSe/CdS nanoplatelets below the Auger limit"
    assert (moon.authors[1], moon.page, moon.year) == ("García-Luna, J.", "891–895", 2014)
    assert (other.number, other.year, other.title) == (2, 2011, None)


def test_csl_json_gives_a_numbered_key_its_number(tmp_path: Path) -> None:
    moon, ford = entries(write(tmp_path, "list.json", CSL))
    assert moon.authors == ("Moon, J. Q.", "van der Berg, H.", "The Dot Collaboration")
    assert (moon.title, moon.journal) == ("Lasing of CdSe dots", "Nat. Nanotechnol.")
    assert (ford.number, ford.year) == (7, 2011)


def test_a_file_of_another_name_is_told_by_its_content(tmp_path: Path) -> None:
    for content in (BIBTEX, RIS, CSL):
        assert len(entries(write(tmp_path, "list.txt", content))) == 2


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.bib", "@article{a,\n year = 2011\n}\n@article{b,\n title = {open\n", "a.bib:4:"),
        ("b.bib", "@article{a,\n year 2010\n}\n", "b.bib:1:"),
        ("c.bib", "@article{a, year=2010}\n\n@article{a, year=2011}\n", "c.bib:3:"),
        ("d.ris", "TY  - JOUR\nPY  - 2011\nTY  - JOUR\n", "d.ris:3:"),
        ("e.ris", "TY  - JOUR\nPY  - 2011\n", "e.ris:1:"),
        ("f.ris", "a letter\n", "f.ris:1:"),
        ("g.json", '[\n{"id": "a",\n]', "g.json:3:"),
        ("h.json", '[{"id": "a"},\n{"id": "b", "author": [{"name": 1}]}]', "h.json:2:"),
        ("i.json", "[]", "i.json: holds no references"),
        ("j.txt", "a letter", "j.txt: is neither"),
    ],
)
def test_a_malformed_entry_is_named_by_file_and_line(
    tmp_path: Path, name: str, content: str, place: str
) -> None:
    with pytest.raises(ReadingError) as caught:
        entries(write(tmp_path, name, content))
    assert place in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_reference_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"nowhere\.bib"):
        entries(tmp_path / "nowhere.bib")


def test_without_the_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ncgraph.reading.reference_files.find_spec", lambda _: None)
    with pytest.raises(ResourceMissingError, match=r"ncgraph\[bibtex\]"):
        entries(write(tmp_path, "list.bib", BIBTEX))


def test_a_text_without_a_list_takes_the_files(tmp_path: Path) -> None:
    document = read_with(tmp_path, TEXT, BIBTEX)
    assert [(r.number, r.year) for r in document.references] == [(1, 2014), (2, 2011)]
    assert document.sentences[0].cited == (1,)
    assert document.text == TEXT
    assert {r.span.start for r in document.references} == {len(TEXT)}


def test_a_number_beyond_the_files_list_is_no_citation(tmp_path: Path) -> None:
    text = "# Lasing\n\nCdSe dots lased.^{2} The factor was 26^{3} in all.\n"
    document = read_with(tmp_path, text, BIBTEX)
    assert [sentence.cited for sentence in document.sentences] == [(2,), ()]


def test_a_name_with_a_year_is_resolved_to_the_files_entry(tmp_path: Path) -> None:
    text = "# Lasing\n\nMüller et al. saw gain in films of CdSe dots in 2011.\n"
    document = read_with(tmp_path, text, BIBTEX)
    assert document.sentences[0].resolved == (2,)


def test_own_entries_keep_number_print_and_place_and_take_the_files_fields(tmp_path: Path) -> None:
    document = read_with(tmp_path, TEXT + LIST, BIBTEX)
    moon = document.references[0]
    assert moon.doi == "10.1000/moon.2014.213"
    assert moon.title is not None
    assert moon.title.startswith("Lasing of CdSe")
    assert "misprnt" in moon.raw
    assert document.text[moon.span.start : moon.span.end] == moon.raw


def test_entries_are_matched_by_doi_before_number(tmp_path: Path) -> None:
    given = "@article{ref1, doi={10.1000/FORD}, author={Ford, Jane}, title={Gain}, year={2012}}"
    document = read_with(tmp_path, TEXT + LIST, given)
    assert [r.title for r in document.references][1] == "Gain"
    assert document.references[0].title == "A title with a misprnt"


def test_a_number_of_two_different_papers_is_a_problem(tmp_path: Path) -> None:
    given = "@article{ref1, author={Other, A.}, title={Else}, year={1999}}"
    document = read_with(tmp_path, TEXT + LIST, given)
    assert document.references[0].year == 2014
    assert "reference-file-mismatch" in [problem.code for problem in document.problems]


def test_an_entry_made_whole_is_no_problem_any_more(tmp_path: Path) -> None:
    given = "@misc{ref3, author={Voss, A.}, title={Words}, year={2013}}"
    before = read_with(tmp_path, TEXT + LIST, BIBTEX).problems
    after = read_with(tmp_path, TEXT + LIST, given).problems
    assert "reference-not-parsed" in [problem.code for problem in before]
    assert "reference-not-parsed" not in [problem.code for problem in after]


def test_entries_the_text_lacks_are_added_behind_its_own(tmp_path: Path) -> None:
    given = "@article{ref4, author={New, A.}, title={More}, year={2020}}"
    document = read_with(tmp_path, TEXT + LIST, given)
    assert [r.number for r in document.references] == [1, 2, 3, 4]
