"""Reference lists: where entries start and what they say, in the styles of many journals."""

from __future__ import annotations

import pytest

from ncgraph.model import Reference, Span
from ncgraph.reading import read_text
from ncgraph.reading.bibliography import parse_entry
from ncgraph.reading.references import find_doi


def listed(entries: str) -> tuple[Reference, ...]:
    return read_text(f"## 1 Results\n\nDots lase.\n\n## References\n\n{entries}", "p.md").references


STYLES = [
    "Baker, A. B., Cook-Lee, C. & van der Dyer, D. Gain in dots. *Nano Lett.* **9**, 34–36 (2014).",
    "Baker, A. B., Cook-Lee, C. & van der Dyer, D. Gain in dots. Nano Lett. 9, 34–36 (2014).",
    "A.B. Baker, C. Cook-Lee, D. van der Dyer, Gain in dots, Nano Lett. 9 (2014) 34–36.",
    "Baker, A. B.; Cook-Lee, C.; van der Dyer, D. Gain in Dots. Nano Lett. 2014, 9, 34–36.",
    "Baker, A. B.; Cook-Lee, C.; van der Dyer, D. Gain in dots. *Nano Lett.* **2014**, *9*, 34.",
    "Baker AB, Cook-Lee C, van der Dyer D. Gain in dots. Nano Lett. 2014;9(3):34-6.",
    "Baker, A. B., Cook-Lee, C., & van der Dyer, D. (2014). Gain in dots. Nano Lett., 9(3), 34–36.",
    'A. B. Baker, C. Cook-Lee, and D. van der Dyer, "Gain in dots," Nano Lett., vol. 9, no. 3, '
    "pp. 34–36, Mar. 2014.",
    "A. B. Baker, C. Cook-Lee, and D. van der Dyer, Gain in dots, Nano Lett. 9, 34 (2014).",
    "A. B. Baker, C. Cook-Lee, and D. van der Dyer. Gain in dots. Nano Lett., 9:34–36, 2014.",
    "A. B. Baker, C. Cook-Lee, and D. van der Dyer. Gain in dots. *Nano Lett.*, 9(3):34, 2014.",
]


@pytest.mark.parametrize("entry", STYLES)
def test_every_style_gives_the_same_fields(entry: str) -> None:
    read = parse_entry(entry, Span(0, len(entry)))
    assert read.authors == ("Baker, A. B.", "Cook-Lee, C.", "van der Dyer, D.")
    assert (read.title or "").lower() == "gain in dots"
    assert (read.journal, read.volume, read.year) == ("Nano Lett.", "9", 2014)
    assert (read.page or "").startswith("34")


@pytest.mark.parametrize(
    ("entry", "journal", "volume", "page"),
    [
        ("Lin, H.-T. et al. Gain. *J. Phys. D: Appl. Phys.* **53**, 255103 (2020).",
         "J. Phys. D: Appl. Phys.", "53", "255103"),
        ("Lin, H.-T. et al. Gain. Light: Sci. Appl. 4, e234 (2015).",
         "Light: Sci. Appl.", "4", "e234"),
        ("Lin, H.-T. et al. Gain. *Phys. Rev. B* **91**, 121302(R) (2015).",
         "Phys. Rev. B", "91", "121302(R)"),
        ("Lin, H.-T. et al. Gain. *Photonics Res.* **10**, A82–A96 (2022).",
         "Photonics Res.", "10", "A82–A96"),
        ("H.-T. Lin, Phys. Rev. Lett. 91, 227401 (2003).", "Phys. Rev. Lett.", "91", "227401"),
    ],
)  # fmt: skip
def test_odd_journals_and_pages_are_read(entry: str, journal: str, volume: str, page: str) -> None:
    read = parse_entry(entry, Span(0, len(entry)))
    assert read.authors == ("Lin, H.-T.",)
    assert (read.journal, read.volume, read.page) == (journal, volume, page)


def test_a_title_keeps_its_formula_in_plain_form() -> None:
    entry = "Shi, Y. Films of CdSe_xS_{1-x} and CsPbBr₃. *Small* **32**, 22 (2022)."
    assert parse_entry(entry, Span(0, len(entry))).title == "Films of CdSexS1-x and CsPbBr3"


def test_entries_without_numbers_are_counted() -> None:
    references = listed(
        "- Baker, B. One. *J. Opt.* **1**, 1 (2014).\n"
        "- Cook, C. Two. *J. Opt.* **1**, 2 (2015).\n\n"
        "3. Dyer, D. Three. *J. Opt.* **1**, 3 (2016).\n"
    )
    assert [r.number for r in references] == [1, 2, 3]
    assert references[2].raw.startswith("Dyer, D. Three.")


