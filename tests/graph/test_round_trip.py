"""Claim -> RDF -> Claim is identity, and the same paper twice adds nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ncgraph.errors import GraphError, OntologyError
from ncgraph.graph import KnowledgeGraph, add, claims_of
from ncgraph.graph.identifiers import DocumentNames
from ncgraph.model import (
    Citation,
    Claim,
    Claims,
    ClaimSource,
    Dimension,
    Document,
    Evidence,
    Layer,
    Nanocrystal,
    OffsetMap,
    Polarity,
    Pump,
    Quantity,
    Reference,
    Section,
    Sentence,
    Span,
)

TEXT = (
    "CdSe/CdS quantum dots in a photonic crystal lased under a continuous wave at 442 nm"
    " [28, 102]. Below 6.4 kW/cm² no lasing was seen. Fig. 3. They are quasi-type-II [62]."
)
SECTIONS = (
    Section(number="2.5", title="Lasers", span=Span(0, 90)),
    Section(number="abstract", title="Abstract", span=Span(90, len(TEXT))),
)
COUPLINGS = (
    (),
    (("ncg:LightSource", "ncg:Waveguide"),),
    (("ncg:MicroringCavity", "ncg:Waveguide"), ("ncg:Photodetector", "ncg:Waveguide")),
)
KINDS = ["ase-threshold", "lasing-demonstrated", "not-observed", "band-alignment", "plqy", "fwhm"]


def section_at(start: int) -> str:
    return next(section.number for section in SECTIONS if start < section.span.end)


def evidence(spans: tuple[Span, ...], document: str = "10.1000/digest") -> Evidence:
    quote = " ".join(TEXT[span.start : span.end] for span in spans)
    section = section_at(spans[0].start)
    return Evidence(document=document, spans=spans, quote=quote, section=section)


def reference(number: int | str) -> Reference:
    return Reference(
        number=number,
        authors=("Fan, F. J.", "Voznyy, O."),
        title="Continuous-wave lasing in colloidal dots",
        journal="Nature",
        volume="544",
        page="75",
        year=2017,
        doi="10.1038/nature21424",
        doi_printed="10.1038/ nature21424",
        raw="28. Fan, F. J.; Voznyy, O. Nature 2017, 544, 75.",
        span=Span(0, 10),
    )


def document(text: str = TEXT) -> Document:
    marker = Citation(span=Span(84, 93), position=83, labels=(28, 102))
    sentence = Sentence(
        text=text[:83],
        offsets=OffsetMap(((0, 0, 83, True),)),
        spans=(Span(0, 94),),
        section="2.5",
        paragraph=0,
        citations=(marker,),
    )
    return Document(
        id="10.1000/digest",
        title="Lasers of nanocrystals on a chip",
        doi="10.1000/digest",
        source="digest.md",
        sha256="00ff",
        text=text,
        sections=SECTIONS,
        sentences=(sentence,),
        references=(reference(28), reference("4b")),
    )


words = st.text(min_size=1, max_size=12)
finite = st.floats(allow_nan=False, allow_infinity=False)
labels = st.lists(st.integers(1, 200) | st.sampled_from(["4b", "Gao et al., 2011"]), max_size=4)
layers = st.lists(
    st.builds(
        Layer,
        st.sampled_from(["CdSe", "CdS", "CdxZn1-xS", "ZnSe0.5S0.5", "InP", "CsPbBr3"]) | words,
        st.sampled_from(["core", "shell", "crown", "alloy-shell", "layer"]),
    ),
    max_size=4,
)
samples = st.builds(
    Nanocrystal,
    name=words,
    layers=layers.map(tuple),
    morphology=st.none() | st.sampled_from(["QD", "NPL", "NR", "nanohelix"]),
    heterostructure=st.none() | st.sampled_from(["core/shell", "core/crown", "core/gap/shell"]),
)
pumps = st.builds(
    Pump,
    mode=st.none() | st.sampled_from(["fs", "ns", "CW", "electrical", "attosecond"]),
    wavelength_nm=st.none() | finite,
    pulse_duration_s=st.none() | finite,
    photon_order=st.none() | st.integers(1, 5),
    multi_photon=st.booleans(),
    voltage_v=st.none() | finite,
)
quantities = st.builds(
    Quantity,
    value=st.none() | finite,
    unit=st.sampled_from(["µJ/cm2", "kW/cm2", "", "meV"]),
    value_max=st.none() | finite,
    si_value=st.none() | finite,
    si_value_max=st.none() | finite,
    si_unit=st.none() | st.sampled_from(["J/m2", "W/m2"]),
    dimension=st.none() | st.sampled_from(Dimension),
    approximate=st.booleans(),
    bound=st.none() | st.sampled_from(["<", ">", "<=", ">="]),
    uncertainty=st.none() | finite,
)


@st.composite
def passages(draw: st.DrawFn) -> Evidence:
    ends = draw(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=6, unique=True))
    ends.sort()
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return evidence(tuple(Span(start, end) for start, end in pairs))


@st.composite
def claim_lists(draw: st.DrawFn) -> list[Claim]:
    sources = {"12.0": (ClaimSource.PROSE, None), "table-1/7": (ClaimSource.TABLE, 7)}
    claims = []
    for number in range(draw(st.integers(1, 4))):
        statement = draw(st.sampled_from(sorted(sources)))
        source, row = sources[statement]
        claim = Claim(
            id=f"{number}/{draw(words)}",
            kind=draw(st.sampled_from(KINDS)),
            evidence=draw(passages()),
            statement=statement,
            subject=draw(st.none() | samples),
            quantity=draw(st.none() | quantities),
            category=draw(st.none() | words),
            term=draw(st.none() | st.sampled_from(["ncg:Lasing", "ncg:TypeIAlignment"])),
            cavity=draw(st.none() | st.sampled_from(["DFB", "PC-DFB", "tea cup"])),
            pump=draw(st.none() | pumps),
            device=draw(st.none() | words),
            couplings=draw(st.sampled_from(COUPLINGS)),
            alignment=draw(st.none() | st.sampled_from(["type-II", "type-IV"])),
            polarity=draw(st.sampled_from(Polarity)),
            citations=tuple(draw(labels)),
            citations_resolved=tuple(draw(labels)),
            attributed_to=draw(st.none() | words),
            source=source,
            row=row,
            rule=draw(st.sampled_from(["", "threshold.of-value", "table.row"])),
            confidence=draw(st.floats(0, 1)),
        )
        claims.append(claim)
    return claims


def graph_of(claims: list[Claim]) -> KnowledgeGraph:
    graph = KnowledgeGraph.memory()
    add(graph, document(), Claims(claims=tuple(claims), mentions=(), problems=()))
    return graph


THRESHOLD = Claim(
    id="0.0",
    kind="lasing-threshold",
    evidence=evidence((Span(0, 94),)),
    statement="0.0",
    subject=Nanocrystal(
        name="CdSe/CdS quantum dots",
        layers=(Layer("CdSe", "core"), Layer("CdS", "shell")),
        morphology="QD",
        heterostructure="core/shell",
    ),
    quantity=Quantity(6.4, "kW/cm2", 8.4, 6.4e7, 8.4e7, "W/m2", Dimension.INTENSITY),
    cavity="PC-DFB",
    pump=Pump(mode="CW", wavelength_nm=442.0),
    citations=(102, 28),
    rule="threshold.of-value",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claim_lists())
def test_every_claim_comes_back_from_the_graph_as_it_went_in(claims: list[Claim]) -> None:
    found = claims_of(graph_of(claims), "10.1000/digest")
    assert {claim.id: claim for claim in found} == {claim.id: claim for claim in claims}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claim_lists())
def test_the_same_paper_twice_adds_nothing(claims: list[Claim]) -> None:
    graph = graph_of(claims)
    version, size = graph.version, len(graph)
    extracted = Claims(claims=tuple(reversed(claims)), mentions=(), problems=())
    add(graph, document(), extracted)
    assert (graph.version, len(graph)) == (version, size)
    assert not graph.ask("ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }")


def test_a_paper_read_anew_takes_the_place_of_what_was_read_before() -> None:
    graph = graph_of([THRESHOLD, replace(THRESHOLD, id="0.1", kind="plqy")])
    add(graph, document(), Claims(claims=(THRESHOLD,), mentions=(), problems=()))
    assert claims_of(graph, "10.1000/digest") == (THRESHOLD,)


def test_a_claim_is_written_in_the_words_of_the_ontology() -> None:
    graph = graph_of([THRESHOLD])
    rows = graph.select(
        """
        SELECT ?composition ?pair ?value ?dimension ?quote ?section ?rule {
          ?claim a ncg:LasingThresholdClaim ; ncg:polarity "affirmed" ; ncg:readByRule ?rule ;
            ncg:statesQuantity [ ncg:siValueMax ?value ; ncg:dimension ?dimension ] ;
            prov:wasQuotedFrom [ oa:exact ?quote ; dcterms:isPartOf/ncg:sectionNumber ?section ] ;
            ncg:aboutSample ?sample ; ncg:partOfStatement ?statement .
          ?sample a ncg:QuantumDot ; ncg:composition ?composition ; ncg:coreShellPair ?pair ;
            ncg:hasHeterostructure/rdf:type ncg:CoreShell .
          ?statement ncg:aboutSample ?sample ; ncg:hasPump/rdf:type ncg:ContinuousWavePump ;
            ncg:usesCavity/rdf:type ncg:PhotonicCrystalDFBCavity .
        }"""
    )
    assert rows == [
        {
            "composition": "CdSe/CdS",
            "pair": "CdSe/CdS",
            "value": 8.4e7,
            "dimension": "intensity",
            "quote": TEXT[:94],
            "section": "2.5",
            "rule": "https://w3id.org/ncgraph/rule/threshold.of%2Dvalue",
        }
    ]


def test_a_passage_that_a_figure_interrupts_is_a_chain_of_its_pieces() -> None:
    cut = replace(THRESHOLD, evidence=evidence((Span(0, 40), Span(60, 94))))
    pieces = graph_of([cut]).select(
        "SELECT ?end ?next { ?c a ncg:Claim ; prov:wasQuotedFrom ?e . ?e oa:end ?end ; "
        "ncg:nextPiece/oa:start ?next }"
    )
    assert pieces == [{"end": 40, "next": 60}]


def test_a_citation_leads_from_its_sentence_to_the_entry_of_the_list() -> None:
    rows = graph_of([THRESHOLD]).select(
        "SELECT ?number ?year ?doi { ?c a cito:Citation ; cito:hasCitedEntity ?r ; "
        "ncg:inSentence/oa:start 0 . ?r ncg:number ?number OPTIONAL { ?r bibo:doi ?doi ; "
        "fabio:hasPublicationYear ?year } } ORDER BY ?number"
    )
    assert rows == [
        {"number": "102", "year": None, "doi": None},  # cited, but not in the list
        {"number": "28", "year": 2017, "doi": "10.1038/nature21424"},
    ]


def test_a_core_alone_has_no_pair_of_materials() -> None:
    bare = Nanocrystal(name="CdSe NPLs", layers=(Layer("CdSe", "core"),), morphology="NPL")
    graph = graph_of([replace(THRESHOLD, subject=bare)])
    assert not graph.ask("ASK { ?sample ncg:coreShellPair ?pair }")


def test_claims_of_one_statement_speak_of_one_sample_though_they_cite_differently() -> None:
    other = replace(THRESHOLD, id="0.1", citations=(62,))
    graph = graph_of([THRESHOLD, other])
    assert len(graph.select("SELECT DISTINCT ?sample { ?claim ncg:aboutSample ?sample }")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("CdSe", "core"), ("Cd-Se", "core")),
        (("CdSe", "core"), ("CdSe", "layer")),
        (("ZnSe0.5S0.5", "shell"), ("ZnSe0.5S0.5_", "shell")),
    ],
)
def test_different_samples_never_share_a_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    names = DocumentNames("10.1000/digest")
    made = [Nanocrystal(name="dots", layers=(Layer(*layer),)) for layer in (one, other)]
    assert names.sample(made[0], []) != names.sample(made[1], [])


def test_a_kind_that_the_ontology_lacks_is_an_error_that_names_it() -> None:
    with pytest.raises(OntologyError, match="'tea-threshold', the notation of no subclass"):
        graph_of([replace(THRESHOLD, kind="tea-threshold")])


def test_a_quote_that_is_not_in_the_text_is_refused() -> None:
    wrong = replace(THRESHOLD.evidence, quote="InP dots lased")
    with pytest.raises(GraphError, match=r"claim 0\.0 quotes other words than stand at 0"):
        graph_of([replace(THRESHOLD, evidence=wrong)])


def test_a_document_that_was_never_read_is_an_error() -> None:
    with pytest.raises(GraphError, match=r"no document '10\.1/absent'"):
        claims_of(graph_of([]), "10.1/absent")
