"""Search in any script, and lists that can be narrowed."""

import re
from html import unescape

import pytest
import world

from communique.search.entries import read_entries
from communique.search.index import SearchIndex
from communique_server.browse.asking import query_of
from communique_server.browse.catalogue import FACETED, read_catalogue
from communique_server.browse.dated import read_dated
from communique_server.pages import browse, problem, timeline
from communique_server.pages import search as search_page
from communique_server.pages.context import PageContext
from communique_server.search.snippet import snippet


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex.in_memory(read_entries(world.store(), world.BASE))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Norway", world.NORWAY),
        ("норвегии", world.NORWAY),
        ("Анна Келлер", world.KELLER),
        ("ВОЛКОВА", world.VOLKOVA),
        ("Mariya Volkova", world.VOLKOVA),
        ("icebreaker", world.THIRD),
        ("agreements on port", world.PORTS),
    ],
)
def test_a_thing_is_found_by_its_name_in_any_form(
    index: SearchIndex, asked: str, found: str
) -> None:
    assert str(found) in [entry.iri for entry in index.search(asked).entries]


def test_an_exact_name_comes_first(index: SearchIndex) -> None:
    assert index.search("Institute of Oceanography").entries[0].iri == str(world.INSTITUTE)


def test_a_misspelt_name_gives_near_ones(index: SearchIndex) -> None:
    assert index.search("Norwey").total == 0
    assert str(world.NORWAY) in [entry.iri for entry in index.near("Norwey")]


@pytest.mark.parametrize("asked", ['"', "a AND (", "name:x", "*", "😀", "a" * 400, "\\"])
def test_no_text_is_too_odd_to_search(index: SearchIndex, asked: str) -> None:
    assert index.search(asked).total >= 0


def test_a_kind_narrows_the_search(index: SearchIndex) -> None:
    hits = index.search("ports", kind="agreement")
    assert {entry.kind for entry in hits.entries} == {"agreement"}
    assert hits.kinds["statement"] >= 1


def test_a_snippet_marks_the_words_that_were_asked() -> None:
    pieces = snippet("Trade grew, and traders were glad.", "trade")
    assert [piece.text for piece in pieces if piece.found] == ["Trade", "traders"]


def test_what_was_asked_is_escaped(context: PageContext, index: SearchIndex) -> None:
    asked = '<b>"x"'
    shown = search_page.render(context, asked, "", 1, index.search(asked), [])
    assert "<b>" not in shown


def test_a_list_counts_what_each_filter_would_leave(context: PageContext) -> None:
    catalogue = read_catalogue(context.store, context.base, "statement")
    shown = browse.render(context, catalogue, browse.Request("statement", {}))
    assert 'Statements <span class="count">3</span>' in shown
    assert 'Lars Holm</a> <span class="count">2</span>' in shown


def test_a_filter_can_be_taken_off(context: PageContext) -> None:
    catalogue = read_catalogue(context.store, context.base, "statement")
    asked = browse.Request("statement", {"speaker": str(world.HOLM)})
    shown = unescape(browse.render(context, catalogue, asked))
    assert 'Statements <span class="count">2</span>' in shown
    assert '<li><a href="/browse/statement">Speaker: Lars Holm' in shown


def test_an_error_before_anything_is_published_says_what_to_do() -> None:
    shown = problem.render(None, 503, "Nothing is published yet", "", ())
    assert "communique ingest" in shown


def test_a_timeline_keeps_a_year_a_year_and_counts_by_kind(context: PageContext) -> None:
    dated = read_dated(context.store)
    shown = timeline.render(context, dated, timeline.Asked())
    assert "Agreements signed</a> <span" in shown
    assert '<span class="when">2019</span>' in shown


def test_a_timeline_can_be_narrowed_to_years(context: PageContext) -> None:
    shown = timeline.render(context, read_dated(context.store), timeline.Asked(start=2023))
    assert "Agreement on Ports" not in shown
    assert "Seminar on the northern sea route" in shown


def test_a_list_of_statements_shows_their_words_and_places(context: PageContext) -> None:
    catalogue = read_catalogue(context.store, context.base, "statement")
    shown = unescape(browse.render(context, catalogue, browse.Request("statement", {})))
    assert "Trade between Norway and Chile grew by 12% in 2022." in shown
    assert '<p class="who"><a href="/doc/person/lars-holm"' in shown


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("event", "3 statements"),
        ("person", "2 statements"),
        ("institution", "Institute of Oceanography"),
        ("agreement", "Chile, Norway"),
        ("topic", "1 statement"),
    ],
)
def test_a_list_says_a_line_about_each_thing(context: PageContext, kind: str, note: str) -> None:
    catalogue = read_catalogue(context.store, context.base, kind)
    shown = unescape(browse.render(context, catalogue, browse.Request(kind, {})))
    lines = re.findall(r'<br><span class="quiet">(.*?)</span>', shown)
    assert any(note in line for line in lines), lines


@pytest.mark.parametrize("kind", FACETED)
def test_the_query_of_a_list_gives_the_things_of_the_list(kind: str) -> None:
    store = world.store()
    catalogue = read_catalogue(store, world.BASE, kind)
    narrowed = [
        {facet: value} for item in catalogue.items for facet, each in item.values.items()
        for value in each
    ]  # fmt: skip
    for filters in ({}, *narrowed):
        rows = store.select(query_of(world.BASE, kind, filters))
        assert {str(row["thing"]) for row in rows} == {i.iri for i in catalogue.chosen(filters)}


def test_a_value_that_is_no_iri_does_not_get_into_the_query() -> None:
    asked = query_of(world.BASE, "statement", {"topic": "http://x> } DELETE {", "speaker": '"'})
    assert world.store().select(asked) == []
