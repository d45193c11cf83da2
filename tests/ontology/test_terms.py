"""Terms as the rest of the program sees them: words, hierarchy, inherited labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncgraph.errors import OntologyError
from ncgraph.model import Dimension, Label
from ncgraph.ontology import Ontology, TermKind, ontology
from ncgraph.resources import folder
from ncgraph.spelling import fold

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """
@prefix ncg: <https://w3id.org/ncgraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def meaning(words: str) -> str | None:
    """The term that words in a paper stand for, as a matcher looks it up."""
    folded = fold(words)
    found = ontology().case_sensitive_forms().get(folded)
    return found or ontology().surface_forms().get(folded.lower())


@pytest.mark.parametrize(
    ("words", "curie"),
    [
        ("quantum dots", "ncg:QuantumDot"),
        ("QDs", "ncg:QuantumDot"),
        ("colloidal quantum wells", "ncg:Nanoplatelet"),
        ("NPL", "ncg:Nanoplatelet"),
        ("dot in rods", "ncg:DotInRod"),
        ("dot-in-rod", "ncg:DotInRod"),
        ("Core–shell", "ncg:CoreShell"),
        ("core/crown@shell", "ncg:CoreCrownShell"),
        ("type II", "ncg:TypeIIAlignment"),
        ("Type-II", "ncg:TypeIIAlignment"),
        ("quasi II", "ncg:QuasiTypeIIAlignment"),
        ("quasi-type II", "ncg:QuasiTypeIIAlignment"),
        ("quasi type-II", "ncg:QuasiTypeIIAlignment"),
        ("Fabry–Pérot cavities", "ncg:FabryPerotCavity"),
        ("Fabry-Perot", "ncg:FabryPerotCavity"),
        ("F-P", "ncg:FabryPerotCavity"),
        ("whispering gallery modes", "ncg:WhisperingGalleryCavity"),
        ("micro-ring resonators", "ncg:MicroringCavity"),
        ("microdiscs", "ncg:MicrodiskCavity"),
        ("fibre ring", "ncg:FiberRingCavity"),
        ("distributed Bragg reflectors", "ncg:DBRCavity"),
        ("Bragg mirrors", "ncg:DBRCavity"),
        ("vertical cavity surface-emitting lasers", "ncg:VerticalCavity"),
        ("photonic crystal nanobeam cavity", "ncg:PhotonicCrystalNanobeamCavity"),
        ("coffee rings", "ncg:CoffeeRingCavity"),
        ("random lasing", "ncg:RandomCavity"),
        ("continuous wave", "ncg:ContinuousWavePump"),
        ("c.w.", "ncg:ContinuousWavePump"),
        ("quasi-continuous pumping", "ncg:QuasiContinuousPump"),
        ("fs-pulsed", "ncg:FemtosecondPump"),
        ("femtosecond laser pulses", "ncg:FemtosecondPump"),
        ("2PA", "ncg:TwoPhotonPump"),
        ("multiphoton", "ncg:MultiPhotonPump"),
        ("electrically pumped", "ncg:ElectricalPump"),
        ("population inversion", "ncg:OpticalGain"),
        ("ASE", "ncg:AmplifiedSpontaneousEmission"),
        ("lased", "ncg:Lasing"),
        ("laser action", "ncg:Lasing"),
        ("threshold for lasing", "ncg:LasingThreshold"),
        ("ASE thresholds", "ncg:ASEThreshold"),
        ("photoluminescence quantum yields", "ncg:QuantumYield"),
        ("Q factor", "ncg:QualityFactor"),
        ("full width at half-maximum", "ncg:Linewidth"),
        ("Mach–Zehnder interferometers", "ncg:MachZehnderInterferometer"),
        ("light emitting diodes", "ncg:LightEmittingDiode"),
        ("PICs", "ncg:PhotonicCircuit"),
    ],
)
def test_words_of_papers_name_their_term(words: str, curie: str) -> None:
    assert meaning(words) == curie


@pytest.mark.parametrize(
    "words", ["ring", "random", "detection", "gain", "band edge", "type", "film", "spherical"]
)
def test_ordinary_words_name_no_term(words: str) -> None:
    assert meaning(words) is None


@pytest.mark.parametrize("words", ["dir", "led", "pic", "fp", "mpa", "ase", "ar"])
def test_abbreviations_in_lower_case_are_other_words(words: str) -> None:
    assert meaning(words) is None


def test_forms_in_any_case_are_stored_in_lower_case() -> None:
    assert all(form == form.lower() for form in ontology().surface_forms())


def test_all_forms_are_folded_already() -> None:
    terms = ontology()
    assert all(fold(f) == f for f in (*terms.surface_forms(), *terms.case_sensitive_forms()))


def test_every_label_is_a_form_of_its_own_term() -> None:
    for term in ontology().terms():
        for label in (term.label, *term.synonyms, *term.hidden):
            assert meaning(label) == term.curie, label


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_a_kind_inherits_the_mention_label_of_its_branch() -> None:
    term = ontology().term("ncg:PhotonicCrystalNanobeamCavity")
    assert term.mention_label is Label.CAVITY
    assert "ncg:Cavity" in ontology().ancestors(term.curie)


@pytest.mark.parametrize(
    "curie", ["ncg:Cavity", "ncg:Pump", "ncg:Property", "ncg:Temperature", "ncg:CWLaserEmitter"]
)
def test_words_too_general_are_no_mention(curie: str) -> None:
    assert ontology().term(curie).mention_label is None


