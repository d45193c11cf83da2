"""Every `ncgraph ...` line of the documents parses, and docs/cli.md is what the parser says."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from ncgraph.cli import make_parser

_CHECKOUT = Path(__file__).resolve().parents[2]
_PAGES = ("README.md", "CONTRIBUTING.md", "docs/cli.md")
_CODE = re.compile(r"^```(?:bash|console)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CLI_PAGE = _CHECKOUT / "docs" / "cli.md"
_INTRODUCTION = """# The command line

Exit codes: 0 done, 1 the request failed (one line on stderr says why), 2 wrong usage. With `--json`
a verb prints one JSON document on stdout and nothing else. Progress goes to stderr, and only on a
terminal.

Where the graph is kept: `--store DIR`, else `$NCGRAPH_STORE`, else `ncgraph/store` in the user's
data folder (`$XDG_DATA_HOME`, on most systems `~/.local/share`).

<!-- Written by `pytest tests/docs --update-golden` from the parser in src/ncgraph/cli.py. -->
"""


def _commands(page: str) -> list[str]:
    """The `ncgraph` commands of a page's shell blocks, without prompt and comment."""
    text = (_CHECKOUT / page).read_text("utf-8")
    lines = (
        line.removeprefix("$ ") for block in _CODE.findall(text) for line in block.splitlines()
    )
    return [line for line in lines if line.startswith("ncgraph ")]


def _verbs() -> dict[str, argparse.ArgumentParser]:
    (verbs,) = (a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(verbs.choices)


def _examples(verb: argparse.ArgumentParser) -> list[str]:
    return [line.strip() for line in (verb.epilog or "").splitlines()[1:]]


def _arguments(command: str) -> list[str]:
    """What the shell would hand over: up to a redirection or a pipe, without a comment."""
    words = shlex.split(command, comments=True)[1:]
    ends = [words.index(word) for word in (">", "|") if word in words]
    return words[: min(ends, default=len(words))]


@pytest.mark.parametrize(
    "command", sorted({command for page in _PAGES for command in _commands(page)})
)
def test_a_command_of_the_documents_parses(command: str) -> None:
    make_parser().parse_args(_arguments(command))


def test_every_verb_has_examples_and_they_parse() -> None:
    for name, verb in _verbs().items():
        examples = _examples(verb)
        assert examples
        for example in examples:
            assert _arguments(example)[0] == name
            make_parser().parse_args(_arguments(example))


def test_the_readme_shows_every_verb_that_answers_or_gives_access() -> None:
    shown = {_arguments(command)[0] for command in _commands("README.md")}
    assert {"build", "ask", "query", "extract", "export", "serve", "app"} <= shown


def test_the_command_page_is_what_the_parser_says(
    update_golden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NCGRAPH_STORE", raising=False)
    page = _INTRODUCTION + "".join(_describe(name, verb) for name, verb in _verbs().items())
    if update_golden:
        _CLI_PAGE.write_text(page, "utf-8")
    assert _CLI_PAGE.read_text("utf-8") == page


def _describe(name: str, verb: argparse.ArgumentParser) -> str:
    """A verb's part of the page, made from its options: argparse's own layout varies by version."""
    options = [action for action in verb._actions if action.dest != "help"]
    rows = "\n".join(f"| `{_spell(option)}` | {option.help} |" for option in options)
    examples = "\n".join(_examples(verb))
    return (
        f"\n## ncgraph {name}\n\n{verb.description}\n\n"
        f"| argument | meaning |\n|---|---|\n{rows}\n\n```bash\n{examples}\n```\n"
    )


def _spell(option: argparse.Action) -> str:
    value = option.metavar or "\\|".join(map(str, option.choices or ())) or option.dest.upper()
    if not option.option_strings:
        return str(value)
    names = ", ".join(option.option_strings)
    return names if option.nargs == 0 else f"{names} {value}"
