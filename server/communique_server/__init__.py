"""The publisher: reads the current release of a workspace and answers on the web."""

from flask import Flask

from communique.workspace import Workspace
from communique_server import current, errors, middleware
from communique_server.about import crawlers, operations, preferences, questions
from communique_server.about import routes as about
from communique_server.current import Publication
from communique_server.dumps import routes as dumps
from communique_server.resource import graphs
from communique_server.resource import routes as resource
from communique_server.sparql import routes as sparql
from communique_server.sparql.answers import CACHE, CACHE_BYTES
from communique_server.sparql.cache import AnswerCache

PAGES = (
    about.blueprint,
    resource.blueprint,
    graphs.blueprint,
    sparql.blueprint,
    questions.blueprint,
    dumps.blueprint,
    crawlers.blueprint,
    operations.blueprint,
    preferences.blueprint,
)
"""What is served, one blueprint a part."""


def create_app(workspace: Workspace, *, processes: int | None = None) -> Flask:
    """Make the application that serves a workspace.

    `processes` is the number of processes that answer queries; by default the setting `workers`.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = workspace.settings.limits.upload_bytes
    current.install(app, Publication(workspace, processes=processes))
    middleware.install(app)
    errors.install(app)
    app.extensions[CACHE] = AnswerCache(CACHE_BYTES)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    return app
