"""`communique validate`: holds RDF against the shapes."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click
from rdflib import RDF, Dataset, Graph

from communique.config import DEFAULT_BASE, Settings
from communique.errors import CommuniqueError, ReportError
from communique.graph.prefixes import bind_prefixes
from communique.graph.rdf_drafts import parse_rdf
from communique.sources import RDF_SUFFIXES, read_source
from communique.text.source import SourceText
from communique.validate.context import base_of
from communique.validate.report import count_words, lines
from communique.validate.shacl import Finding, check
from communique.vocab import cmq


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--report",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for the SHACL validation report, in Turtle.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--base", help="Base IRI of the drafts; by default that of the report's IRI.")
@click.option(
    "--source",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The report that a single draft quotes: its quotes are then compared with it.",
)
def command(
    files: tuple[Path, ...],
    output: Path | None,
    as_json: bool,
    base: str | None,
    source: Path | None,
) -> None:
    """Hold RDF files against the shapes and print what an editor should do.

    \b
    communique validate draft.ttl
    communique validate draft.trig --source report.txt --report findings.ttl

    Files are .ttl .trig .nq .nt .jsonld .rdf; each is a draft of its own. The exit code is 1 when
    a file cannot be read or breaks a shape; warnings and notes do not count.
    """
    text = read_source(str(source), Settings().limits.upload_bytes) if source else None
    found: list[Finding] = []
    report = Graph()
    bind_prefixes(report)
    unread = 0
    for path in files:
        try:
            dataset = _read(path)
        except CommuniqueError as error:
            click.echo(f"communique: {error}", err=True)
            unread += 1
            continue
        items, graph = _check(dataset, text, base, path)
        found += items
        report += graph
    if output is not None:
        output.write_bytes(report.serialize(format="turtle", encoding="utf-8"))
    _print(found, as_json)
    sys.exit(1 if unread or any(f.level == "violation" for f in found) else 0)


def _read(path: Path) -> Dataset:
    form = RDF_SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise ReportError(
            f"{path.suffix or 'a name without suffix'} is no format of RDF.",
            place=str(path),
            remedy=f"Known: {' '.join(RDF_SUFFIXES)}. To read a report, use `communique extract`.",
        )
    try:
        return parse_rdf(path.read_bytes(), form, str(path))
    except OSError as error:
        raise ReportError(f"cannot be read: {error.strerror}.", place=str(path)) from None


def _check(
    dataset: Dataset, source: SourceText | None, base: str | None, path: Path
) -> tuple[list[Finding], Graph]:
    reports = [str(s) for s, _, _, _ in dataset.quads((None, RDF.type, cmq.Report, None))]
    guessed = base_of(min(reports)) if reports else DEFAULT_BASE
    findings = check(dataset, source, base=base or guessed, name="" if source else str(path))
    return list(findings.items), findings.report_graph


def _print(found: list[Finding], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(f) for f in found], ensure_ascii=False, indent=1))
    else:
        for line in lines(found):
            click.echo(line)
    click.echo(count_words(Counter(f.level for f in found)), err=True)
