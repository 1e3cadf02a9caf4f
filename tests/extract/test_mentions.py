"""Whom and what a statement names, and what it is about."""

LEAD = (
    "On 3 May 2022 the Harbour Institute held a round table on Kenya and Peru.\n\n"
    "Ana Ruiz, Director, Harbour Institute\n\n"
)


def mentions(found):
    names = {
        x.ref: x.label
        for x in (*found.facts.states, *found.facts.institutions, *found.facts.places)
    }
    return [(names[m.entity], m.about) for m in found.facts.mentions]


def test_the_subject_at_the_start_is_what_a_statement_is_about(read):
    found = read(LEAD + "  • Peru wants closer ties with Kenya.\n")
    assert mentions(found) == [("Peru", True), ("Kenya", False)]


def test_a_possessor_is_not_what_a_statement_is_about(read):
    found = read(LEAD + "  • Peru’s ports are deep.\n")
    assert mentions(found) == [("Peru", False)]


def test_a_mention_has_the_place_of_the_words(read):
    found = read(LEAD + "  • Trade with Kenya grows.\n")
    (mention,) = found.facts.mentions
    assert mention.span.of(found.text) == "Kenya"
    assert mention.statement == found.facts.statements[0].ref
