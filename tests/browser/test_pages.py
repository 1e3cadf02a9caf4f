"""What a visitor does: read without script, follow evidence to its words, choose colours, ask."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

EVENT = "/doc/event/2023-05-12-seminar"
REPORT = "/doc/report/0123456789abcdef"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def test_from_the_home_page_to_the_words_of_the_source_without_script(
    plain_page: Page, site: str
) -> None:
    plain_page.goto(site)
    plain_page.get_by_role("link", name="Seminar on the northern sea route").first.click()
    plain_page.get_by_role("link", name="Lars Holm").first.click()
    plain_page.locator("#facts .evidence summary").first.click()
    plain_page.locator("#facts .why .folio").first.click()
    assert plain_page.url.startswith(site + REPORT + "#char=")
    expect(plain_page.locator(":target")).to_have_count(1)


def test_a_page_breaks_none_of_its_own_policy(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", EVENT, REPORT, "/doc/statement/holm-1", "/sparql", "/browse/event"):
        page.goto(site + path)
    assert said == []


def test_a_page_asks_no_other_host(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", EVENT, "/sparql"):
        page.goto(site + path)
    assert [url for url in asked if not url.startswith(site)] == []


def test_a_layer_of_a_report_can_be_hidden_without_script(plain_page: Page, site: str) -> None:
    plain_page.goto(site + REPORT)
    name = plain_page.locator(".document a.m.person").first
    expect(name).to_have_css("border-bottom-style", "solid")
    plain_page.get_by_role("checkbox", name="People").uncheck()
    expect(name).to_have_css("border-bottom-style", "none")


def test_the_colours_that_were_chosen_stay(plain_page: Page, site: str) -> None:
    plain_page.goto(site + EVENT)
    plain_page.get_by_role("button", name="Dark").click()
    expect(plain_page.locator("html")).to_have_attribute("data-theme", "dark")
    assert plain_page.url == site + EVENT
    plain_page.goto(site + REPORT)
    expect(plain_page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_language_that_was_chosen_stays(plain_page: Page, site: str) -> None:
    plain_page.goto(site + EVENT)
    plain_page.get_by_role("link", name="Русский").click()
    expect(plain_page.locator("html")).to_have_attribute("lang", "ru")
    plain_page.goto(site + REPORT)
    expect(plain_page.get_by_role("heading", name="Факты")).to_be_visible()


def test_a_query_is_asked_without_script(plain_page: Page, site: str) -> None:
    plain_page.goto(site + "/sparql")
    plain_page.get_by_role("button", name="Run").click()
    expect(plain_page.get_by_role("cell", name="Lars Holm")).to_be_visible()


def test_a_wrong_query_shows_the_line_that_is_wrong(plain_page: Page, site: str) -> None:
    plain_page.goto(site + "/sparql")
    plain_page.locator("#query").fill("SELECT *\nWHER {")
    plain_page.get_by_role("button", name="Run").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("Line 2")


def test_search_finds_a_name_in_another_language(plain_page: Page, site: str) -> None:
    plain_page.goto(site)
    plain_page.get_by_role("searchbox").fill("Норвегия")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page.get_by_role("link", name="Norway", exact=True).first).to_be_visible()


def test_the_keyboard_reaches_the_content_first(page: Page, site: str) -> None:
    page.goto(site + EVENT)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_a_mistyped_address_leads_to_what_is_near_it(plain_page: Page, site: str) -> None:
    answer = plain_page.goto(site + "/doc/person/lars-holn")
    assert answer is not None
    assert answer.status == 404
    plain_page.get_by_role("link", name="Lars Holm").click()
    assert plain_page.url == site + "/doc/person/lars-holm"


def test_a_mistyped_address_can_be_searched_for(plain_page: Page, site: str) -> None:
    plain_page.goto(site + "/doc/person/holm.ttl")
    expect(plain_page.get_by_role("searchbox")).to_have_value("holm")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page.get_by_role("link", name="Lars Holm").first).to_be_visible()
