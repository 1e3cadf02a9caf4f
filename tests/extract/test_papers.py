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
