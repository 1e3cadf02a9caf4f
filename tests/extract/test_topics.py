"""What statements are about, by the topic words of the ontology."""

LEAD = (
    "On 3 May 2022 the Harbour Institute held a round table on Kenya and Peru.\n\n"
    "Ana Ruiz, Director, Harbour Institute\n\n"
)


def test_a_statement_has_the_topics_whose_words_it_holds(read):
    found = read(LEAD + "  • Tourism and agriculture are promising.\n\n  • Hello to all.\n")
    assert [s.topics for s in found.facts.statements] == [("tourism", "agriculture"), ()]


def test_the_longest_topic_word_wins(read):
    found = read(LEAD + "  • Nuclear energy is on the table.\n")
    assert found.facts.statements[0].topics == ("nuclear-energy",)
