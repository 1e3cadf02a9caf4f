"""`communique backup`: the whole workspace in one file."""

from pathlib import Path

import click

from communique.backup import Kept, check_backup, write_backup
from communique.cli.options import workspace_option
from communique.workspace import Workspace


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@workspace_option
def command(workspace: Workspace, file: Path) -> None:
    """Write the whole workspace into one file: sources, decisions, identities, releases, store.

    \b
    communique backup ../communique-2026-11-24.tar
    communique restore --check ../communique-2026-11-24.tar
    communique restore ../communique-2026-11-24.tar new-workspace

    The publisher goes on serving meanwhile; a command that writes has to wait. The file is checked
    once it is written. It holds the settings as they are, passwords too, so only you can read it.
    """
    write_backup(workspace, file)
    kept = check_backup(file)
    click.echo(f"Kept and checked: {words(kept)} in {file}.", err=True)


def words(kept: Kept) -> str:
    """Say what a backup holds."""
    return f"{kept.files:,} files, {kept.size / 1e6:,.1f} MB (content {kept.digest[:16]})"
