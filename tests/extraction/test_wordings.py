"""One claim in many wordings: what is stated, what is denied, and what is only wished for."""

from __future__ import annotations

import pytest

from ncgraph.extraction import extract
from ncgraph.model import Claim, Polarity
from ncgraph.reading import read_text

SAMPLE = "CdSe/CdS NPLs"
STATED = {
    "lasing-demonstrated": [
        "Lasing was observed from {s}.",
        "{s} lase at room temperature.",
        "We demonstrate lasing of {s}.",
        "Lasing action has been achieved with {s}.",
        "A laser based on {s} was reported.",
        "{s} were used to build a laser.",
        "{s} have been made to lase.",
        "Lasing is readily obtained from {s}.",
        "The authors saw lasing in films of {s}.",
        "{s} show laser emission.",
        "Laser emission from {s} was recorded.",
        "Stable lasing of {s} was found for hours.",
        "{s} could be brought to lasing.",
        "Lasing in {s} is confirmed by the narrow line.",
        "Single-mode lasing was possible with {s}.",
        "{s} exhibit low-threshold lasing.",
        "They reported lasing with {s}.",
        "{s} supported lasing on a glass slide.",
        "In {s} lasing sets in at low fluence.",
        "{s} give lasing when cast on a grating.",
        "{s} produced coherent laser light.",
        "A nanolaser of {s} was realized.",
        "The team obtained lasing using {s}.",
        "{s} are known to lase.",
        "{s} in a microring lased.",
        "Upon pumping, {s} start to lase.",
        "Lasing occurs in {s}.",
    ],
    "ase-demonstrated": [
        "ASE was observed from {s}.",
        "{s} show ASE.",
        "We demonstrate ASE of {s}.",
        "ASE has been achieved with {s}.",
        "{s} exhibit amplified spontaneous emission (ASE).",
        "ASE emerged from films of {s}.",
        "The authors saw ASE in films of {s}.",
        "Stable ASE of {s} was found for hours.",
        "ASE in {s} is confirmed by the narrow line.",
        "{s} exhibit low-threshold ASE.",
        "They reported ASE with {s}.",
        "{s} supported ASE on a glass slide.",
        "In {s} ASE sets in at low fluence.",
        "{s} give ASE when cast on glass.",
        "The team obtained ASE using {s}.",
        "{s} are known to show ASE.",
        "Upon pumping, {s} start to show ASE.",
        "ASE occurs in {s}.",
        "Amplified spontaneous emission appears in {s}.",
        "{s} display ASE at room temperature.",
        "{s} films with ASE were made.",
    ],
    "not-observed": [
        "No lasing was observed from {s}.",
        "{s} do not lase.",
        "{s} did not show lasing.",
        "Lasing could not be achieved with {s}.",
        "Lasing has never been seen in {s}.",
        "{s} fail to lase.",
        "{s} failed to show ASE.",
        "ASE was absent in {s}.",
        "No ASE was detected from {s}.",
        "Without a cavity {s} showed no lasing.",
        "Lasing of {s} has not been reported.",
        "Lasing of {s} has not yet been demonstrated.",
        "Attempts to obtain lasing from {s} failed.",
        "{s} showed PL but no ASE.",
        "In {s} no sign of lasing was found.",
        "Lasing of {s} remains elusive.",
        "{s} never reached the lasing threshold.",
        "There was no lasing from {s}.",
        "{s} are unable to lase.",
        "{s} cannot lase.",
        "{s} exhibited no optical gain.",
        "{s} lack optical gain.",
        "ASE from {s} was not seen up to 5 mJ/cm2.",
        "Neither ASE nor lasing was observed in {s}.",
        "{s} were tested, but none lased.",
        "Nobody has seen lasing of {s}.",
        "Lasing from {s} is still missing.",
    ],
    "cavity-used": [
        "{s} were placed in a microdisk.",
        "{s} were coupled to a photonic crystal cavity.",
        "A DFB cavity was coated with {s}.",
        "{s} were spin-coated onto a DFB grating.",
        "A microring resonator was filled with {s}.",
        "{s} in a VCSEL were studied.",
        "{s} formed a coffee-ring resonator.",
        "Microspheres coated with {s} were prepared and lased.",
        "{s} were embedded between two DBRs.",
        "Random lasing of {s} was observed.",
        "The WGM laser of {s} is small.",
        "A Fabry-Perot cavity containing {s} was built.",
        "Lasing of {s} in a microdisk was shown.",
        "{s} were combined with a BIC cavity.",
        "{s} lase in a DFB structure.",
        "A microdisk was etched from {s}.",
        "Using a microcavity with DBRs, {s} lased.",
        "{s} fill a capillary, which acts as WGM resonator.",
    ],
    "pump-regime": [
        "{s} lased under CW pumping.",
        "CW lasing of {s} was observed.",
        "Under continuous-wave excitation {s} lase.",
        "{s} were pumped with a CW laser and lased.",
        "{s} show ASE under nanosecond pumping.",
        "Two-photon pumped ASE of {s} was observed.",
        "{s} show ASE by two-photon absorption.",
        "Electrically pumped ASE of {s} was reported.",
        "Lasing of {s} was driven by a CW laser diode.",
        "With CW excitation, ASE from {s} was seen.",
        "Continuous-wave operation was reached with a laser of {s}.",
        "{s} lase even when pumped continuously.",
        "Under electrical injection {s} show ASE.",
        "Three-photon excited lasing of {s} was shown.",
        "Lasing of {s} by femtosecond pulses was shown.",
        "{s} lased, pumped by 5 ns pulses.",
        "Quasi-CW pumped lasing from {s} was found.",
        "ASE of {s} was excited by one or two photons.",
        "{s} reach lasing under direct electrical excitation.",
    ],
    "band-alignment": [
        "{s} have a quasi-type-II band alignment.",
        "{s} possess type-II alignment.",
        "The band alignment of {s} is quasi-type II.",
        "{s} are quasi-type-II heterostructures.",
        "Quasi-type-II {s} were studied.",
        "In {s} the alignment is of type I.",
        "{s} with type-II band alignment were made.",
        "{s} belong to the type-II systems.",
        "The quasi-type-II alignment in {s} delocalizes the electron.",
        "{s} form a type-I heterojunction.",
        "The bands of {s} align in a type-II manner.",
        "{s} exhibit a staggered band alignment.",
        "{s} show type I behaviour.",
        "{s}, a quasi-type-II system, were used.",
        "Type-II band offsets are found in {s}.",
    ],
    "first-demonstration": [
        "The first lasing of {s} was reported in 2014.",
        "Lasing of {s} was first demonstrated in 2014.",
        "For the first time, lasing of {s} was observed.",
        "{s} were the first to lase.",
        "This was the first laser made of {s}.",
        "The first {s} laser was built in 2014.",
        "We report the first observation of ASE from {s}.",
        "ASE in {s} was reported for the first time.",
        "The first report of lasing from {s} dates from 2014.",
        "It was the first time that {s} lased.",
        "Smith et al. first showed lasing of {s}.",
        "Lasing from {s} had not been reported before.",
    ],
    "temperature-dependence": [
        "{s} lase up to 350 K.",
        "The ASE threshold of {s} doubles between 100 and 300 K.",
        "At 77 K {s} lase.",
        "Lasing of {s} was only possible below 150 K.",
        "The lasing threshold of {s} has a characteristic temperature of 120 K.",
        "ASE of {s} persists up to 400 K.",
        "{s} show ASE at 5 K.",
        "Cooling {s} to 80 K halves the ASE threshold.",
        "Above 330 K {s} stop lasing.",
        "The threshold for ASE of {s} is constant from 5 to 325 K.",
    ],
    "device-integration": [
        "{s} were integrated with a silicon nitride waveguide.",
        "A laser of {s} was coupled to a waveguide.",
        "The light of {s} lasers is guided in a waveguide.",
        "{s} were patterned into waveguides.",
        "On-chip lasers of {s} were fabricated.",
        "A photodetector of {s} was integrated on a chip.",
        "An optical amplifier with {s} was demonstrated.",
        "{s} were combined with a grating coupler.",
        "A modulator based on {s} was built on a chip.",
        "{s} microdisks were coupled to a bus waveguide.",
        "{s} were embedded in a SiN waveguide.",
        "Waveguides covered with {s} amplify light.",
        "{s} LEDs were placed on a chip next to a waveguide.",
    ],
}
PROPERTIES = [
    ("ase-threshold", "ASE threshold", "6 µJ/cm2"),
    ("lasing-threshold", "lasing threshold", "26 µJ/cm2"),
    ("gain-threshold", "gain threshold", "0.8 excitons"),
    ("auger-lifetime", "biexciton lifetime", "1.2 ns"),
    ("plqy", "PLQY", "85%"),
    ("fwhm", "linewidth", "36 nm"),
    ("emission-wavelength", "emission wavelength", "620 nm"),
    ("band-gap", "band gap", "1.9 eV"),
    ("material-property", "gain coefficient", "650 cm-1"),
    ("material-property", "exciton binding energy", "190 meV"),
]
VALUED = [
    "The {p} of CdSe/CdS NPLs is {v}.",
    "CdSe/CdS NPLs have a {p} of {v}.",
    "The CdSe/CdS NPLs' {p} is {v}.",
    "A {p} of {v} was measured for CdSe/CdS NPLs.",
    "{v} is the {p} of CdSe/CdS NPLs.",
    "The {p} ({v}) of CdSe/CdS NPLs is remarkable.",
    "For CdSe/CdS NPLs, the {p} reaches {v}.",
    "With a {p} of {v}, CdSe/CdS NPLs stand out.",
    "CdSe/CdS NPLs, with {v}, have the best {p} so far.",
    "In CdSe/CdS NPLs we find {v} for the {p}.",
    "CdSe/CdS NPLs with a {p} as low as {v} were made.",
    "The {p} of the NPLs made of CdSe/CdS amounts to about {v}.",
    "CdSe/CdS NPLs show values of {v} for the {p}.",
    "The best {p}, {v}, was obtained with CdSe/CdS NPLs.",
    "CdSe/CdS NPLs: {p} {v}.",
    "CdSe/CdS NPLs, whose {p} is {v}, were used.",
    "CdSe/CdS NPLs were used, the {p} of which is {v}.",
    "Ligand exchange brings the {p} of CdSe/CdS NPLs to {v}.",
    "Upon annealing, the {p} of CdSe/CdS NPLs changes to {v}.",
    "We measured the {p} of CdSe/CdS NPLs and obtained {v}.",
    "The {p} was determined as {v} for CdSe/CdS NPLs.",
    "The {p} in CdSe/CdS NPLs can be as good as {v}.",
    "CdSe/CdS NPLs feature {v} {p}.",
    "A value of {v} was found for the {p} of CdSe/CdS NPLs.",
    "Their {p} being {v}, CdSe/CdS NPLs are attractive.",
]
WISHED = [
    "{s} may lase under CW pumping.",
    "{s} are expected to lase.",
    "{s} might be used in electrically pumped lasers.",
    "Lasing of {s} is anticipated.",
    "{s} hold promise for CW lasers.",
    "{s} are promising candidates for electrically pumped lasing.",
    "It remains to be seen whether {s} lase.",
    "CW lasing of {s} would open new applications.",
    "The goal is CW lasing of {s}.",
    "Electrically pumped lasing of {s} is a long-standing dream.",
    "{s} could become gain media of electrically pumped lasers.",
    "To realize CW lasing of {s}, Auger recombination must be suppressed.",
    "Towards electrically pumped lasing of {s}.",
    "CW lasing of {s} requires better cooling.",
    "If {s} lased under CW pumping, chips would profit.",
    "We hope to see CW lasing of {s} soon.",
    "Lasing of {s} under electrical pumping should be feasible.",
    "{s} are candidates for lasing.",
    "In future, {s} will be used in CW lasers.",
    "The prospect of CW lasing with {s} is exciting.",
    "Efforts to obtain electrically pumped lasing of {s} continue.",
    "An electrically pumped laser of {s} is within reach.",
    "Lasing of {s} under electrical pumping is a matter of time.",
    "Research on electrically pumped lasing of {s} is intense.",
    "A CW laser of {s} is the next milestone.",
    "This brings electrically pumped lasing of {s} closer.",
    "Theory predicts CW lasing of {s}.",
    "{s} have been proposed for electrically pumped lasers.",
    "The challenge of CW lasing of {s} is heat.",
    "How to obtain CW lasing of {s} is discussed below.",
    "Interest in CW lasing of {s} has grown.",
    "There is a need for electrically pumped lasers of {s}.",
    "CW lasing of {s} is hindered by Auger recombination.",
    "CW lasing of {s} is difficult.",
    "Electrically pumped ASE of {s} seems possible.",
    "The quest for CW lasing of {s} goes on.",
    "{s} are suited for electrically pumped lasers.",
    "{s} are ideal for CW lasing.",
    "{s} would need 10 A/cm2 to lase under electrical pumping.",
    "The lack of CW lasing of {s} is puzzling.",
]

