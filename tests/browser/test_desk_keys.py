"""The desk in a real browser: by keys, without script, and for all."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).parent))
from test_accessibility import AXE, NARROWEST, RULES, SETTINGS

from communique.link.candidates import Proposal, keep
from communique.link.decisions import read_decisions
from communique.link.librarians import add_librarian
from communique.workspace import Workspace, open_workspace

SUBJECT = "person:lars-holm"
CASE = "/desk/person/lars-holm"


@pytest.fixture
def workspace(site: str, root: Path) -> Iterator[Workspace]:
    workspace = open_workspace(root)
    add_librarian(workspace, "ada", "Ada Berg", "correct horse")
    keep(
        workspace,
        [
            Proposal(SUBJECT, "Lars Holm", "Person", f"wikidata:Q{n}", label, 90 - n, False,
                     f"name={90 - n}", "a diplomat", "a service")
            for n, label in enumerate(("Lars Holm", "Lars Holmberg"), 1)
        ],
        {SUBJECT},
        "a service",
    )  # fmt: skip
    yield workspace
    for path in (*workspace.desk.iterdir(), workspace.links / "decisions.sssom.tsv"):
        path.unlink(missing_ok=True)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, locale="en-GB")
    yield context.new_page()
    context.close()


def log_in(page: Page, site: str, path: str = CASE) -> None:
    page.goto(site + path)
    page.get_by_label("Login").fill("ada")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(site + path)


def press(page: Page, *keys: str) -> None:
    """Press keys once the page listens: a note is there to read before the script has run."""
    expect(page.locator("#keys")).to_be_visible()
    for key in keys:
        page.keyboard.press(key)


def test_a_candidate_is_rejected_and_that_undone(
    page: Page, site: str, workspace: Workspace
) -> None:
    log_in(page, site)
    page.get_by_label("Reason").fill("another man")
    page.get_by_role("button", name="Reject Lars Holmberg").click()
    expect(page.get_by_role("status")).to_contain_text("Kept: Rejected wikidata:Q2 Lars Holmberg")
    [row] = read_decisions(workspace).rows
    assert (row.by, row.reason) == ("Ada Berg", "another man")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    assert read_decisions(workspace).holding() == ()


def test_enter_in_a_field_decides_nothing(page: Page, site: str, workspace: Workspace) -> None:
    log_in(page, site)
    page.get_by_label("Reason").fill("same office")
    page.get_by_label("Reason").press("Enter")
    expect(page.get_by_label("Reason")).to_have_value("same office")
    assert read_decisions(workspace).rows == ()


@pytest.mark.parametrize("page", [True], indirect=True)
def test_keys_do_it_all(page: Page, site: str, workspace: Workspace) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    log_in(page, site)
    press(page, "j", "r")
    expect(page.get_by_role("status")).to_contain_text("Rejected wikidata:Q2")
    press(page, "u")
    expect(page.get_by_role("status")).to_contain_text("Undone")
    press(page, "i")
    page.keyboard.type("jar")
    press(page, "Escape", "a")
    expect(page.get_by_role("status")).to_contain_text("Accepted wikidata:Q1")
    [holds] = read_decisions(workspace).holding()
    assert holds.reason == "jar"
    assert said == []


@pytest.mark.parametrize("page", [True], indirect=True)
def test_keys_can_be_turned_off(page: Page, site: str, workspace: Workspace) -> None:
    log_in(page, site)
    page.get_by_text("Keys", exact=True).click()
    page.get_by_role("button", name="Turn single keys off").click()
    press(page, "n")
    page.goto(site + "/desk/decided")
    assert read_decisions(workspace).rows == ()


def test_the_desk_can_be_read_by_all(browser: Browser, site: str, workspace: Workspace) -> None:
    context = browser.new_context(bypass_csp=True, locale="en-GB")
    page = context.new_page()
    found = []
    for path in ("/desk/login", CASE, "/desk", "/desk/decided", "/desk/lists"):
        page.goto(site + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.add_script_tag(path=AXE)
        for width, colours in SETTINGS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=colours)
            result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
            found += [f"{path} {b['id']}: {b['nodes'][0]['html']}" for b in result["violations"]]
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST, path
        if path == "/desk/login":
            log_in(page, site)
            page.get_by_role("button", name="Reject Lars Holmberg").click()
    context.close()
    assert found == []
