"""What loads when: `import ncgraph` must stay quick, and `--help` must not start an engine."""

from __future__ import annotations

import subprocess
import sys

import pytest

import ncgraph

_LOADED = "import sys; {code}; print(' '.join(m for m in {names!r} if m in sys.modules))"


def _loaded_by(code: str, *names: str) -> str:
    """Which of the modules a fresh interpreter has loaded after running `code`."""
    program = _LOADED.format(code=code, names=names)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_importing_ncgraph_loads_neither_spacy_nor_shacl_nor_rdf() -> None:
    assert _loaded_by("import ncgraph", "spacy", "pyshacl", "rdflib", "pyoxigraph") == ""


def test_building_the_parser_loads_no_engine() -> None:
    code = "from ncgraph.cli import make_parser; make_parser()"
    assert _loaded_by(code, "spacy", "pyshacl", "rdflib", "pyoxigraph", "streamlit") == ""


def test_taking_the_extract_verb_in_hand_does_not_load_spacy() -> None:
    assert _loaded_by("import ncgraph; ncgraph.extract", "spacy") == ""


@pytest.mark.parametrize("name", ncgraph.__all__)
def test_every_public_name_can_be_had_and_is_no_module(name: str) -> None:
    assert callable(getattr(ncgraph, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extarct'"):
        getattr(ncgraph, "extarct")  # noqa: B009 - mypy would reject the plain form


def test_public_names_are_listed_for_completion() -> None:
    assert set(ncgraph.__all__) <= set(dir(ncgraph))
