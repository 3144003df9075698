"""What a scenario is: a mailbox and a calendar, and what its brief must and must not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from syncd.model import PartStat
from tests.builders import ME, a_calendar, a_vevent, an_attendee
from tests.scenarios.people.post import Mail, Person
from tests.scenarios.world import World

_CONFIG = """
[me]
name = "Robin Doe"
addresses = ["robin@example.com", "robin.doe@gmail.com"]
timezone = "Europe/Berlin"
about = "I run the data team of a small charity."
offers = {offers}
passions = {passions}
looking_for = {looking_for}

[style]
prefers = ["one-on-one", "in person", "phone"]
max_per_day = 2
buffer = "15m"

[accounts.files]
kind = "maildir"
path = "{home}/mail"

[accounts.calendar]
kind = "ics"
path = "{home}/calendar"

[store]
url = "sqlite:///{home}/state/syncd.sqlite"

[defaults]
rules = false

[[rules]]
name = "Somebody from outside"
external_guests = "1..60"
"""


@dataclass(frozen=True, slots=True)
class Says:
    """One thing that a reader wants of the brief: a pattern, over lines joined by one blank."""

    what: str
    #: Case counts; any white space in the letter is one blank.
    pattern: str
    #: Heading of the section that must say it; "" for anywhere above the sources.
    within: str = ""


@dataclass(frozen=True, slots=True)
class Never:
    """One thing that must not stand anywhere in the brief, its list of sources included."""

    what: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Change:
    """The event of that name is written anew, after a round at that moment."""

    after: datetime
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A mailbox, a calendar, a moment, and the brief of one of its meetings."""

    name: str
    about: str
    uid: str
    #: Aware: when the brief is written, after all changes.
    at: datetime
    mails: Sequence[Mail]
    #: By file name.
    events: Mapping[str, str]
    says: Sequence[Says]
    never: Sequence[Never]
    offers: Sequence[str] = ("hiring-process reviews", "a second pair of eyes on a data model")
    passions: Sequence[str] = ("open data", "choir singing")
    looking_for: Sequence[str] = ("people who taught themselves to program",)
    #: People who may have a section of their own, by name, in their order; None for any.
    told_in_full: Sequence[str] | None = None
    changes: Sequence[Change] = ()
    #: So many words at most, without the list of sources.
    words: int = 250

    def world(self, home: Path) -> World:
        """Its mailbox and calendar, in a folder."""
        base = _CONFIG.replace("{offers}", _toml(self.offers))
        base = base.replace("{passions}", _toml(self.passions))
        base = base.replace("{looking_for}", _toml(self.looking_for))
        made = World(home, base_config=base)
        for mail in self.mails:
            made.put_mail(mail.raw, mail.folder)
        for name, text in self.events.items():
            made.put_event(text, name)
        return made

    def played(self, home: Path) -> World:
        """Its world after the real rounds that lead to the brief."""
        world = self.world(home)
        for change in self.changes:
            world.round(change.after)
            world.put_event(change.text, change.name)
        world.round(self.at)
        return world

    def briefs(self, home: Path) -> list[EmailMessage]:
        """The briefs of its meeting that are in the inbox then, the newest last."""
        return self.letters(self.played(home).inbox())

    def letters(self, found: Sequence[EmailMessage]) -> list[EmailMessage]:
        """Those that are about its meeting."""
        return [letter for letter in found if letter["X-Syncd-Meeting"] == self.uid]


def event(
    title: str,
    start: datetime,
    people: Sequence[Person],
    *,
    uid: str,
    minutes: int = 45,
    organizer: Person | None = None,
    place: str = "",
    properties: Mapping[str, str] | None = None,
    partstat: PartStat = PartStat.ACCEPTED,
) -> str:
    """A VCALENDAR with one event that Robin, or somebody else, has invited those people to."""
    host = organizer.label if organizer else ME
    invited = [
        an_attendee(p.address, p.name, partstat)
        for p in people
        if organizer is None or p.address != organizer.address
    ]
    if organizer is not None:
        invited.append(an_attendee(ME, "Robin Doe"))
    named = ({"LOCATION": place} if place else {}) | dict(properties or {})
    vevent = a_vevent(
        title,
        start,
        start + timedelta(minutes=minutes),
        guests=invited,
        uid=uid,
        organizer=host,
        properties=named,
    )
    return a_calendar(vevent)


def _toml(words: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
