"""Russian accounts: who says what beside turns, whose days they are, which papers were signed."""

import pytest


def _read(read, *paragraphs: str):
    return read("\n\n".join(("Встреча в Баку", "12 мая 2021 года", *paragraphs)) + "\n")


def _parties(found, label: str) -> list[str]:
    names = {
        x.ref: x.label
        for x in (*found.facts.states, *found.facts.institutions, *found.facts.persons)
    }
    (paper,) = (a for a in found.facts.agreements if a.label == label)
    return sorted(names[p] for p in paper.parties)


def test_prose_beside_turns_is_its_speakers_too(read):
    found = _read(
        read,
        "Участвовали Анна Петрова, директор Института Африки, и Иван Орлов, доцент МГИМО.",
        "Анна Петрова открыла дискуссию. Портов, отметила она, мало.",
        "Иван Орлов: Портов достаточно.",
        "Анна Петрова: Их загрузка растёт.",
    )
    assert [(who, words) for who, _, words in found.statements()] == [
        ("Анна Петрова", "Портов, отметила она, мало."),
        ("Иван Орлов", "Портов достаточно."),
        ("Анна Петрова", "Их загрузка растёт."),
    ]


def test_a_label_may_end_in_a_full_stop(read):
    found = _read(
        read,
        "Участвовали Анна Петрова, директор Института Африки, и Иван Орлов, доцент МГИМО.",
        "А. Петрова. Портов мало. Их строят.",
        "И. Орлов. Портов достаточно.",
    )
    assert [(who, words) for who, _, words in found.statements()] == [
        ("Анна Петрова", "Портов мало. Их строят."),
        ("Иван Орлов", "Портов достаточно."),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "А. Петрова назвала порт главным проектом.",
        "А. Петрова сослалась на нехватку портов.",
        "По данным А. Петровой, портов мало.",
        "А. Петрова посвятила доклад портам.",
        "А. Петрова дала оценку планам портов.",
        "А. Петрова задалась вопросом, нужны ли порты.",
    ],
)
def test_verbs_of_speech_give_the_words_to_their_speaker(read, words):
    found = _read(read, "Выступила Анна Петрова, директор Института Африки.", words)
    assert [(who, said) for who, _, said in found.statements()] == [("Анна Петрова", words)]


def test_years_of_a_programme_are_no_days_of_the_event(read):
    found = read(
        "О консультациях\n\nАстана, 14 марта 2023 года. Состоялись консультации Казахстана и "
        "Венгрии.\n\nПо итогам консультаций подписана Программа на 2023–2024 годы.\n"
    )
    assert found.facts.events[0].edtf == "2023-03-14"


def test_a_meeting_of_another_half_year_is_not_the_one_reported(read):
    found = _read(read, "Вторая встреча была в Вене 3 июля 2020 года.")
    assert [e.edtf for e in found.facts.events] == ["2021-05-12", "2020-07-03"]


def test_a_year_in_the_name_of_the_event_is_no_other_event(read):
    found = _read(read, "Прошла встреча «Безопасность после 2019 года».")
    assert len(found.facts.events) == 1


def test_a_number_of_an_event_is_no_body(read):
    found = read("XII Форум сотрудничества: хроника\n\nБаку, 12 мая 2021 года\n")
    assert found.institutions() == []
    assert found.facts.events[0].organizers == ()


def test_a_delegation_that_came_makes_a_visit(read):
    found = read(
        "Делегация Университета Цинхуа посетила НГУ\n\n21 сентября 2022\n\n"
        "Гостей принял ректор НГУ Михаил Федорченко.\n"
    )
    assert (found.facts.events[0].kind, found.facts.events[0].concept) == ("Visit", "visit")


def test_the_parties_of_the_next_paper_are_not_given_to_the_first(read):
    found = read(
        "Россия и Вьетнам провели заседание\n\n8 ноября 2023 года\n\nПо итогам заседания подписаны "
        "протокол, а также меморандум о взаимопонимании между Росатомом и Министерством науки и "
        "технологий Вьетнама.\n"
    )
    assert _parties(found, "протокол") == ["Russia", "Vietnam"]
    assert _parties(found, "меморандум о взаимопонимании") == [
        "Министерство науки и технологий Вьетнама",
        "Росатом",
    ]


