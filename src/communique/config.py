"""The settings of a workspace: communique.toml, each key also as COMMUNIQUE_… in the environment.

Read once at the edge (`load_settings`), then passed on; nothing reads the environment later.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from communique.errors import WorkspaceError

DEFAULT_BASE = "https://w3id.org/communique/"


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """`[limits]`: what one request may cost."""

    query_seconds: float = 10.0
    """Seconds a query may run before it is stopped."""
    result_rows: int = 1_000_000
    """Rows a query may return."""
    result_bytes: int = 268_435_456
    """Bytes a query's answer may have."""
    requests_per_second: float = 0.0
    """Requests a client may send, on average; 0 means as many as it likes."""
    requests_at_once: int = 100
    """Requests that a client may send in a burst before that average holds."""
    query_memory: int = 4_294_967_296
    """Bytes of address space a process that answers queries may take."""
    upload_bytes: int = 16_777_216
    """Bytes a report or a request's body may have."""


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """`[network]`: what communique may reach. Nothing by default."""

    allow: tuple[str, ...] = ()
    """Hosts that queries, reconciliation and fetching may reach."""
    fetch_seconds: float = 60.0
    """Seconds that fetching a report from an address may take."""


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """`[store]`: where the graph is kept."""

    kind: str = "embedded"
    """"embedded" (in the workspace) or "sparql" (a remote SPARQL 1.1 store)."""
    query_endpoint: str = ""
    """Address of the remote store's query endpoint."""
    update_endpoint: str = ""
    """Address of the remote store's update endpoint."""
    user: str = ""
    """User name at the remote store."""
    password: str = ""
    """Password at the remote store; better set as COMMUNIQUE_STORE_PASSWORD."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """`[server]`: how the publisher is reached."""

    host: str = "127.0.0.1"
    """Address to listen on; loopback unless said otherwise."""
    port: int = 8000
    """Port to listen on."""
    workers: int = 2
    """Processes that answer queries."""
    profile: str = "auto"
    """"fast" holds the release in memory, 1.3 GB a million quads with all copies; "small" reads it
    from the disk, several times slower; "auto" is fast where half of the free memory suffices."""
    memory_quads: int = 0
    """Quads up to which "auto" is fast; 0 leaves it to the memory there is."""
    title: str = "communique"
    """Name of the publication, shown on every page."""
    public_url: str = ""
    """Address under which visitors reach the server; "" means the request's own."""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses whose X-Forwarded-For is believed."""
    shutdown_seconds: float = 5.0
    """Seconds that requests under way get to finish when the server is told to stop or reload."""
    log_requests: bool = False
    """Whether each request is written to standard error, as one line of JSON."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """`[desk]`: the pages on which librarians decide; `communique desk add-user` opens them."""

    session_hours: float = 8.0
    """Hours after which a librarian logs in again."""
    login_tries: int = 5
    """Wrong passwords in ten minutes, of one login or one address, after which it has to wait."""


@dataclass(frozen=True, slots=True)
class InferenceSettings:
    """`[inference]`: which engine draws the conclusions."""

    engine: str = "rules"
    """"rules" (compiled from the ontology) or "owlrl" (the reference)."""


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """`[reading]`: how reports are read."""

    model: bool = False
    """Whether a language model suggests names that no rule read; they wait for a person."""


@dataclass(frozen=True, slots=True)
class PublicationSettings:
    """`[publication]`: what a release says of itself."""

    licence: str = "https://creativecommons.org/publicdomain/zero/1.0/"
    """Licence of the published data, as an IRI."""
    publisher: str = ""
    """Who publishes the dataset."""
    keep: int = 10
    """Releases that are kept; older ones are removed."""
    largest_loss: float = 0.2
    """Share of the things of a class that a release may lose before `publish` asks a person."""
    keep_days: float = 0.0
    """Days for which a release is kept, too, however many there are."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one workspace."""

    base: str = DEFAULT_BASE
    """Base IRI of everything that is minted; set by `init --base` and never changed."""
    limits: LimitSettings = field(default_factory=LimitSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    server: ServerSettings = field(default_factory=ServerSettings)
    desk: DeskSettings = field(default_factory=DeskSettings)
    inference: InferenceSettings = field(default_factory=InferenceSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    publication: PublicationSettings = field(default_factory=PublicationSettings)


def load_settings(path: Path | None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings from a communique.toml (None: defaults only), then from the environment.

    The environment wins: `[limits] query_seconds` is COMMUNIQUE_LIMITS_QUERY_SECONDS, `base` is
    COMMUNIQUE_BASE; a list is written with commas. Raises WorkspaceError with the file and the key
    for unknown keys and values of the wrong type.
    """
    environment = os.environ if environment is None else environment
    table: dict[str, Any] = {}
    if path is not None:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise WorkspaceError(
                "there is no such configuration.", place=str(path), remedy="Run `communique init`."
            ) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WorkspaceError(f"this is not TOML: {error}.", place=str(path)) from None
    return _settings(table, environment, str(path or "environment"))


def _settings(table: dict[str, Any], environment: Mapping[str, str], place: str) -> Settings:
    known = {f.name for f in fields(Settings)}
    for key in table:
        if key not in known:
            raise WorkspaceError(
                f"there is no setting {key!r}.",
                place=place,
                remedy=f"Known: {', '.join(sorted(known))}.",
            )
    settings = Settings()
    base = environment.get("COMMUNIQUE_BASE", table.get("base", settings.base))
    if not isinstance(base, str) or "://" not in base or not base.endswith(("/", "#")):
        raise WorkspaceError(
            f"base {base!r} is not an absolute IRI that ends in a slash.", place=place
        )
    sections = {
        f.name: _section(
            getattr(settings, f.name), f.name, table.get(f.name, {}), environment, place
        )
        for f in fields(Settings)
        if f.name != "base"
    }
    return replace(settings, base=base, **sections)


def _section(
    default: Any, name: str, given: Any, environment: Mapping[str, str], place: str
) -> Any:
    if not isinstance(given, dict):
        raise WorkspaceError(f"[{name}] is not a table.", place=place)
    known = {f.name: getattr(default, f.name) for f in fields(default)}
    for key in given:
        if key not in known:
            raise WorkspaceError(
                f"there is no setting [{name}] {key}.",
                place=place,
                remedy=f"Known: {', '.join(known)}.",
            )
    values = {}
    for key, value in known.items():
        variable = f"COMMUNIQUE_{name}_{key}".upper()
        if variable in environment:
            values[key] = _typed(environment[variable], value, variable, place, text=True)
        elif key in given:
            values[key] = _typed(given[key], value, f"[{name}] {key}", place, text=False)
    return replace(default, **values)


def _typed(value: Any, like: Any, key: str, place: str, *, text: bool) -> Any:
    kind = type(like)
    if kind is tuple:
        items = value.split(",") if text else value
        if isinstance(items, list) and all(isinstance(i, str) for i in items):
            return tuple(i.strip() for i in items if i.strip())
    elif kind is bool:
        if isinstance(value, bool) or (text and value.lower() in ("true", "false")):
            return value if isinstance(value, bool) else value.lower() == "true"
    elif text or (kind is float and isinstance(value, int)):
        try:
            return kind(value)
        except ValueError:
            pass
    elif isinstance(value, kind) and not isinstance(value, bool):
        return value
    names = {
        tuple: "a list of strings",
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "a string",
    }
    raise WorkspaceError(f"{key} is {value!r}, not {names[kind]}.", place=place)