COMPARED = [  # 6 is that of the sample, 90 that of the other, where it is told
    "{s} have an ASE threshold of 6 µJ/cm2, {o} one of 90 µJ/cm2.",
    "The ASE threshold of {s} (6 µJ/cm2) is lower than that of {o} (90 µJ/cm2).",
    "The ASE threshold of {s} is 6 µJ/cm2, that of {o} 90 µJ/cm2.",
    "ASE thresholds of 6 and 90 µJ/cm2 were found for {s} and {o}, respectively.",
    "{s} and {o} have ASE thresholds of 6 and 90 µJ/cm2.",
    "While {s} show ASE at 6 µJ/cm2, {o} need 90 µJ/cm2.",
    "The ASE threshold drops from 90 µJ/cm2 for {o} to 6 µJ/cm2 for {s}.",
    "The ASE threshold was 6 µJ/cm2 for {s} and 90 µJ/cm2 for {o}.",
    "For {s} the ASE threshold was 6 µJ/cm2; for {o} it was 90 µJ/cm2.",
    "In contrast to {o} with an ASE threshold of 90 µJ/cm2, {s} need 6 µJ/cm2.",
    "ASE starts at 6 µJ/cm2 in {s} but at 90 µJ/cm2 in {o}.",
    "The ASE threshold is 6 µJ/cm2 ({s}) and 90 µJ/cm2 ({o}).",
    "Going from {o} to {s} lowers the ASE threshold from 90 to 6 µJ/cm2.",
    "{s} (ASE threshold 6 µJ/cm2) and {o} (ASE threshold 90 µJ/cm2) were made.",
    "{s} were compared with {o}; the ASE threshold of the former is 6 µJ/cm2, that of the latter"
    " 90 µJ/cm2.",
    "{s} outperform {o}: their ASE threshold is 6 µJ/cm2.",
    "{s}, unlike {o}, show ASE at 6 µJ/cm2.",
    "{s} were pumped in the same setup as {o} and had an ASE threshold of 6 µJ/cm2.",
    "{o} do not lase, but {s} have an ASE threshold of 6 µJ/cm2.",
]