def test_rectors_sign_for_the_universities_named_before(read):
    found = _read(
        read,
        "Новосибирский университет принял гостей из Университета Цинхуа.",
        "По итогам встречи ректоры подписали соглашение о сотрудничестве.",
    )
    assert _parties(found, "соглашение о сотрудничестве") == [
        "Новосибирский университет",
        "Университет Цинхуа",
    ]


@pytest.mark.parametrize(
    ("sentence", "label", "signed"),
    [
        (
            "Стороны чтут Договор о дружбе и сотрудничестве, подписанный в 1998 году.",
            "Договор о дружбе и сотрудничестве",
            "1998",
        ),
        (
            "Действует Конвенция о статусе Каспийского моря 2018 года.",
            "Конвенция о статусе Каспийского моря",
            "2018",
        ),
        (
            "Действует Договор о дружбе между Россией и Монголией от 20 января 1993 года.",
            "Договор о дружбе",
            "1993-01-20",
        ),
        (
            "Хельсинкский заключительный акт был подписан в 1975 году 35 государствами.",
            "Хельсинкский заключительный акт",
            "1975",
        ),
    ],
)
def test_a_paper_bears_its_whole_name_and_its_day(read, sentence, label, signed):
    (paper,) = _read(read, sentence).facts.agreements
    assert (paper.label, paper.signed) == (label, signed)


def test_a_name_in_a_table_or_a_label_is_in_the_nominative(read):
    found = read(
        "# Дискуссия\n\n5 июня 2024 г.\n\n| Имя | Должность |\n|---|---|\n"
        "| Евгения Липатова | экономист Банка развития |\n| Серик Жуманов | доцент МГИМО |\n\n"
        "**Евгения Липатова**: Банк дал кредит. Порт Чабахар строят.\n\n"
        "**Серик Жуманов**: Этого мало.\n",
        "report.md",
    )
    assert found.persons() == ["Евгения Липатова", "Серик Жуманов"]


def test_a_foreign_name_in_the_instrumental_loses_its_ending(read):
    found = _read(read, "Гости приехали во главе с проректором МГИМО Ли Вэйминем.")
    assert found.persons() == ["Ли Вэйминь"]


def test_items_that_open_with_a_name_and_its_body_are_statements(read):
    found = _read(
        read,
        "Участвовал Казахстанский институт стратегических исследований (КИСИ).",
        "1. Алия Мусабаева (КИСИ). Уровень моря снизился. Нужна система наблюдения.",
        "2. Фарид Мамедов, заведующий отделом Института географии (Азербайджан). Баку готов "
        "делиться данными.",
    )
    assert [(who, words) for who, _, words in found.statements()] == [
        ("Алия Мусабаева", "Уровень моря снизился. Нужна система наблюдения."),
        ("Фарид Мамедов", "Баку готов делиться данными."),
    ]


def test_questions_of_an_interview_may_be_printed_in_bold(read):
    found = read(
        "# Интервью сенатора Григория Карасёва журналу «Международная жизнь»\n\n"
        "14 ноября 2024 г.\n\n**Каковы итоги?**\n\nМы провели беседы.\n\n**Когда визит?**\n\n"
        "Он намечен на апрель 2025 года.\n",
        "report.md",
    )
    assert [words for _, _, words in found.statements()] == [
        "Мы провели беседы.",
        "Он намечен на апрель 2025 года.",
    ]
    assert [e.edtf for e in found.facts.events] == ["2024-11-14", "2025-04"]


def test_several_ministers_are_not_the_one_who_spoke_before(read):
    found = _read(
        read,
        "Министр транспорта Турции Абдулкадир Уралоглы сказал, что порт готов.",
        "Министры выразили признательность хозяевам.",
    )
    assert len(found.statements()) == 1


