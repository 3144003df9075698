"""`syncd service`: have the daemon started at login, and kept running."""

from __future__ import annotations

import sys

import click

from syncd import wiring
from syncd.cli.base import Code, Session, json_option, print_json
from syncd.logs import configure
from syncd.service import for_this_platform


@click.group()
def service() -> None:
    """Run syncd as a service of your own (systemd, launchd, Windows task)."""
    configure(quiet=True)


@service.command()
@click.pass_obj
def install(session: Session) -> None:
    """Start the daemon now and at every login. The config is checked first."""
    loaded = session.load()
    # The interpreter that runs this has syncd; -P keeps the working folder out of its imports.
    command = [sys.executable, "-P", "-m", "syncd"]
    folders = wiring.written_folders(loaded)
    click.echo(for_this_platform().install(command, loaded.path.resolve(), folders))


@service.command()
def uninstall() -> None:
    """Stop the daemon and remove it from the login. Your config and store stay."""
    click.echo(for_this_platform().uninstall())


@service.command()
@json_option
def status(*, as_json: bool) -> None:
    """Say whether the service is installed and running."""
    found = for_this_platform().status()
    if as_json:
        print_json(
            {
                "installed": found.installed,
                "running": found.running,
                "detail": found.detail,
                "where": found.where,
            }
        )
    else:
        click.echo(f"{found.detail}\n{found.where}")
    if not found.running:
        raise click.exceptions.Exit(Code.FAILED)
