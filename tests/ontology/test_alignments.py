"""No foreign IRI is invented: all that `ontology/` uses stand in a snapshot of their sources."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib.namespace as rdflib_namespace

from ncgraph.graph.identifiers import PREFIXES, expand
from ncgraph.ontology import ontology
from ncgraph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOME = folder("ontology")
OWN = "https://w3id.org/ncgraph"
MAPPINGS = sorted((HOME / "alignments").glob("*.sssom.tsv"))
# Their objects are documents and licences, not terms.
DOCUMENTS = {expand("dcterms:source"), expand("dcterms:license")}
COLUMNS = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
]


def snapshot() -> dict[str, dict[str, str]]:
    """IRI to label and source."""
    text = (HOME / "imports" / "term_snapshot.tsv").read_text(encoding="utf-8")
    return {row["iri"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}


def iris_of_turtle(path: Path) -> Iterator[str]:
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        nodes = [quad.subject, quad.predicate]
        if quad.predicate.value not in DOCUMENTS:
            nodes.append(quad.object)
        for node in nodes:
            if isinstance(node, ox.NamedNode):
                yield node.value
            elif isinstance(node, ox.Literal):
                yield node.datatype.value


def iris_of_sparql(path: Path) -> Iterator[str]:
    text = re.sub(r'(?m)^#.*$|"[^"\n]*"', "", path.read_text(encoding="utf-8"))
    prefixes = PREFIXES | dict(re.findall(r"PREFIX (\w+): <([^>]+)>", text))
    for prefix, local in re.findall(r"(?<![\w<:/])(\w+):(\w+)", text):
        if prefix in prefixes:
            yield prefixes[prefix] + local


def rows_of(path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The prefixes and the mappings of an SSSOM file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    prefixes = {}
    for line in (line for line in lines if line.startswith("#   ")):
        prefix, _, namespace = line[4:].partition(": ")
        prefixes[prefix] = namespace
    return prefixes, list(csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t"))


def iris_of_sssom(path: Path) -> Iterator[str]:
    prefixes, rows = rows_of(path)
    for row in rows:
        for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            prefix, _, local = row[column].partition(":")
            yield prefixes[prefix] + local


READERS = {".ttl": iris_of_turtle, ".rq": iris_of_sparql, ".tsv": iris_of_sssom}
FILES = [
    path
    for path in sorted(HOME.rglob("*"))
    if path.suffix in (".ttl", ".rq") or path.name.endswith(".sssom.tsv")
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_every_foreign_iri_is_in_the_snapshot(path: Path) -> None:
    foreign = {iri for iri in READERS[path.suffix](path) if not iri.startswith(OWN)}
    assert foreign - snapshot().keys() == set()


def test_the_snapshot_holds_nothing_that_is_not_used() -> None:
    used = {iri for path in FILES for iri in READERS[path.suffix](path)}
    assert snapshot().keys() - used == set()


def test_every_entry_of_the_snapshot_says_what_it_is_called_and_where() -> None:
    for iri, row in snapshot().items():
        assert row["label"], iri
        assert row["source"], iri


@pytest.mark.parametrize("name", ["RDF", "RDFS", "OWL", "SKOS", "PROV", "DCTERMS", "SH", "VANN"])
def test_terms_of_the_web_standards_exist_in_their_vocabularies(name: str) -> None:
    vocabulary = getattr(rdflib_namespace, name)
    used = [iri for iri in snapshot() if iri.startswith(str(vocabulary))]
    assert used
    for iri in used:
        assert iri in vocabulary, iri


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_mappings_have_the_columns_of_sssom_and_true_labels(path: Path) -> None:
    prefixes, rows = rows_of(path)
    known = snapshot()
    assert rows
    for row in rows:
        assert list(row) == COLUMNS
        assert row["subject_label"] == ontology().term(row["subject_id"]).label
        prefix, _, local = row["object_id"].partition(":")
        assert row["object_label"] == known[prefixes[prefix] + local]["label"]
        # classes of ours are narrower or merely like theirs; nothing is claimed to be the same
        assert row["predicate_id"] in ("skos:closeMatch", "skos:broadMatch", "skos:relatedMatch")


def test_what_modules_map_is_in_the_mapping_files_and_in_no_other_words() -> None:
    listed = set()
    for path in MAPPINGS:
        prefixes, rows = rows_of(path)
        for row in rows:
            prefix, _, local = row["object_id"].partition(":")
            listed.add((row["subject_id"], row["predicate_id"], prefixes[prefix] + local))
    stated = set()
    for path in sorted((HOME / "modules").glob("*.ttl")):
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            word = quad.predicate.value.rpartition("#")[2]
            if word.endswith("Match") and isinstance(quad.object, ox.NamedNode):
                subject = f"ncg:{str(quad.subject).strip('<>').rpartition('#')[2]}"
                stated.add((subject, f"skos:{word}", quad.object.value))
    assert stated - listed == set()
