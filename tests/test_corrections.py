"""A report that was corrected at its source: the old reading goes, with all that rested on it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import URIRef

from communique.ingest import Ingest, Outcome
from communique.publish.release import open_snapshot, publish
from communique.store import open_store
from communique.workspace import Workspace, create_workspace

BASE = "https://example.org/"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
CMQ = "https://w3id.org/communique/ns#"
FIRST = """\
Round table on fisheries

On 12 May 2022 the Institute of Oceanography held a round table on fisheries in Oslo.

Anna Keller, Director of the Institute of Oceanography
• Trade in fish grew by 12% in 2021.

Lars Holm, Head of the Arctic Department of the Institute of Oceanography
• The two states signed an agreement on fisheries in 2015.
"""
CORRECTED = FIRST.replace("Lars Holm", "Nils Berg").replace("12%", "13%")
META = 'url = "https://institute.example/fish"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w", BASE)


def ingest(workspace: Workspace, name: str, text: str, meta: str = META) -> Outcome:
    path = workspace.root.parent / name
    path.write_text(text, encoding="utf-8")
    path.with_name(f"{name}.meta.toml").write_text(meta, encoding="utf-8")
    with open_store(workspace) as store:
        return Ingest(workspace, store).ingest(path)


def released(workspace: Workspace) -> None:
    with open_store(workspace) as store:
        publish(workspace, store, "", NOW)


def spoke(workspace: Workspace, name: str) -> bool:
    """Whether the release says, by inference, that someone of that name took part."""
    query = f"""ASK {{ GRAPH <{BASE}graph/inferred> {{ ?event <{CMQ}hasParticipant> ?who }}
        ?who <http://www.w3.org/2000/01/rdf-schema#label> "{name}"@en }}"""
    with open_snapshot(workspace) as store:
        return store.ask(query)


def corrected(workspace: Workspace) -> tuple[Outcome, Outcome]:
    """Read and publish the first version, then the corrected one."""
    first = ingest(workspace, "first.txt", FIRST)
    released(workspace)
    assert spoke(workspace, "Lars Holm")
    second = ingest(workspace, "second.txt", CORRECTED)
    released(workspace)
    assert (first.state, second.state) == ("stored", "stored")
    return first, second


def test_what_followed_from_the_old_words_is_gone(workspace: Workspace) -> None:
    corrected(workspace)
    assert not spoke(workspace, "Lars Holm")
    assert spoke(workspace, "Nils Berg")
    assert spoke(workspace, "Anna Keller")


def test_the_old_report_leads_to_the_new_one(workspace: Workspace) -> None:
    first, second = corrected(workspace)
    with open_snapshot(workspace) as store:
        rows = store.select(
            "SELECT ?new WHERE { ?old <http://purl.org/dc/terms/isReplacedBy> ?new }",
            {"old": URIRef(first.report)},
        )
        names = [str(g) for g in store.graph_names() if "/graph/report/" in g]
    assert [str(r["new"]) for r in rows] == [second.report]
    assert names == [f"{BASE}graph/report/{second.report.rpartition('/')[2]}"]


def test_what_only_the_old_words_told_of_is_withdrawn_with_a_reason(workspace: Workspace) -> None:
    corrected(workspace)
    with open_snapshot(workspace) as store:
        rows = store.select(
            """SELECT ?thing ?why WHERE { ?thing <http://www.w3.org/2002/07/owl#deprecated> true ;
            <http://www.w3.org/2000/01/rdf-schema#comment> ?why }"""
        )
    things = " ".join(str(r["thing"]) for r in rows)
    assert "person/lars-holm" in things
    assert "person/anna-keller" not in things
    assert {str(r["why"]) for r in rows} == {
        "The report that told of this was corrected at its source."
    }


def test_reading_the_old_file_again_brings_nothing_back(workspace: Workspace) -> None:
    corrected(workspace)
    again = ingest(workspace, "again.txt", FIRST, META + 'publisher = "The Institute"\n')
    assert again.state == "unchanged"
    assert "corrected reading" in again.reason
    released(workspace)
    assert not spoke(workspace, "Lars Holm")


def test_the_old_draft_is_kept_apart(workspace: Workspace) -> None:
    first, second = corrected(workspace)
    old, new = (o.report.rpartition("/")[2] for o in (first, second))
    assert (workspace.drafts / "replaced" / f"{old}.nq").is_file()
    assert (workspace.drafts / f"{new}.nq").is_file()
    assert not (workspace.drafts / f"{old}.nq").exists()
    record = json.loads((workspace.drafts / f"{old}.json").read_text(encoding="utf-8"))
    assert record["replaced_by"] == second.report


def test_reports_of_different_addresses_stay_side_by_side(workspace: Workspace) -> None:
    ingest(workspace, "first.txt", FIRST)
    ingest(workspace, "second.txt", CORRECTED, 'url = "https://other.example/fish"\n')
    released(workspace)
    assert spoke(workspace, "Lars Holm")
    assert spoke(workspace, "Nils Berg")
