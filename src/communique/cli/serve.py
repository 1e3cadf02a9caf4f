"""`communique serve`: publishes the current release on the web."""

import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import replace

import click

from communique.cli.options import workspace_option
from communique.workspace import Workspace

_PATIENCE = 60.0
"""Seconds to wait for the first answer."""


@click.command("serve")
@click.option("--host", help="Address to listen on; by default the setting [server] host.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; by default [server] port.")
@click.option("--workers", type=click.IntRange(1), help="Processes that answer queries.")
@click.option("--tries", is_flag=True, help="Print three things to try when it answers.")
@workspace_option
def command(
    workspace: Workspace, host: str | None, port: int | None, workers: int | None, tries: bool
) -> None:
    """Publish the current release on the web, and follow it when it changes.

    \b
    communique serve
    communique serve --host 0.0.0.0 --port 9000 --workers 4
    """
    from communique_server.about.tries import three_tries
    from communique_server.serve import serve

    settings = workspace.settings.server
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
        workers=workers or settings.workers,
    )
    address = f"http://{_in_url(settings.host)}:{settings.port}/"

    def announce() -> None:
        if _answers(address):
            click.echo(f"Serving {workspace.root} at {address}")
            if tries:
                click.echo("Three things to try:")
                for line in three_tries(workspace, address):
                    click.echo(line)
            _warm(address)

    serve(workspace, settings.host, settings.port, settings.workers, started=announce)


def _warm(address: str) -> None:
    """Ask for what takes longest the first time, so that no visitor has to wait for it."""
    for path in ("search?q=a", ""):
        with suppress(OSError):
            urllib.request.urlopen(f"{address}{path}", timeout=_PATIENCE).close()


def _in_url(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _answers(address: str) -> bool:
    """Wait until the server answers; False when it does not within a minute."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    return False
