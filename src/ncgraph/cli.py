"""The command line: one short function per verb. Exit codes: 0 done, 1 failed, 2 wrong usage.

A failure is one line on stderr. With `--json` stdout carries one JSON document and nothing else.
A verb imports its libraries itself, so that `ncgraph --help` and `ncgraph ask` start at once.
"""

from __future__ import annotations

import argparse
import inspect
import io
import json
import os
import sys
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import ncgraph
from ncgraph.cli_reasoning import add_reasoning_verbs
from ncgraph.errors import ResourceMissingError, explain
from ncgraph.resources import default_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    _Verbs = argparse._SubParsersAction["_Parser"]


def run_build(arguments: argparse.Namespace) -> None:
    """Read papers into the graph, derive facts and reason.

    The papers are added to what the store holds; a paper that is there already is replaced, so
    building twice changes nothing. Without a source the bundled digest is built. A build that
    fails or is interrupted leaves the store as it was.
    """
    from ncgraph.exporting import json_contract, terminal
    from ncgraph.reasoning.hermit import Reasoner
    from ncgraph.workflow import build

    if arguments.references and len(arguments.source) != 1:
        arguments.fail("--references needs one SOURCE, whose list it is")
    with terminal.progress() as progress:
        given = {"fresh": arguments.fresh, "references": arguments.references}
        how = Reasoner(arguments.reasoner)
        report = build(arguments.source, arguments.store, reasoner=how, progress=progress, **given)
    _show(arguments, lambda: json_contract.report_json(report), lambda: terminal.build_text(report))


def run_extract(arguments: argparse.Namespace) -> None:
    """Print the claims of one paper, before any reasoning."""
    from ncgraph.exporting import json_contract, terminal

    if arguments.text and not arguments.json:
        arguments.fail("--text needs --json")
    document = ncgraph.read(arguments.source, arguments.references)
    claims = ncgraph.extract(document)
    _show(
        arguments,
        lambda: json_contract.extraction_json(document, claims, with_text=arguments.text),
        lambda: terminal.claims_text(document, claims),
    )


def run_score(arguments: argparse.Namespace) -> None:
    """Compare what is read with gold: precision, recall and F1, with 95 % intervals.

    GOLD is JSON of the claims of one paper, SOURCE the paper; or GOLD is a folder of such files.
    Without them, the bundled passages. Found: kind and sentence fit; exact: the content does too.
    """
    from ncgraph.exporting import scores

    files = scores.pair_files(arguments.gold, arguments.source)
    if files is None:
        arguments.fail("needs GOLD and SOURCE, a folder of both, or neither")
    score = scores.update_baseline if arguments.update_baseline else scores.score_files
    sheet = score(files or [], ncgraph.read, all_tiers=arguments.all_tiers)
    shape, text = scores.scores_json, scores.scores_text
    _show(arguments, lambda: shape(sheet, arguments.show), lambda: text(sheet, arguments.show))


def run_ask(arguments: argparse.Namespace) -> None:
    """Answer a question, with sentence and reference.

    What was not understood is said, with questions that can be answered; that too is exit code 0.
    """
    from ncgraph.exporting import json_contract, terminal

    if arguments.list:
        run_query(arguments)
        return
    if (arguments.question is None) == (arguments.file is None):
        arguments.fail("needs QUESTION, --file or --list, one of them")
    graph = ncgraph.KnowledgeGraph.open(arguments.store)
    lines = arguments.file.read_text("utf-8").splitlines() if arguments.file else []
    for question in filter(str.strip, lines) if arguments.file else [arguments.question]:
        answer = ncgraph.ask(graph, question)
        shape, text = json_contract.answer_json(answer), terminal.answer_text(answer)
        indent = None if arguments.file else 2  # of many, one document a line
        if arguments.json:
            print(json.dumps(shape, ensure_ascii=False, indent=indent, allow_nan=False))
        else:
            print(f"{question}\n{text}\n" if arguments.file else text)


def run_verify(arguments: argparse.Namespace) -> None:
    """Compare a sentence with the graph: supported, contradicted, other conditions, or unknown."""
    from ncgraph.answering import verify
    from ncgraph.exporting import json_contract, terminal

    found = verify(ncgraph.KnowledgeGraph.open(arguments.store), arguments.sentence)
    _show(
        arguments,
        lambda: json_contract.verification_json(found),
        lambda: terminal.verification_text(found),
    )


