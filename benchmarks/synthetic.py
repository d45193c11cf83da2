"""Made-up documents in the manner of a review: claims on samples, pumps and thresholds."""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING

from ncgraph.graph import add
from ncgraph.model import (
    Claim,
    Claims,
    ClaimSource,
    Dimension,
    Document,
    Evidence,
    Layer,
    Nanocrystal,
    Pump,
    Quantity,
    Span,
)

if TYPE_CHECKING:
    from ncgraph.graph import KnowledgeGraph

_TEXT = "The nanocrystals lased under the pump."
_CORES = ("CdSe", "CdS", "CdTe", "InP", "ZnSe", "PbS", "CsPbBr3", "InAs")
_SHELLS = ("CdS", "ZnS", "ZnSe", "CdSe", "ZnTe")
_SHAPES = ("QD", "NPL", "NR", "NW")
_ALIGNMENTS = ("type-I", "quasi-type-II", "type-II")
_CAVITIES = ("DFB", "WGM", "DBR", "FP", "micro-ring", None)
_PUMPS = (
    Pump(mode="CW", wavelength_nm=442.0),
    Pump(mode="fs", wavelength_nm=800.0, pulse_duration_s=1e-13),
    Pump(mode="ns", wavelength_nm=355.0, pulse_duration_s=5e-9),
    Pump(mode="electrical"),
)
_STATEMENTS = 6  # of two claims each


def add_document(graph: KnowledgeGraph, number: int) -> str:
    """Adds the document of that number, always the same one, and returns its identifier."""
    chance = random.Random(number)  # noqa: S311 - a seed, no secret
    name = f"10.1000/synthetic.{number}"
    numbers = count()
    claims = [
        claim
        for statement in range(_STATEMENTS)
        for claim in _statement(name, f"s{statement}", numbers, chance)
    ]
    document = Document(
        id=name, title="Lasers", doi=name, source=f"{number}.md", sha256="0", text=_TEXT
    )
    add(graph, document, Claims(claims=tuple(claims), mentions=(), problems=()))
    return name


def _statement(
    document: str, statement: str, numbers: count[int], chance: random.Random
) -> list[Claim]:
    subject, pump = _sample(chance), chance.choice(_PUMPS)
    reference = chance.randint(1, 60)
    value = round(chance.uniform(5, 500), 1)
    threshold = Quantity(
        value, "µJ/cm2", si_value=value / 100, si_unit="J/m2", dimension=Dimension.FLUENCE
    )
    evidence = Evidence(document=document, spans=(Span(0, 38),), quote=_TEXT[:38], section="")
    outcome = chance.choice(("lasing", "ase"))
    told: tuple[tuple[str, dict[str, object]], ...] = (
        (f"{outcome}-threshold", {"quantity": threshold, "cavity": chance.choice(_CAVITIES)}),
        (f"{outcome}-demonstrated", {"alignment": _alignment(subject, chance)}),
    )
    return [
        Claim(
            id=str(next(numbers)),
            kind=kind,
            subject=subject,
            statement=statement,
            evidence=evidence,
            citations=(reference,),
            pump=pump,
            rule="synthetic",
            source=ClaimSource.PROSE,
            **more,  # type: ignore[arg-type]
        )
        for kind, more in told
    ]


def _sample(chance: random.Random) -> Nanocrystal:
    core, shell, shape = chance.choice(_CORES), chance.choice(_SHELLS), chance.choice(_SHAPES)
    if core == shell:
        return Nanocrystal(name=f"{core} {shape}", layers=(Layer(core, "core"),), morphology=shape)
    return Nanocrystal(
        name=f"{core}/{shell} {shape}",
        layers=(Layer(core, "core"), Layer(shell, "shell")),
        morphology=shape,
        heterostructure="core/shell",
    )


def _alignment(sample: Nanocrystal, chance: random.Random) -> str | None:
    """One statement in ten names the class, and always the same one for a pair."""
    if chance.random() > 0.1 or len(sample.layers) < 2:
        return None
    pair = "/".join(layer.material for layer in sample.layers)
    return _ALIGNMENTS[sum(map(ord, pair)) % len(_ALIGNMENTS)]
