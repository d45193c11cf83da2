"""`ncgraph verify` on true sentences and on the same sentences made wrong, each in one way.

    python benchmarks/verifying.py [GOLD.json SOURCE ...]

Each source is built into a graph; the sentences of its gold are what a person or a language model
might say of it, each alone, out of its context. A true sentence that is contradicted, or said to
differ, is a false alarm. Those that are supported are then made wrong: a value times ten, another
unit, continuous-wave for pulsed or the reverse, a material that no text names, a negation. A wrong
sentence is detected when it is no longer supported; *alarm* counts those that are contradicted or
said to differ, *withheld* those the graph is said not to hold. Every wrong sentence that is still
supported is printed. Without arguments: the passages of `extraction/gold/`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from machine import FOLDER, write_result

from ncgraph import KnowledgeGraph, extract, read, reason
from ncgraph.answering import verify
from ncgraph.graph import add, add_ontology
from ncgraph.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    GoldClaim = dict[str, Any]

_GOLD = FOLDER.parent / "extraction" / "gold"
_UNITS = {"J": "W", "W": "J", "nm": "µm", "µm": "nm", "ps": "ns", "ns": "ps", "%": "meV"}
_UNIT = re.compile(
    r"(?<=\d)(\s?\$?\\?,?\s?)((?:[kmnfµμ]|\\mu\s?)?(?:\\text\{)?)(J|W|nm|µm|ps|ns|%)"
)
_PULSED = re.compile(r"\b(?:femto|pico|nano)second(?:[- ]pulsed?)?|\bpulsed\b", re.IGNORECASE)
_STEADY = re.compile(r"\bcontinuous[- ]wave\b|\bCW\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|has been|have been|can be|could be)\b")
_VERB = re.compile(r"\b(show|exhibit|display|reach|yield|demonstrat|report|achiev)(?:ed|es|e|s)?\b")
_DENIED = re.compile(r"\b(?:not?|neither|nor|cannot|without|fail\w*|hardly)\b", re.IGNORECASE)
_FOREIGN = "GaSb/AlSb"


def _printed(value: float) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,]){re.escape(format(value, 'g'))}(?!\d|[.,]\d)")


def times_ten(sentence: str, claim: GoldClaim) -> str | None:
    value = claim.get("value")
    if not isinstance(value, int | float) or not claim.get("unit"):
        return None
    printed = _printed(value)
    return printed.sub(f"{value * 10:g}", sentence, count=1) if printed.search(sentence) else None


def other_unit(sentence: str, claim: GoldClaim) -> str | None:
    if not isinstance(claim.get("value"), int | float):
        return None
    found = _printed(claim["value"]).search(sentence)
    unit = _UNIT.search(sentence, found.end() - 1) if found else None
    if unit is None or found is None or unit.start() != found.end():
        return None
    return sentence[: unit.start(3)] + _UNITS[unit[3]] + sentence[unit.end(3) :]


def other_pump(sentence: str, claim: GoldClaim) -> str | None:
    mode = (claim.get("pump") or {}).get("mode")
    if mode == "CW" and _STEADY.search(sentence):
        return _STEADY.sub("femtosecond", sentence)
    if mode in ("fs", "ps", "ns") and _PULSED.search(sentence):
        return _PULSED.sub("continuous-wave", sentence)
    return None


def other_material(sentence: str, claim: GoldClaim) -> str | None:
    composition = (claim.get("subject") or {}).get("composition")
    if not composition or composition not in sentence or not re.search(r"[A-Z]", composition):
        return None
    return re.sub(rf"(?<![\w/]){re.escape(composition)}(?![\w/])", _FOREIGN, sentence)


def negated(sentence: str, claim: GoldClaim) -> str | None:
    if claim["polarity"] != "affirmed" or _DENIED.search(sentence):
        return None
    if auxiliary := _AUXILIARY.search(sentence):
        first, *rest = auxiliary[0].split()
        denied = " ".join([first, "not", *rest])
        return sentence[: auxiliary.start()] + denied + sentence[auxiliary.end() :]
    if verb := _VERB.search(sentence):
        stem = verb[1] + ("e" if verb[1] in ("demonstrat", "achiev") else "")
        return f"{sentence[: verb.start()]}did not {stem}{sentence[verb.end() :]}"
    return None


_CHANGES: dict[str, Callable[[str, GoldClaim], str | None]] = {
    "value times ten": times_ten,
    "other unit": other_unit,
    "other pump": other_pump,
    "other material": other_material,
    "negated": negated,
}


def judge(gold: Path, source: Path) -> Iterator[tuple[str, Verdict, str]]:
    """(change or "true", verdict, sentence) of every sentence of one source."""
    graph = KnowledgeGraph.memory()
    add_ontology(graph)
    document = read(source)
    add(graph, document, extract(document))
    reason(graph)
    claims = json.loads(gold.read_text("utf-8"))["claims"]
    of_sentence: dict[str, list[GoldClaim]] = defaultdict(list)
    for claim in claims:
        if claim.get("tier", 1) == 1 and "hypothetical" not in claim["polarity"]:
            of_sentence[" ".join(claim["sentence"].split())].append(claim)
    for sentence, stated in of_sentence.items():
        verdict = verify(graph, sentence).verdict
        yield "true", verdict, sentence
        if verdict is not Verdict.SUPPORTED:
            continue
        for change, make in _CHANGES.items():
            for wrong in {w: None for claim in stated if (w := make(sentence, claim))}:
                if wrong != sentence:
                    yield change, verify(graph, wrong).verdict, wrong


def main() -> None:
    paths = [Path(each) for each in sys.argv[1:]]
    pairs = list(zip(paths[::2], paths[1::2], strict=True)) or list(_passages())
    verdicts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for gold, source in pairs:
        for change, verdict, sentence in judge(gold, source):
            verdicts[change][verdict] += 1
            alarm = verdict in (Verdict.CONTRADICTED, Verdict.DIFFERS)
            if alarm if change == "true" else verdict is Verdict.SUPPORTED:
                print(f"{change} | {verdict} | {sentence}", file=sys.stderr)
    write_result("verifying", {"sources": len(pairs), **_summary(verdicts)})


def _passages() -> Iterator[tuple[Path, Path]]:
    for gold in sorted(_GOLD.glob("*.claims.json")):
        stem = gold.name.removesuffix(".claims.json")
        yield gold, next(p for p in _GOLD.glob(f"{stem}.*") if p.suffix in (".md", ".txt"))


def _summary(verdicts: dict[str, Counter[Verdict]]) -> dict[str, object]:
    summary: dict[str, object] = {}
    for change, counts in verdicts.items():
        total = counts.total()
        alarms = counts[Verdict.CONTRADICTED] + counts[Verdict.DIFFERS]
        row: dict[str, object] = {
            "sentences": total,
            "supported": counts[Verdict.SUPPORTED],
            "withheld": counts[Verdict.UNKNOWN],
            "alarm": alarms,
        }
        key = "false_alarms" if change == "true" else "detected"
        share = alarms if change == "true" else total - counts[Verdict.SUPPORTED]
        summary[change] = row | {key: round(share / total, 3)}
    return summary


if __name__ == "__main__":
    main()
