"""A publisher on a real release."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from published import make_workspace, publish

from communique.workspace import Workspace
from communique_server import create_app
from communique_server.current import publication_of


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = make_workspace(tmp_path_factory.mktemp("workspace"))
    publish(workspace)
    return workspace


@pytest.fixture(scope="module")
def app(workspace: Workspace) -> Iterator[Flask]:
    app = create_app(workspace, processes=1)
    yield app
    publication_of(app).close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
