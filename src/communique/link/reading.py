"""What the linking commands start from: the entities of a workspace and the links they have."""

from communique.errors import UsageError
from communique.link.catalogues import load_catalogues
from communique.link.entities import Catalogue, Entity, identifier, read_catalogue
from communique.store import open_store
from communique.workspace import Workspace


def workspace_catalogue(workspace: Workspace) -> Catalogue:
    """Read the entities out of the working store."""
    with open_store(workspace) as store:
        return read_catalogue(store, workspace.settings.base)


def links_of(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return the exact matches that the data has: entity -> CURIEs."""
    curie = load_catalogues().curie_or_iri
    return {e.id: tuple(curie(iri) for iri in e.links()) for e in catalogue.entities.values()}


def entity_named(catalogue: Catalogue, given: str) -> Entity:
    """Return the entity of `kind:local` or an IRI. Raises UsageError that names near ones."""
    name = identifier(given, catalogue.base) or given.replace("/", ":", 1)
    found = catalogue.entities.get(name)
    if found is not None:
        return found
    tail = name.rpartition(":")[2]
    near = [known for known in catalogue.entities if tail and tail[:6] in known][:3]
    raise UsageError(
        f"there is no entity {given!r}.",
        remedy=f"Did you mean {', '.join(near)}?" if near else "Identifiers are kind:local.",
    )
