"""`communique extract`: prints the draft graph of reports; touches no workspace."""

import sys
from pathlib import Path

import click
from rdflib import Dataset

from communique.cli.account import as_json, explained, facts_of, print_table
from communique.config import DEFAULT_BASE, load_settings
from communique.drafting import Drafted, Reader
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
@click.option("--explain", is_flag=True, help="Print which rule made what, and what was set aside.")
@click.option("--line", type=click.IntRange(min=1), help="With --explain: this line alone.")
@click.option("--json", "json_wanted", is_flag=True, help="With --explain: as JSON.")
@click.option(
    "--stop-after",
    type=click.Choice(["facts"]),
    help="Print what was read as JSON, before any RDF is made of it.",
)
@click.option("--model/--no-model", default=False, help="Let a language model suggest names too.")
def command(
    files: tuple[str, ...],
    output: Path | None,
    form: str | None,
    base: str,
    notices: bool,
    explain: bool,
    line: int | None,
    json_wanted: bool,
    stop_after: str | None,
    model: bool,
) -> None:
    """Read reports (.txt .md .html .docx .pdf, - for standard input, or an address) and print the
    draft graph.

    \b
    communique extract report.txt
    communique extract report.html -o draft.trig
    communique extract --explain --line 7 report.txt
    communique extract --stop-after facts report.txt
    curl -s https://example.org/report.txt | communique extract -
    COMMUNIQUE_NETWORK_ALLOW=example.org communique extract https://example.org/report.html

    Turtle merges the named graphs; TriG, N-Quads and JSON-LD keep them apart. A report that cannot
    be read is named on standard error and the others are still written; the exit code is then 1.
    What a model suggests is shown by --explain and --stop-after, and is in no graph.
    """
    reader = Reader(base, model=model)
    beside = Path("communique.toml")
    settings = load_settings(beside if beside.is_file() else None)
    read: list[Drafted] = []
    for name in files:
        try:
            source = read_source(name, limit=settings.limits.upload_bytes, network=settings.network)
            drafted = reader.draft(source)
        except CommuniqueError as error:
            click.echo(f"communique: {error}", err=True)
            continue
        if notices:
            _print_notices(source, drafted.facts)
        read.append(drafted)
    if not read:
        sys.exit(1)
    if stop_after:
        _write(as_json([facts_of(d) for d in read]).encode() + b"\n", output)
    elif json_wanted:
        _write(as_json([explained(d, line) for d in read]).encode() + b"\n", output)
    elif explain or line:
        for drafted in read:
            print_table(drafted, line)
    else:
        _write(_graph(read, output, form), output)
    sys.exit(1 if len(read) < len(files) else 0)


def _print_notices(source: SourceText, facts: Facts) -> None:
    for notice in facts.notices:
        line = f":{source.line_of(notice.span.start)}" if notice.span else ""
        words = " ".join(filter(None, (notice.message, notice.remedy)))
        click.echo(f"{source.name}{line}: {notice.code}: {words}", err=True)


def _graph(read: list[Drafted], output: Path | None, form: str | None) -> bytes:
    """Merge the drafts and write them in the form asked for, or that of the output's suffix."""
    merged = Dataset()
    for drafted in read:
        for s, p, o, graph in drafted.draft.dataset.quads():
            merged.graph(graph).add((s, p, o))
    by_suffix = {f.suffix: name for name, f in DRAFT_FORMATS.items()}
    form = form or (by_suffix.get(output.suffix, "turtle") if output else "turtle")
    return serialize_draft(merged, form)


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)
