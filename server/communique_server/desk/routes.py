"""`/desk`: what waits, one entity beside its candidates, what was decided, and deciding.

Every page works as plain forms; desk.js only adds keys. What a page was not shown is not undone,
and what contradicts a colleague's decision is refused with that decision, nothing typed being lost.
"""

from datetime import UTC, datetime

from flask import Blueprint, Response, json, request

from communique.errors import UsageError, WorkspaceError
from communique.link.catalogues import load_catalogues
from communique.link.decisions import (
    ACCEPTED,
    NOT_FOUND,
    REJECTED,
    Decision,
    decide,
    read_decisions,
    undo,
)
from communique.link.entities import Catalogue, read_catalogue
from communique.link.items import read_items
from communique.link.librarians import Librarian
from communique.link.queue import read_queue
from communique.link.reading import links_of
from communique.publish.formats import RESULT_FORMATS
from communique.queries.load import Question, load_questions
from communique_server import rendering
from communique_server.current import OpenRelease, publication, release
from communique_server.desk import access
from communique_server.desk.sessions import Session
from communique_server.errors import Problem
from communique_server.errors import answer as problem_answer
from communique_server.pages import desk as desk_page
from communique_server.pages.desk import Reader, Sources
from communique_server.sparql.answers import answer
from communique_server.sparql.protocol import SparqlRequest

blueprint = Blueprint("desk", __name__)
blueprint.before_request(access.refuse_strangers)
blueprint.after_request(access.keep_private)


@blueprint.errorhandler(WorkspaceError)
def damaged(error: WorkspaceError) -> Response:
    """Say which line of which file of the workspace cannot be read; nothing was changed."""
    place = error.place.removeprefix(f"{publication().workspace.root}/")
    detail = f"{place}: {error.message} {error.remedy}"
    return problem_answer(Problem(503, "What was decided cannot be read", detail))


_VERDICTS = {"accept": ACCEPTED, "close": ACCEPTED, "reject": REJECTED, "notfound": NOT_FOUND}
_LONGEST = 1000
"""Letters of a reason."""


@blueprint.get("/desk", strict_slashes=False)
def listing() -> Response:
    """List the entities whose candidates wait."""
    known = access.who()
    if known is None:
        return access.to_login()
    page = request.args.get("page", "1")
    number = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    kind = request.args.get("kind", "")
    text = desk_page.render_listing(
        rendering.page_context(), _reader(*known), _sources(), kind, number
    )
    return Response(text, mimetype="text/html")


@blueprint.get("/desk/decided")
def decided() -> Response:
    """List every decision."""
    known = access.who()
    if known is None:
        return access.to_login()
    rows = read_decisions(publication().workspace).rows
    text = desk_page.render_decided(rendering.page_context(), _reader(*known), rows)
    return Response(text, mimetype="text/html")


@blueprint.get("/desk/lists")
def lists() -> Response:
    """List the lists of work, with how many rows each has."""
    known = access.who()
    if known is None:
        return access.to_login()
    current = release()
    asked = [q for q in load_questions() if q.work_list]
    counts = [_rows(current, q) for q in asked]
    text = desk_page.render_lists(
        rendering.page_context(), _reader(*known), list(zip(asked, counts, strict=True))
    )
    return Response(text, mimetype="text/html")


def _rows(current: OpenRelease, asked: Question) -> int:
    said = answer(current, SparqlRequest(asked.text), RESULT_FORMATS[0])
    return len(json.loads(said)["results"]["bindings"])


@blueprint.get("/desk/<kind>/<local>")
def compare(kind: str, local: str) -> Response:
    """Show one entity beside its candidates."""
    known = access.who()
    if known is None:
        return access.to_login()
    return _page(known, f"{kind}:{local}")


@blueprint.post("/desk/<kind>/<local>")
def judge(kind: str, local: str) -> Response:
    """Keep a decision, or undo one, and lead on to the next entity that waits."""
    known = access.who()
    if known is None:
        return access.to_login()
    session, librarian = known
    access.check_token(session)
    subject = f"{kind}:{local}"
    verdict, _, item = request.form.get("decision", "").partition(" ")
    try:
        if verdict == "undo":
            _undo(session, librarian, subject, item)
            return _leads(f"/desk/{kind}/{local}")
        _decide(session, librarian, subject, verdict, item or request.form.get("item", ""))
    except UsageError as error:
        return _page(known, subject, error)
    return _leads(_next(subject))


def _next(subject: str) -> str:
    """Return where to go after a decision: the same entity while it waits, else the next one."""
    queue = read_queue(publication().workspace)
    case = queue.cases.get(subject)
    following = subject if case and case.waits else queue.beside(subject)[1]
    return f"/desk/{following.replace(':', '/', 1)}" if following else "/desk"


def _decide(session: Session, librarian: Librarian, subject: str, verdict: str, item: str) -> None:
    if verdict not in _VERDICTS:
        raise UsageError("nothing was decided.", remedy="Choose accept, reject or not found.")
    workspace, catalogue = publication().workspace, _catalogue()
    case = read_queue(workspace).cases.get(subject)
    entity = catalogue.entities.get(subject)
    if case is None and entity is None:
        raise UsageError(f"there is no entity {subject!r}.")
    target = load_catalogues().curie(item) if _VERDICTS[verdict] != NOT_FOUND else ""
    proposed = case.proposals if case else ()
    new = Decision(
        subject,
        _VERDICTS[verdict],
        target,
        by=librarian.name,
        when=datetime.now(UTC).date().isoformat(),
        reason=_reason(),
        label=entity.label() if entity else case.label if case else "",
        object_label=next((p.object_label for p in proposed if p.object == target), ""),
        close=verdict == "close",
    )
    kept = decide(workspace, new, links_of(catalogue))
    session.notice = "kept" if kept == new else "kept_before"
    session.undo = kept


def _undo(session: Session, librarian: Librarian, subject: str, mark: str) -> None:
    today = datetime.now(UTC).date()
    workspace = publication().workspace
    undo(workspace, subject, "", librarian.name, _reason(), today, seen=mark or "-")
    session.notice, session.undo = "undone", None


def _reason() -> str:
    return " ".join(request.form.get("reason", "")[:_LONGEST].split())


def _page(
    known: tuple[Session, Librarian], subject: str, error: UsageError | None = None
) -> Response:
    sources = _sources()
    if subject not in sources.queue.cases and subject not in sources.catalogue.entities:
        raise Problem(404, "There is nothing at this address", "See /desk.")
    text = desk_page.render_case(
        rendering.page_context(), _reader(*known), sources, subject, request.form, error
    )
    return Response(text, 409 if error else 200, mimetype="text/html")


def _reader(session: Session, librarian: Librarian) -> Reader:
    """Return who reads; the notice of the last decision is shown once."""
    reader = Reader(librarian.name, session.token, session.notice, session.undo)
    if request.method == "GET":
        session.notice, session.undo = "", None
    return reader


def _sources() -> Sources:
    workspace = publication().workspace
    return Sources(_catalogue(), read_items(workspace), read_queue(workspace))


def _catalogue() -> Catalogue:
    current, base = release(), publication().settings.base
    return current.remember("catalogue", lambda: read_catalogue(current.store, base))


def _leads(path: str) -> Response:
    return Response(b"", 303, {"Location": path})
