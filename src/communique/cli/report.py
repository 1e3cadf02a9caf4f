"""`communique report`: what the graph is like, release by release."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from communique.cli.options import workspace_option
from communique.publish.quality import Quality, history
from communique.workspace import Workspace

COUNTED = ("Report", "Event", "Person", "Institution", "Statement", "Agreement")
LINKED = ("Person", "Institution", "State")
_WIDE = 200


@click.command("report")
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw them too: .svg, .png or .pdf (needs communique[plot]).",
)
@workspace_option
def command(workspace: Workspace, as_json: bool, plot: Path | None) -> None:
    """Show how the graph has changed over its releases: counts, coverage, confidence, links.

    \b
    communique report
    communique report --plot growth.svg
    communique report --json

    Coverage is the share of the source texts on which some fact rests; confidence the mean measured
    precision of the rules that read the facts; linked the share with a link to another catalogue.
    Run it after each publish to keep the number of warnings, too.
    """
    found = history(workspace)
    if as_json:
        click.echo(json.dumps([asdict(quality) for quality in found], indent=1))
    elif found:
        # Into a file or a pipe every figure is written out.
        Console(width=None if sys.stdout.isatty() else _WIDE).print(_table(found))
    else:
        click.echo("Nothing is published yet: communique publish.", err=True)
    if plot is not None and found:
        from communique.cli.plots import draw_history

        draw_history(found, plot)
        click.echo(f"Drawn: {plot}.", err=True)


def _table(found: list[Quality]) -> Table:
    table = Table("Release", "Date", box=None, header_style="bold")
    titles = [f"{name}s" for name in COUNTED]
    for title in (*titles, "Coverage", "Confidence", *(f"{n}s linked" for n in LINKED), "Warnings"):
        table.add_column(title, justify="right")
    for quality in found:
        shares = (quality.coverage, quality.confidence, *(quality.linked.get(n) for n in LINKED))
        table.add_row(
            str(quality.number),
            quality.created[:10],
            *(f"{quality.counts.get(name, 0):,}" for name in COUNTED),
            *("–" if share is None else f"{share:.0%}" for share in shares),
            "–" if quality.warnings is None else f"{quality.warnings:,}",
        )
    return table
