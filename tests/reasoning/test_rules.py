"""From claims to facts to inferences, on hand-made claims in the manner of the 2024 review."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ncgraph.graph import KnowledgeGraph, add
from ncgraph.graph.identifiers import FACTS, INFERRED
from ncgraph.model import (
    Claim,
    Claims,
    ClaimSource,
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

TEXT = "CdSe/CdS dots lased under a continuous wave at 442 nm, in a photonic crystal."
CW = Pump(mode="CW", wavelength_nm=442.0)
FS = Pump(mode="fs", wavelength_nm=800.0, pulse_duration_s=1e-13)


def nanocrystal(
    formula: str, morphology: str | None = "QD", structure: str | None = None, role: str = "shell"
) -> Nanocrystal:
    """`CdSe/CdS` with a core and layers of one role."""
    core, *others = formula.split("/")
    return Nanocrystal(
        name=f"{formula} {morphology}",
        layers=(Layer(core, "core"), *(Layer(each, role) for each in others)),
        morphology=morphology,
        heterostructure=structure,
    )


@dataclass
class Paper:
    """Claims being collected; each of one statement unless it is told another."""

    id: str = "10.1000/review"
    claims: list[Claim] = field(default_factory=list)

    def say(self, kind: str, subject: Nanocrystal, *references: int, **told: object) -> Paper:
        number = len(self.claims)
        known: dict[str, object] = {
            "id": str(number),
            "statement": f"s{number}",
            "rule": "test.hand-made",
            "source": ClaimSource.TABLE if "row" in told else ClaimSource.PROSE,
        }
        proof = Evidence(document=self.id, spans=(Span(0, 20),), quote=TEXT[:20], section="")
        claim = Claim(
            kind=kind,
            subject=subject,
            evidence=proof,
            citations=references,
            **{**known, **told},  # type: ignore[arg-type]
        )
        self.claims.append(claim)
        return self

    def add_to(self, graph: KnowledgeGraph) -> KnowledgeGraph:
        document = Document(
            id=self.id, title="Lasers", doi=self.id, source="review.md", sha256="0", text=TEXT
        )
        add(graph, document, Claims(claims=tuple(self.claims), mentions=(), problems=()))
        return graph

    def graph(self) -> KnowledgeGraph:
        graph = self.add_to(KnowledgeGraph.memory())
        assert reason(graph).clashes == ()
        return graph


def fluence(value: float) -> Quantity:
    return Quantity(
        value, "µJ/cm2", si_value=value / 100, si_unit="J/m2", dimension=Dimension.FLUENCE
    )


def length(nm: float) -> Quantity:
    return Quantity(nm, "nm", si_value=nm * 1e-9, si_unit="m", dimension=Dimension.LENGTH)


def intensity(low: float, high: float) -> Quantity:
    return Quantity(low, "kW/cm2", high, low * 1e7, high * 1e7, "W/m2", Dimension.INTENSITY)


DOTS = nanocrystal("CdSe/CdS", "QD", "core/shell")
PLATELETS = nanocrystal("CdSe", "NPL", "core-only")
SHELLED_PLATELETS = nanocrystal("CdSe/CdS", "NPL", "core/shell")
CROWNED_PLATELETS = nanocrystal("CdSe/CdS", "NPL", "core/crown", role="crown")


def the_review(document: str = "10.1000/review") -> Paper:
    """What the worked example needs, and what must not answer it."""
    return (
        Paper(document)
        .say("lasing-threshold", DOTS, 28, quantity=intensity(6.4, 8.4), pump=CW, cavity="PC-DFB")
        .say("lasing-demonstrated", PLATELETS, 27, pump=CW, cavity="DBR")
        .say("lasing-demonstrated", SHELLED_PLATELETS, 102, pump=CW)
        .say("ase-threshold", DOTS, 62, quantity=fluence(26), pump=FS, alignment="quasi-type-II")
        .say("lasing-demonstrated", CROWNED_PLATELETS, 51, pump=CW)
        .say("lasing-demonstrated", DOTS, 33, pump=Pump(mode="quasi-CW"))
        .say("lasing-demonstrated", DOTS, 34, pump=CW, polarity=Polarity.HYPOTHETICAL)
        .say("ase-demonstrated", DOTS, 35, pump=CW)
    )


def members(graph: KnowledgeGraph, *classes: str) -> set[tuple[str, str]]:
    """Composition and reference of the samples that are in all classes."""
    kinds = " ".join(f"a ncg:{name} ;" for name in classes)
    rows = graph.select(
        f"SELECT DISTINCT ?composition ?number {{ ?sample {kinds} ncg:composition ?composition ."
        " ?claim ncg:aboutSample ?sample ; ncg:citesReference/ncg:number ?number }"
    )
    return {(str(row["composition"]), str(row["number"])) for row in rows}


def test_the_quasi_type_ii_emitters_that_lased_under_cw_pumping() -> None:
    graph = the_review().graph()
    assert members(graph, "QuasiTypeIIEmitter", "CWLaserEmitter") == {
        ("CdSe/CdS", "28"),
        ("CdSe/CdS", "102"),
    }


def test_bare_platelets_lased_under_cw_pumping_but_have_no_alignment() -> None:
    graph = the_review().graph()
    assert ("CdSe", "27") in members(graph, "CWLaserEmitter")
    assert ("CdSe", "27") not in members(graph, "QuasiTypeIIEmitter")


def test_each_alignment_says_how_it_is_known_and_from_which_claim() -> None:
    rows = (
        the_review()
        .graph()
        .select(
            "SELECT DISTINCT ?number ?basis ?told { ?sample ncg:hasBandAlignment ?a ."
            " ?a ncg:alignmentBasis ?basis ; prov:wasDerivedFrom ?source ."
            " ?source ncg:citesReference/ncg:number ?told ."
            " ?claim ncg:aboutSample ?sample ; ncg:citesReference/ncg:number ?number }"
            " ORDER BY ?number"
        )
    )
    assert {(row["number"], row["basis"], row["told"]) for row in rows} == {
        ("62", "stated of the sample", "62"),
        *(
            (number, "stated of the material pair", "62")
            for number in ("28", "33", "34", "35", "102")
        ),
    }


def test_a_crown_lends_and_takes_no_alignment() -> None:
    lender = Paper().say("band-alignment", CROWNED_PLATELETS, 9, term="ncg:TypeIAlignment")
    graph = lender.say("lasing-demonstrated", DOTS, 28).graph()
    assert members(graph, "TypeIEmitter") == {("CdSe/CdS", "9")}


def test_what_is_stated_of_a_sample_is_not_overridden_by_its_pair() -> None:
    graph = (
        Paper()
        .say("band-alignment", DOTS, 62, term="ncg:QuasiTypeIIAlignment")
        .say("band-alignment", SHELLED_PLATELETS, 9, term="ncg:TypeIAlignment")
        .graph()
    )
    assert members(graph, "TypeIEmitter") == {("CdSe/CdS", "9")}
    assert members(graph, "QuasiTypeIIEmitter") == {("CdSe/CdS", "62")}


def test_a_sentence_on_cdse_in_general_gives_a_bare_core_no_alignment() -> None:
    graph = Paper().say("ase-demonstrated", PLATELETS, 1, alignment="quasi-type-II").graph()
    assert not graph.ask("ASK { ?sample ncg:hasBandAlignment ?any }")


@pytest.mark.parametrize("polarity", [Polarity.NEGATED, Polarity.HYPOTHETICAL])
def test_an_alignment_that_is_not_affirmed_is_no_fact(polarity: Polarity) -> None:
    term = "ncg:TypeIIAlignment"
    graph = Paper().say("band-alignment", DOTS, 1, term=term, polarity=polarity).graph()
    assert not graph.ask("ASK { ?sample ncg:hasBandAlignment ?any }")


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("lasing-threshold", "Lasing"),
        ("ase-threshold", "AmplifiedSpontaneousEmission"),
        ("gain-threshold", "OpticalGain"),
    ],
)
def test_a_stated_threshold_implies_its_outcome_and_no_other(kind: str, outcome: str) -> None:
    graph = Paper().say(kind, DOTS, 1, quantity=fluence(26)).graph()
    rows = graph.select(
        "SELECT DISTINCT ?class { GRAPH ?g { ?o a ?class } ?e ncg:hasOutcome ?o"
        " FILTER(CONTAINS(STR(?g), '/facts/')) }"
    )
    assert [str(row["class"]).rpartition("#")[2] for row in rows] == [outcome]


def test_a_trend_of_thresholds_shows_no_outcome() -> None:
    graph = Paper().say("lasing-threshold", nanocrystal("CdSe", "NR"), 3).graph()
    assert not graph.ask("ASK { ?e ncg:hasOutcome ?o }")


def test_a_hope_makes_no_experiment() -> None:
    hope = Paper().say("lasing-demonstrated", DOTS, 1, pump=CW, polarity=Polarity.HYPOTHETICAL)
    assert not hope.graph().ask("ASK { ?e a ncg:GainExperiment }")


def test_a_first_demonstration_shows_the_outcome_it_names() -> None:
    graph = Paper().say("first-demonstration", DOTS, 17, term="ncg:Lasing").graph()
    assert graph.ask("ASK { ?e ncg:hasOutcome ?o . ?o a ncg:Lasing }")


def test_a_denial_is_an_experiment_of_its_own_with_its_own_pump() -> None:
    graph = (
        Paper()
        .say("ase-demonstrated", DOTS, 1, pump=FS, statement="one")
        .say("not-observed", DOTS, 1, pump=CW, statement="one", polarity=Polarity.NEGATED,
             term="ncg:Lasing")
        .graph()
    )  # fmt: skip
    rows = graph.select(
        "SELECT DISTINCT ?pump ?outcome ?lacked { ?e a ncg:GainExperiment ;"
        " ncg:hasPump/skos:notation ?pump OPTIONAL { ?e ncg:hasOutcome/skos:notation ?outcome }"
        " OPTIONAL { ?e ncg:lacksOutcome ?lacked } } ORDER BY ?pump"
    )
    assert [(row["pump"], row["lacked"] is not None) for row in rows] == [
        ("CW", True),
        ("fs", False),
    ]
    assert members(graph, "LasedEmitter") == set()


def test_a_measurement_leads_to_its_quantity_its_pump_and_its_reference() -> None:
    graph = Paper().say("ase-threshold", DOTS, 62, quantity=fluence(26), pump=FS, row=2).graph()
    rows = graph.select(
        "SELECT ?si ?number ?row ?kind { ?e ncg:hasGainMedium/ncg:composition ?c ;"
        " ncg:reportedIn/ncg:number ?number ; ncg:hasPump ?pump ; prov:wasDerivedFrom ?s ;"
        " ncg:hasMeasurement ?m . ?m a ncg:ASEThreshold ; ncg:hasQuantity/ncg:siValue ?si ."
        " ?s ncg:tableRow ?row . ?pump a ?kind . FILTER(?kind = ncg:PulsedPump) }",
    )
    assert [(row["si"], row["number"], row["row"]) for row in rows] == [(0.26, "62", 2)]


def test_a_cavity_that_a_claim_only_names_is_the_experiments_cavity() -> None:
    graph = Paper().say("cavity-used", DOTS, 1, category="DFB", term="ncg:DFBCavity").graph()
    assert graph.ask("ASK { ?e a ncg:GainExperiment ; ncg:usesCavity ?c . ?c a ncg:DFBCavity }")


def test_a_regime_that_a_claim_names_is_a_kind_of_its_pump() -> None:
    graph = Paper().say("pump-regime", DOTS, 1, pump=FS, term="ncg:TwoPhotonPump").graph()
    assert graph.ask(
        "ASK { ?e ncg:hasPump ?p . ?p a ncg:TwoPhotonPump ; ncg:wavelengthNm 800.0e0 }"
    )


@pytest.mark.parametrize(
    ("pump_nm", "emission_nm", "photons"),
    [
        (400.0, 617.0, 1),
        (442.0, 635.0, 1),
        (800.0, 532.0, 2),
        (1300.0, 533.0, 3),
        (800.0, 400.0, 3),
    ],
)
def test_the_photon_order_follows_from_pump_and_emission(
    pump_nm: float, emission_nm: float, photons: int
) -> None:
    pump = Pump(mode="fs", wavelength_nm=pump_nm)
    paper = Paper().say("emission-wavelength", DOTS, 1, quantity=length(emission_nm), pump=pump)
    rows = paper.graph().select("SELECT ?n { ?pump a ncg:Pump ; ncg:photonOrder ?n }")
    assert [row["n"] for row in rows] == [photons]


@pytest.mark.parametrize("told", [{"photon_order": 2}, {"multi_photon": True}])
def test_a_stated_photon_order_stands(told: dict[str, int]) -> None:
    pump = Pump(mode="fs", wavelength_nm=400.0, **told)  # type: ignore[arg-type]
    graph = Paper().say("emission-wavelength", DOTS, 1, quantity=length(620), pump=pump).graph()
    assert not graph.ask("ASK { ?pump a ncg:OnePhotonPump }")


def test_a_photon_order_that_another_claim_names_stands() -> None:
    pump = Pump(mode="fs", wavelength_nm=400.0)
    graph = (
        Paper()
        .say("emission-wavelength", DOTS, 1, quantity=length(620), pump=pump, statement="one")
        .say("pump-regime", DOTS, 1, term="ncg:TwoPhotonPump", pump=pump, statement="one")
        .graph()
    )
    assert not graph.ask("ASK { ?pump a ncg:OnePhotonPump }")


def test_contradictions_are_said_in_words_a_chemist_knows() -> None:
    pump = Pump(mode="electrical", wavelength_nm=442.0)
    graph = Paper().say("lasing-demonstrated", DOTS, 28, pump=pump).add_to(KnowledgeGraph.memory())
    (clash,) = reason(graph).clashes
    assert clash.code == "contradiction"
    assert clash.message == (
        "the pump (electrical, 442 nm) of CdSe/CdS core/shell QD (ref. 28), in 10.1000/review, "
        "is both an electrical pumping and an optical pumping, which exclude each other"
    )


def test_facts_and_inferences_dropped_and_derived_again_are_the_same() -> None:
    graph = the_review().graph()
    version, derived = graph.version, graph.count("facts") + graph.count("inferred")
    graph.drop(FACTS)
    graph.drop(INFERRED)
    assert len(graph) < derived + len(graph)
    reason(graph)
    assert graph.version == version
    reason(graph)
    assert graph.version == version
    assert not graph.ask("ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }")


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_adding_evidence_never_removes_an_inference(some: set[int], more: set[int]) -> None:
    def types_from(chosen: set[int]) -> set[tuple[str, str]]:
        claims = [claim for index, claim in enumerate(the_review().claims) if index in chosen]
        rows = (
            Paper(claims=claims)
            .graph()
            .select("SELECT ?s ?c { GRAPH ?g { ?s a ?c } FILTER(CONTAINS(STR(?g), '/inferred/')) }")
        )  # a computed alignment gives way to a stated one, as it must
        return {(str(row["s"]), str(row["c"])) for row in rows if "/computed/" not in str(row["s"])}

    assert types_from(some) <= types_from(some | more)
