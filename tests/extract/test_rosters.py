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


def test_an_organ_belongs_to_the_title_and_the_office_to_its_house(read):
    found = read(
        LEAD + "Vice Admiral Suresh Pillai (Retd), Member, Governing Council, HAI, spoke. Kavita "
        "Iyer, Chairperson, Advisory Board, agreed."
    )
    assert found.titles("Suresh Pillai") == ["Member, Governing Council"]
    assert found.titles("Kavita Iyer") == ["Chairperson, Advisory Board"]
    for name in ("Suresh Pillai", "Kavita Iyer"):
        assert found.chain(found.tenures(name)[0].organization) == ["Harbour Institute"]
    assert found.institutions() == ["Harbour Institute"]


def test_honours_in_brackets_and_letters_are_around_a_name(read):
    found = read(
        LEAD + "Air Vice Marshal (Dr) Rakesh Nair (Retd), Director, HAI, and Ms Jane Okello MP "
        "opened the round table."
    )
    assert found.persons() == ["Rakesh Nair", "Jane Okello"]
    assert found.titles("Rakesh Nair") == ["Director"]


def test_a_field_in_brackets_may_look_like_a_unit(read):
    found = read(
        LEAD + "Shri Anil Rao, Joint Secretary (Southern Division) at the Ministry of Ports, said "
        "that ports mattered."
    )
    assert found.titles("Anil Rao") == ["Joint Secretary (Southern Division)"]
    assert found.chain(found.tenures("Anil Rao")[0].organization) == ["Ministry of Ports"]


def test_a_name_of_a_body_speaks_without_commas(read):
    found = read(
        LEAD + "Ana Ruiz of the Coastal Forum said that fish were few. Professor Ravi Nair of the "
        "University of Penang noted that maps were old."
    )
    assert [speaker for speaker, _, _ in found.statements()] == ["Ana Ruiz", "Ravi Nair"]
    assert found.chain(found.tenures("Ana Ruiz")[0].organization) == ["Coastal Forum"]
    assert found.chain(found.tenures("Ravi Nair")[0].organization) == ["University of Penang"]


def test_an_office_is_held_under_another_or_for_a_field(read):
    found = read(
        LEAD + "The Special Representative of the Secretary-General for Sudan, Omar Diallo, met "
        "Foreign Policy Adviser to the President of Mongolia Bat Dorj and Under-Secretary-General "
        "for Peace Operations Jean Dupont."
    )
    assert found.titles("Omar Diallo") == [
        "Special Representative of the Secretary-General for Sudan"
    ]
    assert found.titles("Bat Dorj") == ["Foreign Policy Adviser to the President of Mongolia"]
    assert found.titles("Jean Dupont") == ["Under-Secretary-General for Peace Operations"]


def test_a_delegation_of_the_union_is_named_with_its_state(read):
    found = read(
        LEAD + "Mr Tom Reid, Head of Aid at the Delegation of the European Union to Kenya."
    )
    (tenure,) = found.tenures("Tom Reid")
    assert found.chain(tenure.organization) == ["Delegation of the European Union to Kenya"]


def test_what_follows_a_comma_may_be_the_next_persons_office(read):
    found = read(
        "At the invitation of Foreign Minister of Turkey Kemal Aydin, Deputy Prime Minister - "
        "Minister of Trade of Kazakhstan Marat Seitov arrived on an official visit to Ankara on 3 "
        "May 2022.\n\nM. Seitov noted that trade grew. Marat Seitov, and President of Chile, Juan "
        "Soto, discussed copper."
    )
    assert found.persons() == ["Kemal Aydin", "Marat Seitov", "Juan Soto"]
    assert found.titles("Kemal Aydin") == ["Foreign Minister of Turkey"]
    assert found.titles("Juan Soto") == ["President of Chile"]
    assert [speaker for speaker, _, _ in found.statements()] == ["Marat Seitov"]


def test_a_counterpart_named_after_an_office_is_another_person(read):
    found = read(
        LEAD + "H.E. Hon. Dr. Musa Odera, Cabinet Secretary, Ministry of Ports Kenya together with "
        "his counterpart H.E. Ahmed Fiqi, Minister of Ports of Somalia, led the talks."
    )
    assert found.titles("Musa Odera") == ["Cabinet Secretary"]
    assert found.titles("Ahmed Fiqi") == ["Minister of Ports of Somalia"]


def test_a_list_of_fields_in_brackets_names_no_body(read):
    found = read(LEAD + "Ms. Amina Rind, Research Fellow (Iran and FATA), and Ms. Hina Mir spoke.")
    assert found.titles("Amina Rind") == ["Research Fellow (Iran and FATA)"]
    assert "FATA" not in found.institutions()


def test_an_abbreviation_may_follow_the_town_of_a_body(read):
    found = read(
        "On 3 May 2022 the Institute of Port Studies, Islamabad (IPSI) held a round table.\n\n"
        "Khalid Mir, Chairman IPSI, spoke. A body within another is the African Union Peace and "
        "Security Council (AU PSC)."
    )
    assert found.chain(found.tenures("Khalid Mir")[0].organization) == ["Institute of Port Studies"]
    assert "African Union Peace and Security Council" in found.institutions()


def test_a_surname_with_a_hyphen_means_its_bearer(read):
    found = read(
        LEAD + "It was moderated by Ambassador Salma Qureshi-Dar Director HAI.\n\nAmbassador "
        "Qureshi-Dar recalled that the first ferry had sailed early."
    )
    assert [speaker for speaker, _, _ in found.statements()] == ["Salma Qureshi-Dar"]


