"""Which bodies are named, under which name, and what they belong to."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"


def test_a_known_body_within_a_longer_name_is_no_mention_of_it(read):
    found = read(LEAD + "Ana Ruiz, Director of the ASEAN Centre, spoke.")
    assert "ASEAN Centre" in found.institutions()
    assert not any(i.intergovernmental for i in found.facts.institutions)


def test_an_abbreviation_that_the_report_explains(read):
    found = read(
        "On 3 May 2022 the Harbour Institute for Trade (HIT) held a round table.\n\nHIT thanked all."
    )
    assert found.institutions() == ["Harbour Institute for Trade"]
    assert "HIT" in [v.text for v in found.institution("Harbour Institute for Trade").variants]


def test_a_body_with_and_without_its_state_is_one(read):
    found = read(
        LEAD + "The Ministry of Ports of Kenya wrote to the institute. The Ministry of Ports waits."
    )
    assert found.institutions().count("Ministry of Ports of Kenya") == 1
    assert "Ministry of Ports" not in found.institutions()


def test_where_a_body_lies_is_not_whose_it_is(read):
    found = read(LEAD + "The Argentine Centre of Science and Culture in Kenya helped.")
    (body,) = (i for i in found.facts.institutions if "Argentine" in i.label)
    states = {s.ref: s.label for s in found.facts.states}
    assert body.state is not None
    assert states[body.state] == "Argentina"


def test_a_state_in_a_field_of_study_is_not_the_institutes_state(read):
    found = read(LEAD + "The Centre for the Study of Kenya and Uganda took part.")
    (body,) = (i for i in found.facts.institutions if i.label.startswith("Centre"))
    assert body.label == "Centre for the Study of Kenya and Uganda"
    assert body.state is None


def test_two_spellings_of_one_unit_are_one(read):
    found = read(
        LEAD
        + "Ana Ruiz, Head of the Center for Gulf and Red Sea Studies of the Harbour Institute, "
        "spoke.\n\nAna Ruiz, Head, Centre for Gulf and Red Sea Studies, Harbour Institute\n\n  • Yes.\n"
    )
    assert sum("Red Sea" in name for name in found.institutions()) == 1


def test_states_of_the_past_stay_states(read):
    found = read(LEAD + "The Soviet Union once traded there.")
    assert "Soviet Union" in [s.label for s in found.facts.states]
    assert "Soviet Union" not in found.institutions()


def test_the_name_of_a_russian_government_goes_on_to_the_end_of_the_state(read):
    found = read(
        "3 мая 2022 года в Москве прошёл круглый стол.\n\nПравительством Республики Сербия "
        "о грузах сказано мало."
    )
    assert found.institutions() == ["Правительство Республики Сербия"]


def test_a_weekday_is_no_part_of_a_name(read):
    found = read(LEAD + "Ana Ruiz spoke at the School of Diplomacy on Thursday.")
    assert "School of Diplomacy" in found.institutions()


def test_the_study_of_a_state_and_something_else_is_one_name(read):
    found = read(LEAD + "The Centre for the Study of Kenya and ASEAN took part.")
    assert "Centre for the Study of Kenya and ASEAN" in found.institutions()


def test_a_name_that_ends_with_its_state_is_not_joined_to_the_next(read):
    found = read(LEAD + "The Port Institute of Kenya and Ocean Watch (OW) took part.")
    assert "Port Institute of Kenya" in found.institutions()


def test_a_ministry_of_four_things_is_one_body(read):
    found = read(
        LEAD + "The Ministry of Science, Innovation, Technology and Telecommunications of the "
        "Republic of Costa Rica took part."
    )
    assert (
        "Ministry of Science, Innovation, Technology and Telecommunications of the "
        "Republic of Costa Rica" in found.institutions()
    )


def test_a_government_is_a_states(read):
    found = read(LEAD + "Speakers told of Digital Government in Kenya.")
    assert "Digital Government" not in found.institutions()


def test_the_noun_of_a_body_with_an_article_is_the_body_named_before(read):
    found = read(
        "On 3 May 2022 the Harbour Commission and the Coastal Institute held a seminar.\n\n"
        "The Commission and the Institute signed a Memorandum of Understanding on joint research."
    )
    labels = {i.ref: i.label for i in found.facts.institutions}
    (memorandum,) = found.facts.agreements
    assert [labels[p] for p in memorandum.parties] == ["Harbour Commission", "Coastal Institute"]


def test_the_last_noun_before_a_complement_says_what_a_body_is(read):
    found = read(LEAD + "Ana Ruiz, Deputy Director, Pacific Islands Forum Fisheries Agency, spoke.")
    assert "Pacific Islands Forum Fisheries Agency" in found.institutions()
    assert "Pacific Islands Forum" not in found.institutions()


def test_articles_of_other_languages_stand_in_names_of_bodies(read):
    found = read(LEAD + "Ana Ruiz, Professor of Law, Universidad de los Valles, spoke.")
    assert "Universidad de los Valles" in found.institutions()


def test_a_unit_of_an_abbreviation_belongs_to_the_body_explained_later(read):
    found = read(
        LEAD + "Ana Ruiz, Chief of the Transport Unit of ECLAC, spoke. The Economic Commission for "
        "Latin America and the Caribbean (ECLAC) had asked for it."
    )
    (tenure,) = found.tenures("Ana Ruiz")
    assert found.chain(tenure.organization) == [
        "Transport Unit",
        "Economic Commission for Latin America and the Caribbean",
    ]


def test_a_mission_is_named_with_its_city(read):
    found = read(
        "On 3 May 2022 the Embassy of Peru in Geneva held a round table on shipping. Ana Ruiz, "
        "Consul, Consulate General of Peru in Vladivostok, and John Smith, Head of the Permanent "
        "Mission of Kenya in Geneva, spoke.\n"
    )
    assert {i.label for i in found.facts.institutions} >= {
        "Embassy of Peru in Geneva",
        "Consulate General of Peru in Vladivostok",
        "Permanent Mission of Kenya in Geneva",
    }


def test_an_ambassador_is_of_the_embassy_that_the_text_names(read):
    found = read(
        "On 3 May 2022 the Embassy of Peru in Hanoi held a round table on shipping. Ana Ruiz, "
        "Ambassador of Peru to Viet Nam, spoke.\n"
    )
    named = [i.label for i in found.facts.institutions if "Embassy" in i.label]
    assert named == ["Embassy of Peru in Hanoi"]


def test_a_joint_body_may_be_named_without_its_two_sides(read):
    found = read(
        "EU-Moldova Association Council\n\nThe EU-Moldova Association Council held a meeting in "
        "Brussels on 6 February 2024. Ms Helga Brandt, High Representative of the Union for Foreign "
        "Affairs and Security Policy, spoke. The Association Council welcomed it."
    )
    assert found.institutions() == ["EU-Moldova Association Council"]
    assert found.titles("Helga Brandt") == [
        "High Representative of the Union for Foreign Affairs and Security Policy"
    ]
