"""A real browser before the real publisher, which serves the invented publication."""

import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from communique.graph.mint import local_name
from communique.publish import release
from communique.workspace import create_workspace
from communique_server import create_app
from communique_server.current import publication_of

sys.path.insert(0, str(Path(__file__).parents[1] / "server" / "pages"))
import world


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the workspace that is served."""
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="session")
def site(root: Path) -> Iterator[str]:
    workspace = create_workspace(root, world.BASE)
    workspace.texts.mkdir(exist_ok=True)
    (workspace.texts / f"{local_name(world.REPORT)}.txt").write_bytes(world.TEXT.encode())
    release.publish(workspace, world.store(), "A test", datetime(2026, 11, 24, tzinfo=UTC))
    app = create_app(workspace, processes=1)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    publication_of(app).close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        yield browser
        browser.close()
