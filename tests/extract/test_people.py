"""Who is named with which office, in rosters, headings, tables and prose."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"


def test_a_roster_with_semicolons_and_a_comma_before_the_last_and(read):
    found = read(
        LEAD + "Ana Ruiz, Director of the Coastal Studies Centre; Omar Haddad, Rector of the "
        "Maritime University; Lena Voss, Head of Programmes of the Harbour Institute, and "
        "Kwame Boateng, Adviser at the Ports Agency, spoke at the round table."
    )
    assert found.participants() == ["Ana Ruiz", "Omar Haddad", "Lena Voss", "Kwame Boateng"]
    assert found.titles("Lena Voss") == ["Head of Programmes"]


def test_a_comma_in_the_name_of_a_body_does_not_make_two_bodies(read):
    found = read(
        LEAD + "Ana Ruiz, Head, Centre for the Study of Africa, Arabia and Oceania, "
        "Institute of World Economy\n\n  • Ports need more depth.\n"
    )
    (tenure,) = found.tenures("Ana Ruiz")
    assert found.chain(tenure.organization) == [
        "Centre for the Study of Africa, Arabia and Oceania",
        "Institute of World Economy",
    ]


def test_two_offices_in_two_units_of_one_house(read):
    found = read(
        LEAD + "Ana Ruiz, Acting Director, Gulf Centre, Associate Professor, Department of "
        "Coastal and Island Studies, Maritime University\n\n  • Ports need more depth.\n"
    )
    chains = [found.chain(t.organization) for t in found.tenures("Ana Ruiz")]
    assert chains == [
        ["Gulf Centre", "Maritime University"],
        ["Department of Coastal and Island Studies", "Maritime University"],
    ]


def test_two_ranks_of_one_person_are_both_kept_and_marked(read):
    found = read(
        LEAD + "Ana Ruiz, Assistant Professor of the Department of Law, Maritime University, "
        "spoke first.\n\nAna Ruiz, Associate Professor, Department of Law, Maritime University\n\n"
        "  • Ports need more depth.\n"
    )
    assert sorted(found.titles("Ana Ruiz")) == ["Assistant Professor", "Associate Professor"]
    assert any(t.conflicts_with for t in found.tenures("Ana Ruiz"))


def test_an_ambassador_stands_for_a_state_and_the_embassy_is_implied(read):
    found = read(
        LEAD + "H.E. Ana Ruiz, Ambassador Extraordinary and Plenipotentiary of the Argentine "
        "Republic to the Republic of Kenya, opened the round table."
    )
    (tenure,) = found.tenures("Ana Ruiz")
    states = {s.ref: s.label for s in found.facts.states}
    assert found.person("Ana Ruiz").honorifics == ("H.E.",)
    assert states[tenure.represents] == "Argentina"
    assert [states[s] for s in tenure.accredited_to] == ["Kenya"]
    (embassy,) = (i for i in found.facts.institutions if i.implied)
    assert embassy.label == "Embassy of the Argentine Republic in the Republic of Kenya"


def test_an_abbreviation_before_the_title_is_the_body(read):
    found = read(
        "On 3 May 2022 the Harbour Institute for Trade (HIT) held a round table.\n\n"
        "Lena Voss, HIT Program Manager, moderated the discussion."
    )
    (tenure,) = found.tenures("Lena Voss")
    assert tenure.title == "Program Manager"
    assert found.chain(tenure.organization) == ["Harbour Institute for Trade"]
    assert found.roles("Lena Voss") == ("moderator",)


def test_an_office_before_the_name(read):
    found = read(
        "On 3 May 2022 Kenyan Foreign Minister Grace Odhiambo held talks in Nairobi with the "
        "President of Argentina, Diego Funes, on trade."
    )
    assert found.titles("Grace Odhiambo") == ["Foreign Minister"]
    assert found.titles("Diego Funes") == ["President of Argentina"]


def test_a_table_of_participants(read):
    page = (
        "<h1>Round table on shipping</h1><p>Nairobi, May 3, 2022</p><table>"
        "<tr><th>Name</th><th>Position</th><th>Organisation</th></tr>"
        "<tr><td>Dr. Omar Haddad (moderator)</td><td>Rector</td><td>Maritime University</td></tr>"
        "<tr><td>Ana Ruiz</td><td>Director</td><td>SeaTrack</td></tr></table>"
    )
    found = read(page, "page.html")
    assert found.roles("Omar Haddad") == ("moderator",)
    assert found.chain(found.tenures("Ana Ruiz")[0].organization) == ["SeaTrack"]


def test_a_signature_block_names_signatories(read):
    found = read(
        "JOINT COMMUNIQUÉ\n\n1. The two Governments have decided to trade.\n\nNairobi, June 5, 1974\n\n"
        "For the Government of the Republic of Kenya:\nJohn Otieno\n"
        "Representative of the Government of the Republic of Kenya\n(signed)\n"
    )
    assert found.roles("John Otieno") == ("signatory",)
    assert found.facts.events[0].edtf == "1974-06-05"


def test_a_capitalised_name_alone_is_no_person(read):
    found = read(LEAD + "The Blue Economy and the Golden Crescent were named several times.")
    assert found.persons() == []


def test_initials_and_particles_belong_to_the_name(read):
    found = read(
        LEAD + "The meeting was chaired by G. D. Rao, Chairman of the Ports Agency, and "
        "Robert O. Lake Jr., former Director of the Ports Agency."
    )
    assert found.persons() == ["G. D. Rao", "Robert O. Lake Jr."]
    assert found.titles("Robert O. Lake Jr.") == ["former Director"]


def test_russian_names_are_put_into_the_nominative(read):
    found = read(
        "3 мая 2022 года в Москве прошёл круглый стол.\n\nВ нём участвовали Анна Сергеевна Петрова, "
        "директор Института морской политики, и доклад представителя порта, а также выступление "
        "Ивана Кузнецова, старшего научного сотрудника Института морской политики.\n",
    )
    assert "Иван Кузнецов" in found.persons()
    (tenure,) = found.tenures("Иван Кузнецов")
    assert tenure.title == "старший научный сотрудник"
    assert found.chain(tenure.organization) == ["Институт морской политики"]


def test_a_body_in_brackets_after_the_name(read):
    found = read(LEAD + "Professor Ana Ruiz (University of Nairobi) argued that ports need depth.")
    (tenure,) = found.tenures("Ana Ruiz")
    assert tenure.title == "Professor"
    assert found.chain(tenure.organization) == ["University of Nairobi"]


def test_a_label_before_a_name_is_the_part_played(read):
    found = read(
        "Workshop on ports\n\nNairobi, 3 May 2022\n\nOrganisers: Harbour Institute, Ports Agency\n\n"
        "10:00–11:30 Session 1: Roads. Moderator: Lena Voss\n"
    )
    assert found.roles("Lena Voss") == ("moderator",)
    (event, *_) = (e for e in found.facts.events if e.ref == "event/main")
    labels = {i.ref: i.label for i in found.facts.institutions}
    assert [labels[r] for r in event.organizers] == ["Harbour Institute", "Ports Agency"]


def test_initials_and_the_full_name_are_one_person(read):
    found = read(
        "Министр иностранных дел Кении Ахмед Оченг провёл переговоры\n\nМОСКВА, 4 октября 2021 года. "
        "Министр иностранных дел Кении А. Оченг провёл в Москве переговоры."
    )
    assert found.persons() == ["Ахмед Оченг"]


def test_offices_that_stand_before_each_name_of_a_list(read):
    found = read(
        "Joint Statement of the Ports Dialogue\n\nThe Ports Dialogue was held online on 28 October 2020, "
        "chaired by the Foreign Minister of Kenya, Ms. Grace Odhiambo, with the participation of the "
        "Deputy Foreign Minister of Argentina, Mr. Diego Funes, and the Minister of Ports of Chile, "
        "Mr. Luis Soto."
    )
    assert found.titles("Grace Odhiambo") == ["Foreign Minister of Kenya"]
    assert found.titles("Diego Funes") == ["Deputy Foreign Minister of Argentina"]
    assert found.titles("Luis Soto") == ["Minister of Ports of Chile"]


def test_a_body_that_only_its_abbreviation_shows_is_no_person(read):
    found = read(
        "The Harbour Institute and Maritime Knowledge Chile (MKC) signed a memorandum on 5 May 2020.\n\n"
        "It bears the signature of Luis Soto, President of MKC."
    )
    assert found.persons() == ["Luis Soto"]
    assert "Maritime Knowledge Chile" in found.institutions()


def test_a_counterpart_holds_the_same_office_for_the_other_state(read):
    found = read(
        "KENYA AND ARGENTINA SIGN AN AGREEMENT\n\nNairobi, 20 June 2018 – The Minister of Ports of Kenya, "
        "Grace Odhiambo, received her Argentine counterpart, Diego Funes, in Nairobi today.\n\n"
        "The two ministers signed the Agreement on Ports. Minister Funes announced that a trade mission "
        "would visit Mombasa in September 2018.\n"
    )
    (tenure,) = found.tenures("Diego Funes")
    states = {s.ref: s.label for s in found.facts.states}
    assert tenure.title == "Minister of Ports"
    assert tenure.represents is not None
    assert states[tenure.represents] == "Argentina"
    main = found.facts.events[0]
    assert (main.kind, main.edtf) == ("Signing", "2018-06-20")
