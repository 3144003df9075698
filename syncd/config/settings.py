"""The settings: each key once, with its meaning and its default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import tzlocal
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationError,
    WithJsonSchema,
    field_validator,
)

from syncd.config.wishes import MOST_WISHES, WishTable
from syncd.errors import Problem
from syncd.model import BriefWish, FollowUpWish, Me, Style, Wants
from syncd.model.domains import domain_of, is_free_mail
from syncd.model.moments import Span
from syncd.model.validation import Duration, OptionalSpan, OptionalWeekly, Table, problems
from syncd.model.wish import Wish

_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.?[^@\s<>,;\"]*")
_ACCOUNT_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SHORTEST_POLL = timedelta(seconds=10)


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value.strip()):
        raise ValueError('an address is written "name@domain"')
    return value.strip().lower()


def _zone_name(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError('a time zone is named as in "Europe/Berlin"') from None
    return value


def _interval(value: timedelta) -> timedelta:
    if value < _SHORTEST_POLL:
        raise ValueError('at least "10s"')
    return value


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta():
        raise ValueError('more than nothing, as "1h"')
    return value


def _store_url(value: str) -> str:
    """A service has no folder of its own to start from."""
    path = value.removeprefix("sqlite:///")
    if path == value or not Path(path).expanduser().is_absolute():
        raise ValueError('an SQLite file by its whole path, as "sqlite:////home/you/syncd.sqlite"')
    return value


def _not_false(value: object) -> object:
    if value is True:
        raise ValueError('false for none, or a table such as { lead = "4h" }')
    return None if value is False else value


EmailAddress = Annotated[str, AfterValidator(_address)]
Interval = Annotated[Duration, AfterValidator(_interval)]
Reach = Annotated[Duration, AfterValidator(_positive)]


class MeTable(Table):
    """``[me]``: who you are."""

    name: str = Field(min_length=1, max_length=200, description="Your name, as letters are signed.")
    addresses: tuple[EmailAddress, ...] = Field(
        min_length=1, description="All of your addresses; letters are from the first."
    )
    domains: tuple[str, ...] | None = Field(
        default=None, description="Your colleagues' domains. Default: your own, if not free-mail."
    )
    timezone: Annotated[str, AfterValidator(_zone_name)] | None = Field(
        default=None, description="IANA name. Default: the system's."
    )
    language: str = Field(
        default="en",
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$",
        description='The language of your letters: "en", "de", or one of your own.',
    )
    about: str = ""
    offers: tuple[str, ...] = ()
    passions: tuple[str, ...] = ()
    looking_for: tuple[str, ...] = ()

    @field_validator("domains")
    @classmethod
    def _no_free_mail(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for domain in value or ():
            if is_free_mail(domain):
                raise ValueError(f"anybody can have an address at {domain}, so it is nobody's own")
        return value


class StyleTable(Table):
    """``[style]``: how you like to meet."""

    prefers: tuple[
        Literal["one-on-one", "small group", "event", "in person", "phone", "video"], ...
    ] = ()
    max_per_day: int | None = Field(default=None, ge=1, le=50)
    buffer: Duration = timedelta(minutes=15)


class DeliverTable(Table):
    """``[deliver]``: where letters go and when they may not."""

    briefs: str | None = Field(default=None, description="Account whose inbox gets briefs.")
    drafts: str | None = Field(default=None, description="Account whose drafts get drafts.")
    quiet_hours: OptionalSpan = Field(
        default=Span(time(21), time(7)), description='Nothing is delivered then; "" for none.'
    )
    digest: OptionalWeekly = Field(
        default=None, description='When the weekly digest comes, as "Mon 07:30"; "" for never.'
    )


class DaemonTable(Table):
    """``[daemon]``: how often and how far it looks."""

    poll_calendar: Interval = timedelta(minutes=5)
    poll_mail: Interval = timedelta(minutes=2)
    look_ahead: Reach = timedelta(days=14)
    look_back: Reach = timedelta(days=7)


class BriefTable(Table):
    """``brief = { … }``."""

    lead: Duration = timedelta(hours=4)


class FollowUpTable(Table):
    """``follow_up = { … }``."""

    delay: Duration = timedelta(hours=1)


def _or_false(table: type[Table]) -> dict[str, Any]:
    """What an editor may offer where a table or false can stand."""
    return {"anyOf": [{"const": False}, table.model_json_schema()]}


class DefaultsTable(Table):
    """``[defaults]``: what a rule that does not say otherwise gets."""

    rules: bool = Field(default=True, description="The shipped rules, after yours.")
    brief: Annotated[
        BriefTable | None, BeforeValidator(_not_false), WithJsonSchema(_or_false(BriefTable))
    ] = BriefTable()
    follow_up: Annotated[
        FollowUpTable | None, BeforeValidator(_not_false), WithJsonSchema(_or_false(FollowUpTable))
    ] = FollowUpTable()

    @property
    def wants(self) -> Wants:
        """The same as the rules speak of it."""
        return Wants(
            brief=BriefWish(self.brief.lead) if self.brief else None,
            follow_up=FollowUpWish(self.follow_up.delay) if self.follow_up else None,
        )


class LettersTable(Table):
    """``[letters]``: words and templates of your own (docs/letters.md)."""

    folder: str | None = Field(
        default=None,
        min_length=1,
        description='Folder with them. Default: "letters" beside the config, if it is there.',
    )


class StoreTable(Table):
    """``[store]``: where syncd remembers."""

    url: Annotated[str, AfterValidator(_store_url)] | None = Field(
        default=None, description="SQLAlchemy URL of an SQLite file. Default: the state folder."
    )


class Settings(Table):
    """The whole file. Accounts, rules and people are raw: others know what they may contain."""

    me: MeTable
    style: StyleTable = StyleTable()
    accounts: dict[str, dict[str, Any]]
    deliver: DeliverTable = DeliverTable()
    daemon: DaemonTable = DaemonTable()
    defaults: DefaultsTable = DefaultsTable()
    store: StoreTable = StoreTable()
    letters: LettersTable = LettersTable()
    rules: tuple[dict[str, Any], ...] = ()
    people: tuple[dict[str, Any], ...] = ()
    want_to_meet: tuple[WishTable, ...] = Field(default=(), max_length=MOST_WISHES)

    @field_validator("accounts")
    @classmethod
    def _names(cls, value: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        for name in value:
            if not _ACCOUNT_NAME.fullmatch(name):
                raise ValueError(f'"{name}": an account name is letters, digits, "-" and "_"')
        if not value:
            raise ValueError("at least one [accounts.NAME] table is needed")
        return value

    @cached_property
    def user(self) -> Me:
        """You, with the defaults filled in."""
        table = self.me
        own = [domain_of(address) for address in table.addresses]
        domains = table.domains if table.domains is not None else own
        return Me(
            name=table.name,
            addresses=table.addresses,
            domains=frozenset(d.lower() for d in domains if not is_free_mail(d)),
            timezone=ZoneInfo(table.timezone or tzlocal.get_localzone_name()),
            language=table.language,
            about=table.about,
            offers=table.offers,
            passions=table.passions,
            looking_for=table.looking_for,
        )

    @cached_property
    def meeting_style(self) -> Style:
        """How you like to meet."""
        return Style(self.style.prefers, self.style.max_per_day, self.style.buffer)

    @cached_property
    def wishes(self) -> tuple[Wish, ...]:
        """Whom you want to meet."""
        return tuple(table.wish for table in self.want_to_meet)


def parse(tables: Mapping[str, Any]) -> tuple[Settings | None, list[Problem]]:
    """Check the tables of a config file: the settings, or everything that is wrong with them."""
    try:
        return Settings.model_validate(tables), []
    except ValidationError as error:
        return None, problems(error, "", Settings)
