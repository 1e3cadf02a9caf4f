"""A librarian's walk: reconcile, decide, publish, export, merge, retire – and all of it again."""

import gzip
import json
from pathlib import Path

import pytest
from release_commands import BASE, Shell, make_shell

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CMQ = f"{BASE}ns#"


def quad(subject: str, predicate: str, value: str) -> str:
    predicates = {"a": f"{RDF}type", "label": "http://www.w3.org/2000/01/rdf-schema#label"}
    iri = predicates.get(predicate, f"{CMQ}{predicate}")
    return f"<{BASE}id/{subject}> <{iri}> {value} <{BASE}graph/report/r> .\n"


def thing(name: str, kind: str, label: str) -> str:
    return quad(name, "a", f"<{CMQ}{kind}>") + quad(name, "label", f'"{label}"@en')


DATE = '"2019"^^<http://id.loc.gov/datatypes/edtf/EDTF>'
GRAPH = "".join(
    [
        thing("report/r", "Report", "Report"),
        thing("person/lavrov", "Person", "Sergey Lavrov"),
        thing("person/s-lavrov", "Person", "S. Lavrov"),
        thing("person/nobody", "Person", "Nobody Atall"),
        thing("state/mongolia", "State", "Mongolia"),
        thing("agreement/pact", "Treaty", "The Pact"),
        quad("agreement/pact", "party", f"<{BASE}id/state/mongolia>"),
        quad("agreement/pact", "dateSigned", DATE),
        quad("agreement/pact", "attestedBy", f"<{BASE}id/report/r>"),
        quad("event/e", "participation", f"<{BASE}id/participation/p>"),
        thing("participation/p", "Participation", "part"),
        quad("participation/p", "participant", f"<{BASE}id/person/nobody>"),
        quad("statement/s", "speaker", f"<{BASE}id/person/s-lavrov>"),
    ]
)


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Shell:
    shell = make_shell(tmp_path, monkeypatch, capfd)
    shell.published(GRAPH)
    return shell


def proposed(shell: Shell, subject: str) -> dict[str, bool]:
    said = json.loads(shell("reconcile", "--json").out)
    return {p["object"]: p["match"] for p in said if p["subject"] == subject}


def certain(shell: Shell, subject: str) -> str:
    return next(item for item, match in proposed(shell, subject).items() if match)


def lines(shell: Shell, words: str) -> list[str]:
    """The quads of the current release that have these words."""
    data = (shell.root / "releases/current/dumps/communique.nq.gz").read_bytes()
    return [line for line in gzip.decompress(data).decode().splitlines() if words in line]


def test_the_authority_files_propose_and_nothing_is_linked_by_itself(shell: Shell) -> None:
    assert certain(shell, "state:mongolia").startswith("wikidata:Q")
    shell("publish")
    assert not lines(shell, "exactMatch> <http://www.wikidata.org")


def test_a_near_namesake_is_never_certain(shell: Shell) -> None:
    assert True not in proposed(shell, "person:s-lavrov").values()


def test_what_is_accepted_is_published_once(shell: Shell) -> None:
    item = certain(shell, "state:mongolia")
    assert shell("link", "accept", "state:mongolia", item, "--by", "Ada").code == 0
    shell("publish")
    found = lines(shell, f"/{item.partition(':')[2]}> <{BASE}graph/links>")
    assert len(found) == 1
    assert 'unchanged": true' in shell("publish", "--json").out
    assert proposed(shell, "state:mongolia") == {}


def test_what_is_undone_is_published_no_longer(shell: Shell) -> None:
    shell("link", "accept", "state:mongolia", "Q711", "--by", "Ada")
    shell("publish")
    shell("link", "undo", "state:mongolia", "--by", "Bo", "--reason", "misread")
    shell("publish")
    assert not lines(shell, f"<{BASE}graph/links>")
    assert "superseded" in shell("link", "list", "--decided").out


def test_a_rejected_candidate_never_comes_back(shell: Shell) -> None:
    item = certain(shell, "person:lavrov")
    shell("link", "reject", "person:lavrov", item, "--by", "Ada", "--reason", "another")
    assert item not in proposed(shell, "person:lavrov")
    assert item not in shell("link", "list").out.partition("person:s-lavrov")[0]


