"""Who stated what, where, how surely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.model.document import Span
    from ncgraph.model.mention import Mention
    from ncgraph.model.quantity import Quantity
    from ncgraph.model.report import Problem


class Polarity(StrEnum):
    """How a statement is meant."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class ClaimSource(StrEnum):
    """What kind of text carries the claim."""

    PROSE = "prose"
    TABLE = "table"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a nanocrystal from the inside out.

    `role` is `core`, `shell`, `crown`, `alloy-shell` (an alloyed interlayer) or `layer`.
    """

    material: str  # "CdxZn1-xSe"
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nanocrystal:
    """A sample as a text names it. Words stand for what has no formula ("colloidal NCs")."""

    name: str  # normal form of the whole phrase: "CdSe/CdS core/shell NPLs"
    layers: tuple[Layer, ...] = ()
    morphology: str | None = None  # notation of an ontology term: QD, NR, DIR, NPL, NW ...
    heterostructure: str | None = None  # core/shell, core/crown ...

    @property
    def composition(self) -> str | None:
        """`CdSe/CdS`, or None where no formula was given."""
        return "/".join(layer.material for layer in self.layers) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pump:
    """Excitation. `mode` is the notation of an ontology term: fs, ps, ns, CW, electrical ..."""

    mode: str | None = None
    wavelength_nm: float | None = None
    pulse_duration_s: float | None = None
    photon_order: int | None = None
    multi_photon: bool = False
    voltage_v: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words behind a claim: pieces of the input, in order, and the place they stand."""

    document: str
    spans: tuple[Span, ...]
    quote: str  # the pieces' input text, joined by one blank
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of a sentence, a table row or a reference title.

    `kind` is the notation of a subclass of `ncg:Claim` ("ase-threshold"). `category` is the word
    of kinds that name one ("quasi-type-II"), `term` its CURIE. `statement` groups the claims that
    one sentence or row makes of one subject: together they describe one experiment. `couplings`
    are pairs of parts of a device (CURIEs, sorted) that the sentence says pass light to each other.
    """

    id: str
    kind: str
    evidence: Evidence
    statement: str
    subject: Nanocrystal | None = None
    quantity: Quantity | None = None
    category: str | None = None
    term: str | None = None
    cavity: str | None = None  # notation of an ontology term: DFB, WGM ...
    pump: Pump | None = None
    device: str | None = None
    couplings: tuple[tuple[str, str], ...] = ()
    alignment: str | None = None  # the alignment the sentence gives its subject, if any
    polarity: Polarity = Polarity.AFFIRMED
    citations: tuple[int | str, ...] = ()
    citations_resolved: tuple[int | str, ...] = ()
    attributed_to: str | None = None
    source: ClaimSource = ClaimSource.PROSE
    row: int | None = None
    rule: str = ""
    confidence: float = 1.0

    @property
    def value(self) -> float | str | None:
        """The number, or the word of kinds that name a category.

        A demonstration has neither: its value is the alignment its sentence gives the sample.
        """
        if self.category or self.quantity:
            return self.category or (self.quantity.value if self.quantity else None)
        return self.alignment if self.kind.endswith("-demonstrated") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that was extracted from one document."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
