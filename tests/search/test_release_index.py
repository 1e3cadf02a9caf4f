"""The index of a release: written when it is published, and only what changed the next time."""

import sys
from pathlib import Path

import pytest

from communique.link import released
from communique.link.index import Query
from communique.publish.release import SEARCH, Release, publish
from communique.search import writing
from communique.search.index import SearchIndex
from communique.store import open_store
from communique.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))
from release_builders import NOW, a_workspace, add_trig

MORE = """\
@prefix cmq: <https://w3id.org/communique/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/communique/graph/report/bb> {
  <https://w3id.org/communique/id/person/ada> skos:altLabel "Countess of Lovelace"@en .
  <https://w3id.org/communique/id/person/boole> a cmq:Person ; rdfs:label "Джордж Буль"@ru .
  <https://w3id.org/communique/id/statement/boole-1> a cmq:Statement ;
    cmq:speaker <https://w3id.org/communique/id/person/boole> ; schema:text "О законах мышления"@ru .
}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "workspace")


def published(workspace: Workspace) -> Release:
    with open_store(workspace) as store:
        release = publish(workspace, store, "A test", NOW)
    assert release is not None
    return release


def index_of(release: Release) -> SearchIndex:
    index = SearchIndex.open(release.path / SEARCH)
    assert index is not None
    return index


def found(release: Release, asked: str) -> list[str]:
    return [entry.iri.rpartition("/")[2] for entry in index_of(release).search(asked).entries]


def test_a_release_is_searched_in_the_index_that_came_with_it(workspace: Workspace) -> None:
    release = published(workspace)
    assert found(release, "переговоры")[:1] == ["talks"]
    assert found(release, "ada") != []


def test_the_next_release_writes_what_changed_only(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(workspace)
    monkeypatch.setattr(writing, "read_entries", lambda *_: pytest.fail("all was read again"))
    add_trig(workspace, MORE)
    release = published(workspace)
    assert found(release, "Lovelace") == ["ada"]
    assert "boole-1" in found(release, "законы мышления")
    assert found(release, "переговоры")[:1] == ["talks"]


def test_an_index_that_was_updated_holds_what_one_made_anew_holds(workspace: Workspace) -> None:
    published(workspace)
    add_trig(workspace, MORE)
    updated = published(workspace)
    with open_store(workspace) as store:
        anew = workspace.root / "anew"
        writing.write_index(store, workspace.settings.base, anew)
    other = SearchIndex.open(anew)
    assert other is not None
    assert len(index_of(updated)) == len(other)
    for asked in ("Ada", "Буль", "yes", "Countess", "speaker"):
        assert {e.iri for e in index_of(updated).search(asked, limit=50).entries} == {
            e.iri for e in other.search(asked, limit=50).entries
        }


def test_names_to_link_are_found_by_spelling_in_an_updated_index(workspace: Workspace) -> None:
    published(workspace)
    add_trig(workspace, MORE)
    release = published(workspace)
    with open_store(workspace) as now:
        index = released.index_of(now, workspace.settings.base, index_of(release))
        for asked in ("Джордж Буль", "Dzhordzh Bull", "Bul Dzhordzh"):
            assert [c.entity.id for c in index.find(Query(asked))] == ["person:boole"]
        assert [e.id for e in index.suggest("Бу", 5)] == ["person:boole"]


def test_the_release_before_keeps_its_own_index(workspace: Workspace) -> None:
    first = published(workspace)
    opened = index_of(first)
    add_trig(workspace, MORE)
    published(workspace)
    assert [e.iri for e in opened.search("Lovelace").entries] == []
    assert found(first, "Lovelace") == []


def test_an_index_of_another_format_is_not_opened(workspace: Workspace) -> None:
    release = published(workspace)
    (release.path / SEARCH / "FORMAT").write_text("0\n", encoding="ascii")
    assert SearchIndex.open(release.path / SEARCH) is None


@pytest.mark.parametrize("typed", ["пер", "PER", "nego"])
def test_a_name_is_completed_in_any_script(workspace: Workspace, typed: str) -> None:
    add_trig(workspace, MORE.replace("Countess", "Negotiator"))
    names = {e.iri.rpartition("/")[2] for e in index_of(published(workspace)).beginning(typed, 10)}
    assert names & {"talks", "ada"}
