"""The keys of ``[accounts.NAME]`` with ``kind = "google"``. Imports nothing of Google."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_config_dir
from pydantic import AfterValidator, Field, field_validator

from syncd.model.validation import Table

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _loopback(address: str) -> str:
    """An http or https address on this machine, for emulators and tests; "" is Google itself."""
    parts = urlsplit(address)
    if address and (parts.scheme not in {"http", "https"} or parts.hostname not in _LOOPBACK):
        raise ValueError("an endpoint may only be an address on this machine: http://127.0.0.1:…")
    return address


Loopback = Annotated[str, AfterValidator(_loopback)]
Home = Annotated[Path, AfterValidator(Path.expanduser)]


class GoogleSettings(Table):
    """A Google account: calendars, Gmail and, when switched on, contacts."""

    client_file: Home = Field(
        default_factory=lambda: Path(user_config_dir("syncd", appauthor=False)) / "google.json",
        description="the client file that Google Cloud gave you for syncd; see docs/google.md. "
        "Default: google.json in syncd's config folder",
    )
    calendars: tuple[str, ...] = Field(
        (), description='names or ids of calendars, "primary" is yours; default: all you have shown'
    )
    label: str = Field("", description="a label of yours, put on every brief as well")
    contacts: bool = Field(False, description="also read your contacts for names and titles")
    withdraw: bool = Field(
        False, description="put an outdated, unread brief into the trash; asks for gmail.modify"
    )
    token_file: Home | None = Field(
        None, description="keep the token in this file instead of the keyring"
    )
    api_endpoint: Loopback = Field("", description="another server on this machine, for tests")
    auth_endpoint: Loopback = Field("", description="its consent page")
    token_endpoint: Loopback = Field("", description="its token address")

    @field_validator("calendars")
    @classmethod
    def _named(cls, calendars: tuple[str, ...]) -> tuple[str, ...]:
        if any(not name.strip() for name in calendars):
            raise ValueError("a calendar without a name")
        return tuple(name.strip() for name in calendars)

    @property
    def by_name(self) -> bool:
        """Whether the list of calendars must be read: for all of them, or to look up names."""
        return not self.calendars or not all(is_calendar_id(name) for name in self.calendars)


def is_calendar_id(name: str) -> bool:
    """Whether it is what Google calls a calendar's id: "primary", or an address."""
    return name == "primary" or "@" in name
