"""Whom a sentence credits in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.reading import read_text
from ncgraph.reading.attribution import figures

if TYPE_CHECKING:
    from ncgraph.model import Sentence

LIST = """

## References

1. Baker, B. & Cook, C. One. *J. Opt.* **1**, 1 (2014).
2. García-Ruiz, A. et al. Two. *J. Opt.* **1**, 2 (2016).
3. Wang, A. Three. *J. Opt.* **1**, 3 (2018).
4. Wang, Z. Four. *J. Opt.* **1**, 4 (2018).
5. Di Stasio, F. et al. Five. *J. Opt.* **1**, 5 (2015).
"""


def read(prose: str) -> tuple[Sentence, ...]:
    return read_text(f"## 1 Results\n\n{prose}{LIST}", "p.md").sentences


@pytest.mark.parametrize(
    ("prose", "authors"),
    [
        ("Rods lase, as was shown by Baker et al. in films.", "Baker et al."),
        ("Rods lase, as was shown by Baker et al¹.", "Baker et al."),
        ("Recently, Di Stasio et al. found lasing.", "Di Stasio et al."),
        ("Rods lase, as was shown by Baker and Cook.", "Baker and Cook"),
        ("Lasers were put on chips by the Jeon's group.", "Jeon's group"),
        ("Klimov and co-workers found lasing.", "Klimov and co-workers"),
        ("Films of Cd and Zn lase.", None),
        ("In the space group of rods, lasing is found.", None),
    ],
)
def test_a_name_is_credited_as_printed(prose: str, authors: str | None) -> None:
    assert read(prose)[0].authors == authors


def test_their_group_keeps_the_last_name_of_the_paragraph() -> None:
    first, second, third, *_ = read("Baker et al. found gain. Rods were bad. Their group fixed it.")
    assert first.authors == third.authors == "Baker et al."
    assert second.authors is None
    *_, alone = read("Baker et al. found gain.\n\nTheir group fixed it.")[:2]
    assert alone.authors is None


@pytest.mark.parametrize(
    ("prose", "resolved"),
    [
        ("Gain was found by Baker et al. in 2014.", (1,)),
        ("In 2014, gain was found by Cook et al. in rods.", (1,)),
        ("In 2016, Garcia-Ruiz et al. found gain.", (2,)),
        ("In 2018, Wang et al. found gain.", ()),
        ("In 2013, Baker et al. found gain.", ()),
        ("In 2014, Baker et al. found gain¹.", ()),
        ("In 2014, Baker et al. found gain³.", (1,)),
        ("Gain was found (Baker and Cook, 2014).", (1,)),
    ],
)
def test_a_name_and_a_year_stand_for_one_entry_or_none(
    prose: str, resolved: tuple[int, ...]
) -> None:
    assert read(prose)[0].resolved == resolved


def test_figures_are_listed_with_their_panels() -> None:
    assert figures("in Fig. 10a–d, Figs. 2a,b and 3c (Figure 4)") == [
        ("10", "abcd"),
        ("2", "ab"),
        ("3", "c"),
        ("4", ""),
    ]
