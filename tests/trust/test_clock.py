"""A clock that jumps: numbers of releases tell their order, and nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from communique.config import DEFAULT_BASE
from communique.publish.release import list_releases, open_current, publish
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace, create_workspace, open_workspace

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
YEARS = timedelta(days=3650)


def published(workspace: Workspace, word: str, now: datetime) -> None:
    graph = f"{DEFAULT_BASE}graph/report/{word}"
    with open_store(workspace) as store:
        assert isinstance(store, EmbeddedStore)
        store.add(f'<{DEFAULT_BASE}id/event/{word}> <urn:p> "{word}" <{graph}> .\n'.encode())
        publish(workspace, store, word, now)


@pytest.mark.parametrize("settings", ["", "[publication]\nkeep_days = 30\n"])
def test_a_clock_that_jumps_breaks_no_order(tmp_path: Path, settings: str) -> None:
    root = create_workspace(tmp_path / "w", DEFAULT_BASE).root
    if settings:
        config = root / "communique.toml"
        config.write_text(config.read_text().replace("[publication]\n", settings))
    workspace = open_workspace(root)
    for word, now in (("one", NOW), ("back", NOW - YEARS), ("ahead", NOW + YEARS), ("again", NOW)):
        published(workspace, word, now)
        current = open_current(workspace)
        assert current is not None
        assert current.message == word
    releases = list_releases(workspace)
    assert [r.number for r in releases] == sorted(r.number for r in releases)
    assert releases[-1].message == "again"
