"""Reading holds on reports that no rule was written on: floors by category."""

import json
from pathlib import Path

import pytest
from reading_texts import read_text
from scoring import Score, scores

CORPUS = Path(__file__).parents[1] / "corpus"
REPORTS = sorted(
    p
    for p in CORPUS.iterdir()
    if p.suffix in (".txt", ".html") or (p.stem[:2] == "07" and p.suffix == ".md")
)
FLOORS = {
    "persons": 0.97,
    "titles": 0.90,
    "affiliations": 0.90,
    "institutions": 0.88,
    "treaties": 0.85,
    "quantities": 0.95,
    "statements": 0.95,
}
"""F1 over all reports together; a change that reads worse has to say why."""


@pytest.fixture(scope="module")
def measured(reading) -> dict[str, Score]:
    total: dict[str, Score] = {}
    for path in REPORTS:
        stem = path.name.removesuffix(path.suffix)
        gold = json.loads((CORPUS / f"{stem}.gold.json").read_text(encoding="utf-8"))
        found = read_text(path.read_bytes().decode(), path.name, reading)
        for category, score in scores(found.facts, gold).items():
            before = total.get(category, Score(0, 0, 0))
            total[category] = Score(
                before.gold + score.gold, before.read + score.read, before.right + score.right
            )
    return total


@pytest.mark.parametrize("category", FLOORS)
def test_reading_stays_above_its_floor(measured, category):
    score = measured[category]
    assert score.f1 >= FLOORS[category], score


def test_every_span_quotes_its_words(reading):
    for path in REPORTS:
        found = read_text(path.read_bytes().decode(), path.name, reading)
        for statement in found.facts.statements:
            words = statement.span.of(found.text)
            assert words == words.strip()
            assert words
