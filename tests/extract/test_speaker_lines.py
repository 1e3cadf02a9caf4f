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
