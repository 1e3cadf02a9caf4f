"""`communique restore`: puts a backup back, or only checks it."""

from pathlib import Path

import click

from communique.backup import check_backup, restore_backup
from communique.cli.backup import words
from communique.errors import UsageError


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("directory", type=click.Path(path_type=Path), required=False, metavar="[DIR]")
@click.option("--check", is_flag=True, help="Hold every file against its hash; restore nothing.")
def command(file: Path, directory: Path | None, check: bool) -> None:
    """Put a backup back into a folder that is not there yet, whole or not at all.

    \b
    communique restore ../communique-2026-11-24.tar new-workspace
    communique restore --check ../communique-2026-11-24.tar

    Every file is held against the hash that was kept with it before anything is put in its place.
    """
    if check:
        click.echo(f"{file} is whole: {words(check_backup(file))}.", err=True)
        return
    if directory is None:
        raise UsageError("say where to.", remedy=f"communique restore {file} DIR")
    kept = restore_backup(file, directory)
    click.echo(f"Restored to {directory}: {words(kept)}.", err=True)
    click.echo(f"Next: communique doctor --workspace {directory}.", err=True)