def run_query(arguments: argparse.Namespace) -> None:
    """Run SPARQL: a file, a stored question, or the text.

    Without a query the stored questions are listed. Updates, LOAD and SERVICE are refused.
    """
    from ncgraph.answering import named_questions
    from ncgraph.exporting import json_contract, terminal
    from ncgraph.exporting.query_results import query_text, read_query

    named = named_questions()
    if getattr(arguments, "query", None) is None:
        wordings = {each.name: each.wordings for each in named}
        shape, text = json_contract.questions_json, terminal.questions_text
        _show(arguments, lambda: shape(wordings), lambda: text(wordings))
        return
    stored = {each.name: each.sparql for each in named}
    sparql = stored.get(arguments.query) or read_query(arguments.query)
    graph = ncgraph.KnowledgeGraph.open(arguments.store)
    print(query_text(graph, sparql, "json" if arguments.json else arguments.format))


def run_export(arguments: argparse.Namespace) -> None:
    """Write RDF, a citation network or a table to a file."""
    from ncgraph.exporting import export

    if arguments.json and not arguments.output:
        arguments.fail("--json needs --output, or the two would mix")
    graph = ncgraph.KnowledgeGraph.open(arguments.store)
    export(graph, arguments.format, arguments.output or sys.stdout.buffer)
    if arguments.output:
        written = {"format": arguments.format, "output": arguments.output}
        _show(arguments, lambda: written, lambda: f"wrote {arguments.output}")


def run_terms(arguments: argparse.Namespace) -> None:
    """Look up the vocabulary, by part of a name or synonym."""
    from ncgraph.exporting import terminal
    from ncgraph.ontology import ontology

    word = arguments.word.lower()
    named = ((t, " ".join((t.curie, t.label, *t.synonyms)).lower()) for t in ontology().terms())
    found = [term for term, names in named if word in names]
    _show(arguments, lambda: [asdict(each) for each in found], lambda: terminal.terms_text(found))


def run_serve(arguments: argparse.Namespace) -> None:
    """Serve a read-only SPARQL endpoint until Ctrl-C."""
    from ncgraph.serving import serve

    def announce(url: str) -> None:
        _show(arguments, lambda: {"endpoint": url}, lambda: f"SPARQL endpoint at {url}")

    serve(arguments.store, arguments.host, arguments.port, arguments.timeout, announce=announce)


def run_app(arguments: argparse.Namespace) -> None:
    """Open the page in a browser: ask, see the evidence."""
    from ncgraph.serving.page import open_page

    if find_spec("streamlit") is None:
        raise ResourceMissingError('the page needs Streamlit: pip install "ncgraph[app]"')
    ncgraph.KnowledgeGraph.open(arguments.store).close()  # a missing graph is said here and now
    if arguments.json:
        _show(arguments, lambda: {"page": f"http://{arguments.host}:{arguments.port}"}, str)
    output, address = sys.stderr if arguments.json else None, (arguments.host, arguments.port)
    open_page(arguments.store, *address, browser=not arguments.no_browser, output=output)


