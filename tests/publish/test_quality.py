"""What the graph is like over releases, and releases that would suddenly lose much."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from rdflib import URIRef
from release_builders import NOW, a_workspace, add_trig

from communique.publish.losses import SuddenLoss
from communique.publish.quality import history
from communique.publish.release import open_current, publish
from communique.store import open_store
from communique.workspace import Workspace

BASE = "https://w3id.org/communique/"
PEOPLE = URIRef(f"{BASE}graph/report/bb")
PREFIXES = """
@prefix cmq: <https://w3id.org/communique/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def people(count: int) -> str:
    persons = "".join(
        f'<{BASE}id/person/p{n}> a cmq:Person ; rdfs:label "P {n}"@en ; cmq:confidence 0.{n % 10} .\n'
        for n in range(1, count + 1)
    )
    report = f"{BASE}id/report/aa"
    spans = "".join(
        f"<{report}#char={start},{end}> oa:hasSource <{report}> ; oa:hasSelector <{report}#p{start}> ."
        f"<{report}#p{start}> oa:start {start} ; oa:end {end} .\n"
        for start, end in ((0, 3), (2, 8))
    )
    return f"{PREFIXES}<{PEOPLE}> {{ {persons} {spans} }}"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose first release has 25 persons, one of them linked."""
    workspace = a_workspace(tmp_path / "w")
    add_trig(workspace, people(24))
    published(workspace)
    return workspace


def published(workspace: Workspace, **options: bool) -> None:
    count = len(list(workspace.releases.glob("[0-9]*")))
    with open_store(workspace) as store:
        publish(workspace, store, "", NOW + timedelta(days=count), **options)  # type: ignore[arg-type]


def remove_people(workspace: Workspace, left: int) -> None:
    with open_store(workspace) as store:
        store.replace_graphs([PEOPLE], b"")
    if left:
        add_trig(workspace, people(left))


def test_figures_of_a_release(workspace: Workspace) -> None:
    (quality,) = history(workspace)
    assert quality.counts["Person"] == 25
    assert quality.linked["Person"] == pytest.approx(1 / 25)
    assert quality.confidence == pytest.approx(sum(n % 10 for n in range(1, 25)) / 240)
    assert quality.coverage == pytest.approx(8 / 13), "characters 0 to 8 of 'Ada said yes.'"
    assert quality.warnings == 0


def test_figures_are_kept_and_warnings_stay_with_their_release(workspace: Workspace) -> None:
    (workspace.drafts / "aa.json").write_text(json.dumps({"warnings": ["one", "two"]}))
    assert history(workspace)[0].warnings == 2
    remove_people(workspace, 23)
    published(workspace)
    (workspace.drafts / "aa.json").write_text(json.dumps({"warnings": []}))
    assert [q.warnings for q in history(workspace)] == [2, 0]
    assert [q.counts["Person"] for q in history(workspace)] == [25, 24]


def test_figures_that_were_damaged_are_found_anew(workspace: Workspace) -> None:
    before = history(workspace)
    (workspace.releases / "quality.json").write_text("[{]")
    assert history(workspace) == before


def test_a_sudden_loss_is_not_published(workspace: Workspace) -> None:
    remove_people(workspace, 1)
    with pytest.raises(SuddenLoss, match=r"Person 25 → 2 \(−92%\)"):
        published(workspace)
    current = open_current(workspace)
    assert current is not None
    assert (current.number, current.counts["Person"]) == (1, 25)
    assert not list(workspace.releases.glob("*.tmp"))


def test_a_person_can_accept_a_loss(workspace: Workspace) -> None:
    remove_people(workspace, 1)
    published(workspace, accept_losses=True)
    current = open_current(workspace)
    assert current is not None
    assert current.counts["Person"] == 2


def test_a_small_loss_is_published(workspace: Workspace) -> None:
    remove_people(workspace, 23)
    published(workspace)
    current = open_current(workspace)
    assert current is not None
    assert current.counts["Person"] == 24
