"""A stranger's RDF fetches nothing, reads no other file and does not grow without bound."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from communique.errors import ReportError
from communique.graph.rdf_drafts import parse_rdf

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="https://schema.org/"'
BODY = f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://x/"><s:text>%s</s:text></rdf:Description></rdf:RDF>'


class Listening:
    """A server on loopback that remembers what it was asked for."""

    def __init__(self) -> None:
        asked = self.asked = list[str]()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def listening() -> Iterator[Listening]:
    listener = Listening()
    thread = threading.Thread(target=listener.server.serve_forever, args=(0.05,))
    thread.start()
    yield listener
    listener.server.shutdown()
    thread.join()
    listener.server.server_close()


@pytest.mark.parametrize(
    "context",
    [
        '"ADDRESS/context"',
        '["ADDRESS/context"]',
        '{"@import": "ADDRESS/context"}',
        '[{"x": "http://x/"}, "ADDRESS/context"]',
        '{"x": {"@id": "http://x/", "@context": "ADDRESS/context"}}',
        '"file:///etc/hostname"',
    ],
)
def test_no_context_is_fetched(listening: Listening, context: str) -> None:
    data = f'{{"@context": {context}, "@id": "http://x/", "x": {{"@id": "http://y/"}}}}'
    with pytest.raises(ReportError, match=r"a\.jsonld: the context .* never done"):
        parse_rdf(data.replace("ADDRESS", listening.address).encode(), "json-ld", "a.jsonld")
    assert listening.asked == []


def test_no_entity_is_fetched_or_read(listening: Listening) -> None:
    for address in (f"{listening.address}/entity", "file:///etc/hostname"):
        data = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{address}">]>{BODY % "&x;"}'
        with pytest.raises(ReportError, match=r"a\.rdf:1: the entity 'x' stands for a file"):
            parse_rdf(data.encode(), "xml", "a.rdf")
    assert listening.asked == []


def test_entities_that_stand_for_others_are_refused_at_once() -> None:
    tens = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE x [<!ENTITY l0 "lol">{tens}]>{BODY % "&l11;"}'
    with pytest.raises(ReportError, match="stands for a file or for other entities"):
        parse_rdf(data.encode(), "xml", "a.rdf")


def test_entities_for_namespaces_are_read() -> None:
    data = f'<!DOCTYPE x [<!ENTITY s "https://schema.org/">]>{BODY % "&s;Event"}'
    (quad,) = parse_rdf(data.encode(), "xml", "a.rdf").quads()
    assert str(quad[2]) == "https://schema.org/Event"


def test_a_context_that_is_there_is_read() -> None:
    data = b'{"@context": {"x": "http://x/p"}, "@id": "http://x/", "x": "y"}'
    assert len(parse_rdf(data, "json-ld", "a.jsonld")) == 1
