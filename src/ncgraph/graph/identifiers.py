"""IRIs: the same words always get the same name, and a reader can tell what it names.

A segment keeps ASCII letters, digits and dots. Where several words make one segment a slash
becomes a hyphen and an underscore parts the words; every other character is percent-encoded, so
that different words never share a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ncgraph.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ncgraph.model import Nanocrystal, Pump, Span

BASE = "https://w3id.org/ncgraph/"
GRAPHS = f"{BASE}graph/"
ONTOLOGY_GRAPH = f"{GRAPHS}ontology"
ASSERTED = f"{GRAPHS}asserted/"
FACTS = f"{GRAPHS}facts/"
INFERRED = f"{GRAPHS}inferred/"
AXIOMS = f"{BASE}ontology/axiom/"  # stand-ins for the blank nodes of the ontology

PREFIXES = {
    "ncg": f"{BASE}ontology#",
    "ncgr": f"{BASE}rule/",
    "bibo": "http://purl.org/ontology/bibo/",
    "biro": "http://purl.org/spar/biro/",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "fabio": "http://purl.org/spar/fabio/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PLAIN = re.compile(r"[^A-Za-z0-9.]")


@lru_cache(maxsize=4096)
def expand(curie: str) -> str:
    """The IRI of a CURIE; whole IRIs pass.

    Raises:
        GraphError: The prefix is none of `PREFIXES`.

    >>> expand("ncg:DFBCavity")
    'https://w3id.org/ncgraph/ontology#DFBCavity'
    """
    prefix, colon, local = curie.partition(":")
    if local.startswith("//"):
        return curie
    if not colon or prefix not in PREFIXES:
        raise GraphError(f"{curie!r} has no known prefix; hint: one of {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """The CURIE of an IRI, or the IRI where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def escape(word: object) -> str:
    """A word as one segment of an IRI; `unescape` leads back.

    >>> escape("10.1000/digest"), escape("Gao et al., 2011")
    ('10.1000%2Fdigest', 'Gao%20et%20al.%2C%202011')
    """
    return _PLAIN.sub(lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), str(word))


def unescape(segment: str) -> str:
    """The word a segment was made of."""
    return unquote(segment)


def label_of(segment: str) -> int | str:
    """The reference label a segment stands for: a number, or a word such as "4b"."""
    word = unescape(segment)
    return int(word) if word.isascii() and word.isdigit() else word


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """Names of all that one document speaks of.

    >>> DocumentNames("10.1000/digest").reference(28)
    'https://w3id.org/ncgraph/id/10.1000%2Fdigest/reference/28'
    """

    document_id: str

    @property
    def document(self) -> str:
        """The document itself."""
        return f"{BASE}id/{escape(self.document_id)}"

    @property
    def graph(self) -> str:
        """The named graph of what it asserts."""
        return f"{ASSERTED}{escape(self.document_id)}"

    def reference(self, label: int | str) -> str:
        """An entry of its reference list."""
        return f"{self.document}/reference/{escape(label)}"

    def section(self, number: str) -> str:
        """A section, by its number or role ("2.5", "abstract")."""
        return f"{self.document}/section/{escape(number)}"

    def evidence(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """The pieces of a passage; a piece of an interrupted one is named after the whole."""
        ranges = [f"{span.start}-{span.end}" for span in spans]
        first = f"{self.document}/evidence/{'_'.join(ranges)}"
        return (first, *(f"{first}/{index}" for index in range(2, len(ranges) + 1)))

    def citation(self, start: int, label: int | str) -> str:
        """One label of the citation marker that starts at `start`."""
        return f"{self.document}/citation/{start}-{escape(label)}"

    def statement(self, statement: str) -> str:
        """What groups the claims that one sentence or row makes of one subject."""
        return f"{self.document}/statement/{escape(statement)}"

    def claim(self, claim: str) -> str:
        """One claim."""
        return f"{self.document}/claim/{escape(claim)}"

    def sample(self, sample: Nanocrystal, references: Iterable[int | str]) -> str:
        """A sample: what it is made of, its kind, and the references it is credited to.

        >>> from ncgraph.model import Layer, Nanocrystal
        >>> dots = Nanocrystal(name="CdSe/CdS QDs", layers=(Layer("CdSe", "core"),
        ...     Layer("CdS", "shell")), morphology="QD", heterostructure="core/shell")
        >>> DocumentNames("d").sample(dots, [28]).rpartition("/")[2]
        'CdSe-CdS_QD_core-shell_28'
        """
        made_of = "-".join(
            escape(layer.material) + _role(index, layer.role)
            for index, layer in enumerate(sample.layers)
        )
        words = [
            made_of or f"~{escape(sample.name)}",
            _slug(sample.morphology),
            _slug(sample.heterostructure),
            "-".join(sorted((escape(label) for label in set(references)), key=_natural)),
        ]
        return f"{self.document}/sample/{'_'.join(words)}"

    def pump(self, statement: str, pump: Pump) -> str:
        """The pump of a statement; two statements never share one."""
        told = {
            "": pump.mode,
            "nm": _number(pump.wavelength_nm),
            "s": _number(pump.pulse_duration_s),
            "V": _number(pump.voltage_v),
            "photon": "multi" if pump.multi_photon else "",
            "photons": _number(pump.photon_order),
        }
        words = [f"{escape(value)}{unit}" for unit, value in told.items() if value]
        return f"{self.document}/pump/{escape(statement)}/{'_'.join(words) or 'unknown'}"

    def cavity(self, statement: str, cavity: str) -> str:
        """The cavity of a statement."""
        return f"{self.document}/cavity/{escape(statement)}/{_slug(cavity)}"

    def alignment(self, statement: str, alignment: str) -> str:
        """A band alignment as a statement gives it."""
        return f"{self.document}/alignment/{escape(statement)}/{_slug(alignment)}"


def _slug(word: str | None) -> str:
    return "-".join(escape(part) for part in (word or "").split("/"))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value!r}".removesuffix(".0")


def _role(index: int, role: str) -> str:
    expected = "shell" if index else "core"
    return "" if role == expected else f":{escape(role)}"


def _natural(segment: str) -> tuple[bool, int, str]:
    is_number = segment.isdigit()
    return (not is_number, int(segment) if is_number else 0, segment)
