"""`syncd init`: asks a few questions and writes a config with comments. Never overwrites one."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

import click
import tzlocal
from jinja2 import Environment, PackageLoader, StrictUndefined

from syncd import config
from syncd.cli.base import Session
from syncd.cli.lines import say
from syncd.errors import ConfigError
from syncd.model.domains import domain_of, is_free_mail

#: What an answer is read as.
T = TypeVar("T")

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
def init(session: Session, /, addresses: tuple[str, ...], **given: str | None) -> None:
    """Write a config file. Asks what it is not told; an existing file is left alone."""
    path = _target(session)
    if path.exists():
        raise ConfigError(
            message=f"{path} is there already, and is left as it is.",
            advice="Edit it, or name another file with --config.",
        )
    given["addresses"] = " ".join(addresses)
    text = _render(_ask({key: value for key, value in given.items() if value}))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # O_EXCL: also not when somebody else writes it between the question and the answer.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    say(f"Written: {path}")
    say("Now see whether all is in order: syncd check")


def _target(session: Session) -> Path:
    if session.config_option:
        return Path(session.config_option).expanduser()
    named = os.environ.get("SYNCD_CONFIG")
    return Path(named).expanduser() if named else config.default_path()


def _ask(given: Mapping[str, str]) -> Answers:
    here = tzlocal.get_localzone_name() or "UTC"
    all_of_yours = "All of your mail addresses, the main one first"
    answers = Answers(
        name=_told(given, "name", "Your name", str.strip),
        addresses=_told(given, "addresses", all_of_yours, _addresses),
        timezone=_told(given, "timezone", "Your time zone", _zone, here),
    )
    answers.kind = given.get("kind") or _ask_kind()
    if answers.kind == "files":
        where = "Your calendar: a folder, an .ics file, or its https address"
        answers.mail = _told(given, "mail", "The folder of your mail", _whole, answers.mail)
        answers.calendar = _told(given, "calendar", where, _whole, answers.calendar)
    return answers


def _told(
    given: Mapping[str, str],
    key: str,
    question: str,
    check: Callable[[str], T],
    default: str | None = None,
) -> T:
    """What an option says, or the answer to the question, which is put until it is good."""
    if key in given:
        return check(given[key])
    answer: T = click.prompt(question, default=default, value_proc=check)
    return answer


def _addresses(text: str) -> list[str]:
    """The addresses of an answer, in lower case. Raises click.UsageError."""
    found = [part for part in re.split(r"[,;\s]+", text.lower()) if part]
    wrong = [part for part in found if not _ADDRESS.fullmatch(part)]
    if wrong or not found:
        raise click.UsageError(f"Not an address: {', '.join(wrong) or 'nothing'}.")
    return found


def _zone(name: str) -> str:
    """The name of a time zone. Raises click.UsageError with the nearest known ones."""
    known = available_timezones()
    if name in known:
        return name
    near = difflib.get_close_matches(name, known, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else " One is written Europe/Berlin."
    raise click.UsageError(f"No time zone: {name}.{hint}")


def _whole(path: str) -> str:
    """The path from the root or the home folder: a service starts elsewhere than you do."""
    return path if path.startswith("~") or "://" in path else str(Path(path).absolute())


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
