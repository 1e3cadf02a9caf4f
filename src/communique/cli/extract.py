"""`communique extract`: prints the draft graph of reports; touches no workspace."""

import sys
from pathlib import Path

import click
from rdflib import Dataset

from communique.config import DEFAULT_BASE, Settings
from communique.drafting import Reader
from communique.errors import CommuniqueError
from communique.facts.model import Facts
from communique.graph.serialize import DRAFT_FORMATS, serialize_draft
from communique.sources import read_source
from communique.text.source import SourceText


@click.command("extract")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(DRAFT_FORMATS)),
    help="Form of the graph; by default that of the output's suffix, else Turtle.",
)
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the draft.")
@click.option("--notices", is_flag=True, help="Also print what a curator should look at.")
def command(
    files: tuple[str, ...], output: Path | None, form: str | None, base: str, notices: bool
) -> None:
    """Read reports (.txt .md .html .docx .pdf, or - for standard input) and print the draft graph.

    \b
    communique extract report.txt
    communique extract report.html -o draft.trig
    curl -s https://example.org/report.txt | communique extract -

    Turtle merges the named graphs; TriG, N-Quads and JSON-LD keep them apart. A report that cannot
    be read is named on standard error and the others are still written; the exit code is then 1.
    """
    reader = Reader(base)
    merged = Dataset()
    refused = 0
    for name in files:
        try:
            source = read_source(name, limit=Settings().limits.upload_bytes)
            drafted = reader.draft(source)
        except CommuniqueError as error:
            click.echo(f"communique: {error}", err=True)
            refused += 1
            continue
        if notices:
            _print_notices(source, drafted.facts)
        for s, p, o, graph in drafted.draft.dataset.quads():
            merged.graph(graph).add((s, p, o))
    if refused < len(files):
        _write(merged, output, form)
    sys.exit(1 if refused else 0)


def _print_notices(source: SourceText, facts: Facts) -> None:
    for notice in facts.notices:
        line = f":{source.line_of(notice.span.start)}" if notice.span else ""
        words = " ".join(filter(None, (notice.message, notice.remedy)))
        click.echo(f"{source.name}{line}: {notice.code}: {words}", err=True)


def _write(dataset: Dataset, output: Path | None, form: str | None) -> None:
    by_suffix = {f.suffix: name for name, f in DRAFT_FORMATS.items()}
    form = form or (by_suffix.get(output.suffix, "turtle") if output else "turtle")
    data = serialize_draft(dataset, form)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)
