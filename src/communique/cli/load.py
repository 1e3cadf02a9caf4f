"""`communique load`: takes dumps into the workspace as they are."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from communique.cli.options import workspace_option
from communique.graph.mint import Mint
from communique.store import open_store
from communique.store.loading import Progress, check_dump, load_dumps
from communique.workspace import Workspace


@click.command("load")
@click.argument(
    "dumps", nargs=-1, required=True, metavar="DUMP…", type=click.Path(path_type=Path, exists=True)
)
@workspace_option
def command(dumps: tuple[Path, ...], workspace: Workspace) -> None:
    """Take dumps into the workspace as they are: a mirror of a release, or a benchmark graph.

    \b
    communique load communique.nq.gz
    communique load reports.trig people.ttl.gz

    Reads N-Quads, TriG, Turtle, N-Triples, RDF/XML and JSON-LD, each also with .gz. Named graphs
    keep their names; triples without one go to {base}graph/loaded. Nothing is validated against
    the shapes: for that, `communique ingest`. Every file is read through first, and if a line of
    one is bad, nothing is loaded.
    """
    graph = Mint(workspace.settings.base).graph("loaded")
    size = sum(path.stat().st_size for path in dumps)
    with open_store(workspace) as store:
        with _shown("Reading", size) as progress:
            checked = [check_dump(path, progress) for path in dumps]
        began = time.monotonic()
        with _shown("Loading", size) as progress:
            load_dumps(store, checked, graph, progress)
        seconds = time.monotonic() - began
        held = store.quad_count()
    quads = sum(dump.quads for dump in checked)
    speed = f"{quads / max(seconds, 0.001):,.0f} a second"
    click.echo(f"Loaded {quads:,} quads, {speed}; the store holds {held:,}.", err=True)
    click.echo("Next: communique publish.", err=True)


@contextmanager
def _shown(words: str, size: int) -> Iterator[Progress]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Bar(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(words, total=size)
        yield lambda read: bar.advance(task, read)
