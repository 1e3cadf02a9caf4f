"""`communique ingest`: reads reports into the workspace."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from communique.cli.options import workspace_option
from communique.errors import CommuniqueError
from communique.fetch import is_address
from communique.ingest import Ingest, Outcome
from communique.sources import find_sources, keep_fetched
from communique.store import open_store
from communique.workspace import Workspace


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@workspace_option
@click.option(
    "--jobs", type=click.IntRange(1), default=1, help="Processes that read; 1 unless said."
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Dask cluster whose workers read.")
@click.option("--dry-run", is_flag=True, help="Read and validate, but store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome of each file as JSON.")
def command(
    paths: tuple[str, ...],
    workspace: Workspace,
    jobs: int,
    scheduler: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read reports into the workspace: extract, validate, store.

    \b
    communique ingest report.txt
    communique ingest reports/ drafts/by-hand.ttl
    communique ingest archive/ --jobs 4
    communique ingest archive/ --scheduler tcp://127.0.0.1:8786
    communique ingest https://example.org/report.html

    Folders are searched for .txt .md .html .docx .pdf and RDF files. What is refused goes to
    quarantine with its reasons and the rest goes on; the exit code is then 1. A report that was
    read before is not read again: an interrupted run goes on where it stopped. Several jobs store
    the same as one, and so do the workers of a Dask cluster (pip install "communique[dask]"), which
    have to see the workspace under the same path. An address is fetched where [network] allow names
    its host, and kept in the folder `fetched` of the workspace.
    """
    here, failed = _fetched(paths, workspace)
    files = list(find_sources(here))
    outcomes: list[Outcome] = []
    store = open_store(workspace)
    try:
        ingest = Ingest(workspace, store, dry_run=dry_run)
        with _progress() as progress:
            task = progress.add_task("Reading", total=len(files))
            for outcome in ingest.run(files, jobs=jobs, scheduler=scheduler):
                outcomes.append(outcome)
                progress.advance(task)
                _explain(outcome, progress.console)
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps([_as_json(o) for o in outcomes], ensure_ascii=False, indent=1))
    states = Counter(o.state for o in outcomes)
    click.echo(
        "; ".join(f"{n} {state}" for state, n in states.items()) or "Nothing to read.", err=True
    )
    sys.exit(1 if states["refused"] or failed else 0)


def _fetched(paths: tuple[str, ...], workspace: Workspace) -> tuple[list[Path], int]:
    """Fetch what is an address; return the paths of all, and how many could not be fetched."""
    here, failed = [], 0
    settings = workspace.settings
    today = datetime.now(tz=UTC).date()
    for path in paths:
        if not is_address(path):
            here.append(Path(path))
            continue
        try:
            limit = settings.limits.upload_bytes
            here.append(keep_fetched(path, workspace.fetched, settings.network, limit, today))
        except CommuniqueError as error:
            failed += 1
            click.echo(f"refused {error}", err=True)
    return here, failed


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _explain(outcome: Outcome, console: Console) -> None:
    """Print what a curator has to know: a refusal with its findings, and what was withheld."""
    if outcome.state == "refused":
        click.echo(f"refused {outcome.reason}", err=True)
        if outcome.quarantine:
            click.echo(
                f"  kept as {outcome.quarantine}: communique quarantine show {outcome.quarantine}",
                err=True,
            )
    for finding in outcome.findings:
        if finding.level == "violation":
            click.echo(f"  {finding}", err=True)
    if outcome.withheld:
        click.echo(
            f"{outcome.path}: {outcome.withheld} entities withheld for the findings above.",
            err=True,
        )


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {**asdict(outcome), "path": str(outcome.path)}
