"""Pages of the invented publication, as the publisher renders them."""

from collections.abc import Callable, Iterator

import pytest
import world
from flask import Flask
from rdflib import URIRef

from communique_server.pages import entity
from communique_server.pages.context import PageContext


@pytest.fixture(scope="session")
def app() -> Flask:
    return Flask("communique_server")


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture(scope="session")
def context() -> PageContext:
    def text_of(report: URIRef) -> str | None:
        return world.TEXT if report == world.REPORT else None

    return PageContext(
        world.store(), world.BASE, 3, "2026-11-24T10:00:00+00:00", "Test", text_of=text_of
    )


@pytest.fixture
def page(context: PageContext) -> Callable[..., str]:
    def render(thing: URIRef, language: str = "en") -> str:
        from dataclasses import replace

        shown = entity.render(replace(context, language=language), thing)
        assert shown is not None
        return shown

    return render
