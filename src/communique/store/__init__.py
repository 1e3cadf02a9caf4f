"""Opens the working store of a workspace."""

from communique.errors import WorkspaceError
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace


def open_store(workspace: Workspace) -> EmbeddedStore:
    """Open the working store for writing. Raises StoreError when another process has it."""
    kind = workspace.settings.store.kind
    if kind != "embedded":
        raise WorkspaceError(
            f'[store] kind is {kind!r}; this version has the kind "embedded" only.',
            place=str(workspace.config),
            remedy='Set kind = "embedded".',
        )
    return EmbeddedStore(workspace.store)
