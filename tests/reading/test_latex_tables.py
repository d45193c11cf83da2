r"""Tables between `\begin{tabular}` and `\end{tabular}`, as converters of PDF leave them."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text

TABLE = r"""# Lasers

Words before.

\begin{table}
\begin{tabular}{l c c} \hline \hline Material & Threshold for ASE (\(\mu\)J/cm\({}^{2}\)) & Ref. \\
\hline CdSe/CdS QDs & 26 & 1 \\ \multicolumn{1}{c}{CsPbBr\(_3\) NCs} & \multirow{1}{*}{5 \& up} & 2
\\ \hline \end{tabular}
\end{table}
Table 1: Lasers of this work.

Words behind lase.
"""


def test_cells_are_read_where_they_stand() -> None:
    document = read_text(TABLE, "paper.mmd")
    (table,) = document.tables
    assert table.label == "Table 1"
    assert [cell.text for cell in table.header] == [
        "Material",
        "Threshold for ASE (µJ/cm2)",
        "Ref.",
    ]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["CdSe/CdS QDs", "26", "1"],
        ["CsPbBr3 NCs", "5 & up", "2"],
    ]
    span = table.rows[0][0].span
    assert TABLE[span.start : span.end] == "CdSe/CdS QDs"
    assert [s.text for s in document.sentences if s.kind.value == "body"] == [
        "Words before.",
        "Words behind lase.",
    ]


def test_its_rows_make_claims() -> None:
    claims = extract(read_text(TABLE, "paper.mmd")).claims
    assert [(c.kind, c.quantity and c.quantity.si_value, c.citations) for c in claims[:1]] == [
        ("ase-threshold", 0.26, (1,))
    ]


def test_a_caption_inside_of_the_environment_is_read() -> None:
    text = TABLE.replace(
        r"\begin{tabular}", "\\caption{CdSe dots lase at 7 nJ.}\n\\begin{tabular}", 1
    )
    assert "CdSe dots lase at 7 nJ." in [s.text for s in read_text(text, "paper.md").sentences]


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{tabular}{ll} a & b \\ c & d",
        r"\begin{table} \end{table} lase.",
        r"\begin{tabular}{l} \hline \end{tabular} lase.",
        r"\begin{tabular} & \\ & \end{tabular} lase.",
        r"\begin{table}\begin{tabular}{ll}a & b\end{table}\end{tabular}",
    ],
)
def test_what_is_left_open_or_empty_is_read_as_far_as_it_goes(text: str) -> None:
    assert read_text(f"# T\n\n{text}\n", "paper.md").text == f"# T\n\n{text}\n"
