"""What `explain` and `check` print as JSON keeps to its schema; charts are Mermaid that parses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema

from ncgraph import cli
from ncgraph.exporting.json_contract import read_schema

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

QUESTION = "Which quasi-type-II emitters have lased under CW pumping?"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(list(arguments)) in (0, None)
    return capsys.readouterr().out


def validate(name: str, text: str) -> Any:
    shape = json.loads(text)
    schema = read_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(shape, schema)
    return shape


def test_a_proof_keeps_to_its_schema(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ("--store", str(digest_store), "--json")
    shape = validate("proof", run(capsys, "explain", QUESTION, "--verify", *store))
    assert shape["verified"] is True
    assert shape["refused"] == []


def test_why_not_keeps_to_its_schema(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ("--store", str(digest_store), "--json")
    asked = ("CdSe NPL ref. 27", "quasi-type-II emitter")
    shape = validate("why_not", run(capsys, "explain", "--why-not", *asked, *store))
    assert shape["objections"]


def test_findings_keep_to_their_schema(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shape = validate("findings", run(capsys, "check", "--store", str(digest_store), "--json"))
    assert shape["clashes"] == []


NODE = re.compile(r'  (n\d+)(?:\["[^"]+"\]|\(\["[^"]+"\]\)|\{\{"[^"]+"\}\})')
EDGE = re.compile(r'  (n\d+) (?:-->\|"[^"|]+"\||-\.->) (n\d+)')


def test_a_chart_has_nodes_before_edges_and_edges_between_nodes(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ("--store", str(digest_store))
    first, *lines = run(capsys, "explain", QUESTION, "--format", "mermaid", *store).splitlines()
    assert first == "flowchart BT"
    nodes = {match[1] for line in lines if (match := NODE.fullmatch(line))}
    edges = [match.groups() for line in lines if (match := EDGE.fullmatch(line))]
    assert len(nodes) + len(edges) == len(lines)
    assert edges
    assert {name for edge in edges for name in edge} == nodes
