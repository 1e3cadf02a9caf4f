"""`communique init`: makes a workspace."""

from pathlib import Path

import click

from communique.config import DEFAULT_BASE
from communique.errors import UsageError
from communique.workspace import create_workspace


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    help="Base IRI of everything that will be published. It cannot be changed later.",
)
def command(directory: Path, base: str) -> None:
    """Make a workspace: settings, sources, drafts, quarantine, store, releases.

    \b
    communique init my-workspace
    communique init my-workspace --base https://data.example.org/
    """
    if (directory / "communique.toml").exists():
        raise UsageError(
            "there is a workspace already.",
            place=str(directory),
            remedy="Its base and its settings stay as they are; edit communique.toml.",
        )
    create_workspace(directory, base)
    click.echo(f"Made a workspace in {directory}.", err=True)
    click.echo("Next: communique ingest REPORT…, communique publish, communique serve.", err=True)
