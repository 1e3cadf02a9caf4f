"""Looks at a query before the engine does: what it asks for, and whether it may be run.

The engine calls hosts on `SERVICE` and cannot be told not to, so this is where such a query stops.
Reading follows the tokens of SPARQL 1.1 Query §19.8. One character is ambiguous without a full
parse: `<` opens an IRI or compares. Where a wrong guess could hide code, and the word SERVICE
occurs at all, the query is refused: precaution before convenience.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from communique.errors import QueryError
from communique.network import leads_inside
from communique.store.bounded_syntax import prologue_of

QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_FORMS = frozenset(
    "INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split()  # SPARQL 1.1 Update §3
)
_FORMS = QUERY_FORMS | UPDATE_FORMS


@dataclass(frozen=True, slots=True)
class QueryShape:
    """What a query is, read from its tokens.

    `form` is a query or update form in capitals, "" if there is none; `pattern` is the offset just
    after the brace that opens its pattern, -1 if it has none; `prefixes` are those it declares.
    """

    form: str
    names_dataset: bool
    prefixes: tuple[tuple[str, str], ...]
    pattern: int
    services: tuple[str, ...]
    """Hosts that SERVICE calls; "" where the host cannot be told beforehand."""

    @property
    def is_update(self) -> bool:
        """Whether it would change the store."""
        return self.form in UPDATE_FORMS


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


_TOKENS = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<string>\"\"\"(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"\"\"
               | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
               | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<local>:(?:[\w:%-]|\\.)*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[^\W\d][\w-]*)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_FROM = re.compile("from", re.IGNORECASE)
_PLAIN_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^'()]*|[^'()#]*)>")
"""An IRI that, read as a comparison instead, could neither hide code nor end its expression."""


def inspect(query: str) -> QueryShape:
    """Read the shape of a query. Never raises: what is malformed, the engine says better."""
    start, known = 0, None
    if "service" not in query.lower() and (prologue := prologue_of(query)):
        # Nothing but prefixes, which are most of many queries: they are read once.
        start, known = prologue
    tokens = list(_tokens(query, start))
    form_at = next((i for i, t in enumerate(tokens) if _is_form(tokens, i)), None)
    form = tokens[form_at].text.upper() if form_at is not None else ""
    names_dataset = _FROM.search(query) is not None and any(
        t.kind == "word" and t.text.upper() == "FROM" for t in tokens
    )
    return QueryShape(
        form,
        names_dataset,
        tuple(_prefixes(tokens) if known is None else known.items()),
        _pattern(tokens, form),
        tuple(_services(query, tokens)),
    )


def fill(query: str, start: int, terms: Mapping[str, str]) -> str:
    """Return a query with variables of its pattern, from the offset `start`, replaced by terms.

    Variables that must stay variables do: what a subquery projects, what AS names.
    """
    parts: list[str] = [query[:start]]
    at, depth, projecting, before = start, 1, False, ""
    for token in _tokens(query, start):
        word = token.text.upper()
        depth += (word == "{") - (word == "}")
        if depth == 0:
            break
        projecting = word == "SELECT" or (projecting and word not in ("{", "WHERE"))
        name = token.text[1:]
        if token.kind == "variable" and name in terms and not projecting and before != "AS":
            parts += [query[at : token.start], terms[name]]
            at = token.end
        before = word
    return "".join([*parts, query[at:]])


def refuse_unsafe(shape: QueryShape, allow: Collection[str] = ()) -> None:
    """Raise QueryError for an update and for SERVICE to a host that is not allowed."""
    if shape.is_update:
        raise QueryError(
            f"{shape.form} is an update; this store answers queries only.",
            remedy="Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    for host in shape.services:
        if not host or host.lower() not in {a.lower() for a in allow}:
            target = f"SERVICE to {host}" if host else "SERVICE to a host that is not written out"
            raise QueryError(
                f"{target} is not allowed.",
                remedy="The operator names the hosts that queries may reach in [network] allow. "
                "Do not use the word in a prefix either.",
            )
        if leads_inside(host):
            raise QueryError(
                f"SERVICE to {host} is not allowed: it leads into a private network.",
                remedy="Not even the operator can allow that.",
            )


def _tokens(query: str, start: int = 0) -> Iterator[_Token]:
    for match in _TOKENS.finditer(query, start):
        kind = match.lastgroup or "sign"
        if kind not in ("space", "comment"):
            yield _Token(kind, match.group(), match.start(), match.end())


def _is_form(tokens: list[_Token], i: int) -> bool:
    """Tell whether a token is the query's form: a keyword, not the name of a prefix."""
    if tokens[i].kind != "word" or tokens[i].text.upper() not in _FORMS:
        return False
    return not (i > 0 and tokens[i - 1].text.upper() == "PREFIX")


def _prefixes(tokens: list[_Token]) -> Iterator[tuple[str, str]]:
    for i, token in enumerate(tokens[:-2]):
        if token.kind != "word" or token.text.upper() != "PREFIX":
            continue
        name, after = ("", i + 1) if tokens[i + 1].text == ":" else (tokens[i + 1].text, i + 2)
        if after + 1 < len(tokens) and tokens[after].text == ":":
            iri = tokens[after + 1]
            if iri.kind == "iri":
                yield name, iri.text[1:-1]


def _pattern(tokens: list[_Token], form: str) -> int:
    """Return the offset after the pattern's opening brace: WHERE's, or that of the first group."""
    depth = 0
    first = -1
    for i, token in enumerate(tokens):
        if token.text == "{" and token.kind == "sign":
            where = i > 0 and tokens[i - 1].kind == "word" and tokens[i - 1].text.upper() == "WHERE"
            if depth == 0 and (where or form != "CONSTRUCT" or first >= 0):
                return token.end
            first = token.end if depth == 0 else first
            depth += 1
        elif token.text == "}" and token.kind == "sign":
            depth -= 1
    return -1


def _services(query: str, tokens: list[_Token]) -> Iterator[str]:
    if "service" not in query.lower():
        return
    if any(_is_doubtful(token) for token in tokens):
        yield ""
    for i, token in enumerate(tokens):
        if token.kind != "word" or "service" not in token.text.lower():
            continue
        after = i + 1
        if after < len(tokens) and tokens[after].text.upper() == "SILENT":
            after += 1
        target = tokens[after] if after < len(tokens) else token
        plain = token.text.upper() == "SERVICE" and target.kind == "iri"
        yield _host(target.text[1:-1]) if plain else ""


def _is_doubtful(token: _Token) -> bool:
    """Tell whether the engine may cut the text differently from here on."""
    if token.kind == "iri":
        return not _PLAIN_IRI.fullmatch(token.text)
    return token.kind == "sign" and token.text in "\\\"'"


def _host(iri: str) -> str:
    try:
        parts = urlsplit(iri)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
