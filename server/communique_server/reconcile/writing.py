"""Writes answers as both versions of the API want them: manifest, candidates, values."""

from typing import Any
from urllib.parse import quote

from communique.link.entities import Described, Entity, Property, Type, Value
from communique.link.index import Candidate
from communique_server.reconcile.reading import LARGEST_BATCH

_WIDTH, _HEIGHT = 430, 300
DRAFT = "1.0-draft"


def manifest(catalogue: Described, site: str, title: str, version: str) -> dict[str, Any]:
    """Return the manifest of API 0.2 (§3.1)."""
    address = f"{site}/reconcile"
    return {
        "versions": ["0.2", DRAFT],
        "name": title,
        "identifierSpace": f"{catalogue.base}id/",
        "schemaSpace": "https://w3id.org/communique/ns#",
        "defaultTypes": [{"id": t.id, "name": t.label()} for t in main_types(catalogue)],
        "documentation": f"{site}/ns",
        "logo": f"{site}/static/mark.svg",
        "serviceVersion": version,
        "batchSize": LARGEST_BATCH // 4,
        "standardizedScore": True,
        "view": {"url": f"{address}/view?id={{{{id}}}}"},
        "featureView": {"url": f"{address}/feature?id={{{{id}}}}"},
        "preview": {
            "url": f"{address}/preview?id={{{{id}}}}",
            "width": _WIDTH,
            "height": _HEIGHT,
        },
        "suggest": {kind: _suggest(site, kind) for kind in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {
                "service_url": site,
                "service_path": "/reconcile/extend/propose",
            },
            "property_settings": [],
        },
    }


def draft_manifest(catalogue: Described, site: str, title: str, version: str) -> dict[str, Any]:
    """Return the manifest of the 1.0 draft."""
    kept = manifest(catalogue, site, title, version)
    for gone in ("identifierSpace", "schemaSpace"):
        del kept[gone]
    address = f"{site}/reconcile"
    return kept | {
        "versions": [DRAFT],
        "lang": "en",
        "view": {"url": f"{address}/view?id={{id}}"},
        "featureView": {"url": f"{address}/feature?id={{id}}"},
        "preview": {"width": _WIDTH, "height": _HEIGHT},
        "suggest": {"entity": True, "type": True, "property": True},
        "extend": {"proposeProperties": True, "propertySettings": []},
    }


def _suggest(site: str, kind: str) -> dict[str, str]:
    return {
        "service_url": site,
        "service_path": f"/reconcile/suggest/{kind}",
        "flyout_service_url": site,
        "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
    }


def main_types(catalogue: Described) -> list[Type]:
    """Return the types that people choose from first."""
    return [kind for kind in catalogue.types.values() if kind.main]


def candidate(found: Candidate, catalogue: Described, language: str) -> dict[str, Any]:
    """Return a candidate with what makes it one."""
    entity = found.entity
    return {
        "id": entity.id,
        "name": entity.label(language),
        "description": catalogue.described(entity, language),
        "score": found.score,
        "match": found.match,
        "features": [
            {"id": name, "name": _feature_name(name, catalogue, language), "value": value}
            for name, value in found.features.items()
        ],
        "type": [
            {"id": name, "name": catalogue.types[name].label(language)}
            for name in entity.types
            if name in catalogue.types
        ],
    }


def _feature_name(name: str, catalogue: Described, language: str) -> str:
    known = catalogue.properties.get(name.removeprefix("property_"))
    return known.label(language) if known else name


def suggested_entity(entity: Entity, catalogue: Described, language: str) -> dict[str, Any]:
    """Return an entity as an entry of a list to choose from."""
    kinds = [catalogue.types[name] for name in entity.types if name in catalogue.types]
    return {
        "id": entity.id,
        "name": entity.label(language),
        "description": catalogue.described(entity, language),
        "notable": [{"id": kind.id, "name": kind.label(language)} for kind in kinds],
    }


def suggested_type(kind: Type, catalogue: Described, language: str) -> dict[str, Any]:
    """Return a type with the next broader ones."""
    above = [catalogue.types[name] for name in kind.broader if name in catalogue.types]
    broader = [{"id": b.id, "name": b.label(language)} for b in above]
    return {"id": kind.id, "name": kind.label(language), "broader": broader}


def suggested_property(known: Property, language: str) -> dict[str, Any]:
    """Return a property with what it means."""
    said = {"id": known.id, "name": known.label(language), "description": known.definition}
    return {key: value for key, value in said.items() if value}


def meta(name: str, catalogue: Described, language: str) -> dict[str, Any]:
    """Return what is said of a column of values."""
    known = catalogue.properties.get(name)
    said: dict[str, Any] = {"id": name, "name": known.label(language) if known else name}
    expected = catalogue.types.get(known.expects) if known else None
    if expected:
        said["type"] = {"id": expected.id, "name": expected.label(language)}
    return said


def value(known: Value) -> dict[str, str]:
    """Return a value: an entity with its identifier, or a text."""
    return {"id": known.id, "name": known.text} if known.id else {"str": known.text}


def view_path(entity: Entity) -> str:
    """Return the path of the page about an entity."""
    kind, _, local = entity.id.partition(":")
    return f"/doc/{quote(kind)}/{quote(local)}"
