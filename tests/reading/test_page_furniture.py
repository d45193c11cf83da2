"""Numbers of lines and running heads are no text; what they cut is whole again."""

from __future__ import annotations

import pytest

from ncgraph.reading import read_text
from ncgraph.reading.page_furniture import cleared

PROSE = """The rods lased at 26 µJ/cm2 under pulsed pumping in a ring that was etched into
silica, and their emission, which was red, narrowed to a line as the pump rose
above the threshold. No lasing was seen in dots without a shell, although they
were pumped as hard as the rods and in the same ring. Both were kept in argon
at all times, because oxygen quenches the emission of bare cores within a day or
two, as is known. The cavity was a ring with a radius of five micrometres made
by electron-beam lithography. Its quality factor was measured with a laser that
could be tuned, and was the same for all samples. We conclude that shells are
needed for gain in such samples, and that they must be grown slowly and at low
temperature, lest the interface be rough. The rods last for months in the dark
and for some hours in the light of the pump, after which the threshold rises by
half. It falls again when they rest."""
HEADS = ("A. Baker, C. Cook / J. Opt. 9 (2018) 203", "Journal of Optics 9 (2018) 201–207")


def numbered(prose: str) -> str:
    return "\n".join(f"{n:<4}{line}" for n, line in enumerate(prose.splitlines(), start=1))


def said(text: str) -> list[str]:
    return [sentence.text for sentence in read_text(text, "pages.txt").sentences]


def test_numbers_of_lines_are_left_out_and_offsets_are_those_of_the_file() -> None:
    text = numbered(PROSE)
    document = read_text(text, "pages.txt")
    assert [s.text for s in document.sentences] == said(PROSE)
    second = document.sentences[1]
    assert text[second.span.start : second.span.end].startswith("No lasing was seen in dots")
    at = second.text.index("pumped")
    span = second.offsets.span(at, at + len("pumped"))
    assert text[span.start : span.end] == "pumped"


@pytest.mark.parametrize("head", HEADS)
def test_a_running_head_does_not_cut_a_sentence(head: str) -> None:
    lines = PROSE.splitlines()
    pages = "\n".join(
        [*lines[:3], head, *lines[3:7], "204", head.replace("203", "205"), *lines[7:]]
    )
    assert said(pages) == said(PROSE)


def test_heads_of_left_and_right_pages_tell_the_issue_on_exchanged_sides() -> None:
    lines = PROSE.splitlines()
    left = "Lett. Opt. 7 (2021) 2143          A. Baker et al."
    right = "A. Baker et al.          Lett. Opt. 7 (2021) 2143"
    foot = "2143 (3 of 18)          © 2021 The Authors"
    pages = [left, "", *lines[:5], "", foot, "", right, "", *lines[5:]]
    assert said("\n".join(pages)) == said(PROSE)


def test_the_number_of_a_page_beside_a_short_title_is_no_chapter() -> None:
    lines = PROSE.splitlines()
    head = "12        A. Baker et al. / Light on chip"
    assert said("\n".join([*lines[:3], "", head, "", *lines[3:]])) == said(PROSE)


def test_what_stands_before_a_late_chapter_is_no_title_page() -> None:
    begun = "\n".join(PROSE.splitlines()[:5])  # ends within a sentence
    sentences = said(f"{begun}\n\n12 Baker and Cook on chips\n\nMore was seen later.\n")
    assert said(PROSE)[0] in sentences


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "\n".join(f"{n} A. Baker, Rings, J. Opt. {n} (2018) 2." for n in range(1, 40)),
        "\n".join(f"{n}. The {n}th step is to wait for a day in the dark." for n in range(1, 40)),
        "\n".join(f"{n}\t{n * 3}\t2018" for n in range(1, 40)),
        "\n".join(
            f"In {1980 + n} a laser of {n} mW was shown and then sold again;" for n in range(40)
        ),
    ],
)
def test_lists_and_tables_have_no_furniture(text: str) -> None:
    assert cleared(text) is None


def test_a_usual_heading_between_lines_of_a_page_parts_them() -> None:
    lines = PROSE.splitlines()
    parts = (["1. Introduction", *lines[:8], "gain."], ["2. Results", *lines[9:]],
             ["References", "1. A. Baker, Rings, J. Opt. 2 (2018) 5."])  # fmt: skip
    text = "\n".join(line for part in parts for line in part)
    document = read_text(text, "pages.txt")
    assert [s.number for s in document.sections] == ["1", "2", "references"]
    assert [r.authors for r in document.references] == [("Baker, A.",)]
