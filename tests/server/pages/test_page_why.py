"""“Why?”: a stranger follows an inferred fact to the sentence that it rests on."""

import re
from html import unescape

import pytest
import world
from flask.testing import FlaskClient
from published import CREATED

from communique.publish.release import publish
from communique.store import open_store
from communique.vocab import cmq
from communique.workspace import create_workspace
from communique_server import create_app
from communique_server.current import publication_of


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    workspace = create_workspace(tmp_path_factory.mktemp("why"), world.BASE)
    with open_store(workspace) as store:
        store.add(world.dataset().serialize(format="nquads", encoding="utf-8"))
        publish(workspace, store, "", CREATED)
    app = create_app(workspace, processes=1)
    yield app.test_client()
    publication_of(app).close()


def why(client: FlaskClient, *fact: str, language: str = "en") -> str:
    asked = dict(zip("spo", map(str, fact), strict=False))
    answer = client.get("/why", query_string=asked, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_from_the_page_of_a_person_to_the_sentence(client: FlaskClient) -> None:
    page = unescape(client.get("/doc/person/lars-holm.html").text)
    address = next(a for a in re.findall(r'href="(/why\?[^"]+)"', page) if "hasSpokenOn" in a)
    shown = unescape(client.get(address).text)
    assert "Follows by a rule: “made statement”, then “topic or broader” leads to" in shown
    assert "Trade between Norway and Chile grew by 12% in 2022." in shown
    assert re.search(r'href="/doc/report/0123456789abcdef#char=\d+,\d+"', shown)


def test_each_step_below_has_its_own_rule_or_its_words(client: FlaskClient) -> None:
    shown = why(client, world.EVENT, cmq.hasParticipant, world.HOLM)
    assert shown.count("Follows by a rule:") >= 2
    assert "Lars Holm" in shown


def test_a_fact_that_is_said_shows_its_words_and_whose_they_are(client: FlaskClient) -> None:
    shown = why(client, world.PORTS, cmq.dateSigned)
    assert "According to Lars Holm:" in shown
    assert "Agreement on Ports" in shown
    assert "test.rule" in shown
    assert "Nobody has reviewed it yet" in shown
    assert "Follows" not in shown


def test_a_rule_is_told_in_russian_too(client: FlaskClient) -> None:
    shown = why(client, world.HOLM, cmq.hasSpokenOn, language="ru")
    assert "Следует по правилу: «" in shown
    assert "ведёт к" in shown


def test_a_fact_that_nobody_states_has_no_page(client: FlaskClient) -> None:
    asked = {"s": world.HOLM, "p": cmq.hasSpokenOn, "o": world.SHIPPING}
    assert client.get("/why", query_string=asked).status_code == 404
    assert client.get("/why?s=x").status_code == 400
    assert client.get("/why?s=a b&p=<>").status_code == 400
