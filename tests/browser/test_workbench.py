"""The full editor in a real browser: it takes the place of the form, and completes our terms."""

from playwright.sync_api import Browser

EDITOR = "document.querySelector('.CodeMirror').CodeMirror"
BEGUN = "PREFIX cmq: <https://w3id.org/communique/ns#>\nSELECT * { ?s a cmq:Tre"


def test_the_workbench_completes_a_class_of_ours_and_asks_nobody_else(
    site: str, browser: Browser
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(f"{site}/sparql")
        page.click("#workbench-open")
        assert not page.locator("#query-form").is_visible()
        page.evaluate(f"text => {EDITOR}.setValue(text)", BEGUN)
        page.evaluate(f"() => {{ {EDITOR}.focus(); {EDITOR}.setCursor(1, 23); }}")
        page.evaluate(f"() => {{ {EDITOR}.autocomplete(); }}")
        page.locator(".CodeMirror-hint").first.wait_for()
        assert page.locator(".CodeMirror-hint").all_inner_texts() == ["cmq:Treaty"]
    finally:
        page.close()
    assert all(url.startswith(site) or url.startswith("data:") for url in asked)


def test_the_workbench_shows_the_rows_of_an_answer(site: str, browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.goto(f"{site}/sparql")
        page.click("#workbench-open")
        page.evaluate(f"text => {EDITOR}.setValue(text)", "SELECT * { ?s a ?c } LIMIT 3")
        page.click(".yasqe_queryButton")
        page.locator(".yasr .dataTable tbody tr").first.wait_for()
        assert page.locator(".yasr .dataTable tbody tr").count() == 3
    finally:
        page.close()
