"""The verbs that look into the reasoning: explain and check. The parser itself is in `cli`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import ncgraph
from ncgraph.errors import QuestionError, ReasoningError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ncgraph.graph import KnowledgeGraph
    from ncgraph.reasoning.explanation import Proof


def run_explain(arguments: argparse.Namespace) -> None:
    """Prove an answer or a triple, down to the sentences.

    ANSWER is a question: what each row of its answer rests on is proved. With --all every derived
    triple is proved and counted; `inferred` counts facts and inferences.
    """
    chosen = (arguments.target, arguments.all, arguments.why_not, arguments.proof)
    if sum(map(bool, chosen)) != 1:
        options = "a question or triple, --all, --why-not SAMPLE CLASS, --proof FILE"
        arguments.fail(f"give one of: {options}")
    graph = ncgraph.KnowledgeGraph.open(arguments.store)
    if arguments.why_not:
        as_json, as_text = _object(graph, *arguments.why_not)
    elif arguments.proof:
        as_json, as_text = _replay(graph, arguments.proof)
    elif arguments.all:
        as_json, as_text = _count(graph, verified=arguments.verify)
    else:
        as_json, as_text = _prove(graph, arguments)
    arguments.tell(arguments, lambda: as_json, lambda: as_text)


def run_check(arguments: argparse.Namespace) -> None:
    """List contradictions, malformed claims, and statements that do not go together.

    Also where an author's band alignment is not the one that the band edges give, and slips: an
    author or a year that the reference list has otherwise, a DOI with a blank in it, an element
    that replaces itself in a formula, a threshold without the area that its table else has.
    Findings are of documents and no failures: the exit code is 0.
    """
    from ncgraph.exporting import proofs, reasoning_contract
    from ncgraph.reasoning.findings import find_all

    found = find_all(ncgraph.KnowledgeGraph.open(arguments.store))
    arguments.tell(
        arguments,
        lambda: reasoning_contract.findings_json(found),
        lambda: proofs.findings_text(found),
    )


def add_reasoning_verbs(
    verbs: object,
    add_verb: Callable[..., argparse.ArgumentParser],
    add_store: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Adds both verbs to the parser, with the means of `cli`."""
    explain = add_verb(
        verbs,
        run_explain,
        'ncgraph explain "Which quasi-type-II emitters have lased under CW pumping?" --verify',
        'ncgraph explain --why-not "CdSe NPL ref. 27" "quasi-type-II emitter"',
        "ncgraph explain --all --verify --json",
        "ncgraph explain --proof proof.json",
    )
    explain.add_argument("target", nargs="?", metavar="ANSWER|TRIPLE", help='question, or "S P O"')
    explain.add_argument("--all", action="store_true", help="prove every derived triple, and count")
    explain.add_argument("--verify", action="store_true", help="replay the proofs independently")
    explain.add_argument(
        "--why-not",
        nargs=2,
        metavar=("SAMPLE", "CLASS"),
        help="the nearest rules, and the premise that failed",
    )
    about = "replay a proof that --json printed, with nothing else of it taken on trust"
    explain.add_argument("--proof", type=Path, metavar="FILE", help=about)
    layouts = ("text", "mermaid")
    explain.add_argument("--format", choices=layouts, default="text", help="default: text")
    add_store(explain)
    add_store(add_verb(verbs, run_check, "ncgraph check", "ncgraph check --json"))


def _object(graph: KnowledgeGraph, sample: str, wanted: str) -> tuple[object, str]:
    from ncgraph.exporting import reasoning_contract
    from ncgraph.reasoning.objecting import lines_of, summary_of, why_not

    answer = why_not(graph, sample, wanted)
    shape = reasoning_contract.why_not_json(answer, summary_of(answer))
    return shape, "\n".join(lines_of(answer))


def _count(graph: KnowledgeGraph, *, verified: bool) -> tuple[object, str]:
    from ncgraph.exporting import reasoning_contract
    from ncgraph.reasoning.explanation import Prover
    from ncgraph.reasoning.verifying import verify

    proof = Prover(graph).prove_all()
    verdict = verify(graph, proof) if verified else None
    shape = reasoning_contract.counts_json(proof, verdict, graph.count("facts"))
    lines = [f"{shape['inferred']} derived triples, {shape['proved']} with a proof"]
    if verdict is not None:
        lines.append(f"{verdict.verified} proofs replayed and accepted")
        lines += verdict.refused
    if proof.unproved or (verdict and verdict.refused):
        raise ReasoningError("; ".join((*lines, *(" ".join(fact) for fact in proof.unproved))))
    return shape, "\n".join(lines)


def _replay(graph: KnowledgeGraph, path: Path) -> tuple[object, str]:
    from ncgraph.exporting import reasoning_contract
    from ncgraph.reasoning.verifying import verify

    try:
        proof = reasoning_contract.read_proof(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ReasoningError(f"{path} cannot be read: {error}") from error
    verdict = verify(graph, proof)
    if verdict.refused:
        raise ReasoningError(f"{path}: refused: {verdict.refused[0]}")
    shape = {"verified": True, "steps": verdict.verified, "goals": list(map(list, proof.goals))}
    return shape, f"{verdict.verified} steps replayed and accepted"


def _prove(graph: KnowledgeGraph, arguments: argparse.Namespace) -> tuple[object, str]:
    from ncgraph.exporting import proofs, reasoning_contract
    from ncgraph.reasoning.narrating import Narrator
    from ncgraph.reasoning.verifying import verify

    proof = _proof_of(graph, arguments.target)
    verdict = verify(graph, proof) if arguments.verify else None
    if verdict and verdict.refused:
        raise ReasoningError(verdict.refused[0])
    narrator = Narrator(graph)
    trees = [narrator.tree(proof, goal) for goal in proof.goals]
    if arguments.format == "mermaid":
        text = proofs.proof_mermaid(trees)
    else:
        text = "\n\n".join(proofs.proof_text(tree) for tree in trees)
        text += f"\n\nreplayed: {verdict.verified} steps accepted" if verdict else ""
    return reasoning_contract.proof_json(proof, trees, verdict), text


def _proof_of(graph: KnowledgeGraph, target: str) -> Proof:
    """The proof of one triple, or of what each row of an answer rests on."""
    from ncgraph.reasoning.explanation import Prover, find_triple, triples_behind

    triple = find_triple(target)
    prover = Prover(graph)
    if triple is not None:
        if not prover.holds(triple):
            raise QuestionError(f"the graph does not hold {target!r}; hint: --why-not SAMPLE CLASS")
        return prover.prove([triple])
    answer = ncgraph.ask(graph, target)
    if not answer.understood or not answer.sparql:
        nearest = json.dumps(list(answer.suggestions[:3]), ensure_ascii=False)
        raise QuestionError(f"not understood: {target!r}; nearest questions: {nearest}")
    rows = triples_behind(graph, answer.sparql)
    return prover.prove([each for row in rows for each in row if prover.is_derived(each)])
