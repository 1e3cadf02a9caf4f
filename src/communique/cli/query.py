"""`communique query`: runs a query on the current release."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rdflib import Dataset, URIRef
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from communique.cli.options import workspace_option
from communique.errors import UsageError
from communique.graph.serialize import nquads
from communique.ledger import ledger
from communique.publish.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, format_named
from communique.publish.release import release_named
from communique.queries.load import question, workspace_question
from communique.store.guard import inspect
from communique.store.oxigraph import EmbeddedStore
from communique.store.workers import QueryPool
from communique.workspace import Workspace

_TABLE = "table"
_NAMES = [_TABLE, *(f.name for f in (*RESULT_FORMATS, *GRAPH_FORMATS))]


@click.command("query")
@click.argument("file", metavar="FILE.rq|-", type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(_NAMES),
    help="Form of the answer; by default a table of rows, or Turtle for a graph.",
)
@click.option(
    "--release", "number", type=int, help="Number of the release; by default the current."
)
@click.option(
    "--on",
    type=click.Choice(["release", "workspace"]),
    default="release",
    show_default=True,
    help="What is asked: what is published, or what is on your desk.",
)
@workspace_option
def command(workspace: Workspace, file: str, form: str | None, number: int | None, on: str) -> None:
    """Run a SPARQL query on the current release.

    \b
    communique query question.rq
    echo 'SELECT ?s { ?s a ?class } LIMIT 5' | communique query - --format csv
    communique query participants
    communique query quarantined --on workspace

    In place of a file, the name of an example question will do (docs/questions.md lists them).
    With --on workspace the state of the workspace is asked: candidates and decisions (SSSOM), what
    is in quarantine (SHACL), releases and what they changed (DCAT, VoID).

    The default graph is the union of all named graphs, unless the query names a dataset with FROM.
    What two graphs say is matched twice: count with COUNT(DISTINCT …).
    [limits] query_seconds and result_rows hold as they do on the web.
    """
    query = _read(file)
    limits = workspace.settings.limits
    asks_graph = inspect(query).form in ("CONSTRUCT", "DESCRIBE")
    chosen = _chosen(form, asks_graph=asks_graph)
    with (
        _asked(workspace, number, on) as store,
        QueryPool(store, 1, limits.query_seconds, memory=limits.query_memory) as pool,
    ):
        allow = workspace.settings.network.allow
        answer = pool.answer(query, chosen, limits=limits, allow=allow)
    if form in (None, _TABLE) and not asks_graph:
        _print_table(json.loads(answer))
    else:
        sys.stdout.buffer.write(answer)


@contextmanager
def _asked(workspace: Workspace, number: int | None, on: str) -> Iterator[Path]:
    """Yield the folder of the store that is asked; that of a workspace's state is made anew."""
    if on == "release":
        yield release_named(workspace, number).path / "store"
        return
    dataset = Dataset()
    graph = dataset.graph(URIRef(f"{workspace.settings.base}workspace"))
    for triple in ledger(workspace):
        graph.add(triple)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        with EmbeddedStore(path) as store:
            store.add(nquads(dataset))
        yield path


def _read(file: str) -> str:
    known = question(file) or workspace_question(file)
    if known is not None and not Path(file).exists():
        return known.text
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}.", place=file) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"byte {error.start} is not UTF-8.", place=file) from None


def _chosen(form: str | None, *, asks_graph: bool) -> Format:
    if form in (None, _TABLE):
        return (GRAPH_FORMATS if asks_graph else RESULT_FORMATS)[0]
    chosen = format_named(form or "")
    assert chosen is not None
    return chosen


def _print_table(answer: dict[str, Any]) -> None:
    if "boolean" in answer:
        click.echo("yes" if answer["boolean"] else "no")
        return
    names = answer["head"]["vars"]
    rows = answer["results"]["bindings"]
    table = Table(*names, box=SIMPLE, show_edge=False)
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in names))
    # To a file or a pipe nothing is wrapped: a row is a line.
    if sys.stdout.isatty():
        Console().print(table, markup=False)
    else:
        buffer = io.StringIO()
        Console(file=buffer, width=1 << 16).print(table, markup=False)
        for line in buffer.getvalue().splitlines():
            click.echo(line.rstrip())
    click.echo(f"{len(rows):,} rows", err=True)


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    language = f" @{term['xml:lang']}" if "xml:lang" in term else ""
    return str(term["value"]).replace("\n", " ") + language
