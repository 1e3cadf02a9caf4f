"""The authority files as a catalogue that candidates come from."""

from collections.abc import Mapping

from communique.link.catalogues import load_catalogues
from communique.link.entities import Catalogue, Entity, Type, Value, Word
from communique.names.authority import Authority, Entry

TYPES = {"person": "Person", "body": "Institution", "state": "State", "place": "Place"}
"""What a kind of row is in the ontology."""


def authority_catalogue(authority: Authority, own: Mapping[str, Entity] | None = None) -> Catalogue:
    """Return the entries that have a checked identifier, by its CURIE; `own` go before them."""
    entities: dict[str, Entity] = {}
    prefix = next(iter(load_catalogues().iris))
    for entry in authority.entries():
        if entry.wikidata and entry.kind in TYPES:
            name = f"{prefix}:{entry.wikidata}"
            entities.setdefault(name, _entity(name, entry, authority))
    entities |= own or {}
    types = {name: Type(name, "", (), main=True) for name in TYPES.values()}
    return Catalogue("", entities, types, {})


def _entity(name: str, entry: Entry, authority: Authority) -> Entity:
    dates = {"founded": entry.since, "dissolved": entry.until}
    values: dict[str, tuple[Value, ...]] = {k: (Value(d),) for k, d in dates.items() if d}
    if entry.within:
        above = authority.entry(entry.within)
        names = tuple(n.text for n in (*above.labels, *above.forms))
        values["within"] = (Value(above.label, names=names),)
    return Entity(
        name,
        load_catalogues().iri(name),
        tuple(Word(n.text, n.language) for n in entry.labels),
        tuple(Word(n.text, n.language) for n in entry.forms),
        (TYPES[entry.kind],),
        values,
    )
