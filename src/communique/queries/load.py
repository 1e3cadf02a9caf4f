"""The example questions: one .rq file each beside this module; its comments say what it asks.

    # title: …            # title-ru: …      what it is called
    # question: …        # question-ru: …   the question in words
    # columns: …          # order: …         what the answer's columns and rows are
    # parameter: ?year — …                   a value that a reader may change, bound by VALUES
    # work-list: yes                         its rows are work for a librarian

Those in `workspace/` are asked of the state of a workspace (`communique query --on workspace`):
they are not served. Files are numbered; a question's name is what follows the number, and stays
when the number changes.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIELD = re.compile(r"# ([a-z-]+): (.*)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that people ask of the data, in words and in SPARQL.

    `parameters` are the variables, without "?", that VALUES in the text binds to an example.
    """

    name: str
    title: str
    title_ru: str
    question: str
    text: str
    parameters: tuple[str, ...] = ()
    work_list: bool = False
    question_ru: str = ""


@cache
def load_questions() -> tuple[Question, ...]:
    """Return all questions, in the order of their numbers."""
    found = sorted(
        (f for f in files(__package__).iterdir() if f.name.endswith(".rq")), key=lambda f: f.name
    )
    return tuple(_read(f.name, f.read_text(encoding="utf-8")) for f in found)


@cache
def load_workspace_questions() -> tuple[Question, ...]:
    """Return the questions that are asked of a workspace's state, not of a release."""
    folder = files(__package__).joinpath("workspace")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(_read(f.name, f.read_text(encoding="utf-8")) for f in found)


def workspace_question(name: str) -> Question | None:
    """Return one of the questions on a workspace's state; None if there is none of that name."""
    return next((q for q in load_workspace_questions() if q.name == name), None)


def question(name: str) -> Question | None:
    """Return one question; None if there is none of that name."""
    return next((q for q in load_questions() if q.name == name), None)


def _read(file_name: str, text: str) -> Question:
    name = file_name.removesuffix(".rq").lstrip("0123456789").lstrip("-")
    matches = [m for m in map(_FIELD.fullmatch, text.splitlines()) if m]
    fields = {m[1]: m[2] for m in matches}
    parameters = tuple(
        m[2].split()[0].lstrip("?") for m in matches if m[1] == "parameter" and m[2].strip()
    )
    return Question(
        name,
        fields.get("title", name),
        fields.get("title-ru", fields.get("title", name)),
        fields.get("question", ""),
        text,
        parameters,
        fields.get("work-list") == "yes",
        fields.get("question-ru", ""),
    )
