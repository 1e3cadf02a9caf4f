"""The page of a report: its whole text, in order, every name a link, every span an address."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import world

from communique_server.pages import entity
from communique_server.pages.context import PageContext
from communique_server.pages.marking import Marked, stretch
from communique_server.pages.naming import Link

Page = Callable[..., str]


def test_the_whole_text_stands_there_word_for_word(page: Page) -> None:
    shown = page(world.REPORT)
    document = shown[shown.index('class="document') :]
    document = re.sub(r'<div class="(at|said)".*?</div>', "", document, flags=re.DOTALL)
    plain = " ".join(unescape(re.sub("<[^>]+>", "", document)).split())
    for line in filter(None, world.TEXT.splitlines()):
        assert " ".join(line.split()) in plain


def test_the_address_of_a_span_is_in_the_page(page: Page) -> None:
    start = world.TEXT.index("Trade between")
    end = world.TEXT.index("in 2022.") + len("in 2022.")
    assert f'id="char={start},{end}"' in page(world.REPORT)


def test_no_address_is_there_twice(page: Page) -> None:
    found = re.findall(r' id="([^"]+)"', page(world.REPORT))
    assert len(found) == len(set(found))


def test_page_furniture_is_framed_and_named(page: Page) -> None:
    shown = page(world.REPORT)
    assert "Characters 0–15: share buttons. Kept, not read." in unescape(shown)


def test_a_report_whose_text_is_not_stored_lists_its_statements(context: PageContext) -> None:
    without = replace(context, text_of=lambda _: None)
    shown = entity.render(without, world.REPORT)
    assert shown is not None
    assert "its text is not stored here" in shown
    assert "Ports need icebreakers" in shown


def test_where_spans_overlap_the_innermost_is_the_link() -> None:
    outer = Marked(0, 20, Link("department", "/d"), "body")
    inner = Marked(12, 20, Link("state", "/s"), "place")
    cut = stretch("Ministry of a country", 0, 0, 21, [outer, inner])
    linked = [segment for segment in cut.segments if segment.thing]
    assert [segment.text for segment in linked] == ["a countr"]
    assert cut.outer == (outer,)
    assert "".join(segment.text for segment in cut.segments) == "Ministry of a country"


def test_a_person_is_linked_by_name_where_the_span_reaches_over_an_institution() -> None:
    text = "Anna Keller, Head of the Institute"
    person = Marked(0, len(text), Link("Anna Keller", "/a"), "person")
    body = Marked(25, len(text), Link("Institute", "/i"), "body")
    cut = stretch(text, 0, 0, len(text), [person, body])
    assert [s.text for s in cut.segments if s.thing] == ["Anna Keller", "Institute"]
