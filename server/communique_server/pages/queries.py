"""The example questions: words, SPARQL, and the answer of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from communique.publish.formats import RESULT_FORMATS
from communique.queries.load import Question, load_questions
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link
from communique_server.pages.page import Frame, render_page
from communique_server.pages.results import Answer, answer_of
from communique_server.pages.words import words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its query and its answer."""

    title: str
    question: str
    query: str
    edit: str
    answer: Answer
    downloads: tuple[Link, ...]


def render_list(context: PageContext) -> str:
    """Return the list of all questions."""
    questions = tuple(
        Link(title(context, q), f"/queries/{q.name}", note=question_of(context, q))
        for q in load_questions()
    )
    frame = Frame(words(context.language)("queries.title"), here="/sparql")
    return render_page(context, "queries.html", frame, questions=questions)


def render_one(context: PageContext, question: Question, result: Mapping[str, Any] | str) -> str:
    """Return one question with its answer."""
    view = Asked(
        title(context, question),
        question_of(context, question),
        question.text,
        f"/sparql?{urlencode({'query': question.text})}",
        answer_of(context, result, f"/queries/{question.name}"),
        tuple(Link(f.label, f"/queries/{question.name}.{f.suffix}") for f in RESULT_FORMATS),
    )
    frame = Frame(view.title, view.question, here="/sparql")
    return render_page(context, "query.html", frame, page=view)


def title(context: PageContext, question: Question) -> str:
    """Return what a question is called in the page's language."""
    return question.title_ru if context.language == "ru" else question.title


def question_of(context: PageContext, question: Question) -> str:
    """Return what is asked, in the page's language."""
    return question.question_ru if context.language == "ru" else question.question