def test_two_entities_with_one_item_are_refused(shell: Shell) -> None:
    shell("link", "accept", "person:lavrov", "Q58217", "--by", "Ada")
    outcome = shell("link", "accept", "person:s-lavrov", "Q58217", "--by", "Ada")
    assert outcome.code == 2
    assert "communique merge person:s-lavrov person:lavrov" in outcome.err


def test_an_unknown_entity_is_refused_with_near_ones(shell: Shell) -> None:
    outcome = shell("link", "accept", "person:lavrow", "Q1")
    assert outcome.code == 2


def test_a_service_that_is_not_allowed_is_not_asked(shell: Shell) -> None:
    outcome = shell("reconcile", "--service", "http://127.0.0.1:9/")
    assert outcome.code == 2
    assert "[network] allow" in outcome.err


def test_statements_leave_with_their_reference_and_a_year_stays_one(shell: Shell) -> None:
    shell("link", "accept", "state:mongolia", "Q711", "--by", "Ada")
    shell("link", "accept", "agreement:pact", "Q99999999", "--by", "Ada")
    reference = f'S854\t"{BASE}id/report/r"'
    assert shell("export", "quickstatements").out.splitlines() == [
        f"Q99999999\tP1891\tQ711\t{reference}",
        f"Q99999999\tP585\t+2019-00-00T00:00:00Z/9\t{reference}",
    ]


def test_without_a_decision_nothing_leaves(shell: Shell) -> None:
    assert shell("export", "quickstatements").out == ""
    assert len(shell("export", "csv").out.splitlines()) == 1


def test_sssom_says_licence_and_rejections(shell: Shell) -> None:
    shell("link", "reject", "person:lavrov", "Q1", "--by", "Ada")
    out = shell("export", "sssom").out
    assert "# license: https://" in out
    assert "\tNot\twikidata:Q1\t" in out


def test_mixnmatch_has_every_entity_and_the_item_of_linked_ones(shell: Shell) -> None:
    shell("link", "accept", "state:mongolia", "Q711", "--by", "Ada")
    rows = shell("export", "mixnmatch").out.splitlines()
    assert rows[0].startswith("id\tname\tdesc\turl")
    assert [row.split("\t")[-1] for row in rows if row.startswith("state:mongolia")] == ["Q711"]


def test_a_merged_thing_says_all_it_said_under_the_other_iri(shell: Shell) -> None:
    assert shell("merge", "person:s-lavrov", "person:lavrov", "--reason", "one").code == 0
    shell("publish")
    assert {line.split()[1] for line in lines(shell, "/s-lavrov> ")} == {
        "<http://www.w3.org/2002/07/owl#deprecated>",
        "<http://purl.org/dc/terms/isReplacedBy>",
        "<http://purl.org/dc/terms/modified>",
        "<http://www.w3.org/2000/01/rdf-schema#comment>",
    }
    assert lines(shell, f"speaker> <{BASE}id/person/lavrov>")
    assert lines(shell, 'altLabel> "S. Lavrov"@en')
    assert 'unchanged": true' in shell("publish", "--json").out


def test_a_link_of_a_merged_thing_goes_along(shell: Shell) -> None:
    shell("link", "accept", "person:s-lavrov", "Q58217", "--by", "Ada")
    shell("merge", "person:s-lavrov", "person:lavrov")
    shell("publish")
    [link] = lines(shell, f"<{BASE}graph/links>")
    assert link.startswith(f"<{BASE}id/person/lavrov>")


def test_decisions_on_a_merged_thing_are_decisions_on_the_other(shell: Shell) -> None:
    shell("link", "accept", "person:s-lavrov", "viaf:12345", "--by", "Ada")
    shell("link", "reject", "person:s-lavrov", "Q58217", "--by", "Ada")
    shell("merge", "person:s-lavrov", "person:lavrov")
    shell("publish")
    rows = shell("export", "sssom").out.splitlines()
    assert {row.split("\t")[0] for row in rows if "viaf:12345" in row} == {"person:lavrov"}
    assert "wikidata:Q58217" not in proposed(shell, "person:lavrov")
    assert shell("link", "accept", "person:lavrov", "Q58217").code == 2


