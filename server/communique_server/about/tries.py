"""Three things to try on a publisher that has just started, with real addresses of its release."""

import shlex

from communique.publish.release import open_current, open_snapshot
from communique.workspace import Workspace
from communique_server.queries import load_query

_EXAMPLE = load_query(__package__, "example")
_SPEAKERS = load_query(__package__, "speakers")
_DUMP = "releases/latest/communique.nq.gz"


def three_tries(workspace: Workspace, address: str) -> list[str]:
    """Return lines that name a page to open, a query to send, a dump to fetch."""
    query = " ".join(_SPEAKERS.split())
    return [
        f"  a page     {address}{_example(workspace)}",
        f"  a query    curl -H 'Accept: text/csv' {address}sparql "
        f"--data-urlencode {shlex.quote(f'query={query}')}",
        f"  a dump     curl -O {address}{_DUMP}",
    ]


def _example(workspace: Workspace) -> str:
    """Return the path of a page worth opening; the first page if there is nothing yet."""
    current = open_current(workspace)
    if current is None:
        return ""
    store = open_snapshot(workspace, current.number)
    try:
        rows = store.select(_EXAMPLE)
    finally:
        store.close()
    iri = str(rows[0]["thing"]) if rows else ""
    base = workspace.settings.base
    return iri.removeprefix(base).replace("id/", "doc/", 1) if iri.startswith(base) else ""
