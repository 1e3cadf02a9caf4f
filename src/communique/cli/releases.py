"""`communique releases`: lists, compares and rolls back releases."""

import json
from collections import Counter

import click

from communique.cli.options import workspace_option
from communique.cli.publish import release_as_json
from communique.publish.release import diff, list_releases, open_current, switch_to
from communique.workspace import Workspace


@click.group("releases")
def command() -> None:
    """List, compare and roll back releases.

    \b
    communique releases list
    communique releases diff 3 4
    communique releases rollback 3
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the releases as JSON.")
@workspace_option
def list_(workspace: Workspace, as_json: bool) -> None:
    """List the releases, oldest first; * marks the one that readers see.

    \b
    communique releases list
    """
    current = open_current(workspace)
    releases = list_releases(workspace)
    if as_json:
        said = [
            release_as_json(r) | {"current": current is not None and r.number == current.number}
            for r in releases
        ]
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for release in releases:
        mark = "*" if current and release.number == current.number else " "
        quads = f"{release.counts['quads']:,}"
        when = release.created[:16].replace("T", " ")
        click.echo(f"{mark} {release.number:>4}  {when}  {quads:>12} quads  {release.message}")
    if not releases:
        click.echo("Nothing is published yet: communique publish.", err=True)


@command.command("diff")
@click.argument("old", type=int, metavar="A")
@click.argument("new", type=int, metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print the quads as JSON.")
@workspace_option
def diff_(workspace: Workspace, old: int, new: int, as_json: bool) -> None:
    """Print the quads that differ: `-` only in release A, `+` only in release B.

    \b
    communique releases diff 3 4
    communique releases diff 3 4 | grep graph/report/
    """
    counts: Counter[str] = Counter()
    found: dict[str, list[str]] = {"+": [], "-": []}
    for sign, line in diff(workspace, old, new):
        counts[sign] += 1
        text = line.decode().rstrip("\n")
        if as_json:
            found[sign].append(text)
        else:
            click.echo(f"{sign} {text}")
    if as_json:
        said = {"added": found["+"], "removed": found["-"]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    click.echo(f"{counts['+']:,} quads added, {counts['-']:,} removed.", err=True)


@command.command("rollback")
@click.argument("number", type=int, metavar="R")
@click.option("--json", "as_json", is_flag=True, help="Print the release as JSON.")
@workspace_option
def rollback(workspace: Workspace, number: int, as_json: bool) -> None:
    """Let readers see release R again, at once. No release is lost.

    \b
    communique releases rollback 3

    The working store stays as it is: the next publish makes a new release of it.
    """
    release = switch_to(workspace, number)
    if as_json:
        click.echo(json.dumps(release_as_json(release), ensure_ascii=False, indent=1))
    click.echo(f"Readers see release {release.number}.", err=True)
