"""Content negotiation: an Accept header and what is on offer go in, the best offer comes out.

Follows RFC 9110 §12.5.1: q-values, type ranges, the more specific range wins, q=0 excludes.
Parameters other than q are not compared. Knows no framework, so it can be tested by itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

_ITEM = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_WEIGHT = re.compile(r"(?:0(?:\.\d*)?|1(?:\.0*)?|\.\d+)")


class Offered(Protocol):
    """A representation on offer; `aliases` are other types that ask for it."""

    @property
    def media_type(self) -> str:
        """The media type it is sent with."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """Media types that clients also use for it."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """The plainest kind of offer."""

    media_type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of an Accept header."""

    type: str
    subtype: str
    weight: float


HTML = Offer("text/html")
PROBLEM = Offer("application/problem+json", ("application/json",))
JSON = Offer("application/json")


def parse_accept(header: str | None) -> list[MediaRange]:
    """Read an Accept header; members that are not media ranges are passed over."""
    ranges = (_media_range(item) for item in _ITEM.findall(header or ""))
    return [found for found in ranges if found]


def _media_range(item: str) -> MediaRange | None:
    name, *parameters = (part.strip() for part in _PARAMETER.findall(item) or ("",))
    kind, slash, subtype = name.lower().partition("/")
    if not slash or not _TOKEN.fullmatch(kind) or not _TOKEN.fullmatch(subtype):
        return None
    if kind == "*" and subtype != "*":
        return None
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            if not _WEIGHT.fullmatch(value.strip()):
                return None
            weight = float(value)
    return MediaRange(kind, subtype, weight)


def best(offers: Sequence[Offered], header: str | None) -> Offered | None:
    """Return the offer the client likes most, the earlier one of equals; None if it takes none.

    Without a header, or with one in which nothing can be read, the first offer is returned.
    """
    ranges = parse_accept(header)
    if not ranges:
        return offers[0] if offers else None
    weighed = [(weight_of(offer, ranges), offer) for offer in offers]
    top = max((weight for weight, _ in weighed), default=0.0)
    return next((offer for weight, offer in weighed if weight == top), None) if top else None


def weight_of(offer: Offered, ranges: Iterable[MediaRange]) -> float:
    """Return the weight of an offer: by its own name, then by an alias, then by a type range."""
    by_name = {f"{r.type}/{r.subtype}": r.weight for r in reversed(list(ranges))}
    kind = offer.media_type.partition("/")[0]
    for name in (offer.media_type, *offer.aliases, f"{kind}/*", "*/*"):
        if name in by_name:
            return by_name[name]
    return 0.0


def best_language(header: str | None, languages: Sequence[str]) -> str:
    """Return the language the visitor likes most (RFC 9110 §12.5.4), the first of equals."""
    weights: dict[str, float] = {}
    for item in (header or "").split(","):
        tag, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if _WEIGHT.fullmatch(weight):
            weights.setdefault(tag.partition("-")[0], float(weight))
    fallback = weights.get("*", 0.0)
    weighed = [(weights.get(language, fallback), language) for language in languages]
    top = max(weight for weight, _ in weighed)
    return next(language for weight, language in weighed if weight == top)
