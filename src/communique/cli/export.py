"""`communique export`: what other tools take in."""

from pathlib import Path

import click

from communique.cli.options import workspace_option
from communique.link import exports
from communique.link.candidates import LINKABLE
from communique.link.decisions import read_decisions
from communique.link.entities import read_catalogue
from communique.publish.release import open_snapshot
from communique.workspace import Workspace, write_file

FORMS = ("sssom", "quickstatements", "mixnmatch", "csv")


@click.command("export")
@click.argument("form", type=click.Choice(FORMS))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--authority", is_flag=True, help="Links of the authority files too.")
@click.option("--dry-run", is_flag=True, help="Say in words what would be written.")
@workspace_option
def command(
    workspace: Workspace, form: str, output: Path | None, authority: bool, dry_run: bool
) -> None:
    """Write the links of the current release for other tools.

    \b
    communique export sssom -o links.sssom.tsv
    communique export quickstatements --dry-run
    communique export mixnmatch --authority
    communique export csv

    Only links that a person accepted; with --authority, those of the authority files too.
    QuickStatements have a reference each; stances and disputes are never written.
    """
    text = _written(workspace, form, authority)
    count = sum(not line.startswith("#") for line in text.splitlines())
    rows = count if form == "quickstatements" else max(0, count - 1)
    if dry_run:
        click.echo(f"{rows:,} lines of {form} would be written; nothing is.", err=True)
        for line in text.splitlines() if form == "quickstatements" else ():
            click.echo(_in_words(line))
        return
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode())
    click.echo(f"{rows:,} lines of {form}.", err=True)


def _written(workspace: Workspace, form: str, authority: bool) -> str:
    settings = workspace.settings
    with open_snapshot(workspace) as store:
        catalogue = read_catalogue(store, settings.base)
        decisions = read_decisions(workspace).today()
        chosen = exports.mappings(catalogue, decisions, authority=authority)
        if form == "sssom":
            return exports.as_sssom(chosen, settings.base, settings.publication.licence)
        if form == "csv":
            return exports.as_csv(chosen, catalogue)
        if form == "mixnmatch":
            public = settings.server.public_url.rstrip("/")
            address = f"{public}/" if public else settings.base
            return exports.as_mixnmatch(catalogue, LINKABLE, chosen.items(), address)
        days = exports.retrieved_days(workspace.sources)
        lines = exports.as_quickstatements(store, catalogue, chosen.items(), days)
        return "".join(f"{line}\n" for line in lines)


def _in_words(line: str) -> str:
    subject, prop, value, *reference = line.split("\t")
    return f"{subject} would get {prop} {value}, with the reference {reference[1]}"
