"""Who said what: items, turns and attributed passages; and what nobody said."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"


def test_one_bullet_of_many_sentences_is_one_statement(read):
    found = read(
        LEAD + "Ana Ruiz, Director, Coastal Studies Centre\n\n"
        "  • Ports need depth. They also need roads. Neither is cheap.\n  • Ships grow.\n"
    )
    assert found.statements() == [
        ("Ana Ruiz", 1, "Ports need depth. They also need roads. Neither is cheap."),
        ("Ana Ruiz", 2, "Ships grow."),
    ]


def test_the_order_of_headings_need_not_be_that_of_the_roster(read):
    found = read(
        LEAD
        + "Ana Ruiz, Director of the Coastal Studies Centre; Omar Haddad, Rector of the Maritime "
        "University, spoke.\n\nOmar Haddad, Rector, Maritime University\n\n  • Ships grow.\n\n"
        "Ana Ruiz, Director, Coastal Studies Centre\n\n  • Ports need depth.\n"
    )
    assert [(who, said) for who, _, said in found.statements()] == [
        ("Omar Haddad", "Ships grow."),
        ("Ana Ruiz", "Ports need depth."),
    ]


def test_a_moderator_without_statements_is_still_a_participant(read):
    found = read(
        LEAD
        + "Lena Voss, Programme Manager of the Harbour Institute, moderated the discussion.\n\n"
        "Ana Ruiz, Director, Coastal Studies Centre\n\n  • Ports need depth.\n"
    )
    assert found.roles("Lena Voss") == ("moderator",)
    assert {who for who, _, _ in found.statements()} == {"Ana Ruiz"}


def test_the_rapporteurs_own_sentences_have_no_speaker(read):
    found = read(LEAD + "The participants shared their views on the depth of ports and on roads.")
    assert found.statements() == []


def test_questions_of_a_briefing_are_nobodys(read):
    found = read(
        "Regular press briefing\n\nMay 3, 2022\n\nThe briefing was given by Ana Ruiz, Spokesperson "
        "of the Ministry of Ports.\n\nQuestion: Will the port open this week?\n\n"
        "Spokesperson: It will open in June.\n\nThe road is ready already.\n\n"
        "Question: Who pays?\n\nSpokesperson: The Ministry pays.\n\nModerator: Thank you.\n"
    )
    assert found.statements() == [
        ("Ana Ruiz", 1, "It will open in June.\n\nThe road is ready already."),
        ("Ana Ruiz", 2, "The Ministry pays."),
    ]


def test_a_run_of_sentences_of_one_speaker_is_one_statement(read):
    found = read(
        "Conference on ports\n\nThe conference took place in Nairobi on 3 May 2022.\n\n"
        "Ana Ruiz, Director of the Ports Agency, spoke next. Ruiz said that ports need depth. "
        "Roads, she noted, are short. According to the Director, ships grow.\n\n"
        "The participants went home."
    )
    assert found.statements() == [
        (
            "Ana Ruiz",
            1,
            "Ruiz said that ports need depth. Roads, she noted, are short. "
            "According to the Director, ships grow.",
        )
    ]


def test_a_poll_and_ratings_leave_nothing(read):
    found = read(
        LEAD + "Ana Ruiz, Director, Coastal Studies Centre\n\n  • Ports need depth.\n\n"
        "Rate this article\n(votes: 1, rating: 5)\n\nPoll conducted\n\n"
        "  1. What are the goals of the United States?\n    U.S. wants more ports\n     33 (31%)\n"
        "    U.S. wants fewer ports\n     30 (28%)\n"
    )
    assert len(found.statements()) == 1
    assert found.facts.quantities == ()
    assert "United States" not in [s.label for s in found.facts.states]


def test_a_lead_printed_twice_is_one_event_with_two_places(read):
    lead = "On 3 May 2022 the Harbour Institute held an online round table on the depth of ports."
    found = read(f"{lead}\n\n{lead}\n\nAna Ruiz, Director, Ports Agency\n\n  • Ports need depth.\n")
    assert len(found.facts.events) == 1
    (block, *_) = found.document.blocks
    assert len(block.repeats) == 1


def test_an_office_that_two_persons_hold_is_told_by_its_state(read):
    found = read(
        "State visit\n\nOn 3 May 2022 Grace Odhiambo, President of Kenya, paid a state visit to "
        "Argentina at the invitation of Diego Funes, President of Argentina.\n\n"
        "The President of Kenya said that ports need depth.\n\n"
        "The President of Argentina stressed that roads are short.\n"
    )
    assert [(who, n) for who, n, _ in found.statements()] == [
        ("Grace Odhiambo", 1),
        ("Diego Funes", 1),
    ]
