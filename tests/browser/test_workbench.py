"""The query workbench in a real browser: the editor in the form, answers drawn, all of YASGUI."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

EDITOR = "document.querySelector('.CodeMirror').CodeMirror"
YASGUI = "document.querySelector('.yasgui .CodeMirror').CodeMirror"
BEGUN = "PREFIX cmq: <https://w3id.org/communique/ns#>\nSELECT * { ?s a cmq:Tre"
STATES = """
PREFIX cmq: <https://w3id.org/communique/ns#>
SELECT ?state (COUNT(DISTINCT ?s) AS ?n) { ?s cmq:mentions|cmq:about ?state . ?state a cmq:State }
GROUP BY ?state"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="en-GB")
    yield page
    page.close()


def asked_in(page: Page) -> str:
    """Return what stands in the editor, once the page has one."""
    page.wait_for_load_state()
    page.locator(".CodeMirror").first.wait_for()
    return str(page.evaluate(f"{EDITOR}.getValue()"))


def test_the_field_becomes_an_editor_that_completes_our_terms_and_asks_nobody_else(
    site: str, page: Page
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/sparql")
    page.evaluate(f"text => {EDITOR}.setValue(text)", BEGUN)
    page.evaluate(f"() => {{ {EDITOR}.focus(); {EDITOR}.setCursor(1, 23); }}")
    page.evaluate(f"() => {{ {EDITOR}.autocomplete(); }}")
    page.locator(".CodeMirror-hint").first.wait_for()
    assert page.locator(".CodeMirror-hint").all_inner_texts() == ["cmq:Treaty"]
    assert all(url.startswith(site) or url.startswith("data:") for url in asked)
    assert said == []


def test_what_stands_in_the_editor_is_asked(site: str, page: Page) -> None:
    page.goto(f"{site}/sparql")
    page.evaluate(f"text => {EDITOR}.setValue(text)", "SELECT * { ?s ?p ?o } LIMIT 3")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#result tbody tr")).to_have_count(3)
    assert asked_in(page) == "SELECT * { ?s ?p ?o } LIMIT 3"


def test_the_keyboard_leaves_the_editor(site: str, page: Page) -> None:
    page.goto(f"{site}/sparql")
    page.evaluate(f"() => {EDITOR}.focus()")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_a_mistake_is_marked_in_its_line(site: str, page: Page) -> None:
    page.goto(f"{site}/sparql?query={quote('SELECT *' + chr(10) + 'WHER {')}")
    expect(page.locator(".wrong-line")).to_have_count(1)
    assert page.evaluate(f"{EDITOR}.getCursor().line") == 1


def test_an_answer_is_seen_as_a_chart_and_on_a_map(site: str, page: Page) -> None:
    page.goto(f"{site}/sparql?query={quote(STATES)}")
    page.get_by_role("link", name="Chart", exact=True).click()
    expect(page.locator("#result .bar").first).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator("#result .shade-4").first).to_be_visible()


def test_a_short_link_leads_back_to_the_query(site: str, page: Page) -> None:
    page.goto(f"{site}/sparql?query={quote(STATES)}")
    page.get_by_role("link", name="Short link to this query").click()
    assert asked_in(page).split() == STATES.split()


def test_yasgui_takes_over_the_query_and_shows_rows(site: str, page: Page) -> None:
    page.goto(f"{site}/sparql")
    page.evaluate(f"text => {EDITOR}.setValue(text)", "SELECT * { ?s a ?c } LIMIT 3")
    page.click("#workbench-open")
    assert not page.locator("#query-form").is_visible()
    assert page.evaluate(f"{YASGUI}.getValue()") == "SELECT * { ?s a ?c } LIMIT 3"
    page.click(".yasgui .yasqe_queryButton")
    expect(page.locator(".yasr .dataTable tbody tr")).to_have_count(3)


def test_a_query_that_runs_too_long_says_so_and_where_all_is(site: str, page: Page) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    page.goto(f"{site}/sparql?query={quote(endless)}")
    expect(page.get_by_role("alert")).to_contain_text("Stopped after")
    expect(page.get_by_role("link", name="All of it, as files")).to_be_visible()
    assert asked_in(page) == endless
