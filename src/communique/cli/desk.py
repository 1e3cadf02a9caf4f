"""`communique desk`: who may decide on candidates on the web."""

import sys

import click

from communique.cli.options import workspace_option
from communique.link.librarians import add_librarian, read_librarians, remove_librarian
from communique.workspace import Workspace


@click.group("desk")
def command() -> None:
    """Say who may decide on candidates on the web, at /desk of a publisher.

    \b
    communique desk add-user ada --name "Ada Berg"
    communique desk list
    communique desk remove-user ada

    Without a librarian there is no desk. Passwords are kept as salted hashes in desk/, which
    nobody but the file's owner may read.
    """


@command.command("add-user")
@click.argument("login")
@click.option("--name", default="", help="The name that stands in decisions; default: the login.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@workspace_option
def add_user(workspace: Workspace, login: str, name: str, password_stdin: bool) -> None:
    """Let a librarian decide, or give one of that login another name and password.

    \b
    communique desk add-user ada --name "Ada Berg"
    pass show desk/ada | communique desk add-user ada --name "Ada Berg" --password-stdin
    """
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    known = add_librarian(workspace, login, name, password)
    click.echo(f"{known.login} may decide as {known.name}, at /desk of the publisher.", err=True)


@command.command("remove-user")
@click.argument("login")
@workspace_option
def remove_user(workspace: Workspace, login: str) -> None:
    """Take a login away, at once; what that person decided stays.

    \b
    communique desk remove-user ada
    """
    gone = remove_librarian(workspace, login)
    click.echo(f"{gone.login} ({gone.name}) may decide no more.", err=True)


@command.command("list")
@workspace_option
def list_(workspace: Workspace) -> None:
    """List who may decide.

    \b
    communique desk list
    """
    known = read_librarians(workspace)
    for each in known.values():
        click.echo(f"{each.login}\t{each.name}")
    if not known:
        click.echo("Nobody yet: there is no desk. Next: communique desk add-user LOGIN.", err=True)
