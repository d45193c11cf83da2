"""Tables with titles, units and spanning heads in rows of their own, and cells left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text

if TYPE_CHECKING:
    from ncgraph.model import Claim

TITLED = (
    "Table S3: lasers, values as printed\n"
    "\tGain medium\tShape\tEmission\tThreshold of ASE\tResonator\tReference\n"
    "\t\t\t[nm]\t[µJ cm⁻²]\t\t\n"
    "1\tCdSe/CdS\tQDs\t632 ± 2\t~30\tmicrosphere\t[2]\n"
    "2\t\tNRs\t620\t<25ᵃ\t—\t[3,4]\n"
    "3\tCdSe\tNPLs\t521\t14 kW/cm2\tDFB\tBaker 2011\n"
    "\nᵃ On silica.\n"
)


def told(claim: Claim) -> tuple[object, ...]:
    assert claim.subject is not None
    value = claim.quantity.si_value if claim.quantity else claim.category
    return claim.row, claim.kind, claim.subject.name, value, claim.citations


def test_title_units_and_blanks_of_a_tabbed_file() -> None:
    document = read_text(TITLED, "table.tsv")
    (table,) = document.tables
    assert (table.label, table.caption) == ("Table S3", "lasers, values as printed")
    assert table.notes == "On silica."
    assert [cell.text for cell in table.header][3:5] == [
        "Emission [nm]",
        "Threshold of ASE [µJ cm-2]",
    ]
    assert [told(claim) for claim in extract(document).claims] == [
        (1, "emission-wavelength", "CdSe/CdS QDs", 6.32e-07, (2,)),
        (1, "ase-threshold", "CdSe/CdS QDs", 0.3, (2,)),
        (1, "cavity-used", "CdSe/CdS QDs", "microsphere", (2,)),
        (2, "emission-wavelength", "CdSe/CdS NRs", 6.2e-07, (3, 4)),
        (2, "ase-threshold", "CdSe/CdS NRs", 0.25, (3, 4)),
        (3, "emission-wavelength", "CdSe NPLs", 5.21e-07, ("Baker, 2011",)),
        (3, "ase-threshold", "CdSe NPLs", 1.4e8, ("Baker, 2011",)),
        (3, "cavity-used", "CdSe NPLs", "DFB", ("Baker, 2011",)),
    ]


def test_a_file_with_decimal_commas_and_headers_that_say_nothing() -> None:
    text = (
        "Probe;Form;Emission;ASE threshold;FWHM\n;;(nm);(mJ/cm²);nm\n"
        'CdSe/CdS;QDs;631,5;0,3;24,5\nZnSe/ZnS;QDs;430,25;1,250;"12,5"\n'
    )
    claims = extract(read_text(text, "table.csv")).claims
    assert [told(claim)[:4] for claim in claims] == [
        (1, "emission-wavelength", "CdSe/CdS QDs", 6.315e-07),
        (1, "ase-threshold", "CdSe/CdS QDs", 3.0),
        (1, "fwhm", "CdSe/CdS QDs", 2.45e-08),
        (2, "emission-wavelength", "ZnSe/ZnS QDs", 4.3025e-07),
        (2, "fwhm", "ZnSe/ZnS QDs", 1.25e-08),
    ]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (["Sample|Threshold||Peak", "|ASE (µJ/cm²)|lasing (µJ/cm²)|nm", "CdSe QDs|1|2|3"],
         ["Sample", "Threshold ASE (µJ/cm2)", "Threshold lasing (µJ/cm2)", "Peak (nm)"]),
        (["Sample|FWHM|Peak", "unit|meV|nm", "CdSe QDs|1|2"],
         ["Sample", "FWHM (meV)", "Peak (nm)"]),
        (["Sample|FWHM|Peak", "|n.a.|632", "CdSe QDs|1|2"], ["Sample", "FWHM", "Peak"]),
        (["Sample|FWHM|Peak", "CdSe|meV|nm", "CdSe QDs|1|2"], ["Sample", "FWHM", "Peak"]),
        (["Sample|FWHM||Peak", "|12||632", "CdSe QDs|1||2"], ["Sample", "FWHM", "", "Peak"]),
    ],
)  # fmt: skip
def test_a_second_row_is_header_where_it_holds_units_or_heads(
    rows: list[str], header: list[str]
) -> None:
    lines = [f"| {row.replace('|', ' | ')} |" for row in rows]
    rule = f"|{'---|' * (rows[0].count('|') + 1)}"
    text = "\n".join(["Dots lase.", "", lines[0], rule, *lines[1:]])
    (table,) = read_text(text, "table.md").tables
    assert [cell.text for cell in table.header] == header


def test_a_reference_cell_of_words_names_no_number() -> None:
    text = "Sample,FWHM (nm),Ref.\nCdSe QDs,30,this work (2019)\n"
    (claim,) = extract(read_text(text, "table.csv")).claims
    assert claim.citations == ()


def test_a_column_of_units_belongs_to_the_names_before_it() -> None:
    text = (
        "Property,Unit,CdSe/CdS QDs [1],CdSe NPLs [2]\nEmission wavelength,nm,632,521\n"
        "Lasing threshold,kW/cm²,8.4,n/a\nPLQY,%,85,40\n"
    )
    claims = extract(read_text(text, "table.csv")).claims
    assert [told(claim) for claim in claims] == [
        (1, "emission-wavelength", "CdSe/CdS QDs", 6.32e-07, (1,)),
        (1, "lasing-threshold", "CdSe/CdS QDs", 8.4e7, (1,)),
        (1, "plqy", "CdSe/CdS QDs", 0.85, (1,)),
        (2, "emission-wavelength", "CdSe NPLs", 5.21e-07, (2,)),
        (2, "plqy", "CdSe NPLs", 0.4, (2,)),
    ]
