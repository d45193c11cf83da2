"""What LaTeX papers write by commands reads as plain text prints it."""

from __future__ import annotations

import pytest

from ncgraph.reading.markup import plain
from ncgraph.reading.writer import Marking


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (r"\SI{26}{\micro\joule\per\square\centi\metre}", "26 µJ cm-2"),
        (r"\SI{26}{\micro\joule\per\centi\meter\squared}", "26 µJ cm-2"),
        (r"\qty{26}{\micro J.cm^{-2}}", "26 µJ cm-2"),
        (r"\SI[separate-uncertainty]{6.4 +- 0.2}{\kilo\watt\per\cm\squared}", "6.4 ± 0.2 kW cm-2"),
        (r"\qtyrange{6.4}{8.4}{\kilo\watt\per\square\centi\metre}", "6.4 to 8.4 kW cm-2"),
        (r"\SIlist{50;75;100}{nm}", "50, 75 and 100 nm"),
        (r"26 \si{\micro\joule\per\cm\tothe{2}}", "26 µJ cm-2"),
        (r"\SI{1.3}{\um} and \SI{80}{\percent}", "1.3 µm and 80 %"),
        (r"\num{1.2e3} nm, \ang{30}", "1.2e3 nm, 30°"),
        (r"26~$\mu$J\,cm$^{-2}$ and 620~nm", "26 µJ cm-2 and 620 nm"),
        (r"\textmu J/cm\textsuperscript{2}, {\AA}, $5\,\upmu$m", "µJ/cm2, Å, 5 µm"),
        (r"\(26\,\mu\mathrm{J}/\mathrm{cm}^{2}\)", "26 µJ/cm2"),
        (r"26 $\tfrac{\mathrm{\mu J}}{\mathrm{cm}^2}$", "26 µJ/cm2"),
        (r"$6.4\text{--}8.4$ kW and 6.4--8.4 W", "6.4–8.4 kW and 6.4–8.4 W"),
        (r"1\,200~nm", "1200 nm"),
        ("~10 nm and 10~20 nm", "~10 nm and 10~20 nm"),
        ("1.1 kW*cm^-2", "1.1 kW·cm-2"),
    ],
)
def test_a_quantity_reads_as_plain_text_prints_it(printed: str, read: str) -> None:
    assert plain(printed).text == read


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (r"Fabry--P\'erot", "Fabry–Pérot"),
        (r"Schr\"odinger and Schr{\"o}dinger", "Schrödinger and Schrödinger"),
        (r"Garc\'{\i}a, \v{S}imon, \c{C}etin, na\"{\i}ve", "García, Šimon, Çetin, naïve"),
        (r"\O rsted, {\AA}ngstr{\"o}m", "Ørsted, Ångström"),
        (r"we don\'t, the dot\'s \"gain\"", "we don't, the dot's \"gain\""),
        (r"CsPbBr\textsubscript{3} and \ce{Cs4PbBr6}", "CsPbBr3 and Cs4PbBr6"),
        (r"CdSe\(_{0.5}\)S\(_{0.5}\)", "CdSe0.5S0.5"),
        (r"10.1002/1521-4095\(20020219\)14:4", "10.1002/1521-4095(20020219)14:4"),
        (r"\textit{in situ}, \mbox{core}", "in situ, core"),
        (r"as Fig.~\ref{fig:gain} shows", "as Fig. shows"),
        ("the {100} facets", "the {100} facets"),
    ],
)
def test_letters_and_formulas_lose_their_commands(printed: str, read: str) -> None:
    assert plain(printed).text == read


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("２６ µＪ／ｃｍ²，ＣｄＳｅ", "26 µJ/cm2,CdSe"),
        ("1.3 ㎛ at 5 ㎽", "1.3 µm at 5 mW"),
        ("26 &micro;J cm<sup>&minus;2</sup>, cm&sup2;, Br&#8323;", "26 µJ cm-2, cm2, Br3"),
        ("1\N{THIN SPACE}200 nm, 1&#8239;200 nm", "1200 nm, 1200 nm"),
    ],
)
def test_characters_of_other_alphabets_and_entities_have_one_form(printed: str, read: str) -> None:
    assert plain(printed).text == read


@pytest.mark.parametrize(
    ("printed", "read", "labels"),
    [
        (r"They lased \[12\].", "They lased.", [(12,)]),
        (r"They lased\(^{12}\).", "They lased.", [(12,)]),
        (r"They lased~\cite{grim2014,gao2011}.", "They lased.", [("grim2014", "gao2011")]),
        ("They lased [@grim2014; @gao2011].", "They lased.", [("grim2014", "gao2011")]),
    ],
)
def test_a_marker_is_cut_out_however_it_is_written(
    printed: str, read: str, labels: list[tuple[int | str, ...]]
) -> None:
    found = plain(printed, marking=Marking(highest=20))
    assert found.text == read
    assert [citation.labels for citation in found.citations] == labels