@pytest.mark.parametrize(
    ("old", "new"), [("person:lavrov", "person:lavrov"), ("person:lavrov", "state:mongolia")]
)
def test_what_cannot_be_one_is_not_merged(shell: Shell, old: str, new: str) -> None:
    assert shell("merge", old, new).code == 2


def test_of_a_retired_thing_only_the_reason_stays(shell: Shell) -> None:
    assert shell("retire", "person:nobody").code == 2
    assert shell("retire", "person:nobody", "--reason", "a misprint").code == 0
    shell("publish")
    assert {line.split()[-2] for line in lines(shell, "/nobody> ")} == {f"<{BASE}graph/identity>"}
    assert lines(shell, '"a misprint"')
    assert not lines(shell, "/participation/p>")


def read_twice(shell: Shell) -> None:
    """A second report that names Lavrov, and says where it was read."""
    for name, graph in (("r", GRAPH), ("r2", GRAPH.replace("report/r>", "report/r2>"))):
        (shell.root / "drafts" / f"{name}.nq").write_text(graph, encoding="utf-8")
        shell("load", str(shell.root / "drafts" / f"{name}.nq"))


def test_what_one_report_says_can_be_said_of_another_thing(shell: Shell) -> None:
    read_twice(shell)
    split = ("split", "person:lavrov", "person:lavrov-2")
    outcome = shell(*split)
    assert outcome.code == 2
    assert "Reports that name it: r, r2." in outcome.err
    assert shell(*split, "--report", "r2", "--reason", "a singer").code == 0
    shell("publish")
    labels = [line for line in lines(shell, "rdf-schema#label") if "Sergey Lavrov" in line]
    assert {(line.split()[0], line.split()[-2]) for line in labels} == {
        (f"<{BASE}id/person/lavrov>", f"<{BASE}graph/report/r>"),
        (f"<{BASE}id/person/lavrov-2>", f"<{BASE}graph/report/r2>"),
    }
    assert lines(shell, f"wasDerivedFrom> <{BASE}id/person/lavrov>")
    assert 'unchanged": true' in shell("publish", "--json").out
    # Read again, it stays split.
    shell("load", str(shell.root / "drafts" / "r2.nq"))
    assert 'unchanged": true' in shell("publish", "--json").out
    assert shell(*split[:2], "person:lavrov-2", "--undo").code == 0
    shell("publish", "--accept-losses")
    assert not lines(shell, "/lavrov-2>")


@pytest.mark.parametrize(
    "new", ["person:s-lavrov", "state:lavrov-2", "person:Лавров", "person:a/b"]
)
def test_a_split_needs_a_name_that_nothing_has(shell: Shell, new: str) -> None:
    read_twice(shell)
    assert shell("split", "person:lavrov", new, "--report", "r2").code == 2


def test_an_iri_of_before_is_never_given_again(shell: Shell) -> None:
    read_twice(shell)
    shell("merge", "person:s-lavrov", "person:lavrov")
    shell("publish")
    outcome = shell("split", "person:lavrov", "person:s-lavrov", "--report", "r2")
    assert outcome.code == 2
    assert "IRIs are not" in outcome.err


def test_a_renamed_thing_keeps_its_iri_and_its_older_name(shell: Shell) -> None:
    renamed = ("rename", "state:mongolia", "Mongol State")
    assert shell(*renamed, "--since", "soon").code == 2
    assert shell(*renamed, "--since", "2015", "--reason", "a law").code == 0
    shell("publish")
    iri = f"<{BASE}id/state/mongolia>"
    told = [line for line in lines(shell, iri) if line.startswith(iri)]
    assert any('rdf-schema#label> "Mongol State"@en' in line for line in told)
    assert any('altLabel> "Mongolia"@en' in line for line in told)
    assert any('historyNote> "2015: Mongol State"@en' in line for line in told)
    assert not any('rdf-schema#label> "Mongolia"@en' in line for line in told)
    assert 'unchanged": true' in shell("publish", "--json").out
