"""Signed papers in lists, tables and sentences: their names, their days and their parties."""

LEAD = "On 12 May 2021 the fifth session of the Joint Commission of Ghana and Togo was held in Accra.\n\n"


def papers(found):
    labels = {e.ref: e.label for e in (*found.facts.states, *found.facts.institutions)}
    return {a.label: (a.signed, [labels[p] for p in a.parties]) for a in found.facts.agreements}


def test_small_roman_numerals_and_letters_with_a_point_mark_items(read):
    found = read(
        LEAD + "6. During the session the following instruments were signed:\n"
        " i. Agreement on Air Services;\n ii. Programme of Cultural Exchange.\n"
    )
    assert list(papers(found)) == ["Agreement on Air Services", "Programme of Cultural Exchange"]


def test_papers_may_be_listed_within_a_sentence(read):
    found = read(
        LEAD
        + "The following documents were signed: (i) Agreement on Air Services; (ii) Memorandum of "
        "Understanding on Water between the Volta Authority and the Ministry of Water of Togo.\n"
    )
    assert papers(found)[
        "Memorandum of Understanding on Water between the Volta Authority and the Ministry of "
        "Water of Togo"
    ][1] == ["Volta Authority", "Ministry of Water of Togo"]
    assert "Agreement on Air Services" in papers(found)


def test_a_table_of_papers_names_who_signed_and_when(read):
    found = read(
        LEAD + "| Document | Signatories | Date |\n"
        "| Protocol on Fisheries | Ministry of Fisheries of Ghana; Ministry of Agriculture of Togo | "
        "11 May 2021 |\n| Agreement on Road Transport | Ghana and Togo | 12 May 2021 |\n"
    )
    assert papers(found) == {
        "Protocol on Fisheries": (
            "2021-05-11",
            ["Ministry of Fisheries of Ghana", "Ministry of Agriculture of Togo"],
        ),
        "Agreement on Road Transport": ("2021-05-12", ["Ghana", "Togo"]),
    }


def test_all_who_signed_are_parties(read):
    found = read(
        LEAD + "The Treaty of Friendship, signed in 1984 by Nigeria, Ghana and Benin, lives."
    )
    assert papers(found)["Treaty of Friendship"] == ("1984", ["Nigeria", "Ghana", "Benin"])


def test_two_fields_belong_to_the_name_of_an_agreement(read):
    found = read(
        LEAD
        + "The Enhanced Partnership and Cooperation Agreement with Kenya, signed on 21 December "
        "2015, is in force."
    )
    assert "Enhanced Partnership and Cooperation Agreement" in papers(found)


def test_a_dated_declaration_ends_its_name_at_the_date(read):
    found = read(
        LEAD + "Leaders agreed in the Lomé Declaration of 4 March 2019 to keep borders open."
    )
    assert papers(found) == {"Lomé Declaration": ("2019-03-04", [])}


def test_what_a_protocol_amends_is_part_of_its_name(read):
    found = read(
        LEAD + "A protocol amending the Double Taxation Convention was initialled by the Revenue "
        "Authority of Ghana and the Income and Sales Tax Department of Togo."
    )
    assert papers(found) == {
        "protocol amending the Double Taxation Convention": (
            "",
            ["Revenue Authority of Ghana", "Income and Sales Tax Department of Togo"],
        )
    }


def test_the_state_after_a_ministers_name_is_the_party(read):
    found = read(
        "Talks in Accra\n\nOn 12 May 2021 Foreign Minister Ana Ruiz of Argentina and Foreign Minister "
        "Kofi Adjei of Ghana signed an agreement on air services in Accra."
    )
    assert papers(found)["agreement on air services"][1] == ["Argentina", "Ghana"]


def test_a_plain_agreement_is_known_by_who_reached_it_and_where(read):
    found = read(
        "On 4 June 2021 the Foreign Minister of Ghana, Ama Osei, visited Togo.\n\nShe noted the "
        "agreement reached in Geneva in 2014 and the agreement that Benin and Nigeria reached in "
        "2016 on transit."
    )
    states = {s.ref: s.label for s in found.facts.states}
    papers = {a.label: [states[p] for p in a.parties] for a in found.facts.agreements}
    assert papers == {
        "agreement reached in Geneva": [],
        "agreement that Benin and Nigeria reached": ["Benin", "Nigeria"],
    }


