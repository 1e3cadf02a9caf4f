"""What is known of items of other catalogues, to be held beside our entities."""

from collections.abc import Mapping
from functools import cache

from communique.link.authority import authority_catalogue
from communique.link.entities import Entity
from communique.link.files import read_files
from communique.names.authority import load_authority
from communique.vocab.resources import authority_dir
from communique.workspace import Workspace


def read_items(workspace: Workspace) -> Mapping[str, Entity]:
    """Return the items that are known, by CURIE."""
    return {**_of_authority(), **read_files(workspace.authority).entities}


@cache
def _of_authority() -> Mapping[str, Entity]:
    return authority_catalogue(load_authority(authority_dir())).entities
