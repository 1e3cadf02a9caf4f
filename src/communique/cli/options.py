"""Options that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from communique.workspace import open_workspace


def workspace_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--workspace DIR`; the command is given the opened Workspace as `workspace`."""

    @click.option(
        "--workspace",
        "directory",
        type=click.Path(path_type=Path, file_okay=False),
        help="The workspace; by default the one around the current directory.",
    )
    @wraps(function)
    def with_workspace(directory: Path | None, **options: Any) -> Any:
        return function(workspace=open_workspace(directory), **options)

    return with_workspace
