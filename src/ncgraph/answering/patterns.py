"""Graph patterns of each facet: what stands in a query for one condition.

`{unit}` is an experiment or statement, `{statement}` the statement it comes from, `{sample}` the
sample; `{node}` numbers the variables of one condition, `{given}` is a term bound at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ncgraph.answering.query import Facet

if TYPE_CHECKING:
    from collections.abc import Mapping

# one experiment has one pump and one cavity: conditions of one scope meet in the same node
PATTERNS: Mapping[Facet, str] = {
    Facet.ALIGNMENT: "?{sample} ncg:hasBandAlignment ?{node} . ?{node} a ?{node}Class .",
    Facet.OUTCOME: "?{unit} ncg:hasOutcome ?{node} . ?{node} a ?{node}Class .",
    Facet.LACKED_OUTCOME: "?{unit} ncg:lacksOutcome ?{node}Class .",
    Facet.MEASUREMENT: "?{unit} ncg:hasMeasurement ?{node} . ?{node} a ?{node}Class .",
    Facet.PUMP: "?{unit} ncg:hasPump ?{scope}Pump . ?{scope}Pump a ?{node}Class .",
    Facet.CAVITY: "?{unit} ncg:usesCavity ?{scope}Cavity . ?{scope}Cavity a ?{node}Class .",
    Facet.MORPHOLOGY: "?{sample} a ?{node}Class .",
    Facet.HETEROSTRUCTURE: "?{sample} ncg:hasHeterostructure ?{node} . ?{node} a ?{node}Class .",
}
CLAIM = '?{node} ncg:partOfStatement ?{statement} ; ncg:polarity "affirmed" ; '
PATTERNS_OF_TEXT: Mapping[Facet, str] = {
    Facet.MECHANISM: (  # the sentence names it, and nothing in the sentence denies it
        "?{statement} prov:wasQuotedFrom ?{node} . "
        "?{node} ncg:mentionsTerm ?{node}Class ; ncg:speaksOf ?{node}Work . "
        "FILTER NOT EXISTS {{ ?{node}No ncg:partOfStatement ?{statement} ; "
        "a ncg:NonObservation ; ncg:statesTerm ?{node}Class }}"
    ),
    Facet.STATED: CLAIM + "ncg:statesTerm ?{node}Class .",
    Facet.COMPONENT: CLAIM + "a ncg:DeviceIntegration ; ncg:statesTerm ?{node}Class .",
    Facet.DENIED: (
        "?{node} ncg:partOfStatement ?{statement} ; a ncg:NonObservation ; "
        "ncg:statesTerm ?{node}Class ."
    ),
    Facet.FIRST: CLAIM + "a ncg:FirstDemonstration .",
}
AUTHOR = (
    "{{ ?{node} ncg:partOfStatement ?{statement} ; ncg:attributedTo ?{node}By . "
    'FILTER(REGEX(?{node}By, ?{given}, "i")) }} UNION '
    "{{ ?{unit} {credit} ?entry . ?entry ncg:authorList ?{node}List . "
    'FILTER(REGEX(?{node}List, ?{given}, "i")) }}'
)
WORDS = (
    "?{statement} prov:wasQuotedFrom/ncg:nextPiece* ?{node} . ?{node} oa:exact ?{node}Quote . "
    'FILTER(REGEX(?{node}Quote, ?{given}, "i"))'
)
COLOR_WORD = (
    "?{node} ncg:partOfStatement ?{statement} ; a ncg:EmissionWavelengthClaim ; "
    'prov:wasQuotedFrom/oa:exact ?{node}Quote . FILTER(REGEX(?{node}Quote, ?{given}, "i"))'
)
IN_GENERAL = (
    "FILTER NOT EXISTS {{ ?{sample} ncg:composition ?{node} }} "
    "FILTER NOT EXISTS {{ ?{unit} {credit} ?{node}Entry }}"
)
UNSHAPED = "FILTER NOT EXISTS {{ ?{sample} skos:notation ?{node} }}"
NUMBERS: Mapping[Facet, str] = {
    Facet.PUMP_WAVELENGTH: "?{unit} ncg:hasPump/ncg:wavelengthNm ?{node}Low .",
    Facet.PULSE_DURATION: "?{unit} ncg:hasPump/ncg:pulseDurationS ?{node}Low .",
    Facet.VOLTAGE: "?{unit} ncg:hasPump/ncg:voltageV ?{node}Low .",
    Facet.YEAR: "?{unit} {credit}/fabio:hasPublicationYear ?{node}Low .",
}
QUANTITY = (
    "?{node} ncg:hasQuantity ?{node}Quantity . ?{node}Quantity ncg:siValue ?{node}Low ; "
    'ncg:dimension "{dimension}" . OPTIONAL {{ ?{node}Quantity ncg:siValueMax ?{node}Top }} '
    "OPTIONAL {{ ?{node}Quantity ncg:bound ?{node}Bound }} "
)
COMPARED = (
    "?{unit} ncg:hasMeasurement ?{node}A , ?{node}B . ?{node}A a {first} ; "
    "ncg:hasQuantity ?{node}QA . ?{node}B a {second} ; ncg:hasQuantity ?{node}QB . "
    "?{node}QA ncg:siValue ?{node}VA ; ncg:dimension ?{node}D . "
    "?{node}QB ncg:siValue ?{node}VB ; ncg:dimension ?{node}D . "
    "FILTER(?{node}VA {sign} ?{node}VB)"
)
ELEMENT = "?{sample} ncg:containsElement ?{node} . FILTER(?{node} IN ({listed}))"
LAYERED = (
    "?{sample} ncg:hasLayer ?{node} . ?{node} ncg:layerMaterial ?{given} ; "
    "ncg:layerRole ?{node}Role . "
    "FILTER(?{node}Role IN ({roles}))"
)
ROLES = {"core": '"core"', "crown": '"crown"', "shell": '"shell", "alloy-shell", "layer"',
         "layer": '"shell", "alloy-shell", "layer", "crown"',
         "part": '"core", "shell", "alloy-shell", "layer", "crown"'}  # fmt: skip
SCALES = {Facet.PUMP_WAVELENGTH: 1e9}  # from SI to what the graph holds it in
SAME = 1e-9  # relative; ends of a range count as met whatever the last bit of a float
PRESENT: Mapping[Facet, str] = {
    Facet.ALIGNMENT: "?sample ncg:hasBandAlignment ?wanted .",
    Facet.CAVITY: "?unit ncg:usesCavity ?wanted .",
    Facet.PUMP: "?unit ncg:hasPump ?wanted .",
    Facet.HETEROSTRUCTURE: "?sample ncg:hasHeterostructure ?wanted .",
    Facet.MATERIAL: "?sample ncg:composition ?composition .",
}


UNNAMED_SHELL = (  # two layers, the outer one a shell, and no other word for the arrangement
    '?{sample} ncg:hasLayer ?{node} . ?{node} ncg:layerRole "shell" ; ncg:layerIndex 1 . '
    "FILTER NOT EXISTS {{ ?{sample} ncg:hasHeterostructure ?{node}Any }} "
    "FILTER NOT EXISTS {{ ?{sample} ncg:hasLayer/ncg:layerIndex 2 }}"
)
