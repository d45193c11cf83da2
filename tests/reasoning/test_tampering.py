"""A proof that someone changed is refused, whatever was changed; the command line says where."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ncgraph.graph import KnowledgeGraph
from ncgraph.graph.identifiers import expand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Shape = dict[str, Any]

QUOTE = f"<{expand('oa:exact')}>"
CITES = f"<{expand('ncg:citesReference')}>"
ABOUT = f"<{expand('ncg:aboutSample')}>"


def explain(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ncgraph", "explain", *arguments, "--store", str(store)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def proof(digest_store: Path) -> Shape:
    """Why the CdSe/CdS dots of reference 28 are quasi-type-II emitters."""
    (row,) = KnowledgeGraph.open(digest_store).select(
        "SELECT DISTINCT ?s { ?s a ncg:QuasiTypeIIEmitter, ncg:CWLaserEmitter, ncg:QuantumDot }"
    )
    done = explain(digest_store, f"<{row['s']}> rdf:type ncg:QuasiTypeIIEmitter", "--json")
    shape: Shape = json.loads(done.stdout)
    return shape


def replay(store: Path, folder: Path, shape: Shape) -> subprocess.CompletedProcess[str]:
    path = folder / "proof.json"
    path.write_text(json.dumps(shape), encoding="utf-8")
    return explain(store, "--proof", str(path))


def drop_a_premise(shape: Shape) -> None:
    shape["steps"][-1]["premises"].pop()


def drop_a_step(shape: Shape) -> None:
    del shape["steps"][0]


def name_another_rule(shape: Shape) -> None:
    shape["steps"][-1]["rule"] = "defined-TypeIEmitter"


def name_no_rule(shape: Shape) -> None:
    shape["steps"][0]["rule"] = "wishful_thinking"


def pass_general_knowledge_off_as_the_reviews(shape: Shape) -> None:
    step = shape["steps"][0]
    step["basis"] = "general" if step["basis"] == "review" else "review"


def give_another_reason(shape: Shape) -> None:
    shape["steps"][0]["reason"] = "It is well known."


def conclude_of_another_sample(shape: Shape) -> None:
    other = "<https://w3id.org/ncgraph/id/elsewhere/sample/InP_QD__1>"
    shape["steps"][-1]["conclusion"][0] = other
    shape["goals"] = [shape["steps"][-1]["conclusion"]]


def conclude_another_class(shape: Shape) -> None:
    wanted = f"<{expand('ncg:TypeIEmitter')}>"
    shape["steps"][-1]["conclusion"][2] = wanted
    shape["goals"] = [shape["steps"][-1]["conclusion"]]


def bind_another_sample_in_a_premise(shape: Shape) -> None:
    step = next(s for s in shape["steps"] if any(p[1] == ABOUT for p in s["premises"]))
    premise = next(p for p in step["premises"] if p[1] == ABOUT)
    premise[2] = "<https://w3id.org/ncgraph/id/elsewhere/sample/InP_QD__1>"


def make_up_a_sentence(shape: Shape) -> None:
    sentence = "<https://w3id.org/ncgraph/id/elsewhere/evidence/0-9>"
    said = '"These dots are quasi-type-II."'
    shape["steps"][0]["premises"].append([sentence, QUOTE, said])


def credit_another_work(shape: Shape) -> None:
    claim = shape["steps"][0]["premises"][0][0]
    reference = "<https://w3id.org/ncgraph/id/elsewhere/reference/1>"
    shape["steps"][0]["premises"].append([claim, CITES, reference])


def argue_in_a_circle(shape: Shape) -> None:
    last = shape["steps"][-1]
    shape["steps"] = [{**last, "premises": [*last["premises"], last["conclusion"]]}]


def turn_the_steps_round(shape: Shape) -> None:
    shape["steps"].reverse()


def claim_more_than_was_shown(shape: Shape) -> None:
    subject, predicate, _ = shape["goals"][0]
    shape["goals"].append([subject, predicate, f"<{expand('ncg:HeavyMetalFreeNanocrystal')}>"])


def smuggle_in_a_second_triple(shape: Shape) -> None:
    words = shape["steps"][0]["premises"][0]
    words[2] = f"{words[2]} . <x:a> <x:b> <x:c>"


TAMPERINGS: tuple[tuple[Callable[[Shape], None], str], ...] = (
    (drop_a_premise, "does not follow from its premises"),
    (drop_a_step, "neither asserted nor shown before it"),
    (name_another_rule, "another reason"),
    (name_no_rule, "there is no such rule"),
    (pass_general_knowledge_off_as_the_reviews, "rests on something else"),
    (give_another_reason, "another reason"),
    (conclude_of_another_sample, "does not follow from its premises"),
    (conclude_another_class, "does not follow from its premises"),
    (bind_another_sample_in_a_premise, "neither asserted nor shown"),
    (make_up_a_sentence, "neither asserted nor shown"),
    (credit_another_work, "neither asserted nor shown"),
    (argue_in_a_circle, "neither asserted nor shown"),
    (turn_the_steps_round, "neither asserted nor shown"),
    (claim_more_than_was_shown, "no accepted step concludes it"),
    (smuggle_in_a_second_triple, "it is no triple"),
)


def test_an_honest_proof_is_accepted(digest_store: Path, tmp_path: Path, proof: Shape) -> None:
    done = replay(digest_store, tmp_path, proof)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{len(proof['steps'])} steps replayed and accepted\n"


@pytest.mark.parametrize(
    ("tamper", "why"), TAMPERINGS, ids=[tamper.__name__ for tamper, _ in TAMPERINGS]
)
def test_a_tampered_proof_is_refused(
    digest_store: Path,
    tmp_path: Path,
    proof: Shape,
    tamper: Callable[[Shape], None],
    why: str,
) -> None:
    shape = copy.deepcopy(proof)
    tamper(shape)
    assert shape != proof
    done = replay(digest_store, tmp_path, shape)
    assert done.returncode == 1
    assert why in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("text", ["", "[]", '{"goals": [["a"]], "steps": []}', '{"steps": [1]}'])
def test_what_is_no_proof_is_an_error_of_one_line(
    digest_store: Path, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "proof.json"
    path.write_text(text, encoding="utf-8")
    done = explain(digest_store, "--proof", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "not a proof" in done.stderr
    assert len(done.stderr.splitlines()) == 1
