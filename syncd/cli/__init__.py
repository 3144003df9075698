"""The command line: one module for each group of commands, imported when it is called."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from syncd import __version__

#: Command -> "module:attribute", and how its help begins, for lists 80 columns wide.
COMMANDS = {
    "agenda": ("syncd.cli.agenda:agenda", "List the meetings, what each is owed, and why."),
    "brief": (
        "syncd.cli.letters:brief",
        "Show the brief for MEETING; nothing is delivered.",
    ),
    "check": ("syncd.cli.check:check", "See whether everything is in order."),
    "completion": ("syncd.cli.completion:completion", "Print the completion script for SHELL."),
    "config": ("syncd.cli.config:config", "See where the config is, and what may stand in it."),
    "connect": (
        "syncd.cli.connect:connect",
        "Connect ACCOUNT of your config",
    ),
    "demo": (
        "syncd.cli.demo:demo",
        "Play a day on a sample mailbox and calendar",
    ),
    "digest": (
        "syncd.cli.digest:digest",
        "Show the weekly digest as it would be now; nothing is delivered.",
    ),
    "explain": (
        "syncd.cli.agenda:explain",
        "Say why MEETING is networking or not",
    ),
    "follow-up": (
        "syncd.cli.letters:follow_up",
        "Show the follow-up draft for MEETING; nothing is delivered.",
    ),
    "init": ("syncd.cli.init:init", "Write a config file."),
    "intro": (
        "syncd.cli.intro:intro",
        "Say who could introduce you to WHOM",
    ),
    "note": ("syncd.cli.letters:note", "Note something about MEETING for its follow-up"),
    "people": (
        "syncd.cli.people:people",
        "List the people you write with",
    ),
    "promises": (
        "syncd.cli.promises:promises",
        "List what is promised and open",
    ),
    "reach-out": (
        "syncd.cli.reach_out:reach_out",
        "Leave a first letter to ADDRESS in your drafts",
    ),
    "rules": (
        "syncd.cli.rules:rules",
        "Try your rules before they do anything, and look them over.",
    ),
    "run": (
        "syncd.cli.run:run",
        "Keep watch: briefs before networking meetings, drafts after.",
    ),
    "service": (
        "syncd.cli.service:service",
        "Run syncd as a service of your own",
    ),
    "status": ("syncd.cli.status:status", "Say how it is going."),
}


class LazyGroup(click.Group):
    """Lists the commands by what `COMMANDS` says, and imports one only when it is called."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called, imported."""
        name, listed, rest = super().resolve_command(ctx, args)
        if listed is None or name not in COMMANDS:
            return name, listed, rest
        module, _, attribute = COMMANDS[name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return name, command, rest


@click.group(
    cls=LazyGroup,
    commands=[click.Command(name, help=line) for name, (_, line) in COMMANDS.items()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The config file. Else $SYNCD_CONFIG, else config.toml in the platform's config folder.",
)
@click.version_option(__version__, prog_name="syncd")
@click.pass_context
def cli(ctx: click.Context, config: str | None) -> None:
    """A brief before each networking meeting, a draft afterwards. It never sends anything."""
    # Everything else hangs on it, which a mere list of commands need not wait for.
    from syncd.cli.base import Session  # noqa: PLC0415

    ctx.obj = Session(config)
    gc.freeze()
    gc.enable()


@cli.result_callback()
@click.pass_obj
def _told_trouble(session: Any, /, *_result: object, **_options: object) -> None:
    """What was shown may be old: that was told, and programs see it by the exit code."""
    if session.trouble:
        raise click.exceptions.Exit(1)


def main() -> None:
    """The console script: commands, and errors as words with an exit code."""
    # What is imported stays: to look for garbage in it takes a sixth of the start, and later a
    # part of each collection of a daemon that runs for months.
    gc.disable()
    try:
        # What is not an exit code is a command's own result, and there is none.
        code = cli.main(prog_name="syncd", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped.", err=True)
        sys.exit(130)
    except Exception as error:
        if os.environ.get("SYNCD_DEBUG"):
            raise
        from syncd.cli.base import fail  # noqa: PLC0415

        fail(error)
