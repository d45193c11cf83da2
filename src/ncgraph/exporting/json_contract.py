"""Makes the documents that `--json` prints; other programs rely on their shapes.

Every function is pure: model objects in, a JSON-ready dict out, keys in the order of the contract
(DESIGN.md, section 5). The JSON Schemas beside this module describe the same shapes.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ncgraph.model import (
        Answer,
        AnswerRow,
        BuildReport,
        Claim,
        Claims,
        Conflict,
        Document,
        DocumentReport,
        Evidence,
        Group,
        Layer,
        Mention,
        Problem,
        Pump,
        Reference,
        Span,
        Verification,
    )

JsonObject = dict[str, object]


def read_schema(name: str) -> JsonObject:
    """The JSON Schema (draft 2020-12) of one output.

    Args:
        name: `extraction`, `answer`, `report`, `verification`, `proof`, `why_not` or `findings`.

    >>> read_schema("answer")["title"]
    'Output of ncgraph ask --json'
    """
    text = (files("ncgraph.exporting") / "schemas" / f"{name}.json").read_text("utf-8")
    schema: JsonObject = json.loads(text)
    return schema


def extraction_json(document: Document, claims: Claims, *, with_text: bool = False) -> JsonObject:
    """What was read from one document, before any reasoning (`ncgraph extract --json`).

    Offsets are indices into the decoded input; `text` stands in it only `with_text`.
    """
    head: JsonObject = {
        "document": {
            "id": document.id,
            "title": document.title,
            "doi": document.doi,
            "source": document.source,
            "sha256": document.sha256,
            "text_length": len(document.text),
        }
    }
    if with_text:
        head["text"] = document.text
    return {
        **head,
        "mentions": [_mention_json(mention) for mention in claims.mentions],
        "claims": [claim_json(claim, document.text) for claim in claims.claims],
        "references": [_reference_json(reference) for reference in document.references],
        "warnings": problems_json((*document.problems, *claims.problems)),
    }


def claim_json(claim: Claim, text: str) -> JsonObject:
    """One claim; `start` and `end` are its first piece, `pieces` all of them if there are more.

    Args:
        claim: What was read.
        text: The decoded input its offsets count in.
    """
    spans, subject, quantity = claim.evidence.spans, claim.subject, claim.quantity
    whole = len(spans) == 1
    shape: JsonObject = {
        "id": claim.id,
        "kind": claim.kind,
        "start": spans[0].start,
        "end": spans[0].end,
        "sentence": text[spans[0].start : spans[0].end] if whole else claim.evidence.quote,
        "section": claim.evidence.section,
        "material": (subject.composition or subject.name) if subject else None,
        "layers": _layers_json(subject.layers if subject else ()),
        "morphology": subject.morphology if subject else None,
        "heterostructure": subject.heterostructure if subject else None,
        "value": claim.value,
        "value_max": quantity.value_max if quantity else None,
        "unit": quantity.unit if quantity else None,
        "si_value": quantity.si_value if quantity else None,
        "si_value_max": quantity.si_value_max if quantity else None,
        "si_unit": quantity.si_unit if quantity else None,
        "approximate": quantity.approximate if quantity else False,
        "bound": quantity.bound if quantity else None,
        "cavity": claim.cavity,
        "pump": _pump_json(claim.pump),
        "device": claim.device,
        "term": claim.term,
        "polarity": str(claim.polarity),
        "citations": list(claim.citations),
        "citations_resolved": list(claim.citations_resolved),
        "attributed_to": claim.attributed_to,
        "source": str(claim.source),
        "row": claim.row,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }
    if claim.couplings:
        shape["couplings"] = [list(pair) for pair in claim.couplings]
    if not whole:
        shape["pieces"] = [{"start": span.start, "end": span.end} for span in spans]
    return shape


def answer_json(answer: Answer) -> JsonObject:
    """An answer with its evidence, one entry per piece of text (`ncgraph ask --json`).

    `groups` is there where values were found that may not be ranked with each other.
    """
    shape: JsonObject = {
        "question": answer.question,
        "understood": answer.understood,
        "reading": answer.reading,
        "answer_type": str(answer.answer_type),
        "answers": [_answer_row_json(row) for row in answer.rows],
        "value": answer.value,
        "unit": answer.unit,
        "si_value": answer.si_value,
        "sparql": answer.sparql,
        "notes": list(answer.notes),
        "suggestions": list(answer.suggestions),
    }
    if answer.groups:
        shape["groups"] = [_group_json(each) for each in answer.groups]
    return shape


def _group_json(group: Group) -> JsonObject:
    return {
        "comparable_within": group.within,
        "count": group.count,
        "sample": group.sample,
        "references": list(group.references),
        "value": group.value,
        "unit": group.unit,
        "si_value": group.si_value,
    }


def report_json(report: BuildReport) -> JsonObject:
    """What a build did (`ncgraph build --json`)."""
    return {
        "store": report.store,
        "documents": [_document_report_json(document) for document in report.documents],
        "asserted": report.asserted,
        "facts": report.facts,
        "inferred": report.inferred,
        "rounds": report.rounds,
        "seconds": round(report.seconds, 3),
        "clashes": problems_json(report.clashes),
    }


def problems_json(problems: Iterable[Problem]) -> list[JsonObject]:
    """What was seen but not understood, in the order it was met."""
    return [
        {"code": each.code, "message": each.message, "start": each.start, "end": each.end}
        for each in problems
    ]


def evidence_json(evidence: Evidence) -> list[JsonObject]:
    """One entry per piece, each quoting the input as it stands at its offsets.

    Raises:
        ValueError: The quote is not its pieces joined by one blank.
    """
    return [
        {
            "document": evidence.document,
            "start": span.start,
            "end": span.end,
            "quote": quote,
            "section": evidence.section,
        }
        for span, quote in _cut_quote(evidence)
    ]


def _cut_quote(evidence: Evidence) -> list[tuple[Span, str]]:
    pieces, at = [], 0
    for span in evidence.spans:
        length = span.end - span.start
        pieces.append((span, evidence.quote[at : at + length]))
        at += length + 1
    if at - 1 != len(evidence.quote):
        where = (
            f"{evidence.document}, offsets {evidence.spans[0].start} to {evidence.spans[-1].end}"
        )
        raise ValueError(f"quote of {where} is not as long as its pieces joined by one blank")
    return pieces


def _mention_json(mention: Mention) -> JsonObject:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "label": str(mention.label),
        "term": mention.term,
    }


def _reference_json(reference: Reference) -> JsonObject:
    return {
        "number": reference.number,
        "authors": list(reference.authors),
        "title": reference.title,
        "journal": reference.journal,
        "volume": reference.volume,
        "page": reference.page,
        "year": reference.year,
        "doi": reference.doi,
        "doi_printed": reference.doi_printed,
        "raw": reference.raw,
        "start": reference.span.start,
        "end": reference.span.end,
    }


def _layers_json(layers: Iterable[Layer]) -> list[JsonObject]:
    return [{"material": layer.material, "role": layer.role} for layer in layers]


def _pump_json(pump: Pump | None) -> JsonObject:
    """Always an object, so that `pump.mode` can be read; all null where no pump is stated."""
    shape: JsonObject = {
        "mode": pump.mode if pump else None,
        "wavelength_nm": pump.wavelength_nm if pump else None,
        "pulse_duration_s": pump.pulse_duration_s if pump else None,
        "photon_order": pump.photon_order if pump else None,
    }
    if pump and pump.voltage_v is not None:
        shape["voltage_v"] = pump.voltage_v
    if pump and pump.multi_photon:
        shape["multi_photon"] = True
    return shape


def questions_json(wordings: Mapping[str, Sequence[str]]) -> list[JsonObject]:
    """Stored questions with their wordings (`ncgraph ask --list --json`)."""
    return [{"name": name, "wordings": list(words)} for name, words in wordings.items()]


def verification_json(found: Verification) -> JsonObject:
    """A sentence, the verdict on it and on each of its claims (`ncgraph verify --json`)."""
    return {
        "sentence": found.sentence,
        "verdict": str(found.verdict),
        "checks": [
            {
                "claim": check.claim,
                "verdict": str(check.verdict),
                "reason": check.reason,
                "evidence": [piece for each in check.evidence for piece in evidence_json(each)],
            }
            for check in found.checks
        ],
    }


def _answer_row_json(row: AnswerRow) -> JsonObject:
    shape: JsonObject = {
        "sample": row.sample,
        "layers": _layers_json(row.layers),
        "morphology": row.morphology,
        "references": list(row.references),
        "dois": list(row.dois),
        "value": row.value,
        "unit": row.unit,
        "si_value": row.si_value,
        "cavity": row.cavity,
        "pump": _pump_json(row.pump),
        "inferred": row.inferred,
        "evidence": [piece for each in row.evidence for piece in evidence_json(each)],
    }
    if row.basis is not None:
        shape["basis"] = row.basis
    if row.conflicts:
        shape["conflicts"] = [conflict_json(each) for each in row.conflicts]
    return shape


def conflict_json(conflict: Conflict) -> JsonObject:
    """Two statements that do not go together, each with its words (`ask`, `check`)."""
    return {
        "kind": conflict.kind.value,
        "message": conflict.message,
        "samples": list(conflict.samples),
        "sides": [
            {
                "says": side.says,
                "references": list(side.references),
                "evidence": evidence_json(side.evidence),
            }
            for side in conflict.sides
        ],
    }


def _document_report_json(report: DocumentReport) -> JsonObject:
    return {
        "document": report.document,
        "source": report.source,
        "sentences": report.sentences,
        "claims": report.claims,
        "references": report.references,
        "problems": problems_json(report.problems),
    }
