"""Publishing from a remote working store gives what the embedded store gives."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from release_builders import NOW, a_workspace
from store_servers import oxigraph, virtuoso

from communique.config import StoreSettings
from communique.graph.mint import Mint
from communique.publish.mirror import embedded
from communique.publish.release import publish
from communique.store import open_store
from communique.workspace import Workspace


@pytest.mark.parametrize("server", [oxigraph, virtuoso])
def test_a_release_from_a_remote_store_is_the_same(
    tmp_path: Path, server: Callable[[Path], AbstractContextManager[StoreSettings]]
) -> None:
    (tmp_path / "server").mkdir()
    at_home = a_workspace(tmp_path / "home")
    with open_store(at_home) as store:
        quads = b"".join(store.nquads())
        with embedded(at_home, store) as own:
            expected = publish(at_home, own, "", NOW)
    with server(tmp_path / "server") as settings:
        away = Workspace(
            a_workspace(tmp_path / "away").root, replace(at_home.settings, store=settings)
        )
        with open_store(away) as store:
            store.add(quads)
            with embedded(away, store) as copy:
                made = publish(away, copy, "", NOW)
            conclusions = store.graph(Mint(away.settings.base).graph("inferred"))
            with embedded(away, store) as copy:
                again = publish(away, copy, "", NOW)
    assert made is not None
    assert expected is not None
    assert made.content == expected.content
    assert len(conclusions) > 0
    assert again is None
