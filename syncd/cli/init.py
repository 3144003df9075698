"""`syncd init`: asks a few questions and writes a config with comments. Never overwrites one."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import click
import tzlocal
from jinja2 import Environment, PackageLoader, StrictUndefined

from syncd import config
from syncd.cli.base import Session
from syncd.errors import ConfigError
from syncd.model.domains import domain_of, is_free_mail

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_KINDS = {
    "files": "folders of mail and .ics files that other programs keep in sync",
    "google": "Gmail and Google Calendar",
    "imap": "any other account, over IMAP and CalDAV",
}


@dataclass(slots=True)
class Answers:
    """What the config is made of."""

    name: str = ""
    addresses: list[str] = field(default_factory=list)
    timezone: str = ""
    kind: str = "files"
    mail: str = "~/Mail"
    calendar: str = "~/calendars"

    @property
    def free_mail_only(self) -> bool:
        """Whether no address tells who the colleagues are."""
        return all(is_free_mail(domain_of(address)) for address in self.addresses)


@click.command()
@click.option("--name", help="Your name.")
@click.option("--address", "addresses", multiple=True, help="An address of yours; repeat for more.")
@click.option("--timezone", help="As in Europe/Berlin.")
@click.option("--kind", type=click.Choice(sorted(_KINDS)), help="Where your mail and calendar are.")
@click.option("--mail", help="The folder of mail (Maildir), for files.")
@click.option("--calendar", help="The file, folder or address of the calendar, for files.")
@click.pass_obj
def init(session: Session, /, **given: str | tuple[str, ...] | None) -> None:
    """Write a config file. Asks what it is not told; an existing file is left alone."""
    path = _target(session)
    if path.exists():
        raise ConfigError(
            message=f"{path} is there already, and is left as it is.",
            advice="Edit it, or name another file with --config.",
        )
    text = _render(_ask({key: value for key, value in given.items() if value}))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # O_EXCL: also not when somebody else writes it between the question and the answer.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    click.echo(f"Written: {path}\nNow see whether all is in order: syncd check")


def _target(session: Session) -> Path:
    if session.config_option:
        return Path(session.config_option).expanduser()
    named = os.environ.get("SYNCD_CONFIG")
    return Path(named).expanduser() if named else config.default_path()


def _ask(given: dict[str, object]) -> Answers:
    answers = Answers()
    answers.name = str(given.get("name") or click.prompt("Your name"))
    listed = given.get("addresses") or _ask_addresses()
    answers.addresses = [str(address).strip().lower() for address in _as_list(listed)]
    here = tzlocal.get_localzone_name() or "UTC"
    answers.timezone = str(given.get("timezone") or click.prompt("Your time zone", default=here))
    answers.kind = str(given.get("kind") or _ask_kind())
    if answers.kind == "files":
        answers.mail = str(
            given.get("mail") or click.prompt("The folder of your mail", default=answers.mail)
        )
        answers.calendar = str(
            given.get("calendar")
            or click.prompt(
                "Your calendar: a folder, an .ics file, or its https address",
                default=answers.calendar,
            )
        )
    return answers


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _ask_addresses() -> list[str]:
    while True:
        text = click.prompt("All of your mail addresses, the main one first")
        found = [part for part in re.split(r"[,;\s]+", text) if part]
        wrong = [part for part in found if not _ADDRESS.fullmatch(part)]
        if found and not wrong:
            return found
        click.echo(f"Not an address: {', '.join(wrong)}")


def _ask_kind() -> str:
    click.echo("Where are your mail and calendar?")
    for name, what in _KINDS.items():
        click.echo(f"  {name}: {what}")
    return str(click.prompt("Kind", type=click.Choice(list(_KINDS)), default="files"))


def _render(answers: Answers) -> str:
    environment = Environment(  # noqa: S701 - TOML, not HTML; strings go through `toml`
        loader=PackageLoader("syncd.cli", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # A JSON string is a TOML basic string.
    environment.filters["toml"] = lambda value: json.dumps(value, ensure_ascii=False)
    return environment.get_template("config.toml").render(answers=answers)
