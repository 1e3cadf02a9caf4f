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
