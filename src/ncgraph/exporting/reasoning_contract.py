"""Makes the documents that `explain --json` and `check --json` print; beside `json_contract`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ncgraph.errors import ReasoningError
from ncgraph.exporting.json_contract import JsonObject, conflict_json, evidence_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ncgraph.reasoning.explanation import Fact, Proof
    from ncgraph.reasoning.findings import Findings
    from ncgraph.reasoning.narrating import Branch
    from ncgraph.reasoning.objecting import Objection, WhyNot
    from ncgraph.reasoning.tracing import Finding
    from ncgraph.reasoning.verifying import Verdict


def proof_json(proof: Proof, branches: Iterable[Branch], verdict: Verdict | None) -> JsonObject:
    """A proof (`ncgraph explain --json`): `steps` can be replayed, `trees` are for reading."""
    shape: JsonObject = {
        "goals": [list(goal) for goal in proof.goals],
        "steps": [
            {
                "rule": step.rule,
                "reason": step.reason,
                "basis": step.basis,
                "conclusion": list(step.conclusion),
                "premises": [list(premise) for premise in step.premises],
                "absent": list(step.absent),
            }
            for step in proof.steps
        ],
        "unproved": [list(fact) for fact in proof.unproved],
        "trees": [branch_json(branch) for branch in branches],
    }
    if verdict is not None:
        shape["verified"] = verdict.is_valid
        shape["refused"] = list(verdict.refused)
    return shape


def read_proof(text: str) -> Proof:
    """The proof in a document such as `ncgraph explain --json` prints; of its steps and goals.

    Raises:
        ReasoningError: It is no such document.
    """
    from ncgraph.reasoning.explanation import Proof, Step

    try:
        shape = json.loads(text)
        steps = [
            Step(
                rule=str(each["rule"]),
                reason=str(each["reason"]),
                basis=str(each["basis"]),
                conclusion=_fact(each["conclusion"]),
                premises=tuple(_fact(premise) for premise in each["premises"]),
                absent=tuple(map(str, each["absent"])),
            )
            for each in shape["steps"]
        ]
        return Proof(goals=tuple(_fact(goal) for goal in shape["goals"]), steps=tuple(steps))
    except (KeyError, TypeError, ValueError) as error:
        raise ReasoningError(f"not a proof of `ncgraph explain --json`: {error!r}") from error


def _fact(words: Sequence[str]) -> Fact:
    subject, predicate, value = map(str, words)
    return subject, predicate, value


def branch_json(branch: Branch) -> JsonObject:
    """A conclusion in words, with what it rests on."""
    return {
        "fact": list(branch.fact),
        "words": branch.words,
        "rule": branch.rule,
        "reason": branch.reason,
        "basis": branch.basis,
        "absent": list(branch.absent),
        "evidence": [
            piece | {"references": list(told.references)}
            for told in branch.told
            for piece in evidence_json(told.evidence)
        ],
        "given": [{"fact": list(each.fact), "words": each.words} for each in branch.given],
        "premises": [branch_json(each) for each in branch.branches],
    }


def findings_json(found: Findings) -> JsonObject:
    """What is wrong or strange, each with the passages behind it (`ncgraph check --json`)."""
    return {
        "clashes": [_finding_json(each) for each in found.contradictions],
        "shapes": [_finding_json(each) for each in found.shapes],
        "disagreements": [_finding_json(each) for each in found.disagreements],
        "conflicts": [conflict_json(each) for each in found.conflicts],
        "slips": [_finding_json(each) for each in found.slips],
        "notes": list(found.notes),
    }


def _finding_json(finding: Finding) -> JsonObject:
    return {
        "code": finding.code,
        "message": finding.message,
        "evidence": [piece for each in finding.evidence for piece in evidence_json(each)],
    }


def counts_json(proof: Proof, verdict: Verdict | None, facts: int) -> JsonObject:
    """`ncgraph explain --all --json`: derived triples, those with a proof, those replayed."""
    total = len(proof.goals)
    shape: JsonObject = {"inferred": total, "proved": total - len(proof.unproved)}
    if verdict is not None:
        shape["verified"] = verdict.verified
    shape |= {"of_facts": facts, "of_inferences": total - facts}
    shape["unproved"] = [list(fact) for fact in proof.unproved]
    shape["refused"] = list(verdict.refused) if verdict else []
    return shape


def why_not_json(answer: WhyNot, summary: str) -> JsonObject:
    """Why a conclusion was not drawn (`ncgraph explain --why-not --json`)."""
    return {
        "sample": answer.sample,
        "classes": list(answer.classes),
        "summary": summary,
        "holds": list(answer.holds),
        "objections": [_objection_json(each) for each in answer.objections],
    }


def _objection_json(objection: Objection) -> JsonObject:
    return {
        "wanted": objection.wanted,
        "rule": objection.rule,
        "reason": objection.reason,
        "held": list(objection.held),
        "failed": objection.failed,
        "behind": [_objection_json(each) for each in objection.behind],
    }
