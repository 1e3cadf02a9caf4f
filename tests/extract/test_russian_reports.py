"""Russian reports of several layouts: names in any case, bodies, offices, turns, dates."""

import pytest


def _read(read, *paragraphs: str):
    return read("\n\n".join(("Встреча в Баку", "12 мая 2021 года", *paragraphs)) + "\n")


@pytest.mark.parametrize(
    ("sentence", "label", "title"),
    [
        (
            "Состоялась встреча с Чрезвычайным и Полномочным Послом Монголии У.Энхтувшином.",
            "У.Энхтувшин",
            "Чрезвычайный и Полномочный Посол Монголии",
        ),
        (
            "Беседу вели с заместителем Министра иностранных дел России А.Ю.Руденко.",
            "А.Ю.Руденко",
            "заместитель Министра иностранных дел России",
        ),
        (
            "Участвовал министр экономики, торговли и инвестиций Республики Таджикистан Завки Завкизода.",
            "Завки Завкизода",
            "министр экономики, торговли и инвестиций Республики Таджикистан",
        ),
        (
            "Выступил временный поверенный в делах России в Афганистане Олег Синицын.",
            "Олег Синицын",
            "временный поверенный в делах России в Афганистане",
        ),
    ],
)
def test_an_office_and_its_holder_stand_in_any_case(read, sentence, label, title):
    assert _read(read, sentence).titles(label) == [title]


def test_each_office_of_an_enumeration_is_the_next_persons(read):
    found = _read(
        read,
        "В переговорах участвовали Президент Республики Сенегал Маки Салл, Президент Республики "
        "Замбия Хакаинде Хичилема и Председатель Африканского союза Азали Ассумани.",
    )
    assert found.titles("Маки Салл") == ["Президент Республики Сенегал"]
    assert found.titles("Хакаинде Хичилема") == ["Президент Республики Замбия"]
    assert found.titles("Азали Ассумани") == ["Председатель"]


def test_a_title_in_the_plural_is_each_ones(read):
    found = _read(read, "Во встрече участвовали сенаторы Лилия Гумерова и Фарит Мухаметшин.")
    assert found.titles("Лилия Гумерова") == found.titles("Фарит Мухаметшин") == ["сенатор"]


def test_a_person_named_after_a_body_is_no_part_of_its_name(read):
    found = _read(
        read, "Дискуссию открыл директор Института Дальнего Востока К. Л. Осетров, её вели двое."
    )
    assert found.institutions() == ["Институт Дальнего Востока"]
    assert "К. Л. Осетров" in found.persons()


def test_a_unit_after_a_title_is_where_the_office_is_held(read):
    found = _read(
        read, "Выступил Андрей Петров, доцент кафедры истории Восточного факультета СПбГУ."
    )
    (tenure,) = found.tenures("Андрей Петров")
    assert tenure.title == "доцент"
    assert found.chain(tenure.organization) == ["кафедра истории", "Восточный факультет", "СПбГУ"]


@pytest.mark.parametrize(
    "name",
    [
        "Северный (Арктический) федеральный университет имени М. В. Ломоносова",
        "Секретариат Совета Баренцева/Евроарктического региона",
        "Департамент Азии, Тихого океана и Африки",
        "Комитет Совета Федерации по международным делам",
        "Университет Хаджеттепе",
        "Фонд Гейдара Алиева",
    ],
)
def test_a_body_is_named_whole(read, name):
    assert name in _read(read, f"Организатором встречи выступил {name}.").institutions()


def test_initials_that_a_body_is_shortened_to_mean_that_body(read):
    found = _read(
        read,
        "Приехали гости из Института востоковедения РАН.",
        "Докладчик Иван Петров, научный сотрудник ИВ РАН, был краток.",
    )
    (tenure,) = found.tenures("Иван Петров")
    assert found.chain(tenure.organization) == ["Институт востоковедения", "РАН"]


def test_a_ministry_under_its_short_name_is_one_body(read):
    found = _read(
        read,
        "Брифинг провёл представитель Министерства иностранных дел Республики Казахстан.",
        "В МИД Республики Казахстан отметили рост торговли.",
    )
    assert found.institutions() == ["Министерство иностранных дел Республики Казахстан"]


def test_the_rector_of_the_university_is_of_the_one_named_before(read):
    found = _read(
        read,
        "Встреча прошла в Славянском университете.",
        "Гостей принял ректор университета, доктор исторических наук, профессор Пётр Ильин.",
    )
    assert found.titles("Пётр Ильин")[0] == "ректор"
    held = found.tenures("Пётр Ильин")[0].organization
    assert found.chain(held) == ["Славянский университет"]


def test_answers_of_a_briefing_are_the_persons_whom_it_introduces(read):
    found = read(
        "Брифинг официального представителя МИД России М.В.Захаровой, 25 января 2024 года\n\n"
        "Вопрос: Состоится ли встреча?\n\nОтвет: Она запланирована на июнь.\n\n"
        "Вопрос: А визит?\n\nОтвет: Сообщим позже.\n"
    )
    assert [(who, words) for who, _, words in found.statements()] == [
        ("М.В.Захарова", "Она запланирована на июнь."),
        ("М.В.Захарова", "Сообщим позже."),
    ]


def test_an_interview_without_labels_gives_the_answers(read):
    found = read(
        "Интервью Посла России в Сербии А.А.Боцан-Харченко агентству «Танюг»\n\n"
        "12 июня 2023 года\n\n– Как Вы оцениваете отношения?\n\n– Они развиваются.\n\n"
        "– Планируется ли визит?\n\n– Работа ведётся.\n"
    )
    assert [words for _, _, words in found.statements()] == ["Они развиваются.", "Работа ведётся."]


