"""What became of a thing: known, replaced by another, or withdrawn."""

from dataclasses import dataclass

from rdflib import URIRef

from communique.errors import CommuniqueError
from communique.publish.release import numbers, open_snapshot
from communique.store.base import ReadableStore
from communique.workspace import Workspace
from communique_server.queries import fill, load_query

_QUERY = load_query(__package__, "standing")


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing that is or was here."""

    iri: str
    replacement: str = ""
    """IRI of what it was merged into; "" when it stands for itself."""
    retired: bool = False
    reason: str = ""
    since: str = ""
    """The day on which it was withdrawn."""


def standing_of(store: ReadableStore, iri: str) -> Standing | None:
    """Return what became of a thing; None if nothing is known of it."""
    rows = store.select(fill(_QUERY, {"thing": URIRef(iri)}))
    if not rows:
        return None
    deprecated = any(str(row.get("deprecated", "")) in ("true", "1") for row in rows)
    replacement = next((str(row["replacement"]) for row in rows if "replacement" in row), "")
    reason = next((str(row["reason"]) for row in rows if "reason" in row), "")
    since = next((str(row["when"])[:10] for row in rows if "when" in row), "")
    return Standing(iri, replacement, deprecated and not replacement, reason, since)


def last_holding(workspace: Workspace, iri: str, current: int) -> int | None:
    """Return the newest release before `current` that held a thing, of those that are kept."""
    for number in reversed(numbers(workspace)):
        if number >= current:
            continue
        try:
            with open_snapshot(workspace, number) as store:
                standing = standing_of(store, iri)
        except CommuniqueError:
            # Removed meanwhile, for its age or by the operator.
            continue
        if standing is not None and not standing.retired:
            return number
    return None
