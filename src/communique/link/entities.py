"""What can be linked, as plain values: names, types and what tells namesakes apart.

Enters: a store. Leaves: `Catalogue`, the entities with their types and properties. Identifiers are
`kind:local`, without slashes, since clients of reconciliation services percent-encode them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import Literal, URIRef

from communique.link.queries import load_query
from communique.store.base import ReadableStore, Row


@dataclass(frozen=True, slots=True)
class Word:
    """A text in a language; "" if it has none."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: a text, and the identifier if it is an entity; all its names."""

    text: str
    id: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Type:
    """A class that entities are asked for by. `broader` are the next ones up."""

    id: str
    iri: str
    labels: tuple[Word, ...]
    broader: tuple[str, ...] = ()
    main: bool = False

    def label(self, language: str = "en") -> str:
        """Return what the class is called."""
        return choose(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class Property:
    """A property that entities can be told apart by; `expects` is the type of its values."""

    id: str
    iri: str
    labels: tuple[Word, ...]
    definition: str = ""
    order: int = 0
    expects: str = ""

    def label(self, language: str = "en") -> str:
        """Return what the property is called."""
        return choose(self.labels, language) or self.id


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that can be linked. `types` has the broader ones too, the narrowest first."""

    id: str
    iri: str
    labels: tuple[Word, ...]
    variants: tuple[Word, ...] = ()
    types: tuple[str, ...] = ()
    values: dict[str, tuple[Value, ...]] = field(default_factory=dict)

    def label(self, language: str = "en") -> str:
        """Return the preferred name in a language, or in the one there is."""
        return choose(self.labels or self.variants, language) or self.id

    def links(self) -> tuple[str, ...]:
        """Return the IRIs in other catalogues that are known to be the same."""
        return tuple(value.text for value in self.values.get("exactMatch", ()))


class Described:
    """The types and properties that entities are told apart by, each by its identifier."""

    base: str
    types: dict[str, Type]
    properties: dict[str, Property]

    def described(self, entity: Entity, language: str = "en") -> str:
        """Return a line that tells an entity from its namesakes."""
        kind = next((self.types[t].label(language) for t in entity.types if t in self.types), "")
        known = sorted(
            (self.properties[p].order, values[0].text)
            for p, values in entity.values.items()
            if p in self.properties and p not in ("altLabel", "exactMatch", "closeMatch")
        )
        return "; ".join(part for part in (kind, *(text for _, text in known[:3])) if part)

    def type_named(self, name: str) -> Type | None:
        """Return a type by identifier, IRI, or identifier in any case; None if there is none."""
        by_name = {t.id.lower(): t for t in self.types.values()}
        by_iri = {t.iri: t for t in self.types.values()}
        return by_name.get(name.lower()) or by_iri.get(name)


@dataclass(frozen=True, slots=True)
class Catalogue(Described):
    """All entities of a store with their types and properties, each by its identifier."""

    base: str
    entities: dict[str, Entity]
    types: dict[str, Type]
    properties: dict[str, Property]


def choose(words: Iterable[Word], language: str = "en") -> str:
    """Return the text in `language`; else the English one, else the first; "" of none."""
    by_language: dict[str, str] = {}
    for word in words:
        by_language.setdefault(word.language, word.text)
    for wanted in (language, "en"):
        if wanted in by_language:
            return by_language[wanted]
    return next(iter(by_language.values()), "")


def identifier(iri: str, base: str) -> str:
    """Return `kind:local` for an IRI of ours; "" for any other."""
    prefix = f"{base}id/"
    kind, slash, local = iri.removeprefix(prefix).partition("/")
    ours = iri.startswith(prefix) and slash and local and "/" not in local and "#" not in local
    return f"{kind}:{local}" if ours else ""


def iri_of(given: str, base: str) -> str:
    """Return the IRI that `kind:local` stands for; an IRI stays as it is."""
    if "://" in given:
        return given
    kind, _, local = given.partition(":")
    return f"{base}id/{kind}/{local}"


def read_catalogue(store: ReadableStore, base: str) -> Catalogue:
    """Read everything that can be linked out of a store."""
    types = read_types(store)
    entities = _entities(store, base, types)
    used = read_values(store, entities, base)
    return Catalogue(base, entities, types, read_properties(store, used))


def read_types(store: ReadableStore) -> dict[str, Type]:
    """Read the classes of what can be linked."""
    return _types(store.select(load_query("classes")))


def read_properties(store: ReadableStore, used: Mapping[str, str]) -> dict[str, Property]:
    """Read what is known of some properties, given as identifier -> IRI."""
    known = _properties(store.select(load_query("properties")))
    return {name: known.get(name) or Property(name, used[name], ()) for name in sorted(used)}


def local_name(iri: str) -> str:
    """Return what stands behind the last # or / of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def _word(term: object) -> Word:
    return Word(str(term), (term.language or "") if isinstance(term, Literal) else "")


def _types(rows: Iterable[Row]) -> dict[str, Type]:
    found: dict[str, tuple[set[Word], set[str], bool, str]] = {}
    for row in rows:
        iri = str(row["class"])
        labels, broader, main, _ = found.get(local_name(iri), (set(), set(), False, iri))
        if "label" in row:
            labels.add(_word(row["label"]))
        if "broader" in row:
            broader.add(local_name(str(row["broader"])))
        main = main or str(row.get("main", "")) == "true"
        found[local_name(iri)] = (labels, broader, main, iri)
    return {
        name: Type(name, iri, tuple(sorted(labels, key=_by_language)), tuple(sorted(broader)), main)
        for name, (labels, broader, main, iri) in sorted(found.items())
    }


def _by_language(word: Word) -> tuple[str, str]:
    return word.language, word.text


def _properties(rows: Iterable[Row]) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for row in rows:
        iri = str(row["property"])
        name = local_name(iri)
        old = found.get(name) or Property(name, iri, ())
        labels = {*old.labels, _word(row["label"])}
        found[name] = Property(
            name,
            iri,
            tuple(sorted(labels, key=_by_language)),
            str(row.get("definition", old.definition)),
            int(str(row.get("order", old.order))),
            local_name(str(row["range"])) if "range" in row else old.expects,
        )
    return found


def _entities(store: ReadableStore, base: str, types: dict[str, Type]) -> dict[str, Entity]:
    prefix = Literal(f"{base}id/")
    names: dict[str, tuple[set[Word], set[Word], set[str]]] = {}
    for row in store.select(load_query("names"), {"prefix": prefix}):
        name = identifier(str(row["thing"]), base)
        if not name:
            continue
        labels, variants, kinds = names.setdefault(name, (set(), set(), set()))
        (labels if "preferred" in row else variants).add(_word(row["name"]))
        kinds.add(local_name(str(row["class"])))
    return {
        name: Entity(
            name,
            iri_of(name, base),
            tuple(sorted(labels, key=_by_language)),
            tuple(sorted(variants - labels, key=_by_language)),
            closed(kinds, types),
        )
        for name, (labels, variants, kinds) in sorted(names.items())
    }


def closed(kinds: Iterable[str], types: Mapping[str, Type]) -> tuple[str, ...]:
    """Return types with the broader ones, by depth, the narrowest first."""
    depth: dict[str, int] = {}

    def visit(kind: str) -> int:
        if kind not in depth:
            depth[kind] = 0
            above = types[kind].broader if kind in types else ()
            depth[kind] = 1 + max((visit(b) for b in above), default=0)
        return depth[kind]

    for kind in kinds:
        visit(kind)
    return tuple(sorted(depth, key=lambda kind: (-depth[kind], kind)))


def read_values(
    store: ReadableStore, entities: Mapping[str, Entity], base: str, *, every: bool = True
) -> dict[str, str]:
    """Give the entities their values; return the IRI of each property that occurs.

    With `every` the store is read through; else it is asked about these entities.
    """
    if not entities:
        return {}
    asked = "" if every else " ".join(URIRef(entity.iri).n3() for entity in entities.values())
    only = f"VALUES ?thing {{ {asked} }}" if asked else ""
    rows = store.select(load_query("values").replace("$only", only))
    found: dict[tuple[str, str], dict[str, list[Word]]] = {}
    used: dict[str, str] = {}
    for row in rows:
        thing, iri = identifier(str(row["thing"]), base), str(row["property"])
        if thing not in entities:
            continue
        used[local_name(iri)] = iri
        value = found.setdefault((thing, local_name(iri)), {})
        names = value.setdefault(str(row["value"]), [])
        if "valueName" in row:
            names.append(_word(row["valueName"]))
    for (thing, name), values in sorted(found.items()):
        made = (
            Value(
                choose(names) or value,
                identifier(value, base) if names else "",
                tuple(sorted({word.text for word in names})),
            )
            for value, names in sorted(values.items())
        )
        entities[thing].values[name] = tuple(made)
    return used
