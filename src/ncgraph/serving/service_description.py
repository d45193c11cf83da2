"""What the endpoint says of itself: to programs in Turtle, to people as a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ncgraph.serving.negotiation import GRAPH_TYPES, TABLE_TYPES

if TYPE_CHECKING:
    from ncgraph.serving.query_pool import Limits

# IRIs of the formats, from http://www.w3.org/ns/formats/
_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
EXAMPLE = """PREFIX ncg: <https://w3id.org/ncgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT DISTINCT ?emitter WHERE {
  ?experiment a ncg:CWLasingExperiment ;
              ncg:hasGainMedium ?sample .
  ?sample a ncg:QuasiTypeIIEmitter ;
          rdfs:label ?emitter .
}"""
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>ncgraph SPARQL endpoint</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto }}
textarea {{ width: 100%; font: 0.9rem/1.4 monospace }}
</style>
<h1>ncgraph SPARQL endpoint</h1>
<p>SPARQL 1.1 queries at <code>{url}</code>, by GET or POST. The default graph is the union of all
graphs. Updates and SERVICE are refused. A query may take {timeout:g} s and gives
at most {rows} rows; a cut result says so.</p>
<form action="{url}">
<p><label for="query">Query</label><br>
<textarea id="query" name="query" rows="14" spellcheck="false">{example}</textarea></p>
<p><label>Result as <select name="accept">{options}</select></label>
<button>Run</button></p>
</form>
</html>
"""


def describe_service(url: str) -> str:
    """The service description (SPARQL 1.1 Service Description), in Turtle."""
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

[] a sd:Service ;
    sd:endpoint <{url}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


def draw_page(url: str, limits: Limits) -> str:
    """A page with a form, for who opens the endpoint in a browser; it loads nothing else."""
    kinds = dict.fromkeys((*TABLE_TYPES.values(), *GRAPH_TYPES.values()))
    tables = ", ".join(dict.fromkeys(TABLE_TYPES.values()))
    options = "".join(f"<option>{escape(kind)}</option>" for kind in kinds)
    return _PAGE.format(
        url=escape(url),
        timeout=limits.timeout_s,
        rows=limits.max_rows,
        example=escape(EXAMPLE),
        options=f'<option value="{escape(tables)}, text/turtle">default</option>{options}',
    )
