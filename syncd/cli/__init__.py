"""The command line: one module for each group of commands, imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from syncd import __version__
from syncd.cli.base import Session, fail
from syncd.errors import SyncdError

#: Command -> "module:attribute".
COMMANDS = {
    "agenda": "syncd.cli.agenda:agenda",
    "brief": "syncd.cli.letters:brief",
    "check": "syncd.cli.check:check",
    "completion": "syncd.cli.completion:completion",
    "config": "syncd.cli.config:config",
    "connect": "syncd.cli.connect:connect",
    "demo": "syncd.cli.demo:demo",
    "explain": "syncd.cli.agenda:explain",
    "follow-up": "syncd.cli.letters:follow_up",
    "init": "syncd.cli.init:init",
    "note": "syncd.cli.letters:note",
    "rules": "syncd.cli.rules:rules",
    "run": "syncd.cli.run:run",
    "service": "syncd.cli.service:service",
    "status": "syncd.cli.status:status",
}


class LazyGroup(click.Group):
    """Knows the names of its commands and imports one only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
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
    ctx.obj = Session(config)


def main() -> None:
    """The console script: commands, and errors as words with an exit code."""
    try:
        # What is not an exit code is a command's own result, and there is none.
        code = cli.main(prog_name="syncd", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except SyncdError as error:
        fail(error)
