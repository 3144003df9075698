"""`syncd config`: where the config is, and its JSON Schema for editors."""

from __future__ import annotations

import click

from syncd import wiring
from syncd.cli.base import Session, print_json


@click.group()
def config() -> None:
    """See where the config is, and what may stand in it."""


@config.command()
@click.pass_obj
def path(session: Session) -> None:
    """Print which config file is used."""
    click.echo(session.config_path())


@config.command()
def schema() -> None:
    """Print the JSON Schema of the config: editors complete and check with it."""
    print_json(wiring.schema())
