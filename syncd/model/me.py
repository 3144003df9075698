"""The user: who "you" are in every sentence that syncd writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_GMAIL = frozenset({"gmail.com", "googlemail.com"})


@lru_cache(maxsize=4096)
def mailbox_of(address: str) -> str:
    """The mailbox that an address in lower case reaches.

    "+tag" is left out, and at Gmail the dots: support.google.com/mail/answer/7436150.
    """
    local, _, domain = address.rpartition("@")
    local = local.split("+")[0]
    if domain in _GMAIL:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


@lru_cache(maxsize=16)
def _mailboxes(addresses: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(mailbox_of, addresses))


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
        """Whether an address is one of yours; "+tag", and at Gmail dots, do not matter."""
        lowered = address.lower()
        return lowered in self.addresses or mailbox_of(lowered) in _mailboxes(self.addresses)


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
