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


def test_what_follows_a_speakers_sentence_in_its_paragraph_goes_on_with_it(read):
    found = read(
        "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"
        "Ana Ruiz, Director of the Coastal Studies Centre, said that ports need depth. A pilot "
        "station might be built before the winter.\n\nLunch was served."
    )
    [(who, _, said)] = found.statements()
    assert (who, said[-7:]) == ("Ana Ruiz", "winter.")


def test_a_table_gives_words_to_those_whom_it_names(read):
    found = read(
        "# Round table on shipping\n\nOn 3 May 2022 the Harbour Institute held a round table. "
        "Ana Ruiz, Director of the Coastal Studies Centre, and Omar Haddad, Rector of the Maritime "
        "University, spoke.\n\n| Speaker | Main points |\n|---|---|\n"
        "| Ana Ruiz | Ports need depth before they need cranes. |\n"
        "| Omar Haddad | Two thirds of the ships are older than that. |\n",
        "report.md",
    )
    assert [(who, said) for who, _, said in found.statements()] == [
        ("Ana Ruiz", "Ports need depth before they need cranes."),
        ("Omar Haddad", "Two thirds of the ships are older than that."),
    ]


def test_a_label_may_be_an_office_and_a_surname_of_two_words(read):
    found = read(
        "Joint press availability of Minister of State Áine Ní Bhriain and Foreign Minister "
        "Omar Haddad\n\nMay 3, 2022\n\n"
        "MINISTER OF STATE NÍ BHRIAIN:  The port opens in June.\n\n"
        "FOREIGN MINISTER HADDAD:  We shall send the first ship.\n\n"
        "MINISTER OF STATE NÍ BHRIAIN:  It will be met.\n"
    )
    assert [(who, said) for who, _, said in found.statements()] == [
        ("Áine Ní Bhriain", "The port opens in June."),
        ("Omar Haddad", "We shall send the first ship."),
        ("Áine Ní Bhriain", "It will be met."),
    ]


def test_the_communique_of_a_meeting_may_tell_what_somebody_said(read):
    found = read(
        "COMMUNIQUÉ OF THE THIRD MEETING OF THE COUNCIL OF PORTS\n\nLisbon, 3 May 2022\n\n"
        "The Council met in Lisbon on 3 May 2022. Ana Ruiz, Minister of Ports of Portugal, "
        "chaired it.\n\n1. The Council took note of the roads.\n\n"
        "2. The Council heard of the winter. Minister Ruiz stated that the ice was late.\n\n"
        "3. The Council adopted its budget.\n"
    )
    [(who, _, said)] = found.statements()
    assert (who, said) == ("Ana Ruiz", "Minister Ruiz stated that the ice was late.")


def test_papers_below_those_who_signed_are_nobodys_words(read):
    found = read(
        "Visit of the Minister of Ports of Chile to Lisbon\n\nLisbon, 3 May 2022\n\n"
        "The Minister of Ports of Portugal, Ana Ruiz, received the Minister of Ports of Chile, "
        "Omar Haddad. Minister Ruiz said that the port would open in June.\n\nSigned by:\n\n"
        "Ana Ruiz, Minister of Ports\n\n1. Memorandum of Understanding on Pilots\n\n"
        "2. Exchange of Letters on Lighthouses\n"
    )
    assert [said for _, _, said in found.statements()] == [
        "Minister Ruiz said that the port would open in June."
    ]


def test_a_heading_may_name_a_speaker_by_the_surname_alone(read):
    found = read(
        "Round table on shipping\n\nOn 3 May 2022 the Harbour Institute held a round table. "
        "Ana Ruiz, Director of the Coastal Studies Centre, and Omar Haddad, Rector of the Maritime "
        "University, spoke.\n\nPresentation by Ms. Ruiz\n\n  - Ports need depth.\n\n"
        "Comment by Professor Haddad\n\n  - Ships grow.\n"
    )
    assert [(who, said) for who, _, said in found.statements()] == [
        ("Ana Ruiz", "Ports need depth."),
        ("Omar Haddad", "Ships grow."),
    ]


def test_cards_of_speakers_do_not_silence_the_prose_above_them(read):
    found = read(
        "# Ports\n\nOn 3 May 2022 the Harbour Institute held a round table in Lisbon.\n\n"
        "Ana Ruiz, Director of the Coastal Studies Centre, said that ports need depth.\n\n"
        "Omar Haddad, Rector of the Maritime University, took issue with that.\n\n"
        "### Omar Haddad\n\nRector of the Maritime University.\n",
        "report.md",
    )
    assert {who for who, _, _ in found.statements()} == {"Ana Ruiz", "Omar Haddad"}
    assert all(said != "Maritime University." for _, _, said in found.statements())
