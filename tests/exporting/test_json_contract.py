"""The `--json` shapes against their schemas, field by field."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from ncgraph.exporting.json_contract import (
    answer_json,
    claim_json,
    evidence_json,
    extraction_json,
    read_schema,
    report_json,
)
from ncgraph.model import (
    Answer,
    AnswerRow,
    AnswerType,
    BuildReport,
    Claim,
    Claims,
    Dimension,
    Document,
    DocumentReport,
    Evidence,
    Label,
    Layer,
    Mention,
    Nanocrystal,
    Polarity,
    Problem,
    Pump,
    Quantity,
    Reference,
    Span,
)

TEXT = (
    "# Dots in a ring\n\n"
    "Pumped by 100 fs pulses, CdSe/CdS dots lased above 26 µJ/cm2 in a micro-ring.[5]\n"
    "These dots are of\n\n<figure>\n\nquasi-type-II alignment.\n\n"
    "5. Doe, J. A ring of dots. Opt. Lett. 1, 2 (2015).\n"
)


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


LASED = span_of("Pumped by 100 fs pulses, CdSe/CdS dots lased above 26 µJ/cm2 in a micro-ring.[5]")
PIECES = (span_of("These dots are of"), span_of("quasi-type-II alignment."))
WHOLE = Evidence(
    document="10.1000/ring", spans=(LASED,), quote=TEXT[LASED.start : LASED.end], section="1"
)
CUT = Evidence(
    document="10.1000/ring",
    spans=PIECES,
    quote="These dots are of quasi-type-II alignment.",
    section="1",
)
DOTS = Nanocrystal(
    name="CdSe/CdS QDs",
    layers=(Layer("CdSe", "core"), Layer("CdS", "shell")),
    morphology="QD",
    heterostructure="core/shell",
)
THRESHOLD = Claim(
    id="c1",
    kind="lasing-threshold",
    evidence=WHOLE,
    statement="s1",
    subject=DOTS,
    quantity=Quantity(
        26.0, "µJ/cm2", si_value=0.26, si_unit="J/m2", dimension=Dimension.FLUENCE, bound=">"
    ),
    term="ncg:LasingThreshold",
    cavity="micro-ring",
    pump=Pump(mode="fs", pulse_duration_s=1e-13, multi_photon=True),
    citations=(5, "4b"),
    rule="threshold.above",
    confidence=0.9,
)
ALIGNMENT = Claim(
    id="c2",
    kind="band-alignment",
    evidence=CUT,
    statement="s2",
    category="quasi-type-II",
    term="ncg:QuasiTypeIIAlignment",
    polarity=Polarity.HYPOTHETICAL,
)
DOCUMENT = Document(
    id="10.1000/ring",
    title="Dots in a ring",
    doi="10.1000/ring",
    source="ring.md",
    sha256="0" * 64,
    text=TEXT,
    references=(
        Reference(
            number=5,
            authors=("Doe, J.",),
            title="A ring of dots",
            journal="Opt. Lett.",
            volume="1",
            page="2",
            year=2015,
            doi=None,
            doi_printed=None,
            raw="5. Doe, J. A ring of dots. Opt. Lett. 1, 2 (2015).",
            span=span_of("5. Doe, J. A ring of dots. Opt. Lett. 1, 2 (2015)."),
        ),
    ),
    problems=(Problem(code="table-without-header", message="table 2", start=4, end=9),),
)
CLAIMS = Claims(
    claims=(THRESHOLD, ALIGNMENT),
    mentions=(
        Mention(
            span=span_of("micro-ring"),
            text="micro-ring",
            label=Label.CAVITY,
            term="ncg:MicroringCavity",
        ),
    ),
    problems=(Problem(code="vague-quantity", message="a few µJ/cm²"),),
)
ANSWER = Answer(
    question="Which emitters lased in a micro-ring?",
    understood=True,
    reading="samples that lased in a micro-ring",
    rows=(
        AnswerRow(
            sample="CdSe/CdS QDs",
            layers=DOTS.layers,
            morphology="QD",
            references=(5,),
            value=26.0,
            unit="µJ/cm2",
            si_value=0.26,
            cavity="micro-ring",
            inferred=True,
            basis="alignment stated of the material pair",
            evidence=(WHOLE, CUT),
        ),
    ),
    sparql="SELECT ?sample {}",
    notes=("left out: 1 row without a cavity",),
)


def check_schema(name: str, value: object) -> None:
    schema = read_schema(name)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(json.dumps(value, allow_nan=False)))


@pytest.mark.parametrize("with_text", [False, True])
def test_an_extraction_has_the_shape_its_schema_states(with_text: bool) -> None:
    shape = extraction_json(DOCUMENT, CLAIMS, with_text=with_text)
    check_schema("extraction", shape)
    assert ("text" in shape) is with_text
    assert [w["code"] for w in shape["warnings"]] == [  # type: ignore[attr-defined]
        "table-without-header",
        "vague-quantity",
    ]


def test_a_claim_has_its_fields_in_the_order_of_the_contract() -> None:
    shape = claim_json(THRESHOLD, TEXT)
    wanted = (
        "id kind start end sentence section material layers morphology heterostructure value"
        " value_max unit si_value si_value_max si_unit approximate bound cavity pump device term"
        " polarity citations citations_resolved attributed_to source row rule confidence"
    )
    assert list(shape) == wanted.split()
    assert (shape["value"], shape["unit"], shape["si_value"]) == (26.0, "µJ/cm2", 0.26)
    assert shape["citations"] == [5, "4b"]
    assert shape["material"] == "CdSe/CdS"
    assert shape["pump"] == {
        "mode": "fs",
        "wavelength_nm": None,
        "pulse_duration_s": 1e-13,
        "photon_order": None,
        "multi_photon": True,
    }


def test_a_sentence_in_one_piece_is_the_input_between_its_offsets() -> None:
    shape = claim_json(THRESHOLD, TEXT)
    assert shape["sentence"] == TEXT[LASED.start : LASED.end]
    assert "pieces" not in shape


def test_a_sentence_cut_by_a_figure_keeps_all_its_pieces() -> None:
    shape = claim_json(ALIGNMENT, TEXT)
    assert (shape["start"], shape["end"]) == (PIECES[0].start, PIECES[0].end)
    assert shape["sentence"] == "These dots are of quasi-type-II alignment."
    assert [TEXT[p["start"] : p["end"]] for p in shape["pieces"]] == [  # type: ignore[attr-defined]
        "These dots are of",
        "quasi-type-II alignment.",
    ]


def test_a_kind_that_names_a_category_has_its_word_as_value() -> None:
    shape = claim_json(ALIGNMENT, TEXT)
    assert (shape["value"], shape["term"]) == ("quasi-type-II", "ncg:QuasiTypeIIAlignment")
    assert shape["polarity"] == "hypothetical"


def test_pump_mode_can_be_read_where_no_pump_is_stated() -> None:
    assert claim_json(ALIGNMENT, TEXT)["pump"] == dict.fromkeys(
        ("mode", "wavelength_nm", "pulse_duration_s", "photon_order")
    )


def test_an_answer_has_the_shape_its_schema_states() -> None:
    shape = answer_json(ANSWER)
    check_schema("answer", shape)
    assert list(shape)[:5] == ["question", "understood", "reading", "answer_type", "answers"]


def test_every_piece_of_evidence_quotes_the_input_byte_for_byte() -> None:
    rows = answer_json(ANSWER)["answers"]
    pieces = [piece for row in rows for piece in row["evidence"]]  # type: ignore[attr-defined]
    assert len(pieces) == 3
    for piece in pieces:
        assert piece["quote"] == TEXT[piece["start"] : piece["end"]]


def test_a_quote_that_is_not_its_pieces_is_never_passed_on() -> None:
    with pytest.raises(ValueError, match=r"10\.1000/ring, offsets"):
        evidence_json(replace(CUT, quote="These dots are of alignment."))


def test_a_question_not_understood_is_an_answer_of_its_own_shape() -> None:
    shape = answer_json(
        Answer(
            question="Who won?",
            understood=False,
            reading="",
            answer_type=AnswerType.TEXT,
            notes=("not understood: won",),
            suggestions=("Which emitters lased under CW pumping?",),
        )
    )
    check_schema("answer", shape)
    assert shape["understood"] is False


def test_yes_and_no_are_json_booleans() -> None:
    shape = answer_json(replace(ANSWER, answer_type=AnswerType.BOOLEAN, value=True))
    check_schema("answer", shape)
    assert shape["value"] is True


def test_a_build_report_has_the_shape_its_schema_states() -> None:
    report = BuildReport(
        store="store",
        documents=(
            DocumentReport(
                document="10.1000/ring",
                source="ring.md",
                sentences=3,
                claims=2,
                references=1,
                problems=DOCUMENT.problems,
            ),
        ),
        asserted=120,
        facts=14,
        inferred=9,
        rounds=2,
        seconds=0.123456,
        clashes=(Problem(code="disjoint", message="CW and pulsed"),),
    )
    shape = report_json(report)
    check_schema("report", shape)
    assert shape["seconds"] == 0.123


@pytest.mark.parametrize("broken", [{"kind": "laser"}, {"polarity": "yes"}, {"extra": 1}])
def test_the_schema_refuses_what_the_contract_does_not_know(broken: dict[str, object]) -> None:
    shape = extraction_json(DOCUMENT, CLAIMS)
    shape["claims"] = [{**claim_json(THRESHOLD, TEXT), **broken}]
    assert not Draft202012Validator(read_schema("extraction")).is_valid(shape)
