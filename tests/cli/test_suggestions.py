"""What was only suggested is published when a person accepts it, and not before."""

import json

import pytest

from communique.cli import main
from communique.store import open_store
from communique.workspace import open_workspace

REPORT = """\
A round table on river trade was held in Geneva on 4 March 2020.

Anna Berg, Director of the Institute of Northern Affairs
  • The new tariff is premature, and everybody talked about it with Martin Feldman, who sails.
"""
CUE_QUERY = """
PREFIX cmq: <https://w3id.org/communique/ns#>
SELECT ?stance ?by ?status WHERE { ?s cmq:stance ?stance ; cmq:reviewedBy ?by ; cmq:reviewStatus ?status }
"""
PERSON_QUERY = """
PREFIX cmq: <https://w3id.org/communique/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?p ?by ?who WHERE {
  ?p a cmq:Person ; rdfs:label "Martin Feldman"@en ; cmq:reviewedBy ?by ; cmq:attestedBy ?who ; cmq:span ?words }
"""


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "ws"
    main(["init", str(folder)])
    config = folder / "communique.toml"
    settings = config.read_text(encoding="utf-8").replace("# model = false", "model = true")
    config.write_text(settings, encoding="utf-8")
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    with pytest.raises(SystemExit) as done:
        main(["ingest", "--workspace", str(folder), str(tmp_path / "r.txt")])
    assert done.value.code == 0
    return folder


def listed(workspace, capfd, *options):
    capfd.readouterr()
    main(["suggestions", "list", "--json", *options, "--workspace", str(workspace)])
    return {d["suggestion"]["kind"]: d for d in json.loads(capfd.readouterr().out)}


def decide(workspace, verb, found, *options):
    identifier = found["suggestion"]["identifier"]
    main(["suggestions", verb, identifier, *options, "--workspace", str(workspace)])
    main(["publish", "--workspace", str(workspace)])


def asked(workspace, query):
    with open_store(open_workspace(workspace)) as store:
        return store.select(query)


def test_a_cue_makes_a_suggestion_that_is_not_in_the_graph(workspace, capfd):
    found = listed(workspace, capfd)["stance"]["suggestion"]
    assert (found["value"], found["words"], found["rule"]) == (
        "critical",
        "premature",
        "cue.stance",
    )
    main(["publish", "--workspace", str(workspace)])
    assert asked(workspace, CUE_QUERY) == []


def test_an_accepted_stance_is_published_with_who_accepted_it(workspace, capfd):
    decide(workspace, "accept", listed(workspace, capfd)["stance"], "--by", "A. Curator")
    [row] = asked(workspace, CUE_QUERY)
    assert str(row["stance"]).endswith("id/stance/critical")
    assert str(row["by"]) == "A. Curator"
    assert str(row["status"]).endswith("id/review/accepted")


def test_an_accepted_person_is_attested_by_the_statement_that_names_him(workspace, capfd):
    assert asked(workspace, PERSON_QUERY) == []
    decide(workspace, "accept", listed(workspace, capfd)["person"])
    [row] = asked(workspace, PERSON_QUERY)
    assert "/id/statement/" in str(row["who"])


def test_a_decision_that_is_taken_back_leaves_the_report_as_it_was_read(workspace, capfd):
    found = listed(workspace, capfd)["stance"]
    decide(workspace, "accept", found)
    decide(workspace, "reject", found, "--reason", "the tariff is not what it is about")
    assert asked(workspace, CUE_QUERY) == []
    assert "stance" not in listed(workspace, capfd)
    kept = listed(workspace, capfd, "--all")["stance"]
    assert (kept["decision"], kept["reason"]) == ("rejected", "the tariff is not what it is about")


def test_a_decision_outlasts_the_suggestion(workspace, capfd):
    decide(workspace, "accept", listed(workspace, capfd)["stance"])
    for path in (workspace / "suggestions").glob("*.json"):
        path.unlink()
    assert listed(workspace, capfd, "--all")["stance"]["decision"] == "accepted"


def test_an_identifier_that_none_has_is_refused(workspace, capfd):
    with pytest.raises(SystemExit) as done:
        main(["suggestions", "accept", "zz", "--workspace", str(workspace)])
    assert done.value.code == 2
    assert "no suggestions begin with 'zz'" in capfd.readouterr().err