def test_a_name_may_hold_an_arabic_article(read):
    found = _read(
        read,
        "Он встретился с министром иностранных дел Султаната Оман Бадром аль-Бусаиди.",
        "Бадр аль-Бусаиди заверил, что Оман поможет.",
    )
    assert found.persons() == ["Бадр аль-Бусаиди"]
    assert [who for who, _, _ in found.statements()] == ["Бадр аль-Бусаиди"]


def test_an_organisation_that_is_only_mentioned_signs_nothing(read):
    found = read(
        "Переговоры министров Кыргызстана и Омана\n\n7 июня 2023 года\n\nГлава МИД Кыргызстана "
        "сказал, что Оман поддержит страну в Совете Безопасности ООН.\n\nПосле переговоров главы "
        "ведомств подписали Соглашение о взаимной отмене виз.\n"
    )
    assert _parties(found, "Соглашение о взаимной отмене виз") == ["Kyrgyzstan", "Oman"]


def test_a_summit_was_where_the_words_say_in_which_place(read):
    found = _read(read, "Он напомнил о саммите Россия – Африка, состоявшемся в Сочи в 2019 году.")
    places = {p.ref: p.label for p in found.facts.places}
    assert [places[p] for p in found.facts.events[1].places] == ["Sochi"]


def test_a_paper_that_is_ratified_keeps_the_day_it_was_signed(read):
    (paper,) = _read(
        read,
        "Тегеран ратифицирует Конвенцию о статусе моря, подписанную в Актау 12 августа 2018 года.",
    ).facts.agreements
    assert paper.signed == "2018-08-12"


def test_the_first_paragraph_says_the_day_of_the_session(read):
    found = read(
        "Заседание рабочей группы по энергетике\n\nПосольство Чили в Новой Зеландии, пресс-служба\n\n"
        "Веллингтон. 30 августа 2023 года состоялось второе заседание Рабочей группы Чили и Новой "
        "Зеландии. Оно прошло в смешанном формате.\n\nПервое заседание состоялось 16 июня 2022 "
        "года в онлайн-формате.\n"
    )
    main = found.facts.events[0]
    places = {p.ref: p.label for p in found.facts.places}
    assert (main.edtf, main.mode) == ("2023-08-30", "hybrid")
    assert [places[p] for p in main.places] == ["Wellington"]
    assert "2022-06-16" in [e.edtf for e in found.facts.events]


def test_the_day_in_the_name_of_a_paper_is_no_event(read):
    found = _read(
        read,
        "Основой остаётся Договор об основах отношений от 25 марта 1994 года.",
        "Важна Конвенция ЮНЕСКО 1970 года.",
    )
    assert [(a.label, a.signed) for a in found.facts.agreements] == [
        ("Договор об основах отношений", "1994-03-25"),
        ("Конвенция ЮНЕСКО", "1970"),
    ]
    assert len(found.facts.events) == 1


def test_a_unit_is_no_party_of_what_universities_sign(read):
    found = _read(
        read,
        "Токийский университет посетил Славянский университет; была и кафедра японской филологии.",
        "Вузы подписали договор об обмене.",
    )
    assert _parties(found, "договор об обмене") == [
        "Славянский университет",
        "Токийский университет",
    ]


def test_bodies_beside_a_paper_that_is_only_named_are_no_parties(read):
    found = _read(
        read,
        "Куратор Лувра Элен Гише отметила важность Конвенции ЮНЕСКО 1970 года.",
    )
    assert _parties(found, "Конвенция ЮНЕСКО") == []


def test_what_somebody_will_visit_is_an_event_to_come(read):
    found = _read(read, "Министры обсудили рост.", "15 мая гость посетит завод.")
    assert [e.edtf for e in found.facts.events[1:]] == ["2021-05-15"]


def test_a_question_whether_something_will_be_is_no_event(read):
    found = _read(read, "Вопрос: Состоится ли в этом году встреча министров?", "Ответ: Увидим.")
    assert len(found.facts.events) == 1
