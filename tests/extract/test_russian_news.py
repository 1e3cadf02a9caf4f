"""Russian news of foreign ministries and institutes: quotations, offices listed before a name."""


def _read(read, *paragraphs: str):
    return read("\n\n".join(("Встреча в Баку", "12 мая 2021 года", *paragraphs)) + "\n")


def _words(found) -> list[tuple[str, str]]:
    return [(who, words) for who, _, words in found.statements()]


def test_a_quotation_of_several_sentences_is_one_statement(read):
    quoted = (
        "«Мы ценим этот опыт. Обмен студентами вырос», — подчеркнул министр культуры Айдар Темиров."
    )
    found = _read(read, "Прошли переговоры.", quoted)
    assert _words(found) == [("Айдар Темиров", quoted)]


def test_whoever_stands_in_another_case_is_not_the_speaker(read):
    sentence = (
        "Министр культуры Айдар Темиров в ходе переговоров с министром туризма Олегом Вагиным "
        "заявил, что дорога откроется."
    )
    assert _words(_read(read, sentence)) == [("Айдар Темиров", sentence)]


def test_what_several_said_together_is_no_ones_statement(read):
    found = _read(
        read,
        "Встретились министр культуры Айдар Темиров и министр туризма Олег Вагин.",
        "Айдар Темиров и Олег Вагин отметили, что дорога откроется.",
    )
    assert _words(found) == []


def test_whoever_passes_the_news_on_gives_nobody_an_office(read):
    found = _read(
        read,
        "Сроки назвала официальный представитель комиссии Анна Лунина, передаёт корреспондент БЕЛТА.",
    )
    assert found.titles("Анна Лунина") == ["официальный представитель комиссии"]


def test_offices_and_degrees_before_names_are_the_next_persons(read):
    found = _read(
        read,
        "Со студентами встретились директор программ клуба «Мост», кандидат исторических наук, "
        "профессор МГИМО Пётр Ильич Ларин, проректор по кадрам, кандидат политических наук, "
        "доцент Роман Львович Седых.",
    )
    assert "проректор по кадрам" not in found.titles("Пётр Ильич Ларин")
    assert "профессор" in found.titles("Пётр Ильич Ларин")


def test_shortened_ranks_are_offices(read):
    found = _read(
        read,
        "В заседании участвовали директор Института Азии И. И. Гуров и с.н.с. Центра изучения "
        "Кавказа О. П. Лунина.",
    )
    assert found.titles("О. П. Лунина") == ["с.н.с."]


def test_names_of_bodies_end_before_verbs_and_shortened_words(read):
    found = _read(
        read,
        "Ректор Университета г. Мачерата Лука Бьянки посетил РИСИ, МосГУ и МИД Узбекистана и "
        "Монголии.",
        "В Институте прошла беседа, которую вёл научный сотрудник отдела этносоциологии к. и. н. "
        "Е. Г. Лугова.",
    )
    assert "Университет г. Мачерата" in found.institutions()
    assert "отдел этносоциологии" in found.institutions()
    assert "Министерство иностранных дел Узбекистана" in found.institutions()
    assert not {"В Институт", "РИСЯ", "Мосг"} & set(found.institutions())


def test_the_meeting_of_a_named_commission_is_its_session(read):
    found = read(
        "Девятое заседание Смешанной российско-турецкой комиссии по торговле\n\n"
        "Девятое заседание Смешанной российско-турецкой комиссии по торговле состоялось в Анкаре "
        "6 августа 2009 года.\n"
    )
    assert found.facts.events[0].concept == "commission-session"


def test_a_person_in_brackets_is_no_short_name_of_a_body(read):
    found = _read(
        read, "Говорили об образовании Содружества Независимых Государств (Дара Ветрова)."
    )
    names = [n.text for i in found.facts.institutions for n in i.variants]
    assert "Дара Ветрова" not in names


def test_two_papers_of_one_sentence_have_their_own_parties(read):
    found = _read(
        read,
        "По итогам подписаны Меморандум о взаимопонимании между Министерством культуры Казахстана "
        "и Министерством культуры России и Соглашение о сотрудничестве в области туризма между "
        "Узбекистаном и Таджикистаном.",
    )
    named = {x.ref: x.label for x in (*found.facts.states, *found.facts.institutions)}
    papers = {a.label: sorted(named[p] for p in a.parties) for a in found.facts.agreements}
    assert papers["Меморандум о взаимопонимании"] == [
        "Министерство культуры Казахстана",
        "Министерство культуры России",
    ]
    (other,) = (parties for label, parties in papers.items() if label.startswith("Соглашение"))
    assert len(other) == 2
    assert not set(other) & set(papers["Меморандум о взаимопонимании"])


def test_the_day_of_an_older_paper_is_not_the_meetings(read):
    found = read(
        "Девятое заседание комиссии\n\nДевятое заседание российско-турецкой комиссии по торговле, "
        "созданной по Соглашению от 14 мая 1992 года, состоялось в Анкаре 6 августа 2009 года.\n"
    )
    assert found.facts.events[0].edtf == "2009-08-06"


def test_a_degree_after_a_name_may_be_the_next_persons(read):
    found = _read(
        read,
        "В беседе участвовали д.э.н. Сергей Лунин, к.и.н., доцент кафедры истории Азии Анна Седых "
        "и студенты.",
    )
    assert found.titles("Сергей Лунин") == []
    assert found.titles("Анна Седых") == ["доцент"]


def test_what_stands_in_quotation_marks_is_all_said(read):
    quoted = "Министр культуры Айдар Темиров сообщил: «Набор растёт. Квота составит 300 мест»."
    assert _words(_read(read, quoted)) == [("Айдар Темиров", quoted)]


def test_the_head_of_the_foreign_ministry_is_its_minister(read):
    found = _read(
        read,
        "Министр иностранных дел Монголии Бат Дорж встретился с послом Кубы Луисом Перой.",
        "Глава МИД предложил провести осенью заседание.",
    )
    assert _words(found) == [("Бат Дорж", "Глава МИД предложил провести осенью заседание.")]


def test_courtesies_and_what_the_sides_said_have_no_speaker(read):
    found = _read(
        read,
        "Ректор Института Азии Пётр Ларин поблагодарил гостей.",
        "Стороны отметили рост торговли.",
    )
    assert _words(found) == []


def test_a_day_is_no_part_of_a_bodys_name(read):
    found = _read(
        read, "В Новом государственном университете 3 октября 2023 года открылась сессия."
    )
    assert found.institutions() == ["Новый государственный университет"]


def test_whoever_begins_a_sentence_speaks_though_others_are_named(read):
    found = _read(
        read,
        "Выступили доцент МГИМО О. П. Ветрова и профессор МГУ М. Л. Седых.",
        "О. П. Ветрова в ответ на доклад М. Л. Седых подчеркнула, что линия работает.",
    )
    assert [who for who, _ in _words(found)] == ["О. П. Ветрова"]


def test_whose_the_sentence_before_is_may_be_told_after_it(read):
    said = "Дорога откроется летом. Об этом сообщил министр культуры Айдар Темиров."
    assert _words(_read(read, said)) == [("Айдар Темиров", said)]
