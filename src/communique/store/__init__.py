"""Opens the working store of a workspace."""

from communique.errors import WorkspaceError
from communique.store.base import WorkingStore
from communique.store.oxigraph import EmbeddedStore
from communique.store.remote import RemoteStore
from communique.workspace import Workspace


def open_store(workspace: Workspace) -> WorkingStore:
    """Open the working store for writing.

    Raises StoreError when another process has it, or a remote one does not answer.
    """
    settings = workspace.settings.store
    if settings.kind == "embedded":
        return EmbeddedStore(workspace.store)
    if settings.kind == "sparql":
        return RemoteStore(settings)
    raise WorkspaceError(
        f"[store] kind is {settings.kind!r}.",
        place=str(workspace.config),
        remedy='Known: "embedded" and "sparql".',
    )
