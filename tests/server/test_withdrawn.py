"""A thing that was withdrawn answers with the last release that held it."""

from pathlib import Path

from flask.testing import FlaskClient
from published import BASE, GRAPHS, LINKS, make_workspace, publish

from communique_server import create_app
from communique_server.current import publication_of

ANNA = f"{BASE}id/person/anna"
WITHDRAWN = f"""<{ANNA}> <http://www.w3.org/2002/07/owl#deprecated> true ;
    <http://www.w3.org/2000/01/rdf-schema#comment> "A misprint."@en ."""


def asked(client: FlaskClient, path: str, accept: str) -> tuple[int, str]:
    answer = client.get(path, headers={"Accept": accept})
    return answer.status_code, answer.text


def test_the_last_release_that_held_it_is_named(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    publish(workspace)
    publish(workspace, {LINKS: f"<{BASE}id/event/other> a <urn:event> ."} | _without_anna())
    publish(workspace, {LINKS: WITHDRAWN} | _without_anna())
    app = create_app(workspace, processes=1)
    try:
        status, problem = asked(app.test_client(), "/id/person/anna", "application/json")
        assert status == 410
        assert "/releases/1/" in problem
        status, page = asked(app.test_client(), "/id/person/anna", "text/html")
        assert status == 410
        assert "The last release that held it" in page
    finally:
        publication_of(app).close()


def _without_anna() -> dict[str, str]:
    return {
        name: turtle.replace("person/anna", "person/eva")
        for name, turtle in GRAPHS.items()
        if name != LINKS
    }