def test_a_talk_that_is_told_of_opens_the_passage(read):
    found = _read(
        read,
        "С докладом о коридоре выступила к.э.н. Н.С. Раджабова (доцент РТСУ). По её словам, порт "
        "перегрузил 2,1 млн тонн. Докладчица подчеркнула, что этого мало.",
    )
    ((who, _, words),) = found.statements()
    assert who == "Н.С. Раджабова"
    assert words.startswith("С докладом")
    assert words.endswith("мало.")


@pytest.mark.parametrize("words", ["14 мая с.г.", "14 мая т.г.", "14 мая сего года"])
def test_a_day_of_this_year_is_of_the_reports_year(read, words):
    found = read(f"О консультациях\n\n15 мая 2023 года\n\n{words} прошли консультации.\n")
    assert found.facts.events[0].edtf == "2023-05-14"
    assert len(found.facts.events) == 1


def test_a_year_and_days_that_stand_apart_are_one_date(read):
    found = _read(read, "В 2019 году саммит прошёл в Сочи 23–24 октября.")
    assert [e.edtf for e in found.facts.events[1:]] == ["2019-10-23/2019-10-24"]


def test_where_somebody_goes_is_not_where_the_event_was(read):
    found = read(
        "О встрече министров\n\n15 мая 2023 года\n\n"
        "15 мая состоялась встреча министров, обсудили подготовку к поездке в Москву.\n"
    )
    assert found.facts.events[0].places == ()


def test_who_says_what_was_signed_is_no_party(read):
    found = _read(
        read,
        "Профессор Высшей школы экономики Андрей Чупрыгин отметил, что Соглашение о торговле "
        "между Алжиром и Россией, подписанное 4 апреля 2001 года, устарело.",
    )
    states = {s.ref: s.label for s in found.facts.states}
    (agreement,) = found.facts.agreements
    assert [states[p] for p in agreement.parties] == ["Algeria", "Russia"]


def test_a_question_concludes_no_agreement(read):
    found = _read(read, "Вопрос: Подписано ли соглашение о безвизовом режиме с Малайзией?")
    assert found.facts.agreements == ()


def test_a_quotation_after_a_colon_is_the_last_persons_who_is_named(read):
    found = _read(
        read, "Итоги подвёл модератор, доцент РТСУ Дмитрий Стрельцов: «Нам нужна дорожная карта»."
    )
    assert [who for who, _, _ in found.statements()] == ["Дмитрий Стрельцов"]


def test_who_leads_a_delegation_is_of_the_body_that_sent_it(read):
    found = _read(
        read, "Принята делегация Института Дальнего Востока во главе с и.о. директора К.В.Бабаевым."
    )
    (tenure,) = found.tenures("К.В.Бабаев")
    assert found.chain(tenure.organization) == ["Институт Дальнего Востока"]


def test_states_before_the_verb_are_those_who_signed(read):
    found = _read(
        read, "Соглашение о цифровой экономике Сингапур и Чили подписали 12 июня 2020 года."
    )
    states = {s.ref: s.label for s in found.facts.states}
    (agreement,) = found.facts.agreements
    assert agreement.label == "Соглашение о цифровой экономике"
    assert sorted(states[p] for p in agreement.parties) == ["Chile", "Singapore"]


def test_two_full_dates_joined_by_and_are_two_days(read):
    found = _read(read, "Визиты состоялись 9 ноября 2018 года и 11 января 2019 года.")
    assert [e.edtf for e in found.facts.events[1:]] == ["2018-11-09", "2019-01-11"]


def test_a_heading_of_initials_and_surname_leads_what_stands_under_it(read):
    found = _read(
        read,
        "Спикеры:",
        "Зарема Шаукенова, директор КИСИ",
        "Штефан Хельмих, глава представительства",
        "З. Шаукенова",
        "Водная тема перестала быть отраслевой.",
        "Ш. Хельмих",
        "Обучение прошли многие.",
    )
    assert [who for who, _, _ in found.statements()] == ["Зарема Шаукенова", "Штефан Хельмих"]


def test_signatures_under_each_other_say_nothing(read):
    found = _read(
        read,
        "Медведев С. В. – заместитель директора Института Африки, сопредседатель.",
        "Сопредседатели:",
        "С. В. Медведев",
        "Нгуен Суан Ванг",
    )
    assert found.statements() == []


def test_an_office_within_the_name_of_a_body_is_nobodys(read):
    found = _read(
        read,
        "Приехал директор Института исследований при Президенте Республики Узбекистан (ИИ) "
        "Владимир Норов, с ним советник ИИ Дорис Энгельман.",
    )
    assert found.titles("Владимир Норов") == ["директор"]
    assert len({t.organization for t in found.facts.tenures}) == 1


def test_letters_within_words_may_stand_in_an_abbreviation(read):
    found = _read(
        read,
        "Лекция прошла в зале, который открыл Дальневосточный федеральный университет.",
        "Гостя встречал ректор ДВФУ Борис Коробец.",
    )
    assert found.institutions() == ["Дальневосточный федеральный университет"]


def test_a_sum_in_milliards_is_the_number_that_is_printed(read):
    found = _read(read, "Товарооборот достиг 4,27 млрд долл. США.")
    assert [q.value for q in found.facts.quantities] == [4_270_000_000]
