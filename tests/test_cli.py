"""The command line: exit codes, one line for each failure, one JSON document for `--json`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ncgraph import cli

if TYPE_CHECKING:
    from collections.abc import Callable

_QUESTION = "Which quasi-type-II emitters have lased under CW pumping?"
_VERBS = ("build", "extract", "ask", "query", "export", "terms", "serve", "app")
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ncgraph", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


def _assert_one_error_line(text: str) -> None:
    assert text.startswith("ncgraph: error: ")
    assert text.count("\n") == 1
    assert "Traceback" not in text


def _write(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


_BAD = {
    "missing": lambda _path: None,
    "directory": lambda path: path.mkdir(),
    "empty": _write(b""),
    "blank": _write(b" \n\n\t\n"),
    "png": _write(_PNG),
    "no encoding": _write(b"Seuil \x81 26 \xb5J"),
    "5 MB line": _write(b"# T\n\n" + b"CdSe/CdS lased. " * 330_000),
}


@pytest.mark.parametrize("kind", _BAD)
@pytest.mark.parametrize("verb", ["build", "extract"])
def test_a_bad_source_is_one_line_and_exit_code_1(
    verb: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, store = tmp_path / "source.md", tmp_path / "store"
    _BAD[kind](source)
    options = ["--store", str(store)] if verb == "build" else []
    assert cli.main([verb, str(source), *options]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "source.md" in printed.err
    _assert_one_error_line(printed.err)
    assert not store.exists()


def test_a_bad_source_leaves_the_old_graph(
    digest_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["ask", _QUESTION, "--store", str(digest_copy), "--json"])
    before = capsys.readouterr().out
    picture = tmp_path / "figure.png"
    picture.write_bytes(_PNG)
    assert cli.main(["build", str(picture), "--fresh", "--store", str(digest_copy)]) == 1
    capsys.readouterr()
    cli.main(["ask", _QUESTION, "--store", str(digest_copy), "--json"])
    assert capsys.readouterr().out == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--shiny"],
        ["--shiny"],
        ["frobnicate"],
        [],
        ["ask"],
        ["query", "--format", "xlsx"],
        ["serve", "--port", "many"],
        ["serve", "--port", "99999"],
        ["export", "turtle", "--json"],
        ["extract", "paper.md", "--text"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    _assert_one_error_line(printed.err)


@pytest.mark.parametrize(
    "arguments",
    [["ask", _QUESTION], ["query", "ASK { ?s ?p ?o }"], ["export", "turtle"], ["serve"], ["app"]],
)
def test_without_a_graph_the_user_is_told_to_build_one(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*arguments, "--store", str(tmp_path / "none")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "ncgraph build" in printed.err
    _assert_one_error_line(printed.err)


def test_a_folder_that_is_no_store_is_neither_read_nor_overwritten(
    tmp_path: Path, digest_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "thesis.tex"
    precious.write_text("years of work", encoding="utf-8")
    assert cli.main(["build", str(digest_path), "--fresh", "--store", str(tmp_path)]) == 1
    _assert_one_error_line(capsys.readouterr().err)
    assert precious.read_text(encoding="utf-8") == "years of work"


def test_ask_shows_each_sample_with_its_sentence_and_reference(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["ask", _QUESTION, "--store", str(digest_store)]) == 0
    text = capsys.readouterr().out
    assert "ref. 28" in text
    assert "ref. 102" in text
    assert "https://doi.org/10." in text
    assert text.count("“") >= 2


def test_ask_says_what_it_did_not_understand_and_that_is_no_failure(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["ask", "Which bananas have lased?", "--store", str(digest_store)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Not understood")
    assert "bananas" in text


def test_extract_as_text_has_a_line_for_each_claim(
    digest_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["extract", str(digest_path), "--json"]) == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert cli.main(["extract", str(digest_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    kinds = {claim["kind"] for claim in claims}
    assert sum(line.split(" ")[0] in kinds for line in lines) == len(claims)


def test_extract_quotes_the_file_at_the_offsets_it_gives(
    digest_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["extract", str(digest_path), "--json", "--text"])
    output = json.loads(capsys.readouterr().out)
    text = digest_path.read_text(encoding="utf-8")
    assert output["text"] == text
    assert all(text[c["start"] : c["end"]] == c["sentence"] for c in output["claims"])


def test_query_takes_a_text_a_file_and_the_name_of_a_stored_question(
    digest_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count = "SELECT (COUNT(?r) AS ?n) WHERE { ?r a biro:BibliographicReference }"
    file = tmp_path / "count.rq"
    file.write_text(count, encoding="utf-8")
    store = ["--store", str(digest_store)]
    outputs = []
    for query in (count, str(file)):
        assert cli.main(["query", query, *store, "--format", "csv"]) == 0
        outputs.append(capsys.readouterr().out.split())
    assert outputs == [["n", "121"], ["n", "121"]]
    assert cli.main(["query", "--json"]) == 0
    stored = json.loads(capsys.readouterr().out)
    for question in stored:
        assert cli.main(["query", question["name"], *store, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["results"]


def test_query_gives_a_graph_as_turtle(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "CONSTRUCT { ?r a ncg:Found } WHERE { ?r ncg:number '28' }"
    assert cli.main(["query", query, "--store", str(digest_store)]) == 0
    assert "Found" in capsys.readouterr().out


@pytest.mark.parametrize(
    "query",
    [
        "SELECT",
        "no_such_question",
        "DROP ALL",
        "LOAD <file:///etc/hostname>",
        "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
    ],
)
def test_a_query_that_is_wrong_or_not_allowed_is_one_line(
    query: str, digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["query", query, "--store", str(digest_store)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    _assert_one_error_line(printed.err)


def test_export_writes_a_file_or_standard_output(digest_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    assert cli.main(["export", "nquads", "-o", str(target), "--store", str(digest_store)]) == 0
    piped = _run("export", "nquads", "--store", str(digest_store))
    assert sorted(piped.stdout.splitlines()) == sorted(
        target.read_text(encoding="utf-8").splitlines()
    )


def test_an_unknown_export_format_names_the_known_ones(
    digest_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", "xlsx", "--store", str(digest_store)]) == 1
    error = capsys.readouterr().err
    assert "turtle" in error
    _assert_one_error_line(error)


def test_terms_finds_a_term_by_a_synonym(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["terms", "whispering", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "ncg:WhisperingGalleryCavity" in [term["curie"] for term in found]
    assert cli.main(["terms", "whispering"]) == 0
    assert "ncg:WhisperingGalleryCavity" in capsys.readouterr().out


@pytest.mark.parametrize("verb", _VERBS)
def test_help_of_every_verb_has_examples_that_parse(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([verb, "--help"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    assert "examples:" in text
    assert "--json" in text


def test_the_store_is_named_by_option_then_environment_then_user_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NCGRAPH_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert cli.make_parser().parse_args(["ask", "?"]).store == tmp_path / "ncgraph" / "store"
    monkeypatch.setenv("NCGRAPH_STORE", "elsewhere")
    assert cli.make_parser().parse_args(["ask", "?"]).store == Path("elsewhere")
    assert cli.make_parser().parse_args(["ask", "?", "--store", "here"]).store == Path("here")


def test_app_without_streamlit_names_the_extra(
    digest_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "find_spec", lambda _: None)
    assert cli.main(["app", "--store", str(digest_store)]) == 1
    error = capsys.readouterr().err
    assert "ncgraph[app]" in error
    _assert_one_error_line(error)


def test_nothing_but_json_is_printed_and_no_progress_where_there_is_no_terminal(
    digest_path: Path, tmp_path: Path
) -> None:
    done = _run("build", str(digest_path), "--store", str(tmp_path / "store"), "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    assert json.loads(done.stdout)["documents"][0]["references"] == 121


def test_a_reader_that_goes_away_is_no_error_message(digest_store: Path) -> None:
    command = [sys.executable, "-m", "ncgraph", "export", "nquads", "--store", str(digest_store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) in (0, 1)


def test_an_interrupt_is_quiet_and_exit_code_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ncgraph.ontology.ontology", lambda: signal.raise_signal(signal.SIGINT))
    # a shell without job control starts `pytest &` with the signal ignored
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert cli.main(["terms"]) == 130
    finally:
        signal.signal(signal.SIGINT, handler)
    assert "Traceback" not in capsys.readouterr().err


def test_output_is_utf_8_in_any_locale(digest_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ncgraph", "extract", str(digest_path)],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert done.returncode == 0
    assert "µ" in done.stdout.decode("utf-8")
