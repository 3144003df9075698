"""The keys of an account of kind ics."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from connectors.hosts import is_loopback
from syncd.model.validation import Table

_SCHEMES = {"webcal": "https", "webcals": "https", "https": "https", "http": "http"}


def is_address(path: str) -> bool:
    """Whether a path is an address of the web."""
    return "://" in path


def plain_address(address: str) -> str:
    """The https form of an address. Raises ValueError for one that would go unprotected."""
    parts = urlsplit(address)
    scheme = _SCHEMES.get(parts.scheme.lower())
    if scheme is None or not parts.hostname:
        raise ValueError("an address begins with https:// or webcal:// and names a host")
    if scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("an address begins with https://; http is for this machine only")
    return parts._replace(scheme=scheme, fragment="").geturl()


def _source(path: str) -> str:
    if is_address(path):
        return plain_address(path)
    expanded = Path(path).expanduser()
    if not expanded.is_absolute():
        raise ValueError('write the whole path, or one that begins with "~/", or an https address')
    return str(expanded)


class IcsSettings(Table):
    """Where the calendars are, and which of them to read."""

    path: Annotated[str, AfterValidator(_source)] = Field(
        description="A folder, a file or an https address."
    )
    calendars: tuple[str, ...] = Field(
        (), description="Names of the calendars to read; all of them when there is none."
    )

    def wants(self, *names: str) -> bool:
        """Whether a calendar is to be read; it may be known by several names."""
        wanted = {name.casefold() for name in self.calendars}
        return not wanted or any(name.casefold() in wanted for name in names)
