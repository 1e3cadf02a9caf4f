"""The neighbourhood of a thing: drawn, and every link of it in words."""

import re

import world

from communique_server.pages import graph
from communique_server.pages.context import PageContext
from communique_server.pages.drawing import draw
from communique_server.pages.naming import Link
from communique_server.pages.neighbours import SHOWN, neighbourhood_of


def test_those_who_took_part_stand_beside_an_event(context: PageContext) -> None:
    found = neighbourhood_of(context, world.EVENT)
    roles = {n.link.text: n.how for n in found.every}
    assert roles["Anna Keller"] == "moderator"
    assert len(found.shown) <= SHOWN


def test_an_office_links_a_person_with_the_body(context: PageContext) -> None:
    found = neighbourhood_of(context, world.ARCTIC)
    assert ("Anna Keller", False) in [(n.link.text, n.away) for n in found.every]


def test_what_is_inferred_is_no_link_of_a_report(context: PageContext) -> None:
    inferred = context.store.select(
        "SELECT ?name { GRAPH ?graph { ?thing ?name ?value } }",
        {"thing": world.HOLM, "graph": world.INFERRED},
    )
    names = {n.name for n in neighbourhood_of(context, world.HOLM).every}
    assert inferred
    assert names.isdisjoint(row["name"] for row in inferred)


def test_every_link_that_is_drawn_stands_in_the_table(context: PageContext) -> None:
    page = graph.render(context, world.EVENT)
    assert page is not None
    drawing, _, table = page.partition("<table")
    boxes = re.findall(r'<a href="([^"]+)"[^>]*><title>', drawing)
    assert boxes
    assert all(f'href="{href}"' in table for href in boxes)


def test_boxes_of_a_drawing_do_not_overlap(context: PageContext) -> None:
    drawing = draw(neighbourhood_of(context, world.EVENT), Link("Seminar"))
    boxes = [*drawing.boxes, drawing.centre]
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = abs(one.y - other.y) >= one.height
            beside = abs(one.x - other.x) >= (one.width + other.width) / 2
            assert apart or beside
        assert 0 <= one.left <= one.left + one.width <= drawing.width
        assert one.y + one.height <= drawing.height


def test_nothing_is_known_of_what_nobody_named(context: PageContext) -> None:
    assert graph.render(context, world.thing("person/nobody")) is None