def test_the_parties_of_one_paper_are_not_those_of_the_next(read):
    found = read(
        "On 4 June 2021 ministers of Chile and Peru held a meeting in Lima. They recalled the "
        "Treaty of Amity, signed in 1984 by Nepal, Bhutan and India, and the Andes Pact of 1996."
    )
    parties = {a.label: len(a.parties) for a in found.facts.agreements}
    assert parties == {"Treaty of Amity": 3, "Andes Pact": 0}


def test_what_is_signed_on_a_visit_binds_its_sides(read):
    found = read(
        "Joint Statement of Chile and Nepal\n\nThe Foreign Minister of Nepal, Ram Thapa, visited "
        "Chile from 7 to 9 August 2021.\n\nDuring the visit an Air Services Agreement was signed "
        "in Santiago on 8 August 2021.\n\nThe Quito Declaration of 4 March 2019 was recalled."
    )
    main = next(e for e in found.facts.events if e.ref == "event/main")
    assert (main.concept, main.edtf) == ("visit", "2021-08-07/2021-08-09")
    papers = {a.label: len(a.parties) for a in found.facts.agreements}
    assert papers == {"Air Services Agreement": 2, "Quito Declaration": 0}


def test_a_declaration_without_a_name_is_no_treaty(read):
    found = read(
        "On 4 June 2021 ministers of Chile and Peru held a meeting in Lima. They adopted a "
        "declaration and signed the Lake Compact."
    )
    assert [a.label for a in found.facts.agreements] == ["Lake Compact"]


def test_two_sides_with_a_hyphen_are_the_parties(read):
    found = read(
        "On 23 May 2022 the Partnership Council met in Brussels. It welcomed the signature of the "
        "Common Aviation Agreement on 15 November 2021. The Kenya–Uganda Border Treaty was signed "
        "in 1995."
    )
    states = {s.ref: s.label for s in found.facts.states}
    papers = {a.label: [states[p] for p in a.parties] for a in found.facts.agreements}
    assert papers["Common Aviation Agreement"] == []
    assert [v for k, v in papers.items() if "Border Treaty" in k] == [["Kenya", "Uganda"]]


def test_a_list_of_papers_ends_where_another_list_begins(read):
    found = read(
        "List of outcomes of the State Visit of the President of Suriname to Indonesia, 4-6 October "
        "2022\n\nAgreements signed:\n\n1. Agreement on Visas\n2. MoU on Forestry\n\n"
        "II. Announcements\n\n1. Fifty scholarships for students.\n"
    )
    assert [a.label for a in found.facts.agreements] == ["Agreement on Visas", "MoU on Forestry"]


def test_the_sides_are_all_the_states_that_the_lead_lists(read):
    found = read(
        "Meeting of the River Ministers\n\nLomé, 4 May 2022\n\n1. The Ministers of Ghana, Togo, "
        "Benin and Burkina Faso held a meeting in Lomé on 4 May 2022.\n\n2. The sides signed the "
        "Protocol on Shared Data."
    )
    states = {s.ref: s.label for s in found.facts.states}
    (paper,) = found.facts.agreements
    assert [states[p] for p in paper.parties] == ["Ghana", "Togo", "Benin", "Burkina Faso"]


def test_a_list_of_papers_goes_on_after_those_who_signed_one(read):
    found = read(
        "MINISTRY OF PORTS\n\nPRESS RELEASE\n\n"
        "OFFICIAL VISIT OF THE MINISTER OF PORTS OF CHILE TO PORTUGAL, 2 – 4 MAY 2022\n\n"
        "Omar Haddad, Minister of Ports of Chile, paid an official visit to Portugal from 2 to "
        "4 May 2022.\n\nLIST OF DOCUMENTS SIGNED\n\n1. Memorandum of Understanding on Pilots\n"
        "   Signed by: Minister of Ports / Minister of the Sea\n\n"
        "2. Agreement on Lighthouses\n   Signed by: Minister of Ports / Minister of the Sea\n\n"
        "3. Exchange of Letters on Buoys\n\nBACKGROUND\n\n"
        "Portugal and Chile established diplomatic relations on 28 February 1879.\n\n4 May 2022\n"
    )
    assert [(a.label, a.signed) for a in found.facts.agreements] == [
        ("Memorandum of Understanding on Pilots", "2022-05-02/2022-05-04"),
        ("Agreement on Lighthouses", "2022-05-02/2022-05-04"),
        ("Exchange of Letters on Buoys", "2022-05-02/2022-05-04"),
    ]
