"""`communique explain`, on a workspace with a report of our own making."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import RDF, BNode, Graph, URIRef
from rdflib.namespace import PROV

from communique.cli import cli
from communique.cli.explain import command
from communique.errors import UsageError
from communique.publish.conclusions import conclude_anew
from communique.store import open_store
from communique.vocab import cmq
from communique.workspace import create_workspace

BASE = "https://example.org/"
DRAFT = """
@prefix : <https://example.org/id/> .
@prefix cmq: <https://w3id.org/communique/ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<person/anna> a cmq:Person ; rdfs:label "Anna Keller"@en ; cmq:span <report/1#char=0,11> ;
    cmq:attestedBy <report/1> ; cmq:hasTenure <tenure/anna> ; cmq:rule "roster" .
<tenure/anna> a cmq:Tenure ; rdfs:label "Head"@en ; org:organization <institution/unit> ;
    cmq:span <report/1#char=0,30> ; cmq:attestedBy <report/1> ; cmq:rule "office.after" ;
    cmq:reviewedBy "Ada" .
<visit/1> cmq:place <place/oslo> ; cmq:attestedBy <statement/1> ; cmq:span <report/1#char=40,60> .
<statement/1> cmq:speaker <person/anna> .
<report/1#char=0,11> oa:hasSource <report/1> ; oa:hasSelector <report/1#p1> , <report/1#q1> .
<report/1#p1> oa:start 0 ; oa:end 11 . <report/1#q1> oa:exact "Anna Keller" .
<report/1#char=0,30> oa:hasSource <report/1> ; oa:hasSelector <report/1#p2> , <report/1#q2> .
<report/1#p2> oa:start 0 ; oa:end 30 . <report/1#q2> oa:exact "Anna Keller, Head of the Unit," .
<report/1#char=40,60> oa:hasSource <report/1> ; oa:hasSelector <report/1#p3> , <report/1#q3> .
<report/1#p3> oa:start 40 ; oa:end 60 . <report/1#q3> oa:exact "visited Oslo in 2015" .
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    draft = Graph().parse(data=DRAFT, publicID=f"{BASE}id/")
    name = f"<{BASE}graph/report/1>"
    lines = [f"{s.n3()} {p.n3()} {o.n3()} {name} .\n" for s, p, o in draft]
    with open_store(create_workspace(tmp_path, BASE)) as store:
        store.add("".join(lines).encode())
        conclude_anew(store, BASE)
    return tmp_path


def explain(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        command, [*arguments, "--workspace", str(workspace)], catch_exceptions=False
    )


def test_a_fact_that_is_said_shows_the_words_of_the_source(workspace: Path) -> None:
    answer = explain(workspace, "person/anna", "cmq:hasTenure")
    assert answer.exit_code == 0
    assert "Anna Keller — holds position — Head" in answer.output
    assert "report/1, characters 0–" in answer.output


def test_a_fact_that_is_said_shows_its_rule_and_its_reviewer(workspace: Path) -> None:
    answer = explain(workspace, "tenure/anna", "org:organization")
    assert "read by rule office.after; reviewed by Ada" in answer.output
    answer = explain(workspace, "person/anna", "rdfs:label")
    assert "read by rule roster; not reviewed" in answer.output


def test_the_rule_and_the_reviewer_stand_in_prov_o_too(workspace: Path) -> None:
    answer = explain(workspace, "tenure/anna", "org:organization", "--format", "turtle")
    graph = Graph().parse(data=answer.output, format="turtle")
    (fact,) = graph.subjects(RDF.predicate)
    assert str(graph.value(fact, cmq.rule)) == "office.after"
    assert str(graph.value(fact, cmq.reviewedBy)) == "Ada"


def test_what_a_speaker_says_names_the_speaker(workspace: Path) -> None:
    answer = explain(workspace, "visit/1", "cmq:place", "place/oslo")
    assert "according to Anna Keller" in answer.output
    assert "“visited Oslo in 2015”" in answer.output


def test_an_inferred_fact_shows_the_rule_and_the_words_below_it(workspace: Path) -> None:
    answer = explain(workspace, "person/anna", "cmq:hasBeenAffiliatedWith")
    assert (
        "follows: “holds position”, then “in the body” leads to “has been affiliated with”"
        in answer.output
    )
    assert "“Anna Keller, Head of the Unit,”" in answer.output


def test_a_thing_alone_shows_all_that_is_known_but_not_how_evidence_is_written(
    workspace: Path,
) -> None:
    answer = explain(workspace, f"{BASE}id/person/anna")
    assert "holds position" in answer.output
    assert "has been affiliated with" in answer.output
    assert "— read by rule —" not in answer.output


def test_json_has_the_same_reasons(workspace: Path) -> None:
    answer = explain(workspace, "person/anna", "cmq:hasBeenAffiliatedWith", "--json")
    (record,) = json.loads(answer.output)
    assert record["object"] == f"{BASE}id/institution/unit"
    words = [p["words"] for premise in record["premises"] for p in premise["passages"]]
    assert "Anna Keller, Head of the Unit," in words


def test_the_reasons_are_prov_o_without_blank_nodes(workspace: Path) -> None:
    """The conclusion was derived, through premises, from words that were quoted from the report."""
    answer = explain(workspace, "person/anna", "cmq:hasBeenAffiliatedWith", "--format", "turtle")
    graph = Graph().parse(data=answer.output, format="turtle")
    assert not [n for n in graph.all_nodes() if isinstance(n, BNode)]
    conclusion = graph.value(predicate=RDF.object, object=URIRef(f"{BASE}id/institution/unit"))
    inferred = [
        f
        for f in graph.subjects(PROV.wasGeneratedBy)
        if graph.value(f, RDF.object) == URIRef(f"{BASE}id/institution/unit")
    ]
    assert conclusion is not None
    (fact,) = inferred
    activity = graph.value(fact, PROV.wasGeneratedBy)
    assert len(list(graph.objects(activity, PROV.used))) == 2
    origins = graph.transitive_objects(fact, PROV.wasDerivedFrom)
    words = {str(graph.value(o, PROV.value)) for o in origins}
    assert "Anna Keller, Head of the Unit," in words
    assert set(graph.objects(None, PROV.wasQuotedFrom)) == {URIRef(f"{BASE}id/report/1")}


def test_an_unknown_thing_says_what_to_do(workspace: Path) -> None:
    with pytest.raises(UsageError, match="nothing is known of person/nobody"):
        explain(workspace, "person/nobody")


def test_the_command_is_listed() -> None:
    assert "explain" in CliRunner().invoke(cli, ["--help"]).output