def test_counting_by_place_is_said() -> None:
    document = read_text(
        "Dots.\n\n## References\n\n- Baker, B. One. *J. Opt.* **1**, 1 (2014).", "p.md"
    )
    assert [p.code for p in document.problems] == ["references-numbered-by-position"]


@pytest.mark.parametrize("marker", ["1. ", "[1] ", "(1) ", "¹ ", "^1 ", "1) ", "- [1] "])
def test_numbers_are_known_in_every_dress(marker: str) -> None:
    entry = f"{marker}Baker, B. One. *J. Opt.* **1**, 1 (2014).\n"
    entries = entry + entry.replace("1", "2", 1).replace("¹", "²")
    assert [r.number for r in listed(entries)] == [1, 2]


def test_an_entry_may_take_several_lines() -> None:
    references = listed(
        "[1] B. Baker, Gain of\n    dots, J. Opt.\n2 (2014) 5.\n"
        "[2] C. Cook, Two, J. Opt. 1 (2015) 1."
    )
    assert references[0].title == "Gain of dots"
    assert references[0].page == "5"
    assert len(references) == 2


def test_lettered_parts_are_references_of_their_own() -> None:
    references = listed(
        "(1) (a) Baker, B. One. J. Opt. 2014, 1, 1. (b) Cook, C. Two. J. Opt. 2015, 1, 2.\n"
        "(2) Dyer, D. Three. J. Opt. 2016, 1, 3.\n"
    )
    assert [r.number for r in references] == ["1a", "1b", 2]
    assert [r.authors for r in references][:2] == [("Baker, B.",), ("Cook, C.",)]


def test_a_list_without_a_heading_is_found() -> None:
    entries = "\n".join(f"[{n}] B. Baker, Gain, J. Opt. {n} (2014) 5." for n in range(1, 4))
    document = read_text(f"Dots lase [1,3].\n\n{entries}\n", "p.md")
    assert len(document.references) == 3
    assert document.sentences[0].cited == (1, 3)


def test_an_unreadable_entry_is_kept_and_reported() -> None:
    document = read_text("Dots.\n\n## References\n\n1. private communication\n", "p.md")
    assert document.references[0].raw == "private communication"
    assert [p.code for p in document.problems] == ["reference-not-parsed"]


@pytest.mark.parametrize(
    ("printed", "doi"),
    [
        ("<https://doi.org/10.1021/nn5022296>.", "10.1021/nn5022296"),
        ("doi:10.1103/PhysRevLett.91.227401.", "10.1103/PhysRevLett.91.227401"),
        ("https://dx.doi.org/10.1000/a(b)c)", "10.1000/a(b)c"),
        (r"[https://doi.org/10.1002/15\(2002\)14:4<3::A>3.0.CO;2-U](https://doi.org/10.1002/15\(2002\))",
         "10.1002/15(2002)14:4<3::A>3.0.CO;2-U"),
        ("https://doi.org/10.1002/15%282002%2914", "10.1002/15(2002)14"),
        ("https://doi.org/10.1021/acs.\nnanolett.5b02595", "10.1021/acs.nanolett.5b02595"),
        ("no identifier", None),
    ],
)  # fmt: skip
def test_a_doi_is_read_and_repaired(printed: str, doi: str | None) -> None:
    assert find_doi(printed)[1] == doi


def test_a_blank_in_a_doi_goes_and_so_does_a_letter_printed_twice_at_it() -> None:
    printed = "<https://doi.org/10.1021/acsp Photonics.7b00644>"
    assert find_doi(printed, "ACS Photonics")[1] == "10.1021/acsphotonics.7b00644"
    assert find_doi("<https://doi.org/10.1021/acs nano.7b1>")[1] == "10.1021/acsnano.7b1"


def test_titles_are_sentences_that_stand_for_their_entry() -> None:
    text = "Dots.\n\n## References\n\n7. Baker, B. Gain of CdS_x rods. *J. Opt.* **1**, 1 (2014).\n"
    document = read_text(text, "p.md")
    title = document.sentences[-1]
    assert title.kind.value == "title"
    assert title.text == "Gain of CdSx rods"
    assert title.resolved == (7,)
    assert document.text[title.span.start : title.span.end] == "Gain of CdS_x rods"


def test_what_stands_behind_a_list_without_a_heading_is_no_entry() -> None:
    entries = "\n".join(f"[{n}] B. Baker, Gain, J. Opt. {n} (2014) 5." for n in range(1, 4))
    document = read_text(f"Dots lase [1,3].\n\n{entries}\n\nFunding This work was paid.\n", "p.md")
    assert len(document.references) == 3
    assert not document.problems


