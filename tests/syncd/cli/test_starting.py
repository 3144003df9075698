"""The command line lists its commands without loading them."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from syncd.cli import COMMANDS, cli

#: Each takes longer to import than the list of commands to print.
HEAVY = ("icalendar", "jinja2", "pydantic", "requests", "rich", "sqlalchemy", "structlog")


def test_listing_the_commands_loads_nothing_heavy():
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "syncd", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert all(name in told.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_list_says_of_a_command_is_how_its_help_begins(name: str):
    place, line = COMMANDS[name]
    module, _, attribute = place.partition(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert " ".join((command.help or "").split()).startswith(line)


def test_an_unknown_command_is_told_with_the_nearest_known():
    done = CliRunner().invoke(cli, ["agend"])
    assert done.exit_code == 2
    assert "agenda" in done.output
