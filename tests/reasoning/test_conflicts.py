"""Statements about one thing that do not go together are found, with the words of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ncgraph.graph import KnowledgeGraph, add
from ncgraph.model import (
    Claim,
    Claims,
    ClaimSource,
    ConflictKind,
    Dimension,
    Document,
    Evidence,
    Layer,
    Nanocrystal,
    Polarity,
    Pump,
    Quantity,
    Span,
)
from ncgraph.reasoning import reason
from ncgraph.reasoning.conflicts import conflicts_behind, find_conflicts

if TYPE_CHECKING:
    from ncgraph.model import Conflict

TEXT = (
    "The platelets lased at 4.3 mJ/cm2. Elsewhere the threshold is 4.6 mJ/cm2. No lasing was seen."
    " No lasing was seen when only the waveguide was pumped. Without the ring, no lasing was seen."
    " Shells thinner than 3 nm gave no lasing. At 77 K the film never lased."
)
PLATELETS = Nanocrystal(
    name="CdSe/CdS NPLs",
    layers=(Layer("CdSe", "core"), Layer("CdS", "shell")),
    morphology="NPL",
    heterostructure="core/shell",
)
DOTS = Nanocrystal(name="CdSe QDs", layers=(Layer("CdSe", "core"),), morphology="QD")
THREE = Pump(mode="fs", wavelength_nm=1300.0, photon_order=3)
TWO = Pump(mode="fs", wavelength_nm=800.0, photon_order=2)


def fluence(mj: float, high: float | None = None, *, approximate: bool = False) -> Quantity:
    top = None if high is None else high * 10
    return Quantity(mj, "mJ/cm2", high, mj * 10, top, "J/m2", Dimension.FLUENCE, approximate)


Told = tuple[str, dict[str, object]]


def graph_of(*told: Told) -> KnowledgeGraph:
    graph = KnowledgeGraph.memory()
    add_paper(graph, "10.1000/a", *told)
    reason(graph)
    return graph


def add_paper(graph: KnowledgeGraph, name: str, *told: Told) -> None:
    claims = []
    for number, (kind, more) in enumerate(told):
        span = Span(0, 34) if number == 0 else Span(35, 73)
        known: dict[str, object] = {
            "subject": PLATELETS,
            "citations": (55,),
            "source": ClaimSource.PROSE,
            "evidence": Evidence(
                document=name,
                spans=(span,),
                quote=TEXT[span.start : span.end],
                section="",
            ),
        }
        claims.append(
            Claim(
                id=str(number),
                kind=kind,
                statement=f"s{number}",
                rule="test.hand-made",
                **{**known, **more},  # type: ignore[arg-type]
            )
        )
    document = Document(id=name, title="Lasers", doi=None, source="a.md", sha256="0", text=TEXT)
    add(graph, document, Claims(claims=tuple(claims), mentions=(), problems=()))


def conflicts(*told: Told) -> tuple[Conflict, ...]:
    return find_conflicts(graph_of(*told))


def lasing(quantity: Quantity, pump: Pump | None = THREE, **more: object) -> Told:
    return "lasing-threshold", {"quantity": quantity, "pump": pump, **more}


def test_two_values_for_one_sample_and_pump_are_kept_apart() -> None:
    (conflict,) = conflicts(lasing(fluence(4.3)), lasing(fluence(4.6)))
    assert conflict.kind is ConflictKind.VALUE
    assert "(ref. 55): lasing threshold, 4.3 mJ/cm2 and 4.6 mJ/cm2" in conflict.message
    assert [side.evidence.quote for side in conflict.sides] == [TEXT[:34], TEXT[35:73]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lasing(fluence(1.2), TWO), lasing(fluence(4.3), THREE)),
        (lasing(fluence(4.3)), lasing(fluence(4.31))),
        (lasing(fluence(4.3, approximate=True)), lasing(fluence(4.6))),
        (lasing(fluence(3.0, 5.0)), lasing(fluence(4.3))),
        (lasing(fluence(4.3)), lasing(fluence(9.9), citations=(56,))),
        (lasing(fluence(4.3)), lasing(fluence(9.9), polarity=Polarity.HYPOTHETICAL)),
        (lasing(fluence(4.3)), lasing(fluence(9.9), pump=None)),
        (lasing(fluence(4.3)), lasing(fluence(9.9), citations=(55, 56))),
    ],
    ids=[
        "other pump", "rounding", "about", "range", "other work", "hope", "conditions not told",
        "one of several works",
    ],
)  # fmt: skip
def test_values_that_may_both_be_true_are_no_conflict(one: Told, other: Told) -> None:
    assert conflicts(one, other) == ()


def test_a_sample_whose_build_is_not_told_may_be_the_same() -> None:
    plain = replace(PLATELETS, heterostructure=None)
    (conflict,) = conflicts(lasing(fluence(4.3)), lasing(fluence(4.6), subject=plain))
    assert conflict.message.startswith("CdSe/CdS core/shell NPL (ref. 55): ")
    crowned = replace(plain, heterostructure="core/crown")
    assert conflicts(lasing(fluence(4.3)), lasing(fluence(4.6), subject=crowned)) == ()


def test_one_number_that_text_and_table_credit_to_different_works_is_a_conflict() -> None:
    one = lasing(fluence(4.3))
    row = {"source": ClaimSource.TABLE, "row": 7, "citations": (65,)}
    (conflict,) = conflicts(one, (one[0], {**one[1], **row}))
    assert conflict.kind is ConflictKind.CREDIT
    assert "is credited to ref. 55 in one place, to ref. 65 in another" in conflict.message


@pytest.mark.parametrize(
    "other",
    [
        {"citations": (65,)},
        {"source": ClaimSource.TABLE, "row": 7, "citations": (55, 65)},
        {"source": ClaimSource.TABLE, "row": 7, "citations": (65,), "pump": TWO},
        {"source": ClaimSource.TABLE, "row": 7, "citations": (65,), "cavity": "DFB"},
    ],
    ids=["both in the text", "one work in common", "other pump", "other cavity"],
)
def test_works_that_may_both_have_found_a_number_are_no_conflict(other: dict[str, object]) -> None:
    one = lasing(fluence(4.3), cavity="WGM") if "cavity" in other else lasing(fluence(4.3))
    assert conflicts(one, ("lasing-threshold", {**one[1], **other})) == ()


def test_numbers_of_two_reference_lists_are_not_compared() -> None:
    """Ref. 55 of one paper and ref. 65 of another may be one work."""
    graph = graph_of(lasing(fluence(4.3)))
    row = lasing(fluence(4.3), source=ClaimSource.TABLE, row=7, citations=(65,))
    add_paper(graph, "10.1000/b", row)
    reason(graph)
    assert find_conflicts(graph) == ()


def test_lasing_shown_here_and_denied_there_is_a_conflict() -> None:
    denied = {"term": "ncg:Lasing", "polarity": Polarity.NEGATED, "pump": THREE}
    (conflict,) = conflicts(("lasing-demonstrated", {"pump": THREE}), ("not-observed", denied))
    assert conflict.kind is ConflictKind.OUTCOME
    assert "lasing is shown in one place, denied in another" in conflict.message


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("No lasing was seen.", 1),
        ("No lasing was seen when only the waveguide was pumped.", 0),
        ("Without the ring, no lasing was seen.", 0),
        ("Shells thinner than 3 nm gave no lasing.", 0),
        ("At 77 K the film never lased.", 0),
    ],
)
def test_a_denial_under_a_circumstance_of_its_own_is_no_conflict(words: str, count: int) -> None:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    where = Evidence(document="10.1000/a", spans=(span,), quote=words, section="")
    denied = {"term": "ncg:Lasing", "polarity": Polarity.NEGATED, "evidence": where}
    found = conflicts(("lasing-demonstrated", {}), ("not-observed", denied))
    assert len(found) == count


def test_one_number_as_threshold_of_ase_and_of_lasing_is_a_conflict() -> None:
    ase: Told = ("ase-threshold", {"quantity": fluence(4.3), "pump": Pump(photon_order=3)})
    (conflict,) = conflicts(lasing(fluence(4.3)), ase)
    assert "4.3 mJ/cm2 is the threshold of lasing in one place, of ASE in another" in (
        conflict.message
    )


def test_two_alignments_of_one_pair_are_a_conflict() -> None:
    (conflict,) = conflicts(
        ("band-alignment", {"term": "ncg:TypeIAlignment"}),
        ("band-alignment", {"term": "ncg:QuasiTypeIIAlignment", "citations": (62,)}),
    )
    assert conflict.kind is ConflictKind.ALIGNMENT
    assert conflict.message.startswith("CdSe/CdS is said to have quasi-type-II band alignment")


def test_two_works_that_are_both_first_are_a_conflict() -> None:
    first = {"term": "ncg:Lasing", "pump": THREE}
    (conflict,) = conflicts(
        ("first-demonstration", first), ("first-demonstration", {**first, "citations": (56,)})
    )
    assert conflict.kind is ConflictKind.FIRST
    assert "both refs. 55 and 56 are said to show lasing for the first time" in conflict.message


@pytest.mark.parametrize(
    ("shell", "cavity", "expected"), [("ZnS", "DFB", 1), ("CdZnS", "DFB", 0), ("ZnS", "WGM", 0)]
)
def test_one_work_with_another_shell_in_table_and_text_is_a_conflict(
    shell: str, cavity: str, expected: int
) -> None:
    other = replace(PLATELETS, layers=(Layer("CdSe", "core"), Layer(shell, "shell")))
    found = conflicts(
        lasing(fluence(4.3), source=ClaimSource.TABLE, cavity="DFB"),
        ("lasing-demonstrated", {"subject": other, "cavity": cavity, "term": "ncg:Lasing"}),
    )
    assert len(found) == expected
    assert all(each.kind is ConflictKind.SAMPLE for each in found)
    assert all("the table has CdSe/CdS NPL, the text CdSe/ZnS NPL" in e.message for e in found)


def test_two_values_of_one_sentence_are_no_conflict() -> None:
    """`from 30 to 9 µJ/cm² upon doping`: the author tells them apart."""
    first, second = (lasing(fluence(value), subject=DOTS, citations=(57,)) for value in (4.3, 9.0))
    assert conflicts(lasing(fluence(2.0)), first, second) == ()  # the last two share a sentence


def units_of(graph: KnowledgeGraph) -> list[str]:
    rows = graph.select("SELECT ?unit { ?unit a ncg:GainExperiment } ORDER BY ?unit")
    return [str(row["unit"]) for row in rows]


@pytest.mark.parametrize(
    "told",
    [
        (lasing(fluence(4.3)), lasing(fluence(4.6))),
        (lasing(fluence(4.3)), ("ase-threshold", {"quantity": fluence(4.3), "pump": THREE})),
        (
            lasing(fluence(4.3), source=ClaimSource.TABLE),
            lasing(fluence(4.3), citations=(56,)),
        ),
    ],
    ids=["value", "outcome", "credit"],
)
def test_conflicts_are_found_from_either_experiment(told: tuple[Told, ...]) -> None:
    other = ("lasing-threshold", {"quantity": fluence(9.0), "citations": (57,), "subject": DOTS})
    graph = graph_of(*told, other)
    (conflict,) = find_conflicts(graph)
    first, second, apart = units_of(graph)
    for unit in (first, second):
        assert conflicts_behind(graph, [unit]) == {unit: (conflict,)}
    assert conflicts_behind(graph, [apart]) == {}


def test_a_conflict_on_alignment_is_found_from_any_sample_of_the_pair() -> None:
    graph = graph_of(
        ("band-alignment", {"term": "ncg:TypeIAlignment"}),
        ("band-alignment", {"term": "ncg:QuasiTypeIIAlignment", "citations": (62,)}),
        lasing(fluence(4.3), subject=replace(PLATELETS, name="CdSe/CdS QDs", morphology="QD")),
    )
    (conflict,) = find_conflicts(graph)
    rows = graph.select("SELECT ?sample { ?sample a ncg:QuantumDot }")
    (sample,) = {str(row["sample"]) for row in rows}
    assert conflicts_behind(graph, [], [sample]) == {sample: (conflict,)}


@pytest.mark.parametrize(
    ("pump", "label"),
    [
        (THREE, "fluence, fs, 3-photon"),
        (TWO, "fluence, fs, 2-photon"),
        (Pump(mode="CW"), "fluence, CW, photon order not told"),
        (Pump(mode="electrical"), "fluence, electrical"),
        (None, "fluence, pump not told, photon order not told"),
    ],
)
def test_a_threshold_compares_within_its_dimension_pulse_and_photon_order(
    pump: Pump | None, label: str
) -> None:
    graph = graph_of(lasing(fluence(4.3), pump))
    rows = graph.select(
        "SELECT ?label { ?m a ncg:LasingThreshold ; ncg:comparableWithin ?class ."
        " ?class a ncg:ComparabilityClass ; rdfs:label ?label }"
    )
    assert [row["label"] for row in rows] == [label]
