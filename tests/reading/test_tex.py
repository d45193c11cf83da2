"""LaTeX files: what is set is read, at its place in the file; what is not set is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read, read_text

if TYPE_CHECKING:
    from ncgraph.model import Document

PAPER = Path(__file__).parents[1] / "papers" / "nanorods.tex"
LIST = (
    r"\begin{thebibliography}{9}\bibitem{one} Baker, B. One. \emph{J. Opt.} \textbf{1}, 1 (2014)."
    r"\bibitem[Cook and Dyer(2015)]{two} Cook, C. \& Dyer, D. Two. {\it J. Opt.} 1, 2 (2015)."
    r"\end{thebibliography}"
)


def tex(body: str, preamble: str = "") -> Document:
    return read_text(
        f"\\documentclass{{article}}{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n",
        "paper.tex",
    )


def said(body: str, preamble: str = "") -> str:
    return " ".join(sentence.text for sentence in tex(body, preamble).sentences)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("CdSe dots % were red\n  lase.", "CdSe dots lase."),
        ("A yield of 50\\% was found.", "A yield of 50% was found."),
        (r"{\bf CdSe} \textit{dots} \emph{lase}.", "CdSe dots lase."),
        (r"``Gain'' at 26~nm.", "“Gain” at 26 nm."),
        (r"CdSe dots\footnote{Of Baker.} lase.", "CdSe dots lase. Of Baker."),
        (r"{\'E}t\'e and Schr\"odinger.", "Été and Schrödinger."),
        (r"\noindent Dots \textcolor{red}{lase}\label{x} at \SI{3}{\nm}.", "Dots lase at 3 nm."),
        (r"\begin{comment}Not this.\end{comment}Dots lase.", "Dots lase."),
        (r"\iffalse Not this. \fi Dots lase.", "Dots lase."),
        ("We use\n\\begin{equation}\nx = 1.5,\\label{e}\n\\end{equation}\nas in Eq.~\\eqref{e}.",
         "We use x = 1.5, as in Eq. (1)."),
        (r"Dots\label{x} {\bf lase}.", "Dots lase."),
        (r"Dots, \href{https://example.org}{as shown}, lase.", "Dots, as shown, lase."),
    ],
)  # fmt: skip
def test_commands_leave_the_words_they_set(body: str, read: str) -> None:
    assert said(body) == read


@pytest.mark.parametrize(
    ("preamble", "body", "read"),
    [
        (r"\newcommand{\uJ}{\,\textmu J\,cm$^{-2}$}", r"At 26\uJ.", "At 26 µJ cm-2."),
        (r"\newcommand\lase[2][ASE]{#1 of #2}", r"\lase{CdSe}; \lase[Gain]{InP}.",
         "ASE of CdSe; Gain of InP."),
        (r"\def\QD#1{#1 QDs\xspace}", r"\QD{CdSe} lase.", "CdSe QDs lase."),
        (r"\DeclareSIUnit\flu{\micro\joule\per\square\cm}", r"At \SI{2}{\flu}.", "At 2 µJ cm-2."),
    ],
)  # fmt: skip
def test_macros_of_the_paper_are_written_out(preamble: str, body: str, read: str) -> None:
    assert said(body, preamble) == read


def test_a_macro_that_grows_without_end_is_left_alone() -> None:
    bodies = [f"\\{inner}" * 90 for inner in "bcdefgh"]
    pairs = zip("abcdefg", bodies, strict=True)
    bomb = "".join(f"\\def\\{name}{{{inner}}}" for name, inner in pairs)
    assert said(r"Dots lase. \a", bomb).startswith("Dots lase.")
    assert said(r"Dots lase. \a", r"\def\a{\a\a}").startswith("Dots lase.")


def test_a_quote_holds_the_commands_and_a_macro_is_quoted_whole() -> None:
    document = read(PAPER)
    sentence = next(s for s in document.sentences if s.text.startswith("The rods lased at"))
    at = sentence.text.index("26 µJ cm-2")
    span = sentence.offsets.span(at, at + len("26 µJ cm-2"))
    printed = r"\SI{26}{\micro\joule\per\centi\metre\squared}"
    assert document.text[span.start : span.end] == printed
    first = document.sentences[0]
    at = first.text.index("CdSe/CdS")
    span = first.offsets.span(at, at + len("CdSe/CdS"))
    assert document.text[span.start : span.end].strip() == r"\rods"


def test_a_figure_inside_a_paragraph_does_not_cut_its_sentence() -> None:
    sentence = next(s for s in read(PAPER).sentences if s.text.startswith("No lasing was"))
    assert sentence.text.endswith("up to 2 × 10^4 µJ cm-2.")
    assert len(sentence.spans) == 2


def test_keys_cite_the_entries_of_the_list() -> None:
    document = tex(rf"Dots lase \cite{{two,one}}. \citet{{two}} saw ASE \cite{{lost}}. {LIST}")
    assert [s.cited for s in document.sentences[:2]] == [(2, 1), (2, "lost")]
    assert document.sentences[1].text == "Cook and Dyer saw ASE."
    assert [(r.number, r.journal, r.volume, r.year) for r in document.references] == [
        (1, "J. Opt.", "1", 2014),
        (2, "J. Opt.", "1", 2015),
    ]


def test_labels_of_letters_stay_as_they_are_printed() -> None:
    document = tex(
        rf"Dots lase along [100] \cite{{one}}. {LIST}".replace(
            "bibitem{one}", "bibitem[Bak14]{one}"
        )
    )
    assert document.sentences[0].cited == ("Bak14",)
    assert document.sentences[0].text == "Dots lase along [100]."
    assert [r.number for r in document.references] == ["Bak14", 2]


BIB = """@article{two, author={Cook, Carl and Dyer, D.}, title={Two}, journal={J. Opt.}, year=2015}
@article{one, author={Baker, B.}, title={One}, journal={J. Opt.}, year=2014}
@article{none, author={Wolf, W.}, title={Uncited}, year=2013}
"""


def test_a_bib_file_beside_the_paper_is_its_list_in_order_of_citation(tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    paper = tmp_path / "paper.tex"
    paper.write_text(
        "\\begin{document}Dots lase \\citep{one}. \\citet{two} saw gain.\n\\bibliography{refs}"
        "\\end{document}",
        encoding="utf-8",
    )
    document = read(paper)
    assert [(r.number, r.title) for r in document.references] == [(1, "One"), (2, "Two")]
    assert [s.cited for s in document.sentences[:2]] == [(1,), (2,)]
    assert document.sentences[1].text == "Cook and Dyer saw gain."
    assert document.problems == ()


BBL = r"""\begin{thebibliography}{10}
\bibitem{two}
C.~Dyer and A.~Elk.
\newblock Two.
\newblock {\em J. Opt.}, 2:5--9, 2015.

