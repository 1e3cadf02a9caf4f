"""Turns, lists and prose: whose words a stretch of text gives, and whose it does not."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"


def said(found):
    return [(speaker, words) for speaker, _, words in found.statements()]


BRIEFING = (
    "Transcript of the press briefing, 3 March 2023\n\n"
    "Spokesperson Mary Wanjiru: We start with fish.\n\n"
    "Question: Which fish?\n\nMary Wanjiru: All of them, we hope.\n\n"
)


def test_an_askers_name_with_a_paper_ends_a_turn(read):
    found = read(
        BRIEFING + "John, Daily Mariner: Any word on the talks?\n\n"
        "Mary Wanjiru: They go on in good spirit."
    )
    assert [words for _, words in said(found)] == [
        "We start with fish.",
        "All of them, we hope.",
        "They go on in good spirit.",
    ]


def test_the_rapporteurs_last_paragraph_is_nobodys_turn(read):
    found = read(BRIEFING + "The briefing ended at noon. Written answers will follow.")
    assert said(found)[-1] == ("Mary Wanjiru", "All of them, we hope.")


def test_items_below_a_numbered_name_are_its_bearers(read):
    found = read(
        LEAD + "Speakers\n\n1. Dr. Mary Atieno, Director, Harbour Institute\n   • Lakes need law.\n"
        "2. Prof. (Dr.) Hans Weber, Honorary Fellow, Harbour Institute\n   a) Mud is old.\n"
        "   b) Fines must rise.\n"
    )
    assert said(found) == [
        ("Mary Atieno", "Lakes need law."),
        ("Hans Weber", "Mud is old."),
        ("Hans Weber", "Fines must rise."),
    ]


def test_a_courtesy_is_no_statement(read):
    found = read(
        LEAD + "Ana Ruiz, Director of the Harbour Institute, said that ports were deep.\n\n"
        "Closing the round table, Ms Ruiz thanked the speakers."
    )
    assert len(said(found)) == 1


def test_a_numbered_paragraph_may_hold_two_speakers(read):
    found = read(
        "On 3 May 2022 Minister of Trade Ana Ruiz received Ambassador of Chile to Kenya Juan Soto "
        "for talks.\n\n1. Minister Ruiz stated that trade grew. In response, Ambassador Soto "
        "stressed that copper was dear.\n\n2. The two sides noted that ports were open."
    )
    assert said(found) == [
        ("Ana Ruiz", "Minister Ruiz stated that trade grew."),
        ("Juan Soto", "In response, Ambassador Soto stressed that copper was dear."),
    ]


def test_what_an_unknown_office_says_is_nobody_elses(read):
    found = read(
        "On 21 May 2022 the Secretary-General held a meeting with Asif Zaman, President of "
        "Pakistan, in Chicago.\n\nThe Secretary-General emphasized patience. He thanked Pakistan."
    )
    assert said(found) == []


def test_remarks_are_not_always_a_verb(read):
    found = read(
        LEAD + "John Doe, Ambassador of Canada to Chile, spoke first.\n\nIn his welcome remarks, "
        "Director General Sohail Mirza recalled that ports had been small."
    )
    assert said(found)[-1][0] == "Sohail Mirza"


def test_a_joint_communique_has_no_speaker(read):
    found = read(
        "Joint Communiqué of Uganda and Zambia\n\n1. Joseph Banda, President of Zambia, paid a "
        "State Visit to Uganda from 7 to 9 June 2022.\n\n2. President Banda welcomed the growth of "
        "trade.\n\n3. President Banda invited the President of Uganda to Lusaka."
    )
    assert said(found) == []


def test_what_two_say_together_and_what_a_body_says_is_nobodys(read):
    found = read(
        "On 3 May 2022 Ana Ruiz, Minister of Trade of Peru, met with Juan Soto, Ambassador of Chile "
        "to Peru, in Lima.\n\nAna Ruiz and Juan Soto discussed copper.\n\nThe delegation was led "
        "by Ambassador Juan Soto, the Foreign Ministry told reporters.\n\nAmbassador Soto in his "
        "remarks highlighted ports."
    )
    assert said(found) == [("Juan Soto", "Ambassador Soto in his remarks highlighted ports.")]


def test_prose_after_lists_may_give_words_to_others(read):
    found = read(
        LEAD
        + "Speakers\n\n1. Dr. Mary Atieno, Director, Harbour Institute\n   • Lakes need law.\n\n"
        "Discussion\n\nLuca Rossi of the Coastal Forum said that fines were low. Dr. Atieno agreed."
    )
    assert [speaker for speaker, _ in said(found)] == ["Mary Atieno", "Luca Rossi"]


def test_a_quotation_of_several_sentences_is_one_statement(read):
    found = read(
        LEAD + "Ana Ruiz, Director of the Harbour Institute, opened it.\n\n"
        "“Today we signed a lot. This shows trust,” Ruiz said. “We hope for more.”"
    )
    assert said(found)[-1][1].startswith("“Today we signed a lot.")
