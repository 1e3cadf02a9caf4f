"""Rosters in running text: offices and names beside each other, with few or no commas."""

LEAD = "On 3 May 2022 the Harbour Institute (HAI) held a round table on shipping.\n\n"


def test_an_office_follows_a_name_without_a_comma(read):
    found = read(
        LEAD + "It was moderated by Ambassador Tahir Anjum Director General HAI. Other speakers "
        "were Mr. Jamal Rind, Former Senator and Federal Minister; Ambassador Asad Mirza Former "
        "Diplomat; Dr. Sana Gul, Former Chairman, HAI; and Ms. Hina Shah President CoWAY."
    )
    assert found.persons() == ["Tahir Anjum", "Jamal Rind", "Asad Mirza", "Sana Gul", "Hina Shah"]
    assert found.titles("Tahir Anjum") == ["Director General"]
    assert found.chain(found.tenures("Tahir Anjum")[0].organization) == ["Harbour Institute"]
    assert found.titles("Jamal Rind") == ["Former Senator and Federal Minister"]
    assert found.titles("Asad Mirza") == ["Former Diplomat"]


def test_an_office_ends_before_the_holder_of_the_next(read):
    found = read(
        LEAD + "The panel featured Dr Mei Tan, Assistant Professor in Law, University of Penang; "
        "Professor Ravi Nair, Peking University; and Professor Lena Voss, Harbour Institute."
    )
    assert found.persons() == ["Mei Tan", "Ravi Nair", "Lena Voss"]
    assert found.titles("Mei Tan") == ["Assistant Professor in Law"]


def test_an_office_ends_before_the_verb(read):
    found = read(
        LEAD + "Welcoming Mr. Idris Bello, President of Ghana, President Ama Osei said that trade "
        "grew. At his invitation H.E. Omar Ali, President of Djibouti made a visit to Accra."
    )
    assert found.titles("Idris Bello") == ["President of Ghana"]
    assert found.titles("Omar Ali") == ["President of Djibouti"]


def test_what_a_minister_is_for_begins_no_name(read):
    found = read(
        LEAD + "Deputy Prime Minister and Minister of Foreign Affairs Marat Seitov met the First "
        "Vice-Rector for Academic Affairs A. Karimov. Opening Remarks were given by Ms Ana Ruiz."
    )
    assert "Marat Seitov" in found.persons()
    assert not any("Affairs" in name or "Remarks" in name for name in found.persons())


def test_an_office_before_a_body_is_no_part_of_its_name(read):
    found = read(
        LEAD + "Dr. Talat Mir, Director China Pakistan Study Center, spoke under the Chatham House "
        "rule, and so did Bernd Vogt, Chairman Harbour Stiftung."
    )
    assert found.titles("Talat Mir") == ["Director"]
    labels = [i.label for i in found.facts.institutions]
    assert "China Pakistan Study Center" in labels
    assert "Chatham House" not in labels


def test_the_short_name_of_a_state_before_an_office_is_no_body(read):
    found = read(LEAD + "The guest speaker was John Doe, US Ambassador to Pakistan.")
    (tenure,) = found.tenures("John Doe")
    assert found.chain(tenure.organization) == ["Embassy of US in Pakistan"]
    assert "US" not in [i.label for i in found.facts.institutions]
