"""Writes the sample down: mail, calendar and a config, as they stand at a given moment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

from syncd.demo import folders
from syncd.demo.dates import Days, demo_day
from syncd.demo.events import EventSource, Standing, sources, standing
from syncd.demo.ics import calendar_text
from syncd.demo.letters import render
from syncd.demo.mails import Mail, mails
from syncd.errors import SyncdError
from syncd.model.moments import aware

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_COLORS = {"work": "#4285f4", "private": "#33b679"}


@dataclass(frozen=True, slots=True)
class Sample:
    """The folder that holds a sample, and the day that is played on it."""

    folder: Path
    days: Days

    @property
    def today(self) -> date:
        """The demo day."""
        return self.days.today

    @property
    def mail(self) -> Path:
        """The Maildir."""
        return self.folder / "mail"

    @property
    def calendar(self) -> Path:
        """The folder of calendars, a folder of `.ics` files each."""
        return self.folder / "calendar"

    @property
    def config(self) -> Path:
        """The config file that reads both."""
        return self.folder / "config.toml"


def write(folder: Path, now: datetime) -> Sample:
    """Write what Robin's mail and calendar hold at ``now`` (aware) into an empty folder.

    The same ``now`` gives the same files. Raises SyncdError when the folder has something in it.
    """
    aware(now)
    sample = Sample(folder.absolute(), Days(demo_day(now)))
    _lay_out(sample)
    everything = [mail for mail in mails(sample.days) if mail.date <= now]
    answered = {mail.answers.slug for mail in everything if mail.answers and mail.by_robin}
    for mail in everything:
        put_mail(sample, mail, answered=mail.slug in answered)
    for event in sources():
        if found := standing(event, sample.days, now):
            put_event(sample, found)
    return sample


def put_mail(sample: Sample, mail: Mail, *, answered: bool = False, arriving: bool = False) -> Path:
    """Put one mail into its folder; an arriving one is unread."""
    unread = mail.folder == "inbox" and (mail.source.unread or arriving)
    flags = None if unread else _flags(mail, answered=answered)
    message = render(mail, sample.days)
    return folders.deposit(
        sample.mail, mail.folder, mail.slug, message, date=mail.date, flags=flags
    )


def put_event(sample: Sample, found: Standing) -> Path:
    """Write one event's file, in the place of what it was before."""
    home = sample.calendar / found.event.calendar
    content = calendar_text(found, sample.days).encode()
    file = _file(home, found.event)
    return folders.replace(file, content, found.modified, by_way_of=file.with_suffix(".tmp"))


def _flags(mail: Mail, *, answered: bool) -> str:
    wanted = {
        "D": mail.source.draft,
        "F": mail.source.flagged,
        "R": answered,
        "T": mail.folder == "trash",
    }
    return "S" + "".join(letter for letter, on in wanted.items() if on)


def _file(home: Path, event: EventSource) -> Path:
    return home / f"{event.uid}.ics"


def _lay_out(sample: Sample) -> None:
    if sample.folder.exists() and any(sample.folder.iterdir()):
        raise SyncdError(
            f"{sample.folder} is not empty.", advice="Name a new folder for the sample."
        )
    sample.folder.mkdir(parents=True, exist_ok=True)
    folders.lay_out(sample.mail)
    for name, color in _COLORS.items():
        home = sample.calendar / name
        home.mkdir(parents=True)
        (home / "displayname").write_text(name.title())
        (home / "color").write_text(color)
    sample.config.write_text(_config(sample), encoding="utf-8")


def _config(sample: Sample) -> str:
    """The config; its weekly digest comes on the demo day, whichever day of the week that is."""
    template = files("syncd.demo").joinpath("config.template.toml").read_text(encoding="utf-8")
    folder = json.dumps(sample.folder.as_posix(), ensure_ascii=False)[1:-1]
    return template.replace("{folder}", folder).replace(
        "{weekday}", _WEEKDAYS[sample.today.weekday()]
    )
