"""Quantities of a report: whose words they are, and what in a report is none."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"
HEAD = "Ana Ruiz, Director, Harbour Institute\n\n"


def test_a_quantity_in_a_statement_is_the_speakers(read):
    found = read(LEAD + HEAD + "  • Freight fell by 12% and 8,000 sailors lost work.\n")
    assert [q.as_printed for q in found.facts.quantities] == ["12%", "8,000 sailors"]
    assert {q.evidence.said_in for q in found.facts.quantities} == {found.facts.statements[0].ref}


def test_a_quantity_of_the_rapporteur_is_nobodys(read):
    found = read(LEAD + "In all 120 guests from 14 countries came to the event.\n")
    assert [(q.value, q.unit) for q in found.facts.quantities] == [
        (120, "guests"),
        (14, "countries"),
    ]
    assert all(q.evidence.said_in is None for q in found.facts.quantities)


def test_the_words_more_than_make_a_minimum(read):
    found = read(LEAD + HEAD + "  • More than 300 ships call each year.\n")
    (quantity,) = found.facts.quantities
    assert (quantity.value, quantity.minimum, quantity.maximum) == (None, 300, None)
    assert quantity.as_printed == "More than 300 ships"


def test_the_years_of_an_anniversary_belong_to_the_event(read):
    found = read(
        "On 3 May 2022 a conference marked the 50th anniversary of relations between Kenya and "
        "Peru.\n\n" + HEAD + "  • These 50 years were fruitful, the last 5 years most of all.\n"
    )
    assert [q.as_printed for q in found.facts.quantities] == ["5 years"]


def test_ratings_and_polls_of_the_page_are_not_read(read):
    found = read(LEAD + "Rate this article\n(votes: 3, rating: 5)\n")
    assert found.facts.quantities == ()


def test_two_equal_quantities_are_two_facts(read):
    found = read(LEAD + HEAD + "  • It was 5% then.\n\n  • It is 5% now.\n")
    refs = [q.ref for q in found.facts.quantities]
    assert len(refs) == len(set(refs)) == 2


def test_years_counted_without_an_anniversary_are_a_quantity(read):
    found = read(LEAD + HEAD + "  • Peru marks 65 years of diplomatic relations with 3 concerts.\n")
    assert [q.as_printed for q in found.facts.quantities] == ["65 years", "3 concerts"]
