"""The page of a thing: opens with a sentence, links what it names, says where each fact stands."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

import pytest
import world
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from communique.store.oxigraph import EmbeddedStore
from communique.vocab import cmq
from communique_server.pages import entity
from communique_server.pages.context import PageContext

Page = Callable[..., str]


def words(html: str) -> str:
    """Return what a reader sees of a page's main part."""
    main = html[html.index("<main") : html.index("</main")]
    return " ".join(unescape(re.sub("<[^>]+>", " ", main)).split())


def test_of_what_nothing_is_known_there_is_no_page(context: PageContext) -> None:
    assert entity.render(context, world.thing("person/nobody")) is None


@pytest.mark.parametrize(
    "thing",
    sorted({str(s) for s, *_ in world.dataset().quads() if "/id/" in str(s) and "#" not in str(s)}),
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_thing_has_a_page_with_one_heading(page: Page, thing: str, language: str) -> None:
    shown = page(URIRef(thing), language)
    assert shown.count("<h1") == 1
    assert thing in words(shown)


def test_an_event_opens_with_when_where_and_by_whom(page: Page) -> None:
    shown = words(page(world.EVENT))
    assert "Held on 12 May 2023 in Oslo by Institute of Oceanography." in shown
    assert "3 people took part in 2 sessions; 3 statements on record." in shown


def test_participants_stand_under_their_session_with_the_office_from_outside_in(page: Page) -> None:
    shown = words(page(world.EVENT))
    assert shown.index("Anna Keller moderator") < shown.index("Opening session Lars Holm speaker")
    assert "Head , Institute of Oceanography › Arctic Department" in shown


def test_a_moderator_without_statements_shows_none(page: Page) -> None:
    assert re.search(
        r"Anna Keller moderator Head , .{0,60}Department none", words(page(world.EVENT))
    )


def test_an_office_that_is_not_stated_is_not_invented(page: Page) -> None:
    assert "Мария Волкова speaker Not stated" in words(page(world.EVENT))


def test_on_behalf_of_is_never_concluded_from_an_office(page: Page) -> None:
    assert "On behalf of Not stated" in words(page(world.THIRD))
    assert "On behalf of Norway" in words(page(world.FIRST))


def test_a_person_is_never_said_to_be_in_office(page: Page) -> None:
    lede = re.search(r'<p class="lede">([^<]*)</p>', page(world.KELLER))
    assert lede is not None
    assert "in this capacity at" in lede[1]
    assert " is " not in lede[1]


def test_evidence_shows_the_words_and_leads_to_their_place(page: Page) -> None:
    shown = page(world.KELLER)
    start = world.TEXT.index("Anna Keller")
    assert "<mark>Anna Keller</mark>" in shown
    assert f'href="/doc/report/0123456789abcdef#char={start},{start + 11}"' in shown


def test_what_a_speaker_says_bears_the_speakers_name(page: Page) -> None:
    shown = page(world.PORTS)
    assert '<span class="badge said">said by Lars Holm</span>' in shown
    assert "All of this rests on one speaker’s account." in words(shown)


def test_what_is_inferred_says_so_and_mirrors_are_left_out(page: Page) -> None:
    shown = words(page(world.HOLM))
    assert "Has spoken on trade inferred" in shown
    assert "Made" not in shown


def test_what_is_not_stated_of_an_agreement_is_said(page: Page) -> None:
    assert "In force from Not stated" in words(page(world.PORTS))


def test_a_label_of_another_language_says_its_language(page: Page) -> None:
    assert '<h1 lang="ru">Мария Волкова</h1>' in page(world.VOLKOVA, "en")
    assert '<h1 lang="en">Lars Holm</h1>' in page(world.HOLM, "ru")
    assert "<h1>Анна Келлер</h1>" in page(world.KELLER, "ru")


def test_a_date_is_written_as_the_language_writes_it(page: Page) -> None:
    assert "12 мая 2023 г." in words(page(world.EVENT, "ru"))


def test_a_statement_is_called_a_summary_and_stands_between_its_neighbours(page: Page) -> None:
    shown = words(page(world.SECOND))
    assert "Statement 2 of 2, as summarised in the report" in shown
    assert shown.index("grew by 12%") < shown.index("an Agreement on Ports in 2019")
    assert "← Statement 1" in shown


def test_a_disputed_statement_shows_who_stands_against_it(page: Page) -> None:
    shown = words(page(world.FIRST))
    assert "Stands against 1 Мария Волкова, statement 1 Ports need icebreakers" in shown


def test_lists_say_how_many_stand_against_a_statement_or_support_it(page: Page) -> None:
    for thing in (world.EVENT, world.HOLM):
        shown = page(thing)
        assert shown.count(">disputed by 1</a>") == 1
        assert shown.count(">supported by 1</a>") == 1
    assert "поддержано: 1" in page(world.EVENT, "ru")


def test_words_of_a_source_are_escaped(page: Page) -> None:
    for thing in (world.SECOND, world.REPORT, world.EVENT):
        assert "<with care>" not in page(thing)
        assert "&lt;with care&gt;" in page(thing)


def test_the_schema_org_block_is_json_and_calls_no_summary_a_quotation(page: Page) -> None:
    shown = page(world.SECOND)
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL)
    assert block is not None
    said = json.loads(block[1])
    assert said["@id"] == str(world.SECOND)
    assert said["@type"] == "CreativeWork"
    assert "<" not in block[1]