def test_a_word_too_general_for_a_mention_is_still_understood() -> None:
    assert meaning("resonators") == "ncg:Cavity"
    assert meaning("emitters") == "ncg:Emitter"


@pytest.mark.parametrize(
    ("branch", "notation", "curie"),
    [
        (Label.CAVITY, "PC-DFB", "ncg:PhotonicCrystalDFBCavity"),
        (Label.MORPHOLOGY, "QD", "ncg:QuantumDot"),
        (Label.PUMP, "CW", "ncg:ContinuousWavePump"),
        (Label.BAND_ALIGNMENT, "quasi-type-II", "ncg:QuasiTypeIIAlignment"),
        ("ncg:Claim", "lasing-threshold", "ncg:LasingThresholdClaim"),
        ("ncg:WhisperingGalleryCavity", "WGM", "ncg:WhisperingGalleryCavity"),
    ],
)
def test_json_words_lead_back_to_their_term(branch: Label | str, notation: str, curie: str) -> None:
    term = ontology().by_notation(branch, notation)
    assert term is not None
    assert term.curie == curie


def test_a_json_word_of_another_branch_is_not_found() -> None:
    assert ontology().by_notation(Label.PUMP, "DFB") is None


def test_every_kind_of_claim_of_the_contract_exists() -> None:
    kinds = """ase-threshold lasing-threshold gain-threshold ase-demonstrated lasing-demonstrated
        first-demonstration not-observed band-alignment gain-mechanism gain-strategy auger-lifetime
        exciton-number emission-wavelength fwhm plqy q-factor band-gap cavity-used pump-regime
        device-integration device-dimension temperature-dependence material-property limitation"""
    claims = [ontology().term(c) for c in ontology().descendants("ncg:Claim")]
    assert {claim.notation for claim in claims} == set(kinds.split())
    assert all(claim.claims_about for claim in claims)


def test_the_hierarchy_is_walked_to_the_top() -> None:
    terms = ontology()
    assert terms.is_a("ncg:DotInRod", "ncg:Nanocrystal")
    assert terms.is_a("ncg:Nanorod", "ncg:Nanorod")
    assert not terms.is_a("ncg:Nanorod", "ncg:DotInRod")
    assert terms.children("ncg:Nanorod") == ("ncg:DotInRod",)
    assert "ncg:PhotonicCrystalDFBCavity" in terms.descendants("ncg:Cavity")


def test_a_photonic_crystal_dfb_is_both_its_parents() -> None:
    assert ontology().is_a("ncg:PhotonicCrystalDFBCavity", "ncg:DFBCavity")
    assert ontology().is_a("ncg:PhotonicCrystalDFBCavity", "ncg:PhotonicCrystalCavity")


def test_a_defined_class_is_a_kind_of_what_defines_it() -> None:
    assert ontology().is_a("ncg:CWLasingExperiment", "ncg:GainExperiment")
    assert ontology().is_a("ncg:QuasiTypeIIEmitter", "ncg:Nanocrystal")


def test_a_threshold_has_several_dimensions_and_a_linewidth_has_length() -> None:
    dimensions = ontology().term("ncg:LasingThreshold").dimension
    assert {Dimension.FLUENCE, Dimension.INTENSITY, Dimension.CURRENT_DENSITY} <= set(dimensions)
    assert Dimension.LENGTH in ontology().term("ncg:Linewidth").dimension


def test_properties_are_terms_but_have_no_part_in_text() -> None:
    assert ontology().term("ncg:hasLayer").kind is TermKind.OBJECT_PROPERTY
    assert "has layer" not in ontology().surface_forms()


def test_a_term_is_found_by_its_iri_and_knows_its_file() -> None:
    term = ontology().term("https://w3id.org/ncgraph/ontology#DFBCavity")
    assert term.module == "cavity"
    assert (folder("ontology") / "modules" / f"{term.module}.ttl").is_file()


def test_an_unknown_term_is_named_in_the_error() -> None:
    with pytest.raises(OntologyError, match="ncg:BananaCavity"):
        ontology().term("ncg:BananaCavity")


def load(tmp_path: Path, turtle: str) -> Ontology:
    """An ontology of one module."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "cavity.ttl").write_text(MODULE + turtle, encoding="utf-8")
    (tmp_path / "ncgraph.ttl").write_text("", encoding="utf-8")
    return Ontology.load(tmp_path)


def test_one_word_for_two_terms_is_refused_naming_both(tmp_path: Path) -> None:
    terms = load(
        tmp_path,
        """ncg:MicroringCavity a owl:Class ; skos:prefLabel "micro-ring"@en .
        ncg:CoffeeRingCavity a owl:Class ; skos:prefLabel "coffee ring"@en ;
            skos:altLabel "micro rings"@en .""",
    )
    with pytest.raises(OntologyError, match=r"CoffeeRingCavity.*MicroringCavity|Micro.*Coffee"):
        terms.surface_forms()


def test_broken_turtle_is_refused_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"cavity\.ttl.*line 7"):
        load(tmp_path, 'ncg:DFBCavity a owl:Class ;\n    skos:prefLabel "DFB .\n')


def test_a_mention_label_outside_the_contract_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"ncg:Cavity: .*CAVITIES"):
        load(tmp_path, 'ncg:Cavity a owl:Class ; ncg:mentionLabel "CAVITIES" .')


def test_a_folder_without_modules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="modules"):
        Ontology.load(tmp_path)


def test_the_version_is_that_of_the_header() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", ontology().version)
