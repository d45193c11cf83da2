"""Excitations: pump words of the ontology with the wavelength, duration or voltage beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language

from ncgraph.extraction.findings import Excitation, Found, findings
from ncgraph.model import Dimension, Label, Pump
from ncgraph.ontology import ontology
from ncgraph.units import wavelength_from_energy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

    from ncgraph.model import Quantity

# "pumped by a 532 nm ...", "400 nm excitation": how a bare number is said to be the pump's
_PUMPED_BY = re.compile(
    r"\b(?:pump|excit(?!on)|photoexcit|irradiat|illuminat)\w*\s+"
    r"(?:(?!within|after|during|lives?\b)[\w-]+\s+){0,5}[(]?$|\b(?:laser|source|pulses)\s*\($",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:,\s*(?:and|or)?|and|or)\s*")
_PUMPING = re.compile(
    r"\s*\)?\s*(?:(?!at|of|in|under|by|with|and|pumped|excited)[\w-]+\s+)?(?:pump(?:ing)?\b|excitation|pulses?\b|irradiation|light\b|laser\b|source\b)"
)
# Two items describe the same excitation when only these words stand between them.
_FILLER = re.compile(
    r"[\s(),-]*(?:\b(?:at|of|with|by|a|an|the|optical|laser|lasers|light|pulse|pulses|pulsed|"
    r"source|beam|wavelength|duration|width|pumping|pumped|pump|excitation|irradiation|"
    r"nm|under|and|from|direct|repetition|rate)\b[\s(),-]*){0,5}"
)
# "lased at 655 nm under two-photon pumping": the number before is that of the light given off
_GIVEN_OFF = re.compile(
    r"\b(?:las(?:e|es|ed|ing)|emi(?:t|ts|tted|tting|ssion)|ASE|amplif\w+|observed|seen|found|detected"
    r"|obtained|achieved|reported|appear(?:s|ed)|peak(?:s|ed|ing)?)\s+(?:at|near|around)\s+$"
    # "the emission wavelength was 367 nm under pulsed injection and 369 nm under CW operation"
    r"|\b(?:emission|lasing|laser|output|peak) (?:wave\s?lengths?|peaks?|lines?)\b[^,;.]{0,40}?"
    r"\b(?:was|is|were|are|of)\s+(?:[^,;.]|\d[.]\d){0,60}?$"
    # the light of lasers and diodes "with a wavelength of 515 nm under CW operation"
    r"|\b(?:lasers?|diodes?|LDs?)\)? (?:with|at|of|having) (?:an? |the )?wavelengths?"
    r" (?:of|near|around)\s+$"
)
# "here we show a 1.53 µm laser": no pump, but what was made
_PRESENTED = re.compile(
    r"\b(?:show|demonstrate|report|present|reali[sz]e|fabricate|build|built|make|made|achieve)"
    r"(?:d|s|ed)?\s(?:an?|the(?: first)?)\s(?:[a-z-]+\s){0,2}$"
)
_FAR = 140  # characters in which that is said
_AND = re.compile(r"\band\b")
_PARTED = re.compile(r",|\bunder\b")
_SUSPENDED = re.compile(
    r"\b(?P<order>one|single|two|three|multi)-(?=\s*(?:,|and|or|to)\s+\w+-photon)", re.IGNORECASE
)
# "two 800 nm photons", "driven by triplets of 1300 nm photons", "two photons must be absorbed"
_COUNTED = re.compile(
    r"\b(?P<count>two|three|four|pairs?|triplets?|quadruplets?)\s+(?:of\s+)?"
    r"(?:(?:[\d.,]+\s?(?:nm|µm|μm|eV)\s+|(?:infrared|near-infrared|low-energy)\s+)photons\b"
    r"|photons\s+(?:(?:must|have to|need to|are|were|being|at once|simultaneously|together)\b"
    r"|(?:of|at|with)\s+[\d.,]+\s?(?:nm|µm|μm|eV))|(?=at\s+[\d.,]+\s?(?:nm|µm|μm|eV)))",
    re.IGNORECASE,
)
_PHOTONS = {"pair": "two", "triplet": "three", "quadruplet": "four"}
# What follows one of these is pumped another way.
_APART = re.compile(r"\b(?:and|or|but|while|whereas|than|instead|not|unlike)\b|;")
_SPLIT = re.compile(r"\b(?:and|or)\b|,")
# a current may be continuous or pulsed, but light is meant where only that is said
_MODES = ("electrical", "CW", "quasi-CW", "fs", "ps", "ns", "pulsed")
_DRIVING = re.compile(r"\s*\)?[\s-]*(?:long\s+)?(?:voltage|current|bias|electric(?:al)?)[\s-]+puls")
_ORDERS = {"one-photon": 1, "two-photon": 2, "three-photon": 3}
_PUMP_NM = (150.0, 11_000.0)  # deep UV to CO2 laser: no optical pump lies outside
_VISIBLE_NM = 700.0
_PUMP_EV = (0.5, 8.0)
_PUMP_PULSE_S = (1e-15, 1e-6)


def order_word(order: int | None) -> str:
    """What excitation by so many photons is called; empty if it is unknown.

    >>> order_word(2), order_word(None)
    ('two-photon', '')
    """
    return next((word for word, number in _ORDERS.items() if number == order), "")


def mode_of_duration(seconds: float) -> str:
    """The pulse class by its length: fs below 1 ps, ps below 1 ns, ns above."""
    if seconds < 1e-12:
        return "fs"
    return "ps" if seconds < 1e-9 else "ns"


def _wavelength_nm(quantity: Quantity) -> float | None:
    if quantity.si_value is None:
        return None
    if quantity.dimension is Dimension.LENGTH and not quantity.unit.startswith("m"):
        nm = quantity.si_value * 1e9
        return round(nm, 3) if _PUMP_NM[0] <= nm <= _PUMP_NM[1] else None
    ev = quantity.value if quantity.unit == "eV" else None
    if ev is None or not _PUMP_EV[0] <= ev <= _PUMP_EV[1]:
        return None
    value = wavelength_from_energy(quantity).value
    return None if value is None else round(value, 1)


def _pulse_s(quantity: Quantity) -> float | None:
    value = quantity.si_value
    if quantity.dimension is not Dimension.TIME or value is None:
        return None
    return value if _PUMP_PULSE_S[0] <= value <= _PUMP_PULSE_S[1] else None


def _voltage(quantity: Quantity) -> float | None:
    return quantity.si_value if quantity.dimension is Dimension.VOLTAGE else None


def describe(items: Sequence[Found]) -> Pump:
    """The pump that these pump words and quantities describe together."""
    notations = {ontology().term(item.term).notation for item in items if item.term is not None}
    numbers = [item.quantity for item in items if item.quantity is not None]
    pulse = next((p for p in map(_pulse_s, numbers) if p is not None), None)
    mode = next((m for m in _MODES if m in notations), None)
    if pulse is not None and mode in {None, "pulsed"}:
        mode = mode_of_duration(pulse)
    order = next((n for word, n in _ORDERS.items() if word in notations), None)
    return Pump(
        mode=mode,
        wavelength_nm=next((w for w in map(_wavelength_nm, numbers) if w is not None), None),
        pulse_duration_s=pulse,
        photon_order=order,
        multi_photon="multi-photon" in notations or (order or 1) > 1,
        voltage_v=next((v for v in map(_voltage, numbers) if v is not None), None),
    )


def _is_condition(quantity: Quantity) -> bool:
    return any(f(quantity) is not None for f in (_wavelength_nm, _pulse_s, _voltage))


def _clusters(text: str, items: Sequence[Found]) -> list[list[Found]]:
    """Runs of items with nothing but filler between; a second pump word after "and" starts anew."""
    runs: list[list[Found]] = []
    for item in items:
        if runs:
            last = runs[-1]
            between = text[last[-1].end : item.start]
            repeats = any(_repeats(item, other, between) for other in last)
            parted = (_PARTED.search(between) and _is_given_off(text, last[-1])) or (
                _AND.search(between) and _is_given_off(text, item)
            )
            if not (repeats or parted) and len(between) < 60 and _FILLER.fullmatch(between):
                last.append(item)
                continue
        runs.append([item])
    return runs


def _is_given_off(text: str, number: Found) -> bool:
    """Whether a number is what something emits at, no matter which pump is named next."""
    said = _GIVEN_OFF.search(text, max(0, number.start - _FAR), number.start)
    return number.quantity is not None and said is not None


def _repeats(left: Found, right: Found, between: str) -> bool:
    """Whether a second word or number of the same role tells of another excitation."""
    if left.quantity and right.quantity:
        return left.quantity.dimension == right.quantity.dimension
    words = left.term is not None and right.term is not None
    return words and _SPLIT.search(between) is not None


def is_presented(text: str, start: int) -> bool:
    """Whether what stands there is shown or made, as "a 1.53 µm laser" may be."""
    return _PRESENTED.search(text, max(0, start - 60), start) is not None


def _is_pumping(text: str, run: Sequence[Found]) -> bool:
    """Whether the words around say that a bare number is the pump's.

    "Optically pumped lasing was seen at 640 nm" tells of the laser; "two-photon-pumped ASE at
    800 nm" of the pump, as no visible emitter takes two photons and gives off longer light.
    """
    start, end = run[0].start, run[-1].end
    if _PUMPING.match(text, end):
        return not is_presented(text, start)
    before = text[max(0, start - 60) : start]
    if not _PUMPED_BY.search(before):
        return False
    infrared = (describe(run).wavelength_nm or 0) > _VISIBLE_NM and "-photon" in before
    return infrared or not _GIVEN_OFF.search(before)


def _suspended(text: str) -> list[Found]:
    """The first of "two- and three-photon-pumped", which the vocabulary has only in full."""
    forms = ontology().surface_forms()
    return [
        Found(start=m.start(), end=m.end("order"), label=Label.PUMP, term=term)
        for m in _SUSPENDED.finditer(text)
        if (term := forms.get(f"{m['order'].lower()}-photon"))
    ]


def _counted(text: str) -> list[Found]:
    """Photon orders told by counting the photons: "pumped with two 800 nm photons"."""
    forms = ontology().surface_forms()
    return [
        Found(
            start=m.start("count"),
            end=m.end("count"),
            label=Label.PUMP,
            term=term,
            mentioned=False,
        )
        for m in _COUNTED.finditer(text)
        if (count := m["count"].lower().removesuffix("s"))
        if (term := forms.get(f"{_PHOTONS.get(count, count)}-photon"))
    ]


def _united(text: str, excitations: Sequence[Excitation]) -> list[Excitation]:
    """`a CW laser ... under 444 nm light`: a mode in one place, its wavelength in another."""
    if len(excitations) != 2:
        return [*excitations]
    first, last = (each.pump for each in excitations)
    apart = _APART.search(text, excitations[0].end, excitations[1].start)
    bare = first == Pump(mode=first.mode) and last.mode is None and last.photon_order is None
    if apart or not bare or first.mode == "electrical":
        return [*excitations]
    pump = replace(last, mode=first.mode)
    return [each._replace(pump=pump) for each in excitations]


def find_excitations(doc: Doc) -> Doc:
    """Fill `findings(doc).excitations`; a bare wavelength counts only beside a pump word."""
    found = findings(doc)
    text = found.text
    if "-photon" in text:
        found.terms.extend(_suspended(text))
    if "photons" in text:
        found.terms.extend(_counted(text))
    numbers = [f for f in found.quantities if f.quantity and _is_condition(f.quantity)]
    words = [f for f in found.terms if f.label is Label.PUMP]
    if not (numbers or words):
        return doc
    runs = _clusters(text, sorted((*numbers, *words), key=lambda f: f.start))
    following: int | None = None  # where the next excitation starts
    for run in reversed(runs):
        start, end = run[0].start, run[-1].end
        joined = following is not None and _LISTED.fullmatch(text, end, following)
        listed = joined and not _is_given_off(text, run[0])
        if not (listed or any(f.term for f in run) or _is_pumping(text, run)):
            following = None
            continue
        following = start
        pump = describe(run)
        if pump.wavelength_nm is None and _DRIVING.match(text, end):
            pump = replace(pump, mode="electrical")
        found.excitations.insert(
            0,
            Excitation(
                start=start,
                end=end,
                pump=pump,
                terms=tuple(f.term for f in run if f.term is not None),
            ),
        )
    found.excitations[:] = _united(text, found.excitations)
    return doc


@Language.factory("ncgraph_pumps", assigns=["doc._.findings"], requires=["doc._.findings"])
def make_pumps(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy's signature
    """The component; entry point `ncgraph_pumps`."""
    return find_excitations