def _show(
    arguments: argparse.Namespace, as_json: Callable[[], object], as_text: Callable[[], str]
) -> None:
    """Prints a result in the form that was asked for."""
    if arguments.json:
        print(json.dumps(as_json(), ensure_ascii=False, indent=2, allow_nan=False), flush=True)
    else:
        print(as_text(), flush=True)


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line on stderr and exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"ncgraph: error: {message}; see `{self.prog} --help`\n")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; each verb's function is its default `run`."""
    about = "Reads papers on nanocrystal lasers into a graph and answers from it."
    parser = _Parser(prog="ncgraph", description=about, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"ncgraph {ncgraph.__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _add_verbs_that_read(verbs)
    _add_verbs_that_answer(verbs)
    add_reasoning_verbs(verbs, _add_verb, _add_store)
    _add_verbs_that_serve(verbs)
    return parser


def _add_verbs_that_read(verbs: _Verbs) -> None:
    build = _add_verb(verbs, run_build, "ncgraph build", "ncgraph build review.md --fresh --json")
    build.add_argument("source", nargs="*", metavar="SOURCE", help="papers; default: the digest")
    build.add_argument("--fresh", action="store_true", help="leave out what the store held before")
    about = "hermit: let a complete reasoner look over a small graph too (slow)"
    build.add_argument("--reasoner", choices=("rules", "hermit"), default="rules", help=about)
    _add_store(build)

    example = "ncgraph extract paper.md --references list.bib --json > claims.json"
    extract = _add_verb(verbs, run_extract, "ncgraph extract paper.pdf", example)
    extract.add_argument(
        "source", metavar="SOURCE", help="Markdown, text, LaTeX, PDF, JATS, TEI, HTML, CSV"
    )
    extract.add_argument("--text", action="store_true", help="with --json: the decoded text too")
    about = "the SOURCE's reference list (BibTeX, RIS, CSL-JSON): completes or replaces its own"
    for verb in (build, extract):
        verb.add_argument("--references", metavar="FILE", help=about)

    score = _add_verb(verbs, run_score, "ncgraph score", "ncgraph score gold.json paper.md --json")
    score.add_argument("gold", nargs="?", type=Path, metavar="GOLD", help="JSON of its claims")
    score.add_argument("source", nargs="?", type=Path, metavar="SOURCE", help="the paper")
    score.add_argument("--all-tiers", action="store_true", help="definitions count too")
    score.add_argument("--show", choices=("missed", "wrong"), help="list those claims too")
    score.add_argument("--update-baseline", action="store_true", help="rewrite the bundled scores")

    terms = _add_verb(verbs, run_terms, "ncgraph terms", "ncgraph terms whispering --json")
    terms.add_argument("word", nargs="?", default="", metavar="WORD", help="part of a name")


def _add_verbs_that_answer(verbs: _Verbs) -> None:
    ask = _add_verb(
        verbs,
        run_ask,
        'ncgraph ask "Which quasi-type-II emitters have lased under CW pumping?"',
        'ncgraph ask "Which nanoplatelets lased in a DFB cavity?" --json',
    )
    ask.add_argument("question", nargs="?", metavar="QUESTION", help="in English, quoted")
    ask.add_argument("--file", type=Path, metavar="FILE", help="a question a line, an answer each")
    ask.add_argument("--list", action="store_true", help="list the stored questions")
    _add_store(ask)

    claim = 'ncgraph verify "CdSe/CdS QDs show ASE at 26 µJ/cm2 under fs pumping."'
    verify = _add_verb(verbs, run_verify, claim)
    verify.add_argument("sentence", metavar="SENTENCE", help="a statement in English, quoted")
    _add_store(verify)

    query = _add_verb(
        verbs,
        run_query,
        "ncgraph query",
        'ncgraph query "SELECT ?s ?name { ?s a ncg:Nanocrystal ; rdfs:label ?name } LIMIT 5"',
        "ncgraph query question.rq --format csv",
    )
    query.add_argument("query", nargs="?", metavar="QUERY", help="file, stored question, or SPARQL")
    layouts = ("table", "json", "csv", "turtle")
    query.add_argument("--format", choices=layouts, help="default: table; for CONSTRUCT turtle")
    _add_store(query)

    export = _add_verb(verbs, run_export, "ncgraph export csv", "ncgraph export gexf -o net.gexf")
    export.add_argument("format", metavar="FORMAT", help="turtle, nquads, graphml, gexf, csv, ...")
    export.add_argument("-o", "--output", metavar="FILE", help="default: standard output")
    _add_store(export)


def _add_verbs_that_serve(verbs: _Verbs) -> None:
    serve = _add_verb(verbs, run_serve, "ncgraph serve", "ncgraph serve --port 8080 --timeout 60")
    serve.add_argument("--timeout", type=float, default=15.0, metavar="S", help="default: 15 s")
    _add_address(serve, port=7878)

    app = _add_verb(verbs, run_app, "ncgraph app", "ncgraph app --port 8600 --no-browser")
    app.add_argument("--no-browser", action="store_true", help="serve the page, open nothing")
    _add_address(app, port=8501)


def _add_verb(
    verbs: _Verbs, run: Callable[[argparse.Namespace], None], *examples: str
) -> argparse.ArgumentParser:
    """A verb named after its function, described by that function's docstring."""
    text = inspect.getdoc(run) or ""
    verb = verbs.add_parser(
        run.__name__.removeprefix("run_"),
        help=text.partition("\n")[0].replace("%", "%%"),
        description=text,
        epilog="\n  ".join(("examples:", *examples)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verb.set_defaults(run=run, fail=verb.error, tell=_show)
    verb.add_argument("--json", action="store_true", help="print one JSON document")
    return verb


def _add_store(verb: argparse.ArgumentParser) -> None:
    about = "default: $NCGRAPH_STORE, else ncgraph/store in the user's data folder"
    verb.add_argument("--store", default=default_store(), type=Path, metavar="DIR", help=about)


def _add_address(verb: argparse.ArgumentParser, *, port: int) -> None:
    verb.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    verb.add_argument("--port", type=_port, default=port, metavar="N", help=f"default: {port}")
    _add_store(verb)


def _port(text: str) -> int:
    if not 0 <= int(text) < 2**16:
        raise ValueError(text)
    return int(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code.

    Raises:
        SystemExit: Wrong usage (2), `--help` or `--version` (0).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # µ and ⁻ on a terminal or pipe of any locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = make_parser().parse_args(argv)
        arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130  # 128 + SIGINT, as shells report it
    except BrokenPipeError:  # `... | head`: nobody is left; keep Python from trying at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("NCGRAPH_TRACEBACK"):
            raise
        print("ncgraph: error:", " ".join(explain(error).split()), file=sys.stderr)
        return 1
    return 0
