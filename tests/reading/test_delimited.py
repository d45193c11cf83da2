"""A CSV file is one table."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.reading import read_text

ROWS = {
    "lasers.csv": (
        "# made by hand\r\nMaterial,ASE threshold (µJ/cm²),Ref.\r\n"
        '"CdSe/CdS QDs",26,1\r\n"CsPbBr3 NCs, ""green""","5",2\r\nInP QDs,n.a.\r\n'
    ),
    "semicolons.csv": (
        "Material;ASE threshold (µJ/cm²);Ref.\nCdSe/CdS QDs;26;1\nCsPbBr3 NCs;5;2\nInP QDs;n.a.;\n"
    ),
    "tabs.tsv": (
        "Material\tASE threshold (µJ/cm²)\tRef.\nCdSe/CdS QDs\t26\t1\nCsPbBr3 NCs\t5\t2\nInP\t-\t\n"
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_file_of_cells_makes_claims_at_its_own_offsets(name: str) -> None:
    text = ROWS[name]
    document = read_text(text, name)
    claims = extract(document).claims
    assert [
        (c.kind, c.subject and c.subject.name, c.quantity and c.quantity.si_value, c.citations)
        for c in claims
    ] == [
        ("ase-threshold", "CdSe/CdS QDs", 0.26, (1,)),
        ("ase-threshold", "CsPbBr3 NCs", 0.05, (2,)),
    ]
    for claim in claims:
        span = claim.evidence.spans[0]
        quote = text[span.start : span.end]
        assert claim.subject is not None
        assert claim.subject.layers[0].material in quote
        assert "\n" not in quote


@pytest.mark.parametrize(
    "text", ['"open', "a,b\n,,\n\n", ",", '"a"b,c\n', "# only a remark", ":---"]
)
def test_a_malformed_file_is_read_as_far_as_it_goes(text: str) -> None:
    document = read_text(text, "broken.csv")
    assert document.text == text
