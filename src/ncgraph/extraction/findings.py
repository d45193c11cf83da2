"""What the pipeline's finders leave on a spaCy `Doc` for the claim rules: one `Findings` each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

from spacy.tokens import Doc

from ncgraph.extraction.clauses import split_clauses

if TYPE_CHECKING:
    from ncgraph.extraction.tagging import Tagged
    from ncgraph.model import Label, Layer, Polarity, Pump, Quantity

Doc.set_extension("findings", default=None, force=True)
# the key of `doc._.findings` in `doc.user_data`, no matter that spaCy calls its keys strings
_STORED = cast("str", ("._.", "findings", None, None))


class Found(NamedTuple):
    """A mention in sentence coordinates: `text[start:end]` of the normalised sentence."""

    start: int
    end: int
    label: Label
    term: str | None = None  # CURIE
    implies: str | None = (
        None  # the outcome inside a longer phrase: "on-chip laser", "random lasing"
    )
    mentioned: bool = True  # False for words too general to be shown: "width", "temperature"
    quantity: Quantity | None = None
    layers: tuple[Layer, ...] = ()
    formula: str | None = None


class Sample(NamedTuple):
    """A noun phrase that names an emitter: formula, heterostructure, particle word, or less."""

    start: int
    end: int
    name: str
    layers: tuple[Layer, ...] = ()
    morphology: str | None = None  # CURIE
    heterostructure: str | None = None  # CURIE
    definite: bool = False  # "the dots", "these NCs": those spoken of before
    comparand: bool = False  # only what others are compared with: "than that of QDs"
    compound_class: str = ""  # "perovskite", where no composition is named
    stranger: bool = False  # a dye, a polymer: never one of the samples spoken of before
    family: Sample | None = None  # of which it is one: CsPbBr3 of "CsPbX3 (X = Cl, Br, I)"


class Excitation(NamedTuple):
    """A pump as one stretch of the sentence describes it."""

    start: int
    end: int
    pump: Pump
    terms: tuple[str, ...]  # CURIEs of all its words


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of the sentence that is denied or only supposed, and the words that say so."""

    start: int
    end: int
    polarity: Polarity | None  # None: nothing is claimed there
    cue: str
    rule: str
    spares_numbers: bool = False  # what was measured of a property holds all the same


class Draft(NamedTuple):
    """A claim as one sentence makes it, before the document around it is consulted."""

    kind: str
    about: Found
    rule: str
    confidence: float
    polarity: Polarity
    sample: Sample | None = None
    quantity: Found | None = None
    excitation: Excitation | None = None
    cavity: str | None = None  # CURIE
    device: str | None = None  # CURIE
    alignment: str | None = None  # CURIE


@dataclass(slots=True)
class Findings:
    """All that was found in one sentence, `text`. Finders append; nobody removes."""

    text: str
    quantities: list[Found] = field(default_factory=list)
    materials: list[Found] = field(default_factory=list)
    terms: list[Found] = field(default_factory=list)
    others: list[tuple[int, int]] = field(default_factory=list)  # emitters that are none of ours
    samples: list[Sample] = field(default_factory=list)
    excitations: list[Excitation] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    tagged: Tagged | None = None  # the sentence as rule patterns see it
    drafts: list[Draft] = field(default_factory=list)

    @property
    def clauses(self) -> tuple[int, ...]:
        """Offsets at which a clause begins, the first 0."""
        return split_clauses(self.text)


def findings(doc: Doc) -> Findings:
    """The `Findings` of a doc, made on first use.

    Read where spaCy keeps the extension: `doc._` costs more than a finder, and so does `doc.text`.
    """
    found: Findings | None = doc.user_data.get(_STORED)
    if found is None:
        text = doc.user_data.get("text")
        found = doc.user_data[_STORED] = Findings(doc.text if text is None else text)
    return found
