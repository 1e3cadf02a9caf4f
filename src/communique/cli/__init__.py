"""The command line: one file a verb, loaded when it is called.

Standard output is the result, standard error the progress; docs/reference.md has the exit codes.
"""

import importlib
import logging
import sys
from typing import Any

import click

from communique.errors import CommuniqueError, StoreError, disk_remedy

VERBS = {
    "init": "makes a workspace",
    "extract": "reads reports and prints the draft graph",
    "ingest": "reads reports into the workspace: extract, validate, store",
    "load": "takes a dump into the workspace as it is",
    "validate": "holds RDF against the shapes",
    "quarantine": "what was refused, why, and another try",
    "suggestions": "what only a model or a cue found, and a person's decisions",
    "publish": "makes a release and switches readers to it",
    "releases": "lists, compares and rolls back releases",
    "report": "what the graph is like, release by release",
    "serve": "publishes the current release on the web",
    "query": "runs a SPARQL query on the current release",
    "explain": "says why a fact is there",
    "reconcile": "proposes items of other catalogues for entities without a link",
    "link": "a person's decisions on candidates, kept for ever",
    "desk": "who may decide on candidates on the web",
    "export": "writes what other tools take in: sssom, quickstatements, mixnmatch, csv",
    "merge": "says that two IRIs are one thing; the old one keeps answering",
    "split": "says that two things stand under one IRI; one of them gets its own",
    "rename": "gives a thing another preferred name; the older ones stay",
    "retire": "withdraws an entity; its IRI answers with the reason",
    "backup": "writes the whole workspace into one file",
    "restore": "puts a backup back, or checks it",
    "doctor": "checks the workspace and says what to do",
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"communique.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="communique")
def cli() -> None:
    """Turn reports of diplomatic events into linked data.

    \b
    communique init my-workspace && cd my-workspace
    communique ingest ../reports
    communique publish
    communique serve
    """


def main(args: list[str] | None = None) -> Any:
    """Run the command line; errors become one line on standard error and an exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # A literal that is no date is a finding of the shapes, not a traceback of rdflib.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        return cli.main(args=args, prog_name="communique", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except click.exceptions.Exit as request:
        sys.exit(request.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CommuniqueError as error:
        click.echo(f"communique: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        # A disk that is full, closed or gone, wherever it was met.
        place = f"{error.filename}: " if error.filename else ""
        said = error.strerror or str(error)
        click.echo(f"communique: {place}{said}. {disk_remedy(said)}".rstrip(), err=True)
        sys.exit(StoreError.exit_code)
