"""Lines that name a speaker and end in a colon, with what was said in items below."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"


def test_a_name_with_an_office_and_a_colon_heads_the_items_below(read):
    found = read(
        LEAD
        + "Ana Ruiz, Director of the Coastal Studies Centre:\n• Ports need depth.\n• Ships grow.\n\n"
        "Omar Haddad:\n• Roads matter more.\n"
    )
    assert [(who, said) for who, _, said in found.statements()] == [
        ("Ana Ruiz", "Ports need depth."),
        ("Ana Ruiz", "Ships grow."),
        ("Omar Haddad", "Roads matter more."),
    ]


def test_a_russian_name_with_an_office_and_a_colon_heads_the_items_below(read):
    found = read(
        "25 мая 2023 года в Институте океанологии прошёл круглый стол о судоходстве.\n\n"
        "Анна Петрова, директор Института океанологии:\n• Портам нужна глубина.\n"
    )
    assert [(who, said) for who, _, said in found.statements()] == [
        ("Анна Петрова", "Портам нужна глубина.")
    ]


def test_an_emphasised_name_with_a_colon_heads_the_list_below(read):
    found = read(
        f"<html><body><article><h1>Round table on shipping</h1><p>{LEAD}</p>"
        "<p><strong>Ana Ruiz, Director, Coastal Studies Centre:</strong></p>"
        "<ul><li>Ports need depth.</li><li>Ships grow.</li></ul></article></body></html>",
        "report.html",
    )
    assert [who for who, _, _ in found.statements()] == ["Ana Ruiz", "Ana Ruiz"]


def test_a_lead_in_to_a_list_is_nobodys_heading(read):
    found = read(LEAD + "The participants made the following points:\n• Ports need depth.\n")
    assert found.statements() == []


def test_what_opens_a_russian_sentence_tells_the_role_of_whom_it_names(read):
    found = read(
        "25 мая 2023 года в Институте океанологии прошёл круглый стол о судоходстве. "
        "С приветственным словом к участникам обратилась директор Института океанологии Анна Петрова. "
        "Модератором дискуссии выступил руководитель Центра портов Иван Орлов.\n"
    )
    assert found.roles("Анна Петрова") == ("welcome",)
    assert found.roles("Иван Орлов") == ("moderator",)


def test_a_surname_with_a_title_means_the_person_named_in_full(read):
    found = read(
        LEAD + "Dr. Ana Ruiz, Director of the Coastal Studies Centre, opened the event.\n\n"
        "Dr. Ruiz argued that ports need depth.\n"
    )
    assert found.persons() == ["Ana Ruiz"]
    assert found.statements() == [("Ana Ruiz", 1, "Dr. Ruiz argued that ports need depth.")]


def test_a_label_before_a_name_tells_the_role(read):
    found = read(
        LEAD + "Welcome remarks: Ana Ruiz, Director, Coastal Studies Centre\n"
        "Moderator: Omar Haddad, Rector, Maritime University\n\nThe discussion was lively.\n"
    )
    assert found.roles("Ana Ruiz") == ("welcome",)
    assert found.roles("Omar Haddad") == ("moderator",)


def test_a_list_of_people_under_a_name_is_not_what_that_person_said(read):
    found = read(
        LEAD + "Keynote address: Ana Ruiz, Director, Coastal Studies Centre\nPanelists:\n"
        "- Prof. Omar Haddad, Maritime University\n- Lena Voss, Senior Analyst, Harbour Institute\n\n"
        "Prof. Haddad stressed that ships grow.\n"
    )
    assert [(who, said) for who, _, said in found.statements()] == [
        ("Omar Haddad", "Prof. Haddad stressed that ships grow.")
    ]


def test_a_name_after_the_full_name_of_a_state_is_whole(read):
    found = read(
        "12 октября 2022 г. в Рабате состоялись консультации. Делегацию возглавил заместитель министра "
        "иностранных дел Российской Федерации С.В. Иванов.\n\nС.В. Иванов подчеркнул, что поставки растут.\n"
    )
    assert found.persons() == ["С.В. Иванов"]
