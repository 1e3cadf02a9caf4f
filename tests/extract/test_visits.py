"""Who made a visit that is mentioned, and where to."""

import pytest

from communique.extract.visits import VISITOR

LEAD = "On 3 May 2022 the Harbour Institute held a round table on Kenya and Peru.\n\n"
HEAD = "Ana Ruiz, Director, Harbour Institute\n\n"
LEAD_RU = "3 мая 2022 года в Лиме прошёл круглый стол о Кении и Перу.\n\n"


def visits(found):
    """Each visit: its date, the names of those who made it, the names of the places."""
    facts = found.facts
    names = {f.ref: f.label for f in (*facts.persons, *facts.places, *facts.states)}
    return [
        (
            event.edtf,
            [
                names[p.participant]
                for p in facts.participations
                if p.event == event.ref and p.roles == (VISITOR,)
            ],
            [names[p] for p in event.places],
        )
        for event in facts.events
        if event.kind == "Visit"
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "In 2016, Peruvian Prime Minister Luis Paz visited Nairobi and then Mombasa.",
            ("2016", ["Luis Paz"], ["Nairobi"]),
        ),
        (
            "Prime Minister Luis Paz paid an official visit to Kenya in 2015.",
            ("2015", ["Luis Paz"], ["Kenya"]),
        ),
        (
            "President Luis Paz became the first Peruvian head of state to visit Kenya in 2015.",
            ("2015", ["Luis Paz"], ["Kenya"]),
        ),
        (
            "Ties grew in 2014 with the visit of President Luis Paz to Kenya.",
            ("2014", ["Luis Paz"], ["Kenya"]),
        ),
        (
            "President Luis Paz's visit to Nairobi in 2014 was a success.",
            ("2014", ["Luis Paz"], ["Nairobi"]),
        ),
        (
            "President Luis Paz and Foreign Minister Rosa Vega visited Kenya in 2013.",
            ("2013", ["Luis Paz", "Rosa Vega"], ["Kenya"]),
        ),
        (
            "President Luis Paz came to Kenya in 2010.",
            ("2010", ["Luis Paz"], ["Kenya"]),
        ),
        (
            "The visit of the President of Peru to Kenya took place in 2011.",
            ("2011", [], ["Kenya"]),
        ),
    ],
)
def test_the_words_name_the_visitor_and_the_place(read, words, expected):
    found = read(LEAD + HEAD + f"  • {words}\n")
    [(date, who, places)] = visits(found)
    assert (date, who, places[:1]) == expected


def test_a_visit_rests_on_the_statement_that_tells_of_it(read):
    found = read(LEAD + HEAD + "  • In 2016 President Luis Paz visited Kenya.\n")
    [part] = [p for p in found.facts.participations if p.roles == (VISITOR,)]
    assert part.evidence.said_in == found.facts.statements[0].ref
    assert part.evidence.spans[0].of(found.text) == "President Luis Paz visited"
    assert part.capacity is not None


def test_whoever_tells_of_a_visit_is_not_the_visitor(read):
    found = read(LEAD + HEAD + "  • Ana Ruiz visited Kenya in 2016.\n")
    assert [who for _, who, _ in visits(found)] == [[]]


def test_a_person_whom_only_the_visit_names_is_a_person(read):
    found = read(LEAD + HEAD + "  • Trade grew after the visit of Pablo Luna to Nairobi in 2001.\n")
    assert visits(found) == [("2001", ["Pablo Luna"], ["Nairobi"])]


def test_who_was_the_first_to_visit_holds_no_such_office(read):
    """A name of the authority files with no office of its own beside it."""
    words = "Dmitry Medvedev was the first Russian head of government to visit Kenya in 2015."
    found = read(LEAD + HEAD + f"  • {words}\n")
    assert visits(found) == [("2015", ["Dmitry Medvedev"], ["Kenya"])]
    assert found.titles("Dmitry Medvedev") == []


def test_what_followed_a_visit_dates_it_only_about(read):
    found = read(
        LEAD + HEAD + "  • 1964 opened a new page, following the visit of Pablo Luna to Nairobi.\n"
    )
    assert visits(found) == [("1964~", ["Pablo Luna"], ["Nairobi"])]


@pytest.mark.parametrize(
    "words",
    [
        "President Luis Paz did not visit Kenya in 2015.",
        "In 2015 it was said that President Luis Paz would visit Kenya.",
        "President Luis Paz told the students in 2015 that he had never visited Kenya.",
        "In 2015 Peru's trade with Kenya grew, Luis Paz said.",
        "President Luis Paz will have visited Kenya by 2030.",
    ],
)
def test_what_was_not_or_will_be_gives_no_visitor(read, words):
    found = read(LEAD + HEAD + f"  • {words}\n")
    assert [p for p in found.facts.participations if p.roles == (VISITOR,)] == []


def test_the_country_in_a_bodys_name_is_no_destination(read):
    found = read(LEAD + HEAD + "  • In 2015 President Luis Paz visited the University of Kenya.\n")
    assert [places for _, _, places in visits(found)] in ([], [[]])


@pytest.mark.parametrize(
    "words",
    [
        "В 2016 году президент Перу Педро Кастильо посетил Найроби.",
        "В 2016 году состоялся визит президента Перу Педро Кастильо в Найроби.",
        "Президент Перу Педро Кастильо стал первым главой государства, посетившим Найроби в 2016 году.",
        "В 2016 году Найроби посетил президент Перу Педро Кастильо.",
    ],
)
def test_russian_tells_of_visits_in_its_own_order(read, words):
    found = read(LEAD_RU + words + "\n")
    [(date, who, places)] = visits(found)
    assert (date, who, places) == ("2016", ["Педро Кастильо"], ["Nairobi"])


def test_what_was_signed_during_a_visit_was_signed_there(read):
    found = read(
        LEAD + HEAD + "  • 1964 opened a page after the visit of Pablo Luna to Nairobi when the "
        "Agreement on Ports was signed.\n"
    )
    [agreement] = found.facts.agreements
    event = next(e for e in found.facts.events if e.kind == "Visit")
    assert agreement.signed_at == event.ref
    assert [p for _, _, places in visits(found) for p in places] == ["Nairobi"]
