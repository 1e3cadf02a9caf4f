"""The desk: our entity with its evidence, and beside it the candidates with theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef

from communique.link.catalogues import load_catalogues
from communique.link.decisions import ACCEPTED, REJECTED, Contradiction, Decision
from communique.link.entities import Catalogue, Entity, Word
from communique.link.queue import Case, Queue
from communique.queries.load import Question
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Passage, evidence_of
from communique_server.pages.naming import Link
from communique_server.pages.page import Frame, render_page
from communique_server.pages.queries import question_of
from communique_server.pages.queries import title as question_title
from communique_server.pages.words import Words, words

SHOWN_PASSAGES = 4
SHOWN_CASES = 50
_SCRIPT = "desk.js"
_FORMS = (("CSV", "csv"), ("JSON", "json"), ("SPARQL", "rq"))
_UNTOLD = ("altLabel", "exactMatch", "closeMatch")
"""Properties that are shown as names and identifiers."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is logged in, and what its forms carry."""

    name: str
    token: str
    notice: str = ""
    undo: Decision | None = None
    """The decision that was just made."""


@dataclass(frozen=True, slots=True)
class Side:
    """One thing as it is compared: names by language, facts by label, identifiers."""

    id: str
    label: str
    language: str
    href: str
    names: tuple[Word, ...] = ()
    variants: tuple[Word, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """A candidate: what it is, how near, why, and what was decided on it."""

    side: Side
    score: str
    match: bool
    features: tuple[tuple[str, str], ...]
    description: str
    source: str
    decided: "Told | None"


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words, with the marks that undo it."""

    words: str
    subject: str
    item: str
    mark: str
    label: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a decision was not kept, and the decision that stands against it."""

    message: str
    remedy: str
    other: Told | None = None


@dataclass(frozen=True, slots=True)
class Comparing:
    """The page of one entity. `reason` and `item` are what was typed and not kept."""

    ours: Side
    kind: str
    known: bool
    passages: tuple[Passage, ...]
    more: int
    offered: tuple[Offered, ...]
    decided: tuple[Told, ...]
    previous: str
    following: str
    waiting: int
    reason: str = ""
    item: str = ""
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list."""

    link: Link
    kind: str
    best: str
    candidates: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of what waits. `kinds` are links that narrow it, with counts."""

    cases: tuple[Waiting, ...]
    total: int
    kinds: tuple[tuple[Link, int, bool], ...]
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """What is to be done, in how many rows, and where they are."""

    link: Link
    question: str
    rows: int
    forms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the pages are made from: our entities, the items of others, and what waits."""

    catalogue: Catalogue
    items: Mapping[str, Entity]
    queue: Queue


def render_login(
    context: PageContext, back: str, login: str = "", wrong: str = "", wait: int = 0
) -> str:
    """Return the page on which a librarian logs in; `wait` are seconds until another try."""
    t = words(context.language)
    said = t("desk.wait", n=-(-wait // 60)) if wait else t(f"desk.{wrong}") if wrong else ""
    frame = Frame(t("desk.login"))
    return render_page(context, "desk_login.html", frame, back=back, login=login, wrong=said)


def render_listing(
    context: PageContext, reader: Reader, sources: Sources, kind: str, page: int
) -> str:
    """Return the list of what waits; `page` counts from 1."""
    t = words(context.language)
    queue = sources.queue
    waiting = queue.waiting(kind)
    first = (page - 1) * SHOWN_CASES
    shown = waiting[first : first + SHOWN_CASES]
    view = Listing(
        tuple(_waiting(context, sources.catalogue, case) for case in shown),
        len(waiting),
        tuple(
            (
                Link(
                    _kind(context, sources.catalogue, name),
                    _address("" if name == kind else name, 1),
                ),
                n,
                name == kind,
            )
            for name, n in queue.kinds().items()
        ),
        _address(kind, page - 1) if page > 1 else "",
        _address(kind, page + 1) if first + SHOWN_CASES < len(waiting) else "",
    )
    return _render(context, reader, "desk.html", t("desk.title"), view)


def render_decided(context: PageContext, reader: Reader, rows: tuple[Decision, ...]) -> str:
    """Return all decisions, the latest first, what was undone too."""
    t = words(context.language)
    ordered = sorted(rows, key=lambda d: (d.when, d.subject), reverse=True)
    view = tuple((_told(t, d), d.superseded) for d in ordered)
    return _render(context, reader, "desk_decided.html", t("desk.decided"), view)


def render_lists(context: PageContext, reader: Reader, lists: list[tuple[Question, int]]) -> str:
    """Return the lists of work with their counts; each also as a table to download."""
    t = words(context.language)
    view = tuple(
        WorkList(
            Link(question_title(context, q), f"/queries/{q.name}"),
            question_of(context, q),
            rows,
            tuple(Link(label, f"/queries/{q.name}.{suffix}") for label, suffix in _FORMS),
        )
        for q, rows in lists
    )
    return _render(context, reader, "desk_lists.html", t("desk.lists"), view)


def render_case(
    context: PageContext,
    reader: Reader,
    sources: Sources,
    subject: str,
    typed: Mapping[str, str],
    trouble: Exception | None,
) -> str:
    """Return the page of one entity beside its candidates."""
    t = words(context.language)
    case = sources.queue.cases.get(subject) or Case(subject, "", "", (), (), False)
    entity = sources.catalogue.entities.get(subject)
    passages = _passages(context, entity)
    previous, following = sources.queue.beside(subject)
    view = Comparing(
        _ours(context, sources.catalogue, entity, case),
        _kind(context, sources.catalogue, entity.types[0] if entity else case.kind),
        entity is not None,
        passages[:SHOWN_PASSAGES],
        max(0, len(passages) - SHOWN_PASSAGES),
        tuple(_offered(context, sources, case, p.object) for p in case.proposals),
        tuple(_told(t, d) for d in case.decided),
        _path(previous),
        _path(following),
        len(sources.queue.waiting()),
        typed.get("reason", ""),
        typed.get("item", ""),
        _trouble(t, trouble),
    )
    return _render(context, reader, "desk_case.html", view.ours.label, view)


def _render(context: PageContext, reader: Reader, template: str, title: str, view: object) -> str:
    t = words(context.language)
    undo = _told(t, reader.undo) if reader.undo else None
    return render_page(
        context,
        template,
        Frame(title, script=_SCRIPT),
        page=view,
        reader=reader,
        undo=undo,
        title=title,
    )


def _waiting(context: PageContext, catalogue: Catalogue, case: Case) -> Waiting:
    best = case.proposals[0]
    return Waiting(
        Link(case.label or case.subject, _path(case.subject)),
        _kind(context, catalogue, case.kind),
        f"{best.object_label} ({best.score:g})",
        len(case.proposals),
        case.certain,
    )


def _passages(context: PageContext, entity: Entity | None) -> tuple[Passage, ...]:
    return evidence_of(context, URIRef(entity.iri)).passages if entity else ()


def _ours(context: PageContext, catalogue: Catalogue, entity: Entity | None, case: Case) -> Side:
    if entity is None:
        return Side(case.subject, case.label or case.subject, "", "")
    return _side(context, entity, context.href(entity.iri), catalogue)


def _side(context: PageContext, entity: Entity, href: str, catalogue: Catalogue) -> Side:
    label = entity.label(context.language)
    spoken = next((w.language for w in entity.labels if w.text == label), "")
    known = sorted(
        (_order(catalogue, name), _named(context, catalogue, name), tuple(v.text for v in values))
        for name, values in entity.values.items()
        if name not in _UNTOLD
    )
    catalogues = load_catalogues()
    return Side(
        entity.id,
        label,
        spoken if spoken != context.language else "",
        href,
        entity.labels,
        entity.variants,
        tuple((name, values) for _, name, values in known),
        tuple(
            Link(catalogues.curie_or_iri(iri), iri, external=True)
            for iri in entity.links()
            if iri.startswith(("http://", "https://"))
        ),
    )


def _offered(context: PageContext, sources: Sources, case: Case, item: str) -> Offered:
    t = words(context.language)
    proposal = next(p for p in case.proposals if p.object == item)
    entity = sources.items.get(item)
    href = _iri(item)
    side = (
        _side(context, entity, href, sources.catalogue)
        if entity
        else Side(item, proposal.object_label or item, "", href)
    )
    features = (part.partition("=") for part in proposal.features.split("|") if "=" in part)
    decided = case.on(item)
    return Offered(
        side,
        f"{proposal.score:g}",
        proposal.match,
        tuple((_feature(context, sources.catalogue, name), value) for name, _, value in features),
        "" if entity else proposal.description,
        proposal.source,
        _told(t, decided) if decided else None,
    )


def _feature(context: PageContext, catalogue: Catalogue, name: str) -> str:
    t = words(context.language)
    if t.has(f"desk_feature.{name}"):
        return t(f"desk_feature.{name}")
    return _named(context, catalogue, name.removeprefix("property_"))


def _named(context: PageContext, catalogue: Catalogue, name: str) -> str:
    t = words(context.language)
    if t.has(f"desk_fact.{name}"):
        return t(f"desk_fact.{name}")
    known = catalogue.properties.get(name)
    label = known.label(context.language) if known else name
    return label[:1].upper() + label[1:]


def _order(catalogue: Catalogue, name: str) -> int:
    known = catalogue.properties.get(name)
    return known.order if known else 0


def _told(t: Words, decision: Decision) -> Told:
    verdict = {ACCEPTED: "close" if decision.close else "accepted", REJECTED: "rejected"}
    key = verdict.get(decision.verdict, "notfound")
    item = " ".join(part for part in (decision.object, decision.object_label) if part)
    said = t(f"desk_told.{key}", item=item, by=decision.by, when=decision.when)
    return Told(
        f"{said} {decision.reason}".rstrip(),
        decision.subject,
        decision.object,
        decision.mark,
        decision.label or decision.subject,
        _path(decision.subject),
    )


def _trouble(t: Words, error: Exception | None) -> Trouble | None:
    if error is None:
        return None
    other = getattr(error, "other", None) if isinstance(error, Contradiction) else None
    told = _told(t, other) if other else None
    remedy = t("desk.undo_first") if told else getattr(error, "remedy", "")
    return Trouble(getattr(error, "message", str(error)), remedy, told)


def _kind(context: PageContext, catalogue: Catalogue, name: str) -> str:
    known = catalogue.types.get(name)
    return known.label(context.language) if known else name


def _iri(item: str) -> str:
    """Return the address of an item; "" for what is no address of the web."""
    iri = item if ":/" in item else load_catalogues().iri(item)
    return iri if iri.startswith(("http://", "https://")) else ""


def _path(subject: str) -> str:
    return f"/desk/{subject.replace(':', '/', 1)}" if subject else ""


def _address(kind: str, page: int) -> str:
    asked = {"kind": kind, "page": page if page > 1 else ""}
    kept = {name: value for name, value in asked.items() if value}
    return f"/desk?{urlencode(kept)}" if kept else "/desk"
