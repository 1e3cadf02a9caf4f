"""The publisher: reads the current release of a workspace and answers on the web."""

import socket

from flask import Flask

from communique.store.replica import Replica
from communique.workspace import Workspace
from communique_server import cache, current, errors, middleware
from communique_server.about import api, crawlers, feeds, operations, preferences, questions
from communique_server.about import routes as about
from communique_server.browse import routes as browse
from communique_server.browse import timeline
from communique_server.cite import routes as cite
from communique_server.current import Publication
from communique_server.desk import access
from communique_server.desk import login as desk_login
from communique_server.desk import routes as desk
from communique_server.dumps import routes as dumps
from communique_server.front import Front
from communique_server.reconcile import routes as reconcile
from communique_server.resource import graphs, views, why
from communique_server.resource import routes as resource
from communique_server.search import routes as search
from communique_server.search import suggest
from communique_server.sparql import routes as sparql

PAGES = (
    about.blueprint,
    resource.blueprint,
    graphs.blueprint,
    why.blueprint,
    views.blueprint,
    cite.blueprint,
    sparql.blueprint,
    search.blueprint,
    suggest.blueprint,
    browse.blueprint,
    timeline.blueprint,
    questions.blueprint,
    dumps.blueprint,
    crawlers.blueprint,
    feeds.blueprint,
    api.blueprint,
    operations.blueprint,
    preferences.blueprint,
    reconcile.blueprint,
    desk_login.blueprint,
    desk.blueprint,
)
"""What is served, one blueprint a part."""


def create_app(
    workspace: Workspace,
    *,
    processes: int | None = None,
    replica: Replica | None = None,
    channel: socket.socket | None = None,
) -> Flask:
    """Make the application that serves a workspace.

    `processes` is the number of processes that answer queries; by default the setting `workers`.
    `replica` is a release that is in memory already, `channel` leads to an engine that holds it.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = workspace.settings.limits.upload_bytes
    publication = Publication(workspace, processes=processes, replica=replica, channel=channel)
    current.install(app, publication)
    middleware.install(app)
    errors.install(app)
    cache.install(app)
    access.install(app, workspace.settings.desk.login_tries)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    # mypy takes a method for a thing that cannot be replaced; Flask documents this very way.
    app.wsgi_app = Front(app.wsgi_app, publication, middleware.metrics_of(app))  # type: ignore[method-assign]
    return app
