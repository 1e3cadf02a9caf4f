"""The example questions: one .rq file each beside this module; its comments say what it asks."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIELD = re.compile(r"#\s*([a-z-]+):\s*(.*)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that people ask of the data, in words and in SPARQL."""

    name: str
    title: str
    title_ru: str
    question: str
    text: str
    parameters: tuple[str, ...] = ()


@cache
def load_questions() -> tuple[Question, ...]:
    """Return all questions, by name."""
    found = (f for f in files(__package__).iterdir() if f.name.endswith(".rq"))
    ordered = sorted(found, key=lambda f: f.name)
    return tuple(_read(f.name.removesuffix(".rq"), f.read_text(encoding="utf-8")) for f in ordered)


def question(name: str) -> Question | None:
    """Return one question; None if there is none of that name."""
    return next((q for q in load_questions() if q.name == name), None)


def _read(name: str, text: str) -> Question:
    matches = (_FIELD.fullmatch(line.strip()) for line in text.splitlines())
    fields = {m[1]: m[2] for m in matches if m}
    return Question(
        name,
        fields.get("title", name),
        fields.get("title-ru", fields.get("title", name)),
        fields.get("question", ""),
        text,
        tuple(fields.get("parameters", "").split()),
    )
