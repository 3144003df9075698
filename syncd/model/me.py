"""The user: who "you" are in every sentence that syncd writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Me:
    """You, under all of your addresses."""

    name: str
    #: In lower case, the first is the one that letters are from.
    addresses: tuple[str, ...]
    #: Domains of colleagues, in lower case, never a free-mail one.
    domains: frozenset[str]
    timezone: ZoneInfo
    #: BCP 47.
    language: str = "en"
    about: str = ""
    offers: tuple[str, ...] = ()
    passions: tuple[str, ...] = ()
    looking_for: tuple[str, ...] = ()

    def is_me(self, address: str) -> bool:
        """Whether an address is one of yours; "+tag" after the local part does not matter."""
        local, _, domain = address.lower().partition("@")
        return (
            address.lower() in self.addresses or f"{local.split('+')[0]}@{domain}" in self.addresses
        )


@dataclass(frozen=True, slots=True)
class Style:
    """How you like to meet."""

    #: In order: "one-on-one", "small group", "event", "in person", "phone", "video".
    prefers: tuple[str, ...] = ()
    max_per_day: int | None = None
    buffer: timedelta = timedelta(minutes=15)
    #: The way between two places, where nobody knows better.
    travel: timedelta = timedelta(minutes=30)
    #: Whether you like to be on camera; None when you do not mind.
    camera: bool | None = None
