"""The keys of an ``[accounts.NAME]`` table with ``kind = "caldav"`` or ``"carddav"``."""

from __future__ import annotations

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from connectors.hosts import is_loopback
from connectors.passwords import PasswordSettings


class DavSettings(PasswordSettings):
    """One account on a CalDAV or CardDAV server."""

    url: str = Field(
        default="", description="Where to begin looking; found from `user` when left out."
    )
    insecure: bool = Field(
        default=False, description="Allows an http:// address of another machine. Do not."
    )
    ca_file: Path | None = Field(
        default=None, description="PEM file of the authority that signed the server's certificate."
    )
    only: tuple[str, ...] = Field(
        default=(), description="Names of the calendars or address books to read; default: all."
    )
    skip: tuple[str, ...] = Field(
        default=(), description="Names of calendars or address books that are not read."
    )

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError('an address begins with https://, as in "https://dav.example.com/"')
        if parts.password is not None:
            raise ValueError("a password does not belong into the address; run `syncd connect`")
        return url

    @model_validator(mode="after")
    def _private_enough(self) -> Self:
        parts = urlsplit(self.url)
        plain = parts.scheme == "http" and not self.insecure
        if plain and not is_loopback(parts.hostname or ""):
            raise ValueError(
                "http:// would send your password readable by anyone on the way; "
                "use https:// (or, if you must, insecure = true)"
            )
        return self
