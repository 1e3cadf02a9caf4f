"""What is told of as being negotiated, without the name of an instrument."""

import pytest

LEAD = "On 3 May 2022 the Harbour Institute held a round table on Kenya and Peru.\n\n"
HEAD = "Ana Ruiz, Director, Harbour Institute\n\n"


def negotiations(found):
    return [e.label for e in found.facts.events if e.kind == "Negotiation"]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (
            "Kenya welcomes the negotiations on opening a free port with Peru and hopes that "
            "they succeed.",
            "Negotiations on opening a free port with Peru",
        ),
        (
            "Negotiations with Lima are now under way as to who builds the pier.",
            "Negotiations with Lima are now under way as to who builds the pier",
        ),
        (
            "Today sending the ship Aurora to Kenya is actively discussed.",
            "Sending the ship Aurora to Kenya is actively discussed",
        ),
        ("Talks about the border are continuing.", "Talks about the border"),
        ("Talks with Peru are continuing.", "Talks with Peru are continuing"),
        (
            "The port of Callao is still under negotiation.",
            "The port of Callao is still under negotiation",
        ),
        ("Сейчас идут переговоры о рыболовстве.", "Переговоры о рыболовстве"),
    ],
)
def test_talks_that_go_on_are_a_negotiation_of_whoever_tells(read, words, label):
    found = read(LEAD + HEAD + f"  • {words}\n")
    assert negotiations(found) == [label]
    event = next(e for e in found.facts.events if e.kind == "Negotiation")
    assert event.evidence.said_in == found.facts.statements[0].ref


@pytest.mark.parametrize(
    "words",
    [
        "The sides held negotiations on fisheries.",
        "After negotiations on fisheries Kenya was content.",
        "Many issues are under discussion.",
        "The issues were discussed at length.",
        "They discussed Kenya.",
    ],
)
def test_what_was_held_or_names_nothing_is_none(read, words):
    found = read(LEAD + HEAD + f"  • {words}\n")
    assert negotiations(found) == []
