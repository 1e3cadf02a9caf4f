"""What is a heading, a turn, a list of signed papers, a signature: by structure, in any layout."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"


def speakers(found):
    return [(who, said) for who, _, said in found.statements()]


def test_a_heading_that_repeats_a_line_of_the_roster_still_heads_its_items(read):
    found = read(
        LEAD + "Participants:\n\n1) Ana Lucía Ruiz — Director of the Coastal Studies Centre\n"
        "2) Omar Haddad — Rector of the Maritime University\n\n"
        "Ana Lucía Ruiz — Director of the Coastal Studies Centre\n\n• Ports need depth.\n\n"
        "Omar Haddad — Rector of the Maritime University\n\n• Roads matter more.\n"
    )
    assert speakers(found) == [
        ("Ana Lucía Ruiz", "Ports need depth."),
        ("Omar Haddad", "Roads matter more."),
    ]


def test_a_numbered_paragraph_opens_a_lettered_list_of_signed_documents(read):
    found = read(
        "JOINT STATEMENT\n\nNairobi, 5 June 2021\n\n"
        "1. The President of Argentina paid a State visit to Kenya on 4–6 June 2021.\n\n"
        "2. The following documents were signed during the visit:\n"
        "(a) Memorandum of Understanding on Ports between the Ministry of Transport of Argentina "
        "and the Ministry of Transport of Kenya;\n"
        "(b) Agreement on Air Services.\n\n3. The sides will meet again.\n"
    )
    assert [a.label for a in found.facts.agreements] == [
        "Memorandum of Understanding on Ports between the Ministry of Transport of Argentina "
        "and the Ministry of Transport of Kenya",
        "Agreement on Air Services",
    ]


def test_an_emphasised_name_before_a_dash_opens_a_turn(read):
    found = read(
        "# Round table on shipping\n\n*Nairobi, 5 May 2022*\n\n"
        "**Dr. Ana Ruiz** — Ports need depth. Nobody pays for it.\n\n"
        "**Omar Haddad** — Roads matter more.\n\n**Ana Ruiz** — Not in islands.\n",
        "report.md",
    )
    assert speakers(found) == [
        ("Ana Ruiz", "Ports need depth. Nobody pays for it."),
        ("Omar Haddad", "Roads matter more."),
        ("Ana Ruiz", "Not in islands."),
    ]


def test_an_office_under_a_signatory_is_no_statement(read):
    found = read(
        "JOINT STATEMENT\n\nNairobi, 5 June 2021\n\n1. The two Governments have decided to trade.\n\n"
        "For the Argentine Republic\nAna Ruiz\nMinister of Foreign Affairs\n\n"
        "For the Republic of Kenya\nJohn Otieno\nMinister of Foreign Affairs and Trade\n"
    )
    assert found.statements() == []
    assert found.roles("John Otieno") == ("signatory",)


def test_a_numbered_speaker_with_a_rank_heads_the_items_below(read):
    found = read(
        LEAD
        + "Speaker 1: Ana Ruiz, Director of the Coastal Studies Centre\n - Ports need depth.\n\n"
        "Speaker 2: Rear Admiral (ret.) Omar Haddad, Rector of the Maritime University\n"
        " - Fleets grow.\n"
    )
    assert speakers(found) == [("Ana Ruiz", "Ports need depth."), ("Omar Haddad", "Fleets grow.")]


def test_the_place_of_a_dateline_is_where_it_was_when_nothing_else_is_told(read):
    found = read(
        "NAIROBI, 14 March 2019 — The Harbour Institute held a seminar on shipping on Thursday.\n"
    )
    places = {p.ref: p.label for p in found.facts.places}
    assert [places[p] for p in found.facts.events[0].places] == ["Nairobi"]


def main(found):
    return found.facts.events[0]


def places(found):
    labels = {p.ref: p.label for p in found.facts.places}
    return [labels[p] for p in main(found).places]


def organizers(found):
    labels = {i.ref: i.label for i in found.facts.institutions}
    return [labels[o] for o in main(found).organizers]


def test_a_word_for_an_event_within_an_explained_body_is_no_event(read):
    found = read(
        "Shipping in small states\nEvent report\nNairobi, 3 May 2022\n\n"
        "The Island Policy Forum (IPF) held a policy dialogue on shipping in Nairobi on 3 May 2022.\n"
    )
    assert main(found).type_words == "policy dialogue"


def test_who_was_in_the_room_and_who_online_make_a_hybrid_event(read):
    found = read(
        "On 3 May 2022 the Harbour Institute held a seminar. Some 60 people attended in the room, and "
        "others followed online.\n"
    )
    assert main(found).mode == "hybrid"


def test_organisers_stand_after_by_when_day_and_place_stand_between(read):
    found = read(
        "The dialogue was convened in Suva on 29–30 August 2022 by the Lagoon Institute and the "
        "School of Law of the University of the South Pacific.\n"
    )
    assert organizers(found) == ["Lagoon Institute", "School of Law"]


def test_who_helps_to_organise_is_an_organiser_too(read):
    found = read(
        "The seminar was held in Nairobi on 3 May 2022. It was organized by the Coastal Centre in "
        "cooperation with the Ministry of Transport of Kenya.\n"
    )
    assert organizers(found) == ["Coastal Centre", "Ministry of Transport of Kenya"]


def test_a_state_or_an_unknown_town_may_be_the_place(read):
    found = read("Brussels, 4 May 2022\n\nThe meeting was held in Luxembourg on 3 May 2022.\n")
    assert places(found) == ["Luxembourg"]
    found = read("On 3 May 2022 a seminar on shipping in Kenya was held in Port Amelia.\n")
    assert places(found) == ["Port Amelia"]


def test_a_clause_in_commas_does_not_part_a_speaker_from_the_verb(read):
    found = read(
        LEAD + "Ana Ruiz, Director of the Coastal Centre, spoke.\n\nAna Ruiz, who had opened the "
        'round table in the morning, said that ports need depth. "Nobody pays for it," she said.'
    )
    ((who, said),) = speakers(found)
    assert (who, said[:9], said[-4:]) == ("Ana Ruiz", "Ana Ruiz,", "aid.")


def test_labels_by_office_or_courtesy_open_turns_under_a_roster(read):
    found = read(
        LEAD + "Participants\nProf. Tendai Moyo, Department of Hydrology, University of Zimbabwe\n"
        "Ms Grace Banda, High Commissioner of Malawi to Zimbabwe\n"
        "Mr Peter Lund, Secretary for Water, Coastal Secretariat\n\n"
        "The High Commissioner: Rivers do not stop at borders.\n\n"
        "Mr Lund: The Protocol has guided us.\n\nProf. Moyo: Data must be shared.\n"
    )
    assert speakers(found) == [
        ("Grace Banda", "Rivers do not stop at borders."),
        ("Peter Lund", "The Protocol has guided us."),
        ("Tendai Moyo", "Data must be shared."),
    ]


def test_points_of_a_session_are_not_its_chairs(read):
    found = read(
        LEAD + "Chair: Prof. Tendai Moyo\n\n1. Participants said that data were old.\n"
        "2. It was noted that dams leak.\n"
    )
    assert found.statements() == []
    assert found.roles("Tendai Moyo") == ("chair",)


def test_a_quotation_may_come_before_the_office_and_the_name(read):
    found = read(
        LEAD
        + '"We need more ships," said Deputy Minister of Foreign Affairs of Poland Jan Kowal in '
        "opening remarks. He proposed a forum.\n"
    )
    ((who, said),) = speakers(found)
    assert (who, said[:8], said[-6:]) == ("Jan Kowal", '"We need', "forum.")


def test_a_short_office_with_a_surname_opens_a_passage(read):
    found = read(
        LEAD + "Secretary of Transport Ana Ruiz opened the round table.\n\n"
        "Secretary Ruiz briefed the guests on the drought. She invited them to the coast.\n"
    )
    assert [said[:20] for _, said in speakers(found)] == ["Secretary Ruiz brief"]


def test_signatures_side_by_side_are_two_with_their_offices_below(read):
    found = read(
        "JOINT STATEMENT\n\nNairobi, 5 June 2021\n\n1. The two Governments have decided to trade.\n\n"
        "For Ghana                      For Togo\n"
        "Shirley Mensah                 Robert Dusse\n"
        "Minister of Foreign Affairs    Minister of Trade\n"
    )
    assert found.persons() == ["Shirley Mensah", "Robert Dusse"]
    assert found.titles("Robert Dusse") == ["Minister of Trade"]
    assert found.roles("Shirley Mensah") == ("signatory",)


def test_a_briefing_is_held_by_the_body_that_heads_its_transcript(read):
    found = read(
        "Department of External Affairs\nDaily Press Briefing\nTuesday, March 5, 2024\n"
        "Briefer: Ann Moss, Deputy Spokesperson\n\nMS MOSS: Good afternoon. We go on.\n\n"
        "QUESTION: Thanks. And then?\n\nMS MOSS: Then we stop.\n"
    )
    assert organizers(found) == ["Department of External Affairs"]
    (tenure,) = found.tenures("Ann Moss")
    assert found.chain(tenure.organization) == ["Department of External Affairs"]


def test_a_single_label_among_prose_is_a_statement_too(read):
    found = read(
        LEAD + "- Ana Ruiz, Director of the Coastal Centre, warned that ports are shallow.\n"
        "- Ana Ruiz: Nobody pays for depth.\n"
    )
    assert [said for _, said in speakers(found)][1] == "Nobody pays for depth."


def test_who_only_asks_is_no_speaker(read):
    found = read(
        "Interview with Amb. Selma Haddad\n\nAmb. Selma Haddad is the Permanent Representative of "
        "Algeria to the African Union. She spoke to Horn Review on 11 June 2022 in Addis Ababa.\n\n"
        "Horn Review: What is it for?\n\nAmb. Haddad: It is for readiness.\n\n"
        "Horn Review: Who decides?\n\nAmb. Haddad: The Council does.\n"
    )
    assert speakers(found) == [
        ("Selma Haddad", "It is for readiness."),
        ("Selma Haddad", "The Council does."),
    ]
    assert found.titles("Selma Haddad") == [
        "Permanent Representative of Algeria to the African Union"
    ]


def test_an_aside_between_commas_does_not_part_a_speaker_from_the_verb(read):
    found = read(
        LEAD
        + "Dr. Wilson Kamau, Lead Riverman of the Coastal Initiative, reported that rain is rare."
    )
    assert [who for who, _ in speakers(found)] == ["Wilson Kamau"]


def test_a_noun_that_looks_like_a_verb_of_speech_makes_no_statement(read):
    found = read(LEAD + "The round table closed with a vote of thanks by Dr. Wilson Kamau.")
    assert found.statements() == []


def test_labels_of_a_line_in_columns_give_host_and_day(read):
    found = read(
        "## Clean energy grids\n\n**When:** 14 November 2022 | **Where:** Online | **Hosts:** "
        "Coastal Foundation; Harbour Institute\n\nMany listened to the seminar.\n",
        "report.md",
    )
    assert organizers(found) == ["Coastal Foundation", "Harbour Institute"]


def test_an_anniversary_may_be_counted_in_words(read):
    found = read(
        "On 3 May 2022 the Harbour Institute held a seminar to mark the tenth anniversary of its "
        "foundation.\n"
    )
    assert main(found).anniversary.ordinal == 10


def test_items_one_level_below_a_numbered_person_are_that_persons(read):
    found = read(
        LEAD + "### Panel: Ports\n\n"
        "1. Ana Ruiz – Director, Coastal Studies Centre\n"
        "   - Ports need depth.\n   - Ships are growing faster than quays.\n"
        "2. Omar Haddad – Rector, Maritime University\n   - Roads matter more.\n"
    )
    assert speakers(found) == [
        ("Ana Ruiz", "Ports need depth."),
        ("Ana Ruiz", "Ships are growing faster than quays."),
        ("Omar Haddad", "Roads matter more."),
    ]


def test_a_numbered_roster_without_items_below_says_nothing(read):
    found = read(
        LEAD + "1. Ana Ruiz – Director, Coastal Studies Centre\n"
        "2. Omar Haddad – Rector, Maritime University\n"
    )
    assert speakers(found) == []


def test_a_name_with_a_full_stop_opens_a_turn_where_the_text_has_it_elsewhere(read):
    found = read(
        LEAD + "Speakers: Ana Ruiz, Director of the Coastal Studies Centre; Omar Haddad, Rector of "
        "the Maritime University.\n\n"
        "Ana Ruiz. Ports need depth, and nobody pays for it.\n\n"
        "Omar Haddad. Roads matter more than ports do.\n\n"
    )
    assert speakers(found) == [
        ("Ana Ruiz", "Ports need depth, and nobody pays for it."),
        ("Omar Haddad", "Roads matter more than ports do."),
    ]