def test_a_rank_may_be_of_one_who_retired(read):
    found = read(LEAD + "Rear Admiral (Retd) Hasan Tufail, Fellow, HAI, spoke.")
    assert found.persons() == ["Hasan Tufail"]


def test_a_house_named_later_adds_no_office(read):
    found = read(
        LEAD + "Dr. Farah Gul, Director, Ferry Unit, University of Karun, spoke.\n\nDr. Farah Gul "
        "of the University of Karun said that a bridge was dear."
    )
    assert found.titles("Farah Gul") == ["Director"]


def test_honours_of_many_lands_end_no_sentence_and_begin_a_new_holder(read):
    found = read(
        "On 15 June 2022 the Prime Minister made a visit to Bhutan. He was accompanied by External "
        "Affairs Minister Smt. Sunita Rao, National Security Adviser Shri Ajay Doshi, Foreign "
        "Secretary Smt. Sujata Sen and Andy Forster MP (Green Party). The Speaker of the Lok Sabha "
        "of the Indian Parliament Om Barla received them."
    )
    assert found.persons() == ["Sunita Rao", "Ajay Doshi", "Sujata Sen", "Andy Forster", "Om Barla"]
    assert found.titles("Sujata Sen") == ["Foreign Secretary"]


def test_a_card_is_a_name_with_its_office_below(read):
    found = read(
        "# The Gulf after 2030\n\nOn 14 March 2023 the Meridian Institute held a panel discussion.\n\n"
        "## Speakers\n\n### Dr. Huda Al-Balushi\n\nSenior Fellow, Meridian Institute\n\n"
        "### Karim Nasser\n\nHead of Research, Doha Centre for Power\n",
        name="page.md",
    )
    assert found.titles("Huda Al-Balushi") == ["Senior Fellow"]
    assert found.titles("Karim Nasser") == ["Head of Research"]
    assert found.statements() == []


def test_a_body_of_two_states_has_both_in_its_name(read):
    found = read(
        LEAD + "Mr Nikos Pavlou, Chair of the Cyprus–Latvia Friendship Group, met members of the "
        "Kenya – Somalia Joint Commission for Cooperation."
    )
    assert found.titles("Nikos Pavlou") == ["Chair"]
    assert "Cyprus–Latvia Friendship Group" in found.institutions()
    assert "Kenya – Somalia Joint Commission for Cooperation" in found.institutions()


def test_a_programme_may_be_named_after_several_fields(read):
    found = read(
        LEAD + "Max Bergen, Director of the Europe, Russia, and Eurasia Program, HAI, spoke."
    )
    (tenure,) = found.tenures("Max Bergen")
    assert found.chain(tenure.organization)[0] == "Europe, Russia, and Eurasia Program"


def test_a_line_below_a_name_is_read_to_the_year_since_when(read):
    found = read(
        "# Cables\n\nOn 14 March 2024 the Vasa Institute held a seminar. Estonia’s ambassador to "
        "Sweden, Maarja Tamm, spoke. The Embassy of the Republic of Estonia in Stockholm helped.\n\n"
        "## Speakers\n\n### Maarja Tamm\n\nAmbassador of Estonia to Sweden since 2021. Before that "
        "she was a lawyer.\n",
        name="page.md",
    )
    (tenure,) = found.tenures("Maarja Tamm")
    assert found.chain(tenure.organization) == ["Embassy of the Republic of Estonia in Stockholm"]
    assert "since" not in tenure.title


def test_an_abbreviation_before_the_comma_ends_no_office(read):
    found = read(
        LEAD
        + "The Director of the Division for Deserts of the Arid Lands Agency (ALA), Mr. Rasmus "
        "Over, and the Prime Minister of Belize, the Right Honourable Dr Everton Lib, spoke. Signed "
        "by: Mr. Faizal Mok, President, Halal Agency / Ms. Keabe Sebin, Director, Meat Board."
    )
    assert found.titles("Rasmus Over") == ["Director"]
    assert found.titles("Everton Lib") == ["Prime Minister of Belize"]
    assert found.titles("Keabe Sebin") == ["Director"]


def test_a_common_noun_may_stand_before_a_plain_name(read):
    found = read(LEAD + "Göran Hell, Senior Adviser at the consultancy Skerries Partners, spoke.")
    assert found.titles("Göran Hell") == ["Senior Adviser"]
    assert found.chain(found.tenures("Göran Hell")[0].organization) == ["Skerries Partners"]


def test_columns_of_a_roster_with_surnames_in_capitals_and_ranks(read):
    found = read(
        "KOREA STRAIT PORTS DIALOGUE\n\nThe third round of the Ports Dialogue took place in Busan "
        "from 2 to 4 May 2022.\n\nPARTICIPANTS\n\n"
        "  Dr. HAN So-yeon (head of side)    President, Harbour Institute\n"
        "  VADM (ret.) YUN Tae-ho            Visiting Professor, Maritime University\n"
        "  Mr. MORI Ken                      Adviser, Pilots Federation\n\n"
        "Presentation by Admiral Yun\n  -  Ports need depth before they need cranes.\n\n"
        "Presentation by Mr. Mori\n  -  Ships grow.\n"
    )
    assert {"Han So-yeon", "Yun Tae-ho", "Mori Ken"} <= set(found.persons())
    assert found.titles("Yun Tae-ho") == ["Visiting Professor"]
    assert [who for who, _, _ in found.statements()] == ["Yun Tae-ho", "Mori Ken"]
