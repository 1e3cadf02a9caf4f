"""Content negotiation, by itself."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique_server.negotiate import Offer, best, best_language, parse_accept

TURTLE = Offer("text/turtle")
JSONLD = Offer("application/ld+json", ("application/json",))
NTRIPLES = Offer("application/n-triples")
RDFXML = Offer("application/rdf+xml", ("application/xml",))
HTML = Offer("text/html")
OFFERS = (TURTLE, JSONLD, NTRIPLES, RDFXML, HTML)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, TURTLE),
        ("", TURTLE),
        ("*/*", TURTLE),
        (BROWSER, HTML),
        ("text/turtle;q=0.2, application/rdf+xml;q=0.8", RDFXML),
        ("text/html;q=0.2, application/ld+json", JSONLD),
        ("text/turtle;q=0, application/n-triples;q=0.1", NTRIPLES),
        ("text/*, text/html;q=0.1", TURTLE),
        ("text/*;q=0.2, application/n-triples;q=0.9", NTRIPLES),
        ("TEXT/Turtle ; Q=1", TURTLE),
        ("application/json", JSONLD),
        ("application/xml", RDFXML),
        ('application/ld+json;profile="http://example.org/a,b;q=0"', JSONLD),
        ("image/png", None),
        ("text/html;q=0", None),
        ("garbage;;q=x,,", TURTLE),
    ],
)
def test_the_best_offer_for_an_accept_header(accept: str | None, chosen: Offer | None) -> None:
    assert best(OFFERS, accept) is chosen


def test_an_excluded_type_is_not_let_in_by_its_alias() -> None:
    assert best((JSONLD, TURTLE), "application/ld+json;q=0, */*") is TURTLE


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("ru", "ru"),
        ("de, ru;q=0.5", "ru"),
        ("en-GB, ru;q=0.9", "en"),
        ("*", "en"),
        ("ru;q=x", "en"),
    ],
)
def test_the_language_of_a_visitor(header: str | None, language: str) -> None:
    assert best_language(header, ("en", "ru")) == language


@given(st.text())
@example(";")
def test_no_header_breaks_the_negotiation(header: str) -> None:
    assert all(0 <= member.weight <= 1 for member in parse_accept(header))
    assert best(OFFERS, header) in (*OFFERS, None)
