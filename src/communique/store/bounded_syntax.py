"""Reads the part of SPARQL in which lookups are written; anything else is None, never an error.

SELECT, ASK, CONSTRUCT of triple patterns with FILTER of comparisons and OPTIONAL of one triple;
DESCRIBE of one IRI; COUNT with GROUP BY. What is read is read as SPARQL 1.1 Query §19.8 has it;
wherever a text could be read in two ways, it is not read at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MOST_TOKENS = 400
MOST_PATTERNS = 16
_DEPTH = 12

_PROLOGUE = re.compile(
    r"(?:[ \t\r\n]+|\#[^\r\n]*[\r\n]"
    r"|PREFIX[ \t\r\n]+(?:[A-Za-z][\w-]*)?:[ \t\r\n]*<[^<>\"{}|^`\\\x00-\x20]*>)*",
    re.IGNORECASE | re.ASCII,
)
_PREFIX = re.compile(
    r"\#[^\r\n]*[\r\n]|PREFIX[ \t\r\n]+([A-Za-z][\w-]*)?:[ \t\r\n]*<([^<>]*)>",
    re.IGNORECASE | re.ASCII,
)
_TOKEN = re.compile(
    r"""
      (?P<space>(?:[ \t\r\n]+|\#[^\r\n]*(?:[\r\n]|\Z))+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>"[^"\\\r\n]*"|'[^'\\\r\n]*')
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))
    | (?P<variable>[?$][A-Za-z_][A-Za-z0-9_]*(?![\w\u0080-\U0010ffff]))
    | (?P<name>(?:[A-Za-z][\w-]*)?:(?:[\w-]+(?:\.[\w-]+)*)?(?![\w:%.\\\u0080-\U0010ffff-]))
    | (?P<word>[A-Za-z]+(?![\w:]))
    | (?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}().;,*+/^!=<>])
    """,
    re.VERBOSE | re.ASCII,
)
_WORD = re.compile(r"(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.ASCII)
_CONSTANT = re.compile(r"""(<[^<>"{}|^`\\\x00-\x20]*>|"[^"\\\r\n]*"|'[^'\\\r\n]*'|\#[^\r\n]*)""")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!.*/\.)")
"""An absolute IRI, without segments that are resolved away."""
_FUNCTIONS = frozenset(
    "LANG LANGMATCHES STR DATATYPE BOUND SAMETERM ISIRI ISURI ISLITERAL ISBLANK YEAR MONTH DAY"
    "".split()
)
_COMPARISONS = frozenset(("=", "!=", "<", ">", "<=", ">="))


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI, a variable's name, or a literal, of which the text does not matter."""

    text: str
    is_variable: bool = False
    is_iri: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A triple pattern; `predicate` is None where a variable, `verb`, stands in its place."""

    subject: Term
    predicate: str | None
    object: Term
    repeats: bool = False
    """Whether the predicate is followed any number of times."""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Describe:
    """What a DESCRIBE names."""

    iri: str


@dataclass(slots=True)
class Shape:
    """A query as it was read."""

    form: str
    prefixes: dict[str, str]
    patterns: list[Pattern] = field(default_factory=list)
    optional: list[Pattern] = field(default_factory=list)
    template: int = 0
    """Triples that a CONSTRUCT makes of each row."""
    describes: Describe | None = None
    counts: bool = False
    groups: list[str] = field(default_factory=list)
    """Variables by which what is counted is grouped."""
    ordered: bool = False
    limit: int | None = None
    """Rows that the answer has at most, by its own LIMIT."""


class _Unread(Exception):
    """The text is not of the part that is read here."""


def split(query: str) -> tuple[tuple[str, ...], list[str]]:
    """Split a query at its IRIs, strings and comments; return what stands between, and those."""
    parts = _CONSTANT.split(query)
    return tuple(parts[::2]), parts[1::2]


def prologue_of(query: str) -> tuple[int, dict[str, str]] | None:
    """Return where the prefixes of a query end, and what they are; None if they are unusual."""
    start = _PROLOGUE.match(query)
    end = start.end() if start else 0
    prefixes = _prefixes(query[:end])
    return None if prefixes is None else (end, prefixes)


def form_of(query: str) -> str:
    """Return the form of a query in capitals, if nothing but prefixes stands before it; else ""."""
    start = _PROLOGUE.match(query)
    word = _WORD.match(query, start.end() if start else 0)
    return word.group().upper() if word else ""


def read_shape(query: str) -> Shape | None:
    """Return what a query asks, if it is of the part of SPARQL that is read here."""
    start = _PROLOGUE.match(query)
    end = start.end() if start else 0
    prefixes = _prefixes(query[:end])
    if prefixes is None:
        return None
    try:
        return _Reader(_tokens(query, end), prefixes).query()
    except _Unread:
        return None


@lru_cache(256)
def _prefixes(prologue: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for match in _PREFIX.finditer(prologue):
        if match[2] is not None:
            name = match[1] or ""
            if not _ABSOLUTE.match(match[2]) or found.setdefault(name, match[2]) != match[2]:
                return None
    return found


def slots_that_matter(query: str, constants: list[str]) -> frozenset[int] | None:
    """Return which constants are more than subjects and objects; None if nothing is read here.

    Those of prefixes, predicates and datatypes; the numbers are those of `split`.
    """
    start = _PROLOGUE.match(query)
    prologue = start.end() if start else 0
    if _prefixes(query[:prologue]) is None:
        return None
    try:
        tokens = _tokens(query, prologue)
        reader = _Reader(tokens, _prefixes(query[:prologue]) or {})
        reader.query()
    except _Unread:
        return None
    before = len(_CONSTANT.findall(query[:prologue]))
    places = [n for n, text in enumerate(constants) if n >= before and text[0] != "#"]
    kinds = [n for n, (kind, _) in enumerate(tokens) if kind in ("iri", "string")]
    if [constants[n] for n in places] != [tokens[n][1] for n in kinds]:
        return None
    free = {place for place, token in zip(places, kinds, strict=True) if token in reader.free}
    return frozenset(n for n, text in enumerate(constants) if n not in free and text[0] != "#")


def is_plain(iri: str) -> bool:
    """Tell whether an IRI is absolute and stays as it is written."""
    return _ABSOLUTE.match(iri) is not None


def _tokens(query: str, start: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    length = len(query)
    while start < length:
        match = _TOKEN.match(query, start)
        if match is None or len(found) > MOST_TOKENS:
            raise _Unread
        kind = match.lastgroup or ""
        if kind != "space":
            found.append((kind, match.group()))
        start = match.end()
    found.append(("end", ""))
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], prefixes: dict[str, str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._fresh = 0
        self.free: set[int] = set()
        """Tokens that are subjects or objects."""
        self._shape = Shape("", prefixes)

    def query(self) -> Shape:
        form = self._next("word").upper()
        self._shape.form = form
        if form == "SELECT":
            self._projection()
        elif form == "CONSTRUCT":
            self._sign("{")
            self._shape.template = len(self._triples())
            self._sign("}")
        elif form == "DESCRIBE":
            term = self._end()
            if not term.is_iri:
                raise _Unread
            self._shape.describes = Describe(term.text)
        elif form != "ASK":
            raise _Unread
        if form != "DESCRIBE":
            self._word("WHERE")
            self._sign("{")
            self._group()
            if form != "ASK":
                self._modifiers()
        if self._kind() != "end" or len(self._shape.patterns) > MOST_PATTERNS:
            raise _Unread
        return self._shape

    # What is selected, and how it is ordered.

    def _projection(self) -> None:
        self._word("DISTINCT") or self._word("REDUCED")
        if self._is_sign("*"):
            return
        while True:
            if self._kind() == "variable":
                self._at += 1
            elif self._is_sign("("):
                self._count()
            else:
                break
        if self._at < 2:
            raise _Unread

    def _count(self) -> None:
        if not self._word("COUNT"):
            raise _Unread
        self._sign("(")
        self._shape.counts = True
        self._word("DISTINCT")
        if not self._is_sign("*"):
            self._next("variable")
        self._sign(")")
        if not self._word("AS"):
            raise _Unread
        self._next("variable")
        self._sign(")")

    def _modifiers(self) -> None:
        if self._word("GROUP"):
            self._by(self._group_variable)
        if self._word("ORDER"):
            self._shape.ordered = True
            self._by(self._order)
        for _ in range(2):
            if self._word("LIMIT"):
                self._shape.limit = self._whole()
            elif self._word("OFFSET"):
                self._whole()

    def _by(self, one: Callable[[], bool]) -> None:
        if not self._word("BY") or not one():
            raise _Unread
        while one():
            pass

    def _variable(self) -> bool:
        if self._kind() != "variable":
            return False
        self._at += 1
        return True

    def _group_variable(self) -> bool:
        if self._kind() != "variable":
            return False
        self._shape.groups.append(self._next("variable")[1:])
        return True

    def _order(self) -> bool:
        if self._word("ASC") or self._word("DESC"):
            self._sign("(")
            self._next("variable")
            self._sign(")")
            return True
        return self._variable()

    # Patterns.

    def _group(self) -> None:
        shape = self._shape
        while not self._is_sign("}"):
            if self._word("FILTER"):
                self._sign("(")
                self._expression(0)
                self._sign(")")
            elif self._word("OPTIONAL"):
                self._sign("{")
                optional = self._triples()
                if len(optional) != 1 or optional[0].repeats or not shape.patterns:
                    raise _Unread
                shape.optional += optional
                self._sign("}")
            elif shape.optional:
                # What comes after an OPTIONAL joins with what may be unbound.
                raise _Unread
            else:
                shape.patterns += self._triples()
            self._is_sign(".")

    def _triples(self) -> list[Pattern]:
        found: list[Pattern] = []
        while self._kind() in ("iri", "name", "variable"):
            subject = self._end()
            while True:
                self._verb_and_objects(subject, found)
                if not self._is_sign(";"):
                    break
            if not self._is_sign("."):
                break
        if not found:
            raise _Unread
        return found

    def _verb_and_objects(self, subject: Term, found: list[Pattern]) -> None:
        if self._kind() == "variable":
            name = self._next("variable")[1:]
            found.append(Pattern(subject, None, self._end(), verb=name))
            return
        steps = [self._step()]
        while self._is_sign("/"):
            steps.append(self._step())
        while True:
            self._path(subject, steps, self._end(), found)
            if not self._is_sign(","):
                return

    def _path(
        self,
        subject: Term,
        steps: list[tuple[str, bool, bool]],
        last: Term,
        found: list[Pattern],
    ) -> None:
        for number, (iri, inverse, repeats) in enumerate(steps):
            if number + 1 < len(steps):
                self._fresh += 1
                following = Term(f" {self._fresh}", is_variable=True)
            else:
                following = last
            ends = (following, subject) if inverse else (subject, following)
            found.append(Pattern(ends[0], iri, ends[1], repeats))
            subject = following

    def _step(self) -> tuple[str, bool, bool]:
        inverse = self._is_sign("^")
        if self._kind() == "word" and self._tokens[self._at][1] == "a":
            self._at += 1
            iri = RDF_TYPE
        else:
            term = self._term()
            if not term.is_iri:
                raise _Unread
            iri = term.text
        repeats = self._is_sign("*") or self._is_sign("+")
        return iri, inverse, repeats

    def _end(self) -> Term:
        """Read a subject or an object."""
        self.free.add(self._at)
        return self._term()

    def _term(self) -> Term:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "variable":
            return Term(text[1:], is_variable=True)
        if kind == "iri":
            return self._iri(text[1:-1])
        if kind == "name":
            prefix, _, local = text.partition(":")
            if prefix not in self._shape.prefixes:
                raise _Unread
            return self._iri(self._shape.prefixes[prefix] + local)
        if kind == "number" or (kind == "word" and text in ("true", "false")):
            return Term(text)
        if kind != "string":
            raise _Unread
        if self._kind() == "tag":
            self._at += 1
        elif self._is_sign("^^") and not self._term().is_iri:
            raise _Unread
        return Term(text)

    def _iri(self, text: str) -> Term:
        if not _ABSOLUTE.match(text):
            raise _Unread
        return Term(text, is_iri=True)

    # Filters: comparisons of what takes no time.

    def _expression(self, depth: int) -> None:
        if depth > _DEPTH:
            raise _Unread
        self._comparison(depth)
        while self._is_sign("&&") or self._is_sign("||"):
            self._comparison(depth)

    def _comparison(self, depth: int) -> None:
        self._operand(depth)
        kind, text = self._tokens[self._at]
        if kind == "sign" and text in _COMPARISONS:
            self._at += 1
            self._operand(depth)

    def _operand(self, depth: int) -> None:
        while self._is_sign("!"):
            pass
        if self._is_sign("("):
            self._expression(depth + 1)
            self._sign(")")
            return
        kind, text = self._tokens[self._at]
        if kind != "word" or text.upper() not in _FUNCTIONS:
            self._term()
            return
        self._at += 1
        self._sign("(")
        self._expression(depth + 1)
        if self._is_sign(","):
            self._expression(depth + 1)
        self._sign(")")

    # Tokens.

    def _kind(self) -> str:
        return self._tokens[self._at][0]

    def _next(self, kind: str) -> str:
        found, text = self._tokens[self._at]
        if found != kind:
            raise _Unread
        self._at += 1
        return text

    def _whole(self) -> int:
        text = self._next("number")
        if not text.isdigit():
            raise _Unread
        return int(text)

    def _word(self, word: str) -> bool:
        kind, text = self._tokens[self._at]
        if kind == "word" and text.upper() == word:
            self._at += 1
            return True
        return False

    def _is_sign(self, sign: str) -> bool:
        kind, text = self._tokens[self._at]
        if kind == "sign" and text == sign:
            self._at += 1
            return True
        return False

    def _sign(self, sign: str) -> None:
        if not self._is_sign(sign):
            raise _Unread
