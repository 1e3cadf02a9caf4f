"""The authority files as a catalogue that candidates come from."""

from communique.link.catalogues import load_catalogues
from communique.link.entities import Catalogue, Entity, Type, Value, Word
from communique.names.authority import Authority, Entry

_TYPES = {"person": "Person", "body": "Institution", "state": "State", "place": "Place"}
"""What a kind of row is in the ontology."""


def authority_catalogue(authority: Authority) -> Catalogue:
    """Return the entries that have a checked identifier, by its CURIE."""
    entities: dict[str, Entity] = {}
    prefix = next(iter(load_catalogues().iris))
    for entry in authority.entries():
        if entry.wikidata and entry.kind in _TYPES:
            name = f"{prefix}:{entry.wikidata}"
            entities.setdefault(name, _entity(name, entry, authority))
    types = {name: Type(name, "", (), main=True) for name in _TYPES.values()}
    return Catalogue("", entities, types, {})


def _entity(name: str, entry: Entry, authority: Authority) -> Entity:
    values: dict[str, tuple[Value, ...]] = {}
    if entry.within:
        above = authority.entry(entry.within)
        names = tuple(n.text for n in (*above.labels, *above.forms))
        values["within"] = (Value(above.label, names=names),)
    return Entity(
        name,
        load_catalogues().iri(name),
        tuple(Word(n.text, n.language) for n in entry.labels),
        tuple(Word(n.text, n.language) for n in entry.forms),
        (_TYPES[entry.kind],),
        values,
    )
