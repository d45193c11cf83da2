"""Headers, units and cells of tables of other makes."""

from __future__ import annotations

import pytest

from ncgraph import extract
from ncgraph.extraction.columns import Column, read_quantities
from ncgraph.reading import read_text


def _read(table: str, name: str = "paper.md") -> list[tuple[object, ...]]:
    text = table if name.endswith(("html", "tsv")) else f"# T\n\nTable 1. Results.\n\n{table}\n"
    return [
        (
            claim.row,
            claim.kind,
            claim.subject and claim.subject.name,
            claim.quantity and claim.quantity.value,
            claim.quantity and claim.quantity.unit,
        )
        for claim in extract(read_text(text, name)).claims
        if claim.kind not in {"cavity-used", "pump-regime"}
    ]


def _one(header: str, cell: str) -> list[tuple[object, ...]]:
    return [
        row[1:2] + row[3:]
        for row in _read(f"| Material | {header} |\n|---|---|\n| CdSe QDs | {cell} |")
    ]


@pytest.mark.parametrize(
    ("header", "cell", "kind", "value", "unit"),
    [
        ("Lasing thr. (µJ/cm²)", "26", "lasing-threshold", 26.0, "µJ/cm2"),
        ("ASE threshold / µJ cm⁻²", "8.2", "ase-threshold", 8.2, "µJ/cm2"),
        ("ASE threshold [µJ/cm2]", "≤ 22", "ase-threshold", 22.0, "µJ/cm2"),
        ("ASE threshold, mJ/cm2", "<3.2 ± 0.1", "ase-threshold", 3.2, "mJ/cm2"),
        ("ASE threshold (µJ/cm²)", "~26 (film)", "ase-threshold", 26.0, "µJ/cm2"),
        ("ASE threshold (µJ/cm²)", "0.3 mJ/cm²", "ase-threshold", 0.3, "mJ/cm2"),
        ("λ (nm)", "620", "emission-wavelength", 620.0, "nm"),
        ("Emission (nm)", "620", "emission-wavelength", 620.0, "nm"),
        ("E_g (eV)", "1.9", "band-gap", 1.9, "eV"),
        ("PLQY (%)", ">90", "plqy", 90.0, "%"),
        ("Q", "2,300", "q-factor", 2300.0, ""),
        ("Q-factor", "1.5 × 10³", "q-factor", 1500.0, ""),
        ("Gain threshold (⟨N⟩)", "1.2", "gain-threshold", 1.2, "excitons"),
    ],
)
def test_a_header_says_what_a_cell_means(
    header: str, cell: str, kind: str, value: float, unit: str
) -> None:
    assert _one(header, cell) == [(kind, value, unit)]


@pytest.mark.parametrize("cell", ["n.a.", "N.A", "-", "–", "n.d.", "…", "not reported", ""])
def test_a_cell_without_a_value_states_nothing(cell: str) -> None:
    assert _one("ASE threshold (µJ/cm²)", cell) == []


def test_a_condition_is_no_result() -> None:
    assert _one("Temperature (K)", "300") == []


def test_two_values_in_a_cell_are_two_claims_each_under_its_own_pulse() -> None:
    table = "| Sample | ASE threshold |\n|---|---|\n| CdSe NPLs | 6 µJ/cm2 (fs), 41 mJ/cm2 (ns) |"
    claims = extract(read_text(f"# T\n\n{table}\n", "paper.md")).claims
    assert [
        (claim.quantity and claim.quantity.si_value, claim.pump and claim.pump.mode)
        for claim in claims
    ] == [(0.06, "fs"), (410.0, "ns")]


def test_core_and_shell_may_have_columns_of_their_own() -> None:
    table = "| QDs | Core | Shell | PLQY (%) |\n|---|---|---|---|\n| dot-in-rod | CdSe | CdS | 80 |"
    assert _read(table) == [(1, "plqy", "CdSe/CdS DIRs", 80.0, "%")]


def test_a_bare_threshold_is_that_of_the_outcome_in_the_caption() -> None:
    table = "| Material | Threshold (µJ/cm²) |\n|---|---|\n| CdSe QDs | 26 |"
    for outcome, kind in (("ASE", "ase-threshold"), ("lasing", "lasing-threshold")):
        text = f"# T\n\nTable 1. Comparison of {outcome} in films.\n\n{table}\n"
        assert [claim.kind for claim in extract(read_text(text, "p.md")).claims] == [kind]


def test_samples_may_stand_in_the_header() -> None:
    table = (
        "| Property | CdSe/CdS QDs | CsPbBr3 NCs |\n|---|---|---|\n"
        "| ASE threshold (µJ/cm²) | 26 | 5 |\n| PLQY (%) | 90 | n.a. |"
    )
    text = f"# T\n\n{table}\n"
    document = read_text(text, "paper.md")
    claims = extract(document).claims
    assert [(c.row, c.kind, c.subject and c.subject.name, c.quantity.value) for c in claims
            if c.quantity] == [
        (1, "ase-threshold", "CdSe/CdS QDs", 26.0),
        (1, "plqy", "CdSe/CdS QDs", 90.0),
        (2, "ase-threshold", "CsPbBr3 NCs", 5.0),
    ]  # fmt: skip
    quoted = [text[span.start : span.end] for span in claims[0].evidence.spans]
    assert quoted == ["CdSe/CdS QDs", "26", "90"]


def test_a_cell_over_rows_holds_for_each_and_a_row_of_one_cell_heads_a_group() -> None:
    rows = (
        "<tr><td rowspan='2'>CdSe QDs</td><td>26</td></tr><tr><td>30</td></tr>"
        "<tr><td colspan='2'>Perovskites</td></tr><tr><td>CsPbBr3 NCs</td><td>5</td></tr>"
    )
    html = (
        "<html><body><p>Words.</p><table><tr><th>Emitter</th><th>ASE threshold (µJ/cm<sup>2</sup>)"
        f"</th></tr>{rows}</table></body></html>"
    )
    document = read_text(html, "paper.html")
    claims = extract(document)
    assert [(c.subject and c.subject.name, c.quantity and c.quantity.value) for c in claims.claims
            ] == [("CdSe QDs", 26.0), ("CdSe QDs", 30.0), ("CsPbBr3 NCs", 5.0)]  # fmt: skip
    assert len({claim.id for claim in claims.claims}) == 3
    assert claims.problems == ()


@pytest.mark.parametrize("unit", [r"\j1", r"\g<0>", "\\"])
def test_a_unit_that_is_none_of_ours_gives_no_number(unit: str) -> None:
    """Found by fuzzing: what a header prints is no template of a regular expression."""
    column = Column("property", "ncg:Linewidth", unit)
    assert read_quantities("30 at 5", column) == []
