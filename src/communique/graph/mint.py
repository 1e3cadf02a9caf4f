"""Identity keys and the IRIs minted from them.

The local name is a function of the key alone, so the order in which reports are read has no
influence. A registry keeps each pair for ever: what was minted under an older rule stays.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from anyascii import anyascii
from rdflib import URIRef

LONGEST_SLUG = 80
"""Characters of a local name before a hash replaces its tail."""


class Registry(Protocol):
    """What remembers which IRI an identity key was given."""

    def resolve(self, key: str, proposed: str) -> str:
        """Return the IRI kept for `key`; keep and return `proposed` if there is none."""
        ...


@dataclass(slots=True)
class MemoryRegistry:
    """A registry that lasts as long as the process: for drafts outside a workspace."""

    known: dict[str, str] = field(default_factory=dict)

    def resolve(self, key: str, proposed: str) -> str:
        """Return the IRI kept for `key`; keep and return `proposed` if there is none."""
        return self.known.setdefault(key, proposed)


def slug(text: str) -> str:
    """Return lower-case ASCII letters, digits and single hyphens; "x" if nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower().replace("'", "")).strip("-") or "x"


def short_hash(key: str) -> str:
    """Return six base-32 characters that stand for `key`."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest())[:6].decode().lower()


@dataclass(frozen=True, slots=True)
class Mint:
    """Gives every identity key its IRI under one base."""

    base: str
    registry: Registry = field(default_factory=MemoryRegistry)

    def iri(self, kind: str, name: str, *, distinct: str = "") -> URIRef:
        """Return `{base}id/{kind}/{local}`.

        `name` is what a reader sees; `distinct` is what else tells this thing from another of the
        same name ("" when the name alone identifies): it adds six characters of its hash.
        """
        local = slug(name)
        if distinct:
            local = f"{_cut(local, LONGEST_SLUG - 7)}-{short_hash(f'{kind}|{local}|{distinct}')}"
        elif len(local) > LONGEST_SLUG:
            local = f"{_cut(local, LONGEST_SLUG - 7)}-{short_hash(f'{kind}|{local}')}"
        key = f"{kind}|{slug(name)}|{distinct}"
        return URIRef(self.registry.resolve(key, f"{self.base}id/{kind}/{local}"))

    def concept(self, scheme: str, local: str) -> URIRef:
        """Return the IRI of a concept that the ontology defines."""
        return URIRef(f"{self.base}id/{scheme}/{local}")

    def graph(self, name: str) -> URIRef:
        """Return the IRI of a named graph: "links", "vocabulary", "report/…"."""
        return URIRef(f"{self.base}graph/{name}")


def local_name(iri: URIRef) -> str:
    """Return the part of an entity's IRI after its kind."""
    return iri.rsplit("/", 1)[-1]


def joined(parts: Iterable[str]) -> str:
    """Return the parts that are there as one readable name."""
    return " ".join(p for p in parts if p)


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    head, _, _ = text[: length + 1].rpartition("-")
    return head or text[:length]
