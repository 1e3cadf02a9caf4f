"""What a screen reader is told: the tree that Chromium makes of each kind of page.

One heading of the first level, none that skips a level; landmarks with names where there are two of
a kind; tables with headers and a name; fields, links, buttons and pictures with names; a search's
outcome in a live region.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from test_accessibility import PAGES

LANDMARKS = {"banner", "main", "navigation", "complementary", "contentinfo", "search", "region"}
NAMED = {
    "link",
    "button",
    "textbox",
    "searchbox",
    "checkbox",
    "combobox",
    "image",
    "table",
    "group",
}
"""Roles that say nothing without a name."""
_OFTEN_NAMELESS = {"group"}
"""Chromium gives the role of a group to `details`, too, which its summary names."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree that is not ignored."""

    role: str
    name: str
    level: int
    under: tuple[str, ...]
    """The roles above it, the nearest first."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def tree(page: Page) -> list[Node]:
    """The tree of the page in reading order."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    return list(_below(nodes[0], by_id, ()))


def _below(node: Any, by_id: dict[str, Any], under: tuple[str, ...]) -> Iterator[Node]:
    role = str(node.get("role", {}).get("value", ""))
    if not node["ignored"]:
        levels = [p["value"]["value"] for p in node.get("properties", ()) if p["name"] == "level"]
        name = str(node.get("name", {}).get("value", "")).strip()
        yield Node(role, name, int(levels[0]) if levels else 0, under)
        under = (role, *under)
    for child in node.get("childIds", ()):
        if child in by_id:
            yield from _below(by_id[child], by_id, under)


@pytest.mark.parametrize("path", PAGES)
def test_a_screen_reader_is_told_what_the_page_shows(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    nodes = tree(page)
    assert list(_faults(nodes)) == []


def _faults(nodes: list[Node]) -> Iterator[str]:
    levels = [node.level for node in nodes if node.role == "heading"]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} after one of level {before}"
    marks = Counter((node.role, node.name) for node in nodes if node.role in LANDMARKS)
    for role in ("banner", "main", "contentinfo"):
        if sum(n for (each, _), n in marks.items() if each == role) != 1:
            yield f"not one {role}"
    for (role, name), number in marks.items():
        if number > 1:
            yield f"{number} landmarks {role} named {name!r}"
    for node in nodes:
        if node.role in NAMED - _OFTEN_NAMELESS and not node.name:
            yield f"a nameless {node.role} in {' < '.join(node.under[:4])}"
    for role, least in (
        ("table", {"columnheader"}),
        ("row", {"cell", "columnheader", "rowheader"}),
    ):
        within = [node.role for node in nodes if role in node.under]
        if any(node.role == role for node in nodes) and not least & set(within):
            yield f"a {role} without {' or '.join(sorted(least))}"


def test_the_outcome_of_a_search_and_an_error_are_announced(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=norway")
    assert [n for n in tree(page) if n.role == "status"]
    page.goto(f"{site}/sparql?query=SELECT%20*%20WHERE%20%7B")
    assert [n for n in tree(page) if n.role == "alert"]


def test_tables_keep_their_roles_on_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{site}/doc/event/2023-05-12-seminar")
    roles = Counter(node.role for node in tree(page))
    page.set_viewport_size({"width": 1280, "height": 900})
    assert roles["table"] >= 2
    assert roles["columnheader"] >= 4
    assert roles["cell"] >= 8