def test_a_page_has_no_inline_style_and_no_other_script(page: Page) -> None:
    for thing in (world.EVENT, world.REPORT, world.HOLM):
        assert " style=" not in page(thing)
        assert re.findall(r"<script(?! type=.application/ld)", page(thing)) == []


def test_the_way_to_a_thing_leads_through_lists_narrowed_to_it(context: PageContext) -> None:
    shown = unescape(entity.render(context, world.FIRST) or "")
    crumbs = shown.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert f"/browse/statement?{urlencode({'speaker': str(world.HOLM)})}" in crumbs
    assert "Lars Holm" in crumbs


def test_a_page_leads_to_its_graph_its_report_and_a_query_about_it(context: PageContext) -> None:
    shown = unescape(entity.render(context, world.KELLER) or "")
    assert 'href="/graph-view/person/anna-keller"' in shown
    assert "In the report: " in shown
    assert "Ask about it" in shown


def test_statements_on_a_topic_that_stand_against_each_other_are_side_by_side(
    context: PageContext,
) -> None:
    shown = unescape(entity.render(context, world.SHIPPING) or "")
    views = shown.partition('id="views"')[2].partition("</section>")[0]
    assert "Ports need icebreakers, not speeches." in views
    assert "Trade between Norway and Chile grew by 12% in 2022." in views


def test_statements_about_a_body_or_state_are_parted_by_the_stance_that_was_judged(
    context: PageContext,
) -> None:
    supportive = world.thing("stance/supportive")
    dataset = world.dataset()
    graph = dataset.graph(world.GRAPH)
    graph.add((world.FIRST, cmq.stance, supportive))
    graph.add((supportive, SKOS.prefLabel, Literal("supportive", lang="en")))
    graph.add((world.SECOND, cmq.mentions, world.NORWAY))
    store = EmbeddedStore()
    store.add(dataset.serialize(format="nquads", encoding="utf-8"))
    shown = unescape(entity.render(replace(context, store=store), world.NORWAY) or "")
    judged = shown.partition('id="statements"')[2]
    stance, _, rest = judged.partition("No stance was judged")
    assert "supportive" in stance
    assert "Trade between Norway and Chile" in stance
    assert "The ministers signed an Agreement" in rest


def test_a_topic_says_when_it_was_spoken_of(page: Page) -> None:
    shown = page(world.TRADE).partition('id="time"')[2].partition("</section>")[0]
    assert "12 May 2023" in shown
    assert "Seminar on the northern sea route" in shown
    assert "1 statement" in shown


def test_an_agreement_leads_to_others_of_its_year(context: PageContext) -> None:
    dataset = world.dataset()
    graph = dataset.graph(world.GRAPH)
    for local, label, day in (("fish", "Agreement on Fish", "2019-05"), ("ice", "On Ice", "2018")):
        graph.add((world.thing(f"agreement/{local}"), RDF.type, cmq.Agreement))
        graph.add((world.thing(f"agreement/{local}"), RDFS.label, Literal(label, lang="en")))
        graph.add((world.thing(f"agreement/{local}"), cmq.dateSigned, Literal(day)))
    store = EmbeddedStore()
    store.add(dataset.serialize(format="nquads", encoding="utf-8"))
    shown = entity.render(replace(context, store=store), world.PORTS) or ""
    near = shown.partition('id="same-year"')[2].partition("</section>")[0]
    assert "May 2019" in near
    assert "Agreement on Fish" in near
    assert "On Ice" not in near