@pytest.mark.parametrize("sign", ["[{}]", "{}.", "({})"])
def test_entries_may_share_a_line(sign: str) -> None:
    one, two, three, four = (sign.format(number) for number in (1, 2, 3, 4))
    document = read_text(
        f"Rods lase [2]. Dots glow [4].\n\nReferences\n\n{one} Fox, A. Opt. Tales 17, 3 (2011). "
        f"{two} Gray, B. Opt. Tales 18, 9 (2012).\n{three} Hart, C. D. Opt. Tales 19, 2 (2013). "
        f"{four} Ives, E. Opt. Tales 20, 7 (2014).\n",
        "rods.md",
    )
    assert [(r.number, r.page, r.year) for r in document.references] == [
        (1, "3", 2011),
        (2, "9", 2012),
        (3, "2", 2013),
        (4, "7", 2014),
    ]


def test_an_excerpt_keeps_the_numbers_of_its_list() -> None:
    document = read_text(
        "Rods lase [31]. Dots glow [33].\n\n## References to Chapter 4\n\n"
        "[31] Fox, A. Opt. Tales 17, 3 (2011).\n[32] Gray, B. Opt. Tales 18, 9 (2012).\n"
        "[33] Hart, C. D. Opt. Tales 19, 2 (2013).\n",
        "rods.md",
    )
    assert [r.number for r in document.references] == [31, 32, 33]
    assert [s.cited for s in document.sentences if s.cited] == [(31,), (33,)]


KEYED = (
    "[Klim00] V. I. Klimov, A. Malko, Gain, J. Opt. 3 (2000) 5.\n"
    "[KMX+00] V. I. Klimov, S. Xu,\n  Rates, J. Opt. 4 (2000) 6.\n"
    "[S4] B. Baker, Shells, J. Opt. 5 (2009) 7.\n"
)


def test_keys_of_letters_are_labels_and_are_cited_as_such() -> None:
    text = f"Dots lase [Klim00, KMX+00] along [100] [S4]; see [Baker14].\n\n{{}}{KEYED}"
    for heading in ("## References\n\n", ""):
        document = read_text(text.format(heading), "p.md")
        assert [r.number for r in document.references] == ["Klim00", "KMX+00", "S4"]
        assert [r.title for r in document.references] == ["Gain", "Rates", "Shells"]
        assert document.sentences[0].cited == ("Klim00", "KMX+00", "S4")
        assert document.sentences[0].text == "Dots lase along [100]; see [Baker14]."


@pytest.mark.parametrize("marker", ["8–11 ", "[8-11] ", "8–11. ", "(8–11) "])
def test_an_entry_may_stand_for_several_numbers(marker: str) -> None:
    entries = (
        "7. Cook, C. Two. *J. Opt.* **1**, 2 (2015).\n"
        f"{marker}Dyer, D. Three. *J. Opt.* **1**, 3 (2016). https://doi.org/10.5555/jo.3\n"
        "12. Baker, B. One. *J. Opt.* **1**, 1 (2014).\n"
    )
    references = listed(entries)
    assert [r.number for r in references] == [7, 8, 9, 10, 11, 12]
    assert [r.title for r in references] == ["Two", "Three", None, None, None, "One"]
    assert [r.year for r in references[1:5]] == [2016] * 4
    assert [r.doi for r in references[1:5]] == ["10.5555/jo.3", None, None, None]


def test_a_dash_stands_for_the_authors_before() -> None:
    references = listed(
        "Vance, G., and H. Webb. 2018. “Rods.” *J. Opt.* 6: 21.\n"
        "———. 2020. “Rods Again.” *J. Opt.* 8: 40.\n"
    )
    assert [(r.authors, r.title, r.year) for r in references] == [
        (("Vance, G.", "Webb, H."), "Rods", 2018),
        (("Vance, G.", "Webb, H."), "Rods Again", 2020),
    ]


def test_a_short_family_is_no_initial_of_the_title() -> None:
    entry = "Q. Xu. Pairs and cubes. *J. Opt.*, 4:10, 2015."
    read = parse_entry(entry, Span(0, len(entry)))
    assert (read.authors, read.title, read.year) == (("Xu, Q.",), "Pairs and cubes", 2015)
    russian = "A. Yu. Ivanov and B. Cook, Pairs, J. Opt. 4, 10 (2015)."
    assert parse_entry(russian, Span(0, len(russian))).authors == ("Ivanov, A. Yu.", "Cook, B.")
