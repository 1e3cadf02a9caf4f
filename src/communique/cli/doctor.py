"""`communique doctor`: checks the workspace and says what to do."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from communique.cli.examination import Check, examine
from communique.errors import CommuniqueError
from communique.workspace import open_workspace


@click.command("doctor")
@click.option(
    "--workspace",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace; by default the one around the current directory.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
def command(directory: Path | None, as_json: bool) -> None:
    """Check the workspace, the store and the configuration, and say what to do.

    \b
    communique doctor
    communique doctor --workspace my-workspace

    Changes nothing. The exit code is 1 if something is wrong.
    """
    try:
        checks = list(examine(open_workspace(directory)))
    except CommuniqueError as error:
        checks = [Check("workspace", False, f"{error.place}: {error.message}", error.remedy)]
    if as_json:
        click.echo(json.dumps([asdict(c) for c in checks], ensure_ascii=False, indent=1))
    else:
        for check in checks:
            click.echo(f"{'ok     ' if check.ok else 'PROBLEM'}  {check.subject}: {check.finding}")
            if not check.ok and check.remedy:
                click.echo(f"         {check.remedy}")
    sys.exit(0 if all(check.ok for check in checks) else 1)
