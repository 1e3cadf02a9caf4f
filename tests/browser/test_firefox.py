"""The pages in Debian's Firefox: they stand, fit, and can be walked by keyboard."""

from collections.abc import Iterator

import pytest
from marionette import Firefox, running
from test_accessibility import PAGES

NARROW, DESK = 500, 1280
"""Widths of the window; Firefox makes none that is narrower than 450."""
TAB = "\ue004"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with running(tmp_path_factory.mktemp("firefox")) as firefox:
        yield firefox


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_and_fits(firefox: Firefox, site: str, path: str) -> None:
    for width in (DESK, NARROW):
        firefox.open(site + path, width)
        assert firefox.run("return document.querySelector('h1').getClientRects().length") >= 1
        assert firefox.run("return document.documentElement.scrollWidth <= innerWidth")


def test_the_first_key_leads_past_the_navigation(firefox: Firefox, site: str) -> None:
    firefox.open(f"{site}/doc/person/lars-holm", DESK)
    firefox.press(TAB)
    assert firefox.run("return document.activeElement.getAttribute('href')") == "#main"
    assert firefox.run("return getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_evidence_opens_and_layers_hide(firefox: Firefox, site: str) -> None:
    firefox.open(f"{site}/doc/person/lars-holm", DESK)
    firefox.click("details.evidence summary")
    assert firefox.run("return document.querySelector('details[open] .why').offsetHeight") > 20
    firefox.open(f"{site}/doc/report/0123456789abcdef", DESK)
    mark = (
        "return getComputedStyle(document.querySelector('.document .m.person')).borderBottomWidth"
    )
    shown = firefox.run(mark)
    firefox.click("#layer-person")
    assert firefox.run(mark) != shown


def test_the_editor_runs_a_query(firefox: Firefox, site: str) -> None:
    firefox.open(f"{site}/sparql", DESK)
    firefox.click("#query-form .run button")
    assert firefox.run("return document.querySelectorAll('#result tbody tr').length") >= 2
