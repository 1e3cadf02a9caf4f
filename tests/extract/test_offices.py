"""Offices around a name: before it, after it, with what they are for and the states they name."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"


def test_what_an_office_is_for_is_nobodys_name(read):
    found = read(
        LEAD + "Kenya's Cabinet Secretary for Foreign Affairs, Grace Odhiambo, met the High "
        "Representative of the European Union for Foreign Affairs and Security Policy, "
        "Ms Ana Ruiz, and the Minister of Trade and Industry of Ghana, Kofi Asante."
    )
    assert found.persons() == ["Grace Odhiambo", "Ana Ruiz", "Kofi Asante"]
    assert found.titles("Grace Odhiambo") == ["Cabinet Secretary for Foreign Affairs"]


def test_an_office_at_the_start_of_a_sentence_is_of_the_name_after_the_comma(read):
    found = read(LEAD + "Foreign Minister of Kenya, Grace Odhiambo, opened the round table.")
    assert found.titles("Grace Odhiambo") == ["Foreign Minister of Kenya"]


def test_two_offices_joined_before_a_name_are_both_kept(read):
    found = read(
        LEAD + "The Deputy Prime Minister and Minister for Foreign Affairs of Thailand, "
        "H.E. Mr Anan Suk, opened the round table."
    )
    titles = " and ".join(found.titles("Anan Suk"))
    assert titles == "Deputy Prime Minister and Minister for Foreign Affairs of Thailand"


def test_the_body_after_of_or_from_is_where_a_person_works(read):
    found = read(
        LEAD + "Prof. Ngozi Bello of the University of Ibadan noted that data were rare. "
        "Lena Voss from the Coastal Studies Centre agreed."
    )
    chains = [found.chain(found.tenures(n)[0].organization) for n in ("Ngozi Bello", "Lena Voss")]
    assert chains == [["University of Ibadan"], ["Coastal Studies Centre"]]


def test_a_list_of_regions_belongs_to_the_title(read):
    found = read(
        LEAD + "Lena Voss, Senior Vice President for Europe, Eurasia, and the Arctic, "
        "Harbour Institute\n\n • Ports need depth.\n"
    )
    assert found.titles("Lena Voss") == [
        "Senior Vice President for Europe, Eurasia, and the Arctic"
    ]
    assert found.chain(found.tenures("Lena Voss")[0].organization) == ["Harbour Institute"]


def test_an_adjective_before_an_ambassador_implies_the_embassy_too(read):
    found = read(
        LEAD + "The talks were attended by the Kenyan Ambassador to Jordan, Amb. Ann Muhia."
    )
    (tenure,) = found.tenures("Ann Muhia")
    assert found.chain(tenure.organization) == ["Embassy of Kenya in Jordan"]


def test_a_surname_that_is_also_a_states_name_names_no_state(read):
    found = read(LEAD + "Prof. Elisabeth Holland, Director of the Coastal Centre, spoke.")
    assert [s.label for s in found.facts.states] == []


def test_a_title_goes_on_after_the_body_with_what_it_is_for(read):
    found = read(
        LEAD
        + "Ana Ruiz, High Representative of the European Union for Foreign Affairs and Security "
        "Policy, and Kim Ji-ho, director-general for ASEAN affairs at the Ministry of Foreign "
        "Affairs of the Republic of Korea, spoke."
    )
    assert found.titles("Ana Ruiz") == [
        "High Representative of the European Union for Foreign Affairs and Security Policy"
    ]
    assert found.titles("Kim Ji-ho") == ["director-general for ASEAN affairs"]
    chains = [found.chain(found.tenures(n)[0].organization)[-1] for n in ("Ana Ruiz", "Kim Ji-ho")]
    assert chains == ["European Union", "Ministry of Foreign Affairs of the Republic of Korea"]


def test_two_particles_and_a_capital_one_belong_to_a_name(read):
    found = read(
        LEAD
        + "Eric van der Meulen, Director of the Coastal Centre, spoke. Van der Meulen noted that "
        "ships grow."
    )
    assert found.persons() == ["Eric van der Meulen"]
    assert [who for who, _, _ in found.statements()] == ["Eric van der Meulen"]


def test_a_line_of_capitals_is_nobodys_name(read):
    found = read(
        "Seminar on shipping\n\nREPORT OF THE RAPPORTEUR\n\n1. The seminar was held on 3 May 2022.\n"
        "2. It was quiet.\n"
    )
    assert found.persons() == []


def test_a_rank_before_a_name_ends_the_body_before_it(read):
    found = read(
        LEAD + "It was moderated by former Director of the Coastal Command Rear Admiral Al Lund."
    )
    assert found.person("Al Lund").honorifics == ("Rear Admiral",)
    assert found.titles("Al Lund") == ["former Director"]


def test_bodies_in_other_languages_and_without_a_noun_are_where_people_work(read):
    found = read(
        LEAD
        + "Maria Santos, Executive Director of the Instituto Nacional del Mar; José Pinto, Judge, "
        "Tribunal Supremo de Justicia; Omar Haddad, a journalist with the Daily Mariner, and "
        "Agnes Mwale, Coordinator, Caritas Zambia, spoke."
    )
    names = ("Maria Santos", "José Pinto", "Omar Haddad", "Agnes Mwale")
    houses = [found.chain(found.tenures(n)[0].organization) for n in names]
    assert houses == [
        ["Instituto Nacional del Mar"],
        ["Tribunal Supremo de Justicia"],
        ["Daily Mariner"],
        ["Caritas Zambia"],
    ]
    assert found.titles("Maria Santos") == ["Executive Director"]


def test_a_field_in_brackets_belongs_to_the_title(read):
    found = read(LEAD + "Lina Holm, Director General (Americas), Coastal Ministry, spoke.")
    assert found.titles("Lina Holm") == ["Director General (Americas)"]


def test_a_saint_in_a_name_does_not_end_it(read):
    found = read(LEAD + "Dr. Ian St. John, Head, Department of Ports, Harbours and the Sea, spoke.")
    assert found.persons() == ["Ian St. John"]
    assert "Department of Ports, Harbours and the Sea" in found.institutions()


def test_a_minister_of_several_things_is_named_after_them(read):
    found = read(
        LEAD + "It took place under the co-chairmanship of the Minister of Foreign Affairs and "
        "Regional Integration of Ghana Shirley Mensah and the Minister of Foreign Affairs, African "
        "Integration and Togolese Abroad of Togo Robert Dusse."
    )
    assert found.titles("Robert Dusse") == [
        "Minister of Foreign Affairs, African Integration and Togolese Abroad of Togo"
    ]
    assert found.persons() == ["Shirley Mensah", "Robert Dusse"]


def test_an_office_before_a_rank_and_a_name_is_the_office(read):
    found = read(
        LEAD
        + "Permanent Representative of Ghana to the African Union, Ambassador Kofi Adjei, spoke."
    )
    assert found.titles("Kofi Adjei") == ["Permanent Representative of Ghana to the African Union"]


def test_a_high_commissioner_works_in_a_high_commission(read):
    found = read(LEAD + "Ravi Kumar, High Commissioner of India to Ghana, spoke.")
    assert [i.label for i in found.facts.institutions if i.implied] == [
        "High Commission of India in Ghana"
    ]


def test_a_body_after_the_name_needs_no_office(read):
    found = read(
        LEAD
        + "Panellists: Mr. Alain Toussaint, Haiti Ports Authority; Cmdr. Luis Ortega, Coastal Navy.\n"
        "\nSpeakers\n1. Arief Budi of Universitas Gadjah Mada\n"
    )
    houses = {n: found.chain(found.tenures(n)[0].organization)[0] for n in found.persons()}
    assert houses == {
        "Alain Toussaint": "Haiti Ports Authority",
        "Luis Ortega": "Coastal Navy",
        "Arief Budi": "Universitas Gadjah Mada",
    }


def test_a_headline_in_capitals_names_nobody_new(read):
    found = read(
        "PRESIDENT OF SEYCHELLES RECEIVES CREDENTIALS OF NEW AMBASSADORS\n\nOn 3 May 2022 a seminar on "
        "shipping was held in Victoria.\n"
    )
    assert found.persons() == []


def test_offices_and_names_may_alternate_between_commas(read):
    found = read(
        LEAD
        + "Also present were the Minister for Foreign Affairs and Tourism, Sylvestre Rade, the "
        "Principal Secretary for Foreign Affairs, Ambassador Vivianne Tave, and the Chief of "
        "Protocol, Gérard Hoareau."
    )
    assert {n: found.titles(n) for n in found.persons()} == {
        "Sylvestre Rade": ["Minister for Foreign Affairs and Tourism"],
        "Vivianne Tave": ["Principal Secretary for Foreign Affairs"],
        "Gérard Hoareau": ["Chief of Protocol"],
    }


def test_a_name_after_the_state_of_a_body_is_no_part_of_the_body(read):
    found = read(
        LEAD
        + "The Lead Counsel of the Chamber of Shipping of Malta Josef Borg and Deputy Director "
        "General (Africa and Gulf) Lina Holm joined."
    )
    assert found.persons() == ["Josef Borg", "Lina Holm"]
    assert "Chamber of Shipping of Malta" in found.institutions()
    assert found.titles("Lina Holm") == ["Deputy Director General (Africa and Gulf)"]


def test_letters_and_degrees_after_a_name_are_no_office(read):
    found = read(
        "On 3 May 2022 the Harbour Institute held a round table on shipping. The delegation of Kenya "
        "was led by Ruth Achieng, MP, Minister of Foreign Affairs, that of Peru by Ana Ruiz, PhD, "
        "Director of the Coastal Studies Centre.\n"
    )
    titles = {t.person: t.title for t in found.facts.tenures}
    assert set(titles.values()) == {"Minister of Foreign Affairs", "Director"}


def test_russian_degrees_after_a_name_are_no_office(read):
    found = read(
        "3 мая 2022 года в Москве прошёл круглый стол о портах.\n\nУчастники:\n"
        "Анна Ветрова, д.э.н., главный научный сотрудник Института экономики;\n"
        "Пётр Лесной, к.и.н., доцент Московского университета.\n"
    )
    assert {t.title for t in found.facts.tenures} == {"главный научный сотрудник", "доцент"}