\bibitem{one}
B.~Baker.
\newblock One.
\newblock {\em J. Opt.}, 1:1--3, 2014.
\end{thebibliography}
"""


def test_a_list_that_bibtex_has_set_beside_the_paper_keeps_its_numbers(tmp_path: Path) -> None:
    (tmp_path / "paper.bbl").write_text(BBL, encoding="utf-8")
    paper = tmp_path / "paper.tex"
    paper.write_text(
        "\\begin{document}Dots lase \\cite{one}. \\citet{two} saw gain.\n\\bibliography{refs}"
        "\\end{document}",
        encoding="utf-8",
    )
    document = read(paper)
    told = [(r.number, r.authors, r.title, r.volume, r.page, r.year) for r in document.references]
    assert told == [
        (1, ("Dyer, C.", "Elk, A."), "Two", "2", "5–9", 2015),
        (2, ("Baker, B.",), "One", "1", "1–3", 2014),
    ]
    assert [s.cited for s in document.sentences] == [(2,), (1,)]
    assert document.sentences[1].text == "Dyer and Elk saw gain."
    assert document.problems == ()


def test_a_list_beside_the_paper_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "paper.bbl").write_bytes(b"\x00\xff\x00")
    paper = tmp_path / "paper.tex"
    paper.write_text("\\begin{document}Dots \\cite{one}.\\end{document}", encoding="utf-8")
    document = read(paper)
    assert [p.code for p in document.problems] == ["reference-file-not-read"]
    assert document.sentences[0].cited == ("one",)


@pytest.mark.parametrize("name", ["refs", "../refs", "/etc/passwd", "a/b", "x" * 200])
def test_a_missing_or_far_list_is_a_problem_and_never_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    folder = tmp_path / "paper"
    folder.mkdir()
    paper = folder / "paper.tex"
    paper.write_text(
        f"\\begin{{document}}Dots \\cite{{one}}.\\bibliography{{{name}}}", encoding="utf-8"
    )
    document = read(paper)
    assert document.references == ()
    assert [p.code for p in document.problems] == ["reference-file-missing"]
    assert document.sentences[0].cited == ("one",)


def test_keys_of_a_markdown_paper_are_resolved_by_its_reference_file(tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    paper = tmp_path / "paper.md"
    paper.write_text("# Dots\n\nDots lase [@one; @lost].\n", encoding="utf-8")
    sentence = read(paper, tmp_path / "refs.bib").sentences[0]
    assert (sentence.cited, sentence.resolved) == (("one", "lost"), (2,))


TABLE = r"""\begin{table}\caption{Thresholds}\label{t}
\begin{tabular}{@{}l|r@{ }r|c@{}} \hline\hline
Sample & \multicolumn{2}{c}{ASE threshold} & \makecell{FWHM\\(nm)} \\ \cline{2-3}
 & fs (\si{\micro\joule\per\cm\squared}) & ns (mJ/cm$^2$) & \\ \hline
