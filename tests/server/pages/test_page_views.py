"""The answer of a query drawn: as bars, on a map, as a graph; and short addresses of queries."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import world

from communique_server.pages import sparql
from communique_server.pages.context import PageContext
from communique_server.pages.results import answer_of
from communique_server.pages.views import chart, network, outlines, worldmap
from communique_server.sparql import share

INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def result(*rows: dict[str, Any]) -> dict[str, Any]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {"head": {"vars": names}, "results": {"bindings": list(rows)}}


def thing(iri: str) -> dict[str, str]:
    return {"type": "uri", "value": str(iri)}


def words(text: str) -> dict[str, str]:
    return {"type": "literal", "value": text}


def count(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value, "datatype": INTEGER}


STATES = result(
    {"state": thing(world.NORWAY), "name": words("Norway"), "n": count("4")},
    {"state": thing(world.CHILE), "name": words("Chile"), "n": count("1")},
)


def views(context: PageContext, found: Any) -> list[str]:
    return [link.text for link, _ in answer_of(context, found, "/sparql?query=x").views]


def test_only_the_ways_that_fit_are_offered(context: PageContext) -> None:
    assert views(context, STATES) == ["Table", "Chart", "Map"]
    assert views(context, result({"name": words("Norway")})) == ["Table"]
    linked = result({"a": thing(world.HOLM), "b": thing(world.EVENT)})
    assert views(context, linked) == ["Table", "Graph"]


def test_a_bar_is_as_long_as_its_number(context: PageContext) -> None:
    norway, chile = chart.chart_of(context, STATES).bars
    assert (norway.name, norway.value, norway.href) == ("Norway", "4", "/doc/state/norway")
    assert norway.width == pytest.approx(4 * chile.width)


def test_numbers_by_year_stand_in_the_order_of_the_years(context: PageContext) -> None:
    found = result(
        {"year": words("2021"), "n": count("3")}, {"year": words("2019"), "n": count("1")}
    )
    drawn = chart.chart_of(context, found)
    assert drawn.upright
    assert [bar.name for bar in drawn.bars] == ["2019", "2021"]


def test_what_is_below_zero_is_drawn_the_other_way(context: PageContext) -> None:
    found = result({"who": words("a"), "n": count("-2")}, {"who": words("b"), "n": count("3")})
    less, more = chart.chart_of(context, found).bars
    assert less.x + less.width == pytest.approx(more.x)


def test_a_state_that_counts_more_is_darker(context: PageContext) -> None:
    drawn = worldmap.map_of(context, STATES)
    shades = {country.title: country.shade for country in drawn.countries if country.title}
    assert shades == {"Norway: 4": 4, "Chile: 1": 1}
    assert [link.text for link, *_ in drawn.states] == ["Norway", "Chile"]


def test_rows_are_counted_where_a_state_has_several(context: PageContext) -> None:
    rows = [{"state": thing(world.CHILE), "ordinal": count(n)} for n in ("7", "9")]
    drawn = worldmap.map_of(context, result(*rows))
    assert [(link.text, value) for link, value, _ in drawn.states] == [("Chile", "2")]


def test_no_outline_runs_across_the_map() -> None:
    widest = 0.0
    for path in outlines.outlines().values():
        for part in path.strip("MZ").split("ZM"):
            xs = [float(place.split()[0]) for place in part.split("L")]
            steps = [abs(a - b) for a, b in pairwise(xs)]
            widest = max([widest, *steps])
    assert len(outlines.outlines()) > 170
    assert widest < 100


def test_a_graph_names_things_and_lets_no_names_touch(context: PageContext) -> None:
    turtle = "".join(f"<urn:a> <urn:p> <urn:b{n}> .\n" for n in range(20))
    turtle += f"<urn:a> <urn:p> <{world.HOLM}> ."
    drawn = network.network_of(context, turtle)
    assert "Lars Holm" in [dot.whole for dot in drawn.dots]
    assert len(drawn.lines) == 21
    for n, one in enumerate(drawn.dots):
        for other in drawn.dots[n + 1 :]:
            assert abs(one.x - other.x) > 100 or abs(one.y - other.y) > 25


def test_the_same_answer_is_drawn_the_same(context: PageContext) -> None:
    turtle = "<urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> <urn:c> ."
    assert network.network_of(context, turtle) == network.network_of(context, turtle)


def test_the_way_that_is_asked_for_is_shown(context: PageContext) -> None:
    asked = replace(context, path="/sparql?query=x&view=map")
    assert '<svg class="world"' in sparql.render(asked, "SELECT *", STATES)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "ASK {}", "# Россия\nASK { }" * 500])
def test_a_short_address_gives_its_query_back(query: str) -> None:
    token = share.address(query).removeprefix("/q/")
    assert share.query_in(token) == query


def test_an_address_of_a_query_of_this_graph_is_short(context: PageContext) -> None:
    assert len(share.address(sparql.starting_query(context))) < 120


@pytest.mark.parametrize("token", ["", "a", "aaaa", "b123", "a" + "A" * 50, "aé", "a=~"])
def test_an_address_that_was_cut_holds_no_query(token: str) -> None:
    assert share.query_in(token) is None


def test_an_address_does_not_unfold_without_end() -> None:
    token = share.address(" " * 1_000_000).removeprefix("/q/")
    assert share.query_in(token) is None
