"""`communique publish`: makes a release and switches readers to it."""

import json
import sys
from datetime import UTC, datetime

import click

from communique.cli.options import workspace_option
from communique.link.applying import apply_to_store
from communique.publish.losses import SuddenLoss
from communique.publish.mirror import embedded
from communique.publish.release import Release, open_current, publish
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.suggestions import apply_decisions
from communique.workspace import Workspace


@click.command("publish")
@click.option("-m", "--message", default="", help="What is new, in a line.")
@click.option("--accept-losses", is_flag=True, help="Publish although much would be lost.")
@click.option("--json", "as_json", is_flag=True, help="Print the release as JSON.")
@workspace_option
def command(workspace: Workspace, message: str, accept_losses: bool, as_json: bool) -> None:
    """Make a release of what the workspace holds, and switch readers to it at once.

    \b
    communique publish
    communique publish --message "Three reports of April"

    Infers, writes a numbered release with its dumps beside the current one, then moves the pointer.
    When nothing has changed since the current release, none is made. When a class would suddenly
    lose more than a fifth of its things ([publication] largest_loss), you are asked first.
    """
    with open_store(workspace) as working, embedded(workspace, working) as store:
        for stale in apply_decisions(workspace, store):
            words = stale.suggestion.words
            click.echo(f"{stale.suggestion.identifier}: {words!r} is no longer read.", err=True)
        apply_to_store(workspace, store)
        made = _publish(workspace, store, message, accept_losses)
    release = made or open_current(workspace)
    assert release is not None
    if as_json:
        said = release_as_json(release) | {"unchanged": made is None}
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    if made is None:
        click.echo(f"Nothing has changed since release {release.number}.", err=True)
        return
    click.echo(
        f"Release {release.number}: {release.counts['quads']:,} quads in "
        f"{release.counts['graphs']:,} graphs, {release.counts.get('Report', 0):,} reports.",
        err=True,
    )
    click.echo(f"Files to download: {release.path / 'dumps'}", err=True)
    click.echo("Next: communique serve.", err=True)


def _publish(
    workspace: Workspace, store: EmbeddedStore, message: str, accept_losses: bool
) -> Release | None:
    """Publish; at a terminal a person may accept a sudden loss."""
    now = datetime.now(UTC)
    try:
        return publish(workspace, store, message, now, accept_losses=accept_losses)
    except SuddenLoss as loss:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        click.echo(f"communique: {loss.message}", err=True)
        click.confirm("Publish all the same?", abort=True, err=True)
        return publish(workspace, store, message, now, accept_losses=True)


def release_as_json(release: Release) -> dict[str, object]:
    """Return what scripts want to know of a release."""
    return {
        "number": release.number,
        "created": release.created,
        "message": release.message,
        "counts": release.counts,
        "path": str(release.path),
    }
