"""The wire to a remote store: one query or update goes out through SPARQLWrapper, bytes come back.

The scheme of authentication is the one the server asks for. The password is sent, never said.
"""

import http.client
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from SPARQLWrapper import BASIC, DIGEST, JSON, POST, TURTLE, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from communique.config import StoreSettings
from communique.errors import QueryError, StoreError, WorkspaceError

SECONDS = 600
"""How long one request may take: the operator's own store, asked by no visitor."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the store sent; `cut_at` is the row limit it says it holds to, 0 if it says none."""

    data: bytes
    cut_at: int


class Endpoint:
    """The query and the update endpoint of one store."""

    def __init__(self, settings: StoreSettings) -> None:
        """Take the addresses. Raises WorkspaceError when one is missing."""
        for key in ("query_endpoint", "update_endpoint"):
            if urlsplit(getattr(settings, key)).scheme not in ("http", "https"):
                raise WorkspaceError(
                    f"[store] {key} is not an http address.",
                    remedy='A store of kind "sparql" needs query_endpoint and update_endpoint.',
                )
        self._settings = settings
        self.place = _shown(settings.query_endpoint)
        self._realms: dict[str, str | None] = {}

    def query(self, text: str, form: str, graphs: Iterable[str] = ()) -> Answer:
        """Send a query; `graphs` make up its default graph and are the named ones it may see."""
        wrapper = self._wrapper(self._settings.query_endpoint)
        wrapper.setReturnFormat(JSON if form in ("SELECT", "ASK") else TURTLE)
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
            wrapper.addParameter("named-graph-uri", graph)
        return self._send(wrapper, text, form)

    def update(self, text: str) -> None:
        """Send an update."""
        wrapper = self._wrapper(self._settings.update_endpoint)
        self._send(wrapper, text, "INSERT")

    def _wrapper(self, address: str) -> Any:
        wrapper = SPARQLWrapper(address, updateEndpoint=address, agent="communique")
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(SECONDS)
        if self._settings.user:
            realm = self._realm(address)
            wrapper.setHTTPAuth(BASIC if realm is None else DIGEST)
            wrapper.setCredentials(
                self._settings.user, self._settings.password, realm=realm or "SPARQL"
            )
        return wrapper

    def _send(self, wrapper: Any, text: str, form: str) -> Answer:
        with _translated(_shown(wrapper.endpoint)), warnings.catch_warnings():
            # It guesses the form of a query by a pattern and warns where it cannot; ours is known.
            warnings.simplefilter("ignore")
            wrapper.setQuery(text)
            wrapper.queryType = form
            response = wrapper.query().response
            with response:
                limit = response.headers.get("X-SPARQL-MaxRows", "")
                return Answer(response.read(), int(limit) if limit.isdigit() else 0)

    def _realm(self, address: str) -> str | None:
        """Return the realm of digest authentication that the server asks for; None: it does not."""
        if address not in self._realms:
            self._realms[address] = None
            with _translated(_shown(address)):
                try:
                    # An opener of our own: SPARQLWrapper gives the common one the credentials.
                    urllib.request.build_opener().open(address, timeout=SECONDS).close()
                except urllib.error.HTTPError as refusal:
                    with refusal:
                        self._realms[address] = _digest_realm(refusal.headers)
        return self._realms[address]


def _digest_realm(headers: Any) -> str | None:
    for challenge in headers.get_all("WWW-Authenticate") or ():
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() == "digest":
            said = urllib.request.parse_keqv_list(urllib.request.parse_http_list(rest))
            return said.get("realm", "SPARQL")
    return None


@contextmanager
def _translated(place: str) -> Iterator[None]:
    """Turn what can go wrong on the way into our errors."""
    try:
        yield
    except QueryBadFormed as error:
        _close_behind(error)
        raise QueryError(f"the store does not take this: {_first_line(error)}") from None
    except SPARQLWrapperException as error:
        _close_behind(error)
        raise _failure(place, _first_line(error)) from None
    except urllib.error.HTTPError as error:
        with error:
            raise _failure(place, f"HTTP {error.code}") from None
    except urllib.error.URLError as error:
        raise _failure(place, str(error.reason)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failure(place, str(error) or type(error).__name__) from None


def _close_behind(error: BaseException) -> None:
    """Close the answer that an error of SPARQLWrapper came from; it leaves it open."""
    if isinstance(error.__context__, urllib.error.HTTPError):
        error.__context__.close()


def _failure(place: str, reason: str) -> StoreError:
    return StoreError(
        f"the remote store failed: {reason}.",
        place=place,
        remedy="See that it runs, and that [store] has its addresses, user and password.",
    )


def _first_line(error: SPARQLWrapperException) -> str:
    """Return what the server said, in a line."""
    said = str(error.args[0] if error.args else error)
    body = said.partition("Response:\n")[2] or said
    if body.startswith("b'") or body.startswith('b"'):
        body = body[2:-1].encode("latin-1", "replace").decode("unicode_escape")
    return " ".join(body.split())[:300].rstrip(".")


def _shown(address: str) -> str:
    """Return an address without what stands in it of user and password."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))