def claimed(sentence: str) -> tuple[Claim, ...]:
    return extract(read_text(f"{sentence[0].upper()}{sentence[1:]}\n", "note.md")).claims


def is_of_sample(claim: Claim) -> bool:
    return claim.subject is not None and claim.subject.name == SAMPLE


@pytest.mark.parametrize(("kind", "wording"), [(k, w) for k in STATED for w in STATED[k]])
def test_is_claimed_however_it_is_said(kind: str, wording: str) -> None:
    claims = claimed(wording.format(s=SAMPLE))
    assert any(claim.kind == kind and is_of_sample(claim) for claim in claims)
    denied = {claim.kind for claim in claims if claim.polarity is Polarity.NEGATED}
    assert denied == ({kind} if kind == "not-observed" else set())


@pytest.mark.parametrize("wording", VALUED)
@pytest.mark.parametrize(("kind", "name", "value"), PROPERTIES)
def test_a_value_is_read_wherever_it_stands(kind: str, name: str, value: str, wording: str) -> None:
    number = float(value.split()[0].rstrip("%"))
    claims = claimed(wording.format(p=name, v=value))
    values = {c.quantity.value for c in claims if c.kind == kind and is_of_sample(c) and c.quantity}
    assert number in values


@pytest.mark.parametrize("wording", WISHED)
def test_what_is_only_wished_for_is_not_affirmed(wording: str) -> None:
    claims = claimed(wording.format(s=SAMPLE))
    assert Polarity.AFFIRMED not in {claim.polarity for claim in claims}


@pytest.mark.parametrize("wording", COMPARED)
def test_each_value_is_that_of_its_own_sample(wording: str) -> None:
    other = "InP/ZnS QDs"
    claims = claimed(wording.format(s=SAMPLE, o=other))
    owned = {(c.subject.name, c.quantity.value) for c in claims if c.quantity and c.subject}
    assert owned == {(SAMPLE, 6), (other, 90)} if "90" in wording else owned == {(SAMPLE, 6)}
