"""The same three works, in the reference styles of journals, give the same fields."""

from __future__ import annotations

import pytest

from ncgraph.reading import read_text

AUTHORS = (
    ("Weaver, A. B.", "Müller-Stein, C.", "O'Hara, D. E."),
    ("Xu, Y.-S.", "de Boer, F."),
)
STYLES = {
    "acs": (
        "(1) Weaver, A. B.; Müller-Stein, C.; O'Hara, D. E. Rings That Hold Plates. *Opt. Dreams* "
        "**2011**, *17* (4), 101–109. https://doi.org/10.1234/od.17.101.\n"
        "(2) Xu, Y.-S.; de Boer, F. Rods on Glass. Lett. Imag. 2019, 5, 33–40."
    ),
    "rsc with titles": (
        "1 A. B. Weaver, C. Müller-Stein and D. E. O'Hara, Rings that hold plates, *Opt. Dreams*, "
        "2011, **17**, 101–109, DOI: 10.1234/od.17.101.\n"
        "2 Y.-S. Xu and F. de Boer, Rods on glass, Lett. Imag., 2019, 5, 33–40."
    ),
    "nature": (
        "1. Weaver, A. B., Müller-Stein, C. & O'Hara, D. E. Rings that hold plates. *Opt. Dreams* "
        "**17**, 101–109 (2011).\n"
        "2. Xu, Y.-S. & de Boer, F. Rods on glass. Lett. Imag. 5, 33–40 (2019)."
    ),
    "apa": (
        "Weaver, A. B., Müller-Stein, C., & O'Hara, D. E. (2011). Rings that hold plates. *Opt. "
        "Dreams*, *17*(4), 101–109. https://doi.org/10.1234/od.17.101\n\n"
        "Xu, Y.-S., & de Boer, F. (2019). Rods on glass. Lett. Imag., 5, 33–40."
    ),
    "ieee": (
        '[1] A. B. Weaver, C. Müller-Stein, and D. E. O\'Hara, "Rings that hold plates," *Opt. '
        "Dreams*, vol. 17, no. 4, pp. 101–109, Oct. 2011, doi: 10.1234/od.17.101.\n"
        '[2] Y.-S. Xu and F. de Boer, "Rods on glass," Lett. Imag., vol. 5, pp. 33–40, 2019.'
    ),
    "elsevier": (
        "[1] A.B. Weaver, C. Müller-Stein, D.E. O'Hara, Rings that hold plates, Opt. Dreams 17 "
        "(2011) 101–109. https://doi.org/10.1234/od.17.101.\n"
        "[2] Y.-S. Xu, F. de Boer, Rods on glass, Lett. Imag. 5 (2019) 33–40."
    ),
    "chicago": (
        "Weaver, A. B., C. Müller-Stein, and D. E. O'Hara. 2011. “Rings That Hold Plates.” *Opt. "
        "Dreams* 17 (4): 101–109. https://doi.org/10.1234/od.17.101.\n\n"
        "Xu, Yu-Sheng, and Frits de Boer. “Rods on Glass.” Lett. Imag. 5, no. 2 (2019): 33–40."
    ),
    "harvard": (
        "Weaver, A.B., Müller-Stein, C. and O'Hara, D.E., 2011. Rings that hold plates. Opt. "
        "Dreams, 17(4), pp.101–109.\n"
        "Xu, Y.-S. and de Boer, F., 2019. Rods on glass. Lett. Imag., 5, pp.33–40."
    ),
    "vancouver": (
        "1. Weaver AB, Müller-Stein C, O'Hara DE. Rings that hold plates. Opt Dreams. "
        "2011;17(4):101–109. doi:10.1234/od.17.101\n"
        "2. Xu Y-S, de Boer F. Rods on glass. Lett Imag. 2019;5:33–40."
    ),
    "springer": (
        "1. Weaver AB, Müller-Stein C, O'Hara DE (2011) Rings that hold plates. Opt Dreams "
        "17:101–109\n"
        "2. Xu Y-S, de Boer F (2019) Rods on glass. Lett Imag 5(2):33–40"
    ),
    "optica": (
        "1. A. B. Weaver, C. Müller-Stein, and D. E. O'Hara, “Rings that hold plates,” Opt. Dreams "
        "17(4), 101–109 (2011).\n"
        "2. Y.-S. Xu and F. de Boer, “Rods on glass,” Lett. Imag. 5(2), 33–40 (2019)."
    ),
    "aip, numbers grown on": (
        "1A. B. Weaver, C. Müller-Stein, and D. E. O'Hara, “Rings that hold plates,” Opt. Dreams "
        "17, 101–109 (2011).\n"
        "2Y.-S. Xu and F. de Boer, “Rods on glass,” Lett. Imag. 5, 33–40 (2019)."
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_style_gives_every_field(style: str) -> None:
    document = read_text(f"# T\n\nDots lase.\n\n## References\n\n{STYLES[style]}\n", "paper.md")
    first, second = document.references
    assert (first.authors, second.authors) == AUTHORS
    assert [(r.title or "").lower() for r in document.references] == [
        "rings that hold plates",
        "rods on glass",
    ]
    assert [(r.journal or "").replace(".", "") for r in document.references] == [
        "Opt Dreams",
        "Lett Imag",
    ]
    assert [(r.volume, r.page, r.year) for r in document.references] == [
        ("17", "101–109", 2011),
        ("5", "33–40", 2019),
    ]
    assert first.doi in (None, "10.1234/od.17.101")
    assert (first.doi is not None) is ("10.1234" in STYLES[style])


def test_capitals_of_chinese_lists_are_names() -> None:
    entry = "[1] WEAVER A B, XU Y S, et al. Rings of plates[J]. Opt. Dreams, 2011, 17(4): 101."
    document = read_text(f"# T\n\nDots lase.\n\n## References\n\n{entry}\n", "paper.md")
    (reference,) = document.references
    assert reference.authors == ("Weaver, A. B.", "Xu, Y. S.")
    assert (reference.title, reference.journal) == ("Rings of plates", "Opt. Dreams")
    assert (reference.volume, reference.page, reference.year) == ("17", "101", 2011)


def test_parts_of_an_entry_may_be_lettered_without_an_opening_parenthesis() -> None:
    entry = (
        "[1] a) A. B. Weaver, C. Xu, Opt. Dreams 2011, 17, 101; b) D. E. O'Hara, Lett. Imag. 2019, "
        "5, 33."
    )
    document = read_text(f"# T\n\nDots lase [1a].\n\n## References\n\n{entry}\n", "paper.md")
    assert [(r.number, r.journal, r.page) for r in document.references] == [
        ("1a", "Opt. Dreams", "101"),
        ("1b", "Lett. Imag.", "33"),
    ]


def test_entries_that_wrap_without_marks_are_put_together() -> None:
    entries = (
        "Weaver, A. B., & Xu, C. (2011). Rings that hold\nplates of many kinds. Opt. Dreams, 17,\n"
        "101–109.\nXu, Y.-S., & de Boer, F. (2019). Rods on\nglass. Lett. Imag., 5, 33–40."
    )
    document = read_text(f"# T\n\nDots lase.\n\n## References\n\n{entries}\n", "paper.md")
    assert [(r.title, r.page) for r in document.references] == [
        ("Rings that hold plates of many kinds", "101–109"),
        ("Rods on glass", "33–40"),
    ]


def test_a_single_author_before_a_year_in_parentheses_is_no_journal() -> None:
    text = (
        "# A\n\nDots on glass (Osei, 2022) lase.\n\n## References\n\n"
        "Osei, G. (2022). Rods on glass. Imaging Letters 47, 33–40.\n\n"
        "Lindt, W. (2021). A book of plates.\n"
    )
    told = [
        (r.authors, r.title, r.journal, r.volume, r.page, r.year)
        for r in read_text(text, "a.md").references
    ]
    assert told == [
        (("Osei, G.",), "Rods on glass", "Imaging Letters", "47", "33–40", 2022),
        (("Lindt, W.",), "A book of plates", None, None, None, 2021),
    ]
