"""axe-core finds nothing to object to, at a desk and on a phone, in light and in dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PAGES = (
    "/",
    "/doc/event/2023-05-12-seminar",
    "/doc/person/lars-holm",
    "/doc/statement/holm-1",
    "/doc/report/0123456789abcdef",
    "/doc/agreement/2019-ports",
    "/doc/institution/oceanography",
    "/doc/topic/trade",
    "/graph-view/event/2023-05-12-seminar",
    "/timeline",
    "/browse/statement",
    "/search?q=norway",
    "/sparql?query=SELECT%20*%20WHERE%20%7B%20?a%20?b%20?c%20%7D%20LIMIT%203",
    "/queries",
    "/queries/statements-by-speaker?view=chart",
    "/queries/parent-chains?view=graph",
    "/queries/mentions-of-a-state?view=map",
    "/releases/",
    "/ns",
    "/shapes",
    "/nothing-here",
    "/doc/event/2023-05-12-seminar?lang=ru",
)
SETTINGS = ((1280, "light"), (390, "dark"))
NARROWEST = 320
"""Width at 400 % zoom of a desk (WCAG 1.4.10)."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    # axe-core is put into the page by the test, which the page's own policy would refuse.
    context = browser.new_context(bypass_csp=True, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_all(page: Page, site: str, path: str) -> None:
    found = []
    page.goto(site + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(path=AXE)
    for width, colours in SETTINGS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        found += [
            f"{width} {colours}: {broken['id']}: {broken['nodes'][0]['html'][:200]}"
            for broken in result["violations"]
        ]
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_does_not_scroll_sideways(page: Page, site: str, path: str) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