\multicolumn{4}{l}{\textit{II--VI}}\\
CdSe QDs & $26\pm2$ & --- & 4 \\
\multirow{2}{*}{CdTe \& ZnS} & 5 & 6 & 7 \\[2pt]
 & \num{8e1} & 9 & 10 \\ \hline
\end{tabular}\end{table}"""


def test_a_table_has_its_heads_joined_and_its_spans_filled() -> None:
    document = tex(f"Dots lase (Table~\\ref{{t}}).\n\n{TABLE}")
    (table,) = document.tables
    assert document.sentences[0].text == "Dots lase (Table 1)."
    assert (table.label, table.caption) == ("Table 1", "Thresholds")
    assert [cell.text for cell in table.header] == [
        "Sample", "ASE threshold fs (µJ cm-2)", "ASE threshold ns (mJ/cm2)", "FWHM (nm)",
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["II–VI", "", "", ""],
        ["CdSe QDs", "26±2", "—", "4"],
        ["CdTe & ZnS", "5", "6", "7"],
        ["CdTe & ZnS", "8e1", "9", "10"],
    ]
    first = next(c for c in extract(document).claims if c.row == 2)
    assert first.quantity is not None
    assert (first.kind, first.quantity.si_value) == ("ase-threshold", 0.26)


def test_sections_are_counted_as_they_are_set() -> None:
    document = tex(
        r"\section{Gain}A.\subsection{Of rods}B.\section*{Aside}C.\section{End}D.\appendix"
        r"\section{More}E."
    )
    assert [s.number for s in document.sections] == ["1", "1.1", "aside", "2", "A"]


def test_a_file_that_goes_on_elsewhere_says_so() -> None:
    assert [p.code for p in tex(r"Dots lase.\input{chapters/two}").problems] == [
        "input-not-followed"
    ]


def test_latex_is_known_by_its_first_command_in_a_text_file() -> None:
    text = "\\documentclass{article}\\title{Dots}\\begin{document}Dots lase.\\end{document}"
    document = read_text(text, "paper.txt")
    assert (document.title, [s.text for s in document.sentences]) == ("Dots", ["Dots lase."])


def test_two_sentences_of_one_macro_make_claims_of_their_own() -> None:
    both = r"\newcommand{\both}{CdSe dots lased. CdTe rods lased.}"
    claims = extract(tex(r"\both", both)).claims
    assert [(c.subject and c.subject.name, c.evidence.quote) for c in claims] == [
        ("CdSe QDs", r"\both"),
        ("CdTe NRs", r"\both"),
    ]
    assert len({claim.id for claim in claims}) == 2


@pytest.mark.parametrize(
    "body",
    [
        r"\begin{thebibliography}{9}Nothing.\end{thebibliography}",
        r"\begin{table}\begin{tabular}{c}a & b\end{tabular}\begin{tablenotes}x\end{tablenotes}",
        r"\begin{table}\begin{tabular}{c}\end{tabular}\caption{x",
        r"\begin{figure}\caption[]{} \begin{thebibliography}",
        r"\cite{}\cite{a,\ref{\SI{\begin{equation}$\[",
        "}}}{{{ \\footnote{\n\n} \\section{",
    ],
)
def test_what_is_cut_off_or_empty_is_read_as_far_as_it_goes(body: str) -> None:
    assert tex(f"Dots lase. {body}").sentences[0].text.startswith("Dots lase.")


REVTEX = r"""\begin{thebibliography}{2}%
\makeatletter \providecommand \bibinfo  [0]{\@secondoftwo}\makeatother
\bibitem [{\citenamefont {Kilmer}\ \emph {et~al.}(2000)\citenamefont {Kilmer}}]{a}%
  \BibitemOpen
  \bibfield  {author} {\bibinfo {author} {\bibfnamefont {V.~I.}\ \bibnamefont {Kilmer}}, \bibinfo
  {author} {\bibfnamefont {A.}~\bibnamefont {Malt}},\ and\ \bibinfo {author} {\bibfnamefont
  {S.}~\bibnamefont {Xu}},\ }\bibfield {title} {\bibinfo {title} {Optical gain},\ }\href
  {https://doi.org/10.5555/x.1} {\bibfield {journal} {\bibinfo {journal} {J. Opt.}\ }\textbf
  {\bibinfo {volume} {29}},\ \bibinfo {pages} {314} (\bibinfo {year} {2000})}\BibitemShut {NoStop}%
\end{thebibliography}"""


def test_a_list_as_revtex_writes_it() -> None:
    document = tex(f"\\citet{{a}} saw gain. {REVTEX}")
    (reference,) = document.references
    assert reference.authors == ("Kilmer, V. I.", "Malt, A.", "Xu, S.")
    assert (reference.title, reference.journal) == ("Optical gain", "J. Opt.")
    assert (reference.volume, reference.page, reference.year) == ("29", "314", 2000)
    assert reference.doi == "10.5555/x.1"
    assert document.sentences[0].text == "Kilmer et al. saw gain."
